//! What changed between two drafts: figures whose printed value, state or coverage is another,
//! and the cells of returns that made it so; words of units that are others. Works on the drafts' ledgers alone.

mod causes;
mod json;
mod tell;
mod words_of_units;

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::ledger::{LedgerFigure, ReadLedger};
use causes::Causes;

pub use causes::{Cause, CellTold, ChangedCell};
pub use json::diff_json;
pub use tell::{cause_in_words, diff_in_words, difference_in_words, file_change_in_words};
pub use words_of_units::ChangedWords;

/// What changed from one ledger to another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LedgerDiff {
    /// Figures of both that are told otherwise, in the order of the later ledger.
    pub changed: Vec<ChangedFigure>,
    /// Figures that only the earlier one has.
    pub only_before: Vec<LedgerFigure>,
    /// Figures that only the later one has.
    pub only_after: Vec<LedgerFigure>,
    /// Words of units that are others.
    pub words: Vec<ChangedWords>,
    /// Files that are others, in order of their names.
    pub files: Vec<ChangedFile>,
}

/// A figure that is told otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedFigure {
    /// As it was.
    pub before: LedgerFigure,
    /// As it is.
    pub after: LedgerFigure,
    /// What was added to its value, when it had one and has one.
    pub difference: Option<Decimal>,
    /// What made it so.
    pub causes: Vec<Cause>,
}

/// A file that came, went, or is another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedFile {
    /// Path relative to the workspace.
    pub path: String,
    /// Hash and fate as they were; none if it was not there.
    pub before: Option<(String, String)>,
    /// Hash and fate as they are; none if it is not there.
    pub after: Option<(String, String)>,
}

/// Compares two ledgers.
pub fn diff(before: &ReadLedger, after: &ReadLedger) -> LedgerDiff {
    let causes = Causes::new(before, after);
    let mut known: BTreeMap<&str, &LedgerFigure> =
        before.figures.iter().map(|figure| (figure.id.as_str(), figure)).collect();
    let mut diff = LedgerDiff {
        words: words_of_units::changed(&before.statements, &after.statements),
        files: files(before, after),
        ..LedgerDiff::default()
    };
    for figure in &after.figures {
        match known.remove(figure.id.as_str()) {
            None => diff.only_after.push(figure.clone()),
            Some(old) if is_same(old, figure) => {}
            Some(old) => diff.changed.push(ChangedFigure {
                before: old.clone(),
                after: figure.clone(),
                difference: figure.value.zip(old.value).and_then(|(a, b)| a.checked_sub(b)),
                causes: causes.of(old, figure, &diff.files),
            }),
        }
    }
    let gone = before.figures.iter().filter(|figure| known.contains_key(figure.id.as_str()));
    diff.only_before = gone.cloned().collect();
    diff
}

/// Whether two drafts say the same of a figure; what no reader sees may differ.
fn is_same(before: &LedgerFigure, after: &LedgerFigure) -> bool {
    let told = |figure: &LedgerFigure| {
        (figure.printed.clone(), figure.state, figure.received, figure.expected)
    };
    told(before) == told(after)
}

fn files(before: &ReadLedger, after: &ReadLedger) -> Vec<ChangedFile> {
    let mut paths: Vec<&String> = before.files.keys().chain(after.files.keys()).collect();
    paths.sort();
    paths.dedup();
    let changed = paths.into_iter().map(|path| ChangedFile {
        path: path.clone(),
        before: before.files.get(path).cloned(),
        after: after.files.get(path).cloned(),
    });
    changed.filter(|file| file.before != file.after).collect()
}
