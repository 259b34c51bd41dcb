//! `{{ restart_numbering() }}`: a numbered paragraph begins at 1 again, and those after it go on
//! from there, as each turn of a loop wants.

use std::collections::BTreeMap;

use tera::{Kwargs, State, Tera};

use super::token::to_value;
use super::{Host, Markup, Object, Placing, properties};
use crate::ooxml::{Edits, XmlTree};
use crate::template::docx::numbering::LEVELS;
use crate::template::{Problem, ProblemKind};

/// Stands in a paragraph that begins again; prints nothing.
const MARK: char = '\u{FDD8}';

const NOT_NUMBERED: &str =
    "restart_numbering() phải nằm trong một đoạn được đánh số tự động của Word";

/// Registers the function.
pub(super) fn register(tera: &mut Tera) {
    tera.register_function("restart_numbering", |_: Kwargs, _: &State| {
        to_value(&Object::Restart)
    });
}

/// The mark, in a run of its own.
pub(super) fn markup(host: Host<'_>, placing: &mut Placing<'_>) -> Result<Markup, ProblemKind> {
    let paragraph = host.tree.nearest(host.run, "w:p");
    let numbered = match paragraph {
        Some(paragraph) => {
            numbering(host.tree, paragraph, placing).map_err(|problem| problem.kind)?
        }
        None => None,
    };
    if numbered.is_none() {
        return Err(ProblemKind::Misplaced(NOT_NUMBERED.to_owned()));
    }
    Ok(Markup::Inline(format!("<w:r><w:t>{MARK}</w:t></w:r>")))
}

/// Numbering and level of a paragraph: its own, or its style's.
fn numbering(
    tree: &XmlTree<'_>,
    paragraph: usize,
    placing: &mut Placing<'_>,
) -> Result<Option<(String, String)>, Problem> {
    let Some(properties) = tree.child(paragraph, "w:pPr") else { return Ok(None) };
    let value = |element: usize, name| {
        let child = tree.child(element, name)?;
        Some(tree.attribute(child, "w:val")?.0.into_owned())
    };
    if let Some(own) = tree.child(properties, "w:numPr")
        && let Some(number) = value(own, "w:numId")
    {
        let level = value(own, "w:ilvl").unwrap_or_else(|| "0".to_owned());
        return Ok(Some((number, level)).filter(|(number, _)| number != "0"));
    }
    let Some(style) = value(properties, "w:pStyle") else { return Ok(None) };
    let styles = placing.document.styles()?;
    let found = styles.numbering(&style);
    Ok(found.map(|(number, level)| (number.to_owned(), level.to_owned())))
}

/// Gives marked paragraphs, and those of the same list after them, numbers that begin again.
///
/// # Errors
/// When the numbering of the document cannot be read.
pub(super) fn settle(xml: String, placing: &mut Placing<'_>) -> Result<String, Problem> {
    if !xml.contains(MARK) {
        return Ok(xml);
    }
    let tree = XmlTree::parse(&xml).map_err(super::place::unreadable_part(placing.part))?;
    let marked = marked_paragraphs(&tree);
    let mut edits = Edits::new();
    // What stands for a list from its last beginning on.
    let mut instead: BTreeMap<String, u32> = BTreeMap::new();
    for paragraph in (0..tree.len()).filter(|element| tree.name(*element) == "w:p") {
        let Some((number, level)) = numbering(&tree, paragraph, placing)? else { continue };
        if marked.contains(&paragraph)
            && let Some(new) = placing.document.begin_again(&number, &level)?
        {
            instead.insert(number.clone(), new);
        }
        let Some(new) = instead.get(&number) else { continue };
        let Some(properties) = tree.child(paragraph, "w:pPr") else { continue };
        let known = level.parse::<usize>().is_ok_and(|level| level < LEVELS);
        let level = if known { level.as_str() } else { "0" };
        let numbering =
            format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{new}\"/></w:numPr>");
        let old = tree.slice(tree.range(properties));
        let new = properties::of_paragraph(old, &vec![("w:numPr", numbering)]);
        edits.replace(tree.range(properties), new);
    }
    Ok(edits.apply(&xml).replace(MARK, ""))
}

fn marked_paragraphs(tree: &XmlTree<'_>) -> Vec<usize> {
    let marks = tree.texts().iter().filter(|text| tree.said(text).contains(MARK));
    marks.filter_map(|text| tree.nearest(text.element, "w:p")).collect()
}
