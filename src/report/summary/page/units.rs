//! The table of units by returns, in columns beside each other that fit on paper.

use serde::Serialize;

use super::super::View;
use super::super::matrix::{Receipt, ReceiptState};
use crate::pack::period_words::short;
use crate::report::progress::short_words;

/// Columns of units beside each other, by the number of returns that each owes.
const BESIDE: [usize; 9] = [3, 3, 3, 3, 3, 2, 2, 2, 2];
/// Returns of a unit beside whose marks there is room for words.
const MOST_IN_WORDS: usize = 2;
/// Units in a column: as many as a page holds.
const MOST_IN_A_COLUMN: usize = 46;
/// Units beside which a page has room for all else.
const MOST_ON_A_PAGE: usize = 100;
/// Units whose lines have room between them.
const MOST_AT_EASE: usize = 60;
/// Fewer units than these stand in one column.
const FEW: usize = 8;

/// The table.
#[derive(Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "what the template asks, each on its own")]
pub(super) struct Units {
    /// Each return that is due, with its number.
    duties: Vec<DutyWords>,
    /// Columns that stand beside each other, band below band.
    bands: Vec<Vec<Vec<Line>>>,
    /// Columns beside each other.
    beside: usize,
    /// Whether it goes behind everything else, so that the first page is the whole picture.
    is_long: bool,
    /// Whether its lines stand closer.
    is_dense: bool,
    /// Whether any came late.
    has_late: bool,
    /// Whether the office entered any for its unit.
    has_entered: bool,
    /// Millimetres for a mark with its words.
    mark_width: u8,
}

#[derive(Serialize)]
struct DutyWords {
    number: usize,
    name: String,
    period: String,
}

#[derive(Serialize, Clone)]
struct Line {
    name: String,
    is_group: bool,
    depth: u8,
    cells: Vec<Cell>,
}

/// What became of a return: a mark, and words where something is to be done.
#[derive(Serialize, Clone)]
struct Cell {
    kind: &'static str,
    mark: &'static str,
    words: String,
}

impl Units {
    pub(super) fn new(view: &View<'_>) -> Self {
        let matrix = &view.picture.matrix;
        let duties = matrix.duties.iter().enumerate().map(|(at, duty)| DutyWords {
            number: at + 1,
            name: duty.name.clone(),
            period: short(duty.period),
        });
        let in_words = matrix.duties.len() <= MOST_IN_WORDS;
        let lines: Vec<Line> = matrix
            .lines
            .iter()
            .map(|(row, receipts)| Line {
                name: view.data.tree.name(row.org).to_owned(),
                is_group: row.is_subtotal,
                depth: row.depth,
                cells: receipts.iter().map(|receipt| cell(*receipt, in_words)).collect(),
            })
            .collect();
        let by_duties = BESIDE.get(matrix.duties.len()).copied().unwrap_or(1);
        let beside = if lines.len() < FEW { 1 } else { by_duties };
        let in_a_column = lines.len().div_ceil(beside).clamp(1, MOST_IN_A_COLUMN);
        let columns: Vec<Vec<Line>> = lines.chunks(in_a_column).map(<[Line]>::to_vec).collect();
        let bands = columns.chunks(beside).map(<[Vec<Line>]>::to_vec).collect();
        let worded = columns.iter().flatten().flat_map(|line| &line.cells);
        let worded = worded.into_iter().any(|cell| !cell.words.is_empty());
        let mark_width = if worded { 15 } else { 6 };
        let has = |kind: &str| {
            let cells = columns.iter().flatten().flat_map(|line| &line.cells);
            cells.into_iter().any(|cell| cell.kind == kind)
        };
        let (has_late, has_entered) = (has("late"), has("entered"));
        let (is_long, is_dense) = (lines.len() > MOST_ON_A_PAGE, lines.len() > MOST_AT_EASE);
        Self {
            duties: duties.collect(),
            bands,
            beside,
            is_long,
            is_dense,
            has_late,
            has_entered,
            mark_width,
        }
    }
}

fn cell(receipt: Receipt, in_words: bool) -> Cell {
    let late = receipt.arrival.is_late();
    let (kind, mark) = match receipt.state {
        ReceiptState::Received if late => ("late", "m"),
        ReceiptState::Received if receipt.arrival.entered => ("entered", "n"),
        ReceiptState::Received => ("ok", "✓"),
        ReceiptState::WithErrors(_) => ("bad", "!"),
        ReceiptState::Disputed => ("bad", "≠"),
        ReceiptState::Missing => ("missing", "✗"),
        ReceiptState::NotDue => ("none", "-"),
    };
    let words = if in_words { short_words(&receipt) } else { String::new() };
    Cell { kind, mark, words }
}
