//! Reading a number that a person typed as text, in Vietnamese or English habit.

use rust_decimal::Decimal;

/// What a typed text says as a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// It can be read in one way only.
    Number(Decimal),
    /// `1.251` and `1,251`: one separator in front of three digits.
    ///
    /// Whoever knows that the figure must be whole may take the first; otherwise nobody knows.
    Ambiguous {
        /// With the separator for thousands: 1251.
        thousands: Decimal,
        /// With the separator for decimals: 1.251.
        decimals: Decimal,
    },
    /// It is no number, or has more digits than can be kept exactly.
    NotANumber,
}

/// Reads `1284`, `12,5`, `1.284,5`, `1,284.5`, `1 284`, `-3`; anything beside digits, separators
/// and a sign makes it no number.
pub fn read(text: &str) -> Reading {
    parse(text.trim()).unwrap_or(Reading::NotANumber)
}

fn parse(text: &str) -> Option<Reading> {
    let (sign, unsigned) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => ("-", rest),
        None => ("", text),
    };
    let exact = |digits: &str| Decimal::from_str_exact(&format!("{sign}{digits}")).ok();
    let separators: String = unsigned.chars().filter(|c| !c.is_ascii_digit()).collect();
    let last = separators.chars().next_back();
    let Some(last) = last else {
        return (!unsigned.is_empty()).then(|| exact(unsigned).map(Reading::Number))?;
    };
    let all_alike = separators.chars().all(|c| c == last);
    if all_alike && (is_space(last) || separators.chars().count() > 1) {
        return exact(&grouped(unsigned, last)?).map(Reading::Number);
    }
    let (whole, fraction) = unsigned.rsplit_once(['.', ','])?;
    if !fraction.bytes().all(|b| b.is_ascii_digit()) || fraction.is_empty() || whole.is_empty()
    {
        return None;
    }
    if !all_alike {
        let first = separators.chars().next()?;
        // one sort of mark for thousands, then one mark for decimals
        let whole = if first == last { None } else { grouped(whole, first) };
        return exact(&format!("{}.{fraction}", whole?)).map(Reading::Number);
    }
    // `0911.255` is a number with a digit too many, or a number that lost its mark.
    if fraction.len() == 3 && whole.len() > 1 && whole.starts_with('0') {
        return None;
    }
    let decimals = exact(&format!("{whole}.{fraction}"))?;
    Some(match grouped(unsigned, last) {
        Some(digits) => Reading::Ambiguous { thousands: exact(&digits)?, decimals },
        None => Reading::Number(decimals),
    })
}

/// The digits without the marks between groups of three, if that is what the marks are.
fn grouped(text: &str, mark: char) -> Option<String> {
    let mut groups = text.split(mark);
    let first = groups.next()?;
    let digits = |group: &str| group.bytes().all(|b| b.is_ascii_digit());
    if !(1..=3).contains(&first.len()) || !digits(first) || first.starts_with('0') {
        return None;
    }
    let mut joined = first.to_owned();
    for group in groups {
        if group.len() != 3 || !digits(group) {
            return None;
        }
        joined.push_str(group);
    }
    Some(joined)
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn number(text: &str, value: &str) {
        assert_eq!(read(text), Reading::Number(value.parse().unwrap()), "{text}");
    }

    #[test]
    fn what_can_be_read_in_one_way_is_read() {
        number("0", "0");
        number("05", "5");
        number(" 1284 ", "1284");
        number("-3", "-3");
        number("\u{2212}3", "-3");
        number("12,5", "12.5");
        number("12.5", "12.5");
        number("0,125", "0.125");
        number("1284,125", "1284.125");
        number("1.284.000", "1284000");
        number("1,284,000", "1284000");
        number("1.284,5", "1284.5");
        number("1,284.5", "1284.5");
        number("1 284", "1284");
        number("1\u{a0}284\u{a0}000", "1284000");
        number("1 284,5", "1284.5");
        number("1.284,125", "1284.125");
    }

    #[test]
    fn one_separator_before_three_digits_is_never_guessed() {
        let readings = Reading::Ambiguous {
            thousands: "1251".parse().unwrap(),
            decimals: "1.251".parse().unwrap(),
        };
        assert_eq!(read("1.251"), readings);
        assert_eq!(read("1,251"), readings);
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "",
            " ",
            "-",
            "x",
            "12 đ/c",
            "12/12",
            "1e5",
            "+5",
            "5%",
            "1.28.000",
            "1..5",
            "1,2,3",
            ".5",
            "5.",
            "1.284.",
            "1.284,5,5",
            "1,284.5.5",
            "1284.000.000",
            "01.284.000",
            "1 28",
            "12 345 6",
            "1.2,3",
            "--5",
            "1.284 000",
            "٣",
            "1'284",
            "1 .5",
            "0911.255",
            "01,251",
        ] {
            assert_eq!(read(text), Reading::NotANumber, "{text}");
        }
        assert_eq!(read(&"9".repeat(40)), Reading::NotANumber);
        assert_eq!(read(&format!("0,{}", "3".repeat(40))), Reading::NotANumber);
    }
}
