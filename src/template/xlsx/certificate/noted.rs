//! A workbook with notes and colours held against the one it came from, part by part.
//!
//! Values and formulas are compared where all cells are; here it is the rest: nothing may have gone
//! from a sheet, from the styles or from the notes that were there, and what came is only notes,
//! colours, and what Excel needs to show them.

use std::collections::{BTreeMap, BTreeSet};

use super::super::book::{Book, Tab, has_extension, unreadable};
use super::super::sheet::{Row, Sheet};
use super::super::text::{RichText, shown_text};
use super::{Certificate, ChangedPart, PartChange, PartReason};
use crate::ooxml::xml_part::{Element, Node, XmlPart, remove_attribute};
use crate::template::Problem;

/// Roots of the parts that notes are made of: the notes, the threads they may be replies in, who
/// wrote those, and the drawing of the boxes.
const OF_NOTES: [&str; 3] = ["ThreadedComments", "personList", "xml"];

/// Adds every part that differs, and counts the others.
pub(super) fn compare(
    before: &mut Book,
    after: &mut Book,
    author: &str,
    out: &mut Certificate,
) -> Result<(), Problem> {
    let names = |book: &Book| book.package.names().map(str::to_owned).collect::<BTreeSet<_>>();
    let (old, new) = (names(before), names(after));
    for name in old.union(&new) {
        let was = read(before, old.contains(name), name)?;
        let is = read(after, new.contains(name), name)?;
        if was == is {
            out.kept += 1;
            continue;
        }
        let how = match (&was, &is) {
            (Some(_), Some(_)) => PartChange::Rewritten,
            (None, _) => PartChange::Added,
            (_, None) => PartChange::Removed,
        };
        let is_new = was.is_none();
        let part = Part { name, is_new, was: parsed(was), is: parsed(is), author };
        let why = vec![part.reason(before, after)];
        out.parts.push(ChangedPart { name: name.clone(), how, why });
    }
    Ok(())
}

fn read(book: &mut Book, has: bool, name: &str) -> Result<Option<Vec<u8>>, Problem> {
    has.then(|| book.package.read(name).map_err(|error| unreadable(&error))).transpose()
}

fn parsed(bytes: Option<Vec<u8>>) -> Option<XmlPart> {
    XmlPart::parse(&bytes?).ok()
}

/// A part that differs.
struct Part<'a> {
    name: &'a str,
    /// Whether it was not there before.
    is_new: bool,
    was: Option<XmlPart>,
    is: Option<XmlPart>,
    author: &'a str,
}

impl Part<'_> {
    fn reason(&self, before: &Book, after: &Book) -> PartReason {
        let Some(is) = &self.is else { return PartReason::Followed };
        let is_listing = has_extension(self.name, "rels")
            || self.name.eq_ignore_ascii_case("[Content_Types].xml");
        let root = is.root.local_name();
        let tab = |book: &Book| book.tabs.iter().position(|tab| tab.path == self.name);
        let holds = match (tab(before), tab(after)) {
            (Some(was), Some(is)) => {
                let sheets = (before.tabs.get(was), after.tabs.get(is));
                matches!(sheets, (Some(was), Some(is)) if is_same_sheet(was, is))
            }
            _ if is_listing => self.keeps_children(&[]),
            _ if root == "styleSheet" => self.keeps_children(&["fills", "cellXfs"]),
            _ if root == "comments" => self.keeps_notes(is),
            _ => OF_NOTES.contains(&root),
        };
        match holds {
            true if is_listing => PartReason::Listing,
            true => PartReason::Noted,
            false => PartReason::Followed,
        }
    }

    /// Whether all children of the root are still there as they were; to those of these names
    /// something may have been added at their end.
    fn keeps_children(&self, growing: &[&str]) -> bool {
        let (Some(was), Some(is)) = (&self.was, &self.is) else { return self.is_new };
        let mut rest = is.root.elements();
        was.root.elements().all(|was| {
            let same = |is: &Element| {
                let grows = growing.contains(&was.local_name());
                let begins = || {
                    was.elements()
                        .map(markup)
                        .eq(is.elements().take(was.elements().count()).map(markup))
                };
                was.local_name() == is.local_name()
                    && if grows { begins() } else { markup(was) == markup(is) }
            };
            rest.any(same)
        })
    }

    /// Whether every note that was there still begins as it did; the author's own may be others.
    fn keeps_notes(&self, is: &XmlPart) -> bool {
        let Some(was) = &self.was else { return self.is_new };
        let now: BTreeMap<String, String> =
            notes(&is.root).into_iter().map(|(cell, _, text)| (cell, text)).collect();
        notes(&was.root).into_iter().all(|(cell, by, text)| {
            by == self.author || now.get(&cell).is_some_and(|now| now.starts_with(&text))
        })
    }
}

/// Cell, author and text of each note.
fn notes(root: &Element) -> Vec<(String, String, String)> {
    let authors = root.child("authors").into_iter().flat_map(Element::elements);
    let authors: Vec<String> = authors.map(Element::text).collect();
    let list = root.child("commentList").into_iter().flat_map(Element::elements);
    let note = |comment: &Element| {
        let cell = comment.attribute("ref").unwrap_or_default().into_owned();
        let number = comment.attribute("authorId").and_then(|id| id.parse::<usize>().ok());
        let author = number.and_then(|number| authors.get(number)).cloned();
        let text = comment.child("text").map(RichText::read).unwrap_or_default().text();
        (cell, author.unwrap_or_default(), shown_text(&text).replace("\r\n", "\n"))
    };
    list.map(note).collect()
}

/// Whether a sheet is as it was but for the styles of cells and the drawing of its notes.
fn is_same_sheet(was: &Tab, is: &Tab) -> bool {
    let (Some(old), Some(new)) = (&was.sheet, &is.sheet) else { return false };
    let rows: BTreeMap<u32, &Row> = new.rows.iter().map(|row| (row.number, row)).collect();
    was.name == is.name
        && was.visible == is.visible
        && around(old) == around(new)
        && old.rows.iter().all(|row| {
            rows.get(&row.number).is_some_and(|now| is_same_row((old, row), (new, now)))
        })
}

/// Everything around the rows but the area of the cells and the drawing of the notes.
fn around(sheet: &Sheet) -> Vec<String> {
    let of_notes = ["dimension", "sheetData", "legacyDrawing"];
    let others = sheet.around.root.elements();
    others.filter(|child| !of_notes.contains(&child.local_name())).map(markup).collect()
}

/// Whether a row, and each cell that it had, says of itself what it said but for styles.
fn is_same_row((old, was): (&Sheet, &Row), (new, is): (&Sheet, &Row)) -> bool {
    let mut cells = is.cells.iter();
    without(old.slice(&was.open), "spans") == without(new.slice(&is.open), "spans")
        && was.cells.iter().all(|was| {
            let open = without(old.slice(&was.open), "s");
            cells.any(|is| is.col == was.col && without(new.slice(&is.open), "s") == open)
        })
}

fn without(open: &str, attribute: &str) -> String {
    let mut open = open.trim_end().trim_end_matches('/').trim_end().to_owned();
    remove_attribute(&mut open, attribute);
    open
}

fn markup(element: &Element) -> String {
    let mut plain = element.clone();
    // Blanks between elements say nothing.
    plain.children.retain(|node| !matches!(node, Node::Text(text) if text.trim().is_empty()));
    let mut out = String::new();
    plain.write(&mut out);
    out
}
