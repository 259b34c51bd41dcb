//! Copies of what belongs to a sheet: new parts under names of their own, with their relations.

use std::collections::{BTreeMap, BTreeSet};

use super::belongings::{Belonging, Belongings};
use super::identity;
use crate::ooxml::xml_part::XmlPart;
use crate::ooxml::{ContentTypes, Package};
use crate::template::Problem;
use crate::template::xlsx::book::{read_xml, relations_path, unreadable};

/// Characters of a table's name (Excel's limit).
const MAX_TABLE_NAME: usize = 255;

/// Makes copies of parts, each under a name that nothing else in the workbook has.
pub(super) struct Copier {
    /// Names of parts, in lower case.
    used: BTreeSet<String>,
    /// The number that was last given to a part, by its name without number.
    numbers: BTreeMap<String, u64>,
    /// Names of tables and defined names, in lower case.
    table_names: BTreeSet<String>,
    /// For each table that was copied, the first number that may be free.
    table_numbers: BTreeMap<String, u64>,
    last_table: u32,
}

/// A copy of a sheet's belongings.
#[derive(Debug, Clone, Default)]
pub(super) struct Copied {
    /// Names of the new parts by those they were copied from; the sheet's among them.
    pub parts: BTreeMap<String, String>,
    /// Names of tables: in the template and of the copy.
    pub tables: Vec<(String, String)>,
}

impl Copier {
    /// Looks through a workbook for what is taken; `names` are its defined names.
    pub(super) fn new(
        package: &mut Package,
        types: &ContentTypes,
        names: &[String],
    ) -> Result<Self, Problem> {
        let mut copier = Self {
            used: package.names().map(str::to_ascii_lowercase).collect(),
            numbers: BTreeMap::new(),
            table_names: names.iter().map(|name| name.to_lowercase()).collect(),
            table_numbers: BTreeMap::new(),
            last_table: 0,
        };
        for (part, kind) in types.overrides() {
            if !kind.ends_with(".table+xml") || !package.contains(&part) {
                continue;
            }
            let table = read_xml(package, &part)?;
            let id = table.root.attribute("id").and_then(|id| id.parse().ok()).unwrap_or(0);
            copier.last_table = copier.last_table.max(id);
            copier.table_names.insert(table_name(&table).to_lowercase());
        }
        Ok(copier)
    }

    /// Copies everything but the sheet's own bytes, which come later; `copy` counts from 1.
    pub(super) fn copy(
        &mut self,
        package: &mut Package,
        types: &mut ContentTypes,
        belongings: &Belongings,
        copy: u32,
    ) -> Result<Copied, Problem> {
        let mut copied = Copied::default();
        for part in &belongings.parts {
            let name = self.free_part(&part.name);
            if let Some(kind) = &part.content_type {
                types.set(&name, kind);
            }
            copied.parts.insert(part.name.clone(), name);
        }
        for part in &belongings.parts {
            let Some(name) = copied.parts.get(&part.name).cloned() else { continue };
            if part.kind != "worksheet" {
                let bytes = self.bytes(part, copy, &mut copied.tables)?;
                package.put(&name, bytes);
            }
            if let Some(bytes) = relations(part, &copied.parts) {
                package.put(&relations_path(&name), bytes);
            }
        }
        Ok(copied)
    }

    /// A name like this one that no part has yet.
    fn free_part(&mut self, name: &str) -> String {
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
        let dot = if extension.is_empty() { "" } else { "." };
        let base = stem.trim_end_matches(|c: char| c.is_ascii_digit());
        let number = self.numbers.entry(format!("{base}.{extension}")).or_insert(0);
        loop {
            *number += 1;
            let free = format!("{base}{number}{dot}{extension}");
            let relations = relations_path(&free).to_ascii_lowercase();
            if !self.used.contains(&relations) && self.used.insert(free.to_ascii_lowercase()) {
                return free;
            }
        }
    }

    fn bytes(
        &mut self,
        part: &Belonging,
        copy: u32,
        tables: &mut Vec<(String, String)>,
    ) -> Result<Vec<u8>, Problem> {
        let kind = part.kind.as_str();
        let identified =
            matches!(kind, "table" | "comments" | "threadedComment" | "namedSheetView");
        if !identified {
            return Ok(part.bytes.clone());
        }
        let mut xml = XmlPart::parse(&part.bytes)
            .map_err(|error| unreadable(&format!("{}: {error}", part.name)))?;
        let by_id = matches!(kind, "threadedComment" | "namedSheetView");
        identity::renew(&mut xml.root, copy, by_id);
        match kind {
            "table" => tables.push(self.table(&mut xml)),
            "comments" => identity::renew_authors(&mut xml.root, copy),
            _ => {}
        }
        Ok(xml.write().into_bytes())
    }

    /// Gives a copied table a number and a name of its own; answers the old and the new name.
    fn table(&mut self, table: &mut XmlPart) -> (String, String) {
        self.last_table = self.last_table.saturating_add(1);
        table.root.set_attribute("id", &self.last_table.to_string());
        let before = table_name(table);
        let number = self.table_numbers.entry(before.clone()).or_insert(2);
        let after = loop {
            let suffix = format!("_{number}");
            let base: String =
                before.chars().take(MAX_TABLE_NAME.saturating_sub(suffix.len())).collect();
            let name = format!("{base}{suffix}");
            *number += 1;
            if self.table_names.insert(name.to_lowercase()) {
                break name;
            }
        };
        if table.root.attribute("name").is_some() {
            table.root.set_attribute("name", &after);
        }
        table.root.set_attribute("displayName", &after);
        (before, after)
    }
}

fn table_name(table: &XmlPart) -> String {
    table.root.attribute("displayName").unwrap_or_default().into_owned()
}

/// The relations of a copied part: to the copies of what was copied, to all else as before.
fn relations(part: &Belonging, copies: &BTreeMap<String, String>) -> Option<Vec<u8>> {
    let (xml, known) = part.relations.as_ref()?;
    let mut xml = xml.clone();
    for element in xml.root.elements_mut() {
        let id = element.attribute("Id").unwrap_or_default().into_owned();
        let relation = known.iter().find(|relation| relation.id == id && !relation.external);
        let Some(copy) = relation.and_then(|relation| copies.get(&relation.target)) else {
            continue;
        };
        // A copy lies in the same folder.
        let before = element.attribute("Target").unwrap_or_default().into_owned();
        let folder = before.rsplit_once('/').map(|(folder, _)| folder);
        let file = copy.rsplit('/').next().unwrap_or_default();
        let after = folder.map_or(file.to_owned(), |folder| format!("{folder}/{file}"));
        element.set_attribute("Target", &after);
    }
    Some(xml.write().into_bytes())
}
