//! The start tags of a sheet's rows and cells in pieces: what stands before and after the address
//! is taken apart once for all repetitions of a row.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::digits::write_whole;
use super::grid::GridCell;
use super::sheet::{Cell, Sheet};
use crate::ooxml::CellRef;
use crate::ooxml::xml_part::{
    attribute, attributes, push_all, remove_attribute, set_attribute,
};

/// Template rows whose tags are held at a time: more are hardly repeated by turns.
const MOST_ROWS: usize = 64;

/// The start tags of the rows of the result and of their cells, one row after the other.
pub(super) struct Tags<'a> {
    sheet: &'a Sheet,
    /// Whether cells that are told by their order get addresses: they stand elsewhere now.
    addressed: bool,
    /// By the index of the template's row.
    rows: BTreeMap<usize, Rc<RowTags>>,
    /// Letters of the columns, as far as they were asked for.
    letters: Vec<String>,
    /// The row that is being written, and the index of the template's row.
    row: Option<(usize, Rc<RowTags>)>,
    /// The row's number as it is written.
    number: String,
}

/// The start tags of a template row.
struct RowTags {
    /// Its own, before and after its number; `None` when it does not say it.
    open: Option<(String, String)>,
    cells: Vec<CellTags>,
}

/// A cell's start tag, each kind taken apart when it is first asked for.
#[derive(Default)]
struct CellTags {
    /// As it is.
    kept: OnceCell<StartTag>,
    /// Without what says of which type the value is.
    filled: OnceCell<StartTag>,
    /// The same with what begins a number.
    number: OnceCell<StartTag>,
}

/// A start tag around the number of the cell's row.
struct StartTag {
    /// Up to the letters of its address.
    before: String,
    /// The column in the template, and all up to its letters and with them.
    template: (u16, String),
    /// What comes after the address; `None` when the cell is told by its order.
    after: Option<String>,
}

impl<'a> Tags<'a> {
    /// The tags of a sheet; `addressed`: all cells get their address.
    pub(super) fn new(sheet: &'a Sheet, addressed: bool) -> Self {
        let (letters, number) = (Vec::new(), String::new());
        Self { sheet, addressed, rows: BTreeMap::new(), letters, row: None, number }
    }

    /// Turns to a row of the result: its template row by index, and its number from 0. `columns`
    /// are those of its cells.
    pub(super) fn begin(
        &mut self,
        row: usize,
        number: u32,
        columns: impl Iterator<Item = u16>,
    ) {
        self.number.clear();
        write_whole(i64::from(number) + 1, &mut self.number);
        let last = columns.last().map_or(0, usize::from);
        while self.letters.len() <= last {
            let column = u16::try_from(self.letters.len()).unwrap_or(CellRef::COLS);
            self.letters.push(CellRef::column_name(column));
        }
        if self.row.as_ref().is_some_and(|(current, _)| *current == row) {
            return;
        }
        if self.rows.len() >= MOST_ROWS && !self.rows.contains_key(&row) {
            self.rows.clear();
        }
        let tags =
            self.rows.entry(row).or_insert_with(|| Rc::new(RowTags::new(self.sheet, row)));
        self.row = Some((row, Rc::clone(tags)));
    }

    /// Writes the row's start tag with its number, up to its end; answers whether it says one.
    pub(super) fn row(&self, out: &mut String) -> bool {
        let open = self.row.as_ref().and_then(|(_, tags)| tags.open.as_ref());
        if let Some((before, after)) = open {
            push_all(out, &[before, &self.number, after]);
        }
        open.is_some()
    }

    /// Writes the start tag of a cell as it is, up to its end.
    pub(super) fn kept(&self, out_cell: &GridCell, cell: &Cell, out: &mut String) {
        let make = || StartTag::new(&self.whole_tag(cell), cell.col);
        if let Some(tags) = self.of(out_cell) {
            self.write(tags.kept.get_or_init(make), out_cell, out);
        }
    }

    /// Writes the start tag of a cell that is filled, up to where its type is to be said.
    pub(super) fn filled(&self, out_cell: &GridCell, cell: &Cell, out: &mut String) {
        let make = || StartTag::new(&self.tag_without_type(cell), cell.col);
        if let Some(tags) = self.of(out_cell) {
            self.write(tags.filled.get_or_init(make), out_cell, out);
        }
    }

    /// The same, and what begins a number.
    pub(super) fn number(&self, out_cell: &GridCell, cell: &Cell, out: &mut String) {
        let make = || {
            let open = format!("{}><{}v>", self.tag_without_type(cell), self.sheet.prefix);
            StartTag::new(&open, cell.col)
        };
        if let Some(tags) = self.of(out_cell) {
            self.write(tags.number.get_or_init(make), out_cell, out);
        }
    }

    fn of(&self, cell: &GridCell) -> Option<&CellTags> {
        self.row.as_ref()?.1.cells.get(cell.template())
    }

    fn write(&self, tag: &StartTag, cell: &GridCell, out: &mut String) {
        let (col, before) = &tag.template;
        match &tag.after {
            None => out.push_str(&tag.before),
            Some(after) if *col == cell.col => push_all(out, &[before, &self.number, after]),
            Some(after) => {
                let letters =
                    self.letters.get(usize::from(cell.col)).map_or("", String::as_str);
                push_all(out, &[&tag.before, letters, &self.number, after]);
            }
        }
    }

    fn whole_tag(&self, cell: &Cell) -> String {
        let mut open = self.sheet.slice(&cell.open).to_owned();
        if self.addressed && attribute(&open, "r").is_none() {
            set_attribute(&mut open, "r", "");
        }
        open
    }

    fn tag_without_type(&self, cell: &Cell) -> String {
        let mut open = self.whole_tag(cell);
        remove_attribute(&mut open, "t");
        remove_attribute(&mut open, "vm");
        open.truncate(open.trim_end().len());
        open
    }
}

impl RowTags {
    fn new(sheet: &Sheet, row: usize) -> Self {
        let Some(row) = sheet.rows.get(row) else {
            return Self { open: None, cells: Vec::new() };
        };
        let open = sheet.slice(&row.open);
        let number = attributes(open).find(|(name, _)| open.get(name.clone()) == Some("r"));
        let around = number
            .and_then(|(_, value)| Some((open.get(..value.start)?, open.get(value.end..)?)));
        let around = around.map(|(before, after)| (format!("<{before}"), after.to_owned()));
        Self { open: around, cells: row.cells.iter().map(|_| CellTags::default()).collect() }
    }
}

impl StartTag {
    fn new(open: &str, col: u16) -> Self {
        let address = attributes(open).find(|(name, _)| open.get(name.clone()) == Some("r"));
        let around = address
            .and_then(|(_, value)| Some((open.get(..value.start)?, open.get(value.end..)?)));
        let before = format!("<{}", around.map_or(open, |(before, _)| before));
        let template = (col, format!("{before}{}", CellRef::column_name(col)));
        Self { before, template, after: around.map(|(_, after)| after.to_owned()) }
    }
}
