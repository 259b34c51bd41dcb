//! Everything that names cells and is not one follows them when rows or columns are repeated or vanish.

mod areas;
mod around;
mod caches;
mod charts;
mod columns;
mod comments;
mod drawings;
mod filters;
mod happened;
mod links;
mod names;
mod parts;
mod pivots;
mod rules;
mod series;
mod shown;
mod table_columns;
mod table_places;
mod tables;

pub(super) use areas::per_round as areas_per_round;
pub(super) use around::follow as follow_around;
pub(super) use happened::Happened;
pub(super) use names::{FollowedNames, follow as follow_names};
pub(super) use parts::follow as follow_parts;
pub(super) use shown::Shown;
pub(super) use table_columns::follow as follow_table_columns;
pub(super) use table_places::tables;
