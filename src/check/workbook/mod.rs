//! What can be said of any spreadsheet, whatever its form: only what is certain.

mod cells;
mod formulas;
mod totals;
mod typed_over;

use crate::diagnostic::{CellNote, Code, Finding, MOST_CELLS, Place};
use crate::sheet::{Sheet, Visibility, Workbook};

pub use cells::unusable_cells;
pub use formulas::stored_results;
pub use totals::totals_that_differ;
pub use typed_over::{typed_over, typed_over_candidates};

/// The sheets that a person can see or show.
fn seen(workbook: &Workbook) -> impl Iterator<Item = &Sheet> {
    workbook.sheets.iter().filter(|sheet| sheet.visibility != Visibility::VeryHidden)
}

/// One finding for cells of a sheet that share a reason; none without cells. Only of those that
/// are shown a note is made: there may be as many as a sheet has cells.
fn gathered<T>(
    code: Code,
    file: &str,
    sheet: &Sheet,
    cells: &[T],
    note: impl Fn(&T) -> CellNote,
) -> Option<Finding> {
    let first = note(cells.first()?).cell?;
    let finding = Finding::new(code)
        .at(Place::file(file).sheet(sheet.legible_name()).cell(first))
        .count("count", cells.len() as u64);
    Some(cells.iter().take(MOST_CELLS).map(note).fold(finding, Finding::cell))
}
