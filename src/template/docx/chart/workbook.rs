//! The workbook behind a chart that was given data: labels in the first columns, a series in each
//! column after, as Word lays it out.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::cache::Range;
use super::data::Cell;
use crate::ooxml::CellRef;

/// The data sheet as columns under headings.
#[derive(Debug)]
pub(super) struct DataSheet<'c> {
    name: String,
    columns: Vec<Column<'c>>,
}

#[derive(Debug)]
struct Column<'c> {
    heading: Cell,
    cells: Vec<&'c Cell>,
    format: Option<String>,
}

impl<'c> DataSheet<'c> {
    /// An empty sheet.
    pub(super) fn new(name: &str) -> Self {
        Self { name: name.to_owned(), columns: Vec::new() }
    }

    /// Adds a column and answers where its cells stand.
    pub(super) fn add(
        &mut self,
        heading: &str,
        cells: Vec<&'c Cell>,
        format: Option<&str>,
    ) -> Range<'c> {
        let formula = self.formula(self.columns.len(), cells.len());
        let heading = match heading {
            "" => Cell::Absent,
            heading => Cell::Text(heading.to_owned()),
        };
        let format = format.map(str::to_owned);
        self.columns.push(Column { heading, cells: cells.clone(), format });
        Range { formula, cells }
    }

    /// The heading of the column added last.
    pub(super) fn last_heading(&self) -> String {
        let column = column_name(self.columns.len().saturating_sub(1));
        format!("{}!${column}$1", quoted(&self.name))
    }

    /// The cells of all columns so far, as one range.
    pub(super) fn all_so_far(&self) -> String {
        let rows = self.columns.iter().map(|column| column.cells.len()).max().unwrap_or(0);
        let last = column_name(self.columns.len().saturating_sub(1));
        format!("{}!$A$2:${last}${}", quoted(&self.name), rows.max(1) + 1)
    }

    /// The cells of a column; of an empty one the first, where they would begin.
    fn formula(&self, column: usize, rows: usize) -> String {
        let (sheet, column) = (quoted(&self.name), column_name(column));
        match rows {
            0 | 1 => format!("{sheet}!${column}$2"),
            rows => format!("{sheet}!${column}$2:${column}${}", rows + 1),
        }
    }

    /// The sheet as a workbook; the same data give the same bytes.
    pub(super) fn workbook(&self) -> Result<Vec<u8>, String> {
        self.write().map_err(|error| error.to_string())
    }

    fn write(&self) -> Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
        let sheet = workbook.add_worksheet();
        sheet.set_name(&self.name)?;
        for (index, column) in self.columns.iter().enumerate() {
            let index = u16::try_from(index).unwrap_or(u16::MAX);
            write_cell(sheet, (0, index), &column.heading, None)?;
            let format = column.format.as_ref().map(|code| Format::new().set_num_format(code));
            for (row, cell) in column.cells.iter().enumerate() {
                let row = u32::try_from(row + 1).unwrap_or(u32::MAX);
                write_cell(sheet, (row, index), cell, format.as_ref())?;
            }
        }
        workbook.save_to_buffer()
    }
}

fn write_cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    format: Option<&Format>,
) -> Result<(), XlsxError> {
    let number = match cell {
        Cell::Absent => return Ok(()),
        Cell::Text(text) => {
            sheet.write_string(row, column, text)?;
            return Ok(());
        }
        Cell::Number(number) => number.parse::<f64>(),
    };
    match (number, format) {
        (Ok(number), Some(format)) => {
            sheet.write_number_with_format(row, column, number, format)?;
        }
        (Ok(number), None) => {
            sheet.write_number(row, column, number)?;
        }
        (Err(_), _) => {}
    }
    Ok(())
}

fn column_name(column: usize) -> String {
    CellRef::column_name(u16::try_from(column).unwrap_or(u16::MAX))
}

/// A sheet's name as formulas write it.
pub(super) fn quoted(name: &str) -> String {
    let plain = name.chars().all(|c| c.is_alphanumeric() || c == '_')
        && name.starts_with(|c: char| c.is_alphabetic());
    let letters = name.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let looks_like_cell = letters <= 3 && letters < name.len();
    if plain && !looks_like_cell {
        name.to_owned()
    } else {
        format!("'{}'", name.replace('\'', "''"))
    }
}

/// The name of the sheet that a formula reads.
pub(super) fn sheet_of(formula: &str) -> Option<String> {
    let formula = formula.trim().trim_start_matches('(');
    if let Some(rest) = formula.strip_prefix('\'') {
        let mut name = String::new();
        let mut chars = rest.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '\'' if chars.peek() == Some(&'\'') => {
                    chars.next();
                    name.push('\'');
                }
                '\'' => return (chars.next() == Some('!')).then_some(name),
                c => name.push(c),
            }
        }
        return None;
    }
    let (name, _) = formula.split_once('!')?;
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
    name.chars().all(is_name).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sheet_of_a_formula_is_read_with_and_without_quotes() {
        for (formula, sheet) in [
            ("Sheet1!$A$2:$A$5", Some("Sheet1")),
            ("'Số liệu ''24'!$B$1", Some("Số liệu '24")),
            ("(Biểu!$A$1,Biểu!$A$3)", Some("Biểu")),
            ("[1]Sheet1!$A$1", None),
            ("$A$1", None),
        ] {
            assert_eq!(sheet_of(formula).as_deref(), sheet, "{formula}");
        }
        assert_eq!(quoted("Sheet1"), "Sheet1");
        assert_eq!(quoted("A1"), "'A1'");
        assert_eq!(quoted("Số '24"), "'Số ''24'");
    }

    #[test]
    fn the_same_data_give_the_same_bytes() {
        let cells = [Cell::Number("0.1".to_owned()), Cell::Absent];
        let made = || {
            let mut sheet = DataSheet::new("Sheet1");
            let range = sheet.add("a", cells.iter().collect(), Some("0.0"));
            assert_eq!(range.formula, "Sheet1!$A$2:$A$3");
            sheet.workbook().unwrap()
        };
        assert_eq!(made(), made());
    }
}
