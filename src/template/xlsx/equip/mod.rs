//! Equipping a blank: what lets others fill in a workbook safely.
//!
//! Cells to be filled in are unlocked and validated, all else is protected; totals compute,
//! contradictions turn red, a sheet of text tells how. Everything is put into the workbook in
//! place: parts that are not concerned keep their bytes.

mod area;
mod cells;
mod checks;
mod equipment;
mod existing;
mod formulas;
mod lists;
mod marks;
mod names;
mod order;
mod plan;
mod protection;
mod sheet;
mod styles;
mod text_sheet;
mod validations;

use std::collections::BTreeMap;

use super::book::{Book, unreadable};
use super::calc_chain;
use super::carry::{self, Dialect};
use crate::template::Problem;
use lists::Lists;
use names::Names;
use plan::SheetPlan;
use sheet::Shared;
use styles::Styles;

pub use equipment::{
    Bound, CellValue, Equipment, FixedCell, FormulaCell, Input, Mark, TextRow, TextSheet,
    TextStyle, Validation, ValidationKind,
};

/// Equips a workbook.
///
/// # Errors
/// The file is no workbook; something is to be put where it cannot stand, such as a formula in
/// the middle of an array; or it would go beyond what Excel accepts. All of it at once.
pub fn equip(workbook: Vec<u8>, equipment: &Equipment) -> Result<Vec<u8>, Vec<Problem>> {
    let problems = checks::problems(equipment);
    if !problems.is_empty() {
        return Err(problems);
    }
    let one = |problem| vec![problem];
    let mut book = Book::open(workbook).map_err(one)?;
    book.read_sheets().map_err(one)?;
    let plans = plan::plans(&book, equipment)?;
    let before = book.workbook.write();
    equipped(&mut book, equipment, plans).map_err(one)?;
    let after = book.workbook.write();
    if after != before {
        book.package.put(&book.path, after.into_bytes());
    }
    book.package.write().map_err(|error| vec![unreadable(&error)])
}

fn equipped(
    book: &mut Book,
    equipment: &Equipment,
    plans: BTreeMap<usize, SheetPlan<'_>>,
) -> Result<(), Problem> {
    let dialect = Dialect::of(&book.workbook.root);
    let mut shared = Shared {
        styles: Styles::read(book, dialect)?,
        lists: Lists::new(book, &equipment.lists),
        names: Names::new(book),
    };
    let mut computes = false;
    for (index, mut plan) in plans {
        computes |= !plan.contents.is_empty();
        sheet::equip(book, index, &mut plan, &mut shared)?;
    }
    if computes {
        // What was computed, and in which order, no longer holds.
        calc_chain::remove(book)?;
        calc_chain::compute_on_load(&mut book.workbook.root);
    }
    let Shared { mut styles, lists, names } = shared;
    lists.put(book, dialect)?;
    names.put(book);
    let has_views = book.workbook.root.child("bookViews").is_some();
    for sheet in &equipment.sheets {
        let name = carry::unused_name(book, &sheet.name);
        let protect = equipment.protect && !sheet.open;
        let part = text_sheet::worksheet(sheet, protect, has_views, &mut styles, dialect)?;
        carry::add_sheet(book, &name, part, dialect)?;
    }
    styles.put(book, dialect)
}
