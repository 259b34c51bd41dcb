//! The manifest of a seal, and whether its folder is what it was.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::model::Period;
use crate::text;

/// What was sealed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Id of the period.
    pub period: String,
    /// Which seal of the period it is, from 1.
    pub number: u32,
    /// The document with which the figures went out, as the office cites it.
    pub document: String,
    /// The day of that document, as 2024-07-15, if it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dated: Option<String>,
    /// The day of the run that sealed.
    pub sealed_on: String,
    /// Version of the program that made the documents.
    pub program: String,
    /// The command that makes the same documents again, given in the folder of the seal.
    pub rebuild: String,
    /// The packs in use.
    pub packs: Vec<SealedPack>,
    /// Every file of the seal but the manifest, by path, with its hash.
    pub files: Vec<SealedFile>,
    /// The files among the returns that were known, those in archives too.
    pub came: Vec<SealedFile>,
    /// The figures of the period that have a value.
    pub figures: Vec<SealedFigure>,
    /// What it has otherwise than the seal before it of the same period.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changed: Vec<Told>,
    /// Differences from seals of earlier periods that the documents tell.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Told>,
}

/// A pack in use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedPack {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// A file and its hash.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SealedFile {
    /// Path, with `/`.
    pub path: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

/// A figure as it was sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedFigure {
    /// Code of the pack.
    pub pack: String,
    /// Code of the unit.
    pub unit: String,
    /// The figure, as references write it.
    pub path: String,
    /// Id of its period.
    pub period: String,
    /// The exact value.
    pub value: String,
    /// The cell it was read from; none of a total.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cell: Option<SealedCell>,
}

/// A cell of a return and what was typed in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedCell {
    /// File, relative to the workspace.
    pub file: String,
    /// Sheet.
    pub sheet: String,
    /// Cell.
    pub cell: String,
    /// What was typed in it.
    pub text: String,
}

/// A difference that was told: of which figure, what it was and what it became.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Code of the pack.
    pub pack: String,
    /// Code of the unit.
    pub unit: String,
    /// The figure, as references write it.
    pub path: String,
    /// Id of its period.
    pub period: String,
    /// As it was; none where there was no figure.
    pub before: Option<String>,
    /// As it became; none where there is no figure any more.
    pub after: Option<String>,
}

impl Manifest {
    /// The period, if its id can be read.
    pub fn period(&self) -> Option<Period> {
        self.period.parse().ok()
    }

    /// Reads a manifest.
    ///
    /// # Errors
    /// When the bytes are no manifest.
    pub fn read(bytes: &[u8]) -> Result<Self, serde_json::Error> {
        serde_json::from_slice(bytes)
    }

    /// The manifest as bytes.
    ///
    /// # Errors
    /// When it cannot be written as JSON, which no input should bring about.
    pub fn written(&self) -> Result<Vec<u8>, serde_json::Error> {
        let mut bytes = serde_json::to_vec(self)?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}

/// The hash of some bytes, in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    text::hex(&Sha256::digest(bytes))
}

/// Which files of a seal's folder are gone, which are others, and which were added.
///
/// What is `ignored` is no change of it: drafts that somebody made of the seal itself, and files that
/// systems and Office put into folders, change and delete by themselves.
///
/// # Errors
/// When the folder cannot be listed.
pub fn damage(
    folder: &Path,
    manifest: &Manifest,
    ignored: impl Fn(&str) -> bool,
) -> io::Result<[Vec<String>; 3]> {
    let mut there: BTreeMap<String, std::path::PathBuf> = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let entry = entry?;
        if entry.file_type().is_dir() {
            continue;
        }
        let name = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let parts: Vec<_> = name.iter().map(|part| part.to_string_lossy()).collect();
        there.insert(parts.join("/"), entry.into_path());
    }
    let files: Vec<&SealedFile> =
        manifest.files.iter().filter(|file| !ignored(&file.path)).collect();
    let found: Vec<Option<bool>> = files
        .par_iter()
        .map(|file| {
            let path = there.get(&file.path)?;
            Some(std::fs::read(path).is_ok_and(|bytes| sha256(&bytes) == file.sha256))
        })
        .collect();
    let with = |wanted: Option<bool>| {
        let such = files.iter().zip(&found).filter(|(_, found)| **found == wanted);
        such.map(|(file, _)| file.path.clone()).collect::<Vec<String>>()
    };
    let (gone, altered) = (with(None), with(Some(false)));
    for file in &manifest.files {
        there.remove(&file.path);
    }
    let added: Vec<String> = there.into_keys().filter(|path| !ignored(path)).collect();
    Ok([gone, altered, added])
}
