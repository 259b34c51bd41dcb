//! The sheet of the units' own words: who wrote what where, blank cells too.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::super::words;
use super::Ledger;
use super::table::{Column, Styles, Table};
use crate::model::{Source, StatementBelow};
use crate::text::Lang;

/// Name of the sheet, and its headings.
pub const SHEET: &str = "Lời của đơn vị";
pub(super) const ELEMENT: &str = "Nội dung";
pub(super) const PERIOD: &str = "Kỳ";
pub(super) const UNIT: &str = "Đơn vị";
pub(super) const WORDS: &str = "Lời của đơn vị";
pub(super) const FILE: &str = "Tệp";
pub(super) const TAB: &str = "Trang tính";
pub(super) const CELL: &str = "Ô";

/// Words as the file has them, where that is in an encoding from before Unicode.
const ORIGINAL: &str = "Chữ trong tệp, bảng mã cũ";

/// From what the office typed it, if the unit did not send it itself.
const ORIGIN: &str = "Nguồn gốc";

const COLUMNS: [Column; 9] = [
    (ELEMENT, 30.0),
    (PERIOD, 12.0),
    (UNIT, 34.0),
    (WORDS, 70.0),
    (FILE, 50.0),
    (TAB, 20.0),
    (CELL, 8.0),
    (ORIGINAL, 40.0),
    (ORIGIN, 34.0),
];

/// Writes the sheet.
pub(super) fn sheet(
    sheet: &mut Worksheet,
    styles: &Styles,
    ledger: &Ledger<'_>,
) -> Result<(), XlsxError> {
    let mut table = Table::new(sheet, styles, SHEET, &COLUMNS)?;
    for (data, _) in &ledger.printed {
        for (key, statement) in data.statements.iter() {
            if !data.tree.is_within(key.org, data.office) {
                continue;
            }
            let name = data.pack.texts.get(key.text).map_or("", |text| text.name.as_str());
            let period = key.period.to_string();
            let Source { file, sheet, cell, text, origin, .. } = &statement.source;
            let origin = origin.as_deref().map(|origin| words::origin(origin, Lang::Vi));
            let origin = origin.unwrap_or_default();
            let cell = cell.to_string();
            let original = statement.original.as_deref().unwrap_or_default();
            let own = StatementBelow {
                code: String::new(),
                name: data.tree.name(key.org).to_owned(),
                text: text.to_string(),
            };
            let below = statement.below.as_deref().unwrap_or(std::slice::from_ref(&own));
            for said in below {
                table.next_row()?;
                let (unit, said) = (&said.name, &said.text);
                table.texts(&[
                    name, &period, unit, said, file, sheet, &cell, original, &origin,
                ])?;
            }
        }
    }
    table.finish()
}
