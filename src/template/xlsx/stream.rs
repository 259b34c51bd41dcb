//! The marks that a sheet's Tera template printed, read back as rows and cells.

use rust_decimal::Decimal;
use tera::{Kwargs, State, Tera, Value};

use super::digits::Digits;
use super::lines::{Axis, LineMap, OutPlace, Round, SheetMap};
use super::plan::{AS_CELL, END, MARK, Plan};
use super::sheet::MAX_CELLS;
use super::text::{MAX_CHARACTERS, RichText, cell_text};
use crate::ooxml::CellRef;

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
    /// A text, never a formula.
    Text(RichText),
}

/// A row of the result.
#[derive(Debug, PartialEq)]
pub(super) struct OutRow {
    /// Row number in the result, from 0.
    pub number: u32,
    /// Index of the template's row.
    pub row: usize,
    /// Filled cells with their column in the result, in order.
    pub cells: Vec<(u16, Content)>,
}

/// A limit that the result breaks: a sentence, and the template cell when it is one cell's.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TooMuch {
    /// The limit.
    pub limit: String,
    /// Index of the template's row and cell.
    pub at: Option<(usize, usize)>,
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
pub(super) fn cell_content(text: &str) -> String {
    text.chars().filter(|c| *c > PRINTED || *c < MARK).collect()
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

/// The rows that a sheet's template printed, and where its lines went.
pub(super) type Printed = (Vec<OutRow>, SheetMap);

/// Reads the printed marks of a sheet.
pub(super) fn read(printed: &str, plan: &Plan) -> Result<Printed, TooMuch> {
    // Counted first: too many rows must not be built before they are refused.
    if printed.matches(ROW).count() > CellRef::ROWS as usize {
        return Err(too_many_rows());
    }
    let mut reader = Reader::new(plan);
    for part in printed.split(MARK).skip(1) {
        let mark = part.split(END).next().unwrap_or_default();
        let mut chars = mark.chars();
        let letter = chars.next().unwrap_or(' ');
        reader.mark(letter, chars.as_str())?;
    }
    reader.finish()
}

fn too_many_rows() -> TooMuch {
    TooMuch { limit: format!("{} rows in a sheet", CellRef::ROWS), at: None }
}

/// One item of a cell while it is being read.
enum Item {
    Literal(usize, String),
    Value(usize, Content, String),
}

/// Makes rows of marks.
pub(super) struct Reader<'a> {
    plan: &'a Plan,
    rows: Vec<OutRow>,
    out: Vec<OutPlace>,
    rounds: Vec<Round>,
    /// Repetitions that are open, innermost last.
    open: Vec<usize>,
    /// Cells of all rows so far.
    cells: usize,
    cell: Option<(usize, Vec<Item>)>,
    format: usize,
}

impl<'a> Reader<'a> {
    /// A reader of what a plan prints.
    pub(super) fn new(plan: &'a Plan) -> Self {
        let whole = Round { block: 0, parent: 0, start: 0, end: u32::MAX };
        Self {
            plan,
            rows: Vec::new(),
            out: Vec::new(),
            rounds: vec![whole],
            open: Vec::new(),
            cells: 0,
            cell: None,
            format: 0,
        }
    }

    /// The rows, when all marks have been read.
    pub(super) fn finish(mut self) -> Result<Printed, TooMuch> {
        self.end_cell()?;
        let blocks = self.plan.blocks.clone();
        let rows = LineMap::new(Axis::Rows, blocks, self.rounds, self.plan.known, self.out);
        let map = SheetMap { rows, columns: LineMap::identity(Axis::Columns) };
        Ok((self.rows, map))
    }

    /// Reads a mark.
    pub(super) fn mark(&mut self, letter: char, payload: &str) -> Result<(), TooMuch> {
        let number = payload.parse::<usize>().unwrap_or(usize::MAX);
        match letter {
            'R' => self.row(number)?,
            'G' => self.gap(payload)?,
            'I' => self.round(number)?,
            'E' => {
                self.end_cell()?;
                self.end_round(number);
            }
            'C' => {
                self.end_cell()?;
                self.cell = Some((number, Vec::new()));
                self.format = 0;
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
        if let Some((_, items)) = &mut self.cell {
            items.push(item);
        }
    }

    /// Adds a value, and how it prints, to the cell that has begun.
    pub(super) fn value(&mut self, content: Content, printed: &str) {
        self.item(Item::Value(self.format, content, cell_text(printed).into_owned()));
    }

    fn figure(&mut self, number: usize) {
        let Some(figure) = self.plan.figures.get(number) else { return };
        let content = match figure.number {
            _ if figure.blank => Content::Blank,
            Some(number) => Content::Number(Digits::from(decimal_text(number).as_str())),
            None => Content::Text(RichText::default()),
        };
        self.value(content, &figure.text);
    }

    fn row(&mut self, row: usize) -> Result<(), TooMuch> {
        self.end_cell()?;
        let number = u32::try_from(self.out.len()).unwrap_or(u32::MAX);
        let Some(template) = self.plan.rows.get(row) else { return Ok(()) };
        self.push_out(template.number)?;
        self.cells += template.columns.len();
        if self.cells > MAX_CELLS {
            return Err(TooMuch { limit: format!("{MAX_CELLS} cells in a sheet"), at: None });
        }
        self.rows.push(OutRow { number, row, cells: Vec::new() });
        Ok(())
    }

    fn gap(&mut self, payload: &str) -> Result<(), TooMuch> {
        self.end_cell()?;
        let numbers = payload.split_once(',').unwrap_or_default();
        let (first, count) =
            (numbers.0.parse::<u32>().unwrap_or(0), numbers.1.parse().unwrap_or(0));
        for template in first..first + count {
            self.push_out(template)?;
        }
        Ok(())
    }

    fn push_out(&mut self, template: u32) -> Result<(), TooMuch> {
        if self.out.len() >= CellRef::ROWS as usize {
            return Err(TooMuch {
                limit: format!("{} rows in a sheet", CellRef::ROWS),
                at: None,
            });
        }
        let round = self.open.last().copied().unwrap_or(0);
        self.out.push(OutPlace { template, round });
        Ok(())
    }

    fn round(&mut self, block: usize) -> Result<(), TooMuch> {
        self.end_cell()?;
        self.end_round(block);
        // A loop without rows may turn forever without printing any.
        if self.rounds.len() >= 4 * CellRef::ROWS as usize {
            return Err(TooMuch { limit: "repetitions in a sheet".to_owned(), at: None });
        }
        let start = u32::try_from(self.out.len()).unwrap_or(u32::MAX);
        let parent = self.open.last().copied().unwrap_or(0);
        self.open.push(self.rounds.len());
        self.rounds.push(Round { block, parent, start, end: start });
        Ok(())
    }

    /// Ends the open repetition of a block, if there is one, with all inside it.
    fn end_round(&mut self, block: usize) {
        let is_it =
            |round: &usize| self.rounds.get(*round).is_some_and(|round| round.block == block);
        let Some(from) = self.open.iter().rposition(is_it) else { return };
        let end = u32::try_from(self.out.len()).unwrap_or(u32::MAX);
        for round in self.open.split_off(from) {
            if let Some(round) = self.rounds.get_mut(round) {
                round.end = end;
            }
        }
    }

    fn end_cell(&mut self) -> Result<(), TooMuch> {
        let Some((cell, items)) = self.cell.take() else { return Ok(()) };
        let content = content(items, &self.plan.formats);
        self.put(cell, content)
    }

    /// Adds a cell that holds one value and nothing else.
    pub(super) fn whole_cell(&mut self, cell: usize, content: Content) -> Result<(), TooMuch> {
        self.end_cell()?;
        self.put(cell, content)
    }

    /// What a cell holds that holds one text and nothing else, in one of the plan's formats.
    pub(super) fn text(&self, text: &str, format: usize) -> Content {
        let properties = self.plan.formats.get(format).map_or("", String::as_str);
        let mut whole = RichText::default();
        whole.push(properties, &cell_text(&cell_content(text)));
        text_or_blank(whole)
    }

    fn put(&mut self, cell: usize, content: Content) -> Result<(), TooMuch> {
        let Some(row) = self.rows.last_mut() else { return Ok(()) };
        if let Content::Text(text) = &content
            && text.len() > MAX_CHARACTERS
            && text.text().encode_utf16().count() > MAX_CHARACTERS
        {
            let limit = format!("{MAX_CHARACTERS} characters in a cell");
            return Err(TooMuch { limit, at: Some((row.row, cell)) });
        }
        let template = self.plan.rows.get(row.row);
        if let Some(col) = template.and_then(|row| row.columns.get(cell)) {
            row.cells.push((*col, content));
        }
        Ok(())
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
        && !matches!(content, Content::Text(_))
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
    text_or_blank(text)
}

fn text_or_blank(text: RichText) -> Content {
    let blank = text.runs.iter().all(|run| run.text.trim().is_empty());
    if blank { Content::Blank } else { Content::Text(text) }
}
