//! How an `OpenDocument` sheet looks: styles that strike through or leave a line no height, hidden
//! lines, and notes.

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};

use super::super::appearance::{Appearance, Lines, Note, Strokes};
use super::super::error::ReadError;
use super::super::xml::{append_text, attribute, raw_attribute};
use super::table::line;
use crate::ooxml::CellRef;

/// What a style tells.
#[derive(Debug, Clone, Default)]
struct Style {
    struck: Option<bool>,
    /// A row or column of no size.
    is_nothing: bool,
    parent: Option<String>,
}

/// Parents that a style may have above it.
const GENERATIONS: usize = 16;

/// Styles by their family and name, of all parts that have some.
#[derive(Debug, Default)]
pub(super) struct Styles {
    known: BTreeMap<(String, String), Style>,
    /// Whether any of them strikes through.
    any_strikes: bool,
    open: Option<(String, String)>,
}

impl Styles {
    /// Takes an event of a part with styles.
    pub(super) fn event(&mut self, part: &str, event: &Event<'_>) -> Result<(), ReadError> {
        match event {
            Event::Start(element) => self.start(part, element)?,
            Event::End(element) if element.name().as_ref() == "style:style" => self.open = None,
            _ => {}
        }
        Ok(())
    }

    fn start(&mut self, part: &str, element: &BytesStart<'_>) -> Result<(), ReadError> {
        if element.name().as_ref() == "style:style" {
            let family = raw_attribute(part, element, "family")?.unwrap_or_default();
            let name = attribute(part, element, "name")?.unwrap_or_default();
            let parent = attribute(part, element, "parent-style-name")?;
            self.open = Some((family, name));
            self.change(|style| style.parent = parent);
            return Ok(());
        }
        if self.open.is_none() {
            return Ok(());
        }
        match element.name().as_ref() {
            "style:text-properties" => {
                let stroke = raw_attribute(part, element, "text-line-through-style")?;
                let kind = raw_attribute(part, element, "text-line-through-type")?;
                if let Some(stroke) = stroke.or(kind) {
                    let struck = stroke != "none";
                    self.any_strikes |= struck;
                    self.change(|style| style.struck = Some(struck));
                }
            }
            "style:table-row-properties" => {
                let height = raw_attribute(part, element, "row-height")?;
                self.change(|style| {
                    style.is_nothing = height.is_some_and(|height| is_zero(&height));
                });
            }
            "style:table-column-properties" => {
                let width = raw_attribute(part, element, "column-width")?;
                self.change(|style| {
                    style.is_nothing = width.is_some_and(|width| is_zero(&width));
                });
            }
            _ => {}
        }
        Ok(())
    }

    fn change(&mut self, change: impl FnOnce(&mut Style)) {
        if let Some(open) = &self.open {
            change(self.known.entry(open.clone()).or_default());
        }
    }

    /// Whether a style strikes through; none if it leaves that to what is around it.
    fn strikes(&self, family: &str, name: &str) -> Option<bool> {
        if !self.any_strikes {
            return None;
        }
        let mut name = name.to_owned();
        for _ in 0..GENERATIONS {
            let style = self.known.get(&(family.to_owned(), name))?;
            if style.struck.is_some() {
                return style.struck;
            }
            name = style.parent.clone()?;
        }
        None
    }

    fn is_nothing(&self, family: &str, name: &str) -> bool {
        let style = self.known.get(&(family.to_owned(), name.to_owned()));
        style.is_some_and(|style| style.is_nothing)
    }
}

/// A length with its unit: `0in`, `0.00cm`.
fn is_zero(length: &str) -> bool {
    let number = length.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    number.parse::<f64>().is_ok_and(|number| number == 0.0)
}

/// Where something is repeated: its rows and columns, first and last.
#[derive(Debug, Clone, Copy)]
pub(super) struct Extent {
    pub(super) rows: (u32, u32),
    pub(super) columns: (u32, u32),
}

/// What is seen of one table, as its elements come.
#[derive(Debug, Default)]
pub(super) struct Looks {
    pub(super) appearance: Appearance,
    /// The column that comes next.
    column: u32,
    /// Columns whose cells are struck through unless they say otherwise.
    struck_columns: Lines,
    row_style: Option<String>,
    cell_style: Option<String>,
    /// The open cell shows its number with a percent sign.
    is_percentage: bool,
    strokes: Strokes,
    /// Whether the open pieces of text are struck through, from without.
    spans: Vec<Option<bool>>,
    in_paragraph: bool,
    note: Option<OpenNote>,
    notes: Vec<Option<Note>>,
}

/// The note whose end has not come yet.
#[derive(Debug, Default)]
struct OpenNote {
    author: String,
    text: String,
    in_author: bool,
    in_text: bool,
}

/// Whether the lines of an element are not shown.
fn is_hidden(part: &str, element: &BytesStart<'_>) -> Result<(bool, bool), ReadError> {
    let visibility = raw_attribute(part, element, "visibility")?;
    let filtered = visibility.as_deref() == Some("filter");
    Ok((filtered || visibility.as_deref() == Some("collapse"), filtered))
}

impl Looks {
    /// Takes the start of a column.
    pub(super) fn start_column(
        &mut self,
        part: &str,
        element: &BytesStart<'_>,
        repeat: u64,
        styles: &Styles,
    ) -> Result<(), ReadError> {
        let (first, last) = (self.column, self.column.saturating_add(line(repeat) - 1));
        self.column = last.saturating_add(1);
        let style = attribute(part, element, "style-name")?;
        let nothing = style.is_some_and(|style| styles.is_nothing("table-column", &style));
        if is_hidden(part, element)?.0 || nothing {
            self.appearance.columns.add(first, last);
        }
        let cells = attribute(part, element, "default-cell-style-name")?;
        if cells.is_some_and(|style| styles.strikes("table-cell", &style) == Some(true)) {
            self.struck_columns.add(first, last);
        }
        Ok(())
    }

    /// Takes the start of a row.
    pub(super) fn start_row(
        &mut self,
        part: &str,
        element: &BytesStart<'_>,
        (row, repeat): (u64, u64),
        styles: &Styles,
    ) -> Result<(), ReadError> {
        let style = attribute(part, element, "style-name")?;
        let nothing = style.is_some_and(|style| styles.is_nothing("table-row", &style));
        let (hidden, filtered) = is_hidden(part, element)?;
        self.appearance.filtered |= filtered;
        if hidden || nothing {
            self.appearance.rows.add(line(row), line(row.saturating_add(repeat) - 1));
        }
        self.row_style = attribute(part, element, "default-cell-style-name")?;
        Ok(())
    }

    /// Takes the start of a cell.
    pub(super) fn start_cell(
        &mut self,
        part: &str,
        element: &BytesStart<'_>,
    ) -> Result<(), ReadError> {
        self.cell_style = attribute(part, element, "style-name")?;
        let kind = raw_attribute(part, element, "value-type")?;
        self.is_percentage = kind.as_deref() == Some("percentage");
        self.strokes = Strokes::default();
        self.spans.clear();
        self.notes.clear();
        Ok(())
    }

    /// Takes whatever stands in a cell.
    pub(super) fn inside(
        &mut self,
        part: &str,
        event: &Event<'_>,
        styles: &Styles,
    ) -> Result<(), ReadError> {
        match event {
            Event::Start(element) => {
                let name = element.name();
                match (name.as_ref(), &mut self.note) {
                    ("office:annotation", _) => self.note = Some(OpenNote::default()),
                    ("dc:creator", Some(note)) => note.in_author = true,
                    ("text:p", Some(note)) => {
                        note.in_text = true;
                        if !note.text.is_empty() {
                            note.text.push('\n');
                        }
                    }
                    ("text:p", None) => self.in_paragraph = true,
                    ("text:span", None) => {
                        let style = attribute(part, element, "style-name")?;
                        let struck = style.and_then(|style| styles.strikes("text", &style));
                        let around = self.spans.last().copied().flatten();
                        self.spans.push(struck.or(around));
                    }
                    _ => {}
                }
            }
            Event::End(element) => match (element.name().as_ref(), &mut self.note) {
                ("office:annotation", _) => {
                    let note = self.note.take().unwrap_or_default();
                    self.notes.push(Note::new(&note.author, &note.text));
                }
                ("dc:creator", Some(note)) => note.in_author = false,
                ("text:p", Some(note)) => note.in_text = false,
                ("text:p", None) => self.in_paragraph = false,
                ("text:span", None) => drop(self.spans.pop()),
                _ => {}
            },
            other => match &mut self.note {
                Some(note) if note.in_author => append_text(&mut note.author, other),
                Some(note) if note.in_text => append_text(&mut note.text, other),
                None if self.in_paragraph => {
                    let mut letters = String::new();
                    append_text(&mut letters, other);
                    self.strokes.add(&letters, self.spans.last().copied().flatten());
                }
                _ => {}
            },
        }
        Ok(())
    }

    /// Takes the end of a cell; `used` says whether it holds anything.
    pub(super) fn end_cell(&mut self, extent: Extent, used: bool, styles: &Styles) {
        let place = |row: u32, col: u32| Some(CellRef::new(row, u16::try_from(col).ok()?));
        if let Some(first) = place(extent.rows.0, extent.columns.0) {
            for note in self.notes.drain(..) {
                self.appearance.add_note(first, note);
            }
        }
        if !used {
            return;
        }
        let own = self.cell_style.as_ref().or(self.row_style.as_ref());
        let own = own.map(|style| styles.strikes("table-cell", style) == Some(true));
        for col in extent.columns.0..=extent.columns.1 {
            if self.is_percentage {
                let cells = (extent.rows.0..=extent.rows.1).filter_map(|row| place(row, col));
                self.appearance.percentages.extend(cells);
            }
            let of_column = || self.struck_columns.contain(col);
            let Some(struck) = self.strokes.in_cell(own.unwrap_or_else(of_column)) else {
                continue;
            };
            let cells = (extent.rows.0..=extent.rows.1).filter_map(|row| place(row, col));
            self.appearance.struck.extend(cells.map(|at| (at, struck)));
        }
    }
}
