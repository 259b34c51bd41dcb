//! What a form itself prints, by the line and the column on which it stands in a return.

use std::collections::{BTreeMap, BTreeSet};

use super::super::locate::{Located, LocatedSheet};
use crate::ooxml::CellRef;
use crate::pack::{FormSheet, Label};
use crate::sheet::{Cell, Sheet, Value};
use crate::text::key;

/// A form's sheet as it stands in a return.
pub(super) struct Printed<'a> {
    form: &'a FormSheet,
    /// Whether every text of it stands where the form has it.
    in_place: bool,
    /// Rows of figures, of the return and of the form.
    figures: BTreeMap<u32, u32>,
    /// Other rows of the form, likewise.
    others: BTreeMap<u32, u32>,
    /// Columns of figures of the return, with those of the form.
    columns: BTreeMap<u16, BTreeSet<u16>>,
    /// Columns of figures of the form.
    of_form: BTreeSet<u16>,
    /// What the form prints, row by row.
    labels: BTreeMap<u32, Vec<&'a Label>>,
    /// Rows of the form with headings of its figures.
    headings: BTreeSet<u32>,
}

impl<'a> Printed<'a> {
    pub(super) fn new(located: &LocatedSheet<'a>, here: &[&Located<'_>]) -> Self {
        let form = located.form;
        let figures: BTreeMap<u32, u32> =
            here.iter().map(|found| (found.cell.row, found.form.cell.row)).collect();
        let mut columns: BTreeMap<u16, BTreeSet<u16>> = BTreeMap::new();
        for found in here {
            columns.entry(found.cell.col).or_default().insert(found.form.cell.col);
        }
        let mut labels: BTreeMap<u32, Vec<&Label>> = BTreeMap::new();
        for label in &form.labels {
            labels.entry(label.cell.row).or_default().push(label);
        }
        let headings = form.cells.iter().flat_map(|cell| {
            let above = cell.labels.iter().filter(|label| label.cell.row != cell.cell.row);
            above.map(|label| label.cell.row)
        });
        let said = labels.keys().copied().chain(form.others.iter().map(|at| at.row));
        let rows: BTreeSet<u32> =
            said.filter(|row| !form.cells.iter().any(|cell| cell.cell.row == *row)).collect();
        let moved = |row: u32| match located.alignment {
            Some(alignment) => alignment.row(row),
            None => Some(row),
        };
        let others = rows.into_iter().filter_map(|row| Some((moved(row)?, row)));
        let others = others.filter(|(there, _)| !figures.contains_key(there)).collect();
        Self {
            form,
            in_place: located.alignment.is_none(),
            others,
            of_form: form.cells.iter().map(|cell| cell.cell.col).collect(),
            headings: headings.collect(),
            figures,
            columns,
            labels,
        }
    }

    /// Whether a column of the return is one of figures.
    pub(super) fn is_column(&self, column: u16) -> bool {
        self.columns.contains_key(&column)
    }

    pub(super) fn is_row_of_figures(&self, row: u32) -> bool {
        self.figures.contains_key(&row)
    }

    pub(super) fn rows_of_figures(&self) -> impl Iterator<Item = u32> + '_ {
        self.figures.keys().copied()
    }

    /// Whether the form has what stands in a cell of the return on the same line and in the same
    /// column: printed, or worked out by the form.
    pub(super) fn has(&self, at: CellRef, cell: &Cell) -> bool {
        let row = self.figures.get(&at.row).or_else(|| self.others.get(&at.row));
        let Some(row) = row else { return false };
        let columns = self.columns.get(&at.col).into_iter().flatten().copied();
        let beside = (self.in_place && !self.is_column(at.col)).then_some(at.col);
        let mut columns = columns.chain(beside);
        let labels = self.labels.get(row).map_or(&[][..], Vec::as_slice);
        columns.any(|col| {
            let place = CellRef::new(*row, col);
            self.form.others.contains(&place)
                || labels.iter().any(|label| label.cell == place && says(cell, label))
        })
    }

    /// Whether a cell over a column of figures has one of the form's texts of that column.
    pub(super) fn heads(&self, at: CellRef, cell: &Cell) -> bool {
        let columns = self.columns.get(&at.col);
        columns.is_some_and(|columns| {
            let rows = self.labels.values().flatten();
            let mut own = rows.filter(|label| {
                columns.contains(&label.cell.col) && self.headings.contains(&label.cell.row)
            });
            own.any(|label| says(cell, label))
        })
    }

    /// Whether the form has a heading over a column that is none of figures: of totals, of remarks.
    pub(super) fn heads_other_columns(&self, heading: &str) -> bool {
        let key = key::of(heading);
        let (Some(first), Some(last)) = (self.headings.first(), self.headings.last()) else {
            return false;
        };
        let mut labels = self.labels.values().flatten();
        labels.any(|label| {
            let merge = self.form.merged.iter().find(|(from, _)| *from == label.cell);
            let end = merge.map_or(label.cell, |(_, to)| *to);
            let of_figures = (label.cell.col..=end.col).any(|col| self.of_form.contains(&col));
            let is_heading = label.cell.row <= *last && end.row >= *first;
            is_heading
                && !of_figures
                && label.key == key
                && !self.figures.values().any(|row| *row == label.cell.row)
        })
    }

    /// Whether cells are the row of the form that numbers its columns.
    pub(super) fn numbers_columns(&self, cells: &[(CellRef, &Cell)]) -> bool {
        let is_number = |label: &Label| !key::is_worded(&label.text);
        let mut rows = self
            .labels
            .values()
            .filter(|labels| labels.len() > 1 && labels.iter().all(|label| is_number(label)));
        cells.len() > 1
            && rows.any(|labels| {
                cells.iter().all(|(at, cell)| {
                    let columns = self.columns.get(&at.col);
                    columns.is_some_and(|columns| {
                        labels
                            .iter()
                            .any(|label| columns.contains(&label.cell.col) && says(cell, label))
                    })
                })
            })
    }

    /// Which cells beside the figures of a row hold what the form prints there; each of its texts
    /// is one cell. Words are worth twice as much as a number.
    pub(super) fn beside_figures(
        &self,
        row: u32,
        cells: &[(CellRef, &Cell)],
    ) -> BTreeMap<u16, usize> {
        let mut found = BTreeMap::new();
        let Some(of_form) = self.figures.get(&row) else { return found };
        let labels = self.labels.get(of_form).map_or(&[][..], Vec::as_slice);
        for label in labels.iter().filter(|label| !self.of_form.contains(&label.cell.col)) {
            let free = |at: &CellRef| !found.contains_key(&at.col);
            let mut said = cells
                .iter()
                .filter(|(at, cell)| free(at) && says(cell, label))
                .map(|(at, _)| at);
            let own = said.clone().find(|at| at.col == label.cell.col);
            if let Some(at) = own.or_else(|| said.next()) {
                found.insert(at.col, if key::is_worded(&label.text) { 2 } else { 1 });
            }
        }
        found
    }

    /// The first column of the return in which the form's row labels stand.
    pub(super) fn first_column_of_labels(&self, sheet: &Sheet) -> Option<u16> {
        let columns = self.figures.iter().filter_map(|(row, of_form)| {
            let labels = self.labels.get(of_form)?;
            let worded = |label: &&&Label| key::is_worded(&label.text);
            let label = labels.iter().find(worded)?;
            let end = CellRef::new(row.saturating_add(1), 0);
            let mut cells = sheet.between(CellRef::new(*row, 0), end);
            cells.find(|(_, cell)| says(cell, label)).map(|(at, _)| at.col)
        });
        columns.min()
    }
}

/// Whether a cell says what is printed.
fn says(cell: &Cell, label: &Label) -> bool {
    match cell.value {
        Value::Text(_) => {
            cell.text.len() <= 2 * label.text.len() + 64 && label.is_said_by(&cell.text)
        }
        _ => cell.text == label.text.trim_end_matches('.'),
    }
}
