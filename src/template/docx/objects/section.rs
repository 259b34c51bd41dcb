//! `{{ section_break(orientation="landscape") }}`: from here on another section, with the
//! properties of the one that the tag stands in and the pages turned as asked.
//!
//! Word keeps a section's properties at its end. The tag's paragraph ends the section before;
//! what was asked of the section after it is written at *its* end, be that the next such tag or
//! the template's own.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use tera::{Kwargs, State, Tera, Value};

use super::place::is_range_mark;
use super::token::to_value;
use super::{Host, Markup, Object, Placing};
use crate::ooxml::{Edits, XmlTree, escape_xml};
use crate::template::{Problem, ProblemKind};

/// Where the next section begins and how its pages lie.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct SectionBreak {
    /// Pages are wider than high; as before when not said.
    landscape: Option<bool>,
    /// On the next page when not said.
    start: Start,
}

/// Where a section begins (ECMA-376 part 1, `ST_SectionMark`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
enum Start {
    #[default]
    NextPage,
    Continuous,
    EvenPage,
    OddPage,
}

const STARTS: [(&str, Start, &str); 4] = [
    ("next", Start::NextPage, "nextPage"),
    ("continuous", Start::Continuous, "continuous"),
    ("even", Start::EvenPage, "evenPage"),
    ("odd", Start::OddPage, "oddPage"),
];

/// Attribute of a `w:sectPr` that is still to be written, with what was asked.
const MARK: &str = "break-of-section";

const ONLY_BODY: &str = "ngắt phần chỉ đặt được trong thân văn bản, không trong bảng, khung chữ, đầu trang \
     hay chú thích";

/// Registers the function.
pub(super) fn register(tera: &mut Tera) {
    tera.register_function("section_break", |args: Kwargs, _: &State| {
        let asked = SectionBreak::read(&args).map_err(tera::Error::message)?;
        to_value(&Object::Section(asked))
    });
}

impl SectionBreak {
    fn read(args: &Kwargs) -> Result<Self, String> {
        let mut asked = Self::default();
        for (key, value) in args.iter().filter(|(_, value)| !value.is_none()) {
            match key.as_str().unwrap_or_default() {
                "orientation" | "arg1" => asked.landscape = Some(is_landscape(value)?),
                "kind" | "arg2" => {
                    let said = value.as_str().unwrap_or_default();
                    let found = STARTS.iter().find(|(word, ..)| *word == said);
                    let known = STARTS.map(|(word, ..)| word).join(", ");
                    let wrong =
                        || format!("`kind` không thể là `{value}` (dùng được: {known})");
                    asked.start = found.ok_or_else(wrong)?.1;
                }
                key => {
                    return Err(format!(
                        "section_break() không có tham số `{key}` (dùng được: orientation, kind)"
                    ));
                }
            }
        }
        Ok(asked)
    }

    /// A paragraph that ends a section, its properties still open.
    pub(super) fn markup(self, host: Host<'_>) -> Result<Markup, ProblemKind> {
        let tree = host.tree;
        let paragraph = tree.nearest(host.run, "w:p");
        let around = paragraph.and_then(|paragraph| tree.parent(paragraph));
        if around.is_none_or(|around| tree.name(around) != "w:body") {
            return Err(ProblemKind::Misplaced(ONLY_BODY.to_owned()));
        }
        let asked = serde_json::to_string(&self).unwrap_or_default();
        let asked = escape_xml(&asked);
        Ok(Markup::Block(format!("<w:p><w:pPr><w:sectPr {MARK}=\"{asked}\"/></w:pPr></w:p>")))
    }
}

fn is_landscape(value: &Value) -> Result<bool, String> {
    match value.as_str() {
        Some("landscape") => Ok(true),
        Some("portrait") => Ok(false),
        _ => {
            Err(format!("`orientation` phải là landscape hoặc portrait, không phải `{value}`"))
        }
    }
}

/// Writes the properties of all sections that tags have begun.
///
/// # Errors
/// When the part is no longer XML.
pub(super) fn settle(xml: String, placing: &Placing<'_>) -> Result<String, Problem> {
    if !xml.contains(MARK) {
        return Ok(xml);
    }
    let tree = XmlTree::parse(&xml).map_err(super::place::unreadable_part(placing.part))?;
    let mut edits = Edits::new();
    let first = first_of_sections(&tree);
    // Breaks since the last section end of the template, each with what follows it.
    let mut open: Vec<(usize, SectionBreak)> = Vec::new();
    let ends_section = |element: &usize| {
        let around = tree.parent(*element).map_or("", |around| tree.name(around));
        // Not what a section once was (`w:sectPrChange`).
        tree.name(*element) == "w:sectPr" && matches!(around, "w:pPr" | "w:body")
    };
    for section in (0..tree.len()).filter(ends_section) {
        if let Some((asked, _)) = tree.attribute(section, MARK) {
            open.push((section, serde_json::from_str(&asked).unwrap_or_default()));
        } else {
            end_sections(&tree, section, &std::mem::take(&mut open), &first, &mut edits);
        }
    }
    if let Some(body) = tree.child(0, "w:body").filter(|_| !open.is_empty()) {
        // A document without a word on its pages.
        let properties = Properties::read("<w:sectPr/>");
        let last = write(&tree, &properties, &open, &first, &mut edits);
        edits.append_child(&tree, body, &last);
    }
    Ok(edits.apply(&xml))
}

/// Writes the properties of the sections that end at the breaks, and of the one that ends here.
fn end_sections(
    tree: &XmlTree<'_>,
    section: usize,
    open: &[(usize, SectionBreak)],
    first: &BTreeSet<usize>,
    edits: &mut Edits,
) {
    if open.is_empty() {
        return;
    }
    let properties = Properties::read(tree.slice(tree.range(section)));
    let last = write(tree, &properties, open, first, edits);
    edits.replace(tree.range(section), last);
}

/// Writes all but the last, and answers that; `first` are the blocks that begin a section.
fn write(
    tree: &XmlTree<'_>,
    properties: &Properties,
    open: &[(usize, SectionBreak)],
    first: &BTreeSet<usize>,
    edits: &mut Edits,
) -> String {
    // How the first section's pages lie and where it begins, nobody has asked to change.
    let mut landscape = None;
    let mut start = None;
    for (section, next) in open {
        let paragraph = tree.nearest(*section, "w:p");
        if let Some(paragraph) = paragraph.filter(|paragraph| first.contains(paragraph)) {
            // Nothing stands before it: the break only says how the pages lie.
            edits.delete(tree.range(paragraph));
        } else {
            edits.replace(tree.range(*section), properties.write(landscape, start));
            start = Some(next.start);
        }
        landscape = next.landscape.or(landscape);
    }
    properties.write(landscape, start)
}

/// The blocks of the body that begin a section.
fn first_of_sections(tree: &XmlTree<'_>) -> BTreeSet<usize> {
    let mut first = BTreeSet::new();
    let mut begins = true;
    let body = tree.child(0, "w:body");
    let blocks = body.into_iter().flat_map(|body| tree.children(body));
    for block in blocks.filter(|block| !is_range_mark(tree, *block)) {
        if begins {
            first.insert(block);
        }
        let properties = tree.child(block, "w:pPr");
        begins = properties.is_some_and(|p| tree.child(p, "w:sectPr").is_some());
    }
    first
}

/// A section's properties.
struct Properties {
    /// Start tag, without its end.
    open: String,
    /// Children: name and markup.
    children: Vec<(String, String)>,
    /// Width and height of a page, twips, as they are written.
    page: Option<(String, String)>,
}

impl Properties {
    fn read(xml: &str) -> Self {
        let mut found = Self { open: "<w:sectPr".to_owned(), children: Vec::new(), page: None };
        let Ok(tree) = XmlTree::parse(xml) else { return found };
        let open = tree.slice(tree.open_tag(0)).trim_end_matches(['>', '/']);
        open.clone_into(&mut found.open);
        for child in tree.children(0) {
            let name = tree.name(child);
            if name == "w:pgSz" {
                let side = |side| Some(tree.attribute(child, side)?.0.into_owned());
                found.page = side("w:w").zip(side("w:h"));
            }
            let markup = tree.slice(tree.range(child)).to_owned();
            found.children.push((name.to_owned(), markup));
        }
        found
    }

    /// The properties with pages as asked; `start` is `None` for the section that was there
    /// first.
    fn write(&self, landscape: Option<bool>, start: Option<Start>) -> String {
        let mut out = format!("{}>", self.open);
        let mut has_start = false;
        for (name, markup) in &self.children {
            // `w:type` stands after the headers, notes and their like, before the page.
            let is_before = name.ends_with("Reference")
                || matches!(name.as_str(), "w:footnotePr" | "w:endnotePr");
            if let Some(start) = start.filter(|_| !has_start && !is_before) {
                out.push_str(&type_of(start));
                has_start = true;
            }
            match (name.as_str(), start) {
                // What was set apart is the first page of the first section.
                ("w:type" | "w:titlePg", Some(_)) => {}
                ("w:pgSz", _) => out.push_str(&self.page_size(markup, landscape)),
                // Pages are counted on.
                ("w:pgNumType", Some(_)) => out.push_str(&without_start(markup)),
                _ => out.push_str(markup),
            }
        }
        if let Some(start) = start.filter(|_| !has_start) {
            out.push_str(&type_of(start));
        }
        let named = self.children.iter().any(|(name, _)| name == "w:pgSz");
        if !named && landscape == Some(true) {
            // A4, as Word takes where nothing is said in this country.
            out.push_str("<w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/>");
        }
        out.push_str("</w:sectPr>");
        out
    }

    fn page_size(&self, markup: &str, landscape: Option<bool>) -> String {
        let (Some(landscape), Some((width, height))) = (landscape, &self.page) else {
            return markup.to_owned();
        };
        let number = |text: &String| text.parse::<u32>().unwrap_or(0);
        let turn = (number(width) > number(height)) != landscape;
        let (width, height) = if turn { (height, width) } else { (width, height) };
        let orientation = if landscape { " w:orient=\"landscape\"" } else { "" };
        format!("<w:pgSz w:w=\"{width}\" w:h=\"{height}\"{orientation}/>")
    }
}

fn type_of(start: Start) -> String {
    let word = STARTS.iter().find(|(_, known, _)| *known == start).map_or("", |found| found.2);
    format!("<w:type w:val=\"{word}\"/>")
}

fn without_start(markup: &str) -> String {
    let Ok(tree) = XmlTree::parse(markup) else { return markup.to_owned() };
    let Some((value, _)) = tree.attribute(0, "w:start") else { return markup.to_owned() };
    markup.replace(&format!(" w:start=\"{value}\""), "")
}
