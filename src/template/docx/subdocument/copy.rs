//! One copy of a sub-document on its way into its host: markup is rewritten so that everything
//! it names is found there.

use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use super::bookmarks::Bookmarks;
use super::namespaces::{Namespaces, Scope};
use super::notes::{COMMENT, ENDNOTE, FOOTNOTE, SourceNotes};
use super::numbering::NewLists;
use super::shapes::Shapes;
use super::{Known, Merge, paragraph};
use crate::ooxml::{Edits, XmlTree, escape_xml};
use crate::template::Problem;
use crate::template::docx::document::Document;

/// What a copy works on.
pub(super) struct Copy<'c> {
    /// The filled sub-document.
    pub(super) source: &'c mut Document,
    /// The document that it goes into.
    pub(super) host: &'c mut Document,
    /// What was merged into the host so far.
    pub(super) merge: &'c mut Merge,
    /// What was learnt of the sub-document's file.
    pub(super) known: &'c mut Known,
    /// Ids of relationships in the host: by part there, part here and id here.
    pub(super) relations: BTreeMap<(String, String, String), String>,
    /// Names in the host of parts that were copied.
    pub(super) parts: BTreeMap<String, String>,
    /// Lists that are added.
    pub(super) lists: NewLists,
    /// Styles that are to be added.
    pub(super) new_styles: Vec<String>,
    /// Their markup.
    pub(super) styles_xml: Vec<String>,
    /// What their markup needs.
    pub(super) styles_namespaces: Namespaces,
    /// Notes and comments to be carried over: kind, id here, id there.
    pub(super) new_notes: Vec<(usize, String, String)>,
    /// Notes and comments here, by kind, once they are asked for.
    pub(super) source_notes: BTreeMap<usize, Rc<SourceNotes>>,
    /// Bookmarks under their new names.
    pub(super) bookmarks: Bookmarks,
    /// Old shapes under their new ids.
    pub(super) shapes: Shapes,
}

/// Where a stretch of markup comes from and goes to.
#[derive(Clone, Copy)]
pub(super) struct Way<'w> {
    /// The part of the sub-document.
    pub(super) from: &'w str,
    /// What its root says of prefixes.
    pub(super) scope: &'w Scope,
    /// The part of the host; `None` when the part is carried over whole, with its
    /// relationships.
    pub(super) to: Option<&'w str>,
}

impl Copy<'_> {
    /// Rewrites elements.
    pub(super) fn rewrite(
        &mut self,
        tree: &XmlTree<'_>,
        elements: Range<usize>,
        way: Way<'_>,
        edits: &mut Edits,
    ) -> Result<(), Problem> {
        for element in elements {
            self.rewrite_element(tree, element, edits)?;
            if let Some(to) = way.to {
                self.rewrite_relations(tree, element, (way.from, way.scope, to), edits)?;
            }
        }
        Ok(())
    }

    fn rewrite_element(
        &mut self,
        tree: &XmlTree<'_>,
        element: usize,
        edits: &mut Edits,
    ) -> Result<(), Problem> {
        match tree.name(element) {
            "w:p" => self.give_list(tree, element, edits)?,
            "w:pStyle" | "w:rStyle" | "w:tblStyle" => {
                let Some((old, place)) = tree.attribute(element, "w:val") else {
                    return Ok(());
                };
                match self.style(&old)? {
                    Some(new) if new == *old => {}
                    Some(new) => edits.replace(place, escape_xml(&new)),
                    None => edits.delete(tree.range(element)),
                }
            }
            "w:numId" => {
                let Some((old, place)) = tree.attribute(element, "w:val") else {
                    return Ok(());
                };
                if old != "0" {
                    let new = self.number(&old)?;
                    edits.replace(place, new.unwrap_or_else(|| "0".to_owned()));
                }
            }
            "w:footnoteReference" => self.refer(FOOTNOTE, tree, element, edits)?,
            "w:endnoteReference" => self.refer(ENDNOTE, tree, element, edits)?,
            "w:commentRangeStart" | "w:commentRangeEnd" | "w:commentReference" => {
                self.refer(COMMENT, tree, element, edits)?;
            }
            // The data that a control was bound to stay behind.
            "w:dataBinding" | "w15:dataBinding" => edits.delete(tree.range(element)),
            _ => {
                self.bookmarks.rewrite(tree, element, edits);
                self.shapes.rewrite(tree, element, edits);
            }
        }
        Ok(())
    }

    /// A paragraph that is in a list by its style is put there by itself, into a list of the
    /// copy.
    fn give_list(
        &mut self,
        tree: &XmlTree<'_>,
        element: usize,
        edits: &mut Edits,
    ) -> Result<(), Problem> {
        let properties = tree.child(element, "w:pPr");
        let child = |name| properties.and_then(|properties| tree.child(properties, name));
        let numbers = child("w:numPr");
        if numbers.is_some_and(|numbers| tree.child(numbers, "w:numId").is_some()) {
            return Ok(());
        }
        let named = child("w:pStyle").and_then(|style| tree.attribute(style, "w:val"));
        let styles = Rc::clone(&self.known.styles);
        let style = named.as_ref().map(|(id, _)| id.as_ref()).or(styles.default_paragraph());
        let Some(style) = style else { return Ok(()) };
        let Some((list, level)) = self.list_by_style(style)? else { return Ok(()) };
        let number = format!("<w:numId w:val=\"{}\"/>", list.number);
        if let Some(numbers) = numbers {
            edits.append_child(tree, numbers, &number);
            return Ok(());
        }
        let markup = format!("<w:numPr><w:ilvl w:val=\"{level}\"/>{number}</w:numPr>");
        let mut added = vec![("w:numPr", markup)];
        // A list named by the paragraph itself would overrule the indents of the style.
        if let (Some(indents), None) = (list.indents, child("w:ind")) {
            added.push(("w:ind", indents));
        }
        paragraph::add_properties(tree, element, &added, edits);
        Ok(())
    }

    /// Writes what the copy adds to the host's styles and lists, and notes down its notes.
    pub(super) fn finish(&mut self) -> Result<(), Problem> {
        self.carry_notes()?;
        // A list of a style may name further styles, and a style further lists.
        while !self.new_styles.is_empty() {
            self.styles_to_add()?;
        }
        self.write_styles()?;
        self.write_lists()
    }
}
