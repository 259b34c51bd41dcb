//! The documents that are known, and which of them a citation means.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::Deserialize;

use super::{Document, DocumentNumber};
use crate::text::{self, Lang};

/// The documents that can be cited.
#[derive(Debug, Clone, Default)]
pub struct Registry {
    documents: Vec<Document>,
    by_number: BTreeMap<DocumentNumber, Vec<usize>>,
    /// Words for types, by their abbreviation in capitals.
    kinds: BTreeMap<String, Vec<String>>,
}

/// A document as a list of them has it; the type may follow from the number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its number.
    pub number: DocumentNumber,
    /// The word for its type, if it is given.
    pub kind: Option<String>,
    /// The day on which it was issued.
    pub date: NaiveDate,
    /// Who issued it.
    pub issuer: String,
    /// What it is about; may be empty.
    pub subject: String,
    /// The province or district whose body issued it.
    pub place: Option<String>,
    /// The number of the document that took its place.
    pub superseded_by: Option<DocumentNumber>,
}

/// Why a list of documents cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RegistryError {
    /// It is no TOML of this kind, with what is wrong and the line.
    #[error("{0}")]
    Toml(String),
    /// A document's number, date or type, with its number as written.
    #[error("`{0}`: {1}")]
    Entry(String, &'static str),
}

/// Why a citation names no one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotFound {
    /// There is none of this number; with the nearest.
    Unknown {
        /// The nearest that there is, told apart from others.
        nearest: Option<String>,
    },
    /// There are documents of this number, but none of this day or issuer.
    Otherwise {
        /// Those there are.
        candidates: Vec<String>,
    },
    /// There are several, or the only ones are of other places.
    Ambiguous {
        /// Those there are.
        candidates: Vec<String>,
    },
}

impl NotFound {
    /// What is wrong, in a sentence without its beginning and end.
    pub fn in_words(&self, number: &str, lang: Lang) -> String {
        let list = |names: &[String]| text::list::join(names, lang);
        match self {
            Self::Unknown { nearest: None } => lang.pick(
                format!("danh mục văn bản không có `{number}`"),
                format!("the list of documents has no `{number}`"),
            ),
            Self::Unknown { nearest: Some(near) } => lang.pick(
                format!("danh mục văn bản không có `{number}`; gần nhất là {near}"),
                format!("the list of documents has no `{number}`; the nearest is {near}"),
            ),
            Self::Otherwise { candidates } => lang.pick(
                format!("danh mục văn bản chỉ có {}", list(candidates)),
                format!("the list of documents only has {}", list(candidates)),
            ),
            Self::Ambiguous { candidates } => lang.pick(
                format!("`{number}` có thể là {}; ghi thêm ngay=\"…\"", list(candidates)),
                format!("`{number}` may be {}; add ngay=\"…\"", list(candidates)),
            ),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    types: BTreeMap<String, Vec<String>>,
    #[serde(default, rename = "document")]
    documents: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    number: String,
    #[serde(rename = "type")]
    kind: Option<String>,
    date: String,
    issuer: String,
    #[serde(default)]
    subject: String,
    place: Option<String>,
    superseded_by: Option<String>,
}

impl Registry {
    /// Adds the documents of a list in TOML; one that is known already is replaced.
    ///
    /// # Errors
    /// What is wrong, and where.
    pub fn add_toml(&mut self, written: &str) -> Result<(), RegistryError> {
        let File { types, documents } = toml::from_str(written)
            .map_err(|error: toml::de::Error| RegistryError::Toml(told(&error, written)))?;
        self.kinds.extend(types.into_iter().map(|(key, kinds)| (key.to_uppercase(), kinds)));
        for row in documents {
            let wrong = |reason| RegistryError::Entry(row.number.clone(), reason);
            let number = DocumentNumber::parse(&row.number)
                .ok_or_else(|| wrong("không phải số hiệu"))?;
            let date =
                text::date::parse(&row.date).ok_or_else(|| wrong("`date` không phải ngày"))?;
            let superseded_by = row.superseded_by.as_deref().map(DocumentNumber::parse);
            let listed = Listed {
                number,
                date,
                kind: row.kind.clone(),
                issuer: row.issuer.clone(),
                subject: row.subject.clone(),
                place: row.place.clone(),
                superseded_by: match superseded_by {
                    Some(None) => return Err(wrong("`superseded_by` không phải số hiệu")),
                    number => number.flatten(),
                },
            };
            self.add(listed).map_err(wrong)?;
        }
        Ok(())
    }

    /// Adds a document; of the same number and day there is one.
    ///
    /// # Errors
    /// When its type is not given and does not follow from the number.
    pub fn add(&mut self, listed: Listed) -> Result<(), &'static str> {
        let Listed { number, kind, date, issuer, subject, place, superseded_by } = listed;
        let kind = kind.or_else(|| self.kind_of(&number)).ok_or("chưa ghi loại văn bản")?;
        let document = Document { number, kind, date, issuer, subject, place, superseded_by };
        let same = self
            .indices(&document.number)
            .find(|index| self.documents.get(*index).is_some_and(|known| known.date == date));
        if let Some(known) = same.and_then(|index| self.documents.get_mut(index)) {
            *known = document;
        } else {
            let places = self.by_number.entry(document.number.clone()).or_default();
            places.push(self.documents.len());
            self.documents.push(document);
        }
        Ok(())
    }

    /// The word for the type of a number, where there is only one.
    fn kind_of(&self, number: &DocumentNumber) -> Option<String> {
        match self.kinds.get(&number.type_symbol()?.to_uppercase())?.as_slice() {
            [one] => Some(one.clone()),
            _ => None,
        }
    }

    /// All documents.
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// All words for types.
    pub(super) fn kinds(&self) -> impl Iterator<Item = &String> {
        self.kinds.values().flatten()
    }

    /// Who issued a document of no one place.
    pub(super) fn issuers(&self) -> BTreeSet<&str> {
        let general = self.documents.iter().filter(|document| document.place.is_none());
        general.map(|document| document.issuer.as_str()).collect()
    }

    fn indices(&self, number: &DocumentNumber) -> impl Iterator<Item = usize> + '_ {
        self.by_number.get(number).into_iter().flatten().copied()
    }

    /// The documents of a number.
    pub fn of_number(&self, number: &DocumentNumber) -> Vec<&Document> {
        self.indices(number).filter_map(|index| self.documents.get(index)).collect()
    }

    /// The document that a citation means: number, and day and issuer where they are given.
    ///
    /// # Errors
    /// When it means none or several. A document of some place is only found with its day.
    pub fn find(
        &self,
        number: &str,
        date: Option<NaiveDate>,
        issuer: Option<&str>,
    ) -> Result<&Document, NotFound> {
        let parsed = DocumentNumber::parse(number);
        let of_number = parsed.map_or_else(Vec::new, |number| self.of_number(&number));
        let all = |documents: &[&Document]| documents.iter().map(|d| d.told_apart()).collect();
        let issued = |document: &&&Document| {
            issuer.is_none_or(|by| text::key::of(by) == text::key::of(&document.issuer))
                && date.is_none_or(|date| date == document.date)
        };
        let found: Vec<&Document> = of_number.iter().filter(issued).copied().collect();
        match found.as_slice() {
            [one] if one.place.is_none() || date.is_some() => Ok(one),
            [] if of_number.is_empty() => {
                Err(NotFound::Unknown { nearest: self.nearest(number) })
            }
            [] => Err(NotFound::Otherwise { candidates: all(&of_number) }),
            several => Err(NotFound::Ambiguous { candidates: all(several) }),
        }
    }

    fn nearest(&self, number: &str) -> Option<String> {
        let numbers = |in_force: bool| {
            let all = self.by_number.keys().filter(move |number| {
                let replaced = |document: &&Document| document.superseded_by.is_some();
                !in_force || !self.of_number(number).iter().all(replaced)
            });
            all.map(ToString::to_string)
        };
        // What has been replaced is hardly meant where something in force is as near.
        let near = text::nearest(number, numbers(true))
            .or_else(|| text::nearest(number, numbers(false)));
        let near = DocumentNumber::parse(&near?)?;
        let near = self.of_number(&near).into_iter().next()?;
        // Numbers say nothing of their subject: `232-QĐ/TW` looks like `22-QĐ/TW`.
        Some(match near.subject.as_str() {
            "" => near.told_apart(),
            subject => format!("{} {subject}", near.told_apart()),
        })
    }

    /// The document that took another's place: the first of that number after it.
    pub fn successor(&self, document: &Document) -> Option<&Document> {
        let number = document.superseded_by.as_ref()?;
        let later = self.of_number(number).into_iter().filter(|new| new.date > document.date);
        later.min_by_key(|new| new.date)
    }

    /// The document that had taken another's place by a day, through all that came between.
    pub fn in_force_instead(&self, document: &Document, day: NaiveDate) -> Option<&Document> {
        let mut last = self.successor(document).filter(|new| new.date <= day)?;
        while let Some(next) = self.successor(last).filter(|new| new.date <= day) {
            last = next;
        }
        Some(last)
    }
}

/// What a parser says, with the line.
fn told(error: &toml::de::Error, written: &str) -> String {
    let before = error.span().and_then(|span| written.get(..span.start));
    let line = before.map_or(1, |before| before.matches('\n').count() + 1);
    format!("dòng {line}: {}", error.message())
}
