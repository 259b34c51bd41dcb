//! Reading separated text (.csv, .txt): one sheet, the separator told by the text itself.

use super::budget::Budget;
use super::convert;
use super::error::{ReadError, Seeming};
use super::workbook::{Cell, Format, Sheet, Visibility, Workbook};
use crate::ooxml::{CellRef, Limits};

/// Separators, most telling first: a comma also stands inside Vietnamese numbers.
const SEPARATORS: [char; 3] = ['\t', ';', ','];

/// Lines that are looked at to tell the separator.
const SAMPLE_LINES: usize = 64;

/// Reads separated text; `name` gives the sheet its name.
pub(super) fn read(name: &str, text: &str, limits: &Limits) -> Result<Workbook, ReadError> {
    if text.contains(|c: char| c.is_control() && !c.is_ascii_whitespace()) {
        return Err(ReadError::NotASpreadsheet(Seeming::Unknown));
    }
    let (named, text) = separator_line(text);
    let separator = named.unwrap_or_else(|| detect(text));
    if ends_in_quotes(text, separator) {
        return Err(ReadError::frame("a quoted text is not closed"));
    }
    let cells = read_cells(text, separator, limits)?;
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let sheet = Sheet::new(stem.to_owned(), Visibility::Visible, Vec::new(), cells);
    let sheet = sheet.ok_or_else(|| ReadError::frame("two cells in one place"))?;
    Ok(Workbook { format: Format::Text, sheets: vec![sheet], ..Workbook::default() })
}

fn read_cells(
    text: &str,
    separator: char,
    limits: &Limits,
) -> Result<Vec<(CellRef, Cell)>, ReadError> {
    let delimiter = u8::try_from(separator).unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut budget = Budget::new(limits);
    let mut cells = Vec::new();
    let mut record = csv::StringRecord::new();
    let mut row = 0;
    while reader
        .read_record(&mut record)
        .map_err(|error| ReadError::frame(error.to_string()))?
    {
        // The reader skips empty lines; in a spreadsheet they are rows.
        let start = record.position().map_or(0, csv::Position::byte);
        row += empty_lines(text, start);
        for (col, field) in record.iter().enumerate().filter(|(_, field)| !field.is_empty()) {
            let cell = convert::typed(field);
            budget.spend(&cell)?;
            cells.push((place(row, col)?, cell));
        }
        row += 1;
    }
    Ok(cells)
}

/// Empty lines at a byte of the text.
fn empty_lines(text: &str, start: u64) -> u64 {
    let start = usize::try_from(start).unwrap_or(usize::MAX);
    let (before, mut rest) = text.split_at_checked(start).unwrap_or((text, ""));
    // A record ends with its `\r`; the `\n` of the pair comes first in the next.
    if before.ends_with('\r') {
        rest = rest.strip_prefix('\n').unwrap_or(rest);
    }
    let mut lines = 0;
    while let Some(after) =
        rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\r', '\n']))
    {
        rest = after;
        lines += 1;
    }
    lines
}

fn place(row: u64, col: usize) -> Result<CellRef, ReadError> {
    let row = u32::try_from(row).ok().filter(|row| *row < CellRef::ROWS);
    let col = u16::try_from(col).ok().filter(|col| *col < CellRef::COLS);
    row.zip(col)
        .map(|(row, col)| CellRef::new(row, col))
        .ok_or_else(|| ReadError::frame("more rows or columns than a sheet has"))
}

/// Excel's first line `sep=;`, which is not data.
fn separator_line(text: &str) -> (Option<char>, &str) {
    let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
    let named = line.trim_end_matches('\r').strip_prefix("sep=").and_then(|separator| {
        SEPARATORS.into_iter().find(|known| separator.chars().eq([*known]))
    });
    (named, if named.is_some() { rest } else { text })
}

/// The separator that gives the same number of columns, more than one, most often.
fn detect(text: &str) -> char {
    let score = |separator: char| {
        let counts = columns(text, separator);
        let common = |count: &usize| counts.iter().filter(|other| *other == count).count();
        counts.iter().filter(|count| **count > 1).map(|count| (common(count), *count)).max()
    };
    let best = SEPARATORS.into_iter().rev().max_by_key(|separator| score(*separator));
    best.unwrap_or(',')
}

/// Columns of each of the first records.
fn columns(text: &str, separator: char) -> Vec<usize> {
    let mut counts = vec![1];
    let mut quoted = false;
    for letter in text.chars() {
        match letter {
            '"' => quoted = !quoted,
            '\n' if !quoted && counts.len() == SAMPLE_LINES => break,
            '\n' if !quoted => counts.push(1),
            _ if letter == separator && !quoted => {
                counts.last_mut().into_iter().for_each(|count| *count += 1);
            }
            _ => {}
        }
    }
    counts
}

/// Where in a field a letter stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Start,
    Field,
    Quotes,
    /// Behind a quotation mark in quotes: they end there, or the mark is doubled.
    Mark,
}

/// Whether the text breaks off inside a quoted field: the rest of the file would be taken
/// for one cell. A quotation mark elsewhere than at the start of a field is a letter.
fn ends_in_quotes(text: &str, separator: char) -> bool {
    let within = text.chars().fold(Within::Start, |within, letter| match (within, letter) {
        (Within::Quotes, '"') => Within::Mark,
        (Within::Start | Within::Mark, '"') | (Within::Quotes, _) => Within::Quotes,
        (_, '\r' | '\n') => Within::Start,
        (_, letter) if letter == separator => Within::Start,
        _ => Within::Field,
    });
    within == Within::Quotes
}

#[cfg(test)]
mod tests {
    use super::ends_in_quotes;

    #[test]
    fn quotation_marks_count_where_a_field_begins() {
        for whole in
            ["Diện \"\"QL\"\" y;2", "a\"b;2", "\"a;b\";1", "\"a \"\"b\"\"\";1", "\"\";1"]
        {
            assert!(!ends_in_quotes(whole, ';'), "{whole}");
        }
        for broken in ["a;\"b\r;c", "a\r\"b;c", "a;\"b\"\"", "\"a"] {
            assert!(ends_in_quotes(broken, ';'), "{broken}");
        }
    }
}
