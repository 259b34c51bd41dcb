//! tonghop: from the branches' returns to the committee's report and forms.

pub mod aggregate;
pub mod check;
pub mod citation;
pub mod cli;
pub mod decisions;
pub mod diagnostic;
pub mod frame;
pub mod intake;
pub mod issue;
pub mod model;
pub mod ooxml;
pub mod pack;
pub mod pipeline;
pub mod profile;
pub mod proofread;
pub mod register;
pub mod report;
pub mod seal;
pub mod sheet;
pub mod suggest;
pub mod template;
pub mod text;
pub mod trace;
pub mod workspace;
