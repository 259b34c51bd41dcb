//! How a figure is written: dot for thousands and decimal comma in Vietnamese.

use rust_decimal::{Decimal, RoundingStrategy};

use super::Lang;

/// Decimals beyond which [`exact`] rounds and says so.
const EXACT_DECIMALS: u32 = 6;

/// Writes a figure with at most this many decimals, rounded half up (away from zero), zeros at
/// the end trimmed: `1.284`, `12,5`, `-3`.
pub fn format(value: Decimal, decimals: u32, lang: Lang) -> String {
    let rounded = rounded(value, decimals);
    let plain = rounded.abs().to_string();
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let (thousands, point) = lang.pick(('.', ','), (',', '.'));
    let mut text = String::new();
    // `normalize` takes the sign off a zero
    if rounded.is_sign_negative() {
        text.push('-');
    }
    push_grouped(&mut text, whole, thousands);
    if !fraction.is_empty() {
        text.push(point);
        text.push_str(fraction);
    }
    text
}

/// The figure that [`format()`] writes: with at most this many decimals, rounded half up (away from
/// zero).
pub fn rounded(value: Decimal, decimals: u32) -> Decimal {
    value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero).normalize()
}

/// Writes a figure as it is; one with more than six decimals is rounded and marked `≈`.
pub fn exact(value: Decimal, lang: Lang) -> String {
    let text = format(value, EXACT_DECIMALS, lang);
    if value.normalize().scale() > EXACT_DECIMALS { format!("≈{text}") } else { text }
}

/// A count as offices write it in prose, from 1 to 9 with a 0 before: `05`, `12`, `1.284`. Nothing
/// is no count of two digits: `0`.
pub fn padded(count: Decimal, lang: Lang) -> String {
    let text = format(count, 0, lang);
    let is_digit = count >= Decimal::ONE && count < Decimal::TEN;
    if is_digit { format!("0{text}") } else { text }
}

fn push_grouped(text: &mut String, digits: &str, thousands: char) {
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(thousands);
        }
        text.push(digit);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(value: &str, decimals: u32, vi: &str, en: &str) {
        let value: Decimal = value.parse().unwrap();
        assert_eq!(format(value, decimals, Lang::Vi), vi);
        assert_eq!(format(value, decimals, Lang::En), en);
    }

    #[test]
    fn figures_are_written_as_each_language_does() {
        case("0", 2, "0", "0");
        case("999", 2, "999", "999");
        case("1284", 2, "1.284", "1,284");
        case("12.5", 2, "12,5", "12.5");
        case("12.50", 2, "12,5", "12.5");
        case("-1234567.891", 2, "-1.234.567,89", "-1,234,567.89");
        case("100.00", 2, "100", "100");
        case("1000000", 0, "1.000.000", "1,000,000");
    }

    #[test]
    fn halves_go_away_from_zero_and_a_rounded_zero_has_no_sign() {
        case("2.345", 2, "2,35", "2.35");
        case("2.5", 0, "3", "3");
        case("-2.345", 2, "-2,35", "-2.35");
        case("-0.004", 2, "0", "0");
        case("999.995", 2, "1.000", "1,000");
    }

    #[test]
    fn an_exact_figure_that_had_to_be_rounded_says_so() {
        let third = Decimal::ONE / Decimal::from(3);
        assert_eq!(exact(third, Lang::Vi), "≈0,333333");
        assert_eq!(exact("0.1250000000".parse().unwrap(), Lang::Vi), "0,125");
    }

    #[test]
    fn counts_in_prose_have_at_least_two_digits() {
        for (count, text) in [(5, "05"), (9, "09"), (0, "0"), (10, "10"), (1284, "1.284")] {
            assert_eq!(padded(Decimal::from(count), Lang::Vi), text);
        }
    }
}
