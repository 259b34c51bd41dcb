//! Rows and cells that a sheet does not have yet, put in order among those it has.

use std::ops::Range;

use super::sheet::{Cell, Row, Sheet, Stored};
use crate::ooxml::CellRef;
use crate::ooxml::xml_part::{attribute, remove_attribute, set_attribute};

/// The row and cell index of an address; what is missing is added, empty, with the style that
/// Excel would give it: the row's, else the column's.
pub(super) fn cell_at(sheet: &mut Sheet, at: CellRef) -> Option<(usize, usize)> {
    let row = row_at(sheet, at.row);
    let cells = &sheet.rows.get(row)?.cells;
    match cells.binary_search_by_key(&at.col, |cell| cell.col) {
        Ok(cell) => Some((row, cell)),
        Err(cell) => {
            number_cells(sheet, row);
            let cell_markup = markup(sheet, row, at);
            let whole = sheet.append(&cell_markup);
            let new = Cell {
                col: at.col,
                open: whole.start + 1..whole.end - 2,
                whole,
                formula: None,
                value: Stored::Blank,
                value_element: None,
                extra: Vec::new(),
            };
            sheet.rows_mut().get_mut(row)?.cells.insert(cell, new);
            Some((row, cell))
        }
    }
}

/// The style that a cell has which is not in the file.
fn style(sheet: &Sheet, row: usize, col: u16) -> Option<String> {
    let row = sheet.rows.get(row).map(|row| sheet.slice(&row.open)).unwrap_or_default();
    let custom = attribute(row, "customFormat");
    if matches!(custom.as_deref(), Some("1" | "true")) {
        return attribute(row, "s").map(std::borrow::Cow::into_owned);
    }
    column_style(sheet, col)
}

/// The style that a column gives its cells.
fn column_style(sheet: &Sheet, col: u16) -> Option<String> {
    let number = u32::from(col) + 1;
    let columns = sheet.around.root.child("cols")?;
    let holds = |element: &&crate::ooxml::xml_part::Element| {
        let edge =
            |name: &str| element.attribute(name).and_then(|edge| edge.parse::<u32>().ok());
        matches!((edge("min"), edge("max")), (Some(min), Some(max)) if min <= number && number <= max)
    };
    columns.elements().find(holds)?.attribute("style").map(std::borrow::Cow::into_owned)
}

/// The style index that a cell of the file, or one that is not in it, has.
pub(super) fn style_at(sheet: &Sheet, at: CellRef) -> usize {
    let row = sheet.rows.binary_search_by_key(&at.row, |row| row.number).ok();
    let known = row.and_then(|index| sheet.rows.get(index)).and_then(|row| {
        let cell = row.cells.binary_search_by_key(&at.col, |cell| cell.col).ok()?;
        row.cells.get(cell)
    });
    let style = match (known, row) {
        (Some(cell), _) => {
            attribute(sheet.slice(&cell.open), "s").map(std::borrow::Cow::into_owned)
        }
        (None, Some(row)) => style(sheet, row, at.col),
        (None, None) => column_style(sheet, at.col),
    };
    style.and_then(|style| style.trim().parse().ok()).unwrap_or(0)
}

fn markup(sheet: &Sheet, row: usize, at: CellRef) -> String {
    let style = style(sheet, row, at.col);
    let style = style.map(|style| format!(" s=\"{style}\"")).unwrap_or_default();
    format!("<{}c r=\"{at}\"{style}/>", sheet.prefix)
}

fn row_at(sheet: &mut Sheet, number: u32) -> usize {
    match sheet.rows.binary_search_by_key(&number, |row| row.number) {
        Ok(row) => {
            widen(sheet, row);
            row
        }
        Err(row) => {
            number_rows(sheet);
            let open = format!("{}row r=\"{}\"", sheet.prefix, number + 1);
            let open = sheet.append(&open);
            let new = Row { number, open, cells: Vec::new(), extra: Vec::new() };
            sheet.rows_mut().insert(row, new);
            row
        }
    }
}

/// `spans` says which columns a row has cells in; it may be left out.
fn widen(sheet: &mut Sheet, row: usize) {
    let Some(found) = sheet.rows.get(row) else { return };
    let mut open = sheet.slice(&found.open).to_owned();
    if attribute(&open, "spans").is_some() {
        remove_attribute(&mut open, "spans");
        let open = sheet.append(&open);
        if let Some(row) = sheet.rows_mut().get_mut(row) {
            row.open = open;
        }
    }
}

/// Rows may be numbered by their order alone: then each needs its number before one is added.
fn number_rows(sheet: &mut Sheet) {
    for index in 0..sheet.rows.len() {
        let Some(row) = sheet.rows.get(index) else { continue };
        let mut open = sheet.slice(&row.open).to_owned();
        if attribute(&open, "r").is_some() {
            continue;
        }
        set_attribute(&mut open, "r", &(row.number + 1).to_string());
        let open = sheet.append(&open);
        if let Some(row) = sheet.rows_mut().get_mut(index) {
            row.open = open;
        }
    }
}

/// The same for the cells of a row.
fn number_cells(sheet: &mut Sheet, row: usize) {
    let Some(found) = sheet.rows.get(row) else { return };
    let number = found.number;
    for index in 0..found.cells.len() {
        let Some(cell) = sheet.rows.get(row).and_then(|row| row.cells.get(index)) else {
            return;
        };
        let mut open = sheet.slice(&cell.open).to_owned();
        if attribute(&open, "r").is_some() {
            continue;
        }
        set_attribute(&mut open, "r", &CellRef::new(number, cell.col).to_string());
        let old_end = cell.open.end;
        let text = format!("<{open}{}", sheet.slice(&(old_end..cell.whole.end)));
        let whole = sheet.append(&text);
        let new_open = whole.start + 1..whole.start + 1 + open.len();
        let Some(cell) = sheet.rows_mut().get_mut(row).and_then(|row| row.cells.get_mut(index))
        else {
            return;
        };
        let move_range = |range: &mut Range<usize>| {
            *range = range.start - old_end + new_open.end..range.end - old_end + new_open.end;
        };
        if let Some(formula) = &mut cell.formula {
            move_range(&mut formula.open);
        }
        cell.value_element.iter_mut().for_each(move_range);
        cell.extra.iter_mut().for_each(move_range);
        cell.whole = whole;
        cell.open = new_open;
    }
}
