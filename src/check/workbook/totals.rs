//! Lines of totals that do not add up, where the rest of the line proves how they are added.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::{gathered, seen};
use crate::diagnostic::{CellNote, Code, Field, Finding};
use crate::ooxml::CellRef;
use crate::sheet::{Cell, Sheet, Value, Workbook};
use crate::template::xlsx::SheetCell;
use crate::text;
use crate::text::typed_number::{self, Reading};

/// How many sums of a line must hold, over at least two parts that are not 0 each.
const PROVEN: usize = 3;
/// For each sum that does not hold, how many must.
const HOLDING: usize = 3;
/// How many columns a column of totals may add up.
const PARTS: u16 = 12;
/// How many labels of totals of a sheet are looked at.
const LABELS: usize = 200;

/// How many rows a total may stand over, and how many a column of totals may have: a sheet with more is no return.
const ROWS: usize = 2_000;

/// Tells cells of lines of totals that are not the sum of their parts: one finding a line. Cells in
/// `told` are left out: it is known already what is wrong with them.
///
/// A line is one whose label says that it is a total. How it adds up is taken from its own cells:
/// at least three of them must be the sums of the cells above, below or beside, and for each one
/// that is not, three that are. Fractions, totals no greater than their largest part, which
/// may be means or shares, and parts that say something that is no number for certain («1.251»,
/// «12 đ/c») are not looked at.
pub fn totals_that_differ(
    file: &str,
    workbook: &Workbook,
    told: &BTreeSet<SheetCell>,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for sheet in seen(workbook) {
        let numbers = Numbers::of(sheet);
        let mut known: BTreeSet<CellRef> = BTreeSet::new();
        let mut rows: BTreeSet<u32> = BTreeSet::new();
        for at in numbers.labels.iter().take(LABELS) {
            // Of several labels in a row the first has all of it to its right.
            let along =
                if rows.insert(at.row) { numbers.row_of_totals(*at) } else { Vec::new() };
            for sums in [along, numbers.column_of_totals(*at)] {
                let wrong = sums.into_iter().filter(|sum| {
                    !told.contains(&(sheet.name.clone(), sum.at)) && known.insert(sum.at)
                });
                let wrong: Vec<Sum> = wrong.collect();
                let label = sheet.get(*at).map_or("", |cell| cell.text.trim());
                let finding = gathered(Code::W323, file, sheet, &wrong, Sum::note);
                findings.extend(finding.map(|finding| finding.text("label", label)));
            }
        }
    }
    findings
}

/// A cell of totals with the sum of its parts.
#[derive(Debug, Clone)]
struct Sum {
    at: CellRef,
    /// What stands there.
    total: Decimal,
    /// What the parts make.
    made: Decimal,
    parts: Parts,
}

impl Sum {
    /// None where a part or the total is no whole number.
    fn new(at: CellRef, total: Decimal, parts: &Parts) -> Option<Self> {
        let made = parts.made.filter(|_| is_whole(&total))?;
        Some(Self { at, total, made, parts: parts.clone() })
    }

    fn holds(&self) -> bool {
        self.total == self.made
    }

    fn note(&self) -> CellNote {
        let (from, to) = (self.parts.from, self.parts.to);
        let (total, made) = (self.total.normalize(), self.made.normalize());
        let said = Field::words(|lang| {
            let [total, made] = [total, made].map(|number| text::number::exact(number, lang));
            lang.pick(
                format!("ghi {total}, cộng được {made}"),
                format!("{total}, adds up to {made}"),
            )
        });
        CellNote::new(self.at, format!("{from}:{to}"), said).marked()
    }
}

/// The cells that a total stands over, in the order of the sheet.
#[derive(Debug, Clone)]
struct Parts {
    /// What they make; none where one of them is no whole number, or nobody knows which.
    made: Option<Decimal>,
    largest: Decimal,
    /// How many are not 0.
    count: usize,
    /// The first and the last, for whoever looks them up.
    from: CellRef,
    to: CellRef,
}

impl Parts {
    fn new(at: CellRef) -> Self {
        Self { made: Some(Decimal::ZERO), largest: Decimal::ZERO, count: 0, from: at, to: at }
    }

    fn add(&mut self, at: CellRef, value: Option<Decimal>) {
        let value = value.filter(is_whole);
        self.made = self.made.zip(value).and_then(|(sum, value)| sum.checked_add(value));
        self.largest = self.largest.max(value.unwrap_or_default());
        self.count += usize::from(value.is_some_and(|value| !value.is_zero()));
        self.to = at;
    }
}

fn is_whole(value: &Decimal) -> bool {
    value.fract().is_zero() && !value.is_sign_negative()
}

/// The numbers of a sheet, typed as text or not.
struct Numbers {
    /// Cells with a number; none in those that say something that may be one and is none for certain.
    by_cell: BTreeMap<CellRef, Option<Decimal>>,
    /// Labels that say that their line is one of totals.
    labels: Vec<CellRef>,
    /// The rows of these.
    total_rows: BTreeSet<u32>,
    /// Rows that number the columns: 1, 2, 3 and so on.
    numbering_rows: BTreeSet<u32>,
    /// The numbers of columns with such labels.
    by_column: BTreeMap<u16, Vec<(CellRef, Decimal)>>,
}

impl Numbers {
    fn of(sheet: &Sheet) -> Self {
        let labels = sheet.iter().filter(|(_, cell)| {
            matches!(cell.value, Value::Text(_)) && text::is_total(&cell.text)
        });
        let labels: Vec<CellRef> = labels.map(|(at, _)| at).collect();
        let cells = sheet.iter().filter(|(_, cell)| may_be_number(cell));
        let cells = cells.map(|(at, cell)| (at, number(cell)));
        let mut numbers = Self {
            by_cell: cells.collect(),
            total_rows: labels.iter().map(|at| at.row).collect(),
            numbering_rows: BTreeSet::new(),
            by_column: labels.iter().take(LABELS).map(|at| (at.col, Vec::new())).collect(),
            labels,
        };
        numbers.find_numbering_rows();
        for (at, value) in &numbers.by_cell {
            if let (Some(value), Some(column)) = (value, numbers.by_column.get_mut(&at.col))
                && !numbers.numbering_rows.contains(&at.row)
            {
                column.push((*at, *value));
            }
        }
        numbers
    }

    fn find_numbering_rows(&mut self) {
        let mut rows: BTreeMap<u32, (usize, Decimal)> = BTreeMap::new();
        let mut broken: BTreeSet<u32> = BTreeSet::new();
        for (at, value) in &self.by_cell {
            let Some(value) = value else { continue };
            match rows.get_mut(&at.row) {
                None => drop(rows.insert(at.row, (1, *value))),
                Some((count, last)) if last.checked_add(Decimal::ONE) == Some(*value) => {
                    (*count, *last) = (*count + 1, *value);
                }
                Some(_) => drop(broken.insert(at.row)),
            }
        }
        let long = rows.into_iter().filter(|(_, (count, _))| *count > 2);
        self.numbering_rows =
            long.map(|(row, _)| row).filter(|row| !broken.contains(row)).collect();
    }

    /// The cells of a row from a column on.
    fn row(
        &self,
        row: u32,
        from: u16,
    ) -> impl Iterator<Item = (CellRef, Option<Decimal>)> + '_ {
        let range = CellRef::new(row, from)..CellRef::new(row.saturating_add(1), 0);
        self.by_cell.range(range).map(|(at, value)| (*at, *value))
    }

    /// What is wrong in a row of totals, by the rows above or below it.
    fn row_of_totals(&self, label: CellRef) -> Vec<Sum> {
        let first = label.col.saturating_add(1);
        let is_part = |row: &u32| {
            self.row(*row, first).any(|(_, value)| value.is_some())
                && !self.total_rows.contains(row)
                && !self.numbering_rows.contains(row)
        };
        let above = (0..label.row).rev().take_while(is_part).take(ROWS + 1);
        let above: BTreeSet<u32> = above.collect();
        let below = (label.row.saturating_add(1)..CellRef::ROWS).take_while(is_part);
        let below: BTreeSet<u32> = below.take(ROWS + 1).collect();
        let sets = [above, below].into_iter().filter(|rows| (2..=ROWS).contains(&rows.len()));
        wrong_in_best(sets.map(|rows| {
            let parts = self.parts_of_columns(&rows, first);
            let totals = self.row(label.row, first);
            totals.filter_map(|(at, total)| Sum::new(at, total?, parts.get(&at.col)?)).collect()
        }))
    }

    /// What stands in each column of some rows, from a column on.
    fn parts_of_columns(&self, rows: &BTreeSet<u32>, from: u16) -> BTreeMap<u16, Parts> {
        let mut columns: BTreeMap<u16, Parts> = BTreeMap::new();
        for (at, value) in rows.iter().flat_map(|row| self.row(*row, from)) {
            columns.entry(at.col).or_insert_with(|| Parts::new(at)).add(at, value);
        }
        columns
    }

    /// What is wrong in a column of totals, by the columns behind or before it.
    fn column_of_totals(&self, label: CellRef) -> Vec<Sum> {
        let column = self.by_column.get(&label.col).map_or(&[][..], Vec::as_slice);
        // Further down the next label of the column has its own.
        let next = self.labels.iter().find(|other| other.col == label.col && **other > label);
        let end = next.map_or(CellRef::ROWS, |next| next.row);
        let below = column.iter().filter(|(at, _)| (label.row + 1..end).contains(&at.row));
        let mut ways: BTreeMap<(bool, u16), Vec<Sum>> = BTreeMap::new();
        for (at, total) in below.take(ROWS) {
            for (behind, count, parts) in self.parts_beside(*at) {
                let way = ways.entry((!behind, count)).or_default();
                way.extend(Sum::new(*at, *total, &parts));
            }
        }
        wrong_in_best(ways.into_values())
    }

    /// What stands behind and before a cell, by the number of columns that are added: two or more.
    fn parts_beside(&self, at: CellRef) -> Vec<(bool, u16, Parts)> {
        let mut found = Vec::new();
        let from = at.col.saturating_sub(PARTS);
        let near: BTreeMap<u16, Option<Decimal>> = self
            .row(at.row, from)
            .take_while(|(other, _)| other.col <= at.col.saturating_add(PARTS))
            .map(|(other, value)| (other.col, value))
            .collect();
        for behind in [true, false] {
            let mut parts: Option<Parts> = None;
            for count in 1..=PARTS {
                let col =
                    if behind { at.col.checked_add(count) } else { at.col.checked_sub(count) };
                let Some(col) = col else { break };
                if let Some(value) = near.get(&col) {
                    let place = CellRef::new(at.row, col);
                    let parts = parts.get_or_insert_with(|| Parts::new(place));
                    parts.add(place, *value);
                    // Before the cell they are met from the last to the first.
                    (parts.from, parts.to) =
                        (parts.from.min(place), parts.from.max(parts.to).max(place));
                }
                found.extend(parts.clone().filter(|_| count > 1).map(|p| (behind, count, p)));
            }
        }
        found
    }
}

/// The number that a cell holds for certain.
fn number(cell: &Cell) -> Option<Decimal> {
    match &cell.value {
        Value::Number(number) => Some(*number),
        Value::Text(text) => match typed_number::read(text.trim()) {
            Reading::Number(number) => Some(number),
            Reading::Ambiguous { .. } | Reading::NotANumber => None,
        },
        _ => None,
    }
}

/// Whether a cell says something that may be a number.
fn may_be_number(cell: &Cell) -> bool {
    match &cell.value {
        Value::Text(text) => text.contains(|c: char| c.is_ascii_digit()),
        Value::Bool(_) => false,
        _ => true,
    }
}

/// Of several ways to add up a line the one that holds most often: what does not hold in it, if it
/// holds often enough to be the way.
fn wrong_in_best(ways: impl Iterator<Item = Vec<Sum>>) -> Vec<Sum> {
    let proven =
        |sums: &Vec<Sum>| sums.iter().filter(|sum| sum.holds() && sum.parts.count > 1).count();
    let best = ways.max_by_key(|sums| (proven(sums), std::cmp::Reverse(sums.len())));
    let Some(best) = best else { return Vec::new() };
    let holding = proven(&best);
    let wrong: Vec<Sum> = best.into_iter().filter(|sum| !sum.holds()).collect();
    if holding < PROVEN || wrong.len() * HOLDING > holding {
        return Vec::new();
    }
    wrong.into_iter().filter(|sum| sum.total > sum.parts.largest).collect()
}
