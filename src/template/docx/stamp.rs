//! A notice at the very top of a document: a draft with errors says so on its face.

use crate::ooxml::{Package, XmlTree, escape_xml, text_of};
use crate::template::Problem;

use super::parts::{parts, unreadable};

/// Puts lines, one a paragraph, before everything else in the body of a document.
pub(super) fn stamp(document: Vec<u8>, lines: &[String]) -> Result<Vec<u8>, Problem> {
    let mut package = Package::open(document).map_err(unreadable)?;
    let main = parts(&mut package)?.main;
    let xml = text_of(&mut package, &main).map_err(unreadable)?;
    let tree = XmlTree::parse(&xml).map_err(|error| unreadable(format!("{main}: {error}")))?;
    let body = tree.child(0, "w:body").filter(|body| !tree.is_empty_tag(*body));
    let body = body.ok_or_else(|| unreadable(format!("{main} has no body")))?;
    let at = tree.content(body).start;
    let (before, after) = xml.split_at_checked(at).unwrap_or((&xml, ""));
    let last = lines.len().saturating_sub(1);
    let lines = lines.iter().enumerate();
    let notice: String = lines.map(|(at, line)| paragraph(line, at == last)).collect();
    package.put(&main, format!("{before}{notice}{after}").into_bytes());
    package.write().map_err(unreadable)
}

/// A bold red centred paragraph; neighbours with the same border share one box, and the last keeps
/// what follows at a distance.
fn paragraph(line: &str, is_last: bool) -> String {
    let after = if is_last { 240 } else { 0 };
    let border = ["top", "left", "bottom", "right"].map(|side| {
        format!("<w:{side} w:val=\"single\" w:sz=\"12\" w:space=\"4\" w:color=\"C00000\"/>")
    });
    let border = border.concat();
    format!(
        "<w:p><w:pPr><w:keepNext/><w:pBdr>{border}</w:pBdr>\
         <w:spacing w:before=\"0\" w:after=\"{after}\"/><w:ind w:left=\"0\" w:right=\"0\" w:firstLine=\"0\"/>\
         <w:jc w:val=\"center\"/></w:pPr><w:r><w:rPr><w:b/><w:color w:val=\"C00000\"/></w:rPr>\
         <w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>",
        escape_xml(line)
    )
}
