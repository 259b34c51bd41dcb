//! Ranges of a chart's workbook: what they name, and what stands there once it is filled.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};

use super::data::Cell;
use super::workbook::{quoted, sheet_of};
use crate::ooxml::CellRef;

/// Cells that one formula may name: a whole column is no data of a chart.
const MOST: u64 = 200_000;

/// A rectangle of cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Area {
    /// The sheet.
    pub(super) sheet: String,
    /// The corner at the top left.
    pub(super) first: CellRef,
    /// The corner at the bottom right.
    pub(super) last: CellRef,
}

impl Area {
    /// The rectangles that a formula names; `None` when it names anything else.
    pub(super) fn all(formula: &str) -> Option<Vec<Self>> {
        let inside = formula.trim();
        let inside = inside.strip_prefix('(').map_or(inside, |i| i.trim_end_matches(')'));
        let areas: Option<Vec<Self>> = split(inside).into_iter().map(Self::one).collect();
        areas.filter(|areas| areas.iter().map(Self::count).sum::<u64>() <= MOST)
    }

    fn one(formula: &str) -> Option<Self> {
        let sheet = sheet_of(formula)?;
        let (_, range) = formula.rsplit_once('!')?;
        let (first, last) = range.split_once(':').unwrap_or((range, range));
        let (first, last): (CellRef, CellRef) = (first.parse().ok()?, last.parse().ok()?);
        let in_order = first.row <= last.row && first.col <= last.col;
        in_order.then_some(Self { sheet, first, last })
    }

    /// How many rows it has.
    pub(super) const fn rows(&self) -> u32 {
        self.last.row - self.first.row + 1
    }

    /// How many columns it has.
    pub(super) const fn columns(&self) -> u16 {
        self.last.col - self.first.col + 1
    }

    fn count(&self) -> u64 {
        u64::from(self.rows()) * u64::from(self.columns())
    }

    /// The same columns in one other row.
    pub(super) fn in_row(&self, row: u32) -> Self {
        let at = |cell: CellRef| CellRef::new(row, cell.col);
        Self { sheet: self.sheet.clone(), first: at(self.first), last: at(self.last) }
    }

    /// As a formula.
    pub(super) fn formula(&self) -> String {
        let cell =
            |cell: CellRef| format!("${}${}", CellRef::column_name(cell.col), cell.row + 1);
        let sheet = quoted(&self.sheet);
        if self.first == self.last {
            format!("{sheet}!{}", cell(self.first))
        } else {
            format!("{sheet}!{}:{}", cell(self.first), cell(self.last))
        }
    }
}

/// Splits a list of ranges at its commas, not at those in names of sheets.
fn split(list: &str) -> Vec<&str> {
    let mut in_name = false;
    let is_comma = |c: char| {
        in_name ^= c == '\'';
        c == ',' && !in_name
    };
    list.split(is_comma).map(str::trim).collect()
}

/// A workbook as it was filled.
pub(super) struct FilledBook {
    book: Xlsx<Cursor<Vec<u8>>>,
    sheets: BTreeMap<String, Option<calamine::Range<Data>>>,
    formulas: BTreeMap<String, Option<calamine::Range<String>>>,
}

impl FilledBook {
    /// Reads it.
    ///
    /// # Errors
    /// With the reason.
    pub(super) fn open(bytes: Vec<u8>) -> Result<Self, String> {
        let book = Xlsx::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
        Ok(Self { book, sheets: BTreeMap::new(), formulas: BTreeMap::new() })
    }

    /// The cells of an area row by row.
    pub(super) fn rows(&mut self, area: &Area) -> Option<Vec<Vec<Cell>>> {
        let book = &mut self.book;
        let sheet = self.sheets.entry(area.sheet.clone());
        let sheet = sheet.or_insert_with(|| book.worksheet_range(&area.sheet).ok()).as_ref()?;
        let cell = |row: u32, col: u16| {
            sheet.get_value((row, u32::from(col))).map_or(Cell::Absent, cell_of)
        };
        let row =
            |row: u32| (area.first.col..=area.last.col).map(|col| cell(row, col)).collect();
        Some((area.first.row..=area.last.row).map(row).collect())
    }

    /// A cell of an area with a formula whose value nobody has computed.
    pub(super) fn uncomputed(&mut self, area: &Area) -> Option<CellRef> {
        let book = &mut self.book;
        let formulas = self.formulas.entry(area.sheet.clone());
        let formulas = formulas.or_insert_with(|| book.worksheet_formula(&area.sheet).ok());
        let (formulas, values) =
            (formulas.as_ref()?, self.sheets.get(&area.sheet).and_then(Option::as_ref)?);
        let mut rows = area.first.row..=area.last.row;
        rows.find_map(|row| {
            let mut columns = area.first.col..=area.last.col;
            let column = columns.find(|col| {
                let at = (row, u32::from(*col));
                let has_formula = formulas.get_value(at).is_some_and(|f| !f.is_empty());
                has_formula && values.get_value(at).is_none_or(|v| *v == Data::Empty)
            });
            column.map(|col| CellRef::new(row, col))
        })
    }
}

fn cell_of(data: &Data) -> Cell {
    match data {
        // What cannot be computed is no point (`#N/A`).
        Data::Empty | Data::Error(_) => Cell::Absent,
        Data::Int(number) => Cell::Number(number.to_string()),
        Data::Float(number) => Cell::Number(number.to_string()),
        Data::DateTime(day) => Cell::Number(day.as_f64().to_string()),
        Data::Bool(yes) => Cell::Number(u8::from(*yes).to_string()),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
            if text.is_empty() { Cell::Absent } else { Cell::Text(text.clone()) }
        }
        #[allow(unreachable_patterns)]
        other => Cell::Text(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_are_read_and_written_as_excel_writes_them() {
        for formula in ["Sheet1!$A$2:$B$5", "'Số, liệu'!$C$1"] {
            let areas = Area::all(formula).unwrap();
            assert_eq!(areas.iter().map(Area::formula).collect::<Vec<_>>(), [formula]);
        }
        let apart = Area::all("('Số, liệu'!$A$2,Sheet1!$A$4:$A$5)").unwrap();
        assert_eq!(apart.iter().map(Area::rows).collect::<Vec<_>>(), [1, 2]);
        for formula in ["[1]Sheet1!$A$1", "Tên", "Sheet1!$A:$A", "#REF!"] {
            assert_eq!(Area::all(formula), None, "{formula}");
        }
    }
}
