//! What is remembered of a filling: which sheet of the result came from which, and its lines.

use std::collections::BTreeSet;

use super::super::lines::SheetMap;
use crate::ooxml::CellRef;

/// Where everything in a filled workbook came from.
#[derive(Debug, Default)]
pub struct Trace {
    /// Sheets of the result.
    pub(super) sheets: Vec<TracedSheet>,
}

/// Where the lines of one sheet of the result came from.
#[derive(Debug)]
pub(in super::super) struct TracedSheet {
    /// Name in the result.
    pub name: String,
    /// Name of the template's sheet.
    pub template: String,
    /// Where its lines went.
    pub map: SheetMap,
    /// Cells of the template that were named as targets.
    pub targets: BTreeSet<CellRef>,
    /// First cells of merged areas that took a tag from a covered cell.
    pub moved_tags: BTreeSet<CellRef>,
}

impl Trace {
    /// A trace of these sheets.
    pub(in super::super) const fn new(sheets: Vec<TracedSheet>) -> Self {
        Self { sheets }
    }

    /// The trace of a workbook whose sheets and lines all stand where they stood.
    pub(super) fn of_unmoved(names: impl Iterator<Item = String>) -> Self {
        let sheets = names.map(|name| TracedSheet {
            template: name.clone(),
            name,
            map: SheetMap::identity(),
            targets: BTreeSet::new(),
            moved_tags: BTreeSet::new(),
        });
        Self::new(sheets.collect())
    }

    /// The sheet of the result with this name.
    pub(super) fn sheet(&self, name: &str) -> Option<&TracedSheet> {
        self.sheets.iter().find(|sheet| sheet.name == name)
    }

    /// Whether a sheet of the template is in the result at all, under whatever name.
    pub(super) fn keeps(&self, template: &str) -> bool {
        self.sheets.iter().any(|sheet| sheet.template == template)
    }

    /// Whether the result has several sheets made from one of the template's.
    pub(super) fn repeats(&self, template: &str) -> bool {
        self.sheets.iter().filter(|sheet| sheet.template == template).nth(1).is_some()
    }

    /// Whether this is the first sheet made from its template's.
    pub(super) fn is_first(&self, sheet: &TracedSheet) -> bool {
        let first = self.sheets.iter().find(|other| other.template == sheet.template);
        first.is_some_and(|first| first.name == sheet.name)
    }

    /// Whether any line, or any sheet, is elsewhere than in the template.
    pub(super) fn moved(&self) -> bool {
        let moved = |sheet: &TracedSheet| sheet.map.moved() || sheet.name != sheet.template;
        self.sheets.iter().any(moved)
    }
}

impl TracedSheet {
    /// The cell of the template that a cell of the result comes from.
    pub(super) fn origin(&self, cell: CellRef) -> CellRef {
        let column = self.map.columns.origin(u32::from(cell.col));
        CellRef::new(self.map.rows.origin(cell.row), u16::try_from(column).unwrap_or(u16::MAX))
    }
}
