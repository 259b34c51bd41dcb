//! The bookmarks that tables of contents point to.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::ooxml::{Edits, XmlTree};

/// How Word names them.
const PREFIX: &str = "_Toc";

/// The bookmarks of the body, and those that headings are given.
pub(super) struct Targets {
    /// Name, and the elements it surrounds.
    known: Vec<(String, Range<usize>)>,
    /// New names of paragraphs.
    given: BTreeMap<usize, String>,
    next_name: u32,
    next_id: u32,
}

impl Targets {
    /// Finds those of a part.
    pub(super) fn of(tree: &XmlTree<'_>) -> Self {
        let mut known: Vec<(String, Range<usize>)> = Vec::new();
        let mut open: BTreeMap<String, usize> = BTreeMap::new();
        let mut highest = 0_u32;
        for element in 0..tree.len() {
            let text = |name| tree.attribute(element, name).map(|(text, _)| text.into_owned());
            match tree.name(element) {
                "w:bookmarkStart" => {
                    let (Some(id), Some(name)) = (text("w:id"), text("w:name")) else {
                        continue;
                    };
                    highest = highest.max(id.parse().unwrap_or(0));
                    open.insert(id, known.len());
                    known.push((name, element..element + 1));
                }
                "w:bookmarkEnd" => {
                    let opened = text("w:id").and_then(|id| open.remove(&id));
                    if let Some((_, range)) = opened.and_then(|index| known.get_mut(index)) {
                        range.end = element;
                    }
                }
                _ => {}
            }
        }
        let next_id = highest.saturating_add(1);
        Self { known, given: BTreeMap::new(), next_name: 100_000_001, next_id }
    }

    /// The elements that a bookmark surrounds.
    pub(super) fn range(&self, name: &str) -> Option<Range<usize>> {
        let mut known = self.known.iter();
        known
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, range)| range.clone())
    }

    /// Whether a bookmark begins in a paragraph.
    pub(super) fn points_to(&self, tree: &XmlTree<'_>, name: &str, paragraph: usize) -> bool {
        self.range(name).is_some_and(|range| tree.is_within(range.start, paragraph))
    }

    /// The name of the bookmark around a paragraph's words: one that is there, or a new one.
    pub(super) fn name_for(&mut self, tree: &XmlTree<'_>, paragraph: usize) -> String {
        let is_own = |(name, range): &&(String, Range<usize>)| {
            name.starts_with(PREFIX) && tree.is_within(range.start, paragraph)
        };
        if let Some((name, _)) = self.known.iter().find(is_own) {
            return name.clone();
        }
        if let Some(name) = self.given.get(&paragraph) {
            return name.clone();
        }
        let name = loop {
            let name = format!("{PREFIX}{:09}", self.next_name);
            self.next_name += 1;
            if self.range(&name).is_none() {
                break name;
            }
        };
        self.given.insert(paragraph, name.clone());
        name
    }

    /// Puts the new bookmarks into their paragraphs.
    pub(super) fn write(mut self, tree: &XmlTree<'_>, edits: &mut Edits) {
        for (paragraph, name) in std::mem::take(&mut self.given) {
            let id = self.next_id;
            self.next_id = id.saturating_add(1);
            let properties = tree.child(paragraph, "w:pPr");
            let start = properties.map_or(tree.content(paragraph).start, |p| tree.range(p).end);
            let open = format!("<w:bookmarkStart w:id=\"{id}\" w:name=\"{name}\"/>");
            edits.insert(start, open);
            edits
                .insert(tree.content(paragraph).end, format!("<w:bookmarkEnd w:id=\"{id}\"/>"));
        }
    }
}
