//! Objects as text that passes through Tera unharmed: JSON between two characters that no text
//! contains (noncharacters of Unicode; they are dropped from data). What is long, such as a picture
//! of the data, stays behind while its number travels: a loop would print it many times.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::hash::{BuildHasher, RandomState};
use std::ops::Range;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::Object;

/// Begins an object.
const OPEN: char = '\u{FDD2}';
/// Ends an object.
const CLOSE: char = '\u{FDD3}';
/// Stands for a quotation mark: a token may stand in an attribute.
const QUOTE: char = '\u{FDD5}';
/// Before an object: begins the number of its tag, which ends with [`CLOSE`].
const SITE: char = '\u{FDD4}';

/// Digits at the beginning of every object, other ones in every run of the program: data cannot
/// forge an object. They never reach a document.
static SEAL: LazyLock<String> =
    LazyLock::new(|| format!("{:020}", RandomState::new().hash_one("object")));

/// Longest JSON that travels itself, bytes.
const SHORT: usize = 1024;

thread_local! {
    /// Objects whose numbers travel: a document is filled by one thread.
    static KEPT: RefCell<BTreeMap<u64, Object>> = const { RefCell::new(BTreeMap::new()) };
    /// Gives numbers that a filter cannot turn into each other but by chance.
    static NUMBERS: RandomState = RandomState::new();
}

/// What travels for a long object.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    kept: u64,
}

impl Kept {
    /// Keeps an object; `None` when its number is another one's.
    fn keep(object: &Object, json: &str) -> Option<Self> {
        let kept = NUMBERS.with(|numbers| numbers.hash_one(json));
        KEPT.with_borrow_mut(|all| {
            let there = all.entry(kept).or_insert_with(|| object.clone());
            (there == object).then_some(Self { kept })
        })
    }

    /// The object that JSON stands for.
    fn object(json: &str) -> Option<Object> {
        match serde_json::from_str(json) {
            Ok(Self { kept }) => KEPT.with_borrow(|all| all.get(&kept).cloned()),
            Err(_) => serde_json::from_str(json).ok(),
        }
    }
}

/// Forgets the objects of a document when it is filled.
#[derive(Debug, Default)]
pub(in super::super) struct Keeping;

impl Drop for Keeping {
    fn drop(&mut self) {
        KEPT.with_borrow_mut(BTreeMap::clear);
    }
}

/// The first object in a value, as bytes; `None` too for what data has made to look like one.
pub(in super::super) fn token_in(text: &str) -> Option<Range<usize>> {
    text.match_indices(OPEN).find_map(|(start, _)| {
        let from = text.get(start..)?;
        from.strip_prefix(OPEN)?.strip_prefix(SEAL.as_str())?;
        let end = from.find(CLOSE).map_or(from.len(), |end| end + CLOSE.len_utf8());
        // Not even when a filter has put markup in.
        let harmless = !from.get(..end)?.contains(['<', '>', '&']);
        harmless.then_some(start..start + end)
    })
}

/// A stretch of filled text.
#[derive(Debug, PartialEq)]
pub(super) enum Piece<'x> {
    /// Text, escaped as it stands.
    Text(&'x str),
    /// An object, and the tag that gave it if that is known; `None` when a filter has spoilt it.
    Object(Option<usize>, Option<Object>),
}

/// The value that stands for an object in a template; it is not escaped.
pub(super) fn to_value(object: &Object) -> tera::TeraResult<tera::Value> {
    let written = |error: serde_json::Error| tera::Error::message(error.to_string());
    let mut json = serde_json::to_string(object).map_err(written)?;
    if json.len() > SHORT
        && let Some(kept) = Kept::keep(object, &json)
    {
        json = serde_json::to_string(&kept).map_err(written)?;
    }
    let mut token = String::with_capacity(json.len() + 8);
    token.push(OPEN);
    token.push_str(&SEAL);
    for c in json.chars() {
        match c {
            // Valid only inside JSON strings, and so is their escaped form.
            '<' | '>' | '&' | '\'' | '\u{FDD0}'..='\u{FDEF}' => {
                let _ = write!(token, "\\u{:04x}", u32::from(c));
            }
            '"' => token.push(QUOTE),
            c => token.push(c),
        }
    }
    token.push(CLOSE);
    Ok(tera::Value::safe_string(&token))
}

/// Whether filled markup holds an object.
pub(super) fn is_in(xml: &str) -> bool {
    xml.contains(OPEN)
}

/// Writes the number of a tag before the tag's code, for [`pieces`] to find.
pub(in super::super) fn mark_site(code: &mut String, site: usize) {
    code.push(SITE);
    code.push_str(&site.to_string());
    code.push(CLOSE);
}

/// Markup without the numbers of tags that gave no object after all.
pub(super) fn remove_from(xml: String) -> String {
    if !xml.contains(SITE) {
        return xml;
    }
    let mut out = String::with_capacity(xml.len());
    let mut pieces = xml.split(SITE);
    out.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        out.push_str(piece.split_once(CLOSE).map_or(piece, |(_, rest)| rest));
    }
    out
}

/// Cuts text at its objects.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    let mut site = None;
    while let Some(at) = rest.find([OPEN, SITE]) {
        let (before, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
        if !before.is_empty() {
            found.push(Piece::Text(before));
            site = None;
        }
        let (inside, after) = from.split_once(CLOSE).unwrap_or((from, ""));
        if let Some(number) = inside.strip_prefix(SITE) {
            site = number.parse().ok();
        } else {
            let json = inside.strip_prefix(OPEN).and_then(|rest| rest.get(SEAL.len()..));
            let json = json.map(|json| json.replace(QUOTE, "\""));
            let object = json.and_then(|json| Kept::object(&json));
            found.push(Piece::Object(site, object));
        }
        rest = after;
    }
    if !rest.is_empty() {
        found.push(Piece::Text(rest));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::breaks::Break;
    use super::*;

    #[test]
    fn an_object_comes_back_between_the_texts_around_it() {
        let object = Object::Break(Break::Page);
        let mut text = "a ".to_owned();
        mark_site(&mut text, 7);
        text.push_str(to_value(&object).unwrap().as_str().unwrap());
        text.push('b');
        let expected =
            [Piece::Text("a "), Piece::Object(Some(7), Some(object)), Piece::Text("b")];
        assert_eq!(pieces(&text), expected);
    }

    #[test]
    fn an_object_that_a_filter_has_spoilt_is_noticed() {
        let token = to_value(&Object::Break(Break::Page)).unwrap().to_string().to_uppercase();
        assert_eq!(pieces(&token), [Piece::Object(None, None)]);
    }

    #[test]
    fn a_long_object_travels_as_a_number_that_filters_cannot_change() {
        let text = format!("{{\"image\":{{\"src\":\"{}\"}}}}", "x".repeat(SHORT));
        let object: Object = serde_json::from_str(&text).unwrap();
        let keeping = Keeping;
        let token = to_value(&object).unwrap().to_string();
        assert!(token.len() < 100, "{token}");
        assert_eq!(pieces(&token), [Piece::Object(None, Some(object))]);
        let cut: String = token.chars().take(40).collect();
        assert_eq!(pieces(&cut), [Piece::Object(None, None)]);
        assert_eq!(pieces(&token.to_uppercase()), [Piece::Object(None, None)]);
        drop(keeping);
        assert_eq!(pieces(&token), [Piece::Object(None, None)]);
    }

    #[test]
    fn the_number_of_a_tag_that_gave_text_is_taken_out() {
        let mut text = "a ".to_owned();
        mark_site(&mut text, 7);
        text.push('b');
        assert_eq!(remove_from(text), "a b");
    }
}
