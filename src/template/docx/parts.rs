//! Which parts of a document may hold tags.

use super::text::Story;
use crate::ooxml::{ContentTypes, Package};
use crate::template::{Place, Problem, ProblemKind};

/// Content types of parts with paragraphs, as they end; the first three are main documents.
const WORD: [&str; 7] = [
    "wordprocessingml.document.main+xml",
    "wordprocessingml.template.main+xml",
    ".macroEnabled.main+xml",
    "wordprocessingml.header+xml",
    "wordprocessingml.footer+xml",
    "wordprocessingml.footnotes+xml",
    "wordprocessingml.endnotes+xml",
];

/// Content types of parts with document properties and variables, as they end.
const PROPERTIES: [&str; 4] = [
    "core-properties+xml",
    "extended-properties+xml",
    "custom-properties+xml",
    // Document variables.
    "wordprocessingml.settings+xml",
];

/// Content types of parts with text of drawings, as they end: charts, shapes on charts, diagrams
/// and the pictures that Word keeps of them.
const DRAWINGS: [&str; 5] = [
    "drawingml.chart+xml",
    "chartex+xml",
    "drawingml.chartshapes+xml",
    "drawingml.diagramData+xml",
    "drawingml.diagramDrawing+xml",
];

/// The parts of a document that may hold tags, main document first.
pub(super) struct Parts {
    /// Name of the main document.
    pub(super) main: String,
    /// Names and kinds of all, in a fixed order.
    pub(super) all: Vec<(String, Story)>,
}

/// Finds the parts by their content types, as Word does: the main document need not be called
/// `word/document.xml`.
pub(super) fn parts(package: &mut Package) -> Result<Parts, Problem> {
    let types = ContentTypes::read(package).map_err(unreadable)?;
    let mut all = Vec::new();
    let mut main = None;
    for (name, kind) in types.overrides() {
        if !package.contains(&name) {
            continue;
        }
        if let Some(rank) = WORD.iter().position(|end| kind.ends_with(end)) {
            if rank < 3 {
                main.get_or_insert_with(|| name.clone());
            }
            all.push((name, Story::Paragraphs));
        } else if PROPERTIES.iter().any(|end| kind.ends_with(end)) {
            all.push((name, Story::Properties));
        } else if DRAWINGS.iter().any(|end| kind.ends_with(end)) {
            all.push((name, Story::Drawing));
        }
    }
    let main = main.ok_or_else(|| {
        unreadable("trong tệp không có văn bản Word nào (phần chính bị thiếu)")
    })?;
    all.sort_by_key(|(name, story)| (*name != main, *story == Story::Properties, name.clone()));
    all.dedup();
    Ok(Parts { main, all })
}

/// A problem of the file as a whole.
pub(super) fn unreadable(reason: impl std::fmt::Display) -> Problem {
    let kind = ProblemKind::Unreadable(reason.to_string());
    Problem { kind, place: Place::File, around: String::new() }
}
