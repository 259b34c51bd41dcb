//! The nouns of the field: organisation units, periods, data elements, facts and figures.
//!
//! Pure data and its arithmetic: nothing here reads a file or words a sentence.

mod element;
mod fact;
mod figure;
mod letterhead;
mod org_unit;
mod period;
mod printed_ratio;

pub use element::{Catalogue, Category, DataElement, Item, OverPeriods, OverUnits, ValueKind};
pub use fact::{Fact, FactKey, Facts, Source, State};
pub use figure::{Coverage, Figure, Figures, Operands, WeightedSum};
pub use letterhead::Letterhead;
pub use org_unit::{OrgIx, OrgTree, OrgTreeError, OrgUnit, OrgUnitKind};
pub use period::{Part, Period};
pub use printed_ratio::PrintedRatio;
