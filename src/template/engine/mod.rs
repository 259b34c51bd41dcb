//! What the Word and the Excel engine share: finding tags in text, and Tera behind them.
//!
//! A part of an office file becomes one Tera template. Its tags are written with delimiters made
//! of control characters ([`write_output`], [`write_statement`]): XML cannot contain those, so
//! literal text needs no quoting and can never be taken for a tag.

mod arguments;
mod calls;
mod expression;
mod failure;
mod lexer;
mod one_call;
mod tera_setup;
mod tokens;

pub use calls::{Argument, Call, Written, calls};
pub use expression::{Statement, called_names, read_paths, strict, top_level_names};
pub use failure::{Failure, nearest};
pub use lexer::{Lexer, Stray, Tag, TagKind, holds_tags};
pub use one_call::{one_call, with_argument};
pub use tera_setup::{Engine, marked, marks, write_mark, write_output, write_statement};
