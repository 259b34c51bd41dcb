//! A ratio that a return works out and prints itself.

use rust_decimal::Decimal;

use super::{OrgIx, Period, Source};

/// A ratio printed on a return: held against the recomputed one, never used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedRatio {
    /// Whose.
    pub org: OrgIx,
    /// Position of the indicator in the pack.
    pub indicator: usize,
    /// For which period.
    pub period: Period,
    /// As the cell holds it.
    pub value: Decimal,
    /// Whether a percent sign stands beside it: then it is in hundredths for certain.
    pub in_percent: bool,
    /// Where.
    pub source: Source,
}
