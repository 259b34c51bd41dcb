//! The sheet of figures that are other than they were sealed.

use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::super::sealed::Correction;
use super::table::{Column, Styles, Table};
use crate::text::Lang;

const SHEET: &str = "Khác số đã chốt";
const COLUMNS: [Column; 9] = [
    ("Kỳ", 11.0),
    ("Đơn vị", 26.0),
    ("Số liệu", 36.0),
    ("Ký hiệu", 20.0),
    ("Đã chốt", 12.0),
    ("Nay", 12.0),
    ("Chênh lệch", 12.0),
    ("Chốt theo", 30.0),
    ("Nguyên nhân", 60.0),
];

/// Writes the sheet.
pub(super) fn sheet(
    sheet: &mut Worksheet,
    styles: &Styles,
    corrections: &[Correction],
) -> Result<(), XlsxError> {
    let mut table = Table::new(sheet, styles, SHEET, &COLUMNS)?;
    for line in corrections {
        table.next_row()?;
        table.texts(&[&line.period.to_string(), &line.unit, &line.label, &line.path])?;
        for (col, value) in [(4, line.before), (5, line.after)] {
            match value.and_then(|value| value.to_f64()) {
                Some(value) => table.number(col, value)?,
                None => table.blank(col)?,
            }
        }
        let texts = [
            (6, line.difference(Lang::Vi)),
            (7, line.document.clone()),
            (8, line.cause.clone()),
        ];
        texts.iter().try_for_each(|(col, text)| table.text(*col, text))?;
    }
    table.finish()
}
