//! Fields that print document properties and document variables.

use std::collections::BTreeMap;

use super::find::{Field, said};
use super::format::cased;
use super::{Changes, is_inside};
use crate::ooxml::XmlTree;
use crate::template::Problem;
use crate::template::docx::document::Document;
use crate::template::docx::parts::unreadable;

/// Names of fields and of `DOCPROPERTY`, in small letters, and the elements they print.
const NAMES: [(&str, &str); 10] = [
    ("title", "dc:title"),
    ("subject", "dc:subject"),
    ("author", "dc:creator"),
    ("keywords", "cp:keywords"),
    ("comments", "dc:description"),
    ("category", "cp:category"),
    ("lastsavedby", "cp:lastModifiedBy"),
    ("company", "Company"),
    ("manager", "Manager"),
    ("contentstatus", "cp:contentStatus"),
];

/// Fields that are named like the property they print.
const OWN_FIELDS: [&str; 6] =
    ["TITLE", "SUBJECT", "AUTHOR", "KEYWORDS", "COMMENTS", "LASTSAVEDBY"];

/// Texts by name in small letters.
#[derive(Debug, Default)]
pub(super) struct Properties {
    texts: BTreeMap<String, String>,
    variables: BTreeMap<String, String>,
    decimal: Option<char>,
}

impl Properties {
    /// Reads the properties of a document.
    pub(super) fn read(document: &mut Document) -> Result<Self, Problem> {
        let mut all = Self::default();
        for (part, kind) in document.typed_parts() {
            let is_properties = kind.ends_with("-properties+xml");
            if !(is_properties || kind.ends_with(".settings+xml")) || !document.contains(&part)
            {
                continue;
            }
            let xml = document.text(&part)?;
            let tree = XmlTree::parse(&xml);
            let tree = tree.map_err(|error| unreadable(format!("{part}: {error}")))?;
            if is_properties {
                all.read_properties(&tree);
            } else {
                all.read_settings(&tree);
            }
        }
        Ok(all)
    }

    fn read_properties(&mut self, tree: &XmlTree<'_>) {
        for element in 0..tree.len() {
            let known = NAMES.iter().find(|(_, name)| tree.name(element) == *name);
            if let Some((name, _)) = known {
                self.texts.insert((*name).to_owned(), said(tree, element));
            } else if matches!(tree.local_name(element), "lpwstr" | "lpstr" | "bstr" | "i4") {
                let name = tree.parent(element).and_then(|p| tree.attribute(p, "name"));
                if let Some((name, _)) = name {
                    self.texts.insert(name.to_lowercase(), said(tree, element));
                }
            }
        }
    }

    fn read_settings(&mut self, tree: &XmlTree<'_>) {
        let symbol = tree.child(0, "w:decimalSymbol");
        let symbol = symbol.and_then(|symbol| tree.attribute(symbol, "w:val"));
        self.decimal = symbol.and_then(|(symbol, _)| symbol.chars().next());
        for element in (0..tree.len()).filter(|element| tree.name(*element) == "w:docVar") {
            let text = |name| tree.attribute(element, name).map(|(text, _)| text.into_owned());
            if let (Some(name), Some(value)) = (text("w:name"), text("w:val")) {
                self.variables.insert(name.to_lowercase(), value);
            }
        }
    }

    /// What the document writes before decimals; a comma if it does not say.
    pub(super) fn decimal(&self) -> char {
        self.decimal.filter(|symbol| *symbol == '.').unwrap_or(',')
    }

    /// What a field prints, if it prints one of these.
    fn text(&self, field: &Field) -> Option<&str> {
        let instruction = &field.instruction;
        let argument = instruction.argument().map(str::to_lowercase);
        let (texts, name) = match instruction.kind.as_str() {
            "DOCPROPERTY" => (&self.texts, argument?),
            "DOCVARIABLE" => (&self.variables, argument?),
            "INFO" if instruction.arguments.len() == 1 => (&self.texts, argument?),
            // With an argument the field would set the property.
            kind if OWN_FIELDS.contains(&kind) && argument.is_none() => {
                (&self.texts, kind.to_lowercase())
            }
            _ => return None,
        };
        texts.get(&name).map(String::as_str)
    }
}

/// Prints the properties anew.
pub(super) fn refresh(
    properties: &Properties,
    fields: &[Field],
    changes: &mut Changes<'_, '_>,
) {
    for field in fields {
        if field.has_field_in_code || is_inside(fields, field, "TOC") {
            continue;
        }
        let Some(text) = properties.text(field) else { continue };
        let mut text = text.to_owned();
        let mut known = !field.instruction.has('@') && !field.instruction.has('#');
        for format in field.instruction.formats() {
            match cased(&text, format) {
                Some(cased) => text = cased,
                None => known = false,
            }
        }
        if known {
            changes.set(field, &text);
        } else if field.text(changes.tree) != text {
            changes.note(field, "kiểu trình bày không quen");
        }
    }
}
