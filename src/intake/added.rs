//! Lines and columns that a return has and its form does not: what is written there counts nowhere.

mod figures;
mod printed;

use std::collections::{BTreeMap, BTreeSet};

use super::locate::{Located, LocatedSheet};
use crate::diagnostic::{CellNote, MOST_CELLS};
use crate::ooxml::CellRef;
use crate::sheet::{Cell, Sheet, Value};
use figures::{are_order_numbers, are_years, figure_in};
use printed::Printed;

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
    sheet: &'a Sheet,
    printed: Printed<'a>,
    /// First and last row of figures.
    first: u32,
    last: u32,
    /// The form's cells.
    found: BTreeSet<CellRef>,
    /// Cells that may be the form's, of which it is told that nobody knows.
    uncertain: BTreeSet<CellRef>,
}

/// Cells of a column or of a row.
type Cells<'a> = Vec<(CellRef, &'a Cell)>;

/// Looks for figures that count nowhere. Where cells were not found, that is told already and
/// nothing is said here.
pub(super) fn added<'a>(located: &'a LocatedSheet<'a>) -> Option<Added<'a>> {
    let sheet = located.found.first()?.sheet;
    let nowhere = |(_, _, places): &(_, _, Vec<CellRef>)| places.is_empty();
    if !located.drifted.is_empty()
        || !located.doubled.is_empty()
        || located.uncertain.iter().any(nowhere)
    {
        return None;
    }
    let here: Vec<&Located<'_>> =
        located.found.iter().filter(|found| found.sheet.name == sheet.name).collect();
    let first = here.iter().map(|found| found.cell.row).min()?;
    let last = here.iter().map(|found| found.cell.row).max()?;
    let uncertain = located.uncertain.iter().flat_map(|(_, _, places)| places).copied();
    let printed = Printed::new(located, &here);
    let known = Known {
        sheet,
        printed,
        first,
        last,
        found: here.iter().map(|found| found.cell).collect(),
        uncertain: uncertain.collect(),
    };
    let (on_lines, in_columns) = (known.on_lines(), known.in_columns());
    let any = on_lines.count + in_columns.count > 0;
    any.then_some(Added { sheet, on_lines, in_columns })
}

impl Known<'_> {
    /// Figures below the headings, in a column of figures, on a row that is none of figures.
    fn on_lines(&self) -> Counted {
        let mut rows: BTreeMap<u32, Cells<'_>> = BTreeMap::new();
        for (at, cell) in self.sheet.iter() {
            let elsewhere =
                self.printed.is_column(at.col) && !self.printed.is_row_of_figures(at.row);
            if elsewhere
                && figure_in(cell, at.row > self.last).is_some()
                && !self.printed.has(at, cell)
            {
                rows.entry(at.row).or_default().push((at, cell));
            }
        }
        let headings = self.last_row_of_headings();
        let uncertain: BTreeSet<u32> = self.uncertain.iter().map(|at| at.row).collect();
        rows.retain(|row, cells| {
            !uncertain.contains(row)
                && headings.is_none_or(|headings| *row > headings)
                && (headings.is_some() || *row > self.first)
                && !self.printed.numbers_columns(cells)
                && !are_years(cells, self.said_before(cells))
        });
        self.counted(rows.into_values().flatten().collect())
    }

    /// The lowest row above the figures that has a heading of the form over a column of figures.
    fn last_row_of_headings(&self) -> Option<u32> {
        let above = self.sheet.iter().take_while(|(at, _)| at.row < self.first);
        let headings = above.filter(|(at, cell)| self.printed.heads(*at, cell));
        headings.map(|(at, _)| at.row).last()
    }

    /// Figures on lines of the form under a heading that the form does not have, or not on that
    /// line. Order numbers are no figures.
    fn in_columns(&self) -> Counted {
        let mut crossed: Cells<'_> = Vec::new();
        let mut columns: BTreeMap<u16, Cells<'_>> = BTreeMap::new();
        let mut own: BTreeMap<u16, usize> = BTreeMap::new();
        for row in self.printed.rows_of_figures() {
            let end = CellRef::new(row.saturating_add(1), 0);
            let cells = self.sheet.between(CellRef::new(row, 0), end);
            let others = cells.filter(|(at, _)| !self.found.contains(at));
            let (among, beside): (Cells<'_>, Cells<'_>) =
                others.partition(|(at, _)| self.printed.is_column(at.col));
            crossed.extend(among.into_iter().filter(|(at, cell)| {
                figure_in(cell, false).is_some()
                    && !self.uncertain.contains(at)
                    && !self.printed.has(*at, cell)
            }));
            let printed = self.printed.beside_figures(row, &beside);
            for (at, cell) in beside {
                match printed.get(&at.col) {
                    Some(worth) => *own.entry(at.col).or_default() += worth,
                    None if figure_in(cell, false).is_some() && !self.printed.has(at, cell) => {
                        columns.entry(at.col).or_default().push((at, cell));
                    }
                    None => {}
                }
            }
        }
        for cells in columns.values_mut() {
            cells.retain(|(at, _)| !self.uncertain.contains(at));
        }
        // Where the form's own labels stand, what it does not print was typed over them or beside.
        columns.retain(|column, _| own.get(column).is_none_or(|worth| *worth < 2));
        let headings = self.headings(&columns.keys().copied().collect());
        let labels = self.printed.first_column_of_labels(self.sheet);
        let lines = self.printed.rows_of_figures().count();
        columns.retain(|column, cells| {
            let heading = headings.get(column);
            let is_forms =
                heading.is_some_and(|heading| self.printed.heads_other_columns(heading));
            let is_left = labels.is_some_and(|labels| *column < labels);
            !is_forms && !are_order_numbers(cells, lines, is_left)
        });
        crossed.extend(columns.into_values().flatten());
        crossed.sort_by_key(|(at, _)| *at);
        self.counted(crossed)
    }

    /// The lowest words above the figures in some columns, through merged cells.
    fn headings(&self, columns: &BTreeSet<u16>) -> BTreeMap<u16, &str> {
        let mut lowest: BTreeMap<u16, (u32, &str)> = BTreeMap::new();
        let mut is_over = |column: u16, row: u32, text| {
            let lower = lowest.get(&column).is_none_or(|(known, _)| *known <= row);
            if columns.contains(&column) && lower {
                lowest.insert(column, (row, text));
            }
        };
        let mut under: BTreeMap<CellRef, CellRef> = BTreeMap::new();
        for (from, to) in self.sheet.merged.iter().filter(|(_, to)| to.row < self.first) {
            under.insert(*from, *to);
        }
        for (at, cell) in self.sheet.iter().take_while(|(at, _)| at.row < self.first) {
            if !crate::text::key::is_worded(&cell.text) {
                continue;
            }
            let to = under.get(&at).copied().unwrap_or(at);
            if to.col == at.col {
                is_over(at.col, to.row, cell.text.as_str());
            } else {
                let wide = columns.range(at.col..=to.col).copied().collect::<Vec<u16>>();
                for column in wide {
                    is_over(column, to.row, cell.text.as_str());
                }
            }
        }
        lowest.into_iter().map(|(column, (_, text))| (column, text)).collect()
    }

    /// What a row says before some of its cells.
    fn said_before(&self, cells: &[(CellRef, &Cell)]) -> &str {
        let Some((at, _)) = cells.first() else { return "" };
        let mut before = self.sheet.between(CellRef::new(at.row, 0), *at);
        let label = before.find(|(_, cell)| {
            matches!(cell.value, Value::Text(_)) && crate::text::key::is_worded(&cell.text)
        });
        label.map_or("", |(_, label)| label.text.trim())
    }

    fn counted(&self, cells: Cells<'_>) -> Counted {
        let count = cells.len();
        let shown = cells.into_iter().take(MOST_CELLS).map(|(at, cell)| {
            let text = match &cell.formula {
                Some(formula) if cell.never_calculated => format!("={formula}"),
                _ => cell.text.clone(),
            };
            CellNote::new(at, self.said_before(&[(at, cell)]), text).marked()
        });
        Counted { count, shown: shown.collect() }
    }
}
