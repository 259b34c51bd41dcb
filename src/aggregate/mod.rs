//! Totals along two axes: over organisation units, and over periods.
//!
//! Every total keeps its coverage, the units missing from it and the figures it was made from.

mod combine;
mod documents;
mod over_periods;
mod over_units;
mod reported;
#[cfg(test)]
mod tests;

use crate::diagnostic::{Code, Finding, Findings};
use crate::model::{
    Coverage, FactKey, Facts, Figure, Figures, How, Item, Missing, Operand, Operands, OrgIx,
    OrgTree, OverUnits, State,
};
use crate::pack::{Due, Pack};
use combine::{Combine, Part, combine};

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
    for item in in_order(pack) {
        let kept = due.periods(item);
        for period in &kept {
            let given = totals.given(item, *period);
            for &org in totals.units {
                let key = FactKey { org, item, period: *period };
                // A consolidated return answers for whoever owes below it, whatever is due here.
                let answers = facts.get(key).is_some_and(|fact| fact.consolidated.is_some());
                let figure = if answers || due.is_due(tree, org, item, *period) {
                    totals.reported(key, &kept)
                } else if totals.waits_for_settings(key, &given) {
                    totals.not_given(key)
                } else {
                    totals.total_of_units(key)
                };
                let figure = totals.or_document(key, figure);
                totals.figures.insert(key, figure);
            }
        }
        for period in due.wanted().difference(&kept) {
            totals.derive(item, *period, &kept);
        }
    }
    totals.figures
}

/// Items in an order in which each stands after those that its totals are made with: movements
/// before what they are taken off, closing stocks before the opening stocks that repeat them, what means are
/// weighted by before these.
fn in_order(pack: &Pack) -> Vec<Item> {
    let moves = |item: &Item| {
        pack.transfers
            .iter()
            .any(|transfer| transfer.incoming == *item || transfer.outgoing == *item)
    };
    let repeats =
        |item: &Item| pack.catalogue.element(*item).is_some_and(|e| e.opening_of.is_some());
    let is_mean = |item: &Item| {
        let element = pack.catalogue.element(*item);
        element.is_some_and(|e| matches!(e.over_units, OverUnits::WeightedMean { .. }))
    };
    let mut items: Vec<Item> = pack.catalogue.items().collect();
    items.sort_by_key(|item| (is_mean(item), repeats(item), !moves(item), *item));
    items
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
    fn over_units(&self, item: Item) -> &OverUnits {
        self.pack
            .catalogue
            .element(item)
            .map_or(&OverUnits::None, |element| &element.over_units)
    }

    fn when_missing(&self, item: Item) -> Missing {
        self.pack.catalogue.element(item).map_or(Missing::Partial, |element| element.missing)
    }

    /// A figure put together from others, with the coverage they have together.
    fn combined(
        &mut self,
        key: FactKey,
        how: How,
        combine_by: Combine,
        of: Vec<Operand>,
        coverage: Coverage,
    ) -> Figure {
        let parts: Vec<Part> = of
            .iter()
            .filter_map(|operand| Some(Part::of(self.figures.get(operand.key)?, operand.sign)))
            .collect();
        let operands = Operands::Combined { how, of };
        let Ok(sum) = combine(&parts, combine_by) else {
            self.findings.push(self.too_large(key));
            return without_value(State::Refused, coverage, operands);
        };
        if self.when_missing(key.item) == Missing::Whole && !coverage.is_complete() {
            // Who is missing stays who it is: no total above has a value either.
            let (value, weighted) = (None, None);
            return Figure { state: State::Absent, value, weighted, coverage, operands };
        }
        let over_nobody = sum.weighted.is_some() && coverage.is_complete();
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

/// Nothing usable: whoever owes it is missing from every total it would go into.
fn without_value(state: State, coverage: Coverage, operands: Operands) -> Figure {
    let missing = coverage.owing.to_vec();
    let coverage = Coverage { missing, carried: Vec::new(), ..coverage };
    Figure { state, value: None, weighted: None, coverage, operands }
}

/// Not due anywhere below.
fn not_due() -> Figure {
    Figure {
        state: State::NotApplicable,
        value: None,
        weighted: None,
        coverage: Coverage::default(),
        operands: Operands::Nothing,
    }
}
