//! The rows of a form in a return, told by their labels.

use std::collections::{BTreeMap, BTreeSet};

use super::lines::{Image, Lines, follow, moved};
use super::texts::Texts;
use crate::pack::FormSheet;
use crate::text;

/// Fewer syllables than this are too little to tell a label by without its marks: «Nam», «Năm».
const FEWEST_SYLLABLES: usize = 2;

/// Where the rows of a form are, and by what they were told.
#[derive(Debug, Default)]
pub(super) struct Rows {
    images: BTreeMap<u32, Image>,
    /// The column of the return in which the labels of a column of the form stand.
    label_columns: BTreeMap<u16, u16>,
    /// Rows of the return that say something in their label columns.
    labelled: BTreeSet<u32>,
    /// Rows of the return that say what a row of figures says in the form.
    pub(super) of_figures: BTreeSet<u32>,
    /// Rows whose labels were retyped without or with other tone marks.
    pub(super) retyped: BTreeSet<u32>,
}

impl Rows {
    pub(super) fn new(form: &FormSheet, of_form: &Texts, of_return: &Texts) -> Self {
        let label_columns = label_columns(form, of_return);
        let here: Vec<u16> = label_columns.keys().copied().collect();
        let there: Vec<u16> = label_columns.values().copied().collect();
        let form_rows = sayings(of_form, &here);
        let return_rows = sayings(of_return, &there);
        let mut rows = Self {
            images: follow(&form_rows, &return_rows),
            label_columns,
            labelled: return_rows.iter().map(|(row, _)| *row).collect(),
            of_figures: BTreeSet::new(),
            retyped: BTreeSet::new(),
        };
        rows.refuse_weak_that_moved(&form_rows);
        rows.refuse_said_twice(&form_rows, &return_rows);
        rows.retyped(&form_rows, &return_rows);
        let with_figures: BTreeSet<u32> = form.cells.iter().map(|cell| cell.cell.row).collect();
        for row in with_figures {
            match rows.images.get(&row) {
                Some(Image::At(at)) => rows.of_figures.extend([*at]),
                Some(Image::Several(candidates)) => rows.of_figures.extend(candidates),
                Some(Image::Gone) | None => {}
            }
        }
        rows
    }

    /// What became of a row; one without labels goes with its neighbours.
    pub(super) fn image(&self, row: u32) -> Image {
        if let Some(image) = self.images.get(&row) {
            return image.clone();
        }
        self.unlabelled(row).map_or(Image::Gone, Image::At)
    }

    /// The columns of labels, of the form and of the return.
    pub(super) fn label_columns(&self) -> impl Iterator<Item = (u16, u16)> {
        self.label_columns.iter().map(|(here, there)| (*here, *there))
    }

    /// A row without labels is found where those next before and after it moved alike.
    fn unlabelled(&self, row: u32) -> Option<u32> {
        let shift =
            |(line, image): (&u32, &Image)| Some(i64::from(image.at()?) - i64::from(*line));
        let before = shift(self.images.range(..row).next_back()?)?;
        let after = self.images.range(row..).next().map(shift);
        let moved_alike = after.is_some_and(|after| after == Some(before));
        let there = u32::try_from(i64::from(row) + before).ok()?;
        (moved_alike && !self.labelled.contains(&there)).then_some(there)
    }

    /// A short label says too little of a row that stands among others than in the form: «Nữ» of
    /// another table, where the form's own was taken out.
    fn refuse_weak_that_moved(&mut self, form: &Lines<Vec<String>>) {
        let moved = moved(&self.images);
        for (line, says) in form.iter().filter(|(line, _)| moved.contains(line)) {
            let at = self.images.get(line).and_then(Image::at);
            if let Some(at) = at.filter(|_| !says.iter().any(|text| is_telling(text))) {
                self.images.insert(*line, Image::Several(vec![at]));
            }
        }
    }

    /// A row that stands there once with its marks and once without is two rows to a reader.
    fn refuse_said_twice(&mut self, form: &Lines<Vec<String>>, there: &Lines<Vec<String>>) {
        let taken: BTreeSet<u32> = self.images.values().filter_map(Image::at).collect();
        let mut free: BTreeMap<Vec<String>, Vec<u32>> = BTreeMap::new();
        for (line, says) in there.iter().filter(|(line, _)| !taken.contains(line)) {
            free.entry(toneless(says)).or_default().push(*line);
        }
        let plain: Vec<Vec<String>> = form.iter().map(|(_, says)| toneless(says)).collect();
        for ((line, _), bare) in form.iter().zip(&plain) {
            let alone = plain.iter().filter(|other| *other == bare).count() == 1;
            let at = self.images.get(line).and_then(Image::at).filter(|_| alone);
            if let Some((at, again)) = at.zip(free.get(bare)) {
                let candidates = std::iter::once(at).chain(again.iter().copied());
                self.images.insert(*line, Image::Several(candidates.collect()));
            }
        }
    }

    /// Finds rows whose labels were typed again with other tone marks or none: only where no other
    /// row of the form or of the return could be meant.
    fn retyped(&mut self, form: &Lines<Vec<String>>, there: &Lines<Vec<String>>) {
        let taken: BTreeSet<u32> = self.images.values().filter_map(Image::at).collect();
        let anchors: Vec<(u32, u32)> =
            self.images.iter().filter_map(|(line, image)| Some((*line, image.at()?))).collect();
        let plain = |lines: &Lines<Vec<String>>| -> Lines<Vec<String>> {
            let plain = lines.iter().map(|(line, says)| (*line, toneless(says)));
            plain.collect()
        };
        let free = there.iter().filter(|(line, _)| !taken.contains(line)).cloned().collect();
        let plain_form = plain(form);
        let again = follow(&plain_form, &plain(&free));
        for ((line, says), (_, plain)) in form.iter().zip(&plain_form) {
            let alone = plain_form.iter().filter(|(_, other)| other == plain).count() == 1;
            let tells = |at: u32| {
                let long = says.iter().any(|text| is_long(text));
                long || is_in_its_place((*line, at), &anchors, form, there)
            };
            let gone = self.images.get(line) == Some(&Image::Gone);
            if let Some(Image::At(at)) = again.get(line).filter(|_| gone && alone)
                && tells(*at)
            {
                self.images.insert(*line, Image::At(*at));
                self.retyped.insert(*line);
            }
        }
    }
}

/// Whether a line stands among the lines between two that were found where it stands in the form, and
/// none was put in or taken out there.
fn is_in_its_place<S>(
    (line, at): (u32, u32),
    anchors: &[(u32, u32)],
    form: &Lines<S>,
    there: &Lines<S>,
) -> bool {
    let before = anchors.iter().rev().find(|(anchor, _)| *anchor < line);
    let after = anchors.iter().find(|(anchor, _)| *anchor > line);
    let (Some(before), Some(after)) = (before, after) else { return false };
    let position = |lines: &Lines<S>, from: u32, line: u32, to: u32| {
        let within = |other: &&(u32, S)| from < other.0 && other.0 < to;
        let lines: Vec<u32> = lines.iter().filter(within).map(|(line, _)| *line).collect();
        lines.iter().position(|other| *other == line).map(|at| (at, lines.len()))
    };
    let here = position(form, before.0, line, after.0);
    here.is_some() && here == position(there, before.1, at, after.1)
}

/// A text without its marks.
fn toneless(says: &[String]) -> Vec<String> {
    says.iter().map(|text| text::fold_ascii(text)).collect()
}

/// Whether a text says enough to be known without its marks.
pub(super) fn is_long(key: &str) -> bool {
    key.split_whitespace().count() >= FEWEST_SYLLABLES
}

/// Whether a label says enough to be believed among other rows than in the form.
pub(super) fn is_telling(key: &str) -> bool {
    key.split_whitespace().count() > FEWEST_SYLLABLES
        || key.contains(|c: char| c.is_ascii_digit()) && is_long(key)
}

/// What each row says in its label columns.
fn sayings(texts: &Texts, columns: &[u16]) -> Lines<Vec<String>> {
    let mut rows: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for (at, key) in texts.iter().filter(|(_, key)| text::key::is_worded(key)) {
        if let Some(position) = columns.iter().position(|column| *column == at.col) {
            let says = rows.entry(at.row).or_insert_with(|| vec![String::new(); columns.len()]);
            if let Some(says) = says.get_mut(position) {
                key.clone_into(says);
            }
        }
    }
    rows.into_iter().collect()
}

/// For each column of row labels the column of the return that says most of what it says.
fn label_columns(form: &FormSheet, of_return: &Texts) -> BTreeMap<u16, u16> {
    let mut labels: BTreeMap<u16, BTreeSet<&str>> = BTreeMap::new();
    for cell in &form.cells {
        let row = cell.labels.iter().filter(|label| label.cell.row == cell.cell.row);
        for label in row.filter(|label| text::key::is_worded(&label.key)) {
            labels.entry(label.cell.col).or_default().insert(&label.key);
        }
    }
    let mut there: BTreeMap<&str, BTreeSet<u16>> = BTreeMap::new();
    for (at, key) in of_return.iter() {
        there.entry(key).or_default().insert(at.col);
    }
    let mut found = BTreeMap::new();
    for (column, keys) in labels {
        let mut votes: BTreeMap<u16, usize> = BTreeMap::new();
        for columns in keys.iter().filter_map(|key| there.get(key)) {
            for column in columns {
                *votes.entry(*column).or_default() += 1;
            }
        }
        let own = votes.get(&column).copied().unwrap_or(0);
        let best = votes.iter().max_by_key(|(at, count)| (**count, std::cmp::Reverse(**at)));
        let best = best.filter(|(_, count)| **count > own).map_or(column, |(at, _)| *at);
        found.insert(column, best);
    }
    // Two columns of labels that seem to be one cannot both be right.
    let images: BTreeSet<u16> = found.values().copied().collect();
    if images.len() < found.len() {
        found = found.keys().map(|column| (*column, *column)).collect();
    }
    found
}
