//! Sections of a sub-document: pages with a layout of their own, between pages of the host that
//! keep theirs.
//!
//! The properties of a section stand at its end. A sub-document that brings sections ends the
//! host's section before it, with a copy of the host's properties; which breaks are needed in
//! the end, and which of the host's properties must not take effect twice, is only known when
//! everything is in its place ([`settle`]).

use std::collections::BTreeMap;

use super::{paragraph, parse};
use crate::ooxml::{Edits, XmlTree};
use crate::template::Problem;
use crate::template::docx::document::Document;
use crate::template::docx::objects::Host;

/// Marks the properties of sections that were put in, until all are in their places.
const MARK: &str = " subdocument=";
/// The value for a copy of the host's properties.
const BEFORE: &str = "before";
/// The value for properties that the sub-document brings.
const INNER: &str = "inner";
/// The value for properties of its last section.
const LAST: &str = "last";
/// A paragraph that nobody sees, around the properties of a section.
const UNSEEN: (&str, &str) = (
    "<w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"20\" w:lineRule=\"exact\"/>\
     <w:rPr><w:sz w:val=\"2\"/></w:rPr>",
    "</w:pPr></w:p>",
);

/// The sections directly in a body: what ends a paragraph, and what ends the body.
pub(super) fn inner(tree: &XmlTree<'_>, body: usize) -> Vec<usize> {
    let paragraphs = tree.children(body).filter(|child| tree.name(*child) == "w:p");
    paragraphs.filter_map(|paragraph| section_of(tree, paragraph)).collect()
}

fn section_of(tree: &XmlTree<'_>, paragraph: usize) -> Option<usize> {
    tree.child(tree.child(paragraph, "w:pPr")?, "w:sectPr")
}

/// Marks a section that the sub-document brings.
pub(super) fn mark_inner(tree: &XmlTree<'_>, section: usize, edits: &mut Edits) {
    edits.insert(after_name(tree, section), format!("{MARK}\"{INNER}\""));
}

/// Lets the last section of a sub-document end with its last paragraph; markup to come after
/// the body, if that is not possible, is answered.
pub(super) fn close_last(
    tree: &XmlTree<'_>,
    body: usize,
    last: &str,
    edits: &mut Edits,
) -> String {
    let marked = marked(last, LAST);
    let blocks = tree.children(body).filter(|child| tree.name(*child) != "w:sectPr");
    match blocks.last() {
        Some(end) if tree.name(end) == "w:p" && section_of(tree, end).is_none() => {
            paragraph::add_properties(tree, end, &[("w:sectPr", marked)], edits);
            String::new()
        }
        _ => format!("{}{marked}{}", UNSEEN.0, UNSEEN.1),
    }
}

/// The break before a sub-document that brings sections.
pub(super) fn before(host: Host<'_>) -> String {
    let section = host_section(host);
    format!("{}{}{}", UNSEEN.0, marked(section, BEFORE), UNSEEN.1)
}

/// The properties of the section that a paragraph of the host stands in.
fn host_section(host: Host<'_>) -> &str {
    let tree = host.tree;
    let ends_section = |element: &usize| {
        let parent = tree.parent(*element).map_or("", |parent| tree.name(parent));
        tree.name(*element) == "w:sectPr" && matches!(parent, "w:pPr" | "w:body")
    };
    let section = (host.paragraph..tree.len()).find(ends_section);
    section.map_or("<w:sectPr/>", |section| tree.slice(tree.range(section)))
}

fn marked(section: &str, value: &str) -> String {
    section.replacen("<w:sectPr", &format!("<w:sectPr{MARK}\"{value}\""), 1)
}

fn after_name(tree: &XmlTree<'_>, element: usize) -> usize {
    tree.range(element).start + 1 + tree.name(element).len()
}

/// Whether filled markup holds sections of sub-documents.
pub(in super::super) fn is_in(xml: &str) -> bool {
    xml.contains(MARK)
}

/// Headers and footers by element and `w:type`, with their relationship's id.
type References = BTreeMap<(String, String), String>;

/// Brings the sections of host and sub-documents in order.
pub(in super::super) fn settle(
    xml: &str,
    part: &str,
    document: &mut Document,
) -> Result<String, Problem> {
    let tree = parse(xml, part)?;
    let Some(body) = tree.child(0, "w:body") else { return Ok(xml.to_owned()) };
    let mut settling = Settling {
        tree: &tree,
        part,
        document,
        edits: Edits::new(),
        blocks: 0,
        goes_on: false,
        hosts: References::new(),
        shown: References::new(),
        last: None,
    };
    for child in tree.children(body) {
        settling.block(child)?;
    }
    Ok(settling.edits.apply(xml))
}

struct Settling<'s, 'a> {
    tree: &'s XmlTree<'a>,
    part: &'s str,
    document: &'s mut Document,
    edits: Edits,
    /// Blocks since the last section ended.
    blocks: usize,
    /// Whether the host's section was begun before and now goes on.
    goes_on: bool,
    /// The headers and footers that the host's sections have, and those in effect.
    hosts: References,
    shown: References,
    /// The paragraph with which the sub-document's last section ended just before.
    last: Option<usize>,
}

impl Settling<'_, '_> {
    fn block(&mut self, block: usize) -> Result<(), Problem> {
        let tree = self.tree;
        let in_paragraph = match tree.name(block) {
            "w:p" => section_of(tree, block),
            "w:sectPr" => Some(block),
            _ => None,
        };
        let Some(section) = in_paragraph else {
            self.blocks += 1;
            self.last = None;
            return Ok(());
        };
        let mark = tree.attribute(section, MARK.trim_matches([' ', '=']));
        match mark.as_ref().map(|(mark, _)| mark.as_ref()) {
            Some(BEFORE) if self.blocks == 0 => self.edits.delete(tree.range(block)),
            Some(BEFORE) => {
                self.unmark(section);
                self.host_section(section)?;
                self.goes_on = true;
                self.last = None;
            }
            Some(kind) => {
                self.unmark(section);
                self.shown.extend(references(tree, section));
                self.last = (kind == LAST).then_some(block);
            }
            None if section == block && self.blocks == 0 && self.last.is_some() => {
                self.end_with_last(section);
            }
            None => {
                self.host_section(section)?;
                self.goes_on = false;
                self.last = None;
            }
        }
        self.blocks = 0;
        Ok(())
    }

    fn unmark(&mut self, section: usize) {
        let start = after_name(self.tree, section);
        let tag = self.tree.slice(start..self.tree.open_tag(section).end);
        let end = tag.match_indices('"').nth(1).map_or(0, |(at, _)| at + 1);
        self.edits.delete(start..start + end);
    }

    /// The document ends with the sub-document: its last section becomes that of the body.
    fn end_with_last(&mut self, section: usize) {
        let tree = self.tree;
        let Some(last) = self.last.and_then(|block| section_of(tree, block)) else { return };
        let markup = tree.slice(tree.range(last));
        let mark = format!("{MARK}\"{LAST}\"");
        self.edits.replace(tree.range(section), markup.replacen(&mark, "", 1));
        self.edits.delete(tree.range(last));
    }

    /// A section of the host: it numbers its pages on and has no second first page when it was
    /// begun before, and it has the headers and footers that it had.
    fn host_section(&mut self, section: usize) -> Result<(), Problem> {
        let tree = self.tree;
        if self.goes_on {
            for child in tree.children(section) {
                match tree.name(child) {
                    "w:titlePg" => self.edits.delete(tree.range(child)),
                    "w:pgNumType" => {
                        if let Some((_, start)) = tree.attribute(child, "w:start") {
                            let name = " w:start=\"".len();
                            self.edits.delete(start.start - name..start.end + 1);
                        }
                    }
                    _ => {}
                }
            }
        }
        let own = references(tree, section);
        self.hosts.extend(own.clone());
        self.shown.extend(own);
        let mut added = Vec::new();
        let differing: Vec<(String, String)> = self
            .shown
            .iter()
            .filter(|(k, id)| self.hosts.get(*k) != Some(id))
            .map(|(k, _)| k.clone())
            .collect();
        for (element, kind) in differing {
            let id = match self.hosts.get(&(element.clone(), kind.clone())) {
                Some(id) => id.clone(),
                None => self.empty(&element)?,
            };
            added.push(format!("<{element} w:type=\"{kind}\" r:id=\"{id}\"/>"));
            self.hosts.insert((element.clone(), kind.clone()), id.clone());
            self.shown.insert((element, kind), id);
        }
        if !added.is_empty() {
            let added = added.concat();
            if tree.is_empty_tag(section) {
                self.edits.append_child(tree, section, &added);
            } else {
                self.edits.insert(tree.content(section).start, added);
            }
        }
        Ok(())
    }

    /// A header or footer without text, for a section that had none.
    fn empty(&mut self, element: &str) -> Result<String, Problem> {
        let (name, root) =
            if element == "w:headerReference" { ("header", "hdr") } else { ("footer", "ftr") };
        let xml = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:{root} \
             xmlns:w=\"{}\"><w:p/></w:{root}>",
            super::namespaces::WORD
        );
        let kind = format!(
            "application/vnd.openxmlformats-officedocument.wordprocessingml.{name}+xml"
        );
        let part = self.document.add(&format!("word/{name}.xml"), &kind, xml);
        self.document.relate(self.part, name, &part, false)
    }
}

fn references(tree: &XmlTree<'_>, section: usize) -> References {
    let named = tree
        .children(section)
        .filter(|child| matches!(tree.name(*child), "w:headerReference" | "w:footerReference"));
    let named = named.filter_map(|child| {
        let kind = tree.attribute(child, "w:type").map_or("default".into(), |(kind, _)| kind);
        let (id, _) = tree.attribute(child, "r:id")?;
        Some(((tree.name(child).to_owned(), kind.into_owned()), id.into_owned()))
    });
    named.collect()
}
