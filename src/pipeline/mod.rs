//! The table of contents of a run: the stages in a row, each with what the one before made.

mod build;
mod certificate;
mod check_files;
mod choices;
mod citations;
mod copy_pack;
mod deadlines;
mod decided;
mod diff;
mod files;
mod frames;
mod inspect;
mod issue;
mod json;
mod lint;
mod made_up;
mod new;
mod outside;
mod packs;
mod plan;
mod progress;
mod purge;
mod registered;
mod rehearsal;
mod remind;
mod render;
mod reported;
mod seal;
mod sealed;
mod shared_template;
mod single;
mod suggest;
mod templates;
mod unfit;
mod unread;
mod unused_forms;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::aggregate::aggregate;
use crate::check::{self, Beside};
use crate::citation::Registry;
use crate::diagnostic::{Code, Finding, FindingList, Findings};
use crate::intake::{self, Duty, ReturnKey, TakenFile, TakenUnder};
use crate::model::{Facts, OrgIx, OrgTree, Period};
use crate::pack::period_words::in_words;
use crate::pack::{Consolidated, Deadlines};
use crate::report::{self, Receipts, Status};
use crate::seal::{PackSeals, as_sealed, restated};
use crate::workspace::{self, Workspace};
use registered::Registered;

pub use build::{BuildOptions, Built, build};
pub use check_files::{CheckFilesRequest, CheckedFiles, check_files, is_workspace};
pub use copy_pack::{CopiedPack, copy_pack};
pub use decided::Decided;
pub use diff::{Compared, DiffRequest, compare};
pub use frames::{kind_of, unit_kind_of, unit_of};
pub use inspect::inspect;
pub use issue::{IssueOptions, Issued, issue};
pub use lint::{Annotate, LintRequest, Linted, NamesFrom, lint};
pub use new::{Created, NewRequest, new_workspace};
pub use progress::{ProgressRequest, Progressed, progress};
pub use purge::{Purged, PurgedFolder, purge};
pub use remind::{RemindOptions, Reminded, remind};
pub use render::{RenderRequest, render};
pub use seal::{ChangedLine, SealRequest, Sealed, seal};
pub use sealed::{Seal, Seals};
pub use suggest::{SuggestRequest, Suggested, suggest};

/// Which workspace and period a run is about.
#[derive(Debug, Clone)]
pub struct Request {
    /// The workspace's folder.
    pub workspace: PathBuf,
    /// The period.
    pub period: Period,
    /// The day of the run: on it everything was received that no earlier run has seen.
    pub day: NaiveDate,
}

/// Everything that was worked out.
pub struct Run {
    /// The workspace.
    pub workspace: Workspace,
    /// The period.
    pub period: Period,
    /// The day of the run.
    pub day: NaiveDate,
    /// The packs that report on the period, with their figures.
    pub packs: Vec<PackRun>,
    /// Files found among the returns.
    pub files: Vec<TakenFile>,
    /// The documents that can be cited.
    pub citations: Arc<Registry>,
    /// What was noticed.
    pub findings: Findings,
    /// What the office decided.
    pub decided: Decided,
    /// The periods that were sealed.
    pub seals: Seals,
}

/// One pack of a run.
pub struct PackRun {
    /// Its figures.
    pub data: Arc<Consolidated>,
    /// How complete its returns are.
    pub status: Status,
    /// The returns that came.
    pub receipts: Receipts,
    /// What is other than it was sealed.
    pub sealed: PackSeals,
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
    let period = request.period;
    let registry = Arc::new(citations::registry(Some(&workspace), &mut findings));
    let (mut packs, known) = prepare(&workspace, &registry, period, &mut findings);
    if findings.has_errors() {
        return Err(findings.finish());
    }
    let mut decided = Decided::open(&workspace, &mut findings);
    if findings.has_errors() {
        // Figures without the decisions that are there would be others than the office decided.
        return Err(findings.finish());
    }
    let rulings = decided.judge(packs.iter().map(|data| &data.pack), &workspace, &mut findings);
    let duties: Vec<Duty<'_>> = packs
        .iter()
        .map(|data| Duty {
            pack: &data.pack,
            due: &data.due,
            run: packs::is_in_run(&data.pack, period).then_some(period),
        })
        .collect();
    let folder = workspace.returns();
    let taken = intake::take_in(
        &folder,
        workspace::RETURNS,
        &duties,
        &workspace.tree,
        &rulings,
        progress,
        &mut findings,
    );
    say_partial_years(period, &mut findings);
    drop(duties);
    let mut registered = match Registered::read(&workspace, request.day) {
        Ok(registered) => registered,
        Err(finding) => {
            findings.push(*finding);
            return Err(findings.finish());
        }
    };
    let seals = Seals::read(&workspace, registered.kept(), &mut findings);
    registered.say_damage(&workspace, &seals, &mut findings);
    registered.say_gone(&taken.files, &packs, &workspace.tree, &mut findings);
    let lost = registered.lost(&taken.files, &workspace.tree);
    let mut run = Run {
        period: request.period,
        day: request.day,
        packs: Vec::new(),
        files: taken.files,
        citations: registry,
        findings,
        workspace,
        decided: Decided::default(),
        seals,
    };
    for ((mut data, mut taken), known) in packs.drain(..).zip(taken.duties).zip(known) {
        if packs::is_in_run(&data.pack, period) {
            let folder_is_empty = run.files.is_empty();
            let around = (&known, &run.seals, folder_is_empty);
            let sealed = work_out(&mut data, &mut taken, around, &mut run.findings);
            let status = status(&data, &taken);
            let mut arrivals =
                registered.arrivals(&data, &taken, &run.files, &mut run.findings);
            let came = (&taken, &*run.files);
            run.seals.tell(&data, &sealed, came, &mut arrivals, &mut run.findings);
            let disputed = taken.disputed.into_iter().collect();
            let lost = lost.of(&data);
            let receipts = Receipts { taken: taken.files, disputed, arrivals, lost };
            run.packs.push(PackRun { data: Arc::new(data), status, receipts, sealed });
        }
    }
    run.seals.say_unused(period, &codes(&run.packs), &mut run.findings);
    let of_run = (&run.workspace.tree, period);
    decided.settle(of_run, (&run.packs, &run.files), &taken.ruled, &mut run.findings);
    run.decided = decided;
    // What the office has accepted is no error any more.
    for PackRun { data, status, .. } in &mut run.packs {
        let (received, due) = (status.returns_received, status.returns_due);
        status.is_final = check::finality(data, received, due, &mut run.findings);
    }
    Ok(run)
}

/// The codes of packs.
fn codes(packs: &[PackRun]) -> Vec<&str> {
    packs.iter().map(|pack| pack.data.pack.code.as_str()).collect()
}

/// What the settings know of figures of a pack.
#[derive(Clone, Default)]
struct Known {
    /// Assigned to units.
    given: Facts,
    /// Reported in documents of the committee's own.
    in_documents: Facts,
}

/// The packs in use, checked and applied to the organisation before anything is read, each with
/// the figures that the settings give it.
fn prepare(
    workspace: &Workspace,
    registry: &Registry,
    period: Period,
    findings: &mut Findings,
) -> (Vec<Consolidated>, Vec<Known>) {
    let mut packs = packs::load(workspace, period, findings);
    // What a pack that could not be read may have, nobody can say.
    let all_read = packs.len() == workspace.packs.iter().collect::<BTreeSet<_>>().len();
    let mut known = vec![Known::default(); packs.len()];
    let mut days = vec![Deadlines::new(); packs.len()];
    if all_read {
        unused_forms::apply(&mut packs, workspace, findings);
        choices::apply(&mut packs, workspace, findings);
        let given = plan::facts(&packs, workspace, findings);
        let in_documents = reported::facts(&packs, workspace, findings);
        let both = given.into_iter().zip(in_documents);
        known = both.map(|(given, in_documents)| Known { given, in_documents }).collect();
        days = deadlines::of(&packs, workspace, findings);
    }
    let packs: Vec<Consolidated> = packs
        .into_iter()
        .zip(&known)
        .zip(days)
        .map(|((pack, known), deadlines)| Consolidated {
            deadlines,
            ..packs::without_figures(pack, workspace, period, &known.given)
        })
        .collect();
    for data in packs.iter().filter(|data| packs::is_in_run(&data.pack, period)) {
        report::template_problems(data, registry, findings);
    }
    packs::say_units_left_out(workspace, findings);
    for data in &packs {
        packs::say_owed_twice(data, findings);
    }
    (packs, known)
}

/// A span that begins or ends within a year has partial years, which no one may compare unawares.
fn say_partial_years(period: Period, findings: &mut Findings) {
    let partial = period.by_year().filter(|part| !part.is_whole_years());
    let parts: Vec<String> = partial.map(in_words).collect();
    if period.is_span() && !parts.is_empty() {
        let finding = Finding::new(Code::I314).text("period", period.to_string());
        findings.push(finding.text("parts", parts.join(", ")));
    }
}

/// Units that only consolidated returns tell of get their place in the order of their codes.
fn know_units_below(tree: &mut OrgTree, facts: &Facts) {
    let below = facts.iter().filter_map(|(_, fact)| fact.consolidated.as_deref());
    // Figures of one return mostly share one list of units.
    let mut sets: Vec<&Arc<[(String, String)]>> = below.map(|below| &below.owing).collect();
    sets.dedup_by(|one, other| Arc::ptr_eq(one, other));
    let units: BTreeSet<&(String, String)> = sets.iter().flat_map(|set| set.iter()).collect();
    for (code, name) in units {
        tree.know_from_below(code, name);
    }
}

/// Totals, then checks on returns and totals, then completeness; what is other than was sealed.
fn work_out(
    data: &mut Consolidated,
    taken: &mut TakenUnder,
    (known, seals, folder_is_empty): (&Known, &Seals, bool),
    findings: &mut Findings,
) -> PackSeals {
    let came = taken.returns.iter().chain(&taken.disputed);
    // A year that only a document tells of is one to be looked at.
    let told = known.in_documents.iter().map(|(key, _)| key.period);
    let periods = came.map(|(_, _, period)| *period).chain(told).collect();
    packs::widen(data, &periods, &known.given);
    for (key, fact) in known.given.iter() {
        taken.facts.insert(key, fact.clone());
    }
    taken.facts.add_documents(&known.in_documents);
    data.statements = std::mem::take(&mut taken.statements);
    know_units_below(&mut data.tree, &taken.facts);
    data.figures =
        aggregate(&data.pack, &data.tree, data.office, &data.due, &taken.facts, findings);
    let mut sealed = seals.compare(data);
    sealed.set_lost_aside(data, &taken.returns.iter().cloned().collect());
    data.restated = restated(data, &sealed);
    let figures_as_sealed = as_sealed(data, &sealed);
    let (book, tree, due) = (data.book(), &data.tree, &data.due);
    let unmatched = check::transfers(data, findings);
    let beside = Beside { unmatched: &unmatched, sealed: figures_as_sealed.as_ref() };
    check::rules(book, tree, due, beside, findings);
    check::cumulative(data, findings);
    check::printed_ratios(book, tree, &taken.claims, findings);
    check::division(data, findings);
    check::reported(data, &taken.facts, findings);
    check::unusual(data, findings);
    // Of a return that came in two versions the branch need not be reminded.
    let came: BTreeSet<_> = taken.returns.iter().chain(&taken.disputed).cloned().collect();
    let folder = workspace::RETURNS;
    check::completeness(data, &came, folder_is_empty, folder, findings);
    check::not_planned(data, findings);
    if taken.returns.is_empty() && taken.disputed.is_empty() {
        let finding = Finding::new(Code::E406).text("folder", folder);
        // Beside returns of another duty it is to be said which one has none.
        let pack = (!folder_is_empty).then_some(data.pack.name.as_str());
        findings.push(finding.text("period", data.period.to_string()).maybe("pack", pack));
    }
    sealed
}

/// A unit has reported when every form that it owes for the run has come.
fn status(data: &Consolidated, taken: &TakenUnder) -> Status {
    let came: BTreeSet<&ReturnKey> = taken.returns.iter().collect();
    let mut owed: BTreeMap<OrgIx, Vec<ReturnKey>> = BTreeMap::new();
    for period in data.made_of() {
        for form in &data.pack.forms {
            for org in data.due.units(&data.tree, &form.code, period) {
                owed.entry(org).or_default().push((form.code.clone(), org, period));
            }
        }
    }
    let has_come = |key: &ReturnKey| came.contains(key);
    let units = data.units.iter().filter_map(|org| owed.get(org));
    let lacks = |org: &&OrgIx| owed.get(org).is_some_and(|keys| !keys.iter().all(has_come));
    let lacking = data.units.iter().filter(lacks);
    Status {
        due: units.clone().count(),
        received: units.filter(|keys| keys.iter().all(has_come)).count(),
        lacking: lacking.copied().collect(),
        returns_due: owed.values().map(Vec::len).sum(),
        returns_received: owed.values().flatten().filter(|key| has_come(key)).count(),
        is_final: None,
    }
}
