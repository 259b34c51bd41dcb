//! Lines and columns that a return has and its form does not: what is written there counts nowhere.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::locate::{Located, LocatedSheet};
use crate::diagnostic::CellNote;
use crate::diagnostic::MOST_CELLS;
use crate::ooxml::CellRef;
use crate::sheet::{Cell, Sheet, Value};
use crate::text;

/// Figures of a sheet that belong to no line or no column of the form.
pub(super) struct Added<'a> {
    pub(super) sheet: &'a Sheet,
    /// On other lines, in columns where the form has figures.
    pub(super) on_lines: Counted,
    /// On lines of the form, in other columns.
    pub(super) in_columns: Counted,
}

/// Figures that count nowhere: how many, and the first of them.
pub(super) struct Counted {
    pub(super) count: usize,
    pub(super) shown: Vec<CellNote>,
}

/// Where the form's figures are on a sheet.
struct Known<'a> {
    located: &'a LocatedSheet<'a>,
    sheet: &'a Sheet,
    rows: BTreeMap<u32, u32>,
    columns: BTreeSet<u16>,
    /// What the form says beside its figures.
    row_labels: BTreeSet<&'a str>,
    /// All that is printed on it, as it stands.
    printed: BTreeSet<&'a str>,
}

/// Looks for figures that count nowhere. Where cells were not found, that is told already and
/// nothing is said here.
pub(super) fn added<'a>(located: &'a LocatedSheet<'a>) -> Option<Added<'a>> {
    let sheet = located.found.first()?.sheet;
    if !located.drifted.is_empty() || !located.doubled.is_empty() {
        return None;
    }
    let here: Vec<&Located<'_>> =
        located.found.iter().filter(|found| found.sheet.name == sheet.name).collect();
    let beside = here.iter().flat_map(|found| {
        found.form.labels.iter().filter(|label| label.cell.row == found.form.cell.row)
    });
    let known = Known {
        located,
        sheet,
        rows: here.iter().map(|found| (found.form.cell.row, found.cell.row)).collect(),
        columns: here.iter().map(|found| found.cell.col).collect(),
        row_labels: beside.map(|label| label.key.as_str()).collect(),
        printed: located.form.labels.iter().map(|label| label.text.as_str()).collect(),
    };
    let (on_lines, in_columns) = (known.on_lines(), known.in_columns());
    let any = on_lines.count + in_columns.count > 0;
    any.then_some(Added { sheet, on_lines, in_columns })
}

impl Known<'_> {
    fn on_lines(&self) -> Counted {
        let gaps: Vec<(u32, u32)> = self
            .rows
            .iter()
            .zip(self.rows.iter().skip(1))
            .filter(|((of_form, row), (next_of_form, next))| {
                next.checked_sub(**row).is_some_and(|rows| rows > *next_of_form - *of_form)
            })
            .map(|((_, row), (_, next))| (*row, *next))
            .collect();
        let taken: BTreeSet<u32> = self.rows.values().copied().collect();
        let others: Vec<(CellRef, &Cell)> = self
            .sheet
            .iter()
            .filter(|(at, cell)| {
                self.columns.contains(&at.col)
                    && !taken.contains(&at.row)
                    && self.is_number(cell)
            })
            .collect();
        let rows: BTreeSet<u32> = others.iter().map(|(at, _)| at.row).collect();
        let said_again = self.said_again(&rows);
        // Rows that follow on the last of the form without another between.
        let last = taken.last().copied().unwrap_or(0);
        let below: BTreeSet<u32> = (last.saturating_add(1)..CellRef::ROWS)
            .take_while(|row| rows.contains(row))
            .collect();
        let is_added = |row: u32| {
            gaps.iter().any(|(from, to)| *from < row && row < *to)
                || below.contains(&row)
                || said_again.contains(&row)
        };
        self.counted(others.into_iter().filter(|(at, _)| is_added(at.row)).collect())
    }

    /// Those of some rows that say what a row of the form says.
    fn said_again(&self, rows: &BTreeSet<u32>) -> BTreeSet<u32> {
        if rows.is_empty() {
            return BTreeSet::new();
        }
        let texts = self.sheet.iter().filter(|(at, cell)| {
            rows.contains(&at.row) && matches!(cell.value, Value::Text(_))
        });
        let said = texts.filter(|(_, cell)| {
            let key = text::key::of(&cell.text);
            text::key::is_worded(&key) && self.row_labels.contains(key.as_str())
        });
        said.map(|(at, _)| at.row).collect()
    }

    /// Figures on lines of the form under a heading that the form does not have. Order numbers are
    /// no figures.
    fn in_columns(&self) -> Counted {
        let taken: BTreeSet<u32> = self.rows.values().copied().collect();
        let first = taken.first().copied().unwrap_or(0);
        let mut columns: BTreeMap<u16, Vec<(CellRef, &Cell)>> = BTreeMap::new();
        for (at, cell) in self.sheet.iter() {
            if taken.contains(&at.row)
                && !self.columns.contains(&at.col)
                && self.is_number(cell)
            {
                columns.entry(at.col).or_default().push((at, cell));
            }
        }
        columns.retain(|column, cells| {
            !self.is_headed_by_the_form(*column, first) && !are_order_numbers(cells)
        });
        self.counted(columns.into_values().flatten().collect())
    }

    /// A column that the form has for something else: of totals, of remarks.
    fn is_headed_by_the_form(&self, column: u16, first: u32) -> bool {
        let above = self.sheet.iter().take_while(|(at, _)| at.row < first);
        let own = above.filter(|(at, _)| at.col == column);
        let mut texts = own.map(|(_, cell)| text::key::of(&cell.text));
        let printed = &self.located.form.labels;
        texts.any(|key| text::key::is_worded(&key) && printed.iter().any(|l| l.key == key))
    }

    fn is_number(&self, cell: &Cell) -> bool {
        matches!(cell.value, Value::Number(_)) && !self.printed.contains(cell.text.as_str())
    }

    fn counted(&self, cells: Vec<(CellRef, &Cell)>) -> Counted {
        let count = cells.len();
        let shown = cells.into_iter().take(MOST_CELLS).map(|(at, cell)| self.note(at, cell));
        Counted { count, shown: shown.collect() }
    }

    fn note(&self, at: CellRef, cell: &Cell) -> CellNote {
        let mut before = self.sheet.iter().filter(|(other, other_cell)| {
            other.row == at.row && *other < at && matches!(other_cell.value, Value::Text(_))
        });
        let label = before.next().map_or("", |(_, label)| label.text.trim());
        CellNote::new(at, label, cell.text.as_str()).marked()
    }
}

/// Whether numbers one below the other only count: 1, 2, 3.
fn are_order_numbers(cells: &[(CellRef, &Cell)]) -> bool {
    let mut expected = Decimal::ONE;
    cells.iter().all(|(_, cell)| {
        let counts = matches!(cell.value, Value::Number(number) if number == expected);
        expected += Decimal::ONE;
        counts
    })
}
