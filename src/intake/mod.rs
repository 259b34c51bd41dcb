//! Intake: from files as they came to facts, every value with its file, sheet, cell and text.
//!
//! discover → open → identify → locate → read, file by file and in parallel; then what came
//! twice is settled, in the order of the files' names.

mod added;
mod alignment;
mod archive;
mod calculated;
mod consolidated;
mod discover;
mod entered;
mod external;
mod gathered;
mod held;
mod identify;
mod issued;
mod locate;
mod named;
mod nearest;
mod none_occurred;
mod original;
mod overlay;
mod parts;
mod read;
mod recalled;
mod revision;
mod rulings;
mod says;
mod shifts;
mod split;
mod statements;
mod ticked;
mod totals;
mod turns;
mod twice;
mod typed;
mod unreadable;
mod unseen;
mod untouched;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::diagnostic::{Code, Field, Finding, Findings, Place};
use crate::model::{
    Fact, FactKey, Facts, OrgIx, OrgTree, Origin, Period, PrintedRatio, StatementKey,
    Statements,
};
use crate::pack::upward::{self, Upward};
use crate::pack::{Due, Form, Pack, legacy};
use crate::sheet::{self, ReadError, Value, Workbook};
use crate::template::xlsx;
use crate::text;
use calculated::CalculatedIn;
use discover::Found;
use identify::{Unidentified, UnitNames};
use read::{Reading, Results};

pub use discover::is_left_by_the_system;
pub use named::NamesInPaths;
pub use original::Originals;
pub use rulings::{
    CellRuling, Outcome, Ruled, RuledFigure, Rulings, Unfit, Version, VersionRuling,
    says_the_same,
};
pub use says::{Says, says};
pub use turns::{Turn, to_load as turn_to_load, to_read as turn_to_read};
pub use unreadable::unreadable;

/// What a file may ask of us: returns come from whoever wrote them.
const LIMITS: sheet::Limits = sheet::Limits::for_strangers();

/// Everything that was taken in.
#[derive(Debug, Default)]
pub struct Intake {
    /// What was taken under each duty, in the order of the duties.
    pub duties: Vec<TakenUnder>,
    /// Every file found, in order of name, and what became of it.
    pub files: Vec<TakenFile>,
    /// What became of the office's decisions about returns that were read.
    pub ruled: Vec<Ruled>,
}

/// What was taken in under one pack.
#[derive(Debug, Default)]
pub struct TakenUnder {
    /// Reported facts.
    pub facts: Facts,
    /// Ratios that returns print themselves, to be held against recomputed ones.
    pub claims: Vec<PrintedRatio>,
    /// What units said in their own words.
    pub statements: Statements,
    /// The returns taken.
    pub returns: Vec<ReturnKey>,
    /// The file that each return taken came in, as [`TakenFile::path`] has it.
    pub files: BTreeMap<ReturnKey, String>,
    /// What else is known of the returns taken.
    pub receipts: BTreeMap<ReturnKey, TakenReturn>,
    /// Returns that came in several versions, none of which was taken.
    pub disputed: Vec<ReturnKey>,
    /// What returns say of earlier periods, until it is held against these periods' own returns.
    recalled: Vec<(FactKey, Fact)>,
}

/// Which return: code of its form, whose, for which period.
pub type ReturnKey = (String, OrgIx, Period);

/// A file found among the returns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenFile {
    /// Path relative to the workspace, with `/`.
    pub path: String,
    /// SHA-256 of its bytes, in hexadecimal; empty when it could not be read.
    pub sha256: String,
    /// Whether its figures were taken.
    pub fate: Fate,
    /// The returns that are in it, whatever became of them; none of what is no return, or of whom
    /// and when nobody can say.
    pub returns: Vec<FoundReturn>,
}

/// A return found in a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FoundReturn {
    /// Code of the pack.
    pub pack: String,
    /// Code of the form.
    pub form: String,
    /// Whose.
    pub org: OrgIx,
    /// For which period.
    pub period: Period,
    /// The number of the revision that it says it is; of a return of another run nobody has
    /// looked.
    pub revision: Option<u16>,
}

/// What is known of a return that was taken, besides its figures.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TakenReturn {
    /// The number of the revision that it says it is.
    pub revision: Option<u16>,
    /// Whether it says, and is believed, that nothing occurred.
    pub none_occurred: bool,
    /// Whether the office entered it for the unit.
    pub entered: bool,
}

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Its figures count.
    Taken,
    /// The same figures came in another file already.
    Copy,
    /// A revision of the same return came, which counts instead.
    Superseded,
    /// It has returns, none of which is of this run.
    OtherPeriod,
    /// Its figures do not count; a finding says why.
    NotTaken,
    /// No return at all, and known not to be (a temporary file).
    Skipped,
    /// What the office entered a return from, such as a picture.
    Original,
}

/// A pack in use and what is due under it.
#[derive(Debug)]
pub struct Duty<'a> {
    /// The pack.
    pub pack: &'a Pack,
    /// What is due from whom.
    pub due: &'a Due,
    /// The period of the run, if this duty reports for it; if not, its returns are known and left
    /// alone. So are returns of later periods.
    pub run: Option<Period>,
}

/// What intake needs to know.
#[derive(Clone, Copy)]
struct Wanted<'a> {
    /// The packs whose returns may be there.
    duties: &'a [Duty<'a>],
    /// The organisation.
    tree: &'a OrgTree,
    /// Its units by name.
    names: &'a UnitNames,
    /// What the office decided of returns.
    rulings: &'a Rulings,
}

/// Which form a file is a return of, and from whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Identity {
    /// Position of the duty.
    duty: usize,
    /// Position of the form in its pack.
    form: usize,
    /// For which period.
    period: Period,
    /// Whose.
    org: OrgIx,
}

impl Identity {
    fn key(&self, form: &Form) -> ReturnKey {
        (form.code.clone(), self.org, self.period)
    }
}

impl<'a> Wanted<'a> {
    fn duty(self, identity: Identity) -> Option<&'a Duty<'a>> {
        self.duties.get(identity.duty)
    }

    fn is_in_run(self, identity: Identity) -> bool {
        let run = self.duty(identity).and_then(|duty| duty.run);
        run.is_some_and(|run| !identity.period.ends_after(run))
    }

    /// What all forms print, by match keys.
    fn labels(self) -> BTreeSet<&'a str> {
        let forms = self.duties.iter().flat_map(|duty| &duty.pack.forms);
        let labels = forms.flat_map(|form| &form.sheets).flat_map(|sheet| &sheet.labels);
        labels.map(|label| label.key.as_str()).collect()
    }

    /// What is told of a return that was found.
    fn found(self, identity: Identity, revision: Option<u16>) -> Option<FoundReturn> {
        Some(FoundReturn {
            pack: self.duty(identity)?.pack.code.clone(),
            form: self.form(identity)?.code.clone(),
            org: identity.org,
            period: identity.period,
            revision,
        })
    }

    /// What is told of a blank that came back as it went out.
    fn left_blank(
        self,
        identity: Identity,
        path: &str,
        sheet: Option<&String>,
    ) -> Option<Finding> {
        let place = Place::file(path);
        let place = match sheet {
            Some(sheet) => place.sheet(sheet.as_str()),
            None => place,
        };
        let form = self.form(identity)?;
        let unit = self.tree.name(identity.org);
        let finding = Finding::new(Code::W128).at(place).text("form", form.name.as_str());
        Some(finding.text("unit", unit).scope(unit).scope(form.name.as_str()))
    }

    fn form(self, identity: Identity) -> Option<&'a Form> {
        self.duty(identity)?.pack.forms.get(identity.form)
    }
}

/// A file read as a return, not yet held against the others.
struct Candidate {
    identity: Identity,
    reading: Reading,
    /// Its sheet, where its file has several returns.
    sheet: Option<String>,
    /// What the office says of it, if it entered it for the unit.
    entered: Option<Arc<Origin>>,
}

/// One file, opened.
struct Opened {
    file: TakenFile,
    findings: Vec<Finding>,
    candidates: Vec<Candidate>,
    /// Returns that are not of this run.
    other_periods: Vec<Identity>,
    /// Blanks that came back as they went out.
    untouched: Vec<Identity>,
    /// The forms out of use of which it has returns: positions of the duty and of the form.
    out_of_use: Vec<(usize, usize)>,
    /// The original that it says it was entered from, and where it says so.
    original: Option<(String, Place)>,
}

/// Takes in every return under `folder`, or the one that `folder` is itself; findings call it
/// `prefix`. What the office decided of a return counts in the place of what it says.
pub fn take_in(
    folder: &Path,
    prefix: &str,
    duties: &[Duty<'_>],
    tree: &OrgTree,
    rulings: &Rulings,
    progress: &(dyn Fn(usize, usize) + Sync),
    findings: &mut Findings,
) -> Intake {
    let names = UnitNames::new(tree);
    let wanted = Wanted { duties, tree, names: &names, rulings };
    let found = discover::discover(folder, prefix, findings);
    let all = found.len();
    let done = std::sync::atomic::AtomicUsize::new(0);
    let opened: Vec<Vec<Opened>> = found
        .into_par_iter()
        .map(|found| {
            let opened = open(found, wanted);
            progress(done.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1, all);
            opened
        })
        .collect();
    let in_workspace = |name: &str| {
        [folder.parent(), Some(folder)].into_iter().flatten().any(|at| at.join(name).is_file())
    };
    let mut opened: Vec<Opened> = opened.into_iter().flatten().collect();
    settle_originals(&mut opened, &in_workspace, findings);
    taken_from(opened.into_iter(), prefix, wanted, findings)
}

/// Tells of pictures and PDFs that a return was entered from what became of them, and not that nobody can
/// read them.
fn settle_originals(
    opened: &mut [Opened],
    in_workspace: &dyn Fn(&str) -> bool,
    findings: &mut Findings,
) {
    let paths = opened.iter().map(|opened| opened.file.path.clone()).collect();
    let said = opened.iter().filter_map(|opened| {
        let (name, place) = opened.original.as_ref()?;
        Some((opened.file.path.as_str(), name.as_str(), place))
    });
    let (settled, told) = entered::originals(said, &paths, in_workspace);
    findings.extend(told);
    for (original, entered) in settled {
        let same = opened.iter_mut().filter(|opened| opened.file.path == original);
        for of in same {
            for unread in of.findings.iter_mut().filter(|one| one.code == Code::E118) {
                let settled = Finding::new(Code::I539).at(Place::file(&original));
                *unread = settled.text("file", entered.as_str());
                of.file.fate = Fate::Original;
            }
        }
    }
}

/// Takes in a single return that was read already; findings call it `path`.
pub fn take_in_read(
    path: &str,
    (bytes, workbook): (&[u8], &Workbook),
    duties: &[Duty<'_>],
    tree: &OrgTree,
    findings: &mut Findings,
) -> Intake {
    let names = UnitNames::new(tree);
    let none = Rulings::default();
    let wanted = Wanted { duties, tree, names: &names, rulings: &none };
    let mut opened = Opened::not_taken(path.to_owned());
    opened.file.sha256 = text::hex(&Sha256::digest(bytes));
    opened.take(bytes, workbook.clone(), wanted);
    taken_from(std::iter::once(opened), path, wanted, findings)
}

/// What files that were opened come to together.
fn taken_from(
    opened: impl Iterator<Item = Opened>,
    prefix: &str,
    wanted: Wanted<'_>,
    findings: &mut Findings,
) -> Intake {
    let mut intake = Intake::default();
    intake.duties.resize_with(wanted.duties.len(), TakenUnder::default);
    let mut candidates = Vec::new();
    let mut of_other_periods: BTreeMap<Period, Vec<String>> = BTreeMap::new();
    let mut of_unused_forms: BTreeMap<(usize, usize), Vec<String>> = BTreeMap::new();
    for (at, opened) in opened.enumerate() {
        for finding in opened.findings {
            findings.push(finding);
        }
        for identity in &opened.other_periods {
            of_other_periods.entry(identity.period).or_default().push(opened.file.path.clone());
        }
        for form in opened.out_of_use {
            of_unused_forms.entry(form).or_default().push(opened.file.path.clone());
        }
        intake.files.push(opened.file);
        candidates.extend(opened.candidates.into_iter().map(|candidate| (at, candidate)));
    }
    for (period, files) in of_other_periods {
        findings.push(left_alone(prefix, period, &files));
    }
    for ((duty, form), files) in of_unused_forms {
        let form = wanted.duties.get(duty).and_then(|duty| duty.pack.forms.get(form));
        findings.extend(form.map(|form| out_of_use(prefix, form, &files)));
    }
    let settled = twice::settle(candidates, wanted, &mut intake.files, findings);
    intake.ruled = settled.ruled;
    for identity in settled.disputed {
        if let (Some(under), Some(form)) =
            (intake.duties.get_mut(identity.duty), wanted.form(identity))
        {
            under.disputed.push(identity.key(form));
        }
    }
    let mut calculated = Vec::new();
    for (at, mut candidate) in settled.taken {
        let cells = std::mem::take(&mut candidate.reading.calculated);
        if let Some(file) = intake.files.get(at).filter(|_| !cells.is_empty()) {
            calculated.push(CalculatedIn { file: file.path.clone(), cells });
        }
        accept(at, candidate, wanted, &mut intake, findings);
    }
    findings.extend(calculated::told(calculated));
    for (duty, under) in wanted.duties.iter().zip(&mut intake.duties) {
        let recalled = std::mem::take(&mut under.recalled);
        recalled::settle(recalled, &mut under.facts, duty.pack, wanted.tree, findings);
    }
    intake
}

/// Returns of a period that is not of this run: one finding, not one a file.
fn left_alone(prefix: &str, period: Period, files: &[String]) -> Finding {
    let finding = Finding::new(Code::I405).text("period", period.to_string());
    match files {
        [file] => finding.at(Place::file(file)),
        many => finding.at(Place::file(prefix)).count("count", many.len() as u64),
    }
}

/// Returns of a form that the office does not use: one finding, not one a file.
fn out_of_use(prefix: &str, form: &Form, files: &[String]) -> Finding {
    let finding = Finding::new(Code::W546)
        .text("form", form.name.as_str())
        .text("code", form.code.as_str());
    match files {
        [file] => finding.at(Place::file(file)),
        many => finding
            .at(Place::file(prefix))
            .count("count", many.len() as u64)
            .list("files", many.iter().map(String::as_str)),
    }
}

/// Opens a file: one that is read, or an archive with several of them.
fn open(found: Found, wanted: Wanted<'_>) -> Vec<Opened> {
    let turn = turns::to_load(found.length());
    let bytes = found.read();
    let Found { path, .. } = found;
    if let Ok(bytes) = &bytes
        && let Some(archive) = archive::opened(bytes)
    {
        let open = |member, turn| open_bytes(member, turn, wanted);
        return archive::members(&path, archive, turn.as_ref(), open);
    }
    vec![open_bytes(FileBytes { path, bytes }, turn, wanted)]
}

/// What a file holds, or why it could not be read.
struct FileBytes {
    /// As [`TakenFile::path`] has it.
    path: String,
    bytes: Result<Vec<u8>, Field>,
}

/// Opens a file by its bytes; `turn` is its own, if it took one before it was loaded.
fn open_bytes(
    FileBytes { path, bytes }: FileBytes,
    turn: Option<turns::Turn>,
    wanted: Wanted<'_>,
) -> Opened {
    let mut opened = Opened::not_taken(path);
    let place = Place::file(&opened.file.path);
    let bytes = match bytes {
        Ok(bytes) => bytes,
        Err(reason) => {
            opened.findings.push(Finding::new(Code::E101).at(place).field("reason", reason));
            return opened;
        }
    };
    let _turn = turns::to_read(&bytes, turn);
    opened.file.sha256 = text::hex(&Sha256::digest(&bytes));
    match sheet::read(&opened.file.path, &bytes, &LIMITS) {
        Ok(workbook) => opened.take(&bytes, workbook, wanted),
        Err(ReadError::TemporaryFile) => {
            opened.file.fate = Fate::Skipped;
            opened.findings.push(Finding::new(Code::I108).at(place));
        }
        Err(error) => opened.findings.push(unreadable(&error).at(place)),
    }
    opened
}

impl Opened {
    /// A file of which nothing is known yet.
    fn not_taken(path: String) -> Self {
        Self {
            file: TakenFile {
                path,
                sha256: String::new(),
                fate: Fate::NotTaken,
                returns: Vec::new(),
            },
            findings: Vec::new(),
            candidates: Vec::new(),
            other_periods: Vec::new(),
            untouched: Vec::new(),
            out_of_use: Vec::new(),
            original: None,
        }
    }

    /// Takes the returns of a workbook.
    fn take(&mut self, bytes: &[u8], mut workbook: Workbook, wanted: Wanted<'_>) {
        if workbook.legacy().any(|place| !place.text.converted) {
            let labels = wanted.labels();
            workbook.expect_texts(|text| labels.contains(text::key::of(text).as_str()));
        }
        let entered = match entered::take(&self.file.path, &mut workbook) {
            Ok(entered) => entered,
            Err(told) => return self.findings.extend(told),
        };
        let legacy = legacy::told(&self.file.path, &workbook);
        let results = results(bytes, &mut workbook);
        let split = split::split(&self.file.path, workbook, wanted);
        let several = split.returns.len() > 1;
        for workbook in &split.returns {
            self.take_return(&results, workbook, several, wanted);
        }
        if let Some(entered) = entered {
            for candidate in &mut self.candidates {
                entered::mark(&mut candidate.reading, &entered.origin);
                candidate.entered = Some(Arc::clone(&entered.origin));
            }
            self.original = entered.original;
        }
        // What is said of a return that is left alone helps nobody.
        let left_alone = !self.other_periods.is_empty() || !self.out_of_use.is_empty();
        if !left_alone || !self.candidates.is_empty() || !self.findings.is_empty() {
            self.findings.extend(split.findings);
            self.findings.extend(legacy);
        }
        if self.candidates.is_empty() && !self.other_periods.is_empty() {
            self.file.fate = Fate::OtherPeriod;
        }
        let found = self.candidates.iter().map(|of| (of.identity, of.reading.revision));
        let others = self.other_periods.iter().chain(&self.untouched);
        let others = others.map(|identity| (*identity, None));
        let found = found.chain(others).filter_map(|(at, revision)| wanted.found(at, revision));
        self.file.returns = found.collect();
    }

    fn take_return(
        &mut self,
        results: &Results,
        workbook: &Workbook,
        several: bool,
        wanted: Wanted<'_>,
    ) {
        let path = self.file.path.as_str();
        let sheet = workbook.sheets.first().filter(|_| several).map(|sheet| &sheet.name);
        match identify::identify(path, workbook, wanted) {
            Ok(_) if is_damaged(workbook) => {
                self.findings.push(Finding::new(Code::E110).at(Place::file(path)));
            }
            Ok(identified) if wanted.is_in_run(identified.identity) => {
                let identity = identified.identity;
                let mut reading = read::read(path, workbook, results, &identified, wanted);
                if reading.untouched {
                    self.findings.extend(identified.findings);
                    self.findings.extend(wanted.left_blank(identity, path, sheet));
                    self.untouched.push(identity);
                    return;
                }
                reading.findings.splice(..0, identified.findings);
                self.findings.extend(reading.unclear_revision.take());
                self.candidates.push(Candidate {
                    identity,
                    reading,
                    sheet: sheet.cloned(),
                    entered: None,
                });
            }
            Ok(identified) => self.other_periods.push(identified.identity),
            Err(Unidentified::Told(mut finding)) => {
                if let (Some(place), Some(sheet)) = (&mut finding.place, sheet)
                    && place.sheet.is_none()
                {
                    place.sheet = Some(sheet.clone());
                }
                self.findings.push(*finding);
            }
            Err(Unidentified::OutOfUse { duty, form }) => self.out_of_use.push((duty, form)),
        }
    }
}

/// Cells of a workbook up to which its formulas are calculated here: a return has some thousands,
/// and each may read all others.
const CALCULATED: usize = 20_000;
/// Cells of a file up to which its formulas are calculated, also with those that only have a format.
pub const COMPUTED: u64 = 200_000;

/// Results of the formulas that no spreadsheet program has calculated; of what cannot be worked
/// out there is none. A workbook that asks to be computed when it is opened shows what its formulas
/// give, whatever is stored beside them: there a stored 0 that cannot be worked out is no result.
fn results(bytes: &[u8], workbook: &mut Workbook) -> Results {
    let is_zero = |value: &Value| matches!(value, Value::Number(number) if number.is_zero());
    let can_be = may_be_calculated(workbook);
    let mut computed = BTreeMap::new();
    let lacks_result = |(_, cell): (_, &sheet::Cell)| cell.never_calculated;
    if can_be && workbook.sheets.iter().flat_map(sheet::Sheet::iter).any(lacks_result) {
        computed = xlsx::computed(bytes).unwrap_or_default();
    }
    if workbook.asks_to_be_computed {
        let anew = can_be.then(|| xlsx::recomputed(bytes).ok()).flatten();
        workbook.forget_results(|sheet, at, value| {
            let at = (sheet.to_owned(), at);
            let known = anew.as_ref().filter(|anew| !anew.open.contains(&at));
            known.map_or_else(
                || is_zero(value),
                |anew| {
                    // What was stored without its kind may say the same.
                    let given = anew.differ.get(&at).cloned().map(result);
                    given.is_some_and(|given| given != *value)
                },
            )
        });
        computed.extend(anew.map(|anew| anew.differ).unwrap_or_default());
    }
    let results = computed.into_iter().map(|(at, value)| (at, result(value)));
    results.collect()
}

/// Whether the formulas of a workbook are calculated here: what that takes grows with its cells,
/// also with those that hold nothing.
fn may_be_calculated(workbook: &Workbook) -> bool {
    let count: usize = workbook.sheets.iter().map(sheet::Sheet::len).sum();
    count <= CALCULATED && workbook.places <= COMPUTED
}

fn result(value: xlsx::Value) -> Value {
    match value {
        xlsx::Value::Number(number) => Value::Number(number),
        xlsx::Value::Text(text) => Value::Text(text),
        xlsx::Value::Bool(truth) => Value::Bool(truth),
        xlsx::Value::Error(error) => Value::Error(error.to_owned()),
    }
}

/// Whether a return was consolidated and what it carries cannot be trusted.
fn is_damaged(workbook: &Workbook) -> bool {
    upward::is_consolidated(workbook) && Upward::read(workbook).is_none()
}

fn accept(
    at: usize,
    candidate: Candidate,
    wanted: Wanted<'_>,
    intake: &mut Intake,
    findings: &mut Findings,
) {
    let Candidate { identity, reading, entered, .. } = candidate;
    intake.ruled.extend(reading.ruled);
    for finding in reading.findings {
        findings.push(finding);
    }
    let (Some(file), Some(under), Some(form)) =
        (intake.files.get_mut(at), intake.duties.get_mut(identity.duty), wanted.form(identity))
    else {
        return;
    };
    file.fate = Fate::Taken;
    under.returns.push(identity.key(form));
    under.files.insert(identity.key(form), file.path.clone());
    let Reading { revision, none_occurred, .. } = reading;
    under.receipts.insert(
        identity.key(form),
        TakenReturn { revision, none_occurred, entered: entered.is_some() },
    );
    for ((item, period), fact) in reading.facts {
        let key = FactKey { org: identity.org, item, period };
        if identity.period.contains(period) {
            under.facts.insert(key, fact);
        } else {
            under.recalled.push((key, fact));
        }
    }
    for ((text, period), statement) in reading.statements {
        under.statements.insert(StatementKey { text, period, org: identity.org }, statement);
    }
    under.claims.extend(reading.claims);
}
