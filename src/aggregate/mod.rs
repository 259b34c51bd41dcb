//! Totals along two axes: over organisation units, then over the periods of a span.
//!
//! Every total keeps its coverage, the units missing from it and the figures it was made from.

mod combine;

use crate::diagnostic::{Code, Finding, Findings};
use crate::model::{
    Coverage, FactKey, Facts, Figure, Figures, Item, Operands, OrgTree, OverPeriods, OverUnits,
    Period, State, WeightedSum,
};
use crate::pack::{Due, Pack};
use combine::{Part, combine};

/// Works out the figure of every unit, item and period.
///
/// A unit that owes an item answers with its own return; every other unit with the units below.
pub fn aggregate(
    pack: &Pack,
    tree: &OrgTree,
    due: &Due,
    facts: &Facts,
    findings: &mut Findings,
) -> Figures {
    let mut totals = Totals { pack, tree, due, facts, findings, figures: Figures::default() };
    for item in pack.catalogue.items() {
        for period in due.periods(item) {
            totals.over_units(item, period);
        }
        if pack.period.is_span() && !due.periods(item).contains(&pack.period) {
            totals.over_periods(item);
        }
    }
    totals.figures
}

struct Totals<'a> {
    pack: &'a Pack,
    tree: &'a OrgTree,
    due: &'a Due,
    facts: &'a Facts,
    findings: &'a mut Findings,
    figures: Figures,
}

impl Totals<'_> {
    fn over_units(&mut self, item: Item, period: Period) {
        for &org in self.tree.bottom_up() {
            let figure = if self.due.reports(org, item) {
                self.reported(FactKey { org, item, period })
            } else {
                self.combine_units(FactKey { org, item, period })
            };
            self.figures.insert(FactKey { org, item, period }, figure);
        }
    }

    fn rule(&self, item: Item) -> &OverUnits {
        self.pack
            .catalogue
            .element(item)
            .map_or(&OverUnits::None, |element| &element.over_units)
    }

    /// The figure of a unit that owes it.
    fn reported(&self, key: FactKey) -> Figure {
        if !self.due.is_due(self.tree, key.org, key.item, key.period) {
            return not_due();
        }
        let fact = self.facts.get(key);
        let value = fact.and_then(|fact| fact.value);
        let weighted = match self.rule(key.item) {
            OverUnits::WeightedMean { weight } => {
                let weight = self.facts.get(FactKey { item: *weight, ..key });
                weighted(value, weight.and_then(|fact| fact.value))
            }
            _ => None,
        };
        let state = fact.map_or(State::Absent, |fact| fact.state);
        // A mean over nobody is nothing that is missing.
        let given = value.is_some() || state == State::NotApplicable;
        Figure {
            state,
            value,
            weighted,
            coverage: Coverage { expected: 1, received: u32::from(given) },
            missing: if given { Vec::new() } else { vec![key.org] },
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
                && figure.coverage.expected > 0
            {
                below.push(org);
                parts.push(Part::of(figure));
            }
        }
        if parts.is_empty() {
            return not_due();
        }
        let coverage = parts.iter().fold(Coverage::default(), |sum, part| Coverage {
            expected: sum.expected + part.coverage.expected,
            received: sum.received + part.coverage.received,
        });
        self.combined(key, &parts, coverage, Operands::Units(below))
    }

    /// The figures of the pack's whole span, from its years.
    fn over_periods(&mut self, item: Item) {
        let rule = self.pack.catalogue.element(item).map(|element| element.over_periods);
        let within = |period: &Period| {
            self.pack.period.start() <= period.start() && period.end() <= self.pack.period.end()
        };
        let periods: Vec<Period> = self.due.periods(item).into_iter().filter(within).collect();
        let periods = match rule {
            Some(OverPeriods::Sum) => periods,
            Some(OverPeriods::Last) => periods.last().copied().into_iter().collect(),
            Some(OverPeriods::First) => periods.first().copied().into_iter().collect(),
            Some(OverPeriods::None) | None => Vec::new(),
        };
        for &org in self.tree.bottom_up() {
            let key = FactKey { org, item, period: self.pack.period };
            let figure = self.combine_periods(key, &periods);
            self.figures.insert(key, figure);
        }
    }

    fn combine_periods(&mut self, key: FactKey, periods: &[Period]) -> Figure {
        let mut used = Vec::new();
        let mut parts = Vec::new();
        for &period in periods {
            if let Some(figure) = self.figures.get(FactKey { period, ..key })
                && figure.coverage.expected > 0
            {
                used.push(period);
                parts.push(Part::of(figure));
            }
        }
        if parts.is_empty() {
            return not_due();
        }
        // Units, not unit-years: who owed it in any year, and gave it in every year due.
        let expected = parts.iter().map(|part| part.coverage.expected).max().unwrap_or(0);
        let missing = combine::missing(&parts);
        let missing = u32::try_from(missing.len()).unwrap_or(u32::MAX);
        let coverage = Coverage { expected, received: expected.saturating_sub(missing) };
        self.combined(key, &parts, coverage, Operands::Periods(used))
    }

    fn combined(
        &mut self,
        key: FactKey,
        parts: &[Part],
        coverage: Coverage,
        operands: Operands,
    ) -> Figure {
        let mean = matches!(self.rule(key.item), OverUnits::WeightedMean { .. });
        let missing = combine::missing(parts);
        let Ok(sum) = combine(parts, mean) else {
            self.findings.push(self.too_large(key));
            return Figure {
                state: State::Refused,
                value: None,
                weighted: None,
                coverage,
                missing,
                operands,
            };
        };
        let state = match (sum.value, mean && sum.weighted.is_some()) {
            (Some(_), _) => State::Computed,
            (None, true) if missing.is_empty() => State::NotApplicable,
            (None, _) => State::Absent,
        };
        Figure { state, value: sum.value, weighted: sum.weighted, coverage, missing, operands }
    }

    fn too_large(&self, key: FactKey) -> Finding {
        Finding::new(Code::E305)
            .text("ten", self.pack.catalogue.label(key.item))
            .scope(self.tree.name(key.org))
            .scope(key.period.to_string())
    }
}

fn weighted(
    value: Option<rust_decimal::Decimal>,
    weight: Option<rust_decimal::Decimal>,
) -> Option<WeightedSum> {
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
        missing: Vec::new(),
        operands: Operands::Nothing,
    }
}
