//! An empty folder becomes an office's workspace: settings, and a frame for each type of document.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::build::not_written;
use super::frames;
use super::single;
use crate::diagnostic::system::in_words;
use crate::diagnostic::{Code, Finding, FindingList, Findings, Place};
use crate::frame::{self, Words};
use crate::pack::{self, PackFiles};
use crate::profile::{self, DocumentType, Profile};
use crate::report::{Draft, DraftError};
use crate::text::{self, Lang};
use crate::workspace::{Asked, FirstSettings, OWN_PACKS, RETURNS, SETTINGS, first_settings};

/// Folder of the frames.
const FRAMES: &str = "khung";

/// What a new workspace is made from.
#[derive(Debug, Clone)]
pub struct NewRequest {
    /// The folder; it does not exist or is empty.
    pub folder: PathBuf,
    /// What the office says of itself; a pack that is not one of those that come with the program
    /// may be the folder of one of its own.
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
    let Packs { codes, mut files, asked } = packs(&request.first.packs, &mut findings);
    if findings.has_errors() {
        return Err(findings.finish());
    }
    let unwritable = |reason: &dyn std::fmt::Display| not_written(&shown, reason);
    let first = &FirstSettings { packs: codes, ..request.first.clone() };
    let settings = first_settings(first, asked).map_err(|error| unwritable(&error))?;
    let profile = rules(request).ok_or_else(|| unwritable(&"thiếu thể thức văn bản"))?;
    frames::say_long_names(&profile, &first.office, &mut findings);
    files.push((SETTINGS.to_owned(), settings));
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

/// The packs of a new workspace.
struct Packs {
    /// Their codes.
    codes: Vec<String>,
    /// Files of those of the office's own, by their names in the workspace.
    files: Vec<(String, Vec<u8>)>,
    /// What they take from the settings.
    asked: Asked,
}

/// What the packs that were asked for are: codes of shipped ones, folders of others.
fn packs(asked: &[String], findings: &mut Findings) -> Packs {
    let shipped = PackFiles::shipped_codes();
    let mut packs = Packs { codes: Vec::new(), files: Vec::new(), asked: Asked::default() };
    for asked in asked {
        if packs.codes.contains(asked) {
            // Said twice, meant once.
        } else if shipped.contains(asked) {
            packs.codes.push(asked.clone());
            let files = PackFiles::shipped(asked);
            let pack = files.and_then(|files| pack::load(&files, &mut Findings::new()));
            packs.asked = pack.map_or(packs.asked, |pack| packs.asked.with(&pack));
        } else if Path::new(asked).is_dir() {
            packs.add_own(Path::new(asked), findings);
        } else {
            let finding = Finding::new(Code::E507).text("pack", asked.as_str());
            let finding = finding.maybe("nearest", text::nearest(asked, shipped.clone()));
            findings.push(finding.list("available", shipped.clone()));
        }
    }
    packs
}

impl Packs {
    /// Adds the pack in a folder, if it can be used as it is.
    fn add_own(&mut self, folder: &Path, findings: &mut Findings) {
        let origin = folder.display().to_string();
        let files = match PackFiles::in_folder(folder, origin.clone()) {
            Ok(files) => files,
            Err(error) => {
                let finding = Finding::new(Code::E701).at(Place::file(origin));
                findings.push(finding.field("reason", in_words(&error)));
                return;
            }
        };
        let Some(pack) = pack::load(&files, findings) else { return };
        if !is_folder_name(&pack.code) {
            let finding = Finding::new(Code::E713).at(Place::file(files.address("pack.toml")));
            let reason = "mã của bộ là tên thư mục của nó: không có các dấu < > : / | ? *, dấu gạch chéo ngược, dấu ngoặc kép; không bắt đầu, kết thúc bằng dấu chấm; không là tên Windows giữ riêng như con, nul";
            findings.push(finding.text("declared", pack.code).text("reason", reason));
            return;
        }
        if self.codes.contains(&pack.code) {
            let finding = Finding::new(Code::E705).at(Place::file(files.address("pack.toml")));
            findings.push(finding.text("code", pack.code));
            return;
        }
        let named = |name: &str| format!("{OWN_PACKS}/{}/{name}", pack.code);
        self.files.extend(files.iter().map(|(name, bytes)| (named(name), bytes.to_vec())));
        self.asked = self.asked.with(&pack);
        self.codes.push(pack.code);
    }
}

/// Characters that Windows has in no name.
const NOT_IN_NAMES: [char; 9] = ['<', '>', ':', '"', '/', '\\', '|', '?', '*'];

/// Names that Windows keeps for devices.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Whether a code can be the name of a folder on every system.
fn is_folder_name(code: &str) -> bool {
    let is_held = |c: char| NOT_IN_NAMES.contains(&c) || c.is_control();
    let bare = code.split('.').next().unwrap_or_default().trim_end().to_lowercase();
    let port = bare.strip_prefix("com").or_else(|| bare.strip_prefix("lpt"));
    let is_port =
        port.is_some_and(|port| port.len() == 1 && port.bytes().all(|b| b.is_ascii_digit()));
    !code.is_empty()
        && !code.starts_with('.')
        && !code.ends_with(['.', ' '])
        && !code.contains(is_held)
        && !is_port
        && !DEVICES.contains(&bare.as_str())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_that_some_system_cannot_have_as_a_name_is_known() {
        for name in
            ["a*b?", "con", "CON", "nul.x", "lpt1", "a.", ".a", "a/b", "a\\b", "a|b", ""]
        {
            assert!(!is_folder_name(name), "{name}");
        }
        for name in ["quy", "bieu-2024", "com", "combo", "lpt12", "conso"] {
            assert!(is_folder_name(name), "{name}");
        }
    }
}
