//! Which cells made a figure change: those behind it that say something else, and returns that
//! came or went.

use std::collections::BTreeMap;

use super::ChangedFile;
use crate::ooxml::CellRef;
use crate::trace::ledger::{FileLine, LedgerCell, LedgerFigure, ReadLedger};

/// What made a figure change.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// A cell says something else.
    Cell(ChangedCell),
    /// Cells of a return that was not counted before.
    Came {
        /// The return.
        file: String,
        /// How many of its cells are behind the figure.
        cells: usize,
    },
    /// Cells of a return that is not counted any more.
    Gone {
        /// The return.
        file: String,
        /// How many of its cells were behind the figure.
        cells: usize,
    },
    /// The figure is worked out in another way.
    Method {
        /// As it was.
        before: String,
        /// As it is.
        after: String,
    },
    /// No cell, but the office's settings are others.
    Settings {
        /// The settings workbook.
        file: String,
    },
    /// Nothing that the ledgers tell: another version of the pack or of the program.
    Elsewhere,
}

/// A figure of a return that was read otherwise, from the same cell or another return.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ChangedCell {
    /// Name of the figure read from it.
    pub figure: String,
    /// The cell as it was.
    pub before: CellTold,
    /// The cell as it is.
    pub after: CellTold,
}

/// A cell of a return and what is typed in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct CellTold {
    /// File, relative to the workspace.
    pub file: String,
    /// Sheet.
    pub sheet: String,
    /// Cell.
    pub cell: CellRef,
    /// What is typed in it.
    pub text: String,
}

impl CellTold {
    fn of(cell: &LedgerCell) -> Self {
        Self {
            file: cell.file.clone(),
            sheet: cell.sheet.clone(),
            cell: cell.cell,
            text: cell.text.clone(),
        }
    }
}

/// The cells of two ledgers, by the figures they are behind.
pub(super) struct Causes<'a> {
    before: BTreeMap<&'a str, Vec<&'a LedgerCell>>,
    after: BTreeMap<&'a str, Vec<&'a LedgerCell>>,
}

impl<'a> Causes<'a> {
    pub(super) fn new(before: &'a ReadLedger, after: &'a ReadLedger) -> Self {
        Self { before: by_figure(before), after: by_figure(after) }
    }

    /// What made a figure change, in order; never nothing.
    pub(super) fn of(
        &self,
        before: &LedgerFigure,
        after: &LedgerFigure,
        files: &[ChangedFile],
    ) -> Vec<Cause> {
        let none = Vec::new();
        let old = self.before.get(before.id.as_str()).unwrap_or(&none);
        let new = self.after.get(after.id.as_str()).unwrap_or(&none);
        let mut causes = changed_cells(old, new);
        causes.sort();
        if causes.is_empty() {
            causes.push(without_cells(before, after, files));
        }
        causes
    }
}

fn by_figure(ledger: &ReadLedger) -> BTreeMap<&str, Vec<&LedgerCell>> {
    let mut cells: BTreeMap<&str, Vec<&LedgerCell>> = BTreeMap::new();
    for cell in &ledger.cells {
        for id in &cell.used_in {
            cells.entry(id).or_default().push(cell);
        }
    }
    cells
}

/// Cells are the same when they stand in one place; else the figure read from them tells which
/// cell of another file took the place of which.
fn changed_cells(before: &[&LedgerCell], after: &[&LedgerCell]) -> Vec<Cause> {
    let mut by_place: BTreeMap<(&str, &str, CellRef), &LedgerCell> =
        before.iter().map(|cell| (place(cell), *cell)).collect();
    let mut changed = Vec::new();
    let mut only_after = Vec::new();
    for cell in after {
        match by_place.remove(&place(cell)) {
            Some(old) => changed.extend(change(old, cell)),
            None => only_after.push(*cell),
        }
    }
    let mut by_leaf: BTreeMap<&str, &LedgerCell> =
        by_place.into_values().map(|cell| (cell.leaf.as_str(), cell)).collect();
    let (mut came, mut gone) = (BTreeMap::new(), BTreeMap::new());
    for cell in only_after {
        match by_leaf.remove(cell.leaf.as_str()) {
            Some(old) => changed.extend(change(old, cell)),
            None => *came.entry(&cell.file).or_insert(0) += 1,
        }
    }
    for cell in by_leaf.into_values() {
        *gone.entry(&cell.file).or_insert(0) += 1;
    }
    changed.extend(
        came.into_iter().map(|(file, cells)| Cause::Came { file: file.clone(), cells }),
    );
    changed.extend(
        gone.into_iter().map(|(file, cells)| Cause::Gone { file: file.clone(), cells }),
    );
    changed
}

fn place(cell: &LedgerCell) -> (&str, &str, CellRef) {
    (&cell.file, &cell.sheet, cell.cell)
}

fn change(before: &LedgerCell, after: &LedgerCell) -> Option<Cause> {
    (before.text != after.text).then(|| {
        Cause::Cell(ChangedCell {
            figure: after.figure.clone(),
            before: CellTold::of(before),
            after: CellTold::of(after),
        })
    })
}

fn without_cells(before: &LedgerFigure, after: &LedgerFigure, files: &[ChangedFile]) -> Cause {
    if before.how != after.how {
        return Cause::Method { before: before.how.clone(), after: after.how.clone() };
    }
    let settings = files.iter().find(|file| {
        let fates = [&file.before, &file.after].into_iter().flatten();
        fates
            .into_iter()
            .any(|(_, fate)| fate == FileLine::SETTINGS || fate == FileLine::DECISIONS)
    });
    settings.map_or(Cause::Elsewhere, |file| Cause::Settings { file: file.path.clone() })
}
