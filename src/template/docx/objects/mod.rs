//! What a tag gives besides text: breaks, rich text, pictures, lists, other documents.
//!
//! Such a value passes through Tera as a token ([`token`]) and becomes markup here, where the
//! run and the paragraph around it are known. Each kind has a file of its own: the function a
//! template calls, and the markup it becomes.

mod breaks;
mod chart;
mod frame;
mod image;
mod list;
mod place;
mod properties;
mod restart;
mod rich;
mod room;
mod section;
mod subdocument;
mod token;

use serde::{Deserialize, Serialize};

pub(super) use place::{Placed, place};
pub(super) use rich::rich;
pub(super) use room::Pages;
pub(super) use token::{Keeping, mark_site, token_in};

use frame::Frame;

use super::chart::ChartData;
use super::document::Document;
use super::ready::Spot;
use super::subdocument::{Merge, Nest};
use crate::ooxml::{Edits, XmlTree};
use crate::template::engine::nearest;
use crate::template::{Data, Files, ProblemKind};

/// The namespace of `r:id` and the like; a part need not have bound the prefix.
const RELATIONSHIPS: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// What a token stands for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Object {
    /// A page or column break.
    Break(breaks::Break),
    /// Text with formatting of its own.
    Rich(rich::Rich),
    /// A picture.
    Image(image::Image),
    /// A list, a paragraph an item.
    List(list::List),
    /// A numbered paragraph that begins at 1 again.
    Restart,
    /// The end of a section.
    Section(section::SectionBreak),
    /// Another document.
    Subdocument(subdocument::Subdocument),
    /// The data of a chart.
    Chart(ChartData),
}

/// The functions and filters whose values are objects.
pub(super) const FUNCTIONS: [&str; 11] = [
    "page_break",
    "column_break",
    "rich",
    "image",
    "framed",
    "bullets",
    "numbered",
    "restart_numbering",
    "section_break",
    "subdoc",
    "chart",
];

/// Registers [`FUNCTIONS`].
pub(super) fn register(tera: &mut tera::Tera) {
    breaks::register(tera);
    rich::register(tera);
    image::register(tera);
    list::register(tera);
    restart::register(tera);
    section::register(tera);
    subdocument::register(tera);
    chart::register(tera);
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
    /// Whether the part takes nothing but text: a chart, a diagram.
    pub(super) text_only: bool,
    /// How large its pages are, once a picture has asked.
    pub(super) pages: Pages,
}

impl Placing<'_> {
    /// Lets the part point somewhere; answers the id.
    fn relate(
        &mut self,
        kind: &str,
        target: &str,
        external: bool,
    ) -> Result<String, ProblemKind> {
        let id = self.document.relate(self.part, kind, target, external);
        id.map_err(|problem| problem.kind)
    }

    /// The id of a style by its name or id, if there is one.
    fn style(&mut self, kind: &str, name: &str) -> Result<Option<String>, ProblemKind> {
        let styles = self.document.styles().map_err(|problem| problem.kind)?;
        Ok(styles.id(kind, name).map(str::to_owned))
    }

    /// The id of a style that must be there.
    fn required_style(&mut self, kind: &str, name: &str) -> Result<String, ProblemKind> {
        let styles = self.document.styles().map_err(|problem| problem.kind)?;
        let found = styles.id(kind, name).map(str::to_owned);
        found.ok_or_else(|| {
            let what = if kind == "character" { "kiểu chữ" } else { "kiểu đoạn" };
            let close = nearest(&name.to_lowercase(), styles.names(kind));
            let close = close.map(|name| format!("; gần nhất là `{name}`")).unwrap_or_default();
            ProblemKind::Evaluation(format!("mẫu không có {what} (style) `{name}`{close}"))
        })
    }
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
    /// The run's element.
    run: usize,
}

impl Host<'_> {
    /// Whether an element of this name is around the run.
    fn is_in(&self, name: &str) -> bool {
        self.tree.ancestors(self.run).any(|around| self.tree.name(around) == name)
    }

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
            Self::Rich(rich) => rich.markup(host, placing),
            Self::Image(image) => image.markup(host, placing),
            Self::List(list) => list.markup(host, placing),
            Self::Restart => restart::markup(host, placing),
            Self::Section(section) => section.markup(host),
            Self::Subdocument(document) => document.markup(host, placing),
            Self::Chart(_) => Err(chart::misplaced()),
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
        match self {
            Self::Image(image) => image.fill_frame(frame, placing, edits),
            Self::Chart(data) => chart::fill_frame(data, frame, placing, edits),
            _ => Err(ProblemKind::Misplaced(NO_FRAME.to_owned())),
        }
    }
}

const NO_FRAME: &str = "chữ thay thế chỉ nhận một ảnh hay một biểu đồ";
