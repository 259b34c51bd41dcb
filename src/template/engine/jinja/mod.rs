//! Jinja's language as Tera code: what an author knows from Jinja and docxtpl, and what Tera adds
//! to it, is read into a tree (`parse`) and written as code that Tera evaluates as Python would
//! (`write`, `script`), with the help of the filters in [`super::python`].

mod lexer;
mod names;
mod parse;
mod script;
mod statement;
mod tree;
mod write;

pub use names::{asked_names, called_names, read_paths, top_level_names};
pub use script::{Script, checked};
pub use statement::Statement;

pub(super) use write::identifier;
