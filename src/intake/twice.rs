//! What came twice: a revision that says its number takes the place of what came before it;
//! identical copies count once; different returns of one unit for one period are both named and
//! neither is taken.

use std::collections::BTreeMap;

use std::collections::BTreeSet;

use super::rulings::{Outcome, Ruled, Version, VersionRuling};
use super::{Candidate, Identity, TakenFile, Wanted};
use crate::diagnostic::{CellNote, Code, Finding, Findings, MOST_CELLS, Place};
use crate::model::Fate;

/// Candidates, each with the position of its file.
type Candidates = Vec<(usize, Candidate)>;

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
    candidates: Candidates,
    wanted: Wanted<'_>,
    files: &mut [TakenFile],
    findings: &mut Findings,
) -> Settled {
    let mut by_identity: BTreeMap<Identity, Candidates> = BTreeMap::new();
    for (at, candidate) in candidates {
        by_identity.entry(candidate.identity).or_default().push((at, candidate));
    }
    let mut settled = Settled::default();
    for (identity, group) in by_identity {
        let (entered, own): (Candidates, Candidates) =
            group.into_iter().partition(|(_, of)| of.entered.is_some());
        // What the unit sent itself counts, whatever was entered for it before or after.
        let mut group = if own.is_empty() {
            entered
        } else {
            for of in &entered {
                let last = own.iter().max_by_key(|(_, of)| of.reading.revision);
                findings.extend(last.and_then(|own| replaced(own, of, files, wanted)));
            }
            turn_into(Fate::Superseded, &entered, files);
            own
        };
        let ruling = wanted.form(identity).map(|form| identity.key(form));
        let ruling = ruling.and_then(|key| wanted.rulings.of_versions(&key));
        if let Some(ruling) = ruling
            && let Some(chosen) = settled.choose(&mut group, ruling, files)
        {
            settled.taken.push(chosen);
            continue;
        }
        let (mut last, earlier) = last_revision(group);
        let first = last.remove(0);
        let same = last.iter().all(|(_, other)| other.reading.same_values(&first.1.reading));
        if !last.is_empty() {
            // Of none that is taken the earlier ones are not either.
            let others = earlier.iter().filter(|_| !same);
            let all = std::iter::once(&first).chain(&last).chain(others);
            let names: Vec<String> =
                all.filter_map(|(at, of)| Some(name(files.get(*at)?, of))).collect();
            let path = files.get(first.0).map_or("", |file| file.path.as_str());
            findings.push(told(same, path, names, identity, wanted));
        }
        if same {
            for of in &earlier {
                findings.extend(superseded(&first, of, files, wanted));
            }
            turn_into(Fate::Copy, &last, files);
            turn_into(Fate::Superseded, &earlier, files);
            settled.taken.push(first);
        } else {
            settled.disputed.push(identity);
        }
    }
    settled
}

/// The candidates with the highest number of a revision, and all others, each in the order of
/// their files; one that says no number is before all that do.
fn last_revision(group: Candidates) -> (Candidates, Candidates) {
    let last = group.iter().map(|(_, of)| of.reading.revision).max().flatten();
    group.into_iter().partition(|(_, of)| of.reading.revision == last)
}

/// What becomes of files whose returns are not taken; one that gives another return stays taken.
fn turn_into(fate: Fate, candidates: &[(usize, Candidate)], files: &mut [TakenFile]) {
    for (at, _) in candidates {
        if let Some(file) = files.get_mut(*at) {
            file.fate = fate;
        }
    }
}

/// Which revision counts instead of what, and how much of it differs.
fn superseded(
    (at, last): &(usize, Candidate),
    (of, earlier): &(usize, Candidate),
    files: &[TakenFile],
    wanted: Wanted<'_>,
) -> Option<Finding> {
    let (file, before) = (files.get(*at)?, files.get(*of)?);
    let differs = last.reading.differs_from(&earlier.reading);
    let place = Place::file(&*file.path);
    let place = match &last.sheet {
        Some(sheet) => place.sheet(sheet.as_str()),
        None => place,
    };
    let identity = last.identity;
    let form = wanted.form(identity).map_or("", |form| form.name.as_str());
    let unit = wanted.tree.name(identity.org);
    let finding = Finding::new(Code::I418)
        .at(place)
        .text("number", last.reading.revision.unwrap_or_default().to_string())
        .text("form", form)
        .text("unit", unit)
        .text("file", name(before, earlier))
        .count("count", differs.figures as u64)
        .scope(unit)
        .scope(identity.period.to_string());
    let left_out = (differs.left_out > 0).then_some(differs.left_out as u64);
    Some(finding.maybe("left_out", left_out))
}

/// That the unit's own return counts instead of what was entered for it, with every figure that differs.
fn replaced(
    (at, own): &(usize, Candidate),
    (of, entered): &(usize, Candidate),
    files: &[TakenFile],
    wanted: Wanted<'_>,
) -> Option<Finding> {
    let (file, before) = (files.get(*at)?, files.get(*of)?);
    let identity = own.identity;
    let unit = wanted.tree.name(identity.org);
    let catalogue = &wanted.duty(identity)?.pack.catalogue;
    let differing = own.reading.differing(&entered.reading);
    let mut finding = Finding::new(Code::I124)
        .at(Place::file(&*file.path))
        .text("unit", unit)
        .text("form", wanted.form(identity)?.name.as_str())
        .text("file", name(before, entered))
        .count("count", differing.len() as u64);
    for (item, period) in differing.into_iter().take(MOST_CELLS) {
        let label = format!("{}, {period}", catalogue.label(item));
        for (reading, file) in [(&own.reading, None), (&entered.reading, Some(&before.path))] {
            let fact = reading.facts.get(&(item, period));
            let Some(source) = fact.and_then(|fact| fact.source.as_ref()) else { continue };
            let note = CellNote::new(source.cell, label.as_str(), &*source.text);
            let note = note.in_sheet(&*source.sheet);
            finding = finding.cell(match file {
                Some(file) => note.in_file(file.as_str()),
                None => note.marked(),
            });
        }
    }
    Some(finding.scope(unit).scope(identity.period.to_string()))
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
