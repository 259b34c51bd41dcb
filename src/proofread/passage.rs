//! A paragraph taken apart into words.

use std::ops::Range;

use crate::template::docx::Line;
use crate::text;

/// Shorter words of a unit are not looked for: they may stand anywhere.
const SHORTEST_QUOTE: usize = 12;

/// Characters shown on each side of a place.
const SHOWN: usize = 24;

/// A paragraph in one Unicode spelling, with its words.
pub(super) struct Passage<'a> {
    pub(super) index: usize,
    pub(super) line: &'a Line,
    /// The text, cleaned.
    pub(super) text: String,
    /// Its words: letters that stand together.
    pub(super) words: Vec<Range<usize>>,
    quoted: Vec<Range<usize>>,
}

/// What units wrote themselves, cleaned and in order.
pub(super) struct Quotes(Vec<String>);

impl Quotes {
    pub(super) fn new(quotes: &[String]) -> Self {
        let long = quotes.iter().filter(|quote| quote.len() >= SHORTEST_QUOTE);
        let mut all: Vec<String> = long.map(|quote| text::clean::clean(quote.trim())).collect();
        all.retain(|quote| !quote.is_empty());
        all.sort_unstable();
        all.dedup();
        Self(all)
    }

    /// The length of the longest of them with which a text begins.
    fn longest_in_front(&self, text: &str) -> Option<usize> {
        let mut front = text;
        loop {
            // Whatever `front` begins with stands before it in order, and shares with the last one
            // before it at least its own length.
            let before = self.0.partition_point(|quote| quote.as_str() <= front);
            let last = self.0.get(before.checked_sub(1)?)?;
            if front.starts_with(last.as_str()) {
                return Some(last.len());
            }
            let pairs = front.char_indices().zip(last.chars());
            let differs = pairs.into_iter().find(|((_, own), other)| own != other);
            front = front.get(..differs.map(|((at, _), _)| at)?)?;
        }
    }
}

impl<'a> Passage<'a> {
    pub(super) fn new(index: usize, line: &'a Line, quotes: &Quotes) -> Self {
        let cleaned = text::clean::clean(&line.text);
        let starts = cleaned.char_indices().map(|(at, _)| at);
        let quoted = starts.filter_map(|at| {
            let length = quotes.longest_in_front(cleaned.get(at..)?)?;
            Some(at..at + length)
        });
        let quoted = quoted.collect();
        let words = words(&cleaned);
        Self { index, line, text: cleaned, words, quoted }
    }

    /// Whether a byte stands in the words of a unit.
    pub(super) fn is_quoted(&self, at: usize) -> bool {
        self.quoted.iter().any(|range| range.contains(&at))
    }

    /// A stretch of the text.
    pub(super) fn get(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }

    /// A word by its position, with its place.
    pub(super) fn word(&self, index: usize) -> Option<(&str, Range<usize>)> {
        let range = self.words.get(index)?;
        Some((self.text.get(range.clone())?, range.clone()))
    }

    /// What stands between a word and the next.
    pub(super) fn gap(&self, index: usize) -> &str {
        let end = self.words.get(index + 1).map_or(self.text.len(), |next| next.start);
        self.words.get(index).map_or("", |word| self.get(word.end..end))
    }

    /// The character before a byte.
    pub(super) fn before(&self, at: usize) -> Option<char> {
        self.text.get(..at)?.chars().next_back()
    }

    /// The character at a byte.
    pub(super) fn at(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }

    /// The words around a stretch, shortened, on one line.
    pub(super) fn around(&self, range: &Range<usize>) -> String {
        let before = self.get(0..range.start);
        let after = self.get(range.end..self.text.len());
        let from = before.char_indices().rev().nth(SHOWN).map_or(0, |(at, _)| at);
        let to = after.char_indices().nth(SHOWN).map_or(after.len(), |(at, _)| at);
        let mut shown = String::new();
        if from > 0 {
            shown.push('…');
        }
        // Cut between words.
        let start = before.get(from..).unwrap_or_default();
        shown.push_str(if from > 0 {
            start.split_once(' ').map_or("", |s| s.1)
        } else {
            start
        });
        shown.push_str(self.get(range.clone()));
        let end = after.get(..to).unwrap_or_default();
        let cut = to < after.len();
        shown.push_str(if cut { end.rsplit_once(' ').map_or("", |s| s.0) } else { end });
        if cut {
            shown.push('…');
        }
        let shown = shown.replace(Line::TAG, "…");
        shown.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

fn words(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| c.is_alphabetic()) {
        let end = at + c.len_utf8();
        match words.last_mut() {
            Some(last) if last.end == at => last.end = end,
            _ => words.push(at..end),
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_quotes_that_begin_alike_the_longest_in_a_text_is_found() {
        let said = [
            "chi bộ thôn một",
            "chi bộ thôn một thiếu",
            "chi bộ thôn một vắng",
            "khác hẳn một câu",
        ];
        let quotes = Quotes::new(&said.map(str::to_owned));
        let found =
            |text: &'static str| quotes.longest_in_front(text).and_then(|end| text.get(..end));
        assert_eq!(found("chi bộ thôn một thiếu người"), Some("chi bộ thôn một thiếu"));
        assert_eq!(found("chi bộ thôn một thừa người"), Some("chi bộ thôn một"));
        assert_eq!(found("chi bộ thôn một"), Some("chi bộ thôn một"));
        assert_eq!(found("chi bộ thôn mộ"), None);
        assert_eq!(found(""), None);
    }
}
