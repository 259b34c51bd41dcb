//! The sheet of printed figures: value, state, coverage, how each was made, where it comes from.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::super::{derivation, words};
use super::sources::{FirstSource, Sources};
use super::table::{Column, Styles, filter, link, table, texts};
use super::{Ledger, PrintedFigure};
use crate::pack::Consolidated;
use crate::text::Lang;

/// Name of the sheet.
pub(super) const SHEET: &str = "Số liệu đã in";

/// Rows whose link works: Excel follows 65,530 links on a sheet.
const LINKED_ROWS: u32 = 65_000;

pub(super) const COLUMNS: [Column; 14] = [
    (ID, 13.0),
    (UNIT, 34.0),
    (PERIOD, 12.0),
    (LABEL, 44.0),
    (PATH, 26.0),
    (VALUE, 12.0),
    (MEASURE, 10.0),
    (STATE, 14.0),
    (COVERAGE, 12.0),
    ("In ở văn bản", 34.0),
    (PRINTED, 16.0),
    (EXACT, 16.0),
    (HOW, 44.0),
    ("Ô nguồn", 60.0),
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
    table(sheet, styles, SHEET, &COLUMNS)?;
    let mut row = 0;
    let all = ledger
        .printed
        .iter()
        .flat_map(|(data, printed)| printed.iter().map(move |figure| (*data, figure)));
    for (at, ((data, figure), first)) in all.zip(first).enumerate() {
        row += 1;
        line(sheet, styles, row, data, figure, sources.id(at))?;
        source(sheet, styles, row, first)?;
    }
    filter(sheet, row, COLUMNS.len())
}

fn line(
    sheet: &mut Worksheet,
    styles: &Styles,
    row: u32,
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
    let values = [
        (0, id),
        (1, data.tree.name(key.org)),
        (2, &key.period.to_string()),
        (3, &key.label(data)),
        (4, &key.path(data)),
        (6, key.unit(data)),
        (7, state),
        (8, &format!("{}/{}", coverage.received(), coverage.expected())),
        (9, &documents.join(", ")),
        (10, &figure.text),
        (12, &words::how_made(data, key, made, &parts, Lang::Vi)),
    ];
    texts(sheet, styles, row, &values)?;
    match evaluated.value {
        Ok(value) => self::value(sheet, styles, row, value),
        Err(_) => {
            sheet.write_blank(row, 5, &styles.text)?;
            sheet.write_blank(row, 11, &styles.text).map(|_| ())
        }
    }
}

/// A value as a number, and digit for digit as text where a number of Excel does not hold it.
fn value(
    sheet: &mut Worksheet,
    styles: &Styles,
    row: u32,
    value: Decimal,
) -> Result<(), XlsxError> {
    let value = value.normalize();
    let number = value.to_f64();
    match number {
        Some(number) => sheet.write_number_with_format(row, 5, number, &styles.number)?,
        None => sheet.write_blank(row, 5, &styles.text)?,
    };
    if number.is_some_and(|number| holds(number, value)) {
        sheet.write_blank(row, 11, &styles.text).map(|_| ())
    } else {
        texts(sheet, styles, row, &[(11, &value.to_string().replace('.', ","))])
    }
}

/// Whether a number, written with the fewest digits that tell it from its neighbours, is the value.
fn holds(number: f64, value: Decimal) -> bool {
    number.to_string().parse::<Decimal>().is_ok_and(|read| read == value)
}

fn source(
    sheet: &mut Worksheet,
    styles: &Styles,
    row: u32,
    first: &FirstSource,
) -> Result<(), XlsxError> {
    let text = match first.count {
        0 => String::new(),
        1 => first.address.clone(),
        count => format!("{} và {} ô nữa", first.address, count - 1),
    };
    if first.count == 0 || row > LINKED_ROWS {
        return texts(sheet, styles, row, &[(13, &text)]);
    }
    link(sheet, styles, (row, 13), &format!("internal:{}", first.place), &text)
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
