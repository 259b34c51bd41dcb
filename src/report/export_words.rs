//! Exports of what units say in their own words: one line for every unit, period and text element,
//! blank cells too, each with the cell that it was typed in.

use std::borrow::Cow;

use serde::Serialize;

use super::ExportFormat;
use crate::model::{Statement, StatementKey};
use crate::pack::Consolidated;
use crate::text::Lang;
use crate::trace;

/// What a unit said in a cell.
#[derive(Serialize)]
struct Line<'a> {
    org: &'a str,
    org_name: &'a str,
    period: String,
    element: &'a str,
    words: &'a str,
    file: &'a str,
    sheet: &'a str,
    cell: String,
    /// From what the office typed it, if the unit did not send it itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    origin: Option<String>,
}

/// Exports all words of the packs given, those of sensitive elements too.
///
/// # Errors
/// When they cannot be written in the format, which no words are known to cause.
pub fn export_words(
    packs: &[&Consolidated],
    format: ExportFormat,
) -> Result<Vec<u8>, std::io::Error> {
    let lines: Vec<Line<'_>> = packs.iter().flat_map(|data| lines(data)).collect();
    match format {
        ExportFormat::Json => {
            let mut bytes = serde_json::to_vec_pretty(&lines)?;
            bytes.push(b'\n');
            Ok(bytes)
        }
        ExportFormat::Csv => {
            let mut writer = csv::Writer::from_writer(Vec::new());
            writer.write_record([
                "org", "org_name", "period", "element", "words", "file", "sheet", "cell",
                "origin",
            ])?;
            for line in &lines {
                let texts = [line.org_name, line.words, line.file, line.sheet].map(no_formula);
                let [org_name, words, file, sheet] = &texts;
                let origin = no_formula(line.origin.as_deref().unwrap_or_default());
                writer.write_record([
                    line.org,
                    org_name,
                    &line.period,
                    line.element,
                    words,
                    file,
                    sheet,
                    &line.cell,
                    &origin,
                ])?;
            }
            writer.into_inner().map_err(csv::IntoInnerError::into_error)
        }
    }
}

/// Programs that open CSV take a text that begins so for a formula; an apostrophe before it keeps
/// it a text.
pub(super) fn no_formula(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

fn lines(data: &Consolidated) -> Vec<Line<'_>> {
    let here =
        data.statements.iter().filter(|(key, _)| data.tree.is_within(key.org, data.office));
    here.flat_map(|(key, statement)| lines_of(data, key, statement)).collect()
}

/// Of a consolidated return each unit below it has a line; all stand in one cell.
fn lines_of<'a>(
    data: &'a Consolidated,
    key: StatementKey,
    statement: &'a Statement,
) -> Vec<Line<'a>> {
    let source = &statement.source;
    let line = |org: &'a str, org_name: &'a str, words: &'a str| Line {
        org,
        org_name,
        period: key.period.to_string(),
        element: data.pack.texts.get(key.text).map_or("", |text| text.code.as_str()),
        words,
        file: &source.file,
        sheet: &source.sheet,
        cell: source.cell.to_string(),
        origin: source.origin.as_ref().map(|of| trace::origin_in_words(of, Lang::Vi)),
    };
    match statement.below.as_deref() {
        None => vec![line(data.tree.code(key.org), data.tree.name(key.org), &source.text)],
        Some(below) => {
            below.iter().map(|said| line(&said.code, &said.name, &said.text)).collect()
        }
    }
}
