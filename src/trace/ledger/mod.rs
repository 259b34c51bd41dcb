//! The ledger (bảng nguồn số liệu): every printed figure with its value, how it was made and the
//! cells it comes from; the findings; the files.

mod corrections;
mod decisions;
mod figures;
mod head;
mod lists;
mod on_paper;
mod read;
mod sources;
mod statements;
mod table;

use std::collections::BTreeSet;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::{Correction, FigureKey};
use crate::diagnostic::FindingList;
use crate::pack::Consolidated;
use sources::{SOURCES_PER_SHEET, Sources};
use table::Styles;

pub use decisions::DecisionLine;
pub use head::register_head;
pub use statements::SHEET as STATEMENTS_SHEET;

pub use read::{
    LedgerCell, LedgerError, LedgerFigure, LedgerStatement, ReadLedger, read_ledger,
};

/// Name of the ledger in a draft.
pub const LEDGER_FILE: &str = "bang-nguon-so-lieu.xlsx";

/// A figure that was printed: how, and in which documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedFigure {
    /// Which.
    pub key: FigureKey,
    /// As it stands in a document.
    pub text: String,
    /// Names of the documents that print it, in order.
    pub documents: BTreeSet<String>,
}

/// A file that was found among the returns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileLine {
    /// Path relative to the workspace.
    pub path: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// What became of it, in words.
    pub fate: String,
}

impl FileLine {
    /// The fate of the settings workbook.
    pub const SETTINGS: &'static str = "thiết lập";
    /// The fate of the workbook of decisions.
    pub const DECISIONS: &'static str = "quyết định của cơ quan";
}

/// What the ledger tells.
pub struct Ledger<'a> {
    /// The figures of each pack and what was printed of them.
    pub printed: Vec<(&'a Consolidated, Vec<PrintedFigure>)>,
    /// Findings of the run.
    pub findings: &'a FindingList,
    /// Decisions of the office that hold.
    pub decisions: &'a [DecisionLine],
    /// Figures that are other than they were sealed.
    pub corrections: Vec<Correction>,
    /// Files of the run.
    pub files: Vec<FileLine>,
    /// The way from the ledger's folder to the workspace, such as `../../..`, for links to the
    /// returns; without it their addresses are only text.
    pub workspace: Option<&'static str>,
    /// How many lines the register of receipts has, and the hash of its last one.
    pub register: Option<(usize, &'a str)>,
}

impl<'a> Ledger<'a> {
    /// Every figure that was printed, in order, with those of its pack.
    fn figures(&self) -> impl Iterator<Item = (&'a Consolidated, &PrintedFigure)> {
        self.printed
            .iter()
            .flat_map(|(data, printed)| printed.iter().map(move |figure| (*data, figure)))
    }
}

/// Writes the ledger as a workbook.
pub fn ledger(ledger: &Ledger<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let properties = DocProperties::new()
        .set_title("Bảng nguồn số liệu")
        .set_author("tonghop")
        .set_creation_datetime(&made);
    workbook.set_properties(&head::remember(properties, ledger.register));
    let styles = Styles::new();
    let mut sources = Sources::new(SOURCES_PER_SHEET, ledger.workspace);
    for (data, printed) in &ledger.printed {
        for figure in printed {
            sources.add_figure(data, figure.key);
        }
    }
    let first = sources.first_of_each_figure();
    if on_paper::has_any(ledger) {
        on_paper::sheet(workbook.add_worksheet(), &styles, ledger, &sources, &first)?;
    }
    figures::sheet(workbook.add_worksheet(), &styles, ledger, &sources, &first)?;
    sources.sheets(&mut workbook, &styles)?;
    if ledger.printed.iter().any(|(data, _)| !data.pack.texts.is_empty()) {
        statements::sheet(workbook.add_worksheet(), &styles, ledger)?;
    }
    if !ledger.decisions.is_empty() {
        decisions::sheet(workbook.add_worksheet(), &styles, ledger.decisions)?;
    }
    if !ledger.corrections.is_empty() {
        corrections::sheet(workbook.add_worksheet(), &styles, &ledger.corrections)?;
    }
    lists::findings(workbook.add_worksheet(), &styles, ledger.findings)?;
    lists::files(workbook.add_worksheet(), &styles, &ledger.files)?;
    workbook.save_to_buffer()
}
