//! Texts of a workbook (a return, the settings, a form) that were typed in an encoding from before Unicode: what was converted, and
//! what was left because it is not certain. One finding a file for each.

use std::collections::BTreeSet;

use crate::diagnostic::{CellNote, Code, Finding, Place};
use crate::sheet::{LegacyPlace, Workbook};
use crate::text::screen::one_line;

/// Columns of a text that are shown: enough to know it by.
const COLUMNS: usize = 60;

/// What is said of a file, if it has such texts.
pub fn told(path: &str, workbook: &Workbook) -> Vec<Finding> {
    let of = |converted: bool| -> Vec<LegacyPlace<'_>> {
        workbook.legacy().filter(|place| place.text.converted == converted).collect()
    };
    let findings = [(Code::I130, of(true)), (Code::W131, of(false))];
    findings.into_iter().filter_map(|(code, places)| finding(code, path, &places)).collect()
}

fn finding(code: Code, path: &str, places: &[LegacyPlace<'_>]) -> Option<Finding> {
    let first = places.first()?;
    let encodings: BTreeSet<_> = places.iter().map(|place| place.text.encoding).collect();
    let mut at = Place::file(path).sheet(first.sheet.name.as_str());
    if let Some(cell) = first.cell {
        at = at.cell(cell);
    }
    let finding = Finding::new(code)
        .at(at)
        .count("count", places.len() as u64)
        .list("encodings", encodings.iter().map(|encoding| encoding.name()));
    Some(
        places
            .iter()
            .take(crate::diagnostic::MOST_CELLS)
            .fold(finding, |finding, place| finding.cell(note(place))),
    )
}

/// A text as it reads, and as it stands in the file.
fn note(place: &LegacyPlace<'_>) -> CellNote {
    let LegacyPlace { sheet, cell, text } = place;
    let read = one_line(&text.unicode, COLUMNS);
    let stands = one_line(&text.original, COLUMNS);
    let note = match cell {
        Some(cell) => CellNote::new(*cell, read, stands),
        None => CellNote::figure(read, stands),
    };
    note.in_sheet(sheet.name.as_str())
}
