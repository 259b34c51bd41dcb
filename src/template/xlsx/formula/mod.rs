//! Formulas: their tokens, how their references follow moved rows, and what they compute.

pub(super) mod lexer;
pub(super) mod moves;
mod respell;
mod rewrite;
pub(super) mod sheets;
pub(super) mod shift;
mod view;
