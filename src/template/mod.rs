//! The template engines: an office's own Word and Excel files, filled in place.
//!
//! Free of the Party's words: what a tag means is asked of [`References`], everything else is
//! Tera's.

mod data;
pub mod docx;
pub mod engine;
mod limit;
mod problem;
mod shape;
mod text;
mod vocabulary;
pub mod xlsx;

pub use data::{
    AS_FIGURE, AS_NUMBER, Data, Figure, Files, Filled, IN_TEXT, Lookup, NoFiles, NoReferences,
    References,
};
pub use limit::Limit;
pub use problem::{Holder, Place, Problem, ProblemKind};
pub use shape::{Scope, Shape};
pub use text::TextTemplate;
pub use vocabulary::{CallCheck, CheckCall, Names, Vocabulary};
