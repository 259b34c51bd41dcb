//! Cells that turn red while something is wrong.

use super::area::{self, Area};
use super::order;
use crate::ooxml::xml_part::{Element, Node};
use crate::template::Problem;
use crate::template::xlsx::book::{Book, read_xml, relations};

/// A mark of one sheet: its areas and its formula.
pub(super) struct Red {
    /// Where.
    pub areas: Vec<Area>,
    /// When: a formula as a rule of this sheet can have it.
    pub formula: String,
}

/// Puts marks into a worksheet, before all its own conditional formats.
pub(super) fn put(worksheet: &mut Element, marks: &[Red], format: u32) {
    make_room(worksheet, marks.len());
    let prefix = worksheet.prefix().to_owned();
    // Each comes before the one that was put last: LibreOffice lets the order in the file decide.
    for (number, mark) in marks.iter().enumerate().rev() {
        let priority = number + 1;
        let areas = area::written(&mark.areas);
        let open = format!("{prefix}conditionalFormatting sqref=\"{areas}\"");
        let mut list = Element::new(open);
        let open = format!(
            "{prefix}cfRule type=\"expression\" dxfId=\"{format}\" priority=\"{priority}\""
        );
        let mut rule = Element::new(open);
        let mut formula = Element::new(format!("{prefix}formula"));
        formula.set_text(&mark.formula);
        rule.children.push(Node::Element(formula));
        list.children.push(Node::Element(rule));
        order::insert(worksheet, &order::WORKSHEET, list);
    }
}

/// Lets all rules come after `count` more important ones: those of the sheet, and those that
/// newer programs keep in extensions.
fn make_room(element: &mut Element, count: usize) {
    for child in element.elements_mut() {
        if child.local_name() == "cfRule" {
            lower(child, count);
        } else {
            make_room(child, count);
        }
    }
}

/// The formats of a pivot table name rules of its sheet by their priority.
pub(super) fn make_room_in_pivots(
    book: &mut Book,
    sheet: &str,
    count: usize,
) -> Result<(), Problem> {
    let relations = relations(&mut book.package, sheet)?;
    for pivot in relations.iter().filter(|relation| relation.kind == "pivotTable") {
        let mut part = read_xml(&mut book.package, &pivot.target)?;
        let Some(formats) = part.root.child_mut("conditionalFormats") else { continue };
        formats.elements_mut().for_each(|format| lower(format, count));
        book.package.put(&pivot.target, part.write().into_bytes());
    }
    Ok(())
}

fn lower(rule: &mut Element, count: usize) {
    let priority = rule.attribute("priority").and_then(|text| text.trim().parse::<i32>().ok());
    let count = i32::try_from(count).unwrap_or(i32::MAX);
    if let Some(priority) = priority {
        rule.set_attribute("priority", &priority.saturating_add(count).to_string());
    }
}
