//! What a row decides.

use std::collections::BTreeSet;

use crate::model::{Adjusted, OrgIx, Period};
use crate::ooxml::CellRef;

/// Which return: code of its form, whose, for which period.
pub type ReturnKey = (String, OrgIx, Period);

/// A decision that can hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The row in which it stands.
    pub row: u32,
    /// The key of its finding; empty in a row that the office added.
    pub key: String,
    /// What is decided.
    pub what: What,
    /// Why.
    pub reason: String,
    /// Who decided it.
    pub by: String,
    /// By which document or call.
    pub basis: String,
}

/// What is decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// The unit is asked again.
    Asked,
    /// The finding is accepted.
    Accepted,
    /// Figures stand in the place of what cells say.
    Adjusted(InPlace),
    /// Cells are read in one of the ways in which they can be.
    Read(Vec<InPlace>),
    /// One version of a return counts.
    Version(VersionChosen),
}

/// A figure in the place of what a cell says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InPlace {
    /// The return.
    pub of: ReturnKey,
    /// The sheet; `None` where the form has but one.
    pub sheet: Option<String>,
    /// The cell.
    pub cell: CellRef,
    /// What stood in it when it was decided.
    pub stood: String,
    /// What counts.
    pub value: Adjusted,
}

/// One version of a return, by what its file holds: SHA-256, and the sheet if it has several returns.
pub type Version = (String, Option<String>);

/// A version of a return that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionChosen {
    /// The return.
    pub of: ReturnKey,
    /// All versions there were.
    pub among: BTreeSet<Version>,
    /// The one that counts.
    pub chosen: Version,
}

impl What {
    /// The word in the column of decisions.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Asked => ASKED,
            Self::Accepted => ACCEPTED,
            Self::Adjusted(_) => ADJUSTED,
            Self::Read(_) | Self::Version(_) => CHOSEN,
        }
    }

    /// The figures that it puts in the place of others.
    pub fn in_place(&self) -> &[InPlace] {
        match self {
            Self::Adjusted(one) => std::slice::from_ref(one),
            Self::Read(all) => all,
            Self::Asked | Self::Accepted | Self::Version(_) => &[],
        }
    }
}

pub(super) const ASKED: &str = "Hỏi lại";
pub(super) const ACCEPTED: &str = "Chấp nhận";
pub(super) const CHOSEN: &str = "Chọn";
pub(super) const ADJUSTED: &str = "Điều chỉnh";

/// What can be written in the column of decisions.
pub(super) const WORDS: [&str; 4] = [ASKED, ACCEPTED, CHOSEN, ADJUSTED];
