//! A package taken apart: its parts by name, what leads where, and the sheets of a workbook.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use super::dom::{Element, parse};

/// The parts of a package.
pub(crate) struct Parts(pub(super) BTreeMap<String, Vec<u8>>);

/// A sheet of a workbook.
pub(super) struct SheetPart {
    pub name: String,
    pub path: String,
}

/// Where a relationship leads.
pub(super) struct Link {
    pub id: String,
    /// Last word of its type.
    pub kind: String,
    /// Part name, or address.
    pub target: String,
    pub external: bool,
}

impl Parts {
    /// Reads a package; entries of folders are no parts.
    pub(crate) fn open(bytes: &[u8]) -> Result<Self, String> {
        let mut archive =
            zip::ZipArchive::new(Cursor::new(bytes)).map_err(|e| e.to_string())?;
        let mut parts = BTreeMap::new();
        for index in 0..archive.len() {
            let mut file = archive.by_index(index).map_err(|e| e.to_string())?;
            let name = file.name().map_err(|e| e.to_string())?.into_owned();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).map_err(|error| error.to_string())?;
            if !name.ends_with('/') && parts.insert(name.clone(), bytes).is_some() {
                return Err(format!("part {name} twice"));
            }
        }
        Ok(Self(parts))
    }

    /// The package as a file; the content types come first, as Office writes them.
    pub(super) fn zip(&self) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let first = "[Content_Types].xml";
        let others = self.0.keys().map(String::as_str).filter(|name| *name != first);
        for name in std::iter::once(first).chain(others) {
            zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(&self.0[name]).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    /// A part as text.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        std::str::from_utf8(self.0.get(name)?).ok()
    }

    /// A part as a tree.
    pub(super) fn tree(&self, name: &str) -> Option<Element> {
        parse(self.text(name)?).ok()
    }

    /// The relationships of a part (of the package for an empty name).
    pub(super) fn links(&self, part: &str) -> Vec<Link> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let slash = if folder.is_empty() { "" } else { "/" };
        let Some(tree) = self.tree(&format!("{folder}{slash}_rels/{file}.rels")) else {
            return Vec::new();
        };
        let link = |element: &Element| {
            let value = |name| element.attribute(name).unwrap_or_default().to_owned();
            let external = value("TargetMode") == "External";
            let target =
                if external { value("Target") } else { resolve(folder, &value("Target")) };
            let kind = value("Type").rsplit('/').next().unwrap_or_default().to_owned();
            Link { id: value("Id"), kind, target, external }
        };
        tree.all("Relationship").map(link).collect()
    }

    /// Name of the workbook's part.
    pub(super) fn workbook(&self) -> String {
        let mut links = self.links("").into_iter();
        links
            .find(|link| link.kind == "officeDocument")
            .map(|link| link.target)
            .unwrap_or_default()
    }

    /// The sheets in the order of their tabs.
    pub(super) fn sheets(&self) -> Vec<SheetPart> {
        let workbook = self.workbook();
        let links = self.links(&workbook);
        let Some(tree) = self.tree(&workbook) else { return Vec::new() };
        let Some(sheets) = tree.child("sheets") else { return Vec::new() };
        let part = |sheet: &Element| {
            let id = sheet.attribute(":id")?;
            let path = links.iter().find(|link| link.id == id)?.target.clone();
            Some(SheetPart { name: sheet.attribute("name")?.to_owned(), path })
        };
        sheets.all("sheet").filter_map(part).collect()
    }

    /// The part of a kind that the workbook leads to.
    pub(super) fn of_workbook(&self, kind: &str) -> Option<Element> {
        let links = self.links(&self.workbook());
        self.tree(&links.iter().find(|link| link.kind == kind)?.target)
    }
}

/// The part that a target names, from a folder.
fn resolve(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "." | "" => {}
            ".." => {
                path.pop();
            }
            step => path.push(step),
        }
    }
    path.join("/")
}
