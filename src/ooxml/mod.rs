//! Office files as files: the zip package, its parts, and cell addresses.
//!
//! Knows nothing of what a document says.

mod cell_ref;
mod package;

pub use cell_ref::CellRef;
pub use package::{Package, PackageError};
