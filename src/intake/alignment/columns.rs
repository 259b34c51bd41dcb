//! The columns of a form in a return, told by the headings above them.
//!
//! A sheet may have several tables one below the other, each with headings of its own: its bands.

use std::collections::{BTreeMap, BTreeSet};

use super::headings::{Above, Headings, Seen};
use super::lines::{Image, Lines, follow, moved};
use super::rows::{Rows, is_long};
use super::texts::Texts;
use crate::ooxml::CellRef;
use crate::pack::FormSheet;
use crate::text;

/// Rows of figures under one set of headings.
#[derive(Debug)]
pub(super) struct Band {
    /// First and last row of figures in the form.
    rows: (u32, u32),
    /// The columns of figures in the form.
    columns: BTreeSet<u16>,
    /// What became of them.
    images: BTreeMap<u16, Image>,
    /// Columns whose headings were typed again with other tone marks or none.
    pub(super) retyped: BTreeSet<u16>,
    /// First and last row of figures in the return; none where the rows of bands are mixed there.
    there: Option<(u32, u32)>,
}

impl Band {
    /// What became of a column.
    pub(super) fn image(&self, column: u16) -> Image {
        self.images.get(&column).cloned().unwrap_or(Image::Gone)
    }

    /// Whether a row of the return lies among the band's own.
    pub(super) fn holds(&self, row: u32) -> bool {
        self.there.is_some_and(|(first, last)| (first..=last).contains(&row))
    }

    /// Whether a row of the form is one of the band's.
    pub(super) fn is_of(&self, row: u32) -> bool {
        (self.rows.0..=self.rows.1).contains(&row)
    }

    /// The columns that were found, of the form and of the return.
    pub(super) fn found(&self) -> impl Iterator<Item = (u16, u16)> {
        self.images.iter().filter_map(|(column, image)| Some((*column, col(image.at()?)?)))
    }
}

/// A form's sheet and the return's, as far as they are laid over each other.
pub(super) struct Laid<'a> {
    pub(super) form: &'a FormSheet,
    pub(super) rows: &'a Rows,
    pub(super) of_form: &'a Texts,
    pub(super) of_return: &'a Texts,
}

impl Laid<'_> {
    /// The rows that say whose return it is and for when, of the form and of the return: what was
    /// typed there is no heading.
    fn identity(&self) -> (BTreeSet<u32>, BTreeSet<u32>) {
        let cells = [self.form.unit_name, self.form.period_name, self.form.none_occurred];
        let here: BTreeSet<u32> = cells.into_iter().flatten().map(|cell| cell.row).collect();
        let labels = self.form.labels.iter().filter(|label| here.contains(&label.cell.row));
        let keys: BTreeSet<&str> = labels.map(|label| label.key.as_str()).collect();
        let said = self.of_return.iter().filter(|(_, key)| keys.contains(key));
        (here.clone(), said.map(|(at, _)| at.row).collect())
    }
}

/// The bands of a form's sheet, each followed into the return.
pub(super) fn bands(laid: &Laid<'_>) -> Vec<Band> {
    let mut bands = bands_of_form(laid.form);
    for band in &mut bands {
        let data = laid.form.cells.iter().map(|cell| cell.cell.row);
        let own = data.filter(|row| band.is_of(*row));
        let images: BTreeSet<u32> = own.filter_map(|row| laid.rows.image(row).at()).collect();
        band.there = images.first().copied().zip(images.last().copied());
    }
    let here: Vec<(u32, u32)> = bands.iter().map(|band| band.rows).collect();
    let there: Vec<Option<(u32, u32)>> = bands.iter().map(|band| band.there).collect();
    for (at, band) in bands.iter_mut().enumerate() {
        let others: Vec<(u32, u32)> = (0..)
            .zip(&there)
            .filter(|(other, _)| *other != at)
            .filter_map(|(_, range)| *range)
            .collect();
        let apart = |range: &(u32, u32)| {
            others.iter().all(|(from, to)| range.1 < *from || *to < range.0)
        };
        band.there = band.there.filter(apart);
        if let Some((first, _)) = band.there {
            let start = (after_the_last(&here, band.rows.0), after_the_last(&others, first));
            band.follow(laid, start, first);
        }
    }
    bands
}

/// The row after the last of some ranges that end before a row.
fn after_the_last(ranges: &[(u32, u32)], row: u32) -> u32 {
    let ends = ranges.iter().map(|(_, last)| last.saturating_add(1));
    ends.filter(|end| *end <= row).max().unwrap_or(0)
}

/// Cells belong to one band if their nearest headings stand in one row, or their rows overlap.
fn bands_of_form(form: &FormSheet) -> Vec<Band> {
    let mut by_heading: BTreeMap<Option<u32>, Band> = BTreeMap::new();
    for cell in &form.cells {
        let above = cell.labels.iter().filter(|label| label.cell.col == cell.cell.col);
        let heading = above.map(|label| label.cell.row).max();
        let band = by_heading.entry(heading).or_insert_with(|| Band {
            rows: (cell.cell.row, cell.cell.row),
            columns: BTreeSet::new(),
            images: BTreeMap::new(),
            retyped: BTreeSet::new(),
            there: None,
        });
        band.rows.0 = band.rows.0.min(cell.cell.row);
        band.rows.1 = band.rows.1.max(cell.cell.row);
        band.columns.insert(cell.cell.col);
    }
    let mut bands: Vec<Band> = by_heading.into_values().collect();
    bands.sort_by_key(|band| band.rows);
    let mut merged: Vec<Band> = Vec::new();
    for mut band in bands {
        match merged.last_mut().filter(|last| band.rows.0 <= last.rows.1) {
            Some(last) => {
                last.rows.1 = last.rows.1.max(band.rows.1);
                last.columns.append(&mut band.columns);
            }
            None => merged.push(band),
        }
    }
    merged
}

impl Band {
    /// Follows the columns; `start` is where headings may begin in the form and in the return.
    fn follow(&mut self, laid: &Laid<'_>, start: (u32, u32), first: u32) {
        let (labels, there): (BTreeSet<u16>, BTreeSet<u16>) = laid.rows.label_columns().unzip();
        let (identity, identity_there) = laid.identity();
        let above =
            Above { texts: laid.of_form, from: start.0, to: self.rows.0, labels, identity };
        let here = above.headings(&self.columns);
        let above = Above {
            texts: laid.of_return,
            from: start.1,
            to: first,
            labels: there,
            identity: &identity_there | &laid.rows.of_figures,
        };
        let columns = above.columns().difference(&above.labels).copied().collect();
        let others = above.headings(&columns);
        let printed: BTreeSet<&str> =
            laid.form.labels.iter().map(|label| label.key.as_str()).collect();
        let is_printed = |text: &str| printed.contains(text);
        let says = here.of_form(Seen::All);
        let images = follow(&says, &others.of_return(Seen::All, &says, is_printed));
        let moved = moved(&images);
        self.images = images.into_iter().filter_map(|(c, i)| Some((col(c)?, i))).collect();
        self.refuse_weak_that_moved(&says, &moved);
        self.follow_cut(&here, &others, is_printed);
        self.follow_retyped(&here, &others, &printed);
        self.follow_labels(laid, &here);
        self.doubt_other_series(&here, &others);
    }

    /// Headings that count on (years) and say others than the form's, a column further: last
    /// year's form, or the years were typed wrong. Nobody can tell which from the sheet.
    fn doubt_other_series(&mut self, here: &Headings, others: &Headings) {
        let mut series: BTreeMap<String, Vec<u16>> = BTreeMap::new();
        for column in &self.columns {
            if let Some(pattern) = pattern(here, *column) {
                series.entry(pattern).or_default().push(*column);
            }
        }
        let taken: BTreeSet<u16> = self.found().map(|(_, at)| at).collect();
        let strangers: BTreeSet<String> = (others.columns())
            .filter(|at| !taken.contains(at))
            .filter_map(|at| pattern(others, at))
            .collect();
        for (_, columns) in series.into_iter().filter(|(says, _)| strangers.contains(says)) {
            let lost = columns.iter().any(|column| self.is_lost(*column));
            let moved = self.found().any(|(of, at)| columns.contains(&of) && of != at);
            if lost && moved {
                self.images.extend(columns.into_iter().map(|column| (column, Image::Gone)));
            }
        }
    }

    /// As of rows: a heading that says little is not believed among other columns than in the form.
    fn refuse_weak_that_moved(&mut self, form: &Lines<Vec<String>>, moved: &BTreeSet<u32>) {
        for (line, says) in form.iter().filter(|(line, _)| moved.contains(line)) {
            let Some(column) = col(*line) else { continue };
            let at = self.images.get(&column).and_then(Image::at);
            if let Some(at) = at.filter(|_| !says.iter().any(|text| is_long(text))) {
                self.images.insert(column, Image::Several(vec![at]));
            }
        }
    }

    /// Columns whose heading over several was cut to the first of them: what is written above a
    /// column itself tells it, if no more stands above it than in the form.
    fn follow_cut(
        &mut self,
        here: &Headings,
        others: &Headings,
        is_printed: impl Fn(&str) -> bool,
    ) {
        let says = here.of_form(Seen::Own);
        for (line, image) in follow(&says, &others.of_return(Seen::Own, &says, is_printed)) {
            let Some((column, at)) = col(line).zip(image.at().and_then(col)) else { continue };
            let mut of_form = here.shown(column);
            let no_more = others.shown(at).all(|text| of_form.any(|known| known == text));
            if self.is_lost(column) && self.is_free(at) && no_more {
                self.images.insert(column, Image::At(u32::from(at)));
            }
        }
    }

    /// Headings that were typed again with other tone marks or none.
    fn follow_retyped(&mut self, here: &Headings, others: &Headings, printed: &BTreeSet<&str>) {
        let (says, bare) = (here.of_form(Seen::All), here.respelled(text::fold_ascii));
        let bare_says = bare.of_form(Seen::All);
        let printed: BTreeSet<String> =
            printed.iter().map(|key| text::fold_ascii(key)).collect();
        let there = others.respelled(text::fold_ascii);
        let there = there.of_return(Seen::All, &bare_says, |text| printed.contains(text));
        let free: Lines<Vec<String>> = there
            .into_iter()
            .filter(|(line, _)| col(*line).is_some_and(|at| self.is_free(at)))
            .collect();
        let again = follow(&bare_says, &free);
        for ((line, says), (_, bare)) in says.iter().zip(&bare_says) {
            let Some(column) = col(*line) else { continue };
            let alone = bare_says.iter().filter(|(_, other)| other == bare).count() == 1;
            let long = says.iter().any(|text| is_long(text));
            if let Some(Image::At(at)) = again.get(line)
                && self.images.get(&column) == Some(&Image::Gone)
                && alone
                && long
            {
                self.images.insert(column, Image::At(*at));
                self.retyped.insert(column);
            }
        }
    }

    /// A column without headings goes with the labels: where all that is known moved alike and
    /// nothing stands beside the figures that the form does not have there.
    fn follow_labels(&mut self, laid: &Laid<'_>, here: &Headings) {
        let shift = |(form, there): (u16, u16)| i32::from(there) - i32::from(form);
        let shifts: BTreeSet<i32> =
            self.found().chain(laid.rows.label_columns()).map(shift).collect();
        let (Some(by), 1) = (shifts.first().copied(), shifts.len()) else { return };
        let moved = |column: u16| u16::try_from(i32::from(column) + by).ok();
        let of_form = (self.rows.0..=self.rows.1).flat_map(|row| laid.of_form.columns_of(row));
        let known: BTreeSet<u16> =
            of_form.chain(self.columns.iter().copied()).filter_map(moved).collect();
        let Some((first, last)) = self.there else { return };
        let end = CellRef::new(last.saturating_add(1), 0);
        let mut beside = laid.of_return.within(CellRef::new(first, 0), end);
        if beside.any(|at| !known.contains(&at.col)) {
            return;
        }
        for column in &self.columns {
            if here.shown(*column).next().is_none()
                && let Some(at) = moved(*column)
            {
                self.images.insert(*column, Image::At(u32::from(at)));
            }
        }
    }

    fn is_lost(&self, column: u16) -> bool {
        self.images.get(&column).is_some_and(|image| image.at().is_none())
    }

    fn is_free(&self, at: u16) -> bool {
        !self.images.values().any(|image| image.at() == Some(u32::from(at)))
    }
}

/// The lowest heading of a column but for its digits, if it has any.
fn pattern(headings: &Headings, column: u16) -> Option<String> {
    let is_digit = |c: char| c.is_ascii_digit();
    let lowest = headings.shown(column).next().filter(|text| text.contains(is_digit))?;
    Some(lowest.replace(is_digit, "#"))
}

fn col(line: u32) -> Option<u16> {
    u16::try_from(line).ok()
}
