//! Where in a return each cell of the form is: by its defined name, else at its place in the form
//! provided that the labels beside it still say the same.

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
        if let Some([(sheet, at)]) = names.get(&name).map(Vec::as_slice) {
            located.found.push(Located { form: cell, period, sheet, cell: *at });
        } else if let Some(sheet) = sheet {
            let differing = differing(sheet, cell);
            if differing.is_empty() {
                located.found.push(Located { form: cell, period, sheet, cell: cell.cell });
            } else {
                located.drifted.push((cell, period));
                located.differ.extend(differing);
            }
        }
    }
    located
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
