//! One template filled from one JSON file, without a workspace.

use std::path::Path;

use super::files::FolderFiles;
use super::single::{Existing, one, put_in_place, read};
use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::ooxml::Package;
use crate::report::template_finding;
use crate::template::{Data, NoReferences, Problem, docx, xlsx};

/// Fills a Word or Excel template with the data of a JSON file and writes the result.
///
/// # Errors
/// With the findings, when a file cannot be read or written or the template cannot be filled;
/// nothing is written then. Files that tags name are looked for beside the JSON file.
pub fn render(template: &Path, context: &Path, out: &Path) -> Result<(), Findings> {
    rendered(template, context).and_then(|bytes| write(out, &bytes))
}

fn rendered(template: &Path, context: &Path) -> Result<Vec<u8>, Findings> {
    let bytes = read(template)?;
    let files = FolderFiles::beside(context);
    let context = json_context(context)?;
    let data = Data { context, references: &NoReferences, functions: &|_| {}, files: &files };
    let name = template.display().to_string();
    let result = match kind(&bytes) {
        Some(Kind::Word) => docx::render(bytes, &data).map(|filled| filled.bytes),
        Some(Kind::Excel) => xlsx::render(bytes, &data),
        None => {
            let finding = Finding::new(Code::E601).at(Place::file(name));
            let reason =
                "không phải tệp .docx hoặc .xlsx (tệp .doc, .xls: mở ra và lưu lại dạng mới)";
            return Err(one(finding.text("reason", reason)));
        }
    };
    result.map_err(|problems: Vec<Problem>| {
        let mut findings = Findings::new();
        findings.extend(problems.into_iter().map(|p| template_finding(&name, p)));
        findings
    })
}

enum Kind {
    Word,
    Excel,
}

/// Which engine a template is for, by what is in it.
fn kind(bytes: &[u8]) -> Option<Kind> {
    let package = Package::open(bytes.to_vec()).ok()?;
    let has = |folder: &str| package.names().any(|name| name.starts_with(folder));
    match (has("word/"), has("xl/")) {
        (true, false) => Some(Kind::Word),
        (false, true) => Some(Kind::Excel),
        _ => None,
    }
}

fn json_context(path: &Path) -> Result<tera::Context, Findings> {
    let bytes = read(path)?;
    let fail = |reason: String| {
        let value = path.display().to_string();
        let finding = Finding::new(Code::E518).text("name", "JSON").text("value", value);
        one(finding.text("reason", reason))
    };
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let value: serde_json::Value =
        serde_json::from_slice(bytes).map_err(|error| fail(error.to_string()))?;
    tera::Context::from_serialize(&value).map_err(|error| fail(error.to_string()))
}

/// The file appears whole, by rename, or not at all.
fn write(path: &Path, bytes: &[u8]) -> Result<(), Findings> {
    put_in_place(path, bytes, Existing::Replace).map_err(|error| {
        let place = Place::file(path.display().to_string());
        one(Finding::new(Code::E514).at(place).text("reason", error.to_string()))
    })
}
