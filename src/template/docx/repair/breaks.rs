//! Breaks in values: lines, tabs, pages and paragraphs, where the text of a run may hold them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use super::Justified;
use crate::ooxml::{Edits, XmlTree};
use crate::template::docx::value::{LINE, PAGE, PARAGRAPH, TAB};

/// What [`crate::template::docx::value::escape`] writes for a break.
const BREAKS: [char; 4] = [LINE, TAB, PAGE, PARAGRAPH];

/// Makes the breaks in the text of runs; answers whether a tracked insertion goes on in a new
/// paragraph, as a copy with the same number.
pub(super) fn make(tree: &XmlTree<'_>, justified: &Justified, edits: &mut Edits) -> bool {
    let mut copies = false;
    // Per paragraph that ends a section: its parts but for the last must not end it, too.
    let mut section_ends: BTreeMap<usize, Range<usize>> = BTreeMap::new();
    let mut cut: Vec<(Range<usize>, String, Option<usize>)> = Vec::new();
    for text in tree.texts() {
        let raw = tree.slice(text.range.clone());
        if !raw.contains(BREAKS) || tree.name(text.element) != "w:t" {
            continue;
        }
        let run = tree.parent(text.element).filter(|run| tree.name(*run) == "w:r");
        let Some(host) = run.map(|run| Host::new(tree, run)) else { continue };
        for (at, c) in raw.match_indices(BREAKS) {
            let start = text.range.start + at;
            let (markup, ends) = host.markup(c, justified);
            let cut_here = host.cut.as_ref().filter(|_| ends);
            copies |= cut_here.is_some_and(|cut| cut.begin.contains("<w:ins"));
            let paragraph = cut_here.map(|cut| cut.paragraph);
            if let Some((paragraph, section)) =
                paragraph.and_then(|paragraph| Some((paragraph, section_end(tree, paragraph)?)))
            {
                section_ends.insert(paragraph, section);
            }
            cut.push((start..start + c.len(), markup, paragraph));
        }
    }
    move_section_ends(tree, &section_ends, &mut cut, edits);
    for (range, markup, _) in cut {
        edits.replace(range, markup);
    }
    copies
}

/// Takes the end of a section from the first part of a paragraph to its last.
fn move_section_ends(
    tree: &XmlTree<'_>,
    section_ends: &BTreeMap<usize, Range<usize>>,
    cut: &mut [(Range<usize>, String, Option<usize>)],
    edits: &mut Edits,
) {
    for (paragraph, section) in section_ends {
        let last = cut.iter_mut().rev().find(|(_, _, ends)| ends == &Some(*paragraph));
        let Some((_, markup, _)) = last else { continue };
        // The properties of the last new paragraph end with the last `</w:pPr>`.
        let Some(at) = markup.rfind("</w:pPr>") else { continue };
        markup.insert_str(at, tree.slice(section.clone()));
        edits.delete(section.clone());
    }
}

fn section_end(tree: &XmlTree<'_>, paragraph: usize) -> Option<Range<usize>> {
    let section = tree.child(tree.child(paragraph, "w:pPr")?, "w:sectPr")?;
    Some(tree.range(section))
}

/// A run that holds a break.
struct Host<'t, 'a> {
    tree: &'t XmlTree<'a>,
    properties: &'a str,
    /// How its paragraph is cut in two, where it can be.
    cut: Option<Cut>,
    /// Whether a page can break here.
    pages: bool,
}

/// The end of a paragraph and the beginning of one like it, between runs.
struct Cut {
    paragraph: usize,
    /// Ends what stands around the run and the paragraph.
    end: String,
    /// The properties of the paragraph with tags, without the end of a section.
    properties: String,
    /// Begins again what stands around the run.
    begin: String,
}

impl<'t, 'a> Host<'t, 'a> {
    fn new(tree: &'t XmlTree<'a>, run: usize) -> Self {
        let properties = tree.child(run, "w:rPr");
        let pages = tree.ancestors(run).all(|around| {
            !matches!(
                tree.name(around),
                "w:hdr" | "w:ftr" | "w:footnote" | "w:endnote" | "w:comment" | "w:txbxContent"
            )
        });
        Self {
            tree,
            properties: properties.map_or("", |element| tree.slice(tree.range(element))),
            cut: Cut::new(tree, run),
            pages,
        }
    }

    /// What a break becomes, from text to text, and whether it ends the paragraph.
    fn markup(&self, c: &str, justified: &Justified) -> (String, bool) {
        let text = "<w:t xml:space=\"preserve\">";
        let again = format!("<w:r>{}{text}", self.properties);
        let within = |element: &str| (format!("</w:t>{element}{text}"), false);
        let c = c.chars().next().unwrap_or(LINE);
        let (cut, line) = match (&self.cut, c) {
            (_, TAB) => return within("<w:tab/>"),
            (None, PAGE) if self.pages => return within("<w:br w:type=\"page\"/>"),
            (Some(cut), LINE) => (Some(cut), !self.breaks_paragraph(cut.paragraph, justified)),
            (Some(cut), PAGE) => (Some(cut), !self.pages),
            (cut, _) => (cut.as_ref(), false),
        };
        let Some(cut) = cut.filter(|_| !line) else { return within("<w:br/>") };
        let page = if c == PAGE { "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>" } else { "" };
        let Cut { end, properties, begin, .. } = cut;
        (format!("</w:t></w:r>{end}{page}<w:p>{properties}{begin}{again}"), true)
    }

    /// Whether a line break becomes a paragraph: in a justified one, but not in a list, where
    /// each paragraph has a number.
    fn breaks_paragraph(&self, paragraph: usize, justified: &Justified) -> bool {
        let properties = self.tree.child(paragraph, "w:pPr");
        let numbered = properties.is_some_and(|p| self.tree.child(p, "w:numPr").is_some());
        !numbered && justified.holds_for(self.tree, paragraph)
    }
}

impl Cut {
    /// `None` where the run stands in something that cannot go on in another paragraph.
    fn new(tree: &XmlTree<'_>, run: usize) -> Option<Self> {
        let (mut end, mut begin) = (String::new(), String::new());
        for around in tree.ancestors(run) {
            let name = tree.name(around);
            match name {
                "w:p" => {
                    end.push_str("</w:p>");
                    let properties = properties(tree, around);
                    return Some(Self { paragraph: around, end, properties, begin });
                }
                "w:hyperlink" | "w:ins" | "w:smartTag" => {
                    let _ = write!(end, "</{name}>");
                    begin.insert_str(0, tree.slice(tree.open_tag(around)));
                }
                _ => return None,
            }
        }
        None
    }
}

/// The properties of a paragraph with tags, without the end of a section.
fn properties(tree: &XmlTree<'_>, paragraph: usize) -> String {
    let Some(properties) = tree.child(paragraph, "w:pPr") else { return String::new() };
    let whole = tree.range(properties);
    let Some(section) = tree.child(properties, "w:sectPr") else {
        return tree.slice(whole).to_owned();
    };
    let section = tree.range(section);
    let slice = |range| tree.slice(range);
    format!("{}{}", slice(whole.start..section.start), slice(section.end..whole.end))
}

/// Elsewhere, as in an attribute, a break is a space.
pub(in super::super) fn plain_breaks(xml: &str) -> String {
    if xml.contains(BREAKS) { xml.replace(BREAKS, " ") } else { xml.to_owned() }
}
