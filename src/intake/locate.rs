//! Where in a return each cell of the form is: by its defined name, unless the labels
//! beside it are another cell's, else at its place in the form provided that they still say the same.

use std::collections::BTreeMap;

use super::identify::counterparts;
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
    /// The sheet of the return; none when it is not there, or cannot be told for certain.
    pub(super) sheet: Option<&'a Sheet>,
    /// The sheets it could be, when there are several.
    pub(super) candidates: Vec<&'a str>,
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
        .map(|sheet| locate_sheet(workbook, sheet, &names, &period))
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
    form: &'a FormSheet,
    names: &Names<'a>,
    period: &impl Fn(PeriodRef) -> Option<Period>,
) -> LocatedSheet<'a> {
    let sheets = counterparts(workbook, form);
    let sheet = sheets.first().copied().filter(|_| sheets.len() == 1);
    let candidates =
        sheets.iter().filter(|_| sheets.len() > 1).map(|sheet| sheet.name.as_str());
    let mut located = LocatedSheet {
        form,
        found: Vec::new(),
        drifted: Vec::new(),
        differ: BTreeMap::new(),
        sheet,
        candidates: candidates.collect(),
    };
    for cell in &form.cells {
        let Some(period) = period(cell.period) else { continue };
        let name = defined_name(&cell.path, period).to_lowercase();
        // A name that stands for two cells (a copied sheet) decides nothing.
        let (sheet, at, differing) = match (names.get(&name).map(Vec::as_slice), sheet) {
            (Some([(sheet, at)]), _) => (*sheet, *at, contradicting(sheet, *at, cell, form)),
            (_, Some(sheet)) => (sheet, cell.cell, differing(sheet, cell)),
            _ => continue,
        };
        if differing.is_empty() {
            located.found.push(Located { form: cell, period, sheet, cell: at });
        } else {
            located.drifted.push((cell, period));
            located.differ.extend(differing);
        }
    }
    located
}

/// The labels beside a named cell that are those of other cells of the form: a name stays behind
/// when rows are sorted or pasted elsewhere, and then says one thing while the reader sees
/// another. Other words alone contradict nothing, and rows and columns that were inserted may
/// have moved labels along: each is looked for in the whole row to the left, or in the whole
/// column above.
fn contradicting<'a>(
    sheet: &Sheet,
    at: CellRef,
    cell: &'a FormCell,
    form: &FormSheet,
) -> Vec<(CellRef, (&'a Label, String))> {
    let key = |place| sheet.get(place).map(|there| text::key::of(&there.text));
    let differing = cell.labels.iter().filter_map(|label| {
        let in_row = label.cell.row == cell.cell.row;
        let expected = if in_row {
            CellRef::new(at.row, label.cell.col)
        } else {
            CellRef::new(label.cell.row, at.col)
        };
        if key(expected).is_some_and(|key| key == label.key) {
            return None;
        }
        let beside: Vec<(CellRef, String)> = if in_row {
            let left = (0..at.col).map(|col| CellRef::new(at.row, col));
            left.filter_map(|place| Some((place, key(place)?))).collect()
        } else {
            let above = (0..at.row).map(|row| CellRef::new(row, at.col));
            above.filter_map(|place| Some((place, key(place)?))).collect()
        };
        if beside.iter().any(|(_, key)| *key == label.key) {
            return None;
        }
        let of_others = |key: &String| is_label_of_others(key, cell, form, in_row);
        let (place, _) = beside.into_iter().find(|(_, key)| of_others(key))?;
        let there = sheet.get(place).map_or("", |cell| cell.text.as_str());
        Some((place, (label, there.to_owned())))
    });
    differing.collect()
}

/// Whether a text is a row's label, or a heading, of other cells of the form and not of this one.
fn is_label_of_others(key: &str, cell: &FormCell, form: &FormSheet, in_row: bool) -> bool {
    let has = |other: &FormCell| {
        let mut labels = other.labels.iter();
        labels.any(|label| label.key == key && (label.cell.row == other.cell.row) == in_row)
    };
    !has(cell) && form.cells.iter().any(has)
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
