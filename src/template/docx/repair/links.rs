//! Links within a turn of a loop: where a loop has copied a bookmark and what leads to it, each
//! copy leads to the bookmark of its own turn.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::ooxml::{Edits, XmlTree, escape_xml};

/// Fields whose first word after their name is a bookmark.
const FIELDS: [&str; 3] = ["REF", "PAGEREF", "NOTEREF"];

/// A bookmark or what leads to it, in the order in which they stand.
enum Mark {
    /// A bookmark, under the name it has now.
    Bookmark(String),
    /// Where a name of a bookmark stands.
    Link(Range<usize>),
}

/// Bookmarks and what leads to them, by the name they had.
#[derive(Default)]
pub(super) struct Links {
    marks: BTreeMap<String, Vec<Mark>>,
}

impl Links {
    /// A bookmark and the name it has now.
    pub(super) fn bookmark(&mut self, old: &str, new: String) {
        self.marks.entry(old.to_lowercase()).or_default().push(Mark::Bookmark(new));
    }

    /// Whatever in an element leads to a bookmark.
    pub(super) fn element(&mut self, tree: &XmlTree<'_>, element: usize) {
        let place = match tree.name(element) {
            "w:hyperlink" => {
                if let Some((name, place)) = tree.attribute(element, "w:anchor") {
                    self.link(&name, place);
                }
                return;
            }
            "w:fldSimple" => tree.attribute(element, "w:instr").map(|(_, place)| place),
            "w:instrText" => Some(tree.content(element)),
            _ => return,
        };
        let Some(place) = place else { return };
        let code = tree.slice(place.clone());
        let mut words = code.split_whitespace();
        if words.next().is_some_and(|field| FIELDS.contains(&field))
            && let Some(name) = words.next()
            && let Some(at) = code.match_indices(name).map(|(at, _)| at).last()
        {
            let start = place.start + at;
            self.link(name, start..start + name.len());
        }
    }

    fn link(&mut self, name: &str, place: Range<usize>) {
        self.marks.entry(name.to_lowercase()).or_default().push(Mark::Link(place));
    }

    /// Lets the links of each turn lead to its own bookmark.
    pub(super) fn follow(self, edits: &mut Edits) {
        for marks in self.marks.into_values() {
            let bookmarks =
                marks.iter().filter(|mark| matches!(mark, Mark::Bookmark(_))).count();
            if bookmarks < 2 || marks.len() == bookmarks || !is_periodic(&marks, bookmarks) {
                continue;
            }
            for turn in marks.chunks(marks.len() / bookmarks) {
                let name = turn.iter().find_map(|mark| match mark {
                    Mark::Bookmark(name) => Some(escape_xml(name)),
                    Mark::Link(_) => None,
                });
                for mark in turn {
                    if let (Mark::Link(place), Some(name)) = (mark, &name) {
                        edits.replace(place.clone(), name.clone());
                    }
                }
            }
        }
    }
}

/// Whether the same sequence of bookmark and links stands as often as there are bookmarks: then
/// a loop has copied all of them. Links outside the loop make it another.
fn is_periodic(marks: &[Mark], times: usize) -> bool {
    let is_link: Vec<bool> = marks.iter().map(|mark| matches!(mark, Mark::Link(_))).collect();
    let period = is_link.len() / times;
    let mut turns = is_link.chunks(period);
    let first = turns.next().unwrap_or_default();
    is_link.len().is_multiple_of(times) && turns.all(|turn| turn == first)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Marks from `B` for a bookmark and `L` for a link; answers where the links lead.
    fn led(order: &str) -> String {
        let mut links = Links::default();
        for (at, mark) in order.char_indices() {
            match mark {
                'B' => links.bookmark("m", at.to_string()),
                _ => links.link("M", at..at + 1),
            }
        }
        let mut edits = Edits::new();
        links.follow(&mut edits);
        edits.apply(order)
    }

    #[test]
    fn links_that_a_loop_has_copied_lead_to_their_own_turn() {
        assert_eq!(led("BLBLBL"), "B0B2B4");
        assert_eq!(led("LBLLBL"), "1B14B4");
    }

    #[test]
    fn links_outside_the_loop_lead_where_they_led() {
        for order in ["LBBB", "BBLL", "LBLBL", "LBBL", "BL", "BB"] {
            assert_eq!(led(order), order);
        }
    }
}
