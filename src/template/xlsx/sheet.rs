//! A worksheet taken apart: its rows and cells, and everything around them as a small tree.

use std::ops::Range;
use std::sync::Arc;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::text::RichText;
use crate::ooxml::CellRef;
use crate::ooxml::xml_part::{
    Node, XmlError, XmlPart, attribute, local_name, refuse_unsafe, unescape,
};

/// Cells a sheet may have, before filling and after: about half a gigabyte of memory.
pub(super) const MAX_CELLS: usize = 2_000_000;

/// A worksheet part. Ranges are byte ranges of `source`.
#[derive(Clone)]
pub(super) struct Sheet {
    /// The part as it was.
    pub source: Arc<String>,
    /// The rows as they were.
    pub data: Range<usize>,
    /// Everything but the rows: the root with an empty `sheetData`.
    pub around: XmlPart,
    /// What `around` was.
    unchanged: Arc<str>,
    /// Prefix of the part's elements with its colon, usually nothing.
    pub prefix: String,
    /// Rows in order; rows that hold nothing need not be there.
    pub rows: Arc<Vec<Row>>,
    /// Whether shared formulas must be written out: one of their cells holds something else now.
    pub ungrouped: bool,
}

/// A row as the file has it.
#[derive(Clone)]
pub(super) struct Row {
    /// Row number, from 0.
    pub number: u32,
    /// Inside of its start tag.
    pub open: Range<usize>,
    /// Cells from left to right.
    pub cells: Vec<Cell>,
    /// Children that are no cells.
    pub extra: Vec<Range<usize>>,
}

/// A cell as the file has it.
#[derive(Clone)]
pub(super) struct Cell {
    /// Column, from 0.
    pub col: u16,
    /// The whole element.
    pub whole: Range<usize>,
    /// Inside of its start tag.
    pub open: Range<usize>,
    /// Its formula.
    pub formula: Option<Formula>,
    /// Its value, or a formula's value when the file was saved.
    pub value: Stored,
    /// The element that holds the value.
    pub value_element: Option<Range<usize>>,
    /// Children other than formula and value.
    pub extra: Vec<Range<usize>>,
}

/// A value as the file has it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Stored {
    /// None.
    Blank,
    /// A number, as written.
    Number(String),
    /// Index of a shared string.
    Shared(usize),
    /// A string in the cell itself.
    Inline(RichText),
    /// A formula's text (`t="str"`), or a date (`t="d"`).
    Text(String),
    /// A truth value.
    Bool(bool),
    /// An error such as `#N/A`.
    Error(String),
}

/// A formula as the file has it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Formula {
    /// Inside of its start tag.
    pub open: Range<usize>,
    /// Its text; a member of a shared formula has none until it is written out for its own place.
    pub text: String,
    /// What sort it is.
    pub kind: FormulaKind,
}

/// What sort a formula is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum FormulaKind {
    /// Of one cell.
    Plain,
    /// One of several cells that share one text; the group's number.
    Shared(u32),
    /// One for a whole area, as written in `ref`.
    Array(String),
    /// A what-if table: its text does not say what it computes.
    DataTable,
}

impl Sheet {
    /// Reads a worksheet part, shared formulas as they are.
    pub(super) fn parse(bytes: Vec<u8>) -> Result<Self, XmlError> {
        let source =
            String::from_utf8(bytes).map_err(|_| XmlError("không phải UTF-8".to_owned()))?;
        let (data, rows) = Scanner::new(&source).scan()?;
        let mut around = source.get(..data.start).unwrap_or_default().to_owned();
        around.push_str(source.get(data.end..).unwrap_or_default());
        let around = XmlPart::parse(around.as_bytes())?;
        let prefix = around.root.prefix().to_owned();
        let unchanged = around.write().into();
        let (source, rows) = (Arc::new(source), Arc::new(rows));
        Ok(Self { source, data, around, unchanged, prefix, rows, ungrouped: false })
    }

    /// Whether each row, by index, holds a formula: most that are repeated hold none.
    pub(super) fn rows_with_formulas(&self) -> Vec<bool> {
        let holds = |row: &Row| row.cells.iter().any(|cell| cell.formula.is_some());
        self.rows.iter().map(holds).collect()
    }

    /// The rows to be changed; other copies of the sheet keep theirs.
    pub(super) fn rows_mut(&mut self) -> &mut Vec<Row> {
        Arc::make_mut(&mut self.rows)
    }

    /// Adds markup behind the part, where ranges may point to it.
    pub(super) fn append(&mut self, markup: &str) -> Range<usize> {
        let start = self.source.len();
        Arc::make_mut(&mut self.source).push_str(markup);
        start..self.source.len()
    }

    /// A sheet without rows.
    pub(super) fn empty() -> Option<Self> {
        Self::parse(b"<worksheet><sheetData/></worksheet>".to_vec()).ok()
    }

    /// A copy, which will be written whatever becomes of it.
    pub(super) fn copy(&self) -> Self {
        Self { unchanged: "".into(), ..self.clone() }
    }

    /// A piece of the source.
    pub(super) fn slice(&self, range: &Range<usize>) -> &str {
        self.source.get(range.clone()).unwrap_or_default()
    }

    /// Whether anything around the rows was changed.
    pub(super) fn around_changed(&self) -> bool {
        self.around.write() != *self.unchanged
    }

    /// The part with other rows (markup) in the place of its own, and the area they take up.
    pub(super) fn write(self, rows: &str, extent: Option<String>) -> Vec<u8> {
        self.write_with(extent, rows.len(), |_, out| out.push_str(rows))
    }

    /// The same; `rows` appends them, about `size` bytes.
    pub(super) fn write_with(
        mut self,
        extent: Option<String>,
        size: usize,
        rows: impl FnOnce(&Self, &mut String),
    ) -> Vec<u8> {
        if let (Some(dimension), Some(extent)) =
            (self.around.root.child_mut("dimension"), extent)
        {
            dimension.set_attribute("ref", &extent);
        }
        if let Some(data) = self.around.root.child_mut("sheetData") {
            data.children = vec![Node::Verbatim(ROWS.to_owned())];
        }
        let around = self.around.write();
        let (before, after) = around.split_once(ROWS).unwrap_or((&around, ""));
        let mut out = String::with_capacity(around.len() + size);
        out.push_str(before);
        rows(&self, &mut out);
        out.push_str(after);
        out.into_bytes()
    }
}

/// Stands for the rows while what is around them is written: nothing that XML could hold.
const ROWS: &str = "\u{0}";

/// Reads the rows out of a worksheet part.
struct Scanner<'a> {
    source: &'a str,
    reader: Reader<&'a [u8]>,
    offset: usize,
    at: usize,
    rows: Vec<Row>,
    cells: usize,
}

impl<'a> Scanner<'a> {
    fn new(source: &'a str) -> Self {
        let offset = if source.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
        let reader = Reader::from_str(source.get(offset..).unwrap_or_default());
        Self { source, reader, offset, at: offset, rows: Vec::new(), cells: 0 }
    }

    /// The next event with its bytes.
    fn next(&mut self) -> Result<(Event<'a>, Range<usize>), XmlError> {
        let event =
            self.reader.read_event().map_err(|_| XmlError("XML không đúng cách".to_owned()))?;
        let end =
            self.offset + usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX);
        let range = self.at..end;
        self.at = end;
        refuse_unsafe(&event)?;
        if matches!(event, Event::Eof) {
            return Err(XmlError("phần này kết thúc giữa chừng".to_owned()));
        }
        Ok((event, range))
    }

    /// The bytes between the tags of `sheetData`, and the rows in them.
    fn scan(mut self) -> Result<(Range<usize>, Vec<Row>), XmlError> {
        let mut depth = 0;
        loop {
            match self.next()? {
                (Event::Start(start), range) => {
                    if depth == 1 && is(&start, "sheetData") {
                        let end = self.rows()?;
                        return Ok((range.end..end, self.rows));
                    }
                    depth += 1;
                }
                (Event::Empty(start), range) if depth == 1 && is(&start, "sheetData") => {
                    return Ok((range.end..range.end, self.rows));
                }
                (Event::End(_), _) => depth -= 1,
                _ => {}
            }
        }
    }

    /// Reads up to the end of `sheetData`; returns where its end tag begins.
    fn rows(&mut self) -> Result<usize, XmlError> {
        loop {
            match self.next()? {
                (Event::Start(start), range) if is(&start, "row") => {
                    self.row(&start, range)?;
                    self.cells()?;
                }
                (Event::Empty(start), range) if is(&start, "row") => self.row(&start, range)?,
                (Event::Start(_), _) => {
                    self.skip()?;
                }
                (Event::End(_), range) => return Ok(range.start),
                _ => {}
            }
        }
    }

    fn row(&mut self, start: &BytesStart<'_>, range: Range<usize>) -> Result<(), XmlError> {
        let next = self.rows.last().map_or(0, |row| row.number + 1);
        let number = match attribute(start, "r") {
            Some(text) => {
                text.trim().parse::<u32>().ok().and_then(|number| number.checked_sub(1))
            }
            None => Some(next),
        };
        let number = number.filter(|number| *number >= next && *number < CellRef::ROWS);
        let number = number.ok_or_else(|| XmlError("số dòng không theo thứ tự".to_owned()))?;
        let open = range.start + 1..range.start + 1 + start.len();
        self.rows.push(Row { number, open, cells: Vec::new(), extra: Vec::new() });
        Ok(())
    }

    /// Reads the cells of the last row up to its end.
    fn cells(&mut self) -> Result<(), XmlError> {
        loop {
            let (event, range) = self.next()?;
            match event {
                Event::Start(start) if is(&start, "c") => {
                    let mut cell = self.cell(&start, range)?;
                    self.content(&mut cell, &start)?;
                    self.push(cell)?;
                }
                Event::Empty(start) if is(&start, "c") => {
                    let cell = self.cell(&start, range)?;
                    self.push(cell)?;
                }
                Event::Start(_) => {
                    let end = self.skip()?;
                    self.extra(range.start..end);
                }
                Event::Empty(_) => self.extra(range),
                Event::End(_) => return Ok(()),
                _ => {}
            }
        }
    }

    fn push(&mut self, cell: Cell) -> Result<(), XmlError> {
        self.cells += 1;
        if self.cells > MAX_CELLS {
            return Err(XmlError(format!("a sheet has more than {MAX_CELLS} cells")));
        }
        if let Some(row) = self.rows.last_mut() {
            row.cells.push(cell);
        }
        Ok(())
    }

    fn extra(&mut self, range: Range<usize>) {
        if let Some(row) = self.rows.last_mut() {
            row.extra.push(range);
        }
    }

    fn cell(&self, start: &BytesStart<'_>, range: Range<usize>) -> Result<Cell, XmlError> {
        let row = self.rows.last();
        let next = row.and_then(|row| row.cells.last()).map_or(0, |cell| cell.col + 1);
        let number = row.map_or(0, |row| row.number);
        let place = match attribute(start, "r") {
            Some(text) => text.trim().parse::<CellRef>().ok(),
            None => Some(CellRef::new(number, next)),
        };
        let sound = |place: &CellRef| {
            place.row == number && place.col >= next && place.col < CellRef::COLS
        };
        let place = place.filter(sound);
        let place = place.ok_or_else(|| XmlError("địa chỉ ô không theo thứ tự".to_owned()))?;
        let open = range.start + 1..range.start + 1 + start.len();
        Ok(Cell {
            col: place.col,
            whole: range,
            open,
            formula: None,
            value: Stored::Blank,
            value_element: None,
            extra: Vec::new(),
        })
    }

    /// Reads what is inside a cell up to its end.
    fn content(&mut self, cell: &mut Cell, start: &BytesStart<'_>) -> Result<(), XmlError> {
        let mut value = None;
        let mut inline = None;
        loop {
            let (event, range) = self.next()?;
            match event {
                Event::Start(child) if is(&child, "f") => {
                    let open = range.start + 1..range.start + 1 + child.len();
                    let inside = self.inside(range.end)?;
                    cell.formula = Some(formula(&child, open, self.text(&inside)));
                }
                Event::Empty(child) if is(&child, "f") => {
                    let open = range.start + 1..range.start + 1 + child.len();
                    cell.formula = Some(formula(&child, open, String::new()));
                }
                Event::Start(child) if is(&child, "v") => {
                    let inside = self.inside(range.end)?;
                    value = Some(self.text(&inside));
                    cell.value_element = Some(range.start..self.at);
                }
                Event::Start(child) if is(&child, "is") => {
                    let end = self.skip()?;
                    let element = self.source.get(range.start..end).unwrap_or_default();
                    cell.value_element = Some(range.start..end);
                    inline = Some(RichText::read(&XmlPart::parse(element.as_bytes())?.root));
                }
                Event::Empty(child)
                    if matches!(local_name(child.name().as_ref()), "v" | "is") => {}
                Event::Start(_) => {
                    let end = self.skip()?;
                    cell.extra.push(range.start..end);
                }
                Event::Empty(_) => cell.extra.push(range),
                Event::End(_) => {
                    cell.whole.end = range.end;
                    break;
                }
                _ => {}
            }
        }
        cell.value = stored(attribute(start, "t").as_deref(), value, inline)?;
        Ok(())
    }

    /// Skips to the end of the element that was just opened; returns where it ends.
    fn skip(&mut self) -> Result<usize, XmlError> {
        let mut depth = 1usize;
        while depth > 0 {
            match self.next()?.0 {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                _ => {}
            }
        }
        Ok(self.at)
    }

    /// The bytes inside the element that was just opened.
    fn inside(&mut self, start: usize) -> Result<Range<usize>, XmlError> {
        let mut depth = 1usize;
        loop {
            match self.next()? {
                (Event::Start(_), _) => depth += 1,
                (Event::End(_), range) if depth == 1 => return Ok(start..range.start),
                (Event::End(_), _) => depth -= 1,
                _ => {}
            }
        }
    }

    fn text(&self, range: &Range<usize>) -> String {
        let raw = self.source.get(range.clone()).unwrap_or_default();
        if raw.contains('<') {
            // A CDATA section or a comment: rare enough to take the long way.
            let element = format!("<t>{raw}</t>");
            return XmlPart::parse(element.as_bytes())
                .map(|part| part.root.text())
                .unwrap_or_default();
        }
        unescape(raw).into_owned()
    }
}

fn is(start: &BytesStart<'_>, local: &str) -> bool {
    local_name(start.name().as_ref()) == local
}

fn formula(start: &BytesStart<'_>, open: Range<usize>, text: String) -> Formula {
    let kind = match attribute(start, "t").as_deref() {
        Some("shared") => attribute(start, "si")
            .and_then(|group| group.trim().parse().ok())
            .map_or(FormulaKind::Plain, FormulaKind::Shared),
        Some("array") => {
            FormulaKind::Array(attribute(start, "ref").unwrap_or_default().into_owned())
        }
        Some("dataTable") => FormulaKind::DataTable,
        _ => FormulaKind::Plain,
    };
    Formula { open, text, kind }
}

fn stored(
    kind: Option<&str>,
    value: Option<String>,
    inline: Option<RichText>,
) -> Result<Stored, XmlError> {
    if let Some(text) = inline {
        return Ok(Stored::Inline(text));
    }
    let Some(value) = value else { return Ok(Stored::Blank) };
    Ok(match kind {
        Some("s") => {
            let index = value
                .trim()
                .parse()
                .map_err(|_| XmlError(format!("`{value}` is no shared string index")))?;
            Stored::Shared(index)
        }
        Some("str" | "d" | "inlineStr") => Stored::Text(value),
        Some("b") => Stored::Bool(matches!(value.trim(), "1" | "true")),
        Some("e") => Stored::Error(value),
        _ if value.trim().is_empty() => Stored::Blank,
        _ => Stored::Number(value.trim().to_owned()),
    })
}
