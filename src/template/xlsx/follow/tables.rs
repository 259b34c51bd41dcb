//! Tables: their area grows with their rows and columns.

use super::{areas, filters};
use crate::ooxml::xml_part::Element;
use crate::template::xlsx::formula::moves::{Moves, Site};
use crate::template::xlsx::lines::SheetMap;

/// Lets a table follow.
pub(super) fn follow(
    table: &mut Element,
    sheet: &str,
    map: &SheetMap,
    moves: &Moves<'_>,
) -> Result<(), String> {
    if !map.moved() {
        return inside(table, sheet, map, moves);
    }
    let name = table.attribute("displayName").unwrap_or_default().into_owned();
    let count = |attribute: &str, default: u32| {
        table.attribute(attribute).and_then(|count| count.parse().ok()).unwrap_or(default)
    };
    let fixed = count("headerRowCount", 1) + count("totalsRowCount", 0);
    let before = table.attribute("ref").unwrap_or_default().into_owned();
    let after = areas::cover(map, &before);
    let rows = after.as_deref().and_then(areas::parse).and_then(|area| area.rows());
    let Some((after, (first, last))) = after.zip(rows) else {
        return Err(format!("table `{name}` would lose all its rows"));
    };
    if last - first < fixed {
        return Err(format!("table `{name}` would have no row below its header"));
    }
    table.set_attribute("ref", &after);
    inside(table, sheet, map, moves)
}

fn inside(
    element: &mut Element,
    sheet: &str,
    map: &SheetMap,
    moves: &Moves<'_>,
) -> Result<(), String> {
    for child in element.elements_mut() {
        match child.local_name() {
            "autoFilter" => {
                filters::follow(child, map);
                continue;
            }
            "sortState" => {
                let before = child.attribute("ref").unwrap_or_default().into_owned();
                filters::sorting(child, &before, map);
                continue;
            }
            "calculatedColumnFormula" | "totalsRowFormula" => {
                // Its references without a sheet are relative to each row of the table.
                let site = Site { sheet: "", cell: None };
                let followed = moves.follow_in(&child.text(), sheet, &site);
                let followed = followed.map_err(|error| error.to_string())?;
                followed.text.iter().for_each(|text| child.set_text(text));
                continue;
            }
            _ => {}
        }
        inside(child, sheet, map, moves)?;
    }
    Ok(())
}
