//! A workbook inside another document, which names ranges of it: where those are once it is
//! filled.

use super::book::Book;
use super::formula::moves::{Moves, Site};
use super::formula::sheets::Sheets;
use super::lines::SheetMap;

/// A range that somebody outside the workbook names, after it was filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Followed {
    /// It is named by this formula.
    At(String),
    /// All its rows have vanished.
    Gone,
    /// It cannot be named any more, with the reason.
    Lost(String),
}

/// Lets formulas from outside follow the rows of a workbook.
pub(super) fn follow(
    formulas: &[String],
    book: &Book,
    maps: &[SheetMap],
    sheets: &Sheets,
) -> Vec<Followed> {
    let mut moves = Moves::default();
    moves.set_sheets(sheets);
    for (tab, map) in book.tabs.iter().zip(maps) {
        moves.add(&tab.name, map);
    }
    formulas.iter().map(|formula| one(formula, &moves)).collect()
}

fn one(formula: &str, moves: &Moves<'_>) -> Followed {
    match moves.follow(formula, &Site { sheet: "", cell: None }) {
        Ok(followed) => match followed.text {
            Some(text) if text.contains("#REF!") => Followed::Gone,
            Some(text) if text.contains(',') && !text.starts_with('(') => {
                Followed::At(format!("({text})"))
            }
            Some(text) => Followed::At(text),
            None => Followed::At(formula.to_owned()),
        },
        Err(error) => Followed::Lost(error.to_string()),
    }
}
