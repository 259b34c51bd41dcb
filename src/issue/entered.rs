//! The sheet on which an office says from what it entered a return for a unit.

use crate::pack::entered::{ENTERED_LINES, ENTERED_SHEET};
use crate::template::xlsx::{TextRow, TextSheet, TextStyle};

/// Widths of the columns: what is asked, the answer, a word of help.
const WIDTHS: [u16; 3] = [22, 32, 48];

/// What it is there for.
const ABOUT: &str = "Biểu do cơ quan nhập giúp đơn vị: ghi rõ số liệu lấy từ đâu, nhận ngày nào. \
                     Khi đơn vị gửi biểu của mình thì chỉ biểu của đơn vị được tính.";

/// The sheet, to be written on.
pub(super) fn sheet() -> TextSheet {
    let row = |style, cells: &[&str]| TextRow {
        style,
        cells: cells.iter().map(|text| (*text).to_owned()).collect(),
    };
    let mut rows =
        vec![row(TextStyle::Heading, &["NHẬP THAY"]), row(TextStyle::Text, &[ABOUT])];
    let lines = ENTERED_LINES.iter();
    rows.extend(lines.map(|(label, hint)| row(TextStyle::Text, &[label, "", hint])));
    TextSheet { name: ENTERED_SHEET.to_owned(), rows, widths: WIDTHS.to_vec(), open: true }
}
