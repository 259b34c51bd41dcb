//! The rows of a sheet with other texts and styles in some cells; all else keeps its bytes.

use std::collections::BTreeMap;

use crate::ooxml::xml_part::{Element, attribute, push_all, remove_attribute, set_attribute};
use crate::ooxml::{CellRef, Edits};
use crate::template::xlsx::sheet::{Cell, Row, Sheet};
use crate::template::xlsx::text::{RichText, cell_text};

/// What changes in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CellEdit {
    /// Another text.
    pub text: Option<String>,
    /// Another style, by its number.
    pub style: Option<u32>,
}

/// The inside of `sheetData` with these cells changed; cells and rows that were not there come
/// in their place.
pub(super) fn edited(sheet: &Sheet, edits: &BTreeMap<CellRef, CellEdit>) -> String {
    let data = sheet.slice(&sheet.data);
    let mut by_row: BTreeMap<u32, BTreeMap<u16, &CellEdit>> = BTreeMap::new();
    for (cell, edit) in edits {
        by_row.entry(cell.row).or_default().insert(cell.col, edit);
    }
    let writer = Writer { sheet };
    let mut changes = Edits::new();
    for (number, cells) in by_row {
        let at = sheet.rows.partition_point(|row| row.number < number);
        let next = sheet.rows.get(at);
        if let Some(row) = next.filter(|row| row.number == number) {
            writer.row(row, &cells, &mut changes);
        } else {
            let before = next.map(|row| row.open.start.saturating_sub(1));
            let place = before.unwrap_or(sheet.data.end);
            changes.insert(writer.relative(place), writer.new_row(number, &cells));
        }
    }
    changes.apply(data)
}

/// The area of a sheet's cells when these are added; none when the sheet tells no area.
pub(super) fn extent(sheet: &Sheet, edits: &BTreeMap<CellRef, CellEdit>) -> Option<String> {
    let known = sheet.around.root.child("dimension")?.attribute("ref")?.into_owned();
    let (from, to) = known.split_once(':').unwrap_or((&known, &known));
    let (mut from, mut to) = (from.parse::<CellRef>().ok()?, to.parse::<CellRef>().ok()?);
    for cell in edits.keys() {
        from = CellRef::new(from.row.min(cell.row), from.col.min(cell.col));
        to = CellRef::new(to.row.max(cell.row), to.col.max(cell.col));
    }
    Some(if from == to { from.to_string() } else { format!("{from}:{to}") })
}

/// The first of these cells that holds a formula.
pub(super) fn first_formula(
    sheet: &Sheet,
    edits: &BTreeMap<CellRef, CellEdit>,
) -> Option<CellRef> {
    edits.keys().copied().find(|at| cell(sheet, *at).is_some_and(|cell| cell.formula.is_some()))
}

/// The number of the style in which a cell shows: its own, else that of its row, else that of
/// its column.
pub(super) fn style_of(sheet: &Sheet, at: CellRef) -> u32 {
    let number = |open: &str| attribute(open, "s").and_then(|s| s.trim().parse().ok());
    if let Some(cell) = cell(sheet, at) {
        return number(sheet.slice(&cell.open)).unwrap_or(0);
    }
    inherited_style(sheet, at)
}

fn inherited_style(sheet: &Sheet, at: CellRef) -> u32 {
    let of_row = row(sheet, at.row).and_then(|row| {
        let open = sheet.slice(&row.open);
        let own = attribute(open, "customFormat");
        own.filter(|own| matches!(&**own, "1" | "true"))?;
        attribute(open, "s")?.trim().parse().ok()
    });
    of_row.or_else(|| column_style(sheet, at.col)).unwrap_or(0)
}

fn column_style(sheet: &Sheet, col: u16) -> Option<u32> {
    let number = |element: &Element, name| element.attribute(name)?.trim().parse::<u32>().ok();
    let col = u32::from(col) + 1;
    let columns = sheet.around.root.elements().filter(|element| element.local_name() == "cols");
    let column = columns.flat_map(Element::elements).find(|column| {
        let (from, to) = (number(column, "min"), number(column, "max"));
        from.is_some_and(|from| from <= col) && to.is_some_and(|to| col <= to)
    })?;
    number(column, "style")
}

fn row(sheet: &Sheet, number: u32) -> Option<&Row> {
    let at = sheet.rows.binary_search_by_key(&number, |row| row.number).ok()?;
    sheet.rows.get(at)
}

fn cell(sheet: &Sheet, at: CellRef) -> Option<&Cell> {
    let row = row(sheet, at.row)?;
    let place = row.cells.binary_search_by_key(&at.col, |cell| cell.col).ok()?;
    row.cells.get(place)
}

struct Writer<'a> {
    sheet: &'a Sheet,
}

impl Writer<'_> {
    /// A place in the source as a place in its rows.
    fn relative(&self, place: usize) -> usize {
        place.saturating_sub(self.sheet.data.start)
    }

    fn row(&self, row: &Row, cells: &BTreeMap<u16, &CellEdit>, changes: &mut Edits) {
        let mut added = BTreeMap::new();
        for (col, edit) in cells {
            match row.cells.binary_search_by_key(col, |cell| cell.col) {
                Ok(at) => {
                    let Some(cell) = row.cells.get(at) else { continue };
                    let whole = self.relative(cell.whole.start)..self.relative(cell.whole.end);
                    changes.replace(whole, self.changed(cell, edit));
                }
                Err(at) => {
                    let markup = self.new_cell(CellRef::new(row.number, *col), edit);
                    added.entry(at).or_insert_with(String::new).push_str(&markup);
                }
            }
        }
        if added.is_empty() {
            return;
        }
        let mut open = self.sheet.slice(&row.open).to_owned();
        // It says which columns the row takes up, and need not be there.
        remove_attribute(&mut open, "spans");
        let range = self.relative(row.open.start)..self.relative(row.open.end);
        let is_empty = !self.sheet.slice(&(row.open.end..row.open.end + 1)).starts_with('>');
        if is_empty {
            let all: String = added.into_values().collect();
            let name = format!("{}row", self.sheet.prefix);
            let end = range.end + "/>".len();
            changes.replace(range.start..end, format!("{}>{all}</{name}>", open.trim_end()));
            return;
        }
        changes.replace(range, open);
        for (at, markup) in added {
            let next = row.cells.get(at).map(|cell| cell.whole.start);
            let last = || row.cells.last().map(|cell| cell.whole.end);
            let place = next.or_else(last).unwrap_or(row.open.end + 1);
            changes.insert(self.relative(place), markup);
        }
    }

    fn new_row(&self, number: u32, cells: &BTreeMap<u16, &CellEdit>) -> String {
        let p = &self.sheet.prefix;
        let mut out = String::new();
        push_all(&mut out, &["<", p, "row r=\"", &(number + 1).to_string(), "\">"]);
        for (col, edit) in cells {
            out.push_str(&self.new_cell(CellRef::new(number, *col), edit));
        }
        push_all(&mut out, &["</", p, "row>"]);
        out
    }

    fn new_cell(&self, at: CellRef, edit: &CellEdit) -> String {
        let style = edit.style.unwrap_or_else(|| inherited_style(self.sheet, at));
        let mut open = format!("{}c r=\"{at}\"", self.sheet.prefix);
        if style != 0 {
            set_attribute(&mut open, "s", &style.to_string());
        }
        let mut out = String::new();
        match &edit.text {
            Some(text) => self.with_text(open, text, "", &mut out),
            None => push_all(&mut out, &["<", &open, "/>"]),
        }
        out
    }

    fn changed(&self, cell: &Cell, edit: &CellEdit) -> String {
        let mut open = self.sheet.slice(&cell.open).trim_end().to_owned();
        if let Some(style) = edit.style {
            set_attribute(&mut open, "s", &style.to_string());
        }
        let mut out = String::new();
        if let Some(text) = &edit.text {
            remove_attribute(&mut open, "vm");
            let extra: String =
                cell.extra.iter().map(|extra| self.sheet.slice(extra)).collect();
            self.with_text(open, text, &extra, &mut out);
        } else {
            let rest = self.sheet.slice(&(cell.open.end..cell.whole.end));
            push_all(&mut out, &["<", &open, rest]);
        }
        out
    }

    fn with_text(&self, mut open: String, text: &str, extra: &str, out: &mut String) {
        let p = &self.sheet.prefix;
        set_attribute(&mut open, "t", "inlineStr");
        push_all(out, &["<", &open, "><", p, "is>"]);
        RichText::plain(cell_text(text)).write(p, out);
        push_all(out, &["</", p, "is>", extra, "</", p, "c>"]);
    }
}
