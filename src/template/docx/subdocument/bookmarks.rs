//! Bookmarks of a sub-document: a name that the host has already is changed, and everything in
//! the sub-document that points to it follows.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::ooxml::{Edits, XmlTree, escape_xml};
use crate::template::docx::fields::said;

/// Longest name of a bookmark (Word's limit, characters).
const LONGEST: usize = 40;
/// The bookmark by which Word finds the last change; each document has its own.
const LAST_CHANGE: &str = "_GoBack";

/// Names in the host that no other bookmark may have.
#[derive(Debug, Default)]
pub(super) struct Taken {
    /// In lower case.
    names: BTreeSet<String>,
    /// Per name: the last number that made a new one of it.
    numbers: BTreeMap<String, u32>,
}

/// New names, by the old ones in lower case: Word compares them so.
#[derive(Debug, Default)]
pub(super) struct Bookmarks {
    renamed: BTreeMap<String, String>,
    dropped: BTreeSet<String>,
    /// The field codes at hand: texts that belong to one field.
    codes: BTreeMap<usize, String>,
}

impl Taken {
    /// Takes all bookmarks of a part.
    pub(super) fn take(&mut self, tree: &XmlTree<'_>) {
        let starts = (0..tree.len()).filter(|element| tree.name(*element) == "w:bookmarkStart");
        let names = starts.filter_map(|start| tree.attribute(start, "w:name"));
        self.names.extend(names.map(|(name, _)| name.to_lowercase()));
    }

    /// Takes a name like this one that is free.
    fn new_name(&mut self, name: &str) -> String {
        let number = self.numbers.entry(name.to_lowercase()).or_insert(1);
        loop {
            *number += 1;
            let suffix = format!("_s{number}");
            let kept: String = name.chars().take(LONGEST - suffix.len()).collect();
            let new = kept + &suffix;
            if self.names.insert(new.to_lowercase()) {
                return new;
            }
        }
    }
}

impl Bookmarks {
    /// Finds new names for those of a part that are `taken`, and takes all of them.
    pub(super) fn rename(
        &mut self,
        tree: &XmlTree<'_>,
        elements: Range<usize>,
        taken: &mut Taken,
    ) {
        for start in elements.clone().filter(|e| tree.name(*e) == "w:bookmarkStart") {
            let Some((name, _)) = tree.attribute(start, "w:name") else { continue };
            if name == LAST_CHANGE {
                self.dropped
                    .extend(tree.attribute(start, "w:id").map(|(id, _)| id.into_owned()));
                continue;
            }
            let old = name.to_lowercase();
            if taken.names.insert(old.clone()) || self.renamed.contains_key(&old) {
                continue;
            }
            let new = taken.new_name(&name);
            self.renamed.insert(old, new);
        }
        if !self.renamed.is_empty() {
            self.find_codes(tree, elements);
        }
    }

    /// Rewrites an element that names a bookmark.
    pub(super) fn rewrite(&self, tree: &XmlTree<'_>, element: usize, edits: &mut Edits) {
        let attribute = match tree.name(element) {
            "w:bookmarkStart" | "w:bookmarkEnd" if self.is_dropped(tree, element) => {
                edits.delete(tree.range(element));
                return;
            }
            "w:bookmarkStart" => "w:name",
            "w:hyperlink" => "w:anchor",
            "w:fldSimple" => {
                if let Some((code, place)) = tree.attribute(element, "w:instr")
                    && let Some(new) = self.in_code(&code)
                {
                    edits.replace(place, escape_xml(&new));
                }
                return;
            }
            "w:instrText" => {
                if let Some(code) = self.codes.get(&element) {
                    edits.replace(tree.content(element), escape_xml(code));
                }
                return;
            }
            _ => return,
        };
        if let Some((name, place)) = tree.attribute(element, attribute)
            && let Some(new) = self.renamed.get(&name.to_lowercase())
        {
            edits.replace(place, escape_xml(new));
        }
    }

    fn is_dropped(&self, tree: &XmlTree<'_>, element: usize) -> bool {
        let id = tree.attribute(element, "w:id");
        id.is_some_and(|(id, _)| self.dropped.contains(id.as_ref()))
    }

    /// Field codes with new names. A code may be cut over several runs: it is put together in
    /// the first.
    fn find_codes(&mut self, tree: &XmlTree<'_>, elements: Range<usize>) {
        let mut at_hand: Vec<(usize, String)> = Vec::new();
        for element in elements {
            match tree.name(element) {
                "w:instrText" => {
                    at_hand.push((element, said(tree, element)));
                }
                "w:fldChar" | "w:p" => self.put_code(std::mem::take(&mut at_hand)),
                _ => {}
            }
        }
        self.put_code(at_hand);
    }

    fn put_code(&mut self, texts: Vec<(usize, String)>) {
        let whole: String = texts.iter().map(|(_, text)| text.as_str()).collect();
        let Some(mut new) = self.in_code(&whole) else { return };
        for (element, _) in texts {
            self.codes.insert(element, std::mem::take(&mut new));
        }
    }

    /// A field code with new names; `None` when none stands in it.
    fn in_code(&self, code: &str) -> Option<String> {
        let mut out = String::with_capacity(code.len());
        let mut changed = false;
        for word in code.split_inclusive(|c: char| c.is_whitespace() || c == '"') {
            let bare = word.trim_end_matches(|c: char| c.is_whitespace() || c == '"');
            match self.renamed.get(&bare.to_lowercase()) {
                Some(new) => {
                    out.push_str(new);
                    out.push_str(word.get(bare.len()..).unwrap_or_default());
                    changed = true;
                }
                None => out.push_str(word),
            }
        }
        changed.then_some(out)
    }
}
