//! An empty folder becomes an office's workspace: settings, and a frame for each type of document.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::build::not_written;
use super::frames;
use super::single;
use crate::diagnostic::{Code, Finding, FindingList, Findings};
use crate::frame::{self, Words};
use crate::pack::PackFiles;
use crate::profile::{self, DocumentType, Profile};
use crate::report::{Draft, DraftError};
use crate::text::{self, Lang};
use crate::workspace::{FirstSettings, RETURNS, SETTINGS, first_settings};

/// Folder of the frames.
const FRAMES: &str = "khung";

/// What a new workspace is made from.
#[derive(Debug, Clone)]
pub struct NewRequest {
    /// The folder; it does not exist or is empty.
    pub folder: PathBuf,
    /// What the office says of itself.
    pub first: FirstSettings,
    /// The day whose rules the frames follow; the latest known without it.
    pub as_of: Option<NaiveDate>,
}

/// A workspace that was made.
pub struct Created {
    /// What was written, relative to the folder, in order.
    pub names: Vec<String>,
    /// The rules that the frames follow.
    pub rules: String,
    /// Findings: what an office should look at.
    pub findings: FindingList,
}

/// Makes a workspace, all of it or nothing.
///
/// # Errors
/// With the findings, when the folder has something in it, a pack is not known, or it cannot be
/// written.
pub fn new_workspace(request: &NewRequest) -> Result<Created, FindingList> {
    let folder = &request.folder;
    let shown = folder.display().to_string();
    let mut findings = Findings::new();
    if is_in_use(folder) {
        findings.push(Finding::new(Code::E540).text("folder", shown.as_str()));
    }
    unknown_packs(&request.first.packs, &mut findings);
    if findings.has_errors() {
        return Err(findings.finish());
    }
    let unwritable = |reason: &dyn std::fmt::Display| not_written(&shown, reason);
    let first = &request.first;
    let settings = first_settings(first).map_err(|error| unwritable(&error))?;
    let profile = rules(request).ok_or_else(|| unwritable(&"thiếu thể thức văn bản"))?;
    frames::say_long_names(&profile, &first.office, &mut findings);
    let mut files = vec![(SETTINGS.to_owned(), settings)];
    let open_day = text::date::open(None, Lang::Vi);
    for document in DocumentType::ALL {
        let words = Words::of(&profile, document, &first.office, &open_day);
        let bytes = frame::draw(&profile, document, &words).map_err(|problems| {
            let reason = problems.iter().map(|problem| format!("{:?}", problem.kind));
            unwritable(&reason.collect::<Vec<_>>().join("; "))
        })?;
        files.push((format!("{FRAMES}/{}.docx", document.code()), bytes));
    }
    publish(folder, &files)
        .map_err(|error| single::one(single::unwritable(folder, &error)).finish())?;
    let mut names: Vec<String> = files.into_iter().map(|(name, _)| name).collect();
    names.push(format!("{RETURNS}/"));
    names.sort();
    Ok(Created { names, rules: profile.name, findings: findings.finish() })
}

/// A file, or a folder that is not empty or cannot be looked into.
fn is_in_use(folder: &Path) -> bool {
    match std::fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_some(),
        Err(_) => folder.exists(),
    }
}

fn unknown_packs(codes: &[String], findings: &mut Findings) {
    let known = PackFiles::shipped_codes();
    for code in codes.iter().filter(|code| !known.contains(code)) {
        let finding = Finding::new(Code::E507).text("pack", code.as_str());
        let finding = finding.maybe("nearest", text::nearest(code, known.clone()));
        findings.push(finding.list("available", known.clone()));
    }
}

fn rules(request: &NewRequest) -> Option<Profile> {
    let day = request.as_of.unwrap_or(NaiveDate::MAX);
    profile::at(&frames::profiles(), request.first.kind, day).cloned()
}

/// Puts everything in place by one rename.
fn publish(folder: &Path, files: &[(String, Vec<u8>)]) -> std::io::Result<()> {
    let full = std::path::absolute(folder)?;
    let nameless = || std::io::Error::from(std::io::ErrorKind::InvalidFilename);
    let parent = full.parent().ok_or_else(nameless)?;
    let name = full.file_name().ok_or_else(nameless)?.to_string_lossy().into_owned();
    let draft = Draft::begin(parent).map_err(of_system)?;
    for (name, bytes) in files {
        draft.add(name, bytes).map_err(of_system)?;
    }
    draft.add_folder(RETURNS).map_err(of_system)?;
    if full.is_dir() {
        // Succeeds only while it is empty; not every system renames onto an empty folder.
        std::fs::remove_dir(&full)?;
    }
    draft.publish_new(&name).map_err(of_system)?;
    Ok(())
}

fn of_system(error: DraftError) -> std::io::Error {
    error.source
}
