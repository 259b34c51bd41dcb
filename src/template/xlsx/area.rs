//! A rectangle of cells, such as `A4:F9`, and the merged ones of a sheet.

use super::sheet::Sheet;
use crate::ooxml::CellRef;
use crate::ooxml::xml_part::Element;

/// A rectangle of cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Area {
    /// Its first cell.
    pub first: CellRef,
    /// Its last cell.
    pub last: CellRef,
}

impl Area {
    /// Reads `A4:F9` or `A4`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (first, last) = text.split_once(':').unwrap_or((text, text));
        let (first, last): (CellRef, CellRef) = (first.parse().ok()?, last.parse().ok()?);
        Some(Self {
            first: CellRef::new(first.row.min(last.row), first.col.min(last.col)),
            last: CellRef::new(first.row.max(last.row), first.col.max(last.col)),
        })
    }

    /// The areas of a list (`sqref`).
    pub(super) fn list(text: &str) -> Vec<Self> {
        text.split_ascii_whitespace().filter_map(Self::parse).collect()
    }

    /// Whether a cell lies in it.
    pub(super) fn contains(&self, cell: CellRef) -> bool {
        (self.first.row..=self.last.row).contains(&cell.row)
            && (self.first.col..=self.last.col).contains(&cell.col)
    }
}

/// The merged areas of a sheet.
pub(super) fn merged(sheet: &Sheet) -> Vec<Area> {
    let list = sheet.around.root.child("mergeCells");
    let elements = list.into_iter().flat_map(Element::elements);
    elements.filter_map(|area| Area::parse(&area.attribute("ref")?)).collect()
}
