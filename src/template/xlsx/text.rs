//! The text of a cell: runs with their formatting, read from and written to `si` and `is`.

use std::borrow::Cow;

use crate::ooxml::escape_xml;
use crate::ooxml::xml_part::{Element, Node, push_all};

/// Characters a cell can hold (Excel's limit).
pub(super) const MAX_CHARACTERS: usize = 32_767;

/// A text with formatted runs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct RichText {
    /// The runs in order; a text without formatting has one.
    pub runs: Vec<Run>,
}

/// A stretch of text of one formatting.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Run {
    /// The `rPr` element as markup, or nothing.
    pub properties: String,
    /// The text, with Excel's `_xHHHH_` escapes as in the file.
    pub text: String,
}

impl RichText {
    /// A text without formatting.
    pub(super) fn plain(text: impl Into<String>) -> Self {
        Self { runs: vec![Run { properties: String::new(), text: text.into() }] }
    }

    /// Reads an `si` or `is` element; phonetic guides are no part of the text.
    pub(super) fn read(element: &Element) -> Self {
        let runs = element.elements().filter_map(|child| match child.local_name() {
            "t" => Some(Run { properties: String::new(), text: child.text() }),
            "r" => Some(Run {
                properties: child.child("rPr").map(markup).unwrap_or_default(),
                text: child.child("t").map(Element::text).unwrap_or_default(),
            }),
            _ => None,
        });
        Self { runs: runs.collect() }
    }

    /// The whole text.
    pub(super) fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }

    /// Bytes of the whole text.
    pub(super) fn len(&self) -> usize {
        self.runs.iter().map(|run| run.text.len()).sum()
    }

    /// Adds text to the end, to the last run when the formatting is the same.
    pub(super) fn push(&mut self, properties: &str, text: &str) {
        if text.is_empty() {
            return;
        }
        match self.runs.last_mut() {
            Some(last) if last.properties == properties => last.text.push_str(text),
            _ => {
                self.runs
                    .push(Run { properties: properties.to_owned(), text: text.to_owned() });
            }
        }
    }

    /// Appends the inside of an `is` element.
    pub(super) fn write(&self, prefix: &str, out: &mut String) {
        let formatted = self.runs.iter().any(|run| !run.properties.is_empty());
        for run in &self.runs {
            if formatted {
                push_all(out, &["<", prefix, "r>", &run.properties]);
            }
            write_plain(&run.text, prefix, out);
            if formatted {
                push_all(out, &["</", prefix, "r>"]);
            }
        }
    }
}

/// Appends a text without formatting, as it stands in an `is` element.
pub(super) fn write_plain(text: &str, prefix: &str, out: &mut String) {
    let space = if needs_preserving(text) { " xml:space=\"preserve\"" } else { "" };
    push_all(out, &["<", prefix, "t", space, ">", &escape_xml(text), "</", prefix, "t>"]);
}

fn markup(element: &Element) -> String {
    let mut out = String::new();
    element.write(&mut out);
    out
}

fn needs_preserving(text: &str) -> bool {
    let bytes = text.as_bytes();
    let spaces = |(one, next): (&u8, &u8)| *one == b' ' && *next == b' ';
    text.starts_with(char::is_whitespace)
        || text.ends_with(char::is_whitespace)
        || bytes.iter().any(|byte| matches!(byte, b'\n' | b'\t'))
        || bytes.iter().zip(bytes.iter().skip(1)).any(spaces)
}

/// A value's text as a cell stores it: line ends are `\n`, characters that XML cannot carry are
/// dropped, and what would read as an `_xHHHH_` escape is escaped itself
/// (ECMA-376 part 1, 22.9.2.19).
pub(super) fn cell_text(value: &str) -> Cow<'_, str> {
    // Byte by byte: what XML cannot carry, beside control characters, begins with 0xEF.
    if value.bytes().all(|b| !matches!(b, 0..=0x08 | 0x0B..=0x1F | b'_' | 0xEF)) {
        return Cow::Borrowed(value);
    }
    let odd = |c: char| c == '\r' || !crate::ooxml::is_xml_char(c);
    if !value.contains(odd) && !value.contains("_x") {
        return Cow::Borrowed(value);
    }
    let value = value.replace("\r\n", "\n").replace('\r', "\n");
    let mut out = String::with_capacity(value.len());
    for (at, c) in value.char_indices() {
        if c == '_' && is_escape(value.get(at..).unwrap_or_default()) {
            out.push_str("_x005F_");
        } else if crate::ooxml::is_xml_char(c) {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// A stored text as Excel shows it: `_xHHHH_` escapes taken back.
pub(super) fn shown_text(stored: &str) -> Cow<'_, str> {
    if !stored.contains("_x") {
        return Cow::Borrowed(stored);
    }
    let mut out = String::with_capacity(stored.len());
    let mut skip_to = 0;
    for (at, c) in stored.char_indices().filter(|(at, _)| stored.is_char_boundary(*at)) {
        if at < skip_to {
            continue;
        }
        let rest = stored.get(at..).unwrap_or_default();
        let code = rest.get(2..6).filter(|_| is_escape(rest));
        let escaped =
            code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        if let Some(escaped) = escaped {
            out.push(escaped);
            skip_to = at + "_xHHHH_".len();
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

fn is_escape(text: &str) -> bool {
    let code = text.strip_prefix("_x").and_then(|rest| rest.get(..5));
    code.is_some_and(|code| {
        code.ends_with('_') && code.bytes().take(4).all(|b| b.is_ascii_hexdigit())
    })
}

/// Takes every text out of a shared string that held tags, so that none stays in the file.
pub(super) fn blank(element: &mut Element) {
    let name = format!("{}t", element.prefix());
    element.children = vec![Node::Element(Element::new(name))];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_read_as_an_escape_is_escaped_and_reads_back() {
        for (value, stored) in [
            ("mã_x0041_b", "mã_x005F_x0041_b"),
            ("a_xyz_b", "a_xyz_b"),
            ("a\r\nb\rc", "a\nb\nc"),
            ("a\u{0}\u{B}\u{FFFF}b", "ab"),
        ] {
            assert_eq!(cell_text(value), stored);
        }
        assert_eq!(shown_text("mã_x005F_x0041_b"), "mã_x0041_b");
        assert_eq!(shown_text("a_x000D_b"), "a\rb");
    }

    #[test]
    fn spaces_at_the_ends_are_preserved() {
        let mut out = String::new();
        RichText::plain(" a<b").write("x:", &mut out);
        assert_eq!(out, "<x:t xml:space=\"preserve\"> a&lt;b</x:t>");
    }
}
