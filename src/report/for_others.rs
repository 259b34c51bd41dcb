//! What others may see of the figures: sensitive ones and small counts are withheld, with as many
//! more as it takes that none of them can be worked out from what is left.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::model::{
    DataElement, FactKey, Figure, Figures, Operands, OverUnits, State, ValueKind,
};
use crate::pack::{Comparison, Consolidated, Expression, Levels, Named, Operator};

/// The same figures without those that others must not see.
///
/// Withheld are the figures of sensitive elements and categories, and counts above 0 and below `smallest` in the
/// units of measure that the pack names. Where one withheld figure alone would be missing from a
/// sum that is known (over units, over periods, or by a rule of the pack), a second one of that sum
/// is withheld too: the smallest that is not 0.
pub(super) fn for_others(data: &Consolidated, smallest: u32) -> Consolidated {
    let mut withheld: BTreeSet<FactKey> = data
        .figures
        .iter()
        .filter(|(key, figure)| is_withheld(data, *key, figure, smallest))
        .map(|(key, _)| key)
        .collect();
    let sums = sums(data);
    // What is withheld for one sum may leave another with a single unknown.
    let mut more = true;
    while more {
        more = false;
        for sum in &sums {
            if let Some(second) = second(data, sum, &withheld) {
                more |= withheld.insert(second);
            }
        }
    }
    let mut figures = Figures::default();
    for (key, figure) in data.figures.iter() {
        let seen = if withheld.contains(&key) { nothing(figure) } else { figure.clone() };
        figures.insert(key, seen);
    }
    let sensitive = |text: usize| data.pack.texts.get(text).is_none_or(|text| text.sensitive);
    let statements = data.statements.only(|text| !sensitive(text));
    Consolidated { figures, statements, ..data.clone() }
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
    let small = |value: Decimal| value > Decimal::ZERO && value < Decimal::from(smallest);
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

fn sums(data: &Consolidated) -> Vec<Sum> {
    let mut sums = Vec::new();
    for (key, figure) in data.figures.iter() {
        if let Operands::Combined { of, .. } = &figure.operands {
            let mut sum: Sum = vec![key];
            sum.extend(of.iter().map(|operand| operand.key));
            sums.push(sum);
        }
    }
    let units: BTreeSet<_> =
        data.figures.iter().map(|(key, _)| (key.org, key.period)).collect();
    for rule in &data.pack.rules {
        let equal = rule.condition.comparison == Comparison::Equal;
        let linear = is_sum(&rule.condition.left) && is_sum(&rule.condition.right);
        if !equal || !linear || rule.levels == Levels::Totals {
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
            sums.extend(keys.collect::<Option<Sum>>());
        }
    }
    sums
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

/// For a sum from which one figure alone is withheld: the one that goes with it.
fn second(data: &Consolidated, sum: &Sum, withheld: &BTreeSet<FactKey>) -> Option<FactKey> {
    let mut gone = sum.iter().filter(|key| withheld.contains(key));
    let alone = gone.next()?;
    if gone.any(|other| other != alone) {
        return None;
    }
    let value = |key: &FactKey| data.figures.get(*key).and_then(|figure| figure.value);
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
    others.sort_unstable();
    others.first().map(|(.., key)| *key)
}
