//! A filled body in the frame of its office: letterhead, number, type, subject, signature.

use chrono::NaiveDate;

use crate::frame::{self, Words};
use crate::model::Letterhead;
use crate::profile::{self, DocumentType, Kind, Profile};
use crate::template::{Problem, docx};
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
) -> Result<Vec<u8>, Vec<Problem>> {
    let Framing { form, letterhead, date, last_day } = framing;
    let Some(profile) = form.at(*date, *last_day) else { return Ok(body) };
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
