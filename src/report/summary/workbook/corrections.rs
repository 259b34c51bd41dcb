//! The sheet «Điều chỉnh kỳ trước»: figures of earlier periods that are others than were reported.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::sheet::{At, LINE_HEIGHT, Page, lines_in};
use super::style::Kind;
use crate::pack::period_words::short;
use crate::text::Lang;
use crate::trace::Correction;

/// The row of headings.
const HEAD: u32 = 3;
const COLUMNS: [(&str, f64); 9] = [
    ("Kỳ", 11.0),
    ("Đơn vị", 26.0),
    ("Số liệu", 34.0),
    ("Đơn vị tính", 9.0),
    ("Đã chốt", 11.0),
    ("Nay", 11.0),
    ("Chênh lệch", 11.0),
    ("Chốt theo văn bản", 26.0),
    ("Nguyên nhân (biểu, ô, ghi cũ → ghi mới)", 50.0),
];
const LEGEND: [&str; 2] = [
    "Kỳ trước đã chốt và báo cáo; sau đó biểu của kỳ ấy được sửa hoặc bổ sung. Kỳ này tính theo số mới; cột «Đã chốt» là số đã báo cáo.",
    "Chênh lệch là điều chỉnh số liệu kỳ trước, không phải tăng, giảm trong kỳ này; khi so số đầu kỳ với số cuối kỳ đã báo cáo thì tính cả cột ấy.",
];

/// Writes the sheet.
pub(super) fn sheet(
    page: &Page<'_>,
    sheet: &mut Worksheet,
    name: &str,
    corrections: &[Correction],
) -> Result<(), XlsxError> {
    page.set_up(sheet, name, true)?;
    let columns = u16::try_from(COLUMNS.len()).unwrap_or(1);
    page.head(sheet, "Điều chỉnh số liệu kỳ trước", &page.state(), columns)?;
    for (col, (title, width)) in (0u16..).zip(COLUMNS) {
        sheet.write_string_with_format(HEAD, col, title, &page.styles.head)?;
        sheet.set_column_width(col, width)?;
    }
    sheet.set_row_height(HEAD, LINE_HEIGHT * 2.0)?;
    let mut row = HEAD + 1;
    for line in corrections {
        let at = |col| At { row, col, kind: Kind::Line };
        page.centred(sheet, at(0), &short(line.period))?;
        page.text(sheet, at(1), &line.unit)?;
        page.text(sheet, at(2), &line.label)?;
        page.centred(sheet, at(3), &line.measure)?;
        for (col, value) in [(4, line.before), (5, line.after)] {
            match value {
                Some(value) => {
                    page.number(sheet, at(col), Correction::rounded(value), false)?;
                }
                None => page.nothing(sheet, at(col))?,
            }
        }
        page.centred(sheet, at(6), &line.difference(Lang::Vi))?;
        page.text(sheet, at(7), &line.document)?;
        page.text(sheet, at(8), &line.cause)?;
        let causes = line.cause.lines().map(|cause| lines_in(cause, 50.0)).sum::<u32>();
        let lines = causes.max(lines_in(&line.label, 34.0)).max(lines_in(&line.document, 26.0));
        sheet.set_row_height(row, LINE_HEIGHT * f64::from(lines))?;
        row += 1;
    }
    sheet.set_repeat_rows(HEAD, HEAD)?;
    sheet.set_freeze_panes(HEAD + 1, 1)?;
    sheet.autofilter(HEAD, 0, (row - 1).max(HEAD), columns - 1)?;
    page.legend(sheet, row + 1, &LEGEND)?;
    Ok(())
}
