//! What a blank that this tool issued says of itself, and where its cells are.

use crate::ooxml::CellRef;
use crate::pack::FormSheet;
use crate::pack::reference::header_name;
use crate::pack::upward::{COMPUTES, IDENTITY_SHEET};
use crate::sheet::{Sheet, Workbook};

use super::identify::counterpart;

/// The identity of an issued blank, or of an office's own return.
#[derive(Debug, Default)]
pub(super) struct Hidden {
    pub(super) form: Option<String>,
    pub(super) unit: Option<String>,
    pub(super) period: Option<String>,
    pub(super) version: Option<String>,
}

/// What a workbook says of itself: on a sheet that nobody sees, and where that was lost as
/// document properties.
///
/// # Errors
/// What the two say when they do not say the same: sheets of one file were put into another.
pub(super) fn hidden(workbook: &Workbook) -> Result<Hidden, (String, String)> {
    let sheet = workbook.sheet(IDENTITY_SHEET);
    let value = |key: &str| {
        let property = workbook.properties.get(&format!("{IDENTITY_SHEET}.{key}"));
        let property = property.map(|text| text.trim()).filter(|text| !text.is_empty());
        match (sheet.and_then(|sheet| in_sheet(sheet, key)), property) {
            (Some(one), Some(other)) if one != other => Err((one, other.to_owned())),
            (one, other) => Ok(one.or_else(|| other.map(str::to_owned))),
        }
    };
    Ok(Hidden {
        form: value("form")?,
        unit: value("unit")?,
        period: value("period")?,
        version: value("version")?,
    })
}

fn in_sheet(sheet: &Sheet, key: &str) -> Option<String> {
    let (at, _) = sheet.iter().find(|(at, cell)| at.col == 0 && cell.text.trim() == key)?;
    let value = sheet.get(CellRef::new(at.row, 1))?.text.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

/// The cells that had a formula when the blank went out, where they are now.
pub(super) fn computing(workbook: &Workbook) -> Vec<(&Sheet, CellRef)> {
    let Some(sheet) = workbook.sheet(IDENTITY_SHEET) else { return Vec::new() };
    let rows = sheet.iter().filter(|(at, cell)| at.col == 0 && cell.text.trim() == COMPUTES);
    let names = rows.filter_map(|(at, _)| sheet.get(CellRef::new(at.row, 1)));
    names.filter_map(|name| named(workbook, name.text.trim())).collect()
}

/// The one cell that a name stands for. Excel's names do not tell capitals from small letters.
pub(super) fn named<'a>(workbook: &'a Workbook, name: &str) -> Option<(&'a Sheet, CellRef)> {
    let mut cells = workbook
        .defined_names
        .iter()
        .filter(|(known, _)| known.eq_ignore_ascii_case(name))
        .flat_map(|(_, cells)| cells);
    match (cells.next(), cells.next()) {
        (Some(one), None) => Some((workbook.sheet(&one.sheet)?, one.cell)),
        _ => None,
    }
}

/// A cell at the head of a form's sheet in a return: by its name, else at its place in the form.
pub(super) fn header<'a>(
    workbook: &'a Workbook,
    number: usize,
    sheet: &FormSheet,
    tag: &str,
    at: CellRef,
) -> Option<(&'a Sheet, CellRef)> {
    named(workbook, &header_name(tag, number))
        .or_else(|| Some((counterpart(workbook, sheet)?, at)))
}
