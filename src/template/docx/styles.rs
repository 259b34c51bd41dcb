//! Styles of a document by the names their author knows them by.

use std::collections::BTreeMap;

use crate::ooxml::XmlTree;
use crate::text::clean::clean;

/// Ids of styles.
#[derive(Debug, Default)]
pub(super) struct Styles {
    /// By kind (`paragraph`, `character`, …) and by name or id in small letters.
    ids: BTreeMap<(String, String), String>,
    /// Numbering definition and level that a paragraph style gives, by id.
    numbering: BTreeMap<String, (String, String)>,
    /// By id: what the style says of the height of lines (`w:lineRule`).
    line_rules: BTreeMap<String, String>,
    /// By id: the style it is based on.
    based_on: BTreeMap<String, String>,
}

/// Styles may be based on each other so often before we call it a circle.
const LONGEST_CHAIN: usize = 50;

impl Styles {
    /// Reads `styles.xml`; one that cannot be read has no styles.
    pub(super) fn read(xml: &str) -> Self {
        let mut found = Self::default();
        let Ok(tree) = XmlTree::parse(xml) else { return found };
        for style in tree.children(0).filter(|child| tree.name(*child) == "w:style") {
            let attribute = |name| tree.attribute(style, name).map(|(v, _)| v.into_owned());
            let value = |element: Option<usize>| {
                Some(tree.attribute(element?, "w:val")?.0.into_owned())
            };
            let Some(id) = attribute("w:styleId") else { continue };
            let kind = attribute("w:type").unwrap_or_default();
            if let Some(name) = value(tree.child(style, "w:name")) {
                let name = clean(&name).to_lowercase();
                found.ids.entry((kind.clone(), name)).or_insert(id.clone());
            }
            // An id is certain, a name may be another's.
            found.ids.insert((kind, clean(&id).to_lowercase()), id.clone());
            if let Some(base) = value(tree.child(style, "w:basedOn")) {
                found.based_on.insert(id.clone(), base);
            }
            let property = |name| tree.child(tree.child(style, "w:pPr")?, name);
            if let Some(spacing) = property("w:spacing")
                && let Some((rule, _)) = tree.attribute(spacing, "w:lineRule")
            {
                found.line_rules.insert(id.clone(), rule.into_owned());
            }
            let numbering = property("w:numPr");
            if let Some(numbering) = numbering
                && let Some(number) = value(tree.child(numbering, "w:numId"))
            {
                let level = value(tree.child(numbering, "w:ilvl")).unwrap_or("0".to_owned());
                found.numbering.insert(id, (number, level));
            }
        }
        found
    }

    /// The id of a style of a kind, by its name or id in any case of letters and any spelling of
    /// Unicode.
    pub(super) fn id(&self, kind: &str, name: &str) -> Option<&str> {
        let key = (kind.to_owned(), clean(name).trim().to_lowercase());
        self.ids.get(&key).map(String::as_str)
    }

    /// Names and ids of a kind.
    pub(super) fn names(&self, kind: &str) -> impl Iterator<Item = &str> {
        let of_kind = self.ids.keys().filter(move |(known, _)| known == kind);
        of_kind.map(|(_, name)| name.as_str())
    }

    /// Numbering definition and level of a paragraph style, its own or that of its bases.
    pub(super) fn numbering(&self, style: &str) -> Option<(&str, &str)> {
        let mut chain = self.with_bases(style);
        let (number, level) = chain.find_map(|id| self.numbering.get(id))?;
        Some((number, level))
    }

    /// The `w:lineRule` of a paragraph style, its own or that of its bases.
    pub(super) fn line_rule(&self, style: &str) -> Option<&str> {
        let mut chain = self.with_bases(style);
        chain.find_map(|id| self.line_rules.get(id)).map(String::as_str)
    }

    fn with_bases<'s>(&'s self, style: &'s str) -> impl Iterator<Item = &'s str> {
        let bases =
            std::iter::successors(Some(style), |id| self.based_on.get(*id).map(String::as_str));
        bases.take(LONGEST_CHAIN)
    }
}
