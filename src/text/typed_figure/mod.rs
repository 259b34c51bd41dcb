//! What people type where a figure belongs: a number, a number with words, words for nothing, a
//! mark, or what is no figure. Nothing is guessed: each text is of one sort, by its shape.

mod words;

use rust_decimal::Decimal;
use unicode_normalization::UnicodeNormalization;

use super::typed_number::{self, Reading};

pub use words::is_tick;

/// What a typed text is, told by its shape alone; whether it may be a figure is for whoever knows
/// what the figure counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypedFigure {
    /// Nothing is there, or only what is left for a figure: dots, underscores.
    Blank,
    /// A number alone: `12`, `1 251`, `12.`; or one that reads in two ways.
    Number(Reading),
    /// Words that say there is nothing: `không`, `Không có`, `không phát sinh`; with the unit of
    /// measure, if one is named (`không có đồng chí nào`), else empty.
    Nothing {
        /// As typed, in lower case.
        unit: String,
    },
    /// A dash or stroke alone: `-`, `–`, `--`, `/`.
    Dash,
    /// Words that say the figure is not known yet: `chưa có số liệu`, `đang tổng hợp`, `?`.
    NotKnown,
    /// A tick: `x`, `v`, `✓`.
    Mark,
    /// That it is the same as above: `nt`, `như trên`, a quotation mark.
    Ditto,
    /// A percentage alone: `85%`, `85,5 %`; the number before the sign.
    Percent(Reading),
    /// A number and the unit of what is counted: `12 đ/c`, `03 lượt`.
    WithUnit {
        /// The number.
        number: Reading,
        /// The words behind it, in lower case.
        unit: String,
    },
    /// A part and its whole: `12/15`, `12/12 (đạt 100%)`.
    PartOf {
        /// What stands before the stroke.
        part: Decimal,
        /// What stands behind it.
        whole: Decimal,
        /// The unit of measure, if one is named, else empty.
        unit: String,
        /// The percentage that is written beside them.
        percent: Option<Decimal>,
    },
    /// A number that is meant roughly, or a range: `khoảng 12`, `>12`, `12-15`.
    Inexact,
    /// More than one number, and no saying which: `12; 5`, `12 (nữ 5)`, `5 + 7`.
    Several(Vec<Decimal>),
    /// Anything else.
    Words,
}

impl TypedFigure {
    /// Whether it says how many there are: a number, with its unit, its whole or a percent sign, or
    /// that there is nothing. `1) Họ tên` is the first point of a list.
    pub fn says_how_many(&self) -> bool {
        match self {
            Self::Number(_) | Self::PartOf { .. } | Self::Percent(_) | Self::Nothing { .. } => {
                true
            }
            Self::WithUnit { unit, .. } => unit.starts_with(char::is_alphabetic),
            _ => false,
        }
    }
}

/// Whether a text is a number, alone or with its unit or its whole.
pub fn is_number(text: &str) -> bool {
    let typed = read(text);
    typed.says_how_many() && !matches!(typed, TypedFigure::Nothing { .. })
}

/// Whether nothing is written, or only what is left to write on: dots, underscores.
pub fn is_blank(text: &str) -> bool {
    read(text) == TypedFigure::Blank
}

/// Tells what a typed text is.
pub fn read(text: &str) -> TypedFigure {
    let plain = plain(text);
    let typed = plain.trim().strip_prefix('\'').unwrap_or(plain.trim()).trim();
    if let Some(sort) = words::alone(typed) {
        return sort;
    }
    // A full stop or a comma behind the last word says nothing.
    let typed = typed.trim_end_matches(['.', ',', ';', ' ']);
    if let Some(sort) = words::alone(typed) {
        return sort;
    }
    match typed_number::read(typed) {
        Reading::NotANumber => {}
        number => return TypedFigure::Number(number),
    }
    if let Some(number) = percent(typed) {
        return TypedFigure::Percent(number);
    }
    if words::is_inexact(typed) || is_range(typed) {
        return TypedFigure::Inexact;
    }
    let numerals = numerals(typed);
    match numerals.as_slice() {
        [] => words::nothing_of(typed)
            .map_or(TypedFigure::Words, |unit| TypedFigure::Nothing { unit: unit.to_owned() }),
        [(number, after)] if typed.starts_with(|c: char| c.is_ascii_digit()) => {
            with_unit(number, after)
        }
        [_] => TypedFigure::Words,
        [(part, between), rest @ ..] if between.trim() == "/" && starts_with_digit(typed) => {
            part_of(part, rest).unwrap_or_else(|| several(&numerals))
        }
        _ => several(&numerals),
    }
}

/// Lower case, composed, one kind each of digit, dash, space and sign. A new line stays one: what
/// stands on two is not one number.
fn plain(text: &str) -> String {
    super::clean::clean(text)
        .nfc()
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => {
                char::from_u32(u32::from(c) - 0xff01 + 0x21).unwrap_or(c)
            }
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            '\u{2044}' | '\u{2215}' => '/',
            '“' | '”' | '„' | '″' | '〃' => '"',
            '‘' | '’' => '\'',
            '\n' | '\t' => c,
            _ if c.is_whitespace() => ' ',
            _ => c,
        })
        .collect()
}

fn starts_with_digit(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

/// The number before a percent sign with which a text ends.
fn percent(text: &str) -> Option<Reading> {
    match typed_number::read(text.strip_suffix('%')?.trim_end()) {
        Reading::NotANumber => None,
        number => Some(number),
    }
}

/// `12-15`, `12 - 15`, `12 đến 15`.
fn is_range(text: &str) -> bool {
    let is_number = |text: &str| typed_number::read(text) != Reading::NotANumber;
    ["-", " đến "].iter().any(|between| {
        text.split_once(between).is_some_and(|(from, to)| {
            let to = to.trim();
            let numeral = to.split(' ').next().unwrap_or_default();
            is_number(from.trim()) && (is_number(to) || is_number(numeral))
        })
    })
}

/// The numerals of a text, each with what stands between it and the next: runs of digits with
/// marks and spaces between digits.
fn numerals(text: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let from = rest.get(start..).unwrap_or_default();
        let end = numeral_end(from);
        let (numeral, after) = from.split_at_checked(end).unwrap_or((from, ""));
        let next = after.find(|c: char| c.is_ascii_digit()).unwrap_or(after.len());
        found.push((numeral, after.get(..next).unwrap_or_default()));
        rest = after;
    }
    found
}

/// Where a numeral at the beginning of a text ends: a single mark or space goes on with it only
/// before three digits, or, for the marks of decimals, before any.
fn numeral_end(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digits = |from: usize| {
        bytes.get(from..).unwrap_or_default().iter().take_while(|b| b.is_ascii_digit()).count()
    };
    let mut end = digits(0);
    while let Some(mark) = bytes.get(end) {
        let more = digits(end + 1);
        let goes_on = matches!(mark, b'.' | b',') && more > 0 || *mark == b' ' && more == 3;
        if !goes_on {
            break;
        }
        end += 1 + more;
    }
    end
}

fn with_unit(number: &str, after: &str) -> TypedFigure {
    let unit = unwrapped(after);
    match typed_number::read(number) {
        Reading::NotANumber => TypedFigure::Words,
        _ if unit.is_empty() => TypedFigure::Words,
        number => TypedFigure::WithUnit { number, unit: unit.to_owned() },
    }
}

/// Words without the brackets around all of them.
fn unwrapped(words: &str) -> &str {
    let words = words.trim();
    let inside = words.strip_prefix('(').and_then(|inside| inside.strip_suffix(')'));
    inside.unwrap_or(words).trim().trim_end_matches('.').trim_end()
}

/// `12/15`, with a unit, with the percentage that it makes in brackets or behind a word.
fn part_of(part: &str, rest: &[(&str, &str)]) -> Option<TypedFigure> {
    let number = |text: &str| match typed_number::read(text) {
        Reading::Number(value) => Some(value),
        Reading::Ambiguous { .. } | Reading::NotANumber => None,
    };
    let part = number(part)?;
    let (whole, unit, percent) = match rest {
        [(whole, after)] => (number(whole)?, unwrapped(after), None),
        [(whole, between), (percent, sign)] => {
            let unit = words::before_percentage(between)?;
            if !matches!(sign.trim(), "%" | "%)") {
                return None;
            }
            (number(whole)?, unit, Some(number(percent)?))
        }
        _ => return None,
    };
    Some(TypedFigure::PartOf { part, whole, unit: unit.to_owned(), percent })
}

fn several(numerals: &[(&str, &str)]) -> TypedFigure {
    let mut values = Vec::new();
    for (numeral, _) in numerals {
        if let Reading::Number(value) = typed_number::read(numeral)
            && !values.contains(&value)
        {
            values.push(value);
        }
    }
    TypedFigure::Several(values)
}

#[cfg(test)]
mod tests;
