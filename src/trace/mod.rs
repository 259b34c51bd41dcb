//! Figures that answer for themselves: their ids, how they came about, the ledger.

mod explain;
mod figure_id;
mod ledger;

pub use explain::{ExplainError, explain};
pub use figure_id::{FigureKey, figure_id};
pub use ledger::{FileLine, Ledger, PrintedFigure, ledger};
