//! Tables between lines of text, as documents and web pages have them, read as sheets: what stands
//! above a table becomes rows above it.
//!
//! A table that only places texts (the head of a letter, the signatures) is text like the lines
//! around it. It goes with the table before it if it comes before a new page, else with the next;
//! one that says `Đơn vị: …` or the like is a head and goes with the next.

use super::convert;
use super::error::{ReadError, Seeming};
use super::spans::{Table, TableBudget};
use super::workbook::{Cell, Format, Sheet, Value, Visibility, Workbook};
use crate::ooxml::CellRef;
use crate::text::typed_figure;

/// What a label in front of a colon has at most: `Đơn vị: Chi bộ 3` is two cells.
const LONGEST_LABEL: usize = 30;

/// Texts that a table that only places texts has at most.
const MOST_PLACED: usize = 1_000;

/// Bytes of a figure with its unit: `05 đồng chí`.
const LONGEST_FIGURE: usize = 40;

/// A document's lines and tables, in their order.
pub(super) struct Flow {
    budget: TableBudget,
    /// Rows of text since the last table.
    pending: Vec<Row>,
    /// How many of them belong to the table before them, once that is known.
    closing: Option<usize>,
    sheets: Vec<Table>,
}

/// A row of text: a text, and what belongs to it if it is a label.
type Row = (String, Option<String>);

impl Flow {
    pub(super) fn new(budget: TableBudget) -> Self {
        Self { budget, pending: Vec::new(), closing: None, sheets: Vec::new() }
    }

    pub(super) fn budget(&mut self) -> &mut TableBudget {
        &mut self.budget
    }

    /// Takes a paragraph.
    pub(super) fn line(&mut self, text: &str) -> Result<(), ReadError> {
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            for row in rows_of(line) {
                self.budget.step()?;
                self.pending.push(row);
            }
        }
        Ok(())
    }

    /// Whatever follows stands on a new page, and belongs to no table before it.
    pub(super) fn new_page(&mut self) {
        self.closing = Some(self.pending.len());
    }

    /// Takes a table.
    pub(super) fn table(&mut self, table: Table) -> Result<(), ReadError> {
        if table.cells.is_empty() {
            return Ok(());
        }
        if is_layout(&table) {
            return self.layout_table(&table);
        }
        self.budget.sheet()?;
        let rest = self.pending.split_off(self.closing.unwrap_or(0).min(self.pending.len()));
        let closing = std::mem::replace(&mut self.pending, rest);
        self.close(closing)?;
        let mut sheet = Table { cols: table.cols, ..Table::default() };
        self.append(&mut sheet)?;
        let below = sheet.rows;
        let down = |at: CellRef| {
            let row = at.row.checked_add(below).filter(|row| *row < CellRef::ROWS);
            row.map(|row| CellRef::new(row, at.col))
                .ok_or_else(|| ReadError::frame("more rows than a sheet has"))
        };
        for (at, cell) in table.cells {
            sheet.cells.push((down(at)?, cell));
        }
        for (from, to) in table.merged {
            sheet.merged.push((down(from)?, down(to)?));
        }
        sheet.appearance = table.appearance.moved_down(below);
        sheet.rows += table.rows;
        self.sheets.push(sheet);
        Ok(())
    }

    /// Takes a table that only places texts: signatures belong to the table before them; what
    /// names a unit or a period is the head of the next.
    fn layout_table(&mut self, table: &Table) -> Result<(), ReadError> {
        let first = self.pending.len();
        // Side by side its texts would be headings of the columns of figures below.
        for (_, cell) in &table.cells {
            self.line(&cell.text)?;
        }
        let is_head = self.pending.iter().skip(first).any(|(_, value)| value.is_some());
        if !self.sheets.is_empty() && self.closing.is_none() {
            self.closing = Some(if is_head { first } else { self.pending.len() });
        }
        Ok(())
    }

    /// Puts rows of text below the last table; where there is none, above the next.
    fn close(&mut self, rows: Vec<Row>) -> Result<(), ReadError> {
        self.closing = None;
        let Some(mut last) = self.sheets.pop() else {
            self.pending.splice(..0, rows);
            return Ok(());
        };
        let rest = std::mem::replace(&mut self.pending, rows);
        self.append(&mut last)?;
        self.pending = rest;
        self.sheets.push(last);
        Ok(())
    }

    /// Moves the pending rows to the end of a table. What belongs to a label stands beside the table,
    /// where it is no heading of figures.
    fn append(&mut self, table: &mut Table) -> Result<(), ReadError> {
        for (text, value) in std::mem::take(&mut self.pending) {
            let beside = table.cols.clamp(1, CellRef::COLS - 1);
            let texts = std::iter::once((0, text)).chain(value.map(|value| (beside, value)));
            for (col, text) in texts {
                let (value, text) = convert::text_of(text);
                let cell = Cell { value, text, formula: None, never_calculated: false };
                self.budget.spend(&cell)?;
                table.cells.push((CellRef::new(table.rows, col), cell));
            }
            table.rows += 1;
        }
        Ok(())
    }

    /// The workbook, with what stands behind the last table below it.
    pub(super) fn finish(mut self, format: Format) -> Result<Workbook, ReadError> {
        let rows = std::mem::take(&mut self.pending);
        self.close(rows)?;
        if self.sheets.is_empty() && format == Format::Html {
            return Err(ReadError::NotASpreadsheet(Seeming::Html));
        }
        let tables = std::mem::take(&mut self.sheets);
        let sheets = (1..).zip(tables).map(|(number, table)| {
            let Table { cells, merged, appearance, .. } = table;
            let name = format!("Bảng {number}");
            let sheet = Sheet::new(name, Visibility::Visible, merged, cells);
            let sheet = sheet.ok_or_else(|| ReadError::frame("two cells in one place"))?;
            Ok(Sheet { appearance, ..sheet })
        });
        let sheets = sheets.collect::<Result<Vec<_>, ReadError>>()?;
        Ok(Workbook { format, sheets, ..Workbook::default() })
    }
}

/// Whether a table has no figures and at most two columns or rows: it puts texts side by side.
fn is_layout(table: &Table) -> bool {
    let is_small = table.cols <= 2 || table.rows <= 2;
    let is_short = table.cells.len() <= MOST_PLACED;
    is_small && is_short && !table.cells.iter().any(|(at, cell)| is_figure(*at, cell))
}

/// Whether a cell holds a figure; in the first column, where names stand, only a plain number is.
pub(super) fn is_figure(at: CellRef, cell: &Cell) -> bool {
    let plain = matches!(cell.value, Value::Number(_));
    let is_short = cell.text.len() <= LONGEST_FIGURE;
    plain || (at.col > 0 && is_short && typed_figure::read(&cell.text).says_how_many())
}

/// The rows that a line of text becomes: one for each of its parts between tabs, but a label and
/// what belongs to it stand in one.
fn rows_of(line: &str) -> impl Iterator<Item = Row> + '_ {
    let mut parts = line.split('\t').map(str::trim).filter(|part| !part.is_empty()).peekable();
    std::iter::from_fn(move || {
        let part = parts.next()?;
        let value = parts.next_if(|_| part.ends_with(':'));
        Some(match value {
            Some(value) => (part.to_owned(), Some(value.to_owned())),
            None => label_and_value(part),
        })
    })
}

/// `Đơn vị: Chi bộ 3` says a label and what belongs to it.
fn label_and_value(text: &str) -> Row {
    match text.split_once(": ") {
        Some((label, value))
            if label.chars().count() <= LONGEST_LABEL && !value.trim().is_empty() =>
        {
            (format!("{label}:"), Some(value.trim().to_owned()))
        }
        _ => (text.to_owned(), None),
    }
}

#[cfg(test)]
mod tests {
    use super::super::spans::{Layout, Span};
    use super::*;
    use crate::ooxml::Limits;

    fn table(flow: &mut Flow, rows: &[&[&str]]) {
        let mut layout = Layout::default();
        for row in rows {
            for text in *row {
                layout
                    .put(Span { cols: 1, rows: 1 }, Some(convert::typed(text)), flow.budget())
                    .unwrap();
            }
            layout.end_row().unwrap();
        }
        flow.table(layout.finish()).unwrap();
    }

    fn said(flow: Flow) -> Vec<Vec<String>> {
        let book = flow.finish(Format::Docx).unwrap();
        let sheets = book.sheets.iter().map(|sheet| {
            sheet.iter().map(|(at, cell)| format!("{at}={}", cell.text)).collect()
        });
        sheets.collect()
    }

    #[test]
    fn lines_stand_above_the_table_that_follows_and_signatures_below() {
        let mut flow = Flow::new(TableBudget::new(&Limits::default()));
        table(&mut flow, &[&["ĐẢNG BỘ XÃ\nCHI BỘ 3", "Biểu 1"]]);
        flow.line("Đơn vị: Chi bộ 3").unwrap();
        table(&mut flow, &[&["TT", "Nội dung", "Số"], &["1", "Tổng số", "15"]]);
        flow.line("Ghi chú").unwrap();
        table(&mut flow, &[&["NGƯỜI LẬP", "BÍ THƯ"]]);
        flow.line("Biểu hai").unwrap();
        table(&mut flow, &[&["TT", "Nội dung", "Số"], &["1", "Kết nạp", "2"]]);
        let said = said(flow);
        assert_eq!(said.len(), 2);
        assert_eq!(
            said[0][..6],
            ["A1=ĐẢNG BỘ XÃ", "A2=CHI BỘ 3", "A3=Biểu 1", "A4=Đơn vị:", "D4=Chi bộ 3", "A5=TT"]
        );
        assert_eq!(said[0][10..], ["C6=15", "A7=Ghi chú", "A8=NGƯỜI LẬP", "A9=BÍ THƯ"]);
        assert_eq!(said[1][0], "A1=Biểu hai");
    }

    #[test]
    fn the_head_of_the_next_return_is_not_below_the_table_before() {
        for page_between in [false, true] {
            let mut flow = Flow::new(TableBudget::new(&Limits::default()));
            table(&mut flow, &[&["TT", "Nội dung", "Số"], &["1", "Tổng số", "15"]]);
            if page_between {
                flow.new_page();
            }
            table(&mut flow, &[&["Đơn vị: Chi bộ 2", "Biểu 1"]]);
            table(&mut flow, &[&["TT", "Nội dung", "Số"], &["1", "Tổng số", "16"]]);
            let said = said(flow);
            assert_eq!(said[0].last().unwrap(), "C2=15");
            assert_eq!(said[1][..3], ["A1=Đơn vị:", "D1=Chi bộ 2", "A2=Biểu 1"]);
        }
    }

    #[test]
    fn a_table_of_figures_that_are_no_plain_numbers_is_a_table() {
        for figure in ["05", "1.251", "85%", "không", "3 đ/c"] {
            let mut flow = Flow::new(TableBudget::new(&Limits::default()));
            table(&mut flow, &[&["Nội dung", "Số"], &["Tổng số", figure]]);
            let figure = format!("B2={figure}");
            assert_eq!(said(flow), [["A1=Nội dung", "B1=Số", "A2=Tổng số", figure.as_str()]]);
        }
    }

    #[test]
    fn a_new_page_ends_what_belongs_to_a_table() {
        let mut flow = Flow::new(TableBudget::new(&Limits::default()));
        table(&mut flow, &[&["TT", "Nội dung", "Số"], &["1", "Tổng số", "15"]]);
        flow.line("Ghi chú").unwrap();
        flow.new_page();
        flow.line("Biểu hai").unwrap();
        table(&mut flow, &[&["TT", "Nội dung", "Số"], &["1", "Kết nạp", "2"]]);
        let said = said(flow);
        assert_eq!(said[0].last().unwrap(), "A3=Ghi chú");
        assert_eq!(said[1][0], "A1=Biểu hai");
    }
}
