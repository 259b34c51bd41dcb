//! Which return came from whom, and in what state.

use std::collections::{BTreeMap, BTreeSet};

use super::rows::{Row, rows};
use super::{Owed, Receipts};
use crate::diagnostic::{FindingList, Severity};
use crate::model::{OrgIx, Period};
use crate::pack::Consolidated;

/// What became of a return that is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Receipt {
    /// Taken, and nothing wrong with it.
    Received,
    /// Taken, with so many errors in it.
    WithErrors(usize),
    /// Several versions came, none was taken.
    Disputed,
    /// Not there.
    Missing,
    /// Not due from this unit.
    NotDue,
}

/// A return that is due: a column of the matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Duty {
    /// Code of the form.
    pub(super) code: String,
    /// Name of the form.
    pub(super) name: String,
    pub(super) period: Period,
}

/// Units by returns.
#[derive(Debug, Clone, Default)]
pub(super) struct Matrix {
    pub(super) duties: Vec<Duty>,
    /// Units in the office's order, each with its receipts in the order of the duties; a unit
    /// that only stands above others has none.
    pub(super) lines: Vec<(Row, Vec<Receipt>)>,
}

impl Matrix {
    pub(super) fn new(
        data: &Consolidated,
        receipts: &Receipts,
        findings: &FindingList,
    ) -> Self {
        let mut duties = Vec::new();
        let mut due: BTreeSet<Owed> = BTreeSet::new();
        for form in &data.pack.forms {
            for period in data.made_of() {
                let mut units = data.due.units(&data.tree, &form.code, period).peekable();
                if units.peek().is_some() {
                    let (code, name) = (form.code.clone(), form.name.clone());
                    due.extend(units.map(|org| (code.clone(), org, period)));
                    duties.push(Duty { code, name, period });
                }
            }
        }
        let errors = errors_by_file(findings);
        let receipt = |duty: &Duty, org: OrgIx| {
            let owed = (duty.code.clone(), org, duty.period);
            if !due.contains(&owed) {
                return Receipt::NotDue;
            }
            match receipts.taken.get(&owed) {
                Some(file) => match errors.get(file.as_str()) {
                    Some(errors) => Receipt::WithErrors(*errors),
                    None => Receipt::Received,
                },
                None if receipts.disputed.contains(&owed) => Receipt::Disputed,
                None => Receipt::Missing,
            }
        };
        let units: BTreeSet<OrgIx> = due.iter().map(|(_, org, _)| *org).collect();
        let mut order = rows(data, &units);
        if units.contains(&data.office) {
            order.insert(0, Row { org: data.office, depth: 0, is_subtotal: false });
        }
        let line = |row: Row| {
            let owes = units.contains(&row.org);
            let of_duties = duties.iter().filter(|_| owes);
            (row, of_duties.map(|duty| receipt(duty, row.org)).collect())
        };
        let lines = order.into_iter().map(line).collect();
        Self { duties, lines }
    }

    /// The receipts of a duty, with the units.
    pub(super) fn of(&self, duty: usize) -> impl Iterator<Item = (OrgIx, Receipt)> + '_ {
        self.lines.iter().filter_map(move |(row, receipts)| {
            let receipt = *receipts.get(duty)?;
            (receipt != Receipt::NotDue).then_some((row.org, receipt))
        })
    }

    /// The units of which any return is in such a state, in order.
    pub(super) fn units_with(&self, is_such: impl Fn(Receipt) -> bool) -> Vec<OrgIx> {
        let such = self
            .lines
            .iter()
            .filter(|(_, receipts)| receipts.iter().any(|receipt| is_such(*receipt)));
        such.map(|(row, _)| row.org).collect()
    }
}

/// Errors in each file, or that its cells take part in.
fn errors_by_file(findings: &FindingList) -> BTreeMap<&str, usize> {
    let mut errors = BTreeMap::new();
    for reported in findings {
        let finding = &reported.finding;
        if finding.severity() != Severity::Error {
            continue;
        }
        let place = finding.place.as_ref().map(|place| place.file.as_str());
        let notes = finding.cells.iter().filter_map(|note| note.file.as_deref());
        let files: BTreeSet<&str> = place.into_iter().chain(notes).collect();
        for file in files {
            *errors.entry(file).or_insert(0) += 1;
        }
    }
    errors
}
