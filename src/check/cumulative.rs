//! Returns of one unit that begin together must go together: flows never fall (quý I ≤ 6 tháng ≤
//! 9 tháng ≤ năm), opening stocks are the same, means can follow on one another.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::diagnostic::{CellNote, Code, Finding, Findings, Place};
use crate::model::{
    FactKey, Figure, Item, Operands, OrgIx, OverPeriods, OverUnits, Period, State,
};
use crate::pack::Consolidated;

/// Names every flow that is smaller than an earlier one counted from the same January (most often a
/// return with the figure of its quarter alone), every opening stock that differs from another of
/// the same January, and means of which the later cannot follow on the earlier.
pub fn cumulative(data: &Consolidated, findings: &mut Findings) {
    let mut ticked = Ticked::new();
    for item in data.pack.catalogue.items() {
        let Some(wrong) = what_is_wrong(data, item) else { continue };
        let pairs = nested_pairs(&data.due.periods(item));
        for (earlier, later) in pairs {
            for &org in data.tree.bottom_up().iter().rev() {
                let pair = Pair { item, org, earlier, later };
                pair.check(data, wrong, &mut ticked, findings);
            }
        }
    }
    for (key, labels) in ticked {
        findings.push(ticked_in_vain(data, key, labels));
    }
}

/// Ticks «không phát sinh» after figures of an earlier period: place of the tick, unit, earlier and
/// later period, with the figures that the tick would make 0.
type Ticked = BTreeMap<(Place, OrgIx, Period, Period), Vec<String>>;

/// One finding for a tick, however many figures it contradicts.
fn ticked_in_vain(
    data: &Consolidated,
    (place, org, earlier, later): (Place, OrgIx, Period, Period),
    labels: Vec<String>,
) -> Finding {
    Finding::new(Code::E317)
        .at(place)
        .text("earlier_period", earlier.to_string())
        .text("later_period", later.to_string())
        .list("labels", labels)
        .scope(data.tree.name(org))
        .scope(later.to_string())
}

/// What is wrong with two figures that begin together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wrong {
    /// The later is smaller.
    Falls,
    /// They are not the same.
    Differs,
    /// Nobody could make up the difference.
    CannotFollow,
}

/// What can be wrong with an item in a cumulative series, if anything.
fn what_is_wrong(data: &Consolidated, item: Item) -> Option<Wrong> {
    let element = data.pack.catalogue.element(item).filter(|e| !e.in_settings)?;
    match (&element.over_units, element.over_periods) {
        (OverUnits::Sum, OverPeriods::Sum) => Some(Wrong::Falls),
        (OverUnits::WeightedMean { .. }, OverPeriods::Sum) => Some(Wrong::CannotFollow),
        (_, OverPeriods::First) => Some(Wrong::Differs),
        _ => None,
    }
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

/// A figure on two returns of one unit that begin together.
struct Pair {
    item: Item,
    org: OrgIx,
    earlier: Period,
    later: Period,
}

impl Pair {
    fn check(
        &self,
        data: &Consolidated,
        wrong: Wrong,
        ticked: &mut Ticked,
        findings: &mut Findings,
    ) {
        let figure = |period| {
            let key = FactKey { org: self.org, item: self.item, period };
            // Of totals nothing is said: they fall when a return does.
            data.figures.get(key).filter(|f| matches!(f.operands, Operands::Cell(_)))
        };
        let (Some(first), Some(second)) = (figure(self.earlier), figure(self.later)) else {
            return;
        };
        let (Some(before), Some(after)) = (first.value, second.value) else { return };
        // Of a consolidated return, less may be in the later one because a branch is missing.
        if first.coverage.missing != second.coverage.missing {
            return;
        }
        let is_wrong = match wrong {
            Wrong::Falls => before > after,
            Wrong::Differs => before != after && !self.is_held_against_last_year(data),
            Wrong::CannotFollow => cannot_follow(first, second, self.largest(data)),
        };
        if is_wrong
            && second.state == State::NoneOccurred
            && let Operands::Cell(Some(source)) = &second.operands
        {
            let place = Place::file(&*source.file).sheet(&*source.sheet).cell(source.cell);
            let labels = ticked.entry((place, self.org, self.earlier, self.later)).or_default();
            let label = data.pack.catalogue.label(self.item);
            labels.push(format!("{label} ({})", before.normalize()));
        } else if is_wrong {
            findings.push(self.finding(data, wrong, (first, before), (second, after)));
        }
    }

    /// Whether the stock that an opening stock repeats is known: a rule says then which is wrong.
    fn is_held_against_last_year(&self, data: &Consolidated) -> bool {
        let closing = data.pack.catalogue.closing_of(self.item);
        closing.zip(self.earlier.eve()).is_some_and(|(item, eve)| {
            let kept = data.due.periods(item);
            let mut on_the_eve = kept.iter().filter(|period| period.ends_with(eve));
            on_the_eve.any(|period| {
                let key = FactKey { org: self.org, item, period: *period };
                data.figures.get(key).is_some_and(|figure| figure.value.is_some())
            })
        })
    }

    fn largest(&self, data: &Consolidated) -> Option<Decimal> {
        data.pack.catalogue.element(self.item).and_then(|element| element.max)
    }

    fn finding(
        &self,
        data: &Consolidated,
        wrong: Wrong,
        (first, before): (&Figure, Decimal),
        (second, after): (&Figure, Decimal),
    ) -> Finding {
        let code = match wrong {
            Wrong::Falls => Code::E310,
            Wrong::Differs => Code::E316,
            Wrong::CannotFollow => Code::W315,
        };
        let label = data.pack.catalogue.label(self.item);
        let mut finding = Finding::new(code)
            .text("label", label.as_str())
            .number("earlier", before.normalize())
            .text("earlier_period", self.earlier.to_string())
            .number("later", after.normalize())
            .text("later_period", self.later.to_string());
        for (figure, period) in [(second, self.later), (first, self.earlier)] {
            let Operands::Cell(Some(source)) = &figure.operands else { continue };
            let note = CellNote::new(source.cell, format!("{label}, {period}"), &*source.text)
                .worked_out(source.result);
            if period == self.later {
                let place = Place::file(&*source.file).sheet(&*source.sheet).cell(source.cell);
                finding = finding.at(place).cell(note.marked());
            } else {
                // The earlier cell stands in another file, which the note names.
                finding = finding.cell(note.in_file(&*source.file).in_sheet(&*source.sheet));
            }
        }
        finding.scope(data.tree.name(self.org)).scope(self.later.to_string())
    }
}

/// Whether nobody could stand between two means: as many cases and another mean, or new cases with
/// a mean below 0 or beyond the largest. (Fewer cases are told of their number.)
fn cannot_follow(first: &Figure, second: &Figure, largest: Option<Decimal>) -> bool {
    let (Some(first), Some(second)) = (first.weighted, second.weighted) else { return false };
    let weights = second.weights.checked_sub(first.weights);
    let products = second.products.checked_sub(first.products);
    let (Some(weights), Some(products)) = (weights, products) else { return false };
    if weights.is_sign_negative() && !weights.is_zero() {
        return false;
    }
    match products.checked_div(weights) {
        None => !products.is_zero(),
        Some(mean) => {
            mean.is_sign_negative() && !mean.is_zero()
                || largest.is_some_and(|largest| mean > largest)
        }
    }
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
