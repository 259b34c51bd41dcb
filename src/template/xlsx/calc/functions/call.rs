//! A call of a function: its arguments as functions ask for them.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::super::evaluate::{Area, Cells, Operand, evaluate, operand};
use super::super::parse::Expression;
use super::super::value::{Unknown, Value, clean};
use crate::ooxml::CellRef;

/// Why a function has no value of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// We cannot know it.
    Unknown,
    /// It is this error.
    Error(&'static str),
}

impl From<Unknown> for Stop {
    fn from(_: Unknown) -> Self {
        Self::Unknown
    }
}

/// What a function made of its arguments.
pub(super) type Outcome = Result<Value, Stop>;

/// A call of a function.
pub(super) struct Call<'a> {
    /// The arguments as written.
    pub arguments: &'a [Expression],
    /// What they can read.
    pub cells: &'a dyn Cells,
}

impl<'a> Call<'a> {
    /// How many arguments there are.
    pub(super) fn count(&self) -> usize {
        self.arguments.len()
    }

    /// An argument as written; one that the function needs and that is not there makes it no
    /// formula that Excel takes.
    pub(super) fn written(&self, index: usize) -> Result<&'a Expression, Stop> {
        self.arguments.get(index).ok_or(Stop::Unknown)
    }

    /// Stops unless there are as many arguments as the function takes.
    pub(super) fn takes(&self, least: usize, most: usize) -> Result<(), Stop> {
        if (least..=most).contains(&self.count()) { Ok(()) } else { Err(Stop::Unknown) }
    }

    /// An argument's value, errors among them.
    pub(super) fn any(&self, index: usize) -> Outcome {
        Ok(evaluate(self.written(index)?, self.cells)?)
    }

    /// An argument's value; an error stops.
    pub(super) fn value(&self, index: usize) -> Outcome {
        match self.any(index)? {
            Value::Error(error) => Err(Stop::Error(error)),
            value => Ok(value),
        }
    }

    /// A number, without the noise of divisions.
    pub(super) fn number(&self, index: usize) -> Result<Decimal, Stop> {
        self.any(index)?.number()?.map(clean).map_err(Stop::Error)
    }

    /// A number that need not be written.
    pub(super) fn number_or(&self, index: usize, default: i64) -> Result<Decimal, Stop> {
        if index < self.count() { self.number(index) } else { Ok(Decimal::from(default)) }
    }

    /// A number whose decimals are cut off.
    pub(super) fn whole(&self, index: usize) -> Result<i64, Stop> {
        self.number(index)?.trunc().to_i64().ok_or(Stop::Unknown)
    }

    /// A truth value.
    pub(super) fn truth(&self, index: usize) -> Result<bool, Stop> {
        self.any(index)?.truth().map_err(Stop::Error)
    }

    /// A truth value that need not be written.
    pub(super) fn truth_or(&self, index: usize, default: bool) -> Result<bool, Stop> {
        if index < self.count() { self.truth(index) } else { Ok(default) }
    }

    /// A text; numbers that print otherwise elsewhere are unknown.
    pub(super) fn text(&self, index: usize) -> Result<String, Stop> {
        self.any(index)?.text()?.map_err(Stop::Error)
    }

    /// An argument as cells or a value.
    pub(super) fn operand(&self, index: usize) -> Result<Operand, Stop> {
        Ok(operand(self.written(index)?, self.cells)?)
    }

    /// An argument that must be cells of one sheet.
    pub(super) fn area(&self, index: usize) -> Result<Area, Stop> {
        match self.operand(index)? {
            Operand::Areas(areas) => match areas.as_slice() {
                [area] => Ok(*area),
                _ => Err(Stop::Unknown),
            },
            Operand::Value(Value::Error(error)) => Err(Stop::Error(error)),
            Operand::Value(_) => Err(Stop::Unknown),
        }
    }

    /// The cells of an area that hold anything, with their places, column by column.
    pub(super) fn placed(&self, area: &Area) -> Result<Vec<(CellRef, Value)>, Stop> {
        Ok(self.cells.placed(area)?)
    }

    /// The value of a cell of an area, from its first row and column on.
    pub(super) fn cell(&self, area: &Area, row: u32, col: u16) -> Outcome {
        let rows = area.rows.0.checked_add(row).ok_or(Stop::Unknown)?;
        let cols = area.cols.0.checked_add(col).ok_or(Stop::Unknown)?;
        let one = Area { sheet: area.sheet, rows: (rows, rows), cols: (cols, cols) };
        Ok(self.cells.values(&one)?.pop().unwrap_or(Value::Blank))
    }
}

/// Height and width of an area.
pub(super) fn size(area: &Area) -> (u32, u32) {
    (area.rows.1 - area.rows.0 + 1, u32::from(area.cols.1 - area.cols.0) + 1)
}
