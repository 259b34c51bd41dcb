//! A page as tags and texts. Pages are rarely well-formed: whatever is no tag is text.

use super::entities;

/// A piece of a page.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// The content of a `<style>`.
    Style(&'a str),
    /// Text, entities resolved.
    Text(String),
    /// A start tag.
    Open(Tag),
    /// An end tag, its name in lower case.
    Close(String),
}

/// A start tag.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tag {
    /// In lower case.
    pub(super) name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    /// An attribute by its name in lower case; empty when it is there without a value.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let mut all = self.attributes.iter();
        all.find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// Attributes of a tag that are kept; what is asked for stands among the first.
const MOST_ATTRIBUTES: usize = 64;

/// Elements whose content is no text of the page.
const SILENT: [&str; 8] =
    ["script", "style", "title", "xml", "noscript", "template", "iframe", "noframes"];

/// The tags and texts of a page, in their order.
pub(super) fn tokens(page: &str) -> impl Iterator<Item = Token<'_>> {
    let mut rest = page;
    std::iter::from_fn(move || next(&mut rest))
}

fn next<'a>(rest: &mut &'a str) -> Option<Token<'a>> {
    loop {
        if rest.is_empty() {
            return None;
        }
        if let Some(after) = rest.strip_prefix("<!--") {
            *rest = behind_comment(after);
        } else if rest.starts_with("<!") || rest.starts_with("<?") {
            *rest = rest.split_once('>').map_or("", |(_, after)| after);
        } else if let Some(after) = rest.strip_prefix("</") {
            let (inside, after) = after.split_once('>').unwrap_or((after, ""));
            *rest = after;
            return Some(Token::Close(inside.trim().to_lowercase()));
        } else if is_tag(rest) {
            let tag = tag(rest);
            if SILENT.contains(&tag.name.as_str()) {
                let content = pass_over(rest, &tag.name);
                if tag.name == "style" {
                    return Some(Token::Style(content));
                }
                continue;
            }
            return Some(Token::Open(tag));
        } else {
            return Some(Token::Text(text(rest)));
        }
    }
}

/// Whether a name follows the `<`; `a < b` is text.
fn is_tag(rest: &str) -> bool {
    rest.strip_prefix('<')
        .is_some_and(|after| after.starts_with(|c: char| c.is_ascii_alphabetic()))
}

/// Takes the text up to the next tag.
fn text(rest: &mut &str) -> String {
    let mut end = 0;
    loop {
        let from = if end == 0 && !rest.starts_with('<') { 0 } else { end + 1 };
        let after = rest.get(from..).unwrap_or_default();
        let Some(at) = after.find('<') else {
            end = rest.len();
            break;
        };
        end = from + at;
        let tail = rest.get(end..).unwrap_or_default();
        if is_tag(tail) || ["</", "<!", "<?"].iter().any(|start| tail.starts_with(start)) {
            break;
        }
    }
    let (text, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
    *rest = after;
    entities::resolve(text)
}

/// Takes a start tag.
fn tag(rest: &mut &str) -> Tag {
    let inside = rest.strip_prefix('<').unwrap_or(rest);
    let is_end = |c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/');
    let (name, mut after) = inside.split_at(inside.find(is_end).unwrap_or(inside.len()));
    let mut attributes = Vec::new();
    loop {
        after = after.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if after.is_empty() {
            break;
        }
        if let Some(behind) = after.strip_prefix('>') {
            after = behind;
            break;
        }
        let attribute = attribute(&mut after);
        if attributes.len() < MOST_ATTRIBUTES {
            attributes.push(attribute);
        }
    }
    *rest = after;
    Tag { name: name.to_lowercase(), attributes }
}

/// Takes an attribute; at least one letter of it.
fn attribute(rest: &mut &str) -> (String, String) {
    let is_end = |c: char| c.is_ascii_whitespace() || matches!(c, '>' | '=' | '/');
    let length = rest.chars().next().map_or(0, char::len_utf8);
    let end = rest.get(length..).unwrap_or_default().find(is_end);
    let (name, after) = rest.split_at(end.map_or(rest.len(), |end| end + length));
    let Some(value) = after.trim_start().strip_prefix('=') else {
        *rest = after;
        return (name.to_lowercase(), String::new());
    };
    let value = value.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    let (value, after) = if let Some(quoted) = quote.and_then(|quote| value.strip_prefix(quote))
    {
        quoted.split_once(|c| Some(c) == quote).unwrap_or((quoted, ""))
    } else {
        let end = value.find(|c: char| c.is_ascii_whitespace() || c == '>');
        value.split_at(end.unwrap_or(value.len()))
    };
    *rest = after;
    (name.to_lowercase(), entities::resolve(value))
}

/// What stands behind a comment of which the beginning was taken, as browsers end it.
fn behind_comment(after: &str) -> &str {
    if let Some(empty) = after.strip_prefix('>').or_else(|| after.strip_prefix("->")) {
        return empty;
    }
    let mut from = 0;
    while let Some(at) = after.get(from..).and_then(|rest| rest.find("--")) {
        from += at;
        let rest = after.get(from + 2..).unwrap_or_default();
        if let Some(behind) = rest.strip_prefix('>').or_else(|| rest.strip_prefix("!>")) {
            return behind;
        }
        from += 1;
    }
    ""
}

/// Passes over everything up to the end tag of an element, and gives it.
fn pass_over<'a>(rest: &mut &'a str, name: &str) -> &'a str {
    let all = *rest;
    let mut from = 0;
    while let Some(at) = all.get(from..).and_then(|tail| tail.find("</")) {
        let content = all.get(..from + at).unwrap_or_default();
        from += at + 2;
        let tail = all.get(from..).unwrap_or_default();
        let is_its = tail.get(..name.len()).is_some_and(|end| end.eq_ignore_ascii_case(name));
        if is_its {
            *rest = tail.split_once('>').map_or("", |(_, after)| after);
            return content;
        }
    }
    *rest = "";
    all
}
