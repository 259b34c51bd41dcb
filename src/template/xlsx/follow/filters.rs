//! Automatic filters: their area, and the columns that their conditions name by number.

use super::areas;
use crate::ooxml::xml_part::{Element, Node};
use crate::template::xlsx::lines::SheetMap;

/// Lets a filter follow; answers whether any of its cells is left. The condition of a repeated
/// column stays with the first copy.
pub(super) fn follow(filter: &mut Element, map: &SheetMap) -> bool {
    let before = filter.attribute("ref").unwrap_or_default().into_owned();
    let Some(after) = areas::cover(map, &before) else { return false };
    let first_column = |area: &str| areas::parse(area)?.cols().map(|cols| u32::from(cols.0));
    let starts = first_column(&before).zip(first_column(&after));
    filter.set_attribute("ref", &after);
    filter.children.retain_mut(|node| {
        let Node::Element(child) = node else { return true };
        let area = child.attribute("ref").map(std::borrow::Cow::into_owned);
        match (child.local_name(), area, starts) {
            ("filterColumn", _, Some((from, to))) if map.columns.moved() => {
                let id = child.attribute("colId").and_then(|id| id.trim().parse::<u32>().ok());
                let Some(id) = id else { return true };
                let Some(column) = map.columns.copies(from + id).next() else { return false };
                child.set_attribute("colId", &column.saturating_sub(to).to_string());
                true
            }
            ("sortState", Some(area), _) => sorting(child, &area, map),
            _ => true,
        }
    });
    true
}

/// Lets the order of rows that a filter keeps follow.
pub(super) fn sorting(state: &mut Element, area: &str, map: &SheetMap) -> bool {
    let Some(after) = areas::cover(map, area) else { return false };
    state.set_attribute("ref", &after);
    state.children.retain_mut(|node| {
        let Node::Element(condition) = node else { return true };
        let Some(area) = condition.attribute("ref").map(std::borrow::Cow::into_owned) else {
            return true;
        };
        let Some(after) = areas::first_columns(map, &area) else { return false };
        condition.set_attribute("ref", &after);
        true
    });
    true
}
