//! The workspace (thư mục làm việc): the folder an office owns, and its settings workbook.

mod choices;
mod columns;
mod deadlines;
mod documents;
mod first_settings;
mod plan;
mod reported;
mod settings;
mod units;

use chrono::NaiveDate;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::diagnostic::system::in_words;
use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::model::{Letterhead, OrgIx, OrgTree, Period};
use crate::profile::Kind;
use crate::text;

pub use choices::{TargetLine, WrittenThreshold};
pub use columns::Written;
pub use deadlines::DeadlineLine;
pub use documents::DocumentLine;
pub use first_settings::{Asked, FirstSettings, first_settings};
pub use plan::PlanLine;
pub use reported::{ReportedFigure, ReportedLine};

/// Name of the settings workbook.
pub const SETTINGS: &str = "thiet-lap.xlsx";
/// Folder of the returns as they came.
pub const RETURNS: &str = "bao-cao-den";
/// Folder of results.
pub const RESULTS: &str = "ket-qua";
/// Folder of the blanks that go out.
pub const ISSUED: &str = "phat-hanh";
/// Folder of what the program itself keeps: the register of what was received.
pub const KEPT: &str = ".tonghop";
/// Folder of the periods that were sealed.
pub const SEALS: &str = "chot";
/// Name of the manifest in the folder of a seal, by which it is known.
pub const MANIFEST: &str = "niem-phong.json";
/// Folder of the office's own packs.
pub const OWN_PACKS: &str = "bo-bieu";
/// In the folder of packs, the one of templates that belong to no duty: no pack has this code.
pub const SHARED_TEMPLATES: &str = "chung";

/// A workspace whose settings have been read.
#[derive(Debug, Clone)]
pub struct Workspace {
    root: PathBuf,
    /// SHA-256 of the settings workbook.
    pub settings_sha256: String,
    /// The office.
    pub office: Letterhead,
    /// Whether its documents write counts below 10 with a 0 before them in running text.
    pub padded_counts: bool,
    /// The organisation.
    pub tree: OrgTree,
    /// The unit for which the office consolidates.
    pub unit: OrgIx,
    /// Codes of the packs in use, in the office's order.
    pub packs: Vec<String>,
    /// Codes of forms that nobody owes in this office, as they are written.
    pub unused_forms: Vec<Written>,
    /// The term of the committee (nhiệm kỳ), if the office gives it.
    pub term: Option<Period>,
    /// What the office decides about targets, in the order of the sheet.
    pub targets: Vec<TargetLine>,
    /// Counts of people below this are withheld from what is meant for others.
    pub smallest_count: u32,
    /// The day by which units mend or send what the office still wants, if it sets one.
    pub mend_by: Option<NaiveDate>,
    /// Figures assigned to units, in the order of the sheet.
    pub plan: Vec<PlanLine>,
    /// Figures that the committee reported in documents of its own, in the order of the sheet.
    pub reported: Vec<ReportedLine>,
    /// By which days returns are due, in the order of the sheet.
    pub deadlines: Vec<DeadlineLine>,
    /// Documents that the office cites, in the order of the sheet.
    pub documents: Vec<DocumentLine>,
    /// Whose rules the office's documents follow, if it says so.
    pub kind: Option<Kind>,
    /// How secret its documents are (`Mật`), if they are.
    pub secrecy: Option<String>,
}

impl Workspace {
    /// Opens a workspace; `None`, with findings, when it cannot be worked with.
    pub fn open(root: &Path, findings: &mut Findings) -> Option<Self> {
        let path = root.join(SETTINGS);
        if !root.is_dir() || !path.is_file() {
            let place = Place::file(root.display().to_string());
            findings.push(Finding::new(Code::E501).at(place).text("path", SETTINGS));
            return None;
        }
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) => {
                let place = Place::file(SETTINGS);
                let reason = in_words(&error);
                findings.push(Finding::new(Code::E101).at(place).field("reason", reason));
                return None;
            }
        };
        let settings = settings::read(&bytes, findings)?;
        Some(Self {
            root: root.to_owned(),
            settings_sha256: text::hex(&Sha256::digest(&bytes)),
            office: settings.office,
            padded_counts: settings.padded_counts,
            tree: settings.tree,
            unit: settings.unit,
            packs: settings.packs,
            unused_forms: settings.unused_forms,
            term: settings.term,
            targets: settings.targets,
            smallest_count: settings.smallest_count,
            mend_by: settings.mend_by,
            plan: settings.plan,
            reported: settings.reported,
            deadlines: settings.deadlines,
            documents: settings.documents,
            kind: settings.kind,
            secrecy: settings.secrecy,
        })
    }

    /// The workspace's folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Whether it is the copy that a seal keeps, which nothing changes any more.
    pub fn is_seal(&self) -> bool {
        self.root.join(MANIFEST).is_file()
    }

    /// The folder of returns.
    pub fn returns(&self) -> PathBuf {
        self.root.join(RETURNS)
    }

    /// The folder of an own pack.
    pub fn own_pack(&self, code: &str) -> PathBuf {
        self.root.join(OWN_PACKS).join(code)
    }

    /// Codes of the office's own packs, whether in use or not.
    pub fn own_packs(&self) -> Vec<String> {
        let entries =
            std::fs::read_dir(self.root.join(OWN_PACKS)).into_iter().flatten().flatten();
        let folders = entries.filter(|entry| entry.path().is_dir());
        let mut codes: Vec<_> =
            folders.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        codes.retain(|code| code != SHARED_TEMPLATES);
        codes.sort();
        codes
    }

    /// The office's own template of this name that belongs to no duty.
    pub fn own_template(&self, name: &str) -> PathBuf {
        self.root.join(OWN_PACKS).join(SHARED_TEMPLATES).join(name)
    }

    /// The folder of the blanks of all periods.
    pub fn issued(&self) -> PathBuf {
        self.root.join(ISSUED)
    }

    /// The folder of what the program itself keeps.
    pub fn kept(&self) -> PathBuf {
        self.root.join(KEPT)
    }

    /// The folder of all results.
    pub fn all_results(&self) -> PathBuf {
        self.root.join(RESULTS)
    }

    /// The folder of drafts for a period.
    pub fn results(&self, period: Period) -> PathBuf {
        self.root.join(RESULTS).join(period.folder())
    }
}
