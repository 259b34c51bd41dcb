//! Identities within the parts, numbered from 1 in every document.

use std::collections::BTreeMap;

use super::{MAIN, Parts, edit};
use crate::ooxml::{Edits, PackageError, XmlTree};

const COMMENTS: &str = "word/comments.xml";
const COMMENTS_EXTENDED: &str = "word/commentsExtended.xml";

/// The letters that begin the name of a bookmark which docx-rs sets for a table of contents.
const CONTENTS_MARK: &str = "_Toc";
/// The digits that follow.
const CONTENTS_DIGITS: usize = 8;

/// Numbers everything anew in the order in which it stands, the main document first.
pub(super) fn number(parts: &mut Parts) -> Result<(), PackageError> {
    let mut names: Vec<String> = parts
        .keys()
        .filter(|name| name.starts_with("word/") && !name.starts_with("word/_rels/"))
        .cloned()
        .collect();
    names.sort_by_key(|name| (name != MAIN, name.clone()));
    let mut numbers = Numbers::default();
    let mut of_comments = BTreeMap::new();
    for name in &names {
        edit(parts, name, |tree, edits| {
            let marks = contents_marks(tree);
            for element in 0..tree.len() {
                numbers.change(tree, element, edits);
                rename_contents_mark(tree, element, &marks, edits);
            }
            rename_in_fields(tree, &marks, edits);
        })?;
        let of_part = std::mem::take(&mut numbers.paragraphs_of_part);
        if name == COMMENTS {
            of_comments = of_part;
        }
    }
    edit(parts, COMMENTS_EXTENDED, |tree, edits| {
        for element in 0..tree.len() {
            for attribute in ["w15:paraId", "w15:paraIdParent"] {
                if let Some((id, place)) = tree.attribute(element, attribute)
                    && let Some(new) = of_comments.get(&id.to_lowercase())
                {
                    edits.replace(place, new.clone());
                }
            }
        }
    })
}

#[derive(Default)]
struct Numbers {
    paragraphs: u32,
    /// Old and new identities of the paragraphs of the part at hand.
    paragraphs_of_part: BTreeMap<String, String>,
    drawings: u32,
    bookmarks: u32,
    /// The new number of the bookmark that has this old one.
    open_bookmarks: BTreeMap<String, u32>,
    changes: u32,
}

impl Numbers {
    fn change(&mut self, tree: &XmlTree<'_>, element: usize, edits: &mut Edits) {
        match tree.name(element) {
            "w:p" => {
                if let Some((id, place)) = tree.attribute(element, "w14:paraId") {
                    let new = format!("{:08X}", next(&mut self.paragraphs));
                    self.paragraphs_of_part.insert(id.to_lowercase(), new.clone());
                    edits.replace(place, new);
                }
            }
            "wp:docPr" => {
                if let Some((_, place)) = tree.attribute(element, "id") {
                    edits.replace(place, next(&mut self.drawings).to_string());
                }
            }
            "w:bookmarkStart" => {
                if let Some((id, place)) = tree.attribute(element, "w:id") {
                    let new = next(&mut self.bookmarks);
                    self.open_bookmarks.insert(id.into_owned(), new);
                    edits.replace(place, new.to_string());
                }
            }
            "w:bookmarkEnd" => {
                if let Some((id, place)) = tree.attribute(element, "w:id")
                    && let Some(new) = self.open_bookmarks.get(id.as_ref())
                {
                    edits.replace(place, new.to_string());
                }
            }
            "w:ins" | "w:del" | "w:moveFrom" | "w:moveTo" | "w:rPrChange" | "w:pPrChange" => {
                if let Some((_, place)) = tree.attribute(element, "w:id") {
                    edits.replace(place, next(&mut self.changes).to_string());
                }
            }
            _ => {}
        }
    }
}

fn next(number: &mut u32) -> u32 {
    *number = number.saturating_add(1);
    *number
}

/// Old and new names of the bookmarks for a table of contents.
fn contents_marks(tree: &XmlTree<'_>) -> BTreeMap<String, String> {
    let mut marks = BTreeMap::new();
    for start in (0..tree.len()).filter(|e| tree.name(*e) == "w:bookmarkStart") {
        let Some((name, _)) = tree.attribute(start, "w:name") else { continue };
        let digits = name.strip_prefix(CONTENTS_MARK).unwrap_or_default();
        if digits.len() == CONTENTS_DIGITS && digits.bytes().all(|b| b.is_ascii_digit()) {
            let new = format!("{CONTENTS_MARK}{:08}", marks.len() + 1);
            marks.entry(name.into_owned()).or_insert(new);
        }
    }
    marks
}

fn rename_contents_mark(
    tree: &XmlTree<'_>,
    element: usize,
    marks: &BTreeMap<String, String>,
    edits: &mut Edits,
) {
    let attribute = match tree.name(element) {
        "w:bookmarkStart" => "w:name",
        "w:hyperlink" => "w:anchor",
        _ => return,
    };
    if let Some((name, place)) = tree.attribute(element, attribute)
        && let Some(new) = marks.get(name.as_ref())
    {
        edits.replace(place, new.clone());
    }
}

/// Names of bookmarks in the instructions of fields.
fn rename_in_fields(tree: &XmlTree<'_>, marks: &BTreeMap<String, String>, edits: &mut Edits) {
    let fields = tree.texts().iter().filter(|text| tree.name(text.element) == "w:instrText");
    for text in fields {
        let raw = tree.slice(text.range.clone());
        for (at, _) in raw.match_indices(CONTENTS_MARK) {
            let end = at + CONTENTS_MARK.len() + CONTENTS_DIGITS;
            if let Some(new) = raw.get(at..end).and_then(|old| marks.get(old)) {
                edits.replace(text.range.start + at..text.range.start + end, new.clone());
            }
        }
    }
}
