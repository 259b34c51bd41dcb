//! The cells of a sheet as they will be written: which came from where, and what changed.

use std::collections::BTreeSet;

use super::formula::moves::{CannotFollow, Moves, Site, SiteCell};
use super::lines::SheetMap;
use super::sheet::{Cell, FormulaKind, Row, Sheet};
use super::stream::{Content, OutRow};
use crate::ooxml::CellRef;

/// The rows of a result sheet.
pub(super) struct Grid {
    /// Rows in order.
    pub rows: Vec<GridRow>,
    /// Whether any column may be elsewhere than in the template.
    columns_move: bool,
}

/// A row of the result.
pub(super) struct GridRow {
    /// Row number in the result, from 0.
    pub number: u32,
    /// Index of the template's row.
    pub row: usize,
    /// Cells from left to right.
    pub cells: Vec<GridCell>,
}

/// A cell of the result.
pub(super) struct GridCell {
    /// Index of the template's cell in the template's row.
    pub cell: usize,
    /// Column in the result, from 0.
    pub col: u16,
    /// What it was filled with; `None` for a cell that keeps what it has.
    pub content: Option<Content>,
    /// Its formula, when it reads otherwise than in the template.
    pub formula: Option<String>,
    /// Whether its formula reads more, fewer or other cells than in the template.
    pub reads_other_cells: bool,
    /// What becomes of the value stored beside its formula.
    pub cached: Cached,
}

/// What becomes of a formula's stored value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cached {
    /// It stays.
    Kept,
    /// It is taken out: whoever opens the file computes it.
    Removed,
    /// It is replaced.
    Replaced(Box<CachedValue>),
}

/// A value stored beside a formula.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum CachedValue {
    /// A number, in digits.
    Number(String),
    /// A text.
    Text(String),
    /// A truth value.
    Bool(bool),
    /// An error, such as `#DIV/0!`.
    Error(&'static str),
}

impl Grid {
    /// A sheet without tags: every row where it was.
    pub(super) fn unchanged(sheet: &Sheet) -> Self {
        let rows = sheet.rows.iter().enumerate();
        let stays = SheetMap::identity();
        let keep = |(index, row): (usize, &Row)| grid_row(row.number, index, row, &stays);
        Self { rows: rows.map(keep).collect(), columns_move: false }
    }

    /// A filled sheet.
    pub(super) fn filled(sheet: &Sheet, rows: Vec<OutRow>, map: &SheetMap) -> Self {
        let columns_move = map.columns.moved();
        let fill = |out: OutRow| {
            let row = sheet.rows.get(out.row)?;
            if !columns_move {
                return Some(filled_row(out, row));
            }
            let mut filled = grid_row(out.number, out.row, row, map);
            let mut cells = filled.cells.iter_mut();
            for (col, content) in out.cells {
                if let Some(cell) = cells.find(|cell| cell.col == col) {
                    cell.content = Some(content);
                }
            }
            Some(filled)
        };
        Self { rows: rows.into_iter().filter_map(fill).collect(), columns_move }
    }

    /// Lets all formulas follow the moved rows; answers what could not, by template cell.
    pub(super) fn follow(
        &mut self,
        sheet: &Sheet,
        name: &str,
        moves: &Moves<'_>,
    ) -> Vec<(CellRef, String, CannotFollow)> {
        let mut failed = Vec::new();
        let mut failed_cells = BTreeSet::new();
        let with_formulas = sheet.rows_with_formulas();
        for grid_row in &mut self.rows {
            if with_formulas.get(grid_row.row) != Some(&true) {
                continue;
            }
            let Some(row) = sheet.rows.get(grid_row.row) else { continue };
            for grid_cell in &mut grid_row.cells {
                let Some(cell) = row.cells.get(grid_cell.cell) else { continue };
                let Some(formula) = &cell.formula else { continue };
                if grid_cell.content.is_some() {
                    continue;
                }
                let template = CellRef::new(row.number, cell.col);
                // One line a template cell, however many repetitions it has.
                if failed_cells.contains(&template) {
                    continue;
                }
                let place = SiteCell {
                    template,
                    out: CellRef::new(grid_row.number, grid_cell.col),
                    repeated: moves.map(name).is_some_and(|map| map.repeats(template)),
                };
                let site = Site { sheet: name, cell: Some(place) };
                let whole = match &formula.kind {
                    FormulaKind::Array(area) => moves.keeps_whole(area, &site),
                    _ => Ok(()),
                };
                match whole.and_then(|()| moves.follow(&formula.text, &site)) {
                    Ok(followed) => {
                        grid_cell.reads_other_cells = followed.reads_other_cells;
                        grid_cell.formula = followed.text;
                    }
                    Err(error) => {
                        failed_cells.insert(template);
                        failed.push((template, formula.text.clone(), error));
                    }
                }
            }
        }
        failed.sort_by_key(|failure| failure.0);
        failed
    }

    /// All cells with their address in the result.
    pub(super) fn cells<'a>(
        &'a self,
        sheet: &'a Sheet,
    ) -> impl Iterator<Item = (CellRef, &'a Cell, &'a GridCell)> + 'a {
        self.rows.iter().flat_map(move |grid_row| {
            let cells = sheet.rows.get(grid_row.row).map_or(&[][..], |row| &row.cells);
            let place = |out: &GridCell| CellRef::new(grid_row.number, out.col);
            let out = grid_row.cells.iter();
            out.filter_map(move |out| Some((place(out), cells.get(out.cell)?, out)))
        })
    }

    /// Says what becomes of the value stored beside the formula of a result cell.
    pub(super) fn set_cached(&mut self, at: CellRef, cached: Cached) {
        if let Some((_, cell)) = self.cell_mut(at) {
            cell.cached = cached;
        }
    }

    /// A cell of the result.
    pub(super) fn cell_mut(&mut self, at: CellRef) -> Option<(usize, &mut GridCell)> {
        let index = self.rows.binary_search_by_key(&at.row, |row| row.number).ok()?;
        let row = self.rows.get_mut(index)?;
        let cell = row.cells.binary_search_by_key(&at.col, |cell| cell.col).ok()?;
        Some((row.row, row.cells.get_mut(cell)?))
    }

    /// Whether any formula reads otherwise than in the template.
    pub(super) fn formulas_changed(&self) -> bool {
        self.rows.iter().flat_map(|row| &row.cells).any(|cell| cell.formula.is_some())
    }

    /// The area that all cells together take up, such as `A1:F13`.
    pub(super) fn extent(&self) -> Option<String> {
        // Cells stand from left to right: the first and the last of each row tell.
        let ends = |row: &GridRow| {
            let (first, last) = (row.cells.first()?, row.cells.last()?);
            Some([CellRef::new(row.number, first.col), CellRef::new(row.number, last.col)])
        };
        let mut cells = self.rows.iter().filter_map(ends).flatten();
        let first = cells.next()?;
        let (mut from, mut to) = (first, first);
        for at in cells {
            from = CellRef::new(from.row.min(at.row), from.col.min(at.col));
            to = CellRef::new(to.row.max(at.row), to.col.max(at.col));
        }
        Some(if from == to { from.to_string() } else { format!("{from}:{to}") })
    }

    /// About how many bytes the rows take up as markup.
    pub(super) fn size(&self, sheet: &Sheet) -> usize {
        let of_row = |row: &GridRow| {
            let row = sheet.rows.get(row.row)?;
            let end = row.cells.last().map_or(row.open.end, |cell| cell.whole.end);
            Some(end + 16 - row.open.start)
        };
        self.rows.iter().filter_map(of_row).sum()
    }

    /// Whether any cell stands in another column than in the template, or is not there.
    pub(super) fn columns_moved(&self, sheet: &Sheet) -> bool {
        self.columns_move
            && self.rows.iter().any(|grid_row| {
                let row = sheet.rows.get(grid_row.row).map_or(&[][..], |row| &row.cells);
                let columns = row.iter().map(|cell| cell.col);
                !columns.eq(grid_row.cells.iter().map(|cell| cell.col))
            })
    }

    /// Whether anything is to be written otherwise than in the template.
    pub(super) fn differs(&self, sheet: &Sheet) -> bool {
        self.rows.len() != sheet.rows.len()
            || self.columns_moved(sheet)
            || self.rows.iter().enumerate().any(|(index, grid_row)| {
                let same =
                    sheet.rows.get(index).is_some_and(|row| row.number == grid_row.number);
                !same || grid_row.row != index || grid_row.cells.iter().any(GridCell::differs)
            })
    }
}

impl GridCell {
    fn differs(&self) -> bool {
        self.content.is_some() || self.formula.is_some() || self.cached != Cached::Kept
    }
}

/// A cell as the template has it.
fn kept(cell: usize, col: u16) -> GridCell {
    GridCell {
        cell,
        col,
        content: None,
        formula: None,
        reads_other_cells: false,
        cached: Cached::Kept,
    }
}

/// A filled row whose cells all stand in their columns.
fn filled_row(out: OutRow, row: &Row) -> GridRow {
    let mut contents = out.cells.into_iter().peekable();
    let fill = |(index, cell): (usize, &Cell)| {
        let content = contents.next_if(|(col, _)| *col == cell.col);
        GridCell { content: content.map(|(_, content)| content), ..kept(index, cell.col) }
    };
    let cells = row.cells.iter().enumerate().map(fill).collect();
    GridRow { number: out.number, row: out.row, cells }
}

/// A row with every cell of the template's row wherever its column went.
fn grid_row(number: u32, index: usize, row: &Row, map: &SheetMap) -> GridRow {
    let indexed = row.cells.iter().enumerate();
    if !map.columns.moved() {
        let cells = indexed.map(|(index, cell)| kept(index, cell.col)).collect();
        return GridRow { number, row: index, cells };
    }
    let copies = indexed.flat_map(|(index, cell)| {
        let columns = map.columns.copies(u32::from(cell.col));
        columns.filter_map(move |col| Some(kept(index, u16::try_from(col).ok()?)))
    });
    let mut cells: Vec<_> = copies.collect();
    cells.sort_unstable_by_key(|cell| cell.col);
    GridRow { number, row: index, cells }
}
