//! Letters that a page names instead of writing them.

use crate::text::code_page;

/// Names of the letters from U+00A0 on, in their order.
const LATIN_1: [&str; 96] = [
    "nbsp", "iexcl", "cent", "pound", "curren", "yen", "brvbar", "sect", "uml", "copy", "ordf",
    "laquo", "not", "shy", "reg", "macr", "deg", "plusmn", "sup2", "sup3", "acute", "micro",
    "para", "middot", "cedil", "sup1", "ordm", "raquo", "frac14", "frac12", "frac34", "iquest",
    "Agrave", "Aacute", "Acirc", "Atilde", "Auml", "Aring", "AElig", "Ccedil", "Egrave",
    "Eacute", "Ecirc", "Euml", "Igrave", "Iacute", "Icirc", "Iuml", "ETH", "Ntilde", "Ograve",
    "Oacute", "Ocirc", "Otilde", "Ouml", "times", "Oslash", "Ugrave", "Uacute", "Ucirc",
    "Uuml", "Yacute", "THORN", "szlig", "agrave", "aacute", "acirc", "atilde", "auml", "aring",
    "aelig", "ccedil", "egrave", "eacute", "ecirc", "euml", "igrave", "iacute", "icirc",
    "iuml", "eth", "ntilde", "ograve", "oacute", "ocirc", "otilde", "ouml", "divide", "oslash",
    "ugrave", "uacute", "ucirc", "uuml", "yacute", "thorn", "yuml",
];

/// Others that office programs write.
const OTHERS: [(&str, char); 19] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("hellip", '…'),
    ("bull", '•'),
    ("Abreve", 'Ă'),
    ("abreve", 'ă'),
    ("Dstrok", 'Đ'),
    ("dstrok", 'đ'),
    ("utilde", 'ũ'),
    ("itilde", 'ĩ'),
];

/// The longest reference that is looked for: `&thetasym;`, `&#1114111;`.
const LONGEST: usize = 12;

/// A text with its references resolved; what is none stays as it is.
pub(super) fn resolve(text: &str) -> String {
    let mut parts = text.split('&');
    let mut resolved = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let reference = part.split_once(';').filter(|(name, _)| name.len() <= LONGEST);
        let known = reference.and_then(|(name, after)| Some((letter(name)?, after)));
        let (letter, after) = known.unwrap_or(('&', part));
        resolved.push(letter);
        resolved.push_str(after);
    }
    resolved
}

fn letter(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok()?,
            None => number.parse().ok()?,
        };
        return Some(numbered(code));
    }
    let latin = LATIN_1.iter().zip('\u{A0}'..).find(|(known, _)| **known == name);
    let other = || OTHERS.iter().find(|(known, _)| *known == name).map(|(_, letter)| *letter);
    latin.map(|(_, letter)| letter).or_else(other)
}

/// The letter of a number as browsers have it: those of 0x80 to 0x9F are of Windows-1252.
fn numbered(code: u32) -> char {
    let western = u8::try_from(code).ok().filter(|byte| (0x80..0xA0).contains(byte));
    if let Some(byte) = western {
        let letter = code_page::western(byte);
        return if letter.is_control() { char::REPLACEMENT_CHARACTER } else { letter };
    }
    let letter = char::from_u32(code).filter(|letter| *letter != '\0');
    letter.unwrap_or(char::REPLACEMENT_CHARACTER)
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn references_become_letters_and_anything_else_stays() {
        assert_eq!(resolve("Chi b&#7897; &Ocirc;ng &#x111;&nbsp;A"), "Chi bộ Ông đ\u{A0}A");
        assert_eq!(resolve("A & B; &c; &#99999999; &"), "A & B; &c; \u{FFFD} &");
    }

    #[test]
    fn numbers_of_windows_1252_are_its_letters() {
        assert_eq!(resolve("12&#150;15&#133;&#x93;a&#148;"), "12–15…“a”");
        assert_eq!(resolve("1&#129;2&#0;3&#xD800;4"), "1\u{FFFD}2\u{FFFD}3\u{FFFD}4");
    }
}
