//! Everything that names cells and is not one follows them when rows or columns are repeated or vanish.

mod areas;
mod around;
mod charts;
mod columns;
mod comments;
mod drawings;
mod filters;
mod happened;
mod names;
mod parts;
mod pivots;
mod rules;
mod tables;

pub(super) use around::follow as follow_around;
pub(super) use happened::Happened;
pub(super) use names::follow as follow_names;
pub(super) use parts::follow as follow_parts;
