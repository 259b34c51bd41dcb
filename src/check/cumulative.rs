//! Cumulative flows never fall on returns: quý I ≤ 6 tháng ≤ 9 tháng ≤ năm. (A total falls when a
//! return does.)

use std::collections::BTreeSet;

use crate::diagnostic::{CellNote, Code, Finding, Findings, Place};
use crate::model::{FactKey, Figure, Item, Operands, OrgIx, OverPeriods, OverUnits, Period};
use crate::pack::Consolidated;

/// Names every flow that is smaller than an earlier one counted from the same January: most often
/// a return with the figure of its quarter alone.
pub fn cumulative(data: &Consolidated, findings: &mut Findings) {
    for item in data.pack.catalogue.items().filter(|item| accumulates(data, *item)) {
        let pairs = nested_pairs(&data.due.periods(item));
        for (earlier, later) in pairs {
            for &org in data.tree.bottom_up().iter().rev() {
                findings_of(data, item, org, earlier, later, findings);
            }
        }
    }
}

fn accumulates(data: &Consolidated, item: Item) -> bool {
    data.pack.catalogue.element(item).is_some_and(|element| {
        element.over_units == OverUnits::Sum
            && element.over_periods == OverPeriods::Sum
            && !element.in_settings
    })
}

/// Each period with the next longer one that begins with it.
fn nested_pairs(periods: &BTreeSet<Period>) -> Vec<(Period, Period)> {
    let mut pairs = Vec::new();
    let mut before: Option<Period> = None;
    for &period in periods {
        if let Some(before) = before.filter(|before| period.begins_with(*before)) {
            pairs.push((before, period));
        }
        before = Some(period);
    }
    pairs
}

/// A fall on a unit's returns.
fn findings_of(
    data: &Consolidated,
    item: Item,
    org: OrgIx,
    earlier: Period,
    later: Period,
    findings: &mut Findings,
) {
    let figure = |period| data.figures.get(FactKey { org, item, period });
    let (Some(first), Some(second)) = (figure(earlier), figure(later)) else { return };
    let (Some(before), Some(after)) = (first.value, second.value) else { return };
    // A total falls when a return does; that is told there.
    let own = |figure: &Figure| matches!(figure.operands, Operands::Cell(_));
    // Of a consolidated return, less may be in the later one because a branch is missing from it.
    let same = first.coverage.missing == second.coverage.missing;
    if before <= after || !same || !own(first) || !own(second) {
        return;
    }
    let label = data.pack.catalogue.label(item);
    let mut finding = Finding::new(Code::E310)
        .text("label", label.as_str())
        .number("earlier", before)
        .text("earlier_period", earlier.to_string())
        .number("later", after)
        .text("later_period", later.to_string());
    for (figure, period) in [(second, later), (first, earlier)] {
        let Operands::Cell(Some(source)) = &figure.operands else { continue };
        let note = CellNote::new(source.cell, format!("{label}, {period}"), &*source.text);
        if period == later {
            let place = Place::file(&*source.file).sheet(&*source.sheet).cell(source.cell);
            finding = finding.at(place).cell(note.marked());
        } else {
            // The earlier cell stands in another file, which the note names.
            finding = finding.cell(note.in_sheet(&*source.file));
        }
    }
    findings.push(finding.scope(data.tree.name(org)).scope(later.to_string()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_period_is_held_against_the_next_longer_one_from_the_same_january() {
        let ids = ["2023", "2024-Q1", "2024-6T", "2024-9T", "2024"];
        let pairs = nested_pairs(&ids.iter().map(|id| id.parse().unwrap()).collect());
        let pairs: Vec<_> = pairs.iter().map(|(a, b)| format!("{a} ≤ {b}")).collect();
        assert_eq!(pairs, ["2024-Q1 ≤ 2024-6T", "2024-6T ≤ 2024-9T", "2024-9T ≤ 2024"]);
    }
}
