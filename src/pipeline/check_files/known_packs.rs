//! The packs whose forms are known where there is no workspace: those that come with the program,
//! and those of a folder before them.

use std::path::{Path, PathBuf};

use crate::diagnostic::system::in_words;
use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::pack::{self, Pack, PackFiles};
use crate::workspace::SHARED_TEMPLATES;

/// What a folder is a pack by.
const PACK: &str = "pack.toml";

/// The packs of a folder, then the shipped ones that it has no other version of.
pub(super) fn load(folder: Option<&Path>, findings: &mut Findings) -> Vec<Pack> {
    let mut packs: Vec<Pack> = Vec::new();
    if let Some(folder) = folder {
        let folders = pack_folders(folder);
        if folders.is_empty() {
            let place = Place::file(folder.display().to_string());
            let finding = Finding::new(Code::E701).at(place);
            findings
                .push(finding.text("reason", "thư mục này không có bộ biểu mẫu (pack.toml)"));
        }
        for folder in folders {
            let origin = folder.display().to_string().replace('\\', "/");
            match PackFiles::in_folder(&folder, origin.clone()) {
                Ok(files) => packs.extend(pack::load(&files, findings)),
                Err(error) => {
                    let finding = Finding::new(Code::E701).at(Place::file(origin));
                    findings.push(finding.field("reason", in_words(&error)));
                }
            }
        }
    }
    for code in PackFiles::shipped_codes() {
        let shipped = PackFiles::shipped(&code).and_then(|files| pack::load(&files, findings));
        packs.extend(shipped.filter(|shipped| !is_replaced(shipped, &packs)));
    }
    packs
}

/// Whether a pack of the folder takes the place of a shipped one: it has its code or one of its
/// forms.
fn is_replaced(shipped: &Pack, own: &[Pack]) -> bool {
    own.iter().any(|own| {
        let has = |form: &pack::Form| own.forms.iter().any(|other| other.looks_like(form));
        own.code == shipped.code || shipped.forms.iter().any(has)
    })
}

/// The folder itself, if it is a pack, else the packs in it in order of their names.
fn pack_folders(folder: &Path) -> Vec<PathBuf> {
    if folder.join(PACK).is_file() {
        return vec![folder.to_owned()];
    }
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let folders = entries.map(|entry| entry.path()).filter(|path| path.join(PACK).is_file());
    let is_pack =
        |path: &PathBuf| path.file_name().is_some_and(|name| name != SHARED_TEMPLATES);
    let mut folders: Vec<PathBuf> = folders.filter(is_pack).collect();
    folders.sort();
    folders
}
