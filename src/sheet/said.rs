//! What is said in a place, letter by letter, as a person sees it: letters that are struck through,
//! raised or not shown are never glued to a figure.

use super::appearance::{Strokes, Struck};

/// What stands for a sign that says nothing as a letter: one of a symbol font, a formula.
pub(super) const SYMBOL: char = '\u{FFFD}';

/// How letters look.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) struck: bool,
    pub(super) height: Height,
    /// They are there and cannot be seen.
    pub(super) hidden: bool,
}

/// Where letters stand beside the line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Height {
    #[default]
    OnLine,
    /// As superscript.
    Raised,
    /// As subscript.
    Lowered,
}

/// A text while it is being said.
#[derive(Debug, Default)]
pub(super) struct Said {
    text: String,
    strokes: Strokes,
    /// Whether the last letters were struck through.
    struck: bool,
}

impl Said {
    /// Adds letters.
    pub(super) fn say(&mut self, letters: &str, look: Look) {
        if look.hidden || letters.is_empty() {
            return;
        }
        let touches = |letter: Option<char>| letter.is_some_and(|c| !c.is_whitespace());
        // `1` struck through with `2` beside it is not 12.
        let turns = self.struck != look.struck;
        if turns && touches(self.text.chars().next_back()) && touches(letters.chars().next()) {
            self.text.push(' ');
        }
        if !letters.trim().is_empty() {
            self.struck = look.struck;
        }
        self.strokes.add(letters, Some(look.struck));
        match look.height {
            Height::OnLine => self.text.push_str(letters),
            height => self.text.extend(letters.chars().map(|c| beside_line(c, height))),
        }
    }

    /// Adds what another place says, on lines of its own.
    pub(super) fn append(&mut self, other: &Self) {
        if other.text.is_empty() {
            return;
        }
        self.text.push_str(&other.text);
        self.strokes.join(other.strokes);
        self.struck = other.struck;
    }

    /// Ends the line.
    pub(super) fn end_line(&mut self) {
        self.text.push('\n');
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// How much of it is struck through.
    pub(super) fn struck(&self) -> Option<Struck> {
        self.strokes.some.then_some(if self.strokes.others {
            Struck::Part
        } else {
            Struck::Whole
        })
    }
}

/// A letter beside the line: `12` with a raised `1` is no 121.
fn beside_line(letter: char, height: Height) -> char {
    let digit = letter.to_digit(10).and_then(|digit| usize::try_from(digit).ok());
    let digits = match height {
        Height::Raised => ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'],
        _ => ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'],
    };
    match digit.and_then(|digit| digits.get(digit)) {
        Some(digit) => *digit,
        // Signs that would make another number of the figure beside them.
        None if matches!(letter, '.' | ',' | '+' | '-' | '/' | '%') => SYMBOL,
        None => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STRUCK: Look = Look { struck: true, height: Height::OnLine, hidden: false };
    const RAISED: Look = Look { struck: false, height: Height::Raised, hidden: false };

    fn said(runs: &[(&str, Look)]) -> (String, Option<Struck>) {
        let mut said = Said::default();
        for (letters, look) in runs {
            said.say(letters, *look);
        }
        (said.text().to_owned(), said.struck())
    }

    #[test]
    fn what_is_struck_through_is_not_glued_to_what_is_not() {
        let plain = Look::default();
        assert_eq!(
            said(&[("1", STRUCK), ("2", plain)]),
            ("1 2".to_owned(), Some(Struck::Part))
        );
        assert_eq!(said(&[("1", plain), ("2", plain)]), ("12".to_owned(), None));
        assert_eq!(said(&[("12", STRUCK), (" ", plain)]).1, Some(Struck::Whole));
        assert_eq!(said(&[("1", STRUCK), (" ", plain), ("2", STRUCK)]).0, "1 2");
    }

    #[test]
    fn what_stands_beside_the_line_or_is_hidden_is_no_digit() {
        let hidden = Look { hidden: true, ..Look::default() };
        let plain = Look::default();
        assert_eq!(said(&[("12", plain), ("1)", RAISED)]).0, "12¹)");
        assert_eq!(said(&[("12", plain), (",5", RAISED)]).0, "12\u{FFFD}⁵");
        assert_eq!(said(&[("2", hidden), ("2", plain)]).0, "2");
    }
}
