//! Areas of cells: read from lists of them, cut up, put together.

use std::collections::BTreeSet;
use std::fmt;

use crate::ooxml::CellRef;
use crate::template::xlsx::formula::lexer::{Corner, Kind, tokens};

/// Cells from one corner to the opposite one, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Area {
    /// The corner at the top left.
    pub first: CellRef,
    /// The corner at the bottom right.
    pub last: CellRef,
}

impl Area {
    /// A single cell.
    pub(super) const fn of(cell: CellRef) -> Self {
        Self { first: cell, last: cell }
    }

    /// Reads `B2`, `B2:D9`, `B:D` or `2:9`; whole columns and rows become their cells.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut tokens = tokens(text.trim()).into_iter();
        let (Kind::Reference(reference), None) = (tokens.next()?.kind, tokens.next()) else {
            return None;
        };
        let last = reference.last.unwrap_or(reference.first);
        let row = |corner: Corner, whole| corner.row.map_or(whole, |row| row.0);
        let col = |corner: Corner, whole| corner.col.map_or(whole, |col| col.0);
        let rows = (row(reference.first, 0), row(last, CellRef::ROWS - 1));
        let cols = (col(reference.first, 0), col(last, CellRef::COLS - 1));
        Some(Self {
            first: CellRef::new(rows.0.min(rows.1), cols.0.min(cols.1)),
            last: CellRef::new(rows.0.max(rows.1), cols.0.max(cols.1)),
        })
    }

    /// Whether a cell lies in it.
    pub(super) fn contains(&self, cell: CellRef) -> bool {
        (self.first.row..=self.last.row).contains(&cell.row)
            && (self.first.col..=self.last.col).contains(&cell.col)
    }

    /// How many cells it has.
    pub(super) fn size(&self) -> u64 {
        let rows = u64::from(self.last.row - self.first.row) + 1;
        rows * (u64::from(self.last.col - self.first.col) + 1)
    }

    /// Its cells, row by row.
    pub(super) fn cells(self) -> impl Iterator<Item = CellRef> {
        (self.first.row..=self.last.row).flat_map(move |row| {
            (self.first.col..=self.last.col).map(move |col| CellRef::new(row, col))
        })
    }

    /// The smallest area that holds this one and another.
    pub(super) fn with(self, other: Self) -> Self {
        let (a, b) = (self, other);
        Self {
            first: CellRef::new(a.first.row.min(b.first.row), a.first.col.min(b.first.col)),
            last: CellRef::new(a.last.row.max(b.last.row), a.last.col.max(b.last.col)),
        }
    }

    fn meets(&self, other: &Self) -> bool {
        self.first.row <= other.last.row
            && other.first.row <= self.last.row
            && self.first.col <= other.last.col
            && other.first.col <= self.last.col
    }

    /// What is left of it around a hole: above, to the left, to the right, below.
    fn without(self, hole: &Self) -> Vec<Self> {
        if !self.meets(hole) {
            return vec![self];
        }
        let top = self.first.row.max(hole.first.row);
        let bottom = self.last.row.min(hole.last.row);
        let piece = |rows: (u32, u32), cols: (u16, u16)| Self {
            first: CellRef::new(rows.0, cols.0),
            last: CellRef::new(rows.1, cols.1),
        };
        let cols = (self.first.col, self.last.col);
        let mut left = Vec::new();
        if self.first.row < top {
            left.push(piece((self.first.row, top - 1), cols));
        }
        if self.first.col < hole.first.col {
            left.push(piece((top, bottom), (self.first.col, hole.first.col - 1)));
        }
        if hole.last.col < self.last.col {
            left.push(piece((top, bottom), (hole.last.col + 1, self.last.col)));
        }
        if bottom < self.last.row {
            left.push(piece((bottom + 1, self.last.row), cols));
        }
        left
    }
}

impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == self.last {
            return write!(f, "{}", self.first);
        }
        write!(f, "{}:{}", self.first, self.last)
    }
}

/// Reads a list of areas (`sqref`); none when one of them is no area.
pub(super) fn list(text: &str) -> Option<Vec<Area>> {
    text.split_ascii_whitespace().map(Area::parse).collect()
}

/// A list of areas as files have it.
pub(super) fn written(areas: &[Area]) -> String {
    areas.iter().map(Area::to_string).collect::<Vec<_>>().join(" ")
}

/// What is left of areas around holes; none when no hole meets any of them.
pub(super) fn cut(areas: &[Area], holes: &[Area]) -> Option<Vec<Area>> {
    let met = |hole: &&Area| areas.iter().any(|area| area.meets(hole));
    let holes: Vec<_> = holes.iter().filter(met).collect();
    if holes.is_empty() {
        return None;
    }
    let mut left = areas.to_vec();
    for hole in holes {
        left = left.into_iter().flat_map(|area| area.without(hole)).collect();
    }
    Some(left)
}

/// Few areas that hold exactly these cells, in reading order of their first cells.
pub(super) fn cover(cells: &BTreeSet<CellRef>) -> Vec<Area> {
    let mut runs: Vec<Area> = Vec::new();
    for cell in cells {
        match runs.last_mut() {
            Some(run) if run.last.row == cell.row && run.last.col + 1 == cell.col => {
                run.last = *cell;
            }
            _ => runs.push(Area::of(*cell)),
        }
    }
    // By columns first, so that equal runs of rows below each other follow each other.
    runs.sort_by_key(|run| (run.first.col, run.last.col, run.first.row));
    let mut areas: Vec<Area> = Vec::new();
    for run in runs {
        match areas.last_mut() {
            Some(area)
                if (area.first.col, area.last.col) == (run.first.col, run.last.col)
                    && area.last.row + 1 == run.first.row =>
            {
                area.last = run.last;
            }
            _ => areas.push(run),
        }
    }
    areas.sort();
    areas
}

#[cfg(test)]
mod tests {
    use super::*;

    fn areas(text: &str) -> Vec<Area> {
        list(text).unwrap()
    }

    #[test]
    fn areas_are_read_as_files_write_them() {
        assert_eq!(written(&areas("B2 $D$9:C3 B:C 2:3")), "B2 C3:D9 B1:C1048576 A2:XFD3");
        assert_eq!(list("B2 nothing"), None);
    }

    #[test]
    fn what_is_left_around_a_hole_is_all_but_the_hole() {
        for (area, hole) in [("B2:E6", "C3"), ("B2:E6", "B2"), ("B2:E6", "A1:C9"), ("B2", "B2")]
        {
            let left = cut(&areas(area), &areas(hole)).unwrap();
            let holes = areas(hole);
            let all: Vec<_> = areas(area).into_iter().flat_map(Area::cells).collect();
            let kept: Vec<_> = left.iter().copied().flat_map(Area::cells).collect();
            let want: Vec<_> = all
                .into_iter()
                .filter(|cell| !holes.iter().any(|h| h.contains(*cell)))
                .collect();
            let (set, count) = (kept.iter().copied().collect::<BTreeSet<_>>(), kept.len());
            assert_eq!(set.len(), count, "{area} without {hole}: a cell twice");
            assert_eq!(set, want.into_iter().collect(), "{area} without {hole}");
        }
        assert_eq!(cut(&areas("B2:C3"), &areas("D4")), None);
    }

    #[test]
    fn cells_are_covered_by_few_areas_and_by_nothing_else() {
        let cells = areas("B2:C4 E2:E9 B6").into_iter().flat_map(Area::cells).collect();
        assert_eq!(written(&cover(&cells)), "B2:C4 E2:E9 B6");
    }
}
