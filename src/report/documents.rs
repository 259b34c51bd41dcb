//! Fills every template of a pack: the forms from the totals, the tables, the Word reports.

use std::cell::LazyCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;

use super::absent::say_absent;
use super::beside::says;
use super::context::{
    CONTEXT_FUNCTIONS, Facts, Status, VARIABLES, context, withholds_a_target,
};
use super::finishing::{Finishing, Printed, finish, read_through};
use super::for_others::for_others;
use super::framed::{Form, Framing, framed};
use super::out_of_use::say_out_of_use;
use super::printing::{Medium, PrintLog, Printer, WITHHELD};
use super::problem::template_finding;
use super::prose::{CITES, Citing, KEEPS_PARAGRAPH, Remarks, unresolved};
use super::referring::NamesOnly;
use super::restated::{self, OwnPlaces};
use super::scope::{self, Scope};
use super::unbroken::unbroken;
use super::unexplained::STARS;
use crate::citation::{Registry, Style};
use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::frame;
use crate::model::Letterhead;
use crate::pack::{self, Consolidated, FilledCell, Filling};
use crate::profile::DocumentType;
use crate::sheet;
use crate::template::engine::Call;
use crate::template::{self, Data, Files, Filled, Names, Problem, ProblemKind, docx, xlsx};
use crate::text;
use crate::trace::{Correction, DecisionLine, PrintedFigure, figure_mark};

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
    /// Decisions of the office that hold.
    pub decisions: &'a [DecisionLine],
    /// Figures of earlier periods that are others than were sealed.
    pub corrections: &'a [Correction],
    /// Whether counts below 10 have a 0 before them in running text.
    pub padded_counts: bool,
    /// Lines that mark a document that is not fit to be signed, empty for a clean one.
    pub marks: &'a dyn Fn(Marking) -> Vec<String>,
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

/// What is to be marked.
#[derive(Debug, Clone, Copy)]
pub struct Marking {
    /// What the document holds its figures in.
    pub holds: Holds,
    /// Whether it prints a figure that lacks units.
    pub prints_partial: bool,
}

/// In what a document holds its figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Text, which says beside a figure which units it lacks.
    Text,
    /// Cells, which hold a number alone.
    Cells,
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
    pub(super) file: &'a str,
    pub(super) output: &'a str,
    pub(super) bytes: &'a [u8],
    pub(super) medium: Medium,
    /// The form, if it is one that units fill in.
    pub(super) form: Option<&'a pack::Form>,
    /// The type of document into whose frame it goes, if it is a body.
    pub(super) frame: Option<DocumentType>,
    /// How a workbook is filled besides its tags.
    pub(super) filling: &'a Filling,
    /// Whether it is meant for others, who must not see everything.
    pub(super) for_others: bool,
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
        let body = job.frame.map(|document| frame::body_problems(job.bytes, document));
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

/// The documents of a pack.
pub struct Documents {
    /// Those that could be filled.
    pub rendered: Vec<Rendered>,
    /// The figures that they print, in order.
    pub printed: Vec<PrintedFigure>,
    /// What marks those with cells on their face.
    pub marks: Vec<String>,
}

/// Fills every template; a template that fails is a finding and gives no document.
pub fn render_documents(request: &DocumentRequest<'_>, findings: &mut Findings) -> Documents {
    let data = request.data;
    let (mut log, mut remarks) = (PrintLog::new(), Remarks::default());
    let seen_by_others = LazyCell::new(|| Arc::new(for_others(data, request.smallest_count)));
    let seen = |job: &Job<'_>| if job.for_others { &*seen_by_others } else { data };
    let mut all = Vec::new();
    for job in jobs(data) {
        let made = made(request, &job, seen(&job), &mut log, &mut remarks);
        all.push((job, made));
    }
    // The marks speak of what is printed, so they come when everything is filled.
    let prints_partial = log.values().any(|printed| printed.partial);
    let marks = (request.marks)(Marking { holds: Holds::Cells, prints_partial });
    let finishing = Finishing { request };
    let mut rendered = Vec::new();
    for (job, made) in all {
        let told = |note| template_finding(job.output, note);
        let finished = made.and_then(|Made { filled, trace, has_stars, face }| {
            let Filled { bytes, notes } = filled;
            let document = finish(finishing, &job, (bytes, face), trace, &mut remarks)?;
            Ok((document, notes, has_stars))
        });
        match finished {
            Ok((document, notes, has_stars)) => {
                if job.medium == Medium::Word {
                    findings.extend(read_through(finishing, &document, has_stars));
                }
                rendered.push(document);
                findings.extend(notes.into_iter().map(told));
            }
            Err(problems) => {
                for problem in problems {
                    findings.push(finding(data, job.file, problem));
                }
            }
        }
    }
    tell(data, &log, &remarks, findings);
    let printed = log.into_iter().map(|(key, printed)| PrintedFigure {
        key,
        text: printed.text,
        documents: printed.documents,
    });
    Documents { rendered, printed: printed.collect(), marks }
}

/// What is to be told of all that was printed.
fn tell(data: &Consolidated, log: &PrintLog, remarks: &Remarks, findings: &mut Findings) {
    say_absent(data, log, findings);
    say_out_of_use(data, log, findings);
    remarks.tell(data, findings);
    if let Some(mark) = same_mark(log.keys().map(|key| figure_mark(data, *key))) {
        let reason = format!("hai số liệu cùng mang mã `{mark}` trong Word");
        findings.push(Finding::new(Code::E607).text("reason", reason));
    }
}

/// A filled template, in its frame if it has one.
struct Made {
    filled: Filled,
    /// What filling a workbook changed.
    trace: Option<xlsx::Trace>,
    /// Whether stars stand in it for what others must not see.
    has_stars: bool,
    /// What decides what stands on its face.
    face: Printed,
}

fn made(
    request: &DocumentRequest<'_>,
    job: &Job<'_>,
    seen: &Arc<Consolidated>,
    log: &mut PrintLog,
    remarks: &mut Remarks,
) -> Result<Made, Vec<Problem>> {
    let last_day = request.data.pack.calendar.last_day(request.data.period);
    let profile = request.form.at(request.date, last_day);
    let style = Style { comma: profile.is_some_and(|profile| profile.comma_before_day) };
    let facts = Facts {
        letterhead: request.letterhead,
        profile,
        signed_by_unit: false,
        date: request.date,
        status: &request.status,
        // What was typed and what was put in its place is not for others.
        decisions: if job.for_others { &[] } else { request.decisions },
        corrections: if job.for_others { &[] } else { request.corrections },
        mend_by: request.mend_by,
        style,
        explains_stars: job.for_others,
    };
    let none = OwnPlaces::new();
    let mut first = fill(request, job, seen, (facts, &none))?;
    // Whether there are stars to explain is known when the document is filled.
    let has_stars = job.for_others && has_stars(job, seen, &first);
    if job.for_others && !has_stars {
        let facts = Facts { explains_stars: false, ..facts };
        first = fill(request, job, seen, (facts, &none))?;
    }
    // So is which corrections have a place of their own.
    let own_places = first.printer.asked_for();
    if own_places.iter().any(|key| restated::restatement(seen, *key).is_some()) {
        first = fill(request, job, seen, (facts, &own_places))?;
    }
    let prints_partial = first.printer.log().values().any(|printed| printed.partial);
    let corrections = (job.medium == Medium::Excel)
        .then(|| restated::in_head(seen, first.printer.log().keys(), &own_places))
        .flatten();
    let Attempt { filled: Filled { mut bytes, mut notes }, trace, printer } = first;
    if let Some(document) = job.frame {
        let DocumentRequest { form, letterhead, date, .. } = *request;
        let framing = Framing { form, letterhead, date, last_day };
        let composed = framed(&framing, document, bytes)?;
        bytes = composed.bytes;
        notes.extend(composed.notes);
    }
    if job.medium == Medium::Word {
        bytes = unbroken(bytes, request.data.period);
    }
    for (key, printed) in printer.log() {
        let entry = log.entry(key).or_default();
        // What is withheld from others is printed elsewhere, and the ledger is the office's own.
        if printed.text != WITHHELD || entry.text.is_empty() {
            entry.text = printed.text;
        }
        entry.absent |= printed.absent;
        entry.withheld |= printed.withheld;
        entry.out_of_use |= printed.out_of_use;
        entry.partial |= printed.partial;
        entry.documents.extend(printed.documents);
    }
    remarks.extend(printer.remarks());
    Ok(Made {
        filled: Filled { bytes, notes },
        trace,
        has_stars,
        face: Printed { prints_partial, corrections },
    })
}

/// Whether a document for others shows a star in place of a figure, of words or of a target.
fn has_stars(job: &Job<'_>, seen: &Consolidated, first: &Attempt) -> bool {
    let Attempt { filled, printer, .. } = first;
    // Targets are printed as any other words, so only the document tells that one of them is a star.
    printer.log().values().any(|printed| printed.withheld)
        || printer.remarks().has_stars(job.output)
        || withholds_a_target(seen) && says(job, &filled.bytes, is_starred)
}

/// Whether a text has a star besides that in the explanation of stars.
fn is_starred(text: &str) -> bool {
    text.replace(STARS, "").contains(WITHHELD)
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
    (facts, own_places): (Facts<'_>, &OwnPlaces),
) -> Result<Attempt, Vec<Problem>> {
    let context = context(seen, facts).map_err(|error| vec![evaluation(&error)])?;
    let printer =
        Printer::new(Arc::clone(seen), job.medium, job.output).padded(request.padded_counts);
    let printer = printer.for_others(job.for_others).with_own_places(own_places.clone());
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
            let tag = cell.text.trim().strip_prefix("{{")?.strip_suffix("}}")?;
            // `{{- tag -}}` prints the same.
            let tag = tag.strip_prefix('-').unwrap_or(tag);
            let tag = tag.strip_suffix('-').unwrap_or(tag);
            Some((sheet.name.clone(), at, tag.to_owned()))
        })
    });
    let of_pack = job.filling.cells.iter();
    let of_pack = of_pack.map(|cell| (cell.sheet.clone(), cell.cell, cell.tag.clone()));
    let shown = tagged.chain(of_pack).filter_map(|(sheet, cell, tag)| {
        Some(xlsx::ShownDecimals { sheet, cell, decimals: printer.decimals_of_tag(&tag)? })
    });
    shown.collect()
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
