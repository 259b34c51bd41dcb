//! A single file named on the command line: read, written, and the one finding when it fails.

use std::io;
use std::path::Path;

use crate::diagnostic::system::in_words;
use crate::diagnostic::{Code, Field, Finding, Findings, Place};

/// The bytes of a file.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, Findings> {
    let fail = |error: &io::Error| {
        let place = Place::file(path.display().to_string());
        one(match error.kind() {
            io::ErrorKind::NotFound => Finding::new(Code::E659).at(place),
            _ => Finding::new(Code::E101).at(place).field("reason", in_words(error)),
        })
    };
    // Asked before opening: a pipe would wait for ever, a device has no end.
    let data = std::fs::metadata(path).map_err(|error| fail(&error))?;
    if data.is_dir() {
        return Err(fail(&io::ErrorKind::IsADirectory.into()));
    }
    if !data.is_file() {
        return Err(fail(&io::ErrorKind::Other.into()));
    }
    std::fs::read(path).map_err(|error| fail(&error))
}

/// The finding for a file that cannot be written: where its folder is missing, that is said.
pub(super) fn unwritable(path: &Path, error: &io::Error) -> Finding {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let missing = folder.filter(|folder| !folder.exists());
    let finding = Finding::new(Code::E514).at(Place::file(path.display().to_string()));
    let folder = missing.map(|folder| folder.display().to_string());
    match folder {
        Some(folder) => {
            let said = Field::words(|lang| {
                lang.pick(
                    format!("chưa có thư mục `{folder}`"),
                    format!("there is no folder `{folder}`"),
                )
            });
            finding.field("reason", said).text("folder", folder)
        }
        None if error.kind() == io::ErrorKind::AlreadyExists => {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
            finding.field("reason", in_words(error)).maybe("taken", name)
        }
        None => finding.field("reason", in_words(error)),
    }
}

/// The finding that ends it all.
pub(super) fn one(finding: Finding) -> Findings {
    let mut findings = Findings::new();
    findings.push(finding);
    findings
}

/// What becomes of a file that is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Existing {
    /// The new one takes its place.
    Replace,
    /// It stays, and nothing is written.
    Keep,
}

/// Writes a file that appears whole, by rename, or not at all.
pub(super) fn put_in_place(path: &Path, bytes: &[u8], existing: Existing) -> io::Result<()> {
    // A link keeps pointing where it points; a device or a folder is no place for a document.
    let target = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if target.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if target.exists() && !target.is_file() {
        return Err(io::ErrorKind::Other.into());
    }
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
    let file = tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))?;
    std::fs::write(file.path(), bytes)?;
    readable_by_all(file.path())?;
    let kept = match existing {
        Existing::Replace => file.persist(&target),
        Existing::Keep => file.persist_noclobber(&target),
    };
    kept.map(|_| ()).map_err(|error| error.error)
}

/// Temporary files are private; a document is as readable as anything else the office makes.
#[cfg(unix)]
fn readable_by_all(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable_by_all(_path: &Path) -> std::io::Result<()> {
    Ok(())
}
