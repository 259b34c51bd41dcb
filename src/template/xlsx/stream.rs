//! The marks that a sheet's Tera template printed, read back as rows and cells.

use std::borrow::Cow;
use std::collections::BTreeSet;

use rust_decimal::Decimal;
use tera::{Kwargs, State, Tera, Value};

use super::across::Across;
use super::digits::Digits;
use super::grid::{GridCell, GridRow};
use super::line_reader::LineReader;
use super::lines::{Axis, SheetMap};
use super::plan::{AS_CELL, END, MARK, Plan};
use super::sheet::MAX_CELLS;
use super::text::{MAX_CHARACTERS, RichText, cell_text};
use crate::ooxml::CellRef;
use crate::template::{Limit, ProblemKind};

/// Between a number and how it prints, inside its mark.
const PRINTED: char = '\u{5}';

/// The mark of a row.
const ROW: &str = "\u{3}R";

/// What a filled cell holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Content {
    /// Nothing; the cell keeps its style.
    Blank,
    /// A number, in the exact digits to be written.
    Number(Digits),
    /// A truth value.
    Bool(bool),
    /// A text without formatting, never a formula.
    Plain(Box<str>),
    /// A text with formatting, never a formula.
    Text(RichText),
}

impl Content {
    /// A text; nothing but spaces is nothing.
    fn of_text(mut text: RichText) -> Self {
        if text.runs.iter().all(|run| run.text.trim().is_empty()) {
            return Self::Blank;
        }
        match text.runs.as_mut_slice() {
            [run] if run.properties.is_empty() => {
                Self::Plain(std::mem::take(&mut run.text).into())
            }
            _ => Self::Text(text),
        }
    }

    /// A text without formatting; nothing but spaces is nothing.
    fn of_plain(text: &str) -> Self {
        if text.trim().is_empty() { Self::Blank } else { Self::Plain(text.into()) }
    }

    /// The text, if it is one, else nothing.
    pub(super) fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Plain(text) => Cow::Borrowed(text),
            Self::Text(text) => Cow::Owned(text.text()),
            Self::Blank | Self::Number(_) | Self::Bool(_) => Cow::Borrowed(""),
        }
    }
}

/// Why what was printed makes no sheet, and the template cell when it is one cell's.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TooMuch {
    /// What is wrong.
    pub kind: ProblemKind,
    /// The template's cell.
    pub at: Option<CellRef>,
}

impl TooMuch {
    /// A limit of the format is exceeded.
    pub(super) const fn limit(limit: Limit) -> Self {
        Self { kind: ProblemKind::Limit(limit), at: None }
    }

    /// More rows, or columns, than a sheet can have.
    pub(super) fn lines(axis: Axis) -> Self {
        Self::limit(match axis {
            Axis::Rows => Limit::Rows(axis.limit()),
            Axis::Columns => Limit::Columns(axis.limit()),
        })
    }
}

/// Registers the filter that keeps a value's type.
pub(super) fn register(tera: &mut Tera) {
    tera.register_filter(AS_CELL, |value: Value, _: Kwargs, _: &State| {
        as_cell(&value).map(|mark| Value::safe_string(&mark))
    });
}

fn as_cell(value: &Value) -> tera::TeraResult<String> {
    let inside = if value.is_undefined() {
        return Err(tera::Error::message("the value is not defined"));
    } else if value.is_none() {
        "Z".to_owned()
    } else if let Some(truth) = value.as_bool() {
        format!("B{}", u8::from(truth))
    } else if let Some(float) = value.as_f64().filter(|_| value.is_f64()) {
        let number =
            float_text(float).ok_or_else(|| tera::Error::message("the result is no number"))?;
        format!("N{number}{PRINTED}{number}")
    } else if value.is_number() {
        format!("N{value}{PRINTED}{value}")
    } else {
        format!("T{}", cell_content(&value.to_string()))
    };
    Ok(format!("{MARK}{inside}{END}"))
}

/// A text without the characters that marks are made of.
pub(super) fn cell_content(text: &str) -> Cow<'_, str> {
    let is_mark = |c: char| (MARK..=PRINTED).contains(&c);
    // Marks are of one byte: bytes of longer characters, taken for Latin letters, are none.
    if text.bytes().any(|byte| is_mark(char::from(byte))) {
        Cow::Owned(text.replace(is_mark, ""))
    } else {
        Cow::Borrowed(text)
    }
}

/// The largest number that a cell of Excel can hold.
const LARGEST: f64 = 9.999_999_999_999_99e307;

/// A binary number in decimal digits without the noise beyond its 15 significant ones.
pub(super) fn float_text(float: f64) -> Option<String> {
    if !float.is_finite() || float.abs() > LARGEST {
        return None;
    }
    // A decimal of few places would round it, or make it 0.
    if float != 0.0 && float.abs() < 1e-10 {
        return Some(format!("{float:e}"));
    }
    Some(Decimal::try_from(float).map_or_else(|_| format!("{float:e}"), decimal_text))
}

/// A decimal number as a cell stores it.
pub(super) fn decimal_text(number: Decimal) -> String {
    number.normalize().to_string()
}

/// What a sheet's template printed.
#[derive(Debug)]
pub(super) struct Printed {
    /// Its rows.
    pub rows: Vec<GridRow>,
    /// Where its lines went.
    pub map: SheetMap,
    /// Numbers of the figures that stand in it.
    pub figures: BTreeSet<usize>,
}

/// Reads the printed marks of a sheet.
pub(super) fn read(printed: &str, plan: &Plan) -> Result<Printed, TooMuch> {
    // Counted first: too many rows must not be built before they are refused.
    if printed.matches(ROW).count() > CellRef::ROWS as usize {
        return Err(TooMuch { at: plan.first_loop, ..TooMuch::lines(Axis::Rows) });
    }
    let mut reader = Reader::new(plan);
    reader.marks(printed)?;
    reader.finish()
}

/// Reads the printed marks of one cell that stands in no row, such as a name on a tab, as text; adds
/// the numbers of its figures to others.
pub(super) fn text(
    printed: &str,
    plan: &Plan,
    figures: &mut BTreeSet<usize>,
) -> Result<String, TooMuch> {
    let mut reader = Reader::new(plan);
    reader.cell = Some(OpenCell { index: 0, column: 0, items: Vec::new() });
    reader.marks(printed)?;
    figures.append(&mut reader.figures);
    let items = reader.cell.map(|cell| cell.items).unwrap_or_default();
    let parts = items.into_iter().map(|item| match item {
        Item::Literal(_, part) | Item::Value(_, _, part) => part,
    });
    Ok(parts.collect())
}

/// One item of a cell while it is being read.
enum Item {
    Literal(usize, String),
    Value(usize, Content, String),
}

/// A cell while it is being read.
struct OpenCell {
    /// Its index in the template's row.
    index: usize,
    /// Its column in the result.
    column: u16,
    items: Vec<Item>,
}

/// Makes rows of marks.
pub(super) struct Reader<'a> {
    plan: &'a Plan,
    /// Where columns repeat, with those cells alone that were filled.
    rows: Vec<GridRow>,
    lines: LineReader,
    across: Across<'a>,
    /// Cells of all rows so far.
    cells: usize,
    cell: Option<OpenCell>,
    format: usize,
    figures: BTreeSet<usize>,
}

impl<'a> Reader<'a> {
    /// A reader of what a plan prints.
    pub(super) fn new(plan: &'a Plan) -> Self {
        Self {
            plan,
            rows: Vec::new(),
            lines: LineReader::new(Axis::Rows),
            across: Across::new(plan),
            cells: 0,
            cell: None,
            format: 0,
            figures: BTreeSet::new(),
        }
    }

    /// The rows, when all marks have been read.
    pub(super) fn finish(mut self) -> Result<Printed, TooMuch> {
        self.end_cell()?;
        let rows = self.lines.finish(self.plan.blocks.clone(), self.plan.known);
        let map = SheetMap { rows, columns: self.across.finish() };
        if self.plan.columns.is_some() {
            for row in &mut self.rows {
                let columns = self.plan.rows.get(row.row).map_or(&[][..], |row| &row.columns);
                complete(row, columns, &map);
            }
        }
        Ok(Printed { rows: self.rows, map, figures: self.figures })
    }

    fn marks(&mut self, printed: &str) -> Result<(), TooMuch> {
        for part in printed.split(MARK).skip(1) {
            let mark = part.split(END).next().unwrap_or_default();
            let mut chars = mark.chars();
            let letter = chars.next().unwrap_or(' ');
            self.mark(letter, chars.as_str())?;
        }
        Ok(())
    }

    /// Reads a mark.
    pub(super) fn mark(&mut self, letter: char, payload: &str) -> Result<(), TooMuch> {
        let number = payload.parse::<usize>().unwrap_or(usize::MAX);
        match letter {
            'R' => self.row(number)?,
            'G' => self.gap(payload)?,
            'I' => {
                self.end_cell()?;
                self.lines.round(number)?;
            }
            'E' => {
                self.end_cell()?;
                self.lines.end_round(number);
            }
            'J' | 'X' | 'K' | 'O' | 'Q' | 'W' => {
                self.end_cell()?;
                self.column(letter, number)?;
            }
            'C' => {
                self.end_cell()?;
                self.open_cell(number);
            }
            'P' => self.format = number,
            'L' => {
                let text = self.plan.literals.get(number).cloned().unwrap_or_default();
                self.item(Item::Literal(self.format, text));
            }
            'F' => self.figure(number),
            'N' => {
                let (number, printed) =
                    payload.split_once(PRINTED).unwrap_or((payload, payload));
                self.value(Content::Number(Digits::from(number)), printed);
            }
            'B' => {
                let printed = if payload == "1" { "true" } else { "false" };
                self.value(Content::Bool(payload == "1"), printed);
            }
            'Z' => self.value(Content::Blank, ""),
            _ => self.value(Content::Text(RichText::default()), payload),
        }
        Ok(())
    }

    fn item(&mut self, item: Item) {
        if let Some(cell) = &mut self.cell {
            cell.items.push(item);
        }
    }

    /// Adds a value, and how it prints, to the cell that has begun.
    pub(super) fn value(&mut self, content: Content, printed: &str) {
        self.item(Item::Value(self.format, content, cell_text(printed).into_owned()));
    }

    fn figure(&mut self, number: usize) {
        let Some(figure) = self.plan.figures.get(number).filter(|_| self.cell.is_some()) else {
            return;
        };
        self.figures.insert(number);
        let content = match figure.number {
            _ if figure.blank => Content::Blank,
            Some(number) => Content::Number(Digits::from(decimal_text(number).as_str())),
            None => Content::Text(RichText::default()),
        };
        self.value(content, &figure.text);
    }

    fn row(&mut self, row: usize) -> Result<(), TooMuch> {
        self.end_cell()?;
        let number = self.lines.len();
        let Some(template) = self.plan.rows.get(row) else { return Ok(()) };
        self.push(template.number)?;
        self.cells += self.across.cells(&template.columns);
        if self.cells > MAX_CELLS {
            let at = Some(CellRef::new(template.number, 0));
            return Err(TooMuch { at, ..TooMuch::limit(Limit::Cells(MAX_CELLS)) });
        }
        self.rows.push(match self.plan.columns {
            None => GridRow::in_place(number, row, &template.columns),
            Some(_) => GridRow { number, row, cells: Vec::new() },
        });
        Ok(())
    }

    fn gap(&mut self, payload: &str) -> Result<(), TooMuch> {
        self.end_cell()?;
        let numbers = payload.split_once(',').unwrap_or_default();
        let (first, count) =
            (numbers.0.parse::<u32>().unwrap_or(0), numbers.1.parse().unwrap_or(0));
        for template in first..first + count {
            self.push(template)?;
        }
        Ok(())
    }

    fn push(&mut self, template: u32) -> Result<(), TooMuch> {
        let placed = |problem: TooMuch| TooMuch { at: self.plan.first_loop, ..problem };
        self.lines.push(template).map_err(placed)
    }

    fn column(&mut self, letter: char, number: usize) -> Result<(), TooMuch> {
        let result = match letter {
            'J' => self.across.round(number),
            'X' => {
                self.across.end_round(number);
                Ok(())
            }
            'K' => self.across.column(number),
            'O' => {
                self.across.begin(number);
                Ok(())
            }
            'Q' => self.across.end(number),
            _ => {
                self.across.known();
                Ok(())
            }
        };
        result.map_err(|problem| self.placed(problem))
    }

    /// What is wrong with the columns of a row is that row's problem.
    fn placed(&self, problem: TooMuch) -> TooMuch {
        let row = self.rows.last().and_then(|row| self.plan.rows.get(row.row));
        let at = problem.at.zip(row).map(|(at, row)| CellRef::new(row.number, at.col));
        TooMuch { at: at.or(problem.at), ..problem }
    }

    fn open_cell(&mut self, index: usize) {
        self.format = 0;
        let column = self.column_of(index);
        self.cell = column.map(|column| OpenCell { index, column, items: Vec::new() });
    }

    /// The column in the result of a cell of the row that has begun.
    fn column_of(&self, index: usize) -> Option<u16> {
        let row = self.rows.last().and_then(|row| self.plan.rows.get(row.row));
        let template = row.and_then(|row| row.columns.get(index)).copied();
        template.and_then(|template| self.across.place(template))
    }

    fn end_cell(&mut self) -> Result<(), TooMuch> {
        let Some(cell) = self.cell.take() else { return Ok(()) };
        self.put(cell.index, cell.column, content(cell.items, &self.plan.formats))
    }

    /// Adds a cell that holds one value and nothing else.
    pub(super) fn whole_cell(&mut self, index: usize, content: Content) -> Result<(), TooMuch> {
        self.end_cell()?;
        match self.column_of(index) {
            Some(column) => self.put(index, column, content),
            None => Ok(()),
        }
    }

    /// What a cell holds that holds one text and nothing else, in one of the plan's formats.
    pub(super) fn text(&self, text: &str, format: usize) -> Content {
        let text = cell_content(text);
        let text = cell_text(&text);
        let properties = self.plan.formats.get(format).map_or("", String::as_str);
        if properties.is_empty() {
            return Content::of_plain(&text);
        }
        let mut whole = RichText::default();
        whole.push(properties, &text);
        Content::of_text(whole)
    }

    fn put(&mut self, index: usize, column: u16, content: Content) -> Result<(), TooMuch> {
        let Some(row) = self.rows.last_mut() else { return Ok(()) };
        if is_too_long(&content) {
            let template = self.plan.rows.get(row.row);
            let at = template.and_then(|template| {
                Some(CellRef::new(template.number, *template.columns.get(index)?))
            });
            let kind = ProblemKind::TooLong { most: MAX_CHARACTERS };
            return Err(TooMuch { kind, at });
        }
        if self.plan.columns.is_none() {
            if let Some(cell) = row.cells.get_mut(index) {
                cell.content = Some(content);
            }
            return Ok(());
        }
        let mut cell = GridCell::kept(u16::try_from(index).unwrap_or(u16::MAX), column);
        cell.content = Some(content);
        row.cells.push(cell);
        Ok(())
    }
}

/// Whether a text is longer than a cell can hold.
fn is_too_long(content: &Content) -> bool {
    let bytes = match content {
        Content::Plain(text) => text.len(),
        Content::Text(text) => text.len(),
        Content::Blank | Content::Number(_) | Content::Bool(_) => 0,
    };
    bytes > MAX_CHARACTERS && content.text().encode_utf16().count() > MAX_CHARACTERS
}

/// Adds to a row of filled cells all others, which keep what they have.
fn complete(row: &mut GridRow, columns: &[u16], map: &SheetMap) {
    let filled = std::mem::replace(row, GridRow::kept(row.number, row.row, columns, map));
    let mut cells = row.cells.iter_mut();
    for filled in filled.cells {
        if let Some(cell) = cells.find(|cell| cell.col == filled.col) {
            cell.content = filled.content;
        }
    }
}

/// One value and nothing but spaces around it keeps its type; all else is text.
fn content(items: Vec<Item>, formats: &[String]) -> Content {
    let solid = items.iter().filter(|item| match item {
        Item::Literal(_, text) => !text.trim().is_empty(),
        Item::Value(..) => true,
    });
    let mut solid = solid.take(2);
    if let (Some(Item::Value(_, content, _)), None) = (solid.next(), solid.next())
        && !matches!(content, Content::Plain(_) | Content::Text(_))
    {
        return content.clone();
    }
    let mut text = RichText::default();
    for item in items {
        let (format, part) = match item {
            Item::Literal(format, part) | Item::Value(format, _, part) => (format, part),
        };
        text.push(formats.get(format).map_or("", String::as_str), &part);
    }
    Content::of_text(text)
}
