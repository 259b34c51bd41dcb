//! Completeness at a glance (tiến độ): units by returns, or over several periods units by periods;
//! on screen, as JSON and as a sheet.
//!
//! It prints what the matrix of each run holds. Units are told by their codes, because runs for
//! different periods may know different ones.

mod json;
mod screen;
mod sheet;
mod words;

use std::collections::BTreeMap;

use super::summary::{DueReturn, Matrix, Receipt, ReceiptState};
use crate::model::Period;
use crate::pack::Consolidated;
use crate::seal::{Compared, PackSeals};

pub use json::progress_json;
pub use screen::progress_in_words;
pub use sheet::progress_workbook;
pub(super) use sheet::{Looks, is_wide, table, width};
pub(super) use words::short_words;

/// The completeness of one pack, for one period or several.
#[derive(Debug, Clone)]
pub struct Progress {
    /// Code of the pack.
    pub pack: String,
    /// Its name.
    pub pack_name: String,
    /// The periods asked for, in order.
    pub periods: Vec<Period>,
    /// The returns that are due from any unit.
    pub duties: Vec<DueReturn>,
    /// Units in the office's order.
    pub lines: Vec<ProgressLine>,
    /// Which of the periods are sealed.
    pub sealed: Vec<SealedPeriod>,
}

/// A period that is sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedPeriod {
    /// The period.
    pub period: Period,
    /// Which seal of the period holds.
    pub number: u32,
    /// The document by which it was issued.
    pub document: String,
    /// Its folder in the workspace.
    pub folder: String,
    /// Figures of the pack that are others now.
    pub changed: usize,
}

impl SealedPeriod {
    fn of(seal: &Compared) -> Self {
        Self {
            period: seal.period,
            number: seal.number,
            document: seal.document.clone(),
            folder: seal.folder.clone(),
            changed: seal.changes.len(),
        }
    }
}

/// A unit with its returns.
#[derive(Debug, Clone)]
pub struct ProgressLine {
    /// Code of the unit.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Units between it and the office.
    pub depth: u8,
    /// Whether it only stands above others; then nothing is due from it and nothing marks it.
    pub is_group: bool,
    /// Its receipts in the order of the duties; none of a unit that owes nothing.
    pub receipts: Vec<Receipt>,
}

impl Progress {
    /// The completeness of one run.
    pub fn new(data: &Consolidated, matrix: &Matrix, sealed: &PackSeals) -> Self {
        let line = |(row, receipts): &(super::summary::Row, Vec<Receipt>)| ProgressLine {
            code: data.tree.code(row.org).to_owned(),
            name: data.tree.name(row.org).to_owned(),
            depth: row.depth,
            is_group: row.is_subtotal && receipts.is_empty(),
            receipts: receipts.clone(),
        };
        Self {
            pack: data.pack.code.clone(),
            pack_name: data.pack.name.clone(),
            periods: vec![data.period],
            duties: matrix.duties.clone(),
            lines: matrix.lines.iter().map(line).collect(),
            sealed: sealed.own.iter().map(SealedPeriod::of).collect(),
        }
    }

    /// The completeness of the same pack over one more period. A return that both need stands once.
    pub fn add(&mut self, other: Self) {
        self.periods.extend(other.periods);
        self.sealed.extend(other.sealed);
        let before = self.duties.len();
        let is_new = |duty: &DueReturn| {
            !self.duties.iter().any(|own| own.code == duty.code && own.period == duty.period)
        };
        let new: Vec<usize> = (0..)
            .zip(&other.duties)
            .filter(|(_, duty)| is_new(duty))
            .map(|(at, _)| at)
            .collect();
        self.duties.extend(new.iter().filter_map(|at| other.duties.get(*at)).cloned());
        let added = self.duties.len() - before;
        let picked = |line: &ProgressLine| -> Vec<Receipt> {
            let receipt = |at: &usize| line.receipts.get(*at).copied().unwrap_or(NOT_DUE);
            new.iter().map(receipt).collect()
        };
        let mut others: BTreeMap<String, ProgressLine> =
            other.lines.into_iter().map(|line| (line.code.clone(), line)).collect();
        for line in &mut self.lines {
            let found = others.remove(&line.code);
            let new = found.as_ref().map_or_else(|| vec![NOT_DUE; added], picked);
            let owes = found.as_ref().is_some_and(|found| !found.receipts.is_empty());
            line.is_group &= found.is_none_or(|found| found.is_group);
            // What only stands above others owes nothing in any period.
            if owes || !line.receipts.is_empty() {
                line.receipts.resize(before, NOT_DUE);
                line.receipts.extend(new);
            }
        }
        for mut line in others.into_values() {
            if !line.receipts.is_empty() {
                let new = picked(&line);
                line.receipts = vec![NOT_DUE; before];
                line.receipts.extend(new);
            }
            self.lines.push(line);
        }
    }

    /// The columns: one a return, or over several periods one a period.
    fn columns(&self) -> Vec<Column<'_>> {
        let mut columns: Vec<Column<'_>> = Vec::new();
        for (at, duty) in (0..).zip(&self.duties) {
            let same = |column: &&mut Column<'_>| {
                self.periods.len() > 1 && column.period == duty.period
            };
            match columns.iter_mut().find(same) {
                Some(column) => {
                    column.duties.push(duty);
                    column.at.push(at);
                }
                None => columns.push(Column {
                    period: duty.period,
                    duties: vec![duty],
                    at: vec![at],
                }),
            }
        }
        if self.periods.len() > 1 {
            columns.sort_by_key(|column| (column.period.first_year(), column.period));
        }
        columns
    }
}

/// A return that is not due.
const NOT_DUE: Receipt =
    Receipt { state: ReceiptState::NotDue, arrival: super::summary::Arrival::NONE, blank: 0 };

/// A column of the table: the returns that stand in one cell of it.
struct Column<'a> {
    period: Period,
    duties: Vec<&'a DueReturn>,
    at: Vec<usize>,
}

impl Column<'_> {
    /// The returns of a unit that are due in this column.
    fn receipts(&self, line: &ProgressLine) -> Vec<Receipt> {
        let receipts = self.at.iter().filter_map(|at| line.receipts.get(*at));
        receipts.filter(|receipt| receipt.state != ReceiptState::NotDue).copied().collect()
    }
}

/// How many returns are in which state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Counts {
    due: usize,
    taken: usize,
    late: usize,
    with_errors: usize,
    with_blanks: usize,
    revised: usize,
    none_occurred: usize,
    entered: usize,
    disputed: usize,
    missing: usize,
}

impl Counts {
    fn of<'a>(receipts: impl IntoIterator<Item = &'a Receipt>) -> Self {
        let mut counts = Self::default();
        let due = |receipt: &&Receipt| receipt.state != ReceiptState::NotDue;
        for receipt in receipts.into_iter().filter(due) {
            let taken = receipt.is_taken();
            counts.due += 1;
            counts.taken += usize::from(taken);
            counts.late += usize::from(taken && receipt.arrival.is_late());
            counts.with_blanks += usize::from(taken && receipt.blank > 0);
            counts.revised += usize::from(taken && receipt.arrival.revision.is_some());
            counts.none_occurred += usize::from(taken && receipt.arrival.none_occurred);
            counts.entered += usize::from(taken && receipt.arrival.entered);
            match receipt.state {
                ReceiptState::WithErrors(_) => counts.with_errors += 1,
                ReceiptState::Disputed => counts.disputed += 1,
                ReceiptState::Missing => counts.missing += 1,
                ReceiptState::Received | ReceiptState::NotDue => {}
            }
        }
        counts
    }
}
