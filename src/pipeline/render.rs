//! One template filled from one JSON file, without a workspace.

use std::path::{Path, PathBuf};

use super::certificate::{self, CertifiedFile};
use super::files::FolderFiles;
use super::json::{json, not_json};
use super::single::{Existing, one, put_in_place, read, unwritable};
use super::templates::{Kind, kind};
use crate::diagnostic::{Code, Field, Finding, Findings, Place};
use crate::report::template_finding;
use crate::template::{Data, Filled, NoReferences, Problem, docx, xlsx};
use crate::text::Lang;

/// One template to be filled.
#[derive(Debug, Clone, Default)]
pub struct RenderRequest {
    /// The template.
    pub template: PathBuf,
    /// The data.
    pub context: PathBuf,
    /// The file to write.
    pub out: PathBuf,
    /// Where to write the certificate of a filled workbook: as JSON when it ends so, else in words.
    pub certificate: Option<PathBuf>,
    /// Whether cells that a protected sheet locks are filled.
    pub fill_locked: bool,
    /// Language of the certificate.
    pub lang: Lang,
}

/// Fills a Word or Excel template with the data of a JSON file and writes the result; answers
/// what its reader must still do.
///
/// # Errors
/// With the findings, when a file cannot be read or written or the template cannot be filled;
/// nothing is written then. Files that tags name are looked for beside the JSON file.
pub fn render(request: &RenderRequest) -> Result<Findings, Findings> {
    let RenderRequest { template, context, out, certificate, .. } = request;
    for written in std::iter::once(out).chain(certificate) {
        if [template, context].iter().any(|input| is_same_file(input, written)) {
            return Err(cannot_write(
                written,
                "tệp này là tệp đầu vào; hãy đặt tên khác cho kết quả",
                "this is one of the files read; choose another name for the result",
            ));
        }
    }
    if certificate.as_ref() == Some(out) {
        return Err(cannot_write(
            out,
            "chứng nhận và kết quả không thể là một tệp",
            "the certificate and the result cannot be one file",
        ));
    }
    let (filled, certificate) = rendered(request)?;
    if let (Some(path), Some(text)) = (&request.certificate, certificate) {
        write(path, text.as_bytes())?;
    }
    write(out, &filled.bytes)?;
    Ok(told(&out.display().to_string(), filled.notes))
}

/// Findings about a file.
fn told(name: &str, problems: Vec<Problem>) -> Findings {
    let mut findings = Findings::new();
    findings.extend(problems.into_iter().map(|problem| template_finding(name, problem)));
    findings
}

/// The filled file, and its certificate if one was asked for.
fn rendered(request: &RenderRequest) -> Result<(Filled, Option<String>), Findings> {
    let bytes = read(&request.template)?;
    let files = FolderFiles::beside(&request.context);
    let context = json_context(&request.context)?;
    let data = Data { context, references: &NoReferences, functions: &|_| {}, files: &files };
    let name = request.template.display().to_string();
    let failed = |problems: Vec<Problem>| told(&name, problems);
    match (kind(&name, &bytes)?, &request.certificate) {
        (Kind::Word, Some(path)) => Err(cannot_write(
            path,
            "chỉ lập được chứng nhận cho mẫu Excel",
            "there are certificates of Excel templates only",
        )),
        (Kind::Word, None) => {
            is_no_name_of_a_workbook(&request.out)?;
            Ok((docx::render(bytes, &data).map_err(failed)?, None))
        }
        (Kind::Excel, _) => {
            fits_its_name(&name, &bytes, &request.out)?;
            let options =
                xlsx::Options { overwrite_locked: request.fill_locked, ..Default::default() };
            let template = xlsx::Template::read(bytes.clone());
            let mut template = template.map_err(|problem| failed(vec![problem]))?;
            let filled = template.fill(&data, &options).map_err(failed)?;
            let page = request
                .certificate
                .as_ref()
                .map(|path| certified(request, path, &bytes, &filled));
            Ok((Filled { bytes: filled.bytes, notes: filled.notes }, page.transpose()?))
        }
    }
}

/// Excel opens no workbook with macros under the name of one without, nor the other way round.
fn fits_its_name(template: &str, bytes: &[u8], out: &Path) -> Result<(), Findings> {
    let right = xlsx::extension(bytes).map_err(|problem| told(template, vec![problem]))?;
    let ending = out.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    if ending == right {
        return Ok(());
    }
    let (vi, en) = match right {
        "xlsm" => (
            "mẫu có macro nên kết quả phải mang đuôi .xlsm, nếu không Excel không mở được",
            "the template has macros, so the name must end in .xlsm, or Excel does not open it",
        ),
        _ => (
            "kết quả là bảng tính không có macro nên phải mang đuôi .xlsx, nếu không Excel không mở được",
            "the result is a workbook without macros, so its name must end in .xlsx, or Excel does not open it",
        ),
    };
    Err(wrong_ending(out, right, (vi, en)))
}

/// A Word document under the name of a workbook would open nowhere, and the template may have been
/// saved by a wrong name too.
fn is_no_name_of_a_workbook(out: &Path) -> Result<(), Findings> {
    const WORKBOOKS: [&str; 6] = ["xlsx", "xlsm", "xltx", "xltm", "xls", "ods"];
    let ending = out.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    if !WORKBOOKS.contains(&ending.as_str()) {
        return Ok(());
    }
    let vi = "mẫu là tệp Word, dù tên thế nào, nên kết quả phải mang đuôi .docx";
    let en = "the template is a Word file, whatever its name, so the name must end in .docx";
    Err(wrong_ending(out, "docx", (vi, en)))
}

fn wrong_ending(out: &Path, right: &str, (vi, en): (&str, &str)) -> Findings {
    let renamed = out.with_extension(right).display().to_string();
    let place = Place::file(out.display().to_string());
    let reason = Field::words(|lang| lang.pick(vi, en).to_owned());
    one(Finding::new(Code::E514).at(place).field("reason", reason).text("renamed", renamed))
}

/// The certificate as its file says it.
fn certified(
    request: &RenderRequest,
    path: &Path,
    template: &[u8],
    filled: &xlsx::Filled,
) -> Result<String, Findings> {
    let name = |path: &Path| path.display().to_string();
    let changed = filled.certificate(template);
    let changed = changed.map_err(|problem| told(&name(&request.out), vec![problem]))?;
    let template = CertifiedFile::new(&name(&request.template), template);
    let result = CertifiedFile::new(&name(&request.out), &filled.bytes);
    if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json")) {
        let json = certificate::json(&template, &result, &changed);
        return json.map_err(|_| {
            cannot_write(path, "không ghi được dạng JSON", "it cannot be written as JSON")
        });
    }
    Ok(certificate::page(&template, &result, &changed, request.lang))
}

fn json_context(path: &Path) -> Result<tera::Context, Findings> {
    let value = json(path)?;
    tera::Context::from_serialize(&value)
        .map_err(|_| not_json(path, "sai cách viết JSON", "it is no JSON"))
}

/// Whether two paths lead to one file that is there.
fn is_same_file(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

/// The file appears whole, by rename, or not at all.
fn write(path: &Path, bytes: &[u8]) -> Result<(), Findings> {
    put_in_place(path, bytes, Existing::Replace).map_err(|error| one(unwritable(path, &error)))
}

fn cannot_write(path: &Path, vi: &str, en: &str) -> Findings {
    let place = Place::file(path.display().to_string());
    let reason = Field::words(|lang| lang.pick(vi, en).to_owned());
    one(Finding::new(Code::E514).at(place).field("reason", reason))
}
