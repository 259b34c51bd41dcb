//! What goes into the folder of a seal, and what is in it.

use std::io;
use std::path::Path;

use walkdir::WalkDir;

use super::super::Run;
use super::super::build::not_written;
use super::super::registered::Entry;
use super::super::sealed::comes_by_itself;
use crate::diagnostic::FindingList;
use crate::pack::PackFiles;
use crate::register::FILE;
use crate::report::{Draft, DraftError};
use crate::seal::{SealedFile, sha256};
use crate::workspace::{
    ISSUED, KEPT, MANIFEST, OWN_PACKS, RESULTS, SEALS, SHARED_TEMPLATES, Workspace,
};

/// What the office keeps beside the returns that is no part of a period.
const NOT_SEALED: [&str; 4] = [RESULTS, ISSUED, SEALS, KEPT];

/// Copies what the period is made from: the workspace, the packs and templates that come with the
/// program, the register as it will be, and what other seals say.
pub(super) fn copy(run: &Run, entry: &Entry, draft: &Draft) -> Result<(), DraftError> {
    let root = run.workspace.root();
    let told = |path: &Path, source: io::Error| DraftError {
        path: path.display().to_string(),
        source,
    };
    // Where the manifest stands, a workspace is a seal: it is worked out as one.
    draft.add(MANIFEST, b"{}")?;
    draft.add(&format!("{KEPT}/{FILE}"), entry.bytes())?;
    let wanted = |entry: &walkdir::DirEntry| {
        let name = entry.file_name().to_string_lossy();
        let of_root = entry.depth() == 1;
        let other = NOT_SEALED.contains(&name.as_ref()) || name.starts_with('.');
        !(of_root && other || comes_by_itself(&relative(root, entry.path())))
    };
    let entries = WalkDir::new(root).follow_links(true).sort_by_file_name().into_iter();
    for entry in entries.filter_entry(wanted) {
        let entry = entry.map_err(|error| told(root, error.into()))?;
        if entry.file_type().is_file() {
            let bytes =
                std::fs::read(entry.path()).map_err(|error| told(entry.path(), error))?;
            draft.add(&relative(root, entry.path()), &bytes)?;
        }
    }
    for (name, bytes) in shipped(&run.workspace) {
        draft.add(&name, &bytes)?;
    }
    for seal in run.seals.all().filter(|seal| seal.period != run.period) {
        let manifest = root.join(&seal.folder).join(MANIFEST);
        let bytes = std::fs::read(&manifest).map_err(|error| told(&manifest, error))?;
        draft.add(&format!("{}/{MANIFEST}", seal.folder), &bytes)?;
    }
    Ok(())
}

/// What the program brings along of packs and templates, where the office has none of its own.
fn shipped(workspace: &Workspace) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    let missing = workspace.packs.iter().filter(|code| !workspace.own_pack(code).is_dir());
    for code in missing {
        let pack = PackFiles::shipped(code);
        for (name, bytes) in pack.iter().flat_map(PackFiles::iter) {
            files.push((format!("{OWN_PACKS}/{code}/{name}"), bytes.to_vec()));
        }
    }
    for (name, bytes) in PackFiles::shared().iter() {
        if !workspace.own_template(name).is_file() {
            let name = format!("{OWN_PACKS}/{SHARED_TEMPLATES}/{name}");
            files.push((name, bytes.to_vec()));
        }
    }
    files
}

/// Every file of the seal with its hash.
pub(super) fn files(folder: &Path) -> Result<Vec<SealedFile>, FindingList> {
    let failed = |error: &dyn std::fmt::Display| not_written(SEALS, error);
    let mut files = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.map_err(|error| failed(&error))?;
        let path = relative(folder, entry.path());
        if entry.file_type().is_file() && path != MANIFEST {
            let bytes = std::fs::read(entry.path()).map_err(|error| failed(&error))?;
            files.push(SealedFile { path, sha256: sha256(&bytes) });
        }
    }
    files.sort();
    Ok(files)
}

/// The path of a file in a folder, with `/`.
fn relative(folder: &Path, path: &Path) -> String {
    let below = path.strip_prefix(folder).unwrap_or(path);
    let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}
