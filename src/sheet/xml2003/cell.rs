//! A cell while it is being read: its value, how it looks, and what was noted at it.

use calamine::DataRef;
use quick_xml::events::BytesStart;
use rust_decimal::Decimal;

use super::super::appearance::{Appearance, Note};
use super::super::convert;
use super::super::error::ReadError;
use super::super::said::{Height, Look, Said};
use super::super::workbook::{Cell, Value};
use super::super::xml::attribute;
use super::PART;
use super::styles::CellLook;
use crate::ooxml::CellRef;

/// A cell that is not closed yet.
pub(super) struct OpenCell {
    pub(super) at: CellRef,
    formula: Option<String>,
    look: CellLook,
    /// The kind and the text of its value.
    data: Option<(String, Said)>,
    saying: Saying,
    /// How letters look within the elements of the value that are open.
    within: Vec<Look>,
    note: OpenNote,
}

/// What letters in a cell belong to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Saying {
    Nothing,
    Value,
    Note,
}

/// What was noted at a cell.
#[derive(Default)]
struct OpenNote {
    author: String,
    text: String,
    /// A note is open, and its words are.
    is_open: bool,
}

impl OpenCell {
    pub(super) fn new(at: CellRef, formula: Option<String>, look: CellLook) -> Self {
        let (saying, note) = (Saying::Nothing, OpenNote::default());
        Self { at, formula, look, data: None, saying, within: Vec::new(), note }
    }

    /// Takes the start of an element in the cell.
    pub(super) fn start(
        &mut self,
        name: &str,
        element: &BytesStart<'_>,
    ) -> Result<(), ReadError> {
        match name {
            "Comment" => {
                self.note.is_open = true;
                self.note.author = attribute(PART, element, "Author")?.unwrap_or_default();
            }
            // A note has its words in an element of the same name as a value.
            "Data" if self.note.is_open => self.saying = Saying::Note,
            "Data" if self.data.is_some() => {
                return Err(ReadError::part(PART, "two values in one cell"));
            }
            "Data" => {
                let kind = attribute(PART, element, "Type")?.unwrap_or_default();
                self.data = Some((kind, Said::default()));
                self.saying = Saying::Value;
            }
            name if self.saying == Saying::Value => {
                let around = self.letters();
                self.within.push(match name {
                    "S" | "Strike" | "Del" => Look { struck: true, ..around },
                    "Sup" => Look { height: Height::Raised, ..around },
                    "Sub" => Look { height: Height::Lowered, ..around },
                    _ => around,
                });
            }
            _ => {}
        }
        Ok(())
    }

    /// Takes the end of an element in the cell.
    pub(super) fn end(&mut self, name: &str) {
        match name {
            "Comment" => self.note.is_open = false,
            "Data" => {
                self.saying = Saying::Nothing;
                self.within.clear();
            }
            _ => drop(self.within.pop()),
        }
    }

    /// How letters look here.
    fn letters(&self) -> Look {
        self.within.last().copied().unwrap_or(self.look.letters)
    }

    pub(super) fn say(&mut self, text: &str) {
        let look = self.letters();
        match (self.saying, &mut self.data) {
            (Saying::Value, Some((_, said))) => said.say(text, look),
            (Saying::Note, _) => self.note.text.push_str(text),
            _ => {}
        }
    }

    /// What the cell holds, and whether it shows its number with a percent sign; how it looks is
    /// told to the sheet.
    pub(super) fn finish(self, appearance: &mut Appearance) -> (Option<Cell>, bool) {
        appearance.add_note(self.at, Note::new(&self.note.author, &self.note.text));
        let struck = self.data.as_ref().and_then(|(_, said)| said.struck());
        appearance.struck.extend(struck.map(|struck| (self.at, struck)));
        let cell = value(self.data, self.formula);
        let is_number = cell.as_ref().is_some_and(|c| matches!(c.value, Value::Number(_)));
        (cell, is_number && self.look.percent)
    }
}

/// The cell of a value; a formula without one was never calculated.
fn value(data: Option<(String, Said)>, formula: Option<String>) -> Option<Cell> {
    let Some((kind, said)) = data else { return convert::cell(DataRef::Empty, formula) };
    let text = said.text().to_owned();
    if text.is_empty() {
        // A formula that gives nothing was calculated.
        formula.as_ref()?;
        return convert::cell(DataRef::String(text), formula);
    }
    match kind.as_str() {
        "Number" => Some(number_of(&text, formula)),
        "Boolean" => convert::cell(DataRef::Bool(text.trim() == "1"), formula),
        "DateTime" => convert::cell(DataRef::DateTimeIso(text), formula),
        "Error" => {
            let value = Value::Error(text.clone());
            Some(Cell { value, text, formula, never_calculated: false })
        }
        _ => convert::cell(DataRef::String(text), formula),
    }
}

/// A number as the file has it, which is exact.
fn number_of(data: &str, formula: Option<String>) -> Cell {
    let data = data.trim();
    let number = Decimal::from_str_exact(data).or_else(|_| Decimal::from_scientific(data)).ok();
    let value = match number {
        Some(number) => Value::Number(number.normalize()),
        None => Value::Error(data.to_owned()),
    };
    let text = number.map_or_else(|| data.to_owned(), |number| number.normalize().to_string());
    Cell { value, text, formula, never_calculated: false }
}
