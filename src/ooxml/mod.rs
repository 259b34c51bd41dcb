//! Office files as files: the zip package, its parts, and cell addresses.
//!
//! Knows nothing of what a document says.

mod cell_ref;
mod package;
mod preflight;

pub use cell_ref::CellRef;
pub use package::{Package, PackageError};
pub use preflight::{Entry, Limits, Measure, PreflightError, check_contents, check_structure};
