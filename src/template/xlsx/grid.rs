//! The cells of a sheet as they will be written: which came from where, and what changed.

use std::collections::BTreeSet;

use super::formula::moves::{CannotFollow, Moves, Site, SiteCell};
use super::lines::SheetMap;
use super::sheet::{FormulaKind, Row, Sheet};
use super::stream::Content;
use crate::ooxml::CellRef;

/// The rows of a result sheet.
pub(super) struct Grid {
    /// Rows in order.
    pub rows: Vec<GridRow>,
    /// Whether any column may be elsewhere than in the template.
    columns_move: bool,
}

/// A row of the result.
#[derive(Debug, PartialEq)]
pub(super) struct GridRow {
    /// Row number in the result, from 0.
    pub number: u32,
    /// Index of the template's row.
    pub row: usize,
    /// Cells from left to right.
    pub cells: Vec<GridCell>,
}

/// A cell of the result.
///
/// There are as many as a sheet has cells, so what only formulas have stands apart.
#[derive(Debug, PartialEq)]
pub(super) struct GridCell {
    /// What it was filled with; `None` for a cell that keeps what it has.
    pub content: Option<Content>,
    /// What became of its formula, if anything did.
    formula: Option<Box<GridFormula>>,
    /// Index of the template's cell in the template's row.
    template: u16,
    /// Column in the result, from 0.
    pub col: u16,
}

/// What became of a formula.
#[derive(Debug, PartialEq, Default)]
struct GridFormula {
    /// Its text, when it reads otherwise than in the template.
    text: Option<String>,
    /// Whether it reads more, fewer or other cells than in the template.
    reads_other_cells: bool,
    /// What becomes of the value stored beside it.
    cached: Cached,
}

/// What becomes of a formula's stored value.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) enum Cached {
    /// It stays.
    #[default]
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
        let columns = |row: &Row| row.cells.iter().map(|cell| cell.col).collect::<Vec<_>>();
        let keep = |(index, row): (usize, &Row)| {
            GridRow::kept(row.number, index, &columns(row), &stays)
        };
        Self { rows: rows.map(keep).collect(), columns_move: false }
    }

    /// A filled sheet.
    pub(super) fn filled(rows: Vec<GridRow>, map: &SheetMap) -> Self {
        Self { rows, columns_move: map.columns.moved() }
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
                let Some(cell) = row.cells.get(grid_cell.template()) else { continue };
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
                        grid_cell.set_reads_other_cells(followed.reads_other_cells);
                        grid_cell.set_formula(followed.text);
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

    /// Says what becomes of the value stored beside the formula of a result cell.
    pub(super) fn set_cached(&mut self, at: CellRef, cached: Cached) {
        if let Some((_, cell)) = self.cell_mut(at) {
            cell.set_cached(cached);
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
        self.rows.iter().flat_map(|row| &row.cells).any(|cell| cell.formula().is_some())
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

impl GridRow {
    /// A row of the template with every cell wherever its column went: `index` is its own among
    /// the template's rows, `columns` are those of its cells there.
    pub(super) fn kept(number: u32, index: usize, columns: &[u16], map: &SheetMap) -> Self {
        if !map.columns.moved() {
            return Self::in_place(number, index, columns);
        }
        let copies = (0..).zip(columns).flat_map(|(template, col)| {
            let copies = map.columns.copies(u32::from(*col));
            copies
                .filter_map(move |col| Some(GridCell::kept(template, u16::try_from(col).ok()?)))
        });
        let mut cells: Vec<_> = copies.collect();
        cells.sort_unstable_by_key(|cell| cell.col);
        Self { number, row: index, cells }
    }

    /// The same where no column moves.
    pub(super) fn in_place(number: u32, index: usize, columns: &[u16]) -> Self {
        let cells = (0..).zip(columns).map(|(template, col)| GridCell::kept(template, *col));
        Self { number, row: index, cells: cells.collect() }
    }
}

impl GridCell {
    /// A cell as the template has it.
    pub(super) const fn kept(template: u16, col: u16) -> Self {
        Self { content: None, formula: None, template, col }
    }

    /// Index of the template's cell in the template's row.
    pub(super) fn template(&self) -> usize {
        self.template.into()
    }

    /// Fills the cell: a formula that it had is gone.
    pub(super) fn fill(&mut self, content: Content) {
        self.content = Some(content);
        self.formula = None;
    }

    /// Its formula, when it reads otherwise than in the template.
    pub(super) fn formula(&self) -> Option<&str> {
        self.formula.as_ref()?.text.as_deref()
    }

    /// Says how its formula reads; none for as in the template.
    pub(super) fn set_formula(&mut self, text: Option<String>) {
        if self.formula.is_some() || text.is_some() {
            self.formula.get_or_insert_default().text = text;
        }
    }

    /// Whether its formula reads more, fewer or other cells than in the template.
    pub(super) fn reads_other_cells(&self) -> bool {
        self.formula.as_ref().is_some_and(|formula| formula.reads_other_cells)
    }

    /// Says whether its formula reads more, fewer or other cells than in the template.
    pub(super) fn set_reads_other_cells(&mut self, reads: bool) {
        if self.formula.is_some() || reads {
            self.formula.get_or_insert_default().reads_other_cells = reads;
        }
    }

    /// What becomes of the value stored beside its formula.
    pub(super) fn cached(&self) -> &Cached {
        self.formula.as_ref().map_or(&Cached::Kept, |formula| &formula.cached)
    }

    /// Says what becomes of the value stored beside its formula.
    fn set_cached(&mut self, cached: Cached) {
        if self.formula.is_some() || cached != Cached::Kept {
            self.formula.get_or_insert_default().cached = cached;
        }
    }

    fn differs(&self) -> bool {
        self.content.is_some() || self.formula().is_some() || *self.cached() != Cached::Kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two million of them are allowed in a sheet.
    #[test]
    fn a_cell_takes_few_bytes() {
        assert!(size_of::<GridCell>() <= 40);
    }

    #[test]
    fn a_cell_that_is_filled_has_no_formula_left() {
        let mut cell = GridCell::kept(3, 7);
        cell.set_formula(Some("SUM(A1:A9)".to_owned()));
        cell.set_reads_other_cells(true);
        cell.set_cached(Cached::Removed);
        assert!(cell.differs() && cell.reads_other_cells());
        cell.fill(Content::Blank);
        assert_eq!((cell.formula(), cell.reads_other_cells()), (None, false));
        assert_eq!(*cell.cached(), Cached::Kept);
    }
}
