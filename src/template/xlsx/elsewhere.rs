//! Tags outside cells, where nothing fills them yet: each is named, none is left in silence.

use super::book::{Book, has_extension};
use super::tags::{may_hold_tags, shortened};
use crate::ooxml::CellRef;
use crate::ooxml::xml_part::{Element, XmlPart};
use crate::template::{Place, Problem, ProblemKind};

/// Tags in headers, footers, rules, formulas, comments, text boxes, charts and table headers.
pub(super) fn problems(book: &mut Book) -> Vec<Problem> {
    let mut found = Vec::new();
    for tab in &book.tabs {
        let Some(sheet) = &tab.sheet else { continue };
        for row in &sheet.rows {
            for cell in &row.cells {
                let Some(formula) = cell.formula.as_ref() else { continue };
                if holds_tag(&formula.text) {
                    let at = CellRef::new(row.number, cell.col);
                    found.push(problem(Some((&tab.name, at)), &formula.text, "a formula"));
                }
            }
        }
        let mut texts = Vec::new();
        collect(&sheet.around.root, &mut texts);
        let place = Some((tab.name.as_str(), CellRef::new(0, 0)));
        found.extend(texts.iter().map(|text| problem(place, text, "a header, footer or rule")));
    }
    let names: Vec<String> = book.package.names().map(str::to_owned).collect();
    for name in names.iter().filter(|name| holds_words(name)) {
        let Ok(bytes) = book.package.read(name) else { continue };
        if !may_hold_tags(&String::from_utf8_lossy(&bytes)) {
            continue;
        }
        let mut texts = Vec::new();
        if let Ok(part) = XmlPart::parse(&bytes) {
            collect(&part.root, &mut texts);
        }
        let where_ = "a comment, text box, chart or table header";
        found.extend(texts.iter().map(|text| problem(None, text, where_)));
    }
    found
}

fn holds_words(part: &str) -> bool {
    let folders = ["/drawings/", "/charts/", "/comments", "/threadedComments/", "/tables/"];
    has_extension(part, "xml") && folders.iter().any(|folder| part.contains(folder))
}

/// Only what is surely meant as a tag: braces have other uses in such places.
fn holds_tag(text: &str) -> bool {
    [("{{", "}}"), ("{%", "%}")].iter().any(|(open, close)| {
        text.split_once(open).is_some_and(|(_, rest)| rest.contains(close))
    })
}

fn collect(element: &Element, texts: &mut Vec<String>) {
    // A chart keeps copies of what its cells say; they are made anew from the cells.
    if matches!(element.local_name(), "strCache" | "numCache") {
        return;
    }
    let title = element.attribute("name").filter(|_| element.local_name() == "tableColumn");
    let text = title.map_or_else(|| element.text(), std::borrow::Cow::into_owned);
    if holds_tag(&text) {
        texts.push(text);
    }
    element.elements().for_each(|child| collect(child, texts));
}

fn problem(cell: Option<(&str, CellRef)>, text: &str, where_: &str) -> Problem {
    let place = match cell {
        Some((sheet, cell)) => Place::Cell { sheet: sheet.to_owned(), cell },
        None => Place::File,
    };
    let kind =
        ProblemKind::Limit(format!("a tag in {where_} is not filled: put it into a cell"));
    Problem { kind, place, around: shortened(text) }
}
