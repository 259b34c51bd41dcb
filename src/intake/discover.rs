//! Lists the files of a folder and its sub-folders, in order of name on every machine.

use std::path::Path;

use walkdir::WalkDir;

use crate::diagnostic::{Code, Finding, Findings, Place};

/// A file found.
pub(super) struct Found {
    /// Path relative to the workspace, with `/`.
    pub(super) path: String,
    /// Its bytes, or why they could not be read.
    pub(super) bytes: Result<Vec<u8>, String>,
}

/// Files that Windows and macOS put into folders by themselves.
const LEFT_BY_THE_SYSTEM: [&str; 3] = ["desktop.ini", "thumbs.db", ".ds_store"];

/// Every file under `folder`; a folder that cannot be listed is a finding.
pub(super) fn discover(folder: &Path, prefix: &str, findings: &mut Findings) -> Vec<Found> {
    let mut found = Vec::new();
    if !folder.is_dir() {
        findings.push(Finding::new(Code::E406).text("folder", prefix));
        return found;
    }
    for entry in WalkDir::new(folder).follow_links(true).sort_by_file_name() {
        match entry {
            Ok(entry) if entry.file_type().is_file() => {
                let name = entry.file_name().to_string_lossy().to_lowercase();
                if !LEFT_BY_THE_SYSTEM.contains(&name.as_str()) {
                    found.push(read(folder, prefix, entry.path()));
                }
            }
            Ok(_) => {}
            Err(error) => {
                let at =
                    error.path().map_or_else(|| prefix.to_owned(), |p| name(folder, prefix, p));
                let reason = error.to_string();
                findings
                    .push(Finding::new(Code::E101).at(Place::file(at)).text("reason", reason));
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn read(folder: &Path, prefix: &str, path: &Path) -> Found {
    // A file far beyond any return is not pulled into memory to be refused there.
    let limit = crate::sheet::Limits::default().file_bytes;
    let bytes = match std::fs::metadata(path) {
        Ok(data) if data.len() > limit => {
            Err(format!("{} MB > {} MB", data.len() / 1_048_576, limit / 1_048_576))
        }
        _ => std::fs::read(path).map_err(|error| error.to_string()),
    };
    Found { path: name(folder, prefix, path), bytes }
}

fn name(folder: &Path, prefix: &str, path: &Path) -> String {
    let below = path.strip_prefix(folder).unwrap_or(path);
    let parts = below.iter().map(|part| part.to_string_lossy().into_owned());
    let parts: Vec<_> = std::iter::once(prefix.to_owned()).chain(parts).collect();
    parts.join("/")
}
