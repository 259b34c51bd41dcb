//! The values of cells that formulas read, column by column: most ranges stand upright.

use super::value::{Computed, Unknown, Value};
use crate::ooxml::CellRef;

/// A cell's place: sheet, column, row.
pub(super) type Place = (usize, u16, u32);

/// The columns that formulas read, of all sheets.
#[derive(Default)]
pub(super) struct Columns {
    /// By sheet and column; none for those that nobody reads.
    sheets: Vec<Vec<Option<Column>>>,
}

/// The cells of a column.
#[derive(Default)]
pub(super) struct Column {
    /// Their rows, in order.
    rows: Vec<u32>,
    values: Vec<Computed>,
    changed: Vec<bool>,
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
            column.reserve(each);
        }
    }

    /// A column that was asked for.
    pub(super) fn wanted(&mut self, sheet: usize, col: u16) -> Option<&mut Column> {
        self.sheets.get_mut(sheet)?.get_mut(usize::from(col))?.as_mut()
    }

    fn column(&self, sheet: usize, col: u16) -> Option<&Column> {
        self.sheets.get(sheet)?.get(usize::from(col))?.as_ref()
    }

    /// Sets the value of a cell that somebody reads.
    pub(super) fn set(&mut self, place: Place, value: Computed, is_changed: bool) {
        let Some(column) = self.wanted(place.0, place.1) else { return };
        let Ok(at) = column.rows.binary_search(&place.2) else { return };
        if let (Some(slot), Some(changed)) =
            (column.values.get_mut(at), column.changed.get_mut(at))
        {
            *slot = value;
            *changed |= is_changed;
        }
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
        let changed = column.and_then(|column| column.changed.get(column.between(rows)));
        changed.is_some_and(|changed| changed.contains(&true))
    }

    /// Visits the values between two rows that are not empty; answers how many cells were read.
    pub(super) fn each(
        &self,
        sheet: usize,
        col: u16,
        rows: (u32, u32),
        visit: &mut dyn FnMut(CellRef, &Value),
    ) -> Result<usize, Unknown> {
        let Some(column) = self.column(sheet, col) else { return Ok(0) };
        let between = column.between(rows);
        let read = between.len();
        let rows = column.rows.get(between.clone()).unwrap_or_default();
        for (row, value) in rows.iter().zip(column.values.get(between).unwrap_or_default()) {
            match value {
                Ok(Value::Blank) => {}
                Ok(value) => visit(CellRef::new(*row, col), value),
                Err(Unknown) => return Err(Unknown),
            }
        }
        Ok(read)
    }
}

impl Column {
    /// Makes room for this many cells.
    pub(super) fn reserve(&mut self, cells: usize) {
        self.rows.reserve(cells);
        self.values.reserve(cells);
        self.changed.reserve(cells);
    }

    /// Adds the next cell.
    pub(super) fn push(&mut self, row: u32, value: Computed, changed: bool) {
        self.rows.push(row);
        self.values.push(value);
        self.changed.push(changed);
    }

    fn between(&self, (first, last): (u32, u32)) -> std::ops::Range<usize> {
        let from = self.rows.partition_point(|row| *row < first);
        let to = self.rows.partition_point(|row| *row <= last);
        from..to
    }
}
