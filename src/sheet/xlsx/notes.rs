//! Notes at cells: the old ones (comments), and the threads of Excel 365.

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};

use super::super::appearance::Note;
use super::super::error::ReadError;
use super::super::xml::{append_text, attribute, raw_attribute};
use crate::ooxml::CellRef;

/// The author of the old note that stands for a thread, for programs that know no threads.
const STANDS_FOR_A_THREAD: &str = "tc=";

/// A note as a part has it.
#[derive(Debug)]
struct Noted {
    at: CellRef,
    author: Author,
    text: String,
}

/// Who noted something.
#[derive(Debug)]
enum Author {
    /// Position in the part's list of authors.
    Listed(usize),
    /// The id of a person who wrote in a thread.
    Person(String),
}

/// What the parts of a package say of notes.
#[derive(Debug, Default)]
pub(super) struct Notes {
    by_part: BTreeMap<String, PartOfNotes>,
    /// Names of those who write in threads, by their ids.
    persons: BTreeMap<String, String>,
}

/// What one part says.
#[derive(Debug, Default)]
pub(super) struct PartOfNotes {
    authors: Vec<String>,
    noted: Vec<Noted>,
    open: Option<Noted>,
    /// Whether letters belong to the author, or to the note.
    in_author: bool,
    in_text: bool,
}

impl PartOfNotes {
    /// Takes an event of a part of comments or of a thread.
    pub(super) fn event(&mut self, part: &str, event: &Event<'_>) -> Result<(), ReadError> {
        match event {
            Event::Start(element) => self.start(part, element)?,
            Event::End(element) => match element.local_name().as_ref() {
                "author" => self.in_author = false,
                "t" | "text" => self.in_text = false,
                "comment" | "threadedComment" => self.noted.extend(self.open.take()),
                _ => {}
            },
            other if self.in_author => {
                self.authors.last_mut().into_iter().for_each(|name| append_text(name, other));
            }
            other if self.in_text => {
                self.open.iter_mut().for_each(|open| append_text(&mut open.text, other));
            }
            _ => {}
        }
        Ok(())
    }

    fn start(&mut self, part: &str, element: &BytesStart<'_>) -> Result<(), ReadError> {
        let author = match element.local_name().as_ref() {
            "author" => {
                self.authors.push(String::new());
                self.in_author = true;
                return Ok(());
            }
            "t" => {
                self.in_text = true;
                return Ok(());
            }
            "text" => {
                // A thread's words stand in it as they are, an old note's in runs.
                let author = self.open.as_ref().map(|open| &open.author);
                self.in_text = matches!(author, Some(Author::Person(_)));
                return Ok(());
            }
            "comment" => {
                let index = raw_attribute(part, element, "authorId")?;
                let index = index.and_then(|index| index.parse().ok());
                Author::Listed(index.unwrap_or(usize::MAX))
            }
            "threadedComment" => {
                Author::Person(raw_attribute(part, element, "personId")?.unwrap_or_default())
            }
            _ => return Ok(()),
        };
        let at = raw_attribute(part, element, "ref")?.and_then(|at| at.parse().ok());
        self.open = at.map(|at| Noted { at, author, text: String::new() });
        Ok(())
    }
}

impl Notes {
    /// Keeps what a part said.
    pub(super) fn add(&mut self, part: String, notes: PartOfNotes) {
        self.by_part.insert(part, notes);
    }

    /// Takes an event of the list of persons.
    pub(super) fn person(&mut self, part: &str, event: &Event<'_>) -> Result<(), ReadError> {
        if let Event::Start(element) = event
            && element.local_name().as_ref() == "person"
            && let Some(id) = raw_attribute(part, element, "id")?
        {
            let name = attribute(part, element, "displayName")?.unwrap_or_default();
            self.persons.insert(id, name);
        }
        Ok(())
    }

    /// The notes of a part, each with its cell; of threads instead of what stands for them.
    pub(super) fn of(&self, part: &str) -> impl Iterator<Item = (CellRef, Option<Note>)> + '_ {
        let part = self.by_part.get(part);
        let noted = part.into_iter().flat_map(move |part| {
            part.noted.iter().map(move |noted| (noted, self.author(part, noted)))
        });
        let own = noted.filter(|(_, author)| !author.starts_with(STANDS_FOR_A_THREAD));
        own.map(|(noted, author)| (noted.at, Note::new(author, &noted.text)))
    }

    fn author<'a>(&'a self, part: &'a PartOfNotes, noted: &Noted) -> &'a str {
        let name = match &noted.author {
            Author::Person(id) => self.persons.get(id),
            Author::Listed(index) => part.authors.get(*index),
        };
        name.map_or("", String::as_str)
    }
}
