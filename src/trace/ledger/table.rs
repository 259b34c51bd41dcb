//! The look of the ledger's sheets, and what goes into their cells.

use std::borrow::Cow;

use rust_xlsxwriter::{
    Color, Format, FormatAlign, FormatBorder, FormatUnderline, Url, Worksheet, XlsxError,
};

/// Characters (UTF-16 units) that Excel takes in a cell.
const LONGEST_TEXT: usize = 32_767;

/// Characters of an address that Excel follows; a longer one stays text.
const LONGEST_LINK: usize = 2_000;

/// A column: its heading and its width in characters.
pub(super) type Column = (&'static str, f64);

/// Formats of cells.
pub(super) struct Styles {
    head: Format,
    pub(super) text: Format,
    pub(super) number: Format,
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

/// A sheet with a heading row that repeats on paper and can be filtered.
pub(super) fn table(
    sheet: &mut Worksheet,
    styles: &Styles,
    name: &str,
    columns: &[Column],
) -> Result<(), XlsxError> {
    sheet.set_name(name)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_row_height(0, 32)?;
    for (col, (title, width)) in (0u16..).zip(columns) {
        sheet.set_column_width(col, *width)?;
        sheet.write_string_with_format(0, col, *title, &styles.head)?;
    }
    Ok(())
}

/// Lets the rows of a table be filtered.
pub(super) fn filter(
    sheet: &mut Worksheet,
    last_row: u32,
    columns: usize,
) -> Result<(), XlsxError> {
    let last = u16::try_from(columns.saturating_sub(1)).unwrap_or(0);
    sheet.autofilter(0, 0, last_row, last).map(|_| ())
}

/// Writes texts into a row.
pub(super) fn texts(
    sheet: &mut Worksheet,
    styles: &Styles,
    row: u32,
    values: &[(u16, &str)],
) -> Result<(), XlsxError> {
    for (col, value) in values {
        sheet.write_string_with_format(row, *col, fitting(value), &styles.text)?;
    }
    Ok(())
}

/// Writes a text that leads to `target`; one too long to follow stays text.
pub(super) fn link(
    sheet: &mut Worksheet,
    styles: &Styles,
    (row, col): (u32, u16),
    target: &str,
    text: &str,
) -> Result<(), XlsxError> {
    if target.encode_utf16().count() > LONGEST_LINK {
        return texts(sheet, styles, row, &[(col, text)]);
    }
    let url = Url::new(target).set_text(fitting(text));
    sheet.write_url_with_format(row, col, url, &styles.link).map(|_| ())
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
