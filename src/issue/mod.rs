//! Issuing (phát hành): the blank of a form that goes out to one unit.
//!
//! The form's face comes with unit and period filled in. Here it is worked out what each of its
//! cells is on this unit's blank (`layout`), what is already known of earlier
//! periods, which totals compute, which contradictions turn red, and what the branch is told; the
//! engine puts all of it into the workbook, with the identity by which the return is known again.

mod entered;
mod file_name;
mod formula;
mod identity;
mod instructions;
mod known;
mod layout;
mod marks;
mod ratios;
mod totals;
mod validation;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::OrgIx;
use crate::pack::{Consolidated, Form, FormSheet};
use crate::template::Problem;
use crate::template::xlsx::{self, Equipment, FixedCell, FormulaCell, Input};

use layout::{Layout, Role};

pub use file_name::FileNames;

/// Name of the sheet that tells how a blank is filled in.
pub const INSTRUCTIONS: &str = "Hướng dẫn";

/// What a blank is made from.
pub struct BlankRequest<'a> {
    /// The pack with the figures that are known.
    pub data: &'a Consolidated,
    /// The form.
    pub form: &'a Form,
    /// Whose blank.
    pub org: OrgIx,
    /// The form with unit and period filled in and no figures.
    pub face: Vec<u8>,
    /// The form's sheets as they stand on the face.
    pub sheets: &'a [FormSheet],
    /// Whether the office enters the return for the unit.
    pub entered: bool,
}

/// A finished blank.
pub struct Blank {
    /// The workbook.
    pub bytes: Vec<u8>,
    /// The files of returns that figures were carried over from.
    pub carried_from: BTreeSet<Arc<str>>,
    /// Figures that were carried over.
    pub carried: usize,
    /// Figures of earlier periods that could have been carried over if they were known.
    pub unknown: usize,
}

/// Makes the blank of a unit.
///
/// # Errors
/// What does not allow the workbook to be equipped, all of it at once.
pub fn blank(request: BlankRequest<'_>) -> Result<Blank, Vec<Problem>> {
    let BlankRequest { data, form, org, face, sheets, entered } = request;
    let mut layout = Layout::new(data, org, sheets);
    totals::compute(&mut layout);
    ratios::compute(&mut layout);
    let marks = marks::marks(&layout);
    let mut equipment = Equipment {
        marks: marks.iter().flat_map(|broken| broken.marks.iter().cloned()).collect(),
        protect: true,
        sheets: vec![instructions::sheet(&layout, form, &marks)],
        ..Equipment::default()
    };
    if entered {
        equipment.sheets.push(entered::sheet());
    }
    for cell in &layout.cells {
        let (sheet, cell_ref) = (cell.sheet.name.clone(), cell.form.cell);
        match &cell.role {
            Role::Input => {
                let validation = validation::of(&layout, cell);
                equipment.inputs.push(Input { sheet, cell: cell_ref, validation });
            }
            Role::Fixed(value) => {
                let value = value.clone();
                equipment.fixed.push(FixedCell { sheet, cell: cell_ref, value });
            }
            Role::Computed(formula) => {
                let (formula, value) = (formula.clone(), None);
                equipment.formulas.push(FormulaCell { sheet, cell: cell_ref, formula, value });
            }
        }
    }
    // Whose blank it is, and for which period, is not for the branch to change.
    for sheet in sheets {
        let headers = [sheet.unit_name, sheet.period_name].into_iter().flatten();
        equipment.fixed.extend(headers.map(|cell| FixedCell {
            sheet: sheet.name.clone(),
            cell,
            value: None,
        }));
    }
    equipment.inputs.extend(validation::ticks(sheets));
    let bytes = xlsx::equip(face, &equipment)?;
    let bytes = xlsx::carry(bytes, &identity::of(&layout, form))?;
    let unknown = layout.cells.iter().filter(|cell| cell.is_unknown(&layout)).count();
    let Layout { carried_from, carried, .. } = layout;
    let carried_from = carried_from.iter().map(|source| Arc::clone(&source.file)).collect();
    Ok(Blank { bytes, carried_from, carried, unknown })
}
