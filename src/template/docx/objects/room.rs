//! How much room there is where an object stands: the text area of its page, its column, its cell
//! or its text box.

use super::{Host, Placing};
use crate::ooxml::XmlTree;

/// English Metric Units in a twentieth of a point.
const TWIP: f64 = 635.0;

/// Room of a page nobody described: A4 with margins of an inch.
const A4: Room = Room { width: 9026.0 * TWIP, height: 13_958.0 * TWIP };

/// What cells leave free on both sides together when nobody says (Word's default, twips).
const CELL_MARGINS: f64 = 216.0;

/// What text boxes leave free on both sides together when nobody says (EMU).
const BOX_MARGINS: f64 = 182_880.0;

/// Width and height, in EMU.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Room {
    pub(super) width: f64,
    pub(super) height: f64,
}

/// What is known of a part's pages so far.
#[derive(Debug, Default)]
pub(in super::super) struct Pages {
    /// The elements with the properties of sections, in their order.
    sections: Option<Vec<usize>>,
    /// The page of the document's first section.
    first: Option<Room>,
}

/// The room for what a run holds.
pub(super) fn room(host: Host<'_>, placing: &mut Placing<'_>) -> Room {
    let page = page(host, placing);
    let tree = host.tree;
    for around in tree.ancestors(host.run) {
        let width = match tree.name(around) {
            "w:tc" => cell(tree, around),
            "w:txbxContent" => text_box(tree, around),
            _ => continue,
        };
        return Room { width: width.unwrap_or(page.width).min(page.width), ..page };
    }
    page
}

/// The text area of the section that the run stands in; of the document's first section for what
/// stands outside the body.
fn page(host: Host<'_>, placing: &mut Placing<'_>) -> Room {
    let tree = host.tree;
    if tree.children(0).any(|child| tree.name(child) == "w:body") {
        let sections = placing.pages.sections.get_or_insert_with(|| sections(tree).collect());
        // A section ends with the properties of its last paragraph, which stand before the run.
        let paragraphs = tree.ancestors(host.run).filter(|around| tree.name(*around) == "w:p");
        let block = paragraphs.last().unwrap_or(host.run);
        let section = sections.get(sections.partition_point(|section| *section < block));
        return section.and_then(|section| text_area(tree, *section)).unwrap_or(A4);
    }
    if let Some(first) = placing.pages.first {
        return first;
    }
    let first = first_page(placing).unwrap_or(A4);
    placing.pages.first = Some(first);
    first
}

fn first_page(placing: &mut Placing<'_>) -> Option<Room> {
    let main = placing.document.main().to_owned();
    let xml = placing.document.text(&main).ok()?;
    let tree = XmlTree::parse(&xml).ok()?;
    let section = sections(&tree).next()?;
    text_area(&tree, section)
}

fn sections<'t>(tree: &'t XmlTree<'_>) -> impl Iterator<Item = usize> + 't {
    (0..tree.len()).filter(|element| tree.name(*element) == "w:sectPr")
}

/// A whole number of twips, as EMU.
fn twips(tree: &XmlTree<'_>, element: usize, attribute: &str) -> Option<f64> {
    let (value, _) = tree.attribute(element, attribute)?;
    value.parse::<i32>().ok().map(|twips| f64::from(twips) * TWIP)
}

fn text_area(tree: &XmlTree<'_>, section: usize) -> Option<Room> {
    let size = tree.child(section, "w:pgSz")?;
    let margins = tree.child(section, "w:pgMar")?;
    let margin = |name| twips(tree, margins, name).map_or(0.0, f64::abs);
    let gutter = margin("w:gutter");
    let width = twips(tree, size, "w:w")? - margin("w:left") - margin("w:right") - gutter;
    let height = twips(tree, size, "w:h")? - margin("w:top") - margin("w:bottom");
    let columns = tree.child(section, "w:cols");
    let width = columns.map_or(width, |columns| column(tree, columns, width));
    let room = Room { width, height };
    (width > 0.0 && height > 0.0).then_some(room)
}

/// The width of the narrowest of a section's columns.
fn column(tree: &XmlTree<'_>, columns: usize, width: f64) -> f64 {
    let own = tree.children(columns).filter_map(|column| twips(tree, column, "w:w"));
    if let Some(narrowest) = own.filter(|width| *width > 0.0).min_by(f64::total_cmp) {
        return narrowest;
    }
    let count = tree.attribute(columns, "w:num").and_then(|(n, _)| n.parse::<u16>().ok());
    let count = f64::from(count.unwrap_or(1).max(1));
    let space = twips(tree, columns, "w:space").unwrap_or(720.0 * TWIP);
    (width - space * (count - 1.0)) / count
}

/// What a cell leaves for its text, when its width is known.
fn cell(tree: &XmlTree<'_>, cell: usize) -> Option<f64> {
    let width = tree.child(tree.child(cell, "w:tcPr")?, "w:tcW")?;
    let is_absolute = tree.attribute(width, "w:type").is_none_or(|(kind, _)| kind == "dxa");
    let room = twips(tree, width, "w:w")? - CELL_MARGINS * TWIP;
    (is_absolute && room > 0.0).then_some(room)
}

/// What a text box leaves for its text.
fn text_box(tree: &XmlTree<'_>, content: usize) -> Option<f64> {
    let shape = tree
        .ancestors(content)
        .find(|around| matches!(tree.name(*around), "wp:inline" | "wp:anchor"))?;
    let (width, _) = tree.attribute(tree.child(shape, "wp:extent")?, "cx")?;
    let room = f64::from(width.parse::<i32>().ok()?) - BOX_MARGINS;
    (room > 0.0).then_some(room)
}
