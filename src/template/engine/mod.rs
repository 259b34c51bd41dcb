//! What the Word and the Excel engine share: finding tags in text, and Tera behind them.
//!
//! A part of an office file becomes one Tera template. Its tags are written with delimiters made
//! of control characters ([`write_output`], [`write_statement`]): XML cannot contain those, so
//! literal text needs no quoting and can never be taken for a tag.

mod arguments;
mod failure;
mod jinja;
mod lexer;
mod python;
mod tera_setup;

pub use failure::{Failure, nearest};
pub use jinja::{Script, Statement, called_names, checked, top_level_names};
pub use lexer::{Lexer, Stray, Tag, TagKind, holds_tags};
pub use tera_setup::{
    Engine, marked, marks, write_mark, write_output, write_output_in, write_statement,
    write_statement_in,
};
