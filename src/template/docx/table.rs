//! The rows, cells and grid columns of a table.

use crate::ooxml::XmlTree;

/// Columns a table may have (Word's limit).
pub(super) const MOST_COLUMNS: usize = 63;

/// Rows of a table or cells of a row, also those in wrappers, not those of a table inside.
pub(super) fn own(tree: &XmlTree<'_>, whole: usize, name: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut skip_to = 0;
    for element in tree.descendants(whole) {
        if element < skip_to {
            continue;
        }
        if tree.name(element) == name {
            found.push(element);
        }
        if matches!(tree.name(element), "w:tr" | "w:tc" | "w:tbl") {
            skip_to = tree.descendants(element).end;
        }
    }
    found
}

/// The number in a property of a row or a cell.
fn property(tree: &XmlTree<'_>, element: usize, group: &str, name: &str) -> Option<usize> {
    let value = tree.child(tree.child(element, group)?, name)?;
    tree.attribute(value, "w:val")?.0.parse().ok()
}

/// Grid columns that a cell takes up.
pub(super) fn span(tree: &XmlTree<'_>, cell: usize) -> usize {
    property(tree, cell, "w:tcPr", "w:gridSpan").unwrap_or(1).clamp(1, MOST_COLUMNS)
}

/// Grid columns before the first cell of a row and after its last one.
pub(super) fn outside(tree: &XmlTree<'_>, row: usize) -> (usize, usize) {
    let outside = |name| property(tree, row, "w:trPr", name).unwrap_or(0).min(MOST_COLUMNS);
    (outside("w:gridBefore"), outside("w:gridAfter"))
}

/// The cells of a row with the first grid column of each.
pub(super) fn cells(tree: &XmlTree<'_>, row: usize) -> Vec<(usize, usize)> {
    let mut column = outside(tree, row).0;
    let mut found = Vec::new();
    for cell in own(tree, row, "w:tc") {
        found.push((cell, column));
        column += span(tree, cell);
    }
    found
}
