//! Which cells and runs of text have a font of an encoding from before Unicode.
//!
//! Read only where the check of the package met the name of such a font; most packages have none.

use std::collections::BTreeMap;
use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};

use super::super::error::ReadError;
use super::super::legacy::{Lettering, NamedFont, Run, RunFont};
use super::super::parts::normal_name;
use super::super::xml::{self, attribute, raw_attribute};
use crate::ooxml::{CellRef, Entry, check_contents};
use crate::text::legacy::OldFont;

/// Each sheet's cells with such fonts, by its name.
pub(super) type BySheet = BTreeMap<String, BTreeMap<CellRef, Lettering>>;

/// Whether an element names such a font.
pub(super) fn is_old(element: &BytesStart<'_>) -> bool {
    matches!(element.local_name().as_ref(), "name" | "rFont")
        && raw_attribute("", element, "val")
            .is_ok_and(|name| name.is_some_and(|name| OldFont::of(&name).is_some()))
}

/// Finds them in a package that was checked; `sheets` are the names of sheets by their parts.
pub(super) fn read(
    bytes: &[u8],
    entries: &[Entry],
    sheets: &BTreeMap<String, String>,
) -> Result<BySheet, ReadError> {
    let mut formats = Styles::default();
    let mut strings = Texts::default();
    let of = |entry: &Entry, end: &str| normal_name("", &entry.name).ends_with(end);
    let is_shared = |entry: &Entry| of(entry, "styles.xml") || of(entry, "sharedstrings.xml");
    check_contents(bytes, entries, is_shared, |entry, contents| {
        let part = entry.name.as_str();
        xml::walk(part, contents, |event| {
            if of(entry, "styles.xml") {
                formats.event(part, event)
            } else {
                strings.event(part, event)
            }
        })
    })?;
    let mut found = BySheet::new();
    let is_sheet = |entry: &Entry| sheets.contains_key(&normal_name("", &entry.name));
    check_contents(bytes, entries, is_sheet, |entry, contents| {
        let part = entry.name.as_str();
        let mut cells = Cells::new(&formats, &strings.done);
        xml::walk(part, contents, |event| cells.event(part, event))?;
        if let Some(name) = sheets.get(&normal_name("", part)) {
            found.insert(name.clone(), cells.found);
        }
        Ok::<(), ReadError>(())
    })?;
    Ok(found)
}

fn named(part: &str, element: &BytesStart<'_>) -> Result<Option<NamedFont>, ReadError> {
    let name = attribute(part, element, "val")?.unwrap_or_default();
    Ok(OldFont::of(&name).map(|font| NamedFont { name: Arc::from(name), font }))
}

fn number(part: &str, element: &BytesStart<'_>, name: &str) -> Result<usize, ReadError> {
    let value = raw_attribute(part, element, name)?;
    Ok(value.and_then(|value| value.parse().ok()).unwrap_or(0))
}

/// The fonts of cell formats.
#[derive(Default)]
struct Styles {
    fonts: Vec<Option<NamedFont>>,
    /// The font of each cell format.
    of_format: Vec<usize>,
    in_fonts: bool,
    in_formats: bool,
}

impl Styles {
    fn event(&mut self, part: &str, event: &Event<'_>) -> Result<(), ReadError> {
        match event {
            Event::Start(element) => match element.local_name().as_ref() {
                "fonts" => self.in_fonts = true,
                "cellXfs" => self.in_formats = true,
                "font" if self.in_fonts => self.fonts.push(None),
                "name" if self.in_fonts => {
                    let font = named(part, element)?;
                    self.fonts.last_mut().into_iter().for_each(|last| last.clone_from(&font));
                }
                "xf" if self.in_formats => {
                    self.of_format.push(number(part, element, "fontId")?);
                }
                _ => {}
            },
            Event::End(element) => match element.local_name().as_ref() {
                "fonts" => self.in_fonts = false,
                "cellXfs" => self.in_formats = false,
                _ => {}
            },
            _ => {}
        }
        Ok(())
    }

    fn font(&self, format: usize) -> Option<NamedFont> {
        self.fonts.get(*self.of_format.get(format)?)?.clone()
    }
}

/// Texts taken apart into their runs, one after the other.
#[derive(Default)]
struct Texts {
    /// The runs of each text that is complete, and whether one of them has an old font.
    done: Vec<(Arc<[Run]>, bool)>,
    runs: Vec<Run>,
    /// The text of the open `<t>`, and whether its outer spaces count.
    open: Option<(String, bool)>,
    in_phonetics: bool,
}

impl Texts {
    fn event(&mut self, part: &str, event: &Event<'_>) -> Result<(), ReadError> {
        match event {
            Event::Start(element) => self.start(part, element)?,
            Event::End(element) => match element.local_name().as_ref() {
                "rPh" => self.in_phonetics = false,
                "t" => self.end_text(),
                "si" | "is" => self.end_string(),
                _ => {}
            },
            Event::Text(text) => self.push(&text.xml10_content()),
            Event::CData(text) => self.push(&text.xml10_content()),
            Event::GeneralRef(name) => {
                if let Some(known) = quick_xml::escape::resolve_xml_entity(name) {
                    self.push(known);
                } else if let Ok(Some(letter)) = name.resolve_char_ref() {
                    self.push(letter.encode_utf8(&mut [0; 4]));
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn start(&mut self, part: &str, element: &BytesStart<'_>) -> Result<(), ReadError> {
        match element.local_name().as_ref() {
            "rPh" => self.in_phonetics = true,
            "r" => self.runs.push(Run { text: String::new(), font: RunFont::OfCell }),
            "rFont" => {
                let font = named(part, element)?.map_or(RunFont::Modern, RunFont::Old);
                self.runs.last_mut().into_iter().for_each(|run| run.font = font.clone());
            }
            "t" if !self.in_phonetics => {
                let space = raw_attribute(part, element, "space")?;
                self.open = Some((String::new(), space.as_deref() == Some("preserve")));
            }
            _ => {}
        }
        Ok(())
    }

    fn push(&mut self, text: &str) {
        self.open.iter_mut().for_each(|(open, _)| open.push_str(text));
    }

    fn end_text(&mut self) {
        let Some((text, preserve)) = self.open.take() else { return };
        let spaces = [' ', '\t', '\r', '\n'];
        let text = if preserve { &text } else { text.trim_matches(spaces) };
        self.runs.last_mut().into_iter().for_each(|run| run.text.push_str(text));
    }

    fn end_string(&mut self) {
        let mut runs = std::mem::take(&mut self.runs);
        // Many cells may share one text: it has no more runs than letters.
        runs.retain(|run| !run.text.is_empty());
        let has_old = runs.iter().any(|run| matches!(run.font, RunFont::Old(_)));
        self.done.push((runs.into(), has_old));
    }
}

/// The cells of a sheet that have such a font.
struct Cells<'a> {
    formats: &'a Styles,
    strings: &'a [(Arc<[Run]>, bool)],
    found: BTreeMap<CellRef, Lettering>,
    next: CellRef,
    cell: Option<OpenCell>,
    inline: Texts,
}

struct OpenCell {
    at: CellRef,
    format: usize,
    is_shared: bool,
    index: String,
    in_value: bool,
}

impl<'a> Cells<'a> {
    fn new(formats: &'a Styles, strings: &'a [(Arc<[Run]>, bool)]) -> Self {
        let next = CellRef::new(0, 0);
        let found = BTreeMap::new();
        Self { formats, strings, found, next, cell: None, inline: Texts::default() }
    }

    fn event(&mut self, part: &str, event: &Event<'_>) -> Result<(), ReadError> {
        match event {
            Event::Start(element) => match element.local_name().as_ref() {
                "row" => {
                    let row = u32::try_from(number(part, element, "r")?).ok();
                    let row = row.and_then(|row| row.checked_sub(1)).unwrap_or(self.next.row);
                    self.next = CellRef::new(row, 0);
                }
                "c" => self.cell = Some(self.start_cell(part, element)?),
                "v" => self.cell.iter_mut().for_each(|cell| cell.in_value = true),
                _ => self.inline.start(part, element)?,
            },
            Event::End(element) => match element.local_name().as_ref() {
                "row" => self.next.row = self.next.row.saturating_add(1),
                "c" => self.end_cell(),
                "v" => self.cell.iter_mut().for_each(|cell| cell.in_value = false),
                _ => self.inline.event(part, event)?,
            },
            Event::Text(text) => match self.cell.as_mut().filter(|cell| cell.in_value) {
                Some(cell) => cell.index.push_str(text),
                None => self.inline.event(part, event)?,
            },
            _ => self.inline.event(part, event)?,
        }
        Ok(())
    }

    fn start_cell(&self, part: &str, element: &BytesStart<'_>) -> Result<OpenCell, ReadError> {
        let at = raw_attribute(part, element, "r")?.and_then(|at| at.parse().ok());
        Ok(OpenCell {
            at: at.unwrap_or(self.next),
            format: number(part, element, "s")?,
            is_shared: raw_attribute(part, element, "t")?.as_deref() == Some("s"),
            index: String::new(),
            in_value: false,
        })
    }

    fn end_cell(&mut self) {
        let Some(cell) = self.cell.take() else { return };
        self.next = CellRef::new(cell.at.row, cell.at.col.saturating_add(1));
        let shared = cell.index.trim().parse().ok().filter(|_| cell.is_shared);
        let shared = shared.and_then(|index: usize| self.strings.get(index).cloned());
        let (runs, has_old) = shared.or_else(|| self.inline.done.pop()).unwrap_or_default();
        self.inline.done.clear();
        let font = self.formats.font(cell.format);
        if font.is_some() || has_old {
            self.found.insert(cell.at, Lettering { cell: font, runs });
        }
    }
}
