//! What filling a workbook changed: cells and parts, each with its reason.

use crate::ooxml::CellRef;

/// Everything in which a filled workbook differs from its template.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Certificate {
    /// Cells, sheet by sheet in the order of the result.
    pub cells: Vec<ChangedCell>,
    /// Parts that were rewritten, added or removed, by name.
    pub parts: Vec<ChangedPart>,
    /// How many parts are byte for byte as they were.
    pub kept: usize,
}

/// A cell of the result that says something else than the template's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedCell {
    /// Name of the sheet in the result.
    pub sheet: String,
    /// The cell in the result.
    pub cell: CellRef,
    /// The cell of the template that it comes from, in the template's sheet.
    pub from: CellRef,
    /// What stood there: a text, a number in digits, or `=` and the formula.
    pub before: String,
    /// What stands there now.
    pub after: String,
    /// Why.
    pub why: CellChange,
}

/// Why a cell changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CellChange {
    /// A tag in it was filled.
    Tag,
    /// It was named as a target.
    Target,
    /// It is a copy that a repetition made.
    Repeated,
    /// Its formula names cells that have moved.
    FormulaFollowed,
    /// Its formula reads cells that changed.
    Recomputed,
}

/// A part that is not as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedPart {
    /// Name in the package.
    pub name: String,
    /// Whether it was rewritten, added or removed.
    pub how: PartChange,
    /// Why, all reasons.
    pub why: Vec<PartReason>,
}

/// What happened to a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartChange {
    /// It has other bytes.
    Rewritten,
    /// It was not in the template.
    Added,
    /// It is no longer there.
    Removed,
}

/// Why a part is not as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartReason {
    /// Cells in it changed.
    Cells,
    /// It held tags.
    Tags,
    /// It holds values of formulas that read changed cells.
    CachedValues,
    /// It names rows, columns or sheets that moved.
    Followed,
    /// It belongs to a sheet that was repeated or left out.
    SheetCopies,
    /// It lists formulas or parts that are others now.
    Listing,
}
