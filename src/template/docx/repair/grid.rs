//! A table's grid after columns were repeated, dropped or spanned, in the same total width.
//!
//! Where the cells say where they stood, the grid follows them as if a person had inserted and
//! deleted columns: those repeated share the width of their block, all others keep theirs, and
//! cells that lie over repeated columns span all of them. Else it gets as many columns as its
//! widest row.

use crate::ooxml::{Edits, XmlTree};
use crate::template::docx::columns::Origin;
use crate::template::docx::table::{MOST_COLUMNS, outside, own, span};

/// Fits the grid of every table whose rows no longer have as many columns as it.
pub(in super::super) fn fit(tree: &XmlTree<'_>, edits: &mut Edits) {
    for table in (0..tree.len()).filter(|element| tree.name(*element) == "w:tbl") {
        let mut rows: Vec<Row> =
            own(tree, table, "w:tr").into_iter().map(|row| Row::new(tree, row)).collect();
        for cell in rows.iter().flat_map(|row| &row.cells) {
            if let Some((_, bytes)) = &cell.origin {
                edits.delete(bytes.clone());
            }
        }
        let Some(grid) = tree.child(table, "w:tblGrid") else { continue };
        let columns = tree.children(grid).filter(|child| tree.name(*child) == "w:gridCol");
        let old: Vec<u64> = columns.map(|column| width(tree, column)).collect();
        let follower = Follower::new(&rows, &old);
        for row in &mut rows {
            if let Some(follower) = &follower {
                follower.spread(row, old.len());
            }
        }
        let needed = rows.iter().map(Row::columns).max().unwrap_or(0);
        let widths = match follower {
            Some(follower) if follower.columns.len() == needed => follower.widths(&old),
            _ if needed == old.len() || needed == 0 => continue,
            _ => fitted_widths(&old, needed),
        };
        let columns = widths.iter().map(|width| match width {
            0 => "<w:gridCol/>".to_owned(),
            width => format!("<w:gridCol w:w=\"{width}\"/>"),
        });
        let columns: Vec<String> = columns.collect();
        edits.replace(tree.range(grid), format!("<w:tblGrid>{}</w:tblGrid>", columns.concat()));
        for row in &rows {
            row.write(tree, &widths, edits);
        }
    }
}

/// A filled row.
struct Row {
    element: usize,
    before: usize,
    after: usize,
    old_outside: (usize, usize),
    cells: Vec<Cell>,
}

struct Cell {
    element: usize,
    origin: Option<(Origin, std::ops::Range<usize>)>,
    span: usize,
    old_span: usize,
}

impl Cell {
    /// Whether it takes up as many columns as in the template.
    fn is_as_it_was(&self) -> bool {
        self.origin.as_ref().is_some_and(|(origin, _)| origin.columns.len() == self.old_span)
    }
}

impl Row {
    fn new(tree: &XmlTree<'_>, element: usize) -> Self {
        let (before, after) = outside(tree, element);
        let cells = own(tree, element, "w:tc").into_iter().map(|cell| {
            let span = span(tree, cell);
            Cell { element: cell, origin: Origin::read(tree, cell), span, old_span: span }
        });
        let old_outside = (before, after);
        Self { element, before, after, old_outside, cells: cells.collect() }
    }

    /// Whether its cells take up the columns of the template's grid, one after the other.
    fn is_as_it_was(&self, old: usize) -> bool {
        let mut next = self.before;
        let mut follows = |cell: &Cell| {
            let Some((origin, _)) = &cell.origin else { return false };
            let fits = origin.columns.start == next && cell.is_as_it_was();
            next = origin.columns.end;
            fits
        };
        let all = self.cells.iter().all(&mut follows);
        all && next + self.after == old
    }

    fn columns(&self) -> usize {
        self.before + self.after + self.cells.iter().map(|cell| cell.span).sum::<usize>()
    }

    /// Writes the spans that changed, and the widths.
    fn write(&self, tree: &XmlTree<'_>, widths: &[u64], edits: &mut Edits) {
        if self.old_outside != (self.before, self.after) {
            let properties = tree.child(self.element, "w:trPr");
            for (name, value) in [("w:gridBefore", self.before), ("w:gridAfter", self.after)] {
                let number = properties.and_then(|p| tree.child(p, name));
                if let Some((_, range)) = number.and_then(|n| tree.attribute(n, "w:val")) {
                    edits.replace(range, value.to_string());
                }
            }
        }
        let mut column = self.before;
        for cell in &self.cells {
            let width: u64 = widths.iter().skip(column).take(cell.span).sum();
            column += cell.span;
            cell.write(tree, width, edits);
        }
    }
}

impl Cell {
    fn write(&self, tree: &XmlTree<'_>, width: u64, edits: &mut Edits) {
        let properties = tree.child(self.element, "w:tcPr");
        let child = |name| properties.and_then(|properties| tree.child(properties, name));
        let (declared, spanned) = (child("w:tcW"), child("w:gridSpan"));
        let mut span = String::new();
        if self.span != self.old_span {
            if let Some(spanned) = spanned {
                edits.delete(tree.range(spanned));
            }
            if self.span > 1 {
                span = format!("<w:gridSpan w:val=\"{}\"/>", self.span);
            }
        }
        match (declared, properties) {
            (Some(declared), _) if width > 0 => edits.replace(
                tree.range(declared),
                format!("<w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{span}"),
            ),
            (Some(declared), _) => edits.insert(tree.range(declared).end, span),
            (None, _) if span.is_empty() => {}
            (None, Some(properties)) if !tree.is_empty_tag(properties) => {
                edits.insert(tree.content(properties).start, span);
            }
            (None, Some(properties)) => {
                edits.replace(tree.range(properties), format!("<w:tcPr>{span}</w:tcPr>"));
            }
            (None, None) => edits
                .insert(tree.open_tag(self.element).end, format!("<w:tcPr>{span}</w:tcPr>")),
        }
    }
}

/// The new columns of a table, each by the column of the template that it comes from.
struct Follower {
    columns: Vec<usize>,
    blocks: Vec<std::ops::Range<usize>>,
}

impl Follower {
    /// Reads the new columns off the widest of the rows whose cells were repeated or dropped;
    /// `None` when there is none.
    fn new(rows: &[Row], old: &[u64]) -> Option<Self> {
        // The first of those with the most; merged titles follow them.
        let changed = rows.iter().filter(|row| !row.is_as_it_was(old.len()));
        let widest = changed
            .max_by(|a, b| a.columns().cmp(&b.columns()).then(std::cmp::Ordering::Greater))?;
        let mut columns: Vec<usize> = (0..widest.before).collect();
        for cell in &widest.cells {
            let (origin, _) = cell.origin.as_ref()?;
            let from = origin.columns.clone();
            let last = from.end.saturating_sub(1);
            columns.extend((0..cell.span).map(|at| (from.start + at).min(last)));
        }
        let first_after = old.len().saturating_sub(widest.after);
        columns.extend(first_after..first_after + widest.after);
        if columns.is_empty() || columns.len() > MOST_COLUMNS {
            return None;
        }
        let origins = rows.iter().flat_map(|row| &row.cells);
        let origins = origins.filter_map(|cell| cell.origin.as_ref());
        let mut blocks: Vec<std::ops::Range<usize>> =
            origins.filter_map(|(origin, _)| origin.block.clone()).collect();
        blocks.sort_unstable_by_key(|block| (block.start, block.end));
        blocks.dedup();
        Some(Self { columns, blocks })
    }

    /// How many of the new columns come from a stretch of old ones.
    fn count(&self, old: &std::ops::Range<usize>) -> usize {
        self.columns.iter().filter(|column| old.contains(column)).count()
    }

    /// Lets the cells of a row that the blocks left alone span what came of their columns.
    fn spread(&self, row: &mut Row, old: usize) {
        if !row.is_as_it_was(old) {
            return;
        }
        let before = self.count(&(0..row.before));
        let old_end = row.cells.iter().filter_map(|c| Some(c.origin.as_ref()?.0.columns.end));
        let old_end = old_end.max().unwrap_or(0).max(row.before);
        let after = if row.after == 0 { 0 } else { self.count(&(old_end..usize::MAX)) };
        let spans: Vec<usize> = row
            .cells
            .iter()
            .map(|cell| match &cell.origin {
                Some((origin, _)) if cell.is_as_it_was() => self.count(&origin.columns),
                _ => cell.span,
            })
            .collect();
        let total = before + after + spans.iter().sum::<usize>();
        if total != self.columns.len() || spans.contains(&0) {
            return;
        }
        (row.before, row.after) = (before, after);
        for (cell, span) in row.cells.iter_mut().zip(spans) {
            cell.span = span;
        }
    }

    /// The width of each new column: those of a block share its width, tags included.
    fn widths(&self, old: &[u64]) -> Vec<u64> {
        let total: u64 = old.iter().sum();
        let own = |column: usize| old.get(column).copied().unwrap_or(0);
        let sum = |columns: &mut dyn Iterator<Item = usize>| -> u64 { columns.map(own).sum() };
        let share = |column: usize| {
            let block = self.blocks.iter().find(|block| block.contains(&column));
            let block = block.cloned().unwrap_or(column..column + 1);
            let whole = sum(&mut block.clone());
            let mut inside = self.columns.iter().copied().filter(|c| block.contains(c));
            whole * own(column) / sum(&mut inside).max(1)
        };
        let widths: Vec<u64> = self.columns.iter().map(|column| share(*column)).collect();
        let given: u64 = widths.iter().sum::<u64>().max(1);
        if total == 0 {
            return vec![0; self.columns.len()];
        }
        // What columns leave that are gone goes to all others alike.
        let missing = total.saturating_sub(given) > self.columns.len() as u64;
        let fitted = |width: &u64| if missing { width * total / given } else { *width };
        widths.iter().map(|width| fitted(width).max(1)).collect()
    }
}

fn width(tree: &XmlTree<'_>, column: usize) -> u64 {
    let width = tree.attribute(column, "w:w").and_then(|(width, _)| width.parse::<u32>().ok());
    u64::from(width.unwrap_or_default().min(WIDEST))
}

/// Wider than any sheet of paper (twentieths of a point): sums and products of such stay small.
const WIDEST: u32 = 1_000_000;

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
