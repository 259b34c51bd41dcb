//! A sheet of texts as a part.

use super::HiddenSheet;
use super::dialect::Dialect;
use crate::ooxml::CellRef;
use crate::ooxml::xml_part::push_all;
use crate::template::xlsx::text::{RichText, cell_text};

/// The part of a worksheet. Every text stands in its own cell (`inlineStr`), so that no shared
/// string is touched and nothing can become a formula.
pub(super) fn worksheet(sheet: &HiddenSheet, dialect: &Dialect) -> Vec<u8> {
    let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n".to_owned();
    push_all(&mut out, &["<worksheet xmlns=\"", dialect.main, "\"><sheetData>"]);
    for (row, texts) in (0..).zip(&sheet.rows) {
        write_row(row, texts, &mut out);
    }
    out.push_str("</sheetData></worksheet>");
    out.into_bytes()
}

fn write_row(row: u32, texts: &[String], out: &mut String) {
    if texts.iter().all(String::is_empty) {
        return;
    }
    push_all(out, &["<row r=\"", &(row + 1).to_string(), "\">"]);
    for (col, text) in (0..).zip(texts).filter(|(_, text)| !text.is_empty()) {
        let at = CellRef::new(row, col).to_string();
        push_all(out, &["<c r=\"", &at, "\" t=\"inlineStr\"><is>"]);
        RichText::plain(cell_text(text)).write("", out);
        out.push_str("</is></c>");
    }
    out.push_str("</row>");
}
