//! The figures of a period that no return reports, from those of others.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::combine::Combine;
use super::{Totals, not_due, without_value};
use crate::model::{
    Coverage, FactKey, Figure, How, Item, Operand, Operands, OrgIx, OverPeriods, OverUnits,
    Period, Sign, SignedPeriods, State, made_of,
};

impl Totals<'_> {
    /// Works out an item for `period` in every unit, if the periods it is kept for allow it.
    pub(super) fn derive(&mut self, item: Item, period: Period, kept: &BTreeSet<Period>) {
        let Some(element) = self.pack.catalogue.element(item) else { return };
        let parts = match element.over_periods {
            OverPeriods::Sum => made_of(period, kept),
            OverPeriods::Min | OverPeriods::Max => made_of(period, kept).filter(only_added),
            OverPeriods::Last => alone(kept.iter().filter(|known| known.ends_with(period))),
            OverPeriods::First => {
                let found = alone(kept.iter().filter(|known| known.begins_with(period)));
                if let (None, Some(closing)) = (&found, self.pack.catalogue.closing_of(item)) {
                    self.repeat_closing(item, period, closing);
                }
                found
            }
            OverPeriods::None => None,
        };
        let Some(parts) = parts else { return };
        let by = match element.over_periods {
            OverPeriods::Min => Combine::Min,
            OverPeriods::Max => Combine::Max,
            _ if matches!(element.over_units, OverUnits::WeightedMean { .. }) => Combine::Mean,
            _ => Combine::Sum,
        };
        for &org in self.units {
            let key = FactKey { org, item, period };
            let figure = if self.due.answers_itself(org, item) {
                self.own(key, &parts, by)
            } else {
                self.total(key, &parts, by)
            };
            self.figures.insert(key, figure);
        }
    }

    /// From the unit's own returns of other periods: a return that lacks one of them, if it is
    /// due, has no figure. A year with one quarter blank is no year.
    fn own(&mut self, key: FactKey, parts: &SignedPeriods, by: Combine) -> Figure {
        let (of, coverage) = self.terms(key, parts);
        if of.is_empty() {
            return not_due();
        }
        // A return that was itself consolidated may lack the same branches in every period.
        let together = coverage.windows(2).all(|pair| match pair {
            [one, other] => one.missing == other.missing,
            _ => true,
        });
        let coverage = Coverage::union(&coverage);
        if !self.is_consolidated(&of)
            && !self.due.applies(self.tree, key.org, key.item, key.period)
        {
            return self.after_its_end(key, by, of, coverage);
        }
        let operands = |of| Operands::Combined { how: How::OverPeriods, of };
        if !together {
            return without_value(State::Absent, coverage, operands(of));
        }
        let added = only_added(parts);
        let figure = self.combined(key, How::OverPeriods, by, of.clone(), coverage.clone());
        if added || self.is_possible(key.item, &figure) {
            return figure;
        }
        // A cumulative figure fell, or two means contradict each other; what a quarter would be of
        // them is no count or age of anybody.
        without_value(State::Refused, coverage, operands(of))
    }

    /// Whether what is left after subtraction can be: no fewer than none, and a mean that somebody
    /// could have.
    fn is_possible(&self, item: Item, figure: &Figure) -> bool {
        let below_zero = |value: Decimal| value.is_sign_negative() && !value.is_zero();
        let Some(sum) = figure.weighted else { return !figure.value.is_some_and(below_zero) };
        let largest = self.pack.catalogue.element(item).and_then(|element| element.max);
        let too_large = |mean: Decimal| largest.is_some_and(|largest| mean > largest);
        !below_zero(sum.weights)
            && !below_zero(sum.products)
            && (sum.products.is_zero() || !sum.weights.is_zero())
            && !figure.value.is_some_and(too_large)
    }

    /// Whether figures come from returns that were themselves consolidated: these answer for
    /// whoever owes below, whatever is due here.
    fn is_consolidated(&self, of: &[Operand]) -> bool {
        of.iter().any(|operand| {
            self.facts.get(operand.key).is_some_and(|fact| fact.consolidated.is_some())
        })
    }

    /// A unit that was not there in the period adds nothing, unless its returns say that it did:
    /// then that is not lost.
    fn after_its_end(
        &mut self,
        key: FactKey,
        by: Combine,
        of: Vec<Operand>,
        coverage: Coverage,
    ) -> Figure {
        if !coverage.is_complete() {
            return not_due();
        }
        let figure = self.combined(key, How::OverPeriods, by, of, coverage);
        match figure.value {
            Some(value) if !value.is_zero() && self.is_possible(key.item, &figure) => figure,
            _ => not_due(),
        }
    }

    /// From the unit's totals of adjoining periods where all of them are complete, which reads
    /// best; else from the units below, each of which is in with all its periods or not at all.
    fn total(&mut self, key: FactKey, parts: &SignedPeriods, by: Combine) -> Figure {
        let (of, coverage) = self.terms(key, parts);
        let complete = coverage.iter().all(Coverage::is_complete);
        if !complete || !only_added(parts) || !self.axes_commute(key.item) {
            return self.total_of_units(key);
        }
        if of.is_empty() {
            return not_due();
        }
        self.combined(key, How::OverPeriods, by, of, Coverage::union(&coverage))
    }

    /// Whether it is all the same in which order the two axes are worked out: the largest of sums
    /// is not the sum of the largest.
    fn axes_commute(&self, item: Item) -> bool {
        self.pack.catalogue.element(item).is_some_and(|element| {
            matches!(
                (&element.over_units, element.over_periods),
                (_, OverPeriods::Last | OverPeriods::First)
                    | (OverUnits::Sum | OverUnits::WeightedMean { .. }, OverPeriods::Sum)
                    | (OverUnits::Min, OverPeriods::Min)
                    | (OverUnits::Max, OverPeriods::Max)
            )
        })
    }

    /// The operands that exist and what they cover; a period in which a unit was not there adds
    /// nothing.
    fn terms(&self, key: FactKey, parts: &SignedPeriods) -> (Vec<Operand>, Vec<Coverage>) {
        let terms = parts.iter().filter_map(|(sign, period)| {
            let key = FactKey { period: *period, ..key };
            let figure = self.figures.get(key).filter(|figure| !figure.coverage.is_empty())?;
            Some((Operand { sign: *sign, key }, self.coverage_in_total(key, figure)))
        });
        terms.unzip()
    }

    /// An opening stock as the closing stock of the eve.
    fn repeat_closing(&mut self, item: Item, period: Period, closing: Item) {
        let Some(eve) = period.eve() else { return };
        let kept = self.due.periods(closing);
        let Some(from) = kept.iter().rfind(|known| known.ends_with(eve)) else { return };
        for &org in self.units {
            let key = FactKey { org, item, period };
            let figure = if !self.due.answers_itself(org, item) {
                self.total_of_units(key)
            } else if self.due.applies(self.tree, org, item, period) {
                self.repeated(org, closing, *from)
            } else {
                not_due()
            };
            self.figures.insert(key, figure);
        }
    }

    fn repeated(&self, org: OrgIx, closing: Item, period: Period) -> Figure {
        let key = FactKey { org, item: closing, period };
        let Some(figure) = self.figures.get(key) else { return not_due() };
        if figure.coverage.is_empty() {
            return not_due();
        }
        let of = vec![Operand { sign: Sign::Plus, key }];
        let operands = Operands::Combined { how: How::OpeningFromClosing, of };
        let state = if figure.value.is_some() { State::Computed } else { figure.state };
        Figure { state, operands, ..figure.clone() }
    }
}

fn only_added(parts: &SignedPeriods) -> bool {
    parts.iter().all(|(sign, _)| *sign == Sign::Plus)
}

/// The last of the periods found, as the only operand.
fn alone<'p>(found: impl Iterator<Item = &'p Period>) -> Option<SignedPeriods> {
    found.last().map(|period| vec![(Sign::Plus, *period)])
}
