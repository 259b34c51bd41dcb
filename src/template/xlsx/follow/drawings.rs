//! Pictures, shapes and charts on a sheet: where they are anchored, and texts taken from cells.

use super::happened::Happened;
use crate::ooxml::xml_part::Element;
use crate::template::xlsx::formula::lexer::{Kind, SheetName, tokens};
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

/// A shape that shows a cell's text keeps a copy of it, which would be an old one.
pub(super) fn links(
    root: &mut Element,
    home: &str,
    happened: &Happened<'_>,
) -> Result<(), String> {
    for element in root.elements_mut() {
        let link = element.attribute("textlink").unwrap_or_default().into_owned();
        let named = happened.moves.respelled(&link, home);
        let named = named.map_err(|error| error.to_string())?.map(|named| named.text);
        let link = match named.filter(|named| *named != link) {
            Some(named) => {
                element.set_attribute("textlink", &named);
                named
            }
            None => link,
        };
        for token in tokens(&link) {
            let Kind::Reference(reference) = token.kind else { continue };
            let touched = match reference.sheet {
                Some(SheetName::One(sheet)) => happened.changed.contains(&sheet.to_lowercase()),
                _ => true,
            };
            if touched {
                return Err(format!(
                    "a text box that shows `{link}` is not brought up to date"
                ));
            }
        }
        links(element, home, happened)?;
    }
    Ok(())
}
