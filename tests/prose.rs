//! Sentences about figures: what a report says of an increase, a share, a list, a day, and when a
//! paragraph goes.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

#[path = "prose/comparing.rs"]
mod comparing;
#[path = "prose/counting.rs"]
mod counting;
#[path = "prose/keeping.rs"]
mod keeping;
#[path = "prose/linting.rs"]
mod linting;
#[path = "prose/listing.rs"]
mod listing;
#[path = "prose/office.rs"]
mod office;
#[path = "prose/scope.rs"]
mod scope;
#[path = "prose/shares.rs"]
mod shares;
