//! What holds within a worksheet.

use std::collections::{BTreeMap, BTreeSet};

use super::super::cells::{column, letters};
use super::super::dom::Element;
use super::super::skeleton::SHEET_ORDER;
use super::{COLUMNS, ROWS, Rectangle, twice};

/// How many of what cells may point to.
pub(super) struct Limits {
    pub styles: usize,
    pub strings: usize,
    pub rule_formats: usize,
}

/// Everything that is wrong with a worksheet; answers the cells that hold formulas.
pub(super) fn complaints(
    name: &str,
    sheet: &Element,
    limits: &Limits,
    found: &mut Vec<String>,
) -> BTreeSet<String> {
    let mut told = Vec::new();
    order(sheet, &mut told);
    let formulas = rows(sheet, limits, &mut told);
    columns(sheet, limits, &mut told);
    merged(sheet, &mut told);
    areas(sheet, &mut told);
    breaks(sheet, &mut told);
    for rule in sheet.below().into_iter().filter(|e| e.name == "cfRule") {
        let format = rule.attribute("dxfId").map(str::parse::<usize>);
        if format.is_some_and(|id| id.is_ok_and(|id| id >= limits.rule_formats)) {
            told.push("a rule's format is not there".to_owned());
        }
    }
    found.extend(told.into_iter().map(|line| format!("{name}: {line}")));
    formulas
}

/// Children stand in the order of the schema, those that may stand once do.
fn order(sheet: &Element, told: &mut Vec<String>) {
    let place = |name: &str| SHEET_ORDER.iter().position(|known| *known == name);
    let mut last = 0;
    for child in sheet.elements().filter(|child| child.name != "AlternateContent") {
        match place(&child.name) {
            None => told.push(format!("{} is no part of a sheet", child.name)),
            Some(at) if at < last => told.push(format!("{} stands too late", child.name)),
            Some(at) => last = at,
        }
    }
    let once = sheet.elements().map(|child| child.name.clone());
    for name in twice(once.filter(|name| {
        !matches!(name.as_str(), "conditionalFormatting" | "cols" | "AlternateContent")
    })) {
        told.push(format!("{name} stands twice"));
    }
    if sheet.child("sheetData").is_none() {
        told.push("no sheetData".to_owned());
    }
}

/// Rows and cells in order, with styles, strings and shared formulas that are there.
fn rows(sheet: &Element, limits: &Limits, told: &mut Vec<String>) -> BTreeSet<String> {
    let mut formulas = BTreeSet::new();
    let mut shared: BTreeMap<String, Rectangle> = BTreeMap::new();
    let whole = sheet.child("dimension").and_then(|d| d.attribute("ref")).map(Rectangle::read);
    if whole == Some(None) {
        told.push("the dimension is no area".to_owned());
    }
    let mut last = 0;
    for row in sheet.child("sheetData").iter().flat_map(|data| data.all("row")) {
        let number = row.attribute("r").map_or(Ok(last + 1), str::parse).unwrap_or(0);
        if number <= last || number > ROWS {
            told.push(format!("row {number} after row {last}"));
        }
        last = number;
        style(row, limits, &format!("row {number}"), told);
        let spans = row.attribute("spans").and_then(|spans| {
            spans
                .split(' ')
                .next_back()?
                .split_once(':')
                .map(|(_, to)| to.parse::<u32>().unwrap_or(0))
        });
        let mut next = 0;
        for cell in row.all("c") {
            let at = cell
                .attribute("r")
                .map_or_else(|| format!("{}{number}", letters(next)), str::to_owned);
            let Some(place) = Rectangle::read(&at) else {
                told.push(format!("`{at}` is no cell"));
                continue;
            };
            if place.from.1 != number || column(&at) < next {
                told.push(format!(
                    "{at} stands in row {number}, column {next} or later is due"
                ));
            }
            next = column(&at) + 1;
            if spans.is_some_and(|to| next > to) {
                told.push(format!("{at} stands outside the spans of its row"));
            }
            if let Some(Some(whole)) = whole
                && !whole.contains(place)
            {
                told.push(format!("{at} stands outside the dimension"));
            }
            style(cell, limits, &at, told);
            content(cell, &at, limits, told);
            if let Some(formula) = cell.child("f") {
                formulas.insert(at.clone());
                formula_complaints(formula, &at, place, &mut shared, told);
            }
        }
    }
    formulas
}

fn style(element: &Element, limits: &Limits, at: &str, told: &mut Vec<String>) {
    let style = element.attribute("s").map(str::parse::<usize>);
    if style.is_some_and(|style| !style.is_ok_and(|style| style < limits.styles)) {
        told.push(format!("{at}: no such style"));
    }
}

fn content(cell: &Element, at: &str, limits: &Limits, told: &mut Vec<String>) {
    let kind = cell.attribute("t").unwrap_or("n");
    let value = cell.child("v").map(Element::text);
    let names: Vec<&str> = cell.elements().map(|child| child.name.as_str()).collect();
    let order = ["f", "v", "is", "extLst"];
    let places: Vec<_> =
        names.iter().map(|n| order.iter().position(|known| known == n)).collect();
    if places.iter().any(Option::is_none)
        || !places.is_sorted()
        || !twice(names.iter().map(ToString::to_string)).is_empty()
    {
        told.push(format!("{at}: {names:?} in a cell"));
    }
    let value = value.as_deref();
    let right = match kind {
        "s" => value.is_some_and(|it| it.parse::<usize>().is_ok_and(|v| v < limits.strings)),
        "n" => value
            .is_none_or(|v| !v.is_empty() && v.trim().parse::<f64>().is_ok_and(f64::is_finite)),
        "b" => value.is_none_or(|v| matches!(v, "0" | "1")),
        "e" => value.is_none_or(|v| v.starts_with('#')),
        "inlineStr" => {
            value.is_none() && cell.child("is").is_some() && cell.child("f").is_none()
        }
        "str" => cell.child("is").is_none(),
        "d" => value.is_some(),
        _ => false,
    };
    if !right {
        told.push(format!("{at}: `{}` as {kind}", value.unwrap_or("nothing")));
    }
    if value.is_some_and(|value| value.encode_utf16().count() > 32_767) {
        told.push(format!("{at}: a text longer than a cell holds"));
    }
}

fn formula_complaints(
    formula: &Element,
    at: &str,
    place: Rectangle,
    shared: &mut BTreeMap<String, Rectangle>,
    told: &mut Vec<String>,
) {
    let text = formula.text();
    let area = formula.attribute("ref").map(Rectangle::read);
    if area == Some(None) || area.flatten().is_some_and(|area| !area.contains(place)) {
        told.push(format!("{at}: the formula's area is wrong"));
    }
    match formula.attribute("t").unwrap_or("normal") {
        "shared" => {
            let group = formula.attribute("si").unwrap_or_default().to_owned();
            match (text.is_empty(), area.flatten()) {
                (false, Some(area)) => {
                    if shared.insert(group.clone(), area).is_some() {
                        told.push(format!("{at}: shared formula {group} twice"));
                    }
                }
                (false, None) => told.push(format!("{at}: a shared formula without its area")),
                (true, _) => match shared.get(&group) {
                    Some(area) if area.contains(place) => {}
                    Some(_) => told.push(format!("{at}: outside of shared formula {group}")),
                    None => told.push(format!("{at}: there is no shared formula {group}")),
                },
            }
        }
        "array" if area.is_none() => {
            told.push(format!("{at}: an array formula without its area"));
        }
        "normal" | "array" if text.trim().is_empty() => {
            told.push(format!("{at}: an empty formula"));
        }
        _ => {}
    }
    let (mut depth, mut quote) = (0i32, None);
    let mut unquoted = String::new();
    for c in text.chars() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '(') => depth += 1,
            (None, ')') => depth -= 1,
            _ => {}
        }
        if quote.is_none() {
            unquoted.push(c);
        }
    }
    // A name of a sheet may hold a tag.
    if text.starts_with('=') || unquoted.contains("{{") || unquoted.contains("{%") {
        told.push(format!("{at}: `{text}` is no formula"));
    }
    if depth != 0 || quote.is_some() {
        told.push(format!("{at}: `{text}` does not close"));
    }
}

fn columns(sheet: &Element, limits: &Limits, told: &mut Vec<String>) {
    let mut last = 0;
    for col in sheet.child("cols").iter().flat_map(|cols| cols.all("col")) {
        let number =
            |name| col.attribute(name).and_then(|n: &str| n.parse::<u32>().ok()).unwrap_or(0);
        let (min, max) = (number("min"), number("max"));
        if min <= last || max < min || max > COLUMNS {
            told.push(format!("columns {min} to {max} after {last}"));
        }
        last = max;
        let style = col.attribute("style").map(str::parse::<usize>);
        if style.is_some_and(|style| !style.is_ok_and(|style| style < limits.styles)) {
            told.push(format!("column {min}: no such style"));
        }
    }
}

/// Merged cells that do not overlap.
fn merged(sheet: &Element, told: &mut Vec<String>) {
    let merges = sheet.child("mergeCells");
    let texts: Vec<&str> = merges
        .iter()
        .flat_map(|m| m.all("mergeCell"))
        .filter_map(|m| m.attribute("ref"))
        .collect();
    let areas: Vec<Rectangle> = texts.iter().filter_map(|text| Rectangle::read(text)).collect();
    if areas.iter().any(|area| area.from == area.to) {
        told.push("a single cell is merged".to_owned());
    }
    for (index, area) in areas.iter().enumerate() {
        if areas[index + 1..].iter().any(|other| area.overlaps(*other)) {
            told.push(format!("merged {} overlaps another", texts[index]));
        }
    }
}

/// Every area named in an attribute is one.
fn areas(sheet: &Element, told: &mut Vec<String>) {
    for element in std::iter::once(sheet).chain(sheet.below()) {
        for (key, value) in &element.attributes {
            let list = matches!(key.as_str(), "sqref");
            let one = matches!(key.as_str(), "topLeftCell" | "activeCell" | "ref")
                && !matches!(element.name.as_str(), "f" | "reference");
            if (list || one)
                && (value.trim().is_empty()
                    || value.split_whitespace().any(|area| Rectangle::read(area).is_none()))
            {
                told.push(format!("{}: {key} `{value}`", element.name));
            }
        }
        if element.tag == "xm:sqref"
            && element.text().split_whitespace().any(|area| Rectangle::read(area).is_none())
        {
            told.push(format!("xm:sqref `{}`", element.text()));
        }
        let needs_area =
            matches!(element.name.as_str(), "conditionalFormatting" | "dataValidation")
                && element.tag == element.name;
        if needs_area && element.attribute("sqref").is_none() {
            told.push(format!("{} without an area", element.name));
        }
    }
}

/// Page breaks within the sheet, in order, each once.
fn breaks(sheet: &Element, told: &mut Vec<String>) {
    for (name, limit) in [("rowBreaks", ROWS), ("colBreaks", COLUMNS)] {
        let breaks = sheet.child(name);
        let numbers = breaks.iter().flat_map(|all| all.all("brk"));
        let numbers: Vec<u32> =
            numbers.filter_map(|b| b.attribute("id")?.parse().ok()).collect();
        if numbers.iter().any(|number| *number >= limit) || !numbers.is_sorted_by(|a, b| a < b)
        {
            told.push(format!("{name} {numbers:?}"));
        }
    }
}
