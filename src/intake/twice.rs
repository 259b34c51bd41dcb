//! What came twice: identical copies count once; different returns of one unit for one period
//! are both named and neither is taken.

use std::collections::BTreeMap;

use std::collections::BTreeSet;

use super::rulings::{Outcome, Ruled, Version, VersionRuling};
use super::{Candidate, Fate, Identity, TakenFile, Wanted};
use crate::diagnostic::{Code, Finding, Findings, Place};

/// What was settled.
#[derive(Default)]
pub(super) struct Settled {
    /// The candidates that are taken, each with the position of its file.
    pub(super) taken: Vec<(usize, Candidate)>,
    /// Of these several different returns came.
    pub(super) disputed: Vec<Identity>,
    /// What became of the office's decisions about versions.
    pub(super) ruled: Vec<Ruled>,
}

/// Settles which candidates are taken.
pub(super) fn settle(
    candidates: Vec<(usize, Candidate)>,
    wanted: Wanted<'_>,
    files: &mut [TakenFile],
    findings: &mut Findings,
) -> Settled {
    let mut by_identity: BTreeMap<Identity, Vec<(usize, Candidate)>> = BTreeMap::new();
    for (at, candidate) in candidates {
        by_identity.entry(candidate.identity).or_default().push((at, candidate));
    }
    let mut settled = Settled::default();
    for (identity, mut group) in by_identity {
        let ruling = wanted.form(identity).map(|form| identity.key(form));
        let ruling = ruling.and_then(|key| wanted.rulings.of_versions(&key));
        if let Some(ruling) = ruling
            && let Some(chosen) = settled.choose(&mut group, ruling, files)
        {
            settled.taken.push(chosen);
            continue;
        }
        let first = group.remove(0);
        let same = group.iter().all(|(_, other)| other.reading.same_values(&first.1.reading));
        if !group.is_empty() {
            let all = std::iter::once(&first).chain(&group);
            let names: Vec<String> =
                all.filter_map(|(at, of)| Some(name(files.get(*at)?, of))).collect();
            let path = files.get(first.0).map_or("", |file| file.path.as_str());
            findings.push(told(same, path, names, identity, wanted));
            if same {
                for (at, _) in &group {
                    if let Some(file) = files.get_mut(*at) {
                        file.fate = Fate::Copy;
                    }
                }
            }
        }
        if same {
            settled.taken.push(first);
        } else {
            settled.disputed.push(identity);
        }
    }
    settled
}

impl Settled {
    /// The version that the office chose, where there are still the same to choose from.
    fn choose(
        &mut self,
        group: &mut Vec<(usize, Candidate)>,
        ruling: &VersionRuling,
        files: &[TakenFile],
    ) -> Option<(usize, Candidate)> {
        let version = |(at, candidate): &(usize, Candidate)| {
            let sha256 = files.get(*at)?.sha256.clone();
            Some(Version { sha256, sheet: candidate.sheet.clone() })
        };
        let versions: Vec<Option<Version>> = group.iter().map(version).collect();
        let all: Option<BTreeSet<Version>> = versions.iter().cloned().collect();
        let mut ruled = |outcome| self.ruled.push(Ruled { number: ruling.number, outcome });
        let chosen = versions.iter().position(|one| one.as_ref() == Some(&ruling.chosen));
        let Some(at) = chosen.filter(|_| all.as_ref() == Some(&ruling.among)) else {
            ruled(Outcome::OtherVersions);
            return None;
        };
        let chosen = group.remove(at);
        let name = |one: &(usize, Candidate)| Some(name(files.get(one.0)?, &one.1));
        let others = group.iter().filter_map(name).collect();
        ruled(Outcome::Chosen { file: name(&chosen).unwrap_or_default(), others });
        Some(chosen)
    }
}

/// The file, and of several returns in one file the sheet too.
fn name(file: &TakenFile, candidate: &Candidate) -> String {
    match &candidate.sheet {
        Some(sheet) => format!("{}: {sheet}", file.path),
        None => file.path.clone(),
    }
}

fn told(
    same: bool,
    path: &str,
    names: Vec<String>,
    identity: Identity,
    wanted: Wanted<'_>,
) -> Finding {
    let code = if same { Code::I402 } else { Code::E403 };
    let form = wanted.form(identity).map_or("", |form| form.name.as_str());
    let unit = wanted.tree.name(identity.org);
    let finding = Finding::new(code).at(Place::file(path)).list("files", names).scope(unit);
    if same {
        return finding;
    }
    finding.text("form", form).text("unit", unit).text("period", identity.period.to_string())
}
