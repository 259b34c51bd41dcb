//! One template filled from one JSON file, without a workspace.

use std::path::Path;

use super::files::FolderFiles;
use super::json::{json, not_json};
use super::single::{Existing, one, put_in_place, read};
use super::templates::{Kind, kind};
use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::report::template_finding;
use crate::template::{Data, Filled, NoReferences, Problem, docx, xlsx};

/// Fills a Word or Excel template with the data of a JSON file and writes the result; answers
/// what its reader must still do.
///
/// # Errors
/// With the findings, when a file cannot be read or written or the template cannot be filled;
/// nothing is written then. Files that tags name are looked for beside the JSON file.
pub fn render(template: &Path, context: &Path, out: &Path) -> Result<Findings, Findings> {
    for input in [template, context] {
        if is_same_file(input, out) {
            return Err(cannot_write(
                out,
                "tệp này là tệp đầu vào; hãy đặt tên khác cho kết quả",
            ));
        }
    }
    let filled = rendered(template, context)?;
    write(out, &filled.bytes)?;
    Ok(told(&out.display().to_string(), filled.notes))
}

/// Findings about a file.
fn told(name: &str, problems: Vec<Problem>) -> Findings {
    let mut findings = Findings::new();
    findings.extend(problems.into_iter().map(|problem| template_finding(name, problem)));
    findings
}

fn rendered(template: &Path, context: &Path) -> Result<Filled, Findings> {
    let bytes = read(template)?;
    let files = FolderFiles::beside(context);
    let context = json_context(context)?;
    let data = Data { context, references: &NoReferences, functions: &|_| {}, files: &files };
    let name = template.display().to_string();
    let result = match kind(&name, &bytes)? {
        Kind::Word => docx::render(bytes, &data),
        Kind::Excel => {
            let filled = xlsx::render(bytes, &data);
            filled.map(|filled| Filled { bytes: filled.bytes, notes: filled.notes })
        }
    };
    result.map_err(|problems: Vec<Problem>| told(&name, problems))
}

fn json_context(path: &Path) -> Result<tera::Context, Findings> {
    let value = json(path)?;
    tera::Context::from_serialize(&value).map_err(|error| not_json(path, &error))
}

/// Whether two paths lead to one file that is there.
fn is_same_file(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

/// The file appears whole, by rename, or not at all.
fn write(path: &Path, bytes: &[u8]) -> Result<(), Findings> {
    put_in_place(path, bytes, Existing::Replace)
        .map_err(|error| cannot_write(path, &error.to_string()))
}

fn cannot_write(path: &Path, reason: &str) -> Findings {
    let place = Place::file(path.display().to_string());
    one(Finding::new(Code::E514).at(place).text("reason", reason))
}
