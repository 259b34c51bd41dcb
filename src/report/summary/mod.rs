//! The office's own view of a run: a workbook with every figure beside every unit and period, and
//! one page that shows where things stand.
//!
//! Both print what the consolidation holds and work nothing out anew; every figure they print is
//! in the ledger.

mod balance;
mod columns;
mod matrix;
mod page;
mod periods;
mod reconciliation;
mod rows;
mod series;
mod touching;
mod workbook;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::context::Status;
use super::documents::Rendered;
use super::printing::{Medium, PrintLog, Printer};
use crate::diagnostic::FindingList;
use crate::model::{Coverage, FactKey, Letterhead, OrgIx, Origin, Period};
use crate::pack::judge::{self, TargetResult};
use crate::pack::{Consolidated, Named};
use crate::seal::PackSeals;
use crate::trace::{FigureKey, PrintedFigure};
use reconciliation::Line;
use series::{Classes, Trend};

pub use matrix::{Arrival, DueReturn, Matrix, Receipt, ReceiptState};
pub use rows::Row;

/// Name of the workbook in a draft.
pub const WORKBOOK: &str = "tong-hop.xlsx";
/// Name of the page in a draft.
pub const PAGE: &str = "tong-quan.html";

/// Which return: code of its form, whose, for which period.
pub type Owed = (String, OrgIx, Period);

/// The returns of a run that came.
#[derive(Debug, Clone, Default)]
pub struct Receipts {
    /// The file of each return that was taken, relative to the workspace.
    pub taken: BTreeMap<Owed, String>,
    /// Returns that came in several versions, none of which was taken.
    pub disputed: BTreeSet<Owed>,
    /// How each return that was taken came.
    pub arrivals: BTreeMap<Owed, Arrival>,
    /// Returns that came and are not there any more, each with the day on which it came, if known.
    pub lost: BTreeMap<Owed, Option<NaiveDate>>,
}

/// What the summary of a pack is made from.
pub struct SummaryRequest<'a> {
    /// The figures.
    pub data: &'a Arc<Consolidated>,
    /// The office.
    pub letterhead: &'a Letterhead,
    /// How complete the returns are.
    pub status: Status,
    /// How secret the office's documents are, if they are.
    pub secrecy: Option<&'a str>,
    /// Lines that mark a draft that is not fit to be signed; empty for a clean one.
    pub marks: &'a [String],
    /// The returns that came.
    pub receipts: &'a Receipts,
    /// What is other than it was sealed.
    pub sealed: &'a PackSeals,
    /// The findings of the run.
    pub findings: &'a FindingList,
}

/// The files of a summary, and the figures that they print.
pub struct Summary {
    /// The workbook and the page.
    pub files: Vec<Rendered>,
    /// What they print, in order.
    pub printed: Vec<PrintedFigure>,
}

/// A summary could not be written.
#[derive(Debug, thiserror::Error)]
pub enum SummaryError {
    /// The workbook.
    #[error("{WORKBOOK}: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// The page.
    #[error("{PAGE}: {0}")]
    Page(#[from] tera::Error),
}

/// Writes the workbook and the page of a pack.
///
/// # Errors
/// When either cannot be written, which no input should bring about.
pub fn summarise(request: &SummaryRequest<'_>) -> Result<Summary, SummaryError> {
    let picture = Picture::new(request);
    let mut log = PrintLog::new();
    let book = View::new(request, &picture, WORKBOOK);
    let workbook = workbook::workbook(&book)?;
    let sheet = View::new(request, &picture, PAGE);
    let page = page::page(&sheet)?;
    for (key, printed) in book.printer.log().into_iter().chain(sheet.printer.log()) {
        let entry = log.entry(key).or_default();
        entry.text = printed.text;
        entry.documents.extend(printed.documents);
    }
    let printed = log.into_iter().map(|(key, printed)| PrintedFigure {
        key,
        text: printed.text,
        documents: printed.documents,
    });
    let files =
        vec![Rendered::file(WORKBOOK, workbook), Rendered::file(PAGE, page.into_bytes())];
    Ok(Summary { files, printed: printed.collect() })
}

/// Puts what a summary prints to what documents print: a figure stands once, as the documents
/// print it, with the names of all.
pub fn with_summary(
    documents: Vec<PrintedFigure>,
    summary: Vec<PrintedFigure>,
) -> Vec<PrintedFigure> {
    let mut all: BTreeMap<FigureKey, PrintedFigure> =
        documents.into_iter().map(|figure| (figure.key, figure)).collect();
    for figure in summary {
        match all.get_mut(&figure.key) {
            Some(known) => known.documents.extend(figure.documents),
            None => {
                all.insert(figure.key, figure);
            }
        }
    }
    all.into_values().collect()
}

/// What both files show, looked up once.
struct Picture<'a> {
    matrix: Matrix,
    lines: Vec<Line>,
    trends: Vec<Trend>,
    classes: Vec<Classes>,
    targets: Vec<TargetResult<'a>>,
}

impl<'a> Picture<'a> {
    fn new(request: &SummaryRequest<'a>) -> Self {
        let data = &**request.data;
        Self {
            matrix: Matrix::new(data, request.receipts, request.findings),
            lines: reconciliation::lines(data, request.findings),
            trends: series::trends(data),
            classes: series::classes(data),
            targets: judge::judge_targets(data, data.office),
        }
    }
}

/// A file in the making: what it is about, and the figures it has printed.
struct View<'a> {
    request: &'a SummaryRequest<'a>,
    data: &'a Consolidated,
    picture: &'a Picture<'a>,
    printer: Printer,
}

/// A figure as a cell shows it.
struct Shown {
    /// As prose prints it, coverage and all.
    text: String,
    /// The exact value; none where there is no number to show.
    value: Option<Decimal>,
    /// The value as every document prints it; what is worked out of figures beside each other is
    /// worked out of these.
    rounded: Option<Decimal>,
    /// Whether there is nothing: due and not there, or nothing that could be.
    gap: bool,
    /// Whom it covers.
    coverage: Coverage,
    /// Where it was before it was typed where it was read, if its unit did not send it itself.
    origin: Option<Arc<Origin>>,
}

impl Shown {
    /// Whether it is about fewer units than owe it, or earlier stocks stand in.
    fn is_partial(&self) -> bool {
        self.value.is_some() && !self.coverage.is_all_reported()
    }
}

impl<'a> View<'a> {
    fn new(request: &'a SummaryRequest<'a>, picture: &'a Picture<'a>, document: &str) -> Self {
        let printer = Printer::new(Arc::clone(request.data), Medium::Excel, document);
        Self { request, data: request.data, picture, printer }
    }

    /// A figure, which the ledger will list as printed here.
    fn show(&self, key: FigureKey) -> Shown {
        let figure = self.printer.print(key, false);
        let coverage = self.data.book().named(key.org, key.named, key.period).coverage;
        let origin = self.origin(key).cloned();
        let rounded = figure.number.map(|value| self.printer.rounded(key, value));
        let (text, value, gap) = (figure.text, figure.number, figure.blank);
        Shown { text, value, rounded, gap, coverage, origin }
    }

    /// Where a figure was before it was typed where it was read, if its unit did not send it itself.
    fn origin(&self, key: FigureKey) -> Option<&'a Arc<Origin>> {
        let Named::Item(item) = key.named else { return None };
        let key = FactKey { org: key.org, item, period: key.period };
        self.data.figures.get(key)?.origin()
    }

    /// The office's figure.
    fn of_office(&self, named: Named, period: Period) -> Shown {
        self.show(FigureKey { org: self.data.office, named, period })
    }
}
