//! From figures to a draft: documents, ledger, and the one rename that puts them in place.

use std::path::PathBuf;
use std::sync::Arc;

use chrono::NaiveDate;

use super::certificate::{self, CertifiedFile};
use super::files::FolderFiles;
use super::frames;
use super::registered::Entry;
use super::unfit::Unfit;
use super::{PackRun, Run, sealed};
use crate::citation::Registry;
use crate::diagnostic::system::in_words;
use crate::diagnostic::{Code, Finding, FindingList, Findings, Place};
use crate::intake::Fate;
use crate::report::{
    DocumentRequest, Documents, Draft, DraftError, Form, Marking, Rendered, Summary,
    SummaryError, SummaryRequest, render_documents, summarise, with_summary,
};
use crate::template::xlsx;
use crate::text::Lang;
use crate::trace::{
    Correction, DecisionLine, FileLine, LEDGER_FILE, Ledger, PrintedFigure, corrections, ledger,
};
use crate::workspace::{SETTINGS, Workspace};

/// How a draft is made.
#[derive(Debug, Clone, Default)]
pub struct BuildOptions {
    /// Date of the documents; without it the place for it is left open.
    pub as_of: Option<NaiveDate>,
    /// Folder of drafts instead of the workspace's own.
    pub out: Option<PathBuf>,
    /// Writes nothing when any finding is an error.
    pub strict: bool,
    /// Whether each filled workbook gets its certificate, and in which language.
    pub certificates: Option<Lang>,
}

/// What came of a build.
pub struct Built {
    /// The draft and the files in it, in order; `None` when strictness forbade it.
    pub draft: Option<(PathBuf, Vec<String>)>,
    /// All findings.
    pub findings: FindingList,
}

/// Makes a draft.
///
/// # Errors
/// With the findings, when a template fails or the draft cannot be written; nothing is left
/// behind then.
pub fn build(run: Run, options: &BuildOptions) -> Result<Built, FindingList> {
    let folder = options.out.clone().unwrap_or_else(|| run.workspace.results(run.period));
    if is_within(&folder, &run.workspace.returns()) {
        // The next run would read the draft as returns.
        let reason = "nơi để dự thảo nằm trong thư mục báo cáo đến";
        return Err(not_written(&folder.display().to_string(), &reason));
    }
    let Run {
        workspace,
        period,
        packs,
        files,
        mut findings,
        citations: registry,
        day,
        decided,
        seals,
    } = run;
    if options.strict && findings.has_errors() {
        return Ok(Built { draft: None, findings: findings.finish() });
    }
    let mut making = Making::default();
    let errors = findings.error_count();
    let profiles = frames::profiles();
    let form = frames::form(&profiles, &workspace, &packs, options.as_of, &mut findings);
    let pictures = FolderFiles::new(workspace.root());
    let office = Office {
        workspace: &workspace,
        form,
        pictures: &pictures,
        registry: &registry,
        decisions: &decided.lines,
    };
    for pack in &packs {
        making.fill(&office, pack, packs.len(), options, errors, &mut findings);
    }
    if findings.error_count() > errors {
        return Err(findings.finish());
    }
    sealed::say_other_documents(seals.last_of(period), &making.documents, &mut findings);
    // What is made of a seal changes nothing in it.
    let own = options.out.is_none() && !workspace.is_seal();
    if own {
        // The findings that may be decided are known, and the documents could be made.
        making.documents.extend(decided.write(&workspace, period, &mut findings));
    }
    let findings = findings.finish();
    let failed =
        |error: &dyn std::fmt::Display| not_written(&folder.display().to_string(), error);
    // Last of the documents: they tell of the findings on all others.
    making.sum_up(&workspace, &packs, &findings).map_err(|error| failed(&error))?;
    // What is tried in another folder is no business of the register's.
    let entry = own.then(|| Entry::prepare(&workspace, &files, &workspace.tree, day));
    let entry = entry.transpose()?;
    let mut lines = vec![settings(&workspace)];
    lines.extend(decided.file().map(|(path, sha256)| FileLine {
        path: path.to_owned(),
        sha256,
        fate: FileLine::DECISIONS.to_owned(),
    }));
    lines.extend(files.into_iter().map(|file| FileLine {
        path: file.path,
        sha256: file.sha256,
        fate: fate_in_words(file.fate).to_owned(),
    }));
    // Drafts of the office's own folder stand three folders below the workspace.
    let to_workspace = own.then_some("../../..");
    let printed = packs.iter().map(|pack| &*pack.data).zip(making.printed).collect();
    let contents = Ledger {
        printed,
        findings: &findings,
        decisions: &decided.lines,
        corrections: packs.iter().flat_map(sealed::all_corrections).collect(),
        files: lines,
        workspace: to_workspace,
        register: entry.as_ref().map(Entry::head),
    };
    let ledger = written_ledger(&contents, form).map_err(|error| failed(&error))?;
    making.documents.push(Rendered::file(LEDGER_FILE, ledger));
    if let Some(entry) = &entry {
        entry.write()?;
    }
    match publish(&folder, &making.documents) {
        Ok(draft) => Ok(Built { draft: Some(draft), findings }),
        Err(error) => Err(not_published(&folder, &error)),
    }
}

/// What all packs of an office have in common.
struct Office<'a> {
    workspace: &'a Workspace,
    form: Form<'a>,
    pictures: &'a FolderFiles,
    registry: &'a Arc<Registry>,
    decisions: &'a [DecisionLine],
}

/// A draft in the making.
#[derive(Default)]
struct Making {
    documents: Vec<Rendered>,
    /// What the documents of each pack print.
    printed: Vec<Vec<PrintedFigure>>,
    /// What marks those of each pack.
    marked: Vec<Vec<String>>,
}

impl Making {
    /// Fills the documents of a pack.
    fn fill(
        &mut self,
        office: &Office<'_>,
        pack: &PackRun,
        packs: usize,
        options: &BuildOptions,
        errors: usize,
        findings: &mut Findings,
    ) {
        let workspace = office.workspace;
        let unfit = Unfit::of(pack, errors, findings);
        let marks = |of: Marking| unfit.marks(of);
        let earlier = pack.sealed.earlier.iter();
        let corrected: Vec<Correction> =
            earlier.flat_map(|of| corrections(&pack.data, of)).collect();
        let request = DocumentRequest {
            data: &pack.data,
            letterhead: &workspace.office,
            date: options.as_of,
            status: pack.status.clone(),
            decisions: office.decisions,
            corrections: &corrected,
            padded_counts: workspace.padded_counts,
            marks: &marks,
            form: office.form,
            files: office.pictures,
            certificates: options.certificates.is_some(),
            smallest_count: workspace.smallest_count,
            mend_by: workspace.mend_by,
            citations: office.registry,
        };
        let Documents { mut rendered, printed, marks } = render_documents(&request, findings);
        rendered.extend(sealed::pages_of_corrections(
            (office.workspace, office.form),
            pack,
            options.as_of,
            findings,
        ));
        in_folder_of(pack, packs, &mut rendered);
        if let Some(lang) = options.certificates {
            let certificates =
                rendered.iter().filter_map(|document| certificate(document, lang));
            self.documents.extend(certificates);
        }
        self.documents.extend(rendered);
        self.printed.push(printed);
        self.marked.push(office.form.on_face(&marks));
    }

    /// Adds the summary of each pack.
    fn sum_up(
        &mut self,
        workspace: &Workspace,
        packs: &[PackRun],
        findings: &FindingList,
    ) -> Result<(), SummaryError> {
        for ((pack, marks), figures) in packs.iter().zip(&self.marked).zip(&mut self.printed) {
            let Summary { mut files, printed } = summarise(&SummaryRequest {
                data: &pack.data,
                letterhead: &workspace.office,
                status: pack.status.clone(),
                secrecy: workspace.secrecy.as_deref(),
                marks,
                receipts: &pack.receipts,
                sealed: &pack.sealed,
                findings,
            })?;
            in_folder_of(pack, packs.len(), &mut files);
            self.documents.extend(files);
            *figures = with_summary(std::mem::take(figures), printed);
        }
        Ok(())
    }
}

/// Where several packs report, the documents of each stand in a folder of their own.
fn in_folder_of(pack: &PackRun, packs: usize, documents: &mut [Rendered]) {
    if packs > 1 {
        for document in documents {
            document.name = format!("{}/{}", pack.data.pack.code, document.name);
        }
    }
}

/// The ledger, with its secrecy on every printed page.
fn written_ledger(contents: &Ledger<'_>, form: Form<'_>) -> Result<Vec<u8>, String> {
    let bytes = ledger(contents).map_err(|error| error.to_string())?;
    let face = form.on_face(&[]).join(" - ");
    if face.is_empty() {
        return Ok(bytes);
    }
    xlsx::stamp(bytes, &face).map_err(|problems| format!("{:?}", problems.first()))
}

/// The certificate of a filled workbook, as a file beside it.
fn certificate(document: &Rendered, lang: Lang) -> Option<Rendered> {
    let certified = document.certified.as_ref()?;
    let template = CertifiedFile::new(&certified.template, &certified.bytes);
    let result = CertifiedFile::new(&document.name, &document.bytes);
    let page = certificate::page(&template, &result, &certified.certificate, lang);
    Some(Rendered::file(
        &format!("{}{}", document.name, certificate::ENDING),
        page.into_bytes(),
    ))
}

pub(super) fn is_within(folder: &std::path::Path, other: &std::path::Path) -> bool {
    let absolute = |path: &std::path::Path| std::path::absolute(path).unwrap_or_default();
    absolute(folder).starts_with(absolute(other))
}

fn publish(
    folder: &std::path::Path,
    documents: &[Rendered],
) -> Result<(PathBuf, Vec<String>), DraftError> {
    let draft = Draft::begin(folder)?;
    for document in documents {
        draft.add(&document.name, &document.bytes)?;
    }
    let mut names: Vec<String> =
        documents.iter().map(|document| document.name.clone()).collect();
    names.sort();
    Ok((draft.publish()?, names))
}

/// The settings workbook among the files: figures may change with it.
fn settings(workspace: &Workspace) -> FileLine {
    FileLine {
        path: SETTINGS.to_owned(),
        sha256: workspace.settings_sha256.clone(),
        fate: FileLine::SETTINGS.to_owned(),
    }
}

const fn fate_in_words(fate: Fate) -> &'static str {
    match fate {
        Fate::Taken => "đã nhận",
        Fate::Copy => "bản trùng, chỉ tính một lần",
        Fate::Superseded => "đã có bản sửa đổi thay",
        Fate::OtherPeriod => "của kỳ khác",
        Fate::NotTaken => "chưa nhận",
        Fate::Original => "bản gốc của biểu nhập thay",
        Fate::Skipped => "bỏ qua",
    }
}

pub(super) fn not_written(path: &str, reason: &dyn std::fmt::Display) -> FindingList {
    let mut findings = Findings::new();
    let finding = Finding::new(Code::E514).at(Place::file(path));
    findings.push(finding.text("reason", reason.to_string()));
    findings.finish()
}

/// What was made could not be put in place; the hidden folder in which it was made is of no use to
/// anyone.
pub(super) fn not_published(folder: &std::path::Path, error: &DraftError) -> FindingList {
    let mut findings = Findings::new();
    let finding = Finding::new(Code::E514).at(Place::file(folder.display().to_string()));
    findings.push(finding.field("reason", in_words(&error.source)));
    findings.finish()
}
