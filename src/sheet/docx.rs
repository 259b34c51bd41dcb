//! Reading .docx: each table is a sheet, with the paragraphs around it as rows.
//!
//! What was deleted under tracked changes, hidden or computed from (field codes) is no text; what
//! was inserted is.

mod body;
mod fields;
mod notes;
mod styles;
mod table;

use quick_xml::events::Event;

use super::error::ReadError;
use super::flow::Flow;
use super::parts::{Parts, normal_name};
use super::spans::TableBudget;
use super::workbook::{Format, Workbook};
use super::xml;
use crate::ooxml::{Entry, Limits, check_contents};
use body::Body;
use notes::Notes;
use styles::Styles;

/// Reads a package whose structure was checked and gave these entries.
pub(super) fn read(
    bytes: &[u8],
    entries: &[Entry],
    limits: &Limits,
) -> Result<Workbook, ReadError> {
    let around = Around::read(bytes, entries)?;
    let mut body =
        Body::new(Flow::new(TableBudget::new(limits)), &around.styles, &around.notes);
    let mut found = false;
    check_contents(bytes, entries, |entry| normal_name("", &entry.name) == around.main, {
        |entry: &Entry, contents: &[u8]| {
            found = true;
            xml::walk(&entry.name, contents, |event| body.event(&entry.name, event))
        }
    })?;
    if !found {
        return Err(ReadError::part(&around.main, "missing"));
    }
    body.finish()?.finish(Format::Docx)
}

/// What must be known before the text is read.
struct Around {
    /// The name of the part that holds the document's text.
    main: String,
    styles: Styles,
    notes: Notes,
}

impl Around {
    fn read(bytes: &[u8], entries: &[Entry]) -> Result<Self, ReadError> {
        let mut parts = Parts::default();
        let (mut styles, mut notes) = (Styles::default(), Notes::default());
        let is_wanted = |entry: &Entry| role(entry).is_some();
        check_contents(bytes, entries, is_wanted, |entry, contents| {
            let part = entry.name.as_str();
            xml::walk(part, contents, |event: &Event<'_>| match role(entry) {
                Some(Role::Relations) => parts.relations_event(part, event),
                Some(Role::Styles) => styles.event(part, event),
                Some(Role::Notes) => notes.event(part, event),
                None => Ok(()),
            })
        })?;
        let main = parts.workbook().ok_or_else(|| ReadError::frame("no document part"))?;
        Ok(Self { main: main.to_owned(), styles, notes })
    }
}

/// What a part beside the document's text is for.
enum Role {
    Relations,
    Styles,
    Notes,
}

fn role(entry: &Entry) -> Option<Role> {
    match normal_name("", &entry.name).as_str() {
        "_rels/.rels" => Some(Role::Relations),
        "word/styles.xml" => Some(Role::Styles),
        "word/comments.xml" | "word/footnotes.xml" | "word/endnotes.xml" => Some(Role::Notes),
        _ => None,
    }
}
