//! What a template or a context named on the command line is, told by its bytes.

use std::path::Path;

use super::single::{one, read};
use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::ooxml::Package;

/// Which engine a template is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Word's.
    Word,
    /// Excel's.
    Excel,
}

/// Which engine a template is for, by what is in it.
///
/// # Errors
/// With the finding that says what the file is instead, or what is wrong with it.
pub(super) fn kind(name: &str, bytes: &[u8]) -> Result<Kind, Findings> {
    let wrong = |reason: String| {
        let finding = Finding::new(Code::E601).at(Place::file(name));
        one(finding.text("reason", reason))
    };
    let package = Package::open(bytes.to_vec()).map_err(|error| wrong(error.to_string()))?;
    let has = |folder: &str| package.names().any(|name| name.starts_with(folder));
    match (has("word/"), has("xl/")) {
        (true, false) => Ok(Kind::Word),
        (false, true) => Ok(Kind::Excel),
        _ => Err(wrong("không phải tệp .docx hoặc .xlsx".to_owned())),
    }
}

/// The data of a JSON file.
///
/// # Errors
/// With the finding, when it cannot be read.
pub(super) fn json(path: &Path) -> Result<serde_json::Value, Findings> {
    let bytes = read(path)?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    serde_json::from_slice(bytes).map_err(|error| not_json(path, &error))
}

/// A file that holds no data for a template.
pub(super) fn not_json(path: &Path, reason: &dyn std::fmt::Display) -> Findings {
    let value = path.display().to_string();
    let finding = Finding::new(Code::E518).text("name", "JSON").text("value", value);
    one(finding.text("reason", reason.to_string()))
}
