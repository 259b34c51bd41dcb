//! A table of a page while it is read, and the tables in its cells.

use std::collections::BTreeMap;

use super::super::convert;
use super::super::error::{Doubt, ReadError};
use super::super::flow::{Flow, is_figure};
use super::super::said::Said;
use super::super::spans::{Layout, Span, Table, TableBudget};
use super::super::workbook::Cell;
use super::css::Effect;
use super::given::Given;
use super::tokens::Tag;
use crate::ooxml::CellRef;

/// The widest and the highest span that browsers follow.
const MOST_COLS: u16 = 1_000;
const MOST_ROWS: u32 = 65_534;

/// Cells of a row by which a table of figures is known from one that only places what it holds.
const COLUMNS: usize = 3;

/// A table that is not closed yet.
#[derive(Default)]
pub(super) struct OpenTable {
    layout: Layout,
    in_row: bool,
    /// What its row, and the group of its row, do.
    pub(super) of_row: Effect,
    pub(super) of_group: Effect,
    columns: u32,
    /// Elements that were open around it.
    pub(super) around: usize,
    pub(super) cell: Option<OpenCell>,
    /// Its caption, and what stands in it outside of cells, which browsers show above it.
    pub(super) above: Said,
    nested: BTreeMap<CellRef, Vec<Piece>>,
}

/// A cell that is not closed yet.
pub(super) struct OpenCell {
    pub(super) said: Said,
    span: Span,
    given: Given,
    /// Elements that were open around it.
    pub(super) base: usize,
    /// No room is left for it.
    gone: bool,
    /// What it said before the tables in it, and these.
    before: Vec<Piece>,
}

/// A piece of what a cell holds that has tables in it.
enum Piece {
    Text(String),
    Table(Box<Nested>),
}

/// A table that may hold others.
pub(super) struct Nested {
    table: Table,
    above: String,
    /// What its cells hold that have tables in them.
    inside: BTreeMap<CellRef, Vec<Piece>>,
}

impl OpenTable {
    /// A table within so many open elements.
    pub(super) fn within(around: usize) -> Self {
        Self { around, ..Self::default() }
    }

    /// Takes a column of its head.
    pub(super) fn column(&mut self, tag: &Tag, effect: Effect) {
        let count = leading_number(tag.attribute("span")).unwrap_or(1);
        let count = count.clamp(1, u32::from(MOST_COLS));
        if effect.gone || effect.unseen {
            let columns = &mut self.layout.appearance().columns;
            columns.add(self.columns, self.columns.saturating_add(count - 1));
        }
        self.columns = self.columns.saturating_add(count);
    }

    /// Begins a row.
    pub(super) fn start_row(&mut self, effect: Effect) -> Result<(), ReadError> {
        self.in_row = true;
        self.of_row = effect;
        if self.is_hidden_row() {
            let row = self.layout.next().row;
            self.layout.appearance().rows.add(row, row);
            // Browsers let the cell from above reach one row further, spreadsheets do not.
            if self.layout.is_hung_into() {
                return Err(ReadError::Doubtful(Doubt::HiddenRowsInSpans));
            }
        }
        Ok(())
    }

    const fn is_hidden_row(&self) -> bool {
        let (row, group) = (self.of_row, self.of_group);
        row.gone || row.unseen || group.gone || group.unseen
    }

    /// Begins a cell.
    pub(super) fn start_cell(
        &mut self,
        tag: &Tag,
        effect: Effect,
        base: usize,
    ) -> Result<(), ReadError> {
        let cell = OpenCell::new(tag, effect, base);
        if self.is_hidden_row() && cell.span.rows > 1 {
            return Err(ReadError::Doubtful(Doubt::HiddenRowsInSpans));
        }
        if !self.in_row {
            self.start_row(Effect::default())?;
        }
        self.cell = Some(cell);
        Ok(())
    }

    /// Puts the open cell into its place.
    pub(super) fn end_cell(&mut self, budget: &mut TableBudget) -> Result<(), ReadError> {
        let Some(mut cell) = self.cell.take() else { return Ok(()) };
        if cell.gone {
            return Ok(());
        }
        if cell.before.is_empty() {
            return self.put(&cell, budget);
        }
        cell.end_piece();
        let at = self.layout.put(cell.span, None, budget)?;
        self.nested.insert(at, cell.before);
        Ok(())
    }

    fn put(&mut self, cell: &OpenCell, budget: &mut TableBudget) -> Result<(), ReadError> {
        let (content, percentage) = cell.given.content(&plain(cell.said.text())).unzip();
        let at = self.layout.put(cell.span, content, budget)?;
        if percentage == Some(true) {
            self.layout.appearance().percentages.insert(at);
        }
        let struck = cell.said.struck();
        self.layout.appearance().struck.extend(struck.map(|struck| (at, struck)));
        Ok(())
    }

    /// Ends the row, if one is open.
    pub(super) fn end_row(&mut self, budget: &mut TableBudget) -> Result<(), ReadError> {
        self.end_cell(budget)?;
        self.of_row = Effect::default();
        if std::mem::take(&mut self.in_row) {
            self.layout.end_row()?;
        }
        Ok(())
    }

    /// Ends a group of rows and begins the next.
    pub(super) fn end_group(
        &mut self,
        next: Effect,
        budget: &mut TableBudget,
    ) -> Result<(), ReadError> {
        self.end_row(budget)?;
        self.layout.end_group();
        self.of_group = next;
        Ok(())
    }

    /// The table, once all is said.
    pub(super) fn finish(mut self, budget: &mut TableBudget) -> Result<Nested, ReadError> {
        self.end_row(budget)?;
        let above = plain(self.above.text());
        Ok(Nested { table: self.layout.finish(), above, inside: self.nested })
    }
}

impl OpenCell {
    fn new(tag: &Tag, effect: Effect, base: usize) -> Self {
        let cols = leading_number(tag.attribute("colspan")).unwrap_or(1);
        let cols = cols.clamp(1, u32::from(MOST_COLS));
        let rows = match leading_number(tag.attribute("rowspan")) {
            // To the end of its group of rows.
            Some(0) => MOST_ROWS,
            rows => rows.unwrap_or(1).min(MOST_ROWS),
        };
        Self {
            said: Said::default(),
            span: Span { cols: u16::try_from(cols).unwrap_or(1), rows },
            given: Given::of(tag),
            base,
            gone: effect.gone,
            before: Vec::new(),
        }
    }

    /// Ends the text before a table in the cell, or behind the last.
    pub(super) fn end_piece(&mut self) {
        let said = std::mem::take(&mut self.said);
        self.before.push(Piece::Text(plain(said.text())));
    }

    /// Takes a table that stands in the cell.
    pub(super) fn hold(&mut self, table: Nested) {
        self.before.push(Piece::Table(Box::new(table)));
    }
}

impl Nested {
    /// Tells the flow of the page what the table holds, in its order.
    pub(super) fn tell(mut self, flow: &mut Flow) -> Result<(), ReadError> {
        flow.line(&self.above)?;
        if self.inside.is_empty() {
            return flow.table(self.table);
        }
        if self.is_of_figures() && !self.holds_figures() {
            let inside = std::mem::take(&mut self.inside);
            for (at, pieces) in inside {
                let text = said(&pieces);
                if !text.is_empty() {
                    let cell = convert::typed(&text);
                    flow.budget().spend(&cell)?;
                    self.table.cells.push((at, cell));
                }
            }
            return flow.table(self.table);
        }
        // It only places what it holds.
        let mut held: BTreeMap<CellRef, Vec<Piece>> = self.inside;
        for (at, Cell { text, .. }) in self.table.cells {
            held.insert(at, vec![Piece::Text(text)]);
        }
        for piece in held.into_values().flatten() {
            match piece {
                Piece::Text(text) => flow.line(&text)?,
                Piece::Table(table) => table.tell(flow)?,
            }
        }
        Ok(())
    }

    /// Whether a row has a figure beside other cells.
    fn is_of_figures(&self) -> bool {
        let mut in_row: BTreeMap<u32, usize> = BTreeMap::new();
        let own = self.table.cells.iter().map(|(at, _)| at);
        own.chain(self.inside.keys()).for_each(|at| *in_row.entry(at.row).or_default() += 1);
        self.table.cells.iter().any(|(at, cell)| {
            in_row.get(&at.row).is_some_and(|cells| *cells >= COLUMNS)
                && at.col > 0
                && is_figure(*at, cell)
        })
    }

    /// Whether any table in its cells is more than a place for words.
    fn holds_figures(&self) -> bool {
        let mut tables = self.inside.values().flatten().filter_map(|piece| match piece {
            Piece::Table(table) => Some(table),
            Piece::Text(_) => None,
        });
        tables.any(|inner| {
            let Self { table, inside, .. } = inner.as_ref();
            let is_table = table.rows > 1 && table.cols > 1;
            !inside.is_empty()
                || is_table && table.cells.iter().any(|(at, cell)| is_figure(*at, cell))
        })
    }
}

/// What a cell says that has tables in it.
fn said(pieces: &[Piece]) -> String {
    let mut lines: Vec<&str> = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Text(text) => lines.push(text),
            Piece::Table(table) => {
                lines.push(&table.above);
                lines.extend(table.table.cells.iter().map(|(_, cell)| cell.text.as_str()));
            }
        }
    }
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}

/// The lines of a text that say something.
fn plain(text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// The number that an attribute begins with: browsers read no further.
fn leading_number(value: Option<&str>) -> Option<u32> {
    let value = value?.trim_start();
    let end = value.find(|c: char| !c.is_ascii_digit()).unwrap_or(value.len());
    let digits = value.get(..end)?;
    (!digits.is_empty()).then(|| digits.parse().unwrap_or(u32::MAX))
}

const _: () = assert!(MOST_COLS < CellRef::COLS);
