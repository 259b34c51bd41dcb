//! `[Content_Types].xml`: what kind of part each part of a package is.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Edits, Package, PackageError, XmlError, XmlTree, escape_xml, text_of};

/// The part that says it.
const PART: &str = "[Content_Types].xml";

/// The content types of a package, read to be added to.
#[derive(Debug, Clone)]
pub struct ContentTypes {
    xml: String,
    /// What the file says, in its order, and then what was added.
    entries: Vec<Entry>,
    /// Where an entry is, by what it speaks of and that in lower case: names of parts and
    /// extensions are compared so (ECMA-376 part 2, 6.2.2.3).
    places: BTreeMap<(Of, String), usize>,
}

/// What an entry speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Of {
    /// One part.
    Part,
    /// All parts with an extension that have no type of their own.
    Extension,
}

#[derive(Debug, Clone)]
struct Entry {
    of: Of,
    /// A part's name without its leading slash, or an extension.
    name: String,
    kind: String,
    /// Where the file says the kind; `None` for one that was added.
    place: Option<Range<usize>>,
    /// Whether the kind is another than the file says.
    changed: bool,
}

impl ContentTypes {
    /// Reads them.
    ///
    /// # Errors
    /// When the part is missing, is not UTF-8 or not well-formed.
    pub fn read(package: &mut Package) -> Result<Self, PackageError> {
        let xml = text_of(package, PART)?;
        let entries = entries(&xml).map_err(|error| PackageError::ill_formed(PART, &error))?;
        let mut read = Self { xml, entries: Vec::new(), places: BTreeMap::new() };
        for entry in entries {
            read.push(entry);
        }
        Ok(read)
    }

    /// Part names, without their leading slash, and content types of all parts that have one of
    /// their own, in the order of the file.
    pub fn overrides(&self) -> Vec<(String, String)> {
        let own = self.entries.iter().filter(|entry| entry.of == Of::Part);
        own.map(|entry| (entry.name.clone(), entry.kind.clone())).collect()
    }

    /// The content type of a part: its own, else that of its extension.
    pub fn of(&self, part: &str) -> Option<String> {
        self.kind(part).map(str::to_owned)
    }

    /// Gives a part a content type of its own.
    pub fn set(&mut self, part: &str, kind: &str) {
        if self.kind(part) == Some(kind) {
            return;
        }
        // A part may have no more than one.
        let known = self.place(Of::Part, part).and_then(|place| self.entries.get_mut(place));
        if let Some(entry) = known {
            kind.clone_into(&mut entry.kind);
            entry.changed = true;
        } else {
            self.push(Entry::new(Of::Part, part, kind));
        }
    }

    /// Gives all parts with an extension a content type, unless they have one.
    pub fn set_default(&mut self, extension: &str, kind: &str) {
        if self.place(Of::Extension, extension).is_none() {
            self.push(Entry::new(Of::Extension, extension, kind));
        }
    }

    /// Puts them back into a package.
    pub fn write(self, package: &mut Package) {
        package.put(PART, self.written().into_bytes());
    }

    fn written(&self) -> String {
        let Ok(tree) = XmlTree::parse(&self.xml) else { return self.xml.clone() };
        let mut edits = Edits::new();
        let mut added = String::new();
        for entry in &self.entries {
            match &entry.place {
                Some(place) if entry.changed => {
                    edits.replace(place.clone(), escape_xml(&entry.kind));
                }
                Some(_) => {}
                None => added.push_str(&entry.markup(tree.prefix(0))),
            }
        }
        if !added.is_empty() {
            edits.append_child(&tree, 0, &added);
        }
        edits.apply(&self.xml)
    }

    fn kind(&self, part: &str) -> Option<&str> {
        let place = self.place(Of::Part, part).or_else(|| {
            let (_, extension) = part.rsplit_once('.')?;
            self.place(Of::Extension, extension)
        })?;
        self.entries.get(place).map(|entry| entry.kind.as_str())
    }

    fn place(&self, of: Of, name: &str) -> Option<usize> {
        self.places.get(&(of, name.to_ascii_lowercase())).copied()
    }

    /// Of two for one thing the first holds.
    fn push(&mut self, entry: Entry) {
        let key = (entry.of, entry.name.to_ascii_lowercase());
        self.places.entry(key).or_insert(self.entries.len());
        self.entries.push(entry);
    }
}

impl Entry {
    /// One that is added.
    fn new(of: Of, name: &str, kind: &str) -> Self {
        Self { of, name: name.to_owned(), kind: kind.to_owned(), place: None, changed: false }
    }

    fn markup(&self, prefix: &str) -> String {
        let (name, kind) = (escape_xml(&self.name), escape_xml(&self.kind));
        let of = match self.of {
            Of::Part => format!("Override PartName=\"/{name}\""),
            Of::Extension => format!("Default Extension=\"{name}\""),
        };
        format!("<{prefix}{of} ContentType=\"{kind}\"/>")
    }
}

/// What the part says.
fn entries(xml: &str) -> Result<Vec<Entry>, XmlError> {
    let tree = XmlTree::parse(xml)?;
    let entry = |element: usize| {
        let (of, key) = match tree.local_name(element) {
            "Override" => (Of::Part, "PartName"),
            "Default" => (Of::Extension, "Extension"),
            _ => return None,
        };
        let (name, _) = tree.attribute(element, key)?;
        let (kind, place) = tree.attribute(element, "ContentType")?;
        let name = name.trim_start_matches('/').to_owned();
        let (kind, place) = (kind.into_owned(), Some(place));
        Some(Entry { of, name, kind, place, changed: false })
    };
    Ok((0..tree.len()).filter_map(entry).collect())
}
