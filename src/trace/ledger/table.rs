//! The look of the ledger's sheets, and what goes into their cells.

use std::borrow::Cow;

use rust_xlsxwriter::{
    Color, Format, FormatAlign, FormatBorder, FormatUnderline, Url, Worksheet, XlsxError,
};

/// Characters (UTF-16 units) that Excel takes in a cell.
const LONGEST_TEXT: usize = 32_767;

/// Characters of an address that Excel follows; a longer one stays text.
const LONGEST_LINK: usize = 2_000;

/// Height of a line, in points.
const LINE_HEIGHT: u32 = 15;

/// Lines of a row that are shown; more is read in the cell.
const MOST_LINES: u32 = 8;

/// Name of the sheet of printed figures, to which the sheets of sources lead back.
pub(super) const FIGURES_SHEET: &str = "Số liệu đã in";

/// A column: its heading and its width in characters.
pub(super) type Column = (&'static str, f64);

/// Formats of cells.
pub(super) struct Styles {
    head: Format,
    text: Format,
    number: Format,
    link: Format,
}

impl Styles {
    pub(super) fn new() -> Self {
        let base = Format::new()
            .set_font_name("Times New Roman")
            .set_font_size(11)
            .set_border(FormatBorder::Thin)
            .set_align(FormatAlign::Top);
        Self {
            head: base
                .clone()
                .set_bold()
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter)
                .set_background_color("#D9E2F3")
                .set_text_wrap(),
            text: base.clone().set_text_wrap(),
            link: base
                .clone()
                .set_text_wrap()
                .set_font_color(Color::RGB(0x05_63_C1))
                .set_underline(FormatUnderline::Single),
            number: base.set_num_format("#,##0.######"),
        }
    }
}

/// A sheet with a heading row that repeats on paper and can be filtered, filled row by row.
pub(super) struct Table<'a> {
    sheet: &'a mut Worksheet,
    styles: &'a Styles,
    columns: &'a [Column],
    /// The row at hand; the heading row is 0.
    row: u32,
    /// Lines of text that the row at hand needs.
    lines: u32,
}

impl<'a> Table<'a> {
    pub(super) fn new(
        sheet: &'a mut Worksheet,
        styles: &'a Styles,
        name: &str,
        columns: &'a [Column],
    ) -> Result<Self, XlsxError> {
        sheet.set_name(name)?;
        sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        sheet.set_repeat_rows(0, 0)?;
        sheet.set_freeze_panes(1, 0)?;
        sheet.set_row_height(0, 32)?;
        for (col, (title, width)) in (0u16..).zip(columns) {
            sheet.set_column_width(col, *width)?;
            sheet.write_string_with_format(0, col, *title, &styles.head)?;
        }
        Ok(Self { sheet, styles, columns, row: 0, lines: 1 })
    }

    /// Begins the next row.
    pub(super) fn next_row(&mut self) -> Result<u32, XlsxError> {
        self.fit_row()?;
        self.row += 1;
        Ok(self.row)
    }

    /// Writes a text.
    pub(super) fn text(&mut self, col: u16, text: &str) -> Result<(), XlsxError> {
        let text = fitting(text);
        self.note_lines(col, &text);
        let format = &self.styles.text;
        self.sheet.write_string_with_format(self.row, col, text, format).map(|_| ())
    }

    /// Writes texts into the first columns.
    pub(super) fn texts(&mut self, texts: &[&str]) -> Result<(), XlsxError> {
        (0u16..).zip(texts).try_for_each(|(col, text)| self.text(col, text))
    }

    /// Writes a number.
    pub(super) fn number(&mut self, col: u16, number: f64) -> Result<(), XlsxError> {
        let format = &self.styles.number;
        self.sheet.write_number_with_format(self.row, col, number, format).map(|_| ())
    }

    /// Leaves a cell blank, with its borders.
    pub(super) fn blank(&mut self, col: u16) -> Result<(), XlsxError> {
        self.sheet.write_blank(self.row, col, &self.styles.text).map(|_| ())
    }

    /// Writes a text that leads to `target`; where either is too long for a link it stays text.
    pub(super) fn link(&mut self, col: u16, target: &str, text: &str) -> Result<(), XlsxError> {
        let too_long = |text: &str| text.encode_utf16().count() > LONGEST_LINK;
        if too_long(target) || too_long(text) {
            return self.text(col, text);
        }
        let text = fitting(text);
        self.note_lines(col, &text);
        let url = Url::new(target).set_text(text);
        self.sheet.write_url_with_format(self.row, col, url, &self.styles.link).map(|_| ())
    }

    /// Lets the rows be filtered.
    pub(super) fn finish(mut self) -> Result<(), XlsxError> {
        self.fit_row()?;
        let last = u16::try_from(self.columns.len().saturating_sub(1)).unwrap_or(0);
        self.sheet.autofilter(0, 0, self.row, last).map(|_| ())
    }

    fn note_lines(&mut self, col: u16, text: &str) {
        let width = self.columns.get(usize::from(col)).map_or(1.0, |(_, width)| *width);
        let fits = (1u32..=MOST_LINES).find(|lines| {
            let needed: f64 = text.lines().map(|line| rows(line, width)).sum();
            needed <= f64::from(*lines)
        });
        self.lines = self.lines.max(fits.unwrap_or(MOST_LINES));
    }

    /// Gives the row at hand the height of its text: not every program does so by itself.
    fn fit_row(&mut self) -> Result<(), XlsxError> {
        let lines = std::mem::replace(&mut self.lines, 1);
        if self.row == 0 || lines == 1 {
            return Ok(());
        }
        self.sheet.set_row_height(self.row, LINE_HEIGHT * lines).map(|_| ())
    }
}

/// Rows that a line of text takes in a column of such a width.
fn rows(line: &str, width: f64) -> f64 {
    let count = u32::try_from(line.chars().count()).unwrap_or(u32::MAX);
    (f64::from(count) / width).ceil().max(1.0)
}

/// A text cut to what a cell takes, and marked where it was cut.
fn fitting(text: &str) -> Cow<'_, str> {
    if text.len() <= LONGEST_TEXT || text.encode_utf16().count() <= LONGEST_TEXT {
        return Cow::Borrowed(text);
    }
    let mut length = 1;
    let kept = text.chars().take_while(|c| {
        length += c.len_utf16();
        length <= LONGEST_TEXT
    });
    Cow::Owned(kept.chain(['…']).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_longer_than_a_cell_takes_is_cut_and_marked() {
        let fits = "đ".repeat(LONGEST_TEXT);
        assert_eq!(fitting(&fits), fits);
        let cut = fitting(&"đ".repeat(LONGEST_TEXT + 1)).into_owned();
        assert_eq!(cut.encode_utf16().count(), LONGEST_TEXT);
        assert!(cut.ends_with('…'));
        let wide = fitting(&"😀".repeat(LONGEST_TEXT)).into_owned();
        assert!(wide.encode_utf16().count() <= LONGEST_TEXT);
    }
}
