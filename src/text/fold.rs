//! Vietnamese without its marks.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The text without any diacritics, in ASCII: `Đảng bộ` gives `Dang bo`.
///
/// For file names and for names typed on a command line. What has no ASCII spelling becomes `_`.
pub fn fold_ascii(text: &str) -> String {
    text.nfkd().filter(|c| !is_combining_mark(*c)).map(ascii).collect()
}

fn ascii(c: char) -> char {
    match c {
        'đ' => 'd',
        'Đ' => 'D',
        '\u{01a3}' => 'u', // ƣ, written for ư by old converters
        '\u{01a2}' => 'U',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '“' | '”' | '„' | '«' | '»' => '"',
        '‘' | '’' => '\'',
        _ if c.is_ascii() => c,
        _ => '_',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_vietnamese_letter_has_an_ascii_spelling() {
        assert_eq!(fold_ascii("Đảng bộ"), "Dang bo");
        let letters = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ";
        let both = format!("{letters}{}", letters.to_uppercase());
        assert!(fold_ascii(&both).bytes().all(|b| b.is_ascii_alphabetic()));
        let decomposed: String = both.nfd().collect();
        assert_eq!(fold_ascii(&decomposed), fold_ascii(&both));
    }

    #[test]
    fn what_has_no_ascii_spelling_is_not_dropped() {
        assert_eq!(fold_ascii("A–B\u{a0}…北"), "A-B ..._");
    }
}
