//! What the tests of the Word engine are written with: cases as folders, documents made from a
//! few lines of text, what a reader sees of them, and what is checked of every result.

mod case;
mod charts;
mod compare;
mod lines;
mod seen;
mod skeleton;
mod sound;

pub(crate) use case::Case;
pub(crate) use seen::{seen, told};
pub(crate) use skeleton::{docx, inner_xml, part, zip};
pub(crate) use sound::complaints;
