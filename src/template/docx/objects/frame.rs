//! Objects in alternative texts: the drawing that has the text takes the object in.

use std::collections::BTreeMap;

use super::token::{Piece, is_in, pieces};
use super::{Object, Placing, place};
use crate::ooxml::{Edits, XmlTree};
use crate::template::docx::attributes::{AlternativeText, alternative_texts};
use crate::template::{Problem, ProblemKind};

const ONE_ONLY: &str = "chữ thay thế chỉ nhận một ảnh hay một biểu đồ";

/// The drawing, picture or old shape whose alternative text gave an object.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame<'t, 'a> {
    /// The filled part.
    pub(super) tree: &'t XmlTree<'a>,
    /// The whole of it: `wp:inline`, `wp:anchor`, `pic:pic`, `v:shape`.
    pub(super) whole: usize,
}

impl<'t, 'a> Frame<'t, 'a> {
    fn of(tree: &'t XmlTree<'a>, text: &AlternativeText) -> Self {
        let element = text.element;
        let whole = match tree.local_name(element) {
            "docPr" => tree.parent(element),
            // `pic:pic`, around `pic:nvPicPr`.
            "cNvPr" => tree.parent(element).and_then(|properties| tree.parent(properties)),
            _ => Some(element),
        };
        Self { tree, whole: whole.unwrap_or(element) }
    }

    /// The first element of this name in the frame, or the frame itself.
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        let mut all = std::iter::once(self.whole).chain(self.tree.descendants(self.whole));
        all.find(|element| self.tree.name(*element) == name)
    }

    /// What two texts of one picture have in common.
    fn content(&self) -> usize {
        self.find("pic:pic").or_else(|| self.find("c:chart")).unwrap_or(self.whole)
    }
}

/// Hands the objects in alternative texts to their drawings.
pub(super) fn place_in_frames(
    tree: &XmlTree<'_>,
    placing: &mut Placing<'_>,
    edits: &mut Edits,
    problems: &mut Vec<Problem>,
) {
    // Word writes the text of a frame again at the picture inside it: it is filled once.
    let mut done: BTreeMap<usize, String> = BTreeMap::new();
    for text in alternative_texts(tree) {
        let raw = tree.slice(text.value.clone());
        if !is_in(raw) {
            continue;
        }
        let frame = Frame::of(tree, &text);
        let said = match done.get(&frame.content()) {
            Some(said) => Ok(said.clone()),
            None => fill(frame, raw, placing, edits),
        };
        match said {
            Ok(said) => {
                edits.replace(text.value, &said);
                done.insert(frame.content(), said);
            }
            Err(problem) => problems.push(problem),
        }
    }
}

/// Fills a drawing and answers its alternative text, escaped: what stands beside the object,
/// else what the object says.
fn fill(
    frame: Frame<'_, '_>,
    raw: &str,
    placing: &mut Placing<'_>,
    edits: &mut Edits,
) -> Result<String, Problem> {
    let mut object: Option<(Option<usize>, Object)> = None;
    let mut beside = String::new();
    for piece in pieces(raw) {
        match piece {
            Piece::Text(text) => beside.push_str(text),
            Piece::Object(site, None) => {
                let kind = ProblemKind::Misplaced(place::SPOILT.to_owned());
                return Err(place::problem(placing, site, kind));
            }
            Piece::Object(site, Some(_)) if object.is_some() => {
                let kind = ProblemKind::Misplaced(ONE_ONLY.to_owned());
                return Err(place::problem(placing, site, kind));
            }
            Piece::Object(site, Some(found)) => object = Some((site, found)),
        }
    }
    let Some((site, object)) = object else { return Ok(beside) };
    let said = object.fill_frame(frame, placing, edits);
    let said = said.map_err(|kind| place::problem(placing, site, kind))?;
    let beside = beside.trim();
    Ok(if beside.is_empty() { said } else { beside.to_owned() })
}
