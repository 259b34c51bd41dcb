//! The figure of a unit that owes it: from its return, or an earlier stock that stands in.

use std::collections::BTreeSet;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::{Totals, not_due};
use crate::model::{
    ConsolidatedState, Coverage, Fact, FactKey, Figure, How, Item, Missing, Operand, Operands,
    OrgIx, OverUnits, Period, Sign, State, WeightedSum,
};

impl Totals<'_> {
    pub(super) fn reported(&self, key: FactKey, kept: &BTreeSet<Period>) -> Figure {
        let fact = self.facts.get(key);
        let own = self.returned(key, fact);
        let usable = own.value.is_some() || own.state == State::NotApplicable;
        if usable || self.when_missing(key.item) != Missing::Carry {
            return own;
        }
        self.carried(key, kept).unwrap_or(own)
    }

    /// Whether an item is given in the settings and could be given to this unit alone: then not
    /// having it is a gap in the total of those who have. `given` are the units that have it.
    pub(super) fn waits_for_settings(&self, key: FactKey, given: &[OrgIx]) -> bool {
        self.pack.catalogue.element(key.item).is_some_and(|element| element.in_settings)
            && self.tree.children(key.org).is_empty()
            && !self.is_within_a_whole(key.org, given)
    }

    /// Whether what is given to a unit above is the whole figure of which this one owes no part.
    /// Where anyone beside it, below that unit, has a figure of its own, that part is shared out
    /// among them.
    fn is_within_a_whole(&self, org: OrgIx, given: &[OrgIx]) -> bool {
        let mut branch = org;
        for above in self.tree.ancestors(org).skip(1) {
            if given.contains(&above) {
                return !given.iter().any(|given| self.tree.is_within(*given, branch));
            }
            branch = above;
        }
        false
    }

    /// The units to which the settings give a figure.
    pub(super) fn given(&self, item: Item, period: Period) -> Vec<OrgIx> {
        let is_given = self.pack.catalogue.element(item).is_some_and(|e| e.in_settings);
        let has = |org: &OrgIx| self.facts.get(FactKey { org: *org, item, period }).is_some();
        let units = self.tree.bottom_up().iter().filter(|_| is_given);
        units.copied().filter(has).collect()
    }

    /// The figure of a unit to which the settings give none.
    pub(super) fn not_given(&self, key: FactKey) -> Figure {
        if !self.due.applies(self.tree, key.org, key.item, key.period) {
            return not_due();
        }
        Figure {
            state: State::Absent,
            value: None,
            weighted: None,
            coverage: Coverage::of_one(key.org, false),
            operands: Operands::Cell(None),
        }
    }

    fn returned(&self, key: FactKey, fact: Option<&Fact>) -> Figure {
        let value = fact.and_then(|fact| fact.value);
        let state = fact.map_or(State::Absent, |fact| fact.state);
        let below = fact.and_then(|fact| fact.consolidated.as_deref());
        let (weighted, usable) = match self.over_units(key.item) {
            OverUnits::WeightedMean { weight } => {
                let weighted = if let Some(below) = below {
                    below.weighted
                } else {
                    let weight = self.facts.get(FactKey { item: *weight, ..key });
                    weighted(value, weight.and_then(|fact| fact.value))
                };
                // A mean that cannot be weighted is missing from every total.
                (weighted, weighted.is_some())
            }
            _ => (None, value.is_some()),
        };
        // A mean over nobody is nothing that is missing.
        let over_nobody = value.is_none() && weighted.is_some();
        let state = if over_nobody { State::NotApplicable } else { state };
        let given = usable || state == State::NotApplicable;
        let coverage = match below {
            Some(below) => self.coverage_below(below),
            None => Coverage::of_one(key.org, given),
        };
        let operands = Operands::Cell(fact.and_then(|fact| fact.source.clone()));
        Figure { state, value, weighted, coverage, operands }
    }

    /// The coverage that a consolidated return tells of.
    fn coverage_below(&self, below: &ConsolidatedState) -> Coverage {
        let units = |codes: &mut dyn Iterator<Item = &str>| {
            let mut units: Vec<OrgIx> =
                codes.filter_map(|code| self.tree.by_any_code(code)).collect();
            units.sort_unstable();
            units
        };
        Coverage {
            owing: Arc::from(units(&mut below.owing.iter().map(|(code, _)| code.as_str()))),
            missing: units(&mut below.missing.iter().map(String::as_str)),
            carried: units(&mut below.carried.iter().map(String::as_str)),
        }
    }

    /// The unit's latest earlier stock that is reported.
    fn carried(&self, key: FactKey, kept: &BTreeSet<Period>) -> Option<Figure> {
        let earlier = kept.iter().copied().filter(|period| key.period.ends_after(*period));
        let reported = earlier.filter_map(|period| {
            let earlier = FactKey { period, ..key };
            let due = self.due.is_due(self.tree, key.org, key.item, period);
            let fact = self.facts.get(earlier).filter(|_| due)?;
            Some((earlier, fact, fact.value?))
        });
        let latest =
            reported.reduce(
                |one, other| if one.0.period.ends_after(other.0.period) { one } else { other },
            );
        let (from, fact, value) = latest?;
        let before = match fact.consolidated.as_deref() {
            Some(below) => self.coverage_below(below),
            None => Coverage::of_one(key.org, true),
        };
        let missing = |org: &OrgIx| before.missing.binary_search(org).is_ok();
        let carried = before.owing.iter().copied().filter(|org| !missing(org)).collect();
        let of = vec![Operand { sign: Sign::Plus, key: from }];
        Some(Figure {
            state: State::Carried,
            value: Some(value),
            weighted: None,
            coverage: Coverage { carried, ..before },
            operands: Operands::Combined { how: How::Carried, of },
        })
    }
}

/// A mean with what it is weighted by.
pub(super) fn weighted(value: Option<Decimal>, weight: Option<Decimal>) -> Option<WeightedSum> {
    let weights = weight?;
    let products = if weights.is_zero() { weights } else { value?.checked_mul(weights)? };
    Some(WeightedSum { products, weights })
}
