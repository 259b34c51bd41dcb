//! Custom properties of the document (ECMA-376 part 1, 22.3).

use super::dialect::Dialect;
use super::is_same;
use crate::ooxml::Package;
use crate::ooxml::xml_part::{Element, Node, XmlError, XmlPart};
use crate::template::Problem;
use crate::template::xlsx::book::{read_xml, relations, unreadable};
use crate::template::xlsx::listing::{self, Listed};

/// Where programs put and look for the part.
const PART: &str = "docProps/custom.xml";

const CONTENT_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.custom-properties+xml";

/// The set that properties named by users belong to.
const FORMAT: &str = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}";

/// Numbers below this one mean something else.
const FIRST_NUMBER: u32 = 2;

/// Puts properties into a package.
pub(super) fn put(
    package: &mut Package,
    properties: &[(String, String)],
    dialect: &Dialect,
) -> Result<(), Problem> {
    if properties.is_empty() {
        return Ok(());
    }
    let is_ours = |kind: &str| matches!(kind, "custom-properties" | "customProperties");
    let related = relations(package, "")?.into_iter().find(|relation| is_ours(&relation.kind));
    let name = if let Some(relation) = related {
        relation.target
    } else {
        let listed = Listed {
            part: PART,
            target: PART,
            kind: dialect.properties,
            content_type: CONTENT_TYPE,
        };
        listing::enter(package, "", &listed)?;
        PART.to_owned()
    };
    let mut part = if package.contains(&name) {
        read_xml(package, &name)?
    } else {
        listing::set_type(package, &name, CONTENT_TYPE)?;
        empty(dialect).map_err(|error| unreadable(&error))?
    };
    if part.root.local_name() != "Properties" {
        return Err(unreadable(&format!("`{name}` holds no properties")));
    }
    for (name, text) in properties {
        put_one(&mut part.root, name, text);
    }
    package.put(&name, part.write().into_bytes());
    Ok(())
}

/// A part without properties.
fn empty(dialect: &Dialect) -> Result<XmlPart, XmlError> {
    let Dialect { property, value, .. } = dialect;
    let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    let root = format!("<Properties xmlns=\"{property}\" xmlns:vt=\"{value}\"/>");
    XmlPart::parse(format!("{declaration}{root}").as_bytes())
}

/// Puts one property; one that is there already keeps its place and its number.
fn put_one(root: &mut Element, name: &str, text: &str) {
    let property = property(root, name, text);
    let is_known = |node: &Node| {
        matches!(node, Node::Element(element)
        if element.attribute("name").is_some_and(|known| is_same(&known, name)))
    };
    match root.children.iter_mut().find(|node| is_known(node)) {
        Some(known) => *known = Node::Element(property),
        None => root.children.push(Node::Element(property)),
    }
}

fn property(root: &Element, name: &str, text: &str) -> Element {
    let number = |element: &Element| element.attribute("pid")?.parse::<u32>().ok();
    let known = root
        .elements()
        .find(|element| element.attribute("name").is_some_and(|known| is_same(&known, name)));
    let highest = root.elements().filter_map(number).max().unwrap_or(0);
    let next = highest.saturating_add(1).max(FIRST_NUMBER);
    let mut property = Element::new(format!("{}property", root.prefix()));
    property.set_attribute("fmtid", FORMAT);
    property.set_attribute("pid", &known.and_then(number).unwrap_or(next).to_string());
    property.set_attribute("name", name);

    let namespace = Dialect::of_properties(root).value;
    let declared = root.prefix_bound_to(namespace);
    let mut value = Element::new(format!("{}:lpwstr", declared.unwrap_or("vt")));
    if declared.is_none() {
        value.set_attribute("xmlns:vt", namespace);
    }
    value.set_text(text);
    property.children.push(Node::Element(value));
    property
}
