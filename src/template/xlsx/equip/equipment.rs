//! What a blank is equipped with, as its issuer says it.

use rust_decimal::Decimal;

use crate::ooxml::CellRef;

/// What is put into a workbook so that others can fill it in safely.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Equipment {
    /// Cells to be filled in: unlocked, and validated where they say so.
    pub inputs: Vec<Input>,
    /// Cells that compute: locked.
    pub formulas: Vec<FormulaCell>,
    /// Cells that nobody is to change: locked, with a value where they say so.
    pub fixed: Vec<FixedCell>,
    /// Cells that turn red while a formula is true.
    pub marks: Vec<Mark>,
    /// Whether every visible worksheet is protected (without password). What a sheet's own
    /// author unlocked stays unlocked; a sheet that is protected already stays as it is.
    pub protect: bool,
    /// Sheets of text that are added after all others, in this order.
    pub sheets: Vec<TextSheet>,
    /// Name of the very hidden sheet for items of drop-down lists that do not fit into a rule;
    /// `_lists` when empty. It comes into being only when one is needed.
    pub lists: String,
}

/// A cell to be filled in. In a merged area any of its cells means the whole area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// Name of the sheet; letter case makes no difference.
    pub sheet: String,
    /// The cell.
    pub cell: CellRef,
    /// What may be entered; takes the place of the sheet's own rule for this cell. None leaves
    /// that as it is.
    pub validation: Option<Validation>,
}

/// What may be entered in a cell, and what is said about it. An empty cell is always accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Validation {
    /// What may be entered.
    pub kind: ValidationKind,
    /// Heads the words shown when the cell is selected (32 characters; cut at a word).
    pub title: String,
    /// The words shown when the cell is selected (255 characters; cut at a word).
    pub prompt: String,
    /// Heads the message about a wrong entry (32 characters; cut at a word).
    pub error_title: String,
    /// The message about a wrong entry (225 characters; cut at a word).
    pub error: String,
    /// Whether a wrong entry is refused; otherwise the message asks whether to keep it.
    pub stop: bool,
}

/// What may be entered in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ValidationKind {
    /// A whole number within bounds.
    Whole {
        /// The least.
        min: Option<Bound>,
        /// The greatest.
        max: Option<Bound>,
    },
    /// A number within bounds.
    Decimal {
        /// The least.
        min: Option<Bound>,
        /// The greatest.
        max: Option<Bound>,
    },
    /// One of these, from a drop-down list.
    List(Vec<String>),
    /// A text of so many characters at most; the cell is formatted as text, in lines.
    Text {
        /// Characters at most.
        max_len: u32,
    },
    /// Whatever makes this formula true.
    Custom(String),
}

/// A bound of what may be entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bound {
    /// A number.
    Number(Decimal),
    /// A formula, as files store it: English names, commas, no `=`. Its references are taken as
    /// absolute. While a cell that it names is empty the bound does not hold.
    Formula(String),
}

impl Bound {
    /// The formula, when it is one.
    pub(super) fn formula(&self) -> Option<&str> {
        match self {
            Self::Formula(formula) => Some(formula),
            Self::Number(_) => None,
        }
    }
}

/// A cell that computes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormulaCell {
    /// Name of the sheet; letter case makes no difference.
    pub sheet: String,
    /// The cell; in a merged area its first one is meant.
    pub cell: CellRef,
    /// The formula, as files store it: English names, commas; a leading `=` is dropped.
    pub formula: String,
    /// Its value as long as nothing was entered. Without one the cell has none until it is
    /// computed.
    pub value: Option<CellValue>,
}

/// A cell that nobody is to change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FixedCell {
    /// Name of the sheet; letter case makes no difference.
    pub sheet: String,
    /// The cell. In a merged area any of its cells means the whole area.
    pub cell: CellRef,
    /// What is put into it; none leaves what it holds.
    pub value: Option<CellValue>,
}

/// A value of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellValue {
    /// A number.
    Number(Decimal),
    /// A text, never a formula.
    Text(String),
    /// A truth value.
    Truth(bool),
}

/// Cells that turn red while a formula is true.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Name of the sheet; letter case makes no difference.
    pub sheet: String,
    /// The cells.
    pub cells: Vec<CellRef>,
    /// The formula, as files store it: English names, commas, no `=`. Its references are taken
    /// as absolute, so that it says the same for all the cells.
    pub formula: String,
}

/// A visible sheet of text: A4, portrait, as many pages as it takes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TextSheet {
    /// Its name: 31 characters at most, none of `: \ / ? * [ ]`. Where a sheet has it already,
    /// this one gets ` (2)` after it.
    pub name: String,
    /// Its rows from the first on.
    pub rows: Vec<TextRow>,
    /// Widths of its columns in characters; one column of a page's width when there are none.
    pub widths: Vec<u16>,
    /// Whether others write on it: it is not protected.
    pub open: bool,
}

/// A row of a sheet of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextRow {
    /// How it looks.
    pub style: TextStyle,
    /// Its texts from column A on, wrapped in their columns; a single one runs over all columns.
    pub cells: Vec<String>,
}

/// How a row of text looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TextStyle {
    /// Large, bold and centred.
    Title,
    /// Bold.
    Heading,
    /// Plain.
    Text,
}
