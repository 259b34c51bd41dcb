//! The sheets of findings and of files.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::FileLine;
use super::table::{Column, Styles, Table};
use crate::diagnostic::{CellNote, Finding, FindingList, addresses};
use crate::text::Lang;

/// Cells of a finding that are told one by one; of the others the addresses.
const CELLS: usize = 60;

const FINDINGS: [Column; 7] = [
    ("Số", 6.0),
    ("Mã", 8.0),
    ("Mức độ", 12.0),
    ("Vị trí", 50.0),
    ("Nội dung", 70.0),
    ("Việc cần làm", 50.0),
    ("Các ô", 60.0),
];

/// Writes the sheet of findings.
pub(super) fn findings(
    sheet: &mut Worksheet,
    styles: &Styles,
    findings: &FindingList,
) -> Result<(), XlsxError> {
    let mut table = Table::new(sheet, styles, "Phát hiện", &FINDINGS)?;
    for reported in findings {
        table.next_row()?;
        let finding = &reported.finding;
        let place = finding.place.as_ref().map(|place| place.in_words(Lang::Vi));
        table.texts(&[
            &reported.number.to_string(),
            finding.code.as_str(),
            finding.severity_in_words(Lang::Vi),
            &place.unwrap_or_else(|| finding.scope.join(", ")),
            &told(finding),
            &finding.remedy(Lang::Vi),
            &cells(finding),
        ])?;
    }
    table.finish()
}

/// The figures that take part, one a line.
fn cells(finding: &Finding) -> String {
    let (told, rest) = finding.cells.split_at(finding.cells.len().min(CELLS));
    let mut lines: Vec<String> = told.iter().map(cell_in_words).collect();
    if !rest.is_empty() {
        lines.push(format!("… và {} ô nữa: {}", rest.len(), addresses(rest)));
    }
    lines.join("\n")
}

/// A cell that takes part: `F9, nữ: 1,5`, with what somebody wrote beside it.
fn cell_in_words(note: &CellNote) -> String {
    let sheet = note.sheet.as_ref().map(|sheet| format!("«{sheet}» ")).unwrap_or_default();
    let at = note.cell.map(|at| at.to_string()).unwrap_or_default();
    let names =
        [note.file.clone().unwrap_or_default(), format!("{sheet}{at}"), note.label.clone()];
    let names: Vec<String> = names.into_iter().filter(|name| !name.is_empty()).collect();
    let value = note.value.print(Lang::Vi);
    let value = if value.trim().is_empty() { "(trống)" } else { value.as_str() };
    let remark = note.remark.as_ref().map(|remark| format!(" «{remark}»")).unwrap_or_default();
    let usual = note.usual_in_words(Lang::Vi);
    format!("{}: {value}{usual}{remark}", names.join(", "))
}

/// What happened, and what the office decided of it.
fn told(finding: &Finding) -> String {
    let message = finding.whole_message(Lang::Vi);
    match &finding.decided {
        Some(decided) => format!("{message} - {}", decided.in_words(Lang::Vi)),
        None => message,
    }
}

/// Name of the sheet of files.
pub(super) const FILES_SHEET: &str = "Tệp đã đọc";
pub(super) const FILE: &str = "Tệp";
pub(super) const SHA256: &str = "SHA-256";
pub(super) const FATE: &str = "Kết quả nhận";
const FILES: [Column; 3] = [(FILE, 60.0), (SHA256, 70.0), (FATE, 30.0)];

/// Writes the sheet of files.
pub(super) fn files(
    sheet: &mut Worksheet,
    styles: &Styles,
    files: &[FileLine],
) -> Result<(), XlsxError> {
    let mut table = Table::new(sheet, styles, FILES_SHEET, &FILES)?;
    for file in files {
        table.next_row()?;
        table.texts(&[&file.path, &file.sha256, &file.fate])?;
    }
    table.finish()
}
