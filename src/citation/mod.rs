//! Documents that are cited: which there are, how a text names them, and whether it names them
//! rightly.
//!
//! A number is no key, because several documents bear it: only type, number, issuer and date
//! together are. Which documents there are is data: `templates/chung/van-ban.toml`, and what an
//! office adds.

mod document;
mod judgement;
mod mention;
mod number;
mod registry;

pub use document::{Document, Style};
pub use judgement::{Context, Judgement, Slip};
pub use mention::{Cited, mentions, restyled};
pub use number::DocumentNumber;
pub use registry::{Listed, NotFound, Registry, RegistryError};

#[cfg(test)]
mod tests;
