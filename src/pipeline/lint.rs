//! Templates looked through before anything is filled, and copies with the findings as comments
//! and notes.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;

use super::citations;
use super::json::json;
use super::packs;
use super::rehearsal;
use super::single::{Existing, one, put_in_place, read, unwritable};
use super::templates::{Kind, kind};
use crate::citation::Registry;
use crate::diagnostic::{Code, Finding, FindingList, Findings, Place};
use crate::model::{Facts, Letterhead, Period};
use crate::ooxml::CellRef;
use crate::pack::{self, PackFiles};
use crate::proofread::{Proof, proofread};
use crate::report::{NamedPack, TemplateNames, template_finding};
use crate::template::docx::{self, Found, Remark};
use crate::template::{NoReferences, Problem, ProblemKind, Shape, Vocabulary, xlsx};
use crate::text::Lang;
use crate::workspace::{SETTINGS, Workspace};

/// Who writes notes into a workbook.
pub(super) const AUTHOR: &str = "tonghop";

/// Which templates are looked through, and how.
#[derive(Debug, Clone)]
pub struct LintRequest {
    /// The templates.
    pub templates: Vec<PathBuf>,
    /// A JSON file with the variables.
    pub context: Option<PathBuf>,
    /// The workspace whose figures may be named, else the one that a template lies in.
    pub workspace: Option<PathBuf>,
    /// The period whose figures may be named, else those of any.
    pub period: Option<Period>,
    /// Whether copies with comments are made.
    pub annotate: Option<Annotate>,
    /// The language of comments.
    pub lang: Lang,
}

/// How copies with comments are made.
#[derive(Debug, Clone)]
pub struct Annotate {
    /// The copy, if it is not to lie beside the template.
    pub out: Option<PathBuf>,
    /// The date of comments in Word; none without it. Notes in Excel bear no date.
    pub date: Option<NaiveDate>,
}

/// Where the names that a template may use were taken from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NamesFrom {
    /// From the variables of a JSON file.
    Context(PathBuf),
    /// From the packs and units of a workspace.
    Workspace(PathBuf),
    /// From the pack that the template belongs to.
    Pack(String),
    /// From nowhere: names were not checked.
    Nowhere,
}

/// What came of it.
pub struct Linted {
    /// All findings.
    pub findings: FindingList,
    /// The templates that could be looked through, and where their names came from.
    pub looked_through: Vec<(PathBuf, NamesFrom)>,
    /// The copies with comments.
    pub annotated: Vec<PathBuf>,
    /// Whether something could not be read or written.
    pub failed: bool,
}

/// Looks templates through.
pub fn lint(request: &LintRequest) -> Linted {
    let mut lint = Lint {
        request,
        findings: Findings::new(),
        looked_through: Vec::new(),
        annotated: Vec::new(),
    };
    let mut failed = false;
    for template in &request.templates {
        if let Err(findings) = lint.template(template) {
            failed = true;
            lint.findings.extend(findings.finish().iter().map(|item| item.finding.clone()));
        }
    }
    let Lint { findings, looked_through, annotated, .. } = lint;
    Linted { findings: findings.finish(), looked_through, annotated, failed }
}

struct Lint<'r> {
    request: &'r LintRequest,
    findings: Findings,
    looked_through: Vec<(PathBuf, NamesFrom)>,
    annotated: Vec<PathBuf>,
}

impl Lint<'_> {
    fn template(&mut self, path: &Path) -> Result<(), Findings> {
        let bytes = read(path)?;
        let name = path.display().to_string();
        let kind = kind(&name, &bytes)?;
        let known = known(self.request, path)?;
        let check_call = |call: &_| match &known.names {
            Names::Packs(names) => names.check_call(call),
            _ => Vec::new(),
        };
        let vocabulary = known.vocabulary(kind == Kind::Excel, &check_call);
        let mut problems: Vec<Found> = match kind {
            Kind::Word => docx::lint(&bytes, &vocabulary),
            Kind::Excel => {
                let options = xlsx::Options {
                    overwrite_locked: known.fills_locked(&bytes),
                    ..xlsx::Options::default()
                };
                let found = xlsx::lint(&bytes, &vocabulary, &options);
                found.into_iter().map(Found::from).collect()
            }
        };
        let tried = rehearsal::problems(&known, &bytes, kind, self.request.period);
        let is_told = |tried: &Problem| {
            problems.iter().any(|found| rehearsal::says_as_much(&found.problem, tried))
        };
        let new: Vec<Problem> = tried.into_iter().filter(|tried| !is_told(tried)).collect();
        problems.extend(new.into_iter().map(Found::from));
        self.looked_through.push((path.to_owned(), known.from.clone()));
        self.findings
            .extend(problems.iter().map(|found| known.finding(&name, found.problem.clone())));
        let read =
            if kind == Kind::Word { read_through(&name, &bytes, &known) } else { Vec::new() };
        self.findings.extend(read.iter().cloned());
        match (&self.request.annotate, kind) {
            (None, _) => Ok(()),
            (Some(annotate), Kind::Word) => {
                let lang = self.request.lang;
                let remark = |found: Found| {
                    // The words around stand beside the comment anyway.
                    let problem = Problem { around: String::new(), ..found.problem.clone() };
                    remark(found, &known.finding(&name, problem), lang)
                };
                let mut remarks: Vec<Remark> = problems.into_iter().map(remark).collect();
                remarks
                    .extend(read.iter().filter_map(|finding| remark_on_words(finding, lang)));
                let date = annotate.date.map(|date| format!("{date}T00:00:00Z"));
                let copy = docx::annotate(bytes, &remarks, date.as_deref());
                self.put_copy(path, annotate, copy.map(|copy| copy.bytes))
            }
            (Some(annotate), Kind::Excel) => {
                let lang = self.request.lang;
                let remark = |found: Found| {
                    let problem = Problem { around: String::new(), ..found.problem };
                    note(&known.finding(&name, problem), lang)
                };
                let remarks: Vec<xlsx::Remark> = problems.into_iter().map(remark).collect();
                self.put_copy(path, annotate, xlsx::annotate(bytes, &remarks, AUTHOR))
            }
        }
    }

    /// Writes a copy with remarks, beside its template unless a name was given.
    fn put_copy(
        &mut self,
        path: &Path,
        annotate: &Annotate,
        copy: Result<Vec<u8>, Vec<Problem>>,
    ) -> Result<(), Findings> {
        let name = path.display().to_string();
        let copy = copy.map_err(|problems| {
            let mut findings = Findings::new();
            findings.extend(problems.into_iter().map(|p| template_finding(&name, p)));
            findings
        })?;
        let out = annotate.out.clone().unwrap_or_else(|| beside(path));
        put_in_place(&out, &copy, Existing::Keep).map_err(|error| {
            let exists = error.kind() == std::io::ErrorKind::AlreadyExists;
            one(if exists {
                not_written(&out, "đã có tệp mang tên này; chọn tên khác, viết sau --annotate")
            } else {
                unwritable(&out, &error)
            })
        })?;
        self.annotated.push(out);
        Ok(())
    }
}

pub(super) fn not_written(path: &Path, reason: impl Into<String>) -> Finding {
    let place = Place::file(path.display().to_string());
    Finding::new(Code::E514).at(place).text("reason", reason)
}

/// `bao-cao-ghi-chu.docx` for `bao-cao.docx`.
fn beside(template: &Path) -> PathBuf {
    let stem = template.file_stem().unwrap_or_default().to_string_lossy();
    let extension = template.extension().unwrap_or_default().to_string_lossy();
    template.with_file_name(format!("{stem}-ghi-chu.{extension}"))
}

fn remark(found: Found, finding: &Finding, lang: Lang) -> Remark {
    let place = finding.place.as_ref().and_then(|place| place.paragraph.as_ref());
    let place = place.map(|paragraph| paragraph.in_words(lang)).unwrap_or_default();
    let text = said(finding, lang);
    Remark { found, elsewhere: format!("{place}: {text}"), text }
}

/// A remark on the words of a paragraph.
fn remark_on_words(finding: &Finding, lang: Lang) -> Option<Remark> {
    let paragraph = finding.place.as_ref()?.paragraph.as_ref()?;
    let place = crate::template::Place::Paragraph {
        part: paragraph.part.clone(),
        number: paragraph.number,
    };
    let (vi, en) = (finding.message(Lang::Vi), finding.message(Lang::En));
    let kind = ProblemKind::Unresolved { vi, en };
    Some(remark(Problem { kind, place, around: String::new() }.into(), finding, lang))
}

/// A finding as a note of a workbook.
pub(super) fn note(finding: &Finding, lang: Lang) -> xlsx::Remark {
    let place = finding.place.clone().unwrap_or_else(|| Place::file(String::new()));
    let text = said(finding, lang);
    let mut words = match &place.paragraph {
        Some(paragraph) => paragraph.in_words(lang),
        None => Place { file: String::new(), ..place.clone() }.in_words(lang),
    };
    words = words.trim_start_matches(", ").to_owned();
    let elsewhere = if words.is_empty() { text.clone() } else { format!("{words}: {text}") };
    let cell = place.cell.unwrap_or(CellRef::new(0, 0));
    xlsx::Remark { sheet: place.sheet, cell, text, elsewhere, colour: None }
}

/// What is said at the place of a finding.
fn said(finding: &Finding, lang: Lang) -> String {
    let (message, remedy) = (finding.message(lang), finding.remedy(lang));
    let hint = lang.pick("Gợi ý", "Hint");
    format!("{}: {message}\n{hint}: {remedy}", finding.code)
}

/// What a proof-reader finds in the words of a template; a file that cannot be read was told of.
fn read_through(name: &str, template: &[u8], known: &Known) -> Vec<Finding> {
    let Ok(lines) = docx::lines(template.to_vec()) else { return Vec::new() };
    let office: Vec<&str> = known.office.iter().map(String::as_str).collect();
    proofread(&Proof {
        file: name,
        lines: &lines,
        registry: &known.citations,
        day: None,
        signed: None,
        names: &office,
        quoted: &[],
        is_template: true,
    })
}

/// What is known of the names that a template may use.
pub(super) struct Known {
    from: NamesFrom,
    pub(super) names: Names,
    /// The documents that can be cited.
    pub(super) citations: Arc<Registry>,
    /// Names of the office and its superior.
    office: Vec<String>,
    /// The workspace, where pictures and documents lie that templates name.
    pub(super) root: Option<PathBuf>,
}

pub(super) enum Names {
    Packs(TemplateNames),
    Variables(Shape),
    Nothing,
}

impl Known {
    fn vocabulary<'a>(
        &'a self,
        is_workbook: bool,
        check_call: &'a dyn Fn(&crate::template::engine::Call) -> Vec<ProblemKind>,
    ) -> Vocabulary<'a> {
        match &self.names {
            Names::Packs(names) => names.vocabulary(is_workbook, check_call),
            Names::Variables(shape) => Vocabulary {
                references: &NoReferences,
                variables: Some(shape.clone()),
                ..Vocabulary::unknown()
            },
            Names::Nothing => Vocabulary::unknown(),
        }
    }

    /// Whether a pack says of this very template that locked cells are filled.
    fn fills_locked(&self, template: &[u8]) -> bool {
        let Names::Packs(names) = &self.names else { return false };
        names.packs.iter().any(|known| {
            let forms = known.pack.forms.iter().map(|form| (&form.bytes, &form.filling));
            let tables = known.pack.tables.iter().map(|table| (&table.bytes, &table.filling));
            let mut all = forms.chain(tables);
            all.any(|(bytes, filling)| filling.locked && bytes == template)
        })
    }

    fn finding(&self, file: &str, problem: Problem) -> Finding {
        match &self.names {
            Names::Packs(names) => names.finding(file, problem),
            _ => template_finding(file, problem),
        }
    }
}

/// Names from the context, the workspace named, or the pack or workspace that a template lies in.
fn known(request: &LintRequest, template: &Path) -> Result<Known, Findings> {
    if let Some(context) = &request.context {
        let shape = Shape::of(&json(context)?);
        let names = Names::Variables(shape);
        return shipped(NamesFrom::Context(context.clone()), names);
    }
    if let Some(workspace) = &request.workspace {
        return of_workspace(workspace, request.period);
    }
    let absolute = std::path::absolute(template).unwrap_or_else(|_| template.to_owned());
    for folder in absolute.ancestors().skip(1) {
        if folder.join("pack.toml").is_file() {
            return of_pack(folder);
        }
        if folder.join(SETTINGS).is_file() {
            return of_workspace(folder, request.period);
        }
    }
    shipped(NamesFrom::Nowhere, Names::Nothing)
}

/// Names without a workspace: only documents that come with the program can be cited.
fn shipped(from: NamesFrom, names: Names) -> Result<Known, Findings> {
    let citations = shipped_citations()?;
    Ok(Known { from, names, citations, office: Vec::new(), root: None })
}

fn shipped_citations() -> Result<Arc<Registry>, Findings> {
    let mut findings = Findings::new();
    let citations = citations::registry(None, &mut findings);
    if findings.is_empty() { Ok(Arc::new(citations)) } else { Err(findings) }
}

fn of_workspace(root: &Path, period: Option<Period>) -> Result<Known, Findings> {
    let mut findings = Findings::new();
    let Some(workspace) = Workspace::open(root, &mut findings) else { return Err(findings) };
    let citations = Arc::new(citations::registry(Some(&workspace), &mut findings));
    let loaded = match period {
        Some(period) => packs::load(&workspace, period, &mut findings),
        None => packs::in_use(&workspace, &mut findings),
    };
    if findings.has_errors() {
        return Err(findings);
    }
    let packs = loaded.into_iter().map(|pack| {
        let apply = |period| {
            packs::without_figures(pack.clone(), &workspace, period, &Facts::default())
        };
        NamedPack { applied: period.map(apply), pack }
    });
    let names = TemplateNames {
        packs: packs.collect(),
        tree: Some(workspace.tree.clone()),
        citations: Arc::clone(&citations),
    };
    let Letterhead { name, superior, .. } = workspace.office;
    Ok(Known {
        from: NamesFrom::Workspace(root.to_owned()),
        names: Names::Packs(names),
        citations,
        office: vec![name, superior],
        root: Some(root.to_owned()),
    })
}

/// The workspace in which an own pack lies, for the documents that its office cites. What is wrong
/// with its settings is told by the commands that read them.
fn workspace_around(pack: &Path) -> Option<Workspace> {
    let root = pack.ancestors().skip(1).find(|folder| folder.join(SETTINGS).is_file())?;
    Workspace::open(root, &mut Findings::new())
}

fn of_pack(folder: &Path) -> Result<Known, Findings> {
    let origin = folder.display().to_string();
    let files = PackFiles::in_folder(folder, origin.clone()).map_err(|error| {
        let finding = Finding::new(Code::E701).at(Place::file(origin));
        one(finding.text("reason", error.to_string()))
    })?;
    let mut findings = Findings::new();
    match pack::load(&files, &mut findings) {
        Some(pack) if !findings.has_errors() => {
            let from = NamesFrom::Pack(pack.code.clone());
            let packs = vec![NamedPack { pack, applied: None }];
            let around = workspace_around(folder);
            let citations = match &around {
                Some(workspace) => {
                    Arc::new(citations::registry(Some(workspace), &mut Findings::new()))
                }
                None => shipped_citations()?,
            };
            let names = TemplateNames { packs, tree: None, citations: Arc::clone(&citations) };
            let root = around.as_ref().map(|workspace| workspace.root().to_owned());
            let office = around.map_or_else(Vec::new, |workspace| {
                vec![workspace.office.name, workspace.office.superior]
            });
            Ok(Known { from, names: Names::Packs(names), citations, office, root })
        }
        _ => Err(findings),
    }
}
