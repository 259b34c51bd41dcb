//! What each finding was about when it was put up. It travels with the workbook, on a sheet that nobody
//! sees: a decision must be held against what stood there when it was made, also when the finding is no
//! longer there because of it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use sha2::{Digest, Sha256};

use crate::sheet::Sheet;
use crate::text;

/// What is remembered, by key.
pub type Memory = BTreeMap<String, Remembered>;

/// What a finding was about.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remembered {
    /// Its code.
    pub code: String,
    /// Code of the unit, if it is about one.
    pub unit: Option<String>,
    /// Code of the form, if it is about one.
    pub form: Option<String>,
    /// The period, if it is about one.
    pub period: Option<String>,
    /// The rule that is broken, if it is about one.
    #[serde(default)]
    pub rule: Option<String>,
    /// The sheet and cell of its place.
    pub place: Option<(String, String)>,
    /// The cells of its return that take part, with what stood in them.
    pub cells: Vec<CellThen>,
    /// Whether it is about more cells than these.
    pub more: bool,
    /// What can be chosen, in the order of its numbers.
    pub candidates: Vec<Candidate>,
    /// Periods of the runs that put it up.
    pub runs: Vec<String>,
    /// What the columns of this program said of it when they were written, as their checksums.
    #[serde(default)]
    pub said: BTreeMap<String, String>,
}

/// A cell and what stood in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellThen {
    /// Its sheet.
    pub sheet: String,
    /// Its address.
    pub cell: String,
    /// What stood in it.
    pub text: String,
}

/// What can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Candidate {
    /// A number that the cell may say.
    Reading(String),
    /// A version of a return.
    Version {
        /// Its file, for people.
        file: String,
        /// SHA-256 of the file.
        sha256: String,
        /// Its sheet, where the file has several returns.
        sheet: Option<String>,
    },
}

/// By which it is seen whether a text is still the same.
pub(super) fn checksum(text: &str) -> String {
    let digest = Sha256::digest(text::key::of(text));
    text::hex(&digest).chars().take(8).collect()
}

/// Reads the sheet; what cannot be read is not remembered.
pub(super) fn read(sheet: &Sheet) -> Memory {
    let mut rows: BTreeMap<u32, (Option<&str>, Option<&str>)> = BTreeMap::new();
    for (at, cell) in sheet.iter() {
        let row = rows.entry(at.row).or_default();
        match at.col {
            0 => row.0 = Some(cell.text.as_str()),
            1 => row.1 = Some(cell.text.as_str()),
            _ => {}
        }
    }
    let rows = rows.into_values().filter_map(|(key, json)| Some((key?, json?)));
    rows.filter_map(|(key, json)| Some((key.to_owned(), serde_json::from_str(json).ok()?)))
        .collect()
}
