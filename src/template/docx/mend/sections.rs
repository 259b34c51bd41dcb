//! The empty section that docx-rs adds when a document ends in a section.

use crate::ooxml::{Edits, XmlTree};

/// Lets the document end with its last section that has something in it; answers whether
/// headers or footers went with the empty one.
pub(super) fn drop_empty_end(tree: &XmlTree<'_>, edits: &mut Edits) -> bool {
    let Some(body) = (0..tree.len()).find(|element| tree.name(*element) == "w:body") else {
        return false;
    };
    let mut from_the_end: Vec<usize> = tree.children(body).collect();
    from_the_end.reverse();
    let &[empty, carrier, ..] = from_the_end.as_slice() else { return false };
    if tree.name(empty) != "w:sectPr" {
        return false;
    }
    let Some(section) = only_section(tree, carrier) else { return false };
    edits.delete(tree.range(carrier));
    edits.replace(tree.range(empty), tree.slice(tree.range(section)));
    tree.children(empty).any(|child| tree.name(child).ends_with("Reference"))
}

/// The section that a paragraph ends which holds nothing else.
fn only_section(tree: &XmlTree<'_>, paragraph: usize) -> Option<usize> {
    if tree.name(paragraph) != "w:p" || tree.children(paragraph).count() != 1 {
        return None;
    }
    tree.child(tree.child(paragraph, "w:pPr")?, "w:sectPr")
}
