//! tonghop: from the branches' returns to the committee's report and forms.

pub mod diagnostic;
pub mod ooxml;
pub mod sheet;
pub mod template;
pub mod text;
