//! The check of a whole .xlsb package: records whole, references within their tables.

use std::collections::{BTreeMap, BTreeSet};

use super::super::error::{ReadError, within};
use super::super::parts::{Parts, normal_name};
use super::super::xml;
use super::records::{Records, kind_at, read_at, u32_at, wide_at};
use super::worksheet::{self, Tables, Worksheet};
use crate::ooxml::{Entry, Limits, Measure, check_contents};

const SHEET: u16 = 0x009C;
const STRING: u16 = 0x0013;
const BEGIN_FORMATS: u16 = 0x0267;
const FORMAT: u16 = 0x002C;
const BEGIN_CELL_FORMATS: u16 = 0x0269;
const CELL_FORMAT: u16 = 0x002F;

/// Verifies the package's contents; the result is each sheet by its name.
pub(super) fn check(
    bytes: &[u8],
    entries: &[Entry],
    limits: &Limits,
) -> Result<BTreeMap<String, Worksheet>, ReadError> {
    let mut parts = Parts::default();
    let mut tabs = Vec::new();
    let mut tables = Tables { strings: 0, formats: 0 };
    check_contents(
        bytes,
        entries,
        |entry| !is_sheet(entry),
        |entry, contents| {
            let part = entry.name.as_str();
            match normal_name("", part).as_str() {
                "xl/workbook.bin" => tabs = sheets(part, contents)?,
                "xl/sharedstrings.bin" => tables.strings = count(part, contents, STRING)?,
                "xl/styles.bin" => tables.formats = formats(part, contents)?,
                "[content_types].xml" => {
                    xml::walk(part, contents, |event| parts.types_event(part, event))?;
                }
                name if name.starts_with("docprops/") => xml::walk(part, contents, |_| Ok(()))?,
                name if extension(name) == "rels" => {
                    xml::walk(part, contents, |event| parts.relations_event(part, event))?;
                }
                _ => {}
            }
            Ok::<(), ReadError>(())
        },
    )?;
    let present =
        entries.iter().map(|entry| normal_name("", &entry.name)).collect::<BTreeSet<_>>();
    parts.check(&present, "bin")?;
    let worksheets = check_sheets(bytes, entries, &tables, limits)?;
    Ok(by_name(&parts, &tabs, worksheets))
}

fn is_sheet(entry: &Entry) -> bool {
    let name = normal_name("", &entry.name);
    name.starts_with("xl/worksheets/sheet") && extension(&name) == "bin"
}

fn extension(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or_default()
}

fn check_sheets(
    bytes: &[u8],
    entries: &[Entry],
    tables: &Tables,
    limits: &Limits,
) -> Result<BTreeMap<String, Worksheet>, ReadError> {
    let mut worksheets = BTreeMap::new();
    let mut cells = 0u64;
    check_contents(bytes, entries, is_sheet, |entry, contents| {
        let sheet = worksheet::check(&entry.name, contents, tables, limits)?;
        cells += sheet.cells();
        worksheets.insert(normal_name("", &entry.name), sheet);
        within(Measure::Cells, cells, limits.cells)
    })?;
    Ok(worksheets)
}

fn by_name(
    parts: &Parts,
    tabs: &[(String, String)],
    mut worksheets: BTreeMap<String, Worksheet>,
) -> BTreeMap<String, Worksheet> {
    let workbook = parts.workbook().unwrap_or_default();
    let mut named = BTreeMap::new();
    for (name, id) in tabs {
        let relation = parts.of(workbook).iter().find(|relation| relation.id == *id);
        let sheet = relation.and_then(|relation| worksheets.remove(&relation.target));
        named.extend(sheet.map(|sheet| (name.clone(), sheet)));
    }
    named
}

/// Name and relationship id of each sheet.
fn sheets(part: &str, contents: &[u8]) -> Result<Vec<(String, String)>, ReadError> {
    let mut sheets = Vec::new();
    for record in Records::new(part, contents) {
        let record = record?;
        if record.kind == SHEET && u32_at(record.body, 8) != Some(u32::MAX) {
            let sheet = wide_at(record.body, 8)
                .and_then(|(id, end)| Some((wide_at(record.body, end)?.0, id)));
            let sheet =
                sheet.ok_or_else(|| ReadError::part(part, "a sheet's name is cut off"))?;
            if sheets.iter().any(|(name, _)| *name == sheet.0) {
                return Err(ReadError::part(part, "two sheets of one name"));
            }
            sheets.push(sheet);
        }
    }
    Ok(sheets)
}

fn count(part: &str, contents: &[u8], kind: u16) -> Result<usize, ReadError> {
    let mut found = 0;
    for record in Records::new(part, contents) {
        found += usize::from(record?.kind == kind);
    }
    Ok(found)
}

/// The number of cell formats; refuses a part in which the value reader would lose its way.
fn formats(part: &str, contents: &[u8]) -> Result<usize, ReadError> {
    let mut starts = Vec::new();
    let mut formats = 0;
    for record in Records::new(part, contents) {
        let record = record?;
        if matches!(record.kind, BEGIN_FORMATS | BEGIN_CELL_FORMATS) {
            starts.push(record.start);
        }
        if record.kind == BEGIN_CELL_FORMATS {
            formats = u32_at(record.body, 0)
                .and_then(|count| usize::try_from(count).ok())
                .unwrap_or(0);
        }
    }
    if loose_walk(contents).as_ref() != Some(&starts) {
        return Err(ReadError::part(
            part,
            "formats that cannot be told apart from their contents",
        ));
    }
    Ok(formats)
}

/// The value reader does not skip what a record contains while it looks for the formats: it
/// takes any bytes for the start of the next record. These are the places where it thinks
/// that formats begin.
fn loose_walk(contents: &[u8]) -> Option<Vec<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    loop {
        let (kind, next) = kind_at(contents, at)?;
        let wanted = match kind {
            BEGIN_FORMATS => FORMAT,
            BEGIN_CELL_FORMATS => CELL_FORMAT,
            _ => {
                at = next;
                continue;
            }
        };
        found.push(at);
        let (record, next) = read_at(contents, at)?;
        at = next;
        let mut left = u32_at(record.body, 0)?;
        while left > 0 {
            let (record, next) = read_at(contents, at)?;
            left -= u32::from(record.kind == wanted);
            at = next;
        }
        if kind == BEGIN_CELL_FORMATS {
            return Some(found);
        }
    }
}
