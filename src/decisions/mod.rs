//! The office's decisions on findings: `xac-nhan.xlsx`, written for the clerk and read back.
//!
//! read → judge (what each row decides, and which rows cannot hold) → the pipeline applies it → renew
//! (rows that are there kept, new findings below) → write. What a person typed is never changed.

mod about;
mod column;
mod decision;
mod held;
mod judge;
mod key;
mod memory;
mod named;
mod read;
mod renew;
mod row;
mod settle;
mod write;

pub use about::{About, Files, Known, TakenReturn, UnitsByName, units_by_name};
pub use column::Column;
pub use decision::{Decision, InPlace, ReturnKey, Version, VersionChosen, What};
pub use held::{HeldBy, HeldFigure, HeldFigures};
pub use judge::{Judged, judge};
pub use key::key;
pub use memory::{Candidate, CellThen, Memory, Remembered};
pub use read::{DecisionBook, Foreign, read};
pub use renew::{Noticed, Renewed, State, renew};
pub use row::Row;
pub use write::write;

/// Name of the workbook of decisions in a workspace.
pub const DECISIONS: &str = "xac-nhan.xlsx";

/// The sheet of decisions.
const SHEET: &str = "Việc cần quyết";
/// The sheet that tells how to fill it in.
const GUIDE: &str = "Cách ghi";
/// The sheet that nobody sees: what each finding was about when it was put up, and which figure each decision
/// was applied to.
const MEMORY: &str = "_tonghop";
