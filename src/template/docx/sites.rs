//! The tags of a part: what each says, and where it stands.

use std::ops::Range;

use super::attributes::add_alternative_texts;
use super::text::{Paragraph, Story, paragraphs};
use crate::ooxml::XmlTree;
use crate::template::engine::{Lexer, Stray, Tag, TagKind};

/// The whole that an author names in the tag itself (`{%tr …`): the tag takes its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whole {
    /// `p`.
    Paragraph,
    /// `tr`.
    Row,
    /// `tc`.
    Cell,
}

impl Whole {
    /// The element's name.
    pub(super) const fn element(self) -> &'static str {
        match self {
            Self::Paragraph => "w:p",
            Self::Row => "w:tr",
            Self::Cell => "w:tc",
        }
    }
}

/// A tag at its place.
#[derive(Debug)]
pub(super) struct Site {
    /// What it is for.
    pub(super) kind: TagKind,
    /// Its code, without the name of a whole.
    pub(super) code: String,
    /// The whole it names.
    pub(super) whole: Option<Whole>,
    /// Whether it says that its value is more than text (`{{r …`, `{{p …`).
    pub(super) rich: bool,
    /// Index of its paragraph.
    pub(super) paragraph: usize,
    /// Bytes of the paragraph's text it takes up.
    pub(super) range: Range<usize>,
    /// The element its first character stands in.
    pub(super) holder: usize,
    /// The first byte of it in the XML.
    pub(super) start: usize,
    /// The bytes of the XML that it takes up.
    pub(super) cuts: Vec<Range<usize>>,
    /// Whether it asks to be joined with the paragraph before (`{%-` at the start).
    pub(super) joins_before: bool,
    /// Whether it asks to be joined with the paragraph after (`-%}` at the end).
    pub(super) joins_after: bool,
}

/// A part's text and tags.
#[derive(Debug)]
pub(super) struct Tagged<'a> {
    /// The XML.
    pub(super) tree: XmlTree<'a>,
    /// The paragraphs in document order.
    pub(super) paragraphs: Vec<Paragraph>,
    /// The tags in document order.
    pub(super) sites: Vec<Site>,
    /// Per paragraph: the indexes of its tags.
    pub(super) of_paragraph: Vec<Vec<usize>>,
    /// Delimiters without counterpart, each with the index of its paragraph.
    pub(super) strays: Vec<(usize, Stray)>,
    /// Whether a `{% raw %}` is never ended.
    pub(super) ends_in_raw: bool,
}

impl<'a> Tagged<'a> {
    /// Finds the tags of a part.
    pub(super) fn new(tree: XmlTree<'a>, story: Story) -> Self {
        let mut paragraphs = paragraphs(&tree, story);
        add_alternative_texts(&tree, &mut paragraphs);
        let mut lexer = Lexer::new();
        let (mut sites, mut strays) = (Vec::new(), Vec::new());
        for (index, paragraph) in paragraphs.iter().enumerate() {
            let (tags, lonely) = lexer.tags(&paragraph.text);
            strays.extend(lonely.into_iter().map(|stray| (index, stray)));
            let mut free = 0;
            for tag in &tags {
                let found = site(index, paragraph, tag, free);
                free = found.as_ref().map_or(free, |site| site.range.end);
                sites.extend(found);
            }
        }
        sites.sort_by_key(|site: &Site| site.start);
        let mut of_paragraph = vec![Vec::new(); paragraphs.len()];
        for (index, site) in sites.iter().enumerate() {
            if let Some(tags) = of_paragraph.get_mut(site.paragraph) {
                tags.push(index);
            }
        }
        let ends_in_raw = lexer.in_raw();
        Self { tree, paragraphs, sites, of_paragraph, strays, ends_in_raw }
    }

    /// Whether the part holds anything for the engine to do or to complain about.
    pub(super) const fn is_plain(&self) -> bool {
        self.sites.is_empty() && self.strays.is_empty()
    }

    /// The tags of a paragraph.
    pub(super) fn sites_of(&self, paragraph: usize) -> impl DoubleEndedIterator<Item = &Site> {
        let indexes = self.of_paragraph.get(paragraph).into_iter().flatten();
        indexes.filter_map(|index| self.sites.get(*index))
    }

    /// The paragraph a tag stands in.
    pub(super) fn paragraph_of(&self, site: &Site) -> Option<&Paragraph> {
        self.paragraphs.get(site.paragraph)
    }
}

/// A tag at its place; the text before `free` went with the tags before.
fn site(index: usize, paragraph: &Paragraph, tag: &Tag, free: usize) -> Option<Site> {
    let text = paragraph.text.as_str();
    let before = text.get(..tag.range.start)?.trim_end();
    let after = text.get(tag.range.end..)?;
    let start = if tag.trim_before { before.len().max(free) } else { tag.range.start };
    let end =
        if tag.trim_after { text.len() - after.trim_start().len() } else { tag.range.end };
    let first = paragraph.place(&tag.range)?;
    let cuts = paragraph.place(&(start..end))?.cuts;
    // Where trimmed space is cut away with the tag, the cut begins before it.
    let first_cut = cuts.iter().find(|cut| cut.contains(&first.start));
    let begins = first_cut.map_or(first.start, |cut| cut.start);
    let (whole, code) = named_whole(tag);
    let rich =
        tag.kind == TagKind::Output && code != tag.code && tag.code.starts_with(['r', 'p']);
    let is_statement = tag.kind == TagKind::Statement;
    Some(Site {
        kind: tag.kind,
        code,
        whole,
        rich,
        paragraph: index,
        joins_before: is_statement && tag.trim_before && before.is_empty(),
        joins_after: is_statement && tag.trim_after && after.trim().is_empty(),
        range: start..end,
        holder: first.holder,
        start: begins,
        cuts,
    })
}

/// Splits `tr for x in y` into the whole that is named and the code.
fn named_whole(tag: &Tag) -> (Option<Whole>, String) {
    let none = (None, tag.code.clone());
    let Some((word, rest)) = tag.code.split_once(' ') else { return none };
    let whole = match word {
        "p" => Some(Whole::Paragraph),
        "tr" => Some(Whole::Row),
        "tc" => Some(Whole::Cell),
        // A statement between runs cuts its run in two anyway.
        "r" => None,
        _ => return none,
    };
    let rest = rest.trim();
    let goes_on = rest.split(' ').next().unwrap_or_default();
    let is_operator = matches!(goes_on, "in" | "is" | "if" | "and" | "or" | "not")
        || !rest.starts_with(|c: char| c.is_alphanumeric() || "_\"'([{-".contains(c));
    let is_name = tag.kind == TagKind::Output && is_operator;
    if !tag.tight || tag.kind == TagKind::Literal || is_name {
        return none;
    }
    (whole, rest.to_owned())
}
