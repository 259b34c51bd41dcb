//! Seals in a run: which periods are sealed, whether their folders are what they were, and what is
//! other now than it was sealed.

mod pages;
mod read;
mod told;

use std::collections::BTreeMap;

use crate::diagnostic::Findings;
use crate::intake::{TakenFile, TakenUnder};
use crate::model::Period;
use crate::pack::Consolidated;
use crate::report::{Arrival, Owed};
use crate::seal::{Compared, Manifest, PackSeals, Told, changes};

pub(super) use pages::{all_corrections, pages_of_corrections, say_other_documents};

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

    /// Differences from a seal that documents sealed after it, of periods that end before the run's,
    /// have told.
    fn told_since(&self, seal: &Seal, run: Period) -> Vec<Told> {
        let at = self.all.iter().position(|other| other.folder == seal.folder);
        let since = self.all.iter().skip(at.map_or(usize::MAX, |at| at + 1));
        let others = since.filter(|other| other.period != run && !other.period.ends_after(run));
        others.flat_map(|other| other.manifest.corrections.iter().cloned()).collect()
    }

    /// What a pack has otherwise than was sealed for its period and for earlier ones.
    pub(super) fn compare(&self, data: &Consolidated) -> PackSeals {
        let compared = |seal: &Seal, told: &[Told]| Compared {
            folder: seal.folder.clone(),
            period: seal.period,
            number: seal.manifest.number,
            document: seal.manifest.document.clone(),
            changes: changes(&seal.manifest, told, data),
            lost: Vec::new(),
        };
        let own = self.last_of(data.period).map(|seal| compared(seal, &[]));
        let earlier = self.before(data.period).into_iter();
        let earlier = earlier.map(|seal| compared(seal, &self.told_since(seal, data.period)));
        PackSeals { own, earlier: earlier.filter(|of| !of.changes.is_empty()).collect() }
    }

    /// Tells what a pack has otherwise, and marks the returns that came after their period was
    /// sealed.
    pub(super) fn tell(
        &self,
        data: &Consolidated,
        sealed: &PackSeals,
        (taken, files): (&TakenUnder, &[TakenFile]),
        arrivals: &mut BTreeMap<Owed, Arrival>,
        findings: &mut Findings,
    ) {
        if self.all.is_empty() {
            return;
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
        if let Some(own) = &sealed.own {
            told::late(data, own, (taken, arrivals), findings);
            told::own(data, own, findings);
        }
        for earlier in &sealed.earlier {
            told::earlier(data, earlier, findings);
        }
    }
}
