//! Replies in the threads of comments: where a cell has a thread, Excel shows no note.

use sha2::{Digest, Sha256};

use crate::ooxml::xml_part::{Element, Node, XmlPart};
use crate::ooxml::{CellRef, ContentTypes, Relationships};
use crate::template::Problem;
use crate::template::xlsx::book::{Book, read_xml, unreadable};

/// Namespace, relationship and content type of the list of persons ([MS-XLSX] 2.1.44).
const NAMESPACE: &str =
    "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments";
const PERSONS: &str = "http://schemas.microsoft.com/office/2017/10/relationships/person";
const PERSONS_KIND: &str = "application/vnd.ms-excel.person+xml";

/// The threads of a sheet.
pub(super) struct Threads {
    path: String,
    part: XmlPart,
    author: String,
    person: String,
    changed: bool,
    replied: bool,
}

impl Threads {
    /// Reads the threads of a sheet that has any.
    pub(super) fn read(
        book: &mut Book,
        relations: &Relationships,
        author: &str,
    ) -> Result<Option<Self>, Problem> {
        let all = relations.all().into_iter();
        let threads = all.filter(|relation| relation.kind == "threadedComment");
        let Some(threads) =
            threads.into_iter().find(|relation| book.package.contains(&relation.target))
        else {
            return Ok(None);
        };
        let part = read_xml(&mut book.package, &threads.target)?;
        let (author, person) = (author.to_owned(), identity(&["person", author]));
        let path = threads.target;
        Ok(Some(Self { path, part, author, person, changed: false, replied: false }))
    }

    /// Takes the author's replies out; only the author can have changed them.
    pub(super) fn clear_earlier(&mut self) -> bool {
        let before = self.part.root.children.len();
        let person = self.person.clone();
        self.part.root.children.retain(|node| {
            let Node::Element(comment) = node else { return true };
            comment.attribute("personId").as_deref() != Some(&person)
        });
        let gone = self.part.root.children.len() != before;
        self.changed |= gone;
        gone
    }

    /// Replies in the thread of a cell, if it has one. There is no clock here: the reply bears
    /// the date of what it follows.
    pub(super) fn reply(&mut self, cell: CellRef, text: &str) {
        let at = cell.to_string();
        let of_cell = |comment: &&Element| comment.attribute("ref").as_deref() == Some(&at);
        let thread: Vec<&Element> = self.part.root.elements().filter(of_cell).collect();
        let first = thread.iter().find(|comment| comment.attribute("parentId").is_none());
        let Some(parent) = first.and_then(|first| first.attribute("id")) else { return };
        let mut reply = Element::new(format!("{}threadedComment", self.part.root.prefix()));
        reply.set_attribute("ref", &at);
        if let Some(date) = thread.iter().filter_map(|comment| comment.attribute("dT")).max() {
            reply.set_attribute("dT", &date);
        }
        reply.set_attribute("personId", &self.person);
        reply.set_attribute("id", &identity(&[&self.path, &at, text]));
        reply.set_attribute("parentId", &parent);
        let mut said = Element::new(format!("{}text", self.part.root.prefix()));
        // A thread has no formatting: something unseen keeps a quoted tag from being filled.
        said.set_text(&super::comments::apart(text).join("\u{2060}"));
        reply.children.push(Node::Element(said));
        let after = self
            .part
            .root
            .children
            .iter()
            .rposition(|node| matches!(node, Node::Element(comment) if of_cell(&comment)));
        let place = after.map_or(self.part.root.children.len(), |after| after + 1);
        self.part.root.children.insert(place, Node::Element(reply));
        (self.changed, self.replied) = (true, true);
    }

    /// Puts the threads into the package, and the author among the persons.
    pub(super) fn write(self, book: &mut Book) -> Result<(), Problem> {
        if !self.changed {
            return Ok(());
        }
        book.package.put(&self.path, self.part.write().into_bytes());
        if self.replied { self.enter_person(book) } else { Ok(()) }
    }

    fn enter_person(&self, book: &mut Book) -> Result<(), Problem> {
        let workbook = book.path.clone();
        let failed = |error| unreadable(&error);
        let mut relations =
            Relationships::read(&mut book.package, &workbook).map_err(failed)?;
        let known = relations.all().into_iter().find(|relation| relation.kind == "person");
        let known = known.filter(|relation| book.package.contains(&relation.target));
        let (path, mut part) = if let Some(relation) = known {
            let part = read_xml(&mut book.package, &relation.target)?;
            (relation.target, part)
        } else {
            let path = super::comments::unused(book, "xl/persons/person", "xml");
            relations.add(PERSONS, &path, false);
            let mut types = ContentTypes::read(&mut book.package).map_err(failed)?;
            types.set(&path, PERSONS_KIND);
            types.write(&mut book.package);
            relations.write(&mut book.package);
            let xml = format!("<personList xmlns=\"{NAMESPACE}\"></personList>");
            (path, XmlPart::parse(xml.as_bytes()).map_err(|error| unreadable(&error))?)
        };
        let is_known =
            |person: &Element| person.attribute("id").as_deref() == Some(&self.person);
        if !part.root.elements().any(is_known) {
            let mut person = Element::new(format!("{}person", part.root.prefix()));
            person.set_attribute("displayName", &self.author);
            person.set_attribute("id", &self.person);
            person.set_attribute("userId", &self.author);
            person.set_attribute("providerId", "None");
            part.root.children.push(Node::Element(person));
            book.package.put(&path, part.write().into_bytes());
        }
        Ok(())
    }
}

/// An identity made from what it stands for.
fn identity(of: &[&str]) -> String {
    let mut hash = Sha256::new();
    for piece in of {
        hash.update(piece.as_bytes());
        hash.update([0]);
    }
    super::comments::guid(&hash.finalize())
}
