//! Whether a document is named rightly.

use chrono::{Datelike, NaiveDate};

use super::{Cited, Document, Registry};
use crate::text;

/// What the registry says of a citation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Judgement<'r> {
    /// It means this document.
    Known(&'r Document),
    /// It means this document and says something else of it.
    Slip(&'r Document, Slip),
    /// It may mean any of these.
    Ambiguous(Vec<&'r Document>),
    /// It means no document that is known.
    Unknown,
}

/// What a citation says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slip {
    /// The number.
    Number,
    /// The day.
    Date,
    /// The type.
    Kind,
    /// The issuer.
    Issuer,
}

/// What the rest of a text says of a citation.
#[derive(Debug, Clone, Default)]
pub struct Context {
    /// Days with which the same number is cited elsewhere in the text.
    pub dates: Vec<NaiveDate>,
    /// The day of the text: it cites nothing of a later one.
    pub day: Option<NaiveDate>,
}

impl Registry {
    /// Holds a citation against the documents that are known. Where the registry cannot be sure
    /// (numbers begin anew every term, and every province has its own) it says nothing.
    pub fn judge(&self, cited: &Cited<'_>, context: &Context) -> Judgement<'_> {
        let of_number = self.of_number(&cited.number);
        match cited.date {
            Some((date, _)) => self.judge_dated(cited, date, &of_number),
            None => self.judge_undated(cited, context, &of_number),
        }
    }

    fn judge_dated<'r>(
        &'r self,
        cited: &Cited<'_>,
        date: NaiveDate,
        of_number: &[&'r Document],
    ) -> Judgement<'r> {
        if let Some(document) = of_number.iter().find(|document| document.date == date) {
            return self.held_against(cited, document);
        }
        let near = of_number.iter().filter(|document| {
            document.place.is_none()
                && is_near(document.date, date)
                && self.is_of_this_kind(cited, document)
                && cited.issuer.is_none_or(|words| may_be(words, &document.issuer))
        });
        if let Some(meant) = near.min_by_key(|document| document.date) {
            return Judgement::Slip(meant, Slip::Date);
        }
        let same_day = self.documents().iter().filter(|known| {
            known.place.is_none()
                && known.date == date
                && known.number.is_like(&cited.number)
                && self.is_of_this_kind(cited, known)
                && self.is_among_its_issuers(cited)
        });
        match same_day.collect::<Vec<_>>().as_slice() {
            [meant] if of_number.is_empty() => Judgement::Slip(meant, Slip::Number),
            _ => Judgement::Unknown,
        }
    }

    fn judge_undated<'r>(
        &'r self,
        cited: &Cited<'_>,
        context: &Context,
        of_number: &[&'r Document],
    ) -> Judgement<'r> {
        let told = |document: &&&Document| context.dates.contains(&document.date);
        let from_context: Vec<&Document> = of_number.iter().filter(told).copied().collect();
        if let [one] = from_context.as_slice() {
            return self.held_against(cited, one);
        }
        // The text cites another document of this number: a series of another term or province.
        if from_context.is_empty() && !context.dates.is_empty() {
            return Judgement::Unknown;
        }
        let was_there = |document: &&&Document| {
            document.place.is_none() && context.day.is_none_or(|day| document.date <= day)
        };
        let general: Vec<&Document> = of_number.iter().filter(was_there).copied().collect();
        let by = |document: &&Document| {
            cited.issuer.is_none_or(|words| begins_with(words, &document.issuer))
        };
        let issued: Vec<&Document> = general.iter().copied().filter(by).collect();
        match issued.as_slice() {
            [] => Judgement::Unknown,
            [one] => self.held_against(cited, one),
            _ => Judgement::Ambiguous(issued),
        }
    }

    /// Whether the words around a number are those of its document.
    fn held_against<'r>(&'r self, cited: &Cited<'_>, document: &'r Document) -> Judgement<'r> {
        if self.is_another_kind(cited.before, &document.kind) {
            return Judgement::Slip(document, Slip::Kind);
        }
        let another = cited.issuer.is_some_and(|words| self.is_another_issuer(words, document));
        if another {
            return Judgement::Slip(document, Slip::Issuer);
        }
        Judgement::Known(document)
    }

    /// Whether a citation states the type of a document, where its abbreviation leaves that open,
    /// and in any case no other one: a decision and a regulation of one number are two documents.
    fn is_of_this_kind(&self, cited: &Cited<'_>, document: &Document) -> bool {
        if self.is_another_kind(cited.before, &document.kind) {
            return false;
        }
        let stated = || text::key::of(cited.before).ends_with(&text::key::of(&document.kind));
        !self.has_several_kinds(&cited.number) || stated()
    }

    /// Whether a citation is of one of those who issue what is known of no one place: by its
    /// number, and by the issuer if it has one. A commune has numbers and days of its own.
    fn is_among_its_issuers(&self, cited: &Cited<'_>) -> bool {
        let mut general = self.documents().iter().filter(|known| known.place.is_none());
        let organ = general.any(|known| known.number.organ() == cited.number.organ());
        let known =
            |words: &str| self.issuers().iter().any(|issuer| begins_with(words, issuer));
        organ && cited.issuer.is_none_or(known)
    }

    /// Whether a text ends with the word for another type, or with a misspelling of this one.
    fn is_another_kind(&self, before: &str, kind: &str) -> bool {
        let words: Vec<&str> = before.split_whitespace().rev().take(2).collect();
        let [second, first] = words.as_slice() else { return false };
        let written = format!("{first} {second}");
        let is = |kind: &str| text::key::of(kind) == text::key::of(&written);
        if is(kind) {
            return false;
        }
        self.kinds().any(|other| is(other))
            || text::fold_ascii(&written).eq_ignore_ascii_case(&text::fold_ascii(kind))
    }

    /// Whether what follows «của» is another issuer that is known.
    fn is_another_issuer(&self, words: &str, document: &Document) -> bool {
        if begins_with(words, &document.issuer) {
            return false;
        }
        let issuers = self.issuers();
        let named = issuers.iter().filter(|issuer| begins_with(words, issuer));
        let named = named.max_by_key(|issuer| issuer.len());
        let own = text::key::of(&document.issuer);
        named.is_some_and(|issuer| !own.ends_with(&text::key::of(issuer)))
    }
}

/// Whether one day is likely a slip for another: within one term a number is given once, so of
/// one year there is one, and a year is easily mistyped.
fn is_near(one: NaiveDate, other: NaiveDate) -> bool {
    one.year() == other.year() || (one.day(), one.month()) == (other.day(), other.month())
}

/// Whether a text begins with these words, in any case and with the tone marks anywhere.
/// Whether what follows «của» begins with an issuer, or is the beginning of its name: «Ban Thường
/// vụ» of a province's committee.
fn may_be(words: &str, issuer: &str) -> bool {
    let clause = words.split([',', '.', ';', ')', '\n']).next().unwrap_or_default();
    let (clause, issuer_key) = (text::key::of(clause), text::key::of(issuer));
    let rest = issuer_key.strip_prefix(&clause);
    let is_short = !clause.is_empty() && rest.is_some_and(|rest| rest.starts_with(' '));
    begins_with(words, issuer) || is_short
}

fn begins_with(text: &str, words: &str) -> bool {
    let (text, words) = (text::key::of(text), text::key::of(words));
    text.strip_prefix(&words).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}
