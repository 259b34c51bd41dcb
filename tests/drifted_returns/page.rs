//! A sheet that is being changed, with what every cell of it was on the form.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use tonghop::text;

/// Row and column.
pub type At = (u32, u16);

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Held {
    Number(Decimal),
    Text(String),
}

/// What a cell was when the form went out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Was {
    /// One of the figures of the form.
    Figure(usize),
    /// One of the texts printed on it, in its words.
    Label(usize),
    /// A figure that someone added.
    Added,
    /// Another figure in a copy of its row.
    Copied(usize),
    /// Nothing that matters.
    Other,
}

#[derive(Clone, Debug)]
pub struct Cell {
    pub held: Held,
    pub was: Was,
}

impl Cell {
    pub fn text(text: impl Into<String>) -> Self {
        Self { held: Held::Text(text.into()), was: Was::Other }
    }

    pub fn added(number: usize) -> Self {
        Self { held: Held::Number(Decimal::from(number)), was: Was::Added }
    }

    pub fn words(&self) -> Option<&str> {
        match &self.held {
            Held::Text(text) if text.chars().any(char::is_alphabetic) => Some(text),
            _ => None,
        }
    }
}

/// A sheet.
#[derive(Clone, Debug, Default)]
pub struct Page {
    pub name: String,
    pub cells: BTreeMap<At, Cell>,
    pub merged: Vec<(At, At)>,
    pub hidden_rows: BTreeSet<u32>,
    pub hidden_columns: BTreeSet<u16>,
    /// Cells by their defined names.
    pub names: BTreeMap<String, At>,
    /// Whether names go with their cells, as in Excel, or stay behind.
    pub names_move: bool,
    /// Figures whose cells were changed so that they need not be read.
    pub spoilt: BTreeSet<usize>,
    /// Whether the sheet is there twice, so that it cannot be told which one counts.
    pub is_doubled: bool,
}

impl Page {
    pub fn rows(&self) -> u32 {
        self.cells.keys().map(|(row, _)| row + 1).max().unwrap_or(1)
    }

    pub fn columns(&self) -> u16 {
        self.cells.keys().map(|(_, col)| col + 1).max().unwrap_or(1)
    }

    /// Puts every cell where `to` says; what goes nowhere is taken out.
    pub fn cells_to(&mut self, to: impl Fn(At) -> Option<At>) {
        let cells = std::mem::take(&mut self.cells);
        self.cells = cells.into_iter().filter_map(|(at, cell)| Some((to(at)?, cell))).collect();
        if self.names_move {
            let names = std::mem::take(&mut self.names);
            self.names = names.into_iter().filter_map(|(n, at)| Some((n, to(at)?))).collect();
        }
    }

    pub fn rows_to(&mut self, to: impl Fn(u32) -> Option<u32>) {
        self.cells_to(|(row, col)| Some((to(row)?, col)));
        self.hidden_rows = self.hidden_rows.iter().filter_map(|row| to(*row)).collect();
        self.merges_to(|(top, left), (bottom, right)| {
            let rows = (top..=bottom).filter_map(&to);
            let (first, last) = (rows.clone().min()?, rows.max()?);
            Some(((first, left), (last, right)))
        });
    }

    pub fn columns_to(&mut self, to: impl Fn(u16) -> Option<u16>) {
        self.cells_to(|(row, col)| Some((row, to(col)?)));
        self.hidden_columns = self.hidden_columns.iter().filter_map(|col| to(*col)).collect();
        self.merges_to(|(top, left), (bottom, right)| {
            let columns = (left..=right).filter_map(&to);
            let (first, last) = (columns.clone().min()?, columns.max()?);
            Some(((top, first), (bottom, last)))
        });
    }

    fn merges_to(&mut self, to: impl Fn(At, At) -> Option<(At, At)>) {
        let merged = std::mem::take(&mut self.merged);
        let moved = merged.into_iter().filter_map(|(from, last)| to(from, last));
        self.merged = moved.filter(|(from, last)| from != last).collect();
        self.drop_covered();
    }

    /// Merges that lie over each other are no merges; what is covered by one is gone.
    pub fn drop_covered(&mut self) {
        let mut kept: Vec<(At, At)> = Vec::new();
        for merge in std::mem::take(&mut self.merged) {
            if !kept.iter().any(|other| overlap(*other, merge)) {
                kept.push(merge);
            }
        }
        for merge in &kept {
            let covered = |at: &At| contains(*merge, *at) && *at != merge.0;
            self.cells.retain(|at, _| !covered(at));
        }
        self.merged = kept;
    }

    pub fn insert_row(&mut self, before: u32) {
        self.rows_to(|at| Some(if at < before { at } else { at + 1 }));
    }

    pub fn insert_column(&mut self, before: u16) {
        self.columns_to(|at| Some(if at < before { at } else { at + 1 }));
    }

    pub fn delete_row(&mut self, row: u32) {
        self.rows_to(|at| (at != row).then(|| if at < row { at } else { at - 1 }));
    }

    pub fn delete_column(&mut self, column: u16) {
        self.columns_to(|at| (at != column).then(|| if at < column { at } else { at - 1 }));
    }

    /// Takes a row out and puts it in elsewhere.
    pub fn move_row(&mut self, from: u32, to: u32) {
        self.rows_to(|at| {
            Some(match at {
                _ if at == from => to,
                _ if from < at && at <= to => at - 1,
                _ if to <= at && at < from => at + 1,
                _ => at,
            })
        });
    }

    pub fn is_merged(&self, within: impl Fn((At, At)) -> bool) -> bool {
        self.merged.iter().any(|merge| within(*merge))
    }

    pub fn row(&self, row: u32) -> impl Iterator<Item = (u16, &Cell)> {
        self.cells.range((row, 0)..(row + 1, 0)).map(|((_, col), cell)| (*col, cell))
    }

    pub fn has_figures(&self, row: u32) -> bool {
        self.row(row).any(|(_, cell)| matches!(cell.was, Was::Figure(_)))
    }

    /// The rows with figures.
    pub fn figure_rows(&self) -> Vec<u32> {
        (0..self.rows()).filter(|row| self.has_figures(*row)).collect()
    }

    /// Whether what a row says in words is said by no other row, however it is typed: of two that say
    /// the same, whichever stands below a heading is that heading's.
    pub fn is_single(&self, row: u32) -> bool {
        let words = |at: u32| -> Vec<String> {
            self.row(at).filter_map(|(_, cell)| cell.words()).map(text::key::of).collect()
        };
        let own = words(row);
        let others = (0..self.rows()).filter(|other| *other != row);
        !own.is_empty() && others.into_iter().all(|other| words(other) != own)
    }

    /// The texts in words.
    pub fn labels(&self) -> Vec<At> {
        let worded = self.cells.iter().filter(|(_, cell)| cell.words().is_some());
        worded
            .filter(|(_, cell)| matches!(cell.was, Was::Label(_)))
            .map(|(at, _)| *at)
            .collect()
    }
}

pub fn contains((from, to): (At, At), at: At) -> bool {
    (from.0..=to.0).contains(&at.0) && (from.1..=to.1).contains(&at.1)
}

fn overlap(one: (At, At), other: (At, At)) -> bool {
    one.0.0 <= other.1.0 && other.0.0 <= one.1.0 && one.0.1 <= other.1.1 && other.0.1 <= one.1.1
}
