//! `TOC`: tables of contents and of captions, listed anew.

use std::collections::BTreeSet;
use std::ops::Range;

use super::entries::{Entry, Source};
use super::find::{Field, text_of};
use super::frame::Frame;
use super::lines::{Line, Look, line, paragraph_properties};
use super::numbers::Label;
use super::outline::{Sheets, outline};
use super::styles::{Rank, Styles};
use super::targets::Targets;
use super::{Changes, OPEN, is_inside};

/// What listing needs and gives besides the body.
pub(super) struct Context<'s> {
    /// Styles and numbers.
    pub(super) sheets: &'s Sheets,
    /// Up to this byte of the body nothing has changed.
    pub(super) unchanged: usize,
    /// Levels of contents without a style of their own, to be added (0: captions).
    pub(super) missing: BTreeSet<u8>,
}

/// Lists all contents of the body anew.
pub(super) fn refresh(
    found: &[Field],
    context: &mut Context<'_>,
    changes: &mut Changes<'_, '_>,
) {
    let is_contents = |field: &&Field| {
        field.instruction.kind == "TOC" && !field.is_copy && !is_inside(found, field, "TOC")
    };
    let tree = changes.tree;
    let mut all = found.iter().filter(is_contents).filter(|field| !field.is_locked).peekable();
    if all.peek().is_none() {
        return;
    }
    let paragraphs = outline(tree, context.sheets);
    let source =
        Source { tree, fields: found, paragraphs: &paragraphs, sheets: context.sheets };
    let mut bookmarks = Targets::of(tree);
    for field in all {
        let within = match field.instruction.switch('b').map(|name| bookmarks.range(name)) {
            Some(None) => {
                changes.note(field, "dấu trang giới hạn mục lục không còn");
                continue;
            }
            Some(within) => within,
            None => None,
        };
        let entries = source.entries(field, within.as_ref());
        let contents = Contents { source: &source, field, entries };
        contents.refresh(context, &mut bookmarks, changes);
    }
    bookmarks.write(tree, &mut changes.edits);
}

/// One table of contents.
struct Contents<'s, 't, 'a> {
    source: &'s Source<'t, 'a>,
    field: &'s Field,
    entries: Vec<Entry>,
}

/// A line that is there already.
struct Present<'f> {
    paragraph: usize,
    text: String,
    page: Option<&'f Field>,
}

impl Contents<'_, '_, '_> {
    fn refresh(
        &self,
        context: &mut Context<'_>,
        bookmarks: &mut Targets,
        changes: &mut Changes<'_, '_>,
    ) {
        let present = self.present();
        let pages = self.pages(&present, context.unchanged);
        if self.is_same(&present, context, bookmarks) {
            for (line, page) in present.iter().zip(&pages) {
                if let Some(field) = line.page {
                    changes.set(field, page);
                }
            }
        } else if let Some((range, markup)) = self.markup(&present, &pages, context, bookmarks)
        {
            changes.edits.replace(range, markup);
        } else {
            changes.note(self.field, "mục lục nằm ở chỗ không viết lại được");
            return;
        }
        if self.entries.iter().any(|entry| entry.label == Label::Unknown) {
            changes.note(self.field, "số tự động của đề mục có kiểu không quen");
        }
        let is_open = |(entry, page): (&Entry, &String)| entry.has_page && page == OPEN;
        if self.entries.iter().zip(&pages).any(is_open) {
            let reason = "Mục lục: đã cập nhật tên mục; số trang phải cập nhật trong Word: \
                          bấm vào mục lục, nhấn F9";
            let mut note = changes.stale(self.field.start, reason.to_owned());
            note.around = self.entries.first().map(Entry::said).unwrap_or_default();
            changes.notes.push(note);
        }
    }

    /// The lines that stand there now.
    fn present(&self) -> Vec<Present<'_>> {
        let tree = self.source.tree;
        let result = self.field.result(tree);
        let mut lines: Vec<Present<'_>> = Vec::new();
        let first = tree.nearest(self.field.start, "w:p");
        let later = result.clone().filter(|element| tree.name(*element) == "w:p");
        for paragraph in first.into_iter().chain(later) {
            let inside = tree.descendants(paragraph);
            let own = inside.start.max(result.start)..inside.end.min(result.end);
            let page = self.source.fields.iter().find(|field| {
                field.instruction.kind == "PAGEREF" && own.contains(&field.start)
            });
            let text = match page {
                Some(page) => text_of(tree, own.start..page.start),
                None => text_of(tree, own),
            };
            if !text.trim().is_empty() {
                lines.push(Present { paragraph, text: text.trim().to_owned(), page });
            }
        }
        lines
    }

    /// What is printed as each entry's page: what was printed, where nothing before can have
    /// moved it.
    fn pages(&self, present: &[Present<'_>], unchanged: usize) -> Vec<String> {
        let tree = self.source.tree;
        let as_many = present.len() == self.entries.len();
        let page = |(index, entry): (usize, &Entry)| {
            let stands = tree.range(entry.paragraph).end <= unchanged;
            let known = present.get(index).filter(|_| as_many && stands);
            let text = known.and_then(|line| line.page).map(|page| page.text(tree));
            text.unwrap_or_else(|| OPEN.to_owned())
        };
        self.entries.iter().enumerate().map(page).collect()
    }

    /// Whether the lines that stand there say just what they should, and point there.
    fn is_same(
        &self,
        present: &[Present<'_>],
        context: &Context<'_>,
        bookmarks: &Targets,
    ) -> bool {
        let tree = self.source.tree;
        let styles = &context.sheets.styles;
        let same = |(line, entry): (&Present<'_>, &Entry)| {
            let properties = tree.child(line.paragraph, "w:pPr");
            let rank = Rank::of(tree, properties);
            let target = line.page.and_then(|page| page.instruction.argument());
            line.text == entry.said()
                && styles.name(&rank) == Some(style_name(entry.level).as_str())
                && line.page.is_some() == entry.has_page
                && target.is_none_or(|name| bookmarks.points_to(tree, name, entry.paragraph))
        };
        present.len() == self.entries.len() && present.iter().zip(&self.entries).all(same)
    }

    /// The table written anew, and the bytes it takes the place of.
    fn markup(
        &self,
        present: &[Present<'_>],
        pages: &[String],
        context: &mut Context<'_>,
        bookmarks: &mut Targets,
    ) -> Option<(Range<usize>, String)> {
        let tree = self.source.tree;
        let frame = Frame::of(tree, self.field)?;
        let samples: Vec<(usize, Option<usize>)> = present
            .iter()
            .map(|line| (line.paragraph, line.page.map(|page| page.start)))
            .collect();
        let mut lines = Vec::new();
        for (entry, page) in self.entries.iter().zip(pages) {
            let styles = &context.sheets.styles;
            let known = styles.named(&style_name(entry.level)).map(|(id, _)| id.to_owned());
            let style = known.unwrap_or_else(|| {
                context.missing.insert(entry.level);
                new_style_id(styles, entry.level)
            });
            let look = Look::of(tree, styles, &samples, &style, entry.level);
            let label = match &entry.label {
                Label::Text(label) => Some(label.as_str()),
                Label::None | Label::Unknown => None,
            };
            let is_link = self.field.instruction.has('h');
            let target = if is_link || entry.has_page {
                bookmarks.name_for(tree, entry.paragraph)
            } else {
                String::new()
            };
            let content = line(
                &look,
                &Line {
                    label,
                    text: &entry.text,
                    page: entry.has_page.then_some(page.as_str()),
                    target: &target,
                    is_link,
                    separator: self.field.instruction.switch('p'),
                },
            );
            lines.push((paragraph_properties(&look, label), content));
        }
        Some((frame.range.clone(), frame.filled(&lines)))
    }
}

impl Entry {
    /// How the line begins.
    fn said(&self) -> String {
        match &self.label {
            Label::Text(label) => format!("{label}\t{}", self.text).trim().to_owned(),
            Label::None | Label::Unknown => self.text.clone(),
        }
    }
}

/// The name of the style for a level, in small letters.
pub(super) fn style_name(level: u8) -> String {
    if level == 0 { "table of figures".to_owned() } else { format!("toc {level}") }
}

/// The id that a style gets that is to be added.
pub(super) fn new_style_id(styles: &Styles, level: u8) -> String {
    let mut id = if level == 0 { "TableofFigures".to_owned() } else { format!("TOC{level}") };
    while styles.has(&id) {
        id.push('a');
    }
    id
}
