//! A spreadsheet address such as `B12`.

use std::fmt;
use std::str::FromStr;

/// A cell address; row and column count from 0, and print as Excel shows them (`B12`).
///
/// The order is row by row, left to right: the order in which a person reads a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellRef {
    /// Row, from 0.
    pub row: u32,
    /// Column, from 0.
    pub col: u16,
}

impl CellRef {
    /// Rows of a sheet (Excel's limit).
    pub const ROWS: u32 = 1_048_576;
    /// Columns of a sheet (Excel's limit, column `XFD`).
    pub const COLS: u16 = 16_384;

    /// The address at a row and column, both from 0.
    pub const fn new(row: u32, col: u16) -> Self {
        Self { row, col }
    }

    /// The letters of a column: 0 is `A`, 26 is `AA`.
    pub fn column_name(col: u16) -> String {
        let mut letters = Vec::new();
        let mut rest = u32::from(col) + 1;
        while rest > 0 {
            let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
            letters.push(char::from(b'A' + digit));
            rest = (rest - 1) / 26;
        }
        letters.iter().rev().collect()
    }
}

impl fmt::Display for CellRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", Self::column_name(self.col), self.row + 1)
    }
}

/// The text is no cell address within Excel's limits.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a cell address")]
pub struct CellRefError(pub String);

impl FromStr for CellRef {
    type Err = CellRefError;

    /// Reads `B12` and `$B$12`; refuses anything outside Excel's limits.
    fn from_str(text: &str) -> Result<Self, CellRefError> {
        parse(text).ok_or_else(|| CellRefError(text.to_owned()))
    }
}

fn parse(text: &str) -> Option<CellRef> {
    let text = text.strip_prefix('$').unwrap_or(text);
    let letters = text.find(|c: char| !c.is_ascii_alphabetic())?;
    let (name, digits) = text.split_at_checked(letters)?;
    if name.is_empty() || name.len() > 3 {
        return None;
    }
    let col = name
        .bytes()
        .fold(0u32, |sum, b| sum * 26 + u32::from(b.to_ascii_uppercase() - b'A') + 1)
        .checked_sub(1)?;
    let digits = digits.strip_prefix('$').unwrap_or(digits);
    if digits.is_empty()
        || digits.starts_with('0')
        || !digits.bytes().all(|b| b.is_ascii_digit())
    {
        return None;
    }
    let row = digits.parse::<u32>().ok()?.checked_sub(1)?;
    let col = u16::try_from(col).ok()?;
    (row < CellRef::ROWS && col < CellRef::COLS).then_some(CellRef { row, col })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_print_as_excel_shows_them_and_read_back() {
        for (row, col, text) in [
            (0, 0, "A1"),
            (11, 1, "B12"),
            (0, 25, "Z1"),
            (0, 26, "AA1"),
            (1_048_575, 16_383, "XFD1048576"),
        ] {
            assert_eq!(CellRef::new(row, col).to_string(), text);
            assert_eq!(text.parse(), Ok(CellRef::new(row, col)));
        }
        assert_eq!("$C$7".parse(), Ok(CellRef::new(6, 2)));
    }

    #[test]
    fn addresses_outside_a_sheet_are_refused() {
        for text in
            ["", "A", "1", "A0", "A01", "XFE1", "A1048577", "ABCD1", "A1:B2", "Sheet1!A1", "Ạ1"]
        {
            assert!(text.parse::<CellRef>().is_err(), "{text}");
        }
    }
}
