//! What the office put in the place of what a cell says.

use rust_decimal::Decimal;

/// What counts in the place of what a cell says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Adjusted {
    /// A number.
    Number(Decimal),
    /// The name of a class, or a tick.
    Words(String),
}

impl Adjusted {
    /// As it is typed, the same for the same.
    pub fn as_typed(&self) -> String {
        match self {
            Self::Number(number) => number.normalize().to_string(),
            Self::Words(words) => words.trim().to_owned(),
        }
    }
}

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
