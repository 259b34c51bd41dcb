//! A blank that came back as it went out: nothing was typed into any of its cells, so it is no answer.

use super::added::added;
use super::locate::{Located, LocatedSheet};
use super::none_occurred::Tick;
use super::overlay::Overlaid;
use super::read::Reader;
use crate::ooxml::CellRef;
use crate::pack::{FormSheet, Named};
use crate::sheet::{Cell, Sheet, Value};
use crate::text::typed_figure;

impl Reader<'_> {
    /// Whether a return says nothing in any cell of its form. Where a cell was not found for certain, a
    /// figure stands beside the form's, or a tick was set or misspelt, it says something.
    pub(super) fn is_untouched(&self, sheets: &[LocatedSheet<'_>], ticks: &[Tick]) -> bool {
        let as_issued = |located: &LocatedSheet<'_>| {
            located.sheet.is_some()
                && located.drifted.is_empty()
                && located.doubled.is_empty()
                && located.uncertain.is_empty()
                && added(located).is_none()
                && located.found.iter().all(|found| self.is_left_blank(found))
        };
        // What a unit says in its own words it may well leave out.
        let mut found = sheets.iter().flat_map(|sheet| &sheet.found);
        let asks_for_figures = found.any(|found| matches!(found.form.named, Named::Item(_)));
        asks_for_figures
            && self.upward.is_none()
            && self.adjusted.is_empty()
            && ticks.is_empty()
            && sheets.iter().all(as_issued)
    }

    fn is_left_blank(&self, found: &Located<'_>) -> bool {
        let result = self.result(found);
        found.sheet.get(found.cell).is_none_or(|cell| holds_nothing(cell, result))
    }
}

/// Whether nothing was typed into any cell of a form on a sheet.
pub(super) fn is_blank(sheet: &Sheet, form: &FormSheet) -> bool {
    let overlaid = Overlaid::of_sheet(sheet, form);
    let blank = |at: CellRef| sheet.get(at).is_none_or(|cell| holds_nothing(cell, None));
    form.cells.iter().all(|cell| overlaid.figure(cell.cell).is_some_and(blank))
}

/// Whether a cell is as a blank has it: empty, dots to write on, or a total over nothing.
fn holds_nothing(cell: &Cell, result: Option<&Value>) -> bool {
    let Some(formula) = &cell.formula else {
        return typed_figure::is_blank(&cell.text);
    };
    // `=0` was typed; a total names cells.
    let names_cells = formula.contains(|c: char| c.is_ascii_alphabetic());
    let nothing = match result.unwrap_or(&cell.value) {
        Value::Number(number) => number.is_zero(),
        Value::Text(text) => text.trim().is_empty(),
        Value::Error(_) => true,
        _ => cell.text.trim().is_empty(),
    };
    names_cells && nothing && (result.is_some() || !cell.never_calculated)
}
