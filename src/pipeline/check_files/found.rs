//! The files that were named, and those that lie beside one.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::diagnostic::system::in_words;
use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::pipeline::single::one;
use crate::sheet;
use crate::workspace::SETTINGS;

/// How many files beside one are looked at.
const BESIDE: usize = 400;
/// Files that Windows and macOS put into folders by themselves, and locks of open files.
const NO_RETURNS: [&str; 3] = ["desktop.ini", "thumbs.db", ".ds_store"];

/// A file with the name by which it is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NamedFile {
    /// As the user named it, with `/`.
    pub(super) name: String,
    /// Its own name without folders. Folders in which somebody keeps a file say nothing of it.
    pub(super) bare: String,
    pub(super) path: PathBuf,
}

impl NamedFile {
    fn new(path: PathBuf) -> Self {
        let bare = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let name = path.display().to_string().replace('\\', "/");
        Self { bare: bare.unwrap_or_else(|| name.clone()), name, path }
    }
}

/// The files named, each once; of a folder all files in it and in its folders. A folder in it that
/// cannot be listed is noted.
pub(super) fn named_files(
    paths: &[PathBuf],
    notes: &mut Findings,
) -> Result<Vec<NamedFile>, Findings> {
    let mut files: Vec<NamedFile> = Vec::new();
    let mut known: BTreeSet<PathBuf> = BTreeSet::new();
    for path in paths {
        let found =
            if path.is_dir() { in_folder(path, usize::MAX, notes) } else { vec![path.clone()] };
        let place = || Place::file(path.display().to_string());
        if !path.exists() {
            return Err(one(Finding::new(Code::E659).at(place())));
        }
        if found.is_empty() {
            let folder = path.display().to_string();
            return Err(one(Finding::new(Code::E406).at(place()).text("folder", folder)));
        }
        for file in found.into_iter().map(NamedFile::new) {
            if known.insert(file.path.clone()) {
                files.push(file);
            }
        }
    }
    Ok(files)
}

/// Other files in the folder of a file, in order of their names.
pub(super) fn neighbours_of(file: &NamedFile) -> Vec<NamedFile> {
    let folder = file.path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let beside = in_folder(folder.unwrap_or(Path::new(".")), 1, &mut Findings::new());
    let own = file.path.file_name();
    let others = beside.into_iter().filter(|path| path.file_name() != own);
    let others = others.filter(|path| path.file_name().is_some_and(|name| name != SETTINGS));
    let beside = |path: PathBuf| {
        let here = path.strip_prefix(".").map(Path::to_owned);
        NamedFile::new(if folder.is_none() { here.unwrap_or(path) } else { path })
    };
    others.take(BESIDE).map(beside).collect()
}

fn in_folder(folder: &Path, depth: usize, notes: &mut Findings) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let walk = WalkDir::new(folder).max_depth(depth).follow_links(true).sort_by_file_name();
    for entry in walk {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().unwrap_or(folder).display().to_string();
                let reason = error.io_error().map(in_words);
                let reason =
                    reason.unwrap_or_else(|| in_words(&std::io::ErrorKind::Other.into()));
                let finding = Finding::new(Code::E101).at(Place::file(path));
                notes.push(finding.field("reason", reason));
                continue;
            }
        };
        let name = entry.file_name().to_string_lossy().to_lowercase();
        let passed_over = NO_RETURNS.contains(&name.as_str()) || sheet::stands_for_open(&name);
        if entry.file_type().is_file() && !passed_over {
            files.push(entry.into_path());
        }
    }
    files
}
