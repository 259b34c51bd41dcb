//! Where the tables of a workbook are in the result, for those who compute with their columns.

use super::areas;
use crate::ooxml::xml_part::Element;
use crate::template::xlsx::book::{Book, read_xml, relations};
use crate::template::xlsx::calc::{Table, Tables};
use crate::template::xlsx::lines::{Axis, SheetMap};

/// The tables with the columns they have by now and the areas they will have; what cannot be read
/// is told by those who let it follow.
pub(in super::super) fn tables(book: &mut Book, maps: &[SheetMap]) -> Tables {
    let mut tables = Tables::new();
    let Book { package, tabs, .. } = book;
    for (sheet, (tab, map)) in tabs.iter().zip(maps).enumerate() {
        for relation in relations(package, &tab.path).unwrap_or_default() {
            if relation.kind != "table" || !package.contains(&relation.target) {
                continue;
            }
            let Ok(part) = read_xml(package, &relation.target) else { continue };
            let name = part.root.attribute("displayName").unwrap_or_default().to_lowercase();
            tables.extend(table(&part.root, sheet, map).map(|table| (name, table)));
        }
    }
    tables
}

fn table(root: &Element, sheet: usize, map: &SheetMap) -> Option<Table> {
    let area = areas::cover(map, &root.attribute("ref")?)?;
    let area = areas::parse(&area)?;
    let (rows, columns) = (area.rows()?, area.lines(Axis::Columns)?);
    let count = |attribute: &str, default: u32| {
        root.attribute(attribute).map_or(Some(default), |count| count.trim().parse().ok())
    };
    // A name is written with its line breaks as `_x000a_` in the part, and as they are in formulas.
    let name = |column: &Element| {
        let name = column.attribute("name").unwrap_or_default();
        name.replace("_x000a_", "\n").replace("_x000A_", "\n")
    };
    Some(Table {
        sheet,
        rows,
        first: u16::try_from(columns.0).ok()?,
        headings: count("headerRowCount", 1)?,
        totals: count("totalsRowCount", 0)?,
        columns: root.child("tableColumns")?.elements().map(name).collect(),
    })
}
