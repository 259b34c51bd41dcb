//! Findings as JSON, for other programs.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::value::RawValue;

use crate::diagnostic::{CellNote, Field, Reported};
use crate::text::Lang;

#[derive(Serialize)]
struct JsonFinding<'a> {
    number: u32,
    code: &'static str,
    severity: &'static str,
    /// What the office decided of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<JsonDecision<'a>>,
    file: Option<&'a str>,
    sheet: Option<&'a str>,
    cell: Option<String>,
    line: Option<u32>,
    part: Option<&'a str>,
    paragraph: Option<usize>,
    cells: Vec<JsonCell<'a>>,
    message: String,
    remedy: String,
    fields: BTreeMap<&'static str, JsonField<'a>>,
    scope: &'a [String],
    causes: &'a [u32],
    times: u32,
}

#[derive(Serialize)]
struct JsonDecision<'a> {
    key: &'a str,
    verdict: &'static str,
    reason: &'a str,
    decided_by: &'a str,
    basis: &'a str,
}

#[derive(Serialize)]
struct JsonCell<'a> {
    file: Option<&'a str>,
    sheet: Option<&'a str>,
    cell: Option<String>,
    label: &'a str,
    value: JsonField<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    remark: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    usual: Option<String>,
    marked: bool,
}

#[derive(Serialize)]
#[serde(untagged)]
enum JsonField<'a> {
    Text(&'a str),
    Number(Box<RawValue>),
    Count(u64),
    List(&'a [String]),
}

/// The findings as a JSON array, message and remedy in the language asked for.
///
/// A figure is a number with its exact digits; files and sheets are written as they are.
pub fn json<'a>(findings: impl IntoIterator<Item = &'a Reported>, lang: Lang) -> String {
    let findings: Vec<JsonFinding<'_>> =
        findings.into_iter().map(|reported| json_finding(reported, lang)).collect();
    // cannot fail: no map with keys other than texts, and nothing is read or written
    let text = serde_json::to_string_pretty(&findings).unwrap_or_else(|_| "[]".to_owned());
    text + "\n"
}

fn json_finding(reported: &Reported, lang: Lang) -> JsonFinding<'_> {
    let finding = &reported.finding;
    let place = finding.place.as_ref();
    let paragraph = place.and_then(|place| place.paragraph.as_ref());
    JsonFinding {
        number: reported.number,
        code: finding.code.as_str(),
        severity: finding.severity().as_str(),
        decision: finding.decided.as_ref().map(|decided| JsonDecision {
            key: &decided.key,
            verdict: decided.verdict.as_str(),
            reason: &decided.reason,
            decided_by: &decided.by,
            basis: &decided.basis,
        }),
        file: place.map(|place| place.file.as_str()),
        sheet: place.and_then(|place| place.sheet.as_deref()),
        cell: place.and_then(|place| place.cell).map(|cell| cell.to_string()),
        line: place.and_then(|place| place.line),
        part: paragraph.map(|paragraph| paragraph.part.as_str()),
        paragraph: paragraph.map(|paragraph| paragraph.number),
        cells: finding.cells.iter().map(|note| json_cell(note, lang)).collect(),
        message: finding.message(lang),
        remedy: finding.remedy(lang),
        fields: finding
            .fields
            .iter()
            .map(|(name, field)| (*name, json_field(field, lang)))
            .collect(),
        scope: &finding.scope,
        causes: &reported.causes,
        times: reported.times,
    }
}

fn json_cell(note: &CellNote, lang: Lang) -> JsonCell<'_> {
    JsonCell {
        file: note.file.as_deref(),
        sheet: note.sheet.as_deref(),
        cell: note.cell.map(|cell| cell.to_string()),
        label: &note.label,
        value: json_field(&note.value, lang),
        remark: note.remark.as_deref(),
        usual: note.usual.as_ref().map(|usual| usual.print(lang)),
        marked: note.marked,
    }
}

fn json_field(field: &Field, lang: Lang) -> JsonField<'_> {
    match field {
        Field::Text(text) => JsonField::Text(text),
        Field::Number(value) => exact_number(*value),
        Field::Count(count) => JsonField::Count(*count),
        Field::List(items) => JsonField::List(items),
        Field::Words { vi, en } => JsonField::Text(lang.pick(vi, en)),
    }
}

/// The figure with all its digits, which `f64` would not keep.
fn exact_number(value: Decimal) -> JsonField<'static> {
    match RawValue::from_string(value.normalize().to_string()) {
        Ok(raw) => JsonField::Number(raw),
        Err(_) => JsonField::Text(""), // a decimal is always a JSON number
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, Finding, Findings, Place};
    use crate::ooxml::CellRef;

    #[test]
    fn a_program_finds_every_fact_with_its_exact_digits() {
        let digits = "0.1234567890123456789012345678";
        let mut findings = Findings::new();
        let cause = findings.push(
            Finding::new(Code::E205)
                .at(Place::file("a.xlsx").sheet("Kết nạp").cell(CellRef::new(8, 5)))
                .cell(CellNote::new(CellRef::new(8, 5), "Nữ", "-1").marked())
                .text("value", "-1")
                .number("min", digits.parse().unwrap())
                .scope("CB01"),
        );
        findings.push(
            Finding::new(Code::W404)
                .count("included", 4)
                .count("due", 5)
                .list("missing", ["CB05"])
                .caused_by(cause),
        );
        let text = json(&findings.finish(), Lang::Vi);
        assert!(text.contains(&format!("\"min\": {digits}")), "{text}");
        let read: serde_json::Value = serde_json::from_str(&text).unwrap();
        let (cell, total) = (&read[0], &read[1]);
        assert_eq!(cell["code"], "E205");
        assert_eq!(cell["severity"], "error");
        assert_eq!(
            (&cell["file"], &cell["sheet"], &cell["cell"]),
            (&"a.xlsx".into(), &"Kết nạp".into(), &"F9".into())
        );
        assert_eq!(cell["cells"][0]["label"], "Nữ");
        assert_eq!(cell["cells"][0]["value"], "-1");
        assert_eq!(cell["scope"][0], "CB01");
        assert!(total["file"].is_null());
        assert_eq!(total["causes"], serde_json::json!([1]));
        assert_eq!(total["fields"]["missing"], serde_json::json!(["CB05"]));
        assert_eq!(total["message"], "tổng mới gồm 4/5 đơn vị, còn thiếu `CB05`");
    }

    #[test]
    fn no_findings_are_an_empty_array() {
        assert_eq!(json(&Findings::new().finish(), Lang::Vi), "[]\n");
    }
}
