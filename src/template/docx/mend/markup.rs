//! Markup that Word's schema does not know, and tables narrower than their rows.

use super::super::repair::{fit_grids, sound_structure};
use crate::ooxml::{Edits, XmlTree, escape_xml};

/// The furthest a tab may stand (twentieths of a point; Word's limit).
const FURTHEST_TAB: u32 = 31_680;

/// Mends a part of `word/`.
pub(super) fn mend(tree: &XmlTree<'_>, edits: &mut Edits) {
    let text_width = text_width(tree);
    for element in 0..tree.len() {
        match tree.name(element) {
            // Properties of the mark of a paragraph, where there is no paragraph.
            "w:rPr" if in_paragraph_properties_of(tree, element, is_definition) => {
                edits.delete(tree.range(element));
            }
            "w:gridCol" => drop_attribute(tree, element, "w:type", edits),
            "w:r" => part_fields(tree, element, edits),
            "w:tab" => pull_in_tab(tree, element, text_width, edits),
            _ => {}
        }
    }
    // Tables that touch may be meant to be one.
    sound_structure(tree, true, edits);
    fit_grids(tree, edits);
}

fn is_definition(name: &str) -> bool {
    matches!(name, "w:style" | "w:lvl" | "w:pPrDefault" | "w:tblStylePr")
}

fn in_paragraph_properties_of(
    tree: &XmlTree<'_>,
    element: usize,
    around: impl Fn(&str) -> bool,
) -> bool {
    let properties = tree.parent(element).filter(|p| tree.name(*p) == "w:pPr");
    properties.and_then(|p| tree.parent(p)).is_some_and(|whole| around(tree.name(whole)))
}

fn drop_attribute(tree: &XmlTree<'_>, element: usize, name: &str, edits: &mut Edits) {
    if let Some((_, value)) = tree.attribute(element, name) {
        // The value stands between quotes after the name, an equals sign and a space before it.
        let start = value.start.saturating_sub(name.len() + 3);
        edits.delete(start..value.end + 1);
    }
}

/// Puts each mark of a field into a run of its own: `LibreOffice` shows the code of a field whose
/// marks share a run.
fn part_fields(tree: &XmlTree<'_>, run: usize, edits: &mut Edits) {
    if tree.children(run).filter(|child| tree.name(*child) == "w:fldChar").nth(1).is_none() {
        return;
    }
    let open = tree.slice(tree.open_tag(run));
    let markup = |child| tree.slice(tree.range(child));
    let properties = tree.child(run, "w:rPr");
    let shared = properties.map_or("", markup);
    let parts = tree.children(run).filter(|child| Some(*child) != properties);
    let runs = parts.map(|child| [open, shared, markup(child), "</w:r>"].concat());
    edits.replace(tree.range(run), runs.collect::<String>());
}

/// A tab past Word's limit was meant for the right edge of the text.
fn pull_in_tab(tree: &XmlTree<'_>, tab: usize, text_width: u32, edits: &mut Edits) {
    if let Some((position, place)) = tree.attribute(tab, "w:pos")
        && position.parse::<u32>().is_ok_and(|position| position > FURTHEST_TAB)
    {
        edits.replace(place, text_width.to_string());
    }
}

/// The width between the margins of the last section, or of an A4 page with usual ones.
fn text_width(tree: &XmlTree<'_>) -> u32 {
    let section = (0..tree.len()).rev().find(|element| tree.name(*element) == "w:sectPr");
    let number = |child, attribute| -> Option<u32> {
        let (value, _) = tree.attribute(tree.child(section?, child)?, attribute)?;
        value.parse().ok()
    };
    let width = || {
        let margins =
            number("w:pgMar", "w:left")?.checked_add(number("w:pgMar", "w:right")?)?;
        number("w:pgSz", "w:w")?.checked_sub(margins)
    };
    width().filter(|width| (1..=FURTHEST_TAB).contains(width)).unwrap_or(9_071)
}

/// Sets when the document was made and last changed.
pub(super) fn set_dates(tree: &XmlTree<'_>, date: &str, edits: &mut Edits) {
    for element in 0..tree.len() {
        if matches!(tree.name(element), "dcterms:created" | "dcterms:modified")
            && !tree.is_empty_tag(element)
        {
            edits.replace(tree.content(element), escape_xml(date));
        }
    }
}
