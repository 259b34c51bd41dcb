//! Which cells a protected sheet locks.

use super::area::Area;
use super::book::{Book, Tab, read_xml, relations};
use super::insert::style_at;
use super::sheet::Sheet;
use crate::ooxml::CellRef;
use crate::ooxml::xml_part::{Element, XmlPart};
use crate::template::Problem;

/// What the styles of a workbook say of locking.
pub(super) struct Locks {
    /// For each cell format, whether it locks.
    locked: Vec<bool>,
}

impl Locks {
    /// Reads the styles, if any sheet is protected; without protection nothing is locked.
    pub(super) fn read(book: &mut Book) -> Result<Option<Self>, Problem> {
        let is_protected = |tab: &Tab| tab.sheet.as_ref().is_some_and(is_protected);
        if !book.tabs.iter().any(is_protected) {
            return Ok(None);
        }
        let styles = styles(book)?;
        let formats = styles.as_ref().and_then(|part| part.root.child("cellXfs"));
        let locked = formats.map(|formats| formats.elements().map(locks).collect());
        Ok(Some(Self { locked: locked.unwrap_or_default() }))
    }

    /// Whether a user of Excel could not type into this cell.
    pub(super) fn is_locked(&self, sheet: &Sheet, at: CellRef) -> bool {
        is_protected(sheet)
            && self.locked.get(style_at(sheet, at)).copied().unwrap_or(true)
            && !is_open_to_all(sheet, at)
    }
}

/// The styles part.
pub(super) fn styles(book: &mut Book) -> Result<Option<XmlPart>, Problem> {
    let relations = relations(&mut book.package, &book.path)?;
    let styles = relations.iter().find(|relation| relation.kind == "styles");
    match styles.filter(|relation| book.package.contains(&relation.target)) {
        Some(relation) => read_xml(&mut book.package, &relation.target).map(Some),
        None => Ok(None),
    }
}

/// Whether a sheet's protection is on (ECMA-376 part 1, 18.3.1.85).
fn is_protected(sheet: &Sheet) -> bool {
    let protection = sheet.around.root.child("sheetProtection");
    protection.is_some_and(|protection| is_true(protection, "sheet", false))
}

/// A format locks unless it says otherwise (18.8.33).
fn locks(format: &Element) -> bool {
    format.child("protection").is_none_or(|protection| is_true(protection, "locked", true))
}

/// Ranges that may be changed without a password (18.3.1.70).
fn is_open_to_all(sheet: &Sheet, at: CellRef) -> bool {
    const GUARDS: [&str; 4] = ["password", "hashValue", "algorithmName", "securityDescriptor"];
    let Some(ranges) = sheet.around.root.child("protectedRanges") else { return false };
    let open = ranges.elements().filter(|range| {
        GUARDS.iter().all(|guard| range.attribute(guard).is_none())
            && range.child("securityDescriptor").is_none()
    });
    let lists = open.filter_map(|range| range.attribute("sqref").map(|list| Area::list(&list)));
    lists.flatten().any(|area| area.contains(at))
}

fn is_true(element: &Element, name: &str, default: bool) -> bool {
    element.attribute(name).map_or(default, |value| matches!(value.trim(), "1" | "true"))
}
