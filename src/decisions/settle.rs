//! Decisions held against one another: copies count once, contradictions not at all.

use std::collections::{BTreeMap, BTreeSet};

use super::column::Column;
use super::decision::{Decision, InPlace, ReturnKey, What};
use super::read::DecisionBook;
use crate::diagnostic::{Code, Finding, Findings};
use crate::text;

/// What two decisions may disagree on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Subject {
    /// A finding, by its key.
    Finding(String),
    /// A cell with what stood in it.
    Cell(ReturnKey, String, String, String),
    /// The versions of a return.
    Versions(ReturnKey),
}

/// The decisions that agree with all others about the same, each once; and the rows of those that do not.
pub(super) fn settle(
    decisions: Vec<Decision>,
    book: &DecisionBook,
    findings: &mut Findings,
) -> (Vec<Decision>, BTreeSet<u32>) {
    let mut about: BTreeMap<Subject, Vec<&Decision>> = BTreeMap::new();
    for decision in &decisions {
        for subject in subjects(decision) {
            about.entry(subject).or_default().push(decision);
        }
    }
    let mut against: BTreeSet<Vec<u32>> = BTreeSet::new();
    let mut copies: BTreeSet<Vec<u32>> = BTreeSet::new();
    for (subject, group) in &about {
        let rows = || group.iter().map(|decision| decision.row).collect::<Vec<u32>>();
        let Some((first, others)) = group.split_first() else { continue };
        if others.is_empty() {
            continue;
        }
        if !others.iter().all(|other| agree(subject, first, other)) {
            against.insert(rows());
        } else if others.iter().all(|other| is_copy(first, other)) {
            copies.insert(rows());
        }
    }
    for (code, groups) in [(Code::E574, &against), (Code::I584, &copies)] {
        for rows in groups {
            let finding = told(code, rows, book);
            findings.extend(finding);
        }
    }
    let spoilt: BTreeSet<u32> = against.into_iter().flatten().collect();
    let repeated: BTreeSet<u32> =
        copies.into_iter().flat_map(|rows| rows.into_iter().skip(1)).collect();
    let mut kept = decisions;
    kept.retain(|one| !spoilt.contains(&one.row) && !repeated.contains(&one.row));
    (kept, spoilt)
}

fn told(code: Code, rows: &[u32], book: &DecisionBook) -> Option<Finding> {
    let first = book.rows.iter().find(|row| rows.first() == Some(&row.number))?;
    let numbers = rows.iter().map(ToString::to_string);
    let finding = Finding::new(code).at(first.place(Column::Decision));
    Some(finding.list("rows", numbers))
}

fn subjects(decision: &Decision) -> Vec<Subject> {
    let cell = |one: &InPlace| {
        let sheet = one.sheet.as_deref().map(text::key::of).unwrap_or_default();
        let stood = one.stood.trim().to_owned();
        Subject::Cell(one.of.clone(), sheet, one.cell.to_string(), stood)
    };
    let mut subjects: Vec<Subject> = decision.what.in_place().iter().map(cell).collect();
    if let What::Version(version) = &decision.what {
        subjects.push(Subject::Versions(version.of.clone()));
    }
    if !decision.key.is_empty() {
        subjects.push(Subject::Finding(decision.key.clone()));
    }
    subjects
}

/// Whether two decisions about one thing can both hold.
fn agree(subject: &Subject, one: &Decision, other: &Decision) -> bool {
    let on_record =
        one.reason == other.reason && one.by == other.by && one.basis == other.basis;
    match (subject, &one.what, &other.what) {
        // Of one finding several cells may be adjusted.
        (Subject::Finding(_), What::Adjusted(one), What::Adjusted(other)) => {
            one != other || on_record
        }
        (Subject::Cell(..), one, other) => {
            let value = |what: &What| what.in_place().first().map(|cell| cell.value.as_typed());
            value(one) == value(other)
        }
        (_, what, another) => what == another && on_record,
    }
}

/// Whether a row decides the same as another.
fn is_copy(one: &Decision, other: &Decision) -> bool {
    let figures = |of: &Decision| of.what.in_place().to_vec();
    one.what == other.what || !figures(one).is_empty() && figures(one) == figures(other)
}
