//! Findings: what a run noticed, as facts with a code; one catalogue turns them into sentences.
//!
//! Stages push [`Finding`]s into [`Findings`]; [`Findings::finish`] puts them in order and
//! numbers them; the [`voice`]s print them. No stage words a sentence.

mod asked;
mod catalogue;
mod cells;
mod code;
mod decided;
mod field;
mod finding;
mod findings;
mod help;
mod place;
pub(crate) mod system;
pub mod voice;
mod wording;

pub use asked::Asked;
pub use catalogue::{Entry, Words};
pub use cells::{MOST_CELLS, addresses};
pub use code::{Code, Severity, UnknownCode};
pub use decided::{Decided, Verdict};
pub use field::Field;
pub use finding::{CellNote, Finding};
pub use findings::{Counts, FindingId, FindingList, Findings, Reported};
pub use help::help;
pub use place::{Paragraph, Place};
