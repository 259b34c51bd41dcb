//! Styles of a sub-document: one that the host has under the same name is the host's, as when
//! Word pastes with the styles of the destination; others are carried over with what they need.

use std::collections::BTreeMap;
use std::ops::Range;

use super::copy::Copy;
use super::namespaces::Scope;
use super::parse;
use crate::ooxml::{Edits, XmlTree, escape_xml};
use crate::template::Problem;

const KIND: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml";

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct StyleSheet {
    /// The part; empty when there is none.
    pub(super) xml: String,
    pub(super) scope: Scope,
    styles: BTreeMap<String, Style>,
    by_name: BTreeMap<(String, String), String>,
    defaults: BTreeMap<String, String>,
}

/// A style.
#[derive(Debug)]
pub(super) struct Style {
    /// `paragraph`, `character`, `table` or `numbering`.
    pub(super) kind: String,
    name: String,
    range: Range<usize>,
    based_on: Option<String>,
    number: Option<String>,
    level: Option<String>,
    is_heading: bool,
    indents: Option<String>,
}

/// The list that the paragraphs of a style belong to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct StyleList {
    /// The `w:numId`.
    pub(super) number: String,
    /// The level, when the style says it.
    pub(super) level: Option<String>,
    /// Whether the style is of a heading: headings are numbered through.
    pub(super) is_heading: bool,
    /// The `w:ind` by which the style overrules the list.
    pub(super) indents: Option<String>,
}

impl StyleSheet {
    /// Reads `styles.xml`.
    pub(super) fn read(xml: String) -> Result<Self, Problem> {
        if xml.is_empty() {
            return Ok(Self::default());
        }
        let tree = parse(&xml, "styles.xml")?;
        let mut sheet = Self { scope: Scope::of(&tree), ..Self::default() };
        for element in tree.children(0).filter(|e| tree.name(*e) == "w:style") {
            let attribute = |name| tree.attribute(element, name).map(|(v, _)| v.into_owned());
            let Some(id) = attribute("w:styleId") else { continue };
            let style = Style::of(&tree, element);
            if attribute("w:default").is_some_and(|v| v == "1" || v == "true" || v == "on") {
                sheet.defaults.insert(style.kind.clone(), id.clone());
            }
            sheet.learn(id, style);
        }
        drop(tree);
        sheet.xml = xml;
        Ok(sheet)
    }

    fn learn(&mut self, id: String, style: Style) {
        self.by_name.entry((style.kind.clone(), style.name.clone())).or_insert(id.clone());
        self.styles.insert(id, style);
    }

    /// A style by its id.
    pub(super) fn get(&self, id: &str) -> Option<&Style> {
        self.styles.get(id)
    }

    /// The style of paragraphs that name none.
    pub(super) fn default_paragraph(&self) -> Option<&str> {
        self.defaults.get("paragraph").map(String::as_str)
    }

    /// The list that a paragraph style puts its paragraphs into.
    pub(super) fn list_of(&self, id: &str) -> Option<StyleList> {
        let mut list =
            StyleList { number: String::new(), level: None, is_heading: false, indents: None };
        let mut next = Some(id);
        for _ in 0..=self.styles.len() {
            let Some(style) = next.and_then(|id| self.styles.get(id)) else { break };
            list.is_heading |= style.is_heading;
            list.level = list.level.or_else(|| style.level.clone());
            list.indents = list.indents.or_else(|| style.indents.clone());
            if let Some(number) = &style.number {
                list.number.clone_from(number);
                // A style above can still say that it is a heading, but seldom does.
                return (number != "0").then_some(list);
            }
            next = style.based_on.as_deref();
        }
        None
    }
}

impl Style {
    fn of(tree: &XmlTree<'_>, element: usize) -> Self {
        let value = |parent: Option<usize>, name: &str| {
            let child = tree.child(parent?, name)?;
            Some(tree.attribute(child, "w:val")?.0.into_owned())
        };
        let paragraph = tree.child(element, "w:pPr");
        let numbers = paragraph.and_then(|p| tree.child(p, "w:numPr"));
        let indents = paragraph.and_then(|p| tree.child(p, "w:ind"));
        let name = value(Some(element), "w:name").unwrap_or_default();
        let kind = tree.attribute(element, "w:type");
        Self {
            kind: kind.map_or_else(|| "paragraph".to_owned(), |(kind, _)| kind.into_owned()),
            name: name.to_lowercase(),
            range: tree.range(element),
            based_on: value(Some(element), "w:basedOn"),
            number: value(numbers, "w:numId"),
            level: value(numbers, "w:ilvl"),
            is_heading: paragraph.is_some_and(|p| tree.child(p, "w:outlineLvl").is_some()),
            indents: indents.map(|indents| tree.slice(tree.range(indents)).to_owned()),
        }
    }
}

impl Copy<'_> {
    /// What the host calls a style of the sub-document; `None` when there is no such style.
    pub(super) fn style(&mut self, id: &str) -> Result<Option<String>, Problem> {
        if let Some(known) = self.known.style_of.get(id) {
            return Ok(Some(known.clone()));
        }
        let sheet = std::rc::Rc::clone(&self.known.styles);
        let Some(style) = sheet.get(id) else { return Ok(None) };
        let is_default = sheet.defaults.get(&style.kind).is_some_and(|default| default == id);
        let host = self.host_styles()?;
        let same = host.by_name.get(&(style.kind.clone(), style.name.clone()));
        let default = host.defaults.get(&style.kind).filter(|_| is_default);
        let new = if let Some(found) = same.or(default) {
            let found = found.clone();
            self.known.hosts_own.insert(id.to_owned());
            found
        } else {
            let new = free_id(id, |id| host.styles.contains_key(id));
            host.by_name.insert((style.kind.clone(), style.name.clone()), new.clone());
            host.styles.insert(new.clone(), style.as_the_hosts());
            if is_default {
                host.defaults.insert(style.kind.clone(), new.clone());
            }
            self.new_styles.push(id.to_owned());
            new
        };
        self.known.style_of.insert(id.to_owned(), new.clone());
        Ok(Some(new))
    }

    /// The host's styles, read once.
    pub(super) fn host_styles(&mut self) -> Result<&mut StyleSheet, Problem> {
        if self.merge.styles.is_none() {
            let part = self.host.part_of_kind("styles")?;
            let xml = part.map_or_else(|| Ok(String::new()), |part| self.host.text(&part))?;
            self.merge.styles = Some(StyleSheet::read(xml)?);
        }
        Ok(self.merge.styles.get_or_insert_default())
    }

    /// The markup of styles that the host lacks; they may ask for more of them.
    pub(super) fn styles_to_add(&mut self) -> Result<(), Problem> {
        let sheet = std::rc::Rc::clone(&self.known.styles);
        while let Some(id) = self.new_styles.pop() {
            let Some(style) = sheet.get(&id) else { continue };
            let xml = sheet.xml.get(style.range.clone()).unwrap_or_default();
            let tree = parse(xml, "styles.xml")?;
            let mut edits = Edits::new();
            self.rewrite_style(&tree, &id, &mut edits)?;
            let scope = self.host_styles()?.scope.clone();
            self.styles_namespaces.ask(&tree, &[0], (&sheet.scope, &scope), &mut edits);
            self.styles_xml.push(edits.apply(xml));
        }
        Ok(())
    }

    fn rewrite_style(
        &mut self,
        tree: &XmlTree<'_>,
        id: &str,
        edits: &mut Edits,
    ) -> Result<(), Problem> {
        let new = self.known.style_of.get(id).cloned().unwrap_or_default();
        if let Some((_, place)) = tree.attribute(0, "w:styleId") {
            edits.replace(place, escape_xml(&new));
        }
        let kind = tree.attribute(0, "w:type").map(|(kind, _)| kind.into_owned());
        let default =
            kind.and_then(|kind| self.merge.styles.as_ref()?.defaults.get(&kind).cloned());
        if let (Some((_, place)), true) =
            (tree.attribute(0, "w:default"), default.as_ref() != Some(&new))
        {
            edits.replace(place, "0");
        }
        for element in tree.descendants(0) {
            match tree.name(element) {
                name @ ("w:basedOn" | "w:next" | "w:link") => {
                    let Some((old, place)) = tree.attribute(element, "w:val") else { continue };
                    let mapped = self.style(&old)?;
                    // The host's own style is linked to another already.
                    let kept = name != "w:link" || !self.known.hosts_own.contains(old.as_ref());
                    match mapped.filter(|_| kept) {
                        Some(mapped) => edits.replace(place, escape_xml(&mapped)),
                        None => edits.delete(tree.range(element)),
                    }
                }
                "w:numId" => {
                    let Some((old, place)) = tree.attribute(element, "w:val") else { continue };
                    if old != "0" {
                        let new = self.style_number(&old)?;
                        edits.replace(place, new.unwrap_or_else(|| "0".to_owned()));
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Puts the added styles into the host.
    pub(super) fn write_styles(&mut self) -> Result<(), Problem> {
        if self.styles_xml.is_empty() {
            return Ok(());
        }
        let part = match self.host.part_of_kind("styles")? {
            Some(part) => part,
            None => self.host.add_main_part("word/styles.xml", "styles", KIND, "w:styles")?,
        };
        let markup = std::mem::take(&mut self.styles_xml).concat();
        let mut namespaces = std::mem::take(&mut self.styles_namespaces);
        let xml = self.host.text(&part)?;
        let tree = parse(&xml, &part)?;
        let mut edits = Edits::new();
        namespaces.write(&tree, &mut edits);
        edits.append_child(&tree, 0, &markup);
        self.host.put(&part, edits.apply(&xml));
        Ok(())
    }
}

impl Style {
    /// What must be known of a style once it is the host's.
    fn as_the_hosts(&self) -> Self {
        Self {
            kind: self.kind.clone(),
            name: self.name.clone(),
            range: 0..0,
            based_on: None,
            number: None,
            level: None,
            is_heading: self.is_heading,
            indents: None,
        }
    }
}

/// The id itself if it is free, else with the lowest number behind it.
fn free_id(id: &str, is_taken: impl Fn(&str) -> bool) -> String {
    if !is_taken(id) {
        return id.to_owned();
    }
    let numbered = (2..).map(|number: u32| format!("{id}_{number}"));
    numbered.into_iter().find(|id| !is_taken(id)).unwrap_or_default()
}
