//! From figures to documents: the words and numbers a template may print, the filled templates,
//! exports, and the draft they appear in.

mod absent;
mod adjustments;
mod beside;
mod blank;
mod context;
mod documents;
mod draft;
mod export;
mod export_words;
mod finishing;
mod for_others;
mod framed;
mod names;
mod origins;
mod out_of_use;
mod printing;
mod problem;
mod progress;
mod prose;
mod referring;
mod rehearsal;
pub mod reminder;
mod restated;
mod scope;
mod summary;
mod unbroken;
mod unexplained;
mod upward;
mod verification;

pub use adjustments::{
    Adjustments, Corrections, adjustments_page, corrections_page, has_adjustments,
};
pub use beside::EXPLAINED;
pub use blank::{Face, Faces, Signs};
pub use context::Status;
pub use documents::{
    Certified, DocumentRequest, Documents, Holds, Marking, Rendered, render_documents,
    template_problems,
};
pub use draft::{Draft, DraftError};
pub use export::{ExportFormat, export};
pub use export_words::export_words;
pub use framed::{Form, FramedPage};
pub use names::{NamedPack, TemplateNames};
pub use problem::template_finding;
pub use progress::{
    Progress, ProgressLine, progress_in_words, progress_json, progress_workbook,
};
pub use rehearsal::Rehearsal;
pub use summary::{
    Arrival, DueReturn, Matrix, Owed, PAGE, Receipt, ReceiptState, Receipts, Row, Summary,
    SummaryError, SummaryRequest, WORKBOOK, summarise, with_summary,
};
pub use verification::{
    LookedAt, Nature, VerificationPage, VerifiedFile, total_in_words, verification_page,
    verified_in_words, verified_json,
};
