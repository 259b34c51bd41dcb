//! What Excel (`x:num`, `x:str`) and `LibreOffice` (`sdval`) say of a cell's value beside what it
//! shows. What is shown counts: a number is believed only where it is the one that is shown, with
//! the decimals that are not.

use rust_decimal::Decimal;

use super::super::convert;
use super::super::workbook::{Cell, Value};
use super::tokens::Tag;
use crate::text::typed_figure::{self, TypedFigure};
use crate::text::typed_number::Reading;

/// What a cell says of its value.
pub(super) enum Given {
    Nothing,
    /// Text, whatever it looks like.
    Text,
    /// A number.
    Number(Decimal),
}

/// A cell, and whether it shows its number as a percentage.
pub(super) type Content = (Cell, bool);

impl Given {
    pub(super) fn of(tag: &Tag) -> Self {
        if tag.attribute("x:str").is_some() {
            return Self::Text;
        }
        let number = tag.attribute("x:num").or_else(|| tag.attribute("sdval"));
        let number = number.and_then(|number| {
            let number = number.trim();
            Decimal::from_str_exact(number).or_else(|_| Decimal::from_scientific(number)).ok()
        });
        number.map_or(Self::Nothing, |number| Self::Number(number.normalize()))
    }

    /// The cell that shows this text; none if it shows nothing.
    pub(super) fn content(&self, text: &str) -> Option<Content> {
        if text.is_empty() {
            return None;
        }
        let shown = convert::typed(text);
        Some(match self {
            Self::Nothing => (shown, false),
            Self::Text => {
                let value = Value::Text(shown.text.clone());
                (Cell { value, ..shown }, false)
            }
            Self::Number(number) => match agrees(text, *number) {
                Some(percentage) => {
                    let (value, text) = (Value::Number(*number), number.to_string());
                    (Cell { value, text, ..shown }, percentage)
                }
                None => (shown, false),
            },
        })
    }
}

/// Whether a text shows a number, and then whether as a percentage.
fn agrees(text: &str, number: Decimal) -> Option<bool> {
    match typed_figure::read(text) {
        TypedFigure::Number(shown) | TypedFigure::WithUnit { number: shown, .. } => {
            is_shown(&shown, number).then_some(false)
        }
        TypedFigure::Percent(shown) => {
            let hundredfold = number.checked_mul(Decimal::ONE_HUNDRED)?;
            is_shown(&shown, hundredfold).then_some(true)
        }
        // Formats of money show a dash for 0.
        TypedFigure::Dash => number.is_zero().then_some(false),
        _ => None,
    }
}

/// Whether a number is the one that is shown, rounded to the decimals shown.
fn is_shown(shown: &Reading, number: Decimal) -> bool {
    let rounds_to = |shown: &Decimal| {
        let half = Decimal::new(5, (shown.scale() + 1).min(Decimal::MAX_SCALE));
        number.checked_sub(*shown).is_some_and(|off| off.abs() <= half)
    };
    match shown {
        Reading::Number(shown) => rounds_to(shown),
        Reading::Ambiguous { thousands, decimals } => {
            rounds_to(thousands) || rounds_to(decimals)
        }
        Reading::NotANumber => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_believed_where_it_is_the_one_that_is_shown() {
        let agrees = |text, number: &str| agrees(text, number.parse().unwrap());
        assert_eq!(agrees("93,33", "93.3333"), Some(false));
        assert_eq!(agrees("1.251", "1251"), Some(false));
        assert_eq!(agrees("85%", "0.85"), Some(true));
        assert_eq!(agrees("85%", "85"), None);
        assert_eq!(agrees("03/05/2023", "45049"), None);
        assert_eq!(agrees("12", "13"), None);
        assert_eq!(agrees("TRUE", "1"), None);
        assert_eq!(agrees("-", "0"), Some(false));
        assert_eq!(agrees("-", "3"), None);
    }
}
