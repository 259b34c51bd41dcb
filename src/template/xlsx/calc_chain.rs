//! What a workbook says about computing: the order of its formulas, and when to compute.

use super::book::{Book, relations};
use super::listing;
use crate::ooxml::xml_part::{Element, Node};
use crate::template::Problem;

/// Elements of a workbook that come before `calcPr` (ECMA-376 part 1, 18.2.27).
const BEFORE_CALC: [&str; 11] = [
    "fileVersion",
    "fileSharing",
    "workbookPr",
    "AlternateContent",
    "revisionPtr",
    "workbookProtection",
    "bookViews",
    "sheets",
    "functionGroups",
    "externalReferences",
    "definedNames",
];

/// Takes out the order in which formulas were last computed: it names cells that have moved, and
/// Excel makes it anew.
pub(super) fn remove(book: &mut Book) -> Result<(), Problem> {
    let relations = relations(&mut book.package, &book.path)?;
    let Some(chain) = relations.iter().find(|relation| relation.kind == "calcChain") else {
        return Ok(());
    };
    listing::take_out(&mut book.package, &book.path, chain)
}

/// Asks Excel to compute all formulas when it opens the file.
pub(super) fn compute_on_load(workbook: &mut Element) {
    if let Some(settings) = workbook.child_mut("calcPr") {
        settings.set_attribute("fullCalcOnLoad", "1");
        return;
    }
    let settings = Element::new(format!("{}calcPr fullCalcOnLoad=\"1\"", workbook.prefix()));
    let is_before = |node: &Node| matches!(node, Node::Element(element) if BEFORE_CALC.contains(&element.local_name()));
    let at = workbook.children.iter().rposition(is_before).map_or(0, |index| index + 1);
    workbook.children.insert(at, Node::Element(settings));
}
