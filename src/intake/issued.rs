//! What a blank that this tool issued says of itself, and where its cells are.

use std::collections::BTreeMap;

use crate::ooxml::CellRef;
use crate::pack::FormSheet;
use crate::pack::reference::header_name;
use crate::pack::upward::{COMPUTES, IDENTITY_SHEET};
use crate::sheet::{NamedCell, Sheet, Workbook};
use crate::text;

use super::overlay::Overlaid;

/// The identity of an issued blank, or of an office's own return.
#[derive(Debug, Default)]
pub(super) struct Hidden {
    pub(super) form: Option<String>,
    pub(super) unit: Option<String>,
    pub(super) period: Option<String>,
    pub(super) version: Option<String>,
    /// Which revision it is, if it is one.
    pub(super) revision: Option<String>,
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
        revision: value("revision")?,
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
    let mut known: BTreeMap<String, Vec<&NamedCell>> = BTreeMap::new();
    for (name, cells) in &workbook.defined_names {
        known.entry(name.to_ascii_lowercase()).or_default().extend(cells);
    }
    let cell = |name: &str| match known.get(&name.to_ascii_lowercase())?.as_slice() {
        [one] => Some((workbook.sheet(&one.sheet)?, one.cell)),
        _ => None,
    };
    names.filter_map(|name| cell(name.text.trim())).collect()
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

/// A cell at the head of a form's sheet in a return: by its name, if the label before it stands there
/// too, else with that label. Many programs insert rows and columns and leave names behind.
pub(super) fn header<'a>(
    workbook: &'a Workbook,
    number: usize,
    (sheet, overlaid): (&FormSheet, &Overlaid<'a>),
    tag: &str,
    at: CellRef,
) -> Option<(&'a Sheet, CellRef)> {
    named(workbook, &header_name(tag, number))
        .filter(|(other, found)| is_headed(sheet, at, other, *found))
        .or_else(|| Some((overlaid.sheet()?, overlaid.beside(sheet, at)?)))
}

/// Whether the label before a cell of a form stands before a cell of a return, which is none itself.
fn is_headed(form: &FormSheet, at: CellRef, sheet: &Sheet, found: CellRef) -> bool {
    let mut before = form.labels.iter().filter(|label| {
        label.cell.row == at.row && label.cell < at && text::key::is_worded(&label.key)
    });
    let Some(label) = before.next_back() else { return true };
    let says = |text: &str| text::key::of(text) == label.key;
    let row = CellRef::new(found.row, 0)..found;
    let mut standing = sheet.iter().filter(|(cell, _)| row.contains(cell));
    let text = sheet.get(found).map_or("", |cell| cell.text.as_str());
    let is_label = form.labels.iter().any(|label| label.key == text::key::of(text));
    !is_label && standing.any(|(_, cell)| says(&cell.text))
}
