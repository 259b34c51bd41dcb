//! Changes of cells, written into the rows of a sheet: all other bytes of the rows stay.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::area::Area;
use super::equipment::CellValue;
use crate::ooxml::xml_part::{
    Element, Node, XmlError, XmlPart, attribute, push_all, remove_attribute, set_attribute,
};
use crate::ooxml::{CellRef, Edits, escape_xml};
use crate::template::xlsx::sheet::{Cell, FormulaKind, Row, Sheet};
use crate::template::xlsx::text::{RichText, cell_text};

/// What becomes of a cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Change {
    /// Its format.
    pub style: Option<u32>,
    /// What it holds.
    pub content: Option<Content>,
}

/// What is put into a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Content {
    /// A formula without `=`, and its value.
    Formula(String, Option<CellValue>),
    /// A value.
    Value(CellValue),
}

/// The formats of the cells of a sheet, also of those that are not written in the file.
pub(super) struct Formats<'a> {
    sheet: &'a Sheet,
    /// First and last column, and the format of cells that are not there.
    columns: Vec<(u16, u16, u32)>,
}

impl<'a> Formats<'a> {
    /// Those of a sheet.
    pub(super) fn of(sheet: &'a Sheet) -> Self {
        let columns = sheet.around.root.child("cols").into_iter().flat_map(Element::elements);
        let column = |column: &Element| {
            let number = |name| column.attribute(name)?.trim().parse::<u32>().ok();
            let at = |name| u16::try_from(number(name)?.checked_sub(1)?).ok();
            Some((at("min")?, at("max")?, number("style")?))
        };
        Self { sheet, columns: columns.filter_map(column).collect() }
    }

    /// The format of a cell: its own, else its row's, else its column's.
    pub(super) fn at(&self, cell: CellRef) -> u32 {
        let row = row(self.sheet, cell.row);
        if let Some(found) = row.and_then(|row| find(row, cell.col)) {
            return number(self.sheet.slice(&found.open), "s").unwrap_or(0);
        }
        let open = row.map(|row| self.sheet.slice(&row.open));
        let own = open.filter(|open| {
            matches!(attribute(open, "customFormat").as_deref(), Some("1" | "true"))
        });
        own.and_then(|open| number(open, "s")).or_else(|| self.of_column(cell.col)).unwrap_or(0)
    }

    fn of_column(&self, col: u16) -> Option<u32> {
        let found = self.columns.iter().find(|(min, max, _)| (*min..=*max).contains(&col));
        found.map(|(_, _, style)| *style)
    }
}

fn row(sheet: &Sheet, number: u32) -> Option<&Row> {
    let at = sheet.rows.binary_search_by_key(&number, |row| row.number).ok()?;
    sheet.rows.get(at)
}

fn find(row: &Row, col: u16) -> Option<&Cell> {
    let at = row.cells.binary_search_by_key(&col, |cell| cell.col).ok()?;
    row.cells.get(at)
}

fn number(open: &str, name: &str) -> Option<u32> {
    attribute(open, name)?.trim().parse().ok()
}

/// Areas of several cells that have one formula: what is in them cannot be changed cell by cell.
pub(super) fn arrays(sheet: &Sheet) -> Vec<Area> {
    let cells = sheet.rows.iter().flat_map(|row| &row.cells);
    let area = |cell: &Cell| {
        let formula = cell.formula.as_ref()?;
        let written = match &formula.kind {
            FormulaKind::Array(area) => area.clone(),
            FormulaKind::DataTable => {
                attribute(sheet.slice(&formula.open), "ref")?.into_owned()
            }
            _ => return None,
        };
        Area::parse(&written).filter(|area| area.size() > 1)
    };
    cells.filter_map(area).collect()
}

/// The rows of a sheet with some cells changed.
///
/// # Errors
/// A cell of the sheet cannot be read again.
pub(super) fn rows(
    sheet: &Sheet,
    changes: &BTreeMap<CellRef, Change>,
) -> Result<String, XmlError> {
    let mut writer =
        Writer { sheet, edits: Edits::new(), ungrouped: ungrouped(sheet, changes) };
    let mut new_rows: BTreeMap<u32, Vec<(CellRef, &Change)>> = BTreeMap::new();
    for (cell, change) in changes {
        new_rows.entry(cell.row).or_default().push((*cell, change));
    }
    let mut at = sheet.data.end;
    for row in sheet.rows.iter().rev() {
        // Rows that come between this one and the next one.
        for (_, cells) in new_rows.split_off(&(row.number + 1)) {
            writer.insert(at, &new_row(&sheet.prefix, &cells));
        }
        writer.row(row, &new_rows.remove(&row.number).unwrap_or_default())?;
        at = row.open.start - 1;
    }
    for (_, cells) in new_rows {
        writer.insert(at, &new_row(&sheet.prefix, &cells));
    }
    Ok(writer.edits.apply(sheet.slice(&sheet.data)))
}

/// Groups of cells with one formula whose first cell, which alone holds the formula, gets
/// something else.
fn ungrouped(sheet: &Sheet, changes: &BTreeMap<CellRef, Change>) -> BTreeSet<u32> {
    let changed = changes.iter().filter(|(_, change)| change.content.is_some());
    let group = |at: &CellRef| {
        let formula = find(row(sheet, at.row)?, at.col)?.formula.as_ref()?;
        let FormulaKind::Shared(group) = formula.kind else { return None };
        attribute(sheet.slice(&formula.open), "ref").map(|_| group)
    };
    changed.filter_map(|(at, _)| group(at)).collect()
}

/// Writes changes into the rows of a sheet, from the last row to the first.
struct Writer<'a> {
    sheet: &'a Sheet,
    /// Counted from where the rows begin.
    edits: Edits,
    ungrouped: BTreeSet<u32>,
}

impl Writer<'_> {
    fn replace(&mut self, range: &Range<usize>, text: &str) {
        let start = self.sheet.data.start;
        let range = range.start.saturating_sub(start)..range.end.saturating_sub(start);
        self.edits.replace(range, text);
    }

    fn insert(&mut self, at: usize, text: &str) {
        self.replace(&(at..at), text);
    }

    fn row(&mut self, row: &Row, changes: &[(CellRef, &Change)]) -> Result<(), XmlError> {
        if !self.ungrouped.is_empty() {
            let changed: BTreeSet<u16> = changes.iter().map(|(at, _)| at.col).collect();
            for cell in row.cells.iter().filter(|cell| !changed.contains(&cell.col)) {
                self.unchanged(cell)?;
            }
        }
        let mut new = Vec::new();
        for (at, change) in changes {
            match find(row, at.col) {
                Some(cell) => self.cell(cell, change)?,
                None => new.push((*at, *change)),
            }
        }
        if !new.is_empty() {
            self.new_cells(row, &new);
        }
        Ok(())
    }

    /// Puts cells into a row that has none at these places.
    fn new_cells(&mut self, row: &Row, new: &[(CellRef, &Change)]) {
        let p = &self.sheet.prefix;
        let mut open = self.sheet.slice(&row.open).to_owned();
        widen(&mut open, new);
        let after_open = row.open.end..self.sheet.data.end;
        if self.sheet.slice(&after_open).starts_with("/>") {
            let mut text = format!("{open}>");
            for (at, change) in new {
                new_cell(p, *at, change, &mut text);
            }
            push_all(&mut text, &["</", name(&open), ">"]);
            self.replace(&(row.open.start..row.open.end + "/>".len()), &text);
            return;
        }
        self.replace(&row.open, &open);
        let end = row.cells.last().map_or(row.open.end + 1, |cell| cell.whole.end);
        for (at, change) in new {
            let mut text = String::new();
            new_cell(p, *at, change, &mut text);
            let next = row.cells.partition_point(|cell| cell.col < at.col);
            let next = row.cells.get(next).map_or(end, |next| next.whole.start);
            self.insert(next, &text);
        }
    }

    /// A cell that keeps what it holds, unless it had only a part in a formula of others.
    fn unchanged(&mut self, cell: &Cell) -> Result<(), XmlError> {
        let text = self.ungrouped_text(cell);
        let Some(text) = text else { return Ok(()) };
        let text = with_formula(self.sheet.slice(&cell.whole), &text)?;
        self.replace(&cell.whole, &text);
        Ok(())
    }

    fn ungrouped_text(&self, cell: &Cell) -> Option<String> {
        let formula = cell.formula.as_ref()?;
        let FormulaKind::Shared(group) = formula.kind else { return None };
        self.ungrouped.contains(&group).then(|| formula.text.clone())
    }

    fn cell(&mut self, cell: &Cell, change: &Change) -> Result<(), XmlError> {
        let mut open = self.sheet.slice(&cell.open).to_owned();
        if let Some(style) = change.style {
            set_attribute(&mut open, "s", &style.to_string());
        }
        let Some(content) = &change.content else {
            let Some(text) = self.ungrouped_text(cell) else {
                self.replace(&cell.open, &open);
                return Ok(());
            };
            let whole = with_formula(self.sheet.slice(&cell.whole), &text)?;
            let rest = whole.get(1 + cell.open.len()..).unwrap_or_default();
            self.replace(&cell.whole, &format!("<{open}{rest}"));
            return Ok(());
        };
        // What described the value that is gone.
        for gone in ["t", "cm", "vm"] {
            remove_attribute(&mut open, gone);
        }
        let extra: String = cell.extra.iter().map(|range| self.sheet.slice(range)).collect();
        let mut text = String::new();
        push_cell(&self.sheet.prefix, open, Some(content), &extra, &mut text);
        self.replace(&cell.whole, &text);
        Ok(())
    }
}

/// The markup of a cell with a formula of its own in the place of a share in one.
fn with_formula(cell: &str, text: &str) -> Result<String, XmlError> {
    let mut part = XmlPart::parse(cell.as_bytes())?;
    if let Some(formula) = part.root.child_mut("f") {
        let mut own = Element::new(formula.name().to_owned());
        own.children.push(Node::Text(escape_xml(text).into_owned()));
        *formula = own;
    }
    Ok(part.write())
}

/// Lets what a row says of the columns of its cells hold for new ones too.
fn widen(open: &mut String, new: &[(CellRef, &Change)]) {
    let Some(spans) = attribute(open, "spans") else { return };
    let bounds = spans.split([' ', ':']).filter_map(|bound| bound.parse::<u32>().ok());
    let cols = new.iter().map(|(at, _)| u32::from(at.col) + 1);
    let all: Vec<u32> = bounds.chain(cols).collect();
    let (Some(min), Some(max)) = (all.iter().min(), all.iter().max()) else { return };
    let spans = format!("{min}:{max}");
    set_attribute(open, "spans", &spans);
}

fn name(open: &str) -> &str {
    open.split(|c: char| c.is_ascii_whitespace()).next().unwrap_or_default()
}

fn new_row(prefix: &str, cells: &[(CellRef, &Change)]) -> String {
    let number = cells.first().map_or(0, |(at, _)| at.row) + 1;
    let mut text = format!("<{prefix}row r=\"{number}\">");
    for (at, change) in cells {
        new_cell(prefix, *at, change, &mut text);
    }
    push_all(&mut text, &["</", prefix, "row>"]);
    text
}

fn new_cell(prefix: &str, at: CellRef, change: &Change, out: &mut String) {
    let mut open = format!("{prefix}c r=\"{at}\"");
    if let Some(style) = change.style {
        set_attribute(&mut open, "s", &style.to_string());
    }
    push_cell(prefix, open, change.content.as_ref(), "", out);
}

fn push_cell(
    p: &str,
    mut open: String,
    content: Option<&Content>,
    extra: &str,
    out: &mut String,
) {
    let mut inside = String::new();
    let kind = content.and_then(|content| push_content(p, content, &mut inside));
    if let Some(kind) = kind {
        set_attribute(&mut open, "t", kind);
    }
    inside.push_str(extra);
    if inside.is_empty() {
        push_all(out, &["<", &open, "/>"]);
    } else {
        push_all(out, &["<", &open, ">", &inside, "</", name(&open), ">"]);
    }
}

/// Appends what a cell holds; answers the kind of its value, where it is no number.
fn push_content(p: &str, content: &Content, out: &mut String) -> Option<&'static str> {
    let (is_formula, value) = match content {
        Content::Formula(text, value) => {
            push_all(out, &["<", p, "f>", &escape_xml(text), "</", p, "f>"]);
            (true, value.as_ref()?)
        }
        Content::Value(value) => (false, value),
    };
    let (kind, text) = match value {
        CellValue::Number(number) => (None, number.normalize().to_string()),
        CellValue::Truth(truth) => (Some("b"), u8::from(*truth).to_string()),
        CellValue::Text(text) if is_formula => {
            (Some("str"), escape_xml(&cell_text(text)).into_owned())
        }
        CellValue::Text(text) => {
            push_all(out, &["<", p, "is>"]);
            RichText::plain(cell_text(text)).write(p, out);
            push_all(out, &["</", p, "is>"]);
            return Some("inlineStr");
        }
    };
    push_all(out, &["<", p, "v>", &text, "</", p, "v>"]);
    kind
}
