//! The register of receipts (sổ tiếp nhận): which files were received, on which day, what was in
//! them and what became of each.
//!
//! It is only ever added to: one line of JSON for each thing that happened, each with the hash of
//! the line before, so that a line that was changed, left out or put in shows. It knows nothing
//! of forms and organisations but the words that it keeps.

mod chain;
mod changes;
mod line;
mod store;

use std::collections::BTreeMap;

use chrono::NaiveDate;

pub use chain::Head;
pub use changes::{Changes, Gone};
pub use line::{Kept, SeenFile, SeenReturn};
pub use store::{Locked, RegisterError, read};

use crate::model::Fate;
use line::Event;

/// Name of the register in the folder of what the program keeps.
pub const FILE: &str = "so-tiep-nhan.jsonl";

/// Which return: codes of its pack, form and unit, and the id of its period.
pub type ReturnCodes = (String, String, String, String);

/// A file that was there when it was last looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownFile {
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// The day on which it was first seen; none if the register of that time is lost.
    pub day: Option<NaiveDate>,
    /// What became of it.
    pub fate: Fate,
    /// What is in it.
    pub returns: Vec<SeenReturn>,
}

/// When something was received.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Received {
    /// On this day.
    On(NaiveDate),
    /// It was there when the register had been lost, so nobody knows.
    Unknown,
    /// The register has not seen it yet.
    New,
}

/// The register, read.
#[derive(Debug, Clone, Default)]
pub struct Register {
    /// Its bytes, as they are.
    bytes: Vec<u8>,
    head: Head,
    /// The hash of each line, in order.
    hashes: Vec<String>,
    /// Numbers of lines that do not follow from the one before, or that nobody can read.
    broken: Vec<usize>,
    /// What is on record of damage: lines, and heads of which ledgers knew.
    known_breaks: Vec<usize>,
    known_losses: Vec<Head>,
    /// Files that were there when the last line was written, by path.
    files: BTreeMap<String, KnownFile>,
    /// When bytes were first seen, under whatever name.
    first_seen: BTreeMap<String, Option<NaiveDate>>,
    /// When a return first came, in whatever file.
    first_came: BTreeMap<ReturnCodes, Option<NaiveDate>>,
    /// Returns that counted and whose file went or became another one, whether they came again or
    /// not, each with the day of the file.
    missed: BTreeMap<ReturnCodes, Option<NaiveDate>>,
    /// Lines of kinds that are read elsewhere.
    kept: Vec<Kept>,
}

impl Register {
    /// The register of these bytes; whatever they are, the lines that can be read are.
    pub fn of(bytes: Vec<u8>) -> Self {
        let chain = chain::read(&bytes);
        let mut register = Self { head: chain.head, broken: chain.broken, ..Self::default() };
        for (number, line) in chain.lines {
            register.take(number, line);
        }
        register.hashes = chain.hashes;
        register.bytes = bytes;
        register
    }

    /// Its bytes, as they were read.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// How long it is, and the hash of its last line.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// Damaged lines that are not on record yet, by number.
    pub fn new_breaks(&self) -> Vec<usize> {
        let known = |line: &&usize| !self.known_breaks.contains(line);
        self.broken.iter().filter(known).copied().collect()
    }

    /// Whether it has not grown from the one with this head, and that is not on record yet.
    pub fn has_lost(&self, head: &Head) -> bool {
        let last = head.lines.checked_sub(1).and_then(|at| self.hashes.get(at));
        last != Some(&head.sha256) && !self.known_losses.contains(head)
    }

    /// The files that were there when it was last written, by path.
    pub fn files(&self) -> &BTreeMap<String, KnownFile> {
        &self.files
    }

    /// Lines of other kinds than the register's own, in order.
    pub fn kept(&self) -> &[Kept] {
        &self.kept
    }

    /// When a return first came, which is in a file with this hash now. Files that are the same
    /// under another name, and earlier versions of the return, count as the return having come.
    pub fn received(&self, of: &ReturnCodes, sha256: &str) -> Received {
        let days = [self.first_seen.get(sha256), self.first_came.get(of)];
        let days: Vec<&Option<NaiveDate>> = days.into_iter().flatten().collect();
        match days.iter().min() {
            // Of two days one of which is lost, nobody knows the earlier.
            Some(None) => Received::Unknown,
            Some(Some(day)) => Received::On(*day),
            None => Received::New,
        }
    }

    /// When bytes were first seen, under whatever name.
    pub fn first_seen(&self, sha256: &str) -> Received {
        match self.first_seen.get(sha256) {
            Some(Some(day)) => Received::On(*day),
            Some(None) => Received::Unknown,
            None => Received::New,
        }
    }

    /// Takes a line into account.
    fn take(&mut self, number: usize, (day, event): (Option<NaiveDate>, Event)) {
        match event {
            Event::Seen { file, after_loss } => {
                let day = day.filter(|_| !after_loss);
                let day = *self.first_seen.entry(file.sha256.clone()).or_insert(day);
                self.came(&file.returns, day);
                let SeenFile { path, sha256, fate, returns } = file;
                let known = KnownFile { sha256, day, fate, returns };
                let is_other = |was: &KnownFile| was.sha256 != known.sha256;
                if let Some(was) = self.files.remove(&path).filter(is_other) {
                    self.misses(&was);
                }
                self.files.insert(path, known);
            }
            Event::Fate { file } => {
                let known = self.files.get(&file.path).map(|known| known.day);
                let day = known.unwrap_or(day);
                self.came(&file.returns, day);
                if let Some(known) = self.files.get_mut(&file.path) {
                    known.fate = file.fate;
                    known.returns = file.returns;
                }
            }
            Event::Gone { path, .. } => {
                if let Some(was) = self.files.remove(&path) {
                    self.misses(&was);
                }
            }
            Event::Noticed { lost, broken, .. } => {
                self.known_losses.extend(lost);
                self.known_breaks.extend(broken);
            }
            Event::Other { kind, line } => self.kept.push(Kept { number, day, kind, line }),
        }
    }

    fn misses(&mut self, file: &KnownFile) {
        if file.fate == Fate::Taken {
            let returns = file.returns.iter().map(|found| (found.codes(), file.day));
            self.missed.extend(returns);
        }
    }

    fn came(&mut self, returns: &[SeenReturn], day: Option<NaiveDate>) {
        for found in returns {
            self.first_came.entry(found.codes()).or_insert(day);
        }
    }
}
