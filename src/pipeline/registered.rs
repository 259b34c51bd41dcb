//! The register of receipts in a run: when returns came, what is gone, whether the register is
//! what drafts remember; and, when a draft is made, what is put on it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde_json::Value;

use super::sealed::Seals;
use crate::diagnostic::system::in_words;
use crate::diagnostic::{Code, Finding, FindingList, Findings, Place};
use crate::intake::{FoundReturn, TakenFile, TakenUnder};
use crate::model::{Fate, OrgIx, OrgTree, Period, UnitNames};
use crate::pack::{Consolidated, Pack};
use crate::register::{
    self, Changes, FILE, Gone, Head, Kept, Locked, Received, Register, RegisterError,
    ReturnCodes, SeenFile, SeenReturn,
};
use crate::report::Arrival;
use crate::text::date::short;
use crate::trace::{LEDGER_FILE, register_head};
use crate::workspace::{KEPT, RESULTS, Workspace};

/// The register as a run finds it.
pub(super) struct Registered {
    register: Register,
    /// The day of the run: on it everything came that the register has not seen.
    day: NaiveDate,
    /// Whether lines are lost: then nobody knows when what is new to it came.
    after_loss: bool,
}

impl Registered {
    /// Reads the register.
    ///
    /// # Errors
    /// With the finding, when it is there and cannot be read.
    pub(super) fn read(workspace: &Workspace, day: NaiveDate) -> Result<Self, Box<Finding>> {
        let register = register::read(&workspace.kept())
            .map_err(|error| Box::new(failed(&error.into())))?;
        Ok(Self { register, day, after_loss: false })
    }

    /// Tells what is wrong with it: whether lines are damaged, and whether it is the one that drafts
    /// and seals remember.
    pub(super) fn say_damage(
        &mut self,
        workspace: &Workspace,
        seals: &Seals,
        findings: &mut Findings,
    ) {
        let register = &self.register;
        let lost = lost((workspace, seals), register, true);
        if let Some((draft, head)) = lost.last() {
            let has = register.head().lines as u64;
            let code = if has == 0 { Code::W560 } else { Code::W561 };
            let finding = Finding::new(code).at(place()).count("had", head.lines as u64);
            let finding = finding.text("draft", draft.as_str());
            let has = Some(has).filter(|has| *has > 0);
            findings.push(match has {
                Some(has) => finding.count("has", has),
                None => finding,
            });
        }
        let breaks = register.new_breaks();
        if let Some(first) = breaks.first() {
            let line = u32::try_from(*first).unwrap_or(u32::MAX);
            let finding = Finding::new(Code::W562).at(place().line(line));
            let finding = finding.count("line", *first as u64);
            let several = (breaks.len() > 1).then_some(breaks.len() as u64);
            findings.push(finding.maybe("count", several));
        }
        self.after_loss = !lost.is_empty() || !breaks.is_empty();
    }

    /// Lines of other kinds than the register's own, in order.
    pub(super) fn kept(&self) -> &[Kept] {
        self.register.kept()
    }

    /// When the returns of a run that were taken came; late ones are told.
    pub(super) fn arrivals(
        &self,
        data: &Consolidated,
        taken: &TakenUnder,
        files: &[TakenFile],
        findings: &mut Findings,
    ) -> BTreeMap<(String, crate::model::OrgIx, Period), Arrival> {
        let hashes: BTreeMap<&str, &str> =
            files.iter().map(|file| (&*file.path, &*file.sha256)).collect();
        let periods = data.made_of();
        let mut arrivals = BTreeMap::new();
        for (key, path) in &taken.files {
            let (form, org, period) = key;
            let sha256 = hashes.get(path.as_str()).copied().unwrap_or_default();
            let unit = data.tree.code(*org).to_owned();
            let codes = (data.pack.code.clone(), form.clone(), unit, period.to_string());
            let said = taken.receipts.get(key).copied().unwrap_or_default();
            let received = self.day(self.register.received(&codes, sha256));
            let due = data.deadline(form, *period).filter(|_| periods.contains(period));
            let arrival = Arrival {
                received,
                last: self.day(self.register.first_seen(sha256)),
                deadline: due,
                revision: said.revision,
                none_occurred: said.none_occurred,
                entered: said.entered.is_some(),
                ..Arrival::default()
            };
            if let Some(on) = said.entered
                && (on < data.pack.calendar.first_day(*period) || on > self.day)
            {
                findings.push(told_received(data, key, path, on));
            }
            if let (true, Some(days)) = (arrival.is_late(), received.zip(due)) {
                findings.push(told_late(data, key, path, days));
            }
            arrivals.insert(key.clone(), arrival);
        }
        arrivals
    }

    fn day(&self, received: Received) -> Option<NaiveDate> {
        match received {
            Received::On(day) => Some(day),
            Received::Unknown => None,
            Received::New => Some(self.day).filter(|_| !self.after_loss),
        }
    }

    /// Returns that came and are not there any more.
    pub(super) fn lost(&self, files: &[TakenFile], tree: &OrgTree) -> LostReturns {
        LostReturns(self.register.lost(&seen(files, tree)))
    }

    /// Tells which files from which figures were taken are not what they were.
    pub(super) fn say_gone(
        &self,
        files: &[TakenFile],
        packs: &[Consolidated],
        tree: &OrgTree,
        findings: &mut Findings,
    ) {
        let seen = seen(files, tree);
        let mut now: BTreeMap<_, Vec<&SeenFile>> = BTreeMap::new();
        for file in &seen {
            for found in &file.returns {
                now.entry(found.codes()).or_default().push(file);
            }
        }
        let names = UnitNames::new(tree);
        for gone in self.register.gone(&seen) {
            for found in &gone.file.returns {
                let there = now.get(&found.codes()).map_or(&[][..], Vec::as_slice);
                findings.extend(told_gone(&gone, found, there, packs, (tree, &names)));
            }
        }
    }
}

/// Returns that came and are not there any more, as the register names them.
pub(super) struct LostReturns(BTreeMap<ReturnCodes, Option<NaiveDate>>);

impl LostReturns {
    /// Those of them that are a pack's, of units that are still there.
    pub(super) fn of(
        &self,
        data: &Consolidated,
    ) -> BTreeMap<(String, OrgIx, Period), Option<NaiveDate>> {
        let of_pack = self.0.iter().filter(|((pack, ..), _)| *pack == data.pack.code);
        let known = of_pack.filter_map(|((_, form, unit, period), day)| {
            let owed = (form.clone(), data.tree.by_code(unit)?, period.parse().ok()?);
            Some((owed, *day))
        });
        known.collect()
    }
}

/// What a draft has to say of the register, while nobody else writes it.
pub(super) struct Entry {
    locked: Locked,
    register: Register,
    changes: Changes,
    day: NaiveDate,
    /// The register with the changes, and its head then.
    bytes: Vec<u8>,
    head: Head,
}

impl Entry {
    /// What is to be put on the register of a workspace by a run that found these files.
    ///
    /// # Errors
    /// With the finding, when the register cannot be read or another run has it.
    pub(super) fn prepare(
        (workspace, seals): (&Workspace, &Seals),
        files: &[TakenFile],
        tree: &OrgTree,
        day: NaiveDate,
    ) -> Result<Self, FindingList> {
        let failed = |error: &RegisterError| only(failed(error));
        let locked = Locked::new(&workspace.kept()).map_err(|error| failed(&error))?;
        // Another run may have written since this one looked.
        let register = locked.read().map_err(|error| failed(&error.into()))?;
        let breaks = register.new_breaks();
        let told = !lost((workspace, seals), &register, true).is_empty();
        // Of all drafts, so that a deleted one does not bring an earlier one to light.
        let lost = if told { lost((workspace, seals), &register, false) } else { Vec::new() };
        let lost: BTreeSet<Head> = lost.into_iter().map(|(_, head)| head).collect();
        let after_loss = told || !breaks.is_empty();
        let changes = register
            .changes(&seen(files, tree), after_loss)
            .with_damage(lost.into_iter().collect(), breaks);
        let (bytes, head) = with(&register, &changes, day)?;
        Ok(Self { locked, register, changes, day, bytes, head })
    }

    /// The register as it will be.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Writes it with one more line, of a kind that is read elsewhere.
    ///
    /// # Errors
    /// With the finding, when it cannot be written.
    pub(super) fn write_with(&self, kind: &str, line: Value) -> Result<(), FindingList> {
        let changes = self.changes.clone().with_line(kind, line);
        let (bytes, _) = with(&self.register, &changes, self.day)?;
        self.locked.write(&bytes).map_err(|error| only(failed(&error.into())))
    }

    /// The head that the register will have.
    pub(super) fn head(&self) -> (usize, &str) {
        (self.head.lines, &self.head.sha256)
    }

    /// Writes it. Done before the draft appears: a register that knows more than the drafts is
    /// sound, a draft of which the register knows nothing would be taken for a loss.
    ///
    /// # Errors
    /// With the finding, when it cannot be written.
    pub(super) fn write(&self) -> Result<(), FindingList> {
        if self.changes.is_empty() {
            return Ok(());
        }
        self.locked.write(&self.bytes).map_err(|error| only(failed(&error.into())))
    }
}

/// A register that is about to say that nothing of what was received is there any more, while nobody
/// else writes it.
pub(super) struct AllGone {
    locked: Locked,
    /// The register as it will be; none where it knows of nothing that is there.
    bytes: Option<Vec<u8>>,
}

impl AllGone {
    /// Reads the register and holds it.
    ///
    /// # Errors
    /// With the finding, when it cannot be read or another run has it.
    pub(super) fn prepare(workspace: &Path, day: NaiveDate) -> Result<Self, FindingList> {
        let failed = |error: &RegisterError| only(failed(error));
        let locked = Locked::new(&workspace.join(KEPT)).map_err(|error| failed(&error))?;
        let register = locked.read().map_err(|error| failed(&error.into()))?;
        let changes = register.changes(&[], false);
        let bytes =
            if changes.is_empty() { None } else { Some(with(&register, &changes, day)?.0) };
        Ok(Self { locked, bytes })
    }

    /// Writes it.
    ///
    /// # Errors
    /// With the finding, when it cannot be written; the register is then what it was.
    pub(super) fn write(&self) -> Result<(), FindingList> {
        let Some(bytes) = &self.bytes else { return Ok(()) };
        self.locked.write(bytes).map_err(|error| only(failed(&error.into())))
    }
}

/// A register with changes, as bytes, and its head then.
fn with(
    register: &Register,
    changes: &Changes,
    day: NaiveDate,
) -> Result<(Vec<u8>, Head), FindingList> {
    let made = register.with(changes, day);
    made.map_err(|error| only(failed(&RegisterError::Io(std::io::Error::other(error)))))
}

fn place() -> Place {
    Place::file(format!("{KEPT}/{FILE}"))
}

fn failed(error: &RegisterError) -> Finding {
    match error {
        RegisterError::Locked => Finding::new(Code::E564).at(place()),
        RegisterError::Io(error) => {
            Finding::new(Code::E563).at(place()).field("reason", in_words(error))
        }
    }
}

fn only(finding: Finding) -> FindingList {
    let mut findings = Findings::new();
    findings.push(finding);
    findings.finish()
}

/// Heads that drafts and seals remember and that the register has not grown from, with the names of
/// both; the one with the most lines last. With `newest` only the newest draft of each period is opened.
fn lost(
    (workspace, seals): (&Workspace, &Seals),
    register: &Register,
    newest: bool,
) -> Vec<(String, Head)> {
    let mut lost: Vec<(String, Head)> = seals.registers(workspace.root()).collect();
    lost.retain(|(_, head)| register.has_lost(head));
    for period in folders(&workspace.all_results()) {
        let drafts = folders(&period).into_iter().rev();
        let heads = drafts.filter_map(|draft| Some((named(&draft), head(&draft)?)));
        let heads = heads.take(if newest { 1 } else { usize::MAX });
        lost.extend(heads.filter(|(_, head)| register.has_lost(head)));
    }
    lost.sort_by(|(one, a), (other, b)| (a, one).cmp(&(b, other)));
    lost
}

/// The folders in a folder, in the order in which their numbers count.
fn folders(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> =
        entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    // du-thao-100 comes after du-thao-99.
    folders.sort_by_key(|path| (path.as_os_str().len(), path.clone()));
    folders
}

/// `ket-qua/2024-Q1/du-thao-02`
fn named(draft: &Path) -> String {
    let names = draft.iter().rev().take(2).map(|name| name.to_string_lossy());
    let names: Vec<_> = names.collect();
    std::iter::once(RESULTS.into()).chain(names.into_iter().rev()).collect::<Vec<_>>().join("/")
}

/// The head that the ledger of a draft remembers.
fn head(draft: &Path) -> Option<Head> {
    let bytes = std::fs::read(draft.join(LEDGER_FILE)).ok()?;
    let (lines, sha256) = register_head(bytes)?;
    Some(Head { lines, sha256 }).filter(|head| head.lines > 0)
}

/// Files in the words of the register.
fn seen(files: &[TakenFile], tree: &OrgTree) -> Vec<SeenFile> {
    let found = |found: &FoundReturn| SeenReturn {
        pack: found.pack.clone(),
        form: found.form.clone(),
        unit: tree.code(found.org).to_owned(),
        period: found.period.to_string(),
        revision: found.revision,
    };
    let seen = |file: &TakenFile| SeenFile {
        path: file.path.clone(),
        sha256: file.sha256.clone(),
        fate: file.fate,
        returns: file.returns.iter().map(found).collect(),
    };
    files.iter().map(seen).collect()
}

fn told_late(
    data: &Consolidated,
    (code, org, period): &(String, crate::model::OrgIx, Period),
    path: &str,
    (received, due): (NaiveDate, NaiveDate),
) -> Finding {
    let days = u64::try_from((received - due).num_days()).unwrap_or_default();
    let unit = data.tree.name(*org);
    Finding::new(Code::I417)
        .at(Place::file(path))
        .text("unit", unit)
        .text("form", form_name(&data.pack, code))
        .text("day", short(received))
        .text("due", short(due))
        .count("days", days)
        .scope(unit)
        .scope(period.to_string())
}

/// That what a return was entered from cannot have come on the day that the office says.
fn told_received(
    data: &Consolidated,
    (code, org, period): &(String, crate::model::OrgIx, Period),
    path: &str,
    on: NaiveDate,
) -> Finding {
    let is_early = on < data.pack.calendar.first_day(*period);
    let unit = data.tree.name(*org);
    Finding::new(Code::W135)
        .at(Place::file(path))
        .text("unit", unit)
        .text("form", form_name(&data.pack, code))
        .text("day", short(on))
        .maybe("begins", is_early.then(|| short(data.pack.calendar.first_day(*period))))
        .scope(unit)
        .scope(period.to_string())
}

fn form_name<'a>(pack: &'a Pack, code: &'a str) -> &'a str {
    let form = pack.forms.iter().find(|form| form.code == code);
    form.map_or(code, |form| form.name.as_str())
}

/// What is told of a return whose file is not what it was; `there` are the files that have it now.
/// Nothing where one of them is told of by itself, because nothing of it was taken.
fn told_gone(
    gone: &Gone<'_>,
    found: &SeenReturn,
    there: &[&SeenFile],
    packs: &[Consolidated],
    (tree, names): (&OrgTree, &UnitNames<'_>),
) -> Option<Finding> {
    use Fate::{OtherPeriod, Taken};
    let counts = |file: &&&SeenFile| matches!(file.fate, Taken | OtherPeriod);
    let instead = there.iter().find(counts);
    if instead.is_none() && !there.is_empty() {
        return None;
    }
    let org = tree.by_code(&found.unit);
    let unit = org.map_or(found.unit.as_str(), |org| tree.name(org));
    let pack = packs.iter().find(|data| data.pack.code == found.pack);
    let form = pack.map_or(found.form.as_str(), |data| form_name(&data.pack, &found.form));
    let code = if instead.is_some() { Code::I420 } else { Code::W419 };
    let finding = Finding::new(code)
        .at(Place::file(gone.path))
        .text("unit", org.map_or_else(|| found.unit.clone(), |org| names.told_apart(org)))
        .text("form", form)
        .text("period", found.period.as_str())
        .maybe("day", gone.file.day.map(short))
        .maybe("file", instead.map(|file| file.path.as_str()));
    Some(finding.scope(unit).scope(found.period.as_str()))
}
