//! A number in the exact digits in which a cell stores it.

use std::fmt;

/// The digits of a number: nearly all are small whole ones, and take no memory of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Digits {
    /// A whole number, written without anything around it.
    Whole(i64),
    /// Any other, as it is written.
    Written(Box<str>),
}

impl From<&str> for Digits {
    fn from(text: &str) -> Self {
        let whole = if text.len() < 20 { text.parse::<i64>().ok() } else { None };
        // Only what prints the same again: no sign before a plus, no zeros in front.
        match whole.filter(|number| number.to_string() == text) {
            Some(number) => Self::Whole(number),
            None => Self::Written(text.into()),
        }
    }
}

impl From<i64> for Digits {
    fn from(number: i64) -> Self {
        Self::Whole(number)
    }
}

impl Digits {
    /// Appends the digits.
    pub(super) fn write(&self, out: &mut String) {
        match self {
            Self::Whole(number) => write_whole(*number, out),
            Self::Written(text) => out.push_str(text),
        }
    }
}

impl fmt::Display for Digits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole(number) => write!(f, "{number}"),
            Self::Written(text) => f.write_str(text),
        }
    }
}

/// The numbers below 100 in two digits each.
const PAIRS: &str = "\
    00010203040506070809101112131415161718192021222324252627282930313233343536373839\
    40414243444546474849505152535455565758596061626364656667686970717273747576777879\
    8081828384858687888990919293949596979899";

/// Appends a whole number: the formatting of the standard library costs more than all the rest of
/// a cell.
pub(super) fn write_whole(number: i64, out: &mut String) {
    if number < 0 {
        out.push('-');
    }
    write_digits(number.unsigned_abs(), out);
}

fn write_digits(number: u64, out: &mut String) {
    if number >= 100 {
        write_digits(number / 100, out);
        out.push_str(pair(number % 100));
    } else {
        let pair = pair(number);
        out.push_str(if number < 10 { pair.get(1..).unwrap_or_default() } else { pair });
    }
}

/// The two digits of a number below 100.
fn pair(number: u64) -> &'static str {
    let at = usize::try_from(number).unwrap_or(0) * 2;
    PAIRS.get(at..at + 2).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_the_digits_they_came_with() {
        for text in
            ["0", "-7", "9223372036854775807", "-9223372036854775808", "007", "+1", "-0"]
        {
            let mut out = String::new();
            Digits::from(text).write(&mut out);
            assert_eq!(out, text);
            assert_eq!(Digits::from(text).to_string(), text);
        }
        for text in ["1.50", "1e300", "99999999999999999999", ""] {
            assert_eq!(Digits::from(text), Digits::Written(text.into()));
        }
        assert_eq!(Digits::from("42"), Digits::Whole(42));
        for number in (0..12_000).chain([99_999, 100_000, 1_000_001]) {
            let mut out = String::new();
            write_whole(number, &mut out);
            assert_eq!(out, number.to_string());
        }
    }
}
