//! `copy-pack`: the files of a pack that comes with the program, put where the office can edit
//! them.

use std::path::{Path, PathBuf};

use super::build::not_published;
use super::single::{one, unwritable};
use crate::diagnostic::{Code, Finding, FindingList, Place};
use crate::pack::PackFiles;
use crate::report::Draft;
use crate::text;
use crate::workspace::{OWN_PACKS, SETTINGS, SHARED_TEMPLATES};

/// A pack that was copied out.
pub struct CopiedPack {
    /// Its folder in the workspace.
    pub folder: PathBuf,
    /// Its files, relative to the folder, in order.
    pub names: Vec<String>,
}

/// Copies a pack, or the templates that belong to no duty, into a workspace, all of it or nothing.
///
/// # Errors
/// With the findings, when the folder is no workspace, there is no such pack, the workspace has
/// one of this code already, or the files cannot be written.
pub fn copy_pack(workspace: &Path, code: &str) -> Result<CopiedPack, FindingList> {
    if !workspace.join(SETTINGS).is_file() {
        let place = Place::file(workspace.display().to_string());
        return Err(one(Finding::new(Code::E501).at(place).text("path", SETTINGS)).finish());
    }
    let Some(files) = files(code) else { return Err(unknown(code)) };
    let packs = workspace.join(OWN_PACKS);
    if packs.join(code).exists() {
        let folder = format!("{OWN_PACKS}/{code}");
        return Err(one(Finding::new(Code::E662).text("folder", folder)).finish());
    }
    std::fs::create_dir_all(&packs)
        .map_err(|error| one(unwritable(&packs, &error)).finish())?;
    let written = || {
        let draft = Draft::begin(&packs)?;
        for (name, bytes) in files.iter() {
            draft.add(name, bytes)?;
        }
        draft.publish_new(code)
    };
    let folder = written().map_err(|error| not_published(&packs, &error))?;
    Ok(CopiedPack { folder, names: files.iter().map(|(name, _)| name.to_owned()).collect() })
}

fn files(code: &str) -> Option<PackFiles> {
    if code == SHARED_TEMPLATES { Some(PackFiles::shared()) } else { PackFiles::shipped(code) }
}

fn unknown(code: &str) -> FindingList {
    let mut known = PackFiles::shipped_codes();
    known.push(SHARED_TEMPLATES.to_owned());
    let finding = Finding::new(Code::E507).text("pack", code);
    let finding = finding.maybe("nearest", text::nearest(code, known.clone()));
    one(finding.list("available", known)).finish()
}
