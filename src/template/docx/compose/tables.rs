//! Tables of a body that are wider than the lines of the frame.

use super::sections::Renewed;
use crate::ooxml::{Edits, XmlTree};

/// So much wider nobody sees (twentieths of a point).
const UNSEEN: u32 = 40;

/// Makes tables as narrow as the lines of their section, all columns in proportion.
pub(super) fn fit(tree: &XmlTree<'_>, sections: &Renewed, edits: &mut Edits) {
    for (blocks, width) in &sections.widths {
        for table in blocks.iter().filter(|block| tree.name(**block) == "w:tbl") {
            fit_one(tree, *table, *width, edits);
        }
    }
}

fn fit_one(tree: &XmlTree<'_>, table: usize, width: u32, edits: &mut Edits) {
    let Some(grid) = tree.child(table, "w:tblGrid") else { return };
    let columns = tree.children(grid).filter(|child| tree.name(*child) == "w:gridCol");
    let own: u64 = columns.filter_map(|column| number(tree, column)).map(u64::from).sum();
    if own <= u64::from(width.saturating_add(UNSEEN)) || width == 0 {
        return;
    }
    // A table in a cell follows the cell only as far as its author said so.
    let is_own = |element: &usize| tree.nearest(*element, "w:tbl") == Some(table);
    for element in tree.descendants(table).filter(is_own) {
        let in_points =
            || tree.attribute(element, "w:type").is_none_or(|(unit, _)| unit.as_ref() == "dxa");
        let is_width = match tree.name(element) {
            "w:gridCol" => true,
            "w:tblW" | "w:tcW" | "w:wBefore" | "w:wAfter" => in_points(),
            _ => false,
        };
        if is_width
            && let Some(old) = number(tree, element)
            && let Some((_, place)) = tree.attribute(element, "w:w")
        {
            let new = u64::from(old) * u64::from(width) / own;
            edits.replace(place, new.to_string());
        }
    }
}

fn number(tree: &XmlTree<'_>, element: usize) -> Option<u32> {
    tree.attribute(element, "w:w")?.0.parse().ok()
}
