//! Tags that stand where nothing is ever filled in: comments, deleted text, parts that are kept as
//! they are. Nothing is wrong with the file, but its author waits for a value in vain.

use super::annotate::AUTHOR;
use super::parts::{Parts, unreadable};
use super::text::{Paragraph, Story, deleted_paragraphs, paragraphs};
use crate::ooxml::{ContentTypes, Package, XmlTree, text_of};
use crate::template::engine::Lexer;
use crate::template::{Place, Problem, ProblemKind};

/// The tags of a document that are not filled.
pub(super) fn tags(package: &mut Package, filled: &Parts) -> Vec<Problem> {
    let types = match ContentTypes::read(package) {
        Ok(types) => types,
        Err(error) => return vec![unreadable(error)],
    };
    let mut found = Vec::new();
    for (part, _) in &filled.all {
        let in_deleted = |tree: &XmlTree<'_>| deleted_paragraphs(tree);
        found.extend(in_part(package, part, "chữ đã đánh dấu xóa", &in_deleted));
    }
    for (part, kind) in types.overrides() {
        let is_filled = filled.all.iter().any(|(known, _)| *known == part);
        let place = NEVER.iter().find(|(end, _)| kind.ends_with(end));
        if let (false, true, Some((_, words))) = (is_filled, package.contains(&part), place) {
            let all = |tree: &XmlTree<'_>| paragraphs(tree, Story::Paragraphs);
            found.extend(in_part(package, &part, words, &all));
        }
    }
    found
}

/// Content types of parts with paragraphs that are not filled, as they end, and what Word calls
/// them.
const NEVER: [(&str, &str); 2] = [
    ("wordprocessingml.comments+xml", "chú thích (comment)"),
    ("wordprocessingml.document.glossary+xml", "khối văn bản dựng sẵn"),
];

/// The tags of a part, in the paragraphs that `read` finds.
fn in_part(
    package: &mut Package,
    part: &str,
    words: &str,
    read: &dyn Fn(&XmlTree<'_>) -> Vec<Paragraph>,
) -> Vec<Problem> {
    let Ok(xml) = text_of(package, part) else { return Vec::new() };
    if !xml.contains(['{', '&']) {
        return Vec::new();
    }
    let Ok(tree) = XmlTree::parse(&xml) else { return Vec::new() };
    let mut lexer = Lexer::new();
    let mut found = Vec::new();
    for paragraph in read(&tree).iter().filter(|paragraph| !is_ours(&tree, paragraph)) {
        let (tags, _) = lexer.tags(&paragraph.text);
        found.extend(tags.iter().map(|tag| Problem {
            kind: ProblemKind::Unfilled(words.to_owned()),
            place: Place::Paragraph { part: part.to_owned(), number: paragraph.number },
            around: paragraph.text.get(tag.range.clone()).unwrap_or_default().to_owned(),
        }));
    }
    found
}

/// Whether a paragraph is a remark of ours, which may quote a tag.
fn is_ours(tree: &XmlTree<'_>, paragraph: &Paragraph) -> bool {
    let comment = tree.nearest(paragraph.element, "w:comment");
    let author = comment.and_then(|comment| tree.attribute(comment, "w:author"));
    author.is_some_and(|(author, _)| author == AUTHOR)
}
