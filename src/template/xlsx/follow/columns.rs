//! Widths, formats and outlines of columns (`cols`).

use crate::ooxml::CellRef;
use crate::ooxml::xml_part::{Element, Node};
use crate::template::xlsx::lines::SheetMap;

/// Lets the descriptions of columns follow; equal ones side by side become one.
pub(super) fn follow(list: &mut Element, map: &SheetMap) {
    if !map.columns.moved() {
        return;
    }
    let limit = u32::from(CellRef::COLS);
    let mut found: Vec<(u32, u32, Element)> = Vec::new();
    for column in list.elements() {
        let bound = |name| column.attribute(name)?.trim().parse::<u32>().ok()?.checked_sub(1);
        let Some((first, last)) = bound("min").zip(bound("max")) else { continue };
        let stretches = map.columns.stretches(first, last.max(first), 0);
        found.extend(stretches.iter().map(|(from, to)| (*from, *to, column.clone())));
        // What holds for all columns to the last one still does.
        if let Some(end) = found.last_mut().filter(|_| last + 1 >= limit) {
            end.1 = end.1.max(limit - 1);
        }
    }
    found.sort_by_key(|found| found.0);
    let mut joined: Vec<(u32, u32, Element)> = Vec::new();
    for (first, last, column) in found {
        match joined.last_mut() {
            Some((_, end, before)) if *end + 1 == first && alike(before, &column) => {
                *end = last;
            }
            _ => joined.push((first, last, column)),
        }
    }
    let written = joined.into_iter().map(|(first, last, mut column)| {
        column.set_attribute("min", &(first + 1).to_string());
        column.set_attribute("max", &(last + 1).to_string());
        Node::Element(column)
    });
    list.children = written.collect();
}

/// Whether two descriptions say the same of their columns.
fn alike(one: &Element, other: &Element) -> bool {
    let said = |column: &Element| {
        let mut column = column.clone();
        column.set_attribute("min", "");
        column.set_attribute("max", "");
        let mut markup = String::new();
        column.write(&mut markup);
        markup
    };
    said(one) == said(other)
}
