//! The blocks of a body and of a frame, and how they come together.

use std::collections::BTreeMap;

use super::sections::Renewed;
use super::{Roles, parse};
use crate::ooxml::{Edits, XmlTree, escape_xml};
use crate::template::Problem;
use crate::template::docx::document::Document;
use crate::template::docx::parts::unreadable;
use crate::template::docx::styles::Styles;

/// Marks that may stand between blocks as well as within them, and whose other end may be
/// elsewhere.
const MARKS: [&str; 6] = [
    "w:bookmarkStart",
    "w:bookmarkEnd",
    "w:commentRangeStart",
    "w:commentRangeEnd",
    "w:permStart",
    "w:permEnd",
];

/// A paragraph that nobody sees: tables that touch would become one, and a section cannot end in a
/// table.
const UNSEEN: (&str, &str) = (
    "<w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"20\" w:lineRule=\"exact\"/>\
     <w:rPr><w:sz w:val=\"2\"/></w:rPr>",
    "</w:pPr></w:p>",
);

/// What a body's blocks are; elements of its main part.
pub(super) struct Body {
    /// The body itself.
    pub(super) element: usize,
    /// Its blocks, without the properties of the last section.
    pub(super) blocks: Vec<usize>,
    /// The properties of the last section.
    pub(super) end: Option<usize>,
    /// The paragraph that says what the document is about.
    pub(super) subject: Option<usize>,
    /// The paragraph that says whom it is addressed to.
    pub(super) addressee: Option<usize>,
    /// The paragraph in whose place the foot goes.
    pub(super) foot: Option<usize>,
    /// Titles of appendices.
    pub(super) appendices: Vec<usize>,
}

impl Body {
    pub(super) fn of(
        tree: &XmlTree<'_>,
        styles: &Styles,
        roles: &Roles<'_>,
    ) -> Result<Self, Problem> {
        let element = tree.child(0, "w:body").filter(|body| !tree.is_empty_tag(*body));
        let element = element.ok_or_else(|| unreadable("w:body"))?;
        let is_end = |block: &usize| tree.name(*block) == "w:sectPr";
        let (ends, blocks): (Vec<usize>, Vec<usize>) = tree.children(element).partition(is_end);
        let in_style = |name: &str| {
            let id = styles.id("paragraph", name).map(str::to_owned);
            let is = move |block: &usize| id.is_some() && style_of(tree, *block) == id;
            blocks.iter().copied().filter(is).collect::<Vec<usize>>()
        };
        let first = |name: &str| in_style(name).first().copied();
        Ok(Self {
            element,
            end: ends.last().copied(),
            subject: first(roles.subject),
            addressee: first(roles.addressee),
            foot: first(roles.foot),
            appendices: in_style(roles.appendix),
            blocks,
        })
    }

    /// The paragraphs that say what the frame says.
    pub(super) fn lifted(&self) -> impl Iterator<Item = usize> {
        self.subject.into_iter().chain(self.addressee)
    }

    /// How many blocks stand above the foot.
    pub(super) fn above_foot(&self, tree: &XmlTree<'_>) -> usize {
        let at_foot = |block: &usize| match self.foot {
            Some(foot) => *block == foot,
            None => section_of(tree, *block).is_some(),
        };
        let at = self.blocks.iter().position(at_foot).unwrap_or(self.blocks.len());
        // Without a place of its own the foot follows the text of the paragraph that ends the
        // section.
        let text_at = self.foot.is_none()
            && self.blocks.get(at).is_some_and(|block| !text(tree, *block).is_empty());
        at + usize::from(text_at)
    }

    /// Puts the frame's blocks around those of the body.
    pub(super) fn put_together(
        &self,
        tree: &XmlTree<'_>,
        pieces: &Pieces,
        sections: &Renewed,
        edits: &mut Edits,
    ) {
        edits.insert(tree.content(self.element).start, pieces.above.as_str());
        for lifted in self.lifted() {
            edits.replace(tree.range(lifted), remains(tree, lifted, sections));
        }
        let at = self.above_foot(tree);
        let foot = |section: &str| [&pieces.below, UNSEEN.0, section, UNSEEN.1].concat();
        let block = |at: usize| self.blocks.get(at).copied();
        let section = |block: usize| section_of(tree, block).and_then(|s| sections.markup(s));
        if let Some(place) = self.foot {
            let marks = marks(tree, place);
            let section = section(place).unwrap_or_default();
            edits.replace(tree.range(place), marks + &foot(section));
        } else if let Some(last) = at.checked_sub(1).and_then(block)
            && let Some(properties) = section_of(tree, last)
        {
            // The text of this paragraph comes above the foot, the section ends below it.
            edits.delete(tree.range(properties));
            let section = sections.markup(properties).unwrap_or_default();
            edits.insert(tree.range(last).end, foot(section));
        } else {
            let end = tree.content(self.element).end;
            let at = block(at).or(self.end).map_or(end, |next| tree.range(next).start);
            edits.insert(at, foot(""));
        }
        sections.put(tree, edits);
    }
}

/// What must stay of a paragraph that goes: marks with another end, the end of a section.
fn remains(tree: &XmlTree<'_>, paragraph: usize, sections: &Renewed) -> String {
    let section = section_of(tree, paragraph).and_then(|section| sections.markup(section));
    let section = section.map(|section| [UNSEEN.0, section, UNSEEN.1].concat());
    marks(tree, paragraph) + &section.unwrap_or_default()
}

fn marks(tree: &XmlTree<'_>, paragraph: usize) -> String {
    let marks = tree.descendants(paragraph).filter(|e| MARKS.contains(&tree.name(*e)));
    marks.map(|mark| tree.slice(tree.range(mark))).collect()
}

/// The id of a paragraph's style.
fn style_of(tree: &XmlTree<'_>, paragraph: usize) -> Option<String> {
    if tree.name(paragraph) != "w:p" {
        return None;
    }
    let style = tree.child(tree.child(paragraph, "w:pPr")?, "w:pStyle")?;
    Some(tree.attribute(style, "w:val")?.0.into_owned())
}

/// The properties of the section that a block ends.
pub(super) fn section_of(tree: &XmlTree<'_>, block: usize) -> Option<usize> {
    tree.child(tree.child(block, "w:pPr")?, "w:sectPr")
}

/// The text of a paragraph without that of boxes in it, trimmed.
pub(super) fn text(tree: &XmlTree<'_>, paragraph: usize) -> String {
    let own = |element: usize| tree.nearest(element, "w:p") == Some(paragraph);
    let mut said = String::new();
    for element in tree.descendants(paragraph).filter(|element| own(*element)) {
        match tree.name(element) {
            "w:br" | "w:cr" => said.push('\n'),
            "w:tab" if tree.parent(element).is_some_and(|p| tree.name(p) == "w:r") => {
                said.push(' ');
            }
            "w:t" => {
                let within = tree.content(element);
                let from = tree.texts().partition_point(|t| t.range.start < within.start);
                let texts = tree.texts().iter().skip(from);
                for text in texts.take_while(|text| text.range.start < within.end) {
                    said.push_str(tree.said(text));
                }
            }
            _ => {}
        }
    }
    said.trim().to_owned()
}

/// What a frame gives: markup as it goes into the body.
pub(super) struct Pieces {
    /// Above the text.
    above: String,
    /// Below the text.
    below: String,
    /// Paper and margins of its section.
    pub(super) paper: String,
    pub(super) margins: String,
}

impl Pieces {
    /// Takes a frame apart at the paragraph in whose place the text goes; `ids` says what its
    /// styles are called in the body.
    pub(super) fn of(
        frame: &mut Document,
        text: &str,
        ids: &BTreeMap<String, String>,
    ) -> Result<Self, Problem> {
        let main = frame.main().to_owned();
        let xml = frame.text(&main)?;
        let tree = parse(&xml, &main)?;
        let body = tree.child(0, "w:body").ok_or_else(|| unreadable("w:body"))?;
        let style = frame.styles()?.id("paragraph", text).map(str::to_owned);
        let is_text = |block: &usize| style.is_some() && style_of(&tree, *block) == style;
        let blocks: Vec<usize> = tree.children(body).collect();
        let at = blocks.iter().position(is_text).ok_or_else(|| unreadable(text))?;
        let is_end = |block: &&usize| tree.name(**block) == "w:sectPr";
        let section = blocks.iter().find(is_end).ok_or_else(|| unreadable("w:sectPr"))?;
        let of_section = |name| {
            let child = tree.child(*section, name).ok_or_else(|| unreadable(name))?;
            Ok::<String, Problem>(tree.slice(tree.range(child)).to_owned())
        };
        let (above, below) = blocks.split_at_checked(at).unwrap_or_default();
        let joined = |blocks: &[usize]| -> String {
            let blocks = blocks.iter().filter(|block| !is_end(block));
            blocks.map(|block| carried_over(&tree, *block, ids)).collect()
        };
        Ok(Self {
            above: joined(above),
            below: joined(below.get(1..).unwrap_or_default()),
            paper: of_section("w:pgSz")?,
            margins: of_section("w:pgMar")?,
        })
    }
}

/// An element of a frame as it goes into the body: styles under the ids they have there, without
/// identities of its own.
pub(super) fn carried_over(
    tree: &XmlTree<'_>,
    element: usize,
    ids: &BTreeMap<String, String>,
) -> String {
    let range = tree.range(element);
    let mut edits = Edits::new();
    edits.delete(0..range.start);
    edits.delete(range.end..tree.xml.len());
    for inner in element..tree.descendants(element).end {
        for (name, place) in tree.attributes(inner) {
            if name.starts_with("w14:") {
                // The value stands between quotes after the name, an equals sign and a space.
                edits.delete(place.start.saturating_sub(name.len() + 3)..place.end + 1);
            }
        }
        if tree.name(inner) == "w:pStyle"
            && let Some((id, place)) = tree.attribute(inner, "w:val")
            && let Some(new) = ids.get(id.as_ref())
        {
            edits.replace(place, escape_xml(new));
        }
    }
    edits.apply(tree.xml)
}
