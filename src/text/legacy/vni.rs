//! VNI for Windows: a letter, and behind it a character that stands for its marks.
//!
//! Public tables disagree on ten letters (`ì í ỉ ị ĩ ỷ ỹ ỵ ẳ ẵ`); here stands what files have.

use unicode_normalization::UnicodeNormalization;

/// Letters that stand alone.
const ALONE: [(char, char); 9] = [
    ('æ', 'ỉ'),
    ('ì', 'ì'),
    ('í', 'í'),
    ('î', 'ỵ'),
    ('ñ', 'đ'),
    ('ò', 'ị'),
    ('ó', 'ĩ'),
    ('ô', 'ơ'),
    ('ö', 'ư'),
];

/// Tones, on letters that carry no other mark, and on `ơ` and `ư`.
const TONES: [(char, &str); 5] =
    [('ï', "\u{323}"), ('õ', "\u{303}"), ('ø', "\u{300}"), ('ù', "\u{301}"), ('û', "\u{309}")];

/// The circumflex of `â ê ô`, alone and with each tone.
const CIRCUMFLEX: [(char, &str); 6] = [
    ('à', "\u{302}\u{300}"),
    ('á', "\u{302}\u{301}"),
    ('â', "\u{302}"),
    ('ã', "\u{302}\u{303}"),
    ('ä', "\u{302}\u{323}"),
    ('å', "\u{302}\u{309}"),
];

/// The breve of `ă`, alone and with each tone.
const BREVE: [(char, &str); 6] = [
    ('è', "\u{306}\u{300}"),
    ('é', "\u{306}\u{301}"),
    ('ê', "\u{306}"),
    ('ë', "\u{306}\u{323}"),
    ('ú', "\u{306}\u{309}"),
    ('ü', "\u{306}\u{303}"),
];

/// The text in Unicode, two characters taken for one letter wherever they can be; and whether
/// every character that is not ASCII was one of a letter.
pub(super) fn to_unicode(text: &str) -> (String, bool) {
    let mut read = String::with_capacity(text.len());
    let mut whole = true;
    let mut rest = text.chars().peekable();
    while let Some(base) = rest.next() {
        if let Some(letter) = rest.peek().and_then(|mark| marked(base, *mark)) {
            read.push_str(&letter);
            rest.next();
        } else {
            let letter = alone(base);
            whole &= letter.is_some() || base.is_ascii();
            read.push(letter.unwrap_or(base));
        }
    }
    (read, whole)
}

/// A letter that stands alone.
fn alone(c: char) -> Option<char> {
    let small = lower(c);
    let letter = ALONE.iter().find(|(known, _)| *known == small).map(|(_, is)| *is)?;
    if small == c { Some(letter) } else { letter.to_uppercase().next() }
}

/// A letter with its marks; none if the second character is no mark of the first.
fn marked(base: char, mark: char) -> Option<String> {
    let mark = lower(mark);
    let of = |marks: &[(char, &'static str)]| {
        marks.iter().find(|(known, _)| *known == mark).map(|(_, marks)| *marks)
    };
    let marks = match lower(base) {
        'a' => of(&TONES).or_else(|| of(&CIRCUMFLEX)).or_else(|| of(&BREVE)),
        'e' | 'o' => of(&TONES).or_else(|| of(&CIRCUMFLEX)),
        'u' | 'y' | 'ô' | 'ö' => of(&TONES),
        _ => None,
    }?;
    Some(std::iter::once(alone(base).unwrap_or(base)).chain(marks.chars()).nfc().collect())
}

/// Small letters and capitals have the same marks, also small marks behind capitals.
fn lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every Vietnamese letter that is not ASCII, as VNI files have it.
    const ALPHABET: [(&str, &str); 14] = [
        ("aù aø aû aõ aï", "á à ả ã ạ"),
        ("aê aé aè aú aü aë", "ă ắ ằ ẳ ẵ ặ"),
        ("aâ aá aà aå aã aä", "â ấ ầ ẩ ẫ ậ"),
        ("ñ Ñ", "đ Đ"),
        ("eù eø eû eõ eï", "é è ẻ ẽ ẹ"),
        ("eâ eá eà eå eã eä", "ê ế ề ể ễ ệ"),
        ("í ì æ ó ò", "í ì ỉ ĩ ị"),
        ("où oø oû oõ oï", "ó ò ỏ õ ọ"),
        ("oâ oá oà oå oã oä", "ô ố ồ ổ ỗ ộ"),
        ("ô ôù ôø ôû ôõ ôï", "ơ ớ ờ ở ỡ ợ"),
        ("uù uø uû uõ uï", "ú ù ủ ũ ụ"),
        ("ö öù öø öû öõ öï", "ư ứ ừ ử ữ ự"),
        ("yù yø yû yõ î", "ý ỳ ỷ ỹ ỵ"),
        ("AÛ AÄ OÅ ÖÙ Ô Í Æ Î YÛ", "Ả Ậ Ổ Ứ Ơ Í Ỉ Ỵ Ỷ"),
    ];

    #[test]
    fn every_letter_is_read() {
        for (typed, read) in ALPHABET {
            assert_eq!(to_unicode(typed), (read.to_owned(), true));
            let capitals = to_unicode(&typed.to_uppercase());
            assert_eq!(capitals, (read.to_uppercase(), true));
        }
    }

    #[test]
    fn a_sentence_is_read_two_characters_at_a_time() {
        let typed =
            "Ñaûng boä xaõ Taân Höng coù 12 chi boä; ngöôøi ñöôïc keát naïp ñeàu treû, Nöõ 7";
        let read = "Đảng bộ xã Tân Hưng có 12 chi bộ; người được kết nạp đều trẻ, Nữ 7";
        assert_eq!(to_unicode(typed), (read.to_owned(), true));
        assert_eq!(to_unicode("QUÛY Ñaûng, lyù do nghæ").0, "QỦY Đảng, lý do nghỉ");
    }
}
