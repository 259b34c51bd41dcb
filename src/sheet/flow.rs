//! Tables between lines of text, as documents and web pages have them, read as sheets: what stands
//! above a table becomes rows above it.
//!
//! A table that only places texts (the head of a letter, the signatures) is text like the lines
//! around it. It goes with the table before it if it comes before a new page, else with the next.

use super::convert;
use super::error::{ReadError, Seeming};
use super::spans::{Table, TableBudget};
use super::workbook::{Cell, Format, Sheet, Value, Visibility, Workbook};
use crate::ooxml::CellRef;

/// What a label in front of a colon has at most: `Đơn vị: Chi bộ 3` is two cells.
const LONGEST_LABEL: usize = 30;

/// A document's lines and tables, in their order.
pub(super) struct Flow {
    budget: TableBudget,
    /// Rows of text since the last table.
    pending: Vec<Vec<String>>,
    /// How many of them belong to the table before them.
    closing: usize,
    sheets: Vec<Table>,
}

impl Flow {
    pub(super) fn new(budget: TableBudget) -> Self {
        Self { budget, pending: Vec::new(), closing: 0, sheets: Vec::new() }
    }

    pub(super) fn budget(&mut self) -> &mut TableBudget {
        &mut self.budget
    }

    /// Takes a paragraph.
    pub(super) fn line(&mut self, text: &str) {
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            self.pending.extend(rows_of(line));
        }
    }

    /// Whatever follows stands on a new page, and belongs to no table before it.
    pub(super) fn new_page(&mut self) {
        self.closing = self.pending.len();
    }

    /// Takes a table.
    pub(super) fn table(&mut self, table: Table) -> Result<(), ReadError> {
        if table.cells.is_empty() {
            return Ok(());
        }
        if is_layout(&table) {
            self.pending.extend(as_lines(&table));
            if !self.sheets.is_empty() && self.closing == 0 {
                self.closing = self.pending.len();
            }
            return Ok(());
        }
        let rest = self.pending.split_off(self.closing.min(self.pending.len()));
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
        sheet.rows += table.rows;
        self.sheets.push(sheet);
        Ok(())
    }

    /// Puts rows of text below the last table; where there is none, above the next.
    fn close(&mut self, rows: Vec<Vec<String>>) -> Result<(), ReadError> {
        self.closing = 0;
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
        for row in std::mem::take(&mut self.pending) {
            let cols = [0, table.cols.clamp(1, CellRef::COLS - 1)];
            for (col, text) in cols.into_iter().zip(row) {
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
            let name = format!("Bảng {number}");
            let sheet = Sheet::new(name, Visibility::Visible, table.merged, table.cells);
            sheet.ok_or_else(|| ReadError::frame("two cells in one place"))
        });
        let sheets = sheets.collect::<Result<Vec<_>, _>>()?;
        Ok(Workbook { format, sheets, ..Workbook::default() })
    }
}

/// Whether a table has no figures and at most two columns or rows: it puts texts side by side.
fn is_layout(table: &Table) -> bool {
    let has_figures =
        table.cells.iter().any(|(_, cell)| matches!(cell.value, Value::Number(_)));
    !has_figures && (table.cols <= 2 || table.rows <= 2)
}

/// The lines of a table that only places texts: side by side they would be headings of the columns
/// of figures below.
fn as_lines(table: &Table) -> Vec<Vec<String>> {
    let lines = table.cells.iter().flat_map(|(_, cell)| cell.text.lines());
    lines.filter(|line| !line.trim().is_empty()).flat_map(rows_of).collect()
}

/// The rows that a line of text becomes: one for each of its parts between tabs, but a label and
/// what belongs to it stand in one.
fn rows_of(line: &str) -> Vec<Vec<String>> {
    let mut parts = line.split('\t').map(str::trim).filter(|part| !part.is_empty()).peekable();
    let mut rows = Vec::new();
    while let Some(part) = parts.next() {
        let row = match parts.peek() {
            Some(value) if part.ends_with(':') => {
                let row = vec![part.to_owned(), (*value).to_owned()];
                parts.next();
                row
            }
            _ => label_and_value(part),
        };
        rows.push(row);
    }
    rows
}

/// `Đơn vị: Chi bộ 3` says a label and what belongs to it.
fn label_and_value(text: &str) -> Vec<String> {
    match text.split_once(": ") {
        Some((label, value))
            if label.chars().count() <= LONGEST_LABEL && !value.trim().is_empty() =>
        {
            vec![format!("{label}:"), value.trim().to_owned()]
        }
        _ => vec![text.to_owned()],
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
        flow.line("Đơn vị: Chi bộ 3");
        table(&mut flow, &[&["TT", "Nội dung", "Số"], &["1", "Tổng số", "15"]]);
        flow.line("Ghi chú");
        table(&mut flow, &[&["NGƯỜI LẬP", "BÍ THƯ"]]);
        flow.line("Biểu hai");
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
    fn a_new_page_ends_what_belongs_to_a_table() {
        let mut flow = Flow::new(TableBudget::new(&Limits::default()));
        table(&mut flow, &[&["TT", "Nội dung", "Số"], &["1", "Tổng số", "15"]]);
        flow.line("Ghi chú");
        flow.new_page();
        flow.line("Biểu hai");
        table(&mut flow, &[&["TT", "Nội dung", "Số"], &["1", "Kết nạp", "2"]]);
        let said = said(flow);
        assert_eq!(said[0].last().unwrap(), "A3=Ghi chú");
        assert_eq!(said[1][0], "A1=Biểu hai");
    }
}
