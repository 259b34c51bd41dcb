//! What a tag gives besides text: breaks, rich text, pictures, lists, other documents.
//!
//! Such a value passes through Tera as a token ([`token`]) and becomes markup here, where the
//! run and the paragraph around it are known. Each kind has a file of its own: the function a
//! template calls, and the markup it becomes.

mod breaks;
mod place;
mod token;

use serde::{Deserialize, Serialize};

pub(super) use place::{Placed, place};
pub(super) use token::mark_site;

use super::document::Document;
use super::ready::Spot;
use crate::template::{Files, ProblemKind};

/// What a token stands for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Object {
    /// A page or column break.
    Break(breaks::Break),
}

/// The functions and filters whose values are objects.
pub(super) const FUNCTIONS: [&str; 2] = ["page_break", "column_break"];

/// Registers [`FUNCTIONS`].
pub(super) fn register(tera: &mut tera::Tera) {
    breaks::register(tera);
}

/// The document that objects are placed in, and the part at hand.
pub(super) struct Placing<'d> {
    /// The document.
    pub(super) document: &'d mut Document,
    /// Name of the part.
    pub(super) part: &'d str,
    /// Files that tags may name.
    pub(super) files: &'d dyn Files,
    /// Per tag: where it stands.
    pub(super) spots: &'d [Spot],
}

/// The markup that an object becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Markup {
    /// Whole runs, or other content of a paragraph.
    Inline(String),
    /// Whole paragraphs or tables.
    Block(String),
}

/// The run that a token stands in.
#[derive(Debug, Clone, Copy)]
struct Host<'x> {
    /// Its `w:rPr` with tags, or nothing.
    run_properties: &'x str,
    /// The `w:pPr` of its paragraph with tags, without a section's properties, or nothing.
    paragraph_properties: &'x str,
}

impl Object {
    /// The markup for an object in a run.
    fn markup(&self, host: Host<'_>, placing: &mut Placing<'_>) -> Result<Markup, ProblemKind> {
        let _ = placing;
        match self {
            Self::Break(what) => Ok(what.markup(host)),
        }
    }
}
