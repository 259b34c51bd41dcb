//! What a part of a package points to: other parts, and addresses outside.

use std::collections::BTreeMap;

use super::{Edits, Package, PackageError, XmlError, XmlTree, escape_xml, text_of};

/// Where all kinds of relationship of Office begin (ECMA-376 part 1; strict files have another).
pub const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

const NAMESPACE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// One relationship.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relationship {
    /// Its id in the part, such as `rId3`.
    pub id: String,
    /// What it is for: the last word of its type, such as `image`.
    pub kind: String,
    /// Its whole type.
    pub uri: String,
    /// The part it points to, as a name in the package; an address when it points outside.
    pub target: String,
    /// Whether it points outside the package.
    pub external: bool,
}

/// Type, target, and whether that lies outside.
type Pointed = (String, String, bool);

/// The relationships of one part.
#[derive(Debug, Clone)]
pub struct Relationships {
    part: String,
    xml: String,
    changed: bool,
    /// All of them, in the order of the file.
    all: Vec<Relationship>,
    /// Where one is among them, by id, and by what it points to; of two the first.
    by_id: BTreeMap<String, usize>,
    by_target: BTreeMap<Pointed, usize>,
    /// Prefix of the elements' names, with its colon.
    prefix: String,
    /// Where another one goes.
    end: usize,
}

impl Relationships {
    /// Reads those of a part; `""` is the package itself. A part without any has none.
    ///
    /// # Errors
    /// When they are not UTF-8 or not well-formed.
    pub fn read(package: &mut Package, part: &str) -> Result<Self, PackageError> {
        let name = part_name(part);
        let xml = if package.contains(&name) {
            text_of(package, &name)?
        } else {
            format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
                 <Relationships xmlns=\"{NAMESPACE}\"/>"
            )
        };
        let xml = opened(xml).map_err(|error| PackageError::ill_formed(&name, &error))?;
        let mut read = Self {
            part: part.to_owned(),
            xml,
            changed: false,
            all: Vec::new(),
            by_id: BTreeMap::new(),
            by_target: BTreeMap::new(),
            prefix: String::new(),
            end: 0,
        };
        read.look_through();
        Ok(read)
    }

    /// Learns what the XML says.
    fn look_through(&mut self) {
        let Ok(tree) = XmlTree::parse(&self.xml) else { return };
        let named = (0..tree.len()).filter(|index| tree.local_name(*index) == "Relationship");
        let all: Vec<_> = named.filter_map(|index| self.relationship(&tree, index)).collect();
        let prefix = tree.prefix(0).to_owned();
        let end = tree.content(0).end;
        (self.prefix, self.end) = (prefix, end);
        self.all.clear();
        self.by_id.clear();
        self.by_target.clear();
        for relationship in all {
            self.push(relationship);
        }
    }

    fn push(&mut self, new: Relationship) {
        let place = self.all.len();
        let pointed = (new.uri.clone(), new.target.clone(), new.external);
        self.by_target.entry(pointed).or_insert(place);
        self.by_id.entry(new.id.clone()).or_insert(place);
        self.all.push(new);
    }

    /// All of them, in the order of the file.
    pub fn all(&self) -> Vec<Relationship> {
        self.all.clone()
    }

    /// The one with this id.
    pub fn get(&self, id: &str) -> Option<Relationship> {
        self.all.get(*self.by_id.get(id)?).cloned()
    }

    /// Points to a part, or, when `external`, to an address, and answers the id; one that is
    /// there already is used again. `kind` is a whole type, or the last word of one of Office.
    pub fn add(&mut self, kind: &str, target: &str, external: bool) -> String {
        let uri = whole_type(kind);
        let pointed = (uri, target.to_owned(), external);
        let same = self.by_target.get(&pointed).and_then(|place| self.all.get(*place));
        if let Some(known) = same {
            return known.id.clone();
        }
        let (uri, ..) = pointed;
        let mut number = self.all.len() + 1;
        while self.by_id.contains_key(&format!("rId{number}")) {
            number += 1;
        }
        let id = format!("rId{number}");
        self.add_with_id(&id, &uri, target, external);
        id
    }

    /// Points to a part or an address under an id that is free.
    pub fn add_with_id(&mut self, id: &str, kind: &str, target: &str, external: bool) {
        let uri = whole_type(kind);
        let (written, mode) = if external {
            (target.to_owned(), " TargetMode=\"External\"")
        } else {
            (format!("/{target}"), "")
        };
        let element = format!(
            "<{}Relationship Id=\"{}\" Type=\"{}\" Target=\"{}\"{mode}/>",
            self.prefix,
            escape_xml(id),
            escape_xml(&uri),
            escape_xml(&written)
        );
        self.xml.insert_str(self.end, &element);
        self.end += element.len();
        self.push(relationship(id, uri, target.to_owned(), external));
        self.changed = true;
    }

    /// Takes the one with this id out.
    pub fn remove(&mut self, id: &str) {
        let Ok(tree) = XmlTree::parse(&self.xml) else { return };
        let is_it = |element: &usize| {
            tree.attribute(*element, "Id").is_some_and(|(known, _)| known == id)
        };
        let Some(element) = (1..tree.len()).find(is_it) else { return };
        let mut edits = Edits::new();
        edits.delete(tree.range(element));
        self.xml = edits.apply(&self.xml);
        self.changed = true;
        self.look_through();
    }

    /// Puts them into a package when they were changed.
    pub fn write(self, package: &mut Package) {
        if self.changed {
            package.put(&part_name(&self.part), self.xml.into_bytes());
        }
    }

    fn relationship(&self, tree: &XmlTree<'_>, index: usize) -> Option<Relationship> {
        let text = |name| tree.attribute(index, name).map(|(value, _)| value.into_owned());
        let external = text("TargetMode").is_some_and(|mode| mode == "External");
        let target = text("Target")?;
        let target = if external { target } else { resolved(&self.part, &target) };
        Some(relationship(&text("Id")?, text("Type")?, target, external))
    }
}

fn relationship(id: &str, uri: String, target: String, external: bool) -> Relationship {
    let kind = uri.rsplit('/').next().unwrap_or_default().to_owned();
    Relationship { id: id.to_owned(), kind, uri, target, external }
}

/// The XML with a start tag and an end tag of its root, so that something can go between.
fn opened(xml: String) -> Result<String, XmlError> {
    let tree = XmlTree::parse(&xml)?;
    if !tree.is_empty_tag(0) {
        return Ok(xml);
    }
    let mut edits = Edits::new();
    edits.append_child(&tree, 0, "");
    Ok(edits.apply(&xml))
}

fn whole_type(kind: &str) -> String {
    if kind.contains(':') { kind.to_owned() } else { format!("{OFFICE}{kind}") }
}

/// The name of the part that holds the relationships of a part.
fn part_name(part: &str) -> String {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let slash = if folder.is_empty() { "" } else { "/" };
    format!("{folder}{slash}_rels/{file}.rels")
}

/// The target of a relationship of a part, as a name in the package.
pub fn resolved(part: &str, target: &str) -> String {
    let mut steps: Vec<&str> = match target.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => {
            part.rsplit_once('/').map_or(Vec::new(), |(folder, _)| folder.split('/').collect())
        }
    };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_found_from_where_its_part_stands() {
        assert_eq!(resolved("word/document.xml", "media/a.png"), "word/media/a.png");
        assert_eq!(
            resolved("word/charts/chart1.xml", "../embeddings/b.xlsx"),
            "word/embeddings/b.xlsx"
        );
        assert_eq!(
            resolved("word/document.xml", "/customXml/item1.xml"),
            "customXml/item1.xml"
        );
        assert_eq!(resolved("", "word/document.xml"), "word/document.xml");
    }

    #[test]
    fn relationships_stand_beside_their_part() {
        assert_eq!(part_name("word/document.xml"), "word/_rels/document.xml.rels");
        assert_eq!(part_name(""), "_rels/.rels");
    }
}
