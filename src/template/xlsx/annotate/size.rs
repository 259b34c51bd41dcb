//! How large a note must be to show its whole text, and which cells it then lies over.

use std::collections::BTreeMap;

use crate::ooxml::CellRef;
use crate::ooxml::xml_part::{Element, attribute};
use crate::template::xlsx::sheet::Sheet;

/// Excel's widths and heights where a sheet tells none, in pixels at 96 dots an inch.
const COLUMN: u32 = 64;
const ROW: u32 = 20;

/// A note's width, in pixels, and how much of it the text may take up.
const WIDTH: u32 = 300;
const PADDING: u32 = 14;

/// A line of Tahoma 9: its height, and the width of a character with some room to break lines,
/// in tenths of a pixel.
const LINE: u32 = 15;
const CHARACTER: u32 = 66;

/// The highest a note gets, in pixels: more does not fit a screen.
const MAX_HEIGHT: u32 = 700;

/// Which cells a shape lies over, each with the pixels that it reaches into the cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Anchor {
    /// Left column and pixels, top row and pixels.
    pub from: [u32; 4],
    /// Right column and pixels, bottom row and pixels.
    pub to: [u32; 4],
}

impl Anchor {
    /// As VML writes it.
    pub(super) fn text(&self) -> String {
        let [left, x, top, y] = self.from;
        let [right, to_x, bottom, to_y] = self.to;
        format!("{left}, {x}, {top}, {y}, {right}, {to_x}, {bottom}, {to_y}")
    }

    /// Reads what VML writes.
    pub(super) fn read(text: &str) -> Option<Self> {
        let numbers: Vec<u32> =
            text.split(',').map(|number| number.trim().parse().ok()).collect::<Option<_>>()?;
        let [left, x, top, y, right, to_x, bottom, to_y] = numbers.try_into().ok()?;
        Some(Self { from: [left, x, top, y], to: [right, to_x, bottom, to_y] })
    }
}

/// Widths and heights of a sheet that are not the usual ones.
pub(super) struct Layout {
    columns: Vec<(u32, u32, u32)>,
    rows: BTreeMap<u32, u32>,
    column: u32,
    row: u32,
}

impl Layout {
    /// Those of a sheet.
    pub(super) fn of(sheet: &Sheet) -> Self {
        let root = &sheet.around.root;
        let format = root.child("sheetFormatPr");
        let usual = |name| format.and_then(|format| measure(format.attribute(name).as_deref()));
        let columns = root.child("cols").into_iter().flat_map(Element::elements);
        let columns = columns.filter_map(column).collect();
        let rows = sheet.rows.iter().filter_map(|row| {
            let open = sheet.slice(&row.open);
            let hidden = matches!(attribute(open, "hidden").as_deref(), Some("1" | "true"));
            let height = measure(attribute(open, "ht").as_deref()).map(points);
            Some((row.number, if hidden { 0 } else { height? }))
        });
        let rows = rows.collect();
        let column = usual("defaultColWidth").map_or(COLUMN, characters);
        let row = usual("defaultRowHeight").map_or(ROW, points);
        Self { columns, rows, column: column.max(1), row: row.max(1) }
    }

    fn width(&self, col: u32) -> u32 {
        let known = self.columns.iter().find(|(from, to, _)| (*from..=*to).contains(&col));
        known.map_or(self.column, |known| known.2)
    }

    fn height(&self, row: u32) -> u32 {
        self.rows.get(&row).copied().unwrap_or(self.row)
    }

    /// Where the note of a cell goes: to the right of it, from the row above.
    pub(super) fn beside(&self, cell: CellRef, text: &str) -> Anchor {
        let left = u32::from(cell.col) + 1;
        let top = cell.row.saturating_sub(1);
        let from = [left.min(u32::from(CellRef::COLS) - 1), 15, top, 10];
        self.reaching(from, text)
    }

    /// The anchor that begins there and is large enough for a text.
    pub(super) fn reaching(&self, from: [u32; 4], text: &str) -> Anchor {
        let [left, x, top, y] = from;
        let last_column = u32::from(CellRef::COLS) - 1;
        let (right, to_x) = walk(left, x + WIDTH, last_column, |col| self.width(col));
        let (bottom, to_y) =
            walk(top, y + height_of(text), CellRef::ROWS - 1, |row| self.height(row));
        Anchor { from, to: [right, to_x, bottom, to_y] }
    }
}

/// Walks over columns or rows until so many pixels are used up.
fn walk(mut at: u32, mut pixels: u32, last: u32, size: impl Fn(u32) -> u32) -> (u32, u32) {
    while at < last && pixels > size(at) {
        pixels -= size(at);
        at += 1;
    }
    (at, pixels.min(size(at)))
}

/// Pixels that a text needs.
fn height_of(text: &str) -> u32 {
    let room = (WIDTH - PADDING) * 10 / CHARACTER;
    let lines = text.lines().map(|line| {
        let length = u32::try_from(line.chars().count()).unwrap_or(u32::MAX);
        length.div_ceil(room).max(1)
    });
    let lines = lines.fold(0, u32::saturating_add);
    lines.saturating_mul(LINE).saturating_add(PADDING).min(MAX_HEIGHT)
}

fn column(column: &Element) -> Option<(u32, u32, u32)> {
    let number = |name| column.attribute(name)?.trim().parse::<u32>().ok()?.checked_sub(1);
    let hidden = matches!(column.attribute("hidden").as_deref(), Some("1" | "true"));
    let width = measure(column.attribute("width").as_deref()).map_or(COLUMN, characters);
    Some((number("min")?, number("max")?, if hidden { 0 } else { width }))
}

/// A length in tenths of its unit, within reason.
fn measure(text: Option<&str>) -> Option<u32> {
    let (whole, rest) = text?.trim().split_once('.').unwrap_or((text?.trim(), "0"));
    let tenth = rest.chars().next().and_then(|digit| digit.to_digit(10)).unwrap_or(0);
    Some(whole.parse::<u32>().ok()?.min(10_000) * 10 + tenth)
}

/// Points as pixels.
const fn points(tenths: u32) -> u32 {
    tenths * 4 / 30
}

/// Characters of Calibri 11 as pixels.
const fn characters(tenths: u32) -> u32 {
    tenths * 7 / 10 + 5
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain() -> Layout {
        Layout { columns: Vec::new(), rows: BTreeMap::new(), column: COLUMN, row: ROW }
    }

    #[test]
    fn a_longer_text_gets_a_higher_note_up_to_a_screen() {
        let rows = |text: &str| plain().beside(CellRef::new(4, 2), text).to[2];
        assert_eq!(rows("ngắn"), 4);
        assert!(rows(&"dài ".repeat(60)) > rows("một\nhai\nba"));
        assert!(rows(&"dài ".repeat(60_000)) < 60);
    }

    #[test]
    fn hidden_rows_take_no_room() {
        let mut layout = plain();
        let before = layout.beside(CellRef::new(0, 0), "a\nb\nc").to[2];
        layout.rows.extend([(0, 0), (1, 0)]);
        assert_eq!(layout.beside(CellRef::new(0, 0), "a\nb\nc").to[2], before + 2);
    }

    #[test]
    fn an_anchor_reads_back_and_stays_on_the_sheet() {
        let last = CellRef::new(CellRef::ROWS - 1, CellRef::COLS - 1);
        let anchor = plain().beside(last, "x");
        assert_eq!(Anchor::read(&anchor.text()), Some(anchor));
        assert!(anchor.to[0] < u32::from(CellRef::COLS) && anchor.to[2] < CellRef::ROWS);
        assert_eq!(Anchor::read("1, 2"), None);
    }
}
