//! The rows of the next workbook: those that are there, with what people typed, and below them what is
//! new. Nothing is left out.

use std::collections::{BTreeMap, BTreeSet};

use super::column::Column;
use super::held::HeldFigures;
use super::judge::is_a_state;
use super::memory::{Memory, Remembered, checksum};
use super::named::{BLANK, cell_then};
use super::read::DecisionBook;
use super::row::Row;
use crate::sheet::{Cell, Value};

/// A finding that a person may decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noticed {
    /// Its key.
    pub key: String,
    /// What it is about.
    pub about: Remembered,
    /// What the columns say of it.
    pub texts: BTreeMap<Column, String>,
    /// The one cell that it is about, as a person writes it.
    pub cell: Option<String>,
    /// Whether it is accepted with others from which it follows.
    pub follows: bool,
}

/// What became of a row's decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Nothing is decided.
    Open,
    /// The unit was asked.
    Asked,
    /// The finding is accepted.
    Accepted,
    /// What it follows from is accepted.
    Follows,
    /// The figure counts.
    InForce,
    /// The same stands in a row above.
    Copy,
    /// The decision cannot hold; a finding says why.
    NotInForce,
    /// The cell says something else now.
    Changed,
    /// The finding is no longer there.
    Gone,
}

impl State {
    /// All there are.
    pub(super) const ALL: [Self; 9] = [
        Self::Open,
        Self::Asked,
        Self::Accepted,
        Self::Follows,
        Self::InForce,
        Self::Copy,
        Self::NotInForce,
        Self::Changed,
        Self::Gone,
    ];

    /// What the column of states says.
    pub(super) const fn in_words(self) -> &'static str {
        match self {
            Self::Open => "chưa quyết định",
            Self::Asked => "đã hỏi lại đơn vị",
            Self::Accepted => "đã chấp nhận",
            Self::Follows => "đã chấp nhận theo đơn vị",
            Self::InForce => "đang áp dụng",
            Self::Copy => "trùng dòng trên",
            Self::NotInForce => "chưa áp dụng (xem phát hiện)",
            Self::Changed => "ô đã đổi, cần quyết định lại",
            Self::Gone => "việc không còn",
        }
    }
}

/// The next workbook.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Renewed {
    /// What stands in each row.
    pub rows: Vec<BTreeMap<Column, Cell>>,
    /// What the findings are about.
    pub memory: Memory,
    /// Which figures the decisions were applied to.
    pub held: HeldFigures,
}

/// The rows of the next workbook. `run` is the period of this run, `held` what its decisions were applied to.
pub fn renew(
    book: &DecisionBook,
    noticed: &[Noticed],
    (states, held): (&BTreeMap<u32, State>, HeldFigures),
    run: &str,
) -> Renewed {
    let by_key: BTreeMap<&str, &Noticed> =
        noticed.iter().map(|one| (one.key.as_str(), one)).collect();
    let mut renewed = Renewed { rows: Vec::new(), memory: book.memory.clone(), held };
    let mut there: BTreeSet<String> = BTreeSet::new();
    let mut dropped: Vec<String> = Vec::new();
    for row in &book.rows {
        let key = row.key();
        let known = by_key.get(key.as_str()).copied();
        let remembered = book.memory.get(&key);
        let mut cells = row.cells.clone();
        if let Some(known) = known {
            refresh(&mut cells, row, known);
        } else if let Some(then) = cell_then(row, remembered) {
            cells.insert(Column::Stood, or_blank(&then.text));
        }
        let gone =
            known.is_none() && remembered.is_some_and(|of| of.runs.iter().any(|of| of == run));
        let state = match states.get(&row.number) {
            Some(state) => Some(*state),
            None if known.is_some_and(|known| known.follows) => Some(State::Follows),
            None if known.is_some() => Some(State::Open),
            None => gone.then_some(State::Gone),
        };
        if state == Some(State::Gone) && is_untouched(row, remembered) {
            dropped.push(key);
            continue;
        }
        if let Some(state) = state {
            cells.insert(Column::Status, text(state.in_words()));
        }
        renewed.rows.push(cells);
        there.insert(key);
    }
    // A copy of the row below may hold the decision, which is nothing without what it was about.
    for key in dropped.iter().filter(|key| !there.contains(*key)) {
        renewed.memory.remove(key);
    }
    for one in noticed {
        if one.follows && !there.contains(&one.key) {
            continue;
        }
        remember(&mut renewed.memory, one, run);
        if there.insert(one.key.clone()) {
            renewed.rows.push(new(one));
        }
    }
    renewed
}

/// Whether nobody wrote anything in a row. Such a row of a finding that is no more would only be in the
/// way: every return that comes late would leave one behind. Where nobody knows what this program put
/// into a column, what stands there may be a person's.
fn is_untouched(row: &Row, remembered: Option<&Remembered>) -> bool {
    let Some(remembered) = remembered else { return false };
    let is_ours = |column: Column| {
        let said = remembered.said.get(column.heading());
        said.is_some_and(|said| *said == checksum(row.text(column)))
    };
    let is_left = |column: Column| match column {
        Column::Key => true,
        Column::Status => is_a_state(row.text(column)),
        _ => row.is_blank(column) || is_ours(column),
    };
    Column::ALL.into_iter().all(is_left)
}

fn remember(memory: &mut Memory, one: &Noticed, run: &str) {
    let mut about = one.about.clone();
    if let Some(known) = memory.get(&one.key) {
        about.runs.clone_from(&known.runs);
    }
    about.runs.push(run.to_owned());
    about.runs.sort();
    about.runs.dedup();
    let said = new(one).into_iter().filter(|(column, _)| *column != Column::Status);
    about.said = said
        .map(|(column, said)| (column.heading().to_owned(), checksum(&said.text)))
        .collect();
    memory.insert(one.key.clone(), about);
}

/// Writes what this program says of a finding; what a person fills in stays.
fn refresh(cells: &mut BTreeMap<Column, Cell>, row: &Row, known: &Noticed) {
    for (column, said) in &known.texts {
        cells.insert(*column, text(said));
    }
    if row.is_blank(Column::Cell)
        && let Some(cell) = &known.cell
    {
        cells.insert(Column::Cell, text(cell));
        cells.extend(stood(known).map(|stood| (Column::Stood, stood)));
    } else if let Some(then) = cell_then(row, Some(&known.about)) {
        cells.insert(Column::Stood, or_blank(&then.text));
    }
}

fn new(one: &Noticed) -> BTreeMap<Column, Cell> {
    let mut cells: BTreeMap<Column, Cell> =
        one.texts.iter().map(|(column, said)| (*column, text(said))).collect();
    if let Some(cell) = &one.cell {
        cells.insert(Column::Cell, text(cell));
        cells.extend(stood(one).map(|stood| (Column::Stood, stood)));
    }
    cells.insert(Column::Status, text(State::Open.in_words()));
    cells
}

/// What stands in the one cell that a finding is about.
fn stood(one: &Noticed) -> Option<Cell> {
    let then = one.about.cells.first()?;
    Some(or_blank(&then.text))
}

fn or_blank(stood: &str) -> Cell {
    text(if stood.trim().is_empty() { BLANK } else { stood })
}

fn text(text: &str) -> Cell {
    Cell {
        value: Value::Text(text.to_owned()),
        text: text.to_owned(),
        formula: None,
        never_calculated: false,
    }
}
