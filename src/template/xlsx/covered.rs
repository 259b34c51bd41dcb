//! Merged areas that have grown over copies of their first cell: only one of them shows, so only
//! one has a value.

use super::area::{Area, merged};
use super::follow::areas_per_round;
use super::grid::Grid;
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
            empty_copies(grid, &after);
        }
    }
}

/// Empties all cells of an area that have come of the same cell as its first one.
fn empty_copies(grid: &mut Grid, area: &Area) {
    let Some((row, cell)) = grid.cell_mut(area.first).map(|(row, cell)| (row, cell.template()))
    else {
        return;
    };
    let from = grid.rows.partition_point(|row| row.number < area.first.row);
    let rows = grid.rows.get_mut(from..).unwrap_or_default();
    for grid_row in rows.iter_mut().take_while(|row| row.number <= area.last.row) {
        if grid_row.row != row {
            continue;
        }
        for out in &mut grid_row.cells {
            let at = CellRef::new(grid_row.number, out.col);
            if out.template() == cell && at != area.first && area.contains(at) {
                out.fill(Content::Blank);
            }
        }
    }
}
