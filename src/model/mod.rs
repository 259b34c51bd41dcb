//! The nouns of the field: organisation units, periods, data elements, facts and figures.
//!
//! Pure data and its arithmetic: nothing here reads a file or words a sentence.

mod adjustment;
mod calendar;
mod element;
mod fact;
mod fate;
mod figure;
mod letterhead;
mod made_of;
mod org_unit;
mod origin;
mod period;
mod printed_ratio;
mod statement;
mod unit_names;

pub use adjustment::{Adjusted, Adjustment};
pub use calendar::{Calendar, CutOff};
pub use element::{
    Catalogue, Category, DataElement, Item, Missing, OverPeriods, OverUnits, Transfer,
    ValueKind,
};
pub use fact::{ConsolidatedState, Fact, FactKey, Facts, Source, State};
pub use fate::Fate;
pub use figure::{Coverage, Figure, Figures, How, Operand, Operands, WeightedSum};
pub use letterhead::Letterhead;
pub use made_of::{Sign, SignedPeriods, made_of};
pub use org_unit::{
    OrgIx, OrgTree, OrgTreeError, OrgUnit, OrgUnitKind, WORDS_BEFORE_NAMES, WORDS_OF_PLACES,
};
pub use origin::{Entered, Origin, ReportedIn};
pub use period::{Period, PeriodError, Shape};
pub use printed_ratio::PrintedRatio;
pub use statement::{Statement, StatementBelow, StatementKey, Statements, TextElement};
pub use unit_names::{NamedUnit, UnitNames};
