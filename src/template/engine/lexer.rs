//! Finds the tags in a piece of text, and makes what was typed into them plain.

use std::ops::Range;

/// What a tag is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TagKind {
    /// `{{ … }}`.
    Output,
    /// `{% … %}`.
    Statement,
    /// `{# … #}`, and the bounds of a raw block: prints nothing.
    Comment,
    /// `{_{`, `}_}`, `{_%`, `%_}`: prints `{{`, `}}`, `{%`, `%}`.
    Literal,
}

/// One tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// What it is for.
    pub kind: TagKind,
    /// Bytes of the text it takes up, delimiters included.
    pub range: Range<usize>,
    /// What stands between the delimiters: quotes, spaces and dashes made plain outside
    /// strings, trimmed. For a literal the text it prints.
    pub code: String,
    /// Whether the code begins right after the opening delimiter, as in `{%tr for …`.
    pub tight: bool,
    /// `{%-`: takes away what stands before.
    pub trim_before: bool,
    /// `-%}`: takes away what stands after.
    pub trim_after: bool,
}

/// A delimiter without its counterpart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stray {
    /// The delimiter: `{{`, `{%`, `{#` or `}}`.
    pub delimiter: &'static str,
    /// Its first byte in the text.
    pub at: usize,
}

/// Reads one piece of text after the other; a raw block may reach over several.
#[derive(Debug, Default)]
pub struct Lexer {
    in_raw: bool,
}

/// Openers, their closers, and what they mean.
const DELIMITERS: [(&str, &str, TagKind); 3] = [
    ("{{", "}}", TagKind::Output),
    ("{%", "%}", TagKind::Statement),
    ("{#", "#}", TagKind::Comment),
];

/// A tag longer than this is taken for one that is not closed (bytes).
const LONGEST_TAG: usize = 16_384;
/// After so many delimiters without counterpart a text is not searched further.
const MOST_STRAYS: usize = 50;

/// How docxtpl lets an author print a delimiter.
const LITERALS: [(&str, &str); 4] =
    [("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}")];

impl Lexer {
    /// A lexer at the beginning of a part.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether a `{% raw %}` waits for its `{% endraw %}`.
    pub const fn in_raw(&self) -> bool {
        self.in_raw
    }

    /// The tags of a text in their order, and the delimiters that have no counterpart.
    pub fn tags(&mut self, text: &str) -> (Vec<Tag>, Vec<Stray>) {
        let (mut tags, mut strays) = (Vec::new(), Vec::new());
        let mut at = 0;
        while let Some(found) = text.get(at..).and_then(|rest| rest.find(['{', '}', '%'])) {
            at += found;
            at = self.step(text, at, &mut tags, &mut strays);
            if strays.len() >= MOST_STRAYS {
                break;
            }
        }
        (tags, strays)
    }

    /// Deals with what begins at `at`; answers where to go on.
    fn step(
        &mut self,
        text: &str,
        at: usize,
        tags: &mut Vec<Tag>,
        strays: &mut Vec<Stray>,
    ) -> usize {
        let rest = text.get(at..).unwrap_or_default();
        if self.in_raw {
            let end = rest.starts_with("{%").then(|| closed_tag(text, at).ok()).flatten();
            return match end {
                Some(tag) if tag.code == "endraw" => {
                    self.in_raw = false;
                    let next = tag.range.end;
                    tags.push(Tag { kind: TagKind::Comment, ..tag });
                    next
                }
                _ => at + 1,
            };
        }
        if let Some((typed, printed)) =
            LITERALS.iter().find(|(typed, _)| rest.starts_with(typed))
        {
            let range = at..at + typed.len();
            tags.push(Tag {
                kind: TagKind::Literal,
                range: range.clone(),
                code: (*printed).to_owned(),
                tight: true,
                trim_before: false,
                trim_after: false,
            });
            return range.end;
        }
        if rest.starts_with("}}") {
            strays.push(Stray { delimiter: "}}", at });
            return at + 2;
        }
        match closed_tag(text, at) {
            Ok(tag) => {
                let next = tag.range.end;
                let raw = tag.kind == TagKind::Statement && tag.code == "raw";
                self.in_raw = raw;
                tags.push(if raw { Tag { kind: TagKind::Comment, ..tag } } else { tag });
                next
            }
            Err(Some(stray)) => {
                strays.push(stray);
                at + 2
            }
            Err(None) => at + 1,
        }
    }
}

/// The tag that opens at `at`; `Err(None)` when nothing opens there.
fn closed_tag(text: &str, at: usize) -> Result<Tag, Option<Stray>> {
    let rest = text.get(at..).unwrap_or_default();
    let (opener, closer, kind) =
        DELIMITERS.iter().find(|(opener, ..)| rest.starts_with(opener)).ok_or(None)?;
    let inner = rest.get(2..).unwrap_or_default();
    let inner = inner.get(..inner.floor_char_boundary(LONGEST_TAG)).unwrap_or_default();
    let end = match kind {
        TagKind::Comment => inner.find(closer),
        _ => find_close(inner, closer).or_else(|| inner.find(closer)),
    };
    let body = end.and_then(|end| inner.get(..end));
    let body = body.filter(|body| *kind == TagKind::Comment || !opens_another(body));
    let body = body.ok_or(Some(Stray { delimiter: opener, at }))?;
    let range = at..at + 2 + body.len() + 2;
    let (trim_before, body) = strip(body.strip_prefix(['-', '\u{2013}']), body);
    let (trim_after, body) = strip(body.strip_suffix(['-', '\u{2013}']), body);
    let code = plain(body).trim().to_owned();
    let tight = body.starts_with(|c: char| !c.is_whitespace());
    Ok(Tag { kind: *kind, range, code, tight, trim_before, trim_after })
}

fn strip<'a>(stripped: Option<&'a str>, body: &'a str) -> (bool, &'a str) {
    stripped.map_or((false, body), |rest| (true, rest))
}

/// Where the closer stands outside strings and outside `{ }` of a map.
fn find_close(inner: &str, closer: &str) -> Option<usize> {
    let mut depth = 0usize;
    let mut skip_to = 0;
    for (at, c) in inner.char_indices() {
        if at < skip_to {
            continue;
        }
        let rest = inner.get(at..)?;
        if let Some(len) = string_length(rest) {
            skip_to = at + len;
        } else if depth == 0 && rest.starts_with(closer) {
            return Some(at);
        } else if c == '{' {
            depth += 1;
        } else if c == '}' {
            depth = depth.saturating_sub(1);
        }
    }
    None
}

fn opens_another(body: &str) -> bool {
    let mut skip_to = 0;
    for (at, _) in body.char_indices() {
        let rest = body.get(at..).unwrap_or_default();
        if at < skip_to {
            continue;
        }
        if let Some(len) = string_length(rest) {
            skip_to = at + len;
        } else if ["{{", "{%", "{#"].iter().any(|opener| rest.starts_with(opener)) {
            return true;
        }
    }
    false
}

/// Length in bytes of the string literal that the text begins with.
///
/// A typographic quote is closed by any quote of its kind; a plain one by a plain one, or, as
/// Word may have changed only one of the two, by a typographic one.
fn string_length(text: &str) -> Option<usize> {
    let open = text.chars().next()?;
    let kind = plain_quote(open)?;
    let body = text.get(open.len_utf8()..)?;
    let same_kind = |c: char| plain_quote(c) == Some(kind);
    let end = if open == kind {
        body.find(kind).or_else(|| body.find(same_kind))
    } else {
        body.find(same_kind)
    }?;
    let close = body.get(end..)?.chars().next()?;
    Some(open.len_utf8() + end + close.len_utf8())
}

const fn plain_quote(c: char) -> Option<char> {
    match c {
        '"' | '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{201F}' => Some('"'),
        '\'' | '\u{2018}' | '\u{2019}' | '\u{201A}' | '\u{201B}' => Some('\''),
        _ => None,
    }
}

/// Code as the engine needs it: Word's and Excel's typographic characters made plain.
fn plain(body: &str) -> String {
    let mut out = String::with_capacity(body.len());
    let mut skip_to = 0;
    for (at, c) in body.char_indices() {
        if at < skip_to {
            continue;
        }
        if let Some(string) = string_length(body.get(at..).unwrap_or_default())
            .and_then(|len| body.get(at..at + len))
        {
            skip_to = at + string.len();
            push_string(&mut out, string);
            continue;
        }
        match c {
            '\u{200B}'..='\u{200D}' | '\u{FEFF}' | '\u{AD}' => {}
            '\u{2010}'..='\u{2015}' | '\u{2212}' => out.push('-'),
            c if c.is_whitespace() || c.is_control() => out.push(' '),
            c => out.push(plain_quote(c).unwrap_or(c)),
        }
    }
    out
}

/// A string literal with plain quotes around what stood between the typed ones.
fn push_string(out: &mut String, typed: &str) {
    let mut chars = typed.chars();
    let quote = chars.next().and_then(plain_quote).unwrap_or('"');
    chars.next_back();
    out.push(quote);
    out.push_str(chars.as_str());
    out.push(quote);
}

/// Whether a text holds tags or a piece of one.
pub fn holds_tags(text: &str) -> bool {
    if !text.contains(['{', '}']) {
        return false;
    }
    let (tags, strays) = Lexer::new().tags(text);
    !tags.is_empty() || !strays.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<(TagKind, String)> {
        let (tags, strays) = Lexer::new().tags(text);
        assert_eq!(strays, [], "{text}");
        tags.into_iter().map(|tag| (tag.kind, tag.code)).collect()
    }

    #[test]
    fn the_three_kinds_of_tag_are_found_with_their_places() {
        let text = "Số {{ a }}, {% if b %}{# c #}x";
        let (tags, strays) = Lexer::new().tags(text);
        let seen: Vec<_> = tags.iter().map(|tag| &text[tag.range.clone()]).collect();
        assert_eq!(seen, ["{{ a }}", "{% if b %}", "{# c #}"]);
        assert_eq!(strays, []);
    }

    #[test]
    fn a_closer_inside_a_string_or_a_map_does_not_close_the_tag() {
        assert_eq!(
            codes("{{ '}}' ~ \"%}\" }}"),
            [(TagKind::Output, "'}}' ~ \"%}\"".to_owned())]
        );
        assert_eq!(codes("{{ {'a':{'b':1}}.a.b }}")[0].1, "{'a':{'b':1}}.a.b");
    }

    #[test]
    fn typographic_characters_are_made_plain_outside_strings_only() {
        let code = &codes("{% if\u{A0}x == “A” and y == ‘B – C’ and z \u{2013} 1 %}")[0].1;
        assert_eq!(code, "if x == \"A\" and y == 'B – C' and z - 1");
        assert_eq!(codes("{{ f(\"A”) }}")[0].1, "f(\"A\")");
    }

    #[test]
    fn a_lonely_apostrophe_does_not_swallow_the_document() {
        assert_eq!(codes("{{ x' }} … {{ y }}").len(), 2);
    }

    #[test]
    fn a_tag_that_is_not_closed_is_named_and_the_next_one_still_found() {
        let (tags, strays) = Lexer::new().tags("{{ a {{ b }} và {% if");
        assert_eq!(tags.len(), 1);
        assert_eq!(tags[0].code, "b");
        let names: Vec<_> = strays.iter().map(|s| (s.delimiter, s.at)).collect();
        assert_eq!(names, [("{{", 0), ("{%", 17)]);
    }

    #[test]
    fn a_closer_without_opener_is_named() {
        assert_eq!(Lexer::new().tags("{ ten }}").1, [Stray { delimiter: "}}", at: 6 }]);
    }

    #[test]
    fn a_raw_block_is_text_even_over_several_pieces() {
        let mut lexer = Lexer::new();
        assert_eq!(lexer.tags("{% raw %}{{ a }}").0.len(), 1);
        assert!(lexer.in_raw());
        assert_eq!(lexer.tags("{{ b }}").0.len(), 0);
        let (tags, _) = lexer.tags("{{ c }}{% endraw %}{{ d }}");
        assert_eq!(tags.len(), 2);
        assert_eq!(tags[1].code, "d");
    }

    #[test]
    fn trim_marks_and_tight_code_are_noted() {
        let (tags, _) = Lexer::new().tags("{%- if a -%}{%tr for x in y %}{{ -1 }}");
        assert!(tags[0].trim_before && tags[0].trim_after && !tags[0].tight);
        assert!(tags[1].tight && !tags[1].trim_before);
        assert_eq!((tags[2].code.as_str(), tags[2].trim_before), ("-1", false));
    }

    #[test]
    fn escaped_delimiters_are_literals() {
        let found = codes("{_{ x }_}");
        assert_eq!(
            found,
            [(TagKind::Literal, "{{".to_owned()), (TagKind::Literal, "}}".to_owned())]
        );
    }
}
