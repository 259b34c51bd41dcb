//! Where a figure was before somebody typed it where it was read.

use chrono::NaiveDate;

/// Where a figure comes from that its unit did not send itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The office entered a return for a unit (nhập thay).
    Entered(Entered),
    /// The office reported it in a document of its own.
    Document(ReportedIn),
}

/// What the office says of a return that it entered for a unit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entered {
    /// From what: a picture, a call, a paper.
    pub from: String,
    /// When that came.
    pub on: NaiveDate,
    /// Who gave it.
    pub given_by: String,
    /// Who typed it.
    pub typed_by: String,
    /// The name of the file that it was typed from, if there is one.
    pub original: Option<String>,
}

/// A document of the office in which a figure stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReportedIn {
    /// Its number: `25-BC/ĐU`.
    pub number: String,
    /// Its date.
    pub date: NaiveDate,
    /// On which page.
    pub page: String,
}

impl Origin {
    /// What is said of a return that the office entered.
    pub const fn entered(&self) -> Option<&Entered> {
        match self {
            Self::Entered(entered) => Some(entered),
            Self::Document(_) => None,
        }
    }

    /// The document in which a figure was reported.
    pub const fn document(&self) -> Option<&ReportedIn> {
        match self {
            Self::Document(document) => Some(document),
            Self::Entered(_) => None,
        }
    }
}
