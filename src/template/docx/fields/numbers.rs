//! The numbers that Word prints before paragraphs (`w:numPr`), as text.

use std::collections::BTreeMap;

use super::find::is_on;
use super::format::counted;
use crate::ooxml::XmlTree;

/// Word's lists have this many levels.
const LEVELS: usize = 9;

/// What stands before a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Label {
    /// Nothing.
    None,
    /// This.
    Text(String),
    /// A bullet, or a number in a way of counting that is not known here.
    Unknown,
}

/// One level of a list.
#[derive(Debug, Clone)]
struct Level {
    start: u32,
    format: String,
    /// With `%1` for the number of the first level.
    text: String,
    /// All numbers in it are Arabic.
    is_legal: bool,
    /// Starts again only after this level (from 1); 0 is never.
    restart: Option<usize>,
    /// Style whose paragraphs are of this level.
    style: Option<String>,
}

/// A list (`w:num`).
#[derive(Debug)]
struct List {
    /// The shape it has (`w:abstractNum`): lists of one shape are counted together.
    shape: String,
    starts: BTreeMap<usize, u32>,
    levels: BTreeMap<usize, Level>,
}

/// The lists of a document.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    lists: BTreeMap<String, List>,
    shapes: BTreeMap<String, BTreeMap<usize, Level>>,
}

impl Numbering {
    /// Reads the numbering part.
    pub(super) fn of(tree: &XmlTree<'_>) -> Self {
        let mut all = Self::default();
        // A shape may be a name of another shape.
        let (mut by_style, mut links) = (BTreeMap::new(), Vec::new());
        for element in tree.children(0) {
            let text = |name| tree.attribute(element, name).map(|(text, _)| text.into_owned());
            match tree.name(element) {
                "w:abstractNum" => {
                    let Some(id) = text("w:abstractNumId") else { continue };
                    if let Some(style) = value(tree, element, "w:styleLink") {
                        by_style.insert(style, id.clone());
                    }
                    if let Some(style) = value(tree, element, "w:numStyleLink") {
                        links.push((id.clone(), style));
                    }
                    all.shapes.insert(id, levels(tree, element));
                }
                "w:num" => {
                    let shape = value(tree, element, "w:abstractNumId");
                    if let (Some(id), Some(shape)) = (text("w:numId"), shape) {
                        all.lists.insert(id, list(tree, element, shape));
                    }
                }
                _ => {}
            }
        }
        for (shape, style) in links {
            let same = by_style.get(&style).and_then(|id| all.shapes.get(id)).cloned();
            all.shapes.extend(same.map(|levels| (shape, levels)));
        }
        all
    }

    fn level<'l>(&'l self, list: &'l List, index: usize) -> Option<&'l Level> {
        list.levels.get(&index).or_else(|| self.shapes.get(&list.shape)?.get(&index))
    }

    /// The level that belongs to a style.
    fn level_of_style(&self, list: &List, style: &str) -> Option<usize> {
        let is_it = |index: &usize| {
            self.level(list, *index).is_some_and(|level| level.style.as_deref() == Some(style))
        };
        (0..LEVELS).find(is_it)
    }
}

fn value(tree: &XmlTree<'_>, element: usize, name: &str) -> Option<String> {
    let child = tree.child(element, name)?;
    Some(tree.attribute(child, "w:val")?.0.into_owned())
}

fn number(tree: &XmlTree<'_>, element: usize, name: &str) -> Option<u32> {
    value(tree, element, name)?.parse().ok()
}

fn levels(tree: &XmlTree<'_>, shape: usize) -> BTreeMap<usize, Level> {
    let elements = tree.children(shape).filter(|child| tree.name(*child) == "w:lvl");
    elements
        .filter_map(|element| {
            let index = tree.attribute(element, "w:ilvl")?.0.parse().ok()?;
            Some((index, level(tree, element)))
        })
        .collect()
}

fn level(tree: &XmlTree<'_>, element: usize) -> Level {
    Level {
        start: number(tree, element, "w:start").unwrap_or(0),
        format: value(tree, element, "w:numFmt").unwrap_or_else(|| "decimal".to_owned()),
        text: value(tree, element, "w:lvlText").unwrap_or_default(),
        is_legal: tree.child(element, "w:isLgl").is_some_and(|legal| {
            tree.attribute(legal, "w:val").is_none() || is_on(tree, legal, "w:val")
        }),
        restart: value(tree, element, "w:lvlRestart").and_then(|level| level.parse().ok()),
        style: value(tree, element, "w:pStyle"),
    }
}

fn list(tree: &XmlTree<'_>, element: usize, shape: String) -> List {
    let mut list = List { shape, starts: BTreeMap::new(), levels: BTreeMap::new() };
    for change in tree.children(element).filter(|c| tree.name(*c) == "w:lvlOverride") {
        let index = tree.attribute(change, "w:ilvl").and_then(|(index, _)| index.parse().ok());
        let Some(index) = index else { continue };
        list.starts.extend(number(tree, change, "w:startOverride").map(|start| (index, start)));
        let own = tree.child(change, "w:lvl").map(|own| (index, level(tree, own)));
        list.levels.extend(own);
    }
    list
}

/// Counts paragraphs, in the order of the text.
#[derive(Debug)]
pub(super) struct Counter<'n> {
    numbering: &'n Numbering,
    /// Per shape: the last number of each level.
    counts: BTreeMap<&'n str, [Option<u32>; LEVELS]>,
    /// Lists whose own first numbers were used.
    started: BTreeMap<&'n str, [bool; LEVELS]>,
}

impl<'n> Counter<'n> {
    /// Nothing counted yet.
    pub(super) const fn new(numbering: &'n Numbering) -> Self {
        Self { numbering, counts: BTreeMap::new(), started: BTreeMap::new() }
    }

    /// Counts a paragraph of a list; without a level it is that of the style.
    pub(super) fn next(&mut self, id: &str, at: Option<u8>, style: Option<&str>) -> Label {
        let Some((id, list)) = self.numbering.lists.get_key_value(id) else {
            return Label::None;
        };
        let of_style = || style.and_then(|style| self.numbering.level_of_style(list, style));
        let index = at.map(usize::from).or_else(of_style).unwrap_or(0);
        let Some(level) = self.numbering.level(list, index) else { return Label::None };
        let counts = self.counts.entry(&list.shape).or_default();
        let started = self.started.entry(id).or_default();
        let own_start = match (list.starts.get(&index), started.get_mut(index)) {
            (Some(start), Some(started)) if !*started => {
                *started = true;
                Some(*start)
            }
            _ => None,
        };
        let last = counts.get(index).copied().flatten();
        let start = list.starts.get(&index).copied().unwrap_or(level.start);
        let next = own_start.or(last.map(|last| last.saturating_add(1))).unwrap_or(start);
        if let Some(count) = counts.get_mut(index) {
            *count = Some(next);
        }
        for (deeper, count) in counts.iter_mut().enumerate().skip(index + 1) {
            let restart = self.numbering.level(list, deeper).and_then(|level| level.restart);
            if restart.is_none_or(|after| after > index) {
                *count = None;
            }
        }
        let counts = *counts;
        self.label(list, level, &counts)
    }

    fn label(&self, list: &List, level: &Level, counts: &[Option<u32>; LEVELS]) -> Label {
        if level.format == "none" && !level.text.contains('%') {
            return if level.text.is_empty() {
                Label::None
            } else {
                Label::Text(level.text.clone())
            };
        }
        if level.format == "bullet" {
            return Label::Unknown;
        }
        let mut out = String::new();
        let mut chars = level.text.chars().peekable();
        while let Some(c) = chars.next() {
            let digit = chars.peek().filter(|_| c == '%').and_then(|c| c.to_digit(10));
            let index = digit.and_then(|digit| usize::try_from(digit).ok()?.checked_sub(1));
            let Some(index) = index else {
                out.push(c);
                continue;
            };
            chars.next();
            let Some(of) = self.numbering.level(list, index) else { continue };
            let count = counts.get(index).copied().flatten().unwrap_or(of.start);
            let format = if level.is_legal { "decimal" } else { of.format.as_str() };
            match counted(count, format) {
                Some(text) => out.push_str(&text),
                None => return Label::Unknown,
            }
        }
        if out.is_empty() { Label::None } else { Label::Text(out) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LISTS: &str = "<w:numbering>\
        <w:abstractNum w:abstractNumId=\"1\">\
        <w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"upperRoman\"/>\
        <w:pStyle w:val=\"A\"/><w:lvlText w:val=\"%1.\"/></w:lvl>\
        <w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/>\
        <w:pStyle w:val=\"B\"/><w:isLgl/><w:lvlText w:val=\"%1.%2\"/></w:lvl>\
        <w:lvl w:ilvl=\"2\"><w:start w:val=\"1\"/><w:numFmt w:val=\"bullet\"/>\
        <w:lvlText w:val=\"-\"/></w:lvl></w:abstractNum>\
        <w:num w:numId=\"5\"><w:abstractNumId w:val=\"1\"/></w:num>\
        <w:num w:numId=\"6\"><w:abstractNumId w:val=\"1\"/><w:lvlOverride w:ilvl=\"0\">\
        <w:startOverride w:val=\"4\"/></w:lvlOverride></w:num></w:numbering>";

    #[test]
    fn levels_count_on_and_start_again_below_a_higher_one() {
        let tree = XmlTree::parse(LISTS).unwrap();
        let numbering = Numbering::of(&tree);
        let mut counter = Counter::new(&numbering);
        let mut seen = Vec::new();
        for (list, level, style) in [
            ("5", Some(0), None),
            ("5", Some(1), None),
            ("5", None, Some("B")),
            ("5", Some(2), None),
            ("5", None, Some("A")),
            ("5", Some(1), None),
            ("6", Some(0), None),
            ("6", Some(0), None),
            ("9", Some(0), None),
        ] {
            seen.push(match counter.next(list, level, style) {
                Label::Text(text) => text,
                other => format!("{other:?}"),
            });
        }
        let expected = ["I.", "1.1", "1.2", "Unknown", "II.", "2.1", "IV.", "V.", "None"];
        assert_eq!(seen, expected);
    }
}
