//! What styles say of a paragraph's rank and number.

use std::collections::BTreeMap;

use crate::ooxml::XmlTree;

/// How many styles may be based on one another.
const DEEPEST: usize = 32;

/// Rank and number, as a paragraph or its style gives them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Rank {
    /// Id of the style (`w:pStyle`).
    pub(super) style: Option<String>,
    /// `w:outlineLvl`, from 0; 9 is plain text.
    pub(super) outline: Option<u8>,
    /// `w:numId`; `0` takes the number of the style away.
    pub(super) list: Option<String>,
    /// `w:ilvl`, from 0.
    pub(super) list_level: Option<u8>,
}

impl Rank {
    /// Reads the `w:pPr` of a paragraph or a style.
    pub(super) fn of(tree: &XmlTree<'_>, properties: Option<usize>) -> Self {
        let value = |parent: Option<usize>, name: &str| {
            let element = tree.child(parent?, name)?;
            Some(tree.attribute(element, "w:val")?.0.into_owned())
        };
        let list = properties.and_then(|p| tree.child(p, "w:numPr"));
        Self {
            style: value(properties, "w:pStyle"),
            outline: value(properties, "w:outlineLvl").and_then(|level| level.parse().ok()),
            list: value(list, "w:numId"),
            list_level: value(list, "w:ilvl").and_then(|level| level.parse().ok()),
        }
    }
}

/// A paragraph style.
#[derive(Debug)]
struct Style {
    name: String,
    based_on: Option<String>,
    rank: Rank,
    has_tabs: bool,
}

/// The paragraph styles of a document, by id.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: BTreeMap<String, Style>,
    characters: BTreeMap<String, String>,
    default: Option<String>,
}

impl Styles {
    /// Reads the styles part.
    pub(super) fn of(tree: &XmlTree<'_>) -> Self {
        let mut all = Self::default();
        for element in (0..tree.len()).filter(|element| tree.name(*element) == "w:style") {
            let text = |name| tree.attribute(element, name).map(|(text, _)| text.into_owned());
            let value = |name| {
                let child = tree.child(element, name)?;
                Some(tree.attribute(child, "w:val")?.0.into_owned())
            };
            let Some(id) = text("w:styleId") else { continue };
            let name = value("w:name").unwrap_or_default().to_lowercase();
            if text("w:type").as_deref() != Some("paragraph") {
                all.characters.insert(name, id);
                continue;
            }
            if text("w:default").is_some_and(|default| default != "0" && default != "false") {
                all.default.get_or_insert_with(|| id.clone());
            }
            let properties = tree.child(element, "w:pPr");
            let style = Style {
                name,
                based_on: value("w:basedOn"),
                rank: Rank::of(tree, properties),
                has_tabs: properties.is_some_and(|p| tree.child(p, "w:tabs").is_some()),
            };
            all.by_id.insert(id, style);
        }
        all
    }

    /// The style a paragraph has, with those it is based on.
    fn chain(&self, rank: &Rank) -> impl Iterator<Item = (&str, &Style)> {
        let known = |id: &str| self.by_id.get_key_value(id);
        let first = rank.style.as_deref().or(self.default.as_deref()).and_then(known);
        std::iter::successors(first, move |(_, style)| known(style.based_on.as_deref()?))
            .take(DEEPEST)
            .map(|(id, style)| (id.as_str(), style))
    }

    /// The rank of the built-in heading style (`heading 1` is 1) that a paragraph has.
    pub(super) fn heading(&self, rank: &Rank) -> Option<u8> {
        let (_, style) = self.chain(rank).next()?;
        style
            .name
            .strip_prefix("heading ")?
            .parse()
            .ok()
            .filter(|level| (1..=9).contains(level))
    }

    /// The name of the style that a paragraph has, in small letters.
    pub(super) fn name(&self, rank: &Rank) -> Option<&str> {
        self.chain(rank).next().map(|(_, style)| style.name.as_str())
    }

    /// The outline level of a paragraph from 1, its own or its style's.
    pub(super) fn outline(&self, rank: &Rank) -> Option<u8> {
        let of_style = || self.chain(rank).find_map(|(_, style)| style.rank.outline);
        let level = rank.outline.or_else(of_style)?;
        (level < 9).then_some(level + 1)
    }

    /// The list that numbers a paragraph, the level if it is said, and the style that says it.
    pub(super) fn list(&self, rank: &Rank) -> Option<(String, Option<u8>, Option<String>)> {
        if let Some(list) = &rank.list {
            return (list != "0").then(|| (list.clone(), rank.list_level, None));
        }
        let (id, style) = self.chain(rank).find(|(_, style)| style.rank.list.is_some())?;
        let list = style.rank.list.clone().filter(|list| list != "0")?;
        let level = rank.list_level.or(style.rank.list_level);
        Some((list, level, Some(id.to_owned())))
    }

    /// The id of a paragraph style by its name in small letters, and whether it has tab stops.
    pub(super) fn named(&self, name: &str) -> Option<(&str, bool)> {
        let mut styles = self.by_id.iter();
        styles
            .find(|(_, style)| style.name == name)
            .map(|(id, style)| (id.as_str(), style.has_tabs))
    }

    /// The id of a character style by its name in small letters.
    pub(super) fn character(&self, name: &str) -> Option<&str> {
        self.characters.get(name).map(String::as_str)
    }

    /// Whether an id is taken.
    pub(super) fn has(&self, id: &str) -> bool {
        self.by_id.contains_key(id) || self.characters.values().any(|known| known == id)
    }

    /// The default paragraph style.
    pub(super) fn plain(&self) -> Option<&str> {
        self.default.as_deref()
    }
}
