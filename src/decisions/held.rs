//! Which figure each decision was applied to. A return that is sent again may have other rows: its cell of
//! the same address is then another figure, and may say the same by chance.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::decision::{Decision, InPlace};
use crate::model::OrgTree;
use crate::ooxml::CellRef;
use crate::sheet::Sheet;
use crate::text;

/// What stands in the first column of the sheet of memory before a figure, where else a key stands.
pub(super) const MARK: &str = "*";

/// A cell of a decision, as it was decided, in one word: texts come back from a workbook in other letters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct HeldBy(String);

/// A figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldFigure {
    /// Its path.
    pub path: String,
    /// Its period.
    pub period: String,
    /// What it is called.
    pub label: String,
    /// What stood in the other cells of its class, where it is ticked in one of several.
    #[serde(default)]
    pub beside: String,
    /// The key of the row that decided, empty in a row that somebody added; none was kept before there
    /// were keys here.
    #[serde(default)]
    pub key: Option<String>,
}

/// The figures that decisions were applied to.
pub type HeldFigures = BTreeMap<HeldBy, HeldFigure>;

impl HeldBy {
    /// A cell of a decision.
    pub fn new(decision: &Decision, one: &InPlace, tree: &OrgTree) -> Self {
        let sheet = one.sheet.as_deref().map(text::key::of).unwrap_or_default();
        let (unit, period) = (tree.code(one.of.1), one.of.2.to_string());
        let (cell, value) = (one.cell.to_string(), one.value.as_typed());
        let parts =
            [&decision.key, unit, &one.of.0, &period, &sheet, &cell, one.stood.trim(), &value];
        let mut hash = Sha256::new();
        for part in parts {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        Self(text::hex(&hash.finalize()).chars().take(20).collect())
    }
}

/// Reads them from the sheet of memory; what cannot be read is not known.
pub(super) fn read(sheet: &Sheet) -> HeldFigures {
    let marked = sheet.iter().filter(|(at, cell)| at.col == 0 && cell.text == MARK);
    let said = marked.filter_map(|(at, _)| sheet.get(CellRef::new(at.row, 1)));
    said.filter_map(|cell| serde_json::from_str(&cell.text).ok()).collect()
}
