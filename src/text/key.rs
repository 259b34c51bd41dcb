//! Match keys: two labels have one key when they differ only in the way they were typed.

use unicode_normalization::UnicodeNormalization;

/// What at the end of a label says nothing.
const ENDING: [char; 5] = [':', ' ', '.', ';', ','];

/// The match key of a label.
///
/// Two labels agree when they differ only in case, Unicode composition, where the tone mark
/// stands (`uỷ`, `ủy`), kinds of dash, quotation mark and space, spaces around punctuation, list
/// marks in front (`- `, `+ `, `1.`, `a)`, `I.`) and punctuation at the end. Different words stay
/// different: `Nam` and `Năm`, `nữ` and `nu`.
pub fn of(label: &str) -> String {
    let plain = plain_characters(label);
    let plain = plain.trim();
    let bare = without_list_marks(plain).trim_end_matches(ENDING);
    tones_to_syllable_end(&tighten(if bare.is_empty() { plain } else { bare }))
}

/// Whether a text says something in letters, and not in figures and signs alone.
pub fn is_worded(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
}

/// Lower case, composed, one kind each of dash, quotation mark and space.
fn plain_characters(label: &str) -> String {
    label
        .nfc()
        .filter(|c| !is_invisible(*c))
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => '-',
            '“' | '”' | '„' | '«' | '»' | '‘' | '’' | '\'' | '`' => '"',
            '\u{01a3}' => 'ư', // ƣ, written for ư by old converters
            _ if c.is_whitespace() => ' ',
            _ => c,
        })
        .collect()
}

/// Zero-width and soft-hyphen characters, which nobody sees.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// One space between words and none around punctuation.
fn tighten(text: &str) -> String {
    const PUNCTUATION: &[char] = &['-', '/', '(', ')', ',', ';', ':', '"', '+'];
    let mut tight = String::with_capacity(text.len());
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let joined = tight.ends_with(PUNCTUATION) || word.starts_with(PUNCTUATION);
        if !tight.is_empty() && !joined {
            tight.push(' ');
        }
        tight.push_str(word);
    }
    tight
}

/// Drops list marks in front, one after the other (`- a) …`).
fn without_list_marks(text: &str) -> &str {
    let mut rest = text;
    while let Some(shorter) = without_list_mark(rest) {
        rest = shorter;
    }
    rest
}

/// Drops one list mark in front, if there is one and something is left.
pub(super) fn without_list_mark(text: &str) -> Option<&str> {
    let after = if let Some(after) = text.strip_prefix(['-', '+', '*', '•', '▪', '◦', '●'])
    {
        // `-5` is a figure, not an item
        if after.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        after
    } else {
        after_numbering(text)?
    };
    let after = after.trim_start();
    (!after.is_empty()).then_some(after)
}

/// What follows `1.`, `1.2.`, `2)`, `a)`, `(3)`, `1/ `, `a/ `, `iv.`, `iv/` in front of a text.
///
/// Left alone: `1.284`, `q. 1` and `x. tân an`, where dropping the mark would make two names one.
fn after_numbering(text: &str) -> Option<&str> {
    let bracketed = text.strip_prefix('(');
    let body = bracketed.unwrap_or(text);
    let end = body.find(|c: char| !c.is_alphanumeric() && c != '.').unwrap_or(body.len());
    let (mark, rest) = body.split_at_checked(end)?;
    if let Some(rest) = rest.strip_prefix(')') {
        return (is_number(mark) || is_letter(mark) || is_roman(mark)).then_some(rest);
    }
    if bracketed.is_some() {
        return None;
    }
    if let Some(rest) = rest.strip_prefix('/') {
        // `1/2`, `1/ 2`, `05/HD`, `đ/c` are no marks
        let apart = rest.starts_with(char::is_whitespace)
            && !rest.trim_start().starts_with(|c: char| c.is_ascii_digit());
        let is_mark = is_roman(mark) || apart && (is_number(mark) || is_letter(mark));
        return is_mark.then_some(rest);
    }
    // `1.kết nạp` is one word so far: the mark ends at the last dot before a letter
    let digits = body.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(body.len());
    let (number, rest) = body.split_at_checked(digits)?;
    if let Some(number) = number.strip_suffix('.') {
        return is_number(number).then_some(rest);
    }
    let numeral = mark.strip_suffix('.')?;
    is_roman(numeral).then(|| body.get(end..)).flatten()
}

fn is_number(mark: &str) -> bool {
    mark.split('.')
        .all(|part| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()))
}

fn is_letter(mark: &str) -> bool {
    let mut letters = mark.chars();
    letters.next().is_some_and(|c| c.is_ascii_lowercase() || c == 'đ')
        && letters.next().is_none()
}

/// A Roman numeral as headings have it; `x`, `l`, `c`, `d`, `m` alone are abbreviations.
fn is_roman(mark: &str) -> bool {
    let abbreviation = mark.len() == 1 && mark != "i" && mark != "v";
    !mark.is_empty()
        && mark.len() <= 5
        && !abbreviation
        && mark.bytes().all(|b| b"ivx".contains(&b))
}

/// Moves the tone of each syllable behind its last letter, so that `uỷ` and `ủy` agree.
fn tones_to_syllable_end(text: &str) -> String {
    let mut moved = String::with_capacity(text.len() + 8);
    let mut tones = String::new();
    for c in text.nfd() {
        if matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}') {
            tones.push(c);
        } else {
            let within = c.is_alphabetic() || matches!(c, '\u{302}' | '\u{306}' | '\u{31b}');
            if !within {
                moved.push_str(&std::mem::take(&mut tones));
            }
            moved.push(c);
        }
    }
    moved + &tones
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn same(labels: &[&str]) {
        for label in labels {
            assert_eq!(of(label), of(labels[0]), "{label} and {}", labels[0]);
        }
    }

    #[track_caller]
    fn different(labels: &[&str]) {
        for (index, one) in labels.iter().enumerate() {
            for other in &labels[index + 1..] {
                assert_ne!(of(one), of(other), "{one} and {other}");
            }
        }
    }

    #[test]
    fn the_place_of_the_tone_mark_does_not_matter() {
        same(&["Ủy ban", "Uỷ ban", "UỶ BAN", "ủy  ban"]);
        same(&["hòa", "hoà"]);
        same(&["quý", "qúy"]);
        same(&["Thúy", "Thuý"]);
        same(&["khỏe", "khoẻ"]);
    }

    #[test]
    fn composed_and_decomposed_letters_agree_in_any_order_of_marks() {
        let word = "Chuyển sinh hoạt – Tổ chức việc";
        let decomposed: String = word.nfd().collect();
        assert_ne!(word, decomposed);
        same(&[word, &decomposed]);
        same(&["việc", "vi\u{65}\u{323}\u{302}c", "vi\u{65}\u{302}\u{323}c"]);
        same(&["Trung ương", "Trung ƣơng"]);
    }

    #[test]
    fn dashes_quotes_and_spaces_do_not_matter() {
        same(&[
            "Phòng Kinh tế - Tổng hợp",
            "Phòng Kinh tế – Tổng hợp",
            " phòng\u{a0}kinh tế-tổng  hợp ",
            "Phòng Kinh tế\n— Tổng hợp",
        ]);
        same(&["\"Tốt\"", "“Tốt”", "«Tốt»", "‘ Tốt ’"]);
        same(&["Tỷ lệ (%)", "Tỷ lệ(%)", "Tỷ lệ ( % )"]);
    }

    #[test]
    fn list_marks_and_colons_do_not_matter() {
        same(&[
            "Nữ",
            "- Nữ",
            "-Nữ",
            "+ Nữ",
            "• Nữ",
            "1. Nữ",
            "1.2. Nữ",
            "2) Nữ",
            "a) Nữ",
            "(3) Nữ",
        ]);
        same(&["Nữ", "Nữ.", "Nữ;", "- Nữ,", "Nữ ."]);
        same(&[
            "Nữ",
            "1/ Nữ",
            "a/ Nữ",
            "I. Nữ",
            "IV. Nữ",
            "III/ Nữ",
            "1.Nữ",
            "- a) Nữ",
            "Nữ:",
            "Nữ :",
            "đ) Nữ",
        ]);
    }

    #[test]
    fn different_words_stay_different() {
        different(&["Nam", "Năm", "Nám", "Nằm", "nấm"]);
        different(&["nữ", "nu", "nù", "nư", "nú"]);
        different(&["đã", "da", "dã", "đa"]);
        different(&["chua", "chưa", "chùa", "chứa", "chừa"]);
        different(&["mua", "múa", "mưa"]);
        different(&["cô", "cơ", "co", "có", "cố"]);
        different(&["kỳ trước", "kỳ này"]);
    }

    #[test]
    fn figures_and_abbreviations_are_no_list_marks() {
        different(&["1.284", "2.284", "284"]);
        different(&["P. Tân An", "X. Tân An", "H. Tân An", "Tân An"]);
        different(&["Q.1", "P.1", "1"]);
        different(&["1/ 2 số", "2 số"]);
        different(&["đ/c Hùng", "Hùng", "05/HD", "HD"]);
        different(&["-5", "5"]);
        same(&["- 18–30 tuổi", "18-30 tuổi"]);
        different(&["18-30 tuổi", "30 tuổi", "31-35 tuổi"]);
        different(&["2023. Nữ", "2022. Nữ"]);
        different(&["(1)", "(2)", "1)", "-"]);
    }

    #[test]
    fn a_key_is_its_own_key() {
        for label in ["- Trong đó: nữ", "Ủy ban", "  ", "-", "1.", ":", "(a) x", "hoà – hợp"]
        {
            let key = of(label);
            assert_eq!(of(&key), key, "{label}");
        }
    }
}
