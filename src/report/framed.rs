//! A filled body in the frame of its office: letterhead, number, type, subject, signature.

use chrono::NaiveDate;
use serde::Serialize;

use crate::frame::{self, Words};
use crate::model::Letterhead;
use crate::profile::{self, DocumentType, Kind, Profile};
use crate::template::{Data, Filled, NoFiles, NoReferences, Place, Problem, ProblemKind, docx};
use crate::text::{self, Lang};

/// By what rules an office's documents look.
#[derive(Debug, Clone, Copy)]
pub struct Form<'a> {
    /// All rules that are known.
    pub profiles: &'a [Profile],
    /// Whose rules the office follows.
    pub kind: Kind,
    /// How secret its documents are.
    pub secrecy: Option<&'a str>,
}

impl Form<'_> {
    /// The rules for a document: those of its day, or of the last day of its period where the day
    /// is left open.
    pub fn at(&self, date: Option<NaiveDate>, last_day: NaiveDate) -> Option<&Profile> {
        profile::at(self.profiles, self.kind, date.unwrap_or(last_day))
    }

    /// What stands on the face of a document that has no frame: how secret it is, and these marks.
    pub fn on_face(&self, marks: &[String]) -> Vec<String> {
        let secrecy = self.secrecy.map(str::to_uppercase);
        secrecy.into_iter().chain(marks.iter().cloned()).collect()
    }
}

/// Whose frame a document gets, and for which day.
#[derive(Debug, Clone, Copy)]
pub(super) struct Framing<'a> {
    pub(super) form: Form<'a>,
    pub(super) letterhead: &'a Letterhead,
    /// Date of the document; without it the place for it is left open.
    pub(super) date: Option<NaiveDate>,
    /// The day by whose rules a document without a date looks.
    pub(super) last_day: NaiveDate,
}

/// Puts the frame of the office around a filled body. The words come after filling: what stands in
/// settings is never a tag.
pub(super) fn framed(
    framing: &Framing<'_>,
    document: DocumentType,
    body: Vec<u8>,
) -> Result<Filled, Vec<Problem>> {
    let Framing { form, letterhead, date, last_day } = framing;
    let Some(profile) = form.at(*date, *last_day) else {
        return Ok(Filled { bytes: body, notes: Vec::new() });
    };
    let day = match date {
        Some(date) => text::date::long(*date, Lang::Vi),
        None => text::date::open(None, Lang::Vi),
    };
    let mut words = Words::of(profile, document, letterhead, &day);
    words.secrecy = form.secrecy.map(str::to_owned);
    let lifted = docx::lifted(&body, &frame::ROLES)?;
    let said = |said: Option<String>| said.filter(|said| !said.is_empty());
    if let Some(subject) = said(lifted.subject) {
        words.subject = subject;
    }
    if words.addressee.is_some()
        && let Some(addressee) = said(lifted.addressee)
    {
        words.addressee = Some(addressee);
    }
    frame::around(profile, document, words, body)
}

/// A filled page, in a frame or as its template has it.
pub struct FramedPage {
    /// The document.
    pub bytes: Vec<u8>,
    /// What is to be told of its template.
    pub notes: Vec<Problem>,
    /// Whether it got the office's frame.
    pub is_framed: bool,
}

/// Fills a template that is a body, or a page of the office's own: a body, which has a subject and
/// a place for the signature, gets the office's frame; any other page only what stands on its face.
pub(super) fn framed_or_plain(
    framing: &Framing<'_>,
    document: DocumentType,
    template: &[u8],
    context: &impl Serialize,
) -> Result<FramedPage, Vec<Problem>> {
    let context = tera::Context::from_serialize(context).map_err(|error| {
        let kind = ProblemKind::Evaluation(error.to_string());
        vec![Problem { kind, place: Place::File, around: String::new() }]
    })?;
    let data = Data { context, references: &NoReferences, functions: &|_| {}, files: &NoFiles };
    let Filled { bytes: page, mut notes } = docx::render(template.to_vec(), &data)?;
    let lifted = docx::lifted(&page, &frame::ROLES)?;
    if lifted.subject.is_none() || !lifted.has_place_for_foot {
        let marks = framing.form.on_face(&[]);
        let bytes = if marks.is_empty() { page } else { docx::stamp(page, &marks)? };
        return Ok(FramedPage { bytes, notes, is_framed: false });
    }
    let composed = framed(framing, document, page)?;
    notes.extend(composed.notes);
    Ok(FramedPage { bytes: composed.bytes, notes, is_framed: true })
}
