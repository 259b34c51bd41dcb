//! Totals that compute: rules of the pack that say what one cell of the form is.

use std::collections::BTreeMap;

use super::formula::{Elsewhere, Parts, Writer, parts};
use super::layout::{Layout, Role};
use crate::model::Period;
use crate::pack::{Named, Rule};

/// Gives every cell that a rule works out its formula, provided that all parts stand on the form.
///
/// Where formulas would lead in a circle, the later rule stays a check.
pub(super) fn compute(layout: &mut Layout<'_>) {
    let rules: Vec<&Rule> =
        layout.data.pack.rules.iter().filter(|rule| rule.computes).collect();
    for rule in rules {
        for period in layout.periods() {
            let Some((cell, formula, parts)) = formula(layout, rule, period) else { continue };
            if leads_to(&layout.made_of, &parts, cell) {
                continue;
            }
            layout.made_of.insert(cell, parts.cells().collect());
            if let Some(cell) = layout.cells.get_mut(cell) {
                cell.role = Role::Computed(formula);
            }
        }
    }
}

/// The cell that a rule works out for a period, with its formula and the cells in it.
fn formula(layout: &Layout<'_>, rule: &Rule, period: Period) -> Option<(usize, String, Parts)> {
    let cell = worked_out(layout, rule, period)?;
    let total = layout.cells.get(cell).filter(|cell| cell.role == Role::Input)?;
    let (_, expression) = rule.computed()?;
    let parts = parts(layout, &[expression], period, rule.missing)?;
    let writer = Writer::new(layout, total.sheet, Elsewhere::Address, rule.missing);
    let (filled, sum) = (writer.is_filled(&parts), writer.expression(expression, period)?);
    // What is divided by may be 0.
    let sum = if sum.contains('/') { format!("IFERROR({sum},\"\")") } else { sum };
    Some((cell, format!("IF({filled},{sum},\"\")"), parts))
}

/// The cell of the figure that a rule works out, seen from a period.
pub(super) fn worked_out(layout: &Layout<'_>, rule: &Rule, period: Period) -> Option<usize> {
    let (total, _) = rule.computed()?;
    let pack = &layout.data.pack;
    let (named, period) = (pack.named(&total.path)?, pack.resolve(total.period, period)?);
    match named {
        Named::Item(_) => layout.cell_of(named, period),
        Named::Indicator(_) | Named::Text(_) => None,
    }
}

/// Whether a cell is among others or what they are made of.
fn leads_to(made_of: &BTreeMap<usize, Vec<usize>>, parts: &Parts, cell: usize) -> bool {
    let mut ahead: Vec<usize> = parts.cells().collect();
    let mut seen = std::collections::BTreeSet::new();
    while let Some(next) = ahead.pop() {
        if next == cell {
            return true;
        }
        if seen.insert(next) {
            ahead.extend(made_of.get(&next).into_iter().flatten());
        }
    }
    false
}
