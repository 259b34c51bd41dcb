//! What Excel would refuse or repair, seen before a workbook is touched.

use super::equipment::{
    CellValue, Equipment, FormulaCell, Input, Mark, TextSheet, ValidationKind,
};
use super::formulas::stored;
use super::validations;
use crate::ooxml::{CellRef, is_xml_char};
use crate::template::xlsx::carry::is_sheet_name;
use crate::template::xlsx::text::MAX_CHARACTERS;
use crate::template::{Limit, Place, Problem, ProblemKind};

/// Characters of a formula (Excel's limit).
const MAX_FORMULA: usize = 8192;

/// The widest a column can be (Excel's limit).
const MAX_WIDTH: u16 = 255;

/// Everything in `equipment` that Excel would not accept, whatever the workbook.
pub(super) fn problems(equipment: &Equipment) -> Vec<Problem> {
    let mut problems = Vec::new();
    equipment.inputs.iter().for_each(|found| problems.extend(input(found)));
    equipment.formulas.iter().for_each(|found| problems.extend(formula(found)));
    for fixed in &equipment.fixed {
        problems.extend(value(&fixed.sheet, fixed.cell, fixed.value.as_ref()));
    }
    equipment.marks.iter().for_each(|found| problems.extend(mark(found)));
    equipment.sheets.iter().for_each(|sheet| problems.extend(text_sheet(sheet)));
    if !equipment.lists.is_empty() && !is_sheet_name(&equipment.lists) {
        problems.push(beyond(SHEET_NAME, Place::File, &equipment.lists));
    }
    problems
}

const SHEET_NAME: Limit = Limit::SheetName(31);

/// The problem of a cell.
pub(super) fn misplaced(reason: &str, sheet: &str, cell: CellRef) -> Problem {
    Problem {
        kind: ProblemKind::Misplaced(reason.to_owned()),
        place: Place::Cell { sheet: sheet.to_owned(), cell },
        around: String::new(),
    }
}

/// The problem of something that is larger than a limit.
pub(super) fn beyond(limit: Limit, place: Place, around: &str) -> Problem {
    Problem { kind: ProblemKind::Limit(limit), place, around: around.to_owned() }
}

/// The problem of a text that is longer than a cell can hold.
fn too_long(place: Place, around: &str) -> Problem {
    let kind = ProblemKind::TooLong { most: MAX_CHARACTERS };
    Problem { kind, place, around: around.to_owned() }
}

fn long_formula(place: Place) -> Problem {
    Problem { kind: ProblemKind::LongFormula, place, around: String::new() }
}

fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

fn at(sheet: &str, cell: CellRef) -> Place {
    Place::Cell { sheet: sheet.to_owned(), cell }
}

fn input(input: &Input) -> Option<Problem> {
    let kind = &input.validation.as_ref()?.kind;
    if let Some(formula) = validations::too_long(kind) {
        let place = at(&input.sheet, input.cell);
        return Some(beyond(Limit::ValidationFormula(255), place, formula));
    }
    let empty = validations::formulas(kind).into_iter().any(|formula| !is_formula(formula));
    if empty {
        return Some(misplaced("điều kiện nhập có công thức trống", &input.sheet, input.cell));
    }
    match kind {
        ValidationKind::List(items) if items.iter().all(|item| item.trim().is_empty()) => {
            Some(misplaced("danh sách chọn không có mục nào", &input.sheet, input.cell))
        }
        ValidationKind::List(items) => {
            let long = items.iter().find(|item| length(item) > MAX_CHARACTERS)?;
            let around: String = long.chars().take(60).collect();
            Some(too_long(at(&input.sheet, input.cell), &around))
        }
        _ => None,
    }
}

fn is_formula(formula: &str) -> bool {
    let formula = stored(formula);
    !formula.is_empty() && formula.chars().all(is_xml_char)
}

fn formula(cell: &FormulaCell) -> Vec<Problem> {
    let place = || at(&cell.sheet, cell.cell);
    let mut problems: Vec<_> =
        value(&cell.sheet, cell.cell, cell.value.as_ref()).into_iter().collect();
    if length(stored(&cell.formula)) > MAX_FORMULA {
        problems.push(long_formula(place()));
    }
    if !is_formula(&cell.formula) {
        problems.push(misplaced("công thức trống", &cell.sheet, cell.cell));
    }
    problems
}

fn value(sheet: &str, cell: CellRef, value: Option<&CellValue>) -> Option<Problem> {
    let Some(CellValue::Text(text)) = value else { return None };
    (length(text) > MAX_CHARACTERS).then(|| too_long(at(sheet, cell), ""))
}

fn mark(mark: &Mark) -> Option<Problem> {
    let place = mark.cells.first().map_or(Place::File, |cell| at(&mark.sheet, *cell));
    if length(stored(&mark.formula)) > MAX_FORMULA {
        return Some(long_formula(place));
    }
    let empty = !is_formula(&mark.formula);
    let cell = mark.cells.first().copied().unwrap_or(CellRef::new(0, 0));
    empty.then(|| misplaced("công thức tô đỏ trống", &mark.sheet, cell))
}

fn text_sheet(sheet: &TextSheet) -> Vec<Problem> {
    let mut problems = Vec::new();
    if !is_sheet_name(&sheet.name) {
        problems.push(beyond(SHEET_NAME, Place::File, &sheet.name));
    }
    let columns = usize::from(CellRef::COLS);
    let wide = sheet.widths.iter().any(|width| *width > MAX_WIDTH);
    let most = sheet.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    if wide || sheet.widths.len().max(most) > columns {
        let limit = Limit::Widths(CellRef::COLS, MAX_WIDTH);
        problems.push(beyond(limit, Place::File, &sheet.name));
    }
    if u32::try_from(sheet.rows.len()).unwrap_or(u32::MAX) > CellRef::ROWS {
        problems.push(beyond(Limit::Rows(CellRef::ROWS), Place::File, &sheet.name));
    }
    for (row, texts) in (0..).zip(&sheet.rows) {
        for (col, text) in (0..CellRef::COLS).zip(&texts.cells) {
            let text = CellValue::Text(text.clone());
            problems.extend(value(&sheet.name, CellRef::new(row, col), Some(&text)));
        }
    }
    problems
}
