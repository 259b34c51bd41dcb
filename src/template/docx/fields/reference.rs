//! `REF`: the text of a bookmark, printed somewhere else.

use std::collections::BTreeMap;

use super::find::{Field, text_of};
use super::format::cased;
use super::{Changes, OPEN, is_inside};
use crate::ooxml::XmlTree;

/// The bookmarks of the body, by name in small letters.
#[derive(Debug, Default)]
pub(super) struct Bookmarks(BTreeMap<String, Bookmark>);

/// A bookmark.
#[derive(Debug, Clone)]
struct Bookmark {
    /// What it surrounds; `None` when that is more than one paragraph.
    text: Option<String>,
    /// Whether a field stands in it.
    holds_field: bool,
}

impl Bookmarks {
    /// Finds the bookmarks of a part.
    pub(super) fn of(tree: &XmlTree<'_>) -> Self {
        let mut open: BTreeMap<String, (String, usize)> = BTreeMap::new();
        let mut found = BTreeMap::new();
        for element in 0..tree.len() {
            let text = |name| tree.attribute(element, name).map(|(text, _)| text.into_owned());
            match tree.name(element) {
                "w:bookmarkStart" => {
                    if let (Some(id), Some(name)) = (text("w:id"), text("w:name")) {
                        open.insert(id, (name.to_lowercase(), element));
                    }
                }
                "w:bookmarkEnd" => {
                    let start = text("w:id").and_then(|id| open.remove(&id));
                    if let Some((name, start)) = start {
                        let paragraph = tree.nearest(start, "w:p");
                        let is_one =
                            paragraph.is_some() && paragraph == tree.nearest(element, "w:p");
                        let text = is_one.then(|| text_of(tree, start..element));
                        let is_field = |e| matches!(tree.name(e), "w:fldChar" | "w:fldSimple");
                        let holds_field = is_one && (start..element).any(is_field);
                        found.entry(name).or_insert(Bookmark { text, holds_field });
                    }
                }
                _ => {}
            }
        }
        Self(found)
    }

    fn get(&self, name: &str) -> Option<&Bookmark> {
        self.0.get(&name.to_lowercase())
    }
}

/// The bookmark that a field prints.
fn named<'f>(field: &'f Field, bookmarks: &Bookmarks) -> Option<&'f str> {
    let instruction = &field.instruction;
    match instruction.kind.as_str() {
        "REF" => instruction.argument(),
        // A bookmark's name alone is a reference too.
        name if instruction.arguments.is_empty() && bookmarks.get(name).is_some() => Some(name),
        _ => None,
    }
}

/// Prints the texts of bookmarks anew; `template` is the body of the template.
pub(super) fn refresh(
    bookmarks: &Bookmarks,
    template: &str,
    fields: &[Field],
    changes: &mut Changes<'_, '_>,
) {
    for field in fields {
        let Some(name) = named(field, bookmarks) else { continue };
        if field.has_field_in_code || is_inside(fields, field, "TOC") {
            continue;
        }
        let instruction = &field.instruction;
        let Some(bookmark) = bookmarks.get(name) else {
            // Not when it pointed to nothing in the template already.
            if template.contains(&format!("w:name=\"{name}\"")) {
                changes.set(field, OPEN);
                changes.note(field, &format!("dấu trang `{name}` không còn trong văn bản"));
            }
            continue;
        };
        if "nrwpf".chars().any(|switch| instruction.has(switch)) {
            continue;
        }
        let cased = |text: String| {
            let mut formats = instruction.formats();
            formats.try_fold(text, |text, format| cased(&text, format))
        };
        match bookmark.text.clone().map(cased) {
            Some(Some(text)) => changes.set(field, &text),
            Some(None) => changes.note(field, "kiểu trình bày không quen"),
            None if changes.before.len() == changes.tree.xml.len() => {}
            None => changes.note(field, "dấu trang ôm nhiều đoạn"),
        }
    }
}

/// Tells of references to references that still say something new each time they are printed.
pub(super) fn tell(bookmarks: &Bookmarks, fields: &[Field], changes: &mut Changes<'_, '_>) {
    for field in fields.iter().filter(|field| !is_inside(fields, field, "TOC")) {
        let name = named(field, bookmarks);
        if name.and_then(|name| bookmarks.get(name)).is_some_and(|known| known.holds_field) {
            changes.note(field, "tham chiếu nối nhau quá nhiều bước hoặc vòng lại chính nó");
        }
    }
}
