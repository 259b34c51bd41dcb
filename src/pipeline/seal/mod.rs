//! `seal`: a period as it was issued, with everything it was made from, in a folder that makes the same
//! documents again.

mod copy;

use std::io;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::build::{BuildOptions, build, not_published, not_written};
use super::registered::Entry;
use super::sealed::{Seal, is_a_seal, line};
use super::single::one;
use super::{PackRun, Progress, Request, Run, codes, consolidate};
use crate::diagnostic::{Code, Finding, FindingList, Findings, Place, Severity};
use crate::model::Period;
use crate::pack::Consolidated;
use crate::report::{Draft, DraftError};
use crate::seal::{
    DOCUMENTS, LINE, Manifest, SealedFile, SealedPack, Told, folder_name, sealed_figures,
    sha256,
};
use crate::text;
use crate::workspace::{MANIFEST, SEALS};
use copy::{copy, files};

/// What is sealed.
#[derive(Debug, Clone)]
pub struct SealRequest {
    /// The workspace, the period and the day of the run.
    pub request: Request,
    /// The document with which the figures went out.
    pub document: String,
    /// The day of that document.
    pub dated: NaiveDate,
    /// Date of the documents; without it the place for it is left open.
    pub as_of: Option<NaiveDate>,
}

/// What came of it.
pub struct Sealed {
    /// Whether it was asked for and may not be.
    pub refused: bool,
    /// The folder of the seal and the files in it; none where nothing was sealed.
    pub folder: Option<(PathBuf, usize)>,
    /// What it has otherwise than the seal before it.
    pub changed: Vec<ChangedLine>,
    /// What was noticed.
    pub findings: FindingList,
}

/// A figure that is other than in the seal before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedLine {
    /// Name of the unit.
    pub unit: String,
    /// Name of the figure.
    pub label: String,
    /// As it was.
    pub before: Option<Decimal>,
    /// As it is.
    pub after: Option<Decimal>,
}

/// Seals a period: all of it, by one rename, or nothing.
///
/// # Errors
/// With the findings, when there can be no run, or something cannot be written.
pub fn seal(asked: &SealRequest, reading: Progress<'_>) -> Result<Sealed, FindingList> {
    let run = consolidate(&asked.request, reading)?;
    if run.workspace.is_seal() {
        return Err(is_a_seal(run.workspace.root()));
    }
    let last = run.seals.last_of(run.period).cloned();
    if let Some(finding) = obstacle(&run, asked, last.as_ref()) {
        return Ok(refused(run.findings, finding));
    }
    let number = run.seals.next_number(run.period);
    let name = folder_name(run.period, number);
    let entry =
        Entry::prepare((&run.workspace, &run.seals), &run.files, &run.workspace.tree, run.day)?;
    let in_workspace = format!("{SEALS}/{name}");
    // Asked only now that no other run is at work, which may have sealed the period too.
    if let Some(finding) = in_the_way(run.workspace.root(), &in_workspace) {
        return Ok(refused(run.findings, finding));
    }
    let seals = run.workspace.root().join(SEALS);
    Draft::clear_unfinished(&seals);
    let failed = |error: &DraftError| not_published(&seals, error);
    let draft = Draft::begin(&seals).map_err(|error| failed(&error))?;
    copy(&run, &entry, &draft).map_err(|error| failed(&error))?;
    let copied = make(asked, &run, &draft, reading)?;
    let manifest = manifest(asked, &run, &copied, number, files(draft.path())?);
    let bytes = manifest.written().map_err(|error| not_written(MANIFEST, &error))?;
    draft.add(MANIFEST, &bytes).map_err(|error| failed(&error))?;
    let folder = draft.publish_new(&name).map_err(|error| failed(&error))?;
    let line = line(&manifest, &in_workspace, &sha256(&bytes));
    if let Err(findings) = entry.write_with(LINE, line) {
        // A seal of which the register knows nothing is none; nothing else is in that folder.
        let _ = std::fs::remove_dir_all(&folder);
        return Err(findings);
    }
    let changed = run.packs.iter().flat_map(|pack| {
        let changes = pack.sealed.own.iter().flat_map(|own| &own.changes);
        changes.map(|change| ChangedLine {
            unit: change.unit_name(&pack.data).to_owned(),
            label: change.label(&pack.data),
            before: change.before,
            after: change.after,
        })
    });
    Ok(Sealed {
        refused: false,
        folder: Some((folder, manifest.files.len() + 1)),
        changed: changed.collect(),
        findings: without_differences(&run.findings),
    })
}

fn refused(mut findings: Findings, finding: Finding) -> Sealed {
    let refused = finding.code.severity() == Severity::Error;
    findings.push(finding);
    Sealed { refused, folder: None, changed: Vec::new(), findings: findings.finish() }
}

/// What forbids sealing, or makes it needless.
fn obstacle(run: &Run, asked: &SealRequest, last: Option<&Seal>) -> Option<Finding> {
    let period = run.period.to_string();
    // What differs from an earlier seal is why a period is sealed again; what happened to the folder
    // of a seal cannot be undone by anyone.
    let of_seals = |code: Code| matches!(code, Code::E432 | Code::E433 | Code::E446);
    let open: Vec<&Finding> =
        run.findings.errors().filter(|finding| !of_seals(finding.code)).collect();
    if !open.is_empty() {
        let mut codes: Vec<&str> = open.iter().map(|finding| finding.code.as_str()).collect();
        codes.sort_unstable();
        codes.dedup();
        let finding = Finding::new(Code::E430).text("period", period);
        return Some(finding.count("count", open.len() as u64).list("codes", codes));
    }
    let own = || run.packs.iter().filter_map(|pack| pack.sealed.own.as_ref());
    if own().any(|own| !own.lost.is_empty()) {
        // What is sealed again would say that figures became none.
        let finding = Finding::new(Code::E430).text("period", period);
        return Some(finding.count("count", 1).list("codes", [Code::W445.as_str()]));
    }
    if let Some(of) = without_returns(run) {
        let of = Some(of.to_string()).filter(|of| *of != period);
        return Some(Finding::new(Code::E442).text("period", period).maybe("of", of));
    }
    if asked.dated < first_day(run) {
        let finding = Finding::new(Code::E447).text("period", period);
        let finding = finding.text("document", asked.document.trim());
        return Some(finding.text("day", text::date::short(asked.dated)));
    }
    let told = run.seals.document(run.period, &asked.document);
    let is_same = own().all(|own| own.changes.is_empty())
        && run.seals.told_unused(run.period, &codes(&run.packs)).is_empty();
    // What came after a document cannot have gone out with it, under whatever number.
    let last_day = last.and_then(|last| last.manifest.dated.as_deref()?.parse().ok());
    if last_day.is_some_and(|day: NaiveDate| !is_same && told.is_none() && asked.dated <= day) {
        let finding = Finding::new(Code::E448).text("period", period);
        let finding = finding.text("document", asked.document.trim());
        let last = last.map(|last| last.manifest.document.clone()).unwrap_or_default();
        return Some(finding.text("last", last));
    }
    let told = told?;
    // A document whose number was mistyped is put right by sealing the same figures by the right one.
    if let Some(last) = last.filter(|last| is_same && last.manifest.document == told) {
        let finding = Finding::new(Code::I438).text("period", period).text("document", told);
        return Some(finding.text("folder", last.folder.as_str()));
    }
    Some(Finding::new(Code::E435).text("period", period).text("document", told))
}

/// A period of which no return came, where every pack has one among those that the run is made of.
fn without_returns(run: &Run) -> Option<Period> {
    let lacks = |pack: &PackRun| {
        let came = |of: Period| pack.receipts.taken.keys().any(|owed| owed.2 == of);
        pack.data.made_of().into_iter().find(|of| !came(*of))
    };
    let lacking: Option<Vec<Period>> = run.packs.iter().map(lacks).collect();
    lacking?.first().copied()
}

/// The first day of the period, by the pack that counts from the earliest.
fn first_day(run: &Run) -> NaiveDate {
    let days = run.packs.iter().map(|pack| pack.data.pack.calendar.first_day(run.period));
    days.min().unwrap_or(NaiveDate::MIN)
}

/// What stands where something of the seal is to be.
fn in_the_way(root: &Path, folder: &str) -> Option<Finding> {
    let name = [DOCUMENTS, folder].into_iter().find(|name| root.join(name).exists())?;
    Some(Finding::new(Code::E443).at(Place::file(name)).text("name", name))
}

/// Makes the documents from the copy, and nothing else: what the copy lacks would be missed now.
fn make(
    asked: &SealRequest,
    run: &Run,
    draft: &Draft,
    reading: Progress<'_>,
) -> Result<Vec<Told>, FindingList> {
    let request = Request { workspace: draft.path().to_owned(), ..asked.request };
    let copied = consolidate(&request, reading)?;
    let figures = |run: &Run| -> Vec<_> {
        run.packs.iter().flat_map(|pack| sealed_figures(&pack.data)).collect()
    };
    if figures(&copied) != figures(run) {
        return Err(one(Finding::new(Code::E444).at(Place::file(SEALS))).finish());
    }
    let corrections = copied.packs.iter().flat_map(|pack| {
        let earlier = pack.sealed.earlier.iter().flat_map(|of| &of.changes);
        earlier.map(|change| change.told(&pack.data.pack.code))
    });
    let corrections: Vec<Told> = corrections.collect();
    let out = draft.path().join(".van-ban");
    let options =
        BuildOptions { as_of: asked.as_of, out: Some(out.clone()), ..BuildOptions::default() };
    let built = build(copied, &options)?;
    let failed = |error: &io::Error| not_written(DOCUMENTS, error);
    if let Some((made, _)) = built.draft {
        std::fs::rename(made, draft.path().join(DOCUMENTS)).map_err(|error| failed(&error))?;
    }
    std::fs::remove_dir(out).map_err(|error| failed(&error))?;
    Ok(corrections)
}

fn manifest(
    asked: &SealRequest,
    run: &Run,
    corrections: &[Told],
    number: u32,
    files: Vec<SealedFile>,
) -> Manifest {
    let day = |day: NaiveDate| day.format("%Y-%m-%d").to_string();
    let dated = asked.as_of.map(|date| format!(" --as-of {}", day(date))).unwrap_or_default();
    let data = || run.packs.iter().map(|pack| &pack.data);
    let pack = |data: &std::sync::Arc<Consolidated>| SealedPack {
        code: data.pack.code.clone(),
        name: data.pack.name.clone(),
    };
    let came = run
        .files
        .iter()
        .map(|file| SealedFile { path: file.path.clone(), sha256: file.sha256.clone() });
    let changed = run.packs.iter().flat_map(|pack| {
        let changes = pack.sealed.own.iter().flat_map(|own| &own.changes);
        changes.map(|change| change.told(&pack.data.pack.code))
    });
    Manifest {
        period: run.period.to_string(),
        number,
        document: asked.document.trim().to_owned(),
        dated: Some(day(asked.dated)),
        sealed_on: day(run.day),
        program: env!("CARGO_PKG_VERSION").to_owned(),
        rebuild: format!("tonghop build . --period {}{dated}", run.period),
        packs: data().map(pack).collect(),
        files,
        came: came.collect(),
        figures: data().flat_map(|data| sealed_figures(data)).collect(),
        changed: changed.chain(run.seals.told_unused(run.period, &codes(&run.packs))).collect(),
        corrections: corrections.to_vec(),
    }
}

/// What was noticed, without the differences that the new seal has settled.
fn without_differences(findings: &Findings) -> FindingList {
    let settled =
        |code: Code| matches!(code, Code::W431 | Code::E433 | Code::I434 | Code::E446);
    let mut left = Findings::new();
    left.extend(findings.iter().filter(|finding| !settled(finding.code)).cloned());
    left.finish()
}
