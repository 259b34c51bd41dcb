//! What Word requires of every document, whatever a case is about.

use std::collections::{BTreeMap, BTreeSet};

use tonghop::ooxml::{Package, XmlTree};

use super::charts::charts;
use super::skeleton::{has_extension, is_xml};

/// Everything that is wrong with a document, a line each, without numbers that a loop changes.
pub(crate) fn complaints(document: &[u8]) -> Vec<String> {
    let mut package = match Package::open(document.to_vec()) {
        Ok(package) => package,
        Err(error) => return vec![format!("cannot be opened: {error}")],
    };
    let names: Vec<String> = package.names().map(str::to_owned).collect();
    let mut found = Vec::new();
    let mut parts = BTreeMap::new();
    for name in names.iter().filter(|name| is_xml(name)) {
        let bytes = package.read(name).unwrap();
        match String::from_utf8(bytes) {
            Ok(xml) => {
                parts.insert(name.as_str(), xml);
            }
            Err(_) => found.push(format!("{name}: not UTF-8")),
        }
    }
    types(&names, &parts, &mut found);
    relationships(&names, &parts, &mut found);
    references(&parts, &mut found);
    found.extend(charts(&mut package, &parts));
    for (name, xml) in &parts {
        match XmlTree::parse(xml) {
            Ok(tree) => markup(name, xml, &tree, &mut found),
            Err(error) => found.push(format!("{name}: {error}")),
        }
    }
    found
}

/// Values of an attribute of all elements of a name.
fn values(xml: &str, element: &str, attribute: &str) -> Vec<String> {
    let Ok(tree) = XmlTree::parse(xml) else { return Vec::new() };
    let elements = (0..tree.len()).filter(|e| tree.name(*e) == element);
    elements.filter_map(|e| tree.attribute(e, attribute)).map(|(v, _)| v.into_owned()).collect()
}

/// Every part has a content type, and every content type its part.
fn types(names: &[String], parts: &BTreeMap<&str, String>, found: &mut Vec<String>) {
    let Some(xml) = parts.get("[Content_Types].xml") else {
        found.push("no content types".to_owned());
        return;
    };
    let defaults = values(xml, "Default", "Extension");
    let overrides = values(xml, "Override", "PartName");
    for name in names.iter().filter(|name| !name.ends_with('/')) {
        let extension = name.rsplit('.').next().unwrap();
        let by_name = overrides.iter().any(|o| o.eq_ignore_ascii_case(&format!("/{name}")));
        let by_default = defaults.iter().any(|d| d.eq_ignore_ascii_case(extension));
        if !by_name && !by_default && name != "[Content_Types].xml" {
            found.push(format!("{name}: no content type"));
        }
    }
    for name in &overrides {
        if !names.iter().any(|n| format!("/{n}").eq_ignore_ascii_case(name)) {
            found.push(format!("{name}: content type without a part"));
        }
    }
    for (kind, list) in [("default", &defaults), ("override", &overrides)] {
        twice(list.iter().map(|v| v.to_lowercase())).for_each(|value| {
            found.push(format!("content type twice: {kind} {value}"));
        });
    }
}

/// Values that occur more than once.
fn twice(values: impl Iterator<Item = String>) -> impl Iterator<Item = String> {
    let mut seen = BTreeSet::new();
    values.filter(move |value| !seen.insert(value.clone())).collect::<Vec<_>>().into_iter()
}

/// The part that relationships belong to.
fn source_of(relationships: &str) -> String {
    relationships.replace("_rels/", "").trim_end_matches(".rels").to_owned()
}

/// Every relationship leads to a part, and every part uses only relationships that it has.
fn relationships(names: &[String], parts: &BTreeMap<&str, String>, found: &mut Vec<String>) {
    let mut ids: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (name, xml) in parts.iter().filter(|(name, _)| has_extension(name, "rels")) {
        let source = source_of(name);
        let folder = source.rsplit_once('/').map_or("", |(folder, _)| folder);
        if !source.is_empty() && !parts.contains_key(source.as_str()) {
            found.push(format!("{name}: relationships of nothing"));
        }
        let Ok(tree) = XmlTree::parse(xml) else { continue };
        let own = ids.entry(source.clone()).or_default();
        for element in (0..tree.len()).filter(|e| tree.name(*e) == "Relationship") {
            let value = |a| tree.attribute(element, a).map(|(v, _)| v.into_owned());
            let (id, target) = (value("Id").unwrap(), value("Target").unwrap());
            if !own.insert(id.clone()) {
                found.push(format!("{name}: id {id} twice"));
            }
            let is_outside = value("TargetMode").as_deref() == Some("External");
            let target = resolved(folder, &target);
            if !is_outside && !names.contains(&target) {
                found.push(format!("{name}: leads to {target}, which is not there"));
            }
        }
    }
    for (name, xml) in parts.iter().filter(|(name, _)| !has_extension(name, "rels")) {
        let Ok(tree) = XmlTree::parse(xml) else { continue };
        let none = BTreeSet::new();
        let own = ids.get(*name).unwrap_or(&none);
        for element in 0..tree.len() {
            for attribute in RELATIONSHIP_ATTRIBUTES {
                let Some((id, _)) = tree.attribute(element, attribute) else { continue };
                if !id.is_empty() && !own.contains(id.as_ref()) {
                    found.push(format!("{name}: {} uses unknown {id}", tree.name(element)));
                }
            }
        }
    }
}

const RELATIONSHIP_ATTRIBUTES: [&str; 8] =
    ["r:id", "r:embed", "r:link", "r:pict", "r:dm", "r:lo", "r:qs", "r:cs"];

fn resolved(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            ".." => {
                steps.pop();
            }
            "." => {}
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// Notes, comments and lists that are referred to exist, notes and comments once.
fn references(parts: &BTreeMap<&str, String>, found: &mut Vec<String>) {
    let kinds = [
        ("word/footnotes.xml", "w:footnote", "w:footnoteReference"),
        ("word/endnotes.xml", "w:endnote", "w:endnoteReference"),
        ("word/comments.xml", "w:comment", "w:commentReference"),
    ];
    let everywhere = |element, attribute| -> Vec<String> {
        let stories = parts.iter().filter(|(name, _)| name.starts_with("word/"));
        stories.flat_map(|(_, xml)| values(xml, element, attribute)).collect()
    };
    for (part, element, reference) in kinds {
        let empty = String::new();
        let defined = values(parts.get(part).unwrap_or(&empty), element, "w:id");
        for id in twice(defined.iter().cloned()) {
            found.push(format!("{element} {id} twice"));
        }
        let used = everywhere(reference, "w:id");
        for id in used.iter().filter(|id| !defined.contains(id)) {
            found.push(format!("{reference} to {id}, which is not there"));
        }
        for id in twice(used.iter().cloned()) {
            found.push(format!("{reference} to {id} twice"));
        }
    }
    let empty = String::new();
    let numbering = parts.get("word/numbering.xml").unwrap_or(&empty);
    let lists = values(numbering, "w:num", "w:numId");
    let shapes = values(numbering, "w:abstractNum", "w:abstractNumId");
    for id in twice(lists.iter().cloned()).chain(twice(shapes.iter().cloned())) {
        found.push(format!("list {id} twice"));
    }
    for id in everywhere("w:numId", "w:val") {
        if id != "0" && !lists.contains(&id) {
            found.push(format!("list {id} is not there"));
        }
    }
}

/// What holds within one part.
fn markup(name: &str, xml: &str, tree: &XmlTree<'_>, found: &mut Vec<String>) {
    if let Some(c) =
        xml.chars().find(|c| matches!(c, '\u{FDD0}'..='\u{FDEF}' | '\0'..='\u{8}' | '\u{B}'..='\u{C}' | '\u{E}'..='\u{1F}'))
    {
        found.push(format!("{name}: character U+{:04X}", u32::from(c)));
    }
    let mut prefixes = BTreeSet::new();
    for element in 0..tree.len() {
        prefixes.insert(tree.prefix(element).trim_end_matches(':').to_owned());
    }
    for prefix in prefixes.iter().filter(|prefix| !prefix.is_empty()) {
        if !xml.contains(&format!("xmlns:{prefix}=")) {
            found.push(format!("{name}: prefix {prefix} is not declared"));
        }
    }
    if !name.starts_with("word/") || has_extension(name, "rels") {
        return;
    }
    for element in 0..tree.len() {
        match tree.name(element) {
            "w:tc" | "w:txbxContent" => ends_with_paragraph(name, tree, element, found),
            "w:tr" => has_cell(name, tree, element, found),
            "w:tbl" => table(name, tree, element, found),
            "w:p"
                if tree
                    .nearest(element, "w:p")
                    .is_some_and(|p| tree.parent(element) == Some(p)) =>
            {
                found.push(format!("{name}: paragraph in a paragraph"));
            }
            _ => {}
        }
    }
    unique(name, tree, found);
}

/// The block that a wrapper ends with.
fn last_block(tree: &XmlTree<'_>, whole: usize) -> Option<usize> {
    let last = tree.children(whole).filter(|child| !is_mark(tree.name(*child))).last()?;
    match tree.name(last) {
        "w:sdt" => last_block(tree, tree.child(last, "w:sdtContent")?),
        "w:customXml" | "w:ins" | "w:moveTo" => last_block(tree, last),
        _ => Some(last),
    }
}

fn is_mark(name: &str) -> bool {
    name.starts_with("w:bookmark") || name.starts_with("w:comment") || name == "w:proofErr"
}

fn ends_with_paragraph(
    name: &str,
    tree: &XmlTree<'_>,
    element: usize,
    found: &mut Vec<String>,
) {
    if last_block(tree, element).is_none_or(|last| tree.name(last) != "w:p") {
        found.push(format!("{name}: {} does not end in a paragraph", tree.name(element)));
    }
}

/// Rows of a table or cells of a row, not those of a table inside.
fn own(tree: &XmlTree<'_>, whole: usize, kind: &str) -> Vec<usize> {
    let inside = |element: &usize| {
        let mut around = tree.ancestors(*element).take_while(|a| *a != whole);
        around.all(|a| !matches!(tree.name(a), "w:tbl" | "w:tr" | "w:tc"))
    };
    tree.descendants(whole).filter(|e| tree.name(*e) == kind).filter(inside).collect()
}

fn has_cell(name: &str, tree: &XmlTree<'_>, row: usize, found: &mut Vec<String>) {
    if own(tree, row, "w:tc").is_empty() {
        found.push(format!("{name}: row without a cell"));
    }
}

fn table(name: &str, tree: &XmlTree<'_>, table: usize, found: &mut Vec<String>) {
    let rows = own(tree, table, "w:tr");
    if rows.is_empty() {
        found.push(format!("{name}: table without rows"));
    }
    let Some(grid) = tree.child(table, "w:tblGrid") else { return };
    let columns = tree.children(grid).filter(|c| tree.name(*c) == "w:gridCol").count();
    let number = |properties: Option<usize>, property: &str| -> usize {
        let value = properties.and_then(|p| tree.child(p, property));
        let value = value.and_then(|v| tree.attribute(v, "w:val"));
        value.and_then(|(v, _)| v.parse().ok()).unwrap_or(0)
    };
    let width = |row: &usize| -> usize {
        let properties = tree.child(*row, "w:trPr");
        let outside = number(properties, "w:gridBefore") + number(properties, "w:gridAfter");
        let cells = own(tree, *row, "w:tc");
        let span = |cell: &usize| number(tree.child(*cell, "w:tcPr"), "w:gridSpan").max(1);
        outside + cells.iter().map(span).sum::<usize>()
    };
    let widest = rows.iter().map(width).max().unwrap_or(0);
    if widest != columns {
        found.push(format!("{name}: a table's grid is not as wide as its widest row"));
    }
}

/// Identities that must be the only ones of their kind in a part; what stands in `mc:Fallback`
/// repeats what stands before it.
fn unique(name: &str, tree: &XmlTree<'_>, found: &mut Vec<String>) {
    let mut seen: BTreeSet<(&str, String)> = BTreeSet::new();
    let mut starts: BTreeMap<String, i64> = BTreeMap::new();
    for element in 0..tree.len() {
        if tree.nearest(element, "mc:Fallback").is_some() {
            continue;
        }
        let value = |a| tree.attribute(element, a).map(|(v, _)| v.to_lowercase());
        let in_control = || tree.parent(element).is_some_and(|p| tree.name(p) == "w:sdtPr");
        let identities = match tree.name(element) {
            "wp:docPr" => vec![("drawing", value("id"))],
            "w:bookmarkStart" => {
                *starts.entry(value("w:id").unwrap_or_default()).or_default() += 1;
                vec![("bookmark", value("w:id")), ("bookmark name", value("w:name"))]
            }
            "w:bookmarkEnd" => {
                *starts.entry(value("w:id").unwrap_or_default()).or_default() -= 1;
                Vec::new()
            }
            "w:p" | "w:tr" => vec![("paragraph", value("w14:paraId"))],
            "w:id" if in_control() => vec![("control", value("w:val"))],
            "w:ins" | "w:del" | "w:moveFrom" | "w:moveTo" | "w:rPrChange" | "w:pPrChange" => {
                vec![("change", value("w:id"))]
            }
            "w:permStart" => vec![("permission", value("w:id"))],
            "w:commentRangeStart" => vec![("comment start", value("w:id"))],
            "w:commentRangeEnd" => vec![("comment end", value("w:id"))],
            _ => Vec::new(),
        };
        for (kind, id) in identities {
            if let Some(id) = id
                && !seen.insert((kind, id.clone()))
            {
                found.push(format!("{name}: {kind} {id} twice"));
            }
        }
    }
    if starts.values().any(|count| *count != 0) {
        found.push(format!("{name}: a bookmark without its beginning or its end"));
    }
}
