//! A visible sheet of text as a part: A4, portrait, one page wide.

use super::equipment::{TextRow, TextSheet, TextStyle};
use super::styles::Styles;
use crate::ooxml::CellRef;
use crate::ooxml::xml_part::push_all;
use crate::template::Problem;
use crate::template::xlsx::carry::Dialect;
use crate::template::xlsx::text::{RichText, cell_text};

/// Width of a page in characters, at the usual size of letters.
const PAGE: u16 = 90;

/// The part of a sheet.
pub(super) fn worksheet(
    sheet: &TextSheet,
    protect: bool,
    has_views: bool,
    styles: &mut Styles,
    dialect: &Dialect,
) -> Result<Vec<u8>, Problem> {
    let widths = if sheet.widths.is_empty() { &[PAGE][..] } else { &sheet.widths };
    let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n".to_owned();
    push_all(&mut out, &["<worksheet xmlns=\"", dialect.main, "\">"]);
    out.push_str("<sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>");
    if has_views {
        out.push_str(
            "<sheetViews><sheetView showGridLines=\"0\" workbookViewId=\"0\"/></sheetViews>",
        );
    }
    out.push_str("<sheetFormatPr defaultRowHeight=\"15\"/><cols>");
    for (number, width) in (1..).zip(widths) {
        let (number, width) = (number.to_string(), width.to_string());
        push_all(&mut out, &["<col min=\"", &number, "\" max=\"", &number]);
        push_all(&mut out, &["\" width=\"", &width, "\" customWidth=\"1\"/>"]);
    }
    out.push_str("</cols><sheetData>");
    let mut merged = Vec::new();
    for (row, texts) in (0..).zip(&sheet.rows) {
        write_row(row, texts, widths, styles, &mut merged, &mut out)?;
    }
    out.push_str("</sheetData>");
    if protect {
        out.push_str(
            "<sheetProtection sheet=\"1\" objects=\"1\" scenarios=\"1\" formatColumns=\"0\" \
             formatRows=\"0\"/>",
        );
    }
    if !merged.is_empty() {
        push_all(&mut out, &["<mergeCells count=\"", &merged.len().to_string(), "\">"]);
        for area in &merged {
            push_all(&mut out, &["<mergeCell ref=\"", area, "\"/>"]);
        }
        out.push_str("</mergeCells>");
    }
    out.push_str(
        "<pageMargins left=\"0.7\" right=\"0.7\" top=\"0.75\" bottom=\"0.75\" header=\"0.3\" \
         footer=\"0.3\"/><pageSetup paperSize=\"9\" orientation=\"portrait\" fitToHeight=\"0\"/>\
         </worksheet>",
    );
    Ok(out.into_bytes())
}

fn write_row(
    row: u32,
    texts: &TextRow,
    widths: &[u16],
    styles: &mut Styles,
    merged: &mut Vec<String>,
    out: &mut String,
) -> Result<(), Problem> {
    let filled = texts.cells.iter().filter(|text| !text.is_empty()).count();
    if filled == 0 {
        return Ok(());
    }
    let style = styles.text(texts.style)?;
    let columns = u16::try_from(widths.len()).unwrap_or(CellRef::COLS);
    let alone = texts.cells.iter().skip(1).all(String::is_empty) && columns > 1;
    push_all(out, &["<row r=\"", &(row + 1).to_string(), "\""]);
    if alone {
        // No program makes a row as high as a text needs that runs over several columns.
        let last = CellRef::new(row, columns - 1);
        merged.push(format!("{}:{last}", CellRef::new(row, 0)));
        let text = texts.cells.first().map_or("", String::as_str);
        let height = height(text, texts.style, widths, styles.size());
        push_all(out, &[" ht=\"", &height.to_string(), "\" customHeight=\"1\""]);
    }
    out.push('>');
    for (col, text) in (0..).zip(&texts.cells).filter(|(_, text)| !text.is_empty()) {
        let at = CellRef::new(row, col).to_string();
        let style = style.to_string();
        push_all(out, &["<c r=\"", &at, "\" s=\"", &style, "\" t=\"inlineStr\"><is>"]);
        RichText::plain(cell_text(text)).write("", out);
        out.push_str("</is></c>");
    }
    out.push_str("</row>");
    Ok(())
}

/// About how high a row is whose text runs over all columns (points).
fn height(text: &str, style: TextStyle, widths: &[u16], size: f64) -> f64 {
    /// Of a line, for each point of its letters.
    const LINE: f64 = 1.4;
    let size = if style == TextStyle::Title { size + 3.0 } else { size };
    let room: u32 = widths.iter().map(|width| u32::from(*width)).sum();
    // Letters of another size than the usual one, and bold ones, take more room.
    let room = (f64::from(room) * 11.0 / size * 0.9).max(1.0);
    let lines = |line: &str| {
        let length = u32::try_from(line.chars().count()).unwrap_or(u32::MAX);
        (f64::from(length) / room).ceil().max(1.0)
    };
    let lines: f64 = text.lines().map(lines).sum();
    (lines.max(1.0) * size * LINE).ceil().min(409.0)
}
