//! The check of a whole .xlsb package: records whole, references within their tables.

use std::collections::{BTreeMap, BTreeSet};

use super::super::error::{ReadError, within};
use super::super::parts::{Parts, Tabs, normal_name};
use super::super::xlsx::percent;
use super::super::xml;
use super::notes;
use super::records::{Records, kind_at, read_at, u32_at, wide_at};
use super::worksheet::{self, Tables, Worksheet};
use crate::ooxml::{Entry, Limits, Measure, check_contents};

const SHEET: u16 = 0x009C;
const STRING: u16 = 0x0013;
const BEGIN_FORMATS: u16 = 0x0267;
const FORMAT: u16 = 0x002C;
const FONT: u16 = 0x002B;
const BEGIN_CELL_FORMATS: u16 = 0x0269;
const CELL_FORMAT: u16 = 0x002F;

/// Verifies the package's contents; the result is each sheet by its name.
pub(super) fn check(
    bytes: &[u8],
    entries: &[Entry],
    limits: &Limits,
) -> Result<BTreeMap<String, Worksheet>, ReadError> {
    let mut parts = Parts::default();
    let mut noted = BTreeMap::new();
    let mut tabs = Tabs::default();
    let mut tables = Tables::default();
    check_contents(
        bytes,
        entries,
        |entry| !is_sheet(entry),
        |entry, contents| {
            let part = entry.name.as_str();
            match normal_name("", part).as_str() {
                "xl/workbook.bin" => {
                    tabs = sheets(part, contents)?;
                    within(Measure::Sheets, tabs.len(), limits.sheets)?;
                }
                "xl/sharedstrings.bin" => {
                    tables.strings = count(part, contents, STRING)?;
                    within(Measure::SharedTexts, tables.strings as u64, limits.shared_texts)?;
                }
                "xl/styles.bin" => {
                    formats(part, contents, &mut tables)?;
                }
                name if notes::is_part(name) => {
                    noted.insert(name.to_owned(), notes::read(part, contents)?);
                }
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
    let mut worksheets = check_sheets(bytes, entries, &tables, limits)?;
    let mut named = BTreeMap::new();
    for (part, name) in tabs.by_part(&parts)? {
        let Some(mut sheet) = worksheets.remove(&part) else { continue };
        for relation in parts.of(&part).iter().filter(|relation| relation.kind == "comments") {
            for (at, note) in noted.remove(&relation.target).unwrap_or_default() {
                sheet.appearance.add_note(at, note);
            }
        }
        named.insert(name, sheet);
    }
    Ok(named)
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
    let (mut cells, mut merged) = (0u64, 0u64);
    check_contents(bytes, entries, is_sheet, |entry, contents| {
        let sheet = worksheet::check(&entry.name, contents, tables, limits)?;
        cells += sheet.cells();
        merged += sheet.merged.len() as u64;
        within(Measure::Merged, merged, limits.merged)?;
        worksheets.insert(normal_name("", &entry.name), sheet);
        within(Measure::Cells, cells, limits.cells)
    })?;
    Ok(worksheets)
}

/// Name and relationship id of each sheet.
fn sheets(part: &str, contents: &[u8]) -> Result<Tabs, ReadError> {
    let mut sheets = Tabs::default();
    for record in Records::new(part, contents) {
        let record = record?;
        if record.kind == SHEET && u32_at(record.body, 8) != Some(u32::MAX) {
            let sheet = wide_at(record.body, 8)
                .and_then(|(id, end)| Some((wide_at(record.body, end)?.0, id)));
            let (name, id) =
                sheet.ok_or_else(|| ReadError::part(part, "a sheet's name is cut off"))?;
            sheets.add(part, name, id)?;
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

/// The number of cell formats, and which of them strike through or show a percent sign; refuses a
/// part in which the value reader would lose its way.
fn formats(part: &str, contents: &[u8], tables: &mut Tables) -> Result<(), ReadError> {
    let mut starts = Vec::new();
    let mut struck_fonts = Vec::new();
    let mut percent = BTreeSet::from(percent::BUILT_IN);
    // Formats of cells; those of named styles come before them.
    let mut seen = None;
    for record in Records::new(part, contents) {
        let record = record?;
        if matches!(record.kind, BEGIN_FORMATS | BEGIN_CELL_FORMATS) {
            starts.push(record.start);
        }
        match (record.kind, &mut seen) {
            (FONT, _) => {
                struck_fonts.push(record.body.get(2).is_some_and(|flags| flags & 8 != 0));
            }
            (FORMAT, _) => {
                let code = wide_at(record.body, 2).map(|(code, _)| code);
                if code.is_some_and(|code| percent::shows_percent(&code)) {
                    percent.extend(number_at(record.body, 0));
                }
            }
            (BEGIN_CELL_FORMATS, _) => {
                seen = Some(0usize);
                let count =
                    u32_at(record.body, 0).and_then(|count| usize::try_from(count).ok());
                tables.formats = count.unwrap_or(0);
            }
            (CELL_FORMAT, Some(seen)) => {
                let font =
                    number_at(record.body, 4).and_then(|font| usize::try_from(font).ok());
                if struck_fonts.get(font.unwrap_or(0)).copied().unwrap_or_default() {
                    tables.struck.insert(*seen);
                }
                if number_at(record.body, 2).is_some_and(|format| percent.contains(&format)) {
                    tables.percent.insert(*seen);
                }
                *seen += 1;
            }
            _ => {}
        }
    }
    if loose_walk(contents).as_ref() != Some(&starts) {
        return Err(ReadError::part(
            part,
            "formats that cannot be told apart from their contents",
        ));
    }
    Ok(())
}

/// A number of two bytes.
fn number_at(body: &[u8], at: usize) -> Option<u32> {
    let number = body.get(at..)?.first_chunk()?;
    Some(u16::from_le_bytes(*number).into())
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
