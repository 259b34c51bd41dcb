//! The styles of a frame in a body: those of the same name take its looks, others are added.

use std::collections::{BTreeMap, BTreeSet};

use super::parse;
use crate::ooxml::{Edits, XmlTree, escape_xml};
use crate::template::Problem;
use crate::template::docx::document::Document;
use crate::template::docx::repair::ordered;
use crate::text::clean::clean;

const KIND: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml";

/// Children of a style that say how it looks, and what it is made from.
const LOOKS: [&str; 4] = ["w:basedOn", "w:next", "w:pPr", "w:rPr"];

/// Letters of these are signs and no text.
const SIGNS: [&str; 6] =
    ["Symbol", "Wingdings", "Wingdings 2", "Wingdings 3", "Webdings", "MT Extra"];

/// Gives a body the looks of a frame's styles; answers what each of them is called there, by its
/// id in the frame.
pub(super) fn take_over(
    frame: &mut Document,
    document: &mut Document,
) -> Result<BTreeMap<String, String>, Problem> {
    let Some(part) = frame.part_of_kind("styles")? else { return Ok(BTreeMap::new()) };
    let xml = frame.text(&part)?;
    let from = Sheet::read(parse(&xml, &part)?);
    let part = match document.part_of_kind("styles")? {
        Some(part) => part,
        None => document.add_main_part("word/styles.xml", "styles", KIND, "w:styles")?,
    };
    let xml = document.text(&part)?;
    let into = Sheet::read(parse(&xml, &part)?);
    let ids = into.ids_for(&from);
    let mut edits = Edits::new();
    let mut added = String::new();
    let mut renewed = BTreeSet::new();
    for style in &from.styles {
        match into.find(style) {
            Some(own) => {
                let markup = into.with_looks(own.element, &from, style.element, &ids);
                edits.replace(into.tree.range(own.element), markup);
                renewed.insert(own.element);
            }
            None => added.push_str(&from.as_new(style, &ids)),
        }
    }
    into.set_defaults(&from, &mut edits);
    into.set_fonts(&from, &renewed, &mut edits);
    edits.append_child(&into.tree, 0, &added);
    document.put(&part, edits.apply(&xml));
    Ok(ids)
}

struct Sheet<'x> {
    tree: XmlTree<'x>,
    styles: Vec<Style>,
}

struct Style {
    element: usize,
    id: String,
    kind: String,
    /// As two programs spell it alike.
    name: String,
    is_default: bool,
}

impl<'x> Sheet<'x> {
    fn read(tree: XmlTree<'x>) -> Self {
        let elements = tree.children(0).filter(|element| tree.name(*element) == "w:style");
        let style = |element| {
            let attribute = |name| Some(tree.attribute(element, name)?.0.into_owned());
            let name = tree.child(element, "w:name");
            let name =
                name.and_then(|name| Some(tree.attribute(name, "w:val")?.0.into_owned()));
            let default = attribute("w:default");
            Some(Style {
                element,
                id: attribute("w:styleId")?,
                kind: attribute("w:type").unwrap_or_else(|| "paragraph".to_owned()),
                name: clean(&name.unwrap_or_default()).trim().to_lowercase(),
                is_default: default.is_some_and(|d| matches!(d.as_str(), "1" | "true" | "on")),
            })
        };
        let styles = elements.filter_map(style).collect();
        Self { tree, styles }
    }

    /// The own style that is another's: of its kind and name; what is called Normal there may
    /// have another name here.
    fn find(&self, other: &Style) -> Option<&Style> {
        let of_kind = || self.styles.iter().filter(|style| style.kind == other.kind);
        let same = of_kind().find(|style| style.name == other.name);
        let default = || of_kind().find(|style| style.is_default);
        same.or_else(|| if other.name == "normal" { default() } else { None })
    }

    /// What the styles of a frame are called here.
    fn ids_for(&self, frame: &Sheet<'_>) -> BTreeMap<String, String> {
        let mut taken: BTreeSet<&str> =
            self.styles.iter().map(|style| style.id.as_str()).collect();
        let mut ids = BTreeMap::new();
        for style in &frame.styles {
            let id = self.find(style).map(|own| own.id.clone());
            let free = || {
                let mut ids = std::iter::once(style.id.clone())
                    .chain((2..).map(|number: u32| format!("{}{number}", style.id)));
                ids.find(|id| !taken.contains(id.as_str())).unwrap_or_default()
            };
            ids.insert(style.id.clone(), id.unwrap_or_else(free));
        }
        taken.clear();
        ids
    }

    fn markup(&self, element: usize) -> &str {
        self.tree.slice(self.tree.range(element))
    }

    /// A style with the looks of another: it keeps its name, its place in lists of styles, and the
    /// list that its paragraphs are numbered in.
    fn with_looks(
        &self,
        own: usize,
        frame: &Sheet<'_>,
        like: usize,
        ids: &BTreeMap<String, String>,
    ) -> String {
        let kept = self.tree.children(own).filter(|c| !LOOKS.contains(&self.tree.name(*c)));
        let mut children: Vec<(&str, String)> =
            kept.map(|c| (self.tree.name(c), self.markup(c).to_owned())).collect();
        let numbers = self.tree.child(own, "w:pPr");
        let numbers = numbers.and_then(|p| self.tree.child(p, "w:numPr"));
        let numbers = numbers.map_or("", |numbers| self.markup(numbers));
        for (name, markup) in frame.looks(like, ids, numbers) {
            children.push((name, markup));
        }
        let open = self.tree.slice(self.tree.open_tag(own));
        let open = open.strip_suffix("/>").map_or_else(|| open.to_owned(), |o| format!("{o}>"));
        [&open, &ordered("w:style", children), "</w:style>"].concat()
    }

    /// What a style of a frame says of looks, its other styles by their new ids; `numbers` is put
    /// among the properties of its paragraphs.
    fn looks(
        &self,
        style: usize,
        ids: &BTreeMap<String, String>,
        numbers: &str,
    ) -> Vec<(&'static str, String)> {
        let mut looks = Vec::new();
        for name in LOOKS {
            let Some(child) = self.tree.child(style, name) else { continue };
            let markup = match name {
                "w:pPr" => {
                    let inner = self.tree.children(child);
                    let mut inner: Vec<(&str, String)> =
                        inner.map(|c| (self.tree.name(c), self.markup(c).to_owned())).collect();
                    inner.push(("w:numPr", numbers.to_owned()));
                    format!("<w:pPr>{}</w:pPr>", ordered("w:pPr", inner))
                }
                "w:rPr" => self.markup(child).to_owned(),
                _ => {
                    let id = self.tree.attribute(child, "w:val");
                    let id = id.and_then(|(id, _)| ids.get(id.as_ref()));
                    let Some(id) = id else { continue };
                    format!("<{name} w:val=\"{}\"/>", escape_xml(id))
                }
            };
            looks.push((name, markup));
        }
        looks
    }

    /// A style of a frame under its new id.
    fn as_new(&self, style: &Style, ids: &BTreeMap<String, String>) -> String {
        let id = ids.get(&style.id).unwrap_or(&style.id);
        let kept = self.tree.children(style.element);
        let kept = kept.filter(|child| !LOOKS.contains(&self.tree.name(*child)));
        let mut children: Vec<(&str, String)> =
            kept.map(|child| (self.tree.name(child), self.markup(child).to_owned())).collect();
        children.extend(self.looks(style.element, ids, ""));
        format!(
            "<w:style w:type=\"{}\" w:customStyle=\"1\" w:styleId=\"{}\">{}</w:style>",
            escape_xml(&style.kind),
            escape_xml(id),
            ordered("w:style", children)
        )
    }

    /// What holds where no style says anything.
    fn set_defaults(&self, frame: &Sheet<'_>, edits: &mut Edits) {
        let Some(defaults) = frame.tree.child(0, "w:docDefaults") else { return };
        let markup = frame.markup(defaults);
        match self.tree.child(0, "w:docDefaults") {
            Some(own) => edits.replace(self.tree.range(own), markup),
            None if self.tree.is_empty_tag(0) => edits.append_child(&self.tree, 0, markup),
            None => edits.insert(self.tree.content(0).start, markup),
        }
    }

    /// All other styles are in the frame's typeface too.
    fn set_fonts(&self, frame: &Sheet<'_>, renewed: &BTreeSet<usize>, edits: &mut Edits) {
        let of_frame = |element: &usize| frame.tree.name(*element) == "w:rFonts";
        let Some(fonts) = (0..frame.tree.len()).find(of_frame) else { return };
        let others = self.styles.iter().filter(|style| !renewed.contains(&style.element));
        for element in others.flat_map(|style| self.tree.descendants(style.element)) {
            let is_of_signs = || {
                let font = self.tree.attribute(element, "w:ascii");
                font.is_some_and(|(font, _)| SIGNS.contains(&font.as_ref()))
            };
            if self.tree.name(element) == "w:rFonts" && !is_of_signs() {
                edits.replace(self.tree.range(element), frame.markup(fonts));
            }
        }
    }
}
