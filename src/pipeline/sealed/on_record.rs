//! What the register says of seals: it knows a seal whose folder is gone, too.

use std::path::Path;

use serde_json::Value;

use super::Seals;
use crate::model::Period;
use crate::register::{FILE, Head, Kept};
use crate::seal::{LINE, Manifest, sha256};
use crate::text;
use crate::workspace::KEPT;

/// What the register says of a seal.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// Which line of the register.
    pub(super) at: usize,
    /// Id of the period.
    pub(super) period: String,
    /// Which seal of the period it is.
    number: u32,
    /// The document with which the figures went out.
    document: String,
    /// Its folder in the workspace.
    pub(super) folder: String,
    /// SHA-256 of its manifest.
    pub(super) manifest: String,
}

impl Line {
    pub(super) fn of(kept: &Kept) -> Option<Self> {
        let text = |name: &str| Some(kept.line.get(name)?.as_str()?.to_owned());
        (kept.kind == LINE).then_some(())?;
        let number = kept.line.get("number").and_then(Value::as_u64);
        Some(Self {
            at: kept.number,
            period: text("period")?,
            number: number.and_then(|number| number.try_into().ok()).unwrap_or_default(),
            document: text("document").unwrap_or_default(),
            folder: text("folder")?,
            manifest: text("manifest")?,
        })
    }

    fn is_of(&self, period: Period) -> bool {
        self.period.parse() == Ok(period)
    }
}

/// The line that the register gets of a seal.
pub(in crate::pipeline) fn line(manifest: &Manifest, folder: &str, sha256: &str) -> Value {
    serde_json::json!({
        "period": manifest.period, "number": manifest.number, "document": manifest.document,
        "folder": folder, "manifest": sha256,
    })
}

impl Seals {
    /// The number of the next seal of a period: of one whose folder is gone the number stays taken.
    pub(in crate::pipeline) fn next_number(&self, period: Period) -> u32 {
        let found = self.of(period).map(|seal| seal.manifest.number);
        let known = self.lines.iter().filter(|line| line.is_of(period)).map(|line| line.number);
        found.chain(known).max().unwrap_or_default().saturating_add(1)
    }

    /// The document of this name by which a period was sealed already, as it was cited then.
    pub(in crate::pipeline) fn document(&self, period: Period, named: &str) -> Option<&str> {
        let found = self.of(period).map(|seal| seal.manifest.document.as_str());
        let known = self.lines.iter().filter(|line| line.is_of(period));
        let mut all = found.chain(known.map(|line| line.document.as_str()));
        let key = text::key::of(named);
        all.find(|document| text::key::of(document) == key)
    }

    /// The heads of the registers that seals keep, each as it was when the period was sealed, with the
    /// folder of the seal. A copy that is not what was sealed says nothing.
    pub(in crate::pipeline) fn registers(
        &self,
        root: &Path,
    ) -> impl Iterator<Item = (String, Head)> {
        let name = format!("{KEPT}/{FILE}");
        self.all().filter_map(move |seal| {
            let sealed = seal.manifest.files.iter().find(|file| file.path == name)?;
            let bytes = std::fs::read(root.join(&seal.folder).join(&name)).ok()?;
            let head = Head::of(&bytes);
            let is_sound = sha256(&bytes) == sealed.sha256 && head.lines > 0;
            is_sound.then(|| (seal.folder.clone(), head))
        })
    }
}
