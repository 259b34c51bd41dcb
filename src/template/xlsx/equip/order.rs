//! Where a new element belongs among its siblings.

use crate::ooxml::xml_part::{Element, Node};

/// Children of a worksheet in the order of its schema (ECMA-376 part 1, 18.3.1.99).
pub(super) const WORKSHEET: [&str; 39] = [
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
];

/// Children of a styles part in the order of its schema (ECMA-376 part 1, 18.8.39).
pub(super) const STYLES: [&str; 11] = [
    "numFmts",
    "fonts",
    "fills",
    "borders",
    "cellStyleXfs",
    "cellXfs",
    "cellStyles",
    "dxfs",
    "tableStyles",
    "colors",
    "extLst",
];

/// Puts a child in its place: after all that come before it, and before those of its own name.
pub(super) fn insert(parent: &mut Element, order: &[&str], child: Element) {
    let own = rank(&child, order);
    let is_before = |node: &Node| {
        matches!(node, Node::Element(element)
            if rank(element, order).is_some_and(|rank| Some(rank) < own))
    };
    let at = parent.children.iter().rposition(is_before).map_or(0, |before| before + 1);
    parent.children.insert(at, Node::Element(child));
}

/// The child of a name, made in its place when there is none.
pub(super) fn child<'a>(
    parent: &'a mut Element,
    order: &[&str],
    local: &str,
) -> Option<&'a mut Element> {
    if parent.child(local).is_none() {
        let made = Element::new(format!("{}{local}", parent.prefix()));
        insert(parent, order, made);
    }
    parent.child_mut(local)
}

/// Whether a child of this name stands among alternatives of which each program takes its own
/// (`mc:AlternateContent`): to change one of them is not to change what is shown.
pub(super) fn is_alternative(parent: &Element, local: &str) -> bool {
    parent.elements().any(|element| is_alternatives(element) && holds(element, local))
}

fn is_alternatives(element: &Element) -> bool {
    element.local_name() == "AlternateContent"
}

fn holds(element: &Element, local: &str) -> bool {
    element.elements().any(|child| child.local_name() == local || holds(child, local))
}

/// The place of a child in the order; alternatives stand where what they hold stands.
fn rank(element: &Element, order: &[&str]) -> Option<usize> {
    if is_alternatives(element) {
        return order.iter().rposition(|local| holds(element, local));
    }
    order.iter().position(|local| *local == element.local_name())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ooxml::xml_part::XmlPart;

    #[test]
    fn a_child_comes_into_its_place_whatever_stands_around_it() {
        let text = "<x:w><x:sheetData/><x:mergeCells/> <mc:AlternateContent><mc:Choice>\
                    <x:controls/></mc:Choice></mc:AlternateContent><x:extLst/></x:w>";
        let mut part = XmlPart::parse(text.as_bytes()).unwrap();
        for local in ["dataValidations", "sheetProtection", "conditionalFormatting", "sheetPr"]
        {
            child(&mut part.root, &WORKSHEET, local).unwrap();
        }
        let found: Vec<_> = part.root.elements().map(|e| e.local_name().to_owned()).collect();
        let want = "sheetPr sheetData sheetProtection mergeCells conditionalFormatting \
                    dataValidations AlternateContent extLst";
        assert_eq!(found.join(" "), want);
        assert!(part.write().contains("<x:sheetPr/>"));
        assert!(is_alternative(&part.root, "controls"));
        assert!(!is_alternative(&part.root, "extLst"));
    }
}
