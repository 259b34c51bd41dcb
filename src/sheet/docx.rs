//! Reading .docx: each table is a sheet, with the paragraphs around it as rows.
//!
//! What was deleted under tracked changes, hidden or computed from (field codes) is no text; what
//! was inserted is.

mod body;

use quick_xml::events::Event;

use super::error::ReadError;
use super::flow::Flow;
use super::parts::{Parts, normal_name};
use super::spans::TableBudget;
use super::workbook::{Format, Workbook};
use super::xml;
use crate::ooxml::{Entry, Limits, check_contents};
use body::Body;

/// Reads a package whose structure was checked and gave these entries.
pub(super) fn read(
    bytes: &[u8],
    entries: &[Entry],
    limits: &Limits,
) -> Result<Workbook, ReadError> {
    let main = main_part(bytes, entries)?;
    let mut body = Body::new(Flow::new(TableBudget::new(limits)));
    let mut found = false;
    check_contents(bytes, entries, |entry| normal_name("", &entry.name) == main, {
        |entry: &Entry, contents: &[u8]| {
            found = true;
            xml::walk(&entry.name, contents, |event| body.event(&entry.name, event))
        }
    })?;
    if !found {
        return Err(ReadError::part(&main, "missing"));
    }
    body.finish().finish(Format::Docx)
}

/// The name of the part that holds the document's text.
fn main_part(bytes: &[u8], entries: &[Entry]) -> Result<String, ReadError> {
    let mut parts = Parts::default();
    let is_relations = |entry: &Entry| normal_name("", &entry.name) == "_rels/.rels";
    check_contents(bytes, entries, is_relations, |entry, contents| {
        xml::walk(&entry.name, contents, |event: &Event<'_>| {
            parts.relations_event(&entry.name, event)
        })
    })?;
    let main = parts.workbook().ok_or_else(|| ReadError::frame("no document part"))?;
    Ok(main.to_owned())
}
