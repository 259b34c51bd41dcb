//! A row of the sheet of decisions, as it was typed.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::column::Column;
use super::{DECISIONS, SHEET};
use crate::diagnostic::{Code, Finding, Place};
use crate::ooxml::CellRef;
use crate::sheet::{Cell, Value};
use crate::text::typed_number::{self, Reading};

/// A row with what stands in each of its columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its number as a spreadsheet shows it.
    pub number: u32,
    pub(super) cells: BTreeMap<Column, Cell>,
    /// Where the columns are.
    pub(super) columns: Arc<BTreeMap<Column, u16>>,
}

impl Row {
    /// The text in a column, trimmed; empty when there is none.
    pub fn text(&self, column: Column) -> &str {
        self.cells.get(&column).map_or("", |cell| cell.text.trim())
    }

    /// Whether nothing stands in a column.
    pub(super) fn is_blank(&self, column: Column) -> bool {
        self.text(column).is_empty()
    }

    /// Its key, as keys are written; empty in a row that somebody added.
    pub fn key(&self) -> String {
        self.text(Column::Key).to_uppercase()
    }

    /// The cell of a column.
    pub fn place(&self, column: Column) -> Place {
        let place = Place::file(DECISIONS).sheet(SHEET);
        match self.columns.get(&column) {
            Some(col) => place.cell(CellRef::new(self.number.saturating_sub(1), *col)),
            None => place,
        }
    }

    /// The number in a column.
    ///
    /// # Errors
    /// Why what stands there is no number.
    pub(super) fn value(&self, column: Column) -> Result<Decimal, Unread> {
        let cell = self.cells.get(&column).ok_or(Unread::NoNumber)?;
        match &cell.value {
            Value::Number(number) => Ok(number.normalize()),
            Value::Text(_) => match typed_number::read(cell.text.trim()) {
                Reading::Number(number) => Ok(number.normalize()),
                Reading::Ambiguous { .. } => Err(Unread::Ambiguous),
                Reading::NotANumber if cell.text.starts_with('=') => Err(Unread::NotCalculated),
                Reading::NotANumber if cell.text.ends_with('%') => Err(Unread::Percentage),
                Reading::NotANumber => Err(Unread::NoNumber),
            },
            _ => Err(Unread::NoNumber),
        }
    }

    /// Whether words stand in a column, or a mark.
    pub(super) fn is_text(&self, column: Column) -> bool {
        self.cells.get(&column).is_some_and(|cell| matches!(cell.value, Value::Text(_)))
    }

    /// The finding that a cell of the row cannot be used.
    pub fn unusable(&self, column: Column) -> Finding {
        Finding::new(Code::E573)
            .at(self.place(column))
            .text("name", column.heading())
            .text("value", self.text(column))
    }
}

/// Why a cell holds no number that can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unread {
    /// It is no number.
    NoNumber,
    /// It reads in two ways.
    Ambiguous,
    /// Its formula has no result.
    NotCalculated,
    /// It is a percentage: whether 95 or 0.95 is meant nobody knows.
    Percentage,
}
