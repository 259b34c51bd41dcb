//! A single file named on the command line, and the one finding when it fails.

use std::path::Path;

use crate::diagnostic::{Code, Finding, Findings, Place};

/// The bytes of a file.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, Findings> {
    let fail = |reason: String| {
        let place = Place::file(path.display().to_string());
        one(Finding::new(Code::E101).at(place).text("reason", reason))
    };
    // Asked before opening: a pipe would wait for ever, a device has no end.
    let data = std::fs::metadata(path).map_err(|error| fail(error.to_string()))?;
    if !data.is_file() {
        return Err(fail("không phải một tệp thường".to_owned()));
    }
    std::fs::read(path).map_err(|error| fail(error.to_string()))
}

/// The finding that ends it all.
pub(super) fn one(finding: Finding) -> Findings {
    let mut findings = Findings::new();
    findings.push(finding);
    findings
}
