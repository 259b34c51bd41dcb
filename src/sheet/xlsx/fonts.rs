//! Which cells and runs of text have a font of an encoding from before Unicode, which are
//! struck through, and which are raised behind a number.
//!
//! Read only where the check of the package met such a font or a stroke; most packages have
//! neither.

use std::collections::BTreeMap;
use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};

use super::super::appearance::{Strokes, Struck};
use super::super::error::{ReadError, within};
use super::super::legacy::{Lettering, NamedFont, Run, RunFont};
use super::super::parts::normal_name;
use super::super::xml::{self, append_text, attribute, raw_attribute};
use crate::ooxml::{CellRef, Entry, Limits, Measure, check_contents};
use crate::text::legacy::OldFont;

/// Each sheet's cells with such fonts, by its name.
pub(super) type BySheet = BTreeMap<String, Looks>;

/// Cells of a sheet whose looks tell something.
#[derive(Debug, Default)]
pub(super) struct Looks {
    /// Those with fonts of old encodings.
    pub(super) lettering: BTreeMap<CellRef, Lettering>,
    /// Those that are struck through.
    pub(super) struck: BTreeMap<CellRef, Struck>,
    /// Texts in which a raised or lowered digit stands beside one that is not, told apart by `^`.
    pub(super) raised: BTreeMap<CellRef, String>,
}

/// Whether an element names a font of an old encoding, or strikes through.
pub(super) fn is_telling(element: &BytesStart<'_>) -> bool {
    match element.local_name().as_ref() {
        "name" | "rFont" => raw_attribute("", element, "val")
            .is_ok_and(|name| name.is_some_and(|name| OldFont::of(&name).is_some())),
        "strike" => is_stroke(element),
        "vertAlign" => is_raised(element),
        _ => false,
    }
}

/// Whether a `<strike>` does strike through: it does unless it says no.
fn is_stroke(element: &BytesStart<'_>) -> bool {
    let says = raw_attribute("", element, "val").ok().flatten();
    says.is_none_or(|says| xml::is_on(&says))
}

/// Whether a `<vertAlign>` raises or lowers.
fn is_raised(element: &BytesStart<'_>) -> bool {
    let says = raw_attribute("", element, "val").ok().flatten();
    matches!(says.as_deref(), Some("superscript" | "subscript"))
}

/// Finds them in a package that was checked; `sheets` are the names of sheets by their parts.
pub(super) fn read(
    bytes: &[u8],
    entries: &[Entry],
    sheets: &BTreeMap<String, String>,
    limits: &Limits,
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
        xml::walk(part, contents, |event| {
            cells.event(part, event)?;
            let found = &cells.found;
            let found = found.lettering.len() + found.struck.len() + found.raised.len();
            within(Measure::Cells, found as u64, limits.kept_cells.saturating_mul(2))
        })?;
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
    fonts: Vec<Font>,
    /// The font of each cell format.
    of_format: Vec<usize>,
    in_fonts: bool,
    in_formats: bool,
}

/// What a font tells.
#[derive(Clone, Default)]
struct Font {
    old: Option<NamedFont>,
    struck: bool,
}

impl Styles {
    fn event(&mut self, part: &str, event: &Event<'_>) -> Result<(), ReadError> {
        match event {
            Event::Start(element) => match element.local_name().as_ref() {
                "fonts" => self.in_fonts = true,
                "cellXfs" => self.in_formats = true,
                "font" if self.in_fonts => self.fonts.push(Font::default()),
                "name" if self.in_fonts => {
                    let old = named(part, element)?;
                    self.fonts
                        .last_mut()
                        .into_iter()
                        .for_each(|last| last.old.clone_from(&old));
                }
                "strike" if self.in_fonts => {
                    let struck = is_stroke(element);
                    self.fonts.last_mut().into_iter().for_each(|last| last.struck = struck);
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

    fn font(&self, format: usize) -> Font {
        let font = self.of_format.get(format).and_then(|font| self.fonts.get(*font));
        font.cloned().unwrap_or_default()
    }
}

/// Texts taken apart into their runs, one after the other.
#[derive(Default)]
struct Texts {
    /// Each text that is complete.
    done: Vec<Text>,
    runs: Vec<Run>,
    /// Whether the open run is struck through; none where the cell's font decides.
    struck: Option<bool>,
    strokes: Strokes,
    /// Whether the open run is raised or lowered.
    raised: bool,
    levels: Levels,
    /// The text of the open `<t>`, and whether its outer spaces count.
    open: Option<(String, bool)>,
    in_phonetics: bool,
}

/// One text.
#[derive(Clone, Default)]
struct Text {
    runs: Arc<[Run]>,
    has_old: bool,
    strokes: Strokes,
    /// The whole text, where raised digits had to be told apart.
    raised: Option<Arc<str>>,
}

/// The runs of a text put together again: «12» with a raised «1» is no 121.
#[derive(Default)]
struct Levels {
    text: String,
    was_raised: bool,
    told_apart: bool,
}

impl Levels {
    fn add(&mut self, text: &str, is_raised: bool) {
        let is_digit = |c: char| c.is_ascii_digit();
        if is_raised != self.was_raised
            && self.text.ends_with(is_digit)
            && text.starts_with(is_digit)
        {
            self.text.push('^');
            self.told_apart = true;
        }
        self.text.push_str(text);
        if !text.is_empty() {
            self.was_raised = is_raised;
        }
    }

    /// The text, if anything had to be told apart.
    fn done(self) -> Option<Arc<str>> {
        self.told_apart.then(|| Arc::from(self.text))
    }
}

impl Texts {
    fn event(&mut self, part: &str, event: &Event<'_>) -> Result<(), ReadError> {
        match event {
            Event::Start(element) => self.start(part, element)?,
            Event::End(element) => match element.local_name().as_ref() {
                "rPh" => self.in_phonetics = false,
                "r" => (self.struck, self.raised) = (None, false),
                "t" => self.end_text(),
                "si" | "is" => self.end_string(),
                _ => {}
            },
            other => self.open.iter_mut().for_each(|(open, _)| append_text(open, other)),
        }
        Ok(())
    }

    fn start(&mut self, part: &str, element: &BytesStart<'_>) -> Result<(), ReadError> {
        match element.local_name().as_ref() {
            "rPh" => self.in_phonetics = true,
            "r" => self.runs.push(Run { text: String::new(), font: RunFont::OfCell }),
            "rPr" => self.struck = Some(false),
            "strike" => self.struck = Some(is_stroke(element)),
            "vertAlign" => self.raised = is_raised(element),
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

    fn end_text(&mut self) {
        let Some((text, preserve)) = self.open.take() else { return };
        let spaces = [' ', '\t', '\r', '\n'];
        let text = if preserve { &text } else { text.trim_matches(spaces) };
        self.strokes.add(text, self.struck);
        self.levels.add(text, self.raised);
        self.runs.last_mut().into_iter().for_each(|run| run.text.push_str(text));
    }

    fn end_string(&mut self) {
        let mut runs = std::mem::take(&mut self.runs);
        // Many cells may share one text: it has no more runs than letters.
        runs.retain(|run| !run.text.is_empty());
        let has_old = runs.iter().any(|run| matches!(run.font, RunFont::Old(_)));
        let strokes = std::mem::take(&mut self.strokes);
        (self.struck, self.raised) = (None, false);
        let raised = std::mem::take(&mut self.levels).done();
        self.done.push(Text { runs: runs.into(), has_old, strokes, raised });
    }
}

/// The cells of a sheet that have such a font.
struct Cells<'a> {
    formats: &'a Styles,
    strings: &'a [Text],
    found: Looks,
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
    fn new(formats: &'a Styles, strings: &'a [Text]) -> Self {
        let next = CellRef::new(0, 0);
        let found = Looks::default();
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
        let text = shared.or_else(|| self.inline.done.pop());
        self.inline.done.clear();
        let holds_something = text.is_some() || !cell.index.is_empty();
        let Text { runs, has_old, strokes, raised } = text.unwrap_or_default();
        let font = self.formats.font(cell.format);
        if !holds_something {
            return;
        }
        if let Some(raised) = raised {
            self.found.raised.insert(cell.at, raised.to_string());
        }
        if let Some(struck) = strokes.in_cell(font.struck) {
            self.found.struck.insert(cell.at, struck);
        }
        if font.old.is_some() || has_old {
            self.found.lettering.insert(cell.at, Lettering { cell: font.old, runs });
        }
    }
}
