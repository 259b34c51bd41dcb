//! The little language of the catalogue: `{field}`, and `[first|else]` for optional facts.
//!
//! Of the alternatives between brackets the first whose facts are all there is printed; without
//! one, nothing is. A required fact that is not there prints `…`.

use std::collections::BTreeMap;

use super::Field;
use crate::text::Lang;

/// Fills a catalogue sentence with the facts of a finding.
pub(super) fn render(
    sentence: &str,
    fields: &BTreeMap<&'static str, Field>,
    lang: Lang,
) -> String {
    let mut text = String::new();
    for piece in pieces(sentence) {
        match piece {
            Piece::Plain(plain) => text.push_str(&fill(plain, fields, lang)),
            Piece::Optional(alternatives) => {
                let whole = alternatives.split('|').find(|one| {
                    names(one).all(|name| fields.get(name).is_some_and(|f| !f.is_blank()))
                });
                text.push_str(&fill(whole.unwrap_or_default(), fields, lang));
            }
        }
    }
    text
}

/// The names of the facts between braces.
pub(super) fn names(sentence: &str) -> impl Iterator<Item = &str> {
    sentence.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name)
}

/// The sentence without its optional parts.
#[cfg(test)]
pub(super) fn required_part(sentence: &str) -> String {
    let plain = |piece| match piece {
        Piece::Plain(plain) => Some(plain),
        Piece::Optional(_) => None,
    };
    pieces(sentence).filter_map(plain).collect()
}

enum Piece<'a> {
    Plain(&'a str),
    Optional(&'a str),
}

fn pieces(sentence: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = sentence;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        if let Some((optional, after)) =
            rest.strip_prefix('[').and_then(|inner| inner.split_once(']'))
        {
            rest = after;
            return Some(Piece::Optional(optional));
        }
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let end = rest.get(first..)?.find('[').map_or(rest.len(), |at| at + first);
        let (plain, after) = rest.split_at_checked(end)?;
        rest = after;
        Some(Piece::Plain(plain))
    })
}

fn fill(sentence: &str, fields: &BTreeMap<&'static str, Field>, lang: Lang) -> String {
    let mut text = String::new();
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else { break };
        text.push_str(before);
        match fields.get(name) {
            Some(field) => text.push_str(&field.print(lang)),
            None => text.push('…'),
        }
        rest = after;
    }
    text + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(sentence: &str, fields: &[(&'static str, &str)], expected: &str) {
        let fields = fields.iter().map(|(name, text)| (*name, Field::from(*text))).collect();
        assert_eq!(render(sentence, &fields, Lang::Vi), expected);
    }

    #[test]
    fn optional_parts_are_printed_when_their_facts_are_there() {
        case("tên `{a}`[, gần «{b}»]", &[("a", "x"), ("b", "y")], "tên `x`, gần «y»");
        case("tên `{a}`[, gần «{b}»]", &[("a", "x")], "tên `x`");
        case("[«{b}»|ô này] sai", &[], "ô này sai");
        case("[«{b}»|ô này] sai", &[("b", " ")], "ô này sai");
        case("[«{b}»|ô này] sai", &[("b", "Nữ")], "«Nữ» sai");
        case("[{a} và {b}|chỉ {a}][.]", &[("a", "x")], "chỉ x.");
    }

    #[test]
    fn a_fact_is_printed_as_it_is_even_when_it_looks_like_a_gap() {
        case("thẻ `{a}`", &[("a", "{{ b }} [c|d] {a}")], "thẻ `{{ b }} [c|d] {a}`");
    }

    #[test]
    fn a_missing_fact_leaves_a_visible_gap() {
        case("tên `{a}`", &[], "tên `…`");
    }
}
