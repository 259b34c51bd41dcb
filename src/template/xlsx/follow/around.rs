//! The part of a worksheet around its rows: merged cells, rules, links, breaks, views.

use super::{areas, rules};
use crate::ooxml::CellRef;
use crate::ooxml::xml_part::{Element, Node};
use crate::template::xlsx::formula::moves::{CannotFollow, Moves, Site, SiteCell};
use crate::template::xlsx::lines::SheetMap;

/// Lets everything around a sheet's rows follow them; answers what could not.
pub(in super::super) fn follow(
    root: &mut Element,
    sheet: &str,
    moves: &Moves<'_>,
) -> Vec<(CellRef, CannotFollow)> {
    let mut following = Following { sheet, moves, failed: Vec::new() };
    match moves.map(sheet).filter(|map| map.moved()) {
        Some(map) => following.sheet(root, map),
        None => following.other_sheet(root),
    }
    following.failed
}

struct Following<'a> {
    sheet: &'a str,
    moves: &'a Moves<'a>,
    /// What could not follow, with the first cell it concerns.
    failed: Vec<(CellRef, CannotFollow)>,
}

impl Following<'_> {
    fn sheet(&mut self, element: &mut Element, map: &SheetMap) {
        let children = std::mem::take(&mut element.children);
        let mut dropped = false;
        for node in children {
            let Node::Element(child) = node else {
                element.children.push(node);
                continue;
            };
            let followed = self.element(child, map);
            dropped |= followed.len() != 1;
            element.children.extend(followed.into_iter().map(Node::Element));
        }
        if dropped {
            recount(element);
        }
    }

    /// What has become of an element: itself, several, or nothing.
    fn element(&mut self, mut element: Element, map: &SheetMap) -> Vec<Element> {
        let replaced = |areas: Vec<String>, element: &Element| {
            let with = |area: String| {
                let mut copy = element.clone();
                copy.set_attribute("ref", &area);
                copy
            };
            areas.into_iter().map(with).collect()
        };
        let area = element.attribute("ref").map(std::borrow::Cow::into_owned);
        match (element.local_name(), area) {
            ("sheetData", _) => return vec![element],
            ("mergeCell", Some(area)) => {
                let mut areas = areas::per_round(map, &area);
                areas.retain(|area| is_several_cells(area));
                return replaced(areas, &element);
            }
            ("hyperlink", Some(area)) => {
                self.location(&mut element);
                return replaced(areas::all(map, &area), &element);
            }
            ("autoFilter" | "sortState" | "sortCondition", Some(area)) => {
                let Some(area) = areas::cover(map, &area) else { return Vec::new() };
                element.set_attribute("ref", &area);
            }
            ("brk", _) if is_row_break(&element) => return breaks(&element, map),
            ("pane" | "selection" | "sheetView", _) => view(&mut element, map),
            ("sparkline", _) => return self.sparklines(&element, map),
            ("conditionalFormatting" | "dataValidation", _) => {
                let at = first_cell(&element);
                return match rules::follow(&mut element, self.sheet, self.moves, map) {
                    Ok(true) => vec![element],
                    Ok(false) => Vec::new(),
                    Err(error) => {
                        self.failed.push((at, error));
                        vec![element]
                    }
                };
            }
            (_, _) if element.attribute("sqref").is_some() => {
                let before = element.attribute("sqref").unwrap_or_default().into_owned();
                let after = areas::list(map, &before);
                if after.is_empty() {
                    return Vec::new();
                }
                element.set_attribute("sqref", &after.join(" "));
            }
            ("cellWatch" | "inputCells", _) => {
                let before = element.attribute("r").unwrap_or_default().into_owned();
                let Some(after) = areas::all(map, &before).into_iter().next() else {
                    return Vec::new();
                };
                element.set_attribute("r", &after);
            }
            _ => {}
        }
        let had_children = element.elements().next().is_some();
        self.sheet(&mut element, map);
        let emptied = had_children && element.elements().next().is_none();
        if emptied && is_list(element.local_name()) { Vec::new() } else { vec![element] }
    }

    /// In a sheet whose own rows stayed, formulas may still name rows of others.
    fn other_sheet(&mut self, element: &mut Element) {
        let at = first_cell(element);
        for child in element.elements_mut() {
            let is_formula =
                matches!(child.local_name(), "formula" | "formula1" | "formula2" | "f");
            if child.local_name() == "hyperlink" {
                self.location(child);
            } else if is_formula && child.elements().next().is_none() {
                let text = child.text();
                match self.moves.follow(&text, &Site { sheet: self.sheet, cell: None }) {
                    Ok(followed) => followed.text.iter().for_each(|text| child.set_text(text)),
                    Err(error) => self.failed.push((at, error)),
                }
            } else {
                self.other_sheet(child);
            }
        }
    }

    /// A link to a place in the workbook.
    fn location(&mut self, link: &mut Element) {
        let Some(location) = link.attribute("location") else { return };
        let location = location.into_owned();
        let site = Site { sheet: self.sheet, cell: None };
        if let Ok(Some(text)) =
            self.moves.follow_link(&location, &site).map(|followed| followed.text)
        {
            // Of several stretches the first is where to go.
            let first = text.split(',').next().unwrap_or_default();
            link.set_attribute("location", first);
        }
    }

    /// A small chart in a cell is repeated with it, each over its own data.
    fn sparklines(&mut self, sparkline: &Element, map: &SheetMap) -> Vec<Element> {
        let area = sparkline.child("sqref").map(Element::text).unwrap_or_default();
        let place =
            areas::parse(&area).and_then(|place| Some((place.rows()?.0, place.cols()?.0)));
        let Some((row, col)) = place else { return vec![sparkline.clone()] };
        let mut copies = Vec::new();
        for stretch in map.rows.stretches(row, row, 0).iter() {
            for out in stretch.0..=stretch.1 {
                let mut copy = sparkline.clone();
                if let Some(element) = copy.child_mut("sqref") {
                    element.set_text(&CellRef::new(out, col).to_string());
                }
                let template = CellRef::new(row, col);
                let repeated = map.repeats(template);
                let cell = SiteCell { template, out: CellRef::new(out, col), repeated };
                let site = Site { sheet: self.sheet, cell: Some(cell) };
                if let Some(element) = copy.child_mut("f") {
                    match self.moves.follow(&element.text(), &site) {
                        Ok(followed) => {
                            followed.text.iter().for_each(|text| element.set_text(text));
                        }
                        Err(error) => self.failed.push((CellRef::new(row, col), error)),
                    }
                }
                copies.push(copy);
            }
        }
        copies
    }
}

/// The first cell that a rule concerns.
fn first_cell(rule: &Element) -> CellRef {
    let areas = rule.attribute("sqref").unwrap_or_default();
    let first = areas.split([' ', ':']).next().and_then(|cell| cell.parse().ok());
    first.unwrap_or(CellRef::new(0, 0))
}

/// Elements that are nothing without what they list (their schema asks for one at least).
fn is_list(name: &str) -> bool {
    matches!(
        name,
        "mergeCells"
            | "hyperlinks"
            | "dataValidations"
            | "rowBreaks"
            | "protectedRanges"
            | "ignoredErrors"
            | "cellWatches"
            | "sparklines"
            | "sparklineGroup"
            | "sparklineGroups"
            | "conditionalFormattings"
            | "ext"
            | "extLst"
    )
}

/// Corrects the counts that lists carry.
fn recount(list: &mut Element) {
    let count = list.elements().count().to_string();
    if list.attribute("count").is_some() {
        list.set_attribute("count", &count);
    }
    if list.attribute("manualBreakCount").is_some() {
        let manual = list.elements().filter(|brk| brk.attribute("man").is_some()).count();
        list.set_attribute("manualBreakCount", &manual.to_string());
    }
}

fn is_several_cells(area: &str) -> bool {
    area.split_once(':').is_some_and(|(first, last)| first != last)
}

/// Row breaks carry the number of the row above them; column breaks have a `max` of rows.
fn is_row_break(brk: &Element) -> bool {
    let max = brk.attribute("max").and_then(|max| max.parse::<u32>().ok());
    max.is_none_or(|max| max < CellRef::ROWS - 1)
}

fn breaks(brk: &Element, map: &SheetMap) -> Vec<Element> {
    let id = brk.attribute("id").and_then(|id| id.parse::<u32>().ok());
    let Some(row) = id.and_then(|id| id.checked_sub(1)) else { return vec![brk.clone()] };
    let stretches = map.rows.stretches(row, row, 0);
    let rows = stretches.iter().flat_map(|stretch| stretch.0..=stretch.1);
    let with = |out: u32| {
        let mut copy = brk.clone();
        copy.set_attribute("id", &(out + 1).to_string());
        copy
    };
    rows.map(with).collect()
}

/// What is in view, frozen and selected when the file opens.
fn view(element: &mut Element, map: &SheetMap) {
    for name in ["topLeftCell", "activeCell"] {
        let before = element.attribute(name).map(std::borrow::Cow::into_owned);
        if let Some(after) = before.and_then(|before| areas::cell(map, &before)) {
            element.set_attribute(name, &after);
        }
    }
    let frozen = element.attribute("state").is_some_and(|state| state.starts_with("frozen"));
    let split = element.attribute("ySplit").and_then(|split| split.parse::<u32>().ok());
    if let Some(split) = split.filter(|_| frozen) {
        element.set_attribute("ySplit", &map.rows.first_from(split).to_string());
    }
    if let Some(before) = element.attribute("sqref").map(std::borrow::Cow::into_owned) {
        let after = areas::list(map, &before).join(" ");
        let active = element.attribute("activeCell").unwrap_or_default().into_owned();
        let single = !before.contains([':', ' ']) || after.is_empty();
        element.set_attribute(
            "sqref",
            if single && !active.is_empty() { &active } else { &after },
        );
    }
}
