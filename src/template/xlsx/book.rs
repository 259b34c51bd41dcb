//! A workbook opened: its sheets in order, with names and parts.

use crate::ooxml::xml_part::{Element, XmlPart};
use crate::ooxml::{Package, PackageError};
use crate::template::{Place, Problem, ProblemKind};

use super::shared;
use super::sheet::Sheet;
use super::strings::Strings;

/// A workbook taken apart as far as filling needs; copies share what is large.
#[derive(Clone)]
pub(super) struct Book {
    /// The file.
    pub package: Package,
    /// Name of the workbook part.
    pub path: String,
    /// The workbook part.
    pub workbook: XmlPart,
    /// Shared strings and their part's name.
    pub strings: Strings,
    /// Name of the shared strings part.
    pub strings_path: Option<String>,
    /// Sheets in the order of their tabs.
    pub tabs: Vec<Tab>,
}

/// A sheet of the workbook.
#[derive(Clone)]
pub(super) struct Tab {
    /// Name on the tab.
    pub name: String,
    /// Name of its part.
    pub path: String,
    /// Whether a user sees it.
    pub visible: bool,
    /// Its rows and cells; none for charts and dialogs.
    pub sheet: Option<Sheet>,
}

/// A relationship of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Relation {
    /// Its id.
    pub id: String,
    /// The last word of its type, such as `worksheet`.
    pub kind: String,
    /// The part it leads to; the address itself when it leads out of the file.
    pub target: String,
    /// Whether it leads out of the file.
    pub external: bool,
}

impl Book {
    /// Opens a workbook; reads no sheet yet.
    pub(super) fn open(bytes: Vec<u8>) -> Result<Self, Problem> {
        let mut package = Package::open(bytes).map_err(|error| unreadable(&error))?;
        let main = relations(&mut package, "")?
            .into_iter()
            .find(|relation| relation.kind == "officeDocument")
            .ok_or_else(|| unreadable(&"không có phần chính"))?;
        let path = main.target;
        let workbook = read_xml(&mut package, &path)?;
        if workbook.root.local_name() != "workbook" {
            return Err(unreadable(&format!("`{path}` không phải bảng tính")));
        }
        let relations = relations(&mut package, &path)?;
        let tabs = tabs(&workbook.root, &relations)?;
        let strings = relations.iter().find(|relation| relation.kind == "sharedStrings");
        let strings_path = strings.map(|relation| relation.target.clone());
        let strings = match &strings_path {
            Some(part) if package.contains(part) => {
                let bytes = package.read(part).map_err(|error| unreadable(&error))?;
                Strings::parse(&bytes)
                    .map_err(|error| unreadable(&format!("{part}: {error}")))?
            }
            _ => Strings::default(),
        };
        Ok(Self { package, path, workbook, strings, strings_path, tabs })
    }

    /// Reads the rows of all worksheets.
    pub(super) fn read_sheets(&mut self) -> Result<(), Problem> {
        for tab in &mut self.tabs {
            let bytes = self.package.read(&tab.path).map_err(|error| unreadable(&error))?;
            if !is_worksheet(&bytes) {
                continue;
            }
            let sheet = Sheet::parse(bytes)
                .and_then(|mut sheet| shared::write_out(&mut sheet).map(|()| sheet));
            let sheet = sheet.map_err(|error| unreadable(&format!("{}: {error}", tab.path)))?;
            tab.sheet = Some(sheet);
        }
        Ok(())
    }
}

fn is_worksheet(bytes: &[u8]) -> bool {
    bytes.windows("sheetData".len()).any(|window| window == b"sheetData")
}

fn tabs(workbook: &Element, relations: &[Relation]) -> Result<Vec<Tab>, Problem> {
    let sheets =
        workbook.child("sheets").ok_or_else(|| unreadable(&"không có danh sách trang tính"))?;
    let mut tabs = Vec::new();
    for sheet in sheets.elements().filter(|sheet| sheet.local_name() == "sheet") {
        let name = sheet.attribute("name").unwrap_or_default().into_owned();
        let id = sheet.attribute_of_any_prefix("id").unwrap_or_default();
        let relation = relations.iter().find(|relation| relation.id == id);
        let relation = relation.ok_or_else(|| {
            unreadable(&format!("trang tính `{name}` không có nội dung trong tệp"))
        })?;
        let visible =
            !matches!(sheet.attribute("state").as_deref(), Some("hidden" | "veryHidden"));
        tabs.push(Tab { name, path: relation.target.clone(), visible, sheet: None });
    }
    Ok(tabs)
}

/// The relationships of a part (of the whole file for an empty name).
pub(super) fn relations(package: &mut Package, part: &str) -> Result<Vec<Relation>, Problem> {
    let path = relations_path(part);
    if !package.contains(&path) {
        return Ok(Vec::new());
    }
    let xml = read_xml(package, &path)?;
    let found = xml.root.elements().filter(|element| element.local_name() == "Relationship");
    Ok(found.map(|element| relation(element, part)).collect())
}

/// Name of the part that holds a part's relationships.
pub(super) fn relations_path(part: &str) -> String {
    let (folder, file) =
        part.rsplit_once('/').map_or(("", part), |(folder, file)| (folder, file));
    let slash = if folder.is_empty() { "" } else { "/" };
    format!("{folder}{slash}_rels/{file}.rels")
}

fn relation(element: &Element, part: &str) -> Relation {
    let text = |name: &str| element.attribute(name).unwrap_or_default().into_owned();
    let external = text("TargetMode") == "External";
    let target = text("Target");
    let kind = text("Type").rsplit('/').next().unwrap_or_default().to_owned();
    let target = if external { target } else { resolve(part, &target) };
    Relation { id: text("Id"), kind, target, external }
}

/// The part that a relative target of a part's relationship names.
fn resolve(part: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let folder = part.rsplit_once('/').map_or("", |(folder, _)| folder);
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

/// Whether a part's name ends in this extension.
pub(super) fn has_extension(part: &str, extension: &str) -> bool {
    let found = std::path::Path::new(part).extension();
    found.is_some_and(|found| found.eq_ignore_ascii_case(extension))
}

/// Reads a part as a tree.
pub(super) fn read_xml(package: &mut Package, part: &str) -> Result<XmlPart, Problem> {
    let bytes = package.read(part).map_err(|error| unreadable(&error))?;
    XmlPart::parse(&bytes).map_err(|error| unreadable(&format!("{part}: {error}")))
}

/// The file is none of ours to fill.
pub(super) fn unreadable(reason: &dyn std::fmt::Display) -> Problem {
    Problem {
        kind: ProblemKind::Unreadable(reason.to_string()),
        place: Place::File,
        around: String::new(),
    }
}

impl From<PackageError> for Problem {
    fn from(error: PackageError) -> Self {
        unreadable(&error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_resolved_against_their_part() {
        assert_eq!(
            resolve("xl/workbook.xml", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml"
        );
        assert_eq!(
            resolve("xl/worksheets/sheet1.xml", "../drawings/d.xml"),
            "xl/drawings/d.xml"
        );
        assert_eq!(resolve("xl/workbook.xml", "/xl/s.xml"), "xl/s.xml");
        assert_eq!(relations_path("xl/workbook.xml"), "xl/_rels/workbook.xml.rels");
        assert_eq!(relations_path(""), "_rels/.rels");
    }
}
