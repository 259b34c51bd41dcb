//! `purge`: what an office received and what was made from it goes for good; its settings, packs
//! and documents stay.

use std::io;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use walkdir::WalkDir;

use super::registered::AllGone;
use super::sealed::is_a_seal;
use super::single::one;
use crate::decisions::DECISIONS;
use crate::diagnostic::system::in_words;
use crate::diagnostic::{Code, Finding, FindingList, Place};
use crate::report::Draft;
use crate::workspace::{ISSUED, KEPT, MANIFEST, RESULTS, RETURNS, SEALS, SETTINGS};

/// What goes: returns, blanks, drafts, decisions on the figures of returns, and, where no seal is held
/// against it, what the program itself keeps.
const GOES: [&str; 5] = [RETURNS, ISSUED, RESULTS, DECISIONS, KEPT];

/// What goes of the last of these though seals stay: decisions of before, with names and figures. Only the
/// register vouches for seals.
const GOES_BESIDE_SEALS: &str = ".tonghop/xac-nhan";

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
pub fn purge(workspace: &Path, really: bool, day: NaiveDate) -> Result<Purged, FindingList> {
    if !workspace.join(SETTINGS).is_file() {
        let place = Place::file(workspace.display().to_string());
        return Err(one(Finding::new(Code::E501).at(place).text("path", SETTINGS)).finish());
    }
    if workspace.join(MANIFEST).is_file() {
        return Err(is_a_seal(workspace));
    }
    let kept = sealed(workspace);
    let names = names(workspace, kept.is_some()).map_err(|error| failed(workspace, &error))?;
    let folders = names.iter().map(|name| folder(workspace, name)).collect::<Vec<_>>();
    if really {
        // Before anything is moved: where another run has the register nothing may go.
        let register = kept.is_some().then(|| AllGone::prepare(workspace, day)).transpose()?;
        let aside = Aside::of(workspace, &names)?;
        if let Err(told) = settled(workspace, register.as_ref()) {
            // Nothing in it means that it was made just now; in its place goes what was there.
            let _ = std::fs::remove_dir(workspace.join(RETURNS));
            aside.back();
            return Err(told);
        }
        aside.delete()?;
    }
    Ok(Purged {
        kept,
        folders: folders.into_iter().filter(|folder| folder.files > 0).collect(),
        gone: really,
    })
}

/// Leaves a workspace from which all was moved away such that an office can go on in it. Done before what
/// was moved is deleted: only then can it be moved back.
fn settled(workspace: &Path, register: Option<&AllGone>) -> Result<(), FindingList> {
    let returns = workspace.join(RETURNS);
    std::fs::create_dir_all(&returns).map_err(|error| failed(&returns, &error))?;
    register.map_or(Ok(()), AllGone::write)
}

/// The folders that are there and go, in order of name. Seals are held against the register, which
/// therefore stays with them.
fn names(workspace: &Path, has_seals: bool) -> io::Result<Vec<String>> {
    let mut names = unfinished(workspace);
    for entry in std::fs::read_dir(workspace)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        let goes = GOES.contains(&name.as_str()) && !(has_seals && name == KEPT);
        if goes || name.starts_with(LEAVING) {
            names.push(name);
        }
    }
    if has_seals && workspace.join(GOES_BESIDE_SEALS).is_dir() {
        names.push(GOES_BESIDE_SEALS.to_owned());
    }
    names.sort();
    Ok(names)
}

/// Seals that were never finished, which are seals of nothing.
fn unfinished(workspace: &Path) -> Vec<String> {
    let left = Draft::unfinished(&workspace.join(SEALS));
    let names = left.iter().filter_map(|path| path.file_name());
    names.map(|name| format!("{SEALS}/{}", name.to_string_lossy())).collect()
}

/// The folder of seals, if there are any.
fn sealed(workspace: &Path) -> Option<PurgedFolder> {
    let mut all = folder(workspace, SEALS);
    for left in unfinished(workspace).iter().map(|name| folder(workspace, name)) {
        all.files = all.files.saturating_sub(left.files);
        all.bytes = all.bytes.saturating_sub(left.bytes);
    }
    Some(all).filter(|folder| folder.files > 0)
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

/// What was moved into a folder that waits to be deleted.
struct Aside {
    /// The folder; none where there was nothing to move.
    waiting: Option<tempfile::TempDir>,
    /// Where each thing was, and where it is.
    moved: Vec<(PathBuf, PathBuf)>,
}

impl Aside {
    /// Moves these out of a workspace; what could not be moved stops all of it.
    fn of(workspace: &Path, names: &[String]) -> Result<Self, FindingList> {
        let mut aside = Self { waiting: None, moved: Vec::new() };
        if names.is_empty() {
            return Ok(aside);
        }
        let waiting = tempfile::Builder::new().prefix(LEAVING).tempdir_in(workspace);
        let waiting = waiting.map_err(|error| failed(workspace, &error))?;
        let into = waiting.path().to_owned();
        aside.waiting = Some(waiting);
        for name in names {
            let (from, to) = (workspace.join(name), into.join(name.replace('/', "-")));
            if let Err(error) = std::fs::rename(&from, &to) {
                aside.back();
                return Err(failed(&from, &error));
            }
            aside.moved.push((from, to));
        }
        Ok(aside)
    }

    /// Moves all of it back. What was moved a moment ago can be moved back; if not, it is not lost but
    /// waits.
    fn back(self) {
        for (from, to) in &self.moved {
            let _ = std::fs::rename(to, from);
        }
        let left = self.moved.iter().any(|(_, to)| to.symlink_metadata().is_ok());
        if let Some(waiting) = self.waiting.filter(|_| left) {
            let _ = waiting.keep();
        }
    }

    /// Deletes it.
    fn delete(self) -> Result<(), FindingList> {
        let Some(waiting) = self.waiting else { return Ok(()) };
        let waits = waiting.path().to_owned();
        waiting.close().map_err(|error| failed(&waits, &error))
    }
}

fn failed(path: &Path, error: &io::Error) -> FindingList {
    let place = Place::file(path.display().to_string());
    one(Finding::new(Code::E555).at(place).field("reason", in_words(error))).finish()
}
