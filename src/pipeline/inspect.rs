//! What the reader sees in one spreadsheet.

use std::path::Path;

use super::single::{one, read};
use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::{intake, sheet};

/// The cells of a spreadsheet as JSON, ending in a line break.
///
/// # Errors
/// With the finding, when the file cannot be read.
pub fn inspect(file: &Path) -> Result<Vec<u8>, Findings> {
    let name = file.display().to_string();
    let bytes = read(file)?;
    let workbook = sheet::read(&name, &bytes, &sheet::Limits::default())
        .map_err(|error| one(intake::unreadable(&error).at(Place::file(&*name))))?;
    let mut json = serde_json::to_vec_pretty(&sheet::to_inspect_json(&workbook))
        .map_err(|error| one(Finding::new(Code::E514).text("reason", error.to_string())))?;
    json.push(b'\n');
    Ok(json)
}
