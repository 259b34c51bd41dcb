//! Vietnamese text: the only room that knows its spelling, numbers and dates.
//!
//! Imports nothing of the project.

pub mod clean;
pub mod code_page;
pub mod date;
pub mod doubled;
mod fold;
mod hex;
pub mod key;
mod lang;
pub mod legacy;
pub mod list;
mod nearest;
pub mod number;
pub mod opinions;
pub mod period;
pub mod proper_name;
pub mod revision;
pub mod screen;
mod sentence;
pub mod syllable;
mod total;
pub mod typed_figure;
pub mod typed_number;

pub use fold::fold_ascii;
pub use hex::hex;
pub use lang::{Lang, UnknownLang};
pub use nearest::nearest;
pub use sentence::within_a_sentence;
pub use total::is_total;
