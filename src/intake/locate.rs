//! Where in a return each cell of the form is: by its defined name, else where its labels have
//! gone; both provided that the labels beside it still say the same.
//!
//! Names alone are not believed: sorting moves labels and figures and leaves names where they are,
//! a cut cell takes its name along, and many programs insert rows without moving names.

use std::collections::{BTreeMap, BTreeSet};

use super::alignment::{Alignment, Whereabouts, is_in_place};
use super::overlay::{Overlaid, Overlay, alike};
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
    /// By what it was told.
    pub(super) ground: Ground,
}

/// By what a cell was told to be a cell of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ground {
    /// It has the form's name, or stands where the form has it.
    Name,
    /// Its labels stand beside it, in another place than in the form.
    Labels,
    /// Its labels stand beside it with other tone marks, or without.
    RetypedLabels,
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
    /// Cells that may be any of several, by their labels.
    pub(super) uncertain: Vec<(&'a FormCell, Period, Vec<CellRef>)>,
    /// The sheet of the return; none when it is not there, or cannot be told for certain.
    pub(super) sheet: Option<&'a Sheet>,
    /// Where rows and columns went; none where all stands as in the form.
    pub(super) alignment: Option<&'a Alignment>,
    /// Whether the sheet bears another name than in the form.
    pub(super) renamed: bool,
    /// The sheets it could be, when there are several.
    pub(super) candidates: Vec<&'a str>,
    /// In how many cells they differ, where all are laid out as the form.
    pub(super) apart: Option<usize>,
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
    overlay: &'a Overlay<'a>,
    period: impl Fn(PeriodRef) -> Option<Period>,
) -> Vec<LocatedSheet<'a>> {
    let names = defined_names(workbook);
    let sheets = overlay.of(form).filter(|(sheet, _)| !sheet.cells.is_empty());
    sheets
        .map(|(sheet, overlaid)| {
            let mut looking = Looking {
                workbook,
                all: form,
                overlaid,
                names: &names,
                located: LocatedSheet {
                    form: sheet,
                    found: Vec::new(),
                    drifted: Vec::new(),
                    differ: BTreeMap::new(),
                    doubled: Vec::new(),
                    uncertain: Vec::new(),
                    sheet: overlaid.sheet(),
                    alignment: overlaid.alignment.as_ref(),
                    renamed: overlaid.renamed,
                    candidates: Vec::new(),
                    apart: None,
                },
            };
            looking.look(&period);
            looking.located
        })
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

/// One sheet of a form being looked for.
struct Looking<'a, 'b> {
    workbook: &'a Workbook,
    all: &'a Form,
    overlaid: &'a Overlaid<'a>,
    names: &'b Names<'a>,
    located: LocatedSheet<'a>,
}

impl<'a> Looking<'a, '_> {
    fn look(&mut self, period: &impl Fn(PeriodRef) -> Option<Period>) {
        let several = self.overlaid.several().iter().map(|sheet| sheet.name.as_str());
        self.located.candidates.extend(several);
        let cells = self.located.form.cells.iter();
        let cells: Vec<(&FormCell, Period)> =
            cells.filter_map(|cell| Some((cell, period(cell.period)?))).collect();
        let aligned = self.located.sheet.zip(self.overlaid.alignment.as_ref());
        if let Some((sheet, alignment)) = aligned {
            let names_hold = self.names_hold(&cells, sheet, alignment);
            for (cell, period) in cells {
                self.follow(cell, period, sheet, alignment, names_hold);
            }
        } else if !self.overlaid.several().is_empty() {
            // Which sheet is meant is not known: what names point to on one of them is no answer.
            self.located.apart = apart(self.located.form, self.overlaid.several());
            self.located.doubled.extend(cells);
        } else {
            let own = self.located.sheet;
            let twins = own.map_or_else(Vec::new, |own| {
                twins(self.workbook, self.all, self.located.form, own)
            });
            for (cell, period) in cells {
                self.by_name_or_place(cell, period, &twins);
            }
            let doubled = self.located.doubled.len();
            self.located.apart = Some(doubled).filter(|_| !self.located.candidates.is_empty());
        }
        self.located.candidates.sort_unstable();
        self.located.candidates.dedup();
    }

    fn named(&self, cell: &FormCell, period: Period) -> Vec<(&'a Sheet, CellRef)> {
        let name = defined_name(&cell.path, period).to_lowercase();
        self.names.get(&name).cloned().unwrap_or_default()
    }

    /// Whether the names of a sheet went with their labels: sorting leaves names behind, and so do
    /// programs that insert rows without them. Where nothing moved, names say nothing.
    fn names_hold(
        &self,
        cells: &[(&FormCell, Period)],
        sheet: &Sheet,
        alignment: &Alignment,
    ) -> bool {
        let mut went_along = false;
        let hold = cells.iter().all(|(cell, period)| {
            let Whereabouts::At(at) = alignment.whereabouts(cell.cell) else { return true };
            let named = self.named(cell, *period);
            let mut here = named.iter().filter(|(of, _)| of.name == sheet.name).peekable();
            went_along |= at != cell.cell && here.peek().is_some();
            here.all(|(_, named)| *named == at)
        });
        hold && went_along
    }

    /// Looks for a cell on a sheet that is not as the form's.
    fn follow(
        &mut self,
        cell: &'a FormCell,
        period: Period,
        sheet: &'a Sheet,
        alignment: &Alignment,
        names_hold: bool,
    ) {
        let named = self.named(cell, period);
        let here = |(of, at): &(&Sheet, CellRef)| {
            of.name == sheet.name && moved(sheet, *at, cell).is_empty()
        };
        let fitting: Vec<CellRef> =
            named.iter().filter(|p| here(p)).map(|(_, at)| *at).collect();
        let by_name = fitting.first().copied().filter(|_| names_hold && fitting.len() == 1);
        let found = |at, ground| Located { form: cell, period, sheet, cell: at, ground };
        match (alignment.whereabouts(cell.cell), by_name) {
            (_, Some(at)) => self.located.found.push(found(at, Ground::Name)),
            (Whereabouts::At(at), None) => {
                let ground = match (alignment.is_retyped(cell.cell), at == cell.cell) {
                    (true, _) => Ground::RetypedLabels,
                    (false, true) => Ground::Name,
                    (false, false) => Ground::Labels,
                };
                self.located.found.push(found(at, ground));
            }
            (Whereabouts::Several(candidates), None) => {
                self.located.uncertain.push((cell, period, candidates));
            }
            (Whereabouts::Gone, None) => {
                self.located.drifted.push((cell, period));
                self.located.differ.extend(differing(sheet, cell));
            }
        }
    }

    /// Looks for a cell on a sheet that is as the form's, or on none.
    fn by_name_or_place(&mut self, cell: &'a FormCell, period: Period, twins: &[&'a Sheet]) {
        let own = self.located.sheet;
        let mut places = self.named(cell, period);
        // Where every label stands as in the form, so does the cell: one that was cut and put
        // elsewhere took its name along.
        if let Some(own) = own
            && places.iter().any(|(sheet, _)| sheet.name == own.name)
        {
            places.retain(|(sheet, _)| sheet.name != own.name);
            places.push((own, cell.cell));
        }
        // A program that copies a sheet leaves the names where they were.
        let unnamed = twins
            .iter()
            .filter(|twin| !places.iter().any(|(named, _)| named.name == twin.name));
        let unnamed: Vec<_> = unnamed.map(|twin| (*twin, cell.cell)).collect();
        if places.is_empty() && !unnamed.is_empty() {
            places.extend(own.map(|own| (own, cell.cell)));
        }
        places.extend(unnamed);
        // On a sheet that is not known for the form's, labels that others have too prove no name.
        let keys = |of: &FormCell| of.labels.iter().map(|l| l.key.clone()).collect::<Vec<_>>();
        let is_alone = || {
            let alike =
                self.located.form.cells.iter().filter(|other| keys(other) == keys(cell));
            alike.count() == 1
        };
        let proves = own.is_some() || is_alone();
        let fits =
            |(sheet, at): &&(&Sheet, CellRef)| proves && moved(sheet, *at, cell).is_empty();
        let fitting: Vec<&(&Sheet, CellRef)> = places.iter().filter(fits).collect();
        let found =
            |sheet, at| Located { form: cell, period, sheet, cell: at, ground: Ground::Name };
        if let Some((sheet, at)) = one_of(&fitting, own) {
            self.located.found.push(found(sheet, at));
        } else if !fitting.is_empty() {
            self.located.doubled.push((cell, period));
            self.located
                .candidates
                .extend(fitting.iter().map(|(sheet, _)| sheet.name.as_str()));
        } else if let Some(sheet) = own {
            self.located.found.push(found(sheet, cell.cell));
        } else if let Some((sheet, at)) = places.first() {
            self.located.drifted.push((cell, period));
            self.located.differ.extend(moved(sheet, *at, cell));
        }
    }
}

/// In how many of a form's cells sheets differ; none where one is not laid out as the form.
fn apart(form: &FormSheet, sheets: &[&Sheet]) -> Option<usize> {
    let said = |sheet: &Sheet, at| sheet.get(at).map_or("", |cell| cell.text.trim()).to_owned();
    let differ = |cell: &&FormCell| {
        let all: BTreeSet<String> = sheets.iter().map(|sheet| said(sheet, cell.cell)).collect();
        all.len() > 1
    };
    let in_place = sheets.iter().all(|sheet| is_in_place(form, sheet));
    in_place.then(|| form.cells.iter().filter(differ).count())
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
    let is_alike = |other: &Sheet| {
        [form.unit_name, form.period_name].iter().all(|at| says(own, *at) == says(other, *at))
    };
    let is_twin = |other: &Sheet| is_in_place(form, other) && is_alike(other);
    // Most workbooks have none, and what all their sheets say need not be known.
    if !workbook.sheets.iter().any(|other| other.name != own.name && is_twin(other)) {
        return Vec::new();
    }
    alike(workbook, all, form).into_iter().filter(|other| is_twin(other)).collect()
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
        beside && label.is_said_by(text)
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
        (!label.is_said_by(there)).then(|| (label.cell, (label, there.to_owned())))
    });
    labels.collect()
}
