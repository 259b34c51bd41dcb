//! What was received: the register, deadlines, revisions, and who is missing.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

#[path = "../common/mod.rs"]
mod common;
mod loss;
mod progress;
mod register;
mod reminders;
mod story;
mod workspace;
