//! Tables whose columns are repeated or dropped: every cell is told, before the part is filled,
//! where in the grid it stood, so that the grid can follow afterwards.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::anchors::Anchor;
use super::sites::Tagged;
use super::table::{cells, own, span};
use crate::ooxml::XmlTree;
use crate::template::engine::Statement;

/// The attribute that says where a cell stood; never part of a document.
const ATTRIBUTE: &str = "tonghop";

/// Where a cell stood in the template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Origin {
    /// The grid columns it took up.
    pub(super) columns: Range<usize>,
    /// The columns from the opening to the closing tag of the block it stands in.
    pub(super) block: Option<Range<usize>>,
}

impl Origin {
    /// The attribute with a space before it.
    fn written(&self) -> String {
        let block = self.block.clone().unwrap_or(0..0);
        let Range { start, end } = self.columns;
        format!(" {ATTRIBUTE}=\"{start},{end},{},{}\"", block.start, block.end)
    }

    /// Where a cell stood, and the bytes of the attribute that says so.
    pub(super) fn read(tree: &XmlTree<'_>, cell: usize) -> Option<(Self, Range<usize>)> {
        let (value, range) = tree.attribute(cell, ATTRIBUTE)?;
        let numbers: Option<Vec<usize>> = value.split(',').map(|n| n.parse().ok()).collect();
        let [start, end, from, to] = *numbers?.as_slice() else { return None };
        // Name, `=`, quotes and the space before.
        let bytes = range.start.checked_sub(ATTRIBUTE.len() + 3)?..range.end + 1;
        let block = (from < to).then_some(from..to);
        Some((Self { columns: start..end, block }, bytes))
    }
}

/// The attribute for every cell of a table whose columns are repeated or dropped.
pub(super) fn origins(tagged: &Tagged<'_>, anchors: &[Anchor]) -> BTreeMap<usize, String> {
    let tree = &tagged.tree;
    let mut found = BTreeMap::new();
    for table in changing_tables(tree, anchors) {
        for row in own(tree, table, "w:tr") {
            let cells = cells(tree, row);
            let blocks = blocks(tagged, row, &cells, anchors);
            for (cell, start) in cells {
                let columns = start..start + span(tree, cell);
                let block = blocks.iter().find(|block| block.contains(&columns.start)).cloned();
                found.insert(cell, Origin { columns, block }.written());
            }
        }
    }
    found
}

/// Whether tags repeat or drop columns.
pub(super) fn any_change(tagged: &Tagged<'_>, anchors: &[Anchor]) -> bool {
    !changing_tables(&tagged.tree, anchors).is_empty()
}

/// The child of a row that a tag takes the place of or stands beside.
fn cell_of(tree: &XmlTree<'_>, anchor: Anchor) -> Option<usize> {
    let (Anchor::Instead(element) | Anchor::Before(element) | Anchor::After(element)) = anchor
    else {
        return None;
    };
    let is_cell = tree.name(element) == "w:tc"
        || (tree.name(element) == "w:sdt" && !own(tree, element, "w:tc").is_empty());
    (is_cell && tree.nearest(element, "w:tr").is_some()).then_some(element)
}

fn changing_tables(tree: &XmlTree<'_>, anchors: &[Anchor]) -> BTreeSet<usize> {
    let cells = anchors.iter().filter_map(|anchor| cell_of(tree, *anchor));
    cells.filter_map(|cell| tree.nearest(cell, "w:tbl")).collect()
}

/// The columns of a row's outermost blocks, tags included.
fn blocks(
    tagged: &Tagged<'_>,
    row: usize,
    cells: &[(usize, usize)],
    anchors: &[Anchor],
) -> Vec<Range<usize>> {
    let tree = &tagged.tree;
    let columns = |element: usize| {
        let mut inside = cells.iter().filter(|(cell, _)| tree.is_within(*cell, element));
        let first = inside.next()?;
        let (last, last_start) = inside.next_back().unwrap_or(first);
        Some(first.1..last_start + span(tree, *last))
    };
    let mut found = Vec::new();
    let (mut depth, mut start) = (0_usize, 0);
    for (site, anchor) in tagged.sites.iter().zip(anchors) {
        let element = cell_of(tree, *anchor);
        let in_row = element.filter(|element| tree.nearest(*element, "w:tr") == Some(row));
        let Some(columns) = in_row.and_then(columns) else { continue };
        match Statement::parse(&site.code) {
            statement if statement.end_word().is_some() => {
                if depth == 0 {
                    start = columns.start;
                }
                depth += 1;
            }
            Statement::EndFor | Statement::EndIf => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    found.push(start..columns.end);
                }
            }
            _ => {}
        }
    }
    found
}
