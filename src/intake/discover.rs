//! Lists the files of a folder and its sub-folders, in order of name on every machine.

use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::diagnostic::system::in_words;
use crate::diagnostic::{Code, Field, Finding, Findings, Place};

/// A file found.
pub(super) struct Found {
    /// Path relative to the workspace, with `/`.
    pub(super) path: String,
    file: PathBuf,
}

impl Found {
    /// How long the file is, as far as the system says.
    pub(super) fn length(&self) -> u64 {
        std::fs::metadata(&self.file).map_or(0, |known| known.len())
    }

    /// Its bytes, or why they could not be read; a file far beyond any return is not pulled into
    /// memory to be refused there.
    pub(super) fn read(&self) -> Result<Vec<u8>, Field> {
        let limit = super::LIMITS.file_bytes;
        let mut bytes =
            Vec::with_capacity(usize::try_from(self.length().min(limit)).unwrap_or(0));
        let file = std::fs::File::open(&self.file).map_err(|error| in_words(&error))?;
        file.take(limit + 1).read_to_end(&mut bytes).map_err(|error| in_words(&error))?;
        Ok(bytes)
    }
}

/// Files that Windows and macOS put into folders by themselves.
const LEFT_BY_THE_SYSTEM: [&str; 3] = ["desktop.ini", "thumbs.db", ".ds_store"];

/// Whether a file was put there by the system, and not by a person.
pub fn is_left_by_the_system(path: &str) -> bool {
    let lower = path.to_lowercase();
    let (folders, file) = lower.rsplit_once('/').unwrap_or(("", &lower));
    LEFT_BY_THE_SYSTEM.contains(&file) || folders.split('/').any(|folder| folder == "__macosx")
}

/// Every file under `folder`, or `folder` itself where it is a file; a folder that cannot be
/// listed is a finding.
pub(super) fn discover(folder: &Path, prefix: &str, findings: &mut Findings) -> Vec<Found> {
    let mut found = Vec::new();
    if !folder.is_dir() && !folder.is_file() {
        findings.push(Finding::new(Code::E406).text("folder", prefix));
        return found;
    }
    for entry in WalkDir::new(folder).follow_links(true).sort_by_file_name() {
        match entry {
            Ok(entry) if entry.file_type().is_file() => {
                let path = name(folder, prefix, entry.path());
                if !is_left_by_the_system(&path) {
                    found.push(Found { path, file: entry.into_path() });
                }
            }
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) => {
                let at = name(folder, prefix, entry.path());
                let finding = Finding::new(Code::E101).at(Place::file(at));
                findings.push(finding.text("reason", "không phải một tệp thường"));
            }
            Err(error) => {
                let at =
                    error.path().map_or_else(|| prefix.to_owned(), |p| name(folder, prefix, p));
                // Of a folder that leads back into itself the walk has no word from the system.
                let said = error.io_error().map(in_words);
                let reason = said.unwrap_or_else(|| in_words(&ErrorKind::Other.into()));
                findings
                    .push(Finding::new(Code::E101).at(Place::file(at)).field("reason", reason));
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn name(folder: &Path, prefix: &str, path: &Path) -> String {
    let below = path.strip_prefix(folder).unwrap_or(path);
    let parts = below.iter().map(|part| part.to_string_lossy().into_owned());
    let parts: Vec<_> = std::iter::once(prefix.to_owned()).chain(parts).collect();
    parts.join("/")
}
