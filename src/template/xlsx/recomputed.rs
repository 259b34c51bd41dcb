//! All formulas of a workbook computed anew, and held against the values stored beside them.

use std::collections::{BTreeMap, BTreeSet};

use super::book::{Book, Tab};
use super::calc::{Page, recalculate};
use super::computed::{Value, names, value_of};
use super::follow;
use super::formula::shift::shifted;
use super::grid::{Cached, Grid};
use super::lines::SheetMap;
use super::sheet::{Formula, FormulaKind, Sheet, Stored};
use crate::ooxml::CellRef;
use crate::template::Problem;

/// A cell: the sheet as on its tab, and where on it.
pub type SheetCell = (String, CellRef);

/// What came of computing every formula of a workbook.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Recomputed {
    /// How many formulas carry a value and could be computed.
    pub compared: usize,
    /// How many could not: a function that is not known here, another workbook, today's date, a
    /// circle.
    pub unknown: usize,
    /// Where these stand.
    pub open: BTreeSet<SheetCell>,
    /// Formulas whose stored value is another than the computed one, with what they give.
    pub differ: BTreeMap<SheetCell, Value>,
}

/// Computes every formula of a workbook that carries a value. Formulas without one are left to
/// [`super::computed()`].
///
/// # Errors
/// When the file is no workbook that can be read.
pub fn recomputed(bytes: &[u8]) -> Result<Recomputed, Problem> {
    let mut book = Book::open(bytes.to_vec())?;
    book.read_sheets()?;
    let mut result = Recomputed::default();
    for (at, stored, value) in outcome(&mut book) {
        match value {
            Some(value) if differs(&stored, &value) => {
                result.differ.insert(at, value);
            }
            Some(_) => {}
            None => drop(result.open.insert(at)),
        }
    }
    result.unknown = result.open.len();
    let all =
        book.tabs.iter().filter_map(|tab| tab.sheet.as_ref()).map(with_value).sum::<usize>();
    result.compared = all.saturating_sub(result.unknown);
    Ok(result)
}

/// What cells would hold if they had the formula of another cell of their sheet, following it as
/// when it is copied; what cannot be known is absent.
///
/// # Errors
/// When the file is no workbook that can be read.
pub fn as_if_copied(
    bytes: &[u8],
    from: &BTreeMap<SheetCell, CellRef>,
) -> Result<BTreeMap<SheetCell, Value>, Problem> {
    let mut book = Book::open(bytes.to_vec())?;
    book.read_sheets()?;
    for ((sheet, to), from) in from {
        let tab = book.tabs.iter_mut().find(|tab| tab.name == *sheet);
        if let Some(sheet) = tab.and_then(|tab| tab.sheet.as_mut()) {
            copy_formula(sheet, *from, *to);
        }
    }
    let values = outcome(&mut book).into_iter().filter_map(|(at, _, value)| {
        from.contains_key(&at).then_some(())?;
        Some((at, value?))
    });
    Ok(values.collect())
}

/// Gives a cell the formula of another, as copying does.
fn copy_formula(sheet: &mut Sheet, from: CellRef, to: CellRef) {
    let Some(text) = cell(sheet, from).and_then(|(row, at)| {
        let cell = sheet.rows.get(row)?.cells.get(at)?;
        cell.formula.as_ref().map(|formula| formula.text.clone())
    }) else {
        return;
    };
    let (down, right) =
        (i64::from(to.row) - i64::from(from.row), i64::from(to.col) - i64::from(from.col));
    let Some((row, at)) = cell(sheet, to) else { return };
    let target = sheet.rows_mut().get_mut(row).and_then(|row| row.cells.get_mut(at));
    if let Some(target) = target {
        let text = shifted(&text, down, right);
        // Nothing is written: where the formula would stand in the part does not matter.
        let formula = Formula { open: 0..0, text, kind: FormulaKind::Plain };
        target.formula = Some(formula);
        // So that what it gives is told even where it is what stands there.
        target.value = Stored::Error(String::new());
    }
}

/// Indices of a cell's row and of the cell in it.
fn cell(sheet: &Sheet, at: CellRef) -> Option<(usize, usize)> {
    let row = sheet.rows.binary_search_by_key(&at.row, |row| row.number).ok()?;
    let cells = &sheet.rows.get(row)?.cells;
    Some((row, cells.binary_search_by_key(&at.col, |cell| cell.col).ok()?))
}

/// Formulas whose computed value is not the stored one, with both; no computed one where it
/// cannot be known.
fn outcome(book: &mut Book) -> Vec<(SheetCell, Stored, Option<Value>)> {
    let grids: Vec<Option<Grid>> =
        book.tabs.iter().map(|tab| tab.sheet.as_ref().map(all_to_compute)).collect();
    let mut names = names(&book.workbook.root);
    let stays: Vec<SheetMap> = book.tabs.iter().map(|_| SheetMap::identity()).collect();
    names.tables = follow::tables(book, &stays);
    let pages: Vec<Option<Page<'_>>> = book
        .tabs
        .iter()
        .zip(&grids)
        .map(|(tab, grid)| {
            let (sheet, grid) = (tab.sheet.as_ref()?, grid.as_ref()?);
            Some(Page { name: &tab.name, sheet, grid, moved: false })
        })
        .collect();
    let outcome = recalculate(&pages, &book.strings, &names);
    let told = outcome.into_iter().filter_map(|(index, at, cached)| {
        let tab: &Tab = book.tabs.get(index)?;
        let sheet = tab.sheet.as_ref()?;
        let (row, index) = cell(sheet, at)?;
        let found = sheet.rows.get(row)?.cells.get(index)?;
        if found.formula.is_none() || found.value == Stored::Blank {
            return None;
        }
        let value = match cached {
            Cached::Replaced(value) => value_of(*value),
            Cached::Kept | Cached::Removed => None,
        };
        Some(((tab.name.clone(), at), found.value.clone(), value))
    });
    told.collect()
}

/// A sheet of which every formula is to be computed.
fn all_to_compute(sheet: &Sheet) -> Grid {
    let mut grid = Grid::unchanged(sheet);
    for grid_row in &mut grid.rows {
        let cells = sheet.rows.get(grid_row.row).map_or(&[][..], |row| &row.cells);
        for grid_cell in &mut grid_row.cells {
            let cell = cells.get(grid_cell.template());
            grid_cell.set_reads_other_cells(cell.is_some_and(|cell| cell.formula.is_some()));
        }
    }
    grid
}

/// How many formulas of a sheet carry a value.
fn with_value(sheet: &Sheet) -> usize {
    let cells = sheet.rows.iter().flat_map(|row| &row.cells);
    cells.filter(|cell| cell.formula.is_some() && cell.value != Stored::Blank).count()
}

/// Whether a stored value is another than the computed one. Programs compute in binary, so the
/// last digits of theirs are not ours.
fn differs(stored: &Stored, computed: &Value) -> bool {
    let (Stored::Number(stored), Value::Number(computed)) = (stored, computed) else {
        return true;
    };
    let Some(stored) = super::calc::stored_number(stored) else { return false };
    let size = stored.abs().max(computed.abs()).max(rust_decimal::Decimal::ONE);
    let off = stored.checked_sub(*computed).map(|off| off.abs());
    let allowed = size.checked_mul(rust_decimal::Decimal::new(1, 9));
    off.zip(allowed).is_none_or(|(off, allowed)| off > allowed)
}
