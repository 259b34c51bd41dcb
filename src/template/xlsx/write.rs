//! The rows of a result sheet as markup; what did not change is copied from the template.

use super::grid::{Cached, CachedValue, Grid, GridCell, GridRow};
use super::sheet::{Cell, FormulaKind, Row, Sheet};
use super::start_tags::Tags;
use super::stream::Content;
use super::text::{cell_text, write_plain};
use crate::ooxml::xml_part::{attribute, push_all, remove_attribute, set_attribute};
use crate::ooxml::{CellRef, escape_xml};

/// Writes the rows of a sheet.
///
/// A text is written into the cell itself (`inlineStr`): Excel, `LibreOffice`, openpyxl and calamine
/// all read it, and the shared strings keep their numbers.
pub(super) fn rows(sheet: &Sheet, grid: &Grid, strings_prefix: &str, out: &mut String) {
    // A group of shared formulas is written out as soon as any formula of the sheet reads
    // otherwise or has moved: its members are told apart by their distance from the first.
    let ungroup = grid.rows.iter().enumerate().any(|(index, row)| {
        let moved = sheet.rows.get(index).is_none_or(|before| before.number != row.number);
        moved || row.cells.iter().any(|cell| cell.formula().is_some())
    }) || grid.rows.len() != sheet.rows.len()
        || sheet.ungrouped;
    let columns_moved = grid.columns_moved(sheet);
    let ungroup = ungroup || columns_moved;
    let number_ends = format!("</{p}v></{p}c>", p = sheet.prefix);
    let writer = Writer { sheet, strings_prefix, ungroup, columns_moved, number_ends };
    let mut tags = Tags::new(sheet, columns_moved);
    for grid_row in &grid.rows {
        writer.row(grid_row, &mut tags, out);
    }
}

struct Writer<'a> {
    sheet: &'a Sheet,
    strings_prefix: &'a str,
    ungroup: bool,
    columns_moved: bool,
    /// What ends a cell with a number.
    number_ends: String,
}

impl Writer<'_> {
    fn row(&self, grid_row: &GridRow, tags: &mut Tags<'_>, out: &mut String) {
        let Some(row) = self.sheet.rows.get(grid_row.row) else { return };
        let columns = grid_row.cells.iter().map(|cell| cell.col);
        tags.begin(grid_row.row, grid_row.number, columns);
        self.row_tag(row, grid_row, tags, out);
        if grid_row.cells.is_empty() && row.extra.is_empty() {
            out.push_str("/>");
            return;
        }
        out.push('>');
        let stands = !self.columns_moved && row.number == grid_row.number;
        for grid_cell in &grid_row.cells {
            let Some(cell) = row.cells.get(grid_cell.template()) else { continue };
            match &grid_cell.content {
                Some(content) => self.filled(content, cell, grid_cell, tags, out),
                None if self.stays(cell, grid_cell) && stands => {
                    out.push_str(self.sheet.slice(&cell.whole));
                }
                None if self.stays(cell, grid_cell) => {
                    // As it was, but for its address.
                    tags.kept(grid_cell, cell, out);
                    out.push_str(self.sheet.slice(&(cell.open.end..cell.whole.end)));
                }
                None => self.computed(row, cell, grid_row.number, grid_cell, out),
            }
        }
        for extra in &row.extra {
            out.push_str(self.sheet.slice(extra));
        }
        push_all(out, &["</", &self.sheet.prefix, "row>"]);
    }

    /// A row's start tag, up to its end.
    fn row_tag(&self, row: &Row, grid_row: &GridRow, tags: &Tags<'_>, out: &mut String) {
        if !self.columns_moved && row.number != grid_row.number && tags.row(out) {
            return;
        }
        let mut open = self.sheet.slice(&row.open).to_owned();
        // Where rows have moved, a row that was numbered by its order needs its number.
        let unnumbered = self.ungroup && attribute(&open, "r").is_none();
        if row.number != grid_row.number || unnumbered {
            set_attribute(&mut open, "r", &(grid_row.number + 1).to_string());
        }
        if self.columns_moved {
            respan(&mut open, &grid_row.cells);
        }
        push_all(out, &["<", &open]);
    }

    /// Whether a cell that was not filled says what it said.
    fn stays(&self, cell: &Cell, out_cell: &GridCell) -> bool {
        let formula = cell.formula.as_ref();
        let regroup = formula
            .is_some_and(|formula| self.ungroup && !matches!(formula.kind, FormulaKind::Plain));
        out_cell.formula().is_none() && *out_cell.cached() == Cached::Kept && !regroup
    }

    /// A cell whose formula or stored value is another.
    fn computed(
        &self,
        row: &Row,
        cell: &Cell,
        number: u32,
        out_cell: &GridCell,
        out: &mut String,
    ) {
        let at = CellRef::new(number, out_cell.col);
        let moved = at != CellRef::new(row.number, cell.col);
        let mut open = self.sheet.slice(&cell.open).to_owned();
        if self.columns_moved || moved && attribute(&open, "r").is_some() {
            set_attribute(&mut open, "r", &at.to_string());
        }
        let mut inside = String::new();
        if let Some(formula) = &cell.formula {
            let text = out_cell.formula().unwrap_or(&formula.text);
            self.formula(self.sheet.slice(&formula.open), &formula.kind, text, at, &mut inside);
        }
        self.cached(cell, out_cell, &mut open, &mut inside);
        self.put(&open, &inside, &cell.extra, out);
    }

    /// A filled cell: keeps its style and whatever else its start tag says.
    fn filled(
        &self,
        content: &Content,
        cell: &Cell,
        out_cell: &GridCell,
        tags: &Tags<'_>,
        out: &mut String,
    ) {
        let p = &self.sheet.prefix;
        if let (Content::Number(number), true) = (content, cell.extra.is_empty()) {
            tags.number(out_cell, cell, out);
            number.write(out);
            out.push_str(&self.number_ends);
            return;
        }
        tags.filled(out_cell, cell, out);
        match content {
            Content::Blank if cell.extra.is_empty() => {
                out.push_str("/>");
                return;
            }
            Content::Blank => out.push('>'),
            Content::Number(number) => {
                push_all(out, &["><", p, "v>"]);
                number.write(out);
                push_all(out, &["</", p, "v>"]);
            }
            Content::Bool(truth) => {
                let digit = if *truth { "1" } else { "0" };
                push_all(out, &[" t=\"b\"><", p, "v>", digit, "</", p, "v>"]);
            }
            Content::Plain(text) => {
                push_all(out, &[" t=\"inlineStr\"><", p, "is>"]);
                write_plain(text, p, out);
                push_all(out, &["</", p, "is>"]);
            }
            Content::Text(text) => {
                push_all(out, &[" t=\"inlineStr\"><", p, "is>"]);
                if self.strings_prefix == p {
                    text.write(p, out);
                } else {
                    // Formatting taken from a part with another prefix would not be understood.
                    write_plain(&text.text(), p, out);
                }
                push_all(out, &["</", p, "is>"]);
            }
        }
        for extra in &cell.extra {
            out.push_str(self.sheet.slice(extra));
        }
        push_all(out, &["</", p, "c>"]);
    }

    fn put(
        &self,
        open: &str,
        inside: &str,
        extra: &[std::ops::Range<usize>],
        out: &mut String,
    ) {
        let open = open.trim_end();
        if inside.is_empty() && extra.is_empty() {
            push_all(out, &["<", open, "/>"]);
            return;
        }
        push_all(out, &["<", open, ">", inside]);
        for extra in extra {
            out.push_str(self.sheet.slice(extra));
        }
        push_all(out, &["</", &self.sheet.prefix, "c>"]);
    }

    fn formula(
        &self,
        open: &str,
        kind: &FormulaKind,
        text: &str,
        at: CellRef,
        out: &mut String,
    ) {
        let mut open = open.trim_end().to_owned();
        match kind {
            FormulaKind::Shared(_) if self.ungroup => {
                for name in ["t", "si", "ref"] {
                    remove_attribute(&mut open, name);
                }
            }
            FormulaKind::Array(area) => {
                if let Some(area) = area_at(area, at) {
                    set_attribute(&mut open, "ref", &area);
                }
            }
            _ => {}
        }
        let grouped = matches!(kind, FormulaKind::Shared(_)) && !self.ungroup;
        if grouped && attribute(&open, "ref").is_none() || text.is_empty() {
            push_all(out, &["<", &open, "/>"]);
        } else {
            push_all(
                out,
                &["<", &open, ">", &escape_xml(text), "</", &self.sheet.prefix, "f>"],
            );
        }
    }

    fn cached(&self, cell: &Cell, out_cell: &GridCell, open: &mut String, inside: &mut String) {
        let p = &self.sheet.prefix;
        let replaced = match out_cell.cached() {
            Cached::Kept => {
                let value = cell.value_element.as_ref();
                inside.push_str(value.map_or("", |range| self.sheet.slice(range)));
                return;
            }
            Cached::Removed => None,
            Cached::Replaced(value) => Some(&**value),
        };
        let (kind, value) = match replaced {
            None => (None, String::new()),
            Some(CachedValue::Number(number)) => (None, number.clone()),
            Some(CachedValue::Bool(truth)) => (Some("b"), u8::from(*truth).to_string()),
            Some(CachedValue::Error(error)) => (Some("e"), (*error).to_owned()),
            Some(CachedValue::Text(text)) => {
                (Some("str"), escape_xml(&cell_text(text)).into_owned())
            }
        };
        remove_attribute(open, "t");
        if let Some(kind) = kind {
            set_attribute(open, "t", kind);
        }
        if !value.is_empty() || kind == Some("str") {
            push_all(inside, &["<", p, "v>", &value, "</", p, "v>"]);
        }
    }
}

/// The area of an array formula (`B2:B4`) when its first cell is elsewhere.
fn area_at(area: &str, first: CellRef) -> Option<String> {
    let (from, to) = area.split_once(':').unwrap_or((area, area));
    let (from, to) = (from.parse::<CellRef>().ok()?, to.parse::<CellRef>().ok()?);
    let last = CellRef::new(
        first.row.checked_add(to.row.checked_sub(from.row)?)?,
        first.col.checked_add(to.col.checked_sub(from.col)?)?,
    );
    Some(if first == last { first.to_string() } else { format!("{first}:{last}") })
}

/// Corrects what a row says of its first and last column.
fn respan(open: &mut String, cells: &[GridCell]) {
    if attribute(open, "spans").is_none() {
        return;
    }
    match (cells.first(), cells.last()) {
        (Some(first), Some(last)) => {
            set_attribute(open, "spans", &format!("{}:{}", first.col + 1, last.col + 1));
        }
        _ => remove_attribute(open, "spans"),
    }
}
