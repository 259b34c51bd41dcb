//! Cells that no total over them can use: errors, numbers stored as text, formulas without a result.

use std::collections::BTreeSet;

use super::typed_over::label;
use super::{gathered, seen};
use crate::diagnostic::{CellNote, Code, Finding};
use crate::ooxml::CellRef;
use crate::sheet::{Cell, Sheet, Value, Workbook};
use crate::text::typed_number::{self, Reading};

/// Tells errors, numbers stored as text among numbers, and formulas without a result: one finding
/// of each a sheet.
pub fn unusable_cells(file: &str, workbook: &Workbook) -> Vec<Finding> {
    let mut findings = Vec::new();
    for sheet in seen(workbook) {
        let (mut errors, mut texts, mut blanks) = (Vec::new(), Vec::new(), Vec::new());
        let mut kinds = BTreeSet::new();
        for (at, cell) in sheet.iter() {
            match &cell.value {
                Value::Error(error) => {
                    kinds.insert(error.as_str());
                    errors.push((at, cell));
                }
                Value::Text(text)
                    if cell.formula.is_none()
                        && is_number(text)
                        && stands_among_numbers(sheet, at) =>
                {
                    texts.push((at, cell));
                }
                Value::Empty if cell.never_calculated => blanks.push((at, cell)),
                _ => {}
            }
        }
        let said = |(at, cell): &(CellRef, &Cell)| {
            CellNote::new(*at, label(sheet, *at), cell.text.trim())
        };
        let formula = |(at, cell): &(CellRef, &Cell)| {
            let formula = cell.formula.as_deref().unwrap_or_default();
            CellNote::new(*at, label(sheet, *at), format!("={formula}"))
        };
        let errors = gathered(Code::W324, file, sheet, &errors, said);
        findings.extend(errors.map(|finding| finding.list("errors", kinds)));
        findings.extend(gathered(Code::W325, file, sheet, &texts, said));
        findings.extend(gathered(Code::W328, file, sheet, &blanks, formula));
    }
    findings
}

/// Whether a text is a number and no code: codes begin with 0.
fn is_number(text: &str) -> bool {
    let text = text.trim();
    let is_code = text.len() > 1 && text.starts_with('0') && !text.contains(['.', ',']);
    // Of «1.251» it is not known which number it is, but no sum counts it either way.
    !is_code && typed_number::read(text) != Reading::NotANumber
}

/// Whether at least two of the four cells around hold numbers.
fn stands_among_numbers(sheet: &Sheet, at: CellRef) -> bool {
    let around = [
        at.row.checked_sub(1).map(|row| CellRef::new(row, at.col)),
        Some(CellRef::new(at.row.saturating_add(1), at.col)),
        at.col.checked_sub(1).map(|col| CellRef::new(at.row, col)),
        Some(CellRef::new(at.row, at.col.saturating_add(1))),
    ];
    let numbers = around
        .into_iter()
        .flatten()
        .filter(|at| sheet.get(*at).is_some_and(|cell| matches!(cell.value, Value::Number(_))));
    numbers.count() >= 2
}
