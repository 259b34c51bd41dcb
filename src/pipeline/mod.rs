//! The table of contents of a run: the stages in a row, each with what the one before made.

mod build;
mod choices;
mod inspect;
mod packs;
mod render;
mod single;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use crate::aggregate::aggregate;
use crate::check;
use crate::diagnostic::{Code, Finding, FindingList, Findings};
use crate::intake::{self, Duty, TakenFile, TakenUnder};
use crate::model::{OrgIx, Period};
use crate::pack::Consolidated;
use crate::report::{self, Status};
use crate::workspace::{self, Workspace};

pub use build::{BuildOptions, Built, build};
pub use inspect::inspect;
pub use render::render;

/// Which workspace and period a run is about.
#[derive(Debug, Clone)]
pub struct Request {
    /// The workspace's folder.
    pub workspace: PathBuf,
    /// The period.
    pub period: Period,
}

/// Everything that was worked out.
pub struct Run {
    /// The workspace.
    pub workspace: Workspace,
    /// The period.
    pub period: Period,
    /// The packs that report on the period, with their figures.
    pub packs: Vec<PackRun>,
    /// Files found among the returns.
    pub files: Vec<TakenFile>,
    /// What was noticed.
    pub findings: Findings,
}

/// One pack of a run.
pub struct PackRun {
    /// Its figures.
    pub data: Arc<Consolidated>,
    /// How complete its returns are.
    pub status: Status,
}

/// Called with the number of files read and of all files.
pub type Progress<'a> = &'a (dyn Fn(usize, usize) + Sync);

/// Reads a workspace and works out every figure.
///
/// # Errors
/// With the findings, when settings, packs or templates do not allow a run.
pub fn consolidate(request: &Request, progress: Progress<'_>) -> Result<Run, FindingList> {
    let mut findings = Findings::new();
    let Some(workspace) = Workspace::open(&request.workspace, &mut findings) else {
        return Err(findings.finish());
    };
    let mut packs = packs::load(&workspace, request.period, &mut findings);
    choices::apply(&mut packs, &workspace, &mut findings);
    let mut packs: Vec<Consolidated> =
        packs.into_iter().map(|pack| packs::without_figures(pack, &workspace)).collect();
    for data in packs.iter().filter(|data| data.pack.period == request.period) {
        report::template_problems(data, &mut findings);
    }
    packs::say_units_left_out(&workspace, &mut findings);
    for data in &packs {
        packs::say_owed_twice(data, &mut findings);
    }
    if findings.has_errors() {
        return Err(findings.finish());
    }
    let duties: Vec<Duty<'_>> = packs
        .iter()
        .map(|data| Duty {
            pack: &data.pack,
            due: &data.due,
            in_run: data.pack.period == request.period,
        })
        .collect();
    let folder = workspace.returns();
    let taken = intake::take_in(
        &folder,
        workspace::RETURNS,
        &duties,
        &workspace.tree,
        progress,
        &mut findings,
    );
    let mut run = Run {
        period: request.period,
        packs: Vec::new(),
        files: taken.files,
        findings,
        workspace,
    };
    drop(duties);
    for (mut data, taken) in packs.drain(..).zip(taken.duties) {
        if data.pack.period == request.period {
            work_out(&mut data, &taken, &mut run.findings);
            let status = status(&data, &taken);
            run.packs.push(PackRun { data: Arc::new(data), status });
        }
    }
    Ok(run)
}

/// Totals, then checks on returns and totals, then completeness.
fn work_out(data: &mut Consolidated, taken: &TakenUnder, findings: &mut Findings) {
    data.figures =
        aggregate(&data.pack, &data.tree, data.office, &data.due, &taken.facts, findings);
    let (book, tree, due) = (data.book(), &data.tree, &data.due);
    check::rules(book, tree, due, findings);
    check::printed_ratios(book, tree, &taken.claims, findings);
    // Of a return that came in two versions the branch need not be reminded.
    let came: BTreeSet<_> = taken.returns.iter().chain(&taken.disputed).cloned().collect();
    let folder = workspace::RETURNS;
    check::completeness(book, tree, due, data.office, &came, folder, findings);
    if taken.returns.is_empty() && taken.disputed.is_empty() {
        findings.push(Finding::new(Code::E406).text("folder", folder));
    }
}

/// A unit has reported when every form that it owes has come.
fn status(data: &Consolidated, taken: &TakenUnder) -> Status {
    let came: BTreeSet<(&str, OrgIx)> =
        taken.returns.iter().map(|(form, org)| (form.as_str(), *org)).collect();
    let complete = data.units.iter().filter(|org| {
        let mut owed =
            data.pack.forms.iter().filter(|form| data.due.owes_form(&form.code, **org));
        owed.all(|form| came.contains(&(form.code.as_str(), **org)))
    });
    Status {
        due: data.units.len(),
        received: complete.count(),
        returns_due: data.pack.forms.iter().map(|form| data.due.units(&form.code).len()).sum(),
        returns_received: came.len(),
    }
}
