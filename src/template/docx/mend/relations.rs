//! Relationship ids and names of pictures, numbered from 1 in every document.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{MAIN, Parts, edit};
use crate::ooxml::{PackageError, XmlTree, escape_xml};

/// Attributes that name a relationship.
const USES: [&str; 3] = ["r:id", "r:embed", "r:link"];

/// One relationship.
struct Relation {
    id: String,
    kind: String,
    target: String,
    mode: Option<String>,
}

/// Names everything anew by the order in which it is used.
pub(super) fn rename(
    xml: &mut Parts,
    binary: &mut BTreeMap<String, Vec<u8>>,
) -> Result<(), PackageError> {
    let mut pictures = Pictures { names: BTreeMap::new() };
    let mut sources: Vec<String> =
        xml.keys().filter(|name| source(name).is_some()).cloned().collect();
    sources.sort_by_key(|name| (source(name).as_deref() != Some(MAIN), name.clone()));
    for name in sources {
        let Some(part) = source(&name) else { continue };
        let text = xml.get(&name).cloned().unwrap_or_default();
        let tree = XmlTree::parse(&text).map_err(|e| PackageError::ill_formed(&name, &e))?;
        let relations = relations(&tree);
        let used =
            xml.get(&part).map(|text| used(&part, text)).transpose()?.unwrap_or_default();
        let place = |r: &Relation| used.iter().position(|id| *id == r.id).unwrap_or(usize::MAX);
        let mut sorted: Vec<&Relation> = relations.iter().collect();
        sorted.sort_by(|a, b| {
            (place(a), &a.kind, &a.target).cmp(&(place(b), &b.kind, &b.target))
        });
        let ids: BTreeMap<&str, String> = sorted
            .iter()
            .enumerate()
            .map(|(index, relation)| (relation.id.as_str(), format!("rId{}", index + 1)))
            .collect();
        edit(xml, &part, |tree, edits| {
            for (id, place) in uses(tree) {
                if let Some(new) = ids.get(id.as_str()) {
                    edits.replace(place, new.clone());
                }
            }
        })?;
        let written = written(&sorted, &ids, &mut pictures);
        edit(xml, &name, |tree, edits| {
            let root = tree.range(0);
            edits.replace(root, written);
        })?;
    }
    for (old, new) in pictures.names {
        if let Some(bytes) = binary.remove(&old) {
            binary.insert(new, bytes);
        }
    }
    Ok(())
}

/// The part that relationships of a part of `word/` belong to.
fn source(name: &str) -> Option<String> {
    let part = name.strip_prefix("word/_rels/")?.strip_suffix(".rels")?;
    Some(format!("word/{part}"))
}

fn relations(tree: &XmlTree<'_>) -> Vec<Relation> {
    let elements = (0..tree.len()).filter(|e| tree.local_name(*e) == "Relationship");
    let relations = elements.filter_map(|element| {
        let value = |name| tree.attribute(element, name).map(|(value, _)| value.into_owned());
        Some(Relation {
            id: value("Id")?,
            kind: value("Type")?,
            target: value("Target")?,
            mode: value("TargetMode"),
        })
    });
    relations.collect()
}

fn uses(tree: &XmlTree<'_>) -> Vec<(String, std::ops::Range<usize>)> {
    let elements = 0..tree.len();
    let found = elements
        .flat_map(|element| USES.iter().filter_map(move |name| tree.attribute(element, name)));
    found.map(|(id, place)| (id.into_owned(), place)).collect()
}

fn used(part: &str, xml: &str) -> Result<Vec<String>, PackageError> {
    let tree = XmlTree::parse(xml).map_err(|error| PackageError::ill_formed(part, &error))?;
    Ok(uses(&tree).into_iter().map(|(id, _)| id).collect())
}

fn written(
    relations: &[&Relation],
    ids: &BTreeMap<&str, String>,
    pictures: &mut Pictures,
) -> String {
    let mut out = String::from(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
    );
    for relation in relations {
        let id = ids.get(relation.id.as_str()).map_or("", String::as_str);
        let target = pictures.renamed(relation);
        // Writing to a string cannot fail.
        let _ = write!(
            out,
            "<Relationship Id=\"{id}\" Type=\"{}\" Target=\"{}\"",
            escape_xml(&relation.kind),
            escape_xml(&target)
        );
        if let Some(mode) = &relation.mode {
            let _ = write!(out, " TargetMode=\"{}\"", escape_xml(mode));
        }
        out.push_str("/>");
    }
    out + "</Relationships>"
}

/// Old and new names of pictures, as parts.
struct Pictures {
    names: BTreeMap<String, String>,
}

impl Pictures {
    /// The target of a relationship, under its new name if it is a picture.
    fn renamed(&mut self, relation: &Relation) -> String {
        let target = &relation.target;
        let Some(file) = target.strip_prefix("media/").filter(|_| relation.mode.is_none())
        else {
            return target.clone();
        };
        let extension = file.rsplit_once('.').map_or("png", |(_, extension)| extension);
        let number = self.names.len() + 1;
        let old = format!("word/{target}");
        let new = self
            .names
            .entry(old)
            .or_insert_with(|| format!("word/media/image{number}.{extension}"));
        new.trim_start_matches("word/").to_owned()
    }
}
