//! Numbers and texts as a field's format switch (`\*`) asks for them.

/// A number in one of Word's ways of counting (the names of field formats and of numbering);
/// `None` for a way that is not known here, or that cannot say the number.
pub(super) fn counted(number: u32, format: &str) -> Option<String> {
    match format {
        "Arabic" | "ARABIC" | "arabic" | "decimal" => Some(number.to_string()),
        "decimalZero" => Some(format!("{number:02}")),
        "ROMAN" | "upperRoman" => roman(number),
        "roman" | "lowerRoman" => roman(number).map(|text| text.to_lowercase()),
        "ALPHABETIC" | "upperLetter" => letters(number),
        "alphabetic" | "lowerLetter" => letters(number).map(|text| text.to_lowercase()),
        "ArabicDash" | "numberInDash" => Some(format!("- {number} -")),
        "none" => Some(String::new()),
        _ => None,
    }
}

fn roman(mut number: u32) -> Option<String> {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number == 0 || number > 3_999 {
        return None;
    }
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while number >= value {
            out.push_str(sign);
            number -= value;
        }
    }
    Some(out)
}

/// A … Z, AA, BB … as Word counts.
fn letters(number: u32) -> Option<String> {
    let index = number.checked_sub(1)?;
    let letter = char::from(b'A' + u8::try_from(index % 26).ok()?);
    let times = usize::try_from(index / 26 + 1).ok().filter(|times| *times <= 30)?;
    Some(std::iter::repeat_n(letter, times).collect())
}

/// A text in one of Word's ways of writing it.
pub(super) fn cased(text: &str, format: &str) -> Option<String> {
    let first_up = |text: &str| {
        let mut chars = text.chars();
        let first = chars.next().map(char::to_uppercase);
        first.into_iter().flatten().chain(chars).collect::<String>()
    };
    match format.to_ascii_lowercase().as_str() {
        "upper" => Some(text.to_uppercase()),
        "lower" => Some(text.to_lowercase()),
        "firstcap" => Some(first_up(text)),
        "caps" => Some(text.split(' ').map(first_up).collect::<Vec<_>>().join(" ")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_counted_as_word_counts() {
        for (number, format, expected) in [
            (4, "ARABIC", Some("4")),
            (1994, "ROMAN", Some("MCMXCIV")),
            (4, "lowerRoman", Some("iv")),
            (0, "ROMAN", None),
            (27, "upperLetter", Some("AA")),
            (28, "alphabetic", Some("bb")),
            (3, "chineseCounting", None),
        ] {
            assert_eq!(counted(number, format).as_deref(), expected, "{number} {format}");
        }
    }

    #[test]
    fn texts_are_cased_with_vietnamese_letters() {
        assert_eq!(cased("đảng bộ xã", "Upper").unwrap(), "ĐẢNG BỘ XÃ");
        assert_eq!(cased("đảng bộ xã", "Caps").unwrap(), "Đảng Bộ Xã");
        assert_eq!(cased("đảng bộ xã", "FirstCap").unwrap(), "Đảng bộ xã");
    }
}
