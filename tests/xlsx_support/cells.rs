//! The cells of a workbook as lines that people read.
//!
//! ```text
//! [Sheet]
//! row 2 ht=30 customHeight=1
//! A2 s3 "text"
//! B2 12.5
//! C2 =SUM(A1:A2) → 4
//! D2 {=A1:A2*2} in D2:D3 → 4
//! E2 =A2*2 (shared 0 in E2:E9) → 4
//! ```

use super::dom::{Element, escape};
use super::package::Parts;
use std::fmt::Write as _;

/// The cells of all sheets whose parts are not the same bytes in the other package.
pub(super) fn cells(parts: &Parts, template: &Parts) -> String {
    let strings = parts.of_workbook("sharedStrings");
    let strings: Vec<&Element> = strings.iter().flat_map(|sst| sst.all("si")).collect();
    let mut out = String::new();
    for sheet in parts.sheets() {
        let same = parts.0.get(&sheet.path) == template.0.get(&sheet.path);
        let Some(tree) = parts.tree(&sheet.path).filter(|_| !same) else { continue };
        let Some(data) = tree.child("sheetData") else { continue };
        writeln!(out, "[{}]", sheet.name).unwrap();
        let mut next_row = 1;
        for row in data.all("row") {
            let number = row.attribute("r").and_then(|r| r.parse().ok()).unwrap_or(next_row);
            next_row = number + 1;
            let attributes = others(row, &["r", "spans"]);
            if !attributes.is_empty() {
                writeln!(out, "row {number}{attributes}").unwrap();
            }
            let mut next = 0;
            for cell in row.all("c") {
                let at = cell.attribute("r").map(str::to_owned);
                let at = at.unwrap_or_else(|| format!("{}{number}", letters(next)));
                next = column(&at) + 1;
                writeln!(out, "{at}{}", shown(cell, &strings)).unwrap();
            }
        }
    }
    out
}

/// Attributes that are not among the known ones, ` name=value` each.
fn others(element: &Element, known: &[&str]) -> String {
    let others = element.attributes.iter().filter(|(name, _)| !known.contains(&name.as_str()));
    others.flat_map(|(name, value)| [" ", name, "=", value]).collect()
}

fn shown(cell: &Element, strings: &[&Element]) -> String {
    let style = cell.attribute("s").filter(|s| *s != "0").map(|s| format!(" s{s}"));
    let mut line = style.unwrap_or_default() + &others(cell, &["r", "s", "t"]);
    let value = value(cell, strings);
    if let Some(formula) = cell.child("f") {
        write!(line, " {} →", shown_formula(formula)).unwrap();
    }
    if !value.is_empty() {
        write!(line, " {value}").unwrap();
    }
    for child in
        cell.elements().filter(|child| !matches!(child.name.as_str(), "f" | "v" | "is"))
    {
        write!(line, " and {}", child.lines().join("")).unwrap();
    }
    line
}

fn shown_formula(formula: &Element) -> String {
    let text = formula.text();
    let more = others(formula, &["t", "ref", "si"]);
    let area = formula.attribute("ref").map(|area| format!(" in {area}")).unwrap_or_default();
    match formula.attribute("t") {
        Some("array") => format!("{{={text}}}{area}{more}"),
        Some("shared") => {
            let text = if text.is_empty() { text } else { format!("={text} ") };
            format!(
                "{text}(shared {}{area}){more}",
                formula.attribute("si").unwrap_or_default()
            )
        }
        Some("dataTable") => format!("(what-if table{area}){more}"),
        _ => format!("={text}{area}{more}"),
    }
}

fn value(cell: &Element, strings: &[&Element]) -> String {
    let stored = cell.child("v").map(Element::text);
    match (cell.attribute("t").unwrap_or("n"), stored) {
        ("s", Some(index)) => match index.parse().ok().and_then(|i: usize| strings.get(i)) {
            Some(item) => text(item),
            None => format!("no string {index}"),
        },
        ("inlineStr", _) => cell.child("is").map(text).unwrap_or_default(),
        (_, None) => String::new(),
        ("str", Some(text)) => quoted(&text),
        ("b", Some(truth)) => if truth == "1" { "TRUE" } else { "FALSE" }.to_owned(),
        ("d", Some(date)) => format!("date {date}"),
        (_, Some(value)) => value,
    }
}

/// A shared or inline string: plain text quoted, anything else as markup.
fn text(item: &Element) -> String {
    match item.child("t") {
        Some(text) if item.elements().count() == 1 => quoted(&text.text()),
        None if item.elements().count() == 0 => "\"\"".to_owned(),
        _ => item
            .elements()
            .flat_map(Element::lines)
            .map(|line| line.trim().to_owned())
            .collect(),
    }
}

fn quoted(text: &str) -> String {
    format!(
        "\"{}\"",
        escape(text).replace("&quot;", "\"").replace("&lt;", "<").replace("&amp;", "&")
    )
}

/// The column of an address, from 0.
pub(super) fn column(at: &str) -> u32 {
    let letters = at.bytes().take_while(u8::is_ascii_alphabetic);
    letters.fold(0, |col, letter| col * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1)
        - 1
}

/// The letters of a column, from 0.
pub(super) fn letters(column: u32) -> String {
    let mut column = column + 1;
    let mut letters = Vec::new();
    while column > 0 {
        letters.push(char::from(b'A' + u8::try_from((column - 1) % 26).unwrap()));
        column = (column - 1) / 26;
    }
    letters.iter().rev().collect()
}
