//! Seals in a run: which periods are sealed, whether their folders are what they were, and what is
//! other now than it was sealed.

mod read;
mod told;

use std::collections::BTreeMap;

use crate::diagnostic::Findings;
use crate::intake::{TakenFile, TakenUnder};
use crate::model::Period;
use crate::pack::Consolidated;
use crate::report::{Arrival, Owed};
use crate::seal::{Change, Manifest, Told, changes};

/// A seal of a workspace.
#[derive(Debug, Clone)]
pub struct Seal {
    /// Its folder in the workspace, such as `chot/2024-6T`.
    pub folder: String,
    /// Its period.
    pub period: Period,
    /// What was sealed.
    pub manifest: Manifest,
}

/// The seals of a workspace as a run finds them, in the order in which they were made.
#[derive(Debug, Clone, Default)]
pub struct Seals {
    all: Vec<Seal>,
}

/// The figures of a pack beside a seal.
#[derive(Debug, Clone)]
pub struct Compared {
    /// The seal.
    pub seal: Seal,
    /// What is other now.
    pub changes: Vec<Change>,
}

/// What a run of a pack has otherwise than was sealed.
#[derive(Debug, Clone, Default)]
pub struct PackSeals {
    /// Beside the seal of its own period, if that is sealed.
    pub own: Option<Compared>,
    /// Beside the seals of earlier periods, where anything is other.
    pub earlier: Vec<Compared>,
}

impl Seals {
    /// The last seal of a period: the one that holds.
    pub fn last_of(&self, period: Period) -> Option<&Seal> {
        let of_period = self.all.iter().filter(|seal| seal.period == period);
        of_period.max_by_key(|seal| seal.manifest.number)
    }

    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &Seal> {
        self.all.iter()
    }

    /// All seals of a period.
    pub fn of(&self, period: Period) -> impl Iterator<Item = &Seal> {
        self.all.iter().filter(move |seal| seal.period == period)
    }

    /// The last seal of each period that ends before a period does, or with it and is another.
    pub fn before(&self, period: Period) -> Vec<&Seal> {
        let mut periods: Vec<Period> = self.all.iter().map(|seal| seal.period).collect();
        periods.retain(|sealed| *sealed != period && !sealed.ends_after(period));
        periods.sort_unstable();
        periods.dedup();
        periods.into_iter().filter_map(|period| self.last_of(period)).collect()
    }

    /// Differences that documents sealed after a seal, and of other periods than the run's, have told
    /// of its period.
    fn told_since(&self, seal: &Seal, run: Period) -> Vec<Told> {
        let at = self.all.iter().position(|other| other.folder == seal.folder);
        let since = self.all.iter().skip(at.map_or(usize::MAX, |at| at + 1));
        let others = since.filter(|other| other.period != run);
        others.flat_map(|other| other.manifest.corrections.iter().cloned()).collect()
    }

    /// Holds the figures of a pack against the seals; tells what is other, and marks what came after
    /// its period was sealed.
    pub(super) fn compare(
        &self,
        data: &Consolidated,
        taken: &TakenUnder,
        files: &[TakenFile],
        arrivals: &mut BTreeMap<Owed, Arrival>,
        findings: &mut Findings,
    ) -> PackSeals {
        let mut sealed = PackSeals::default();
        if self.all.is_empty() {
            return sealed;
        }
        let hashes: BTreeMap<&str, &str> =
            files.iter().map(|file| (&*file.path, &*file.sha256)).collect();
        for (key, path) in &taken.files {
            let Some(seal) = self.last_of(key.2) else { continue };
            let sha256 = hashes.get(path.as_str()).copied().unwrap_or_default();
            let is_known = seal.manifest.came.iter().any(|came| came.sha256 == sha256);
            if let Some(arrival) = arrivals.get_mut(key) {
                arrival.after_seal = !is_known;
            }
        }
        if let Some(seal) = self.last_of(data.period) {
            let changes = changes(&seal.manifest, &[], data);
            told::late(data, seal, &changes, (taken, arrivals), findings);
            told::own(data, seal, &changes, findings);
            sealed.own = Some(Compared { seal: seal.clone(), changes });
        }
        for seal in self.before(data.period) {
            let told = self.told_since(seal, data.period);
            let changes = changes(&seal.manifest, &told, data);
            if !changes.is_empty() {
                told::earlier(data, seal, &changes, findings);
                sealed.earlier.push(Compared { seal: seal.clone(), changes });
            }
        }
        sealed
    }
}
