//! A single file that somebody distrusts: what it says it is, what was looked at, what was found;
//! told on a terminal, and on the page «Phiếu thẩm tra số liệu».

mod page;
mod words;

use crate::diagnostic::{FindingList, Severity};
use crate::model::Period;

pub use page::{VerificationPage, verification_page};
pub use words::{total_in_words, verified_in_words, verified_json};

/// A file that was looked through.
#[derive(Debug, Clone)]
pub struct VerifiedFile {
    /// Its path as the user named it, with `/`.
    pub path: String,
    /// SHA-256 of its bytes, in hexadecimal; empty when it could not be read.
    pub sha256: String,
    /// What it is.
    pub nature: Nature,
    /// What was looked at.
    pub looked: LookedAt,
    /// What was found.
    pub findings: FindingList,
}

/// What a file is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Nature {
    /// A return of a known form, or several returns of forms of one pack.
    Return {
        /// Name and version of each form.
        forms: Vec<(String, String)>,
        /// Code of their pack.
        pack: String,
        /// The units as the file names them; none if it names none.
        units: Vec<String>,
        /// The period, if it says one; of several the one that ends last.
        period: Option<Period>,
        /// Whether its figures could be read: otherwise a finding says why not.
        is_read: bool,
    },
    /// A spreadsheet of no known form.
    Spreadsheet,
    /// A file that cannot be read as a spreadsheet.
    Unreadable,
}

/// What of a file was looked at, and what was not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LookedAt {
    /// Figures that were read by the form.
    pub figures: usize,
    /// Rules that were held against the figures.
    pub rules: usize,
    /// Rules that could not be, because figures are missing: blank here, or of an earlier period.
    pub rules_open: usize,
    /// Ratios that the file prints itself.
    pub ratios: usize,
    /// Formulas that were computed anew.
    pub formulas: usize,
    /// Formulas that could not be.
    pub formulas_open: usize,
    /// The kind of file, where that is why no formula could be.
    pub formulas_of: Option<&'static str>,
    /// Cells of a spreadsheet of no known form.
    pub cells: usize,
    /// Other returns of the same form that the figures were held against.
    pub neighbours: usize,
}

impl VerifiedFile {
    /// How many findings the unit must be asked about: errors and warnings.
    pub fn questions(&self) -> usize {
        let counts = self.findings.counts();
        counts.errors + counts.warnings
    }

    /// Whether it could be read.
    pub fn is_readable(&self) -> bool {
        self.nature != Nature::Unreadable
    }
}

/// Whether a finding is a question to the unit, and no mere note.
fn is_question(severity: Severity) -> bool {
    severity != Severity::Info
}
