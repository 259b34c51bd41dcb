//! Sheets that are left out: their parts go with them.

use std::collections::BTreeSet;

use super::belongings::Belongings;
use crate::ooxml::Package;
use crate::ooxml::xml_part::{Node, XmlPart};
use crate::template::Problem;
use crate::template::xlsx::book::{read_xml, relations, relations_path};

const TYPES: &str = "[Content_Types].xml";

/// Whether what a sheet holds is tied to something else in the workbook that would be left alone.
pub(super) fn is_tied(kind: &str) -> bool {
    matches!(kind, "pivotTable" | "queryTable" | "slicer" | "timeline")
}

/// The name by which formulas call a table; empty for what is no table.
pub(super) fn table_name(bytes: &[u8]) -> String {
    let part = XmlPart::parse(bytes).ok();
    let name = part.and_then(|part| Some(part.root.attribute("displayName")?.into_owned()));
    name.unwrap_or_default()
}

/// Takes a sheet's parts out, and whatever only they led to.
pub(super) fn take_out(package: &mut Package, belongings: &Belongings) {
    for part in &belongings.parts {
        package.remove(&part.name);
        package.remove(&relations_path(&part.name));
    }
}

/// Takes out pictures and the like to which nothing leads any more, and the content types of
/// parts that are no longer there.
pub(super) fn tidy(package: &mut Package, shared: &BTreeSet<String>) -> Result<(), Problem> {
    let mut reached = BTreeSet::new();
    let mut next = vec![String::new()];
    while let Some(part) = next.pop() {
        for relation in relations(package, &part)? {
            if !relation.external && reached.insert(relation.target.clone()) {
                next.push(relation.target);
            }
        }
    }
    for part in shared.iter().filter(|part| !reached.contains(*part)) {
        package.remove(part);
    }
    let there: BTreeSet<String> = package.names().map(str::to_ascii_lowercase).collect();
    let mut types = read_xml(package, TYPES)?;
    let before = types.write();
    types.root.children.retain(|node| {
        let Node::Element(element) = node else { return true };
        let part = element.attribute("PartName");
        let part =
            part.as_deref().map(|part| part.trim_start_matches('/').to_ascii_lowercase());
        part.is_none_or(|part| there.contains(&part))
    });
    let after = types.write();
    if after != before {
        package.put(TYPES, after.into_bytes());
    }
    Ok(())
}
