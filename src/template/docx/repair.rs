//! After filling: what Word's schema requires and a loop over nothing or over much may break.

mod blank_runs;
mod care;
mod grid;
mod ids;
mod justified;
mod structure;

pub(super) use care::Care;
pub(super) use justified::Justified;

use super::text::Story;
use super::value::{self, LINE, TAB};
use crate::ooxml::{Edits, XmlError, XmlTree};

/// Makes a filled part sound again; `placed` says whether objects were put into it.
///
/// # Errors
/// When it is no longer XML.
pub(super) fn repair(
    xml: Vec<u8>,
    care: Care,
    placed: bool,
    justified: &Justified,
) -> Result<Vec<u8>, XmlError> {
    let has_breaks = has_breaks(&xml);
    if care.story == Story::Properties {
        return Ok(if has_breaks { plain_breaks(&text(xml)?).into_bytes() } else { xml });
    }
    let xml = blank_runs::drop(xml);
    if !(has_breaks || placed || care.structure || care.identities || care.columns) {
        return Ok(xml);
    }
    let xml = text(xml)?;
    let tree = XmlTree::parse(&xml)?;
    let mut edits = Edits::new();
    breaks(&tree, justified, &mut edits);
    structure::repair(&tree, care.tables_touch, &mut edits);
    ids::make_unique(&tree, &mut edits);
    if care.columns {
        grid::fit(&tree, &mut edits);
    }
    Ok(plain_breaks(&edits.apply(&xml)).into_bytes())
}

/// Whether a value holds a line break or a tab.
pub(super) fn has_breaks(xml: &[u8]) -> bool {
    value::holds_mark(xml)
}

fn text(xml: Vec<u8>) -> Result<String, XmlError> {
    String::from_utf8(xml).map_err(|error| XmlError::IllFormed(error.to_string()))
}

/// Line breaks and tabs in the text of runs.
fn breaks(tree: &XmlTree<'_>, justified: &Justified, edits: &mut Edits) {
    for text in tree.texts() {
        let raw = tree.slice(text.range.clone());
        if !raw.contains([LINE, TAB]) || tree.name(text.element) != "w:t" {
            continue;
        }
        let Some(run) = tree.parent(text.element).filter(|run| tree.name(*run) == "w:r") else {
            continue;
        };
        let line_break = new_paragraph(tree, run, justified);
        let line_break = line_break.as_deref().unwrap_or("</w:t><w:br/>");
        for (at, c) in raw.match_indices([LINE, TAB]) {
            let xml = if c.starts_with(LINE) { line_break } else { "</w:t><w:tab/>" };
            let start = text.range.start + at;
            let xml = format!("{xml}<w:t xml:space=\"preserve\">");
            edits.replace(start..start + c.len(), xml);
        }
    }
}

/// The end of a justified paragraph and the beginning of one like it, from text to text.
///
/// Not in a list, where each paragraph has a number, nor where the run is wrapped.
fn new_paragraph(tree: &XmlTree<'_>, run: usize, justified: &Justified) -> Option<String> {
    let paragraph = tree.parent(run).filter(|paragraph| tree.name(*paragraph) == "w:p")?;
    let properties = tree.child(paragraph, "w:pPr");
    let has = |name| properties.is_some_and(|p| tree.child(p, name).is_some());
    if has("w:numPr") || has("w:sectPr") || !justified.holds_for(tree, paragraph) {
        return None;
    }
    let slice = |element: Option<usize>| element.map_or("", |e| tree.slice(tree.range(e)));
    let (paragraph, run) = (slice(properties), slice(tree.child(run, "w:rPr")));
    Some(format!("</w:t></w:r></w:p><w:p>{paragraph}<w:r>{run}"))
}

/// Elsewhere, as in an attribute, a break is a space.
fn plain_breaks(xml: &str) -> String {
    if xml.contains([LINE, TAB]) { xml.replace([LINE, TAB], " ") } else { xml.to_owned() }
}
