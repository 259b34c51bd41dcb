//! What a person does not see of a sheet's figures, or sees beside them: hidden rows and columns,
//! notes, and what is struck through.

use std::collections::{BTreeMap, BTreeSet};

use crate::ooxml::CellRef;

/// Letters of a note that are kept: more than a sheet shows of one.
const LETTERS: usize = 2_000;

/// How the cells of a sheet look to a person.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Appearance {
    /// Rows that are hidden, have no height, or are filtered out.
    pub(super) rows: Lines,
    /// Columns that are hidden or have no width.
    pub(super) columns: Lines,
    /// A filter is set, which may be why rows are hidden.
    pub(super) filtered: bool,
    pub(super) notes: BTreeMap<CellRef, Vec<Note>>,
    pub(super) struck: BTreeMap<CellRef, Struck>,
    /// Numbers that are shown as percentages.
    pub(super) percentages: BTreeSet<CellRef>,
    /// Cells of which some was changed under tracked changes that nobody has accepted or rejected.
    pub(super) tracked: BTreeSet<CellRef>,
}

/// What somebody noted at a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Who, if the file says so.
    pub author: Option<String>,
    /// The words; long ones are cut.
    pub text: String,
}

impl Note {
    /// A note without the author's name that Excel puts before the words; none without words.
    pub(super) fn new(author: &str, text: &str) -> Option<Self> {
        let author = author.trim();
        let text = text.trim();
        let named = text.strip_prefix(author).and_then(|rest| rest.strip_prefix(':'));
        let words = if author.is_empty() { text } else { named.unwrap_or(text).trim() };
        let author = Some(author.to_owned()).filter(|author| !author.is_empty());
        let text: String = words.chars().take(LETTERS).collect();
        (!text.is_empty()).then_some(Self { author, text })
    }
}

/// How much of what stands in a cell is struck through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Struck {
    /// Some letters.
    Part,
    /// All of it.
    Whole,
}

impl Appearance {
    /// Whether a row is not shown.
    pub fn hides_row(&self, row: u32) -> bool {
        self.rows.contain(row)
    }

    /// Whether a column is not shown.
    pub fn hides_column(&self, column: u16) -> bool {
        self.columns.contain(column.into())
    }

    /// Whether a filter is set on the sheet.
    pub const fn is_filtered(&self) -> bool {
        self.filtered
    }

    /// What was noted at a cell, first to last.
    pub fn notes(&self, at: CellRef) -> &[Note] {
        self.notes.get(&at).map_or(&[], Vec::as_slice)
    }

    /// The cells at which somebody noted something.
    pub fn noted(&self) -> impl Iterator<Item = CellRef> + '_ {
        self.notes.keys().copied()
    }

    /// Whether what stands in a cell is struck through.
    pub fn struck(&self, at: CellRef) -> Option<Struck> {
        self.struck.get(&at).copied()
    }

    /// The same in a sheet in which everything stands so many rows lower.
    pub(super) fn moved_down(self, rows: u32) -> Self {
        let down = |at: CellRef| CellRef::new(at.row.saturating_add(rows), at.col);
        Self {
            rows: self.rows.moved(rows),
            notes: self.notes.into_iter().map(|(at, notes)| (down(at), notes)).collect(),
            struck: self.struck.into_iter().map(|(at, struck)| (down(at), struck)).collect(),
            tracked: self.tracked.into_iter().map(down).collect(),
            percentages: self.percentages.into_iter().map(down).collect(),
            ..self
        }
    }

    /// Whether what stands in a cell was changed and the change neither accepted nor rejected.
    pub fn is_tracked(&self, at: CellRef) -> bool {
        self.tracked.contains(&at)
    }

    pub(super) fn add_note(&mut self, at: CellRef, note: Option<Note>) {
        if let Some(note) = note {
            self.notes.entry(at).or_default().push(note);
        }
    }
}

/// Runs of lines, each by its first and last, in any order until settled.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Lines(BTreeMap<u32, u32>);

impl Lines {
    /// Adds the lines from `first` to `last`.
    pub(super) fn add(&mut self, first: u32, last: u32) {
        let mut run = (first, last);
        // What overlaps or adjoins becomes one run.
        while let Some((&from, &to)) = self.0.range(..=run.1.saturating_add(1)).next_back() {
            if to.saturating_add(1) < run.0 {
                break;
            }
            self.0.remove(&from);
            run = (run.0.min(from), run.1.max(to));
        }
        self.0.insert(run.0, run.1);
    }

    /// The same lines, so many further on.
    fn moved(self, by: u32) -> Self {
        let runs = self.0.into_iter();
        Self(runs.map(|(a, b)| (a.saturating_add(by), b.saturating_add(by))).collect())
    }

    /// Whether a line is among them.
    pub(super) fn contain(&self, line: u32) -> bool {
        self.0.range(..=line).next_back().is_some_and(|(_, last)| line <= *last)
    }
}

/// Which letters of a text are struck through.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Strokes {
    /// Some are.
    pub(super) some: bool,
    /// Some are not.
    pub(super) others: bool,
    /// Some are as the cell's font has it.
    pub(super) of_cell: bool,
}

impl Strokes {
    /// Adds letters; `struck` is none where the cell's font decides.
    pub(super) fn add(&mut self, text: &str, struck: Option<bool>) {
        if text.trim().is_empty() {
            return;
        }
        match struck {
            Some(true) => self.some = true,
            Some(false) => self.others = true,
            None => self.of_cell = true,
        }
    }

    /// Adds what another text has.
    pub(super) fn join(&mut self, other: Self) {
        self.some |= other.some;
        self.others |= other.others;
        self.of_cell |= other.of_cell;
    }

    /// What is seen in a cell whose own font is struck through, or is not. A value without letters
    /// of its own, as a number, looks as its cell.
    pub(super) fn in_cell(self, struck: bool) -> Option<Struck> {
        let own = self.of_cell || !(self.some || self.others);
        let some = self.some || (own && struck);
        let others = self.others || (own && !struck);
        some.then_some(if others { Struck::Part } else { Struck::Whole })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_known_in_whatever_order_they_come() {
        let mut lines = Lines::default();
        for (first, last) in [(5, 5), (9, 12), (6, 6), (2, 2), (1, 3), (20, 30), (25, 26)] {
            lines.add(first, last);
        }
        assert_eq!(
            lines.0.into_iter().collect::<Vec<_>>(),
            [(1, 3), (5, 6), (9, 12), (20, 30)]
        );
        let mut lines = Lines::default();
        lines.add(4, 8);
        let known: Vec<bool> =
            [3, 4, 8, 9].into_iter().map(|line| lines.contain(line)).collect();
        assert_eq!(known, [false, true, true, false]);
    }

    #[test]
    fn a_text_is_struck_through_whole_or_in_part() {
        let strokes = |runs: &[(&str, Option<bool>)]| {
            let mut strokes = Strokes::default();
            for (text, struck) in runs {
                strokes.add(text, *struck);
            }
            strokes
        };
        assert_eq!(strokes(&[]).in_cell(true), Some(Struck::Whole));
        assert_eq!(strokes(&[]).in_cell(false), None);
        let corrected = strokes(&[("12", Some(true)), (" ", Some(false)), ("13", Some(false))]);
        assert_eq!(corrected.in_cell(false), Some(Struck::Part));
        assert_eq!(
            strokes(&[("12", Some(true)), (" ", None)]).in_cell(false),
            Some(Struck::Whole)
        );
        assert_eq!(strokes(&[("12", Some(false))]).in_cell(true), None);
        assert_eq!(
            strokes(&[("1", None), ("2", Some(true))]).in_cell(false),
            Some(Struck::Part)
        );
    }

    #[test]
    fn a_note_is_told_without_the_name_that_excel_puts_before_it() {
        let note = Note::new("Lan", "Lan:\nsố tạm tính").unwrap();
        assert_eq!((note.author.as_deref(), note.text.as_str()), (Some("Lan"), "số tạm tính"));
        assert_eq!(Note::new("", ": x").unwrap().text, ": x");
        assert_eq!(Note::new("Lan", "Lan:\n "), None);
    }
}
