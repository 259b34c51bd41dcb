//! What stands around the lines of a table of contents and stays when they are written anew.

use std::fmt::Write as _;
use std::ops::Range;

use super::find::{Field, text_of};
use crate::ooxml::XmlTree;

/// What stays of the first and the last paragraph.
pub(super) struct Frame {
    /// The bytes of all paragraphs.
    pub(super) range: Range<usize>,
    /// Start tag of the first paragraph.
    open: String,
    /// Its properties, when there is no line to give it others.
    properties: String,
    /// Its content up to the lines.
    before: String,
    /// The content of the last paragraph behind the lines.
    after: String,
    /// Start tag and properties of the last paragraph, when it is not one of the lines.
    last: Option<String>,
}

impl Frame {
    /// The frame of a field; none where its lines cannot be parted from the rest.
    pub(super) fn of(tree: &XmlTree<'_>, field: &Field) -> Option<Self> {
        let (begin, separate, end) = field.corners();
        let first = tree.nearest(begin, "w:p")?;
        let last = tree.nearest(end, "w:p")?;
        if tree.parent(first) != tree.parent(last) || !pairs_stay(tree, separate..end) {
            return None;
        }
        let (before, after) = if field.is_simple() {
            around_simple(tree, field, first)?
        } else {
            around_marks(tree, field, first, last)?
        };
        let inside = tree.descendants(last);
        let says = |elements| !text_of(tree, elements).trim().is_empty();
        let stays =
            if first == last { says(end..inside.end) } else { !says(inside.start..end) };
        Some(Self {
            range: tree.range(first).start..tree.range(last).end,
            open: tree.slice(tree.open_tag(first)).to_owned(),
            properties: properties(tree, first).to_owned(),
            before,
            after,
            last: stays.then(|| {
                let own = tree.slice(tree.open_tag(last));
                let open = if first == last { "<w:p>" } else { own };
                format!("{open}{}", properties(tree, last))
            }),
        })
    }

    /// The paragraphs with these lines: properties and content of each.
    pub(super) fn filled(&self, lines: &[(String, String)]) -> String {
        let mut out = self.open.clone();
        match lines.split_first() {
            Some(((properties, content), others)) => {
                out.extend([properties.as_str(), &self.before, content]);
                for (properties, content) in others {
                    out.extend(["</w:p><w:p>", properties, content]);
                }
                if let Some(last) = &self.last {
                    out.extend(["</w:p>", last]);
                }
            }
            None => out.extend([self.properties.as_str(), &self.before]),
        }
        let _ = write!(out, "{}</w:p>", self.after);
        out
    }
}

fn properties<'a>(tree: &XmlTree<'a>, paragraph: usize) -> &'a str {
    tree.child(paragraph, "w:pPr").map_or("", |p| tree.slice(tree.range(p)))
}

/// Where the content of a paragraph begins behind its properties.
fn content_start(tree: &XmlTree<'_>, paragraph: usize) -> usize {
    let properties = tree.child(paragraph, "w:pPr");
    properties.map_or(tree.content(paragraph).start, |p| tree.range(p).end)
}

/// A field that is one element becomes one with marks: only so it can hold paragraphs.
fn around_simple(tree: &XmlTree<'_>, field: &Field, first: usize) -> Option<(String, String)> {
    if tree.parent(field.start) != Some(first) {
        return None;
    }
    let code = tree.attribute(field.start, "w:instr").map(|(_, raw)| tree.slice(raw))?;
    let place = tree.range(field.start);
    let before = tree.slice(content_start(tree, first)..place.start);
    let after = tree.slice(place.end..tree.content(first).end);
    let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let code = format!("<w:r><w:instrText xml:space=\"preserve\">{code}</w:instrText></w:r>");
    Some((
        format!("{before}{}{code}{}", mark("begin"), mark("separate")),
        format!("{}{after}", mark("end")),
    ))
}

/// The content of the first paragraph up to the result, and of the last behind it; both marks
/// stand in plain runs there.
fn around_marks(
    tree: &XmlTree<'_>,
    field: &Field,
    first: usize,
    last: usize,
) -> Option<(String, String)> {
    let (_, separate, end) = field.corners();
    let run = |element: usize, paragraph: usize| {
        let run = tree.parent(element)?;
        let is_plain = tree.name(run) == "w:r" && tree.parent(run) == Some(paragraph);
        is_plain.then_some(run)
    };
    let end_run = run(end, last)?;
    let look = tree.child(end_run, "w:rPr").map_or("", |p| tree.slice(tree.range(p)));
    let after = tree.slice(tree.range(end).start..tree.content(last).end);
    let start = content_start(tree, first);
    let before = if separate == end {
        let before = tree.slice(start..tree.range(end).start);
        format!("{before}<w:fldChar w:fldCharType=\"separate\"/></w:r>")
    } else {
        run(separate, first)?;
        format!("{}</w:r>", tree.slice(start..tree.range(separate).end))
    };
    Some((before, format!("{}{look}{after}", tree.slice(tree.open_tag(end_run)))))
}

/// Whether bookmarks and the like that begin or end in a stretch do both there.
fn pairs_stay(tree: &XmlTree<'_>, elements: Range<usize>) -> bool {
    let ids = |end: &str| -> Vec<(String, String)> {
        let mut ids: Vec<_> = elements
            .clone()
            .filter_map(|element| {
                let kind = tree.name(element).strip_suffix(end)?.to_owned();
                Some((kind, tree.attribute(element, "w:id")?.0.into_owned()))
            })
            .collect();
        ids.sort();
        ids
    };
    ids("Start") == ids("End")
}
