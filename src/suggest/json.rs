//! Proposals for programs: stable names.

use serde::Serialize;

use super::{Certainty, Fate, Suggestion};

#[derive(Serialize)]
struct Told<'a> {
    tables: usize,
    formulas: usize,
    cells: Vec<Cell<'a>>,
    texts: Vec<Text<'a>>,
    empty_lines: Vec<Label<'a>>,
    empty_columns: Vec<Label<'a>>,
}

#[derive(Serialize)]
struct Cell<'a> {
    sheet: &'a str,
    #[serde(rename = "cell")]
    at: String,
    labels: &'a str,
    certainty: Option<&'static str>,
    tag: Option<&'a str>,
    candidates: &'a [String],
}

#[derive(Serialize)]
struct Text<'a> {
    sheet: &'a str,
    cell: String,
    #[serde(rename = "text")]
    written: &'a str,
}

#[derive(Serialize)]
struct Label<'a> {
    sheet: &'a str,
    label: &'a str,
}

/// Proposals as JSON, ending in a line break.
///
/// # Errors
/// Never in practice: the text is made in memory.
pub fn suggestion_json(suggestion: &Suggestion) -> serde_json::Result<Vec<u8>> {
    let cells = suggestion.cells.iter().map(|told| {
        let (certainty, tag, candidates): (_, _, &[String]) = match &told.fate {
            Fate::Tagged { code, certainty } => {
                (Some(in_a_word(*certainty)), Some(code.as_str()), &[])
            }
            Fate::Several { codes } => (None, None, codes),
            Fate::Left { .. } => (None, None, &[]),
        };
        let (sheet, at) = (told.sheet.as_str(), told.cell.to_string());
        Cell { sheet, at, labels: &told.labels, certainty, tag, candidates }
    });
    let texts = suggestion.texts.iter().map(|text| Text {
        sheet: &text.sheet,
        cell: text.cell.to_string(),
        written: &text.text,
    });
    let told = Told {
        tables: suggestion.tables,
        formulas: suggestion.formulas,
        cells: cells.collect(),
        texts: texts.collect(),
        empty_lines: labels(&suggestion.empty_lines),
        empty_columns: labels(&suggestion.empty_columns),
    };
    let mut json = serde_json::to_vec_pretty(&told)?;
    json.push(b'\n');
    Ok(json)
}

fn labels(of: &[(String, String)]) -> Vec<Label<'_>> {
    of.iter().map(|(sheet, label)| Label { sheet, label }).collect()
}

const fn in_a_word(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Sure => "sure",
        Certainty::Likely => "likely",
        Certainty::Doubtful => "doubtful",
    }
}
