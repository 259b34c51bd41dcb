//! Where a package lists its parts: relationships and content types.

use super::book::{Relation, read_xml, relations_path};
use crate::ooxml::Package;
use crate::ooxml::xml_part::{Element, Node};
use crate::template::Problem;

const TYPES: &str = "[Content_Types].xml";

/// A part to be listed.
pub(super) struct Listed<'a> {
    /// Its name in the package.
    pub part: &'a str,
    /// How the part that refers to it does so.
    pub target: &'a str,
    /// The full type of the relationship.
    pub kind: &'a str,
    /// The content type.
    pub content_type: &'a str,
}

/// Lists a part among the relationships of another one (of the whole file for an empty name) and
/// among the content types; answers the id of its relationship.
pub(super) fn enter(
    package: &mut Package,
    source: &str,
    listed: &Listed<'_>,
) -> Result<String, Problem> {
    let path = relations_path(source);
    let mut relations = read_xml(package, &path)?;
    let id = unused_id(&relations.root);
    let mut relation = Element::new(format!("{}Relationship", relations.root.prefix()));
    relation.set_attribute("Id", &id);
    relation.set_attribute("Type", listed.kind);
    relation.set_attribute("Target", listed.target);
    relations.root.children.push(Node::Element(relation));
    package.put(&path, relations.write().into_bytes());
    set_type(package, listed.part, listed.content_type)?;
    Ok(id)
}

/// Takes a part out of the package, with the relationship that leads to it.
pub(super) fn take_out(
    package: &mut Package,
    source: &str,
    relation: &Relation,
) -> Result<(), Problem> {
    package.remove(&relation.target);
    let path = relations_path(source);
    let mut part = read_xml(package, &path)?;
    drop_where(&mut part.root, |element| {
        element.attribute("Id").as_deref() == Some(&relation.id)
    });
    package.put(&path, part.write().into_bytes());
    let mut types = read_xml(package, TYPES)?;
    drop_where(&mut types.root, |element| is_type_of(element, &relation.target));
    package.put(TYPES, types.write().into_bytes());
    Ok(())
}

/// Gives a part its content type.
pub(super) fn set_type(
    package: &mut Package,
    part: &str,
    content_type: &str,
) -> Result<(), Problem> {
    let mut types = read_xml(package, TYPES)?;
    if types.root.elements().any(|element| {
        is_type_of(element, part)
            && element.attribute("ContentType").as_deref() == Some(content_type)
    }) {
        return Ok(());
    }
    drop_where(&mut types.root, |element| is_type_of(element, part));
    let mut entry = Element::new(format!("{}Override", types.root.prefix()));
    entry.set_attribute("PartName", &format!("/{part}"));
    entry.set_attribute("ContentType", content_type);
    types.root.children.push(Node::Element(entry));
    package.put(TYPES, types.write().into_bytes());
    Ok(())
}

fn is_type_of(element: &Element, part: &str) -> bool {
    let name = element.attribute("PartName");
    let name = name.as_deref().and_then(|name| name.strip_prefix('/'));
    name.is_some_and(|name| name.eq_ignore_ascii_case(part))
}

fn drop_where(parent: &mut Element, unwanted: impl Fn(&Element) -> bool) {
    parent.children.retain(|node| !matches!(node, Node::Element(element) if unwanted(element)));
}

/// An id above all that are used: a lower one may be named by something that was lost, and would
/// come to mean the new part.
fn unused_id(relations: &Element) -> String {
    let number = |element: &Element| {
        let id = element.attribute("Id")?.to_ascii_lowercase();
        id.strip_prefix("rid")?.parse::<u32>().ok()
    };
    let highest = relations.elements().filter_map(number).max().unwrap_or(0);
    format!("rId{}", u64::from(highest) + 1)
}
