//! Everything that names rows and is not a cell follows them when rows are repeated or vanish.

mod areas;
mod around;
mod charts;
mod comments;
mod drawings;
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
