//! What branches say in their own words: from the blank to the report and to the level above.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod common;

#[cfg(test)]
#[path = "words_of_units/duty.rs"]
mod duty;
#[cfg(test)]
#[path = "words_of_units/exported.rs"]
mod exported;
#[cfg(test)]
#[path = "words_of_units/levels.rs"]
mod levels;
#[cfg(test)]
#[path = "words_of_units/refused.rs"]
mod refused;
#[cfg(test)]
#[path = "words_of_units/reported.rs"]
mod reported;
