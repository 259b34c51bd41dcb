//! The notes of a sheet as texts: those of one author that nobody changed are made anew, all
//! others stay.

use sha2::{Digest, Sha256};

use super::Namespaces;
use crate::ooxml::xml_part::{Element, Node, XmlPart};
use crate::ooxml::{CellRef, ContentTypes, Relationships};
use crate::template::Problem;
use crate::template::xlsx::book::{Book, read_xml};
use crate::template::xlsx::text::{MAX_CHARACTERS, RichText, cell_text, shown_text};
use crate::text::hex;

const KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";

/// Namespaces of the identity that Excel keeps with a note ([MS-XLSX] 2.6.177) and of the list
/// of those that other programs may skip.
const REVISION: &str = "http://schemas.microsoft.com/office/spreadsheetml/2014/revision";
const COMPATIBILITY: &str = "http://schemas.openxmlformats.org/markup-compatibility/2006";

/// The comments part of a sheet.
pub(super) struct Comments {
    path: String,
    part: XmlPart,
    is_new: bool,
    author: String,
    changed: bool,
}

impl Comments {
    /// Reads the notes of a sheet.
    pub(super) fn read(
        book: &mut Book,
        relations: &Relationships,
        author: &str,
        namespaces: &Namespaces,
    ) -> Result<Self, Problem> {
        let known = relations.all().into_iter().find(|relation| relation.kind == "comments");
        let known = known.filter(|relation| book.package.contains(&relation.target));
        let is_new = known.is_none();
        let (path, part) = match known {
            Some(relation) => {
                let part = read_xml(&mut book.package, &relation.target)?;
                (relation.target, part)
            }
            None => (unused(book, "xl/comments", "xml"), empty(namespaces)?),
        };
        Ok(Self { path, part, is_new, author: author.to_owned(), changed: false })
    }

    /// Takes out the author's notes that are as they were written; answers their cells.
    pub(super) fn clear_earlier(&mut self) -> Vec<CellRef> {
        let Some(author) = self.author_number() else { return Vec::new() };
        let Some(list) = self.part.root.child_mut("commentList") else { return Vec::new() };
        let mut gone = Vec::new();
        list.children.retain(|node| {
            let Node::Element(comment) = node else { return true };
            let theirs = comment.attribute("authorId").as_deref() == Some(&author);
            let mark = comment.attribute_of_any_prefix("uid").unwrap_or_default();
            let untouched = mark == identity(&text_of(comment));
            let place = comment.attribute("ref").and_then(|place| place.parse().ok());
            match place.filter(|_| theirs && untouched) {
                Some(place) => gone.push(place),
                None => return true,
            }
            false
        });
        self.changed |= !gone.is_empty();
        gone
    }

    /// Says something of a cell; answers the whole text of its note.
    pub(super) fn add(&mut self, cell: CellRef, text: &str) -> String {
        let text: String = text.chars().take(MAX_CHARACTERS / 2).collect();
        self.changed = true;
        let at = cell.to_string();
        let author = self.author.clone();
        let number = self.enter_author();
        let p = self.part.root.prefix().to_owned();
        let revision = revision_prefix(&mut self.part.root);
        let Some(list) = self.part.root.child_mut("commentList") else { return text };
        let known = list
            .elements_mut()
            .find(|comment| comment.attribute("ref").as_deref() == Some(&at));
        if let Some(comment) = known {
            let before = text_of(comment);
            if before.contains(&text) {
                return before;
            }
            append(comment, &p, &format!("\n——— {author} ———\n{text}"));
            return text_of(comment);
        }
        let mut comment = Element::new(format!("{p}comment"));
        comment.set_attribute("ref", &at);
        comment.set_attribute("authorId", &number);
        let mut body = Element::new(format!("{p}text"));
        body.children.extend(runs(&p, &format!("{author}:"), true));
        body.children.extend(runs(&p, &format!("\n{text}"), false));
        comment.children.push(Node::Element(body));
        let whole = text_of(&comment);
        comment.set_attribute(&format!("{revision}:uid"), &identity(&whole));
        list.children.push(Node::Element(comment));
        whole
    }

    /// The cells that have a note, with its text.
    pub(super) fn all(&self) -> Vec<(CellRef, String)> {
        let list = self.part.root.child("commentList");
        let comments = list.into_iter().flat_map(Element::elements);
        let noted = |comment: &Element| {
            Some((comment.attribute("ref")?.parse().ok()?, text_of(comment)))
        };
        comments.filter_map(noted).collect()
    }

    /// Puts the part into the package.
    pub(super) fn write(
        self,
        book: &mut Book,
        relations: &mut Relationships,
        types: &mut ContentTypes,
        namespaces: &Namespaces,
    ) {
        if !self.changed {
            return;
        }
        if self.is_new {
            types.set(&self.path, KIND);
            let kind = format!("{}/comments", namespaces.relationships);
            relations.add(&kind, &self.path, false);
        }
        book.package.put(&self.path, self.part.write().into_bytes());
    }

    fn authors(&self) -> Vec<String> {
        let authors = self.part.root.child("authors");
        authors.into_iter().flat_map(Element::elements).map(Element::text).collect()
    }

    fn author_number(&self) -> Option<String> {
        let place = self.authors().iter().position(|known| *known == self.author);
        place.map(|number| number.to_string())
    }

    fn enter_author(&mut self) -> String {
        if let Some(known) = self.author_number() {
            return known;
        }
        let number = self.authors().len().to_string();
        let name = format!("{}author", self.part.root.prefix());
        if let Some(authors) = self.part.root.child_mut("authors") {
            let mut author = Element::new(name);
            author.set_text(&self.author);
            authors.children.push(Node::Element(author));
        }
        number
    }
}

/// A part's name that no other part has.
pub(super) fn unused(book: &Book, stem: &str, extension: &str) -> String {
    let is_used = |name: &str| book.package.names().any(|used| used.eq_ignore_ascii_case(name));
    let mut number = 1_u32;
    loop {
        let name = format!("{stem}{number}.{extension}");
        if !is_used(&name) {
            return name;
        }
        number = number.saturating_add(1);
    }
}

fn empty(namespaces: &Namespaces) -> Result<XmlPart, Problem> {
    let xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <comments xmlns=\"{}\"><authors></authors><commentList></commentList></comments>",
        namespaces.main
    );
    let parsed = XmlPart::parse(xml.as_bytes());
    parsed.map_err(|error| crate::template::xlsx::book::unreadable(&error))
}

/// The prefix of the namespace in which a note's identity stands, declared if need be.
fn revision_prefix(root: &mut Element) -> String {
    if let Some(known) = root.prefix_bound_to(REVISION) {
        return known.to_owned();
    }
    if root.prefix_bound_to(COMPATIBILITY).is_none() {
        root.set_attribute("xmlns:mc", COMPATIBILITY);
    }
    let skipped = root.prefix_bound_to(COMPATIBILITY).unwrap_or("mc");
    let skipped = format!("{skipped}:Ignorable");
    let before = root.attribute(&skipped).unwrap_or_default().into_owned();
    root.set_attribute(&skipped, format!("{before} xr").trim_start());
    root.set_attribute("xmlns:xr", REVISION);
    "xr".to_owned()
}

/// The identity of a note of ours: it tells whether its text is still the one that was written.
fn identity(text: &str) -> String {
    guid(&Sha256::digest(text.as_bytes()))
}

/// An identity as Office writes it, from the beginning of a hash.
pub(super) fn guid(hash: &[u8]) -> String {
    let digits = hex(hash).to_uppercase();
    let piece = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
    let pieces = [piece(0, 8), piece(8, 12), piece(12, 16), piece(16, 20), piece(20, 32)];
    format!("{{{}}}", pieces.join("-"))
}

/// A note's text as its reader sees it.
fn text_of(comment: &Element) -> String {
    let text = comment.child("text").map(RichText::read).unwrap_or_default().text();
    shown_text(&text).replace("\r\n", "\n")
}

/// A text as runs in the letters that Excel gives to notes. What a note quotes of a tag must not
/// be filled: no run holds both braces of one, and Excel does not join runs of two colours.
fn runs(prefix: &str, text: &str, bold: bool) -> Vec<Node> {
    let colours = ["color indexed=\"81\"", "color rgb=\"FF000000\""];
    let pieces = apart(text).into_iter().zip(colours.into_iter().cycle());
    pieces.map(|(piece, colour)| Node::Element(run(prefix, piece, bold, colour))).collect()
}

/// A text cut so that no piece holds a mark of a tag.
pub(super) fn apart(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for ((_, before), (at, c)) in text.char_indices().zip(text.char_indices().skip(1)) {
        let opens = before == '{' && matches!(c, '{' | '%' | '#');
        let closes = matches!(before, '}' | '%' | '#') && c == '}';
        if opens || closes {
            pieces.extend(text.get(start..at));
            start = at;
        }
    }
    pieces.extend(text.get(start..));
    pieces
}

fn run(prefix: &str, text: &str, bold: bool, colour: &str) -> Element {
    let mut properties = Element::new(format!("{prefix}rPr"));
    let bold = bold.then_some("b");
    let rest = ["sz val=\"9\"", colour, "rFont val=\"Tahoma\"", "family val=\"2\""];
    for inside in bold.into_iter().chain(rest) {
        properties.children.push(Node::Element(Element::new(format!("{prefix}{inside}"))));
    }
    let mut said = Element::new(format!("{prefix}t xml:space=\"preserve\""));
    said.set_text(&cell_text(text));
    let mut run = Element::new(format!("{prefix}r"));
    run.children.extend([Node::Element(properties), Node::Element(said)]);
    run
}

/// Adds to the text of a note, before what guides its pronunciation.
fn append(comment: &mut Element, prefix: &str, text: &str) {
    if comment.child("text").is_none() {
        comment.children.push(Node::Element(Element::new(format!("{prefix}text"))));
    }
    let Some(body) = comment.child_mut("text") else { return };
    for node in &mut body.children {
        // Text without a run would have to come before all runs, and alone.
        if let Node::Element(said) = node
            && said.local_name() == "t"
        {
            let mut run = Element::new(format!("{prefix}r"));
            run.children.push(Node::Element(said.clone()));
            *node = Node::Element(run);
        }
    }
    let guides = |node: &Node| matches!(node, Node::Element(element) if matches!(element.local_name(), "rPh" | "phoneticPr"));
    let at = body.children.iter().position(guides).unwrap_or(body.children.len());
    body.children.splice(at..at, runs(prefix, text, false));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_piece_of_a_quoted_tag_is_a_tag() {
        for text in ["{{ a }} và {% if b %}", "{{{{", "%}}", "{#", "}} {", "", "ô {{"] {
            let pieces = apart(text);
            assert_eq!(pieces.concat(), text);
            for piece in pieces {
                assert!(!crate::template::engine::holds_tags(piece), "{piece:?} of {text:?}");
            }
        }
    }
}
