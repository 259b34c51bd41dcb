//! What all sheets of the workbook have in common: names, paper, headings, and how a figure is
//! put into a cell.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{Note, Worksheet, XlsxError};

use super::super::super::beside::EXPLAINED;
use super::super::{Shown, View};
use super::style::{Kind, Styles};
use crate::pack::period_words::in_words;
use crate::text::Lang;
use crate::trace::{self, FigureKey};

/// Characters that Excel takes in the name of a sheet.
const LONGEST_NAME: usize = 31;

/// Characters that Excel takes in a header or footer.
const LONGEST_HEADER: usize = 255;

/// Units of which a table is always put on one page.
pub(super) const ROWS_OF_A_PAGE: usize = 20;

/// Height of a line of text, in points.
pub(super) const LINE_HEIGHT: f64 = 15.0;

/// Names of sheets that are taken: Excel tells none apart by case.
#[derive(Debug, Default)]
pub(super) struct Names(BTreeSet<String>);

impl Names {
    /// A name that no sheet has yet and that Excel takes, as near as may be to the one wished for.
    pub(super) fn take(&mut self, wished: &str) -> String {
        let plain: String = wished
            .chars()
            .map(|c| if r"[]:*?/\".contains(c) || c.is_control() { ' ' } else { c })
            .collect();
        let plain = plain.trim_matches(['\'', ' ']);
        let plain = if plain.is_empty() { "Biểu" } else { plain };
        let mut names = (1u32..).map(|number| {
            let ending = if number == 1 { String::new() } else { format!(" ({number})") };
            format!("{}{ending}", cut(plain, LONGEST_NAME.saturating_sub(ending.len())))
        });
        names.find(|name| self.0.insert(name.to_lowercase())).unwrap_or_default()
    }
}

/// The beginning of a name, so many characters of Excel's long.
fn cut(name: &str, room: usize) -> &str {
    let mut length = 0;
    let end = name.char_indices().find(|(_, c)| {
        length += c.len_utf16();
        length > room
    });
    let end = end.map_or(name.len(), |(at, _)| at);
    name.get(..end).unwrap_or(name).trim_matches(['\'', ' '])
}

/// Characters that a column of these sheets has at least.
const NARROW: usize = 9;

/// Lines that a text across so many columns may need.
fn lines_of(text: &str, columns: u16) -> u32 {
    let room = usize::from(columns) * NARROW;
    u32::try_from(text.chars().count().div_ceil(room)).unwrap_or(1).clamp(1, 6)
}

/// The view with the looks, for whoever writes a sheet.
pub(super) struct Page<'a> {
    pub(super) view: &'a View<'a>,
    pub(super) styles: &'a Styles,
}

/// Where and how a figure is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct At {
    pub(super) row: u32,
    pub(super) col: u16,
    pub(super) kind: Kind,
}

impl<'a> Page<'a> {
    pub(super) fn new(view: &'a View<'a>, styles: &'a Styles) -> Self {
        Self { view, styles }
    }

    /// A4, as wide as the sheet, with page numbers, and the marks of a draft on every page.
    pub(super) fn set_up(
        &self,
        sheet: &mut Worksheet,
        name: &str,
        landscape: bool,
    ) -> Result<(), XlsxError> {
        sheet.set_name(name)?;
        sheet.set_paper_size(9).set_print_fit_to_pages(1, 0);
        if landscape {
            sheet.set_landscape();
        }
        sheet.set_margins(0.6, 0.4, 0.7, 0.6, 0.3, 0.3).set_print_center_horizontally(true);
        let data = self.view.data;
        let left = format!("{}, {}", self.view.request.letterhead.name, in_words(data.period));
        let left = header_text(&left, LONGEST_HEADER - 60);
        // The font stands between the size and the text: a name may begin with a digit.
        sheet.set_footer(format!(
            "&L&9&\"Times New Roman,Italic\"{left}&R&9&\"Times New Roman,Regular\"Trang &P/&N"
        ));
        let marks = self.marks();
        if !marks.is_empty() {
            let marks = header_text(&marks, LONGEST_HEADER - 40);
            sheet.set_header(format!("&C&10&\"Times New Roman,Bold\"{marks}"));
        }
        Ok(())
    }

    /// Title, subtitle and the marks of a draft in the first three rows, across so many columns.
    pub(super) fn head(
        &self,
        sheet: &mut Worksheet,
        title: &str,
        subtitle: &str,
        columns: u16,
    ) -> Result<(), XlsxError> {
        let last = columns.max(2) - 1;
        sheet.merge_range(0, 0, 0, last, title, &self.styles.title)?;
        sheet.set_row_height(0, 22)?;
        sheet.merge_range(1, 0, 1, last, subtitle, &self.styles.subtitle)?;
        let marks = self.marks();
        sheet.merge_range(2, 0, 2, last, &marks, &self.styles.mark)?;
        // No program grows a row for merged cells.
        sheet.set_row_height(2, LINE_HEIGHT * f64::from(lines_of(&marks, last + 1)))?;
        Ok(())
    }

    /// How secret it is, and the marks of a draft.
    fn marks(&self) -> String {
        let request = self.view.request;
        let secrecy = request.secrecy.map(str::to_uppercase);
        // Here a colour marks what the explained marks stand for, and a line of its own counts.
        let marks = request.marks.iter().filter(|mark| *mark != EXPLAINED).cloned();
        secrecy.into_iter().chain(marks).collect::<Vec<String>>().join(" - ")
    }

    /// Period and state of the figures: `6 tháng đầu năm 2024, số liệu chính thức, 40/40 biểu`.
    pub(super) fn state(&self) -> String {
        let status = &self.view.request.status;
        let mut parts = vec![in_words(self.view.data.period)];
        match status.is_final {
            Some(true) => parts.push("số liệu chính thức".to_owned()),
            Some(false) => parts.push("số liệu sơ bộ".to_owned()),
            None => {}
        }
        let (received, due) = (status.returns_received, status.returns_due);
        parts.push(format!("đã nhận {received}/{due} biểu"));
        parts.join("; ")
    }

    /// Writes a figure: a number as a number, and what is not there as a mark that is no number.
    pub(super) fn figure(
        &self,
        sheet: &mut Worksheet,
        at: At,
        key: FigureKey,
    ) -> Result<Shown, XlsxError> {
        let shown = self.view.show(key);
        let styles = self.styles.of(at.kind);
        match shown.rounded {
            Some(value) => {
                self.number(sheet, at, value, shown.is_partial())?;
            }
            None if shown.gap => {
                sheet.write_string_with_format(at.row, at.col, &shown.text, &styles.gap)?;
            }
            None => {
                sheet.write_string_with_format(at.row, at.col, &shown.text, &styles.centred)?;
            }
        }
        // What the office entered is told beside the unit's name.
        if let Some(origin) = shown.origin.as_deref().filter(|of| of.document().is_some()) {
            let told = trace::origin_in_words(origin, Lang::Vi);
            sheet.insert_note(at.row, at.col, &note(&format!("Số liệu {told}.")))?;
        }
        Ok(shown)
    }

    /// Writes a number with the decimals that it has.
    pub(super) fn number(
        &self,
        sheet: &mut Worksheet,
        at: At,
        value: Decimal,
        partial: bool,
    ) -> Result<(), XlsxError> {
        let value = value.normalize();
        let styles = self.styles.of(at.kind);
        let format = styles.number(value.scale(), partial).unwrap_or(&styles.text);
        match value.to_f64() {
            Some(number) => sheet.write_number_with_format(at.row, at.col, number, format)?,
            None => {
                sheet.write_string_with_format(at.row, at.col, value.to_string(), format)?
            }
        };
        Ok(())
    }

    /// Writes that there is nothing here.
    pub(super) fn nothing(&self, sheet: &mut Worksheet, at: At) -> Result<(), XlsxError> {
        let format = &self.styles.of(at.kind).gap;
        sheet.write_string_with_format(at.row, at.col, "-", format).map(|_| ())
    }

    /// Writes a text.
    pub(super) fn text(
        &self,
        sheet: &mut Worksheet,
        at: At,
        text: &str,
    ) -> Result<(), XlsxError> {
        let format = &self.styles.of(at.kind).text;
        sheet.write_string_with_format(at.row, at.col, text, format).map(|_| ())
    }

    /// Writes a short text in the middle of its cell.
    pub(super) fn centred(
        &self,
        sheet: &mut Worksheet,
        at: At,
        text: &str,
    ) -> Result<(), XlsxError> {
        let format = &self.styles.of(at.kind).centred;
        sheet.write_string_with_format(at.row, at.col, text, format).map(|_| ())
    }

    /// Writes lines of explanation, one a row; gives the row after them.
    pub(super) fn legend(
        &self,
        sheet: &mut Worksheet,
        mut row: u32,
        lines: &[&str],
    ) -> Result<u32, XlsxError> {
        for line in lines {
            sheet.write_string_with_format(row, 0, *line, &self.styles.legend)?;
            row += 1;
        }
        Ok(row)
    }
}

/// A note at a cell, with the name of the program and no one's.
pub(super) fn note(text: &str) -> Note {
    Note::new(text).set_author("tonghop").add_author_prefix(false).set_width(320)
}

/// A text for a header or footer, in which `&` begins a code.
fn header_text(text: &str, room: usize) -> String {
    let mut length = 0;
    let kept = text.chars().take_while(|c| {
        length += if *c == '&' { 2 } else { c.len_utf16() };
        length <= room
    });
    kept.collect::<String>().replace('&', "&&").replace(['\n', '\r'], " ")
}

/// Letters of the workbook's font that have room where one digit of Excel's own font has.
const LETTERS: f64 = 1.1;

/// Lines that a text takes in a column so many characters wide.
pub(super) fn lines_in(text: &str, width: f64) -> u32 {
    let width = width * LETTERS;
    let mut lines = 1;
    let mut used = 0.0;
    for word in text.split_whitespace() {
        let length = f64::from(u32::try_from(word.chars().count()).unwrap_or(u32::MAX));
        if used > 0.0 && used + 1.0 + length > width {
            lines += 1;
            used = length;
        } else {
            used += length + if used > 0.0 { 1.0 } else { 0.0 };
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_get_names_that_excel_takes_and_tells_apart() {
        let mut names = Names::default();
        assert_eq!(names.take("Kết nạp"), "Kết nạp");
        assert_eq!(names.take("KẾT NẠP"), "KẾT NẠP (2)");
        assert_eq!(names.take("'a/b'"), "a b");
        assert_eq!(names.take("[]"), "Biểu");
        let long = names.take(&"đ".repeat(40));
        assert_eq!(long.chars().count(), 31);
        assert!(names.take(&"đ".repeat(40)).ends_with(" (2)"));
    }

    #[test]
    fn an_ampersand_in_a_header_is_no_code_and_the_limit_holds() {
        assert_eq!(header_text("A & B", 50), "A && B");
        assert_eq!(header_text(&"&".repeat(50), 10).chars().count(), 10);
    }

    #[test]
    fn words_are_kept_whole_when_lines_are_counted() {
        assert_eq!(lines_in("Nữ", 9.0), 1);
        assert_eq!(lines_in("Chi bộ khác trong cùng đảng bộ bộ phận", 9.0), 6);
    }
}
