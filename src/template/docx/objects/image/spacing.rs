//! Lines of an exact height would cut a picture off: in its paragraph they become at least as high.

use crate::ooxml::{Edits, XmlTree};
use crate::template::Problem;
use crate::template::docx::objects::{Placing, place, properties};

/// Attribute of a drawing that was put in, until it stands in its place.
pub(super) const MARK: &str = " put-in=\"\"";

/// Lets the lines around pictures that were put in grow, and takes the marks off.
///
/// # Errors
/// When the part is no longer XML.
pub(in super::super) fn settle(
    xml: String,
    placing: &mut Placing<'_>,
) -> Result<String, Problem> {
    if !xml.contains(MARK) {
        return Ok(xml);
    }
    let tree = XmlTree::parse(&xml).map_err(place::unreadable_part(placing.part))?;
    let mut edits = Edits::new();
    let mut last = None;
    for drawing in (0..tree.len()).filter(|element| tree.name(*element) == "w:drawing") {
        let open = tree.open_tag(drawing);
        if !tree.slice(open.clone()).ends_with(&format!("{MARK}>")) {
            continue;
        }
        edits.delete(open.end - 1 - MARK.len()..open.end - 1);
        let paragraph = tree.nearest(drawing, "w:p").filter(|found| last != Some(*found));
        if let Some(paragraph) = paragraph {
            last = Some(paragraph);
            grow(&tree, paragraph, placing, &mut edits)?;
        }
    }
    Ok(edits.apply(&xml))
}

fn grow(
    tree: &XmlTree<'_>,
    paragraph: usize,
    placing: &mut Placing<'_>,
    edits: &mut Edits,
) -> Result<(), Problem> {
    let Some(all) = tree.child(paragraph, "w:pPr") else { return Ok(()) };
    let spacing = tree.child(all, "w:spacing");
    let own = spacing.and_then(|spacing| tree.attribute(spacing, "w:lineRule"));
    if let Some((rule, place)) = own {
        if rule == "exact" {
            edits.replace(place, "atLeast");
        }
        return Ok(());
    }
    let style = tree.child(all, "w:pStyle").and_then(|style| tree.attribute(style, "w:val"));
    let styles = placing.document.styles()?;
    if style.and_then(|(style, _)| styles.line_rule(&style)) != Some("exact") {
        return Ok(());
    }
    let rule = " w:lineRule=\"atLeast\"";
    if let Some(spacing) = spacing {
        let name = tree.range(spacing).start + "<w:spacing".len();
        edits.insert(name, rule);
    } else {
        let spacing = format!("<w:spacing{rule}/>");
        let old = tree.range(all);
        let new =
            properties::of_paragraph(tree.slice(old.clone()), &vec![("w:spacing", spacing)]);
        edits.replace(old, new);
    }
    Ok(())
}
