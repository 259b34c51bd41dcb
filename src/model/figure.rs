//! Figures: the value of any unit, item and period, leaf or total, with its coverage and the
//! figures it was made from.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{FactKey, OrgIx, Period, Source, State};

/// How many of the units that owe a figure gave it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Coverage {
    /// Units that owe it.
    pub expected: u32,
    /// Units whose figure is in.
    pub received: u32,
}

impl Coverage {
    /// Whether every unit's figure is in.
    pub const fn is_complete(self) -> bool {
        self.expected == self.received
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
    /// Combined from the same item and period of these units.
    Units(Vec<OrgIx>),
    /// Combined from the same item and unit in these periods.
    Periods(Vec<Period>),
    /// Nothing: not due anywhere below.
    Nothing,
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
    /// The units that owe the figure and did not give a usable one, in the office's order.
    pub missing: Vec<OrgIx>,
    /// What it was made from.
    pub operands: Operands,
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

    /// All figures in order of unit, item and period.
    pub fn iter(&self) -> impl Iterator<Item = (FactKey, &Figure)> {
        self.by_key.iter().map(|(key, figure)| (*key, figure))
    }
}
