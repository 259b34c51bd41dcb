//! Properties put into a paragraph in the schema's order.

use crate::ooxml::{Edits, XmlTree};

/// The children of `w:pPr` in their order (ECMA-376 part 1, 17.3.1.26).
const ORDER: [&str; 36] = [
    "w:pStyle",
    "w:keepNext",
    "w:keepLines",
    "w:pageBreakBefore",
    "w:framePr",
    "w:widowControl",
    "w:numPr",
    "w:suppressLineNumbers",
    "w:pBdr",
    "w:shd",
    "w:tabs",
    "w:suppressAutoHyphens",
    "w:kinsoku",
    "w:wordWrap",
    "w:overflowPunct",
    "w:topLinePunct",
    "w:autoSpaceDE",
    "w:autoSpaceDN",
    "w:bidi",
    "w:adjustRightInd",
    "w:snapToGrid",
    "w:spacing",
    "w:ind",
    "w:contextualSpacing",
    "w:mirrorIndents",
    "w:suppressOverlap",
    "w:jc",
    "w:textDirection",
    "w:textAlignment",
    "w:textboxTightWrap",
    "w:outlineLvl",
    "w:divId",
    "w:cnfStyle",
    "w:rPr",
    "w:sectPr",
    "w:pPrChange",
];

/// Gives a paragraph properties that it does not have; they stand in the schema's order.
pub(super) fn add_properties(
    tree: &XmlTree<'_>,
    paragraph: usize,
    added: &[(&str, String)],
    edits: &mut Edits,
) {
    let all = || added.iter().map(|(_, markup)| markup.as_str()).collect::<String>();
    let Some(properties) = tree.child(paragraph, "w:pPr") else {
        let markup = format!("<w:pPr>{}</w:pPr>", all());
        if tree.is_empty_tag(paragraph) {
            edits.append_child(tree, paragraph, &markup);
        } else {
            edits.insert(tree.content(paragraph).start, markup);
        }
        return;
    };
    if tree.is_empty_tag(properties) {
        edits.append_child(tree, properties, &all());
        return;
    }
    for (name, markup) in added {
        let rank = |name: &str| ORDER.iter().position(|known| *known == name);
        let later = |child: &usize| rank(tree.name(*child)) > rank(name);
        let next = tree.children(properties).find(later);
        let at = next.map_or(tree.content(properties).end, |next| tree.range(next).start);
        edits.insert(at, markup.clone());
    }
}
