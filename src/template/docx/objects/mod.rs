//! What a tag gives besides text: breaks, rich text, pictures, lists, other documents.
//!
//! Such a value passes through Tera as a token ([`token`]) and becomes markup here, where the
//! run and the paragraph around it are known. Each kind has a file of its own: the function a
//! template calls, and the markup it becomes.

mod breaks;
mod frame;
mod place;
mod subdocument;
mod token;

use serde::{Deserialize, Serialize};

pub(super) use place::{Placed, place};
pub(super) use token::mark_site;

use frame::Frame;

use super::document::Document;
use super::ready::Spot;
use super::subdocument::{Merge, Nest};
use crate::ooxml::{Edits, XmlTree};
use crate::template::{Data, Files, ProblemKind};

/// What a token stands for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Object {
    /// A page or column break.
    Break(breaks::Break),
    /// Another document.
    Subdocument(subdocument::Subdocument),
}

/// The functions and filters whose values are objects.
pub(super) const FUNCTIONS: [&str; 3] = ["page_break", "column_break", "subdoc"];

/// Registers [`FUNCTIONS`].
pub(super) fn register(tera: &mut tera::Tera) {
    breaks::register(tera);
    subdocument::register(tera);
}

/// The document that objects are placed in, and the part at hand.
pub(super) struct Placing<'d> {
    /// The document.
    pub(super) document: &'d mut Document,
    /// Name of the part.
    pub(super) part: &'d str,
    /// What the document is filled with.
    pub(super) data: &'d Data<'d>,
    /// Files that tags may name.
    pub(super) files: &'d dyn Files,
    /// Per tag: where it stands.
    pub(super) spots: &'d [Spot],
    /// What sub-documents share, however deep they stand.
    pub(super) nest: &'d mut Nest,
    /// What sub-documents have brought so far.
    pub(super) merge: &'d mut Merge,
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
pub(super) struct Host<'x> {
    /// The part.
    pub(super) tree: &'x XmlTree<'x>,
    /// The paragraph.
    pub(super) paragraph: usize,
    /// Its `w:rPr` with tags, or nothing.
    run_properties: &'x str,
    /// The `w:pPr` of its paragraph with tags, without a section's properties, or nothing.
    paragraph_properties: &'x str,
}

impl Host<'_> {
    /// Whether the paragraph is one of the body itself, where a section may end.
    pub(super) fn is_in_body(&self) -> bool {
        self.tree
            .parent(self.paragraph)
            .is_some_and(|around| self.tree.name(around) == "w:body")
    }

    /// Whether notes and comments may stand here, in the main document or another part.
    pub(super) fn may_have_notes(&self, in_main: bool) -> bool {
        let mut around = self.tree.ancestors(self.paragraph);
        in_main && !around.any(|element| self.tree.name(element) == "w:txbxContent")
    }
}

impl Object {
    /// The markup for an object in a run.
    fn markup(&self, host: Host<'_>, placing: &mut Placing<'_>) -> Result<Markup, ProblemKind> {
        match self {
            Self::Break(what) => Ok(what.markup(host)),
            Self::Subdocument(document) => document.markup(host, placing),
        }
    }
    /// Puts an object into the drawing whose alternative text gave it, and answers what that
    /// text says from then on, escaped.
    fn fill_frame(
        &self,
        frame: Frame<'_, '_>,
        placing: &mut Placing<'_>,
        edits: &mut Edits,
    ) -> Result<String, ProblemKind> {
        let _ = (frame, placing, edits);
        match self {
            Self::Break(_) | Self::Subdocument(_) => {
                Err(ProblemKind::Misplaced(NO_FRAME.to_owned()))
            }
        }
    }
}

const NO_FRAME: &str = "chữ thay thế chỉ nhận một ảnh hay một biểu đồ";
