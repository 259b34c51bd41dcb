//! The start tags of a sheet's cells in pieces: what stands before and after the address is taken
//! apart once for all repetitions of a row.

use std::collections::BTreeMap;

use super::digits::write_whole;
use super::grid::GridCell;
use super::sheet::{Cell, Sheet};
use crate::ooxml::CellRef;
use crate::ooxml::xml_part::{
    attribute, attributes, push_all, remove_attribute, set_attribute,
};

/// Template rows whose tags are held at a time: more are hardly repeated by turns.
const MOST_ROWS: usize = 64;

/// The start tags of the cells of one row of the result after the other.
pub(super) struct Tags<'a> {
    sheet: &'a Sheet,
    /// Whether cells that are told by their order get addresses: they stand elsewhere now.
    addressed: bool,
    rows: BTreeMap<usize, Vec<CellTags>>,
    /// Letters of the columns, as far as they were asked for.
    letters: Vec<String>,
    /// Index of the template's row.
    row: usize,
    /// The row's number as it is written.
    number: String,
}

/// A cell's start tag.
struct CellTags {
    /// As it is.
    kept: StartTag,
    /// Without what says of which type the value is.
    filled: StartTag,
    /// The same with what begins a number.
    number: StartTag,
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
        Self { sheet, addressed, rows: BTreeMap::new(), letters, row: 0, number }
    }

    /// Turns to a row of the result: its template row by index, and its number from 0. `columns`
    /// are those of its cells.
    pub(super) fn begin(
        &mut self,
        row: usize,
        number: u32,
        columns: impl Iterator<Item = u16>,
    ) {
        self.row = row;
        self.number.clear();
        write_whole(i64::from(number) + 1, &mut self.number);
        let last = columns.last().map_or(0, usize::from);
        while self.letters.len() <= last {
            let column = u16::try_from(self.letters.len()).unwrap_or(CellRef::COLS);
            self.letters.push(CellRef::column_name(column));
        }
        if !self.rows.contains_key(&row) {
            if self.rows.len() >= MOST_ROWS {
                self.rows.clear();
            }
            let cells = self.sheet.rows.get(row).map_or(&[][..], |row| &row.cells);
            let tags = cells.iter().map(|cell| CellTags::new(self.sheet, cell, self.addressed));
            self.rows.insert(row, tags.collect());
        }
    }

    /// Writes the start tag of a cell as it is, up to its end.
    pub(super) fn kept(&self, cell: &GridCell, out: &mut String) {
        if let Some(tags) = self.of(cell) {
            self.write(&tags.kept, cell, out);
        }
    }

    /// Writes the start tag of a cell that is filled, up to where its type is to be said.
    pub(super) fn filled(&self, cell: &GridCell, out: &mut String) {
        if let Some(tags) = self.of(cell) {
            self.write(&tags.filled, cell, out);
        }
    }

    /// The same, and what begins a number.
    pub(super) fn number(&self, cell: &GridCell, out: &mut String) {
        if let Some(tags) = self.of(cell) {
            self.write(&tags.number, cell, out);
        }
    }

    fn of(&self, cell: &GridCell) -> Option<&CellTags> {
        self.rows.get(&self.row)?.get(cell.cell)
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
}

impl CellTags {
    fn new(sheet: &Sheet, cell: &Cell, addressed: bool) -> Self {
        let mut kept = sheet.slice(&cell.open).to_owned();
        if addressed && attribute(&kept, "r").is_none() {
            set_attribute(&mut kept, "r", "");
        }
        let mut filled = kept.clone();
        remove_attribute(&mut filled, "t");
        remove_attribute(&mut filled, "vm");
        let filled = filled.trim_end();
        let number = format!("{filled}><{}v>", sheet.prefix);
        let tag = |open: &str| StartTag::new(open, cell.col);
        Self { kept: tag(&kept), filled: tag(filled), number: tag(&number) }
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
