//! What a run has to put on the register: what is new, changed or gone since it was last written.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::line::Event;
use super::{Head, KnownFile, Register, ReturnCodes, SeenFile, SeenReturn, chain};
use crate::model::Fate;

/// Lines that are to be added.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Changes {
    events: Vec<Event>,
}

/// A file that counted and is not what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gone<'a> {
    /// Where it was.
    pub path: &'a str,
    /// What is known of it.
    pub file: &'a KnownFile,
}

impl Register {
    /// What is to be added of the files that are there now. The same files again change nothing.
    ///
    /// After a loss nobody knows since when files that are new to the register have been there.
    pub fn changes(&self, files: &[SeenFile], after_loss: bool) -> Changes {
        let there: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
        let gone = self.files.iter().filter(|(path, _)| !there.contains(path.as_str()));
        let gone = gone.map(|(path, file)| Event::Gone {
            path: path.clone(),
            sha256: file.sha256.clone(),
        });
        let now = files.iter().filter_map(|file| self.change(file, after_loss));
        Changes { events: gone.chain(now).collect() }
    }

    fn change(&self, file: &SeenFile, after_loss: bool) -> Option<Event> {
        let Some(known) = self.files.get(&file.path) else {
            return Some(Event::Seen { file: file.clone(), after_loss });
        };
        if !is_same(known, file) {
            return Some(Event::Seen { file: file.clone(), after_loss });
        }
        // What a run for an earlier period leaves alone is what it was; so is what could not be read
        // for once, or it would not be missed when it is gone.
        if file.fate == Fate::OtherPeriod || file.sha256.is_empty() {
            return None;
        }
        let returns = merged(&known.returns, &file.returns);
        let changed = file.fate != known.fate || returns != known.returns;
        let sha256 = known.sha256.clone();
        changed.then(|| Event::Fate { file: SeenFile { sha256, returns, ..file.clone() } })
    }

    /// Files from which figures were taken and that are not there now, under whatever name.
    pub fn gone<'a>(&'a self, files: &[SeenFile]) -> Vec<Gone<'a>> {
        let by_path: BTreeMap<&str, &SeenFile> =
            files.iter().map(|file| (file.path.as_str(), file)).collect();
        let hashes: BTreeSet<&str> = files.iter().map(|file| file.sha256.as_str()).collect();
        let taken = self.files.iter().filter(|(_, known)| known.fate == Fate::Taken);
        let gone = taken.filter(|(path, known)| {
            let same = by_path.get(path.as_str()).is_some_and(|file| is_same(known, file));
            !same && !hashes.contains(known.sha256.as_str())
        });
        gone.map(|(path, file)| Gone { path, file }).collect()
    }

    /// Returns that counted and are in no file that is there now, with the day on which each came, if
    /// that is known. A return that went is missed until it comes again, however many drafts were made
    /// since.
    pub fn lost(&self, files: &[SeenFile]) -> BTreeMap<ReturnCodes, Option<NaiveDate>> {
        let mut lost = self.missed.clone();
        for gone in self.gone(files) {
            let returns = gone.file.returns.iter();
            lost.extend(returns.map(|found| (found.codes(), gone.file.day)));
        }
        for found in files.iter().flat_map(|file| &file.returns) {
            lost.remove(&found.codes());
        }
        lost
    }

    /// The register with changes, as bytes, and its head then.
    ///
    /// # Errors
    /// When a line cannot be written as JSON, which no input should bring about.
    pub fn with(
        &self,
        changes: &Changes,
        day: NaiveDate,
    ) -> Result<(Vec<u8>, Head), serde_json::Error> {
        chain::with(&self.bytes, &self.head, day, &changes.events)
    }
}

impl Changes {
    /// Whether there is nothing to add.
    pub fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    /// Puts on record, before all else, that damage was told.
    #[must_use]
    pub fn with_damage(mut self, lost: Vec<Head>, broken: Vec<usize>) -> Self {
        if !lost.is_empty() || !broken.is_empty() {
            self.events.insert(0, Event::Noticed { lost, broken, whole: None });
        }
        self
    }

    /// Adds a line of another kind than the register's own; its fields must be an object.
    #[must_use]
    pub fn with_line(mut self, kind: &str, line: serde_json::Value) -> Self {
        self.events.push(Event::Other { kind: kind.to_owned(), line });
        self
    }
}

/// Whether a file is the one that is known; one that cannot be read now is not another one.
fn is_same(known: &KnownFile, file: &SeenFile) -> bool {
    file.sha256 == known.sha256 || file.sha256.is_empty()
}

/// The returns of a file; which revision a return is that nobody looked at now, is known from
/// before.
fn merged(known: &[SeenReturn], now: &[SeenReturn]) -> Vec<SeenReturn> {
    let before = |of: &SeenReturn| {
        let same = known.iter().find(|known| known.codes() == of.codes());
        same.and_then(|known| known.revision)
    };
    let merge = |of: &SeenReturn| SeenReturn {
        revision: of.revision.or_else(|| before(of)),
        ..of.clone()
    };
    now.iter().map(merge).collect()
}
