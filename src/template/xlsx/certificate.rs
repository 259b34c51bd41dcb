//! What filling a workbook changed: cells and parts, each with its reason.
//!
//! A certificate is worked out from the two files, not from what the engine meant to do: every
//! cell and every part of the result is held against the template's. Only where a cell came from
//! is remembered from the filling ([`Trace`]), which costs nothing while nobody asks.

mod cells;
mod noted;
mod parts;
mod trace;

use std::fmt;

use super::book::Book;
pub use super::lines::Axis;
use crate::ooxml::CellRef;
use crate::template::Problem;

pub use trace::Trace;
pub(super) use trace::TracedSheet;

/// Everything in which a filled workbook differs from its template.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Certificate {
    /// Sheets that the template does not have, or has under another name or once where the result
    /// has several, in order of their tabs.
    pub sheets: Vec<MadeSheet>,
    /// Sheets of the template that are not in the result.
    pub left_out: Vec<String>,
    /// Cells, sheet by sheet in the order of the result; what is gone comes after each sheet's
    /// cells.
    pub cells: Vec<ChangedCell>,
    /// Rows and columns that stand elsewhere than in the template.
    pub moved: Vec<Moved>,
    /// Parts that were rewritten, added or removed, by name.
    pub parts: Vec<ChangedPart>,
    /// How many parts are byte for byte as they were.
    pub kept: usize,
}

/// A sheet of the result that is not just one of the template's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeSheet {
    /// Its name.
    pub name: String,
    /// The template's sheet that it comes from; `None` for one that was added.
    pub from: Option<String>,
}

/// A cell that says something else than the template's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedCell {
    /// Name of the sheet in the result; in the template when the whole sheet is gone.
    pub sheet: String,
    /// The cell in the result; `None` for one that is gone.
    pub cell: Option<CellRef>,
    /// The sheet and cell of the template that it comes from.
    pub from: (String, CellRef),
    /// What stood there.
    pub before: CellState,
    /// What stands there now.
    pub after: CellState,
    /// Why.
    pub why: CellChange,
}

/// What a cell says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CellState {
    /// Its formula, without `=`.
    pub formula: Option<String>,
    /// Its value, or the one stored beside its formula; `None` for an empty cell.
    pub value: Option<StoredValue>,
}

/// The value of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoredValue {
    /// A number, in the digits of the file.
    Number(String),
    /// A text.
    Text(String),
    /// A truth value.
    Bool(bool),
    /// An error, such as `#DIV/0!`.
    Error(String),
}

/// Why a cell changed; the first that applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CellChange {
    /// It was named as a target.
    Target,
    /// A tag was filled: one that stood in it, or in a cell that its merged area covers.
    Tag,
    /// Its formula names cells that have moved.
    FormulaFollowed,
    /// Its formula reads cells that changed.
    Recomputed,
    /// It is a further copy that a repetition made, and says what the template's says.
    Repeated,
    /// It says what a table or the like beside it says, and that has changed.
    Followed,
    /// Its row, column or sheet is not there any more.
    Removed,
}

/// Rows or columns of the template that stand elsewhere in the result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// Name of the sheet in the result.
    pub sheet: String,
    /// Rows or columns.
    pub axis: Axis,
    /// First and last in the template, from 0.
    pub from: (u32, u32),
    /// Where they stand in the result, all places, each as its first and last, from 0.
    pub to: Vec<(u32, u32)>,
    /// How often they stand there.
    pub times: usize,
}

/// A part that is not as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedPart {
    /// Name in the package.
    pub name: String,
    /// Whether it was rewritten, added or removed.
    pub how: PartChange,
    /// Why, all reasons, in order.
    pub why: Vec<PartReason>,
}

/// What happened to a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartChange {
    /// It has other bytes.
    Rewritten,
    /// It was not in the template.
    Added,
    /// It is no longer there.
    Removed,
}

/// Why a part is not as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartReason {
    /// It held tags.
    Tags,
    /// It holds cells that were named as targets.
    Targets,
    /// It holds values of formulas that read changed cells.
    CachedValues,
    /// It names rows, columns, sheets or cells that moved or changed.
    Followed,
    /// It belongs to a sheet that was repeated or left out.
    SheetCopies,
    /// It lists parts, or the order of formulas, and these are others now.
    Listing,
    /// It asks Excel to compute when the file is opened: not every value could be.
    Recalculation,
    /// It marks a draft on the face of its pages.
    Notice,
    /// It carries what a program reads back: hidden sheets, names, properties.
    Carried,
    /// The file was a template (.xltx) and is a workbook.
    NowWorkbook,
    /// Notes and colours were put at cells, and nothing else.
    Noted,
}

impl Certificate {
    /// Holds a filled workbook against its template; `result` may have been marked and given
    /// hidden sheets after it was filled.
    ///
    /// # Errors
    /// When either file is no workbook.
    pub fn between(template: &[u8], result: &[u8], trace: &Trace) -> Result<Self, Problem> {
        let mut before = opened(template)?;
        let mut after = opened(result)?;
        let mut certificate = Self::default();
        cells::compare(&before, &after, trace, &mut certificate);
        parts::compare(&mut before, &mut after, trace, &mut certificate)?;
        Ok(certificate)
    }
}

impl Certificate {
    /// Holds a workbook with notes and colours at its cells against the one that `author` put
    /// them into.
    ///
    /// # Errors
    /// When either file is no workbook.
    pub fn of_notes(original: &[u8], marked: &[u8], author: &str) -> Result<Self, Problem> {
        let mut before = opened(original)?;
        let mut after = opened(marked)?;
        let trace = Trace::of_unmoved(before.tabs.iter().map(|tab| tab.name.clone()));
        let mut certificate = Self::default();
        cells::compare(&before, &after, &trace, &mut certificate);
        noted::compare(&mut before, &mut after, author, &mut certificate)?;
        Ok(certificate)
    }

    /// Whether notes, colours and the lists of parts are all that differs.
    pub fn is_only_noted(&self) -> bool {
        let harmless = [PartReason::Noted, PartReason::Listing];
        let noted = |part: &ChangedPart| part.why.iter().all(|why| harmless.contains(why));
        self.sheets.is_empty()
            && self.left_out.is_empty()
            && self.cells.is_empty()
            && self.moved.is_empty()
            && self.parts.iter().all(|part| part.how != PartChange::Removed && noted(part))
    }
}

fn opened(bytes: &[u8]) -> Result<Book, Problem> {
    let mut book = Book::open(bytes.to_vec())?;
    book.read_sheets()?;
    Ok(book)
}

impl CellState {
    /// Whether nothing stands in the cell.
    pub const fn is_blank(&self) -> bool {
        self.formula.is_none() && self.value.is_none()
    }
}

impl fmt::Display for CellState {
    /// A value as it stands in the file; a formula as `=A1+B1 → 3`; nothing for an empty cell.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.formula, &self.value) {
            (Some(formula), Some(value)) => write!(f, "={formula} → {value}"),
            (Some(formula), None) => write!(f, "={formula}"),
            (None, Some(value)) => write!(f, "{value}"),
            (None, None) => Ok(()),
        }
    }
}

impl fmt::Display for StoredValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(text) | Self::Text(text) | Self::Error(text) => f.write_str(text),
            Self::Bool(truth) => f.write_str(if *truth { "TRUE" } else { "FALSE" }),
        }
    }
}
