//! Results stored beside formulas, held against what the formulas give.

use super::gathered;
use crate::diagnostic::{CellNote, Code, Field, Finding};
use crate::sheet::{Cell, Workbook};
use crate::template::xlsx::{Recomputed, Value};
use crate::text::{self, Lang};

/// Formulas whose stored results are not what they give: one finding a sheet.
pub fn stored_results(
    file: &str,
    workbook: &Workbook,
    recomputed: &Recomputed,
) -> Vec<Finding> {
    let of_sheet = workbook.sheets.iter().filter_map(|sheet| {
        let differ = recomputed.differ.iter().filter(|((name, _), _)| *name == sheet.name);
        let differ = differ.filter_map(|((_, at), value)| Some((*at, sheet.get(*at)?, value)));
        let differ: Vec<_> = differ.collect();
        gathered(Code::W320, file, sheet, &differ, |(at, cell, value)| {
            let formula = cell.formula.as_deref().unwrap_or_default();
            let said = Field::words(|lang| {
                let (stored, now) = (stored(cell), in_words(value, lang));
                lang.pick(
                    format!("lưu {stored}, tính lại {now}"),
                    format!("stored {stored}, gives {now}"),
                )
            });
            CellNote::new(*at, format!("={formula}"), said)
        })
    });
    of_sheet.collect()
}

fn stored(cell: &Cell) -> String {
    let text = cell.text.trim();
    if text.is_empty() { "«»".to_owned() } else { text.to_owned() }
}

/// A computed value as a person reads it.
pub(super) fn in_words(value: &Value, lang: Lang) -> String {
    match value {
        Value::Number(number) => text::number::exact(number.normalize(), lang),
        Value::Text(text) if text.is_empty() => "«»".to_owned(),
        Value::Text(text) => text.clone(),
        Value::Bool(truth) => if *truth { "TRUE" } else { "FALSE" }.to_owned(),
        Value::Error(error) => (*error).to_owned(),
    }
}
