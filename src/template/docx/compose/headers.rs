//! The headers of a frame as parts of the body.

use std::collections::BTreeMap;

use super::blocks::{carried_over, text};
use super::parse;
use crate::ooxml::XmlTree;
use crate::template::Problem;
use crate::template::docx::document::Document;

const KIND: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml";

/// Stands for a header without words.
const PICTURE: &str = "hình";

/// Carries a frame's headers over; answers the references that a section has to them.
pub(super) fn bring(
    frame: &mut Document,
    document: &mut Document,
    ids: &BTreeMap<String, String>,
) -> Result<String, Problem> {
    let main = frame.main().to_owned();
    let xml = frame.text(&main)?;
    let tree = parse(&xml, &main)?;
    let mut references = String::new();
    for (kind, id) in header_ids(&tree) {
        let Some(related) = frame.related_by(&main, &id)? else { continue };
        let header = frame.text(&related.target)?;
        let header = carried(&header, &related.target, ids)?;
        references.push_str(&add(document, &kind, header.clone())?);
        // A body with other pages on the left would have none there.
        if kind == "default" && has_other_even_pages(document)? {
            references.push_str(&add(document, "even", header)?);
        }
    }
    Ok(references)
}

/// What the headers of a document say in words or pictures, each once: all but numbers of pages.
pub(super) fn said(document: &mut Document) -> Result<Vec<String>, Problem> {
    let main = document.main().to_owned();
    let xml = document.text(&main)?;
    let ids = header_ids(&parse(&xml, &main)?);
    let mut said: Vec<String> = Vec::new();
    for (_, id) in ids {
        let Some(related) = document.related_by(&main, &id)? else { continue };
        let header = document.text(&related.target)?;
        let tree = parse(&header, &related.target)?;
        let paragraphs = (0..tree.len()).filter(|element| tree.name(*element) == "w:p");
        let lines: Vec<String> = paragraphs.map(|line| text(&tree, line)).collect();
        let is_picture = |element| matches!(tree.name(element), "w:drawing" | "w:pict");
        let text = lines.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
        let shown = if text.contains(char::is_alphabetic) {
            text
        } else if (0..tree.len()).any(is_picture) {
            PICTURE.to_owned()
        } else {
            continue;
        };
        if !said.contains(&shown) {
            said.push(shown);
        }
    }
    Ok(said)
}

/// Kind and relationship of each header of the frame's section.
fn header_ids(tree: &XmlTree<'_>) -> Vec<(String, String)> {
    let all = (0..tree.len()).filter(|element| tree.name(*element) == "w:headerReference");
    let attribute = |element, name| Some(tree.attribute(element, name)?.0.into_owned());
    all.filter_map(|element| Some((attribute(element, "w:type")?, attribute(element, "r:id")?)))
        .collect()
}

fn carried(
    header: &str,
    part: &str,
    ids: &BTreeMap<String, String>,
) -> Result<String, Problem> {
    let tree = parse(header, part)?;
    let start = header.get(..tree.range(0).start).unwrap_or_default();
    Ok(start.to_owned() + &carried_over(&tree, 0, ids))
}

fn add(document: &mut Document, kind: &str, header: String) -> Result<String, Problem> {
    let part = document.add("word/header.xml", KIND, header);
    let main = document.main().to_owned();
    let id = document.relate(&main, "header", &part, false)?;
    Ok(format!("<w:headerReference w:type=\"{kind}\" r:id=\"{id}\"/>"))
}

fn has_other_even_pages(document: &mut Document) -> Result<bool, Problem> {
    let Some(part) = document.part_of_kind("settings")? else { return Ok(false) };
    let xml = document.text(&part)?;
    let tree = parse(&xml, &part)?;
    let setting = tree.child(0, "w:evenAndOddHeaders");
    Ok(setting.is_some_and(|setting| {
        let value = tree.attribute(setting, "w:val");
        value.is_none_or(|(value, _)| !matches!(value.as_ref(), "0" | "false" | "off"))
    }))
}
