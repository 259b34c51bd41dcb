//! The check of a whole .xlsx package: every part that is read from is sound and within
//! limits, and every reference leads somewhere.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::events::Event;

use super::super::error::{ReadError, within};
use super::super::parts::{Parts, normal_name};
use super::super::xml::{self, attribute, raw_attribute};
use super::fonts;
use super::worksheet::Worksheet;
use crate::ooxml::{CellRef, Entry, Limits, Measure, check_contents};

/// Merged ranges of one sheet.
pub(super) type Merged = Vec<(CellRef, CellRef)>;

/// Folders of parts that no figure is read from.
const SKIPPED: [&str; 10] = [
    "drawings/",
    "charts/",
    "diagrams/",
    "media/",
    "customxml/",
    "externallinks/",
    "pivotcache/",
    "pivottables/",
    "printersettings/",
    "embeddings/",
];

/// What the check learns on its way.
#[derive(Debug, Default)]
pub(super) struct Scan {
    parts: Parts,
    worksheets: BTreeMap<String, Worksheet>,
    /// Sheet name and relationship id, in tab order.
    sheets: Vec<(String, String)>,
    /// Cell formats in the style part.
    formats: usize,
    in_formats: bool,
    /// A font of an encoding from before Unicode is named.
    old_fonts: bool,
}

/// What the check of a package found out.
#[derive(Debug)]
pub(super) struct Checked {
    /// Each sheet's merged ranges by its name.
    pub(super) merged: BTreeMap<String, Merged>,
    /// If a font of an encoding from before Unicode is named anywhere: each sheet's name by its
    /// part, to find out where it is used.
    pub(super) old_fonts: Option<BTreeMap<String, String>>,
}

/// Verifies the package's contents.
pub(super) fn check(
    bytes: &[u8],
    entries: &[Entry],
    limits: &Limits,
) -> Result<Checked, ReadError> {
    let mut scan = Scan::default();
    check_contents(bytes, entries, is_read, |entry, contents| {
        scan.part(&entry.name, contents)?;
        let found = scan.worksheets.values().map(|sheet| sheet.cells).sum();
        within(Measure::Cells, found, limits.cells)
    })?;
    let present =
        entries.iter().map(|entry| normal_name("", &entry.name)).collect::<BTreeSet<_>>();
    scan.parts.check(&present, "xml")?;
    scan.check_styles()?;
    let old_fonts = scan.old_fonts.then(|| scan.names_by_part());
    Ok(Checked { merged: scan.merged_by_name(), old_fonts })
}

fn is_read(entry: &Entry) -> bool {
    let name = entry.name.to_lowercase().replace('\\', "/");
    let extension = name.rsplit('.').next();
    matches!(extension, Some("xml" | "rels"))
        && !SKIPPED.iter().any(|folder| name.contains(folder))
}

/// What a part is, told by its outermost element.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Root {
    Worksheet,
    Workbook,
    Styles,
    Strings,
    Types,
    Relations,
    Unknown,
}

impl Root {
    fn of(element: &str) -> Self {
        match element {
            "worksheet" => Self::Worksheet,
            "workbook" => Self::Workbook,
            "styleSheet" => Self::Styles,
            "sst" => Self::Strings,
            "Types" => Self::Types,
            "Relationships" => Self::Relations,
            _ => Self::Unknown,
        }
    }
}

impl Scan {
    fn part(&mut self, part: &str, contents: &[u8]) -> Result<(), ReadError> {
        let name = normal_name("", part);
        let mut root = Root::Unknown;
        let mut started = false;
        let mut worksheet = Worksheet::default();
        let size = contents.len();
        xml::walk(part, contents, |event| {
            if let (false, Event::Start(element)) = (started, event) {
                root = Root::of(element.local_name().as_ref());
                started = true;
            }
            let has_fonts = matches!(root, Root::Worksheet | Root::Styles | Root::Strings);
            if let (true, Event::Start(element)) = (has_fonts, event) {
                self.old_fonts = self.old_fonts || fonts::is_old(element);
            }
            match root {
                Root::Worksheet => worksheet.event(part, event),
                Root::Workbook => self.workbook_event(part, event),
                Root::Styles => {
                    self.styles_event(event);
                    Ok(())
                }
                Root::Strings => strings_event(part, event, size),
                Root::Types => self.parts.types_event(part, event),
                Root::Relations => self.parts.relations_event(part, event),
                Root::Unknown => Ok(()),
            }
        })?;
        if root == Root::Worksheet {
            self.worksheets.insert(name, worksheet);
        }
        Ok(())
    }

    fn workbook_event(&mut self, part: &str, event: &Event<'_>) -> Result<(), ReadError> {
        if let Event::Start(element) = event
            && element.local_name().as_ref() == "sheet"
            && let Some(name) = attribute(part, element, "name")?
            && let Some(id) = attribute(part, element, "id")?
        {
            if self.sheets.iter().any(|(known, _)| *known == name) {
                return Err(ReadError::part(part, "two sheets of one name"));
            }
            self.sheets.push((name, id));
        }
        Ok(())
    }

    fn styles_event(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(element) => match element.local_name().as_ref() {
                "cellXfs" => self.in_formats = true,
                "xf" if self.in_formats => self.formats += 1,
                _ => {}
            },
            Event::End(element) if element.local_name().as_ref() == "cellXfs" => {
                self.in_formats = false;
            }
            _ => {}
        }
    }

    fn check_styles(&self) -> Result<(), ReadError> {
        for (part, sheet) in &self.worksheets {
            if sheet.style > 0 && sheet.style >= self.formats {
                return Err(ReadError::part(part, "a style that is not there"));
            }
        }
        Ok(())
    }

    fn names_by_part(&self) -> BTreeMap<String, String> {
        let workbook = self.parts.workbook().unwrap_or_default();
        let part = |id: &str| self.parts.of(workbook).iter().find(|relation| relation.id == id);
        let sheets = self.sheets.iter();
        sheets.filter_map(|(name, id)| Some((part(id)?.target.clone(), name.clone()))).collect()
    }

    fn merged_by_name(mut self) -> BTreeMap<String, Merged> {
        let workbook = self.parts.workbook().unwrap_or_default().to_owned();
        let mut merged = BTreeMap::new();
        for (name, id) in &self.sheets {
            let relation = self.parts.of(&workbook).iter().find(|relation| relation.id == *id);
            let target = relation.map(|relation| relation.target.clone()).unwrap_or_default();
            if let Some(sheet) = self.worksheets.get_mut(&target) {
                merged.insert(name.clone(), std::mem::take(&mut sheet.merged));
            }
        }
        merged
    }
}

/// The value reader reserves room for as many strings as the table claims to have.
fn strings_event(part: &str, event: &Event<'_>, size: usize) -> Result<(), ReadError> {
    if let Event::Start(element) = event
        && element.local_name().as_ref() == "sst"
        && let Some(count) = raw_attribute(part, element, "uniqueCount")?
        && count.parse::<usize>().is_ok_and(|count| count > size)
    {
        return Err(ReadError::part(part, "more strings than it has room for"));
    }
    Ok(())
}
