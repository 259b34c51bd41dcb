//! What goes back to units and out to those above them: what is missing, what needs another look,
//! and by when.
//!
//! [`gather`] alone decides what is a unit's to mend; the other files word it, each for one reader.

mod cover;
mod gather;
mod letter;
mod listing;
mod marked;
mod message;
mod names;
mod notes;
mod returns;
mod words;

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::Arrival;
use crate::model::{OrgIx, Period};
use crate::ooxml::CellRef;

pub use cover::{CoverPage, Issue, cover_pages};
pub use gather::{Material, gather};
pub use letter::{addressees, letters};
pub use listing::{LISTING, Made, listing};
pub use marked::{Marked, marked};
pub use message::{LONGEST_MESSAGE, Message, messages, together};
pub use names::SafeNames;

/// Everything that is to be said of a run.
#[derive(Debug, Default)]
pub struct Reminders {
    /// The units that owe something or have something to mend, in the office's order.
    pub units: Vec<UnitReminder>,
    /// Files of which nothing was taken, and findings of which nobody knows whose they are.
    pub unread: Vec<UnreadFile>,
}

/// What is to be said to one unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitReminder {
    /// The unit.
    pub org: OrgIx,
    /// Whether it is the unit of the office itself, which is sent nothing.
    pub is_office: bool,
    /// The returns that are due from it.
    pub returns: UnitReturns,
    /// What it is asked to mend or to confirm, as a person reads the list of findings.
    pub points: Vec<Point>,
}

/// The returns that are due from a unit and of which there is something to say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnitReturns {
    /// Those that did not come.
    pub missing: Vec<Return>,
    /// Those that the office entered for it, of which its own are still to come.
    pub entered: Vec<Return>,
    /// Those that did not come and that the office does not ask for any more.
    pub waived: Vec<Return>,
    /// Those that came and are not there any more: the office is to look for them first.
    pub lost: Vec<LostReturn>,
    /// Those that came late, or as a revision.
    pub noted: Vec<NotedReturn>,
}

/// A return that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Return {
    /// Name of the form.
    pub form: String,
    /// For which period.
    pub period: Period,
    /// The last day on which it is in time, if the office sets one.
    pub deadline: Option<NaiveDate>,
    /// Whether the unit was asked for it before, on record.
    pub is_asked_again: bool,
}

/// A return that came and is not there any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LostReturn {
    /// The return.
    pub of: Return,
    /// The day on which it came, in words, if it is known.
    pub day: Option<String>,
}

/// A return that came late, or as a revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotedReturn {
    /// The return.
    pub of: Return,
    /// How it came.
    pub arrival: Arrival,
}

/// Something that a unit is asked to mend or to confirm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// The file, relative to the workspace.
    pub file: String,
    /// Name of the form, where the file has one return of the unit or the finding says which.
    pub form: Option<String>,
    /// The period of the return, where it is plain.
    pub period: Option<Period>,
    /// Whether it is an error; a question otherwise.
    pub is_error: bool,
    /// Whether the unit was asked about it before, on record.
    pub is_asked_again: bool,
    /// Whether it is asked whose the file is: until that is known nobody gets it.
    pub is_of_whose: bool,
    /// The sheet.
    pub sheet: Option<String>,
    /// The cell to look at.
    pub cell: Option<CellRef>,
    /// The figures that take part, all in files of this unit.
    pub cells: Vec<Involved>,
    /// What was typed, where no figures are listed.
    pub typed: Option<String>,
    /// What it is, without figures.
    pub brief: String,
    /// Why the figure needs another look.
    pub why: String,
    /// What the unit is asked to do, as it goes on behind a colon.
    pub request: String,
}

/// A figure that takes part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Involved {
    /// The file.
    pub file: String,
    /// The sheet.
    pub sheet: Option<String>,
    /// The cell, if it stands in one.
    pub cell: Option<CellRef>,
    /// What it is.
    pub label: String,
    /// What stands there.
    pub value: String,
}

/// A file of which nothing was taken, or a finding in it that is nobody's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadFile {
    /// The file, relative to the workspace.
    pub path: String,
    /// Why, for the office.
    pub reason: String,
    /// What the office can do.
    pub remedy: String,
    /// Whose it may be, by its name.
    pub maybe_of: Option<OrgIx>,
}

impl UnitReminder {
    /// The files that have points, in order.
    pub fn files(&self) -> Vec<&str> {
        let files: BTreeSet<&str> =
            self.points.iter().map(|point| point.file.as_str()).collect();
        files.into_iter().collect()
    }

    /// Whether it is to be told anything.
    pub fn is_asked(&self) -> bool {
        !self.is_office && (self.owes() || !self.returns.entered.is_empty())
    }

    /// Whether figures wait for it: what was entered for it only waits for a signature.
    pub fn owes(&self) -> bool {
        !self.returns.missing.is_empty() || !self.points.is_empty()
    }

    /// How many points are errors.
    pub fn errors(&self) -> usize {
        self.points.iter().filter(|point| point.is_error).count()
    }
}
