//! What formulas compute: the values stored beside them must be right or absent.
//!
//! Excel computes anew when asked to; `LibreOffice`, file previews and readers of figures take the
//! stored values as they are. So what we can compute exactly we compute, and the rest loses its
//! stored value.

mod columns;
mod evaluate;
mod functions;
mod index;
mod marks;
mod order;
mod parse;
mod places;
mod recalculate;
mod tables;
mod totals;
mod value;

pub(super) use recalculate::{Names, Page, recalculate};
pub(super) use tables::{Table, Tables};
pub(super) use value::stored_number;
