//! Footnotes numbered from 1 and with their number in the text, and comments that are not there.

use std::collections::{BTreeMap, BTreeSet};

use super::{MAIN, Parts, edit};
use crate::ooxml::PackageError;

const FOOTNOTES: &str = "word/footnotes.xml";
const STYLES: &str = "word/styles.xml";

/// The style in which docx-rs sets references without defining it.
const STYLE: &str = concat!(
    "<w:style w:type=\"character\" w:styleId=\"FootnoteReference\">",
    "<w:name w:val=\"footnote reference\"/><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr>",
    "</w:style>"
);

/// The number of a note before its text.
const NUMBER: &str = concat!(
    "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteRef/></w:r>",
    "<w:r><w:t xml:space=\"preserve\"> </w:t></w:r>"
);

/// Takes out what refers to comments that are not there; answers whether there was any.
pub(super) fn drop_lost_comments(parts: &mut Parts) -> Result<bool, PackageError> {
    let mut known = BTreeSet::new();
    edit(parts, "word/comments.xml", |tree, _| {
        let comments = (0..tree.len()).filter(|e| tree.name(*e) == "w:comment");
        let ids = comments.filter_map(|comment| tree.attribute(comment, "w:id"));
        known.extend(ids.map(|(id, _)| id.into_owned()));
    })?;
    let mut any = false;
    edit(parts, MAIN, |tree, edits| {
        for element in 0..tree.len() {
            if matches!(
                tree.name(element),
                "w:commentRangeStart" | "w:commentRangeEnd" | "w:commentReference"
            ) && tree
                .attribute(element, "w:id")
                .is_none_or(|(id, _)| !known.contains(id.as_ref()))
            {
                any = true;
                edits.delete(tree.range(element));
            }
        }
    })?;
    Ok(any)
}

/// Numbers footnotes by the order of their references.
pub(super) fn number(parts: &mut Parts) -> Result<(), PackageError> {
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    edit(parts, MAIN, |tree, edits| {
        for element in (0..tree.len()).filter(|e| tree.name(*e) == "w:footnoteReference") {
            let Some((id, place)) = tree.attribute(element, "w:id") else { continue };
            let next = numbers.len() + 1;
            let number = numbers.entry(id.into_owned()).or_insert(next);
            edits.replace(place, number.to_string());
        }
    })?;
    if numbers.is_empty() {
        return Ok(());
    }
    edit(parts, FOOTNOTES, |tree, edits| {
        let mut notes: Vec<(usize, String)> = Vec::new();
        for note in (0..tree.len()).filter(|e| tree.name(*e) == "w:footnote") {
            let Some((id, place)) = tree.attribute(note, "w:id") else { continue };
            let Some(number) = numbers.get(id.as_ref()) else { continue };
            let whole = tree.range(note);
            let id_end = place.end;
            let has_number = tree.descendants(note).any(|e| tree.name(e) == "w:footnoteRef");
            let first =
                tree.child(note, "w:p").filter(|p| !has_number && !tree.is_empty_tag(*p));
            let text_start = first.map_or(id_end, |paragraph| {
                let properties = tree.child(paragraph, "w:pPr");
                properties.map_or(tree.content(paragraph).start, |properties| {
                    tree.range(properties).end
                })
            });
            let mark = if first.is_some() { NUMBER } else { "" };
            let note = [
                tree.slice(whole.start..place.start),
                &number.to_string(),
                tree.slice(id_end..text_start),
                mark,
                tree.slice(text_start..whole.end),
            ];
            notes.push((*number, note.concat()));
        }
        notes.sort();
        let notes: String = notes.into_iter().map(|(_, xml)| xml).collect();
        edits.replace(tree.content(0), notes);
    })?;
    edit(parts, STYLES, |tree, edits| {
        let styles = (0..tree.len()).filter(|e| tree.name(*e) == "w:style");
        let mut ids = styles.filter_map(|style| tree.attribute(style, "w:styleId"));
        if !ids.any(|(id, _)| id == "FootnoteReference") {
            edits.append_child(tree, 0, STYLE);
        }
    })
}
