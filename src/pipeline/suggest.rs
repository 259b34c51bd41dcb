//! A copy of a form with proposed tags, and a note at each cell that needs a person.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::lint::{AUTHOR, not_written, note};
use super::packs;
use super::single::{Existing, one, put_in_place, read};
use super::templates::{Kind, kind};
use super::unused_forms;
use crate::diagnostic::{Code, Finding, FindingList, Findings, Place};
use crate::intake;
use crate::model::{Facts, Period};
use crate::pack::{self, Pack, PackFiles, Schedule};
use crate::report::{NamedPack, TemplateNames, template_finding};
use crate::suggest::{Certainty, Fate, Sources, SuggestError, SuggestedCell, Suggestion};
use crate::template::{Lookup, Problem, References, xlsx};
use crate::text::Lang;
use crate::workspace::{SETTINGS, Workspace};

/// For which form tags are wanted, and from where.
#[derive(Debug, Clone)]
pub struct SuggestRequest {
    /// The form.
    pub form: PathBuf,
    /// The workspace whose figures may be named, else the one that the form lies in.
    pub workspace: Option<PathBuf>,
    /// The pack whose figures may be named, else all that are in use.
    pub pack: Option<String>,
    /// A form with tags that is to be followed.
    pub like: Option<PathBuf>,
    /// The period of the form.
    pub period: Option<Period>,
    /// The copy, if it is not to lie beside the form.
    pub out: Option<PathBuf>,
    /// The language of notes.
    pub lang: Lang,
}

/// What came of it.
pub struct Suggested {
    /// The copy.
    pub out: PathBuf,
    /// What was proposed.
    pub suggestion: Suggestion,
    /// What a person must look at.
    pub findings: FindingList,
}

/// Proposes tags for a form and writes a copy with them.
///
/// # Errors
/// With the findings, when nothing could be written.
pub fn suggest(request: &SuggestRequest) -> Result<Suggested, FindingList> {
    suggested(request).map_err(Findings::finish)
}

fn suggested(request: &SuggestRequest) -> Result<Suggested, Findings> {
    let bytes = workbook(&request.form)?;
    let like = request.like.as_deref().map(workbook).transpose()?;
    let name = request.form.display().to_string();
    let names = names(request)?;
    let used: Vec<Pack> = names.names.packs.iter().map(|named| named.pack.clone()).collect();
    let relatives = relatives(&used);
    let has = |tag: &str| matches!(names.names.resolve(tag), Lookup::Figure(_));
    let sources = Sources {
        packs: &used,
        relatives: &relatives,
        like: like.as_deref(),
        period: names.period,
        tree: names.names.tree.as_ref(),
        has: &has,
    };
    let suggestion =
        crate::suggest::suggest(&bytes, &sources).map_err(|error| match error {
            SuggestError::Unreadable(error) => {
                one(intake::unreadable(&error).at(Place::file(name.as_str())))
            }
            SuggestError::Unwritable(problems) => of_problems(&name, problems),
        })?;
    if suggestion.tables == 0 {
        return Err(one(Finding::new(Code::E643).at(Place::file(name))));
    }
    let mut findings = Findings::new();
    findings.extend(suggestion.cells.iter().filter_map(|cell| finding(&name, cell)));
    let findings = findings.finish();
    let copy = copy(bytes, &suggestion, &findings, request.lang);
    let copy = copy.map_err(|problems| of_problems(&name, problems))?;
    let out = request.out.clone().unwrap_or_else(|| beside(&request.form));
    put_in_place(&out, &copy, Existing::Keep).map_err(|error| {
        let exists = error.kind() == std::io::ErrorKind::AlreadyExists;
        let taken = "đã có tệp mang tên này; chọn tên khác, viết sau --out".to_owned();
        one(not_written(&out, if exists { taken } else { error.to_string() }))
    })?;
    Ok(Suggested { out, suggestion, findings })
}

/// The bytes of a workbook that can be written into.
fn workbook(path: &Path) -> Result<Vec<u8>, Findings> {
    let bytes = read(path)?;
    let name = path.display().to_string();
    match kind(&name, &bytes)? {
        Kind::Excel => Ok(bytes),
        Kind::Word => {
            let finding = Finding::new(Code::E601).at(Place::file(name));
            Err(one(finding.text("reason", "là tệp Word; biểu phải là .xlsx")))
        }
    }
}

/// `bieu-1-goi-y.xlsx` for `bieu-1.xlsx`.
fn beside(form: &Path) -> PathBuf {
    let stem = form.file_stem().unwrap_or_default().to_string_lossy();
    form.with_file_name(format!("{stem}-goi-y.xlsx"))
}

/// The names that tags may use, and the period that they are seen from.
struct Names {
    names: TemplateNames,
    period: Option<Period>,
}

fn names(request: &SuggestRequest) -> Result<Names, Findings> {
    let mut findings = Findings::new();
    let root = request.workspace.clone().or_else(|| workspace_of(&request.form));
    let workspace = match &root {
        Some(root) => match Workspace::open(root, &mut findings) {
            Some(workspace) => Some(workspace),
            None => return Err(findings),
        },
        None => None,
    };
    let packs: Vec<Pack> = match (&request.pack, &workspace) {
        (Some(code), workspace) => {
            let pack = packs::with_code(workspace.as_ref(), code, &mut findings);
            let mut packs: Vec<Pack> = pack.into_iter().collect();
            // Other packs have the other forms that the settings name.
            if let Some(workspace) = workspace {
                unused_forms::apply(&mut packs, workspace, &mut Findings::new());
            }
            packs
        }
        (None, Some(workspace)) => {
            let mut packs = packs::in_use(workspace, &mut findings);
            unused_forms::apply(&mut packs, workspace, &mut findings);
            packs
        }
        (None, None) => {
            let codes = PackFiles::shipped_codes();
            return Err(one(Finding::new(Code::E644).list("available", codes)));
        }
    };
    if findings.has_errors() {
        return Err(findings);
    }
    let once = |pack: &Pack| match pack.schedule {
        Schedule::Once(period) => Some(period),
        Schedule::Every(_) => None,
    };
    let only = match packs.as_slice() {
        [pack] => once(pack),
        _ => None,
    };
    let period = request.period.or(only);
    let named = packs.into_iter().map(|pack| {
        let applied = period.zip(workspace.as_ref()).map(|(period, workspace)| {
            packs::without_figures(pack.clone(), workspace, period, &Facts::default())
        });
        NamedPack { pack, applied }
    });
    let packs = named.collect();
    let tree = workspace.map(|workspace| workspace.tree);
    Ok(Names { names: TemplateNames { packs, tree, citations: Arc::default() }, period })
}

/// The workspace that a file lies in.
fn workspace_of(file: &Path) -> Option<PathBuf> {
    let absolute = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
    let mut folders = absolute.ancestors().skip(1);
    folders.find(|folder| folder.join(SETTINGS).is_file()).map(Path::to_owned)
}

/// The other packs that come with the program: what they call the same paths is understood too.
fn relatives(used: &[Pack]) -> Vec<Pack> {
    let codes = PackFiles::shipped_codes().into_iter();
    let others = codes.filter(|code| used.iter().all(|pack| pack.code != *code));
    let files = others.filter_map(|code| PackFiles::shipped(&code));
    files.filter_map(|files| pack::load(&files, &mut Findings::new())).collect()
}

/// What a person must know of a cell, if anything.
fn finding(file: &str, cell: &SuggestedCell) -> Option<Finding> {
    let finding = match &cell.fate {
        Fate::Tagged { code, certainty: Certainty::Doubtful } => {
            Finding::new(Code::W641).text("code", code)
        }
        Fate::Tagged { .. } => return None,
        Fate::Several { codes } => Finding::new(Code::W640).list("codes", codes.clone()),
        Fate::Left { nearest } if nearest.is_empty() => Finding::new(Code::I642),
        Fate::Left { nearest } => Finding::new(Code::I642).list("nearest", nearest.clone()),
    };
    let place = Place::file(file).sheet(&cell.sheet).cell(cell.cell);
    Some(finding.at(place).text("labels", &cell.labels))
}

fn copy(
    form: Vec<u8>,
    suggestion: &Suggestion,
    findings: &FindingList,
    lang: Lang,
) -> Result<Vec<u8>, Vec<Problem>> {
    let copy = xlsx::write_texts(form, &suggestion.texts)?;
    let remarks: Vec<xlsx::Remark> =
        findings.iter().map(|reported| note(&reported.finding, lang)).collect();
    if remarks.is_empty() { Ok(copy) } else { xlsx::annotate(copy, &remarks, AUTHOR) }
}

fn of_problems(name: &str, problems: Vec<Problem>) -> Findings {
    let mut findings = Findings::new();
    findings.extend(problems.into_iter().map(|problem| template_finding(name, problem)));
    findings
}
