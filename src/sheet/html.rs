//! Reading web pages: each table is a sheet. Programs of offices save their reports so, and name
//! them .xls.

mod entities;
mod tokens;

use rust_decimal::Decimal;

use super::convert;
use super::error::ReadError;
use super::flow::Flow;
use super::plain_text;
use super::spans::{Layout, Span, TableBudget};
use super::workbook::{Cell, Format, Value, Workbook};
use crate::ooxml::{CellRef, Limits};
use tokens::{Tag, Token, tokens};

/// Tables within tables; honest pages have a few.
const DEPTH: usize = 32;

/// The widest and the highest span that browsers follow.
const MOST_COLS: u16 = 1_000;
const MOST_ROWS: u32 = 65_534;

/// Reads a page from its bytes.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Workbook, ReadError> {
    let text = plain_text::decode_as(bytes, charset(bytes).as_deref())?;
    let mut page = Page {
        flow: Flow::new(TableBudget::new(limits)),
        line: String::new(),
        level_changed: false,
        tables: Vec::new(),
    };
    for token in tokens(&text) {
        match token {
            Token::Text(text) => page.say(&text),
            Token::Open(tag) => page.open(&tag)?,
            Token::Close(name) => page.close(&name)?,
        }
    }
    while !page.tables.is_empty() {
        page.end_table()?;
    }
    page.end_line();
    page.flow.finish(Format::Html)
}

/// The encoding that a page names in its head.
fn charset(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(bytes.get(..4096).unwrap_or(bytes)).to_lowercase();
    let (_, after) = head.split_once("charset")?;
    let after = after.trim_start().strip_prefix('=')?.trim_start_matches([' ', '"', '\'']);
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let name: String = after.chars().take_while(|c| is_name(*c)).collect();
    (!name.is_empty()).then_some(name)
}

/// A page while it is being read.
struct Page {
    flow: Flow,
    /// The line outside of tables that is being said.
    line: String,
    /// Whether raised or lowered text began or ended since something was said.
    level_changed: bool,
    /// Open tables, the innermost last.
    tables: Vec<OpenTable>,
}

/// A table that is not closed yet.
#[derive(Default)]
struct OpenTable {
    layout: Layout,
    in_row: bool,
    cell: Option<OpenCell>,
    /// Another table lies in it: it only places what it holds.
    holds_tables: bool,
    /// What it said before and beside the tables in it.
    said: Vec<String>,
}

/// A cell that is not closed yet.
struct OpenCell {
    text: String,
    span: Span,
    given: Given,
}

/// What a cell says of its value, beside its text.
enum Given {
    Nothing,
    /// Text, whatever it looks like.
    Text,
    /// A number.
    Number(Decimal),
}

impl Page {
    fn say(&mut self, text: &str) {
        let open = match self.tables.last_mut() {
            Some(table) => table.cell.as_mut().map(|cell| &mut cell.text),
            None => Some(&mut self.line),
        };
        let (Some(open), false) = (open, text.is_empty()) else { return };
        let is_digit = |c: char| c.is_ascii_digit();
        let level_changed = std::mem::take(&mut self.level_changed);
        // «12» with a raised «1» is no 121.
        if level_changed && open.ends_with(is_digit) && text.starts_with(is_digit) {
            open.push('^');
        }
        push_words(open, text);
    }

    fn break_line(&mut self) {
        match self.tables.last_mut() {
            Some(table) => table.cell.iter_mut().for_each(|cell| cell.text.push('\n')),
            None => self.end_line(),
        }
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        self.flow.line(line.trim());
    }

    fn open(&mut self, tag: &Tag) -> Result<(), ReadError> {
        match tag.name.as_str() {
            "table" => {
                if self.tables.len() == DEPTH {
                    return Err(ReadError::frame("tables nested too deep"));
                }
                match self.tables.last_mut() {
                    Some(outer) => {
                        outer.holds_tables = true;
                        let before = outer.cell.as_mut().map(|c| std::mem::take(&mut c.text));
                        outer.said.extend(before);
                        self.flush_said();
                    }
                    None => self.end_line(),
                }
                self.tables.push(OpenTable::default());
            }
            "tr" => {
                self.end_row()?;
                self.tables.last_mut().into_iter().for_each(|table| table.in_row = true);
            }
            "td" | "th" => {
                self.end_cell()?;
                if let Some(table) = self.tables.last_mut() {
                    table.in_row = true;
                    table.cell = Some(OpenCell::new(tag));
                }
            }
            "sup" | "sub" => self.level_changed = true,
            "br" | "p" | "div" | "li" | "h1" | "h2" | "h3" | "h4" | "hr" => self.break_line(),
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), ReadError> {
        match name {
            "table" => self.end_table(),
            "tr" => self.end_row(),
            "td" | "th" => self.end_cell(),
            "sup" | "sub" => {
                self.level_changed = true;
                Ok(())
            }
            "p" | "div" | "li" | "h1" | "h2" | "h3" | "h4" => {
                self.break_line();
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn end_cell(&mut self) -> Result<(), ReadError> {
        let Some(table) = self.tables.last_mut() else { return Ok(()) };
        let Some(cell) = table.cell.take() else { return Ok(()) };
        if table.holds_tables {
            table.said.push(cell.text);
            return Ok(());
        }
        let span = cell.span;
        table.layout.put(span, cell.content(), self.flow.budget())?;
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), ReadError> {
        self.end_cell()?;
        let Some(table) = self.tables.last_mut() else { return Ok(()) };
        if std::mem::take(&mut table.in_row) {
            table.layout.end_row()?;
        }
        Ok(())
    }

    fn end_table(&mut self) -> Result<(), ReadError> {
        self.end_row()?;
        let Some(table) = self.tables.pop() else { return Ok(()) };
        // What stood in a table that turned out to hold others is text around them.
        if table.holds_tables {
            for (_, cell) in table.layout.finish().cells {
                self.flow.line(&cell.text);
            }
            for said in table.said {
                self.flow.line(said.trim());
            }
            return Ok(());
        }
        self.flow.table(table.layout.finish())
    }

    /// What tables that hold others said before the one that begins.
    fn flush_said(&mut self) {
        for table in &mut self.tables {
            for said in table.said.drain(..) {
                self.flow.line(said.trim());
            }
        }
    }
}

impl OpenCell {
    fn new(tag: &Tag) -> Self {
        let number =
            |name: &str| tag.attribute(name).and_then(|value| value.trim().parse().ok());
        let cols = number("colspan").unwrap_or(1u32).clamp(1, u32::from(MOST_COLS));
        let rows = number("rowspan").unwrap_or(1u32).clamp(1, MOST_ROWS);
        let span = Span { cols: u16::try_from(cols).unwrap_or(1), rows };
        Self { text: String::new(), span, given: given(tag) }
    }

    fn content(self) -> Option<Cell> {
        let text = self.text.trim();
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        let text = lines.join("\n");
        let typed = (!text.is_empty()).then(|| convert::typed(&text));
        match self.given {
            // The exact figure behind what is shown; what is not shown is nothing.
            Given::Number(number) => typed.map(|shown| Cell {
                value: Value::Number(number),
                text: number.to_string(),
                ..shown
            }),
            Given::Text => typed.map(|shown| {
                let value = Value::Text(shown.text.clone());
                Cell { value, ..shown }
            }),
            Given::Nothing => typed,
        }
    }
}

/// What Excel (`x:num`, `x:str`) and `LibreOffice` (`sdval`) say of a cell's value.
fn given(tag: &Tag) -> Given {
    if tag.attribute("x:str").is_some() {
        return Given::Text;
    }
    let number = tag.attribute("x:num").or_else(|| tag.attribute("sdval"));
    let number = number.and_then(|number| {
        let number = number.trim();
        Decimal::from_str_exact(number).or_else(|_| Decimal::from_scientific(number)).ok()
    });
    number.map_or(Given::Nothing, |number| Given::Number(number.normalize()))
}

/// Any run of spaces and line ends of a page is one space.
fn push_words(to: &mut String, text: &str) {
    for (at, word) in text.split(|c: char| c.is_ascii_whitespace()).enumerate() {
        if at > 0 && !to.ends_with([' ', '\n']) {
            to.push(' ');
        }
        to.push_str(word);
    }
}

const _: () = assert!(MOST_COLS < CellRef::COLS);

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(page: &str) -> Vec<String> {
        let book = read(page.as_bytes(), &Limits::default()).unwrap();
        let sheets = book.sheets.iter().flat_map(|sheet| {
            sheet.iter().map(move |(at, cell)| format!("{}!{at}={}", sheet.name, cell.text))
        });
        sheets.collect()
    }

    #[test]
    fn spans_push_cells_aside_and_end_tags_may_be_left_out() {
        let page = "<table><tr><td rowspan=2>TT<td colspan=\"2\">Năm<tr><td>2023<td>2024\
                    <tr><td>1<td>15<td>16</table>";
        let expected = ["A1=TT", "B1=Năm", "B2=2023", "C2=2024", "A3=1", "B3=15", "C3=16"];
        assert_eq!(cells(page), expected.map(|cell| format!("Bảng 1!{cell}")));
    }

    #[test]
    fn a_number_that_is_given_is_the_number() {
        let page = "<table><tr><td>Số<td x:num=\"93.3333\">93,33<td x:num>12<td x:str>05\
                    <td sdval='6.25'>6,3<tr><td>a<td>1.251<td><td><td></table>";
        let book = read(page.as_bytes(), &Limits::default()).unwrap();
        let values: Vec<String> = book.sheets[0]
            .iter()
            .map(|(at, cell)| match &cell.value {
                Value::Number(number) => format!("{at}={number}"),
                _ => format!("{at} {}", cell.text),
            })
            .collect();
        assert_eq!(
            values,
            ["A1 Số", "B1=93.3333", "C1=12", "D1 05", "E1=6.25", "A2 a", "B2 1.251"]
        );
    }

    #[test]
    fn what_is_no_text_is_not_read() {
        let page = "<html><head><title>x</title><style>td{}</style></head><!-- <table> -->\
                    <script>if (a<b) {}</script><p>Đơn vị: Chi bộ 3</p><table><tr><td>&#272;&ocirc;ng\
                    &nbsp;A &amp; B<td>a < b<td>c<tr><td>1<td>2<td>3</table>";
        let said = cells(page);
        assert_eq!(said[..2], ["Bảng 1!A1=Đơn vị:", "Bảng 1!D1=Chi bộ 3"]);
        assert_eq!(said[2..4], ["Bảng 1!A2=Đông A & B", "Bảng 1!B2=a < b"]);
    }

    #[test]
    fn a_table_that_holds_tables_only_places_them() {
        let page = "<table><tr><td>Biểu 1<table><tr><td>TT<td>Nội dung<td>Số<tr><td>1<td>Tổng\
                    <td>15</table></td></tr></table>";
        let said = cells(page);
        assert_eq!(said[0], "Bảng 1!A1=Biểu 1");
        assert_eq!(said.last().unwrap(), "Bảng 1!C3=15");
    }

    #[test]
    fn a_page_without_a_table_is_no_spreadsheet() {
        assert!(read(b"<html><p>a</p></html>", &Limits::default()).is_err());
    }
}
