//! Many cells of one finding in few words.

use super::CellNote;
use crate::ooxml::CellRef;

/// Cells that a finding names at most: more than any form of an office has on a sheet, and few
/// enough for a file that was made to take all memory.
pub const MOST_CELLS: usize = 1_000;

/// The addresses of cells in their order, those that follow each other downwards or sideways as
/// ranges: `C12, C14:C18, F20:H20`. Figures that stand in no cell have none.
pub fn addresses<'a>(notes: impl IntoIterator<Item = &'a CellNote>) -> String {
    let cells: Vec<CellRef> = notes.into_iter().filter_map(|note| note.cell).collect();
    let mut parts: Vec<String> = Vec::new();
    let mut rest = cells.as_slice();
    while let [first, after @ ..] = rest {
        let below = run(*first, after, |at, step| CellRef::new(at.row + step, at.col));
        let beside = run(*first, after, |at, step| {
            CellRef::new(at.row, at.col.saturating_add(u16::try_from(step).unwrap_or(u16::MAX)))
        });
        let long = below.max(beside);
        let last = long.checked_sub(1).and_then(|at| after.get(at));
        parts.push(match last {
            Some(last) => format!("{first}:{last}"),
            None => first.to_string(),
        });
        rest = after.get(long..).unwrap_or_default();
    }
    parts.join(", ")
}

/// How many of the cells after the first each stand one step further.
fn run(first: CellRef, after: &[CellRef], stepped: impl Fn(CellRef, u32) -> CellRef) -> usize {
    (1u32..).zip(after).take_while(|(step, at)| stepped(first, *step) == **at).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_that_follow_each_other_are_a_range() {
        let notes: Vec<CellNote> = ["C12", "C14", "C15", "C16", "F20", "G20", "B3"]
            .map(|at| CellNote::new(at.parse().unwrap(), "", ""))
            .into();
        assert_eq!(addresses(&notes), "C12, C14:C16, F20:G20, B3");
        assert_eq!(addresses(&[CellNote::figure("tổng", "7")]), "");
    }
}
