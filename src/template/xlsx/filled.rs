//! What a workbook is filled with besides its data, and what came of it.

use super::certificate::{Certificate, Trace};
use crate::ooxml::CellRef;
use crate::template::Problem;

/// How a workbook is filled.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// Cells that are filled though no tag stands in them.
    pub targets: Vec<Target>,
    /// Whether cells that a protected sheet locks are filled; else they are problems.
    pub overwrite_locked: bool,
    /// Whether targets may take the place of formulas; else they are problems.
    pub overwrite_formulas: bool,
}

/// A cell to be filled as if its whole text were `{{ code }}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Name of the sheet.
    pub sheet: String,
    /// The cell; within a merged area any of its cells, the first is meant.
    pub cell: CellRef,
    /// What stands between `{{` and `}}`.
    pub code: String,
}

/// A filled workbook.
#[derive(Debug)]
pub struct Filled {
    /// The file.
    pub bytes: Vec<u8>,
    /// What its reader must still know.
    pub notes: Vec<Problem>,
    /// Where everything in it came from.
    pub trace: Trace,
}

impl Filled {
    /// What was changed, and why; worked out when it is asked for.
    ///
    /// # Errors
    /// When the template is not the one that was filled.
    pub fn certificate(&self, template: &[u8]) -> Result<Certificate, Problem> {
        Certificate::between(template, &self.bytes, &self.trace)
    }
}

impl Options {
    /// Nothing but tags, and locks do not matter.
    pub fn unlocked() -> Self {
        Self { overwrite_locked: true, ..Self::default() }
    }
}
