//! The sheets of findings and of files.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::FileLine;
use super::table::{Column, Styles, filter, table, texts};
use crate::diagnostic::FindingList;
use crate::text::Lang;

const FINDINGS: [Column; 6] = [
    ("Số", 6.0),
    ("Mã", 8.0),
    ("Mức độ", 12.0),
    ("Vị trí", 50.0),
    ("Nội dung", 70.0),
    ("Việc cần làm", 50.0),
];

/// Writes the sheet of findings.
pub(super) fn findings(
    sheet: &mut Worksheet,
    styles: &Styles,
    findings: &FindingList,
) -> Result<(), XlsxError> {
    table(sheet, styles, "Phát hiện", &FINDINGS)?;
    let mut row = 0;
    for reported in findings {
        row += 1;
        let finding = &reported.finding;
        let place = finding.place.as_ref().map(|place| place.in_words(Lang::Vi));
        let scope = finding.scope.join(", ");
        let values = [
            (0, reported.number.to_string()),
            (1, finding.code.as_str().to_owned()),
            (2, finding.code.severity().in_words(Lang::Vi).to_owned()),
            (3, place.unwrap_or(scope)),
            (4, finding.message(Lang::Vi)),
            (5, finding.remedy(Lang::Vi)),
        ];
        let values: Vec<_> = values.iter().map(|(col, text)| (*col, text.as_str())).collect();
        texts(sheet, styles, row, &values)?;
    }
    filter(sheet, row, FINDINGS.len())
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
    table(sheet, styles, FILES_SHEET, &FILES)?;
    let mut row = 0;
    for file in files {
        row += 1;
        let values =
            [(0, file.path.as_str()), (1, file.sha256.as_str()), (2, file.fate.as_str())];
        texts(sheet, styles, row, &values)?;
    }
    filter(sheet, row, FILES.len())
}
