//! A template with its targets in place: what is filled again and again.

use super::book::Book;
use super::filled::Options;
use super::headings;
use super::ready::Ready;
use super::targets::{self, Placed};
use super::values::DateCells;
use crate::template::Problem;

/// A template with the targets of some options.
pub(super) struct Layout {
    /// The workbook, its sheets read, targets in their cells.
    pub book: Book,
    /// Its tags.
    pub ready: Ready,
    /// What was placed.
    pub placed: Placed,
    /// Cells with tags that show days.
    pub dates: DateCells,
    /// The options it was made for.
    options: Options,
}

impl Layout {
    /// Puts targets into a workbook whose sheets have been read.
    pub(super) fn new(mut book: Book, options: &Options) -> Result<Self, Problem> {
        let placed = targets::place(&mut book, options)?;
        let Book { tabs, strings, .. } = &mut book;
        for tab in tabs {
            if let Some(sheet) = &mut tab.sheet {
                headings::place(sheet, &tab.name, strings);
            }
        }
        let ready = Ready::new(&mut book);
        let dates = DateCells::find(&mut book, &ready)?;
        Ok(Self { book, ready, placed, dates, options: options.clone() })
    }

    /// Whether it was made for these targets.
    pub(super) fn is_for(&self, options: &Options) -> bool {
        self.options.targets == options.targets
            && self.options.overwrite_formulas == options.overwrite_formulas
    }

    /// Whether every cell with a tag or a target may be filled.
    ///
    /// # Errors
    /// With the cells that may not.
    pub(super) fn may_be_filled(&self, options: &Options) -> Result<(), Vec<Problem>> {
        let problems = self.placed.problems_under(options);
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }
}
