//! The paragraphs of the body with their ranks and numbers.

use super::find::text_of;
use super::numbers::{Counter, Label, Numbering};
use super::styles::{Rank, Styles};
use crate::ooxml::XmlTree;
use crate::template::Problem;
use crate::template::docx::document::Document;
use crate::template::docx::parts::unreadable;

/// What ranks and numbers depend on.
#[derive(Debug, Default)]
pub(super) struct Sheets {
    /// The styles.
    pub(super) styles: Styles,
    numbering: Numbering,
}

impl Sheets {
    /// Reads the parts of a document.
    pub(super) fn read(document: &mut Document) -> Result<Self, Problem> {
        let mut sheets = Self::default();
        if let Some((part, xml)) = part(document, "styles")? {
            sheets.styles = Styles::of(&parse(&part, &xml)?);
        }
        if let Some((part, xml)) = part(document, "numbering")? {
            sheets.numbering = Numbering::of(&parse(&part, &xml)?);
        }
        Ok(sheets)
    }
}

fn part(document: &mut Document, kind: &str) -> Result<Option<(String, String)>, Problem> {
    let Some(part) = document.part_of_kind(kind)? else { return Ok(None) };
    let xml = document.text(&part)?;
    Ok(Some((part, xml)))
}

fn parse<'x>(part: &str, xml: &'x str) -> Result<XmlTree<'x>, Problem> {
    XmlTree::parse(xml).map_err(|error| unreadable(format!("{part}: {error}")))
}

/// A paragraph of the body.
#[derive(Debug)]
pub(super) struct Ranked {
    /// The element.
    pub(super) element: usize,
    /// What it says of its rank itself.
    pub(super) rank: Rank,
    /// The number before it.
    pub(super) label: Label,
}

/// The paragraphs of a body in their order, without those of text boxes.
pub(super) fn outline(tree: &XmlTree<'_>, sheets: &Sheets) -> Vec<Ranked> {
    let mut counter = Counter::new(&sheets.numbering);
    let mut found = Vec::new();
    let mut skip_to = 0;
    for element in 0..tree.len() {
        if element < skip_to {
            continue;
        }
        match tree.name(element) {
            "w:txbxContent" => skip_to = tree.descendants(element).end,
            "w:p" => {
                let rank = Rank::of(tree, tree.child(element, "w:pPr"));
                let label = match sheets.styles.list(&rank) {
                    Some((list, level, style)) => counter.next(&list, level, style.as_deref()),
                    None => Label::None,
                };
                found.push(Ranked { element, rank, label });
            }
            _ => {}
        }
    }
    found
}

/// The words of a paragraph without those of text boxes in it, on one line.
pub(super) fn words(tree: &XmlTree<'_>, paragraph: usize) -> String {
    let mut out = String::new();
    let all = tree.descendants(paragraph);
    let mut from = all.start;
    for element in all.clone() {
        if element >= from && tree.name(element) == "w:txbxContent" {
            out.push_str(&text_of(tree, from..element));
            from = tree.descendants(element).end;
        }
    }
    out.push_str(&text_of(tree, from..all.end.max(from)));
    out.trim().replace(['\t', '\n'], " ")
}
