//! The body of a document: its paragraphs and tables, as a reader sees them.

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};

use super::super::convert;
use super::super::error::ReadError;
use super::super::flow::Flow;
use super::super::spans::{Layout, Span};
use super::super::workbook::Cell;
use super::super::xml::attribute;
use crate::ooxml::CellRef;

/// What stands for a sign of a symbol font, which says nothing by itself.
const SYMBOL: char = '\u{FFFD}';

/// The body while it is being read.
pub(super) struct Body {
    flow: Flow,
    /// Text of the open paragraphs; a text box lies in a paragraph.
    paragraphs: Vec<String>,
    /// Elements within which nothing is read: deleted, moved away, or said twice.
    passed_over: usize,
    /// Whether the open run is hidden.
    hidden: bool,
    level: Level,
    in_text: bool,
    /// Tables within tables; the outermost alone is one, what the others say is text in its cell.
    depth: usize,
    table: Layout,
    /// Cells that go on downwards: by their first column, the first row and the span.
    hanging: BTreeMap<u16, (CellRef, u16, u32)>,
    merged: Vec<(CellRef, CellRef)>,
    row: Row,
}

/// Whether text is raised or lowered.
#[derive(Default)]
struct Level {
    /// In the open run.
    open: bool,
    /// In the last that said something.
    said: bool,
}

/// A row of the outermost table.
#[derive(Default)]
struct Row {
    before: u16,
    /// It was deleted under tracked changes.
    deleted: bool,
    cells: Vec<TableCell>,
}

/// A cell of the outermost table.
struct TableCell {
    lines: Vec<String>,
    cols: u16,
    vertical: Vertical,
    deleted: bool,
}

/// Whether a cell goes on in the row below.
#[derive(PartialEq)]
enum Vertical {
    No,
    Begins,
    GoesOn,
}

impl Body {
    pub(super) fn new(flow: Flow) -> Self {
        Self {
            flow,
            paragraphs: Vec::new(),
            passed_over: 0,
            hidden: false,
            level: Level::default(),
            in_text: false,
            depth: 0,
            table: Layout::default(),
            hanging: BTreeMap::new(),
            merged: Vec::new(),
            row: Row::default(),
        }
    }

    /// What was said, once the part has ended.
    pub(super) fn finish(self) -> Flow {
        self.flow
    }

    pub(super) fn event(&mut self, part: &str, event: &Event<'_>) -> Result<(), ReadError> {
        match event {
            Event::Start(element) => self.start(part, element),
            Event::End(element) => self.end(element.local_name().as_ref()),
            Event::Text(text) => {
                self.say(&text.xml10_content());
                Ok(())
            }
            Event::CData(text) => {
                self.say(&text.xml10_content());
                Ok(())
            }
            Event::GeneralRef(name) => {
                if let Some(known) = quick_xml::escape::resolve_xml_entity(name) {
                    self.say(known);
                } else if let Ok(Some(letter)) = name.resolve_char_ref() {
                    self.say(letter.encode_utf8(&mut [0; 4]));
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn say(&mut self, text: &str) {
        if self.in_text && self.passed_over == 0 && !self.hidden {
            let is_digit = |c: char| c.is_ascii_digit();
            let level = self.level.open;
            let level_changes = std::mem::replace(&mut self.level.said, level) != level;
            let Some(open) = self.paragraphs.last_mut() else { return };
            // «12» with a raised «1» is no 121.
            if level_changes && open.ends_with(is_digit) && text.starts_with(is_digit) {
                open.push('^');
            }
            open.push_str(text);
        }
    }

    /// Puts a sign that is an element of its own.
    fn sign(&mut self, sign: &str) {
        let in_text = std::mem::replace(&mut self.in_text, true);
        self.say(sign);
        self.in_text = in_text;
    }

    fn start(&mut self, part: &str, element: &BytesStart<'_>) -> Result<(), ReadError> {
        let name = element.local_name();
        let name = name.as_ref();
        if self.passed_over > 0 || is_passed_over(name) {
            self.passed_over += 1;
            return Ok(());
        }
        match name {
            "p" => self.paragraphs.push(String::new()),
            "r" => (self.hidden, self.level.open) = (false, false),
            "vertAlign" => {
                let says = attribute(part, element, "val")?;
                self.level.open = matches!(says.as_deref(), Some("superscript" | "subscript"));
            }
            "vanish" if is_on(part, element)? => self.hidden = true,
            "t" => self.in_text = true,
            "tab" if !is_tab_stop(part, element)? => self.sign("\t"),
            "br" => self.line_break(part, element)?,
            "cr" => self.sign("\n"),
            "noBreakHyphen" => self.sign("-"),
            "sym" => self.sign(SYMBOL.encode_utf8(&mut [0; 4])),
            "lastRenderedPageBreak" | "softHyphen" => {}
            "pageBreakBefore" if self.depth == 0 && is_on(part, element)? => {
                self.flow.new_page();
            }
            "sectPr" if self.depth == 0 => self.flow.new_page(),
            "tbl" => self.depth += 1,
            "tr" if self.depth == 1 => self.row = Row::default(),
            "tc" if self.depth == 1 => self.row.cells.push(TableCell {
                lines: Vec::new(),
                cols: 1,
                vertical: Vertical::No,
                deleted: false,
            }),
            _ if self.depth == 1 => self.property(part, name, element)?,
            _ => {}
        }
        Ok(())
    }

    /// A property of the row or the cell that is open.
    fn property(
        &mut self,
        part: &str,
        name: &str,
        element: &BytesStart<'_>,
    ) -> Result<(), ReadError> {
        let number = || -> Result<u16, ReadError> {
            let value = attribute(part, element, "val")?;
            Ok(value.and_then(|value| value.trim().parse().ok()).unwrap_or(1))
        };
        match (name, self.row.cells.last_mut()) {
            ("gridBefore", None) => self.row.before = number()?,
            // Elsewhere it wraps deleted runs, whose texts are of another kind.
            ("del", None) => self.row.deleted = true,
            ("gridSpan", Some(cell)) => cell.cols = number()?.clamp(1, CellRef::COLS),
            ("vMerge", Some(cell)) => {
                let restart = attribute(part, element, "val")?.as_deref() == Some("restart");
                cell.vertical = if restart { Vertical::Begins } else { Vertical::GoesOn };
            }
            ("cellDel", Some(cell)) => cell.deleted = true,
            _ => {}
        }
        Ok(())
    }

    fn line_break(&mut self, part: &str, element: &BytesStart<'_>) -> Result<(), ReadError> {
        if self.depth == 0 && attribute(part, element, "type")?.as_deref() == Some("page") {
            // What stands before it in its paragraph belongs to the page before.
            if let Some(before) = self.paragraphs.last_mut().map(std::mem::take) {
                self.flow.line(&before);
            }
            self.flow.new_page();
        } else {
            self.sign("\n");
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), ReadError> {
        if self.passed_over > 0 {
            self.passed_over -= 1;
            return Ok(());
        }
        match name {
            "t" => self.in_text = false,
            "r" => (self.hidden, self.level.open) = (false, false),
            "p" => self.end_paragraph(),
            "tr" if self.depth == 1 => self.end_row()?,
            "tbl" => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0 {
                    self.end_table()?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn end_paragraph(&mut self) {
        let Some(text) = self.paragraphs.pop() else { return };
        match self.row.cells.last_mut().filter(|_| self.depth > 0) {
            Some(cell) => cell.lines.push(text),
            None => self.flow.line(&text),
        }
    }

    fn end_row(&mut self) -> Result<(), ReadError> {
        let row = std::mem::take(&mut self.row);
        if row.deleted {
            return Ok(());
        }
        self.table.skip(row.before);
        let mut hanging = BTreeMap::new();
        for cell in row.cells {
            let content = cell.content();
            let span = Span { cols: cell.cols, rows: 1 };
            let next = self.table.next();
            let is_below = |(_, cols, _): &(CellRef, u16, u32)| {
                *cols == cell.cols && cell.vertical == Vertical::GoesOn
            };
            let goes_on = self.hanging.get(&next.col).is_some_and(is_below);
            let above = if goes_on { self.hanging.remove(&next.col) } else { None };
            // What a cell that goes on says cannot be seen.
            let content = content.filter(|_| !goes_on);
            let at = self.table.put(span, content, self.flow.budget())?;
            match above {
                Some((first, cols, rows)) => {
                    hanging.insert(at.col, (first, cols, rows + 1));
                }
                None if cell.vertical != Vertical::No => {
                    hanging.insert(at.col, (at, cell.cols, 1));
                }
                None => {}
            }
        }
        let ended = std::mem::replace(&mut self.hanging, hanging);
        self.end_hanging(ended);
        self.table.end_row()
    }

    fn end_hanging(&mut self, ended: BTreeMap<u16, (CellRef, u16, u32)>) {
        let several = ended.into_values().filter(|(_, _, rows)| *rows > 1);
        self.merged.extend(several.map(|(first, cols, rows)| {
            (first, CellRef::new(first.row + rows - 1, first.col + cols - 1))
        }));
    }

    fn end_table(&mut self) -> Result<(), ReadError> {
        let ended = std::mem::take(&mut self.hanging);
        self.end_hanging(ended);
        let mut table = std::mem::take(&mut self.table).finish();
        let merged = std::mem::take(&mut self.merged);
        // A cell that goes down was laid out row by row.
        let is_within = |one: &(CellRef, CellRef)| {
            merged.iter().any(|(from, to)| {
                from.col == one.0.col && (from.row..=to.row).contains(&one.0.row)
            })
        };
        table.merged.retain(|one| !is_within(one));
        table.merged.extend(merged);
        self.flow.table(table)
    }
}

impl TableCell {
    /// What the cell says; none if nothing.
    fn content(&self) -> Option<Cell> {
        if self.deleted {
            return None;
        }
        let text = self.lines.join("\n");
        let text = text.trim();
        (!text.is_empty()).then(|| convert::typed(text))
    }
}

/// Elements in which nothing is read: what was moved away, what is there a second time for older
/// programs, and properties as they were before a tracked change.
fn is_passed_over(name: &str) -> bool {
    matches!(name, "moveFrom" | "Fallback") || name.ends_with("PrChange")
}

/// A tab stop of a paragraph's properties has the name of the tab in a text.
fn is_tab_stop(part: &str, element: &BytesStart<'_>) -> Result<bool, ReadError> {
    Ok(attribute(part, element, "val")?.is_some())
}

/// Whether a property that is there is not turned off.
fn is_on(part: &str, element: &BytesStart<'_>) -> Result<bool, ReadError> {
    let value = attribute(part, element, "val")?;
    Ok(!matches!(value.as_deref(), Some("0" | "false" | "off" | "none")))
}
