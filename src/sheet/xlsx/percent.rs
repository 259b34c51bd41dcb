//! Numbers that a sheet shows as percentages: the cell that shows `100%` holds 1.
//!
//! The check of the package learns which formats show a percent sign and whether any number has
//! one of them; only then the sheets concerned are walked once more.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::events::{BytesStart, Event};

use super::super::error::ReadError;
use super::super::parts::normal_name;
use super::super::xml::{self, attribute, raw_attribute};
use crate::ooxml::{CellRef, Entry, check_contents};

/// Number formats that every spreadsheet knows: `0%` and `0.00%`.
pub(in crate::sheet) const BUILT_IN: [u32; 2] = [9, 10];

/// The number formats of cells, as the style part has them.
#[derive(Debug, Default)]
pub(super) struct Formats {
    /// Number formats of the file's own that show a percent sign.
    percent: BTreeSet<u32>,
    /// The number format of each cell format.
    of_cells: Vec<u32>,
    in_cells: bool,
}

impl Formats {
    /// Takes an event of the style part.
    pub(super) fn event(&mut self, part: &str, event: &Event<'_>) -> Result<(), ReadError> {
        match event {
            Event::Start(element) => match element.local_name().as_ref() {
                "numFmt" => {
                    let code = attribute(part, element, "formatCode")?.unwrap_or_default();
                    if shows_percent(&code) {
                        self.percent.extend(number(part, element)?);
                    }
                }
                "cellXfs" => self.in_cells = true,
                "xf" if self.in_cells => {
                    self.of_cells.push(number(part, element)?.unwrap_or(0));
                }
                _ => {}
            },
            Event::End(element) if element.local_name().as_ref() == "cellXfs" => {
                self.in_cells = false;
            }
            _ => {}
        }
        Ok(())
    }

    /// Cell formats in the style part.
    pub(super) fn count(&self) -> usize {
        self.of_cells.len()
    }

    /// The cell formats that show a percent sign.
    pub(super) fn of_percentages(&self) -> BTreeSet<usize> {
        let shows = |format: &u32| BUILT_IN.contains(format) || self.percent.contains(format);
        let formats = self.of_cells.iter().enumerate();
        formats.filter(|(_, format)| shows(format)).map(|(at, _)| at).collect()
    }
}

fn number(part: &str, element: &BytesStart<'_>) -> Result<Option<u32>, ReadError> {
    let number = raw_attribute(part, element, "numFmtId")?;
    Ok(number.and_then(|number| number.parse().ok()))
}

/// Whether a number format shows a percent sign: one outside quotes that is not escaped.
pub(in crate::sheet) fn shows_percent(code: &str) -> bool {
    let mut quoted = false;
    let mut escaped = false;
    for letter in code.chars() {
        match letter {
            _ if escaped => escaped = false,
            '"' => quoted = !quoted,
            '\\' | '_' | '*' if !quoted => escaped = true,
            '%' if !quoted => return true,
            _ => {}
        }
    }
    false
}

/// Each sheet's numbers in these cell formats, by its name; `sheets` are the names of those
/// concerned by their parts.
pub(super) fn read(
    bytes: &[u8],
    entries: &[Entry],
    (sheets, formats): &(BTreeMap<String, String>, BTreeSet<usize>),
) -> Result<BTreeMap<String, BTreeSet<CellRef>>, ReadError> {
    let mut found = BTreeMap::new();
    let is_concerned = |entry: &Entry| sheets.contains_key(&normal_name("", &entry.name));
    check_contents(bytes, entries, is_concerned, |entry, contents| {
        let part = entry.name.as_str();
        let mut cells = BTreeSet::new();
        let mut open = None;
        xml::walk(part, contents, |event| {
            if let Event::Start(element) = event {
                match element.local_name().as_ref() {
                    "c" => open = in_formats(part, element, formats)?,
                    // A formula without a value shows what it will give as a percentage, too.
                    "v" | "f" => cells.extend(open.take()),
                    _ => {}
                }
            }
            Ok::<(), ReadError>(())
        })?;
        if let Some(name) = sheets.get(&normal_name("", part)) {
            found.insert(name.clone(), cells);
        }
        Ok::<(), ReadError>(())
    })?;
    Ok(found)
}

/// The place of a number that has one of these cell formats.
fn in_formats(
    part: &str,
    element: &BytesStart<'_>,
    formats: &BTreeSet<usize>,
) -> Result<Option<CellRef>, ReadError> {
    let format = raw_attribute(part, element, "s")?.and_then(|format| format.parse().ok());
    let kind = raw_attribute(part, element, "t")?;
    let is_number = matches!(kind.as_deref(), None | Some("n"));
    if !is_number || !format.is_some_and(|format: usize| formats.contains(&format)) {
        return Ok(None);
    }
    Ok(raw_attribute(part, element, "r")?.and_then(|place| place.parse().ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percent_sign_in_quotes_is_a_text_like_any_other() {
        for code in ["0%", "0.00 %", "[Red]0%;-0%", "0\"x\"%"] {
            assert!(shows_percent(code), "{code}");
        }
        for code in ["General", "0.00", "0\"%\"", "0\\%", "0_%"] {
            assert!(!shows_percent(code), "{code}");
        }
    }
}
