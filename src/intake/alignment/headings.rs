//! The headings above the columns of a table.

use std::collections::{BTreeMap, BTreeSet};

use super::lines::Lines;
use super::texts::{Texts, is_heading};
use crate::ooxml::CellRef;

/// How many rows of headings a table may have.
const DEEPEST: u32 = 40;
/// A merged range wider than this is no heading of columns.
const WIDEST: u16 = 512;

/// The rows in which the headings of a table stand.
pub(super) struct Above<'a> {
    pub(super) texts: &'a Texts,
    /// First row that may have one.
    pub(super) from: u32,
    /// First row of figures.
    pub(super) to: u32,
    /// The columns of row labels: what stands over them, too, says nothing of a column.
    pub(super) labels: BTreeSet<u16>,
    /// Rows that say whose return it is and for when, and rows of figures.
    pub(super) identity: BTreeSet<u32>,
}

/// A heading: the row it is written in, and what it says.
type Heading = (u32, String);

/// The headings of columns, from the lowest up.
#[derive(Debug, Default)]
pub(super) struct Headings {
    /// All that a reader sees above a column.
    shown: BTreeMap<u16, Vec<Heading>>,
    /// Those written in the column itself.
    own: BTreeMap<u16, Vec<Heading>>,
    /// The rows with headings.
    rows: BTreeSet<u32>,
}

/// Which headings of a column are looked at.
#[derive(Debug, Clone, Copy)]
pub(super) enum Seen {
    /// All that a reader sees.
    All,
    /// Those written in the column itself: a heading over several is cut to the first.
    Own,
}

impl Above<'_> {
    /// The headings of some columns.
    pub(super) fn headings(&self, columns: &BTreeSet<u16>) -> Headings {
        let mut found = Headings::default();
        let mut known: BTreeSet<(u16, CellRef)> = BTreeSet::new();
        for row in self.rows().rev().filter(|row| !self.identity.contains(row)) {
            for column in columns {
                let Some((corner, text)) = self.texts.shown(CellRef::new(row, *column)) else {
                    continue;
                };
                if !is_heading(text) || self.is_over_labels(corner) {
                    continue;
                }
                found.rows.insert(row);
                if known.insert((*column, corner)) {
                    let heading = (row, text.to_owned());
                    if corner.col == *column {
                        found.own.entry(*column).or_default().push(heading.clone());
                    }
                    found.shown.entry(*column).or_default().push(heading);
                }
            }
        }
        found
    }

    /// The columns that have a text of their own above, or lie under one.
    pub(super) fn columns(&self) -> BTreeSet<u16> {
        let mut columns = BTreeSet::new();
        for row in self.rows() {
            for column in self.texts.columns_of(row) {
                let merge = self.texts.merge(CellRef::new(row, column));
                let last = merge.map_or(column, |(_, to)| to.col);
                columns.extend(column..=last.min(column.saturating_add(WIDEST)));
            }
        }
        columns
    }

    fn rows(&self) -> std::ops::Range<u32> {
        self.from.max(self.to.saturating_sub(DEEPEST))..self.to
    }

    fn is_over_labels(&self, corner: CellRef) -> bool {
        let range = self.texts.merge(corner).unwrap_or((corner, corner));
        self.labels.iter().any(|label| (range.0.col..=range.1.col).contains(label))
    }
}

impl Headings {
    /// What the form says of its columns: the headings up to the first row without any.
    pub(super) fn of_form(&self, seen: Seen) -> Lines<Vec<String>> {
        let lines = self.of(seen).iter().map(|(column, headings)| {
            let mut says = Vec::new();
            for (at, (row, text)) in headings.iter().enumerate() {
                let below = at.checked_sub(1).and_then(|at| headings.get(at));
                if below.is_some_and(|(lower, _)| self.is_parted(*row, *lower)) {
                    break;
                }
                says.push(text.clone());
            }
            (u32::from(*column), says)
        });
        lines.filter(|(_, says)| !says.is_empty()).collect()
    }

    /// What the return says of its columns, cut to what the form says where there is nothing more
    /// above but what lies apart or is printed on the form.
    pub(super) fn of_return(
        &self,
        seen: Seen,
        form: &Lines<Vec<String>>,
        is_printed: impl Fn(&str) -> bool,
    ) -> Lines<Vec<String>> {
        let lines = self.of(seen).iter().map(|(column, headings)| {
            let texts: Vec<String> = headings.iter().map(|(_, text)| text.clone()).collect();
            let fits = |says: &&Vec<String>| {
                let (Some(last), true) = (says.len().checked_sub(1), texts.starts_with(says))
                else {
                    return false;
                };
                match (headings.get(last), headings.get(last + 1)) {
                    (Some((lower, _)), Some((row, text))) => {
                        self.is_parted(*row, *lower) || is_printed(text)
                    }
                    _ => true,
                }
            };
            let says = form.iter().map(|(_, says)| says).filter(fits).max_by_key(|s| s.len());
            (u32::from(*column), says.cloned().unwrap_or(texts))
        });
        lines.collect()
    }

    /// The columns with headings.
    pub(super) fn columns(&self) -> impl Iterator<Item = u16> {
        self.shown.keys().copied()
    }

    /// All headings above a column, from the lowest up.
    pub(super) fn shown(&self, column: u16) -> impl Iterator<Item = &str> {
        self.shown.get(&column).into_iter().flatten().map(|(_, text)| text.as_str())
    }

    /// The same with each text written otherwise.
    pub(super) fn respelled(&self, write: impl Fn(&str) -> String) -> Self {
        let all = |of: &BTreeMap<u16, Vec<Heading>>| -> BTreeMap<u16, Vec<Heading>> {
            let written = |headings: &Vec<Heading>| {
                headings.iter().map(|(row, text)| (*row, write(text))).collect()
            };
            of.iter().map(|(column, headings)| (*column, written(headings))).collect()
        };
        Self { shown: all(&self.shown), own: all(&self.own), rows: self.rows.clone() }
    }

    fn of(&self, seen: Seen) -> &BTreeMap<u16, Vec<Heading>> {
        match seen {
            Seen::All => &self.shown,
            Seen::Own => &self.own,
        }
    }

    /// Whether a row without headings lies between two rows.
    fn is_parted(&self, upper: u32, lower: u32) -> bool {
        (upper.saturating_add(1)..lower).any(|row| !self.rows.contains(&row))
    }
}
