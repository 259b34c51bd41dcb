//! Merged areas that have grown over copies of their first cell: only one of them shows, so only
//! one has a value.

use super::area::{Area, merged};
use super::follow::areas_per_round;
use super::grid::{Cached, Grid};
use super::lines::SheetMap;
use super::sheet::Sheet;
use super::stream::Content;
use crate::ooxml::CellRef;

/// Empties the covered copies.
pub(super) fn empty(sheet: &Sheet, grid: &mut Grid, map: &SheetMap) {
    if !map.moved() {
        return;
    }
    for before in merged(sheet) {
        let text = format!("{}:{}", before.first, before.last);
        for after in areas_per_round(map, &text).iter().filter_map(|area| Area::parse(area)) {
            if size(&after) != size(&before) {
                empty_copies(sheet, grid, before.first, &after);
            }
        }
    }
}

fn size(area: &Area) -> (u32, u16) {
    (area.last.row - area.first.row, area.last.col - area.first.col)
}

/// Empties all copies of a cell within an area but the first.
fn empty_copies(sheet: &Sheet, grid: &mut Grid, cell: CellRef, area: &Area) {
    let from = grid.rows.partition_point(|row| row.number < area.first.row);
    let rows = grid.rows.get_mut(from..).unwrap_or_default();
    let mut is_first = true;
    for grid_row in rows.iter_mut().take_while(|row| row.number <= area.last.row) {
        let Some(row) = sheet.rows.get(grid_row.row).filter(|row| row.number == cell.row)
        else {
            continue;
        };
        for out in &mut grid_row.cells {
            let at = CellRef::new(grid_row.number, out.col);
            let is_copy = row.cells.get(out.cell).is_some_and(|found| found.col == cell.col);
            if is_copy && area.contains(at) && !std::mem::take(&mut is_first) {
                out.content = Some(Content::Blank);
                out.formula = None;
                out.cached = Cached::Kept;
            }
        }
    }
}
