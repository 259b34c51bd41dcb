//! Puts objects where their tokens stand: beside the run, or, when they are paragraphs
//! themselves, beside or in place of the paragraph.

use super::frame::place_in_frames;
use super::token::{Piece, is_in, pieces, remove_from};
use super::{Host, Markup, Placing, image, restart, section};
use crate::ooxml::{Edits, Text, XmlError, XmlTree};
use crate::template::docx::parts::unreadable;
use crate::template::docx::subdocument::{has_sections, settle_sections};
use crate::template::docx::value::holds_mark;
use crate::template::{Place, Problem, ProblemKind};

/// A filled part with its objects in place.
pub(in super::super) struct Placed {
    /// The part.
    pub(in super::super) xml: Vec<u8>,
    /// Whether there were any.
    pub(in super::super) any: bool,
    /// Whether characters may be left that stand for breaks in values.
    pub(in super::super) marked: bool,
}

/// Replaces all objects of a filled part by their markup.
pub(in super::super) fn place(
    xml: Vec<u8>,
    placing: &mut Placing<'_>,
) -> Result<Placed, Vec<Problem>> {
    if !holds_mark(&xml) {
        return Ok(Placed { xml, any: false, marked: false });
    }
    let ill_formed = |error: &dyn std::fmt::Display| {
        vec![unreadable(format!("{}, filled: {error}", placing.part))]
    };
    let xml = String::from_utf8(xml).map_err(|error| ill_formed(&error))?;
    if !is_in(&xml) {
        return Ok(Placed { xml: remove_from(xml).into_bytes(), any: false, marked: true });
    }
    let tree = XmlTree::parse(&xml).map_err(|error| ill_formed(&error))?;
    let (mut edits, mut problems) = (Edits::new(), Vec::new());
    for text in tree.texts() {
        let raw = tree.slice(text.range.clone());
        if is_in(raw) {
            place_text(&tree, text, raw, placing, &mut edits, &mut problems);
        }
    }
    place_in_frames(&tree, placing, &mut edits, &mut problems);
    problems.append(&mut placing.merge.problems);
    if !problems.is_empty() {
        return Err(problems);
    }
    placing.merge.namespaces.write(&tree, &mut edits);
    let placed = settled(edits.apply(&xml), placing).map_err(|problem| vec![problem])?;
    if is_in(&placed) {
        // What is left stands in another attribute.
        let kind = ProblemKind::Misplaced(NO_PARAGRAPH.to_owned());
        return Err(vec![Problem { kind, place: Place::File, around: String::new() }]);
    }
    Ok(Placed { xml: remove_from(placed).into_bytes(), any: true, marked: true })
}

/// What is only known when all objects stand in their places.
fn settled(xml: String, placing: &mut Placing<'_>) -> Result<String, Problem> {
    let mut xml = restart::settle(xml, placing)?;
    if has_sections(&xml) {
        xml = settle_sections(&xml, placing.part, placing.document)?;
    }
    let xml = image::settle(xml, placing)?;
    section::settle(xml, placing)
}

/// The problem of a filled part that is no longer XML.
pub(super) fn unreadable_part(part: &str) -> impl Fn(XmlError) -> Problem {
    let part = part.to_owned();
    move |error| unreadable(format!("{part}, filled: {error}"))
}

const NO_PARAGRAPH: &str = "chỉ đặt được trong chữ của một đoạn văn";
pub(super) const SPOILT: &str =
    "một bộ lọc đã làm hỏng ảnh, danh sách hay ngắt trang đứng trước nó";
const TEXT_ONLY: &str = "trong biểu đồ và sơ đồ chỉ đặt được chữ";
const OWN_PARAGRAPH: &str =
    "phải đứng riêng một đoạn văn, không nằm trong liên kết hay ô điều khiển nội dung";

/// Where a token stands.
struct Position<'t, 'a> {
    tree: &'t XmlTree<'a>,
    run: usize,
    paragraph: usize,
    run_properties: &'a str,
    paragraph_properties: String,
}

impl<'t, 'a> Position<'t, 'a> {
    fn of(tree: &'t XmlTree<'a>, text: &Text) -> Option<Self> {
        let run = tree.parent(text.element).filter(|run| tree.name(*run) == "w:r")?;
        let paragraph = tree.nearest(run, "w:p")?;
        let slice = |element: Option<usize>| element.map_or("", |e| tree.slice(tree.range(e)));
        let properties = tree.child(paragraph, "w:pPr");
        Some(Self {
            tree,
            run,
            paragraph,
            run_properties: slice(tree.child(run, "w:rPr")),
            paragraph_properties: properties
                .map(|properties| without_section(tree, properties))
                .unwrap_or_default(),
        })
    }

    /// Whether the run holds nothing but this text, and where Word last broke a page.
    fn is_whole_run(&self, text: &Text) -> bool {
        let mut children = self.tree.children(self.run);
        let is_nothing =
            |child| matches!(self.tree.name(child), "w:rPr" | "w:lastRenderedPageBreak");
        children.all(|child| child == text.element || is_nothing(child))
            && self.tree.range(text.element) != text.range
            && self.tree.content(text.element) == text.range
    }

    /// Whether the paragraph holds nothing but this run, and may go.
    fn is_whole_paragraph(&self) -> bool {
        self.section().is_none() && self.is_alone()
    }

    /// Whether the paragraph shows nothing but this run.
    fn is_alone(&self) -> bool {
        let tree = self.tree;
        let mut children = tree.children(self.paragraph);
        children.all(|child| {
            child == self.run
                || matches!(tree.name(child), "w:pPr" | "w:proofErr")
                || is_range_mark(tree, child)
        })
    }

    /// The blocks, and before and after them the marks that stood beside the run.
    fn between_marks(&self, blocks: &str) -> String {
        let tree = self.tree;
        let last_edit: Vec<_> = tree
            .children(self.paragraph)
            .filter(|mark| tree.attribute(*mark, "w:name").is_some_and(|(n, _)| n == LAST_EDIT))
            .filter_map(|mark| tree.attribute(mark, "w:id"))
            .map(|(id, _)| id)
            .collect();
        let is_last_edit = |mark: usize| {
            tree.name(mark).starts_with("w:bookmark")
                && tree.attribute(mark, "w:id").is_some_and(|(id, _)| last_edit.contains(&id))
        };
        let marks = tree.children(self.paragraph).filter(|child| is_range_mark(tree, *child));
        let (before, after): (Vec<_>, Vec<_>) =
            marks.filter(|mark| !is_last_edit(*mark)).partition(|mark| *mark < self.run);
        let markup = |marks: Vec<usize>| -> String {
            marks.into_iter().map(|mark| tree.slice(tree.range(mark))).collect()
        };
        format!("{}{blocks}{}", markup(before), markup(after))
    }

    /// The properties of the section that ends with the paragraph.
    fn section(&self) -> Option<usize> {
        self.tree.child(self.tree.child(self.paragraph, "w:pPr")?, "w:sectPr")
    }

    /// The properties of the paragraph, with those of a section.
    fn all_properties(&self) -> &'a str {
        let properties = self.tree.child(self.paragraph, "w:pPr");
        properties.map_or("", |properties| self.tree.slice(self.tree.range(properties)))
    }

    fn host(&self) -> Host<'_> {
        Host {
            tree: self.tree,
            paragraph: self.paragraph,
            run_properties: self.run_properties,
            paragraph_properties: &self.paragraph_properties,
            run: self.run,
        }
    }
}

/// The bookmark that Word sets where it was last typed.
const LAST_EDIT: &str = "_GoBack";

/// Whether an element only says where a range begins or ends; it may stand between paragraphs.
pub(super) fn is_range_mark(tree: &XmlTree<'_>, element: usize) -> bool {
    matches!(
        tree.name(element),
        "w:bookmarkStart"
            | "w:bookmarkEnd"
            | "w:permStart"
            | "w:permEnd"
            | "w:commentRangeStart"
            | "w:commentRangeEnd"
    )
}

fn without_section(tree: &XmlTree<'_>, properties: usize) -> String {
    let whole = tree.range(properties);
    let text = tree.slice(whole.clone());
    let Some(section) = tree.child(properties, "w:sectPr") else { return text.to_owned() };
    let section = tree.range(section);
    let cut = |range| tree.slice(range);
    format!("{}{}", cut(whole.start..section.start), cut(section.end..whole.end))
}

fn place_text(
    tree: &XmlTree<'_>,
    text: &Text,
    raw: &str,
    placing: &mut Placing<'_>,
    edits: &mut Edits,
    problems: &mut Vec<Problem>,
) {
    let pieces = pieces(raw);
    let Some(position) = Position::of(tree, text) else {
        let site = pieces.iter().find_map(|piece| match piece {
            Piece::Object(site, _) => *site,
            Piece::Text(_) => None,
        });
        problems.push(problem(placing, site, ProblemKind::Misplaced(NO_PARAGRAPH.to_owned())));
        return;
    };
    let mut markups = Vec::new();
    let text_only = placing.text_only;
    for piece in &pieces {
        let (site, object) = match piece {
            Piece::Text(text) => {
                markups.push(Ok(*text));
                continue;
            }
            Piece::Object(site, object) => (*site, object),
        };
        let spoilt = || ProblemKind::Misplaced(SPOILT.to_owned());
        let markup = object
            .as_ref()
            .ok_or_else(spoilt)
            .and_then(|object| object.markup(position.host(), placing));
        let in_paragraph = tree.parent(position.run) == Some(position.paragraph);
        match markup {
            Ok(_) if text_only => {
                let kind = ProblemKind::Misplaced(TEXT_ONLY.to_owned());
                problems.push(problem(placing, site, kind));
            }
            Ok(Markup::Block(_)) if !in_paragraph => {
                let kind = ProblemKind::Misplaced(OWN_PARAGRAPH.to_owned());
                problems.push(problem(placing, site, kind));
            }
            Ok(markup) => markups.push(Err(markup)),
            Err(kind) => problems.push(problem(placing, site, kind)),
        }
    }
    write(&position, text, &markups, edits);
}

fn is_block(piece: &Result<&str, Markup>) -> bool {
    matches!(piece, Err(Markup::Block(_)))
}

/// Writes text and markup in their order in place of the text.
fn write(
    position: &Position<'_, '_>,
    text: &Text,
    pieces: &[Result<&str, Markup>],
    edits: &mut Edits,
) {
    let tree = position.tree;
    let whole_run = position.is_whole_run(text);
    let properties = position.run_properties;
    let open_run = format!("<w:r>{properties}<w:t xml:space=\"preserve\">");
    let has_text =
        pieces.iter().any(|piece| piece.as_ref().is_ok_and(|t| !t.trim().is_empty()));
    let blocks_only = !has_text && pieces.iter().all(|p| !matches!(p, Err(Markup::Inline(_))));
    if whole_run && blocks_only && position.is_whole_paragraph() {
        let markup = pieces.iter().filter_map(|piece| match piece {
            Err(Markup::Block(xml)) => Some(xml.as_str()),
            _ => None,
        });
        let blocks = markup.collect::<String>();
        edits.replace(tree.range(position.paragraph), position.between_marks(&blocks));
        return;
    }
    let ends_section = position.section().filter(|_| pieces.iter().any(is_block));
    if let (Some(_), true, true) = (ends_section, whole_run && blocks_only, position.is_alone())
    {
        // The paragraph stays for the sake of the section that ends with it.
        let blocks = pieces.iter().filter_map(|piece| match piece {
            Err(Markup::Block(xml)) => Some(xml.as_str()),
            _ => None,
        });
        edits.insert(tree.range(position.paragraph).start, blocks.collect::<String>());
        edits.delete(tree.range(position.run));
        return;
    }
    if let Some(section) = ends_section {
        edits.delete(tree.range(section));
    }
    let last_block = pieces.iter().rposition(is_block);
    let (range, mut in_text) =
        if whole_run { (tree.range(position.run), false) } else { (text.range.clone(), true) };
    let mut out = String::new();
    let mut turn = |out: &mut String, wanted: bool| {
        if in_text != wanted {
            out.push_str(if wanted { &open_run } else { "</w:t></w:r>" });
            in_text = wanted;
        }
    };
    for (index, piece) in pieces.iter().enumerate() {
        match piece {
            Ok(text) => {
                turn(&mut out, true);
                out.push_str(text);
            }
            Err(Markup::Inline(xml)) => {
                turn(&mut out, false);
                out.push_str(xml);
            }
            Err(Markup::Block(xml)) => {
                turn(&mut out, false);
                let again = match ends_section.filter(|_| Some(index) == last_block) {
                    Some(_) => position.all_properties(),
                    None => &position.paragraph_properties,
                };
                out.extend(["</w:p>", xml, "<w:p>", again]);
            }
        }
    }
    turn(&mut out, !whole_run);
    edits.replace(range, out);
}

/// A problem at the tag that gave the object.
pub(super) fn problem(
    placing: &Placing<'_>,
    site: Option<usize>,
    kind: ProblemKind,
) -> Problem {
    match site.and_then(|site| placing.spots.get(site)) {
        Some(spot) => spot.problem(kind),
        None => Problem { kind, place: Place::File, around: String::new() },
    }
}
