//! What cells of the result show, for charts and shapes that keep copies of it.

use std::collections::BTreeMap;

use crate::ooxml::xml_part::attribute;
use crate::template::xlsx::book::Tab;
use crate::template::xlsx::formula::lexer::{Kind, Reference, SheetName, tokens};
use crate::template::xlsx::grid::{Cached, CachedValue, Grid, GridCell, GridRow};
use crate::template::xlsx::lines::Axis;
use crate::template::xlsx::number_text::Formats;
use crate::template::xlsx::sheet::{Cell, Sheet, Stored};
use crate::template::xlsx::stream::Content;
use crate::template::xlsx::strings::Strings;
use crate::template::xlsx::text::shown_text;

/// Cells of a range of which a copy is kept; Excel draws no more points of a series.
const MOST: usize = 32_000;

/// The cells of the result.
pub(in super::super) struct Shown<'a> {
    sheets: BTreeMap<String, (&'a Sheet, &'a Grid)>,
    /// What defined names stand for, by name in lower case.
    names: &'a BTreeMap<(Option<usize>, String), String>,
    strings: &'a Strings,
    formats: Formats,
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Blank,
    /// In the digits of the file.
    Number(String),
    Text(String),
    Bool,
    Error(String),
}

/// One cell of a range.
#[derive(Debug, Clone)]
pub(super) struct Point {
    /// What it holds.
    pub value: Value,
    /// Its cell format.
    format: usize,
}

/// The cells of a range in the order in which a chart reads them.
pub(super) struct Range {
    /// Row by row, over all areas one after the other.
    pub points: Vec<Point>,
    /// Rows and columns, where it is one area.
    pub size: Option<(usize, usize)>,
    /// Whether any of its rows or columns is hidden: a chart leaves them out, or not.
    pub hides: bool,
}

impl<'a> Shown<'a> {
    /// The cells of these sheets.
    pub(in super::super) fn new(
        tabs: &'a [Tab],
        grids: &'a [Option<Grid>],
        names: &'a BTreeMap<(Option<usize>, String), String>,
        strings: &'a Strings,
        formats: Formats,
    ) -> Self {
        let sheets = tabs.iter().zip(grids).filter_map(|(tab, grid)| {
            Some((tab.name.to_lowercase(), (tab.sheet.as_ref()?, grid.as_ref()?)))
        });
        Self { sheets: sheets.collect(), names, strings, formats }
    }

    /// The cells that a formula of a chart or a shape names, if each is known; `home` is the sheet
    /// of references that name none.
    pub(super) fn range(&self, formula: &str, home: &str) -> Option<Range> {
        let mut range = Range { points: Vec::new(), size: None, hides: false };
        let mut areas = 0;
        for token in tokens(formula) {
            match token.kind {
                Kind::Reference(reference) => {
                    areas += 1;
                    range.size = Some(self.area(&reference, home, &mut range)?);
                }
                Kind::Name => {
                    let name = formula.get(token.span)?.to_lowercase();
                    let named = self.names.get(&(None, name))?;
                    // A name that stands for names could go in a circle.
                    let is_plain = tokens(named).iter().all(|t| t.kind != Kind::Name);
                    return self.range(named, home).filter(|_| is_plain && areas == 0);
                }
                Kind::Space | Kind::Open | Kind::Close | Kind::Comma => {}
                _ => return None,
            }
        }
        range.size = range.size.filter(|_| areas == 1);
        (areas > 0).then_some(range)
    }

    fn area(
        &self,
        reference: &Reference,
        home: &str,
        range: &mut Range,
    ) -> Option<(usize, usize)> {
        let sheet = match &reference.sheet {
            None => home,
            Some(SheetName::One(sheet)) => sheet,
            Some(SheetName::Span(..)) => return None,
        };
        let (sheet, grid) = self.sheets.get(&sheet.to_lowercase())?;
        let rows = reference.lines(Axis::Rows)?;
        let columns = reference.lines(Axis::Columns)?;
        let size = ((rows.1 - rows.0 + 1) as usize, (columns.1 - columns.0 + 1) as usize);
        if size.0.saturating_mul(size.1).saturating_add(range.points.len()) > MOST {
            return None;
        }
        range.hides |= hides_columns(sheet, columns);
        for row in rows.0..=rows.1 {
            let found = grid.rows.binary_search_by_key(&row, |row| row.number).ok();
            let found = found.and_then(|index| grid.rows.get(index));
            range.hides |= found.is_some_and(|row| hides(sheet, row));
            for column in columns.0..=columns.1 {
                range.points.push(match found.and_then(|row| cell(sheet, row, column)) {
                    Some((cell, out)) => self.point(sheet, cell, out)?,
                    None => Point { value: Value::Blank, format: 0 },
                });
            }
        }
        Some(size)
    }

    /// What a cell shows, if that is known.
    fn point(&self, sheet: &Sheet, cell: &Cell, out: &GridCell) -> Option<Point> {
        let style = attribute(sheet.slice(&cell.open), "s");
        let format = style.and_then(|style| style.trim().parse().ok()).unwrap_or(0);
        let value = match (&out.content, out.cached()) {
            (Some(content), _) => filled(content),
            (None, Cached::Removed) => return None,
            (None, Cached::Replaced(value)) => match &**value {
                CachedValue::Number(digits) => Value::Number(digits.clone()),
                CachedValue::Text(text) => Value::Text(text.clone()),
                CachedValue::Bool(_) => Value::Bool,
                CachedValue::Error(error) => Value::Error((*error).to_owned()),
            },
            (None, Cached::Kept) if cell.formula.is_some() && cell.value == Stored::Blank => {
                return None;
            }
            (None, Cached::Kept) => self.stored(&cell.value)?,
        };
        Some(Point { value, format })
    }

    fn stored(&self, value: &Stored) -> Option<Value> {
        Some(match value {
            Stored::Blank => Value::Blank,
            Stored::Number(digits) => Value::Number(digits.clone()),
            Stored::Shared(index) => text(&self.strings.get(*index)?.text()),
            Stored::Inline(inline) => text(&inline.text()),
            Stored::Text(stored) => text(stored),
            Stored::Bool(_) => Value::Bool,
            Stored::Error(error) => Value::Error(error.clone()),
        })
    }

    /// A point as its cell shows it, if that is known; nothing for an empty cell.
    pub(super) fn text(&self, point: &Point) -> Option<String> {
        match &point.value {
            Value::Blank => Some(String::new()),
            Value::Text(text) => self.formats.shows_texts(point.format).then(|| text.clone()),
            Value::Error(error) => Some(error.clone()),
            Value::Number(digits) => self.formats.number(digits, point.format),
            Value::Bool => None,
        }
    }

    /// The number format of a point.
    pub(super) fn code(&self, point: &Point) -> &str {
        self.formats.code(point.format)
    }
}

/// How many cells a formula names that named one cell before; none where it named more, or
/// names one still.
pub(super) fn grown(before: &str, after: &str) -> Option<usize> {
    let only = |formula: &str| match tokens(formula).as_slice() {
        [token] => match &token.kind {
            Kind::Reference(reference) => Some(reference.clone()),
            _ => None,
        },
        _ => None,
    };
    let size = |reference: &Reference, axis| {
        reference.lines(axis).map_or(1, |(first, last)| (last - first) as usize + 1)
    };
    only(before).filter(|reference| reference.last.is_none())?;
    let references = tokens(after).into_iter().filter_map(|token| match token.kind {
        Kind::Reference(reference) => Some(reference),
        _ => None,
    });
    let cells: usize = references
        .map(|reference| {
            size(&reference, Axis::Rows).saturating_mul(size(&reference, Axis::Columns))
        })
        .sum();
    (cells > 1).then_some(cells)
}

fn filled(content: &Content) -> Value {
    match content {
        Content::Blank => Value::Blank,
        Content::Number(digits) => Value::Number(digits.to_string()),
        Content::Bool(_) => Value::Bool,
        Content::Plain(plain) => text(plain),
        Content::Text(rich) => text(&rich.text()),
    }
}

fn text(stored: &str) -> Value {
    Value::Text(shown_text(stored).into_owned())
}

fn cell<'a>(
    sheet: &'a Sheet,
    row: &'a GridRow,
    column: u32,
) -> Option<(&'a Cell, &'a GridCell)> {
    let index = row.cells.binary_search_by_key(&column, |cell| u32::from(cell.col)).ok()?;
    let out = row.cells.get(index)?;
    Some((sheet.rows.get(row.row)?.cells.get(out.template())?, out))
}

fn hides(sheet: &Sheet, row: &GridRow) -> bool {
    let open = sheet.rows.get(row.row).map(|row| sheet.slice(&row.open));
    let hidden = open.and_then(|open| attribute(open, "hidden"));
    hidden.is_some_and(|hidden| is_true(&hidden))
}

fn hides_columns(sheet: &Sheet, (first, last): (u32, u32)) -> bool {
    let list = sheet.around.root.child("cols");
    list.into_iter().flat_map(crate::ooxml::xml_part::Element::elements).any(|columns| {
        let number = |name: &str| columns.attribute(name)?.trim().parse::<u32>().ok();
        let hidden = columns.attribute("hidden").is_some_and(|hidden| is_true(&hidden));
        // Counted from 1 in the file.
        hidden
            && number("min")
                .zip(number("max"))
                .is_some_and(|(min, max)| min <= last + 1 && first < max)
    })
}

fn is_true(value: &str) -> bool {
    matches!(value.trim(), "1" | "true")
}
