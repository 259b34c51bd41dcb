//! The parts of a total that computes: what became of them, and what they make.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::model::{Fact, Item, OrgIx, OrgTree, Period, State};
use crate::pack::{Due, MissingOperands, Named, Pack, PeriodRef, Reference, Rule};

/// The facts of a return by item and period.
type Facts = BTreeMap<(Item, Period), Fact>;

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
pub(super) fn parts(pack: &Pack, total: Item, period: Period, facts: &Facts) -> Parts {
    let states = items(pack, total, period).into_iter().filter_map(|part| {
        Some(match facts.get(&part)?.state {
            State::Refused => Parts::Refused,
            State::Absent => Parts::Absent,
            _ => Parts::Reported,
        })
    });
    states.max().unwrap_or(Parts::Reported)
}

/// The figures from which the pack's rules work out a figure.
pub(super) fn items(pack: &Pack, total: Item, period: Period) -> Vec<(Item, Period)> {
    let references = rules(pack, total).flat_map(|rule| {
        let expression = rule.computed().map(|(_, expression)| expression);
        expression.into_iter().flat_map(crate::pack::Expression::references)
    });
    references.filter_map(|reference| item(pack, reference, period)).collect()
}

/// The rules that say what a figure of the same period is worth.
fn rules(pack: &Pack, total: Item) -> impl Iterator<Item = &Rule> {
    pack.rules.iter().filter(move |rule| {
        rule.computed().is_some_and(|(reference, _)| {
            reference.period == PeriodRef::Own
                && pack.named(&reference.path) == Some(Named::Item(total))
        })
    })
}

fn item(pack: &Pack, reference: &Reference, period: Period) -> Option<(Item, Period)> {
    match pack.named(&reference.path)? {
        Named::Item(item) => Some((item, pack.resolve(reference.period, period)?)),
        Named::Indicator(_) | Named::Text(_) => None,
    }
}

/// Whose return it is, and what is due of them.
#[derive(Clone, Copy)]
pub(super) struct Whose<'a> {
    pub(super) pack: &'a Pack,
    pub(super) due: &'a Due,
    pub(super) tree: &'a OrgTree,
    pub(super) org: OrgIx,
}

impl Whose<'_> {
    /// What the parts of a total make, as the blank's own formula would: none where a part is
    /// missing or was refused, or where two rules of the pack come to different figures.
    pub(super) fn worked_out(
        &self,
        total: Item,
        period: Period,
        facts: &Facts,
    ) -> Option<Decimal> {
        let values = rules(self.pack, total).map(|rule| {
            let (_, expression) = rule.computed()?;
            let known = |reference: &&Reference| {
                let part = item(self.pack, reference, period);
                part.and_then(|part| facts.get(&part)?.value).is_some()
            };
            expression.references().iter().any(known).then_some(())?;
            let mut value =
                |reference: &Reference| self.part(reference, period, rule.missing, facts);
            expression.value(&mut value)
        });
        let values: Vec<Decimal> = values.flatten().collect();
        let first = values.first()?;
        values.iter().all(|other| other == first).then_some(first.normalize())
    }

    /// A part, as the pack counts what is missing.
    fn part(
        &self,
        reference: &Reference,
        period: Period,
        missing: MissingOperands,
        facts: &Facts,
    ) -> Option<Decimal> {
        let (item, period) = item(self.pack, reference, period)?;
        let fact = facts.get(&(item, period));
        if let Some(value) = fact.and_then(|fact| fact.value) {
            return Some(value);
        }
        if fact.is_some_and(|fact| fact.state == State::Refused) {
            return None;
        }
        let zero = match missing {
            MissingOperands::Skip => false,
            MissingOperands::NotDueIsZero => {
                !self.due.applies(self.tree, self.org, item, period)
            }
            MissingOperands::Zero => true,
        };
        zero.then_some(Decimal::ZERO)
    }
}
