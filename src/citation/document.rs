//! A document that can be cited, and its citation in words.

use chrono::NaiveDate;

use super::DocumentNumber;
use crate::text;

/// A document that can be cited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its number.
    pub number: DocumentNumber,
    /// The word for its type: «Chỉ thị».
    pub kind: String,
    /// The day on which it was issued.
    pub date: NaiveDate,
    /// Who issued it.
    pub issuer: String,
    /// What it is about, beginning with «về» or as it is to follow the issuer; may be empty.
    pub subject: String,
    /// The province or district whose body issued it: elsewhere other documents have its number.
    pub place: Option<String>,
    /// The number of the document that took its place.
    pub superseded_by: Option<DocumentNumber>,
}

/// How dates are joined to numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Whether a comma stands before «ngày», as in documents of the Party.
    pub comma: bool,
}

impl Document {
    /// The first citation in a text: «Chỉ thị số 28-CT/TW, ngày 21/01/2019 của Ban Bí thư về …».
    pub fn full(&self, style: Style) -> String {
        let mut words = format!("{} của {}", self.dated(style), self.issuer);
        let subject = self.subject.trim();
        if !subject.is_empty() {
            words.push(' ');
            let begins = subject.to_lowercase();
            let is_whole = ["về ", "ban hành ", "thực hiện ", "“", "\""]
                .iter()
                .any(|start| begins.starts_with(start));
            if is_whole {
                words.extend(lower_first(subject));
            } else {
                words.push_str("về ");
                words.push_str(subject);
            }
        }
        words
    }

    /// A later citation: «Chỉ thị số 28-CT/TW».
    pub fn short(&self) -> String {
        format!("{} số {}", self.kind, self.number)
    }

    /// A later citation where two documents of one number are cited: with the day.
    pub fn dated(&self, style: Style) -> String {
        let comma = if style.comma { "," } else { "" };
        format!("{}{comma} ngày {}", self.short(), text::date::short(self.date))
    }

    /// The document among others of its number: «28-CT/TW, ngày 21/01/2019 của Ban Bí thư».
    pub fn told_apart(&self) -> String {
        let place = self.place.as_ref().map_or_else(String::new, |place| format!(" ({place})"));
        let day = text::date::short(self.date);
        format!("{}, ngày {day} của {}{place}", self.number, self.issuer)
    }
}

fn lower_first(text: &str) -> impl Iterator<Item = char> + '_ {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_lowercase);
    first.chain(letters)
}
