//! Vietnamese in an encoding from before Unicode (TCVN3), shown as the letters that stand there.

/// Letters of other alphabets that stand for Vietnamese ones in TCVN3 and that no Vietnamese or
/// English text has.
const STRANGE: [char; 24] = [
    'µ', '¸', '¶', '¹', '¨', '¾', '¼', 'Æ', 'Ç', 'Ë', 'Î', 'Ï', 'Ñ', 'Ö', 'Ø', 'Ü', 'Þ', 'ß',
    'ñ', 'ö', 'ø', 'û', 'ü', 'þ',
];

/// Fewer such words may be a name or a formula.
const FEWEST: usize = 2;

/// Whether a text was typed in a font of the old encoding: `ThiÕu kinh phÝ ho¹t ®éng`.
pub fn is_likely(text: &str) -> bool {
    let strange = |word: &&str| {
        word.contains(STRANGE) && word.contains(|c: char| c.is_ascii_alphabetic())
    };
    text.split_whitespace().filter(strange).count() >= FEWEST
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_old_encoding_is_told_from_vietnamese() {
        assert!(is_likely("Chi bé cßn thiÕu kinh phÝ ho¹t ®éng, ®¶ng viªn ®i lµm ¨n xa"));
        let letters = "Thiếu kinh phí hoạt động; đảng viên đi làm ăn xa, ý thức chưa đều: ò ó ô õ ê ã â à";
        assert!(!is_likely(letters) && !is_likely("Bà Müller, 5 mm"));
    }
}
