//! Pictures, shapes and charts on a sheet: where they are anchored, and texts taken from cells.

use super::charts::reads_changed;
use super::happened::Happened;
use super::shown::grown;
use crate::ooxml::xml_part::Element;
use crate::template::ProblemKind;
use crate::template::xlsx::formula::moves::{CannotFollow, Site};
use crate::template::xlsx::lines::{Axis, SheetMap};

/// Moves anchors with the cell they begin in; a drawing keeps its size in rows and columns. A
/// drawing on a repeated cell stays with the first copy.
pub(super) fn anchors(root: &mut Element, map: &SheetMap) {
    for anchor in root.elements_mut() {
        if anchor.child("from").is_none() {
            anchors(anchor, map);
            continue;
        }
        for (name, axis) in [("row", Axis::Rows), ("col", Axis::Columns)] {
            let line = |corner: &str| {
                anchor.child(corner)?.child(name)?.text().trim().parse::<u32>().ok()
            };
            let (Some(from), to) = (line("from"), line("to")) else { continue };
            let moved = map.on(axis).first_from(from);
            put(anchor, "from", name, moved, axis);
            if let Some(to) = to {
                let length = to.saturating_sub(from);
                put(anchor, "to", name, moved.saturating_add(length), axis);
            }
        }
    }
}

fn put(anchor: &mut Element, corner: &str, name: &str, line: u32, axis: Axis) {
    let line = line.min(axis.limit() - 1).to_string();
    if let Some(element) = anchor.child_mut(corner).and_then(|corner| corner.child_mut(name))
        && element.text().trim() != line
    {
        element.set_text(&line);
    }
}

/// A shape that shows a cell's text: the cell it names follows, and the copy it keeps of the text
/// is made anew.
pub(super) fn links(
    root: &mut Element,
    home: &str,
    happened: &Happened<'_>,
) -> Result<(), ProblemKind> {
    for element in root.elements_mut() {
        let is_linked = follow(element, "textlink", home, happened)?;
        // As it names the sheets of the result.
        let link = element.attribute("textlink").unwrap_or_default().into_owned();
        if is_linked && reads_changed(&link, happened) {
            let range = happened.shown.range(&link, home);
            let points = range.filter(|range| range.size == Some((1, 1)));
            let point = points.and_then(|range| range.points.first().cloned());
            let text = point.and_then(|point| happened.shown.text(&point));
            if let Some(body) = element.child_mut("txBody") {
                put_text(body, &mut Some(text.unwrap_or_default()));
            }
        }
        // The picture of a range that Excel's camera takes.
        follow(element, "cellRange", home, happened)?;
        links(element, home, happened)?;
    }
    Ok(())
}

/// Lets the cells that an attribute names follow; answers whether it names any.
fn follow(
    element: &mut Element,
    attribute: &str,
    home: &str,
    happened: &Happened<'_>,
) -> Result<bool, ProblemKind> {
    let link = element.attribute(attribute).unwrap_or_default().into_owned();
    if link.trim().is_empty() {
        return Ok(false);
    }
    let lost = |copies| ProblemKind::LostLink { link: link.clone(), copies };
    let site = Site { sheet: home, cell: None };
    let followed = happened.moves.follow(&link, &site).map_err(|error| match error {
        CannotFollow::Many(_, copies) | CannotFollow::ManySheets(_, copies) => lost(copies),
        error => error.into(),
    })?;
    if let Some(text) = followed.text {
        if text.contains("#REF!") {
            return Err(lost(0));
        }
        if let Some(copies) = grown(&link, &text) {
            return Err(lost(copies));
        }
        element.set_attribute(attribute, &text);
    }
    Ok(true)
}

/// Puts a text into the first run of a shape and takes the text out of all others.
fn put_text(element: &mut Element, text: &mut Option<String>) {
    for child in element.elements_mut() {
        if child.local_name() == "t" {
            let text = text.take().unwrap_or_default();
            if child.text() != text {
                child.set_text(&text);
            }
        } else {
            put_text(child, text);
        }
    }
}
