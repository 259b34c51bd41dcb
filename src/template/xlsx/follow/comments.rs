//! Notes and comments: the cells they belong to, and the shapes in which old notes are drawn.

use super::areas;
use crate::ooxml::xml_part::{Element, Node};
use crate::template::xlsx::lines::SheetMap;

/// Moves notes with their cells. The note of a repeated cell stays with the first copy; that of
/// a vanished one goes.
pub(super) fn follow(element: &mut Element, map: &SheetMap) {
    element.children.retain_mut(|node| {
        let Node::Element(child) = node else { return true };
        let is_note = matches!(child.local_name(), "comment" | "threadedComment");
        let cell = child.attribute("ref").filter(|_| is_note).map(std::borrow::Cow::into_owned);
        let Some(cell) = cell else {
            follow(child, map);
            return true;
        };
        let Some(row) = areas::parse(&cell).and_then(|cell| cell.rows()) else { return true };
        if map.rows.stretches(row.0, row.0, 0).is_empty() {
            return false;
        }
        if let Some(cell) = areas::cell(map, &cell) {
            child.set_attribute("ref", &cell);
        }
        true
    });
}

/// Moves the shapes of notes.
pub(super) fn shapes(root: &mut Element, map: &SheetMap) {
    root.children.retain_mut(|node| {
        let Node::Element(shape) = node else { return true };
        let Some(data) = shape.child_mut("ClientData") else { return true };
        let row = data.child("Row").and_then(|row| row.text().trim().parse::<u32>().ok());
        let Some(row) = row else { return true };
        let Some(first) = map.rows.stretches(row, row, 0).first().map(|stretch| stretch.0)
        else {
            return false;
        };
        if first != row {
            if let Some(element) = data.child_mut("Row") {
                element.set_text(&first.to_string());
            }
            if let Some(element) = data.child_mut("Anchor") {
                let moved = anchor(&element.text(), i64::from(first) - i64::from(row));
                element.set_text(&moved);
            }
        }
        true
    });
}

/// `left column, offset, top row, offset, right column, offset, bottom row, offset`.
fn anchor(text: &str, by: i64) -> String {
    let moved = text.split(',').enumerate().map(|(index, part)| {
        let part = part.trim();
        match part.parse::<i64>() {
            Ok(row) if index == 2 || index == 6 => (row + by).max(0).to_string(),
            _ => part.to_owned(),
        }
    });
    moved.collect::<Vec<_>>().join(", ")
}
