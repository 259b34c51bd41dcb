//! Reading .ods (`OpenDocument` spreadsheet).

mod table;

use std::io::Cursor;

use calamine::{Data, Ods, OdsError, Range, Reader, SheetType};
use quick_xml::events::Event;

use super::budget::TextBudget;
use super::error::ReadError;
use super::grid;
use super::names;
use super::workbook::{Cell, Format, Sheet, Value, Workbook};
use super::xlsx::visibility;
use super::xml;
use crate::ooxml::{CellRef, Entry, Limits, check_contents};
use table::Tables;

/// Reads a package whose structure was checked and gave these entries.
pub(super) fn read(
    bytes: &[u8],
    entries: &[Entry],
    limits: &Limits,
) -> Result<Workbook, ReadError> {
    check_password(bytes, entries)?;
    let tables = check(bytes, entries, limits)?;
    let mut book = Ods::new(Cursor::new(bytes)).map_err(|error| failed(&error))?;
    let mut budget = TextBudget::new(limits);
    let mut sheets = Vec::new();
    let tabs = book.sheets_metadata().to_vec();
    for (tab, (name, merged)) in tabs.iter().zip(tables.found) {
        if tab.name != name || tab.typ != SheetType::WorkSheet {
            return Err(ReadError::part("content.xml", "two readings of the sheets differ"));
        }
        let cells = read_cells(&mut book, &name, &mut budget)?;
        let sheet = Sheet::new(name.clone(), visibility(tab.visible), merged, cells);
        sheets.push(sheet.ok_or_else(|| ReadError::part(&name, "two cells in one place"))?);
    }
    let defined_names = names::single_cells(book.defined_names(), &sheets);
    let properties = book.workbook_properties().map_err(|error| failed(&error))?;
    let properties = properties.custom_properties.into_iter().collect();
    Ok(Workbook { format: Format::Ods, sheets, defined_names, properties })
}

fn failed(error: &OdsError) -> ReadError {
    match error {
        OdsError::Password => ReadError::PasswordProtected,
        error => ReadError::frame(error.to_string()),
    }
}

/// An encrypted document is a plain package whose list of parts says how to decrypt them.
fn check_password(bytes: &[u8], entries: &[Entry]) -> Result<(), ReadError> {
    let is_manifest = |entry: &Entry| entry.name == "META-INF/manifest.xml";
    check_contents(bytes, entries, is_manifest, |entry, contents| {
        xml::walk(&entry.name, contents, |event| match event {
            Event::Start(element) if element.local_name().as_ref() == "encryption-data" => {
                Err(ReadError::PasswordProtected)
            }
            _ => Ok(()),
        })
    })
}

fn check(bytes: &[u8], entries: &[Entry], limits: &Limits) -> Result<Tables, ReadError> {
    let mut tables = Tables::default();
    let is_read = |entry: &Entry| matches!(entry.name.as_str(), "content.xml" | "meta.xml");
    check_contents(bytes, entries, is_read, |entry, contents| {
        xml::walk(&entry.name, contents, |event| match entry.name.as_str() {
            "content.xml" => tables.event(event, limits),
            _ => Ok(()),
        })
    })?;
    Ok(tables)
}

fn read_cells(
    book: &mut Ods<Cursor<&[u8]>>,
    name: &str,
    budget: &mut TextBudget,
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

/// `LibreOffice` writes a formula's error as its text.
fn mark_error(cell: &mut Cell) {
    const ERRORS: [&str; 7] =
        ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"];
    if let Value::Text(text) = &cell.value
        && (ERRORS.contains(&text.as_str()) || text.starts_with("Err:"))
    {
        cell.value = Value::Error(text.clone());
    }
}
