//! The texts of a sheet as a reader sees them, for a form and for a return alike.

use std::collections::BTreeMap;

use crate::ooxml::CellRef;
use crate::pack::FormSheet;
use crate::sheet::Sheet;
use crate::text;

/// A merged range: first and last cell.
pub(super) type Merge = (CellRef, CellRef);

/// More merged ranges than any form has; those beyond are passed over, and what they cover is
/// then not found.
const MOST_MERGES: usize = 20_000;
/// A merged range this high is no heading.
const HIGHEST: u32 = 64;

/// The texts of a sheet by their match keys, and which cells are one.
#[derive(Debug, Default)]
pub(super) struct Texts {
    by_cell: BTreeMap<CellRef, String>,
    /// The merged ranges of each row.
    merged: BTreeMap<u32, Vec<Merge>>,
}

impl Texts {
    pub(super) fn of_form(form: &FormSheet) -> Self {
        let labels = form.labels.iter().map(|label| (label.cell, label.key.clone()));
        Self { by_cell: labels.collect(), merged: by_row(&form.merged) }
    }

    pub(super) fn of_return(sheet: &Sheet) -> Self {
        let keys = sheet.iter().map(|(at, cell)| (at, text::key::of(&cell.text)));
        let by_cell = keys.filter(|(_, key)| !key.is_empty()).collect();
        Self { by_cell, merged: by_row(&sheet.merged) }
    }

    /// All texts, row by row.
    pub(super) fn iter(&self) -> impl Iterator<Item = (CellRef, &str)> {
        self.by_cell.iter().map(|(at, key)| (*at, key.as_str()))
    }

    /// The text that stands in a cell itself.
    pub(super) fn get(&self, at: CellRef) -> Option<&str> {
        self.by_cell.get(&at).map(String::as_str)
    }

    /// The cells with texts from one cell to before another.
    pub(super) fn within(&self, from: CellRef, end: CellRef) -> impl Iterator<Item = CellRef> {
        self.by_cell.range(from..end).map(|(at, _)| *at)
    }

    /// The columns in which a row has texts.
    pub(super) fn columns_of(&self, row: u32) -> impl Iterator<Item = u16> {
        let end = CellRef::new(row.saturating_add(1), 0);
        self.by_cell.range(CellRef::new(row, 0)..end).map(|(at, _)| at.col)
    }

    /// The text that a reader sees at a cell, with the cell it is written in.
    pub(super) fn shown(&self, at: CellRef) -> Option<(CellRef, &str)> {
        let corner = self.merge(at).map_or(at, |merge| merge.0);
        Some((corner, self.get(corner)?))
    }

    /// The merged range that a cell lies in.
    pub(super) fn merge(&self, at: CellRef) -> Option<Merge> {
        let mut merges = self.merged.get(&at.row)?.iter();
        merges.find(|(from, to)| (from.col..=to.col).contains(&at.col)).copied()
    }
}

fn by_row(merged: &[Merge]) -> BTreeMap<u32, Vec<Merge>> {
    let mut by_row: BTreeMap<u32, Vec<Merge>> = BTreeMap::new();
    for merge in merged.iter().take(MOST_MERGES) {
        let last = merge.1.row.min(merge.0.row.saturating_add(HIGHEST));
        for row in merge.0.row..=last {
            by_row.entry(row).or_default().push(*merge);
        }
    }
    by_row
}

/// Whether a text above a column says something: words, or a year; the numbers of columns do not.
pub(super) fn is_heading(key: &str) -> bool {
    let is_year = || {
        key.len() == 4
            && (key.starts_with("19") || key.starts_with("20"))
            && key.bytes().all(|byte| byte.is_ascii_digit())
    };
    text::key::is_worded(key) || is_year()
}
