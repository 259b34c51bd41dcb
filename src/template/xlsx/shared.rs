//! Shared formulas written out: every cell of a group gets a text of its own.

use std::collections::BTreeMap;

use super::formula::shift::shifted;
use super::sheet::{FormulaKind, Sheet};
use crate::ooxml::xml_part::XmlError;

/// Longest all written-out texts of a sheet may be together (bytes): a short file can share one
/// long formula among a million cells.
const MAX_TEXT: usize = 256 * 1024 * 1024;

/// Gives each member of a shared formula the text it stands for.
pub(super) fn write_out(sheet: &mut Sheet) -> Result<(), XmlError> {
    let mut masters: BTreeMap<u32, (i64, i64, String)> = BTreeMap::new();
    let mut written = 0usize;
    for row in sheet.rows_mut() {
        let number = i64::from(row.number);
        for cell in &mut row.cells {
            let col = i64::from(cell.col);
            let Some(formula) = &mut cell.formula else { continue };
            let FormulaKind::Shared(group) = formula.kind else { continue };
            if !formula.text.is_empty() {
                masters.insert(group, (number, col, formula.text.clone()));
            } else if let Some((master_row, master_col, text)) = masters.get(&group) {
                formula.text = shifted(text, number - master_row, col - master_col);
                written += formula.text.len();
                if written > MAX_TEXT {
                    return Err(XmlError("công thức dùng chung quá dài".to_owned()));
                }
            }
        }
    }
    Ok(())
}
