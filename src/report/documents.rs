//! Fills every template of a pack: the forms from the totals, the tables, the Word reports.

use std::cell::LazyCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;

use super::absent::say_absent;
use super::context::{CONTEXT_FUNCTIONS, Facts, Status, VARIABLES, context};
use super::for_others::for_others;
use super::framed::{Form, Framing, framed};
use super::printing::{Medium, NamesOnly, PrintLog, Printed, Printer, WITHHELD};
use super::problem::template_finding;
use super::prose::{CITES, Citing, KEEPS_PARAGRAPH, Remarks, unresolved};
use super::scope::{self, Scope};
use super::unexplained::unexplained;
use super::upward::as_return;
use crate::citation::{Registry, Style};
use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::frame;
use crate::model::Letterhead;
use crate::pack::{self, Consolidated, FilledCell, Filling};
use crate::profile::DocumentType;
use crate::proofread::{Proof, proofread};
use crate::sheet;
use crate::template::engine::Call;
use crate::template::{self, Data, Files, Filled, Names, Problem, ProblemKind, docx, xlsx};
use crate::text;
use crate::trace::{PrintedFigure, figure_mark};

/// What the documents of a pack are made from.
pub struct DocumentRequest<'a> {
    /// The figures.
    pub data: &'a Arc<Consolidated>,
    /// The office.
    pub letterhead: &'a Letterhead,
    /// Date of the documents; without it the place for it is left open.
    pub date: Option<NaiveDate>,
    /// How complete the returns are.
    pub status: Status,
    /// Whether counts below 10 have a 0 before them in running text.
    pub padded_counts: bool,
    /// Lines that mark a draft with errors on its face; empty for a clean one.
    pub marks: &'a [String],
    /// By what rules documents look whose template is only a body.
    pub form: Form<'a>,
    /// Pictures and documents that templates name.
    pub files: &'a dyn Files,
    /// Whether filled workbooks are certified.
    pub certificates: bool,
    /// Counts below this are withheld from others.
    pub smallest_count: u32,
    /// The day by which units send what is still due.
    pub mend_by: Option<NaiveDate>,
    /// The documents that can be cited.
    pub citations: &'a Arc<Registry>,
}

/// A finished document.
pub struct Rendered {
    /// Name of its file.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What filling it changed, if that was asked for.
    pub certified: Option<Certified>,
}

impl Rendered {
    /// A file that is made from nothing.
    pub fn file(name: &str, bytes: Vec<u8>) -> Self {
        Self { name: name.to_owned(), bytes, certified: None }
    }
}

/// What filling a workbook changed.
pub struct Certified {
    /// Name of the template.
    pub template: String,
    /// The template.
    pub bytes: Vec<u8>,
    /// What changed.
    pub certificate: xlsx::Certificate,
}

/// A template and what it makes.
pub(super) struct Job<'a> {
    file: &'a str,
    pub(super) output: &'a str,
    pub(super) bytes: &'a [u8],
    medium: Medium,
    /// The form, if it is one that units fill in.
    form: Option<&'a pack::Form>,
    /// The type of document into whose frame it goes, if it is a body.
    frame: Option<DocumentType>,
    /// How a workbook is filled besides its tags.
    filling: &'a Filling,
    /// Whether it is meant for others, who must not see everything.
    for_others: bool,
}

impl Job<'_> {
    pub(super) fn options(&self) -> xlsx::Options {
        let target = |cell: &FilledCell| xlsx::Target {
            sheet: cell.sheet.clone(),
            cell: cell.cell,
            code: cell.tag.clone(),
        };
        xlsx::Options {
            targets: self.filling.cells.iter().map(target).collect(),
            overwrite_locked: self.filling.locked,
            overwrite_formulas: self.filling.formulas,
        }
    }
}

/// Every template that is filled for the period.
pub(super) fn jobs(data: &Consolidated) -> Vec<Job<'_>> {
    let pack = &data.pack;
    let mut jobs: Vec<Job<'_>> = Vec::new();
    for (documents, medium) in [(&pack.reports, Medium::Word), (&pack.tables, Medium::Excel)] {
        jobs.extend(documents.iter().map(|document| Job {
            file: &document.file,
            output: &document.output,
            bytes: &document.bytes,
            medium,
            form: None,
            frame: document.frame,
            filling: &document.filling,
            for_others: document.for_others,
        }));
    }
    // A form is filled for periods for which it is owed: a single quarter of a cumulative duty is
    // nobody's return.
    let owed = pack.schedule.is_reported(data.period);
    jobs.extend(pack.forms.iter().filter(|form| owed && form.in_use).map(|form| Job {
        file: &form.file,
        output: &form.output,
        bytes: &form.bytes,
        medium: Medium::Excel,
        form: Some(form),
        frame: None,
        filling: &form.filling,
        for_others: false,
    }));
    jobs
}

/// Everything wrong with a pack's templates, before any return is read.
///
/// `data` needs no figures.
pub fn template_problems(data: &Consolidated, registry: &Registry, findings: &mut Findings) {
    let cites = |call: &Call| {
        let ours = call.name == CITES;
        ours.then(|| unresolved(registry, call)).flatten().into_iter().collect()
    };
    for job in jobs(data) {
        let names = NamesOnly(data);
        let known = known_names(job.medium);
        let problems = match job.medium {
            Medium::Word => {
                let mut problems = docx::problems(job.bytes, &names, &known);
                // A file that cannot be read was told of.
                if problems.is_empty() {
                    problems = docx::problems_of_calls(job.bytes, &cites);
                }
                problems
            }
            Medium::Excel => xlsx::problems_with(job.bytes, &names, &known, &job.options()),
        };
        if problems.is_empty() && job.for_others && job.medium == Medium::Word {
            findings.extend(no_formulas(&job));
        }
        let body = job.frame.map(|_| docx::body_problems(job.bytes, &frame::ROLES));
        // A file that cannot be read was told of.
        let body = body.filter(|_| problems.is_empty()).unwrap_or_default();
        for problem in problems.into_iter().chain(body) {
            findings.push(finding(data, job.file, problem));
        }
    }
}

/// A sum that Word works out over figures of which some are withheld would be another sum. Those
/// of workbooks are told where the pack is read.
fn no_formulas(job: &Job<'_>) -> Option<Finding> {
    // A file that cannot be read was told of.
    let formula = docx::formulas(job.bytes.to_vec()).ok()?.into_iter().next()?;
    Some(Finding::new(Code::E666).at(Place::file(job.file)).text("expression", formula))
}

/// The names that templates may use, besides figures.
fn known_names(medium: Medium) -> Names {
    let owned = |name: &&str| (*name).to_owned();
    let functions =
        CONTEXT_FUNCTIONS.iter().filter(|f| medium == Medium::Word || **f != KEEPS_PARAGRAPH);
    Names {
        variables: VARIABLES.iter().map(owned).collect(),
        functions: functions.map(owned).collect(),
    }
}

/// Fills every template; a template that fails is a finding and gives no document.
pub fn render_documents(
    request: &DocumentRequest<'_>,
    findings: &mut Findings,
) -> (Vec<Rendered>, Vec<PrintedFigure>) {
    let data = request.data;
    let mut rendered = Vec::new();
    let (mut log, mut remarks) = (PrintLog::new(), Remarks::default());
    let seen_by_others = LazyCell::new(|| Arc::new(for_others(data, request.smallest_count)));
    for job in jobs(data) {
        let seen = if job.for_others { &*seen_by_others } else { data };
        match render(request, &job, seen, &mut log, &mut remarks) {
            Ok((document, notes)) => {
                if job.medium == Medium::Word {
                    findings.extend(read_through(request, &job, &document, &log));
                }
                rendered.push(document);
                findings
                    .extend(notes.into_iter().map(|note| template_finding(job.output, note)));
            }
            Err(problems) => {
                for problem in problems {
                    findings.push(finding(data, job.file, problem));
                }
            }
        }
    }
    say_absent(data, &log, findings);
    remarks.tell(data, findings);
    if let Some(mark) = same_mark(log.keys().map(|key| figure_mark(data, *key))) {
        let reason = format!("hai số liệu cùng mang mã `{mark}` trong Word");
        findings.push(Finding::new(Code::E607).text("reason", reason));
    }
    let printed = log.into_iter();
    let printed = printed.map(|(key, printed)| PrintedFigure {
        key,
        text: printed.text,
        documents: printed.documents,
    });
    (rendered, printed.collect())
}

fn render(
    request: &DocumentRequest<'_>,
    job: &Job<'_>,
    seen: &Arc<Consolidated>,
    log: &mut PrintLog,
    remarks: &mut Remarks,
) -> Result<(Rendered, Vec<Problem>), Vec<Problem>> {
    let last_day = request.data.pack.calendar.last_day(request.data.period);
    let profile = request.form.at(request.date, last_day);
    let style = Style { comma: profile.is_some_and(|profile| profile.comma_before_day) };
    let facts = Facts {
        letterhead: request.letterhead,
        date: request.date,
        status: &request.status,
        mend_by: request.mend_by,
        style,
        medium: job.medium,
        explains_stars: job.for_others,
    };
    let mut first = fill(request, job, seen, facts)?;
    // Whether there are stars to explain is known when the document is filled.
    if job.for_others && !first.printer.log().values().any(|printed| printed.withheld) {
        first = fill(request, job, seen, Facts { explains_stars: false, ..facts })?;
    }
    let Attempt { filled: Filled { mut bytes, notes }, trace, printer } = first;
    if let Some(document) = job.frame {
        let DocumentRequest { form, letterhead, date, .. } = *request;
        bytes = framed(&Framing { form, letterhead, date, last_day }, document, bytes)?;
    }
    let marks = match job.frame {
        Some(_) => request.marks.to_vec(),
        None => request.form.on_face(request.marks),
    };
    if !marks.is_empty() {
        bytes = match job.medium {
            Medium::Word => docx::stamp(bytes, &marks)?,
            Medium::Excel => xlsx::stamp(bytes, &marks.join(" - "))?,
        };
    }
    if let Some(form) = job.form {
        let (roomy, cut) = with_room(form, bytes)?;
        bytes = roomy;
        for text in cut {
            remarks.cut(job.output, &text.sheet, text.cell);
        }
        bytes = as_return(request.data, form, bytes)?;
    }
    for (key, printed) in printer.log() {
        let entry = log.entry(key).or_default();
        // What is withheld from others is printed elsewhere, and the ledger is the office's own.
        if printed.text != WITHHELD || entry.text.is_empty() {
            entry.text = printed.text;
        }
        entry.absent |= printed.absent;
        entry.withheld |= printed.withheld;
        entry.documents.extend(printed.documents);
    }
    remarks.extend(printer.remarks());
    let trace = trace.filter(|_| request.certificates);
    let certified = trace.map(|trace| certified(job, &bytes, &trace)).transpose()?;
    Ok((Rendered { name: job.output.to_owned(), bytes, certified }, notes))
}

/// A template that was filled, and what it printed.
struct Attempt {
    filled: Filled,
    trace: Option<xlsx::Trace>,
    printer: Printer,
}

fn fill(
    request: &DocumentRequest<'_>,
    job: &Job<'_>,
    seen: &Arc<Consolidated>,
    facts: Facts<'_>,
) -> Result<Attempt, Vec<Problem>> {
    let context = context(seen, facts).map_err(|error| vec![evaluation(&error)])?;
    let printer =
        Printer::new(Arc::clone(seen), job.medium, job.output).padded(request.padded_counts);
    let printer = printer.for_others(job.for_others);
    let tells_scope = job.medium == Medium::Word && docx::prints(job.bytes, scope::PRINTED_BY);
    let printer = printer.telling(tells_scope.then(|| Scope::of(seen)));
    let citing = Citing::new(request.citations, facts.style);
    let functions = |tera: &mut tera::Tera| {
        printer.register(tera);
        citing.register(tera);
    };
    let data =
        Data { context, references: &printer, functions: &functions, files: request.files };
    let (filled, trace) = match job.medium {
        Medium::Word => (docx::render(job.bytes.to_vec(), &data)?, None),
        Medium::Excel => {
            let xlsx::Filled { bytes, notes, trace } = filled_showing(job, &data, &printer)?;
            (Filled { bytes, notes }, Some(trace))
        }
    };
    Ok(Attempt { filled, trace, printer })
}

/// What units wrote themselves, whole and opinion by opinion.
fn said_by_units(data: &Consolidated) -> Vec<String> {
    let own = data.statements.iter().flat_map(|(_, statement)| {
        let below = statement.below.iter().flat_map(|below| below.iter());
        let below = below.map(|below| below.text.as_str());
        below.chain([&*statement.source.text]).collect::<Vec<&str>>()
    });
    let opinions = own.flat_map(|said| {
        let mut parts = text::opinions::split(said);
        parts.push(said.to_owned());
        parts
    });
    let distinct: BTreeSet<String> = opinions.collect();
    distinct.into_iter().collect()
}

/// What a reader finds in a finished report: slips, and what nothing explains.
fn read_through(
    request: &DocumentRequest<'_>,
    job: &Job<'_>,
    document: &Rendered,
    log: &PrintLog,
) -> Vec<Finding> {
    let Ok(lines) = docx::lines(document.bytes.clone()) else { return Vec::new() };
    let last_day = || request.data.pack.calendar.last_day(request.data.period);
    let mut findings = proofread(&Proof {
        file: &document.name,
        lines: &lines,
        registry: request.citations,
        day: Some(request.date.unwrap_or_else(last_day)),
        signed: request.date,
        names: &[&request.letterhead.name, &request.letterhead.superior],
        quoted: &said_by_units(request.data),
        is_template: false,
    });
    let starred =
        |printed: &Printed| printed.withheld && printed.documents.contains(job.output);
    let has_stars = job.for_others && log.values().any(starred);
    findings.extend(unexplained(&document.name, &lines, has_stars));
    findings
}

/// A filled form with rows high enough for the words of units, and the words that do not fit.
fn with_room(
    form: &pack::Form,
    filled: Vec<u8>,
) -> Result<(Vec<u8>, Vec<xlsx::LongText>), Vec<Problem>> {
    let is_text = |cell: &&pack::FormCell| matches!(cell.named, pack::Named::Text(_));
    if !form.sheets.iter().flat_map(|sheet| &sheet.cells).any(|cell| is_text(&cell)) {
        return Ok((filled, Vec::new()));
    }
    // What cannot be read is told where the form is made a return.
    let Ok(workbook) = sheet::read(&form.output, &filled, &sheet::Limits::default()) else {
        return Ok((filled, Vec::new()));
    };
    let texts = form.sheets.iter().flat_map(|sheet| {
        let there = workbook.sheet(&sheet.name);
        sheet.cells.iter().filter(is_text).filter_map(move |cell| {
            let text = there?.get(cell.cell)?.text.clone();
            Some(xlsx::LongText { sheet: sheet.name.clone(), cell: cell.cell, text })
        })
    });
    let texts: Vec<xlsx::LongText> = texts.collect();
    xlsx::make_room(filled, &texts).map_err(|problem| vec![problem])
}

pub(super) fn filled(
    template: &[u8],
    options: &xlsx::Options,
    data: &Data<'_>,
) -> Result<xlsx::Filled, Vec<Problem>> {
    let template = xlsx::Template::read(template.to_vec());
    template.map_err(|problem| vec![problem])?.fill(data, options)
}

/// Fills a workbook of which some cells show quotients, with the decimals of these.
fn filled_showing(
    job: &Job<'_>,
    data: &Data<'_>,
    printer: &Printer,
) -> Result<xlsx::Filled, Vec<Problem>> {
    let shown = shown_decimals(job, printer);
    let template = xlsx::show_decimals(job.bytes.to_vec(), &shown);
    let template = template.map_err(|problem| vec![problem])?;
    filled(&template, &job.options(), data)
}

/// The cells of a workbook that are filled with a quotient and nothing else.
fn shown_decimals(job: &Job<'_>, printer: &Printer) -> Vec<xlsx::ShownDecimals> {
    // What cannot be read is told where it is filled.
    let Ok(workbook) = sheet::read(job.file, job.bytes, &sheet::Limits::default()) else {
        return Vec::new();
    };
    let tagged = workbook.sheets.iter().flat_map(|sheet| {
        sheet.iter().filter_map(|(at, cell)| {
            let tag = cell.text.trim().strip_prefix("{{")?.strip_suffix("}}")?.to_owned();
            Some((sheet.name.clone(), at, tag))
        })
    });
    let of_pack = job.filling.cells.iter();
    let of_pack = of_pack.map(|cell| (cell.sheet.clone(), cell.cell, cell.tag.clone()));
    let shown = tagged.chain(of_pack).filter_map(|(sheet, cell, tag)| {
        Some(xlsx::ShownDecimals { sheet, cell, decimals: printer.decimals_of_tag(&tag)? })
    });
    shown.collect()
}

/// What a workbook has become, marks and all.
fn certified(
    job: &Job<'_>,
    bytes: &[u8],
    trace: &xlsx::Trace,
) -> Result<Certified, Vec<Problem>> {
    let certificate = xlsx::Certificate::between(job.bytes, bytes, trace);
    Ok(Certified {
        template: job.file.to_owned(),
        bytes: job.bytes.to_vec(),
        certificate: certificate.map_err(|problem| vec![problem])?,
    })
}

/// A mark that two figures share: neither could be told from the other in a document.
fn same_mark(marks: impl Iterator<Item = String>) -> Option<String> {
    let mut known = BTreeSet::new();
    marks.into_iter().find(|mark| !known.insert(mark.clone()))
}

pub(super) fn evaluation(error: &tera::Error) -> Problem {
    Problem {
        kind: ProblemKind::Evaluation(error.to_string()),
        place: template::Place::File,
        around: String::new(),
    }
}

/// A name that no variable comes close to may be a misspelt reference.
fn finding(data: &Consolidated, file: &str, mut problem: Problem) -> Finding {
    if let ProblemKind::UnknownName { name, nearest } = &mut problem.kind {
        if data.pack.text(name).is_some() {
            *nearest = Some(format!("y_kien(\"{name}\")"));
        } else if data.pack.named(name).is_some() {
            // The name is right, but inside an expression a figure is asked for by function.
            *nearest = Some(format!("gia_tri(\"{name}\")"));
        } else if nearest.is_none() {
            *nearest = text::nearest(name, data.pack.paths());
        }
    }
    template_finding(file, problem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_figures_of_one_mark_are_noticed() {
        let first = |marks: [&str; 3]| same_mark(marks.map(str::to_owned).into_iter());
        assert_eq!(first(["th1-b", "th1-a", "th1-b"]).as_deref(), Some("th1-b"));
        assert_eq!(first(["th1-b", "th1-a", "th1-c"]), None);
    }
}
