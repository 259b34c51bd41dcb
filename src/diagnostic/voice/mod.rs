//! How findings are told: to a person, in one line each, or to a program.

mod human;
mod json;
mod short;

pub use human::{human, human_all};
pub use json::json;
pub use short::{short, short_all};
