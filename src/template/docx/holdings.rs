//! What paragraphs and rows hold besides tags: whether one can go, or has text at an edge.

use std::ops::Range;

use super::sites::{Site, Tagged};
use crate::template::engine::{Statement, TagKind};

/// Whether an element is a row, or a wrapper of rows.
pub(super) fn holds_rows(tagged: &Tagged<'_>, element: usize) -> bool {
    let tree = &tagged.tree;
    let is_row = |element: usize| tree.name(element) == "w:tr";
    let wraps_rows = || {
        let content = tree.child(element, "w:sdtContent").unwrap_or(element);
        let mut children = tree.children(content).peekable();
        children.peek().is_some() && children.all(is_row)
    };
    is_row(element) || wraps_rows()
}

/// Whether nothing but tags stands before and after a tag in its paragraph.
pub(super) fn edges(tagged: &Tagged<'_>, site: &Site) -> (bool, bool) {
    let Some(paragraph) = tagged.paragraph_of(site) else { return (false, false) };
    let blank = |range| is_blank(tagged, site.paragraph, range);
    let (before, after) =
        (blank(0..site.range.start), blank(site.range.end..paragraph.text.len()));
    let text_only = has_only_text_in_runs(tagged, paragraph.element);
    (before && text_only, after && text_only)
}

/// Where the tags stand that print nothing: statements and comments.
fn silent_tags<'t>(
    tagged: &'t Tagged<'_>,
    paragraph: usize,
) -> impl Iterator<Item = Range<usize>> + 't {
    tagged.sites_of(paragraph).filter(|site| is_silent(site)).map(|site| site.range.clone())
}

fn is_silent(site: &Site) -> bool {
    match site.kind {
        TagKind::Comment => true,
        TagKind::Statement => !matches!(Statement::parse(&site.code), Statement::Other(_)),
        TagKind::Output | TagKind::Literal => false,
    }
}

/// Whether a paragraph is there only for the tags in it: at least one, no other text, no
/// picture, no section break.
pub(super) fn holds_only_tags(tagged: &Tagged<'_>, paragraph: usize) -> bool {
    let Some(found) = tagged.paragraphs.get(paragraph) else { return false };
    silent_tags(tagged, paragraph).next().is_some()
        && is_blank(tagged, paragraph, 0..found.text.len())
        && holds_only_text(tagged, found.element)
}

/// Whether a range of a paragraph's text is nothing but space and tags that print nothing.
fn is_blank(tagged: &Tagged<'_>, paragraph: usize, range: Range<usize>) -> bool {
    let text = tagged.paragraphs.get(paragraph).map_or("", |found| found.text.as_str());
    let is_space =
        |range: Range<usize>| text.get(range).is_none_or(|text| text.trim().is_empty());
    let mut at = range.start;
    for tag in silent_tags(tagged, paragraph) {
        if at <= tag.start && tag.end <= range.end {
            if !is_space(at..tag.start) {
                return false;
            }
            at = tag.end;
        }
    }
    is_space(at..range.end)
}

/// Whether a paragraph holds runs of text and nothing that would be lost with it.
fn holds_only_text(tagged: &Tagged<'_>, paragraph: usize) -> bool {
    let properties = tagged.tree.child(paragraph, "w:pPr");
    let section = properties.and_then(|p| tagged.tree.child(p, "w:sectPr"));
    section.is_none() && has_only_text_in_runs(tagged, paragraph)
}

/// Whether the runs of a paragraph hold text and nothing else.
fn has_only_text_in_runs(tagged: &Tagged<'_>, paragraph: usize) -> bool {
    let tree = &tagged.tree;
    if tree.name(paragraph) != "w:p" {
        return false;
    }
    let mut skip_to = 0;
    for element in tree.descendants(paragraph) {
        if element < skip_to {
            continue;
        }
        match tree.name(element) {
            "w:pPr" | "w:rPr" | "w:del" | "w:moveFrom" => {
                skip_to = tree.descendants(element).end;
            }
            "w:br" if tree.attribute(element, "w:type").is_none() => {}
            "w:r"
            | "w:t"
            | "w:tab"
            | "w:proofErr"
            | "w:bookmarkStart"
            | "w:bookmarkEnd"
            | "w:lastRenderedPageBreak"
            | "w:ins"
            | "w:moveTo"
            | "w:smartTag"
            | "w:smartTagPr"
            | "w:attr"
            | "w:permStart"
            | "w:permEnd"
            | "w:commentRangeStart"
            | "w:commentRangeEnd"
            | "w:noBreakHyphen"
            | "w:softHyphen" => {}
            _ => return false,
        }
    }
    true
}

/// Whether a row or a cell is there only for the tags in it.
pub(super) fn whole_holds_only_tags(tagged: &Tagged<'_>, whole: usize) -> bool {
    let tree = &tagged.tree;
    let inside = tree.descendants(whole);
    if inside.clone().any(|element| tree.name(element) == "w:tbl") {
        return false;
    }
    let first = tagged.paragraphs.partition_point(|paragraph| paragraph.element < inside.start);
    let paragraphs = tagged.paragraphs.iter().enumerate().skip(first);
    let mut own = paragraphs.take_while(|(_, paragraph)| paragraph.element < inside.end);
    own.all(|(index, paragraph)| {
        let empty =
            paragraph.text.trim().is_empty() && holds_only_text(tagged, paragraph.element);
        empty || holds_only_tags(tagged, index)
    })
}

/// Whether a paragraph has other paragraphs or tables beside it: then it can be taken out.
pub(super) fn has_siblings(tagged: &Tagged<'_>, paragraph: usize) -> bool {
    let tree = &tagged.tree;
    let Some(parent) = tree.parent(paragraph) else { return false };
    let is_block = |child: &usize| matches!(tree.name(*child), "w:p" | "w:tbl" | "w:sdt");
    tree.children(parent).filter(is_block).nth(1).is_some()
}
