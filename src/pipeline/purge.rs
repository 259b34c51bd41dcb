//! `purge`: what an office received and what was made from it goes for good; its settings, packs
//! and documents stay.

use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::single::one;
use crate::decisions::DECISIONS;
use crate::diagnostic::system::in_words;
use crate::diagnostic::{Code, Finding, FindingList, Place};
use crate::workspace::{ISSUED, KEPT, RESULTS, RETURNS, SEALS, SETTINGS};

/// What goes: returns, blanks, drafts, decisions on the figures of returns, and what the program itself
/// keeps.
const GOES: [&str; 5] = [RETURNS, ISSUED, RESULTS, DECISIONS, KEPT];

/// Beginning of the folder in which things wait to be deleted, and of folders that a run which
/// was cut off left behind.
const LEAVING: &str = ".dang-xoa-";

/// What would go, or went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Purged {
    /// Folders of the workspace with their number of files and bytes; empty ones are not listed.
    pub folders: Vec<PurgedFolder>,
    /// Sealed periods, which stay: whoever wants them gone deletes their folder by hand.
    pub kept: Option<PurgedFolder>,
    /// Whether they are gone.
    pub gone: bool,
}

/// One folder that goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PurgedFolder {
    /// Its name in the workspace.
    pub name: String,
    /// How many files are in it.
    pub files: usize,
    /// How many bytes they have.
    pub bytes: u64,
}

/// Deletes returns, blanks and drafts of a workspace, or with `really` false says what would go.
///
/// # Errors
/// With the findings, when the folder is no workspace or something cannot be deleted. Before
/// anything is deleted all of it is moved aside, so a file that another program holds open stops
/// the whole.
pub fn purge(workspace: &Path, really: bool) -> Result<Purged, FindingList> {
    if !workspace.join(SETTINGS).is_file() {
        let place = Place::file(workspace.display().to_string());
        return Err(one(Finding::new(Code::E501).at(place).text("path", SETTINGS)).finish());
    }
    let names = names(workspace).map_err(|error| failed(workspace, &error))?;
    let folders = names.iter().map(|name| folder(workspace, name)).collect::<Vec<_>>();
    if really {
        let waiting = move_aside(workspace, &names)?;
        // An office goes on working in the workspace.
        std::fs::create_dir_all(workspace.join(RETURNS))
            .map_err(|error| failed(&workspace.join(RETURNS), &error))?;
        if let Some(waiting) = waiting {
            let waits = waiting.path().to_owned();
            waiting.close().map_err(|error| failed(&waits, &error))?;
        }
    }
    Ok(Purged {
        kept: Some(folder(workspace, SEALS)).filter(|folder| folder.files > 0),
        folders: folders.into_iter().filter(|folder| folder.files > 0).collect(),
        gone: really,
    })
}

/// The folders that are there and go, in order of name.
fn names(workspace: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(workspace)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if GOES.contains(&name.as_str()) || name.starts_with(LEAVING) {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// What is in a folder; a link is one file, whatever it leads to.
fn folder(workspace: &Path, name: &str) -> PurgedFolder {
    let entries = WalkDir::new(workspace.join(name)).follow_root_links(false).into_iter();
    let files = entries.flatten().filter(|entry| !entry.file_type().is_dir());
    let (mut count, mut bytes) = (0, 0);
    for file in files {
        count += 1;
        bytes += file.metadata().map_or(0, |data| data.len());
    }
    PurgedFolder { name: name.to_owned(), files: count, bytes }
}

/// Moves the folders into one that waits to be deleted; what could not be moved stops all of it.
fn move_aside(
    workspace: &Path,
    names: &[String],
) -> Result<Option<tempfile::TempDir>, FindingList> {
    if names.is_empty() {
        return Ok(None);
    }
    let waiting = tempfile::Builder::new().prefix(LEAVING).tempdir_in(workspace);
    let waiting = waiting.map_err(|error| failed(workspace, &error))?;
    let mut moved: Vec<(PathBuf, PathBuf)> = Vec::new();
    for name in names {
        let (from, to) = (workspace.join(name), waiting.path().join(name));
        if let Err(error) = std::fs::rename(&from, &to) {
            for (from, to) in &moved {
                // What was moved a moment ago can be moved back; if not, it is not lost but waits.
                let _ = std::fs::rename(to, from);
            }
            let left = moved.iter().any(|(_, to)| to.exists());
            if left {
                let _ = waiting.keep();
            }
            return Err(failed(&from, &error));
        }
        moved.push((from, to));
    }
    Ok(Some(waiting))
}

fn failed(path: &Path, error: &io::Error) -> FindingList {
    let place = Place::file(path.display().to_string());
    one(Finding::new(Code::E555).at(place).field("reason", in_words(error))).finish()
}
