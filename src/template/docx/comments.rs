//! The comments of a document: those of one author are made anew, all others stay.

use std::collections::BTreeSet;

use super::document::Document;
use super::parts::unreadable;
use crate::ooxml::{Edits, XmlError, XmlTree, escape_xml};
use crate::template::Problem;

const KIND: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";

/// Word's namespace (ECMA-376 part 1, transitional).
const NAMESPACE: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// The comments part while comments are added.
pub(super) struct Comments {
    part: Option<String>,
    /// The part without the author's earlier comments.
    xml: String,
    /// Ids of those.
    removed: BTreeSet<String>,
    added: String,
    next: u32,
    /// The attributes that say who comments, and when.
    signature: String,
}

impl Comments {
    /// Reads the comments of a document and takes out those of an author.
    pub(super) fn read(
        document: &mut Document,
        author: &str,
        date: Option<&str>,
    ) -> Result<Self, Problem> {
        let author = escape_xml(author);
        let initials: String = author.chars().take(2).collect();
        let mut signature = format!("w:author=\"{author}\" w:initials=\"{initials}\"");
        if let Some(date) = date {
            signature = format!("{signature} w:date=\"{date}\"");
        }
        let part = document.part_of_kind("comments")?;
        let xml = if let Some(part) = &part {
            document.text(part)?
        } else {
            let main = document.main().to_owned();
            empty(&document.text(&main)?)
        };
        let tree = XmlTree::parse(&xml).map_err(unreadable)?;
        let mut edits = Edits::new();
        let (mut removed, mut next) = (BTreeSet::new(), 0);
        for comment in tree.children(0).filter(|child| tree.name(*child) == "w:comment") {
            let value =
                |name| tree.attribute(comment, name).map(|(value, _)| value.into_owned());
            let id = value("w:id").unwrap_or_default();
            if value("w:author").is_some_and(|known| known == author) {
                edits.delete(tree.range(comment));
                removed.insert(id);
            } else {
                next = next.max(id.parse::<u32>().map_or(0, |id| id.saturating_add(1)));
            }
        }
        let xml = edits.apply(&xml);
        Ok(Self { part, xml, removed, added: String::new(), next, signature })
    }

    /// Ids of the comments that were taken out.
    pub(super) const fn removed(&self) -> &BTreeSet<String> {
        &self.removed
    }

    /// Adds a comment and answers its id.
    pub(super) fn add(&mut self, text: &str) -> u32 {
        let id = self.next;
        self.next = self.next.saturating_add(1);
        let paragraph = |(index, line): (usize, &str)| {
            let mark = if index == 0 { "<w:r><w:annotationRef/></w:r>" } else { "" };
            let line = escape_xml(line);
            format!("<w:p>{mark}<w:r><w:t xml:space=\"preserve\">{line}</w:t></w:r></w:p>")
        };
        let paragraphs: String = text.lines().enumerate().map(paragraph).collect();
        let signature = &self.signature;
        let comment = format!("<w:comment w:id=\"{id}\" {signature}>{paragraphs}</w:comment>");
        self.added.push_str(&comment);
        id
    }

    /// Puts the part back, or adds it.
    pub(super) fn write(self, document: &mut Document) -> Result<(), Problem> {
        if self.part.is_none() && self.added.is_empty() {
            return Ok(());
        }
        let tree = XmlTree::parse(&self.xml).map_err(unreadable)?;
        let mut edits = Edits::new();
        edits.append_child(&tree, 0, &self.added);
        let xml = edits.apply(&self.xml);
        if let Some(part) = &self.part {
            document.put(part, xml);
        } else {
            let part = document.add("word/comments.xml", KIND, xml);
            let main = document.main().to_owned();
            document.relate(&main, "comments", &part, false)?;
        }
        Ok(())
    }
}

/// The run that hangs a comment on its words.
pub(super) fn reference(comment: u32) -> String {
    format!("<w:r><w:commentReference w:id=\"{comment}\"/></w:r>")
}

/// A part's XML without the marks of comments.
pub(super) fn remove_from(xml: &str, comments: &BTreeSet<String>) -> Result<String, XmlError> {
    if comments.is_empty() {
        return Ok(xml.to_owned());
    }
    let tree = XmlTree::parse(xml)?;
    let mut edits = Edits::new();
    for element in 0..tree.len() {
        let is_mark = matches!(
            tree.name(element),
            "w:commentRangeStart" | "w:commentRangeEnd" | "w:commentReference"
        );
        let is_theirs =
            || tree.attribute(element, "w:id").is_some_and(|(id, _)| comments.contains(&*id));
        if is_mark && is_theirs() {
            let run = tree.parent(element).filter(|run| tree.name(*run) == "w:r");
            let alone = |run: &usize| {
                tree.children(*run).all(|child| child == element || tree.name(child) == "w:rPr")
            };
            edits.delete(tree.range(run.filter(alone).unwrap_or(element)));
        }
    }
    Ok(edits.apply(xml))
}

/// A part without comments, in the namespace of the main document.
fn empty(main: &str) -> String {
    let tree = XmlTree::parse(main).ok();
    let namespace = tree.and_then(|tree| Some(tree.attribute(0, "xmlns:w")?.0.into_owned()));
    let namespace =
        namespace.map_or_else(|| NAMESPACE.to_owned(), |uri| escape_xml(&uri).into());
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <w:comments xmlns:w=\"{namespace}\"></w:comments>"
    )
}
