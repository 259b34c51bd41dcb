//! Figures that answer for themselves: their ids, how they came about, the ledger, and what
//! changed between two drafts.

mod answer;
mod derivation;
mod diff;
mod explain;
mod explain_json;
mod figure_id;
mod formula;
mod ledger;
mod sealed;
mod told;
mod words;

pub use answer::{Answer, ExplainError, TargetDerivation};
pub use derivation::{Derivation, Made, Role, made, walk};
pub use diff::{
    Cause, CellTold, ChangedCell, ChangedFigure, ChangedFile, ChangedWords, LedgerDiff,
    cause_in_words, diff, diff_in_words, diff_json, difference_in_words, file_change_in_words,
};
pub use explain::explain;
pub use explain_json::explain_json;
pub use figure_id::{FigureKey, figure_hash, figure_id, figure_mark};
pub use ledger::{
    DecisionLine, FileLine, LEDGER_FILE, Ledger, LedgerCell, LedgerError, LedgerFigure,
    LedgerStatement, PrintedFigure, ReadLedger, STATEMENTS_SHEET, ledger, read_ledger,
    register_head,
};
pub use sealed::{
    Correction, RestatedBeside, SealedBeside, corrections, restated_beside, sealed_beside,
};
pub use told::Told;
pub use words::origin as origin_in_words;
