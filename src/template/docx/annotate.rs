//! Remarks as Word comments at the very words they are about.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::analysis::around;
use super::comments::{Comments, reference, remove_from};
use super::document::Document;
use super::lint::Found;
use super::parts::{parts, unreadable};
use super::text::{Paragraph, Story, paragraphs};
use crate::ooxml::{Edits, Package, XmlTree};
use crate::template::engine::Lexer;
use crate::template::{Place, Problem};

/// Who comments.
pub(super) const AUTHOR: &str = "tonghop";

/// What is to be said of a place in a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// What was found, and where.
    pub found: Found,
    /// What is said, at the place itself; each line is a paragraph.
    pub text: String,
    /// What is said where no comment can stand at the place: the same with the place in words.
    pub elsewhere: String,
}

/// A copy of a document with comments.
#[derive(Debug)]
pub struct Annotated {
    /// The file.
    pub bytes: Vec<u8>,
    /// The remarks, by position, whose place takes no comment: they stand together in one comment
    /// at the beginning of the text.
    pub elsewhere: Vec<usize>,
}

/// A copy of a document with each remark as a comment; those of an earlier copy go.
///
/// `date` is written as the comments' date (`2024-04-15T00:00:00Z`), if there is one.
///
/// # Errors
/// When the document cannot be read.
pub fn annotate(
    document: Vec<u8>,
    remarks: &[Remark],
    date: Option<&str>,
) -> Result<Annotated, Vec<Problem>> {
    annotated(document, remarks, date).map_err(|problem| vec![problem])
}

fn annotated(
    document: Vec<u8>,
    remarks: &[Remark],
    date: Option<&str>,
) -> Result<Annotated, Problem> {
    let mut package = Package::open(document).map_err(unreadable)?;
    let main = parts(&mut package)?.main;
    let mut document = Document::new(package, &main)?;
    let mut comments = Comments::read(&mut document, AUTHOR, date)?;
    let xml = document.text(&main)?;
    let ill_formed = |error| unreadable(format!("{main}: {error}"));
    let xml = remove_from(&xml, comments.removed()).map_err(ill_formed)?;
    let tree = XmlTree::parse(&xml).map_err(ill_formed)?;
    let body = Body::new(&tree);
    let mut marks = Marks::default();
    let mut elsewhere = Vec::new();
    for (index, remark) in remarks.iter().enumerate() {
        match body.spot(remark, &main) {
            Some((spot, true)) => marks.add(&spot, comments.add(&remark.text)),
            Some((spot, false)) => marks.add(&spot, comments.add(&remark.elsewhere)),
            None => elsewhere.push(index),
        }
    }
    let said: Vec<&str> =
        elsewhere.iter().filter_map(|i| Some(remarks.get(*i)?.elsewhere.as_str())).collect();
    if let (false, Some(first)) = (said.is_empty(), body.first()) {
        marks.add(&first, comments.add(&said.join("\n")));
    }
    let xml = marks.write(&tree).apply(&xml);
    document.put(&main, xml);
    comments.write(&mut document)?;
    let bytes = document.write().map_err(unreadable)?;
    Ok(Annotated { bytes, elsewhere })
}

/// Where a comment is hung.
enum Spot {
    /// From one byte of text to another, each in its `w:t`.
    Words { start: (usize, usize), end: (usize, usize) },
    /// All of a paragraph.
    Paragraph(usize),
}

/// The main document as its reader sees it.
struct Body<'t> {
    tree: &'t XmlTree<'t>,
    paragraphs: Vec<Paragraph>,
    /// Per paragraph: what a problem can be about.
    targets: Vec<Vec<Range<usize>>>,
}

impl<'t> Body<'t> {
    fn new(tree: &'t XmlTree<'t>) -> Self {
        let paragraphs = paragraphs(tree, Story::Paragraphs);
        let mut lexer = Lexer::new();
        let targets = paragraphs.iter().map(|paragraph| {
            let (tags, strays) = lexer.tags(&paragraph.text);
            let tags = tags.into_iter().map(|tag| tag.range);
            let strays = strays.into_iter().map(|stray| stray.at..stray.at + 2);
            tags.chain(strays).collect()
        });
        let targets = targets.collect();
        Self { tree, paragraphs, targets }
    }

    /// Where a remark is hung, and whether that is its very place.
    fn spot(&self, remark: &Remark, main: &str) -> Option<(Spot, bool)> {
        let Place::Paragraph { part, number } = &remark.found.problem.place else {
            return None;
        };
        let same: Vec<(usize, &Paragraph)> = self
            .paragraphs
            .iter()
            .enumerate()
            .filter(|(_, p)| part == main && p.number == *number && !p.is_copy)
            .collect();
        let (_, paragraph) = same.first()?;
        let element = self.tree.nearest(paragraph.element, "w:p")?;
        // In a text box Word allows no comment: it goes to the paragraph that holds the box.
        let boxes = self.tree.ancestors(element);
        let outermost = boxes.filter(|a| self.tree.name(*a) == "w:txbxContent").last();
        if let Some(text_box) = outermost {
            let holder = self.tree.nearest(text_box, "w:p")?;
            return Some((Spot::Paragraph(holder), false));
        }
        let words = same.iter().find_map(|(index, p)| self.words(*index, p, &remark.found));
        Some((words.unwrap_or(Spot::Paragraph(element)), true))
    }

    /// The words that a problem is about: those that are known, else the first tag around which
    /// the text is as the problem quotes it.
    fn words(&self, index: usize, paragraph: &Paragraph, found: &Found) -> Option<Spot> {
        let text = paragraph.text.as_str();
        let targets = self.targets.get(index)?;
        let overlaps = |target: &&Range<usize>| {
            let words = found.words.clone().unwrap_or_default();
            target.start < words.end && words.start < target.end
        };
        let is_quoted = |target: &&Range<usize>| {
            // A tag that trims begins with the space before it.
            let trimmed = text.get(..target.start).map_or(0, |before| before.trim_end().len());
            let quoted = |at| around(text, at) == found.problem.around;
            quoted(target.start) || quoted(trimmed)
        };
        let known = targets.iter().filter(is_quoted).find(overlaps);
        let target = known.or_else(|| targets.iter().find(is_quoted))?;
        let first = paragraph.place(&(target.start..target.start + 1))?;
        let last = paragraph.place(&(target.end.checked_sub(1)?..target.end))?;
        let end = last.cuts.last()?.end;
        // Not in an alternative text, which is an attribute.
        let in_run = |holder| self.tree.name(holder) == "w:t";
        if !in_run(first.holder) || !in_run(last.holder) {
            return None;
        }
        Some(Spot::Words { start: (first.start, first.holder), end: (end, last.holder) })
    }

    /// The first paragraph of the text that is in no text box.
    fn first(&self) -> Option<Spot> {
        let boxed = |element| {
            self.tree.ancestors(element).any(|a| self.tree.name(a) == "w:txbxContent")
        };
        let elements = self.paragraphs.iter().map(|paragraph| paragraph.element);
        elements.into_iter().find(|element| !boxed(*element)).map(Spot::Paragraph)
    }
}

/// What is written where: at one byte first what ends there, then what begins.
#[derive(Default)]
struct Marks {
    /// By byte: its `w:t`, what ends, what begins.
    in_text: BTreeMap<usize, (usize, String, String)>,
    /// By paragraph: what begins, what ends.
    of_paragraph: BTreeMap<usize, (String, String)>,
}

impl Marks {
    fn add(&mut self, spot: &Spot, comment: u32) {
        let start = format!("<w:commentRangeStart w:id=\"{comment}\"/>");
        let end = format!("<w:commentRangeEnd w:id=\"{comment}\"/>{}", reference(comment));
        match spot {
            Spot::Words { start: from, end: to } => {
                let new = |holder| (holder, String::new(), String::new());
                self.in_text.entry(from.0).or_insert_with(|| new(from.1)).2.push_str(&start);
                self.in_text.entry(to.0).or_insert_with(|| new(to.1)).1.push_str(&end);
            }
            Spot::Paragraph(element) => {
                let marks = self.of_paragraph.entry(*element).or_default();
                marks.0.push_str(&start);
                marks.1.push_str(&end);
            }
        }
    }

    fn write(&self, tree: &XmlTree<'_>) -> Edits {
        let mut edits = Edits::new();
        for (paragraph, (start, end)) in &self.of_paragraph {
            let properties = tree.child(*paragraph, "w:pPr");
            match properties {
                _ if tree.is_empty_tag(*paragraph) => {
                    edits.append_child(tree, *paragraph, &format!("{start}{end}"));
                    continue;
                }
                Some(properties) => edits.insert(tree.range(properties).end, start),
                None => edits.insert(tree.content(*paragraph).start, start),
            }
            edits.append_child(tree, *paragraph, end);
        }
        let mut kept_space = BTreeSet::new();
        for (at, (holder, ends, begins)) in &self.in_text {
            split(tree, *at, *holder, &format!("{ends}{begins}"), &mut edits);
            if kept_space.insert(*holder) && tree.attribute(*holder, "xml:space").is_none() {
                let open = tree.open_tag(*holder);
                edits.insert(open.end.saturating_sub(1), " xml:space=\"preserve\"");
            }
        }
        edits
    }
}

/// Puts marks between two characters of a run: the run is cut in two, unless it begins or ends
/// there anyway.
fn split(tree: &XmlTree<'_>, at: usize, holder: usize, marks: &str, edits: &mut Edits) {
    let Some(run) = tree.parent(holder) else { return };
    let content = tree.content(holder);
    let said = |child: &usize| tree.name(*child) != "w:rPr";
    let (first, last) = (tree.children(run).find(said), tree.children(run).filter(said).last());
    if at == content.start && first == Some(holder) {
        edits.insert(tree.range(run).start, marks);
    } else if at == content.end && last == Some(holder) {
        edits.insert(tree.range(run).end, marks);
    } else {
        let properties = tree.child(run, "w:rPr").map_or("", |p| tree.slice(tree.range(p)));
        edits.insert(
            at,
            format!("</w:t></w:r>{marks}<w:r>{properties}<w:t xml:space=\"preserve\">"),
        );
    }
}
