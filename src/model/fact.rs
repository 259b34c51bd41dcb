//! Facts: one reported value of one unit, element, category and period, with its cell.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::{Adjustment, Item, OrgIx, Origin, Period, WeightedSum};
use crate::ooxml::CellRef;

/// What stands behind a value, or behind its absence. Absent is not zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Read from a return.
    Reported,
    /// Worked out from other figures.
    Computed,
    /// Zero because the unit ticked "không phát sinh".
    NoneOccurred,
    /// Due, and not there.
    Absent,
    /// Not due from this unit for this period.
    NotApplicable,
    /// There, but not usable as a number; a finding says why.
    Refused,
    /// An earlier stock standing in for one not reported.
    Carried,
    /// Changed by a decision of the office on record.
    Adjusted,
    /// There, and not for others to see.
    Withheld,
}

impl State {
    /// The state with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        let all = [
            Self::Reported,
            Self::Computed,
            Self::NoneOccurred,
            Self::Absent,
            Self::NotApplicable,
            Self::Refused,
            Self::Carried,
            Self::Adjusted,
            Self::Withheld,
        ];
        all.into_iter().find(|state| state.code() == code)
    }

    /// The state's code in exports.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Reported => "reported",
            Self::Computed => "computed",
            Self::NoneOccurred => "none_occurred",
            Self::Absent => "absent",
            Self::NotApplicable => "not_applicable",
            Self::Refused => "refused",
            Self::Carried => "carried",
            Self::Adjusted => "adjusted",
            Self::Withheld => "withheld",
        }
    }
}

/// The cell a value was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// File, relative to the workspace, with `/`.
    pub file: Arc<str>,
    /// Sheet name as on its tab.
    pub sheet: Arc<str>,
    /// Cell.
    pub cell: CellRef,
    /// The cell's text as the person typed it; of a formula that was calculated here, the formula.
    pub text: Box<str>,
    /// Whether the cell has a formula whose result the file does not carry, so that its value was
    /// worked out here.
    pub calculated: bool,
    /// The number that was worked out of such a formula, if it is one.
    pub result: Option<Decimal>,
    /// What the office put in its place, if it did.
    pub adjusted: Option<Arc<Adjustment>>,
    /// Where the figure was before it was typed here, if its unit did not send it itself.
    pub origin: Option<Arc<Origin>>,
}

/// A value as reported. Stored once, never overwritten by anything computed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What stands behind it.
    pub state: State,
    /// The value in the element's unit of measure; `None` unless the state carries one.
    pub value: Option<Decimal>,
    /// Where it was read.
    pub source: Option<Source>,
    /// What a return that was itself consolidated says of the figures below it.
    pub consolidated: Option<Box<ConsolidatedState>>,
}

impl Fact {
    /// A fact read from a cell.
    pub const fn read(state: State, value: Option<Decimal>, source: Source) -> Self {
        Self { state, value, source: Some(source), consolidated: None }
    }
}

/// What stands behind a figure of an upward return: enough to merge it exactly, level by level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsolidatedState {
    /// For weighted means, the unrounded parts.
    pub weighted: Option<WeightedSum>,
    /// Codes and names of the units that owe the figure.
    pub owing: Arc<[(String, String)]>,
    /// Codes of those that are missing.
    pub missing: Vec<String>,
    /// Codes of those for which an earlier stock stands in.
    pub carried: Vec<String>,
}

/// Identity of a fact or figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactKey {
    /// Whose.
    pub org: OrgIx,
    /// Of what.
    pub item: Item,
    /// For which dates.
    pub period: Period,
}

/// All facts of a run, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    by_key: BTreeMap<FactKey, Fact>,
    /// What the committee reported in documents of its own: used where no return gives it.
    in_documents: BTreeMap<FactKey, Fact>,
}

impl Facts {
    /// Adds a fact; a key is given once.
    pub fn insert(&mut self, key: FactKey, fact: Fact) {
        self.by_key.insert(key, fact);
    }

    /// The fact with this key.
    pub fn get(&self, key: FactKey) -> Option<&Fact> {
        self.by_key.get(&key)
    }

    /// Adds what the committee reported in documents of its own.
    pub fn add_documents(&mut self, documents: &Self) {
        self.in_documents.extend(documents.iter().map(|(key, fact)| (key, fact.clone())));
    }

    /// What the committee reported in a document of its own.
    pub fn document(&self, key: FactKey) -> Option<&Fact> {
        self.in_documents.get(&key)
    }

    /// All that it reported so, in order.
    pub fn documents(&self) -> impl Iterator<Item = (FactKey, &Fact)> {
        self.in_documents.iter().map(|(key, fact)| (*key, fact))
    }

    /// All facts of returns and settings in order.
    pub fn iter(&self) -> impl Iterator<Item = (FactKey, &Fact)> {
        self.by_key.iter().map(|(key, fact)| (*key, fact))
    }
}
