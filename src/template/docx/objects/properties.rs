//! Properties of runs and paragraphs with some of them changed, in the order of Word's schema.

use crate::ooxml::XmlTree;
use crate::template::docx::repair::ordered;

/// Properties to be set or taken away: the element's name, and its markup or nothing.
pub(super) type Changes = Vec<(&'static str, String)>;

/// The `w:rPr` of a run, changed; nothing when nothing is left.
pub(super) fn of_run(properties: &str, changes: &Changes) -> String {
    changed("w:rPr", properties, changes)
}

/// The `w:pPr` of a paragraph, changed; nothing when nothing is left.
pub(super) fn of_paragraph(properties: &str, changes: &Changes) -> String {
    changed("w:pPr", properties, changes)
}

fn changed(name: &str, properties: &str, changes: &Changes) -> String {
    if changes.is_empty() {
        return properties.to_owned();
    }
    let is_changed = |child: &str| changes.iter().any(|(name, _)| *name == child);
    let tree = XmlTree::parse(properties).ok();
    let kept = tree.iter().flat_map(|tree| {
        let kept = tree.children(0).filter(|child| !is_changed(tree.name(*child)));
        kept.map(|child| (tree.name(child), tree.slice(tree.range(child)).to_owned()))
    });
    let set = changes.iter().filter(|(_, markup)| !markup.is_empty());
    let children: Vec<(&str, String)> =
        kept.chain(set.map(|(name, markup)| (*name, markup.clone()))).collect();
    if children.is_empty() {
        return String::new();
    }
    format!("<{name}>{}</{name}>", ordered(name, children))
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
