//! Vietnamese text: the only room that knows how it is spelled and encoded.

pub mod clean;
