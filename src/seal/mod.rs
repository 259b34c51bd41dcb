//! Seals (chốt): what was issued for a period, kept as data, and what is other than it now.
//!
//! A seal is a folder with everything a report was made from and what was made, and a manifest:
//! hashes of the files, and every figure of the period, so that comparing needs no reading of
//! documents. This room knows the manifest; who writes it and what becomes of a difference stands
//! elsewhere.

mod changes;
mod manifest;

pub use changes::{Change, changes, sealed_figures};
pub use manifest::{
    Manifest, SealedCell, SealedFigure, SealedFile, SealedPack, Told, damage, sha256,
};

/// In the folder of a seal, the documents as they were issued.
pub const DOCUMENTS: &str = "van-ban";
/// Of what kind the line is that the register has of a seal.
pub const LINE: &str = "seal";
