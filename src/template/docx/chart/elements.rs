//! Elements of a chart part: finding them, and putting one where the schema wants it.

use crate::ooxml::xml_part::{Element, Node, XmlPart};

/// Children of a series (`CT_BarSer`, `CT_LineSer`, … of ECMA-376 part 1, 21.2.2) in the order
/// that all kinds of series share.
pub(super) const SERIES: [&str; 21] = [
    "idx",
    "order",
    "tx",
    "spPr",
    "invertIfNegative",
    "pictureOptions",
    "marker",
    "explosion",
    "dPt",
    "dLbls",
    "trendline",
    "errBars",
    "cat",
    "xVal",
    "val",
    "yVal",
    "bubbleSize",
    "bubble3D",
    "smooth",
    "shape",
    "extLst",
];

/// Children of `c:chart`.
pub(super) const CHART: [&str; 12] = [
    "title",
    "autoTitleDeleted",
    "pivotFmts",
    "view3D",
    "floor",
    "sideWall",
    "backWall",
    "plotArea",
    "legend",
    "plotVisOnly",
    "dispBlanksAs",
    "extLst",
];

/// Children of `c:chartSpace`.
pub(super) const SPACE: [&str; 15] = [
    "date1904",
    "lang",
    "roundedCorners",
    "AlternateContent",
    "style",
    "clrMapOvr",
    "pivotSource",
    "protection",
    "chart",
    "spPr",
    "txPr",
    "externalData",
    "printSettings",
    "userShapes",
    "extLst",
];

/// Markup as an element.
pub(super) fn element(markup: &str) -> Option<Element> {
    XmlPart::parse(markup.as_bytes()).ok().map(|part| part.root)
}

/// Puts an element in the place of the first one of its name, else where the order wants it;
/// further ones of its name go.
pub(super) fn put(parent: &mut Element, new: Element, order: &[&str]) {
    let name = new.local_name().to_owned();
    let is_named =
        |node: &Node| matches!(node, Node::Element(child) if child.local_name() == name);
    let at = parent.children.iter().position(is_named);
    let at = at.unwrap_or_else(|| place_for(parent, &name, order));
    remove(parent, &name);
    parent.children.insert(at.min(parent.children.len()), Node::Element(new));
}

/// Takes all children of a name out.
pub(super) fn remove(parent: &mut Element, name: &str) {
    parent
        .children
        .retain(|node| !matches!(node, Node::Element(child) if child.local_name() == name));
}

/// The first child that comes after this name in the order.
fn place_for(parent: &Element, name: &str, order: &[&str]) -> usize {
    let rank = |name: &str| order.iter().position(|known| *known == name);
    let own = rank(name);
    let later = |node: &Node| match node {
        Node::Element(child) => rank(child.local_name()) > own,
        _ => false,
    };
    parent.children.iter().position(later).unwrap_or(parent.children.len())
}

/// Follows a way of local names down.
pub(super) fn descend<'e>(element: &'e Element, way: &[&str]) -> Option<&'e Element> {
    way.iter().try_fold(element, |element, name| element.child(name))
}

/// Calls for an element and all that are inside it.
pub(super) fn each(element: &mut Element, change: &mut impl FnMut(&mut Element)) {
    change(element);
    for child in element.elements_mut() {
        each(child, change);
    }
}

/// The value of `val`, as most elements of a chart have it.
pub(super) fn val(element: &Element) -> Option<usize> {
    element.attribute("val")?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_element_takes_the_place_of_its_namesake_or_its_place_in_the_order() {
        let mut ser = element("<c:ser><c:idx/><c:order/><c:val/><c:extLst/></c:ser>").unwrap();
        for new in ["<c:cat/>", "<c:tx/>", "<c:val x=\"1\"/>", "<c:smooth/>"] {
            put(&mut ser, element(new).unwrap(), &SERIES);
        }
        let mut out = String::new();
        ser.write_children(&mut out);
        assert_eq!(
            out,
            "<c:idx/><c:order/><c:tx/><c:cat/><c:val x=\"1\"/><c:smooth/><c:extLst/>"
        );
    }
}
