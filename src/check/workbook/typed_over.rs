//! Numbers that somebody typed into a run of formulas.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::formulas::in_words;
use super::{gathered, seen};
use crate::diagnostic::{CellNote, Code, Field, Finding};
use crate::ooxml::CellRef;
use crate::sheet::{Sheet, Value, Workbook};
use crate::template::xlsx::{self, SheetCell, shifted};
use crate::text;

/// How many typed numbers may stand between two formulas.
const APART: i64 = 3;

/// Cells with a typed number between two cells of one formula, each with one of the two. Formulas
/// that read a single cell, as those that count lines do, say nothing of what stands between them.
pub fn typed_over_candidates(workbook: &Workbook) -> BTreeMap<SheetCell, CellRef> {
    let mut found = BTreeMap::new();
    for sheet in seen(workbook) {
        for (at, cell) in sheet.iter() {
            if cell.formula.is_none() && matches!(cell.value, Value::Number(_)) {
                let between =
                    [(0, 1), (1, 0)].into_iter().find_map(|way| between(sheet, at, way));
                found.extend(between.map(|from| ((sheet.name.clone(), at), from)));
            }
        }
    }
    found
}

/// The formula before a cell, along rows or columns, if the one behind it is the same.
fn between(sheet: &Sheet, at: CellRef, (down, right): (i64, i64)) -> Option<CellRef> {
    let before = nearest(sheet, at, (-down, -right))?;
    let after = nearest(sheet, at, (down, right))?;
    let (first, second) = (formula(sheet, before)?, formula(sheet, after)?);
    let rows = i64::from(after.row) - i64::from(before.row);
    let cols = i64::from(after.col) - i64::from(before.col);
    let same = shifted(first, rows, cols) == second;
    (same && reads_several_cells(first)).then_some(before)
}

/// The nearest formula in a direction, past typed numbers only.
fn nearest(sheet: &Sheet, at: CellRef, (down, right): (i64, i64)) -> Option<CellRef> {
    for steps in 1..=APART {
        let row = u32::try_from(i64::from(at.row) + down * steps).ok()?;
        let col = u16::try_from(i64::from(at.col) + right * steps).ok()?;
        let place = CellRef::new(row, col);
        let cell = sheet.get(place)?;
        if cell.formula.is_some() {
            return Some(place);
        }
        matches!(cell.value, Value::Number(_)).then_some(())?;
    }
    None
}

fn formula(sheet: &Sheet, at: CellRef) -> Option<&str> {
    sheet.get(at)?.formula.as_deref().filter(|formula| !formula.is_empty())
}

/// Whether a formula reads a range or more than one cell.
fn reads_several_cells(formula: &str) -> bool {
    let words = formula.split(|c: char| !c.is_ascii_alphanumeric() && c != '$');
    let cells = words.filter(|word| word.replace('$', "").parse::<CellRef>().is_ok());
    cells.count() > 1
}

/// Tells the numbers typed over formulas: one finding a sheet where the formula gives another
/// number, one where it gives the same. `values` are what the formulas give, `from` the cells that
/// have them.
///
/// In a line of sums a mean or a share is no slip: a number that is another, and no greater than
/// the largest of the numbers that it stands under or behind, is left alone.
pub fn typed_over(
    file: &str,
    workbook: &Workbook,
    from: &BTreeMap<SheetCell, CellRef>,
    values: &BTreeMap<SheetCell, xlsx::Value>,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for sheet in seen(workbook) {
        let (mut other, mut same) = (Vec::new(), Vec::new());
        for (place, value) in values.iter().filter(|((name, _), _)| *name == sheet.name) {
            let (_, at) = place;
            let (Some(cell), Some(from)) = (sheet.get(*at), from.get(place)) else { continue };
            let (Value::Number(typed), xlsx::Value::Number(given)) = (&cell.value, value)
            else {
                continue;
            };
            let said = Field::words(|lang| {
                let (typed, given) = (cell.text.trim(), in_words(value, lang));
                lang.pick(
                    format!("gõ {typed}, công thức cho {given}"),
                    format!("typed {typed}, the formula gives {given}"),
                )
            });
            let note = CellNote::new(*at, label(sheet, *at), said);
            if typed == given {
                same.push(note);
            } else if typed.fract().is_zero() && !may_be_a_mean(sheet, *at, *from, *typed) {
                other.push(note.marked());
            }
        }
        findings.extend(gathered(Code::W321, file, sheet, other));
        findings.extend(gathered(Code::I322, file, sheet, same));
    }
    findings
}

/// Whether a number in a line of formulas is no greater than the numbers across that line, on
/// either side of it, as far as they go.
fn may_be_a_mean(sheet: &Sheet, at: CellRef, from: CellRef, typed: Decimal) -> bool {
    let number = |at: CellRef| match sheet.get(at)?.value {
        Value::Number(number) => Some(number),
        _ => None,
    };
    let along_column = from.row == at.row;
    let before = (1..).map_while(|step: u32| {
        let at = if along_column {
            CellRef::new(at.row.checked_sub(step)?, at.col)
        } else {
            CellRef::new(at.row, at.col.checked_sub(u16::try_from(step).ok()?)?)
        };
        number(at)
    });
    let behind = (1..).map_while(|step: u32| {
        let at = if along_column {
            CellRef::new(at.row.checked_add(step)?, at.col)
        } else {
            CellRef::new(at.row, at.col.checked_add(u16::try_from(step).ok()?)?)
        };
        number(at)
    });
    before.chain(behind).any(|part| typed <= part)
}

/// What a line says in front of a cell.
pub(super) fn label(sheet: &Sheet, at: CellRef) -> String {
    /// How many columns are looked through: labels stand at the beginning of a line.
    const COLUMNS: u16 = 32;
    let cells = (0..at.col.min(COLUMNS)).filter_map(|col| sheet.get(CellRef::new(at.row, col)));
    let worded = cells.map(|cell| cell.text.trim()).find(|text| text::key::is_worded(text));
    worded.unwrap_or_default().to_owned()
}
