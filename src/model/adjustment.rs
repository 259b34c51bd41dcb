//! What the office put in the place of what a cell says.

use rust_decimal::Decimal;

/// A decision of the office on a figure of a return, on record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Adjustment {
    /// What the cell says as a number, where that can be read.
    pub reported: Option<Decimal>,
    /// Whether the value is one that the cell may say, and not another one.
    pub chosen: bool,
    /// Why.
    pub reason: String,
    /// Who decided it.
    pub by: String,
    /// By which document or call.
    pub basis: String,
    /// The key of the decision; empty for a line that the office added by itself.
    pub key: String,
}
