//! The prefixes that markup needs where it goes: declared there, and ignorable there as they
//! were where it came from.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::ooxml::{Edits, XmlTree, escape_xml};

/// The namespace of relationship ids in the office's markup.
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// The namespace of `Ignorable` and `AlternateContent`.
const COMPATIBILITY: &str = "http://schemas.openxmlformats.org/markup-compatibility/2006";
/// The namespace of VML for Office, in which `relid` is a relationship's id.
const VML_OFFICE: &str = "urn:schemas-microsoft-com:office:office";
/// Word's namespace.
pub(super) const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
/// Word's namespace in files of ISO 29500 strict.
pub(super) const STRICT: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";

/// What a part's root says of prefixes.
#[derive(Debug, Clone, Default)]
pub(super) struct Scope {
    bindings: BTreeMap<String, String>,
    ignorable: BTreeSet<String>,
}

impl Scope {
    /// The scope of a part.
    pub(super) fn of(tree: &XmlTree<'_>) -> Self {
        let mut scope = Self::default();
        for (name, place) in tree.attributes(0) {
            let value =
                tree.attribute(0, name).map_or_else(String::new, |(v, _)| v.into_owned());
            if name == "xmlns" {
                scope.bindings.insert(String::new(), value);
            } else if let Some(prefix) = name.strip_prefix("xmlns:") {
                scope.bindings.insert(prefix.to_owned(), value);
            } else if name.ends_with(":Ignorable") {
                let prefixes = tree.slice(place).split_ascii_whitespace();
                scope.ignorable.extend(prefixes.map(str::to_owned));
            }
        }
        scope
    }

    /// What a prefix stands for.
    pub(super) fn uri(&self, prefix: &str) -> Option<&str> {
        self.bindings.get(prefix).map(String::as_str)
    }

    /// Whether any prefix stands for a namespace.
    pub(super) fn binds(&self, uri: &str) -> bool {
        self.bindings.values().any(|known| known == uri)
    }

    /// Whether an attribute of this name holds a relationship's id.
    pub(super) fn is_relation(&self, attribute: &str) -> bool {
        attribute.split_once(':').is_some_and(|(prefix, local)| match self.uri(prefix) {
            Some(RELATIONS) => true,
            Some(VML_OFFICE) => local == "relid",
            Some(_) => false,
            None => prefix == "r",
        })
    }
}

/// What a part's root must say besides what it says.
#[derive(Debug, Default)]
pub(in super::super) struct Namespaces {
    bindings: BTreeMap<String, String>,
    ignorable: BTreeSet<String>,
}

impl Namespaces {
    /// Whether nothing was asked for.
    pub(super) fn is_empty(&self) -> bool {
        self.bindings.is_empty() && self.ignorable.is_empty()
    }

    /// Asks for what markup needs; a prefix that means something else there is declared on
    /// each of the outermost elements, the `tops`.
    pub(super) fn ask(
        &mut self,
        tree: &XmlTree<'_>,
        tops: &[usize],
        (from, to): (&Scope, &Scope),
        edits: &mut Edits,
    ) {
        let mut used = BTreeSet::new();
        for top in tops {
            gather(tree, *top..tree.descendants(*top).end, &mut used);
        }
        for prefix in used {
            let Some(uri) = from.uri(prefix) else { continue };
            let known =
                to.uri(prefix).or_else(|| self.bindings.get(prefix).map(String::as_str));
            if known.is_none() && !prefix.is_empty() {
                self.bindings.insert(prefix.to_owned(), uri.to_owned());
            } else if known != Some(uri) {
                declare_on(tree, tops, prefix, uri, edits);
                continue;
            }
            if from.ignorable.contains(prefix) && !to.ignorable.contains(prefix) {
                self.ignorable.insert(prefix.to_owned());
            }
        }
    }

    /// Writes what was asked for on the root.
    pub(in super::super) fn write(&mut self, tree: &XmlTree<'_>, edits: &mut Edits) {
        let scope = Scope::of(tree);
        let mut bindings = std::mem::take(&mut self.bindings);
        let ignorable = std::mem::take(&mut self.ignorable);
        let ignorable: Vec<String> =
            ignorable.into_iter().filter(|prefix| !scope.ignorable.contains(prefix)).collect();
        let mut added = String::new();
        if !ignorable.is_empty() {
            let list = ignorable.join(" ");
            let known = tree.attributes(0).find(|(name, _)| name.ends_with(":Ignorable"));
            if let Some((_, place)) = known {
                edits.insert(place.end, format!(" {list}"));
            } else {
                let bound = scope.bindings.iter().find(|(_, uri)| *uri == COMPATIBILITY);
                let prefix = bound.map_or("mc", |(prefix, _)| prefix.as_str());
                if bound.is_none() {
                    bindings.insert(prefix.to_owned(), COMPATIBILITY.to_owned());
                }
                added = format!(" {prefix}:Ignorable=\"{list}\"");
            }
        }
        let mut declarations = String::new();
        for (prefix, uri) in bindings.iter().filter(|(prefix, _)| scope.uri(prefix).is_none()) {
            declarations.extend([" xmlns:", prefix, "=\"", &escape_xml(uri), "\""]);
        }
        edits.insert(after_name(tree, 0), declarations + &added);
    }
}

fn after_name(tree: &XmlTree<'_>, element: usize) -> usize {
    tree.range(element).start + 1 + tree.name(element).len()
}

fn declare_on(tree: &XmlTree<'_>, tops: &[usize], prefix: &str, uri: &str, edits: &mut Edits) {
    let name = if prefix.is_empty() { "xmlns".to_owned() } else { format!("xmlns:{prefix}") };
    for top in tops.iter().filter(|top| tree.attribute(**top, &name).is_none()) {
        edits.insert(after_name(tree, *top), format!(" {name}=\"{}\"", escape_xml(uri)));
    }
}

/// Prefixes of elements and attributes, and those that `Requires` and the like name.
fn gather<'a>(tree: &XmlTree<'a>, elements: Range<usize>, used: &mut BTreeSet<&'a str>) {
    for element in elements {
        used.insert(tree.prefix(element).trim_end_matches(':'));
        for (name, place) in tree.attributes(element) {
            let (prefix, local) = name.split_once(':').unwrap_or(("", name));
            if !prefix.is_empty() && prefix != "xmlns" && prefix != "xml" {
                used.insert(prefix);
            }
            if matches!(local, "Requires" | "Ignorable" | "MustUnderstand" | "ProcessContent") {
                let named = tree.slice(place).split_ascii_whitespace();
                used.extend(named.map(|name| name.split(':').next().unwrap_or_default()));
            }
        }
    }
}
