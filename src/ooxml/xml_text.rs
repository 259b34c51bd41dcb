//! Text inside XML: what may stand there, and how it is written.

use std::borrow::Cow;

/// Whether XML 1.0 can carry this character at all (<https://www.w3.org/TR/xml/#charsets>).
pub const fn is_xml_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// The text as XML content or as a double-quoted attribute value; characters that XML cannot
/// carry are dropped.
pub fn escape_xml(text: &str) -> Cow<'_, str> {
    // Byte by byte: all characters of several bytes are plain but two, whose first byte is 0xEF.
    let plain = |b: u8| !matches!(b, 0..=0x1F | b'&' | b'<' | b'>' | b'"' | 0xEF);
    if text.bytes().all(plain) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if is_xml_char(c) => out.push(c),
            _ => {}
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_characters_are_written_as_entities() {
        assert_eq!(escape_xml("R&D <b> \"x\""), "R&amp;D &lt;b&gt; &quot;x&quot;");
    }

    #[test]
    fn characters_that_xml_cannot_carry_are_dropped() {
        assert_eq!(escape_xml("a\u{0}b\u{B}c\u{FFFF}d\te"), "abcd\te");
    }
}
