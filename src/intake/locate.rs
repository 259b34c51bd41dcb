//! Where in a return each cell of the form is: by its defined name, else at its place in the form;
//! both provided that the labels beside it still say the same.
//!
//! Names alone are not believed: sorting moves labels and figures and leaves names where they are,
//! a cut cell takes its name along, and many programs insert rows without moving names.

use std::collections::BTreeMap;

use super::identify::{alike, counterparts};
use crate::diagnostic::Place;
use crate::model::Period;
use crate::ooxml::CellRef;
use crate::pack::reference::defined_name;
use crate::pack::{Form, FormCell, FormSheet, Label, PeriodRef};
use crate::sheet::{Sheet, Workbook};
use crate::text;

/// A cell of the form found in a return.
pub(super) struct Located<'a> {
    pub(super) form: &'a FormCell,
    /// For which period, in this return.
    pub(super) period: Period,
    pub(super) sheet: &'a Sheet,
    pub(super) cell: CellRef,
}

/// What became of one sheet of the form.
pub(super) struct LocatedSheet<'a> {
    /// The sheet of the form.
    pub(super) form: &'a FormSheet,
    /// Cells that were found.
    pub(super) found: Vec<Located<'a>>,
    /// Cells that were not found because labels beside them differ.
    pub(super) drifted: Vec<(&'a FormCell, Period)>,
    /// The labels that differ, with what stands there instead.
    pub(super) differ: BTreeMap<CellRef, (&'a Label, String)>,
    /// Cells whose name stands for several cells (a copied sheet) that do not say the same.
    pub(super) doubled: Vec<(&'a FormCell, Period)>,
    /// The sheet of the return; none when it is not there, or cannot be told for certain.
    pub(super) sheet: Option<&'a Sheet>,
    /// The sheets it could be, when there are several.
    pub(super) candidates: Vec<&'a str>,
}

impl LocatedSheet<'_> {
    /// The first cell that cannot be told for certain, else the file.
    pub(super) fn place(&self, file: &str) -> Place {
        let place = Place::file(file);
        match (self.sheet, self.doubled.first()) {
            (Some(sheet), Some((cell, _))) => place.sheet(sheet.name.as_str()).cell(cell.cell),
            _ => place,
        }
    }
}

/// Looks for every cell of a form; `period` says what a cell's period is in this return.
pub(super) fn locate<'a>(
    workbook: &'a Workbook,
    form: &'a Form,
    period: impl Fn(PeriodRef) -> Option<Period>,
) -> Vec<LocatedSheet<'a>> {
    let names = defined_names(workbook);
    form.sheets
        .iter()
        .filter(|sheet| !sheet.cells.is_empty())
        .map(|sheet| locate_sheet(workbook, form, sheet, &names, &period))
        .collect()
}

type Names<'a> = BTreeMap<String, Vec<(&'a Sheet, CellRef)>>;

/// Excel's names do not tell capitals from small letters.
fn defined_names(workbook: &Workbook) -> Names<'_> {
    let mut names: Names<'_> = BTreeMap::new();
    for (name, cells) in &workbook.defined_names {
        let places = names.entry(name.to_lowercase()).or_default();
        places
            .extend(cells.iter().filter_map(|to| Some((workbook.sheet(&to.sheet)?, to.cell))));
    }
    names
}

fn locate_sheet<'a>(
    workbook: &'a Workbook,
    all: &Form,
    form: &'a FormSheet,
    names: &Names<'a>,
    period: &impl Fn(PeriodRef) -> Option<Period>,
) -> LocatedSheet<'a> {
    let sheets = counterparts(workbook, form);
    let sheet = sheets.first().copied().filter(|_| sheets.len() == 1);
    let candidates =
        sheets.iter().filter(|_| sheets.len() > 1).map(|sheet| sheet.name.as_str());
    let twins = sheet.map_or_else(Vec::new, |own| twins(workbook, all, form, own));
    let mut located = LocatedSheet {
        form,
        found: Vec::new(),
        drifted: Vec::new(),
        differ: BTreeMap::new(),
        doubled: Vec::new(),
        sheet,
        candidates: candidates.collect(),
    };
    for cell in &form.cells {
        let Some(period) = period(cell.period) else { continue };
        let name = defined_name(&cell.path, period).to_lowercase();
        let mut places = names.get(&name).cloned().unwrap_or_default();
        // A program that copies a sheet leaves the names where they were.
        let unnamed = twins
            .iter()
            .filter(|twin| !places.iter().any(|(named, _)| named.name == twin.name));
        let unnamed: Vec<_> = unnamed.map(|twin| (*twin, cell.cell)).collect();
        if places.is_empty() && !unnamed.is_empty() {
            places.extend(sheet.map(|own| (own, cell.cell)));
        }
        places.extend(unnamed);
        let fits = |(sheet, at): &&(&Sheet, CellRef)| moved(sheet, *at, cell).is_empty();
        let fitting: Vec<&(&Sheet, CellRef)> = places.iter().filter(fits).collect();
        if let Some((sheet, at)) = one_of(&fitting, sheet) {
            located.found.push(Located { form: cell, period, sheet, cell: at });
        } else if !fitting.is_empty() {
            located.doubled.push((cell, period));
            located.candidates.extend(fitting.iter().map(|(sheet, _)| sheet.name.as_str()));
        } else if let Some(sheet) = sheet {
            let differing = differing(sheet, cell);
            if differing.is_empty() {
                located.found.push(Located { form: cell, period, sheet, cell: cell.cell });
            } else {
                located.drifted.push((cell, period));
                located.differ.extend(differing);
            }
        } else if let Some((sheet, at)) = places.first() {
            located.drifted.push((cell, period));
            located.differ.extend(moved(sheet, *at, cell));
        }
    }
    located.candidates.sort_unstable();
    located.candidates.dedup();
    located
}

/// Further copies of the form's own sheet: with all that is printed on it, for the same unit and
/// period.
fn twins<'a>(
    workbook: &'a Workbook,
    all: &Form,
    form: &FormSheet,
    own: &Sheet,
) -> Vec<&'a Sheet> {
    let says = |sheet: &Sheet, at: Option<CellRef>| {
        let cell = at.and_then(|at| sheet.get(at));
        cell.map_or_else(String::new, |cell| text::key::of(&cell.text))
    };
    let is_alike = |other: &&&Sheet| {
        [form.unit_name, form.period_name].iter().all(|at| says(own, *at) == says(other, *at))
    };
    alike(workbook, all, form).iter().filter(is_alike).copied().collect()
}

/// The one of several cells of a name that says something; where all say the same or nothing, that
/// on the form's own sheet.
fn one_of<'a>(
    places: &[&(&'a Sheet, CellRef)],
    own: Option<&Sheet>,
) -> Option<(&'a Sheet, CellRef)> {
    let said = |(sheet, at): &(&'a Sheet, CellRef)| {
        sheet.get(*at).map_or("", |cell| cell.text.trim()).to_owned()
    };
    let mut telling: Vec<_> = places.iter().filter(|place| !said(place).is_empty()).collect();
    if telling.is_empty() {
        telling = places.iter().collect();
    }
    let first = telling.first()?;
    let is_own = |place: &&&&(&Sheet, CellRef)| own.is_some_and(|own| own.name == place.0.name);
    let chosen = telling.iter().find(is_own).unwrap_or(first);
    telling.iter().all(|other| said(other) == said(first)).then_some((chosen.0, chosen.1))
}

/// The labels of a cell of the form that do not stand beside the cell that its name has come to:
/// those of its row somewhere to its left, those above it in its column; rows and columns may
/// have been inserted between.
fn moved<'a>(
    sheet: &Sheet,
    at: CellRef,
    form: &'a FormCell,
) -> Vec<(CellRef, (&'a Label, String))> {
    let stands = |label: &Label, cell: CellRef, text: &str| {
        let beside = if label.cell.row == form.cell.row {
            cell.row == at.row && cell.col < at.col
        } else if label.cell.col == form.cell.col {
            cell.row < at.row && cell.col == at.col
        } else {
            // A heading over several columns stands in the first of them.
            cell.row < at.row && cell.col <= at.col
        };
        beside && text::key::of(text) == label.key
    };
    // Most often nothing moved but whole rows.
    let at_once = |label: &Label| {
        let in_row = label.cell.row == form.cell.row;
        let place = if in_row { CellRef::new(at.row, label.cell.col) } else { label.cell };
        sheet.get(place).is_some_and(|found| stands(label, place, &found.text))
    };
    let gone = form.labels.iter().filter(|label| {
        let mut above = sheet.iter().take_while(|(cell, _)| cell.row <= at.row);
        !at_once(label) && !above.any(|(cell, found)| stands(label, cell, &found.text))
    });
    let differing = gone.map(|label| {
        let in_row = label.cell.row == form.cell.row;
        let row = if in_row { at.row } else { label.cell.row };
        let place = CellRef::new(row, label.cell.col);
        let there = sheet.get(place).map_or("", |cell| cell.text.as_str());
        (place, (label, there.to_owned()))
    });
    differing.collect()
}

/// The labels beside a cell of the form that say something else in the return.
fn differing<'a>(sheet: &Sheet, cell: &'a FormCell) -> Vec<(CellRef, (&'a Label, String))> {
    let labels = cell.labels.iter().filter_map(|label| {
        let there = sheet.get(label.cell).map_or("", |cell| cell.text.as_str());
        let same = text::key::of(there) == label.key;
        (!same).then(|| (label.cell, (label, there.to_owned())))
    });
    labels.collect()
}
