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
        let last = CellRef::new(row, columns - 1);
        merged.push(format!("{}:{last}", CellRef::new(row, 0)));
    }
    let lines = if alone {
        let room = widths.iter().map(|width| u32::from(*width)).sum();
        texts.cells.first().map_or(1, |text| lines(text, texts.style, room))
    } else {
        let cells = texts.cells.iter().zip(widths);
        let lines = cells.map(|(text, width)| lines(text, texts.style, u32::from(*width)));
        lines.max().unwrap_or(1)
    };
    // No program makes a row as high as a text needs that runs over several columns, and not every
    // one looks again at the others.
    let height = height(lines, texts.style, styles.size()).to_string();
    push_all(out, &[" ht=\"", &height, "\" customHeight=\"1\">"]);
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

/// About how many lines a text takes in columns that are together so wide, in digits of the usual
/// font: words are not divided.
fn lines(text: &str, style: TextStyle, room: u32) -> u32 {
    // Bold and larger letters take more room; what letters are narrower than digits is margin.
    let room = match style {
        TextStyle::Title => room * 3 / 4,
        TextStyle::Heading => room * 9 / 10,
        TextStyle::Text => room,
    };
    let room = room.max(1);
    let of_line = |line: &str| {
        let (mut lines, mut used) = (1_u32, 0_u32);
        for word in line.split(' ') {
            let length = u32::try_from(word.chars().count()).unwrap_or(u32::MAX);
            if used > 0 && used.saturating_add(1).saturating_add(length) > room {
                (lines, used) = (lines.saturating_add(1), 0);
            }
            used = used.saturating_add(length).saturating_add(u32::from(used > 0));
            // A word that is longer than a line is broken.
            lines = lines.saturating_add(used.saturating_sub(1) / room);
            used = used.min(room);
        }
        lines
    };
    text.lines().map(of_line).fold(0, u32::saturating_add).max(1)
}

/// How high a row with so many lines is (points); Excel's rows end at 409.
fn height(lines: u32, style: TextStyle, size: f64) -> f64 {
    /// Of a line, for each point of its letters.
    const LINE: f64 = 1.32;
    let size = if style == TextStyle::Title { size + 3.0 } else { size };
    (f64::from(lines) * size * LINE).ceil().min(409.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_takes_as_many_lines_as_its_words_need() {
        let lines = |text, room| lines(text, TextStyle::Text, room);
        assert_eq!(lines("", 10), 1);
        assert_eq!(lines("một hai ba", 10), 1);
        assert_eq!(lines("một hai bốn", 10), 2);
        assert_eq!(lines("nghiêng nghiêng nghiêng", 10), 3, "words are not divided");
        let long = "x".repeat(25);
        assert_eq!(lines(&long, 10), 3, "but for those longer than a line");
        assert_eq!(lines("một\nhai", 10), 2);
    }
}
