//! The little language of the catalogue: `{field}`, and `[first|else]` for optional facts.
//!
//! Of the alternatives between brackets the first whose facts are all there is printed; without
//! one, nothing is. A required fact that is not there prints `…`. Of a list `{field:3}` names the
//! first three items, where lists are not told whole.

use std::collections::BTreeMap;

use super::Field;
use super::field::LIST_ITEMS;
use crate::text::Lang;

/// How much of a list is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lists {
    /// The first items, as a sentence has room for.
    Begun,
    /// All, as far as a cell of a spreadsheet has room for.
    Whole,
}

/// Items of a whole list at most: names of files of some hundred letters fit into a cell.
const WHOLE_LIST: usize = 250;

/// Fills a catalogue sentence with the facts of a finding.
pub(super) fn render(
    sentence: &str,
    fields: &BTreeMap<&'static str, Field>,
    lists: Lists,
    lang: Lang,
) -> String {
    let mut text = String::new();
    for piece in pieces(sentence) {
        match piece {
            Piece::Plain(plain) => text.push_str(&fill(plain, fields, lists, lang)),
            Piece::Optional(alternatives) => {
                let whole = alternatives.split('|').find(|one| {
                    names(one).all(|name| fields.get(name).is_some_and(|f| !f.is_blank()))
                });
                text.push_str(&fill(whole.unwrap_or_default(), fields, lists, lang));
            }
        }
    }
    text
}

/// The names of the facts between braces.
pub(super) fn names(sentence: &str) -> impl Iterator<Item = &str> {
    let gaps = sentence.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
    gaps.map(|(gap, _)| name_and_limit(gap).0)
}

/// The fact that a gap is for, and how many items of a list it names.
fn name_and_limit(gap: &str) -> (&str, usize) {
    match gap.split_once(':') {
        Some((name, items)) => (name, items.parse().unwrap_or(LIST_ITEMS)),
        None => (gap, LIST_ITEMS),
    }
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

fn fill(
    sentence: &str,
    fields: &BTreeMap<&'static str, Field>,
    lists: Lists,
    lang: Lang,
) -> String {
    let mut text = String::new();
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((gap, after)) = after.split_once('}') else { break };
        text.push_str(before);
        let (name, begun) = name_and_limit(gap);
        let items = if lists == Lists::Whole { WHOLE_LIST } else { begun };
        match fields.get(name) {
            Some(field) => text.push_str(&field.print_first(items, lang)),
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
        assert_eq!(render(sentence, &fields, Lists::Begun, Lang::Vi), expected);
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

    #[test]
    fn a_list_is_told_as_far_as_the_sentence_wants_or_whole() {
        let items = ["a", "b", "c", "d"].map(str::to_owned).to_vec();
        let fields = BTreeMap::from([("files", Field::List(items))]);
        let told = |lists| render("tệp[ {files:2}]", &fields, lists, Lang::Vi);
        assert_eq!(told(Lists::Begun), "tệp `a`, `b` và 2 mục khác");
        assert_eq!(told(Lists::Whole), "tệp `a`, `b`, `c` và `d`");
        assert_eq!(names("tệp[ {files:2}]").collect::<Vec<_>>(), ["files"]);
    }
}
