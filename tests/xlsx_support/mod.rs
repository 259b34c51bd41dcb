#![allow(dead_code, unused_imports)] // each test binary uses its own part of this
//! What the cases of the Excel engine are written with: workbooks described in lines, what a
//! reader sees of them, what differs between two of them, and what is checked of every result.

mod case;
mod cells;
mod describe;
mod differences;
mod dom;
mod engine;
mod package;
mod skeleton;
mod sound;
mod truth;

pub(crate) use case::{Case, described};
pub(crate) use sound::complaints;
pub(crate) use truth::untruths;
