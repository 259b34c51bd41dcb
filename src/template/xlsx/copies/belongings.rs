//! The parts that belong to one sheet: its drawings, charts, notes, tables and what these have.

use std::collections::BTreeSet;

use crate::ooxml::xml_part::XmlPart;
use crate::ooxml::{ContentTypes, Package};
use crate::template::Problem;
use crate::template::xlsx::book::{Relation, read_xml, relations, relations_path, unreadable};

/// Relations that lead to what belongs to the whole workbook, or out of it.
const SHARED: [&str; 8] =
    ["image", "hyperlink", "person", "video", "audio", "media", "theme", "font"];

/// Relations that lead to what belongs to the sheet and means the same beside a copy of it.
const OWN: [&str; 19] = [
    "drawing",
    "chart",
    "chartEx",
    "chartStyle",
    "chartColorStyle",
    "chartUserShapes",
    "themeOverride",
    "vmlDrawing",
    "comments",
    "threadedComment",
    "table",
    "tableSingleCells",
    "printerSettings",
    "customProperty",
    "namedSheetView",
    "diagramData",
    "diagramLayout",
    "diagramQuickStyle",
    "diagramColors",
];

/// A part that belongs to a sheet.
pub(super) struct Belonging {
    /// Its name in the package.
    pub name: String,
    /// The last word of the type of the relation that leads to it.
    pub kind: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its content type.
    pub content_type: Option<String>,
    /// Its relations as they are, and what they are.
    pub relations: Option<(XmlPart, Vec<Relation>)>,
}

/// What a sheet has.
pub(super) struct Belongings {
    /// The sheet's part first, each other part once.
    pub parts: Vec<Belonging>,
    /// What cannot be copied, by the last word of the type of its relation, and its part.
    pub uncopied: Option<(String, String)>,
}

/// Finds all that belongs to a sheet; the sheet's own bytes are not read.
pub(super) fn of_sheet(
    package: &mut Package,
    types: &ContentTypes,
    sheet: &str,
) -> Result<Belongings, Problem> {
    let mut found = Belongings { parts: Vec::new(), uncopied: None };
    let mut known = BTreeSet::from([sheet.to_owned()]);
    let mut next = 0;
    found.parts.push(part(package, types, sheet, "worksheet")?);
    while next < found.parts.len() {
        let (mut leads, mut refused) = (Vec::new(), None);
        if let Some(Belonging { kind, relations: Some((_, relations)), .. }) =
            found.parts.get(next)
        {
            for relation in relations.iter().filter(|relation| !relation.external) {
                if SHARED.contains(&relation.kind.as_str()) || relation.target.starts_with('#')
                {
                    continue;
                }
                if !is_own(kind, &relation.kind) && refused.is_none() {
                    refused = Some((relation.kind.clone(), relation.target.clone()));
                }
                if package.contains(&relation.target) && known.insert(relation.target.clone()) {
                    leads.push((relation.target.clone(), relation.kind.clone()));
                }
            }
        }
        found.uncopied = found.uncopied.or(refused);
        for (name, kind) in leads {
            found.parts.push(part(package, types, &name, &kind)?);
        }
        next += 1;
    }
    Ok(found)
}

/// Whether what a relation leads to can be copied; a workbook behind a chart is data, anywhere
/// else it is an embedded object.
fn is_own(from: &str, kind: &str) -> bool {
    OWN.contains(&kind)
        || kind == "diagramDrawing"
        || (kind == "package" && matches!(from, "chart" | "chartEx"))
}

fn part(
    package: &mut Package,
    types: &ContentTypes,
    name: &str,
    kind: &str,
) -> Result<Belonging, Problem> {
    let bytes = if kind == "worksheet" {
        Vec::new()
    } else {
        package.read(name).map_err(|error| unreadable(&error))?
    };
    let path = relations_path(name);
    let own = if package.contains(&path) {
        Some((read_xml(package, &path)?, relations(package, name)?))
    } else {
        None
    };
    let content_type = types.of(name);
    let (name, kind) = (name.to_owned(), kind.to_owned());
    Ok(Belonging { name, kind, bytes, content_type, relations: own })
}
