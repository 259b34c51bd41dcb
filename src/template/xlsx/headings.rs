//! Headings merged over columns that repeat: where the first column of the merged cells holds only
//! tags besides, it vanishes, and the heading moves to the first column that stays, as in Excel
//! when a column is deleted.

use std::collections::{BTreeMap, BTreeSet};

use super::area::{Area, merged};
use super::columns::Emptiness;
use super::sheet::Sheet;
use super::strings::Strings;
use super::tags;
use crate::ooxml::CellRef;

/// Moves such headings.
pub(super) fn place(sheet: &mut Sheet, name: &str, strings: &Strings) {
    let areas = merged(sheet);
    let wide: Vec<Area> =
        areas.into_iter().filter(|area| area.first.col < area.last.col).collect();
    if wide.is_empty() {
        return;
    }
    let (cells, _) = tags::find(sheet, name, strings);
    let headings: BTreeSet<CellRef> = wide.iter().map(|area| area.first).collect();
    let vanishing = Emptiness::besides(sheet, &cells, &headings).vanishing();
    let mut moves: BTreeMap<CellRef, u16> = BTreeMap::new();
    for area in wide.iter().filter(|area| vanishing.contains(&area.first.col)) {
        let columns = area.first.col + 1..=area.last.col;
        if let Some(column) = columns.into_iter().find(|column| !vanishing.contains(column)) {
            moves.insert(area.first, column);
        }
    }
    for (from, column) in moves {
        move_cell(sheet, from, column);
    }
}

/// Moves a cell within its row, in the place of what a merged area covers there.
fn move_cell(sheet: &mut Sheet, from: CellRef, column: u16) {
    let Ok(row) = sheet.rows.binary_search_by_key(&from.row, |row| row.number) else { return };
    let Some(row) = sheet.rows_mut().get_mut(row) else { return };
    let Ok(index) = row.cells.binary_search_by_key(&from.col, |cell| cell.col) else { return };
    let mut cell = row.cells.remove(index);
    cell.col = column;
    match row.cells.binary_search_by_key(&column, |cell| cell.col) {
        Ok(index) => {
            if let Some(covered) = row.cells.get_mut(index) {
                *covered = cell;
            }
        }
        Err(index) => row.cells.insert(index, cell),
    }
}
