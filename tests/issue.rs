//! From blank to return: what is issued, filled in as a branch does and sent back, gives the same
//! figures as the forms that people typed.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod common;

#[cfg(test)]
#[path = "issue/blanks.rs"]
mod blanks;
#[cfg(test)]
#[path = "issue/mistyped.rs"]
mod mistyped;
#[cfg(test)]
#[path = "issue/moved.rs"]
mod moved;
#[cfg(test)]
#[path = "issue/office.rs"]
mod office;
#[cfg(test)]
#[path = "issue/returned.rs"]
mod returned;
