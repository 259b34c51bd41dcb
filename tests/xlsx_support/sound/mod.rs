//! What Excel requires of every workbook, whatever a case is about.

mod attached;
mod book;
mod sheet;

use std::collections::{BTreeMap, BTreeSet};

use super::cells::column;
use super::dom::{Element, parse};
use super::package::Parts;
use super::skeleton::has_extension;

/// Last row and column of a sheet.
const ROWS: u32 = 1_048_576;
const COLUMNS: u32 = 16_384;

/// Everything that is wrong with a workbook, a line each.
pub(crate) fn complaints(file: &[u8]) -> Vec<String> {
    let parts = match Parts::open(file) {
        Ok(parts) => parts,
        Err(error) => return vec![format!("cannot be opened: {error}")],
    };
    let mut found = Vec::new();
    let mut trees = BTreeMap::new();
    for (name, bytes) in parts.0.iter().filter(|(name, _)| is_xml(name)) {
        match std::str::from_utf8(bytes).map_err(|error| error.to_string()).and_then(parse) {
            Ok(tree) => {
                trees.insert(name.as_str(), tree);
            }
            Err(error) => found.push(format!("{name}: {error}")),
        }
    }
    types(&parts, &trees, &mut found);
    links(&parts, &trees, &mut found);
    for (name, tree) in &trees {
        markup(name, tree, &mut found);
    }
    book::complaints(&parts, &trees, &mut found);
    found
}

fn is_xml(name: &str) -> bool {
    has_extension(name, &["xml", "rels", "vml"])
}

/// Every part has a content type, and every content type its part.
fn types(parts: &Parts, trees: &BTreeMap<&str, Element>, found: &mut Vec<String>) {
    let Some(tree) = trees.get("[Content_Types].xml") else {
        found.push("no content types".to_owned());
        return;
    };
    let values = |element: &str, attribute: &str| -> Vec<String> {
        let all = tree.all(element).filter_map(|e| e.attribute(attribute));
        all.map(str::to_lowercase).collect()
    };
    let defaults = values("Default", "Extension");
    let overrides = values("Override", "PartName");
    for name in parts.0.keys().filter(|name| *name != "[Content_Types].xml") {
        let name = name.to_lowercase();
        let extension = name.rsplit('.').next().unwrap_or_default();
        if !overrides.contains(&format!("/{name}")) && !defaults.iter().any(|d| d == extension)
        {
            found.push(format!("{name}: no content type"));
        }
        let general = !overrides.contains(&format!("/{name}")) && extension == "xml";
        if general && name.starts_with("xl/") {
            found.push(format!("{name}: only the general content type"));
        }
    }
    let names: BTreeSet<String> =
        parts.0.keys().map(|name| format!("/{}", name.to_lowercase())).collect();
    for name in overrides.iter().filter(|name| !names.contains(*name)) {
        found.push(format!("{name}: content type without a part"));
    }
    for name in twice(overrides.into_iter().chain(defaults)) {
        found.push(format!("{name}: content type twice"));
    }
}

/// Every relationship leads to a part, and every part uses only relationships that it has.
fn links(parts: &Parts, trees: &BTreeMap<&str, Element>, found: &mut Vec<String>) {
    for name in trees.keys().filter(|name| has_extension(name, &["rels"])) {
        let source = name.replace("_rels/", "");
        let source = source.trim_end_matches(".rels");
        if !source.is_empty() && !parts.0.contains_key(source) {
            found.push(format!("{name}: relationships of nothing"));
        }
        let own = parts.links(source);
        for link in own.iter().filter(|link| !link.external) {
            // A place in the workbook itself needs no part.
            if !link.target.contains('#') && !parts.0.contains_key(&link.target) {
                found.push(format!("{name}: leads to {}, which is not there", link.target));
            }
        }
        for id in twice(own.iter().map(|link| link.id.clone())) {
            found.push(format!("{name}: id {id} twice"));
        }
    }
    for (name, tree) in trees.iter().filter(|(name, _)| !has_extension(name, &["rels"])) {
        let own: BTreeSet<String> = parts.links(name).into_iter().map(|link| link.id).collect();
        for element in std::iter::once(tree).chain(tree.below()) {
            for id in element.links.iter().filter(|id| !id.is_empty() && !own.contains(*id)) {
                found.push(format!("{name}: {} uses unknown {id}", element.tag));
            }
        }
    }
}

/// What holds within any part.
fn markup(name: &str, tree: &Element, found: &mut Vec<String>) {
    let declared = |prefix: &str| tree.attribute(&format!("xmlns:{prefix}")).is_some();
    let ignorable = tree.attributes.iter().find(|(key, _)| key.ends_with(":Ignorable"));
    for prefix in ignorable.iter().flat_map(|(_, value)| value.split_whitespace()) {
        if !declared(prefix) {
            found.push(format!("{name}: prefix {prefix} may be ignored and is not declared"));
        }
    }
    for element in std::iter::once(tree).chain(tree.below()) {
        counted(name, element, found);
        let keys = element.attributes.iter().map(|(key, _)| key.clone());
        for key in twice(keys) {
            found.push(format!("{name}: {} has {key} twice", element.tag));
        }
    }
}

/// Elements whose `count` is the number of their children.
const COUNTED: [&str; 17] = [
    "mergeCells",
    "dataValidations",
    "tableParts",
    "rowBreaks",
    "colBreaks",
    "cellXfs",
    "fonts",
    "fills",
    "borders",
    "dxfs",
    "numFmts",
    "cellStyleXfs",
    "cellStyles",
    "tableColumns",
    "sortState",
    "pageFields",
    "protectedRanges",
];

fn counted(name: &str, element: &Element, found: &mut Vec<String>) {
    let tag = element.name.as_str();
    let children = element.elements().count();
    let attribute = if tag == "sst" { "uniqueCount" } else { "count" };
    if COUNTED.contains(&tag) || tag == "sst" {
        let count = element.attribute(attribute).map(str::parse::<usize>);
        if count.is_some_and(|count| count != Ok(children)) {
            found.push(format!("{name}: {tag} counts wrongly"));
        }
    }
    let needs_children = matches!(
        tag,
        "mergeCells"
            | "dataValidations"
            | "hyperlinks"
            | "cols"
            | "tableParts"
            | "definedNames"
            | "protectedRanges"
            | "ignoredErrors"
            | "sparklines"
            | "sparklineGroups"
            | "cfRule"
            | "conditionalFormatting"
            | "commentList"
            | "externalReferences"
            | "calcChain"
            | "sheetViews"
    );
    let exempt = tag == "cfRule" || tag == "commentList";
    if needs_children && children == 0 && !exempt {
        found.push(format!("{name}: {tag} is empty"));
    }
}

/// Values that occur more than once.
fn twice(values: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    values.filter(|value| !seen.insert(value.clone())).collect()
}

/// A rectangle of cells, from 1: first column and row, last column and row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Rectangle {
    from: (u32, u32),
    to: (u32, u32),
}

impl Rectangle {
    /// Reads `A1`, `A1:B2`, `A:B` or `1:2`, with or without `$`; nothing beyond the sheet's limits.
    fn read(text: &str) -> Option<Self> {
        let text = text.replace('$', "");
        let (from, to) = text.split_once(':').unwrap_or((&text, &text));
        let corner = |text: &str, far: bool| {
            let digits = text.trim_start_matches(|c: char| c.is_ascii_alphabetic());
            let letters = &text[..text.len() - digits.len()];
            let col = match letters {
                "" => {
                    if far {
                        COLUMNS
                    } else {
                        1
                    }
                }
                letters if letters.len() <= 3 => column(letters) + 1,
                _ => return None,
            };
            let row = match digits {
                "" => {
                    if far {
                        ROWS
                    } else {
                        1
                    }
                }
                digits => digits.parse().ok()?,
            };
            let whole = letters.is_empty() && digits.is_empty();
            (!whole && (1..=ROWS).contains(&row) && (1..=COLUMNS).contains(&col))
                .then_some((col, row))
        };
        let one = !text.contains(':');
        let (from, to) = (corner(from, false)?, corner(to, !one)?);
        (from.0 <= to.0 && from.1 <= to.1).then_some(Self { from, to })
    }

    fn overlaps(self, other: Self) -> bool {
        self.from.0 <= other.to.0
            && other.from.0 <= self.to.0
            && self.from.1 <= other.to.1
            && other.from.1 <= self.to.1
    }

    fn contains(self, other: Self) -> bool {
        self.from.0 <= other.from.0
            && other.to.0 <= self.to.0
            && self.from.1 <= other.from.1
            && other.to.1 <= self.to.1
    }
}
