//! The sheet of printed figures: value, state, coverage, how each was made, where it comes from.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::super::{derivation, figure_mark, words};
use super::sources::{FirstSource, Sources};
use super::table::{Column, FIGURES_SHEET, Styles, Table};
use super::{Ledger, PrintedFigure};
use crate::pack::Consolidated;
use crate::text::Lang;

/// Name of the sheet.
pub(super) const SHEET: &str = FIGURES_SHEET;

/// Rows whose link works: Excel follows 65,530 links on a sheet.
const LINKED_ROWS: u32 = 65_000;

pub(super) const COLUMNS: [Column; 15] = [
    (ID, 12.0),
    (UNIT, 26.0),
    (PERIOD, 11.0),
    (LABEL, 34.0),
    (PATH, 20.0),
    (VALUE, 10.0),
    (MEASURE, 8.0),
    (STATE, 11.0),
    (COVERAGE, 9.0),
    (DOCUMENTS, 24.0),
    (PRINTED, 12.0),
    (EXACT, 12.0),
    (HOW, 26.0),
    ("Ô nguồn", 44.0),
    ("Mã trong Word", 22.0),
];
pub(super) const ID: &str = "Mã số liệu";
pub(super) const UNIT: &str = "Đơn vị";
pub(super) const PERIOD: &str = "Kỳ";
pub(super) const LABEL: &str = "Tên số liệu";
pub(super) const PATH: &str = "Ký hiệu";
pub(super) const VALUE: &str = "Giá trị";
pub(super) const MEASURE: &str = "ĐVT";
pub(super) const STATE: &str = "Trạng thái";
pub(super) const COVERAGE: &str = "Đơn vị đã báo cáo";
pub(super) const DOCUMENTS: &str = "In ở văn bản";
pub(super) const PRINTED: &str = "In là";
pub(super) const EXACT: &str = "Giá trị đầy đủ";
pub(super) const HOW: &str = "Cách tính";

/// Writes the sheet.
pub(super) fn sheet(
    sheet: &mut Worksheet,
    styles: &Styles,
    ledger: &Ledger<'_>,
    sources: &Sources<'_>,
    first: &[FirstSource],
) -> Result<(), XlsxError> {
    let mut table = Table::new(sheet, styles, SHEET, &COLUMNS)?;
    for (at, ((data, figure), first)) in ledger.figures().zip(first).enumerate() {
        let row = table.next_row()?;
        line(&mut table, data, figure, sources.id(at))?;
        source(&mut table, row, first)?;
    }
    table.finish()
}

fn line(
    table: &mut Table<'_>,
    data: &Consolidated,
    figure: &PrintedFigure,
    id: &str,
) -> Result<(), XlsxError> {
    let key = figure.key;
    let evaluated = data.book().named(key.org, key.named, key.period);
    let state = words::state(derivation::state(data, key, evaluated.value));
    let (made, parts) = derivation::made(data, key);
    let coverage = evaluated.coverage;
    let documents: Vec<_> = figure.documents.iter().map(String::as_str).collect();
    table.texts(&[
        id,
        data.tree.name(key.org),
        &key.period.to_string(),
        &key.label(data),
        &key.path(data),
    ])?;
    let values = [
        (6, key.unit(data)),
        (7, state),
        (8, &format!("{}/{}", coverage.received(), coverage.expected())),
        (9, &documents.join(", ")),
        (10, &figure.text),
        (12, &words::how_made(data, key, made, &parts, Lang::Vi)),
        (14, &figure_mark(data, key)),
    ];
    values.iter().try_for_each(|(col, text)| table.text(*col, text))?;
    value(table, evaluated.value.ok())
}

/// A value as a number, and digit for digit as text where a number of Excel does not hold it.
fn value(table: &mut Table<'_>, value: Option<Decimal>) -> Result<(), XlsxError> {
    let value = value.map(|value| value.normalize());
    let number = value.and_then(|value| value.to_f64());
    match number {
        Some(number) => table.number(5, number)?,
        None => table.blank(5)?,
    }
    match value.filter(|value| !number.is_some_and(|number| holds(number, *value))) {
        Some(value) => table.text(11, &value.to_string().replace('.', ",")),
        None => table.blank(11),
    }
}

/// Whether a number, written with the fewest digits that tell it from its neighbours, is the value.
fn holds(number: f64, value: Decimal) -> bool {
    number.to_string().parse::<Decimal>().is_ok_and(|read| read == value)
}

fn source(table: &mut Table<'_>, row: u32, first: &FirstSource) -> Result<(), XlsxError> {
    let text = first.in_words();
    if first.count == 0 || row > LINKED_ROWS {
        return table.text(13, &text);
    }
    table.link(13, &format!("internal:{}", first.place), &text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_that_a_number_of_excel_rounds_is_not_held() {
        for (value, held) in [
            ("9", true),
            ("12.5", true),
            ("0.1", true),
            ("33.333333333333333333333333333", false),
            ("12345678901234567890", false),
            ("9007199254740993", false),
        ] {
            let value: Decimal = value.parse().unwrap();
            assert_eq!(holds(value.to_f64().unwrap(), value), held, "{value}");
        }
    }
}
