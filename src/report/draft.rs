//! A draft: outputs appear together, by one rename to a name that did not exist, or not at all.

use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// Prefix of a draft's folder.
const PREFIX: &str = "du-thao-";

/// Prefix of a folder in which something is put together.
const UNFINISHED: &str = ".dang-lap-";

/// Prefix of a folder of what is sent back and out.
const REMINDERS: &str = "don-doc-";

/// What comes before the number of a folder that was made again.
const AGAIN: &str = "-lan-";

/// The draft could not be put in place.
#[derive(Debug, thiserror::Error)]
#[error("{path}: {source}")]
pub struct DraftError {
    /// What could not be written.
    pub path: String,
    /// Why.
    pub source: std::io::Error,
}

/// A draft being put together beside the finished ones.
///
/// Dropped before [`Draft::publish`], it leaves nothing behind.
pub struct Draft {
    folder: PathBuf,
    building: TempDir,
}

impl Draft {
    /// Starts a draft in the folder of drafts, which is made if need be.
    pub fn begin(folder: &Path) -> Result<Self, DraftError> {
        std::fs::create_dir_all(folder).map_err(|source| error(folder, source))?;
        let building = tempfile::Builder::new().prefix(UNFINISHED).tempdir_in(folder);
        let building = building.map_err(|source| error(folder, source))?;
        Ok(Self { folder: folder.to_owned(), building })
    }

    /// What runs that were cut off left behind in a folder of drafts; nobody would ever finish it.
    pub fn unfinished(folder: &Path) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let left =
            entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(UNFINISHED));
        left.map(|entry| entry.path()).collect()
    }

    /// Deletes what runs that were cut off left behind; for whoever knows that no other is at work.
    pub fn clear_unfinished(folder: &Path) {
        for left in Self::unfinished(folder) {
            // What cannot be deleted is in nobody's way.
            let _ = std::fs::remove_dir_all(left);
        }
    }

    /// The folder in which it is put together.
    pub fn path(&self) -> &Path {
        self.building.path()
    }

    /// Adds a file; `name` may have sub-folders, with `/`.
    pub fn add(&self, name: &str, bytes: &[u8]) -> Result<(), DraftError> {
        let path = self.building.path().join(name);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).map_err(|source| error(parent, source))?;
        }
        std::fs::write(&path, bytes).map_err(|source| error(&path, source))
    }

    /// Adds a folder with nothing in it.
    pub fn add_folder(&self, name: &str) -> Result<(), DraftError> {
        let path = self.building.path().join(name);
        std::fs::create_dir_all(&path).map_err(|source| error(&path, source))
    }

    /// Puts it in place under a name that nothing may have.
    pub fn publish_new(self, name: &str) -> Result<PathBuf, DraftError> {
        let Self { folder, building } = self;
        open_to_all(building.path()).map_err(|source| error(building.path(), source))?;
        let target = folder.join(name);
        std::fs::rename(building.path(), &target).map_err(|source| error(&target, source))?;
        let _ = building.keep();
        Ok(target)
    }

    /// Puts the draft in place under the next free number; earlier drafts are not touched.
    pub fn publish(self) -> Result<PathBuf, DraftError> {
        self.publish_numbered(PREFIX)
    }

    /// Puts reminders in place under the next free number; earlier ones are not touched.
    pub fn publish_reminders(self) -> Result<PathBuf, DraftError> {
        self.publish_numbered(REMINDERS)
    }

    fn publish_numbered(self, prefix: &str) -> Result<PathBuf, DraftError> {
        let last = last_number(&self.folder, prefix);
        let number = last.map_err(|source| error(&self.folder, source))? + 1;
        self.publish_from(number, |number| format!("{prefix}{number:02}"))
    }

    /// Puts it in place under a name, with `-lan-02` and so on after it when it is not the first
    /// of that name.
    pub fn publish_as(self, name: &str) -> Result<PathBuf, DraftError> {
        let again = format!("{name}{AGAIN}");
        let last = last_number(&self.folder, &again);
        let last = last.map_err(|source| error(&self.folder, source))?;
        let first = u32::from(self.folder.join(name).exists()) + 1;
        self.publish_from(first.max(last + 1), |number| match number {
            0 | 1 => name.to_owned(),
            _ => format!("{again}{number:02}"),
        })
    }

    fn publish_from(
        self,
        mut number: u32,
        name: impl Fn(u32) -> String,
    ) -> Result<PathBuf, DraftError> {
        let Self { folder, building } = self;
        open_to_all(building.path()).map_err(|source| error(building.path(), source))?;
        loop {
            let target = folder.join(name(number));
            // A draft is never empty, so a rename onto one that another run has just put in
            // place fails on every system, and the next number is tried.
            match std::fs::rename(building.path(), &target) {
                Ok(()) => {
                    let _ = building.keep();
                    return Ok(target);
                }
                Err(_) if target.exists() => number += 1,
                Err(source) => return Err(error(&target, source)),
            }
        }
    }
}

/// Temporary folders are private; a draft is as readable as anything else the office makes.
#[cfg(unix)]
fn open_to_all(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn open_to_all(_folder: &Path) -> std::io::Result<()> {
    Ok(())
}

fn last_number(folder: &Path, prefix: &str) -> std::io::Result<u32> {
    let mut last = 0;
    for entry in std::fs::read_dir(folder)? {
        let name = entry?.file_name();
        let digits = name.to_string_lossy().strip_prefix(prefix).map(str::to_owned);
        last = last.max(digits.and_then(|digits| digits.parse().ok()).unwrap_or(0));
    }
    Ok(last)
}

fn error(path: &Path, source: std::io::Error) -> DraftError {
    DraftError { path: path.display().to_string(), source }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drafts_are_numbered_on_and_earlier_ones_stay() {
        let folder = tempfile::tempdir().unwrap();
        for (text, name) in [("một", "du-thao-01"), ("hai", "du-thao-02")] {
            let draft = Draft::begin(folder.path()).unwrap();
            draft.add("bieu/a.txt", text.as_bytes()).unwrap();
            assert_eq!(draft.publish().unwrap(), folder.path().join(name));
        }
        let first =
            std::fs::read_to_string(folder.path().join("du-thao-01/bieu/a.txt")).unwrap();
        assert_eq!(first, "một");
    }

    #[test]
    fn a_folder_of_a_name_that_is_taken_gets_a_number() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["2024-Q1", "2024-Q1-lan-02", "2024-Q1-lan-03"] {
            let draft = Draft::begin(folder.path()).unwrap();
            draft.add("a.txt", b"x").unwrap();
            assert_eq!(draft.publish_as("2024-Q1").unwrap(), folder.path().join(name));
        }
        let other = Draft::begin(folder.path()).unwrap();
        assert!(other.publish_as("2024").unwrap().ends_with("2024"));
    }

    #[test]
    fn a_draft_that_is_not_published_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let draft = Draft::begin(folder.path()).unwrap();
        draft.add("a.txt", b"x").unwrap();
        drop(draft);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_gap_in_the_numbers_is_not_filled() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("du-thao-07")).unwrap();
        let draft = Draft::begin(folder.path()).unwrap();
        draft.add("a.txt", b"x").unwrap();
        assert!(draft.publish().unwrap().ends_with("du-thao-08"));
    }
}
