//! Properties of runs and paragraphs with some of them changed, in the order of Word's schema.

use crate::ooxml::XmlTree;

/// The children of `w:rPr` in their order (ECMA-376 part 1, `EG_RPrBase`); what a later Word has
/// added stands after them.
const OF_RUN: [&str; 40] = [
    "w:rStyle",
    "w:rFonts",
    "w:b",
    "w:bCs",
    "w:i",
    "w:iCs",
    "w:caps",
    "w:smallCaps",
    "w:strike",
    "w:dstrike",
    "w:outline",
    "w:shadow",
    "w:emboss",
    "w:imprint",
    "w:noProof",
    "w:snapToGrid",
    "w:vanish",
    "w:webHidden",
    "w:color",
    "w:spacing",
    "w:w",
    "w:kern",
    "w:position",
    "w:sz",
    "w:szCs",
    "w:highlight",
    "w:u",
    "w:effect",
    "w:bdr",
    "w:shd",
    "w:fitText",
    "w:vertAlign",
    "w:rtl",
    "w:cs",
    "w:em",
    "w:lang",
    "w:eastAsianLayout",
    "w:specVanish",
    "w:oMath",
    "w14:",
];

/// The children of `w:pPr` in their order (ECMA-376 part 1, `CT_PPr`).
const OF_PARAGRAPH: [&str; 36] = [
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

/// Properties to be set or taken away: the element's name, and its markup or nothing.
pub(super) type Changes = Vec<(&'static str, String)>;

/// The `w:rPr` of a run, changed; nothing when nothing is left.
pub(super) fn of_run(properties: &str, changes: &Changes) -> String {
    changed("w:rPr", properties, changes, &OF_RUN)
}

/// The `w:pPr` of a paragraph, changed; nothing when nothing is left.
pub(super) fn of_paragraph(properties: &str, changes: &Changes) -> String {
    changed("w:pPr", properties, changes, &OF_PARAGRAPH)
}

fn changed(name: &str, properties: &str, changes: &Changes, order: &[&str]) -> String {
    if changes.is_empty() {
        return properties.to_owned();
    }
    let is_changed = |child: &str| changes.iter().any(|(name, _)| *name == child);
    let mut children: Vec<(usize, String)> = Vec::new();
    if let Ok(tree) = XmlTree::parse(properties) {
        for child in tree.children(0).filter(|child| !is_changed(tree.name(*child))) {
            let markup = tree.slice(tree.range(child)).to_owned();
            children.push((rank(tree.name(child), order), markup));
        }
    }
    for (name, markup) in changes.iter().filter(|(_, markup)| !markup.is_empty()) {
        children.push((rank(name, order), markup.clone()));
    }
    // Stable: what the schema does not know keeps its place at the end.
    children.sort_by_key(|(rank, _)| *rank);
    if children.is_empty() {
        return String::new();
    }
    let children: String = children.into_iter().map(|(_, markup)| markup).collect();
    format!("<{name}>{children}</{name}>")
}

/// Where a child stands; what is unknown comes last, but for the record of a change.
fn rank(name: &str, order: &[&str]) -> usize {
    let known =
        |place: &&str| *place == name || place.ends_with(':') && name.starts_with(*place);
    match order.iter().position(|place| known(&place)) {
        Some(rank) => rank,
        None if name.ends_with("Change") => order.len() + 1,
        None => order.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_property_takes_its_place_in_the_order_of_the_schema() {
        let run = "<w:rPr><w:rFonts w:ascii=\"A\"/><w:i/><w:sz w:val=\"28\"/><w14:glow/>\
                   <w:rPrChange/></w:rPr>";
        let changes = vec![
            ("w:vertAlign", "<w:vertAlign w:val=\"superscript\"/>".to_owned()),
            ("w:b", "<w:b/>".to_owned()),
            ("w:sz", "<w:sz w:val=\"20\"/>".to_owned()),
            ("w:i", String::new()),
        ];
        assert_eq!(
            of_run(run, &changes),
            "<w:rPr><w:rFonts w:ascii=\"A\"/><w:b/><w:sz w:val=\"20\"/>\
             <w:vertAlign w:val=\"superscript\"/><w14:glow/><w:rPrChange/></w:rPr>"
        );
        assert_eq!(of_run("", &vec![("w:b", "<w:b/>".to_owned())]), "<w:rPr><w:b/></w:rPr>");
        assert_eq!(of_run("<w:rPr><w:b/></w:rPr>", &vec![("w:b", String::new())]), "");
    }
}
