//! Reading .ods (`OpenDocument` spreadsheet).

mod looks;
mod table;

use std::io::Cursor;

use calamine::{Data, Ods, OdsError, Range, Reader, SheetType};
use quick_xml::events::Event;

use super::budget::Budget;
use super::error::ReadError;
use super::grid;
use super::names;
use super::workbook::{Cell, Format, Sheet, Value, Workbook};
use super::xlsx::visibility;
use super::xml;
use crate::ooxml::{CellRef, Entry, Limits, check_contents};
use looks::Styles;
use table::{Found, Tables, is_error};

/// Reads a package whose structure was checked and gave these entries.
pub(super) fn read(
    bytes: &[u8],
    entries: &[Entry],
    limits: &Limits,
) -> Result<Workbook, ReadError> {
    let mut tables = Tables::default();
    read_surroundings(bytes, entries, &mut tables.styles)?;
    check(bytes, entries, limits, &mut tables)?;
    let mut book = Ods::new(Cursor::new(bytes)).map_err(|error| failed(&error))?;
    let mut budget = Budget::new(limits);
    let mut sheets = Vec::new();
    let tabs = book.sheets_metadata().to_vec();
    for (tab, Found { name, merged, errors, appearance }) in tabs.iter().zip(tables.found) {
        if tab.name != name || tab.typ != SheetType::WorkSheet {
            return Err(ReadError::part("content.xml", "two readings of the sheets differ"));
        }
        let mut cells = read_cells(&mut book, &name, &mut budget)?;
        put_errors(&mut cells, &errors);
        let sheet = Sheet::new(name.clone(), visibility(tab.visible), merged, cells);
        let sheet = sheet.ok_or_else(|| ReadError::part(&name, "two cells in one place"))?;
        sheets.push(Sheet { appearance, ..sheet });
    }
    let defined_names = names::single_cells(book.defined_names(), &sheets);
    let properties = book.workbook_properties().map_err(|error| failed(&error))?;
    let properties = properties.custom_properties.into_iter().collect();
    Ok(Workbook {
        format: Format::Ods,
        sheets,
        defined_names,
        properties,
        ..Workbook::default()
    })
}

fn failed(error: &OdsError) -> ReadError {
    match error {
        OdsError::Password => ReadError::PasswordProtected,
        error => ReadError::frame(error.to_string()),
    }
}

/// An encrypted document is a plain package whose list of parts says how to decrypt them.
fn check_password(event: &Event<'_>) -> Result<(), ReadError> {
    match event {
        Event::Start(element) if element.local_name().as_ref() == "encryption-data" => {
            Err(ReadError::PasswordProtected)
        }
        _ => Ok(()),
    }
}

/// What must be known before the cells: whether there is a password, and the styles by name.
fn read_surroundings(
    bytes: &[u8],
    entries: &[Entry],
    styles: &mut Styles,
) -> Result<(), ReadError> {
    const MANIFEST: &str = "META-INF/manifest.xml";
    let encrypted = |entry: &Entry| entry.name == MANIFEST;
    check_contents(bytes, entries, encrypted, |entry, contents| {
        xml::walk(&entry.name, contents, check_password)
    })?;
    let named = |entry: &Entry| entry.name == "styles.xml";
    check_contents(bytes, entries, named, |entry, contents| {
        xml::walk(&entry.name, contents, |event| styles.event(&entry.name, event))
    })
}

fn check(
    bytes: &[u8],
    entries: &[Entry],
    limits: &Limits,
    tables: &mut Tables,
) -> Result<(), ReadError> {
    let is_read = |entry: &Entry| matches!(entry.name.as_str(), "content.xml" | "meta.xml");
    check_contents(bytes, entries, is_read, |entry, contents| {
        xml::walk(&entry.name, contents, |event| match entry.name.as_str() {
            "content.xml" => tables.event(event, limits),
            _ => Ok(()),
        })
    })
}

fn read_cells(
    book: &mut Ods<Cursor<&[u8]>>,
    name: &str,
    budget: &mut Budget,
) -> Result<Vec<(CellRef, Cell)>, ReadError> {
    let values: Range<Data> = book.worksheet_range(name).map_err(|error| failed(&error))?;
    let formulas = book.worksheet_formula(name).map_err(|error| failed(&error))?;
    let mut cells = grid::cells(name, &values, &formulas, formula_text, budget)?;
    for (_, cell) in cells.iter_mut().filter(|(_, cell)| cell.formula.is_some()) {
        mark_error(cell);
    }
    Ok(cells)
}

/// The formula without the sign that tells its grammar.
fn formula_text(text: &str) -> String {
    text.split_once(":=")
        .map_or(text, |(_, formula)| formula)
        .trim_start_matches('=')
        .to_owned()
}

/// Puts the errors that were written as numbers in the place of these.
fn put_errors(cells: &mut [(CellRef, Cell)], errors: &[(CellRef, CellRef, String)]) {
    for (first, last, error) in errors {
        for row in first.row..=last.row {
            let from = cells.partition_point(|(at, _)| *at < CellRef::new(row, first.col));
            let to = cells.partition_point(|(at, _)| *at <= CellRef::new(row, last.col));
            for (_, cell) in cells.get_mut(from..to).into_iter().flatten() {
                cell.value = Value::Error(error.clone());
                cell.text.clone_from(error);
            }
        }
    }
}

/// `LibreOffice` writes a formula's error as its text.
fn mark_error(cell: &mut Cell) {
    if let Value::Text(text) = &cell.value
        && is_error(text)
    {
        cell.value = Value::Error(text.clone());
    }
}
