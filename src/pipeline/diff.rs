//! Two drafts compared by their ledgers, and the page that explains the adjustments.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::frames;
use super::packs;
use super::shared_template::{ADJUSTMENTS, SharedTemplate, shared};
use super::single::{Existing, one, put_in_place, read, unwritable};
use crate::diagnostic::{Code, Finding, FindingList, Findings, Place};
use crate::intake;
use crate::model::{Calendar, Period};
use crate::pack::Pack;
use crate::report::{
    Adjustments, FramedPage, adjustments_page, has_adjustments, template_finding,
};
use crate::text::Lang;
use crate::trace::{LEDGER_FILE, LedgerDiff, LedgerError, ReadLedger, diff, read_ledger};
use crate::workspace::Workspace;

/// Which drafts are compared, and what becomes of it.
#[derive(Debug, Clone)]
pub struct DiffRequest {
    /// The workspace's folder.
    pub workspace: PathBuf,
    /// The earlier draft: `du-thao-01`, `2024-6T/du-thao-01`, or a folder.
    pub before: String,
    /// The later draft.
    pub after: String,
    /// Where the page is to be written, if at all.
    pub out: Option<PathBuf>,
    /// Date of the page; without it the place for it is left open.
    pub as_of: Option<NaiveDate>,
}

/// What came of a comparison.
pub struct Compared {
    /// What changed.
    pub diff: LedgerDiff,
    /// The names of the drafts.
    pub names: (String, String),
    /// The page, if one was written.
    pub page: Option<PathBuf>,
    /// What was noticed in the settings.
    pub findings: FindingList,
}

/// Compares two drafts; with `out`, writes the page if anything changed.
///
/// # Errors
/// With the findings, when a draft has no usable ledger, the settings cannot be read, or the page
/// cannot be written; nothing is written then.
pub fn compare(request: &DiffRequest) -> Result<Compared, FindingList> {
    let mut findings = Findings::new();
    let Some(workspace) = Workspace::open(&request.workspace, &mut findings) else {
        return Err(findings.finish());
    };
    if findings.has_errors() {
        return Err(findings.finish());
    }
    let results = workspace.all_results();
    let drafts = FoundDraft::both(&results, &request.before, &request.after)
        .map_err(Findings::finish)?;
    let (before, after) = &drafts;
    let found = diff(
        &before.ledger().map_err(Findings::finish)?,
        &after.ledger().map_err(Findings::finish)?,
    );
    // Where nothing that was reported changed there is nothing to explain.
    let out = request.out.as_ref().filter(|_| has_adjustments(&found));
    if let Some(out) = out {
        check_place(out, &workspace, [before, after]).map_err(Findings::finish)?;
        let page = page(request, &workspace, &drafts, &found, &mut findings)
            .map_err(Findings::finish)?;
        put_in_place(out, &page, Existing::Keep)
            .map_err(|error| one(unwritable(out, &error)).finish())?;
    }
    let names = (before.name.clone(), after.name.clone());
    Ok(Compared { page: out.cloned(), diff: found, names, findings: findings.finish() })
}

/// A draft that is there.
struct FoundDraft {
    /// `2024-6T/du-thao-01`, or the path as given.
    name: String,
    folder: PathBuf,
    /// The period of its folder.
    period: Option<Period>,
}

impl FoundDraft {
    /// Both drafts; one named without its period is looked for beside the other first.
    fn both(results: &Path, before: &str, after: &str) -> Result<(Self, Self), Findings> {
        let folder_of = |name: &str| name.split_once('/').map(|(folder, _)| folder.to_owned());
        let (before, after) = (tidy(before), tidy(after));
        let one = Self::find(results, &before, folder_of(&after).as_deref())?;
        let other = Self::find(results, &after, folder_of(&one.name).as_deref())?;
        Ok((one, other))
    }

    fn find(results: &Path, name: &str, beside: Option<&str>) -> Result<Self, Findings> {
        let unusable = |reason: String| Err(one(unusable(name, reason)));
        let simple = !name.contains('/') && name != ".." && name != ".";
        if simple {
            let near: Vec<&str> = beside.into_iter().collect();
            for folders in
                [near.iter().map(|near| (*near).to_owned()).collect(), sub_folders(results)]
            {
                let holds = |folder: &String| results.join(folder).join(name).is_dir();
                let folders: Vec<String> = folders.into_iter().filter(holds).collect();
                match folders.as_slice() {
                    [] => {}
                    [folder] => return Ok(Self::in_results(results, folder, name)),
                    many => {
                        let many: Vec<_> = many.iter().map(|f| format!("{f}/{name}")).collect();
                        return unusable(format!(
                            "có ở nhiều kỳ, ghi rõ {}",
                            many.join(" hoặc ")
                        ));
                    }
                }
            }
        } else if let Some((folder, draft)) = name.split_once('/')
            && !draft.contains('/')
            && results.join(folder).join(draft).is_dir()
        {
            return Ok(Self::in_results(results, folder, draft));
        }
        let folder = PathBuf::from(name);
        if folder.is_dir() {
            return Ok(Self { name: name.to_owned(), folder, period: None });
        }
        unusable("không có dự thảo này trong thư mục ket-qua".to_owned())
    }

    fn in_results(results: &Path, folder: &str, draft: &str) -> Self {
        Self {
            name: format!("{folder}/{draft}"),
            folder: results.join(folder).join(draft),
            period: period_of_folder(folder),
        }
    }

    fn ledger(&self) -> Result<ReadLedger, Findings> {
        let file = self.folder.join(LEDGER_FILE);
        if !file.is_file() {
            return Err(one(unusable(&self.name, format!("không có tệp {LEDGER_FILE}"))));
        }
        let bytes = read(&file)?;
        read_ledger(&bytes).map_err(|error| one(unusable(&self.name, in_words(&error))))
    }
}

/// The period whose drafts stand in a folder of this name.
fn period_of_folder(name: &str) -> Option<Period> {
    let hyphens = name.match_indices('-').map(|(at, _)| at);
    let spans = hyphens.filter_map(|at| {
        let (first, last) = name.split_at_checked(at)?;
        Some(format!("{first}..{}", last.trim_start_matches('-')))
    });
    let ids = std::iter::once(name.to_owned()).chain(spans);
    ids.filter_map(|id| id.parse().ok()).find(|period: &Period| period.folder() == name)
}

/// A draft's name with `/` between folders and none at the end.
fn tidy(name: &str) -> String {
    name.replace('\\', "/").trim_end_matches('/').to_owned()
}

fn sub_folders(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let folders = entries.filter(|entry| entry.path().is_dir());
    let mut names: Vec<_> =
        folders.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn unusable(draft: &str, reason: String) -> Finding {
    Finding::new(Code::E528).text("draft", draft).text("reason", reason)
}

fn in_words(error: &LedgerError) -> String {
    match error {
        LedgerError::Unreadable(error) => {
            let message = intake::unreadable(error).message(Lang::Vi);
            format!("không đọc được {LEDGER_FILE}: {message}")
        }
        LedgerError::NoSheet(sheet) => format!("{LEDGER_FILE} không có trang tính «{sheet}»"),
        LedgerError::NoColumn { sheet, column } => format!(
            "trang tính «{sheet}» của {LEDGER_FILE} không có cột «{column}»; dự thảo do bản cũ của chương trình lập thì lập lại"
        ),
        LedgerError::Changed { sheet, cell, text } => {
            format!(
                "ô {cell} của trang tính «{sheet}» trong {LEDGER_FILE} đã bị sửa thành `{text}`"
            )
        }
    }
}

/// The page may stand neither in a draft nor among the returns, nor take the place of a file.
fn check_place(
    out: &Path,
    workspace: &Workspace,
    drafts: [&FoundDraft; 2],
) -> Result<(), Findings> {
    let refuse = |reason: &str| {
        let place = Place::file(out.display().to_string());
        Err(one(Finding::new(Code::E514).at(place).text("reason", reason)))
    };
    if stands_in(out, &workspace.returns()) {
        return refuse("nơi ghi nằm trong thư mục báo cáo đến");
    }
    if drafts.iter().any(|draft| stands_in(out, &draft.folder)) {
        return refuse("nơi ghi nằm trong một dự thảo");
    }
    if out.symlink_metadata().is_ok() {
        return refuse("đã có tệp này, không ghi đè");
    }
    Ok(())
}

/// Whether a file would stand in a folder or below it, whatever links and `..` lead there. Where
/// its own folder does not exist, nothing will be written.
fn stands_in(file: &Path, folder: &Path) -> bool {
    let own = file.parent().filter(|own| !own.as_os_str().is_empty());
    let own = std::fs::canonicalize(own.unwrap_or(Path::new(".")));
    let other = std::fs::canonicalize(folder);
    own.is_ok_and(|own| other.is_ok_and(|other| own.starts_with(other)))
}

fn page(
    request: &DiffRequest,
    workspace: &Workspace,
    (before, after): &(FoundDraft, FoundDraft),
    diff: &LedgerDiff,
    findings: &mut Findings,
) -> Result<Vec<u8>, Findings> {
    let SharedTemplate { name, bytes: template } = shared(workspace, ADJUSTMENTS)?;
    let profiles = frames::profiles();
    let form = frames::form_of(&profiles, workspace);
    let last_day = after.period.map_or(NaiveDate::MAX, |period| last_day(workspace, period));
    let adjustments = Adjustments {
        diff,
        drafts: (&before.name, &after.name),
        period: after.period.filter(|_| before.period == after.period),
        letterhead: &workspace.office,
        form,
        date: request.as_of,
        last_day,
    };
    let told = |problem| template_finding(&name, problem);
    match adjustments_page(&template, &adjustments) {
        Ok(FramedPage { bytes, notes, is_framed }) => {
            findings.extend(notes.into_iter().map(told));
            if is_framed {
                frames::say_not_plain(&form, workspace, request.as_of, last_day, findings);
            }
            Ok(bytes)
        }
        Err(problems) => {
            let mut findings = Findings::new();
            findings.extend(problems.into_iter().map(told));
            Err(findings)
        }
    }
}

/// The last day of a period by the calendar of the packs in use: of the first whose report has a
/// frame, as the page has.
fn last_day(workspace: &Workspace, period: Period) -> NaiveDate {
    // What is wrong with packs is told by every run that uses them.
    let packs = packs::load(workspace, period, &mut Findings::new());
    let is_framed = |pack: &&Pack| pack.reports.iter().any(|report| report.frame.is_some());
    let pack = packs.iter().find(is_framed).or_else(|| packs.first());
    pack.map_or_else(Calendar::default, |pack| pack.calendar).last_day(period)
}
