//! `{%-` at the start of a paragraph and `-%}` at its end: the paragraphs are joined into one
//! before anything else is looked at.

use std::collections::{BTreeMap, BTreeSet};

use super::sites::{Site, Tagged};
use crate::ooxml::Edits;

/// A part with its paragraphs joined.
pub(super) struct Joined {
    /// The new XML.
    pub(super) xml: String,
    /// Numbers of the paragraphs that went into the one before them.
    pub(super) gone: BTreeSet<usize>,
}

/// Joins paragraphs as the tags ask; `None` when none asks, or none can be joined.
///
/// The first paragraph gives the joined one its properties.
pub(super) fn join_paragraphs(tagged: &Tagged<'_>) -> Option<Joined> {
    let index_of: BTreeMap<usize, usize> =
        tagged.paragraphs.iter().enumerate().map(|(index, p)| (p.element, index)).collect();
    let mut seams = BTreeSet::new();
    let mut edits = Edits::new();
    for site in tagged.sites.iter().filter(|site| site.joins_before || site.joins_after) {
        let Some(paragraph) = tagged.paragraph_of(site).map(|p| p.element) else { continue };
        if site.joins_before
            && let Some(before) = sibling(tagged, paragraph, false)
        {
            seams.insert((before, paragraph));
            take_mark(tagged, site, true, &mut edits);
        }
        if site.joins_after
            && let Some(after) = sibling(tagged, paragraph, true)
        {
            seams.insert((paragraph, after));
            take_mark(tagged, site, false, &mut edits);
        }
    }
    let mut gone = BTreeSet::new();
    let tree = &tagged.tree;
    for (first, second) in seams {
        if tree.is_empty_tag(first) {
            edits.delete(tree.range(first));
        } else if tree.is_empty_tag(second) {
            edits.delete(tree.range(second));
        } else {
            let properties = tree.child(second, "w:pPr");
            let from = tree.content(first).end;
            let to = properties.map_or(tree.content(second).start, |p| tree.range(p).end);
            edits.delete(from..to);
        }
        let number = index_of.get(&second).and_then(|index| tagged.paragraphs.get(*index));
        gone.extend(
            number.filter(|paragraph| !paragraph.is_copy).map(|paragraph| paragraph.number),
        );
    }
    (!edits.is_empty()).then(|| Joined { xml: edits.apply(tree.xml), gone })
}

/// Takes out the mark that has done its work, with the space between it and the edge of its own
/// paragraph: the space in the other paragraph stays, as in docxtpl.
fn take_mark(tagged: &Tagged<'_>, site: &Site, before: bool, edits: &mut Edits) {
    let Some(paragraph) = tagged.paragraph_of(site) else { return };
    let Some(text) = paragraph.text.get(site.range.clone()) else { return };
    let is_mark = |c: char| matches!(c, '-' | '\u{2013}');
    let mut take = |from: usize, to: usize| {
        if from == to {
            return;
        }
        let place = paragraph.place(&(site.range.start + from..site.range.start + to));
        for cut in place.into_iter().flat_map(|place| place.cuts) {
            edits.delete(cut);
        }
    };
    if before {
        let Some(at) = text.find("{%") else { return };
        let mark = text.get(at + 2..).and_then(|rest| rest.chars().next());
        take(0, at);
        if let Some(mark) = mark.filter(|c| is_mark(*c)) {
            take(at + 2, at + 2 + mark.len_utf8());
        }
    } else {
        let Some(at) = text.rfind("%}") else { return };
        let mark = text.get(..at).and_then(|rest| rest.chars().next_back());
        if let Some(mark) = mark.filter(|c| is_mark(*c)) {
            take(at - mark.len_utf8(), at);
        }
        take(at + 2, text.len());
    }
}

/// The paragraph right before or after one, with nothing between them.
///
/// A paragraph that ends a section keeps to itself.
fn sibling(tagged: &Tagged<'_>, paragraph: usize, after: bool) -> Option<usize> {
    let tree = &tagged.tree;
    let siblings: Vec<usize> = tree.children(tree.parent(paragraph)?).collect();
    let at = siblings.iter().position(|element| *element == paragraph)?;
    let other = *siblings.get(if after { at + 1 } else { at.checked_sub(1)? })?;
    let first = if after { paragraph } else { other };
    let ends_section =
        tree.child(first, "w:pPr").and_then(|p| tree.child(p, "w:sectPr")).is_some();
    (tree.name(other) == "w:p" && !ends_section).then_some(other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ooxml::XmlTree;
    use crate::template::docx::text::Story;

    fn joined(body: &str) -> Option<String> {
        let tree = XmlTree::parse(body).unwrap();
        join_paragraphs(&Tagged::new(tree, Story::Paragraphs)).map(|joined| joined.xml)
    }

    fn p(text: &str) -> String {
        format!("<w:p><w:pPr/><w:r><w:t>{text}</w:t></w:r></w:p>")
    }

    #[test]
    fn a_trimming_tag_at_the_edge_of_a_paragraph_joins_it_with_its_neighbour() {
        let body = format!("<b>{}{}{}</b>", p("a"), p("{%- if x -%}"), p("b"));
        let runs =
            ["a", "{% if x %}", "b"].map(|t| format!("<w:r><w:t>{t}</w:t></w:r>")).concat();
        assert_eq!(joined(&body).unwrap(), format!("<b><w:p><w:pPr/>{runs}</w:p></b>"));
    }

    #[test]
    fn a_trimming_tag_inside_a_paragraph_or_beside_a_table_joins_nothing() {
        assert_eq!(joined(&format!("<b>{}{}</b>", p("a"), p("b {%- if x %}"))), None);
        assert_eq!(joined(&format!("<b><w:tbl/>{}</b>", p("{%- if x %}"))), None);
    }
}
