//! How the parts of an Excel package refer to each other, and whether what they refer to is
//! there.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::events::{BytesStart, Event};

use super::error::ReadError;
use super::xml::attribute;
use crate::ooxml::resolved;

/// One relationship of a part to another part of the package.
#[derive(Debug)]
pub(super) struct Relation {
    pub(super) id: String,
    /// Last word of the type: `worksheet`, `styles`, …
    pub(super) kind: String,
    /// Normalised name of the part; see [`normal_name`].
    pub(super) target: String,
}

/// The references that were met, by the normalised name of the part that makes them.
#[derive(Debug, Default)]
pub(super) struct Parts {
    relations: BTreeMap<String, Vec<Relation>>,
    /// Parts with a content type of their own: name, type.
    overrides: Vec<(String, String)>,
}

/// Kinds of parts without which figures would be missing or read wrongly.
const NEEDED: [&str; 7] = [
    "officeDocument",
    "worksheet",
    "chartsheet",
    "dialogsheet",
    "styles",
    "sharedStrings",
    "custom-properties",
];

impl Parts {
    /// Takes an event of `[Content_Types].xml`.
    pub(super) fn types_event(
        &mut self,
        part: &str,
        event: &Event<'_>,
    ) -> Result<(), ReadError> {
        if let Event::Start(element) = event
            && element.local_name().as_ref() == "Override"
            && let Some(name) = attribute(part, element, "PartName")?
            && let Some(kind) = attribute(part, element, "ContentType")?
        {
            self.overrides.push((normal_name("", &name), kind));
        }
        Ok(())
    }

    /// Takes an event of a `.rels` part.
    pub(super) fn relations_event(
        &mut self,
        part: &str,
        event: &Event<'_>,
    ) -> Result<(), ReadError> {
        let Event::Start(element) = event else { return Ok(()) };
        if element.local_name().as_ref() != "Relationship" {
            return Ok(());
        }
        let source = source_of(part);
        if let Some(relation) = relation(part, &source, element)? {
            self.relations.entry(source).or_default().push(relation);
        }
        Ok(())
    }

    /// The relationships of a part.
    pub(super) fn of(&self, source: &str) -> &[Relation] {
        self.relations.get(source).map_or(&[], Vec::as_slice)
    }

    /// The name of the workbook's own part.
    pub(super) fn workbook(&self) -> Option<&str> {
        let mut documents =
            self.of("").iter().filter(|relation| relation.kind == "officeDocument");
        documents.next().map(|relation| relation.target.as_str())
    }

    /// Checks that every part that carries figures, and is referred to, is there; and that
    /// strings and styles lie where the value reader looks for them. `extension` is that of
    /// the parts: `xml` or `bin`.
    pub(super) fn check(
        &self,
        present: &BTreeSet<String>,
        extension: &str,
    ) -> Result<(), ReadError> {
        for (source, relations) in &self.relations {
            for relation in relations.iter().filter(|relation| is_needed(&relation.kind)) {
                if !present.contains(&relation.target) {
                    return Err(missing(source, &relation.target));
                }
            }
        }
        let needed = ["worksheet+xml", "sheet.main+xml", "styles+xml", "sharedStrings+xml"];
        for (name, kind) in &self.overrides {
            if needed.iter().any(|end| kind.ends_with(end)) && !present.contains(name) {
                return Err(missing("[Content_Types].xml", name));
            }
        }
        self.check_fixed_names(extension)
    }

    fn check_fixed_names(&self, extension: &str) -> Result<(), ReadError> {
        let workbook = self.workbook().ok_or_else(|| ReadError::frame("no workbook part"))?;
        for relation in self.of(workbook) {
            let fixed = match relation.kind.as_str() {
                kind @ ("styles" | "sharedStrings") => {
                    normal_name(workbook, &format!("{kind}.{extension}"))
                }
                _ => continue,
            };
            if relation.target != fixed {
                return Err(ReadError::part(&relation.target, "not where it is looked for"));
            }
        }
        Ok(())
    }
}

/// The tabs of a workbook: the name of each and its relationship id, in order.
#[derive(Debug, Default)]
pub(super) struct Tabs {
    tabs: Vec<(String, String)>,
    names: BTreeSet<String>,
}

impl Tabs {
    /// Adds a tab that the workbook's own part lists.
    pub(super) fn add(
        &mut self,
        part: &str,
        name: String,
        id: String,
    ) -> Result<(), ReadError> {
        if !self.names.insert(name.clone()) {
            return Err(ReadError::part(part, "two sheets of one name"));
        }
        self.tabs.push((name, id));
        Ok(())
    }

    /// How many there are.
    pub(super) fn len(&self) -> u64 {
        self.tabs.len() as u64
    }

    /// The name of each sheet by its part; a part that several tabs show would be read once for
    /// each of them.
    pub(super) fn by_part(&self, parts: &Parts) -> Result<BTreeMap<String, String>, ReadError> {
        let workbook = parts.workbook().unwrap_or_default();
        let relations = parts.of(workbook).iter().rev();
        let targets: BTreeMap<&str, &str> = relations
            .map(|relation| (relation.id.as_str(), relation.target.as_str()))
            .collect();
        let mut names = BTreeMap::new();
        for (name, id) in &self.tabs {
            let Some(target) = targets.get(id.as_str()) else { continue };
            if names.insert((*target).to_owned(), name.clone()).is_some() {
                return Err(ReadError::part(target, "one part for two sheets"));
            }
        }
        Ok(names)
    }
}

fn is_needed(kind: &str) -> bool {
    NEEDED.contains(&kind)
}

fn missing(source: &str, target: &str) -> ReadError {
    ReadError::part(target, format!("missing, but referred to by `{source}`"))
}

fn relation(
    part: &str,
    source: &str,
    element: &BytesStart<'_>,
) -> Result<Option<Relation>, ReadError> {
    let external = attribute(part, element, "TargetMode")?.as_deref() == Some("External");
    let id = attribute(part, element, "Id")?.unwrap_or_default();
    let kind = attribute(part, element, "Type")?.unwrap_or_default();
    let target = attribute(part, element, "Target")?.unwrap_or_default();
    if external {
        return Ok(None);
    }
    let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
    Ok(Some(Relation { id, kind, target: normal_name(source, &target) }))
}

/// `xl/_rels/workbook.xml.rels` holds the relationships of `xl/workbook.xml`.
fn source_of(part: &str) -> String {
    let part = normal_name("", part);
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", &part));
    let folder = folder.strip_suffix("_rels").unwrap_or(folder);
    format!("{folder}{}", file.strip_suffix(".rels").unwrap_or(file))
}

/// A part's name for comparing: without leading `/`, resolved against the part that refers
/// to it, percent-decoded, in lower case.
pub(super) fn normal_name(source: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let target = target.split('#').next().unwrap_or_default();
    percent_decode(&resolved(source, target)).to_lowercase()
}

fn percent_decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let code = (first == b'%')
            .then(|| after.get(..2))
            .flatten()
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        if let Some(byte) = code {
            bytes.push(byte);
            rest = after.get(2..).unwrap_or_default();
        } else {
            bytes.push(first);
            rest = after;
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}
