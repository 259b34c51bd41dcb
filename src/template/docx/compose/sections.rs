//! The pages of a composed document: each section of the body keeps its orientation and gets the
//! paper, margins and page numbers of the frame.

use std::collections::BTreeMap;
use std::ops::Range;

use super::blocks::{Body, Pieces, section_of};
use crate::ooxml::{Edits, XmlTree};
use crate::template::docx::repair::ordered;

/// What a section of a body says that the frame says otherwise.
const OF_THE_FRAME: [&str; 6] =
    ["w:headerReference", "w:pgSz", "w:pgMar", "w:pgNumType", "w:titlePg", "w:sectPrChange"];

/// The sections of a body as they will be.
pub(super) struct Renewed {
    /// By element: the markup.
    markup: BTreeMap<usize, String>,
    /// Markup of a last section where the body has none, and where it goes.
    added: Option<(usize, String)>,
    /// The blocks of each section and the width of its lines (twentieths of a point).
    pub(super) widths: Vec<(Vec<usize>, u32)>,
}

impl Renewed {
    /// A section as it will be.
    pub(super) fn markup(&self, section: usize) -> Option<&str> {
        self.markup.get(&section).map(String::as_str)
    }

    /// Writes them where they stand.
    pub(super) fn put(&self, tree: &XmlTree<'_>, edits: &mut Edits) {
        for (section, markup) in &self.markup {
            edits.replace(tree.range(*section), markup.as_str());
        }
        if let Some((at, markup)) = &self.added {
            edits.insert(*at, markup.as_str());
        }
    }
}

/// What a page is like.
#[derive(Clone, Copy)]
struct Paper {
    width: u32,
    height: u32,
}

impl Paper {
    fn of(tree: &XmlTree<'_>, size: usize) -> Option<Self> {
        let side = |name| tree.attribute(size, name)?.0.parse().ok();
        Some(Self { width: side("w:w")?, height: side("w:h")? })
    }

    /// Whether it is clearly larger than another sheet.
    fn is_larger(self, other: Self) -> bool {
        let longer = |paper: Self| paper.width.max(paper.height);
        longer(self) > longer(other).saturating_add(longer(other) / 20)
    }

    fn turned(self) -> Self {
        Self { width: self.height, height: self.width }
    }

    fn markup(self) -> String {
        let orientation = if self.width > self.height { " w:orient=\"landscape\"" } else { "" };
        format!("<w:pgSz w:w=\"{}\" w:h=\"{}\"{orientation}/>", self.width, self.height)
    }
}

/// Makes every section of a body one of the frame.
pub(super) fn renewed(
    tree: &XmlTree<'_>,
    body: &Body,
    pieces: &Pieces,
    headers: &str,
) -> Renewed {
    let mut renewed = Renewed { markup: BTreeMap::new(), added: None, widths: Vec::new() };
    for (number, (blocks, section)) in sections(tree, body).into_iter().enumerate() {
        let numbering = Numbering {
            headers: (number == 0).then_some(headers),
            anew: number > 0
                && body
                    .blocks
                    .get(blocks.clone())
                    .unwrap_or_default()
                    .iter()
                    .any(|block| body.appendices.contains(block)),
        };
        let paper = paper(tree, section, pieces);
        let markup = one(tree, section, paper, &pieces.margins, numbering);
        let sides = ["w:left", "w:right", "w:gutter"].map(|side| of_margins(pieces, side));
        let width = paper.width.saturating_sub(sides.iter().sum());
        let blocks = body.blocks.get(blocks).unwrap_or_default().to_vec();
        renewed.widths.push((blocks, width));
        match section {
            Some(section) => {
                renewed.markup.insert(section, markup);
            }
            None => renewed.added = Some((tree.content(body.element).end, markup)),
        }
    }
    renewed
}

/// How a section counts its pages.
#[derive(Clone, Copy)]
struct Numbering<'a> {
    /// The headers, of the first section; the others have the same.
    headers: Option<&'a str>,
    /// Whether it counts from 1.
    anew: bool,
}

/// The blocks and properties of each section, in order.
fn sections(tree: &XmlTree<'_>, body: &Body) -> Vec<(Range<usize>, Option<usize>)> {
    let mut sections = Vec::new();
    let mut start = 0;
    for (at, block) in body.blocks.iter().enumerate() {
        if let Some(section) = section_of(tree, *block) {
            sections.push((start..at + 1, Some(section)));
            start = at + 1;
        }
    }
    sections.push((start..body.blocks.len(), body.end));
    sections
}

/// The frame's paper, turned as the section's own is; a larger sheet stays: what is on it would
/// not fit.
fn paper(tree: &XmlTree<'_>, section: Option<usize>, pieces: &Pieces) -> Paper {
    let of_frame = XmlTree::parse(&pieces.paper).ok().and_then(|tree| Paper::of(&tree, 0));
    let of_frame = of_frame.unwrap_or(Paper { width: 11_906, height: 16_838 });
    let size = section.and_then(|section| tree.child(section, "w:pgSz"));
    let Some((size, own)) = size.and_then(|size| Some((size, Paper::of(tree, size)?))) else {
        return of_frame;
    };
    let said = tree.attribute(size, "w:orient").is_some_and(|(o, _)| o == "landscape");
    let upright = if own.width > own.height { own.turned() } else { own };
    let sheet = if own.is_larger(of_frame) { upright } else { of_frame };
    if said || own.width > own.height { sheet.turned() } else { sheet }
}

/// A side of the frame's margins.
fn of_margins(pieces: &Pieces, side: &str) -> u32 {
    let tree = XmlTree::parse(&pieces.margins).ok();
    let value = tree.and_then(|tree| tree.attribute(0, side)?.0.parse().ok());
    value.unwrap_or_default()
}

/// A section: what is its own, with paper, margins and numbers of pages of the frame.
fn one(
    tree: &XmlTree<'_>,
    section: Option<usize>,
    paper: Paper,
    margins: &str,
    numbering: Numbering<'_>,
) -> String {
    let mut children: Vec<(&str, String)> = Vec::new();
    if let Some(headers) = numbering.headers {
        children.push(("w:headerReference", headers.to_owned()));
    }
    let own = section.into_iter().flat_map(|section| tree.children(section));
    let own = own.filter(|child| !OF_THE_FRAME.contains(&tree.name(*child)));
    children.extend(own.map(|c| (tree.name(c), tree.slice(tree.range(c)).to_owned())));
    children.push(("w:pgSz", paper.markup()));
    children.push(("w:pgMar", margins.to_owned()));
    if numbering.anew {
        children.push(("w:pgNumType", "<w:pgNumType w:start=\"1\"/>".to_owned()));
    }
    // The number does not stand on the page that is the first.
    if numbering.anew || numbering.headers.is_some() {
        children.push(("w:titlePg", "<w:titlePg/>".to_owned()));
    }
    format!("<w:sectPr>{}</w:sectPr>", ordered("w:sectPr", children))
}
