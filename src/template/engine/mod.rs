//! What the Word and the Excel engine share: finding tags in text, and Tera behind them.
//!
//! A part of an office file becomes one Tera template. Its tags are written with delimiters made
//! of control characters ([`write_output`], [`write_statement`]): XML cannot contain those, so
//! literal text needs no quoting and can never be taken for a tag.

mod arguments;
mod calls;
mod failure;
mod harmless;
mod jinja;
mod lexer;
mod one_call;
mod python;
mod tera_setup;
mod tokens;

pub use calls::{Argument, Call, Written, calls};
pub use failure::{Failure, nearest};
pub(super) use failure::{MOST_TURNS, OUTPUT_LIMIT};
pub use harmless::without_failed;
pub use jinja::{
    Script, Statement, asked_names, called_names, checked, read_paths, top_level_names,
};
pub use lexer::{Lexer, Stray, Tag, TagKind, holds_tags};
pub use one_call::{calls_with_argument, one_call, with_argument};
pub use tera_setup::{
    Engine, Piece, marked, marks, pieces, without_names, write_mark, write_output,
    write_output_in, write_statement, write_statement_in,
};
