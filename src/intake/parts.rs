//! What became of the parts of a total that computes.

use std::collections::BTreeMap;

use crate::model::{Fact, Item, Period, State};
use crate::pack::{Named, Pack, PeriodRef};

/// The parts of a total, taken together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Parts {
    /// All are there, or no rule of the pack says what they are.
    Reported,
    /// One is missing.
    Absent,
    /// One was refused.
    Refused,
}

/// What is known of the parts from which the pack's rules work out a figure.
pub(super) fn parts(
    pack: &Pack,
    total: Item,
    period: Period,
    facts: &BTreeMap<(Item, Period), Fact>,
) -> Parts {
    let rules = pack.rules.iter().filter_map(|rule| rule.computed());
    let of_total = rules.filter(|(reference, _)| {
        reference.period == PeriodRef::Own
            && pack.named(&reference.path) == Some(Named::Item(total))
    });
    let references = of_total.flat_map(|(_, expression)| expression.references());
    let states = references.filter_map(|reference| {
        let Named::Item(item) = pack.named(&reference.path)? else { return None };
        let period = pack.resolve(reference.period, period)?;
        Some(match facts.get(&(item, period))?.state {
            State::Refused => Parts::Refused,
            State::Absent => Parts::Absent,
            _ => Parts::Reported,
        })
    });
    states.max().unwrap_or(Parts::Reported)
}
