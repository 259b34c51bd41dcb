//! What holds between a worksheet and what hangs on it: comments, tables, drawings.

use std::collections::{BTreeMap, BTreeSet};

use super::super::cells::letters;
use super::super::dom::Element;
use super::super::package::Parts;
use super::{Rectangle, twice};

/// The tables seen so far: their ids and names must differ in the whole workbook.
#[derive(Default)]
pub(super) struct Tables {
    ids: BTreeSet<String>,
    names: BTreeSet<String>,
}

/// Everything that is wrong with what hangs on a sheet.
pub(super) fn complaints(
    parts: &Parts,
    trees: &BTreeMap<&str, Element>,
    path: &str,
    sheet: &Element,
    tables: &mut Tables,
    found: &mut Vec<String>,
) {
    let links = parts.links(path);
    let of = |kind: &str| -> Vec<(&str, &Element)> {
        let links = links.iter().filter(|link| link.kind == kind);
        links
            .filter_map(|link| trees.get_key_value(link.target.as_str()).map(|(n, t)| (*n, t)))
            .collect()
    };
    comments(&of("comments"), &of("vmlDrawing"), &of("threadedComment"), found);
    let mut areas = Vec::new();
    for (name, table) in of("table") {
        tables.complaints(parts, name, table, sheet, found);
        areas.extend(table.attribute("ref").and_then(Rectangle::read));
    }
    let merged = sheet.child("mergeCells");
    let merged = merged
        .iter()
        .flat_map(|m| m.elements())
        .filter_map(|m| Rectangle::read(m.attribute("ref")?));
    let merged: Vec<Rectangle> = merged.collect();
    for (index, area) in areas.iter().enumerate() {
        if areas[index + 1..].iter().chain(&merged).any(|other| area.overlaps(*other)) {
            found.push(format!("{path}: a table overlaps another or merged cells"));
        }
    }
    for (name, drawing) in of("drawing") {
        anchors(name, drawing, found);
    }
}

fn comments(
    comments: &[(&str, &Element)],
    shapes: &[(&str, &Element)],
    threads: &[(&str, &Element)],
    found: &mut Vec<String>,
) {
    let mut places = Vec::new();
    for (name, part) in comments {
        let authors = part.child("authors").map_or(0, |authors| authors.elements().count());
        for comment in part.child("commentList").iter().flat_map(|list| list.all("comment")) {
            let at = comment.attribute("ref").unwrap_or_default().to_owned();
            if Rectangle::read(&at).is_none() {
                found.push(format!("{name}: a comment at `{at}`"));
            }
            let author = comment.attribute("authorId").and_then(|it| it.parse::<usize>().ok());
            if author.is_none_or(|id| id >= authors) {
                found.push(format!("{name}: the author of {at} is not there"));
            }
            places.push(at);
        }
    }
    found.extend(
        twice(places.iter().cloned()).iter().map(|at| format!("comment at {at} twice")),
    );
    let mut shown = BTreeSet::new();
    let mut ids = Vec::new();
    for (_, part) in shapes {
        for shape in part.below().into_iter().filter(|e| e.name == "shape") {
            ids.extend(shape.attribute("id").map(str::to_owned));
            let Some(data) = shape.child("ClientData") else { continue };
            let number =
                |name: &str| data.child(name).and_then(|n| n.text().trim().parse::<u32>().ok());
            if let (Some(row), Some(col)) = (number("Row"), number("Column")) {
                let at = format!("{}{}", letters(col), row + 1);
                if data.attribute("ObjectType") == Some("Note") && !places.contains(&at) {
                    found.push(format!("a shape for the comment at {at}, which is not there"));
                }
                shown.insert(at);
            }
        }
    }
    found.extend(twice(ids.into_iter()).iter().map(|id| format!("VML shape {id} twice")));
    if !shapes.is_empty() {
        let hidden = places.iter().filter(|at| !shown.contains(*at));
        found.extend(hidden.map(|at| format!("the comment at {at} has no shape")));
    }
    let mut ids = Vec::new();
    for (name, part) in threads {
        for comment in part.all("threadedComment") {
            let at = comment.attribute("ref").unwrap_or_default();
            if !places.iter().any(|place| place == at) {
                found.push(format!("{name}: a thread at {at} without its comment"));
            }
            ids.extend(comment.attribute("id").map(str::to_owned));
        }
    }
    found.extend(twice(ids.into_iter()).iter().map(|id| format!("thread {id} twice")));
}

impl Tables {
    fn complaints(
        &mut self,
        parts: &Parts,
        name: &str,
        table: &Element,
        sheet: &Element,
        found: &mut Vec<String>,
    ) {
        let mut tell = |line: String| found.push(format!("{name}: {line}"));
        let text = |key: &str| table.attribute(key).unwrap_or_default().to_owned();
        if !self.ids.insert(text("id")) {
            tell(format!("table {} twice", text("id")));
        }
        if !self.names.insert(text("displayName").to_lowercase()) {
            tell(format!("table {} twice", text("displayName")));
        }
        let Some(area) = Rectangle::read(&text("ref")) else {
            tell(format!("area `{}`", text("ref")));
            return;
        };
        let columns: Vec<&Element> =
            table.child("tableColumns").iter().flat_map(|c| c.elements()).collect();
        if u32::try_from(columns.len()).unwrap() != area.to.0 - area.from.0 + 1 {
            tell("not as many columns as its area".to_owned());
        }
        for key in ["id", "name"] {
            let values =
                columns.iter().map(|c| c.attribute(key).unwrap_or_default().to_lowercase());
            for value in twice(values) {
                tell(format!("column {key} {value} twice"));
            }
        }
        let count = |key: &str, default: u32| {
            table.attribute(key).map_or(default, |n| n.parse().unwrap_or(0))
        };
        let (heads, totals) = (count("headerRowCount", 1), count("totalsRowCount", 0));
        if area.to.1 - area.from.1 + 1 < heads + totals + 1 {
            tell("no row of data".to_owned());
        }
        if let Some(filter) = table.child("autoFilter").and_then(|f| f.attribute("ref")) {
            let filter = Rectangle::read(filter);
            let whole = Rectangle { from: area.from, to: (area.to.0, area.to.1 - totals) };
            if filter != Some(whole) {
                tell("the filter does not cover heads and data".to_owned());
            }
        }
        if heads == 1 {
            for (index, column) in columns.iter().enumerate() {
                let at = format!(
                    "{}{}",
                    letters(area.from.0 - 1 + u32::try_from(index).unwrap()),
                    area.from.1
                );
                let head = head(parts, sheet, &at);
                let wanted =
                    column.attribute("name").unwrap_or_default().replace("_x000a_", "\n");
                if head.as_deref() != Some(wanted.as_str()) {
                    tell(format!("column `{wanted}` is headed {head:?} at {at}"));
                }
            }
        }
    }
}

/// The text of a cell.
fn head(parts: &Parts, sheet: &Element, at: &str) -> Option<String> {
    let cells = sheet.child("sheetData")?.below();
    let cell = cells.into_iter().find(|e| e.name == "c" && e.attribute("r") == Some(at))?;
    let texts = |item: &Element| -> String {
        item.below().iter().filter(|e| e.name == "t").map(|t| t.text()).collect()
    };
    match cell.attribute("t") {
        Some("s") => {
            let strings = parts.of_workbook("sharedStrings")?;
            let index: usize = cell.child("v")?.text().parse().ok()?;
            strings.all("si").nth(index).map(texts)
        }
        Some("inlineStr") => cell.child("is").map(texts),
        Some("str") => cell.child("v").map(Element::text),
        _ => None,
    }
}

/// Drawings begin before they end, and their shapes have identities of their own.
fn anchors(name: &str, drawing: &Element, found: &mut Vec<String>) {
    for anchor in drawing.all("twoCellAnchor") {
        let corner = |which: &str| -> Option<(i64, i64, i64, i64)> {
            let corner = anchor.child(which)?;
            let number = |key: &str| corner.child(key)?.text().trim().parse().ok();
            Some((number("col")?, number("row")?, number("colOff")?, number("rowOff")?))
        };
        match (corner("from"), corner("to")) {
            (Some(from), Some(to)) => {
                if (from.0, from.2) > (to.0, to.2) || (from.1, from.3) > (to.1, to.3) {
                    found.push(format!("{name}: an anchor ends before it begins"));
                }
            }
            _ => found.push(format!("{name}: an anchor without corners")),
        }
    }
    let ids = drawing.below().into_iter().filter(|e| e.name == "cNvPr");
    let ids = ids.filter_map(|e| e.attribute("id")).map(str::to_owned);
    found.extend(twice(ids).iter().map(|id| format!("{name}: shape {id} twice")));
}
