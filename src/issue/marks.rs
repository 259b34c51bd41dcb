//! Cells that turn red: rules of the pack that a branch can see broken while it types.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::formula::{Elsewhere, Parts, Writer, parts, plain};
use super::layout::{Layout, Role};
use super::totals::worked_out;
use crate::model::Period;
use crate::ooxml::CellRef;
use crate::pack::{Comparison, FormSheet, Levels, Rule};
use crate::template::xlsx::Mark;

/// A rule that is watched on a blank.
pub(super) struct Watched<'a> {
    pub(super) rule: &'a Rule,
    /// Its cells, sheet by sheet, for every period.
    pub(super) marks: Vec<Mark>,
}

/// The rules whose figures all stand on the form, in the pack's order. What a formula of the
/// blank makes true needs no watching.
pub(super) fn marks<'a>(layout: &Layout<'a>) -> Vec<Watched<'a>> {
    let unit = layout.data.tree.get(layout.org);
    let of_branch = unit.is_some_and(|unit| unit.kind.is_cell());
    let rules = layout.data.pack.rules.iter().filter(|rule| match rule.levels {
        Levels::All | Levels::Returns => true,
        Levels::Branches => of_branch,
        Levels::Totals => false,
    });
    let watched = rules.map(|rule| {
        let periods = layout.periods().into_iter();
        let marks =
            periods.flat_map(|period| of_period(layout, rule, period).unwrap_or_default());
        Watched { rule, marks: marks.collect() }
    });
    watched.filter(|watched| !watched.marks.is_empty()).collect()
}

fn of_period(layout: &Layout<'_>, rule: &Rule, period: Period) -> Option<Vec<Mark>> {
    let role = |cell: usize| layout.cells.get(cell).map(|cell| &cell.role);
    let total = worked_out(layout, rule, period);
    if total.is_some_and(|total| layout.made_of.contains_key(&total)) {
        return None;
    }
    let condition = &rule.condition;
    let parts = parts(layout, &[&condition.left, &condition.right], period, rule.missing)?;
    let all_known = parts.cells().all(|cell| matches!(role(cell), Some(Role::Fixed(_))));
    if all_known || rule.is_of_parts() && is_made_of(layout, &parts) {
        return None;
    }
    let mut by_sheet: BTreeMap<&str, (&FormSheet, Vec<CellRef>)> = BTreeMap::new();
    for cell in parts.cells().filter_map(|cell| layout.cells.get(cell)) {
        let (_, cells) = by_sheet.entry(&cell.sheet.name).or_insert((cell.sheet, Vec::new()));
        cells.push(cell.form.cell);
    }
    let marks = by_sheet.into_values().map(|(sheet, cells)| {
        let formula = broken(layout, rule, period, sheet, &parts)?;
        Some(Mark { sheet: sheet.name.clone(), cells, formula })
    });
    marks.collect()
}

/// Whether one of two cells is the sum of others, the other one among them.
fn is_made_of(layout: &Layout<'_>, parts: &Parts) -> bool {
    parts.cells().any(|total| {
        let of = layout.made_of.get(&total);
        of.is_some_and(|of| parts.cells().any(|part| of.contains(&part)))
    })
}

/// What is true while a rule is broken: as `check` asks it, with the same tolerance. Excel's
/// numbers are binary, so that what is off by less than a billionth is not off.
fn broken(
    layout: &Layout<'_>,
    rule: &Rule,
    period: Period,
    sheet: &FormSheet,
    parts: &Parts,
) -> Option<String> {
    let writer = Writer::new(layout, sheet, Elsewhere::Name, rule.missing);
    let filled = writer.is_filled(parts);
    let left = writer.expression(&rule.condition.left, period)?;
    let right = writer.product(&rule.condition.right, period)?;
    let off = format!("ROUND({left}-{right},9)");
    let tolerance = rule.tolerance;
    let broken = match rule.condition.comparison {
        Comparison::Equal if tolerance.is_zero() => format!("{off}<>0"),
        Comparison::Equal => format!("ABS({off})>{}", plain(tolerance)),
        Comparison::AtMost => format!("{off}>{}", plain(tolerance)),
        Comparison::AtLeast => format!("{off}<{}", plain(Decimal::ZERO - tolerance)),
        Comparison::Below => format!("{off}>=0"),
        Comparison::Above => format!("{off}<=0"),
    };
    Some(format!("IF({filled},{broken},FALSE)"))
}
