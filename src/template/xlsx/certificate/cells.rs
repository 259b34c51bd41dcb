//! Cells of a result held against the template's.

use std::collections::{BTreeMap, BTreeSet};

use super::super::book::Book;
use super::super::lines::{Axis, LineMap};
use super::super::sheet::{Cell, Sheet, Stored};
use super::super::strings::Strings;
use super::super::text::shown_text;
use super::trace::{Trace, TracedSheet};
use super::{CellChange, CellState, Certificate, ChangedCell, MadeSheet, Moved, StoredValue};
use crate::ooxml::CellRef;
use crate::template::engine::holds_tags;

/// Adds every cell that differs, and the lines that moved.
pub(super) fn compare(before: &Book, after: &Book, trace: &Trace, out: &mut Certificate) {
    let find = |name: &str| before.tabs.iter().find(|tab| tab.name == name)?.sheet.as_ref();
    for tab in &after.tabs {
        let Some(traced) = trace.sheet(&tab.name) else {
            out.sheets.push(MadeSheet { name: tab.name.clone(), from: None });
            continue;
        };
        if traced.name != traced.template || trace.repeats(&traced.template) {
            let from = Some(traced.template.clone());
            out.sheets.push(MadeSheet { name: tab.name.clone(), from });
        }
        let (Some(sheet), Some(template)) = (&tab.sheet, find(&traced.template)) else {
            continue;
        };
        let mut comparison = Comparison {
            traced,
            before: (template, &before.strings),
            after: (sheet, &after.strings),
            shown: BTreeSet::new(),
        };
        comparison.cells(out);
        comparison.gone(out);
        moved(traced, Axis::Rows, &traced.map.rows, out);
        moved(traced, Axis::Columns, &traced.map.columns, out);
    }
    for tab in before.tabs.iter().filter(|tab| !trace.keeps(&tab.name)) {
        let cells = tab.sheet.iter().flat_map(|sheet| states(sheet, &before.strings));
        out.cells.extend(cells.map(|(at, state)| gone(&tab.name, &tab.name, at, state)));
        out.left_out.push(tab.name.clone());
    }
}

/// One sheet of the result and the template's that it came from.
struct Comparison<'a> {
    traced: &'a TracedSheet,
    before: (&'a Sheet, &'a Strings),
    after: (&'a Sheet, &'a Strings),
    /// Cells of the template that were met in the result.
    shown: BTreeSet<CellRef>,
}

impl Comparison<'_> {
    fn cells(&mut self, out: &mut Certificate) {
        let before: BTreeMap<CellRef, CellState> =
            states(self.before.0, self.before.1).collect();
        let after: Vec<(CellRef, CellState)> = all_states(self.after.0, self.after.1).collect();
        let nothing = CellState::default();
        for (cell, after) in after {
            let from = self.traced.origin(cell);
            let is_first = self.shown.insert(from);
            let before = before.get(&from).unwrap_or(&nothing);
            let same = *before == after;
            if same && (is_first || after.is_blank()) {
                continue;
            }
            let why = if same { CellChange::Repeated } else { self.why(from, before, &after) };
            out.cells.push(ChangedCell {
                sheet: self.traced.name.clone(),
                cell: Some(cell),
                from: (self.traced.template.clone(), from),
                before: before.clone(),
                after,
                why,
            });
        }
    }

    fn why(&self, from: CellRef, before: &CellState, after: &CellState) -> CellChange {
        let holds = |value: &Option<StoredValue>| matches!(value, Some(StoredValue::Text(text)) if holds_tags(text));
        if self.traced.targets.contains(&from) {
            CellChange::Target
        } else if self.traced.moved_tags.contains(&from)
            || before.formula.is_none() && holds(&before.value)
        {
            CellChange::Tag
        } else if before.formula != after.formula {
            CellChange::FormulaFollowed
        } else if after.formula.is_some() {
            CellChange::Recomputed
        } else {
            CellChange::Followed
        }
    }

    /// Cells of the template that stand nowhere in the result.
    fn gone(&self, out: &mut Certificate) {
        let cells = states(self.before.0, self.before.1);
        let gone_cells = cells.filter(|(at, _)| !self.shown.contains(at));
        let (name, template) = (&self.traced.name, &self.traced.template);
        out.cells.extend(gone_cells.map(|(at, state)| gone(name, template, at, state)));
    }
}

fn gone(sheet: &str, template: &str, at: CellRef, before: CellState) -> ChangedCell {
    ChangedCell {
        sheet: sheet.to_owned(),
        cell: None,
        from: (template.to_owned(), at),
        before,
        after: CellState::default(),
        why: CellChange::Removed,
    }
}

/// Runs of lines that stand elsewhere, or more than once.
fn moved(traced: &TracedSheet, axis: Axis, lines: &LineMap, out: &mut Certificate) {
    let mut places: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for number in 0..lines.described() {
        places.entry(lines.origin(number)).or_default().push(number);
    }
    let runs = places.into_iter().fold(Vec::new(), joined);
    let elsewhere = runs.into_iter().filter(|run| run.places != [run.from.0]);
    out.moved.extend(elsewhere.map(|run| Moved {
        sheet: traced.name.clone(),
        axis,
        from: run.from,
        times: run.places.len(),
        to: run.stretches(),
    }));
}

/// Lines of the template that stand beside one another wherever they stand.
struct Run {
    from: (u32, u32),
    /// Where the first of them stands.
    places: Vec<u32>,
}

impl Run {
    /// Everything that they take up, what adjoins as one.
    fn stretches(&self) -> Vec<(u32, u32)> {
        let length = self.from.1 - self.from.0;
        let mut stretches: Vec<(u32, u32)> = Vec::new();
        for place in &self.places {
            match stretches.last_mut() {
                Some((_, last)) if *last + 1 == *place => *last = place + length,
                _ => stretches.push((*place, place + length)),
            }
        }
        stretches
    }
}

/// Joins a line to the lines before it if it stands right after them everywhere.
fn joined(mut runs: Vec<Run>, (line, places): (u32, Vec<u32>)) -> Vec<Run> {
    if let Some(run) = runs.last_mut() {
        let offset = line - run.from.0;
        let follows = run.from.1 + 1 == line
            && run.places.iter().map(|place| place + offset).eq(places.iter().copied());
        if follows {
            run.from.1 = line;
            return runs;
        }
    }
    runs.push(Run { from: (line, line), places });
    runs
}

/// Cells in which something stands.
fn states<'a>(
    sheet: &'a Sheet,
    strings: &'a Strings,
) -> impl Iterator<Item = (CellRef, CellState)> + 'a {
    all_states(sheet, strings).filter(|(_, state)| !state.is_blank())
}

fn all_states<'a>(
    sheet: &'a Sheet,
    strings: &'a Strings,
) -> impl Iterator<Item = (CellRef, CellState)> + 'a {
    sheet.rows.iter().flat_map(move |row| {
        let cells = row.cells.iter();
        cells.map(move |cell| (CellRef::new(row.number, cell.col), state(cell, strings)))
    })
}

fn state(cell: &Cell, strings: &Strings) -> CellState {
    let text = |text: &str| StoredValue::Text(shown_text(text).into_owned());
    let value = match &cell.value {
        Stored::Blank => None,
        Stored::Number(number) => Some(StoredValue::Number(number.clone())),
        Stored::Shared(index) => strings.get(*index).map(|found| text(&found.text())),
        Stored::Inline(found) => Some(text(&found.text())),
        Stored::Text(found) => Some(text(found)),
        Stored::Bool(truth) => Some(StoredValue::Bool(*truth)),
        Stored::Error(error) => Some(StoredValue::Error(error.clone())),
    };
    // An empty text in a cell without formula looks like no value, but is one.
    CellState { formula: cell.formula.as_ref().map(|formula| formula.text.clone()), value }
}
