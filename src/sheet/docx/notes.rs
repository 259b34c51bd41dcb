//! What is noted at places of a document: comments, footnotes and endnotes.

use std::collections::BTreeMap;

use quick_xml::events::Event;

use super::super::appearance::Note;
use super::super::error::ReadError;
use super::super::xml::{append_text, attribute};

/// Notes of a document that are kept; a return has none or a few.
const MOST: usize = 10_000;

/// The notes of a document, by their kind and id.
#[derive(Default)]
pub(super) struct Notes {
    known: BTreeMap<(Kind, String), Note>,
    open: Option<OpenNote>,
    in_text: bool,
}

/// What kind of note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Comment,
    Footnote,
    Endnote,
}

impl Kind {
    /// The kind of a note by the name of its element.
    fn of(name: &str) -> Option<Self> {
        match name {
            "comment" => Some(Self::Comment),
            "footnote" => Some(Self::Footnote),
            "endnote" => Some(Self::Endnote),
            _ => None,
        }
    }

    /// The kind of a note by the name of the element where it is noted.
    pub(super) fn of_reference(name: &str) -> Option<Self> {
        Self::of(name.strip_suffix("Reference")?)
    }
}

struct OpenNote {
    key: (Kind, String),
    author: String,
    text: String,
}

impl Notes {
    /// The note of this id.
    pub(super) fn get(&self, kind: Kind, id: String) -> Option<&Note> {
        self.known.get(&(kind, id))
    }

    /// Takes an event of a part with notes.
    pub(super) fn event(&mut self, part: &str, event: &Event<'_>) -> Result<(), ReadError> {
        match event {
            Event::Start(element) => {
                let name = element.local_name();
                if name.as_ref() == "t" {
                    self.in_text = true;
                } else if let Some(kind) = Kind::of(name.as_ref()) {
                    let id = attribute(part, element, "id")?.unwrap_or_default();
                    let author = attribute(part, element, "author")?.unwrap_or_default();
                    self.open = Some(OpenNote { key: (kind, id), author, text: String::new() });
                }
            }
            Event::End(element) => match element.local_name().as_ref() {
                "t" => self.in_text = false,
                "p" => self.open.iter_mut().for_each(|open| open.text.push('\n')),
                name if Kind::of(name).is_some() => {
                    if let Some(OpenNote { key, author, text }) = self.open.take()
                        && let Some(note) = Note::new(&author, &text)
                        && self.known.len() < MOST
                    {
                        self.known.insert(key, note);
                    }
                }
                _ => {}
            },
            letters if self.in_text => {
                self.open.iter_mut().for_each(|open| append_text(&mut open.text, letters));
            }
            _ => {}
        }
        Ok(())
    }
}
