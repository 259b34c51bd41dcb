//! Which figures of a return the unit is asked about because they are unlike others, as a pack says it.

use rust_decimal::Decimal;

use super::Named;

/// What is asked about; nothing of which the pack says nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unusual {
    /// Figures unlike those of the unit's own earlier periods.
    pub history: Option<Measure>,
    /// What is compared among units of a kind.
    pub peers: Vec<(Named, Measure)>,
    /// From how many figures on (other than 0) a return is taken to be a copy of the unit's last.
    pub copied: Option<usize>,
}

/// When a figure is unlike others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// How many others there must be at least.
    pub others: usize,
    /// How many times the median of their distances from their median it must lie away from it.
    pub times: Decimal,
    /// How far away it must lie in any case.
    pub floor: Decimal,
}

impl Measure {
    /// The fewest earlier periods that say what is usual.
    pub const FEWEST_PERIODS: usize = 3;
    /// The fewest units that say what is usual.
    pub const FEWEST_UNITS: usize = 8;
}
