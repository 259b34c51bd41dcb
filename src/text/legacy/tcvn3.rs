//! TCVN3: one character of Windows-1252 for each Vietnamese letter.

use crate::text::syllable::is_syllable;

/// The 74 letters that are not ASCII, by the character that stands for each (TCVN 5712:1993, VN3).
///
/// `ư` stands at the soft hyphen, which nobody sees: text must not be cleaned of it first.
const LETTERS: [(char, char); 74] = [
    ('¡', 'Ă'),
    ('¢', 'Â'),
    ('£', 'Ê'),
    ('¤', 'Ô'),
    ('¥', 'Ơ'),
    ('¦', 'Ư'),
    ('§', 'Đ'),
    ('¨', 'ă'),
    ('©', 'â'),
    ('ª', 'ê'),
    ('«', 'ô'),
    ('¬', 'ơ'),
    ('\u{AD}', 'ư'),
    ('®', 'đ'),
    ('µ', 'à'),
    ('¶', 'ả'),
    ('·', 'ã'),
    ('¸', 'á'),
    ('¹', 'ạ'),
    ('»', 'ằ'),
    ('¼', 'ẳ'),
    ('½', 'ẵ'),
    ('¾', 'ắ'),
    ('Æ', 'ặ'),
    ('Ç', 'ầ'),
    ('È', 'ẩ'),
    ('É', 'ẫ'),
    ('Ê', 'ấ'),
    ('Ë', 'ậ'),
    ('Ì', 'è'),
    ('Î', 'ẻ'),
    ('Ï', 'ẽ'),
    ('Ð', 'é'),
    ('Ñ', 'ẹ'),
    ('Ò', 'ề'),
    ('Ó', 'ể'),
    ('Ô', 'ễ'),
    ('Õ', 'ế'),
    ('Ö', 'ệ'),
    ('×', 'ì'),
    ('Ø', 'ỉ'),
    ('Ü', 'ĩ'),
    ('Ý', 'í'),
    ('Þ', 'ị'),
    ('ß', 'ò'),
    ('á', 'ỏ'),
    ('â', 'õ'),
    ('ã', 'ó'),
    ('ä', 'ọ'),
    ('å', 'ồ'),
    ('æ', 'ổ'),
    ('ç', 'ỗ'),
    ('è', 'ố'),
    ('é', 'ộ'),
    ('ê', 'ờ'),
    ('ë', 'ở'),
    ('ì', 'ỡ'),
    ('í', 'ớ'),
    ('î', 'ợ'),
    ('ï', 'ù'),
    ('ñ', 'ủ'),
    ('ò', 'ũ'),
    ('ó', 'ú'),
    ('ô', 'ụ'),
    ('õ', 'ừ'),
    ('ö', 'ử'),
    ('÷', 'ữ'),
    ('ø', 'ứ'),
    ('ù', 'ự'),
    ('ú', 'ỳ'),
    ('û', 'ỷ'),
    ('ü', 'ỹ'),
    ('ý', 'ý'),
    ('þ', 'ỵ'),
];

/// The text in Unicode, and whether every character that is not ASCII stood for a letter.
pub(super) fn to_unicode(text: &str) -> (String, bool) {
    let mut whole = true;
    let mut read = |stands: char| {
        let letter = letter(stands);
        whole &= letter.is_some() || stands.is_ascii();
        letter.unwrap_or(stands)
    };
    let text = text.chars().map(&mut read).collect();
    (text, whole)
}

fn letter(stands: char) -> Option<char> {
    let found = LETTERS.binary_search_by_key(&stands, |(known, _)| *known);
    found.ok().and_then(|at| LETTERS.get(at)).map(|(_, letter)| *letter)
}

/// Capitals where a font of capitals was meant: `CộNG HòA` was typed for one, since a capital
/// with a tone has no place of its own.
pub(super) fn with_capitals(text: &str) -> String {
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    if text.contains(|c: char| c.is_ascii_lowercase()) {
        let words = text.split_inclusive(|c: char| !c.is_alphanumeric());
        return words.map(raised).collect();
    }
    let is_heading = words.any(|word| is_half_capital(word) || is_capital_word(word));
    if is_heading { text.to_uppercase() } else { text.to_owned() }
}

/// A word, with what stands behind it, in capitals if it was typed for a font of capitals.
fn raised(word: &str) -> String {
    let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
    if is_half_capital(bare) { word.to_uppercase() } else { word.to_owned() }
}

/// Whether a word is Vietnamese in capitals, as `THƯ` is and `UBND` is not.
fn is_capital_word(word: &str) -> bool {
    word.chars().count() > 1 && word.chars().all(char::is_uppercase) && is_syllable(word)
}

/// Whether a word has capitals behind its first letter, and no small letters but such as have a
/// tone.
fn is_half_capital(word: &str) -> bool {
    word.chars().skip(1).any(|c| c.is_ascii_uppercase())
        && word.chars().any(char::is_lowercase)
        && !word.contains(|c: char| c.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_has_its_place() {
        // Code by code from 0xA1, `.` where TCVN3 has none.
        let letters = "ĂÂÊÔƠƯĐăâêôơưđ......àảãáạ.ằẳẵắ.......ặầẩẫấậè.ẻẽéẹềểễếệìỉ...ĩíịò.ỏõóọồổỗốộờ\
                       ởỡớợù.ủũúụừửữứựỳỷỹýỵ";
        for (code, letter) in (0xA1u8..=0xFE).zip(letters.chars()) {
            let typed = char::from(code).to_string();
            match letter {
                '.' => assert_eq!(to_unicode(&typed), (typed, false)),
                letter => assert_eq!(to_unicode(&typed), (letter.to_string(), true)),
            }
        }
        assert_eq!(letters.chars().filter(|c| *c != '.').count(), LETTERS.len());
        assert!(LETTERS.is_sorted());
    }

    #[test]
    fn a_sentence_is_read_with_its_hidden_soft_hyphens() {
        let typed = "§¶ng bé x· T©n H\u{AD}ng cã 12 chi bé; ®¶ng viªn ®i lµm ¨n xa, ch\u{AD}a vÒ ®\u{AD}îc";
        let read = "Đảng bộ xã Tân Hưng có 12 chi bộ; đảng viên đi làm ăn xa, chưa về được";
        assert_eq!(to_unicode(typed), (read.to_owned(), true));
    }

    #[test]
    fn words_typed_for_a_font_of_capitals_get_them() {
        assert_eq!(with_capitals("CộNG HòA Xã HộI"), "CỘNG HÒA XÃ HỘI");
        assert_eq!(with_capitals("Biểu số 1: KếT NạP"), "Biểu số 1: KẾT NẠP");
        assert_eq!(with_capitals("T/M CHI Bộ"), "T/M CHI BỘ");
        for same in ["Tổ 2 UBND", "Tổ 1", "UBND xã", "HĐND", "Đảng ủy Xã"] {
            assert_eq!(with_capitals(same), same);
        }
    }
}
