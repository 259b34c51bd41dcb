//! A workbook as JSON, for a person or a program to look at.

use serde::Serialize;
use serde_json::value::RawValue;

use super::workbook::{Cell, Sheet, Value, Visibility, Workbook};
use crate::ooxml::CellRef;

/// A workbook ready to be written as JSON.
#[derive(Debug, Serialize)]
pub struct InspectedWorkbook {
    sheets: Vec<InspectedSheet>,
}

#[derive(Debug, Serialize)]
struct InspectedSheet {
    name: String,
    visibility: &'static str,
    cells: Vec<InspectedCell>,
}

#[derive(Debug, Serialize)]
struct InspectedCell {
    r#ref: String,
    r#type: &'static str,
    value: Option<Box<RawValue>>,
    text: String,
    /// As the file has it, where that is in an encoding from before Unicode.
    #[serde(skip_serializing_if = "Option::is_none")]
    original: Option<String>,
    formula: Option<String>,
}

/// Every cell of every sheet, hidden sheets included.
///
/// `value` is a JSON number written exactly as the decimal reads, a string, `true`, `false`,
/// or `null` for a formula that was never calculated (its `type` is then `number`, `text`
/// empty). Dates are ISO 8601 strings.
pub fn to_inspect_json(workbook: &Workbook) -> InspectedWorkbook {
    let sheets = workbook.sheets.iter().map(|sheet| InspectedSheet {
        name: sheet.name.clone(),
        visibility: match sheet.visibility {
            Visibility::Visible => "visible",
            Visibility::Hidden => "hidden",
            Visibility::VeryHidden => "veryHidden",
        },
        cells: sheet.iter().map(|(at, cell)| inspect(sheet, at, cell)).collect(),
    });
    InspectedWorkbook { sheets: sheets.collect() }
}

fn inspect(sheet: &Sheet, at: CellRef, cell: &Cell) -> InspectedCell {
    let legacy = sheet.legacy(at).filter(|legacy| legacy.converted);
    let (r#type, value) = match &cell.value {
        Value::Empty => ("number", None),
        Value::Number(number) => ("number", raw(number.to_string())),
        Value::Text(text) => ("text", quoted(text)),
        Value::Bool(truth) => ("bool", raw(truth.to_string())),
        Value::Date(_) | Value::Duration(_) => ("date", quoted(&cell.text)),
        Value::Error(error) => ("error", quoted(error)),
    };
    InspectedCell {
        r#ref: at.to_string(),
        r#type,
        value,
        text: cell.text.clone(),
        original: legacy.map(|legacy| legacy.original.clone()),
        formula: cell.formula.clone(),
    }
}

fn raw(json: String) -> Option<Box<RawValue>> {
    RawValue::from_string(json).ok()
}

fn quoted(text: &str) -> Option<Box<RawValue>> {
    serde_json::to_string(text).ok().and_then(raw)
}
