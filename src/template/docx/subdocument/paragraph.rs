//! Properties put into a paragraph in the schema's order.

use crate::ooxml::{Edits, XmlTree};
use crate::template::docx::repair::place_of;

/// Gives a paragraph properties that it does not have; they stand in the schema's order.
pub(in super::super) fn add_properties(
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
        let rank = |name: &str| place_of("w:pPr", name);
        let later = |child: &usize| rank(tree.name(*child)) > rank(name);
        let next = tree.children(properties).find(later);
        let at = next.map_or(tree.content(properties).end, |next| tree.range(next).start);
        edits.insert(at, markup.clone());
    }
}
