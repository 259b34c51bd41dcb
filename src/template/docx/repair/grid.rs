//! A table's grid after columns were repeated, dropped or spanned: as many columns as its widest
//! row, in the same total width.

use crate::ooxml::{Edits, XmlTree};

/// Fits the grid of every table whose rows no longer have as many columns as it.
pub(in super::super) fn fit(tree: &XmlTree<'_>, edits: &mut Edits) {
    for table in (0..tree.len()).filter(|element| tree.name(*element) == "w:tbl") {
        let Some(grid) = tree.child(table, "w:tblGrid") else { continue };
        let columns: Vec<usize> =
            tree.children(grid).filter(|child| tree.name(*child) == "w:gridCol").collect();
        let rows: Vec<usize> = own(tree, table, "w:tr");
        let needed = rows.iter().map(|row| columns_of(tree, *row)).max().unwrap_or(0);
        if needed == 0 || needed == columns.len() {
            continue;
        }
        let widths: Vec<u64> = columns.iter().map(|column| width(tree, *column)).collect();
        let fitted = fitted_widths(&widths, needed);
        let columns = fitted.iter().map(|width| match width {
            0 => "<w:gridCol/>".to_owned(),
            width => format!("<w:gridCol w:w=\"{width}\"/>"),
        });
        let columns: Vec<String> = columns.collect();
        let xml = format!("<w:tblGrid>{}</w:tblGrid>", columns.concat());
        edits.replace(tree.range(grid), xml);
        for row in rows {
            set_cell_widths(tree, row, &fitted, edits);
        }
    }
}

/// Rows of a table or cells of a row, also those in wrappers, not those of a table inside.
fn own(tree: &XmlTree<'_>, whole: usize, name: &str) -> Vec<usize> {
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

fn span(tree: &XmlTree<'_>, cell: usize) -> usize {
    property(tree, cell, "w:tcPr", "w:gridSpan").unwrap_or(1).clamp(1, 63)
}

fn columns_of(tree: &XmlTree<'_>, row: usize) -> usize {
    let outside = |name| property(tree, row, "w:trPr", name).unwrap_or(0).min(63);
    let cells: usize = own(tree, row, "w:tc").iter().map(|cell| span(tree, *cell)).sum();
    cells + outside("w:gridBefore") + outside("w:gridAfter")
}

fn width(tree: &XmlTree<'_>, column: usize) -> u64 {
    let width = tree.attribute(column, "w:w").and_then(|(width, _)| width.parse::<u32>().ok());
    width.map_or(0, u64::from)
}

/// As many widths as needed with the sum of the old ones: a new column is as wide as the mean.
fn fitted_widths(old: &[u64], needed: usize) -> Vec<u64> {
    let total: u64 = old.iter().sum();
    if old.is_empty() || total == 0 {
        return vec![0; needed];
    }
    let mean = total / old.len() as u64;
    let widths = old.iter().copied().chain(std::iter::repeat(mean)).take(needed);
    let widths: Vec<u64> = widths.collect();
    let sum: u64 = widths.iter().sum::<u64>().max(1);
    widths.iter().map(|width| (width * total / sum).max(1)).collect()
}

/// The cells of a row as wide as their columns of the grid.
fn set_cell_widths(tree: &XmlTree<'_>, row: usize, widths: &[u64], edits: &mut Edits) {
    let mut column = property(tree, row, "w:trPr", "w:gridBefore").unwrap_or(0).min(63);
    for cell in own(tree, row, "w:tc") {
        let span = span(tree, cell);
        let width: u64 = widths.iter().skip(column).take(span).sum();
        column += span;
        let declared = tree.child(cell, "w:tcPr").and_then(|p| tree.child(p, "w:tcW"));
        if let Some(declared) = declared.filter(|_| width > 0) {
            edits.replace(
                tree.range(declared),
                format!("<w:tcW w:w=\"{width}\" w:type=\"dxa\"/>"),
            );
        }
    }
}
