//! Reads a ledger back, for comparing drafts. Columns are found by their headings, rows may have
//! been sorted; anything else that is not as it was written is an error.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::super::words;
use super::{figures, lists, sources, statements};
use crate::model::State;
use crate::ooxml::CellRef;
use crate::sheet::{self, Limits, ReadError, Sheet, Value, Workbook};

/// A ledger is larger than any return: a province's has some hundred thousand source cells.
const LIMITS: Limits = Limits {
    file_bytes: 256 << 20,
    part_bytes: 512 << 20,
    total_bytes: 1 << 30,
    ratio: 400,
    entries: 10_000,
    cells: 20_000_000,
    kept_cells: 20_000_000,
    ..Limits::for_offices()
};

/// Why a ledger cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LedgerError {
    /// It is no readable spreadsheet.
    #[error(transparent)]
    Unreadable(#[from] ReadError),
    /// A sheet is missing.
    #[error("no sheet `{0}`")]
    NoSheet(String),
    /// A column is missing, as in a ledger of an earlier version.
    #[error("no column `{column}` on sheet `{sheet}`")]
    NoColumn {
        /// Sheet.
        sheet: String,
        /// Heading.
        column: String,
    },
    /// A cell does not hold what was written there.
    #[error("`{text}` in cell {cell} of sheet `{sheet}`")]
    Changed {
        /// Sheet.
        sheet: String,
        /// Cell.
        cell: CellRef,
        /// What it holds.
        text: String,
    },
}

/// A printed figure as the ledger tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerFigure {
    /// Its id.
    pub id: String,
    /// Name of the unit.
    pub unit: String,
    /// Id of the period.
    pub period: String,
    /// Name for people.
    pub label: String,
    /// Path.
    pub path: String,
    /// Unit of measure.
    pub measure: String,
    /// The exact value, if there is one.
    pub value: Option<Decimal>,
    /// Names of the documents that print it.
    pub documents: Vec<String>,
    /// As printed.
    pub printed: String,
    /// State.
    pub state: State,
    /// Units whose figure is in.
    pub received: usize,
    /// Units that owe it.
    pub expected: usize,
    /// How it was made.
    pub how: String,
}

/// A source cell as the ledger tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerCell {
    /// File, relative to the workspace.
    pub file: String,
    /// Sheet.
    pub sheet: String,
    /// Cell.
    pub cell: CellRef,
    /// What is typed in it.
    pub text: String,
    /// Name of the figure read from it.
    pub figure: String,
    /// Id of the figure read from it.
    pub leaf: String,
    /// Ids of the printed figures that use it.
    pub used_in: Vec<String>,
}

/// What a unit said in its own words, as the ledger tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerStatement {
    /// Name of what was asked.
    pub element: String,
    /// Id of the period.
    pub period: String,
    /// Name of the unit.
    pub unit: String,
    /// Its words; empty where the cell is blank.
    pub words: String,
    /// File, relative to the workspace.
    pub file: String,
    /// Sheet.
    pub sheet: String,
    /// Cell.
    pub cell: CellRef,
}

/// A ledger, read back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadLedger {
    /// The printed figures, in the ledger's order.
    pub figures: Vec<LedgerFigure>,
    /// The source cells.
    pub cells: Vec<LedgerCell>,
    /// What units said, none in the ledgers of duties that ask for no words.
    pub statements: Vec<LedgerStatement>,
    /// The files: hash, and what became of each.
    pub files: BTreeMap<String, (String, String)>,
}

/// Reads a ledger from the bytes of its file.
pub fn read_ledger(bytes: &[u8]) -> Result<ReadLedger, LedgerError> {
    let workbook = sheet::read_as_written("ledger.xlsx", bytes, &LIMITS)?;
    let mut ledger = ReadLedger::default();
    let named =
        |name: &str| workbook.sheet(name).ok_or_else(|| LedgerError::NoSheet(name.to_owned()));
    read_figures(named(figures::SHEET)?, &mut ledger)?;
    named(sources::SHEET)?;
    for sheet in source_sheets(&workbook) {
        read_cells(sheet, &mut ledger)?;
    }
    read_files(named(lists::FILES_SHEET)?, &mut ledger)?;
    if let Some(sheet) = workbook.sheet(statements::SHEET) {
        read_statements(sheet, &mut ledger)?;
    }
    Ok(ledger)
}

fn source_sheets(workbook: &Workbook) -> impl Iterator<Item = &Sheet> {
    workbook.sheets.iter().filter(|sheet| {
        let rest = sheet.name.strip_prefix(sources::SHEET);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(" ("))
    })
}

fn read_figures(sheet: &Sheet, ledger: &mut ReadLedger) -> Result<(), LedgerError> {
    let table = Table { sheet };
    let [id, unit, period, label] =
        table.columns([figures::ID, figures::UNIT, figures::PERIOD, figures::LABEL])?;
    let [path, measure, printed, how] =
        table.columns([figures::PATH, figures::MEASURE, figures::PRINTED, figures::HOW])?;
    let [value, exact, state, coverage] =
        table.columns([figures::VALUE, figures::EXACT, figures::STATE, figures::COVERAGE])?;
    let [documents] = table.columns([figures::DOCUMENTS])?;
    for row in table.rows(id) {
        let at = |col| CellRef::new(row, col);
        let text = |col| table.text(at(col)).to_owned();
        let (received, expected) = table.coverage(at(coverage))?;
        ledger.figures.push(LedgerFigure {
            id: text(id),
            unit: text(unit),
            period: text(period),
            label: text(label),
            path: text(path),
            measure: text(measure),
            value: table.value(at(value), at(exact))?,
            documents: table.text(at(documents)).split(", ").map(str::to_owned).collect(),
            printed: text(printed),
            state: words::state_of(table.text(at(state)))
                .ok_or_else(|| table.changed(at(state)))?,
            received,
            expected,
            how: text(how),
        });
    }
    Ok(())
}

fn read_cells(sheet: &Sheet, ledger: &mut ReadLedger) -> Result<(), LedgerError> {
    let table = Table { sheet };
    let [file, tab, cell] = table.columns([sources::FILE, sources::TAB, sources::CELL])?;
    let [typed, figure] = table.columns([sources::TYPED, sources::FIGURE])?;
    let [leaf, used_in] = table.columns([sources::LEAF, sources::USED_IN])?;
    for row in table.rows(file) {
        let at = |col| CellRef::new(row, col);
        let text = |col| table.text(at(col)).to_owned();
        let place = table.text(at(cell)).parse().map_err(|_| table.changed(at(cell)))?;
        ledger.cells.push(LedgerCell {
            file: text(file),
            sheet: text(tab),
            cell: place,
            text: text(typed),
            figure: text(figure),
            leaf: text(leaf),
            used_in: table.text(at(used_in)).split(", ").map(str::to_owned).collect(),
        });
    }
    Ok(())
}

fn read_statements(sheet: &Sheet, ledger: &mut ReadLedger) -> Result<(), LedgerError> {
    let table = Table { sheet };
    let [element, period, unit, words] = table.columns([
        statements::ELEMENT,
        statements::PERIOD,
        statements::UNIT,
        statements::WORDS,
    ])?;
    let [file, tab, cell] =
        table.columns([statements::FILE, statements::TAB, statements::CELL])?;
    for row in table.rows(element) {
        let at = |col| CellRef::new(row, col);
        let text = |col| table.text(at(col)).to_owned();
        let place = table.text(at(cell)).parse().map_err(|_| table.changed(at(cell)))?;
        ledger.statements.push(LedgerStatement {
            element: text(element),
            period: text(period),
            unit: text(unit),
            words: text(words),
            file: text(file),
            sheet: text(tab),
            cell: place,
        });
    }
    Ok(())
}

fn read_files(sheet: &Sheet, ledger: &mut ReadLedger) -> Result<(), LedgerError> {
    let table = Table { sheet };
    let [file, sha256, fate] = table.columns([lists::FILE, lists::SHA256, lists::FATE])?;
    for row in table.rows(file) {
        let text = |col| table.text(CellRef::new(row, col)).to_owned();
        ledger.files.insert(text(file), (text(sha256), text(fate)));
    }
    Ok(())
}

/// A sheet with headings in its first row.
struct Table<'a> {
    sheet: &'a Sheet,
}

impl<'a> Table<'a> {
    fn columns<const N: usize>(&self, headings: [&str; N]) -> Result<[u16; N], LedgerError> {
        let mut columns = [0; N];
        for (column, heading) in columns.iter_mut().zip(headings) {
            let mut first_row = self.sheet.iter().take_while(|(at, _)| at.row == 0);
            let found = first_row.find(|(_, cell)| cell.text == heading);
            *column = found.map(|(at, _)| at.col).ok_or_else(|| LedgerError::NoColumn {
                sheet: self.sheet.name.clone(),
                column: heading.to_owned(),
            })?;
        }
        Ok(columns)
    }

    /// Rows below the headings that have something in this column.
    fn rows(&self, column: u16) -> impl Iterator<Item = u32> + 'a {
        let cells = self.sheet.iter().filter(move |(at, _)| at.row > 0 && at.col == column);
        cells.filter(|(_, cell)| !cell.text.is_empty()).map(|(at, _)| at.row)
    }

    fn text(&self, at: CellRef) -> &'a str {
        self.sheet.get(at).map_or("", |cell| &cell.text)
    }

    /// The exact value: digit for digit where it is given so, else the number.
    fn value(&self, at: CellRef, exact: CellRef) -> Result<Option<Decimal>, LedgerError> {
        let digits = self.text(exact);
        if !digits.is_empty() {
            let value = digits.replace(',', ".").parse().map_err(|_| self.changed(exact))?;
            return Ok(Some(value));
        }
        match self.sheet.get(at).map(|cell| &cell.value) {
            None | Some(Value::Empty) => Ok(None),
            Some(Value::Number(value)) => Ok(Some(*value)),
            Some(Value::Text(text)) if text.is_empty() => Ok(None),
            Some(_) => Err(self.changed(at)),
        }
    }

    /// `4/5`
    fn coverage(&self, at: CellRef) -> Result<(usize, usize), LedgerError> {
        let parts = self.text(at).split_once('/');
        let parts = parts.and_then(|(received, expected)| {
            Some((received.parse().ok()?, expected.parse().ok()?))
        });
        parts.ok_or_else(|| self.changed(at))
    }

    fn changed(&self, cell: CellRef) -> LedgerError {
        let text = self.text(cell).to_owned();
        LedgerError::Changed { sheet: self.sheet.name.clone(), cell, text }
    }
}
