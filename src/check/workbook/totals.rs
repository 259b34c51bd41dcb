//! Lines of totals that do not add up, where the rest of the line proves how they are added.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::{gathered, seen};
use crate::diagnostic::{CellNote, Code, Field, Finding};
use crate::ooxml::CellRef;
use crate::sheet::{Sheet, Value, Workbook};
use crate::template::xlsx::SheetCell;
use crate::text::typed_number::{self, Reading};
use crate::text::{self};

/// How many sums of a line must hold, over at least two parts that are not 0 each.
const PROVEN: usize = 3;
/// For each sum that does not hold, how many must.
const HOLDING: usize = 3;
/// How many columns a column of totals may add up.
const PARTS: u16 = 12;
/// How many labels of totals of a sheet are looked at.
const LABELS: usize = 200;

/// Tells cells of lines of totals that are not the sum of their parts: one finding a line. Cells in
/// `told` are left out: it is known already what is wrong with them.
///
/// A line is one whose label says that it is a total. How it adds up is taken from its own cells:
/// at least three of them must be the sums of the cells above, below or beside, and for each one
/// that is not, three that are. Fractions, and totals no greater than their largest part, which
/// may be means or shares, are not looked at.
pub fn totals_that_differ(
    file: &str,
    workbook: &Workbook,
    told: &BTreeSet<SheetCell>,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for sheet in seen(workbook) {
        let numbers = Numbers::of(sheet);
        let labels = sheet.iter().filter(|(_, cell)| text::is_total(&cell.text)).take(LABELS);
        let mut known: BTreeSet<CellRef> = BTreeSet::new();
        for (at, cell) in labels {
            for sums in [numbers.row_of_totals(at), numbers.column_of_totals(at)] {
                let wrong = sums.into_iter().filter(|sum| {
                    !told.contains(&(sheet.name.clone(), sum.at)) && known.insert(sum.at)
                });
                let notes: Vec<CellNote> = wrong.map(|sum| sum.note()).collect();
                let finding = gathered(Code::W323, file, sheet, notes);
                findings.extend(finding.map(|finding| finding.text("label", cell.text.trim())));
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
    /// The largest part.
    largest: Decimal,
    /// How many parts are not 0.
    parts: usize,
    /// Between the first and the last part, for whoever looks it up.
    range: (CellRef, CellRef),
}

impl Sum {
    fn holds(&self) -> bool {
        self.total == self.made
    }

    fn note(&self) -> CellNote {
        let (from, to) = self.range;
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

/// The numbers of a sheet, typed as text or not.
struct Numbers {
    by_cell: BTreeMap<CellRef, Decimal>,
    /// Rows whose label says that they are totals.
    total_rows: BTreeSet<u32>,
}

impl Numbers {
    fn of(sheet: &Sheet) -> Self {
        let value = |value: &Value| match value {
            Value::Number(number) => Some(*number),
            Value::Text(text) => match typed_number::read(text.trim()) {
                Reading::Number(number) => Some(number),
                _ => None,
            },
            _ => None,
        };
        let numbers = sheet.iter().filter_map(|(at, cell)| Some((at, value(&cell.value)?)));
        let totals = sheet.iter().filter(|(_, cell)| text::is_total(&cell.text));
        Self { by_cell: numbers.collect(), total_rows: totals.map(|(at, _)| at.row).collect() }
    }

    /// The cells of a row from a column on.
    fn row(&self, row: u32, from: u16) -> impl Iterator<Item = (CellRef, Decimal)> + '_ {
        let range = CellRef::new(row, from)..CellRef::new(row + 1, 0);
        self.by_cell.range(range).map(|(at, value)| (*at, *value))
    }

    /// Whether a row numbers the columns: 1, 2, 3 and so on.
    fn numbers_columns(&self, row: u32) -> bool {
        let values: Vec<Decimal> = self.row(row, 0).map(|(_, value)| value).collect();
        let steps = |pair: &[Decimal]| matches!(pair, [a, b] if *b == *a + Decimal::ONE);
        values.len() > 2 && values.windows(2).all(steps)
    }

    /// What is wrong in a row of totals, by the rows above or below it.
    fn row_of_totals(&self, label: CellRef) -> Vec<Sum> {
        let is_part = |row: &u32| {
            self.row(*row, label.col + 1).next().is_some()
                && !self.total_rows.contains(row)
                && !self.numbers_columns(*row)
        };
        let above: Vec<u32> = (0..label.row).rev().take_while(is_part).collect();
        let below: Vec<u32> = (label.row + 1..CellRef::ROWS).take_while(is_part).collect();
        let sets = [above, below].into_iter().filter(|rows| rows.len() > 1).map(|rows| {
            let totals = self.row(label.row, label.col + 1);
            totals
                .filter_map(|(at, total)| {
                    let cells = rows.iter().map(|row| CellRef::new(*row, at.col));
                    self.sum(at, total, cells)
                })
                .collect()
        });
        wrong_in_best(sets)
    }

    /// What is wrong in a column of totals, by the columns behind or before it.
    fn column_of_totals(&self, label: CellRef) -> Vec<Sum> {
        let rows: Vec<(CellRef, Decimal)> = self
            .by_cell
            .range(CellRef::new(label.row + 1, 0)..)
            .filter(|(at, _)| at.col == label.col)
            .filter(|(at, _)| !self.numbers_columns(at.row))
            .map(|(at, value)| (*at, *value))
            .collect();
        let behind = (2..=PARTS).map(|count| (label.col + 1, label.col.saturating_add(count)));
        let before = (2..=PARTS.min(label.col)).map(|count| (label.col - count, label.col - 1));
        let sets = behind.chain(before).map(|(first, last)| {
            let sums = rows.iter().filter_map(|(at, total)| {
                let cells = (first..=last).map(|col| CellRef::new(at.row, col));
                self.sum(*at, *total, cells)
            });
            sums.collect()
        });
        wrong_in_best(sets)
    }

    /// A total with its parts; none where a part or the total is no whole number, or there are none.
    fn sum(
        &self,
        at: CellRef,
        total: Decimal,
        cells: impl Iterator<Item = CellRef>,
    ) -> Option<Sum> {
        let parts = cells.filter_map(|cell| Some((cell, *self.by_cell.get(&cell)?)));
        let parts: Vec<(CellRef, Decimal)> = parts.collect();
        let whole = |value: &Decimal| value.fract().is_zero() && !value.is_sign_negative();
        if !whole(&total) || !parts.iter().all(|(_, value)| whole(value)) {
            return None;
        }
        let made =
            parts.iter().try_fold(Decimal::ZERO, |sum, (_, value)| sum.checked_add(*value))?;
        Some(Sum {
            at,
            total,
            made,
            largest: parts.iter().map(|(_, value)| *value).max()?,
            parts: parts.iter().filter(|(_, value)| !value.is_zero()).count(),
            range: (
                parts.iter().map(|(cell, _)| *cell).min()?,
                parts.iter().map(|(cell, _)| *cell).max()?,
            ),
        })
    }
}

/// Of several ways to add up a line the one that holds most often: what does not hold in it, if it
/// holds often enough to be the way.
fn wrong_in_best(ways: impl Iterator<Item = Vec<Sum>>) -> Vec<Sum> {
    let proven =
        |sums: &Vec<Sum>| sums.iter().filter(|sum| sum.holds() && sum.parts > 1).count();
    let best = ways.max_by_key(|sums| (proven(sums), std::cmp::Reverse(sums.len())));
    let Some(best) = best else { return Vec::new() };
    let holding = proven(&best);
    let wrong: Vec<Sum> = best.into_iter().filter(|sum| !sum.holds()).collect();
    if holding < PROVEN || wrong.len() * HOLDING > holding {
        return Vec::new();
    }
    wrong.into_iter().filter(|sum| sum.total > sum.largest).collect()
}
