//! Fields of a document: what they show, and not what it is worked out from.

use quick_xml::events::BytesStart;

use super::super::error::ReadError;
use super::super::xml::attribute;
use super::body::is_on;

/// Fields within fields; honest documents have a few.
const DEPTH: usize = 64;

/// Entries of a list to choose from that are kept; Word allows 25.
const ENTRIES: usize = 100;

/// What stands for a box that is ticked.
const TICKED: &str = "☒";

/// The fields that are open, the innermost last.
#[derive(Default)]
pub(super) struct Fields {
    open: Vec<Field>,
    /// What the field that has just ended shows, where that is no text of the document.
    shown: Option<String>,
}

#[derive(Default)]
struct Field {
    /// What it shows has begun.
    shows: bool,
    /// What may be chosen, in a field of a form, and which was.
    entries: Vec<String>,
    chosen: usize,
    ticked: bool,
}

impl Fields {
    /// Whether what stands here is shown, and is no instruction.
    pub(super) fn shows(&self) -> bool {
        self.open.iter().all(|field| field.shows)
    }

    /// Whether all that began have ended.
    pub(super) const fn are_closed(&self) -> bool {
        self.open.is_empty()
    }

    /// What the field that has just ended shows, if it is said nowhere else.
    pub(super) const fn shown(&mut self) -> Option<String> {
        self.shown.take()
    }

    /// Takes an element; whether it is one of a field.
    pub(super) fn start(
        &mut self,
        part: &str,
        name: &str,
        element: &BytesStart<'_>,
    ) -> Result<bool, ReadError> {
        if name == "fldChar" {
            match attribute(part, element, "fldCharType")?.as_deref() {
                Some("begin") if self.open.len() == DEPTH => {
                    return Err(ReadError::part(part, "fields nested too deep"));
                }
                Some("begin") => self.open.push(Field::default()),
                Some("separate") => {
                    self.open.last_mut().into_iter().for_each(|field| field.shows = true);
                }
                Some("end") => self.shown = self.open.pop().and_then(Field::choice),
                _ => {}
            }
            return Ok(true);
        }
        let Some(field) = self.open.last_mut().filter(|field| !field.shows) else {
            return Ok(false);
        };
        let value = || attribute(part, element, "val");
        match name {
            "listEntry" if field.entries.len() < ENTRIES => {
                field.entries.push(value()?.unwrap_or_default());
            }
            "result" => {
                field.chosen = value()?.and_then(|at| at.trim().parse().ok()).unwrap_or(0);
            }
            "checked" => field.ticked = is_on(part, element)?,
            "ddList" | "checkBox" | "listEntry" => {}
            _ => return Ok(false),
        }
        Ok(true)
    }
}

impl Field {
    fn choice(self) -> Option<String> {
        let ticked = self.ticked.then(|| TICKED.to_owned());
        self.entries.into_iter().nth(self.chosen).or(ticked)
    }
}
