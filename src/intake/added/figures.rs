//! What counts as a figure where the form has none.

use rust_decimal::Decimal;

use crate::ooxml::CellRef;
use crate::sheet::{Cell, Value};
use crate::text::key;
use crate::text::typed_figure::{self, TypedFigure};
use crate::text::typed_number::Reading;

/// A text longer than this is no figure, whatever numbers are in it.
const LONGEST: usize = 80;

/// What a cell would be read as if its line and column were the form's: a number, or a formula or a
/// text that is one. Under the table only what is a number and nothing else: a date and a place
/// are written there, too.
pub(super) fn figure_in(cell: &Cell, is_below: bool) -> Option<()> {
    let is_figure = match &cell.value {
        Value::Number(_) => true,
        Value::Empty => cell.never_calculated,
        Value::Text(text) if text.len() > LONGEST => false,
        Value::Text(text) if !text.contains(|c: char| c.is_numeric()) => false,
        Value::Text(text) => match typed_figure::read(text) {
            TypedFigure::Number(number) => number != Reading::NotANumber,
            TypedFigure::WithUnit { .. } => true,
            TypedFigure::PartOf { .. } | TypedFigure::Percent(_) | TypedFigure::Inexact => {
                !is_below
            }
            // With a year among them they are a date.
            TypedFigure::Several(numbers) => {
                !is_below && !numbers.iter().any(|number| is_year(*number))
            }
            TypedFigure::Blank
            | TypedFigure::Nothing { .. }
            | TypedFigure::Dash
            | TypedFigure::NotKnown
            | TypedFigure::Mark
            | TypedFigure::Ditto
            | TypedFigure::Words => false,
        },
        Value::Bool(_) | Value::Date(_) | Value::Duration(_) | Value::Error(_) => false,
    };
    is_figure.then_some(())
}

/// Whether numbers one below the other only count. Left of the labels they may begin anew with each
/// part; elsewhere all lines must be counted, and there must be some: a 1 alone is a figure.
pub(super) fn are_order_numbers(
    cells: &[(CellRef, &Cell)],
    lines: usize,
    is_left: bool,
) -> bool {
    const FEWEST: usize = 3;
    let mut last = Decimal::ZERO;
    let counts = cells.iter().all(|(_, cell)| match &cell.value {
        Value::Number(number) => {
            let next = last.checked_add(Decimal::ONE) == Some(*number);
            last = *number;
            next || is_left && *number == Decimal::ONE
        }
        // «1.1», «2.» before a label.
        Value::Text(_) => is_left,
        _ => false,
    });
    counts && (is_left || cells.len() >= FEWEST.max(lines))
}

fn is_year(number: Decimal) -> bool {
    let years = Decimal::from(1990)..=Decimal::from(2100);
    number.fract().is_zero() && years.contains(&number)
}

/// Whether all numbers of a row are years, and nothing beside them says that they are of a thing.
pub(super) fn are_years(cells: &[(CellRef, &Cell)], label: &str) -> bool {
    let year = |cell: &Cell| match &cell.value {
        Value::Number(number) => Some(*number).filter(|number| is_year(*number)),
        _ => None,
    };
    let years: Vec<Decimal> = cells.iter().filter_map(|(_, cell)| year(cell)).collect();
    let in_order = years
        .windows(2)
        .all(|pair| matches!(pair, [a, b] if a.checked_add(Decimal::ONE) == Some(*b)));
    let label = key::of(label);
    let says_year = label.is_empty() || label.split(' ').any(|word| word == "năm");
    years.len() == cells.len() && (says_year || in_order && years.len() > 1)
}
