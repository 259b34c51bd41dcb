//! The values of cells that formulas read, column by column: most ranges stand upright.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use rust_decimal::Decimal;

use super::evaluate::Area;
use super::index::{Index, Key};
use super::marks::Marks;
use super::totals::{Met, Running, Totals};
use super::value::{Computed, Unknown, Value};
use crate::ooxml::CellRef;

/// Cells that all formulas together may read; beyond it values are left to whoever opens the file.
const MAX_READS: usize = 50_000_000;

/// Cells that are looked through as quickly as one of them is looked up.
const FEW: usize = 48;

/// Ranked numbers that are kept, for each cell of a column.
const KEPT: usize = 4;

/// Sets of conditions of which it is remembered what meets them.
const MET: usize = 200_000;

/// A cell's place: sheet, column, row.
pub(super) type Place = (usize, u16, u32);

/// The columns that formulas read, of all sheets.
#[derive(Default)]
pub(crate) struct Columns {
    /// By sheet and column; none for those that nobody reads.
    sheets: Vec<Vec<Option<Column>>>,
    /// Areas that grow to the right.
    across: RefCell<Across>,
    /// What cells come to that meet conditions, by the first cells and the conditions.
    met: RefCell<BTreeMap<String, Met>>,
    reads: Cell<usize>,
}

/// By sheet, rows and first column: the last column, and what the cells up to it come to.
type Across = BTreeMap<(usize, (u32, u32), u16), (u16, Totals)>;

/// The cells of a column.
#[derive(Default)]
pub(super) struct Column {
    /// Their rows, in order.
    rows: Vec<u32>,
    values: Vec<Computed>,
    changed: Marks,
    unknown: Marks,
    /// What formulas asked of it before.
    asked: RefCell<Asked>,
}

/// What is remembered of a column, for those who ask the same or nearly so.
#[derive(Default)]
struct Asked {
    running: Running,
    index: Index,
    /// Whether its cells were looked through for a value.
    looked_through: bool,
    /// Numbers of stretches by their size; none for a stretch that was asked for once.
    ranked: BTreeMap<(usize, usize), Option<Rc<Vec<Decimal>>>>,
    kept: usize,
}

impl Columns {
    /// Asks for columns of a sheet, from first to last.
    pub(super) fn want(&mut self, sheet: usize, first: u16, last: u16) {
        if self.sheets.len() <= sheet {
            self.sheets.resize_with(sheet + 1, Vec::new);
        }
        let Some(columns) = self.sheets.get_mut(sheet) else { return };
        if columns.len() <= usize::from(last) {
            columns.resize_with(usize::from(last) + 1, || None);
        }
        let asked = columns.get_mut(usize::from(first)..=usize::from(last));
        for column in asked.into_iter().flatten() {
            column.get_or_insert_default();
        }
    }

    /// Whether any column of a sheet was asked for.
    pub(super) fn any(&self, sheet: usize) -> bool {
        self.sheets.get(sheet).is_some_and(|columns| !columns.is_empty())
    }

    /// Makes room in the columns of a sheet that were asked for; it has this many rows and cells.
    pub(super) fn reserve(&mut self, sheet: usize, rows: usize, cells: usize) {
        let Some(columns) = self.sheets.get_mut(sheet) else { return };
        let asked = columns.iter().flatten().count();
        // No more than the cells there are: a wide sheet of single cells would take all memory.
        let each = rows.min(cells / asked.max(1));
        for column in columns.iter_mut().flatten() {
            column.rows.reserve(each);
            column.values.reserve(each);
        }
    }

    /// The columns of a sheet; none for those that nobody asked for.
    pub(super) fn of_sheet(&mut self, sheet: usize) -> &mut [Option<Column>] {
        self.sheets.get_mut(sheet).map_or(&mut [], Vec::as_mut_slice)
    }

    /// A column that was asked for.
    fn wanted(&mut self, sheet: usize, col: u16) -> Option<&mut Column> {
        self.sheets.get_mut(sheet)?.get_mut(usize::from(col))?.as_mut()
    }

    fn column(&self, sheet: usize, col: u16) -> Option<&Column> {
        self.sheets.get(sheet)?.get(usize::from(col))?.as_ref()
    }

    /// Sets the value of a cell that somebody reads.
    pub(super) fn set(&mut self, place: Place, value: Computed, is_changed: bool) {
        let Some(column) = self.wanted(place.0, place.1) else { return };
        let Ok(at) = column.rows.binary_search(&place.2) else { return };
        let Some(slot) = column.values.get_mut(at) else { return };
        if value.is_err() {
            column.unknown.set(at);
        }
        if is_changed {
            column.changed.set(at);
        }
        *slot = value;
    }

    /// Takes the value of a cell out; unknown when there is none.
    pub(super) fn take(&mut self, place: Place) -> Computed {
        let column = self.wanted(place.0, place.1).ok_or(Unknown)?;
        let at = column.rows.binary_search(&place.2).map_err(|_| Unknown)?;
        let slot = column.values.get_mut(at).ok_or(Unknown)?;
        match std::mem::replace(slot, Ok(Value::Blank)) {
            Ok(Value::Blank) => Err(Unknown),
            value => value,
        }
    }

    /// Whether any cell between two rows has changed.
    pub(super) fn changed(&self, sheet: usize, col: u16, rows: (u32, u32)) -> bool {
        let column = self.column(sheet, col);
        column.is_some_and(|column| column.changed.any(column.between(rows)))
    }

    /// The columns of an area, as far as anything was asked for.
    fn columns_of(&self, area: &Area) -> Range<u16> {
        let there = self.sheets.get(area.sheet).map_or(0, Vec::len);
        let end = usize::from(area.cols.1) + 1;
        area.cols.0..u16::try_from(end.min(there)).unwrap_or(u16::MAX)
    }

    /// Visits the values of an area that are not empty, column by column.
    pub(super) fn each(
        &self,
        area: &Area,
        visit: &mut dyn FnMut(CellRef, &Value),
    ) -> Result<(), Unknown> {
        for col in self.columns_of(area) {
            self.read(1)?;
            let Some(column) = self.column(area.sheet, col) else { continue };
            let between = column.between(area.rows);
            self.read(between.len())?;
            let rows = column.rows.get(between.clone()).unwrap_or_default();
            for (row, value) in rows.iter().zip(column.values.get(between).unwrap_or_default())
            {
                match value {
                    Ok(Value::Blank) => {}
                    Ok(value) => visit(CellRef::new(*row, col), value),
                    Err(Unknown) => return Err(Unknown),
                }
            }
        }
        Ok(())
    }

    /// What the cells of an area come to.
    pub(super) fn totals(&self, area: &Area) -> Result<Totals, Unknown> {
        let mut columns = self.columns_of(area);
        let mut totals = Totals::default();
        let grows = columns.len() > FEW;
        let key = (area.sheet, area.rows, area.cols.0);
        if grows
            && let Some((last, known)) = self.across.borrow().get(&key)
            && *last < columns.end
        {
            totals = known.clone();
            columns.start = *last + 1;
        }
        let end = columns.end;
        for col in columns {
            self.read(1)?;
            let Some(column) = self.column(area.sheet, col) else { continue };
            let (of_column, read) = column.totals(area.rows)?;
            self.read(read)?;
            totals.join(&of_column);
        }
        if let (true, Some(last)) = (grows, end.checked_sub(1)) {
            self.across.borrow_mut().insert(key, (last, totals.clone()));
        }
        Ok(totals)
    }

    /// The rows of a column between two in which a value stands, for those who ask for such
    /// rows again and again; none when it is as well to look through all.
    pub(super) fn rows_with(
        &self,
        (sheet, col): (usize, u16),
        rows: (u32, u32),
        key: &Key,
        most: usize,
    ) -> Option<Result<Vec<u32>, Unknown>> {
        let column = self.column(sheet, col)?;
        let between = column.between(rows);
        if between.len() <= FEW {
            return None;
        }
        if column.unknown.any(between.clone()) {
            return Some(Err(Unknown));
        }
        let mut asked = column.asked.borrow_mut();
        if !std::mem::replace(&mut asked.looked_through, true) {
            return None;
        }
        let read = asked.index.cover(&between, &|at| column.value(at));
        if self.read(read + 1).is_err() {
            return Some(Err(Unknown));
        }
        let places = asked.index.places(key, &between).take(most);
        Some(Ok(places.filter_map(|at| column.rows.get(at).copied()).collect()))
    }

    /// How many cells of a column between two rows hold a value, once its cells are known; and
    /// whether some text among them may or may not read as a number.
    pub(super) fn count_with(
        &self,
        (sheet, col): (usize, u16),
        rows: (u32, u32),
        key: &Key,
    ) -> Option<(usize, bool)> {
        self.rows_with((sheet, col), rows, key, 0)?.ok()?;
        let column = self.column(sheet, col)?;
        let between = column.between(rows);
        let asked = column.asked.borrow();
        Some((asked.index.places(key, &between).len(), asked.index.is_doubtful(&between)))
    }

    /// The numbers of a column between two rows by their size, for those who ask for them again;
    /// none when it is as well to take them as they are, or there are errors among them.
    pub(super) fn ranked(
        &self,
        (sheet, col): (usize, u16),
        rows: (u32, u32),
    ) -> Option<Rc<Vec<Decimal>>> {
        let column = self.column(sheet, col)?;
        let between = column.between(rows);
        let mut asked = column.asked.borrow_mut();
        if between.len() <= FEW || column.unknown.any(between.clone()) {
            return None;
        }
        if asked.kept > KEPT * column.rows.len() {
            asked.ranked.clear();
            asked.kept = 0;
        }
        match asked.ranked.get(&(between.start, between.end)) {
            None => {
                asked.ranked.insert((between.start, between.end), None);
                return None;
            }
            Some(Some(found)) => return Some(Rc::clone(found)),
            Some(None) => {}
        }
        self.read(between.len()).ok()?;
        let mut numbers = Vec::new();
        for value in between.clone().filter_map(|at| column.value(at)) {
            match value {
                Value::Number(number) => numbers.push(*number),
                Value::Error(_) => return None,
                _ => {}
            }
        }
        numbers.sort_unstable();
        let numbers = Rc::new(numbers);
        asked.kept += between.len();
        asked.ranked.insert((between.start, between.end), Some(Rc::clone(&numbers)));
        Some(numbers)
    }

    /// The value of a cell.
    pub(super) fn value(&self, sheet: usize, cell: CellRef) -> Result<&Value, Unknown> {
        const BLANK: &Value = &Value::Blank;
        self.read(1)?;
        let Some(column) = self.column(sheet, cell.col) else { return Ok(BLANK) };
        let at = column.rows.binary_search(&cell.row).ok();
        match at.and_then(|at| column.values.get(at)) {
            None => Ok(BLANK),
            Some(Ok(value)) => Ok(value),
            Some(Err(Unknown)) => Err(Unknown),
        }
    }

    /// Whether the value of any cell of a column between two rows is not known.
    pub(super) fn unknown(&self, (sheet, col): (usize, u16), rows: (u32, u32)) -> bool {
        let column = self.column(sheet, col);
        column.is_some_and(|column| column.unknown.any(column.between(rows)))
    }

    /// What is known of the cells that meet conditions.
    pub(super) fn met(&self, conditions: &str) -> Met {
        self.met.borrow().get(conditions).cloned().unwrap_or_default()
    }

    /// Remembers what is known of the cells that meet conditions.
    pub(super) fn remember_met(&self, conditions: String, met: Met) {
        let mut all = self.met.borrow_mut();
        if all.len() >= MET {
            all.clear();
        }
        all.insert(conditions, met);
    }

    /// The last row of a column in which there is a cell.
    pub(super) fn last_row(&self, (sheet, col): (usize, u16)) -> Option<u32> {
        self.column(sheet, col)?.rows.last().copied()
    }

    /// Counts cells that were read; says when they are too many.
    pub(super) fn read(&self, cells: usize) -> Result<(), Unknown> {
        self.reads.set(self.reads.get().saturating_add(cells));
        if self.exhausted() { Err(Unknown) } else { Ok(()) }
    }

    /// Whether formulas have read as many cells as they may.
    pub(super) fn exhausted(&self) -> bool {
        self.reads.get() > MAX_READS
    }
}

impl Column {
    /// Adds the next cell.
    pub(super) fn push(&mut self, row: u32, value: Computed, changed: bool) {
        if value.is_err() {
            self.unknown.set(self.rows.len());
        }
        if changed {
            self.changed.set(self.rows.len());
        }
        self.rows.push(row);
        self.values.push(value);
    }

    fn value(&self, at: usize) -> Option<&Value> {
        self.values.get(at)?.as_ref().ok()
    }

    /// What the cells between two rows come to, and how many were read for it.
    fn totals(&self, rows: (u32, u32)) -> Result<(Totals, usize), Unknown> {
        let between = self.between(rows);
        if self.unknown.any(between.clone()) {
            return Err(Unknown);
        }
        let running = &mut self.asked.borrow_mut().running;
        Ok(running.totals(between, self.rows.len(), &|at| self.value(at)))
    }

    fn between(&self, (first, last): (u32, u32)) -> Range<usize> {
        let from = self.rows.partition_point(|row| *row < first);
        let to = self.rows.partition_point(|row| *row <= last);
        from..to.max(from)
    }
}
