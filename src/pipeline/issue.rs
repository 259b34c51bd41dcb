//! Blanks for everyone who owes a return: from what is known to the one rename that puts all of
//! them in place.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;

use super::Run;
use super::build::{is_within, not_published, not_written};
use super::frames;
use crate::diagnostic::{Code, Field, Finding, FindingList, Findings, Place, Severity};
use crate::issue::{Blank, BlankRequest, FileNames, blank};
use crate::model::{Figures, Letterhead, OrgIx, Statements};
use crate::pack::{Consolidated, Form, Restated};
use crate::report::{self, Draft, DraftError, Face, Faces, Rendered, Signs, template_finding};
use crate::template::Problem;
use crate::text;
use crate::workspace::{SETTINGS, Workspace};

/// Which blanks are made, and where they are put.
#[derive(Debug, Clone, Default)]
pub struct IssueOptions {
    /// Code of the one unit that gets its blanks; all of them otherwise.
    pub org: Option<String>,
    /// Folder in which the folder of the period appears, instead of the workspace's own.
    pub out: Option<PathBuf>,
    /// Whether the office enters the returns for the units: each blank has a sheet that says from what.
    pub entered: bool,
}

/// What was issued.
pub struct Issued {
    /// The folder.
    pub folder: PathBuf,
    /// The files in it, in order.
    pub names: Vec<String>,
    /// How many units they are for.
    pub units: usize,
    /// Findings: of the settings, and what was not carried over.
    pub findings: FindingList,
}

/// Makes the blanks of a period, all of them or none.
///
/// # Errors
/// With the findings, when nothing is owed, a form cannot be issued, or the blanks cannot be
/// written; nothing is left behind then.
pub fn issue(run: &Run, options: &IssueOptions) -> Result<Issued, FindingList> {
    let folder = options.out.clone().unwrap_or_else(|| run.workspace.issued());
    if is_within(&folder, &run.workspace.returns()) {
        // The next run would read the blanks as returns.
        let reason = "nơi để biểu phát hành nằm trong thư mục báo cáo đến";
        return Err(not_written(&folder.display().to_string(), &reason));
    }
    let mut findings = of_settings(run);
    let only = one_unit(&run.workspace, options)?;
    let period = run.period;
    let mut issuing = Issuing::new(run, only, options.entered);
    for pack in &run.packs {
        issuing.pack(&pack.data);
    }
    if issuing.blanks.is_empty() && issuing.problems.is_empty() {
        issuing.problems.push(nothing_owed(run, only));
    }
    findings.extend(issuing.problems);
    if findings.has_errors() {
        return Err(findings.finish());
    }
    findings.extend(issuing.told);
    let units = issuing.units.len();
    match publish(&folder, &period.folder(), &issuing.blanks) {
        Ok((folder, names)) => Ok(Issued { folder, names, units, findings: findings.finish() }),
        Err(error) => Err(not_published(&folder, &error)),
    }
}

/// Of the findings of the run only those of the settings matter to whoever issues blanks.
pub(super) fn of_settings(run: &Run) -> Findings {
    let mut findings = Findings::new();
    let all = run.findings.clone().finish();
    let of_settings = all
        .iter()
        .map(|reported| &reported.finding)
        .filter(|finding| finding.place.as_ref().is_some_and(|place| place.file == SETTINGS));
    findings.extend(of_settings.cloned());
    findings
}

fn one_unit(
    workspace: &Workspace,
    options: &IssueOptions,
) -> Result<Option<OrgIx>, FindingList> {
    let Some(code) = &options.org else { return Ok(None) };
    let tree = &workspace.tree;
    if let Some(unit) = tree.by_code(code) {
        return Ok(Some(unit));
    }
    let codes = tree.iter().map(|(_, unit)| unit.code.clone());
    let finding = Finding::new(Code::E509).text("name", code.as_str());
    let mut findings = Findings::new();
    findings.push(finding.maybe("nearest", text::nearest(code, codes)));
    Err(findings.finish())
}

fn nothing_owed(run: &Run, only: Option<OrgIx>) -> Finding {
    let finding = Finding::new(Code::E530).text("period", run.period.to_string());
    let finding = finding.maybe("unit", only.map(|org| run.workspace.tree.name(org)));
    let schedules = run.packs.iter().filter(|pack| !is_reported(&pack.data));
    let periods: BTreeSet<String> =
        schedules.flat_map(|pack| pack.data.pack.schedule.ids()).collect();
    let reported = run.packs.iter().any(|pack| is_reported(&pack.data));
    if reported { finding } else { finding.list("allowed", periods) }
}

fn is_reported(data: &Consolidated) -> bool {
    data.pack.schedule.is_reported(data.period)
}

fn publish(
    folder: &std::path::Path,
    name: &str,
    blanks: &[Rendered],
) -> Result<(PathBuf, Vec<String>), DraftError> {
    let draft = Draft::begin(folder)?;
    for blank in blanks {
        draft.add(&blank.name, &blank.bytes)?;
    }
    let mut names: Vec<String> = blanks.iter().map(|blank| blank.name.clone()).collect();
    names.sort();
    Ok((draft.publish_as(name)?, names))
}

/// How many blanks are made one after another from a form that is read once.
const TOGETHER: usize = 32;

/// The blanks of a form, one for each unit in order.
fn blanks(
    data: &Consolidated,
    form: &Form,
    units: &[OrgIx],
    letterhead: &Letterhead,
    rules: report::Form<'_>,
    entered: bool,
) -> Result<Vec<Blank>, Vec<Problem>> {
    // One copy for all units: on a blank the unit is the office, and has no figures.
    let mut seen_by = Arc::new(without_figures(data));
    let mut faces = Faces::of(form)?;
    // A blank has no date yet.
    let profile = rules.at(None, data.pack.calendar.last_day(data.period));
    let made = units.iter().map(|org| {
        let seen = Arc::make_mut(&mut seen_by);
        seen.office = *org;
        let units = data.units.iter().copied();
        seen.units = units.filter(|unit| below(data, *unit, *org)).collect();
        // What a unit hands in is not signed by who signs for the office, nor where that has its seat.
        let signs = if *org == data.office { Signs::Office(profile) } else { Signs::Unit };
        let Face { bytes, sheets } = faces.face(&seen_by, letterhead, signs)?;
        blank(BlankRequest { data, form, org: *org, face: bytes, sheets: &sheets, entered })
    });
    made.collect()
}

fn without_figures(data: &Consolidated) -> Consolidated {
    Consolidated {
        pack: data.pack.clone(),
        period: data.period,
        tree: data.tree.clone(),
        office: data.office,
        units: Vec::new(),
        due: data.due.clone(),
        deadlines: data.deadlines.clone(),
        figures: Figures::default(),
        statements: Statements::default(),
        restated: Restated::new(),
    }
}

fn below(data: &Consolidated, unit: OrgIx, org: OrgIx) -> bool {
    unit != org && data.tree.is_within(unit, org)
}

struct Issuing<'a> {
    run: &'a Run,
    only: Option<OrgIx>,
    /// Whether the office enters the returns itself.
    entered: bool,
    /// Files of returns that have findings that are errors.
    doubtful: BTreeSet<String>,
    file_names: FileNames,
    blanks: Vec<Rendered>,
    units: BTreeSet<OrgIx>,
    /// What stops the whole.
    problems: Vec<Finding>,
    told: Vec<Finding>,
}

/// What was not carried over, form by form.
#[derive(Default)]
struct NotCarried<'a> {
    cells: usize,
    units: Vec<&'a str>,
    carried: usize,
    doubtful: BTreeMap<String, Vec<&'a str>>,
}

impl<'a> Issuing<'a> {
    fn new(run: &'a Run, only: Option<OrgIx>, entered: bool) -> Self {
        let all = run.findings.clone().finish();
        let errors = all.iter().map(|reported| &reported.finding);
        let errors = errors.filter(|finding| finding.severity() == Severity::Error);
        let doubtful = errors.filter_map(|finding| Some(finding.place.as_ref()?.file.clone()));
        Self {
            run,
            only,
            entered,
            doubtful: doubtful.collect(),
            file_names: FileNames::default(),
            blanks: Vec::new(),
            units: BTreeSet::new(),
            problems: Vec::new(),
            told: Vec::new(),
        }
    }

    fn pack(&mut self, data: &'a Consolidated) {
        if !is_reported(data) {
            return;
        }
        for form in &data.pack.forms {
            if let Err(problems) = self.form(data, form) {
                let found = problems.into_iter();
                self.problems
                    .extend(found.map(|problem| template_finding(&form.file, problem)));
            }
        }
    }

    /// The blanks of one form; what is wrong with the first would be wrong with all.
    fn form(&mut self, data: &'a Consolidated, form: &Form) -> Result<(), Vec<Problem>> {
        let units = data.due.units(&data.tree, &form.code, data.period);
        let (only, entered) = (self.only, self.entered);
        let units: Vec<OrgIx> =
            units.filter(|org| only.is_none_or(|only| only == *org)).collect();
        if units.is_empty() {
            return Ok(());
        }
        let letterhead = &self.run.workspace.office;
        let profiles = frames::profiles();
        let rules = frames::form_of(&profiles, &self.run.workspace);
        let made: Vec<Result<Vec<Blank>, Vec<Problem>>> = units
            .par_chunks(TOGETHER)
            .map(|units| blanks(data, form, units, letterhead, rules, entered))
            .collect();
        let mut made_for = units.iter();
        let mut seen = NotCarried::default();
        for together in made {
            for (made, org) in together?.into_iter().zip(made_for.by_ref()) {
                self.blank((*org, made), form, data, &mut seen);
            }
        }
        self.tell(form, &seen);
        Ok(())
    }

    fn blank(
        &mut self,
        (org, made): (OrgIx, Blank),
        form: &Form,
        data: &'a Consolidated,
        seen: &mut NotCarried<'a>,
    ) {
        let unit = data.tree.name(org);
        let name = self.file_names.name(data.tree.code(org), unit, form, data.period);
        self.blanks.push(Rendered::file(&name, made.bytes));
        self.units.insert(org);
        seen.cells += made.unknown;
        seen.carried += made.carried;
        if made.unknown > 0 {
            seen.units.push(unit);
        }
        let files = made.carried_from.into_iter();
        for file in files.filter(|file| self.doubtful.contains(&**file)) {
            seen.doubtful.entry(file.to_string()).or_default().push(unit);
        }
    }

    fn tell(&mut self, form: &Form, seen: &NotCarried<'a>) {
        if seen.cells > 0 {
            let finding = Finding::new(Code::I412)
                .text("form", form.name.as_str())
                .count("count", seen.cells as u64)
                .list("units", seen.units.iter().copied());
            let carried = (seen.carried > 0).then_some(Field::Count(seen.carried as u64));
            self.told.push(finding.maybe("carried", carried));
        }
        for (file, units) in &seen.doubtful {
            let finding = Finding::new(Code::W410).at(Place::file(file));
            self.told.push(finding.list("units", units.iter().copied()));
        }
    }
}
