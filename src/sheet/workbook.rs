//! A spreadsheet as read: sheets, cells, and what a person sees in each.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;
use rust_decimal::Decimal;

use super::appearance::Appearance;
use super::legacy::{LegacyPlace, LegacyText, Lettering};
use crate::ooxml::CellRef;

/// A spreadsheet file, whatever kind it came in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Workbook {
    /// What kind of file it came in.
    pub format: Format,
    /// The sheets with cells, in the order of their tabs.
    pub sheets: Vec<Sheet>,
    /// Names that stand for one cell; the same name may stand for a cell on several sheets.
    pub defined_names: BTreeMap<String, Vec<NamedCell>>,
    /// Custom document properties.
    pub properties: BTreeMap<String, String>,
    /// Whether it asks to be computed in full when it is opened: what is stored beside its formulas
    /// is not what a person sees. Known of .xlsx and .xlsm only.
    pub asks_to_be_computed: bool,
    /// How many cells the file has, also those that hold nothing, and how many names: what
    /// computing its formulas would have to keep. Known of .xlsx and .xlsm only.
    pub places: u64,
}

/// The kind of a spreadsheet file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// .xlsx and .xlsm.
    #[default]
    Xlsx,
    /// .xlsb.
    Xlsb,
    /// .xls of Excel 97 and later; has no checksums, so not all damage can be seen.
    Xls,
    /// .ods.
    Ods,
    /// .csv and other separated text.
    Text,
    /// The tables of a .docx.
    Docx,
    /// The tables of a web page, also one that was named .xls.
    Html,
    /// The one-file XML of Excel 2003.
    Xml2003,
}

impl Format {
    /// As people call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Xlsb => "xlsb",
            Self::Xls => "xls",
            Self::Ods => "ods",
            Self::Text => "csv",
            Self::Docx => "docx",
            Self::Html => "html",
            Self::Xml2003 => "xml",
        }
    }
}

impl Workbook {
    /// The sheet of this name, letter case and Unicode spelling as in the file.
    pub fn sheet(&self, name: &str) -> Option<&Sheet> {
        self.sheets.iter().find(|sheet| sheet.name == name)
    }

    /// Reads texts that may be in an old encoding as Unicode where only so they are what
    /// `is_expected`, such as the labels of a known form.
    pub fn expect_texts(&mut self, is_expected: impl Fn(&str) -> bool) {
        super::legacy::believe(self, is_expected);
    }

    /// Forgets the stored results of formulas that are not what a person sees; they count as never
    /// calculated.
    pub fn forget_results(&mut self, is_wrong: impl Fn(&str, CellRef, &Value) -> bool) {
        for sheet in &mut self.sheets {
            for (at, cell) in &mut sheet.cells {
                if cell.formula.is_some() && is_wrong(&sheet.name, *at, &cell.value) {
                    cell.value = Value::Empty;
                    cell.text.clear();
                    cell.never_calculated = true;
                }
            }
        }
    }

    /// Every text of an old encoding, converted or doubtful, in the order of sheets and cells.
    pub fn legacy(&self) -> impl Iterator<Item = LegacyPlace<'_>> {
        self.sheets.iter().flat_map(|sheet| {
            let name = sheet.legible.iter().map(|text| (None, text));
            let cells = sheet.legacy.iter().map(|(at, text)| (Some(*at), text));
            name.chain(cells).map(move |(cell, text)| LegacyPlace { sheet, cell, text })
        })
    }
}

/// A cell that a defined name stands for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct NamedCell {
    /// Name of the sheet.
    pub sheet: String,
    /// The cell; the first one of a merged range.
    pub cell: CellRef,
}

/// Whether a person sees a sheet's tab.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Visibility {
    /// The tab is there.
    #[default]
    Visible,
    /// Hidden; Excel's menu can show it.
    Hidden,
    /// Hidden; only a program can show it.
    VeryHidden,
}

/// One sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sheet {
    /// Name on the tab.
    pub name: String,
    /// Whether the tab is shown.
    pub visibility: Visibility,
    /// Merged ranges: first and last cell.
    pub merged: Vec<(CellRef, CellRef)>,
    /// What is hidden, noted and struck through on it.
    pub appearance: Appearance,
    pub(super) cells: Vec<(CellRef, Cell)>,
    /// Fonts of old encodings, until [`super::legacy::settle`] has used them.
    pub(super) lettering: BTreeMap<CellRef, Lettering>,
    /// Texts of old encodings, in the order of their cells.
    pub(super) legacy: Vec<(CellRef, LegacyText)>,
    /// The name, if it was in an old encoding.
    pub(super) legible: Option<LegacyText>,
}

impl Sheet {
    /// A sheet of these cells, in any order; `None` if two of them stand in one place.
    pub(super) fn new(
        name: String,
        visibility: Visibility,
        merged: Vec<(CellRef, CellRef)>,
        mut cells: Vec<(CellRef, Cell)>,
    ) -> Option<Self> {
        cells.sort_by_key(|(at, _)| *at);
        let twice = cells.windows(2).any(|pair| matches!(pair, [(a, _), (b, _)] if a == b));
        (!twice).then_some(Self { name, visibility, merged, cells, ..Self::default() })
    }

    /// Puts texts in the place of others that say the same but for what is raised in them.
    pub(super) fn tell_apart(&mut self, texts: BTreeMap<CellRef, String>) {
        for (at, text) in texts {
            let index = self.cells.binary_search_by_key(&at, |(at, _)| *at).ok();
            if let Some((_, cell)) = index.and_then(|index| self.cells.get_mut(index))
                && matches!(cell.value, Value::Text(_))
            {
                (cell.value, cell.text) = super::convert::text_of(text);
            }
        }
    }

    /// The name as a person reads it: in Unicode, where the tab has it in an old encoding.
    pub fn legible_name(&self) -> &str {
        self.legible.as_ref().map_or(&self.name, |name| &name.unicode)
    }

    /// Whether a number is shown with a percent sign: the cell that shows `100%` holds 1.
    pub fn shows_percentage(&self, at: CellRef) -> bool {
        self.appearance.percentages.contains(&at)
    }

    /// What stood in a cell in an old encoding, or may be in one.
    pub fn legacy(&self, at: CellRef) -> Option<&LegacyText> {
        let index = self.legacy.binary_search_by_key(&at, |(at, _)| *at).ok()?;
        self.legacy.get(index).map(|(_, text)| text)
    }

    /// The cell at an address, if it holds anything.
    pub fn get(&self, at: CellRef) -> Option<&Cell> {
        let index = self.cells.binary_search_by_key(&at, |(at, _)| *at).ok()?;
        self.cells.get(index).map(|(_, cell)| cell)
    }

    /// All cells that hold something, row by row, left to right.
    pub fn iter(
        &self,
    ) -> impl DoubleEndedIterator<Item = (CellRef, &Cell)> + ExactSizeIterator {
        self.cells.iter().map(|(at, cell)| (*at, cell))
    }

    /// The cells that hold something from one place up to another, which is not among them.
    pub fn between(
        &self,
        from: CellRef,
        to: CellRef,
    ) -> impl Iterator<Item = (CellRef, &Cell)> {
        let start = self.cells.partition_point(|(at, _)| *at < from);
        let cells = self.cells.get(start..).unwrap_or_default();
        cells.iter().take_while(move |(at, _)| *at < to).map(|(at, cell)| (*at, cell))
    }

    /// How many cells hold something.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether no cell holds anything.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }
}

/// One cell that holds a value or a formula.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The value; of a formula, the one the file carries as its last result.
    pub value: Value,
    /// The value as a person sees or typed it, after Unicode clean-up.
    pub text: String,
    /// The formula without `=`; empty when the cell has one whose text the file does not give.
    pub formula: Option<String>,
    /// The cell has a formula and the file carries no result: no spreadsheet program has
    /// calculated it since a program wrote it. The value is then [`Value::Empty`].
    pub never_calculated: bool,
}

/// Whether a cell that shows `shown` may stand for `exact`: spreadsheets keep 15 digits.
pub fn same_number(shown: Decimal, exact: Decimal) -> bool {
    const DIGITS: i64 = 100_000_000_000_000;
    let off = shown.checked_sub(exact).and_then(|off| off.abs().checked_mul(DIGITS.into()));
    shown == exact || off.is_some_and(|off| off <= exact.abs())
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing; only with a formula that was never calculated.
    Empty,
    /// A number, exactly as it was typed.
    Number(Decimal),
    /// Text as it stands in the file, before clean-up; in Unicode, where the file has it in an old
    /// encoding (see [`Sheet::legacy`]).
    Text(String),
    /// TRUE or FALSE.
    Bool(bool),
    /// A number shown as a date or time of day; a time alone is on 1899-12-31.
    Date(NaiveDateTime),
    /// A length of time (format `[h]:mm`), in days.
    Duration(Decimal),
    /// An error such as `#DIV/0!`; also what Excel shows as `#####` (a date before 1900) and a
    /// number too large or too fine for an exact decimal.
    Error(String),
}
