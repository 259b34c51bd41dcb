//! Tables: their area grows with their rows and columns.

use super::{areas, filters};
use crate::ooxml::CellRef;
use crate::ooxml::xml_part::Element;
use crate::template::ProblemKind;
use crate::template::xlsx::formula::moves::{Moves, Site, SiteCell};
use crate::template::xlsx::lines::SheetMap;

/// Lets a table follow.
pub(super) fn follow(
    table: &mut Element,
    sheet: &str,
    map: &SheetMap,
    moves: &Moves<'_>,
) -> Result<(), ProblemKind> {
    let name = table.attribute("displayName").unwrap_or_default().into_owned();
    let count = |attribute: &str, default: u32| {
        table.attribute(attribute).and_then(|count| count.parse().ok()).unwrap_or(default)
    };
    let header = count("headerRowCount", 1);
    let fixed = header + count("totalsRowCount", 0);
    let before = table.attribute("ref").unwrap_or_default().into_owned();
    let after = areas::cover(map, &before);
    let area = after.as_deref().and_then(areas::parse);
    let bounds = area.and_then(|area| Some((area.rows()?, area.cols()?)));
    let Some((after, ((first, last), (left, right)))) = after.zip(bounds) else {
        return Err(ProblemKind::EmptyTable(name));
    };
    if last - first < fixed && map.moved() {
        return Err(ProblemKind::EmptyTable(name));
    }
    table.set_attribute("ref", &after);
    let corners = (CellRef::new(first + header, left), CellRef::new(last, right));
    inside(table, sheet, map, moves, corners)
}

/// Lets filters and formulas follow.
fn inside(
    table: &mut Element,
    sheet: &str,
    map: &SheetMap,
    moves: &Moves<'_>,
    (first, last): (CellRef, CellRef),
) -> Result<(), ProblemKind> {
    for child in table.elements_mut() {
        match child.local_name() {
            "autoFilter" => {
                filters::follow(child, map);
            }
            "sortState" => {
                let before = child.attribute("ref").unwrap_or_default().into_owned();
                filters::sorting(child, &before, map);
            }
            "tableColumns" => {
                for (column, described) in (0u16..).zip(child.elements_mut()) {
                    let cell = |row| cell_of(map, row, first.col.saturating_add(column));
                    let (figures, totals) = (cell(first.row), cell(last.row));
                    formula(described, "calculatedColumnFormula", sheet, figures, moves)?;
                    formula(described, "totalsRowFormula", sheet, totals, moves)?;
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// A cell of the result with its place in the template.
fn cell_of(map: &SheetMap, row: u32, col: u16) -> SiteCell {
    let column = u16::try_from(map.columns.template_of(u32::from(col))).unwrap_or(u16::MAX);
    let template = CellRef::new(map.rows.template_of(row), column);
    SiteCell { template, out: CellRef::new(row, col), repeated: map.repeats(template) }
}

/// The formula of a column, as it reads in the first row of figures, or in the row of totals.
fn formula(
    column: &mut Element,
    name: &str,
    sheet: &str,
    cell: SiteCell,
    moves: &Moves<'_>,
) -> Result<(), ProblemKind> {
    let Some(formula) = column.child_mut(name) else { return Ok(()) };
    let followed = moves.follow(&formula.text(), &Site { sheet, cell: Some(cell) })?;
    followed.text.iter().for_each(|text| formula.set_text(text));
    Ok(())
}
