//! Lines that a return has and its form does not: what is written on them counts nowhere.

use std::collections::{BTreeMap, BTreeSet};

use super::locate::LocatedSheet;
use crate::diagnostic::CellNote;
use crate::sheet::{Sheet, Value};

/// Figures on rows that were put between rows of the form, in columns where the form has figures.
/// Where cells were not found, that is told already and nothing is said here.
pub(super) fn added<'a>(located: &LocatedSheet<'a>) -> Option<(&'a Sheet, Vec<CellNote>)> {
    let sheet = located.found.first()?.sheet;
    if !located.drifted.is_empty() || !located.doubled.is_empty() {
        return None;
    }
    let here = || located.found.iter().filter(|found| found.sheet.name == sheet.name);
    let rows: BTreeMap<u32, u32> =
        here().map(|found| (found.form.cell.row, found.cell.row)).collect();
    let columns: BTreeSet<u16> = here().map(|found| found.cell.col).collect();
    let gaps: Vec<(u32, u32)> = rows
        .iter()
        .zip(rows.iter().skip(1))
        .filter(|((of_form, row), (next_of_form, next))| {
            next.checked_sub(**row).is_some_and(|rows| rows > *next_of_form - *of_form)
        })
        .map(|((_, row), (_, next))| (*row, *next))
        .collect();
    let is_added = |row: u32| gaps.iter().any(|(from, to)| *from < row && row < *to);
    let printed = |text: &str| located.form.labels.iter().any(|label| label.text == text);
    let notes = sheet.iter().filter(|(at, cell)| {
        is_added(at.row)
            && columns.contains(&at.col)
            && matches!(cell.value, Value::Number(_))
            && !printed(&cell.text)
    });
    let notes: Vec<CellNote> = notes
        .map(|(at, cell)| {
            let mut before = sheet.iter().filter(|(other, other_cell)| {
                other.row == at.row && *other < at && matches!(other_cell.value, Value::Text(_))
            });
            let label = before.next().map_or("", |(_, label)| label.text.trim());
            CellNote::new(at, label, cell.text.as_str()).marked()
        })
        .collect();
    (!notes.is_empty()).then_some((sheet, notes))
}
