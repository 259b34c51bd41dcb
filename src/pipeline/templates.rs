//! What a template named on the command line is, told by its bytes.

use super::single::one;
use crate::diagnostic::{Code, Field, Finding, Findings, Place};
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
    let wrong = |(vi, en): (&str, &str)| {
        let reason = Field::words(|lang| lang.pick(vi, en).to_owned());
        one(Finding::new(Code::E601).at(Place::file(name)).field("reason", reason))
    };
    match Container::of(bytes) {
        Some(Container::Zip) => {}
        None if is_text_table(name) => {
            return Err(wrong((
                "là tệp .csv; mở bằng Excel, lưu lại thành .xlsx",
                "it is a .csv; open it in Excel and save it as .xlsx",
            )));
        }
        other => return Err(wrong(seeming(other, bytes))),
    }
    let mut package = Package::open(bytes.to_vec()).map_err(|error| {
        let reason = Field::words(|lang| error.in_words(lang));
        one(Finding::new(Code::E601).at(Place::file(name)).field("reason", reason))
    })?;
    if let Some(kind) = excel(&mut package) {
        return kind.map_err(wrong);
    }
    let has = |name: &str| package.names().any(|known| known.starts_with(name));
    if has("mimetype") && has("content.xml") {
        let reason = if open_document_sheets(name) {
            (
                "là tệp .ods; mở bằng Excel hoặc LibreOffice, lưu lại thành .xlsx",
                "it is an .ods; open it in Excel or LibreOffice and save it as .xlsx",
            )
        } else {
            (
                "là tệp OpenDocument (.odt, .ods); mở ra và lưu thành .docx, .xlsx",
                "it is OpenDocument (.odt, .ods); open it and save it as .docx or .xlsx",
            )
        };
        return Err(wrong(reason));
    }
    if !has("[Content_Types].xml") {
        return Err(wrong((
            "là tệp nén, thiếu `[Content_Types].xml` của tệp Word, Excel",
            "it is a zip file without the `[Content_Types].xml` of Word and Excel",
        )));
    }
    match (has("word/"), has("xl/")) {
        (_, false) if has("ppt/") => {
            Err(wrong(("là tệp PowerPoint", "it is a PowerPoint file")))
        }
        (false, true) => Ok(Kind::Excel),
        // The main document may lie anywhere; where it is, the engine finds out.
        _ => Ok(Kind::Word),
    }
}

/// Whether a package says that it is a workbook; the reason when it is one that is not read.
fn excel(package: &mut Package) -> Option<Result<Kind, Said>> {
    const WORKBOOKS: [&str; 4] = [
        "spreadsheetml.sheet.main+xml",
        "spreadsheetml.template.main+xml",
        "ms-excel.sheet.macroEnabled.main+xml",
        "ms-excel.template.macroEnabled.main+xml",
    ];
    let types = package.read("[Content_Types].xml").unwrap_or_default();
    let types = String::from_utf8_lossy(&types);
    if types.contains("ms-excel.sheet.binary") || package.contains("xl/workbook.bin") {
        return Some(Err((
            "là tệp .xlsb; mở bằng Excel, lưu lại thành .xlsx",
            "it is an .xlsb; open it in Excel and save it as .xlsx",
        )));
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

/// Something said in Vietnamese and in English.
type Said = (&'static str, &'static str);

/// What a file that is no zip package seems to be, and what to do with it.
fn seeming(container: Option<Container>, bytes: &[u8]) -> Said {
    let text = bytes.get(..bytes.len().min(4096)).unwrap_or_default().to_ascii_lowercase();
    let says = |word: &str| text.windows(word.len()).any(|at| at == word.as_bytes());
    match container {
        _ if bytes.iter().all(|byte| *byte == 0) => ("tệp rỗng", "the file is empty"),
        Some(Container::Compound) if seems_to_hold(bytes, "EncryptedPackage") => (
            "tệp được bảo vệ bằng mật khẩu; mở bằng Word hoặc Excel, bỏ mật khẩu rồi lưu lại",
            "it is protected by a password; open it, take the password off and save it again",
        ),
        Some(Container::Compound) if seems_to_hold(bytes, "WordDocument") => (
            "tệp .doc đời cũ; mở bằng Word, lưu thành .docx",
            "it is an old .doc; open it in Word and save it as .docx",
        ),
        Some(Container::Compound) if seems_to_hold(bytes, "Workbook") => OLD_WORKBOOK,
        Some(Container::OldBiff) => OLD_WORKBOOK,
        Some(Container::Compound) => (
            "tệp Office đời cũ; mở ra và lưu thành .docx hoặc .xlsx",
            "it is an old file of Office; open it and save it as .docx or .xlsx",
        ),
        Some(Container::Pdf) => (
            "tệp PDF; mẫu phải là .docx hoặc .xlsx",
            "it is a PDF; a template is a .docx or .xlsx",
        ),
        Some(Container::Rtf) => (
            "tệp .rtf; mở bằng Word, lưu thành .docx",
            "it is an .rtf; open it in Word and save it as .docx",
        ),
        Some(Container::Picture) => (
            "tệp ảnh; mẫu phải là .docx hoặc .xlsx",
            "it is a picture; a template is a .docx or .xlsx",
        ),
        Some(Container::Program) => (
            "tệp chương trình; mẫu phải là .docx hoặc .xlsx",
            "it is a program; a template is a .docx or .xlsx",
        ),
        Some(Container::Zip | Container::EmptyZip | Container::Archive) => (
            "tệp nén; mẫu phải là .docx hoặc .xlsx",
            "it is an archive; a template is a .docx or .xlsx",
        ),
        None if says("<html") || says("<!doctype html") => (
            "trang web (.html); mở bằng Word, lưu thành .docx",
            "it is a web page; open it in Word and save it as .docx",
        ),
        None if says("schemas.microsoft.com/office/word/2003") || says("pkg:package") => (
            "tệp Word dạng .xml; mở bằng Word, lưu thành .docx",
            "it is Word's .xml; open it in Word and save it as .docx",
        ),
        None => ("không phải tệp .docx hoặc .xlsx", "it is no .docx or .xlsx"),
    }
}

const OLD_WORKBOOK: Said = (
    "tệp .xls đời cũ; mở bằng Excel, lưu lại thành .xlsx",
    "it is an old .xls; open it in Excel and save it as .xlsx",
);
