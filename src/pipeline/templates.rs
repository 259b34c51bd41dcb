//! What a template named on the command line is, told by its bytes.

use super::single::one;
use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::ooxml::{Container, Package, seems_to_hold};

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
    match Container::of(bytes) {
        Some(Container::Zip) => {}
        None if is_text_table(name) => {
            return Err(wrong("là tệp .csv; mở bằng Excel, lưu lại thành .xlsx".to_owned()));
        }
        other => return Err(wrong(seeming(other, bytes).to_owned())),
    }
    let mut package =
        Package::open(bytes.to_vec()).map_err(|error| wrong(error.to_string()))?;
    if let Some(kind) = excel(&mut package) {
        return kind.map_err(wrong);
    }
    let has = |name: &str| package.names().any(|known| known.starts_with(name));
    if has("mimetype") && has("content.xml") {
        let reason = if open_document_sheets(name) {
            "là tệp .ods; mở bằng Excel hoặc LibreOffice, lưu lại thành .xlsx"
        } else {
            "là tệp OpenDocument (.odt, .ods); mở ra và lưu thành .docx, .xlsx"
        };
        return Err(wrong(reason.to_owned()));
    }
    if !has("[Content_Types].xml") {
        return Err(wrong(
            "là tệp nén, thiếu `[Content_Types].xml` của tệp Word, Excel".to_owned(),
        ));
    }
    match (has("word/"), has("xl/")) {
        (_, false) if has("ppt/") => Err(wrong("là tệp PowerPoint".to_owned())),
        (false, true) => Ok(Kind::Excel),
        // The main document may lie anywhere; where it is, the engine finds out.
        _ => Ok(Kind::Word),
    }
}

/// Whether a package says that it is a workbook; the reason when it is one that is not read.
fn excel(package: &mut Package) -> Option<Result<Kind, String>> {
    const WORKBOOKS: [&str; 4] = [
        "spreadsheetml.sheet.main+xml",
        "spreadsheetml.template.main+xml",
        "ms-excel.sheet.macroEnabled.main+xml",
        "ms-excel.template.macroEnabled.main+xml",
    ];
    let types = package.read("[Content_Types].xml").unwrap_or_default();
    let types = String::from_utf8_lossy(&types);
    if types.contains("ms-excel.sheet.binary") || package.contains("xl/workbook.bin") {
        return Some(Err("là tệp .xlsb; mở bằng Excel, lưu lại thành .xlsx".to_owned()));
    }
    WORKBOOKS.iter().any(|kind| types.contains(kind)).then_some(Ok(Kind::Excel))
}

fn has_ending(name: &str, endings: &[&str]) -> bool {
    let ending = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    endings.contains(&ending.as_str())
}

/// By its name only: its contents are text like any other.
fn is_text_table(name: &str) -> bool {
    has_ending(name, &["csv", "tsv"])
}

fn open_document_sheets(name: &str) -> bool {
    has_ending(name, &["ods", "ots", "fods"])
}

/// What a file that is no zip package seems to be, and what to do with it.
fn seeming(container: Option<Container>, bytes: &[u8]) -> &'static str {
    let text = bytes.get(..bytes.len().min(4096)).unwrap_or_default().to_ascii_lowercase();
    let says = |word: &str| text.windows(word.len()).any(|at| at == word.as_bytes());
    match container {
        _ if bytes.iter().all(|byte| *byte == 0) => "tệp rỗng",
        Some(Container::Compound) if seems_to_hold(bytes, "EncryptedPackage") => {
            "tệp được bảo vệ bằng mật khẩu; mở bằng Word hoặc Excel, bỏ mật khẩu rồi lưu lại"
        }
        Some(Container::Compound) if seems_to_hold(bytes, "WordDocument") => {
            "tệp .doc đời cũ; mở bằng Word, lưu thành .docx"
        }
        Some(Container::Compound) if seems_to_hold(bytes, "Workbook") => {
            "tệp .xls đời cũ; mở bằng Excel, lưu lại thành .xlsx"
        }
        Some(Container::OldBiff) => "tệp .xls đời cũ; mở bằng Excel, lưu lại thành .xlsx",
        Some(Container::Compound) => "tệp Office đời cũ; mở ra và lưu thành .docx hoặc .xlsx",
        Some(Container::Pdf) => "tệp PDF; mẫu phải là .docx hoặc .xlsx",
        Some(Container::Rtf) => "tệp .rtf; mở bằng Word, lưu thành .docx",
        Some(Container::Picture) => "tệp ảnh; mẫu phải là .docx hoặc .xlsx",
        Some(Container::Program) => "tệp chương trình; mẫu phải là .docx hoặc .xlsx",
        Some(Container::Zip | Container::EmptyZip | Container::Archive) => {
            "tệp nén; mẫu phải là .docx hoặc .xlsx"
        }
        None if says("<html") || says("<!doctype html") => {
            "trang web (.html); mở bằng Word, lưu thành .docx"
        }
        None if says("schemas.microsoft.com/office/word/2003") || says("pkg:package") => {
            "tệp Word dạng .xml; mở bằng Word, lưu thành .docx"
        }
        None => "không phải tệp .docx hoặc .xlsx",
    }
}
