//! Notes and comments: the cells they belong to, and the shapes in which old notes are drawn.

use super::areas;
use crate::ooxml::xml_part::{Element, Node};
use crate::template::xlsx::lines::{LineMap, SheetMap};

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
        if areas::parse(&cell).is_some() && areas::all(map, &cell).is_empty() {
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
        let number = |name| data.child(name)?.text().trim().parse::<u32>().ok();
        let Some((row, column)) = number("Row").zip(number("Column")) else { return true };
        let first = |lines: &LineMap, line| lines.copies(line).next();
        let place = first(&map.rows, row).zip(first(&map.columns, column));
        let Some((to_row, to_column)) = place else { return false };
        if (to_row, to_column) != (row, column) {
            for (name, value) in [("Row", to_row), ("Column", to_column)] {
                if let Some(element) = data.child_mut(name) {
                    element.set_text(&value.to_string());
                }
            }
            if let Some(element) = data.child_mut("Anchor") {
                let by = |from, to| i64::from(to) - i64::from(from);
                let moved = anchor(&element.text(), by(row, to_row), by(column, to_column));
                element.set_text(&moved);
            }
        }
        true
    });
}

/// `left column, offset, top row, offset, right column, offset, bottom row, offset`.
fn anchor(text: &str, rows: i64, columns: i64) -> String {
    let moved = text.split(',').enumerate().map(|(index, part)| {
        let part = part.trim();
        match part.parse::<i64>() {
            Ok(row) if index == 2 || index == 6 => (row + rows).max(0).to_string(),
            Ok(column) if index == 0 || index == 4 => (column + columns).max(0).to_string(),
            _ => part.to_owned(),
        }
    });
    moved.collect::<Vec<_>>().join(", ")
}
