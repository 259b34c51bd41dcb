//! Identities that a loop has copied: each must be the only one of its kind in the part.

use std::collections::{BTreeMap, BTreeSet};

use super::links::Links;
use crate::ooxml::{Edits, XmlTree, escape_xml};

/// Longest name of a bookmark (Word's limit, characters).
const LONGEST_BOOKMARK: usize = 40;

/// Gives copies an identity of their own; the first keeps the one it has.
pub(super) fn make_unique(tree: &XmlTree<'_>, edits: &mut Edits) {
    let mut drawings = Numbers::of(tree, |name| name == "wp:docPr", "id");
    let mut controls = Numbers::of(tree, |name| name == "w:id", "w:val");
    let mut bookmarks = Pairs::of(tree, "w:bookmarkStart");
    let mut permissions = Pairs::of(tree, "w:permStart");
    let mut changes = Numbers::of(tree, is_change, "w:id");
    let mut paragraphs = ParagraphIds::of(tree);
    let mut comments = Comments::default();
    let mut links = Links::default();
    for element in 0..tree.len() {
        match tree.name(element) {
            "wp:docPr" => {
                drawings.renumber(tree, element, "id", edits);
            }
            "w:id" if tree.parent(element).is_some_and(|p| tree.name(p) == "w:sdtPr") => {
                controls.renumber(tree, element, "w:val", edits);
            }
            "w:bookmarkStart" => {
                if let Some((old, new)) = bookmarks.start(tree, element, edits) {
                    links.bookmark(&old, new);
                }
            }
            "w:bookmarkEnd" => bookmarks.end(tree, element, edits),
            "w:permStart" => {
                permissions.start(tree, element, edits);
            }
            "w:permEnd" => permissions.end(tree, element, edits),
            "w:p" | "w:tr" => paragraphs.renumber(tree, element, edits),
            "w:commentRangeStart" | "w:commentRangeEnd" | "w:commentReference" => {
                comments.drop_copy(tree, element, edits);
            }
            "w:hyperlink" | "w:fldSimple" | "w:instrText" => links.element(tree, element),
            name if is_change(name) => {
                changes.renumber(tree, element, "w:id", edits);
            }
            _ => {}
        }
    }
    links.follow(edits);
}

/// Decimal identities of one kind.
struct Numbers {
    seen: BTreeSet<String>,
    next: u32,
}

impl Numbers {
    fn of(tree: &XmlTree<'_>, is_kind: impl Fn(&str) -> bool, attribute: &str) -> Self {
        let elements = (0..tree.len()).filter(|element| is_kind(tree.name(*element)));
        let ids = elements.filter_map(|element| tree.attribute(element, attribute));
        let highest = ids.filter_map(|(id, _)| id.parse::<u32>().ok()).max().unwrap_or(0);
        // Word reads these as signed numbers: past the end, start low.
        let next = if highest < 0x7FFF_0000 { highest + 1 } else { 1 };
        Self { seen: BTreeSet::new(), next }
    }

    /// Renumbers a copy; answers the new number.
    fn renumber(
        &mut self,
        tree: &XmlTree<'_>,
        element: usize,
        attribute: &str,
        edits: &mut Edits,
    ) -> Option<u32> {
        let (id, place) = tree.attribute(element, attribute)?;
        if self.seen.insert(id.into_owned()) {
            return None;
        }
        while !self.seen.insert(self.next.to_string()) {
            self.next += 1;
        }
        edits.replace(place, self.next.to_string());
        Some(self.next)
    }
}

/// Whether an element records a tracked change.
pub(super) fn is_change(name: &str) -> bool {
    matches!(name, "w:ins" | "w:del" | "w:moveFrom" | "w:moveTo")
        || matches!(name, "w:cellIns" | "w:cellDel" | "w:cellMerge")
        || (name.starts_with("w:") && name.ends_with("PrChange"))
}

/// Bookmarks and ranges that may be edited: a pair of marks with a number, and maybe a name.
struct Pairs {
    numbers: Numbers,
    names: Names,
    /// Those that have begun and not ended, by their old number: the new one, if it differs.
    open: BTreeMap<String, Option<u32>>,
    ended: BTreeSet<String>,
}

impl Pairs {
    fn of(tree: &XmlTree<'_>, start: &str) -> Self {
        Self {
            numbers: Numbers::of(tree, |name| name == start, "w:id"),
            names: Names::default(),
            open: BTreeMap::new(),
            ended: BTreeSet::new(),
        }
    }

    /// Begins a pair; answers the name it had and the name it has now.
    fn start(
        &mut self,
        tree: &XmlTree<'_>,
        mark: usize,
        edits: &mut Edits,
    ) -> Option<(String, String)> {
        let (id, _) = tree.attribute(mark, "w:id")?;
        // A loop has copied the beginning, but not the end.
        if self.open.contains_key(id.as_ref()) {
            edits.delete(tree.range(mark));
            return None;
        }
        let new = self.numbers.renumber(tree, mark, "w:id", edits);
        self.open.insert(id.into_owned(), new);
        self.names.rename(tree, mark, edits)
    }

    fn end(&mut self, tree: &XmlTree<'_>, mark: usize, edits: &mut Edits) {
        let Some((id, place)) = tree.attribute(mark, "w:id") else { return };
        match self.open.remove(id.as_ref()) {
            Some(Some(new)) => edits.replace(place, new.to_string()),
            // A loop has copied the end, but not the beginning.
            None if self.ended.contains(id.as_ref()) => edits.delete(tree.range(mark)),
            Some(None) | None => {}
        }
        self.ended.insert(id.into_owned());
    }
}

/// Names of bookmarks.
#[derive(Default)]
struct Names {
    seen: BTreeSet<String>,
    copies: BTreeMap<String, usize>,
}

impl Names {
    /// Renames a copy; answers the old name and the new, or the same.
    fn rename(
        &mut self,
        tree: &XmlTree<'_>,
        element: usize,
        edits: &mut Edits,
    ) -> Option<(String, String)> {
        let (name, place) = tree.attribute(element, "w:name")?;
        let name = name.into_owned();
        // Word compares them without regard to case.
        if self.seen.insert(name.to_lowercase()) {
            return Some((name.clone(), name));
        }
        let copies = self.copies.entry(name.to_lowercase()).or_insert(1);
        loop {
            *copies += 1;
            let suffix = format!("_{copies}");
            let kept: String = name.chars().take(LONGEST_BOOKMARK - suffix.len()).collect();
            let new = kept + &suffix;
            if self.seen.insert(new.to_lowercase()) {
                edits.replace(place, escape_xml(&new));
                return Some((name, new));
            }
        }
    }
}

/// `w14:paraId`: eight hexadecimal digits, below 80000000.
struct ParagraphIds {
    seen: BTreeSet<String>,
    taken: BTreeSet<String>,
    next: u32,
}

impl ParagraphIds {
    fn of(tree: &XmlTree<'_>) -> Self {
        let ids = (0..tree.len()).filter_map(|element| tree.attribute(element, "w14:paraId"));
        let taken = ids.map(|(id, _)| id.to_uppercase()).collect();
        Self { seen: BTreeSet::new(), taken, next: 0x1000_0000 }
    }

    fn renumber(&mut self, tree: &XmlTree<'_>, element: usize, edits: &mut Edits) {
        let Some((id, place)) = tree.attribute(element, "w14:paraId") else { return };
        if self.seen.insert(id.to_uppercase()) {
            return;
        }
        loop {
            let new = format!("{:08X}", self.next);
            self.next = self.next.wrapping_add(1) & 0x7FFF_FFFF;
            if self.taken.insert(new.clone()) {
                edits.replace(place, new);
                return;
            }
        }
    }
}

/// A comment can be attached to one place only.
#[derive(Default)]
struct Comments {
    seen: BTreeSet<(String, String)>,
}

impl Comments {
    fn drop_copy(&mut self, tree: &XmlTree<'_>, element: usize, edits: &mut Edits) {
        let Some((id, _)) = tree.attribute(element, "w:id") else { return };
        if !self.seen.insert((tree.name(element).to_owned(), id.into_owned())) {
            edits.delete(tree.range(element));
        }
    }
}
