//! Figures: the value of any unit, item and period, leaf or total, with its coverage and the
//! figures it was made from.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::{FactKey, Item, OrgIx, Origin, Period, Sign, Source, State};

/// Which units owe a figure, and which of them did not give a usable one.
///
/// Sets, not counts: two figures may be put together only when they are about the same units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// The units that owe it, in order of their index.
    pub owing: Arc<[OrgIx]>,
    /// Those of them that are missing, in order of their index.
    pub missing: Vec<OrgIx>,
    /// Those of them for which an earlier stock stands in, in order of their index.
    pub carried: Vec<OrgIx>,
}

impl Default for Coverage {
    fn default() -> Self {
        Self { owing: Arc::from([]), missing: Vec::new(), carried: Vec::new() }
    }
}

impl Coverage {
    /// The coverage of a figure that one unit owes.
    pub fn of_one(org: OrgIx, given: bool) -> Self {
        let missing = if given { Vec::new() } else { vec![org] };
        Self { owing: Arc::from([org]), missing, carried: Vec::new() }
    }

    /// Whether nobody owes it.
    pub fn is_empty(&self) -> bool {
        self.owing.is_empty()
    }

    /// Whether every unit's figure is in, though it be an earlier one that stands in.
    pub fn is_complete(&self) -> bool {
        self.missing.is_empty()
    }

    /// Whether every unit's own figure of the period is in.
    pub fn is_all_reported(&self) -> bool {
        self.missing.is_empty() && self.carried.is_empty()
    }

    /// Number of units that owe it.
    pub fn expected(&self) -> usize {
        self.owing.len()
    }

    /// Number of units whose own figure of the period is in.
    pub fn received(&self) -> usize {
        self.owing.len().saturating_sub(self.missing.len() + self.carried.len())
    }

    /// The coverage of figures put together: every unit that owes any of them, and every unit
    /// missing from any.
    pub fn union<'a>(parts: impl IntoIterator<Item = &'a Self>) -> Self {
        let (mut missing, mut carried) = (Vec::new(), Vec::new());
        // Mostly all parts are owed by the same units, or by units of which none owes two.
        let mut owing: Option<Arc<[OrgIx]>> = None;
        let mut all: Vec<OrgIx> = Vec::new();
        for part in parts {
            missing.extend_from_slice(&part.missing);
            carried.extend_from_slice(&part.carried);
            match &owing {
                None => owing = Some(Arc::clone(&part.owing)),
                Some(known) if *known == part.owing => {}
                Some(_) => all.extend_from_slice(&part.owing),
            }
        }
        let owing = match owing {
            Some(first) if all.is_empty() => first,
            first => {
                all.extend(first.iter().flat_map(|units| units.iter()));
                all.sort_unstable();
                all.dedup();
                Arc::from(all)
            }
        };
        for units in [&mut missing, &mut carried] {
            units.sort_unstable();
            units.dedup();
        }
        // Who is missing from one part and carried in another is missing from the whole.
        carried.retain(|org| missing.binary_search(org).is_err());
        Self { owing, missing, carried }
    }
}

/// Numerator and denominator of a weighted mean, kept unrounded so that means merge upwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WeightedSum {
    /// Σ weight × value.
    pub products: Decimal,
    /// Σ weight.
    pub weights: Decimal,
}

/// What a figure was made from, one step down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Operands {
    /// Read from this cell (`None`: nothing was received).
    Cell(Option<Source>),
    /// Put together from other figures.
    Combined {
        /// In which way.
        how: How,
        /// Of these, in order.
        of: Vec<Operand>,
    },
    /// Nothing: not due anywhere below.
    Nothing,
}

/// How figures were put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// From the units directly below; what is taken off moved between them.
    OverUnits,
    /// From other periods of the same unit; what is taken off lies before the period.
    OverPeriods,
    /// An earlier stock of the same unit stands in.
    Carried,
    /// An opening stock that repeats the closing stock of the eve.
    OpeningFromClosing,
}

/// A figure that goes into another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Operand {
    /// Added or taken off.
    pub sign: Sign,
    /// Which figure.
    pub key: FactKey,
}

/// A value with everything needed to answer for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// What stands behind it.
    pub state: State,
    /// The exact value; `None` when nothing usable is there.
    pub value: Option<Decimal>,
    /// For weighted means, the unrounded parts.
    pub weighted: Option<WeightedSum>,
    /// Coverage.
    pub coverage: Coverage,
    /// What it was made from.
    pub operands: Operands,
}

impl Figure {
    /// Where it was before it was typed where it was read, if its unit did not send it itself.
    pub const fn origin(&self) -> Option<&Arc<Origin>> {
        match &self.operands {
            Operands::Cell(Some(source)) => source.origin.as_ref(),
            _ => None,
        }
    }
}

/// All figures of a run.
#[derive(Debug, Clone, Default)]
pub struct Figures {
    by_key: BTreeMap<FactKey, Figure>,
}

impl Figures {
    /// Adds a figure.
    pub fn insert(&mut self, key: FactKey, figure: Figure) {
        self.by_key.insert(key, figure);
    }

    /// The figure with this key; `None` when the item is not kept for that period at all.
    pub fn get(&self, key: FactKey) -> Option<&Figure> {
        self.by_key.get(&key)
    }

    /// The figures of a unit, in order of item and period.
    pub fn of_unit(&self, org: OrgIx) -> impl Iterator<Item = (FactKey, &Figure)> {
        let first = Item { element: 0, category: 0 };
        let first = FactKey { org, item: first, period: Period::year(0) };
        let own = self.by_key.range(first..).take_while(move |(key, _)| key.org == org);
        own.map(|(key, figure)| (*key, figure))
    }

    /// All figures in order of unit, item and period.
    pub fn iter(&self) -> impl Iterator<Item = (FactKey, &Figure)> {
        self.by_key.iter().map(|(key, figure)| (*key, figure))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_of_two_years_cover_every_unit_that_owed_either() {
        let all = |units: &[u32]| Coverage {
            owing: units.iter().copied().map(OrgIx).collect(),
            missing: Vec::new(),
            carried: Vec::new(),
        };
        let mut founded_later = all(&[1, 2]);
        founded_later.missing.push(OrgIx(2));
        let both = Coverage::union([&all(&[0, 1]), &founded_later]);
        assert_eq!(both.owing.as_ref(), [OrgIx(0), OrgIx(1), OrgIx(2)]);
        assert_eq!((both.expected(), both.received()), (3, 2));
    }
}
