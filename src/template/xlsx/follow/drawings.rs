//! Pictures, shapes and charts on a sheet: where they are anchored, and texts taken from cells.

use super::happened::Happened;
use crate::ooxml::xml_part::Element;
use crate::template::xlsx::formula::lexer::{Kind, SheetName, tokens};
use crate::template::xlsx::lines::SheetMap;

/// Moves anchors with the row they begin in; a drawing keeps its height in rows. A drawing on a
/// repeated row stays with the first copy.
pub(super) fn anchors(root: &mut Element, map: &SheetMap) {
    for anchor in root.elements_mut() {
        let row = |anchor: &Element, corner: &str| {
            let row = anchor.child(corner)?.child("row")?.text();
            row.trim().parse::<u32>().ok()
        };
        let Some(from) = row(anchor, "from") else {
            anchors(anchor, map);
            continue;
        };
        let to = row(anchor, "to");
        let moved = map.rows.first_from(from);
        set_row(anchor, "from", moved);
        if let Some(to) = to {
            set_row(anchor, "to", moved.saturating_add(to.saturating_sub(from)));
        }
    }
}

fn set_row(anchor: &mut Element, corner: &str, row: u32) {
    let row = row.min(crate::ooxml::CellRef::ROWS - 1).to_string();
    if let Some(element) = anchor.child_mut(corner).and_then(|corner| corner.child_mut("row"))
        && element.text().trim() != row
    {
        element.set_text(&row);
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
