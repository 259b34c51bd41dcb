//! Numbers that somebody typed into a run of formulas.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::formulas::in_words;
use super::{gathered, seen};
use crate::diagnostic::{CellNote, Code, Field, Finding};
use crate::ooxml::CellRef;
use crate::sheet::{Cell, Sheet, Value, Workbook};
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
            if typed == given {
                same.push((*at, cell, value));
            } else if typed.fract().is_zero() && !may_be_a_mean(sheet, *at, *from, *typed) {
                other.push((*at, cell, value));
            }
        }
        let note = |(at, cell, value): &(CellRef, &Cell, &xlsx::Value)| {
            let said = Field::words(|lang| {
                let (typed, given) = (cell.text.trim(), in_words(value, lang));
                lang.pick(
                    format!("gõ {typed}, công thức cho {given}"),
                    format!("typed {typed}, the formula gives {given}"),
                )
            });
            CellNote::new(*at, label(sheet, *at), said)
        };
        let marked = |of: &(CellRef, &Cell, &xlsx::Value)| note(of).marked();
        findings.extend(gathered(Code::W321, file, sheet, &other, marked));
        findings.extend(gathered(Code::I322, file, sheet, &same, note));
    }
    findings
}

/// Whether a number in a line of formulas is no greater than the numbers across that line, on
/// either side of it. Of a line of more than [`FAR`] cells nobody knows, so that it may be.
fn may_be_a_mean(sheet: &Sheet, at: CellRef, from: CellRef, typed: Decimal) -> bool {
    /// How many cells are looked at on each side.
    const FAR: u16 = 64;
    let number = |at: CellRef| match sheet.get(at)?.value {
        Value::Number(number) => Some(number),
        _ => None,
    };
    let along_column = from.row == at.row;
    let beside = |step: u16, behind: bool| {
        let (row, col) = (at.row, at.col);
        Some(match (along_column, behind) {
            (true, true) => CellRef::new(row.checked_add(u32::from(step))?, col),
            (true, false) => CellRef::new(row.checked_sub(u32::from(step))?, col),
            (false, true) => CellRef::new(row, col.checked_add(step)?),
            (false, false) => CellRef::new(row, col.checked_sub(step)?),
        })
    };
    [true, false].into_iter().any(|behind| {
        let line = (1..=FAR).map_while(|step| number(beside(step, behind)?));
        let mut seen = 0;
        let reached = line.inspect(|_| seen += 1).any(|part| typed <= part);
        reached || seen == FAR
    })
}

/// What a line says in front of a cell.
pub(super) fn label(sheet: &Sheet, at: CellRef) -> String {
    /// How many columns are looked through: labels stand at the beginning of a line.
    const COLUMNS: u16 = 32;
    /// Of a label longer than this the beginning is enough to find the line.
    const WIDEST: usize = 120;
    let cells = (0..at.col.min(COLUMNS)).filter_map(|col| sheet.get(CellRef::new(at.row, col)));
    let worded = cells.map(|cell| cell.text.trim()).find(|text| text::key::is_worded(text));
    text::screen::one_line(worded.unwrap_or_default(), WIDEST)
}
