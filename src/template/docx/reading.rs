//! What a document says, paragraph by paragraph, for whoever reads it through.

use super::fields;
use super::parts::{parts, unreadable};
use super::text::{Paragraph, Story, paragraphs};
use crate::ooxml::{Package, XmlTree, text_of};
use crate::template::Problem;
use crate::template::engine::Lexer;

/// A paragraph as a reader meets it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The part, such as `word/document.xml`; the main document's come first.
    pub part: String,
    /// Number of the paragraph in that part, from 1.
    pub number: usize,
    /// Its text; what a tag will print is [`Line::TAG`].
    pub text: String,
    /// Whether it stands in a table.
    pub in_table: bool,
    /// Number of the section of its part, from 0.
    pub section: usize,
}

impl Line {
    /// Stands for what a tag will print.
    pub const TAG: char = '\u{FFFC}';
}

/// The paragraphs of a document or template.
///
/// # Errors
/// When the file or one of its parts cannot be read.
pub fn lines(document: Vec<u8>) -> Result<Vec<Line>, Problem> {
    let mut package = Package::open(document).map_err(unreadable)?;
    let mut found = Vec::new();
    for (part, story) in parts(&mut package)?.all {
        if story != Story::Paragraphs {
            continue;
        }
        let xml = text_of(&mut package, &part).map_err(unreadable)?;
        let tree = XmlTree::parse(&xml);
        let tree = tree.map_err(|error| unreadable(format!("{part}: {error}")))?;
        found.extend(in_part(&part, &tree));
    }
    Ok(found)
}

/// The codes of the formulas in fields of a document or template, such as `=SUM(ABOVE)`.
///
/// # Errors
/// When the file or one of its parts cannot be read.
pub fn formulas(document: Vec<u8>) -> Result<Vec<String>, Problem> {
    let mut package = Package::open(document).map_err(unreadable)?;
    let mut found = Vec::new();
    for (part, _) in parts(&mut package)?.all {
        let xml = text_of(&mut package, &part).map_err(unreadable)?;
        if !fields::may_hold(&xml) {
            continue;
        }
        let tree = XmlTree::parse(&xml);
        let tree = tree.map_err(|error| unreadable(format!("{part}: {error}")))?;
        found.extend(fields::formulas(&tree));
    }
    Ok(found)
}

fn in_part(part: &str, tree: &XmlTree<'_>) -> Vec<Line> {
    let mut lexer = Lexer::new();
    let mut sections = (0..tree.len()).filter(|element| tree.name(*element) == "w:sectPr");
    let ends: Vec<usize> = sections.by_ref().collect();
    let of_text = |paragraph: &Paragraph| {
        // The codes of fields are lines of their own, which nobody reads.
        !paragraph.is_copy && tree.name(paragraph.element) == "w:p"
    };
    let line = |paragraph: Paragraph| {
        let element = paragraph.element;
        // The mark of a section stands within its last paragraph.
        let section = ends.partition_point(|end| *end < element);
        Line {
            part: part.to_owned(),
            number: paragraph.number,
            text: without_tags(&mut lexer, &paragraph.text),
            in_table: tree.nearest(element, "w:tbl").is_some(),
            section,
        }
    };
    paragraphs(tree, Story::Paragraphs).into_iter().filter(of_text).map(line).collect()
}

/// The text with one sign in the place of each tag.
fn without_tags(lexer: &mut Lexer, text: &str) -> String {
    let (tags, _) = lexer.tags(text);
    let mut plain = String::with_capacity(text.len());
    let mut from = 0;
    for tag in tags {
        plain.push_str(text.get(from..tag.range.start).unwrap_or_default());
        plain.push(Line::TAG);
        from = tag.range.end;
    }
    plain.push_str(text.get(from..).unwrap_or_default());
    plain
}
