//! A workbook laid over a form: which of its sheets is which of the form's, and where their rows
//! and columns went.

use std::collections::BTreeSet;

use super::alignment::{Alignment, Whereabouts, is_in_place};
use crate::ooxml::CellRef;
use crate::pack::{Form, FormSheet, Label};
use crate::sheet::{Sheet, Visibility, Workbook};
use crate::text;

/// The share of a sheet's printed texts by which it is known under another name.
const ENOUGH_PERCENT: usize = 80;
/// The share of a sheet's names of lines and columns by which its bare table is known.
const ENOUGH_OF_TABLE_PERCENT: usize = 90;

/// The sheets of a form in a workbook, in the order of the form.
pub(super) struct Overlay<'a> {
    sheets: Vec<Overlaid<'a>>,
}

/// One sheet of a form in a workbook.
pub(super) struct Overlaid<'a> {
    /// The sheets it may be, best first: none when it is not there, several when it cannot be told.
    candidates: Vec<&'a Sheet>,
    /// Whether it was told by its texts, under another name than the form's.
    pub(super) renamed: bool,
    /// Where its rows and columns went; none where all stands as in the form.
    pub(super) alignment: Option<Alignment>,
}

impl<'a> Overlaid<'a> {
    /// A sheet that is known to be the form's.
    pub(super) fn of_sheet(sheet: &'a Sheet, form: &FormSheet) -> Self {
        Self { candidates: vec![sheet], renamed: false, alignment: alignment(form, sheet) }
    }

    /// The sheet, if it is certain.
    pub(super) fn sheet(&self) -> Option<&'a Sheet> {
        match self.candidates.as_slice() {
            [one] => Some(one),
            _ => None,
        }
    }

    /// The sheets it may be, when there are several.
    pub(super) fn several(&self) -> &[&'a Sheet] {
        if self.candidates.len() > 1 { &self.candidates } else { &[] }
    }

    /// Where a cell with a figure went, if that is certain.
    pub(super) fn figure(&self, at: CellRef) -> Option<CellRef> {
        self.sheet()?;
        let Some(alignment) = &self.alignment else { return Some(at) };
        match alignment.whereabouts(at) {
            Whereabouts::At(there) => Some(there),
            Whereabouts::Gone | Whereabouts::Several(_) => None,
        }
    }

    /// Where a cell beside the figures went: with its row or with the labels before it.
    pub(super) fn beside(&self, form: &FormSheet, at: CellRef) -> Option<CellRef> {
        let sheet = self.sheet()?;
        let Some(alignment) = &self.alignment else { return Some(at) };
        let mut before = form.labels.iter().filter(|label| {
            label.cell.row == at.row && label.cell < at && text::key::is_worded(&label.key)
        });
        let label = before.next_back();
        let Some(label) = label else {
            return alignment.row(at.row).map(|row| CellRef::new(row, at.col));
        };
        let mut standing =
            sheet.iter().filter(|(_, cell)| text::key::of(&cell.text) == label.key);
        let (Some((found, _)), None) = (standing.next(), standing.next()) else { return None };
        // Between a label and what belongs to it nothing else stands.
        let end = CellRef::new(found.row + 1, 0);
        let next = sheet.iter().find(|(cell, _)| found < *cell && *cell < end);
        let moved = || found.col.checked_add(at.col - label.cell.col);
        match next {
            Some((_, cell)) if is_label(form, &cell.text) => None,
            Some((cell, _)) => Some(cell),
            None => Some(CellRef::new(found.row, moved()?)),
        }
    }
}

fn is_label(form: &FormSheet, text: &str) -> bool {
    let key = text::key::of(text);
    form.labels.iter().any(|label| label.key == key)
}

impl<'a> Overlay<'a> {
    /// Lays a workbook over a form.
    pub(super) fn new(workbook: &'a Workbook, form: &Form) -> Self {
        let sheets = form.sheets.iter().map(|sheet| overlaid(workbook, form, sheet));
        Self { sheets: sheets.collect() }
    }

    /// The sheets of the form, each with what it is in the workbook.
    pub(super) fn of<'b>(
        &'b self,
        form: &'b Form,
    ) -> impl Iterator<Item = (&'b FormSheet, &'b Overlaid<'a>)> {
        form.sheets.iter().zip(&self.sheets)
    }
}

fn overlaid<'a>(workbook: &'a Workbook, form: &Form, sheet: &FormSheet) -> Overlaid<'a> {
    let mut named = named(workbook, sheet);
    named.retain(|other| !is_anothers(form, sheet, other));
    let renamed = named.is_empty();
    let candidates = if renamed { alike(workbook, form, sheet) } else { named };
    let alignment = match candidates.as_slice() {
        [one] => alignment(sheet, one),
        _ => None,
    };
    Overlaid { renamed: renamed && !candidates.is_empty(), candidates, alignment }
}

fn alignment(form: &FormSheet, sheet: &Sheet) -> Option<Alignment> {
    (!is_in_place(form, sheet)).then(|| Alignment::new(form, sheet))
}

/// The sheets of a workbook that bear the name of a form's sheet.
pub(super) fn named<'a>(workbook: &'a Workbook, sheet: &FormSheet) -> Vec<&'a Sheet> {
    let key = text::key::of(&sheet.name);
    workbook.sheets.iter().filter(|other| text::key::of(other.legible_name()) == key).collect()
}

/// Whether a sheet that bears the name of one of the form's says more of what only another one says:
/// names of tabs are swapped easily, and both tables may have a row «Nữ».
fn is_anothers(form: &Form, sheet: &FormSheet, other: &Sheet) -> bool {
    if form.sheets.len() < 2 || is_in_place(sheet, other) {
        return false;
    }
    let said = keys(other);
    let of_its_own = |sheet: &FormSheet| {
        let rivals = || form.sheets.iter().filter(|rival| rival.name != sheet.name);
        let shared: BTreeSet<&str> =
            rivals().flat_map(printed).map(|label| label.key.as_str()).collect();
        let own: BTreeSet<&str> = printed(sheet).map(|label| label.key.as_str()).collect();
        own.difference(&shared).filter(|key| said.contains(**key)).count()
    };
    let own = of_its_own(sheet);
    form.sheets.iter().any(|rival| rival.name != sheet.name && of_its_own(rival) > own)
}

/// Sheets that are none of the form's by name and say most of what one of its sheets says, better
/// than any other of its sheets does: all that do, since more than one is no answer.
pub(super) fn alike<'a>(
    workbook: &'a Workbook,
    form: &Form,
    sheet: &FormSheet,
) -> Vec<&'a Sheet> {
    let is_of_form = |other: &Sheet| {
        let key = text::key::of(other.legible_name());
        let mut bearing = form.sheets.iter().filter(|known| text::key::of(&known.name) == key);
        bearing.any(|known| !is_anothers(form, known, other))
    };
    let others = workbook
        .sheets
        .iter()
        .filter(|other| other.visibility != Visibility::VeryHidden && !is_of_form(other));
    let fits = |other: &&Sheet| {
        let said = keys(other);
        let own = percent(sheet, &said);
        let rivals = form.sheets.iter().filter(|rival| rival.name != sheet.name);
        own >= ENOUGH_PERCENT && rivals.map(|rival| percent(rival, &said)).all(|p| p < own)
    };
    let of_table = |other: &&Sheet| {
        let said = keys(other);
        let own = percent_of_table(sheet, &said);
        let rivals = form.sheets.iter().filter(|rival| rival.name != sheet.name);
        own >= ENOUGH_OF_TABLE_PERCENT
            && rivals.map(|rival| percent_of_table(rival, &said)).all(|p| p < own)
    };
    let fitting: Vec<&Sheet> = others.clone().filter(fits).collect();
    // A table that was copied without what stands around it.
    if fitting.is_empty() { others.filter(of_table).collect() } else { fitting }
}

/// The texts by which a form's sheet is known.
pub(super) fn printed(sheet: &FormSheet) -> impl Iterator<Item = &Label> {
    sheet.labels.iter().filter(|label| text::key::is_worded(&label.text))
}

/// The names of lines and columns beside and above the figures of a form's sheet.
pub(super) fn in_table(sheet: &FormSheet) -> impl Iterator<Item = &Label> {
    let labels = sheet.cells.iter().flat_map(|cell| &cell.labels);
    labels.filter(|label| text::key::is_worded(&label.text))
}

/// All that is said on a sheet.
pub(super) fn keys(sheet: &Sheet) -> BTreeSet<String> {
    let worded = sheet.iter().filter(|(_, cell)| text::key::is_worded(&cell.text));
    worded.map(|(_, cell)| text::key::of(&cell.text)).collect()
}

/// How many in a hundred of the texts of a form's sheet are said.
pub(super) fn percent(sheet: &FormSheet, said: &BTreeSet<String>) -> usize {
    percent_of(printed(sheet), said)
}

/// How many in a hundred of the names of lines and columns of a form's sheet are said.
fn percent_of_table(sheet: &FormSheet, said: &BTreeSet<String>) -> usize {
    percent_of(in_table(sheet), said)
}

/// How many in a hundred of a form's texts are among those that are said.
pub(super) fn percent_of_form(form: &Form, said: &BTreeSet<String>) -> usize {
    percent_of(form.sheets.iter().flat_map(printed), said)
}

fn percent_of<'a>(labels: impl Iterator<Item = &'a Label>, said: &BTreeSet<String>) -> usize {
    let keys: BTreeSet<&str> = labels.map(|label| label.key.as_str()).collect();
    let known = keys.iter().filter(|key| said.contains(**key)).count();
    (known * 100).checked_div(keys.len()).unwrap_or(0)
}
