//! One spelling for what looks the same: Unicode clean-up of text that people typed.

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The text as a person reads it, in one Unicode spelling.
///
/// Letters and their marks are composed (NFC), the look-alikes `Ƣ ƣ` become `Ư ư`, every
/// kind of no-break or fixed-width space becomes a plain space, marks of no width vanish, and
/// every line ends with `\n`. Nothing is trimmed and no word is changed. A control character between
/// two digits becomes `U+FFFD`: nobody knows what it was.
pub fn clean(text: &str) -> String {
    // Plain figures and English words are most of what is read.
    if text.bytes().all(|byte| byte == b'\n' || (b' '..0x7F).contains(&byte)) {
        return text.to_owned();
    }
    let mut cleaned = String::with_capacity(text.len());
    let mut after_return = false;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let line_feed_of_pair = after_return && letter == '\n';
        after_return = letter == '\r';
        let is_digit = |letter: Option<&char>| letter.is_some_and(char::is_ascii_digit);
        if line_feed_of_pair {
            continue;
        }
        if let Some(letter) = clean_char(letter) {
            cleaned.push(letter);
        } else if letter.is_control()
            && is_digit(cleaned.chars().next_back().as_ref())
            && is_digit(letters.peek())
        {
            // What stood there may have been a dash: 12 and 15 must not become 1215.
            cleaned.push(char::REPLACEMENT_CHARACTER);
        }
    }
    if is_nfc(&cleaned) { cleaned } else { cleaned.nfc().collect() }
}

/// What stands in the place of one character; none if it cannot be seen.
fn clean_char(letter: char) -> Option<char> {
    match letter {
        // OI, an old Turkic letter that some Vietnamese keyboards gave for the letter below.
        '\u{01A2}' => Some('Ư'),
        '\u{01A3}' => Some('ư'),
        '\u{00A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => {
            Some(' ')
        }
        '\u{00AD}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'
        | '\u{FEFF}' => None,
        '\r' | '\u{0085}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\t' | '\n' => Some(letter),
        control if control.is_control() => None,
        other => Some(other),
    }
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn two_spellings_of_one_word_become_one() {
        let composed = "Nguyễn Thị Đường";
        let decomposed = "Nguyê\u{303}n Thi\u{323} Đươ\u{300}ng";
        assert_ne!(composed, decomposed);
        assert_eq!(clean(decomposed), composed);
        assert_eq!(clean(composed), composed);
    }

    #[test]
    fn look_alike_letters_become_the_vietnamese_ones() {
        assert_eq!(clean("L\u{01A3}u, \u{01A2}u"), "Lưu, Ưu");
    }

    #[test]
    fn spaces_and_line_ends_are_of_one_kind_and_invisible_marks_vanish() {
        assert_eq!(clean("3\u{A0}500"), "3 500");
        assert_eq!(clean("\u{FEFF}chi\u{200B} bộ"), "chi bộ");
        assert_eq!(clean("một\r\nhai\rba\nbốn"), "một\nhai\nba\nbốn");
        assert_eq!(clean("a\u{1}b\tc"), "ab\tc");
        assert_eq!(clean("12\u{96}15"), "12\u{FFFD}15");
    }

    #[test]
    fn nothing_is_trimmed() {
        assert_eq!(clean("  12 "), "  12 ");
    }
}
