//! Alternative texts: what an author writes of a picture or a chart, and where a tag names the
//! picture or the data that shall stand there instead.
//!
//! They are attributes; each is a line of its own with the number of the paragraph around it.

use std::collections::BTreeMap;
use std::ops::Range;

use super::links::ADDRESS;
use super::text::Paragraph;
use crate::ooxml::XmlTree;

/// An attribute that holds an alternative text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct AlternativeText {
    /// The element that has the attribute.
    pub(super) element: usize,
    /// The bytes of the attribute's value.
    pub(super) value: Range<usize>,
}

/// The alternative texts of a part in document order.
pub(super) fn alternative_texts(tree: &XmlTree<'_>) -> Vec<AlternativeText> {
    let mut found = Vec::new();
    for element in 0..tree.len() {
        for attribute in attributes_of(tree.name(element)) {
            if let Some((_, value)) = tree.attribute(element, attribute)
                && !value.is_empty()
            {
                found.push(AlternativeText { element, value });
            }
        }
    }
    found.sort_by_key(|text| text.value.start);
    found
}

/// The attributes of an element that hold alternative text: of a drawing's frame, of a picture
/// in it, of an old shape.
fn attributes_of(name: &str) -> &'static [&'static str] {
    match name.split_once(':') {
        Some((_, "docPr" | "cNvPr")) => &["descr", "title"],
        Some(("v", _)) => &["alt"],
        // Addresses are put there for the time of filling.
        Some((_, "hlinkClick" | "hlinkHover" | "hlinkMouseOver")) => &[ADDRESS],
        Some(("w", "hyperlink")) => &[ADDRESS, "w:tooltip"],
        Some(("w", "fldSimple")) => &["w:instr"],
        Some(("w", "docVar")) => &["w:val"],
        _ => &[],
    }
}

/// Adds the alternative texts that may hold tags to the paragraphs of a part, each after the
/// paragraph it stands in.
pub(super) fn add_alternative_texts(tree: &XmlTree<'_>, paragraphs: &mut Vec<Paragraph>) {
    let texts: Vec<AlternativeText> = alternative_texts(tree)
        .into_iter()
        .filter(|text| tree.slice(text.value.clone()).contains(['{', '}', '&']))
        .collect();
    if texts.is_empty() {
        return;
    }
    let around: BTreeMap<usize, (usize, bool)> =
        paragraphs.iter().map(|p| (p.element, (p.number, p.is_copy))).collect();
    for text in texts {
        let mut outer = tree.ancestors(text.element);
        let (number, is_copy) =
            outer.find_map(|ancestor| around.get(&ancestor).copied()).unwrap_or((1, false));
        let is_copy = is_copy || repeats_frame(tree, &text);
        let mut paragraph = Paragraph::new(text.element, number, is_copy);
        push_value(tree, &text, &mut paragraph);
        paragraphs.push(paragraph);
    }
    paragraphs.sort_by_key(|paragraph| paragraph.element);
}

/// Whether Word wrote the text of a drawing's frame once more at the picture inside.
fn repeats_frame(tree: &XmlTree<'_>, text: &AlternativeText) -> bool {
    if tree.local_name(text.element) != "cNvPr" {
        return false;
    }
    let frame = tree.ancestors(text.element).find_map(|outer| tree.child(outer, "wp:docPr"));
    let said = tree.slice(text.value.clone());
    frame.is_some_and(|frame| {
        attributes_of("wp:docPr").iter().any(|name| {
            tree.attribute(frame, name).is_some_and(|(_, value)| tree.slice(value) == said)
        })
    })
}

/// The value piece by piece: an entity says another text than its bytes.
fn push_value(tree: &XmlTree<'_>, text: &AlternativeText, paragraph: &mut Paragraph) {
    let raw = tree.slice(text.value.clone());
    let mut at = 0;
    while let Some(rest) = raw.get(at..).filter(|rest| !rest.is_empty()) {
        let piece = match (rest.find('&'), rest.find(';')) {
            (Some(0), Some(end)) => rest.get(..=end),
            (Some(0), None) | (None, _) => Some(rest),
            (Some(entity), _) => rest.get(..entity),
        };
        let piece = piece.unwrap_or(rest);
        let start = text.value.start + at;
        let said = quick_xml::escape::unescape(piece).unwrap_or(piece.into());
        let range = start..start + piece.len();
        paragraph.push(&said, range, text.element, said != piece);
        at += piece.len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::docx::sites::Tagged;
    use crate::template::docx::text::Story;

    const BODY: &str = concat!(
        "<w:body><w:p><w:r><w:t>{{ a }}</w:t></w:r></w:p><w:p><w:r><w:drawing><wp:inline>",
        "<wp:docPr id=\"1\" descr=\"{{ image(&quot;x.png&quot;) }}\" title='no tag'/>",
        "<pic:cNvPr id=\"2\" descr=\"{{ image(&quot;x.png&quot;) }}\"/>",
        "</wp:inline></w:drawing></w:r><w:r><w:t>{{ b }}</w:t></w:r></w:p></w:body>"
    );

    #[test]
    fn a_tag_in_an_alternative_text_is_found_with_the_paragraph_around_it() {
        let tagged = Tagged::new(XmlTree::parse(BODY).unwrap(), Story::Paragraphs);
        let found: Vec<_> = tagged
            .sites
            .iter()
            .map(|site| {
                let paragraph = tagged.paragraph_of(site).unwrap();
                (site.code.as_str(), paragraph.number, paragraph.is_copy)
            })
            .collect();
        let image = "image(\"x.png\")";
        assert_eq!(
            found,
            [("a", 1, false), (image, 2, false), (image, 2, true), ("b", 2, false)]
        );
    }
}
