//! The Excel template engine.
mod formula;
mod rows;
mod shared;
mod sheet;
mod text;
