//! Seals (chốt): what was issued for a period, kept as data, and what is other than it now.
//!
//! A seal is a folder with everything a report was made from and what was made, and a manifest:
//! hashes of the files, and every figure of the period, so that comparing needs no reading of
//! documents. This room knows the manifest; who writes it and what becomes of a difference stands
//! elsewhere.

mod changes;
mod lost;
mod manifest;
mod restated;

use crate::model::Period;

pub use changes::{Change, as_sealed, changes, sealed_figures};
pub use manifest::{
    Manifest, SealedCell, SealedFigure, SealedFile, SealedPack, Told, damage, sha256,
};
pub use restated::restated;

/// The figures of a pack beside a seal.
#[derive(Debug, Clone)]
pub struct Compared {
    /// The folder of the seal in the workspace.
    pub folder: String,
    /// Its period.
    pub period: Period,
    /// Which seal of the period it is.
    pub number: u32,
    /// The document with which the figures went out.
    pub document: String,
    /// What is other now.
    pub changes: Vec<Change>,
    /// What is gone with returns that are not counted any more.
    pub lost: Vec<Change>,
}

/// What a run of a pack has otherwise than was sealed.
#[derive(Debug, Clone, Default)]
pub struct PackSeals {
    /// Beside the seal of its own period, if that is sealed.
    pub own: Option<Compared>,
    /// Beside the seals of earlier periods, where anything is other.
    pub earlier: Vec<Compared>,
}

/// In the folder of a seal, the documents as they were issued.
pub const DOCUMENTS: &str = "van-ban";
/// Of what kind the line is that the register has of a seal.
pub const LINE: &str = "seal";
