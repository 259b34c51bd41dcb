//! The part of a worksheet around its rows: columns, merged cells, rules, links, breaks, views.

use super::{areas, columns, filters, rules};
use crate::ooxml::CellRef;
use crate::ooxml::xml_part::{Element, Node};
use crate::template::xlsx::formula::moves::{CannotFollow, Moves, Site, SiteCell};
use crate::template::xlsx::lines::{LineMap, SheetMap};

/// Lets everything around a sheet's cells follow them; answers what could not.
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
            ("autoFilter", Some(_)) => {
                return if filters::follow(&mut element, map) {
                    vec![element]
                } else {
                    Vec::new()
                };
            }
            ("sortState", Some(area)) => {
                let kept = filters::sorting(&mut element, &area, map);
                return if kept { vec![element] } else { Vec::new() };
            }
            ("cols", _) => {
                columns::follow(&mut element, map);
                return if element.elements().next().is_none() {
                    Vec::new()
                } else {
                    vec![element]
                };
            }
            ("rowBreaks", _) => return breaks(element, &map.rows),
            ("colBreaks", _) => return breaks(element, &map.columns),
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
        // A group of small charts says how they look, too.
        let nothing_in_it = match element.local_name() {
            "sparklineGroup" => element.child("sparklines").is_none(),
            _ => element.elements().next().is_none(),
        };
        let emptied = had_children && nothing_in_it;
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
        let place = areas::parse(&area)
            .and_then(|place| Some(CellRef::new(place.rows()?.0, place.cols()?.0)));
        let Some(template) = place else { return vec![sparkline.clone()] };
        let repeated = map.repeats(template);
        let mut copies = Vec::new();
        for row in map.rows.copies(template.row) {
            for col in map.columns.copies(u32::from(template.col)) {
                let out = CellRef::new(row, u16::try_from(col).unwrap_or(u16::MAX));
                let mut copy = sparkline.clone();
                if let Some(element) = copy.child_mut("sqref") {
                    element.set_text(&out.to_string());
                }
                let cell = SiteCell { template, out, repeated };
                let site = Site { sheet: self.sheet, cell: Some(cell) };
                if let Some(element) = copy.child_mut("f") {
                    match self.moves.follow(&element.text(), &site) {
                        Ok(followed) => {
                            followed.text.iter().for_each(|text| element.set_text(text));
                        }
                        Err(error) => self.failed.push((template, error)),
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

/// Page breaks carry the number (from 1) of the row or column before them; one after a repeated
/// line is repeated with it.
fn breaks(mut list: Element, lines: &LineMap) -> Vec<Element> {
    let mut after = Vec::new();
    for node in std::mem::take(&mut list.children) {
        let Node::Element(brk) = &node else { continue };
        let id = brk.attribute("id").and_then(|id| id.parse::<u32>().ok());
        let Some(before) = id.and_then(|id| id.checked_sub(1)) else {
            after.push(node);
            continue;
        };
        for out in lines.copies(before) {
            let mut copy = brk.clone();
            copy.set_attribute("id", &(out + 1).to_string());
            after.push(Node::Element(copy));
        }
    }
    list.children = after;
    recount(&mut list);
    if list.elements().next().is_none() { Vec::new() } else { vec![list] }
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
    for (name, lines) in [("ySplit", &map.rows), ("xSplit", &map.columns)] {
        let split = element.attribute(name).and_then(|split| split.parse::<u32>().ok());
        if let Some(split) = split.filter(|split| frozen && *split > 0) {
            element.set_attribute(name, &lines.first_from(split).to_string());
        }
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
