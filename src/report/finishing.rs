//! A filled document made ready to be given out: marked on its face, read through as a reader would,
//! a form made the office's own return.

use std::collections::BTreeSet;

use super::beside::{EXPLAINED, is_marked, says};
use super::documents::{Certified, DocumentRequest, Holds, Job, Marking, Rendered};
use super::printing::Medium;
use super::prose::Remarks;
use super::unexplained::unexplained;
use super::upward::as_return;
use crate::diagnostic::Finding;
use crate::pack::{self, Consolidated};
use crate::proofread::{Proof, proofread};
use crate::sheet;
use crate::template::{Problem, docx, xlsx};
use crate::text;

/// What is known when all templates of a pack are filled.
#[derive(Clone, Copy)]
pub(super) struct Finishing<'a> {
    pub(super) request: &'a DocumentRequest<'a>,
}

/// What a filled document prints that is told on its face.
pub(super) struct Printed {
    /// Whether it prints a figure that lacks units.
    pub(super) prints_partial: bool,
    /// Which of its opening stocks hold a correction, where no place beside them can say so.
    pub(super) corrections: Option<String>,
}

/// Marks a filled document, and makes a form the office's own return.
pub(super) fn finish(
    finishing: Finishing<'_>,
    job: &Job<'_>,
    (bytes, face): (Vec<u8>, Printed),
    trace: Option<xlsx::Trace>,
    remarks: &mut Remarks,
) -> Result<Rendered, Vec<Problem>> {
    let request = finishing.request;
    let mut bytes = stamped(finishing, job, bytes, face)?;
    if let Some(form) = job.form {
        let (roomy, cut) = with_room(form, bytes)?;
        bytes = roomy;
        for text in cut {
            remarks.cut(job.output, &text.sheet, text.cell);
        }
        bytes = as_return(request.data, form, bytes)?;
    }
    let trace = trace.filter(|_| request.certificates);
    let certified = trace.map(|trace| certified(job, &bytes, &trace)).transpose()?;
    Ok(Rendered { name: job.output.to_owned(), bytes, certified })
}

/// A document with its marks on every page, and what else the head of a page says.
fn stamped(
    finishing: Finishing<'_>,
    job: &Job<'_>,
    bytes: Vec<u8>,
    face: Printed,
) -> Result<Vec<u8>, Vec<Problem>> {
    let Printed { prints_partial, corrections } = face;
    let holds = match job.medium {
        Medium::Word => Holds::Text,
        Medium::Excel => Holds::Cells,
    };
    let marks = (finishing.request.marks)(Marking { holds, prints_partial });
    let mut marks = match job.frame {
        Some(_) => marks,
        None => finishing.request.form.on_face(&marks),
    };
    // A form prints numbers alone: what stands beside none of them needs no explanation.
    if marks.iter().any(|mark| mark == EXPLAINED) && !says(job, &bytes, is_marked) {
        marks.retain(|mark| mark != EXPLAINED);
    }
    marks.extend(corrections);
    if marks.is_empty() {
        return Ok(bytes);
    }
    match job.medium {
        Medium::Word => docx::stamp(bytes, &marks),
        Medium::Excel => xlsx::stamp(bytes, &marks.join(" - ")),
    }
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

/// What a reader finds in a finished report: slips, and what nothing explains, such as stars if it
/// has any.
pub(super) fn read_through(
    finishing: Finishing<'_>,
    document: &Rendered,
    has_stars: bool,
) -> Vec<Finding> {
    let request = finishing.request;
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
