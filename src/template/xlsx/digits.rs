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

/// Appends a whole number: the formatting of the standard library costs more than all the rest of
/// a cell.
pub(super) fn write_whole(number: i64, out: &mut String) {
    if number < 0 {
        out.push('-');
    }
    let mut digits = [0u8; 20];
    let mut rest = number.unsigned_abs();
    let mut used = 0;
    for slot in digits.iter_mut().rev() {
        *slot = b'0' + u8::try_from(rest % 10).unwrap_or(0);
        rest /= 10;
        used += 1;
        if rest == 0 {
            break;
        }
    }
    let text = digits.get(digits.len() - used..).unwrap_or_default();
    out.push_str(std::str::from_utf8(text).unwrap_or_default());
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
    }
}
