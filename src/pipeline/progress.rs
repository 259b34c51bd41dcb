//! `progress`: what came and what did not, for one period or several.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::outside::outside_of;
use super::single::{Existing, one, put_in_place, unwritable};
use super::unread::unread;
use super::{Progress as Reading, Request, Run, consolidate, packs};
use crate::diagnostic::{Code, Field, Finding, FindingList, Findings, Place};
use crate::intake::TakenFile;
use crate::model::Period;
use crate::report::{Matrix, Progress, progress_workbook};
use crate::workspace::{RETURNS, Workspace};

/// Of which periods, and what becomes of it.
#[derive(Debug, Clone)]
pub struct ProgressRequest {
    /// The workspace's folder.
    pub workspace: PathBuf,
    /// The periods, in the order in which they are asked for.
    pub periods: Vec<Period>,
    /// The year all of whose periods are asked for, if any.
    pub year: Option<u16>,
    /// The day of the run.
    pub day: NaiveDate,
    /// Where the matrix is written as a workbook, if at all.
    pub out: Option<PathBuf>,
}

/// What came and what did not.
pub struct Progressed {
    /// The matrix of each pack.
    pub packs: Vec<Progress>,
    /// Whether there are errors in what came for any of the periods.
    pub has_errors: bool,
    /// What may make the table a wrong one: files that nobody could read, a register that is gone.
    pub findings: FindingList,
}

/// Reads the returns and works out their completeness; with `out`, writes it.
///
/// # Errors
/// With the findings, when settings, packs or templates do not allow a run, or the workbook cannot
/// be written.
pub fn progress(
    request: &ProgressRequest,
    reading: Reading<'_>,
) -> Result<Progressed, FindingList> {
    if let Some(out) = &request.out {
        may_be_written(out, &request.workspace)?;
    }
    let mut packs: Vec<Progress> = Vec::new();
    let mut has_errors = false;
    let (mut office, mut secrecy) = (String::new(), None);
    let mut cautions = Cautions::default();
    for period in periods(request)? {
        let run = Request { workspace: request.workspace.clone(), period, day: request.day };
        let run = consolidate(&run, reading)?;
        let Run { packs: of_period, findings, workspace, files, .. } = run;
        let findings = findings.finish();
        cautions.add(&files, &findings);
        (office, secrecy) = (workspace.office.name, workspace.secrecy);
        for pack in &of_period {
            let matrix = Matrix::new(&pack.data, &pack.receipts, &findings);
            let progress = Progress::new(&pack.data, &matrix, &pack.sealed);
            match packs.iter_mut().find(|known| known.pack == progress.pack) {
                Some(known) => known.add(progress),
                None => packs.push(progress),
            }
        }
        has_errors |= findings.has_errors();
    }
    if let Some(out) = &request.out {
        let failed = |error: &std::io::Error| one(unwritable(out, error)).finish();
        let bytes = progress_workbook(&office, secrecy.as_deref(), &packs);
        let bytes = bytes.map_err(|error| failed(&std::io::Error::other(error)))?;
        put_in_place(out, &bytes, Existing::Keep).map_err(|error| failed(&error))?;
    }
    Ok(Progressed { packs, has_errors, findings: cautions.told() })
}

/// What is told beside the table, once whatever the number of periods.
#[derive(Default)]
struct Cautions {
    unread: BTreeSet<String>,
    others: Vec<Finding>,
}

impl Cautions {
    fn add(&mut self, files: &[TakenFile], findings: &FindingList) {
        self.unread.extend(unread(files, findings).into_iter().map(str::to_owned));
        for finding in findings.iter().map(|reported| &reported.finding) {
            let concerns =
                matches!(finding.code, Code::W419 | Code::W560 | Code::W561 | Code::W562);
            if concerns && !self.others.contains(finding) {
                self.others.push(finding.clone());
            }
        }
    }

    fn told(self) -> FindingList {
        let mut findings = Findings::new();
        findings.extend(self.others);
        if !self.unread.is_empty() {
            let finding = Finding::new(Code::W422).at(Place::file(RETURNS));
            let finding = finding.count("count", self.unread.len() as u64);
            let within = |path: String| match path.strip_prefix(&format!("{RETURNS}/")) {
                Some(rest) => rest.to_owned(),
                None => path,
            };
            findings.push(finding.list("files", self.unread.into_iter().map(within)));
        }
        findings.finish()
    }
}

/// The table is a workbook of its own and takes the place of nothing: settings, a return or a table
/// with notes of the office would be lost. Told before anything is read.
fn may_be_written(out: &Path, workspace: &Path) -> Result<(), FindingList> {
    outside_of(&workspace.join(RETURNS), out)?;
    if out.exists() {
        return Err(one(unwritable(out, &std::io::ErrorKind::AlreadyExists.into())).finish());
    }
    let ending = out.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    if ending.eq_ignore_ascii_case("xlsx") {
        return Ok(());
    }
    let said = Field::words(|lang| {
        lang.pick("bảng tiến độ là tệp Excel", "the table is an Excel workbook").to_owned()
    });
    let renamed = out.with_extension("xlsx").display().to_string();
    let finding = Finding::new(Code::E514).at(Place::file(out.display().to_string()));
    Err(one(finding.field("reason", said).text("renamed", renamed)).finish())
}

/// The periods asked for; those of a year are all for which any pack in use has returns.
fn periods(request: &ProgressRequest) -> Result<Vec<Period>, FindingList> {
    let mut periods = request.periods.clone();
    if let Some(year) = request.year {
        let mut findings = Findings::new();
        let workspace = Workspace::open(&request.workspace, &mut findings);
        let in_use = workspace.map(|workspace| packs::in_use(&workspace, &mut findings));
        let Some(in_use) = in_use.filter(|_| !findings.has_errors()) else {
            return Err(findings.finish());
        };
        let of_year = in_use.iter().flat_map(|pack| pack.schedule.reported_in(year..=year));
        let mut of_year: Vec<Period> =
            of_year.filter(|p| p.first_year() == year && p.last_year() == year).collect();
        // As they end: quý I, 6 tháng, 9 tháng, năm.
        of_year.sort_by_key(|period| (period.last_month(), *period));
        periods.extend(of_year);
        if periods.is_empty() {
            periods.push(Period::year(year));
        }
    }
    let mut seen = BTreeSet::new();
    periods.retain(|period| seen.insert(*period));
    Ok(periods)
}
