//! Footnotes and endnotes whose reference a loop has copied: each reference needs a note of its
//! own, or Word shows one note and numbers it once.

use std::collections::{BTreeMap, BTreeSet};

use super::ids::make_unique;
use crate::ooxml::{Edits, XmlError, XmlTree};
use crate::template::Problem;
use crate::template::docx::document::Document;
use crate::template::docx::parts::unreadable;

/// Kinds of notes: relationship, element, reference.
const KINDS: [(&str, &str, &str); 2] = [
    ("footnotes", "w:footnote", "w:footnoteReference"),
    ("endnotes", "w:endnote", "w:endnoteReference"),
];

/// Gives every reference of a filled document that repeats another a copy of its note.
///
/// # Errors
/// When the main document or its notes are not well-formed.
pub(in super::super) fn copy_notes(document: &mut Document) -> Result<(), Problem> {
    let main = document.main().to_owned();
    for (kind, note, reference) in KINDS {
        let Some(part) = document.part_of_kind(kind)? else { continue };
        let (text, notes) = (document.text(&main)?, document.text(&part)?);
        let failed = |error: XmlError| unreadable(format!("{part}, filled: {error}"));
        if let Some((text, notes)) =
            with_copies(&text, &notes, note, reference).map_err(failed)?
        {
            document.put(&main, text);
            document.put(&part, notes);
        }
    }
    Ok(())
}

/// The text and the notes with copies, if any are needed.
fn with_copies(
    text: &str,
    notes: &str,
    note: &str,
    reference: &str,
) -> Result<Option<(String, String)>, XmlError> {
    if text.matches(reference).nth(1).is_none() {
        return Ok(None);
    }
    let (text_tree, notes_tree) = (XmlTree::parse(text)?, XmlTree::parse(notes)?);
    let mut known = BTreeMap::new();
    for element in (0..notes_tree.len()).filter(|e| notes_tree.name(*e) == note) {
        if let Some((id, _)) = notes_tree.attribute(element, "w:id") {
            known.entry(id.into_owned()).or_insert(element);
        }
    }
    let highest = known.keys().filter_map(|id| id.parse::<u32>().ok()).max().unwrap_or(0);
    let mut next = highest.saturating_add(1);
    let (mut seen, mut in_text, mut copies) = (BTreeSet::new(), Edits::new(), String::new());
    for element in (0..text_tree.len()).filter(|e| text_tree.name(*e) == reference) {
        let Some((id, place)) = text_tree.attribute(element, "w:id") else { continue };
        let is_repeat = text_tree.nearest(element, "mc:Fallback").is_some();
        let Some(original) = known.get(id.as_ref()).filter(|_| !is_repeat) else { continue };
        if seen.insert(id.into_owned()) {
            continue;
        }
        in_text.replace(place, next.to_string());
        copies.push_str(&copy(&notes_tree, *original, next));
        next = next.saturating_add(1);
    }
    if copies.is_empty() {
        return Ok(None);
    }
    let mut added = Edits::new();
    added.append_child(&notes_tree, 0, &copies);
    let notes = added.apply(notes);
    let notes_tree = XmlTree::parse(&notes)?;
    let mut unique = Edits::new();
    make_unique(&notes_tree, &mut unique);
    Ok(Some((in_text.apply(text), unique.apply(&notes))))
}

/// A note under another number.
fn copy(tree: &XmlTree<'_>, note: usize, number: u32) -> String {
    let whole = tree.range(note);
    let place =
        tree.attribute(note, "w:id").map_or(whole.start..whole.start, |(_, place)| place);
    let (before, after) = (whole.start..place.start, place.end..whole.end);
    format!("{}{number}{}", tree.slice(before), tree.slice(after))
}
