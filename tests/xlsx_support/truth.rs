//! Whether a certificate says the truth: the template and the certificate together must give the
//! result, cell by cell and part by part, no more and no less.

use std::collections::{BTreeMap, BTreeSet};

use calamine::Reader as _;
use tonghop::template::xlsx::{Axis, Certificate, ChangedCell, PartChange};

use super::cells::{column, letters};
use super::dom::Element;
use super::package::Parts;

/// A cell: row and column, from 0.
type At = (u32, u32);

/// Cells that hold something, as a certificate would write them.
type Cells = BTreeMap<At, String>;

/// Everything in which a certificate is not true; nothing for a true one.
pub(crate) fn untruths(
    template: &[u8],
    result: &[u8],
    certificate: &Certificate,
) -> Vec<String> {
    let (before, after) = (Parts::open(template).unwrap(), Parts::open(result).unwrap());
    let mut wrong = parts(&before, &after, certificate);
    let (before, after) = (sheets(&before, template), sheets(&after, result));
    for (sheet, cells) in &after {
        let told = certificate.sheets.iter().find(|made| &made.name == sheet);
        let from = told.map_or(Some(sheet), |made| made.from.as_ref());
        match from.and_then(|from| before.get(from)) {
            Some(before) => wrong.extend(untrue_cells(sheet, before, cells, certificate)),
            None if from.is_none() => {}
            None => wrong.push(format!("sheet {sheet} comes from nowhere")),
        }
    }
    wrong.extend(untrue_sheets(&before, &after, certificate));
    for told in &certificate.cells {
        let stood = before.get(&told.from.0).and_then(|cells| cells.get(&origin(told)));
        let stood = stood.cloned().unwrap_or_default();
        if stood != told.before.to_string() {
            wrong.push(format!("{:?} was {stood:?}, told {:?}", told.from, told.before));
        }
    }
    wrong.iter().map(|line| format!("the certificate is not true: {line}")).collect()
}

/// Each sheet of the template is in the result, under a name that is told, or told to be gone.
fn untrue_sheets(
    before: &BTreeMap<String, Cells>,
    after: &BTreeMap<String, Cells>,
    certificate: &Certificate,
) -> Vec<String> {
    let mut wrong = Vec::new();
    for name in before.keys() {
        let made = certificate.sheets.iter().any(|made| made.from.as_ref() == Some(name));
        let own = certificate.sheets.iter().find(|made| &made.name == name);
        let there = made || after.contains_key(name) && own.is_none();
        if there == certificate.left_out.contains(name) {
            wrong.push(format!("sheet {name} is there: {there}, and told otherwise"));
        }
    }
    for made in certificate.sheets.iter().filter(|made| !after.contains_key(&made.name)) {
        wrong.push(format!("told of sheet {}, which is not there", made.name));
    }
    wrong
}

fn origin(cell: &ChangedCell) -> At {
    (cell.from.1.row, u32::from(cell.from.1.col))
}

fn parts(before: &Parts, after: &Parts, certificate: &Certificate) -> Vec<String> {
    let mut really = BTreeMap::new();
    let mut kept = 0;
    for name in before.0.keys().chain(after.0.keys()).collect::<BTreeSet<_>>() {
        let how = match (before.0.get(name), after.0.get(name)) {
            (Some(was), Some(is)) if was == is => {
                kept += 1;
                continue;
            }
            (Some(_), Some(_)) => PartChange::Rewritten,
            (None, _) => PartChange::Added,
            (_, None) => PartChange::Removed,
        };
        really.insert(name.clone(), how);
    }
    let told = certificate.parts.iter();
    let told: BTreeMap<_, _> = told.map(|part| (part.name.clone(), part.how)).collect();
    let mut wrong = Vec::new();
    if told != really {
        wrong.push(format!("parts: told {told:?}, really {really:?}"));
    }
    if certificate.kept != kept {
        wrong.push(format!("{kept} parts are the same, told {}", certificate.kept));
    }
    let unfounded = certificate.parts.iter().filter(|part| part.why.is_empty());
    wrong.extend(unfounded.map(|part| format!("{} changed for no reason", part.name)));
    wrong
}

/// Each cell of the result is either told of, or the template's that stands there.
fn untrue_cells(
    sheet: &str,
    before: &Cells,
    after: &Cells,
    certificate: &Certificate,
) -> Vec<String> {
    let mut wrong = Vec::new();
    let of_sheet = certificate.cells.iter().filter(|cell| cell.sheet == sheet);
    let told: BTreeMap<At, &ChangedCell> = of_sheet
        .filter_map(|told| Some(((told.cell?.row, u32::from(told.cell?.col)), told)))
        .collect();
    let (rows, columns) =
        (origins(sheet, Axis::Rows, certificate), origins(sheet, Axis::Columns, certificate));
    let mut shown = BTreeSet::new();
    for at in after.keys().chain(told.keys()).copied().collect::<BTreeSet<At>>() {
        let from = (*rows.get(&at.0).unwrap_or(&at.0), *columns.get(&at.1).unwrap_or(&at.1));
        let [is, was] =
            [after.get(&at), before.get(&from)].map(|cell| cell.cloned().unwrap_or_default());
        let first = shown.insert(from);
        let place = format!("{sheet}!{}{}", letters(at.1), at.0 + 1);
        match told.get(&at) {
            None if is != was => wrong.push(format!("{place}: {was:?} is {is:?}, untold")),
            None if !first => wrong.push(format!("{place}: a copy of {is:?}, untold")),
            Some(told) if told.after.to_string() != is => {
                wrong.push(format!("{place} is {is:?}, told {:?}", told.after));
            }
            Some(told) if origin(told) != from => {
                wrong.push(format!("{place} comes from {from:?}, told {:?}", told.from));
            }
            Some(_) if is == was && first && at == from => {
                wrong.push(format!("{place} did not change, told of {is:?}"));
            }
            _ => {}
        }
    }
    let gone = certificate.cells.iter().filter(|cell| cell.cell.is_none());
    let gone: BTreeSet<At> = gone.filter(|cell| cell.sheet == sheet).map(origin).collect();
    for (at, was) in before {
        if gone.contains(at) == shown.contains(at) {
            let told = gone.contains(at);
            wrong.push(format!("{sheet} {at:?} {was:?}: told that it is gone: {told}"));
        }
    }
    wrong
}

/// Where lines that moved come from, as the certificate tells.
fn origins(sheet: &str, axis: Axis, certificate: &Certificate) -> BTreeMap<u32, u32> {
    let runs = certificate.moved.iter().filter(|run| run.sheet == sheet && run.axis == axis);
    let lines = runs.flat_map(|run| {
        let places = run.to.iter().flat_map(|(first, last)| *first..=*last);
        places.zip((run.from.0..=run.from.1).cycle())
    });
    lines.collect()
}

/// The cells of all worksheets.
fn sheets(parts: &Parts, file: &[u8]) -> BTreeMap<String, Cells> {
    let strings = parts.of_workbook("sharedStrings");
    let strings: Vec<&Element> = strings.iter().flat_map(|sst| sst.all("si")).collect();
    let mut book: calamine::Xlsx<_> =
        calamine::Xlsx::new(std::io::Cursor::new(file.to_vec())).unwrap();
    let mut sheets = BTreeMap::new();
    for sheet in parts.sheets() {
        let Some(tree) = parts.tree(&sheet.path) else { continue };
        let Some(data) = tree.child("sheetData") else { continue };
        let shared = book.worksheet_formula(&sheet.name).unwrap_or_default();
        let mut cells = Cells::new();
        let mut next_row = 1;
        for row in data.all("row") {
            let number: u32 =
                row.attribute("r").and_then(|r| r.parse().ok()).unwrap_or(next_row);
            next_row = number + 1;
            let mut next = 0;
            for cell in row.all("c") {
                let col = cell.attribute("r").map_or(next, column);
                next = col + 1;
                let at = (number - 1, col);
                let told = said(cell, &strings, shared.get_value(at));
                cells.extend(told.map(|told| (at, told)));
            }
        }
        sheets.insert(sheet.name, cells);
    }
    sheets
}

/// What a cell says, as a certificate writes it.
fn said(cell: &Element, strings: &[&Element], shared: Option<&String>) -> Option<String> {
    let value = value(cell, strings);
    let Some(formula) = cell.child("f") else { return value };
    let text = formula.text();
    let member = text.is_empty() && formula.attribute("t") == Some("shared");
    let text = if member { shared.cloned().unwrap_or_default() } else { text };
    Some(value.map_or_else(|| format!("={text}"), |value| format!("={text} → {value}")))
}

fn value(cell: &Element, strings: &[&Element]) -> Option<String> {
    let stored = cell.child("v").map(Element::text);
    match cell.attribute("t").unwrap_or("n") {
        "s" => strings.get(stored?.trim().parse::<usize>().ok()?).map(|item| words(item)),
        "inlineStr" => cell.child("is").map(words),
        "b" => Some(if stored?.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned()),
        "str" => stored.map(|text| unescaped(&text)),
        "n" => {
            stored.map(|number| number.trim().to_owned()).filter(|number| !number.is_empty())
        }
        _ => stored,
    }
}

/// The text of a string, without phonetic guides.
fn words(item: &Element) -> String {
    let runs = item.elements().flat_map(|child| match child.name.as_str() {
        "t" => vec![child.text()],
        "r" => child.all("t").map(Element::text).collect(),
        _ => Vec::new(),
    });
    unescaped(&runs.collect::<String>())
}

/// A stored text as Excel shows it: `_x000D_` is one character.
fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        out.push_str(&rest[..at]);
        let code =
            rest.get(at + 2..at + 6).filter(|_| rest.as_bytes().get(at + 6) == Some(&b'_'));
        let code = code.and_then(|code| u32::from_str_radix(code, 16).ok());
        if let Some(c) = code.and_then(char::from_u32) {
            out.push(c);
            rest = &rest[at + 7..];
        } else {
            out.push_str("_x");
            rest = &rest[at + 2..];
        }
    }
    out + rest
}
