//! The sheet of the units' own words: who wrote what where, blank cells too.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::Ledger;
use super::table::{Column, Styles, Table};
use crate::model::{Source, StatementBelow};

const COLUMNS: [Column; 8] = [
    ("Nội dung", 30.0),
    ("Kỳ", 12.0),
    ("Đơn vị", 34.0),
    ("Lời của đơn vị", 70.0),
    ("Tệp", 50.0),
    ("Trang tính", 20.0),
    ("Ô", 8.0),
    ("Chữ trong tệp, bảng mã cũ", 40.0),
];

/// Writes the sheet.
pub(super) fn sheet(
    sheet: &mut Worksheet,
    styles: &Styles,
    ledger: &Ledger<'_>,
) -> Result<(), XlsxError> {
    let mut table = Table::new(sheet, styles, "Lời của đơn vị", &COLUMNS)?;
    for (data, _) in &ledger.printed {
        for (key, statement) in data.statements.iter() {
            if !data.tree.is_within(key.org, data.office) {
                continue;
            }
            let name = data.pack.texts.get(key.text).map_or("", |text| text.name.as_str());
            let period = key.period.to_string();
            let Source { file, sheet, cell, text, .. } = &statement.source;
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
                let said =
                    [name, &period, &said.name, &said.text, file, sheet, &cell, original];
                table.texts(&said)?;
            }
        }
    }
    table.finish()
}
