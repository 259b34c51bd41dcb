//! Reads the figures of a document back.

use super::place::mark_of;
use crate::ooxml::{Package, XmlTree, text_of};
use crate::template::Problem;
use crate::template::docx::parts::{parts, unreadable};
use crate::template::docx::text::{Story, paragraphs};

/// The figures that a document remembers, part by part in the order of the text: the tag of each
/// control and the text that stands in it now, whoever has written it.
///
/// # Errors
/// When the document or one of its parts cannot be read.
pub fn controls(document: Vec<u8>) -> Result<Vec<(String, String)>, Problem> {
    let mut package = Package::open(document).map_err(unreadable)?;
    let mut found = Vec::new();
    for (name, story) in parts(&mut package)?.all {
        if story != Story::Paragraphs {
            continue;
        }
        let xml = text_of(&mut package, &name).map_err(unreadable)?;
        if !xml.contains(super::MARK) {
            continue;
        }
        let tree =
            XmlTree::parse(&xml).map_err(|error| unreadable(format!("{name}: {error}")))?;
        found.extend(in_part(&tree));
    }
    Ok(found)
}

/// Of a drawing that is there twice, only what Word shows.
fn in_part(tree: &XmlTree<'_>) -> Vec<(String, String)> {
    let paragraphs = paragraphs(tree, Story::Paragraphs);
    let is_copy = |element: usize| {
        tree.ancestors(element).any(|ancestor| tree.name(ancestor) == "mc:Fallback")
    };
    (0..tree.len())
        .filter_map(|element| Some((element, mark_of(tree, element)?)))
        .filter(|(element, _)| !is_copy(*element))
        .map(|(element, mark)| {
            let inside = tree.range(element);
            let texts = paragraphs.iter().filter(|p| !p.is_copy).map(|p| p.text_in(&inside));
            (mark, texts.collect())
        })
        .collect()
}
