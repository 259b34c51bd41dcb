//! Figures that a person looking at a return does not see as they were read: in hidden rows,
//! columns and sheets, with a note beside them, struck through, or changed under tracked changes.
//!
//! All of them are read, but for a figure of which a part is struck through: what it reads is not
//! what a person sees. Each kind is told once a file. What the form itself hides, notes or
//! strikes through is as it should be and is not told.

use std::collections::BTreeSet;

use super::locate::{Located, LocatedSheet};
use super::read::Reader;
use crate::diagnostic::{CellNote, Code, Finding, MOST_CELLS, Place};
use crate::pack::Named;
use crate::sheet::{Appearance, Struck, Visibility};
use crate::text::screen::one_line;

/// Columns of a note that are shown of each.
const COLUMNS: usize = 1_000;

/// What is told of a cell.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Unseen {
    HiddenRow,
    HiddenColumn,
    HiddenSheet,
    Noted,
    Struck,
    PartlyStruck,
    Tracked,
}

impl Unseen {
    const ALL: [Self; 7] = [
        Self::HiddenRow,
        Self::HiddenColumn,
        Self::HiddenSheet,
        Self::Noted,
        Self::Struck,
        Self::PartlyStruck,
        Self::Tracked,
    ];

    const fn code(self) -> Code {
        match self {
            Self::HiddenRow => Code::I234,
            Self::HiddenColumn => Code::I235,
            Self::HiddenSheet => Code::I236,
            Self::Noted => Code::I237,
            Self::Struck => Code::W238,
            Self::PartlyStruck => Code::E239,
            Self::Tracked => Code::I258,
        }
    }

    /// Whether it is so of a cell, and not of its cell in the form.
    fn is_of(self, found: &Located<'_>, located: &LocatedSheet<'_>) -> bool {
        let (here, at) = (&found.sheet.appearance, found.cell);
        let (form, of_form) = (&located.form.appearance, found.form.cell);
        match self {
            Self::HiddenRow => here.hides_row(at.row) && !form.hides_row(of_form.row),
            Self::HiddenColumn => here.hides_column(at.col) && !form.hides_column(of_form.col),
            Self::HiddenSheet => {
                found.sheet.visibility != Visibility::Visible
                    && located.form.visibility == Visibility::Visible
            }
            Self::Noted => {
                here.notes(at).iter().any(|note| !form.notes(of_form).contains(note))
            }
            Self::PartlyStruck => is_partly_struck(found, located),
            Self::Tracked => here.is_tracked(at),
            Self::Struck => {
                let struck =
                    here.struck(at).filter(|struck| form.struck(of_form) != Some(*struck));
                struck.is_some() && !is_partly_struck(found, located)
            }
        }
    }
}

/// Whether a part of a figure is struck through, and it therefore is not the figure that is seen.
pub(super) fn is_partly_struck(found: &Located<'_>, located: &LocatedSheet<'_>) -> bool {
    let struck = |appearance: &Appearance, at| appearance.struck(at) == Some(Struck::Part);
    matches!(found.form.named, Named::Item(_))
        && struck(&found.sheet.appearance, found.cell)
        && !struck(&located.form.appearance, found.form.cell)
}

impl Reader<'_> {
    /// Tells what a person does not see as it was read.
    pub(super) fn say_unseen(&mut self, sheets: &[LocatedSheet<'_>]) {
        for unseen in Unseen::ALL {
            let told = self.unseen(unseen, sheets);
            if let Some(finding) = told {
                self.push(finding);
            }
        }
    }

    fn unseen(&self, unseen: Unseen, sheets: &[LocatedSheet<'_>]) -> Option<Finding> {
        let cells = sheets.iter().flat_map(|sheet| sheet.found.iter().map(move |f| (sheet, f)));
        let holds_something = |found: &Located<'_>| {
            let cell = found.sheet.get(found.cell);
            cell.is_some_and(|cell| !cell.text.trim().is_empty() || cell.never_calculated)
        };
        // A form may have two cells for one place; a place is told once.
        let mut told = BTreeSet::new();
        let cells: Vec<&Located<'_>> = cells
            .filter(|(sheet, found)| holds_something(found) && unseen.is_of(found, sheet))
            .map(|(_, found)| found)
            .filter(|found| told.insert((&found.sheet.name, found.cell)))
            .collect();
        let first = cells.first()?;
        let place = Place::file(&*self.path).sheet(first.sheet.name.as_str()).cell(first.cell);
        let mut finding =
            Finding::new(unseen.code()).at(place).count("count", cells.len() as u64);
        if unseen == Unseen::HiddenRow {
            let on_filtered = |found: &&&Located<'_>| found.sheet.appearance.is_filtered();
            let filtered = cells.iter().filter(on_filtered).count() as u64;
            finding = finding.maybe("filtered", Some(filtered).filter(|count| *count > 0));
        }
        Some(
            cells
                .iter()
                .take(MOST_CELLS)
                .fold(finding, |finding, found| finding.cell(self.seen_beside(unseen, found))),
        )
    }

    /// The figure; at one with notes, who noted what.
    fn seen_beside(&self, unseen: Unseen, found: &Located<'_>) -> CellNote {
        let (sheet, note) = self.note(found);
        if unseen != Unseen::Noted {
            return note.in_sheet(sheet);
        }
        let words = found.sheet.appearance.notes(found.cell).iter().map(|note| {
            let text = one_line(&note.text, COLUMNS);
            note.author
                .as_ref()
                .map_or_else(|| text.clone(), |author| format!("{author}: {text}"))
        });
        let words: Vec<String> = words.collect();
        note.in_sheet(sheet).remark(words.join(" · "))
    }
}
