//! How a value's text is written into a part.
//!
//! Whether a line break may become `<w:br/>` is only known where the value lands; until then it
//! is a character that no text contains.

use std::io::{self, Write};

use super::objects::token_in;
use crate::ooxml::{escape_xml, is_xml_char};

/// Stands for a line break (a noncharacter of Unicode: never part of a text).
pub(super) const LINE: char = '\u{FDD0}';
/// Stands for a tab.
pub(super) const TAB: char = '\u{FDD1}';
/// Stands for a page break.
pub(super) const PAGE: char = '\u{FDD6}';
/// Stands for the end of a paragraph and the beginning of one like it.
pub(super) const PARAGRAPH: char = '\u{FDD7}';

/// Whether a filled part can hold a noncharacter, such as [`LINE`], or those that objects are
/// written with; fast.
pub(super) fn holds_mark(xml: &[u8]) -> bool {
    // All of U+FDD0 to U+FDEF begin with EF B7; hardly any letter does.
    memchr::memchr_iter(0xEF, xml).any(|at| xml.get(at + 1) == Some(&0xB7))
}

/// Escapes a value; what breaks the text becomes [`LINE`], [`TAB`], [`PAGE`] and [`PARAGRAPH`].
///
/// Objects pass as they are: a template may have joined them with text (`~`).
pub(super) fn escape(text: &str, out: &mut dyn Write) -> io::Result<()> {
    if text.bytes().all(is_plain) {
        return out.write_all(text.as_bytes());
    }
    let mut rest = text;
    while let Some(token) = token_in(rest) {
        escape_text(rest.get(..token.start).unwrap_or_default(), out)?;
        out.write_all(rest.get(token.clone()).unwrap_or_default().as_bytes())?;
        rest = rest.get(token.end..).unwrap_or_default();
    }
    escape_text(rest, out)
}

/// A value's text as a part holds it.
pub(super) fn escaped(text: &str) -> String {
    let mut out = Vec::new();
    // A vector takes everything, and what is written is UTF-8.
    let _ = escape_text(text, &mut out);
    String::from_utf8(out).unwrap_or_default()
}

fn escape_text(text: &str, out: &mut dyn Write) -> io::Result<()> {
    let special = |c: char| c.is_control() || !is_xml_char(c) || is_noncharacter(c);
    if !text.contains(special) {
        return out.write_all(escape_xml(text).as_bytes());
    }
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' | '\r' | '\u{B}' | '\u{2028}' | '\u{2029}' => plain.push(LINE),
            '\t' => plain.push(TAB),
            // As docxtpl reads them.
            '\u{C}' => plain.push(PAGE),
            '\u{7}' => plain.push(PARAGRAPH),
            c if c.is_control() || is_noncharacter(c) => {}
            c => plain.push(c),
        }
    }
    out.write_all(escape_xml(&plain).as_bytes())
}

/// Whether a byte belongs to a character that is written as it is, whatever follows it: no
/// markup, no control character (up to U+009F), no noncharacter (they begin with EF or F0 and
/// above).
const fn is_plain(byte: u8) -> bool {
    !matches!(byte, 0..=0x1F | b'"' | b'&' | b'<' | b'>' | 0x7F | 0xC2 | 0xEF..)
}

pub(super) const fn is_noncharacter(c: char) -> bool {
    matches!(c, '\u{FDD0}'..='\u{FDEF}') || (c as u32) & 0xFFFE == 0xFFFE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_line_break_becomes_one_mark() {
        assert_eq!(escaped("a\r\nb\nc\rd\te"), format!("a{LINE}b{LINE}c{LINE}d{TAB}e"));
    }

    #[test]
    fn a_form_feed_is_a_page_break_and_a_bell_a_new_paragraph() {
        assert_eq!(escaped("a\u{C}b\u{7}c"), format!("a{PAGE}b{PARAGRAPH}c"));
    }

    #[test]
    fn what_no_text_contains_is_dropped_from_data() {
        assert_eq!(escaped("a\u{0}\u{1}b\u{FDD0}\u{FFFF}\u{85}<"), "ab&lt;");
    }
}
