//! What a table of contents lists: headings, captions, marked words.

use std::ops::Range;

use super::find::{Field, text_of};
use super::is_inside;
use super::numbers::Label;
use super::outline::{Ranked, Sheets, words};
use crate::ooxml::XmlTree;

/// A line of a table of contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// The paragraph it points to.
    pub(super) paragraph: usize,
    /// Its rank from 1; that of a caption is 0.
    pub(super) level: u8,
    /// The number before its words.
    pub(super) label: Label,
    /// Its words.
    pub(super) text: String,
    /// Whether a page number follows.
    pub(super) has_page: bool,
}

/// What is listed from.
pub(super) struct Source<'t, 'a> {
    /// The body.
    pub(super) tree: &'t XmlTree<'a>,
    /// Its fields.
    pub(super) fields: &'t [Field],
    /// Its paragraphs.
    pub(super) paragraphs: &'t [Ranked],
    /// Styles and numbers.
    pub(super) sheets: &'t Sheets,
}

impl Source<'_, '_> {
    /// The lines that a `TOC` field asks for; `within` is what it is limited to (`\b`).
    pub(super) fn entries(&self, field: &Field, within: Option<&Range<usize>>) -> Vec<Entry> {
        let own = field.start..field.last(self.tree);
        let listed = self.paragraphs.iter().filter(|paragraph| {
            let at = paragraph.element;
            // The paragraph that the field begins in is text before it, or its first line.
            !(own.contains(&at) || self.tree.descendants(at).contains(&field.start))
                && within.is_none_or(|within| within.contains(&at))
        });
        let instruction = &field.instruction;
        let caption = instruction.switch('c').or_else(|| instruction.switch('a'));
        let without_page = match (instruction.has('n'), instruction.switch('n')) {
            (false, _) => None,
            (true, levels) => Some(levels.and_then(range).unwrap_or((1, 9))),
        };
        let has_page = |level: u8| {
            without_page.is_none_or(|(from, to)| !(from..=to).contains(&level.max(1)))
        };
        listed
            .filter_map(|paragraph| match caption {
                Some(name) => self.caption(paragraph, name, instruction.has('a')),
                None => {
                    self.heading(paragraph, field).or_else(|| self.marked(paragraph, field))
                }
            })
            .map(|entry| Entry { has_page: has_page(entry.level), ..entry })
            .collect()
    }

    fn heading(&self, paragraph: &Ranked, field: &Field) -> Option<Entry> {
        let level = self.level(paragraph, field)?;
        let text = words(self.tree, paragraph.element);
        let label = paragraph.label.clone();
        let is_listed = !text.is_empty() || matches!(label, Label::Text(_));
        is_listed.then_some(Entry {
            paragraph: paragraph.element,
            level,
            label,
            text,
            has_page: true,
        })
    }

    fn level(&self, paragraph: &Ranked, field: &Field) -> Option<u8> {
        let instruction = &field.instruction;
        let styles = &self.sheets.styles;
        let named = instruction.switch('t').map(styles_and_levels).unwrap_or_default();
        let name = styles.name(&paragraph.rank);
        if let Some((_, level)) = named.iter().find(|(style, _)| Some(style.as_str()) == name) {
            return Some(*level);
        }
        let others = ['t', 'u', 'f', 'l'].iter().any(|switch| instruction.has(*switch));
        let headings = match (instruction.has('o'), instruction.switch('o')) {
            (true, levels) => Some(levels.and_then(range).unwrap_or((1, 9))),
            (false, _) => (!others).then_some((1, 9)),
        };
        let is_in = |levels: (u8, u8), level: &u8| (levels.0..=levels.1).contains(level);
        let by_style = headings
            .and_then(|levels| styles.heading(&paragraph.rank).filter(|l| is_in(levels, l)));
        let by_outline = || {
            let levels = headings.unwrap_or((1, 9));
            let level = styles.outline(&paragraph.rank).filter(|l| is_in(levels, l));
            level.filter(|_| instruction.has('u'))
        };
        by_style.or_else(by_outline)
    }

    /// A paragraph with a number of the sequence; `bare` leaves label and number out.
    fn caption(&self, paragraph: &Ranked, name: &str, bare: bool) -> Option<Entry> {
        let field = self.inside(paragraph, "SEQ").find(|field| {
            let sequence = field.instruction.argument();
            sequence.is_some_and(|sequence| sequence.to_lowercase() == name.to_lowercase())
        })?;
        let text = if bare {
            let end = self.tree.descendants(paragraph.element).end;
            let rest = text_of(self.tree, field.last(self.tree)..end);
            rest.trim_start_matches([' ', '.', ':', '-', '–', '\t']).trim_end().to_owned()
        } else {
            words(self.tree, paragraph.element)
        };
        Some(Entry {
            paragraph: paragraph.element,
            level: 0,
            label: Label::None,
            text: text.replace(['\t', '\n'], " "),
            has_page: true,
        })
    }

    /// A paragraph with words that are marked for the contents (`TC`).
    fn marked(&self, paragraph: &Ranked, field: &Field) -> Option<Entry> {
        let instruction = &field.instruction;
        if !instruction.has('f') && !instruction.has('l') {
            return None;
        }
        let wanted = instruction.switch('f').unwrap_or("C").to_uppercase();
        let levels = instruction.switch('l').and_then(range).unwrap_or((1, 9));
        self.inside(paragraph, "TC").find_map(|mark| {
            let mark = &mark.instruction;
            let level = mark.switch('l').and_then(|level| level.parse().ok()).unwrap_or(1);
            let kind = mark.switch('f').unwrap_or("C").to_uppercase();
            let is_listed = kind == wanted && (levels.0..=levels.1).contains(&level);
            is_listed.then(|| Entry {
                paragraph: paragraph.element,
                level,
                label: Label::None,
                text: mark.argument().unwrap_or_default().to_owned(),
                has_page: true,
            })
        })
    }

    /// The fields of a kind in a paragraph, but for those in tables of contents and in copies.
    fn inside(&self, paragraph: &Ranked, kind: &str) -> impl Iterator<Item = &Field> {
        let inside = self.tree.descendants(paragraph.element);
        self.fields.iter().filter(move |field| {
            field.instruction.kind == kind
                && !field.is_copy
                && inside.contains(&field.start)
                && !is_inside(self.fields, field, "TOC")
        })
    }
}

/// `1-3` as levels; `2` alone is that level.
fn range(text: &str) -> Option<(u8, u8)> {
    let (from, to) = text.split_once('-').unwrap_or((text, text));
    Some((from.trim().parse().ok()?, to.trim().parse().ok()?))
}

/// `Tên kiểu;1;Kiểu khác;2` (or with commas) as names in small letters and levels.
fn styles_and_levels(text: &str) -> Vec<(String, u8)> {
    let separator = if text.contains(';') { ';' } else { ',' };
    let mut found = Vec::new();
    let mut parts = text.split(separator).map(str::trim);
    while let (Some(name), Some(level)) = (parts.next(), parts.next()) {
        if let Ok(level) = level.parse() {
            found.push((name.to_lowercase(), level));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_and_styles_of_the_switches_are_read() {
        assert_eq!(range("1-3"), Some((1, 3)));
        assert_eq!(range("2"), Some((2, 2)));
        assert_eq!(range("x"), None);
        let expected = vec![("mục lớn, có phẩy".to_owned(), 1), ("khác".to_owned(), 2)];
        assert_eq!(styles_and_levels("Mục lớn, có phẩy;1;Khác;2"), expected);
        assert_eq!(styles_and_levels("A,1,B"), vec![("a".to_owned(), 1)]);
    }
}
