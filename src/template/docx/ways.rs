//! In which way a tag prints: as the call of a function that prints a figure, by whether it stands
//! in running text, or not at all, deciding whether its paragraph stays.

use std::collections::{BTreeMap, BTreeSet};

use super::sites::{Site, Tagged};
use super::text::Story;
use crate::ooxml::XmlTree;
use crate::template::engine::{
    Statement, TagKind, called_names, calls_with_argument, one_call,
};
use crate::template::{IN_TEXT, ProblemKind, References};

/// What is known of the tags of a part, by tag.
#[derive(Debug)]
pub(super) struct Ways {
    story: Story,
    /// Tags that are one call of a function that prints a figure.
    pub(super) calls: BTreeSet<usize>,
    /// Bare references, as the call that prints the same.
    pub(super) spelled: BTreeMap<usize, String>,
    /// Tags in running text: the functions of theirs that print by where they stand.
    by_place: BTreeMap<usize, BTreeSet<String>>,
    /// Tags that decide whether their paragraph stays, with that paragraph.
    pub(super) conditions: BTreeMap<usize, usize>,
}

const ALONE: &str = "phải đứng một mình trong thẻ";
const NO_PARAGRAPH: &str = "thẻ giữ hay bỏ cả đoạn văn chỉ đặt được trong chữ của một đoạn văn";

impl Ways {
    /// Nothing is known yet of the tags of such a part.
    pub(super) const fn new(story: Story) -> Self {
        Self {
            story,
            calls: BTreeSet::new(),
            spelled: BTreeMap::new(),
            by_place: BTreeMap::new(),
            conditions: BTreeMap::new(),
        }
    }

    /// Notes a tag.
    ///
    /// # Errors
    /// When the tag would decide about a paragraph and cannot.
    pub(super) fn note(
        &mut self,
        tagged: &Tagged<'_>,
        index: usize,
        references: &dyn References,
    ) -> Result<(), ProblemKind> {
        let Some(site) = tagged.sites.get(index) else { return Ok(()) };
        if !matches!(site.kind, TagKind::Output | TagKind::Statement) {
            return Ok(());
        }
        self.note_place(tagged, site, index, &site.code, references);
        let names = called_names(&site.code);
        let decides = names.iter().find(|name| references.keeps_paragraph(name));
        let Some(function) = decides.filter(|_| site.kind == TagKind::Output) else {
            return Ok(());
        };
        if one_call(&site.code) != Some(function.as_str()) {
            return Err(ProblemKind::Syntax(format!("`{function}` {ALONE}")));
        }
        let paragraph = self.paragraph(&tagged.tree, site);
        let paragraph =
            paragraph.ok_or_else(|| ProblemKind::Misplaced(NO_PARAGRAPH.to_owned()))?;
        self.conditions.insert(index, paragraph);
        Ok(())
    }

    /// Notes that a bare reference may be printed by a call.
    pub(super) fn spell(
        &mut self,
        tagged: &Tagged<'_>,
        index: usize,
        references: &dyn References,
    ) {
        let Some(site) = tagged.sites.get(index) else { return };
        let Some(call) = references.call_of(&site.code) else { return };
        self.note_place(tagged, site, index, &call, references);
        self.spelled.insert(index, call);
    }

    fn note_place(
        &mut self,
        tagged: &Tagged<'_>,
        site: &Site,
        index: usize,
        code: &str,
        references: &dyn References,
    ) {
        if self.story != Story::Paragraphs || !is_in_text(&tagged.tree, site.holder) {
            return;
        }
        let called = called_names(code).into_iter();
        let asked: Vec<String> =
            called.filter(|name| references.prints_by_place(name)).collect();
        if !asked.is_empty() && keeps_what_it_prints(site) {
            self.by_place.entry(index).or_default().extend(asked);
        }
    }

    /// The code of a tag in which functions that ask are told that they print into running text.
    pub(super) fn told(&self, index: usize, code: &str) -> String {
        match self.by_place.get(&index) {
            None => code.to_owned(),
            Some(asked) => {
                let argument = format!("{IN_TEXT}=true");
                calls_with_argument(code, |name| asked.contains(name), &argument)
            }
        }
    }

    /// The paragraph in whose own text a tag stands.
    fn paragraph(&self, tree: &XmlTree<'_>, site: &Site) -> Option<usize> {
        let is_text = self.story == Story::Paragraphs && tree.name(site.holder) == "w:t";
        is_text.then(|| tree.nearest(site.holder, "w:p")).flatten()
    }
}

/// Whether what a tag's functions print is kept for being printed: a condition only looks at it.
fn keeps_what_it_prints(site: &Site) -> bool {
    site.kind == TagKind::Output
        || matches!(Statement::parse(&site.code), Statement::Set { .. })
}

/// Whether a text is part of sentences, not of the cells of a table; a text box within a cell is
/// a page of its own.
fn is_in_text(tree: &XmlTree<'_>, holder: usize) -> bool {
    let mut around = tree.ancestors(holder).map(|element| tree.name(element));
    let nearest = around.find(|name| matches!(*name, "w:tc" | "w:txbxContent"));
    tree.name(holder) == "w:t" && nearest != Some("w:tc")
}
