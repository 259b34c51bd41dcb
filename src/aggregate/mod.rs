//! Totals along two axes: over organisation units, then over the periods of a span.
//!
//! Every total keeps its coverage, the units missing from it and the figures it was made from.

mod combine;

use rust_decimal::Decimal;

use crate::diagnostic::{Code, Finding, Findings};
use crate::model::{
    Coverage, FactKey, Facts, Figure, Figures, Item, Operands, OrgIx, OrgTree, OverPeriods,
    OverUnits, Period, State, WeightedSum,
};
use crate::pack::{Due, Pack};
use combine::{Part, combine};

/// Works out the figure of every unit under the office, item and period.
///
/// A unit that owes a figure answers with its own return; every other unit with the units below.
/// Nothing is worked out beside or above the office: it has only its own units' returns.
pub fn aggregate(
    pack: &Pack,
    tree: &OrgTree,
    office: OrgIx,
    due: &Due,
    facts: &Facts,
    findings: &mut Findings,
) -> Figures {
    let units = tree.bottom_up().iter().copied().filter(|org| tree.is_within(*org, office));
    let units: Vec<OrgIx> = units.collect();
    let mut totals =
        Totals { pack, tree, units: &units, due, facts, findings, figures: Figures::default() };
    for item in pack.catalogue.items() {
        let periods = due.periods(item);
        for period in &periods {
            totals.over_units(item, *period);
        }
        if pack.period.is_span() && !periods.is_empty() && !periods.contains(&pack.period) {
            totals.over_periods(item);
        }
    }
    totals.figures
}

struct Totals<'a> {
    pack: &'a Pack,
    tree: &'a OrgTree,
    /// The office's units, each after those below it.
    units: &'a [OrgIx],
    due: &'a Due,
    facts: &'a Facts,
    findings: &'a mut Findings,
    figures: Figures,
}

impl Totals<'_> {
    fn over_units(&mut self, item: Item, period: Period) {
        for &org in self.units {
            let key = FactKey { org, item, period };
            let figure = if self.due.is_due(self.tree, org, item, period) {
                self.reported(key)
            } else {
                self.combine_units(key)
            };
            self.figures.insert(key, figure);
        }
    }

    fn rule(&self, item: Item) -> &OverUnits {
        self.pack.catalogue.element(item).map_or(&OverUnits::None, |element| &element.over_units)
    }

    /// The figure of a unit that owes it.
    fn reported(&self, key: FactKey) -> Figure {
        let fact = self.facts.get(key);
        let value = fact.and_then(|fact| fact.value);
        let state = fact.map_or(State::Absent, |fact| fact.state);
        let (weighted, usable) = match self.rule(key.item) {
            OverUnits::WeightedMean { weight } => {
                let weight = self.facts.get(FactKey { item: *weight, ..key });
                let weighted = weighted(value, weight.and_then(|fact| fact.value));
                // A mean that cannot be weighted is missing from every total.
                (weighted, weighted.is_some())
            }
            _ => (None, value.is_some()),
        };
        // A mean over nobody is nothing that is missing.
        let given = usable || state == State::NotApplicable;
        Figure {
            state,
            value,
            weighted,
            coverage: Coverage::of_one(key.org, given),
            operands: Operands::Cell(fact.and_then(|fact| fact.source.clone())),
        }
    }

    /// The figure of a unit that does not owe it, from the units directly below.
    fn combine_units(&mut self, key: FactKey) -> Figure {
        if *self.rule(key.item) == OverUnits::None {
            return not_due();
        }
        let mut below = Vec::new();
        let mut parts = Vec::new();
        for &org in self.tree.children(key.org) {
            if let Some(figure) = self.figures.get(FactKey { org, ..key })
                && !figure.coverage.is_empty()
            {
                below.push(org);
                parts.push(Part::of(figure));
            }
        }
        self.combined(key, &parts, Operands::Units(below))
    }

    /// The figures of the pack's whole span, from its years.
    fn over_periods(&mut self, item: Item) {
        let rule = self.pack.catalogue.element(item).map(|element| element.over_periods);
        // Only whole years: they adjoin and never lie in each other.
        let kept = self.due.periods(item);
        let years = self.pack.period.whole_years().into_iter().filter(|year| kept.contains(year));
        let years: Vec<Period> = years.collect();
        let years = match rule {
            Some(OverPeriods::Sum) => years,
            Some(OverPeriods::Last) => years.last().copied().into_iter().collect(),
            Some(OverPeriods::First) => years.first().copied().into_iter().collect(),
            Some(OverPeriods::None) | None => Vec::new(),
        };
        for &org in self.units {
            let key = FactKey { org, item, period: self.pack.period };
            let figure = self.combine_periods(key, &years);
            self.figures.insert(key, figure);
        }
    }

    fn combine_periods(&mut self, key: FactKey, periods: &[Period]) -> Figure {
        let mut used = Vec::new();
        let mut parts = Vec::new();
        for &period in periods {
            if let Some(figure) = self.figures.get(FactKey { period, ..key })
                && !figure.coverage.is_empty()
            {
                used.push(period);
                parts.push(Part::of(figure));
            }
        }
        self.combined(key, &parts, Operands::Periods(used))
    }

    fn combined(&mut self, key: FactKey, parts: &[Part], operands: Operands) -> Figure {
        if parts.is_empty() {
            return not_due();
        }
        let coverage = Coverage::union(parts.iter().map(|part| &part.coverage));
        let mean = matches!(self.rule(key.item), OverUnits::WeightedMean { .. });
        let Ok(sum) = combine(parts, mean) else {
            self.findings.push(self.too_large(key));
            let (value, weighted) = (None, None);
            return Figure { state: State::Refused, value, weighted, coverage, operands };
        };
        let over_nobody = mean && sum.weighted.is_some() && coverage.is_complete();
        let state = match sum.value {
            Some(_) => State::Computed,
            None if over_nobody => State::NotApplicable,
            None => State::Absent,
        };
        Figure { state, value: sum.value, weighted: sum.weighted, coverage, operands }
    }

    fn too_large(&self, key: FactKey) -> Finding {
        Finding::new(Code::E305)
            .text("label", self.pack.catalogue.label(key.item))
            .scope(self.tree.name(key.org))
            .scope(key.period.to_string())
    }
}

fn weighted(value: Option<Decimal>, weight: Option<Decimal>) -> Option<WeightedSum> {
    let weights = weight?;
    let products = if weights.is_zero() { weights } else { value?.checked_mul(weights)? };
    Some(WeightedSum { products, weights })
}

fn not_due() -> Figure {
    Figure {
        state: State::NotApplicable,
        value: None,
        weighted: None,
        coverage: Coverage::default(),
        operands: Operands::Nothing,
    }
}
