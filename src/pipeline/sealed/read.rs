//! The seals of a workspace, read and held against the register.

use std::path::{Path, PathBuf};

use super::on_record::Line;
use super::{Seal, Seals};
use crate::diagnostic::system::in_words;
use crate::diagnostic::{Code, Field, Finding, Findings, Place};
use crate::intake::is_left_by_the_system;
use crate::model::Period;
use crate::register::Kept;
use crate::seal::{Manifest, damage, folder_name, sha256};
use crate::sheet;
use crate::workspace::{MANIFEST, RESULTS, SEALS, Workspace};

impl Seals {
    /// Reads the seals, and tells what is not as it was sealed.
    ///
    /// In a seal itself only the manifests of other seals are kept, and nothing of them is held against
    /// anything.
    pub(in crate::pipeline) fn read(
        workspace: &Workspace,
        kept: &[Kept],
        findings: &mut Findings,
    ) -> Self {
        let lines: Vec<Line> = kept.iter().filter_map(Line::of).collect();
        let is_copy = workspace.is_seal();
        let mut all: Vec<(usize, Seal)> = Vec::new();
        let mut there: Vec<String> = Vec::new();
        for path in folders(&workspace.root().join(SEALS)) {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
            let folder = format!("{SEALS}/{}", name.unwrap_or_default());
            let line = lines.iter().find(|line| line.folder == folder);
            if line.is_none() && !path.join(MANIFEST).exists() {
                // A folder of the office's own, which only happens to stand there.
                continue;
            }
            there.push(folder.clone());
            let (bytes, period, manifest) = match read(&path) {
                Ok(read) => read,
                Err(reason) => {
                    let told = altered(&folder, reason, &[MANIFEST.to_owned()]);
                    // Of an earlier period's seal the report at hand has no error.
                    let period = line.map(|line| line.period.as_str());
                    findings.push(period.into_iter().fold(told, Finding::scope));
                    continue;
                }
            };
            if !is_copy {
                say_damage(&path, &folder, (&bytes, &manifest), line, findings);
            }
            let at = line.map_or(NOT_ON_RECORD, |line| line.at);
            all.push((at, Seal { folder, period, manifest }));
        }
        for line in lines.iter().filter(|line| !is_copy && !there.contains(&line.folder)) {
            let reason = ("cả thư mục không còn", "the whole folder is gone");
            let told = altered(&line.folder, words(reason), &[]);
            findings.push(told.scope(line.period.as_str()));
        }
        all.sort_by(|(one, a), (other, b)| {
            (one, a.period, a.manifest.number).cmp(&(other, b.period, b.manifest.number))
        });
        Self { all: without_copies(all), lines }
    }
}

/// Where a seal stands of which the register has no line: after all others.
const NOT_ON_RECORD: usize = usize::MAX;

/// The seals that hold. A folder of which the register knows nothing takes the place of no seal: a
/// copy that somebody made of one, in whose figures anything may have been changed. Where the register
/// was lost or is an earlier one, a seal still stands in the folder that it was given.
fn without_copies(all: Vec<(usize, Seal)>) -> Vec<Seal> {
    let is_on_record = |at: usize| at != NOT_ON_RECORD;
    let fits = |seal: &Seal| {
        let name = folder_name(seal.period, seal.manifest.number);
        seal.folder == format!("{SEALS}/{name}")
    };
    let is_copy = |(at, seal): &(usize, Seal)| {
        let mut others = all
            .iter()
            .filter(|(_, other)| other.period == seal.period && other.folder != seal.folder);
        !is_on_record(*at)
            && !fits(seal)
            && others.any(|(at, other)| is_on_record(*at) || fits(other))
    };
    let copies: Vec<bool> = all.iter().map(is_copy).collect();
    let held = all.into_iter().zip(copies).filter(|(_, is_copy)| !is_copy);
    held.map(|((_, seal), _)| seal).collect()
}

/// The folders of seals; one that is being put together is none.
fn folders(seals: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(seals).into_iter().flatten().flatten();
    let named = |path: &PathBuf| {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        name.is_some_and(|name| !name.starts_with('.'))
    };
    let mut folders: Vec<PathBuf> =
        entries.map(|entry| entry.path()).filter(|path| path.is_dir()).filter(named).collect();
    folders.sort();
    folders
}

fn read(folder: &Path) -> Result<(Vec<u8>, Period, Manifest), Field> {
    let bytes = std::fs::read(folder.join(MANIFEST)).map_err(|error| in_words(&error))?;
    let manifest = Manifest::read(&bytes);
    let manifest =
        manifest.map_err(|_| words(("không đọc được nội dung", "it cannot be read")))?;
    let unknown = (
        "không hiểu kỳ ghi trong đó, có thể do phiên bản mới hơn ghi",
        "its period is not understood; a newer version may have written it",
    );
    let period = manifest.period().ok_or_else(|| words(unknown))?;
    Ok((bytes, period, manifest))
}

fn say_damage(
    path: &Path,
    folder: &str,
    (bytes, manifest): (&[u8], &Manifest),
    line: Option<&Line>,
    findings: &mut Findings,
) {
    match line {
        None => {
            let finding = Finding::new(Code::W439).at(Place::file(folder));
            findings.push(finding.text("document", manifest.document.as_str()));
        }
        Some(line) if line.manifest != sha256(bytes) => {
            let reason =
                ("khác với mã băm ghi trong sổ tiếp nhận", "not as the register knows it");
            let told = altered(folder, words(reason), &[MANIFEST.to_owned()]);
            findings.push(told.scope(manifest.period.as_str()));
        }
        Some(_) => {}
    }
    let drafts = format!("{RESULTS}/");
    // Whoever tries the seal again leaves drafts in it.
    let ignored =
        |file: &str| file == MANIFEST || file.starts_with(&drafts) || comes_by_itself(file);
    match damage(path, manifest, ignored) {
        Err(error) => {
            let told = altered(folder, in_words(&error), &[]);
            findings.push(told.scope(manifest.period.as_str()));
        }
        Ok(damage) => {
            let said =
                [("bị xóa", "deleted"), ("bị sửa", "changed"), ("được thêm vào", "added")];
            for (files, said) in damage.iter().zip(said).filter(|(files, _)| !files.is_empty())
            {
                let told = altered(folder, words(said), files);
                findings.push(told.scope(manifest.period.as_str()));
            }
        }
    }
}

/// Whether programs and systems put a file there by themselves, beside one that is open or in any folder
/// that somebody looks at: it is no part of a seal.
pub(in crate::pipeline) fn comes_by_itself(file: &str) -> bool {
    let name = file.rsplit('/').next().unwrap_or(file);
    sheet::stands_for_open(name) || is_left_by_the_system(file)
}

fn altered(folder: &str, reason: Field, files: &[String]) -> Finding {
    let files = (!files.is_empty()).then(|| Field::List(files.to_vec()));
    let finding = Finding::new(Code::E432).at(Place::file(folder)).field("reason", reason);
    finding.maybe("files", files)
}

fn words((vi, en): (&'static str, &'static str)) -> Field {
    Field::words(move |lang| lang.pick(vi, en).to_owned())
}
