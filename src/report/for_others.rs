//! What others may see of the figures: sensitive ones and small counts are withheld, with as many
//! more as it takes that none of them can be worked out from what is left.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::model::{
    DataElement, FactKey, Figure, Figures, How, Operands, OverPeriods, OverUnits, Period,
    State, ValueKind,
};
use crate::pack::{
    Comparison, Consolidated, Expression, Levels, Named, Operator, Restated, Restatement,
    Schedule,
};

/// The same figures without those that others must not see.
///
/// Withheld are the figures of sensitive elements and categories, and counts above 0 and below `smallest` in the
/// units of measure that the pack names. Where one withheld figure alone would be missing from a
/// sum that is known (over units, over periods, or by a rule of the pack), a second one of that sum
/// is withheld too: the smallest that is not 0.
///
/// Periods of a duty that is reported every year are gone through as they ended: what was not
/// withheld then was published, and can be taken off what is published later.
pub(super) fn for_others(data: &Consolidated, smallest: u32) -> Consolidated {
    let periods: BTreeSet<Period> = data.figures.iter().map(|(key, _)| key.period).collect();
    let mut withheld = BTreeSet::new();
    let mut published_until = None;
    for until in ends(data, &periods) {
        let stage = Stage { data, smallest, periods: &periods, published_until, until };
        stage.withhold(&mut withheld);
        published_until = Some(until);
    }
    let mut figures = Figures::default();
    for (key, figure) in data.figures.iter() {
        let seen = if withheld.contains(&key) { nothing(figure) } else { figure.clone() };
        figures.insert(key, seen);
    }
    let sensitive = |text: usize| data.pack.texts.get(text).is_none_or(|text| text.sensitive);
    let statements = data.statements.only(|text| !sensitive(text));
    let restated = seen_restated(data, &withheld, smallest);
    Consolidated { figures, statements, restated, ..data.clone() }
}

/// Corrections of opening stocks: what was reported was published, unless it was withheld then.
fn seen_restated(data: &Consolidated, withheld: &BTreeSet<FactKey>, smallest: u32) -> Restated {
    let was_seen = |(key, of): &(&FactKey, &Restatement)| {
        let now = data.figures.get(**key).and_then(|figure| figure.value);
        let reported = now.and_then(|now| now.checked_sub(of.adjustment));
        !withheld.contains(key) && reported.is_some_and(|value| !is_small(value, smallest))
    };
    let seen = data.restated.iter().filter(was_seen);
    seen.map(|(key, of)| (*key, of.clone())).collect()
}

/// The last days, as periods of which they are, on which something is published; the whole run at
/// once where the duty is reported once.
fn ends(data: &Consolidated, periods: &BTreeSet<Period>) -> Vec<Period> {
    let mut ends: Vec<Period> = periods.iter().copied().collect();
    ends.sort_by(|one, other| by_end(*one, *other));
    match data.pack.schedule {
        Schedule::Once(_) => ends.split_off(ends.len().saturating_sub(1)),
        Schedule::Every(_) => {
            ends.dedup_by(|one, other| one.ends_with(*other));
            ends
        }
    }
}

fn by_end(one: Period, other: Period) -> Ordering {
    one.ends_after(other).cmp(&other.ends_after(one))
}

/// What is withheld of the figures that are published at one time.
struct Stage<'a> {
    data: &'a Consolidated,
    smallest: u32,
    /// All that there are figures of.
    periods: &'a BTreeSet<Period>,
    /// What ended by then was published before.
    published_until: Option<Period>,
    until: Period,
}

impl Stage<'_> {
    fn is_new(&self, period: Period) -> bool {
        !period.ends_after(self.until)
            && self.published_until.is_none_or(|before| period.ends_after(before))
    }

    fn withhold(&self, withheld: &mut BTreeSet<FactKey>) {
        let Self { data, smallest, .. } = *self;
        let new = data.figures.iter().filter(|(key, _)| self.is_new(key.period));
        let new: Vec<(FactKey, &Figure)> = new.collect();
        let small =
            new.iter().filter(|(key, figure)| is_withheld(data, *key, figure, smallest));
        withheld.extend(small.map(|(key, _)| *key));
        let nested = new.iter().filter(|(key, figure)| {
            !withheld.contains(key) && self.leaves_a_small_rest(*key, figure, withheld)
        });
        let nested: Vec<FactKey> = nested.map(|(key, _)| *key).collect();
        withheld.extend(nested);
        let sums = self.sums(&new);
        // What is withheld for one sum may leave another with a single unknown.
        let mut more = true;
        while more {
            more = false;
            for sum in &sums {
                if let Some(second) = self.second(sum, withheld) {
                    more |= withheld.insert(second);
                }
            }
        }
    }

    /// Whether a published figure that begins with this one leaves a small count when it is taken
    /// off.
    fn leaves_a_small_rest(
        &self,
        key: FactKey,
        figure: &Figure,
        withheld: &BTreeSet<FactKey>,
    ) -> bool {
        let element = element_of(self.data, Some(key.item));
        let is_flow = element.is_some_and(|element| {
            element.over_periods == OverPeriods::Sum && element.over_units == OverUnits::Sum
        });
        let Some(value) = figure.value.filter(|_| is_flow && counts_people(self.data, element))
        else {
            return false;
        };
        let mut heads =
            self.periods.iter().filter(|head| key.period.without_head(**head).is_some());
        heads.any(|head| {
            let head = FactKey { period: *head, ..key };
            let before = self.data.figures.get(head).and_then(|figure| figure.value);
            let rest = before.and_then(|before| value.checked_sub(before));
            !withheld.contains(&head) && rest.is_some_and(|rest| is_small(rest, self.smallest))
        })
    }

    /// The sums in which a new figure stands.
    fn sums(&self, new: &[(FactKey, &Figure)]) -> Vec<Sum> {
        let data = self.data;
        let mut sums = Vec::new();
        for (key, figure) in data.figures.iter() {
            if figure.value.is_some() {
                sums.extend(made_of(data, key, figure));
            }
        }
        let units: BTreeSet<_> = new.iter().map(|(key, _)| (key.org, key.period)).collect();
        for rule in &data.pack.rules {
            let equal = rule.condition.comparison == Comparison::Equal;
            let linear = is_sum(&rule.condition.left) && is_sum(&rule.condition.right);
            if !equal || !linear {
                continue;
            }
            for (org, period) in &units {
                let keys = rule.condition.references().into_iter().map(|reference| {
                    let Some(Named::Item(item)) = data.pack.named(&reference.path) else {
                        return None;
                    };
                    let period = data.pack.resolve(reference.period, *period)?;
                    Some(FactKey { org: *org, item, period })
                });
                let sum = keys.collect::<Option<Sum>>();
                let on_totals = rule.levels == Levels::Totals;
                sums.extend(sum.filter(|sum| !on_totals || self.is_of_totals(sum)));
            }
        }
        // What ends later is not published yet; a sum of old figures only was settled then.
        sums.retain(|sum| {
            sum.iter().any(|key| self.is_new(key.period))
                && sum.iter().all(|key| !key.period.ends_after(self.until))
        });
        sums
    }

    /// Whether any figure of an equation is added up: what holds for totals only says nothing
    /// about a return.
    fn is_of_totals(&self, sum: &Sum) -> bool {
        let operands =
            |key: &FactKey| self.data.figures.get(*key).map(|figure| &figure.operands);
        sum.iter().any(|key| matches!(operands(key), Some(Operands::Combined { .. })))
    }

    /// For a sum from which one figure alone is withheld: the one that goes with it.
    fn second(&self, sum: &Sum, withheld: &BTreeSet<FactKey>) -> Option<FactKey> {
        let mut gone = sum.iter().filter(|key| withheld.contains(key));
        let alone = gone.next()?;
        if gone.any(|other| other != alone) {
            return None;
        }
        let value = |key: &FactKey| self.data.figures.get(*key).and_then(|figure| figure.value);
        let mut others: Vec<(bool, Decimal, bool, FactKey)> = sum
            .iter()
            .filter(|key| *key != alone)
            .filter_map(|key| {
                let value = value(key)?;
                let is_total = Some(key) == sum.first();
                Some((value.is_zero(), value.abs(), is_total, *key))
            })
            .collect();
        // What is absent is an unknown of its own: nothing follows from such a sum.
        if others.len() + 1 < sum.len() || value(alone).is_none() {
            return None;
        }
        // What was published cannot be taken back.
        others.retain(|(.., key)| self.is_new(key.period));
        others.sort_unstable();
        others.first().map(|(.., key)| *key)
    }
}

fn nothing(figure: &Figure) -> Figure {
    Figure {
        state: State::Withheld,
        value: None,
        weighted: None,
        coverage: figure.coverage.clone(),
        operands: figure.operands.clone(),
    }
}

fn is_withheld(data: &Consolidated, key: FactKey, figure: &Figure, smallest: u32) -> bool {
    let Some(element) = data.pack.catalogue.element(key.item) else { return false };
    if data.pack.catalogue.is_sensitive(key.item) {
        return true;
    }
    let small = |value: Decimal| is_small(value, smallest);
    match element.over_units {
        // The mean over few is what those few are.
        OverUnits::WeightedMean { weight } => {
            let weight = data.figures.get(FactKey { item: weight, ..key });
            weight.and_then(|weight| weight.value).is_some_and(small)
                && counts_people(data, element_of(data, weight_of(element)))
        }
        _ => figure.value.is_some_and(small) && counts_people(data, Some(element)),
    }
}

fn is_small(value: Decimal, smallest: u32) -> bool {
    value > Decimal::ZERO && value < Decimal::from(smallest)
}

fn weight_of(element: &DataElement) -> Option<crate::model::Item> {
    match element.over_units {
        OverUnits::WeightedMean { weight } => Some(weight),
        _ => None,
    }
}

fn element_of(data: &Consolidated, item: Option<crate::model::Item>) -> Option<&DataElement> {
    data.pack.catalogue.element(item?)
}

fn counts_people(data: &Consolidated, element: Option<&DataElement>) -> bool {
    element.is_some_and(|element| {
        element.kind != ValueKind::Class && data.pack.small_counts.contains(&element.unit)
    })
}

/// Figures of which each follows from all the others.
type Sum = Vec<FactKey>;

/// The sums of which a figure is the total: of what it was made of, and, where that are other
/// periods, of the units below as well.
fn made_of(data: &Consolidated, key: FactKey, figure: &Figure) -> Vec<Sum> {
    let Operands::Combined { how, of } = &figure.operands else { return Vec::new() };
    let mut made = vec![of.iter().map(|operand| operand.key).collect()];
    if *how == How::OverPeriods {
        let below = of.iter().flat_map(|operand| below(data, operand.key));
        made.push(below.map(|below| FactKey { period: key.period, ..below }).collect());
    }
    // What has no value (a return that has not come, a mean over nobody) added nothing to the
    // total: it is no unknown of the sum.
    let sum = |of: BTreeSet<FactKey>| {
        let added = of.into_iter().filter(|key| has_value(data, *key));
        [key].into_iter().chain(added).collect::<Sum>()
    };
    made.into_iter().map(sum).filter(|sum| sum.len() > 1).collect()
}

/// The figures of units below that make up a total of one period.
fn below(data: &Consolidated, key: FactKey) -> Vec<FactKey> {
    match data.figures.get(key).map(|figure| &figure.operands) {
        Some(Operands::Combined { how: How::OverUnits, of }) => {
            of.iter().map(|operand| operand.key).collect()
        }
        _ => Vec::new(),
    }
}

fn has_value(data: &Consolidated, key: FactKey) -> bool {
    data.figures.get(key).is_some_and(|figure| figure.value.is_some())
}

/// References and numbers that are added and taken off.
fn is_sum(expression: &Expression) -> bool {
    match expression {
        Expression::Number(_) | Expression::Reference(_) => true,
        Expression::Negative(inner) => is_sum(inner),
        Expression::Binary(left, Operator::Add | Operator::Subtract, right) => {
            is_sum(left) && is_sum(right)
        }
        Expression::Binary(..) => false,
    }
}
