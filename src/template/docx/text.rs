//! The text of a part as its author typed it: one string a paragraph, however Word cut it up.

use std::collections::BTreeMap;
use std::ops::Range;

use super::fields::codes;
use crate::ooxml::XmlTree;

/// What kind of part it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Story {
    /// Paragraphs of text: the body, a header, notes.
    Paragraphs,
    /// Document properties: every element that holds text is a line of its own.
    Properties,
    /// Text of a chart or a diagram, in Word's names (see `drawing_text`).
    Drawing,
}

/// A paragraph's text with the way back into the XML.
#[derive(Debug)]
pub(super) struct Paragraph {
    /// The `w:p` element, or the property.
    pub(super) element: usize,
    /// Its number from 1 as a reader meets it.
    pub(super) number: usize,
    /// Whether it is in the copy of a drawing that is kept for old programs (`mc:Fallback`): it
    /// has the number of the paragraph before, and nothing is told of it that was told there.
    pub(super) is_copy: bool,
    /// The text of all its runs.
    pub(super) text: String,
    pieces: Vec<Piece>,
}

/// A stretch of a paragraph's text that stands in one place of the XML.
#[derive(Debug)]
struct Piece {
    text: Range<usize>,
    raw: Range<usize>,
    /// The element it stands in, `w:t`; for a line break or a tab that element itself.
    holder: usize,
    /// The bytes say something else than the text (`&lt;`, `<w:br/>`): all or nothing.
    atomic: bool,
}

/// Where a stretch of text stands in the XML.
#[derive(Debug)]
pub(super) struct Place {
    /// Element of its first character.
    pub(super) holder: usize,
    /// First byte.
    pub(super) start: usize,
    /// All bytes that say it.
    pub(super) cuts: Vec<Range<usize>>,
}

impl Paragraph {
    /// A paragraph without text yet.
    pub(super) const fn new(element: usize, number: usize, is_copy: bool) -> Self {
        Self { element, number, is_copy, text: String::new(), pieces: Vec::new() }
    }

    /// Where a range of the text stands.
    pub(super) fn place(&self, range: &Range<usize>) -> Option<Place> {
        let first = self.pieces.partition_point(|piece| piece.text.end <= range.start);
        let touched = |piece: &&Piece| piece.text.start < range.end;
        let mut place: Option<Place> = None;
        for piece in self.pieces.iter().skip(first).take_while(touched) {
            let cut = if piece.atomic {
                piece.raw.clone()
            } else {
                let from = range.start.saturating_sub(piece.text.start);
                let to = range.end.min(piece.text.end) - piece.text.start;
                piece.raw.start + from..piece.raw.start + to
            };
            let place = place.get_or_insert_with(|| Place {
                holder: piece.holder,
                start: cut.start,
                cuts: Vec::new(),
            });
            place.cuts.push(cut);
        }
        place
    }

    /// The text that stands in a range of the XML.
    pub(super) fn text_in(&self, raw: &Range<usize>) -> &str {
        let inside = |piece: &&Piece| raw.start <= piece.raw.start && piece.raw.end <= raw.end;
        let mut inside = self.pieces.iter().filter(inside).map(|piece| &piece.text);
        let Some(first) = inside.next() else { return "" };
        let end = inside.next_back().unwrap_or(first).end;
        self.text.get(first.start..end).unwrap_or_default()
    }

    /// Adds a stretch of text; `atomic` when the bytes say something else than themselves.
    pub(super) fn push(&mut self, said: &str, raw: Range<usize>, holder: usize, atomic: bool) {
        let start = self.text.len();
        self.text.push_str(said);
        self.pieces.push(Piece { text: start..self.text.len(), raw, holder, atomic });
    }
}

/// The paragraphs of a part in document order.
///
/// Text marked as deleted or moved away is not part of them, nor are field codes.
pub(super) fn paragraphs(tree: &XmlTree<'_>, story: Story) -> Vec<Paragraph> {
    match story {
        Story::Paragraphs | Story::Drawing => word_paragraphs(tree),
        Story::Properties => properties(tree),
    }
}

fn word_paragraphs(tree: &XmlTree<'_>) -> Vec<Paragraph> {
    let mut found = Vec::new();
    let mut index_of = BTreeMap::new();
    let mut number = 0;
    // They are listed anew, and repeat the tags of headings out of their loops.
    let contents = super::fields::contents_lines(tree);
    for element in 0..tree.len() {
        match tree.name(element) {
            "w:t" if contents.iter().any(|lines| lines.contains(&element)) => {}
            "w:p" => {
                let fallback = tree.ancestors(element).any(|a| tree.name(a) == "mc:Fallback");
                number += usize::from(!fallback);
                index_of.insert(element, found.len());
                found.push(Paragraph::new(element, number, fallback));
            }
            name => {
                let paragraph = stands_in_for(name)
                    .and_then(|_| live_paragraph(tree, element))
                    .and_then(|paragraph| index_of.get(&paragraph))
                    .and_then(|index| found.get_mut(*index));
                if let (Some(paragraph), Some(stand_in)) = (paragraph, stands_in_for(name)) {
                    if stand_in.is_empty() {
                        push_texts(tree, element, paragraph);
                    } else {
                        paragraph.push(stand_in, tree.range(element), element, true);
                    }
                }
            }
        }
    }
    add_codes(tree, &mut found);
    found
}

/// Adds the codes of fields that may hold tags, each as a line of its own with the number of
/// the paragraph around it.
fn add_codes(tree: &XmlTree<'_>, paragraphs: &mut Vec<Paragraph>) {
    let codes = if tree.xml.contains("<w:instrText") { codes(tree) } else { Vec::new() };
    if codes.is_empty() {
        return;
    }
    let known: Vec<(usize, usize, bool)> =
        paragraphs.iter().map(|p| (p.element, p.number, p.is_copy)).collect();
    for code in codes {
        let Some(first) = code.first().copied() else { continue };
        let around = tree.nearest(first, "w:p");
        let around = around.and_then(|e| known.binary_search_by_key(&e, |k| k.0).ok());
        let around = around.and_then(|index| known.get(index));
        let (number, is_copy) = around.map_or((1, false), |k| (k.1, k.2));
        let mut line = Paragraph::new(first, number, is_copy);
        for element in code {
            push_texts(tree, element, &mut line);
        }
        paragraphs.push(line);
    }
    paragraphs.sort_by_key(|paragraph| paragraph.element);
}

/// The text of each paragraph that is marked as deleted.
pub(super) fn deleted_paragraphs(tree: &XmlTree<'_>) -> Vec<Paragraph> {
    let mut found: Vec<Paragraph> = Vec::new();
    let mut number = 0;
    for element in 0..tree.len() {
        match tree.name(element) {
            "w:p" if !tree.ancestors(element).any(|a| tree.name(a) == "mc:Fallback") => {
                number += 1;
                found.push(Paragraph::new(element, number, false));
            }
            "w:delText" => {
                if let Some(paragraph) = found.last_mut() {
                    push_texts(tree, element, paragraph);
                }
            }
            _ => {}
        }
    }
    found
}

/// What an element says in a run: its own text (""), or a character.
fn stands_in_for(name: &str) -> Option<&'static str> {
    match name {
        "w:t" | "m:t" => Some(""),
        "w:br" | "w:cr" => Some("\n"),
        "w:tab" | "w:ptab" => Some("\t"),
        "w:noBreakHyphen" => Some("-"),
        "w:softHyphen" => Some("\u{AD}"),
        _ => None,
    }
}

/// The paragraph a run's content belongs to, unless it is deleted text or no run at all
/// (`w:tab` is also a tab stop).
fn live_paragraph(tree: &XmlTree<'_>, element: usize) -> Option<usize> {
    if !matches!(tree.name(tree.parent(element)?), "w:r" | "m:r") {
        return None;
    }
    for ancestor in tree.ancestors(element) {
        match tree.name(ancestor) {
            "w:p" => return Some(ancestor),
            "w:del" | "w:moveFrom" => return None,
            _ => {}
        }
    }
    None
}

fn push_texts(tree: &XmlTree<'_>, element: usize, paragraph: &mut Paragraph) {
    let content = tree.content(element);
    let texts = tree.texts();
    let first = texts.partition_point(|text| text.range.start < content.start);
    for text in texts.iter().skip(first).take_while(|text| text.range.end <= content.end) {
        paragraph.push(tree.said(text), text.range.clone(), element, text.decoded.is_some());
    }
}

fn properties(tree: &XmlTree<'_>) -> Vec<Paragraph> {
    let leaves = (0..tree.len()).filter(|element| tree.descendants(*element).is_empty());
    let mut found = Vec::new();
    for element in leaves {
        let mut line = Paragraph::new(element, found.len() + 1, false);
        push_texts(tree, element, &mut line);
        if !line.text.is_empty() {
            found.push(line);
        }
    }
    found
}
