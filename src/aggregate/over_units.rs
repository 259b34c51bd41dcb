//! The figure of a unit from the units below it; what moved between these is taken off.

use super::{Totals, not_due};
use crate::aggregate::combine::Combine;
use crate::model::{Coverage, FactKey, Figure, How, Item, Operand, OrgIx, OverUnits, Sign};

impl Totals<'_> {
    pub(super) fn total_of_units(&mut self, key: FactKey) -> Figure {
        let by = match self.over_units(key.item) {
            OverUnits::Sum => Combine::Sum,
            OverUnits::WeightedMean { .. } => Combine::Mean,
            OverUnits::Min => Combine::Min,
            OverUnits::Max => Combine::Max,
            OverUnits::None => return not_due(),
        };
        let mut below = Below::default();
        let off = self.ends_here(key.org, key.item);
        for &child in self.tree.children(key.org) {
            self.contribution(FactKey { org: child, ..key }, &off, &mut below);
        }
        if below.coverage.is_empty() {
            return not_due();
        }
        let coverage = Coverage::union(&below.coverage);
        self.combined(key, How::OverUnits, by, below.of, coverage)
    }

    /// What is taken off an item at a unit: movements that stay within it.
    fn ends_here(&self, org: OrgIx, item: Item) -> Vec<Item> {
        let kind = self.tree.get(org).map(|unit| unit.kind);
        let transfers = self.pack.transfers.iter();
        let here = transfers.filter(|t| kind.is_some_and(|kind| t.within.contains(&kind)));
        here.filter_map(|transfer| transfer.taken_off(item)).collect()
    }

    /// What a unit adds to the one above: its figure less what is taken off it there.
    ///
    /// Both must be of the same units. Where they are not, the units below it answer one by one;
    /// a return that gives one and lacks the other counts as missing.
    fn contribution(&self, key: FactKey, off: &[Item], below: &mut Below) {
        let Some(figure) = self.figures.get(key) else { return };
        if figure.coverage.is_empty() {
            return;
        }
        let minus = off.iter().map(|item| FactKey { item: *item, ..key });
        let minus: Vec<(FactKey, &Figure)> = minus
            .filter_map(|key| Some((key, self.figures.get(key)?)))
            .filter(|(_, figure)| !figure.coverage.is_empty())
            .collect();
        if minus.iter().all(|(_, off)| same_units(&figure.coverage, &off.coverage)) {
            below.of.push(Operand { sign: Sign::Plus, key });
            let minus = minus.iter().map(|(key, _)| Operand { sign: Sign::Minus, key: *key });
            below.of.extend(minus);
            below.coverage.push(self.coverage_in_total(key, figure));
        } else if self.due.answers_itself(key.org, key.item) {
            let missing = figure.coverage.owing.to_vec();
            below.coverage.push(Coverage {
                missing,
                carried: Vec::new(),
                ..figure.coverage.clone()
            });
        } else {
            // What ended here already has nothing left to end above.
            let mut off = off.to_vec();
            let here = self.ends_here(key.org, key.item);
            off.extend(here.into_iter().filter(|item| !off.contains(item)).collect::<Vec<_>>());
            for &child in self.tree.children(key.org) {
                self.contribution(FactKey { org: child, ..key }, &off, below);
            }
        }
    }
}

/// What units below add to a total.
#[derive(Default)]
struct Below {
    of: Vec<Operand>,
    coverage: Vec<Coverage>,
}

/// Whether what is taken off comes from the same returns as the figure that it is taken off.
fn same_units(figure: &Coverage, off: &Coverage) -> bool {
    let missing = figure.missing.iter().filter(|org| off.owing.binary_search(org).is_ok());
    missing.eq(off.missing.iter())
}
