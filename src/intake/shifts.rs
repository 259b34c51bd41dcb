//! What moved together in a return, in one sentence: rows that all went down by two.

use std::collections::{BTreeMap, BTreeSet};

use super::locate::Located;
use crate::diagnostic::Field;
use crate::text::Lang;

/// More runs than this are no sentence.
const MOST_RUNS: usize = 4;

/// Rows of the form, first and last, and by how many they moved.
type Run = (u32, u32, i64);

/// How the rows and columns of cells moved, where a few words tell it.
pub(super) fn in_words(cells: &[&Located<'_>]) -> Option<Field> {
    let by = |here: u32, there: u32| i64::from(there) - i64::from(here);
    let mut rows: BTreeMap<u32, BTreeSet<i64>> = BTreeMap::new();
    let mut columns = BTreeSet::new();
    for found in cells {
        let (here, there) = (found.form.cell, found.cell);
        rows.entry(here.row).or_default().insert(by(here.row, there.row));
        columns.insert(by(here.col.into(), there.col.into()));
    }
    let mut runs: Vec<Run> = Vec::new();
    for (row, shifts) in rows {
        let shift = shifts.first().copied().filter(|_| shifts.len() == 1)?;
        match runs.last_mut() {
            Some((_, last, known)) if *known == shift => *last = row,
            _ => runs.push((row, row, shift)),
        }
    }
    runs.retain(|(_, _, shift)| *shift != 0);
    let column = columns.first().copied().filter(|_| columns.len() == 1)?;
    let says = runs.len() <= MOST_RUNS && (!runs.is_empty() || column != 0);
    says.then(|| Field::words(|lang| sentence(&runs, column, lang)))
}

fn sentence(runs: &[Run], column: i64, lang: Lang) -> String {
    let rows = runs.iter().map(|(first, last, shift)| {
        let (first, last, count) = (first + 1, last + 1, shift.unsigned_abs());
        let which = if first == last {
            lang.pick(format!("dòng {first}"), format!("row {first}"))
        } else {
            lang.pick(format!("các dòng {first}–{last}"), format!("rows {first}–{last}"))
        };
        let way = if *shift > 0 {
            lang.pick("lệch xuống", "moved down by")
        } else {
            lang.pick("lệch lên", "moved up by")
        };
        format!("{which} {way} {count}{}", lang.pick(" dòng", ""))
    });
    let columns = (column != 0).then(|| {
        let way = if column > 0 {
            lang.pick("các cột lệch sang phải", "columns moved right by")
        } else {
            lang.pick("các cột lệch sang trái", "columns moved left by")
        };
        format!("{way} {}{}", column.unsigned_abs(), lang.pick(" cột", ""))
    });
    rows.chain(columns).collect::<Vec<String>>().join(", ")
}
