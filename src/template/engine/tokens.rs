//! The code of a tag cut into words, strings, numbers and marks.

use std::ops::Range;

/// Words, strings, numbers and marks of the code, as byte ranges.
pub(super) fn tokens(code: &str) -> Vec<Range<usize>> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = code.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = code.get(at..).unwrap_or_default();
        let len = match c {
            c if c.is_whitespace() => {
                at += c.len_utf8();
                continue;
            }
            '"' | '\'' | '`' => string_len(rest, c),
            c if is_name(c) => rest.find(|c: char| !is_name(c)).unwrap_or(rest.len()),
            _ => ["?.", "?[", "==", "!=", "<=", ">=", "//", "**"]
                .iter()
                .find(|mark| rest.starts_with(*mark))
                .map_or(c.len_utf8(), |mark| mark.len()),
        };
        tokens.push(at..at + len);
        at += len;
    }
    tokens
}

fn string_len(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            '\\' if !escaped => escaped = true,
            c if c == quote && !escaped => return at + c.len_utf8(),
            _ => escaped = false,
        }
    }
    rest.len()
}

/// Whether a character can stand in a name.
pub(super) fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}
