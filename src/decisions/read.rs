//! Reads the workbook of decisions.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::column::Column;
use super::held::{self, HeldFigures};
use super::memory::{self, Memory};
use super::row::Row;
use super::{DECISIONS, GUIDE, MEMORY, SHEET};
use rust_decimal::Decimal;

use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::sheet::{Cell, Sheet, Value, Workbook};
use crate::text;

/// Columns without which nobody knows what was decided.
const REQUIRED: [Column; 12] = [
    Column::Key,
    Column::Period,
    Column::Unit,
    Column::Form,
    Column::Decision,
    Column::Choice,
    Column::Cell,
    Column::Stood,
    Column::Value,
    Column::Reason,
    Column::By,
    Column::Basis,
];

/// The workbook of decisions as it was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DecisionBook {
    /// The rows that hold anything, from above.
    pub rows: Vec<Row>,
    /// What the findings were about.
    pub memory: Memory,
    /// Which figures its decisions were applied to.
    pub held: HeldFigures,
    /// The first thing in it that this program has not put there.
    pub foreign: Option<Foreign>,
}

impl DecisionBook {
    /// Whether two workbooks say the same, wherever their columns stand.
    pub fn says_the_same(&self, other: &Self) -> bool {
        let said = |book: &Self| -> Vec<Vec<(Column, String)>> {
            let cells = |row: &Row| {
                row.cells.iter().map(|(at, cell)| (*at, cell.text.clone())).collect()
            };
            book.rows.iter().map(cells).collect()
        };
        self.memory == other.memory && self.held == other.held && said(self) == said(other)
    }
}

/// Something in the workbook that is not this program's, and not an input either.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Foreign {
    /// A sheet.
    Sheet(String),
    /// A column, or a cell outside the table.
    Cell(String),
    /// A note at a cell.
    Note(String),
}

/// Reads the workbook; `None`, with findings, when it lacks what is needed.
pub fn read(workbook: &Workbook, findings: &mut Findings) -> Option<DecisionBook> {
    let Some(sheet) = sheet_of(workbook, SHEET) else {
        let finding = Finding::new(Code::E571).at(Place::file(DECISIONS));
        findings.push(finding.text("sheet", SHEET));
        return None;
    };
    let (heading, columns) = heading(sheet);
    let mut lacks = REQUIRED.iter().filter(|column| !columns.contains_key(column)).peekable();
    if lacks.peek().is_some() {
        for column in lacks {
            let finding = Finding::new(Code::E571).at(Place::file(DECISIONS).sheet(SHEET));
            findings.push(finding.text("column", column.heading()));
        }
        return None;
    }
    let hidden = sheet_of(workbook, MEMORY);
    let memory = hidden.map(memory::read).unwrap_or_default();
    let held = hidden.map(held::read).unwrap_or_default();
    let foreign = foreign(workbook, sheet, heading, &columns);
    Some(DecisionBook { rows: rows(sheet, heading, columns), memory, held, foreign })
}

/// The sheet of a name; programs write names in other letters.
fn sheet_of<'a>(workbook: &'a Workbook, name: &str) -> Option<&'a Sheet> {
    let key = text::key::of(name);
    workbook.sheets.iter().find(|sheet| text::key::of(&sheet.name) == key)
}

/// The row with the most known headings, and where they are.
fn heading(sheet: &Sheet) -> (u32, BTreeMap<Column, u16>) {
    let mut rows: BTreeMap<u32, BTreeMap<Column, u16>> = BTreeMap::new();
    for (at, cell) in sheet.iter() {
        if let Some(column) = Column::of_heading(&cell.text) {
            rows.entry(at.row).or_default().entry(column).or_insert(at.col);
        }
    }
    // Of several the first.
    let best = rows.into_iter().rev().max_by_key(|(_, columns)| columns.len());
    best.unwrap_or_default()
}

fn rows(sheet: &Sheet, heading: u32, columns: BTreeMap<Column, u16>) -> Vec<Row> {
    let columns = Arc::new(columns);
    let by_place: BTreeMap<u16, Column> =
        columns.iter().map(|(column, col)| (*col, *column)).collect();
    let mut rows: BTreeMap<u32, Row> = BTreeMap::new();
    for (at, cell) in sheet.iter().filter(|(at, _)| at.row > heading) {
        let Some(column) = by_place.get(&at.col) else { continue };
        if cell.text.trim().is_empty() && !cell.never_calculated {
            continue;
        }
        let new = || Row {
            number: at.row + 1,
            cells: BTreeMap::new(),
            columns: Arc::clone(&columns),
        };
        let cell = as_typed(cell, sheet.shows_percentage(at));
        rows.entry(at.row).or_insert_with(new).cells.insert(*column, cell);
    }
    rows.into_values().collect()
}

/// A cell as a person sees it where that is more than its value: `95%` is not 0.95 to whoever typed it, and a
/// formula that nobody has computed is no blank.
fn as_typed(cell: &Cell, is_percentage: bool) -> Cell {
    let shown = match (&cell.value, &cell.formula) {
        (_, Some(formula)) if cell.never_calculated => format!("={formula}"),
        (Value::Number(number), _) if is_percentage => {
            match number.checked_mul(Decimal::ONE_HUNDRED) {
                Some(percent) => format!("{}%", percent.normalize()),
                None => return cell.clone(),
            }
        }
        _ => return cell.clone(),
    };
    Cell {
        value: Value::Text(shown.clone()),
        text: shown,
        formula: None,
        never_calculated: false,
    }
}

/// What of the workbook would be lost if it were written anew.
fn foreign(
    workbook: &Workbook,
    sheet: &Sheet,
    heading: u32,
    columns: &BTreeMap<Column, u16>,
) -> Option<Foreign> {
    let ours = [SHEET, GUIDE, MEMORY].map(text::key::of);
    let is_ours = |sheet: &&Sheet| ours.contains(&text::key::of(&sheet.name));
    if let Some(other) =
        workbook.sheets.iter().find(|sheet| !is_ours(sheet) && !sheet.is_empty())
    {
        return Some(Foreign::Sheet(other.name.clone()));
    }
    let in_table = |col: u16| columns.values().any(|known| *known == col);
    let outside = sheet.iter().find(|(at, cell)| {
        !cell.text.trim().is_empty() && (at.row < heading || !in_table(at.col))
    });
    if let Some((at, _)) = outside {
        return Some(Foreign::Cell(at.to_string()));
    }
    sheet.appearance.noted().next().map(|at| Foreign::Note(at.to_string()))
}
