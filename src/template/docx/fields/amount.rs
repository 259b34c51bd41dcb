//! Numbers as a document writes them, read and printed.

use rust_decimal::{Decimal, RoundingStrategy};

/// A number that is read from a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Amount {
    /// Its value.
    pub(super) value: Decimal,
    /// Whether its thousands are parted.
    pub(super) is_grouped: bool,
}

/// Reads a number; `decimal` is the document's decimal symbol.
///
/// `None` for anything else, and for what can be read in two ways: `1.284` in a document that
/// writes `.` before decimals may have been put there by someone who parts thousands so.
pub(super) fn read(text: &str, decimal: char) -> Option<Amount> {
    let text = text.trim().replace('\u{2212}', "-");
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.as_str()),
    };
    let group = if decimal == '.' { ',' } else { '.' };
    let digits = digits.replace(['\u{A0}', '\u{202F}', ' '], &group.to_string());
    let (whole, fraction) = match digits.split_once(decimal) {
        Some((whole, fraction)) => (whole.to_owned(), Some(fraction.to_owned())),
        None => (digits, None),
    };
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let mut groups = whole.split(group);
    let first = groups.next().unwrap_or_default();
    let others: Vec<&str> = groups.collect();
    let is_grouped = !others.is_empty();
    let well_grouped = !is_grouped
        || first.len() <= 3 && others.iter().all(|group| group.len() == 3 && is_digits(group));
    let in_doubt = decimal == '.'
        && !is_grouped
        && first.len() <= 3
        && fraction.as_ref().is_some_and(|fraction| fraction.len() == 3);
    let fraction_fits = fraction.as_deref().is_none_or(is_digits);
    if !is_digits(first) || !well_grouped || !fraction_fits || in_doubt {
        return None;
    }
    let plain = format!(
        "{sign}{first}{}{}{}",
        others.concat(),
        if fraction.is_some() { "." } else { "" },
        fraction.unwrap_or_default()
    );
    Some(Amount { value: Decimal::from_str_exact(&plain).ok()?, is_grouped })
}

/// Prints a number with as many decimals as it has.
pub(super) fn plain(amount: &Amount, decimal: char) -> String {
    written(amount.value.normalize(), amount.is_grouped, decimal)
}

/// Prints a number as a field's picture (`\#`) asks: `0`, `#.##0`, `0,00`; `None` for a picture
/// with anything else in it, and for one that parts thousands with the decimal symbol.
pub(super) fn pictured(value: Decimal, picture: &str, decimal: char) -> Option<String> {
    let group = if decimal == '.' { ',' } else { '.' };
    let picture = picture.trim();
    let (whole, fraction) = picture.split_once(decimal).unwrap_or((picture, ""));
    let is_grouped = whole.contains(group);
    let known = whole.chars().all(|c| c == '#' || c == '0' || c == group)
        && !whole.is_empty()
        && fraction.chars().all(|c| c == '0')
        && (!is_grouped || whole.rsplit(group).next().is_some_and(|last| last.len() == 3));
    let places = u32::try_from(fraction.len()).ok().filter(|_| known)?;
    let mut rounded =
        value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    rounded.rescale(places);
    Some(written(rounded, is_grouped, decimal))
}

fn written(value: Decimal, is_grouped: bool, decimal: char) -> String {
    let text = value.abs().to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let group = if decimal == '.' { ',' } else { '.' };
    let mut out = String::new();
    if value.is_sign_negative() && !value.is_zero() {
        out.push('-');
    }
    for (index, digit) in whole.chars().enumerate() {
        if is_grouped && index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push(group);
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push(decimal);
        out.push_str(fraction);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_the_document_writes_them() {
        for (text, decimal, expected) in [
            ("1.284", ',', Some("1284")),
            ("12,5", ',', Some("12.5")),
            ("-3", ',', Some("-3")),
            ("1 284", ',', Some("1284")),
            ("1,284.50", '.', Some("1284.50")),
            ("1.284", '.', None),
            ("1.28", ',', None),
            ("12%", ',', None),
            ("…", ',', None),
            ("", ',', None),
        ] {
            let read = read(text, decimal).map(|amount| amount.value.to_string());
            assert_eq!(read.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn numbers_are_printed_as_the_picture_asks() {
        let value = Decimal::from_str_exact("1234567.885").unwrap();
        for (picture, decimal, expected) in [
            ("0", ',', Some("1234568")),
            ("#.##0", ',', Some("1.234.568")),
            ("#.##0,00", ',', Some("1.234.567,89")),
            ("#,##0.0", '.', Some("1,234,567.9")),
            ("#,##0", ',', None),
            ("0 \"đồng\"", ',', None),
        ] {
            assert_eq!(pictured(value, picture, decimal).as_deref(), expected, "{picture}");
        }
    }
}
