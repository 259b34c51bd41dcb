//! A sheet of a form laid over the sheet of a return: which row and which column of the return
//! each of its rows and columns has become.
//!
//! Nothing is told by position. A row is known by its labels, a column by its headings, and where
//! several say the same by what stands around them; what stays uncertain is refused.

mod columns;
mod headings;
mod lines;
mod rows;
mod texts;

use crate::ooxml::CellRef;
use crate::pack::FormSheet;
use crate::sheet::Sheet;
use columns::{Band, Laid, bands};
use lines::Image;
use rows::Rows;
use texts::Texts;

/// Where the cells of a form's sheet are in the sheet of a return.
#[derive(Debug)]
pub(super) struct Alignment {
    rows: Rows,
    bands: Vec<Band>,
}

/// Where a cell of a form went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Whereabouts {
    /// Here; and whether a label was read that was typed with other tone marks.
    At(CellRef),
    /// Nowhere: its row or column is not there.
    Gone,
    /// Any of these rows or columns may be its own.
    Several(Vec<CellRef>),
}

/// Whether every text of a form's sheet stands where the form has it.
pub(super) fn is_in_place(form: &FormSheet, sheet: &Sheet) -> bool {
    form.labels
        .iter()
        .all(|label| sheet.get(label.cell).is_some_and(|cell| label.is_said_by(&cell.text)))
}

impl Alignment {
    /// Lays a sheet of a form over the sheet of a return.
    pub(super) fn new(form: &FormSheet, sheet: &Sheet) -> Self {
        let (of_form, of_return) = (Texts::of_form(form), Texts::of_return(sheet));
        let rows = Rows::new(form, &of_form, &of_return);
        let laid = Laid { form, rows: &rows, of_form: &of_form, of_return: &of_return };
        let bands = bands(&laid);
        Self { rows, bands }
    }

    /// Where a cell with figures went.
    pub(super) fn whereabouts(&self, cell: CellRef) -> Whereabouts {
        let Some(band) = self.bands.iter().find(|band| band.is_of(cell.row)) else {
            return Whereabouts::Gone;
        };
        let column = |at: u32| u16::try_from(at).unwrap_or(cell.col);
        match (self.rows.image(cell.row), band.image(cell.col)) {
            (Image::At(row), _) if !band.holds(row) => Whereabouts::Gone,
            (Image::At(row), Image::At(col)) => Whereabouts::At(CellRef::new(row, column(col))),
            (Image::Gone, _) | (_, Image::Gone) => Whereabouts::Gone,
            (Image::Several(rows), Image::At(col)) => Whereabouts::Several(
                rows.into_iter().map(|row| CellRef::new(row, column(col))).collect(),
            ),
            (Image::At(row), Image::Several(columns)) => Whereabouts::Several(
                columns.into_iter().map(|col| CellRef::new(row, column(col))).collect(),
            ),
            (Image::Several(_), Image::Several(_)) => Whereabouts::Several(Vec::new()),
        }
    }

    /// Whether a label of the cell's row or a heading of its column was typed with other tone
    /// marks than the form's.
    pub(super) fn is_retyped(&self, cell: CellRef) -> bool {
        let band = self.bands.iter().find(|band| band.is_of(cell.row));
        self.rows.retyped.contains(&cell.row)
            || band.is_some_and(|band| band.retyped.contains(&cell.col))
    }

    /// Where a row went, by the labels in it.
    pub(super) fn row(&self, row: u32) -> Option<u32> {
        self.rows.image(row).at()
    }
}
