//! The sheet to be printed: each figure of the committee that a Word document prints, on one line,
//! with what it is made of.
//!
//! The other sheets hold every figure of every unit and every cell: a search in them finds
//! anything, but nobody reads them on paper.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::super::{derivation, words};
use super::sources::{FirstSource, Sources};
use super::table::{Column, Styles, Table};
use super::{Ledger, PrintedFigure};
use crate::pack::Consolidated;
use crate::text::Lang;

const COLUMNS: [Column; 7] = [
    ("Tên số liệu", 44.0),
    ("Kỳ", 10.0),
    ("In là", 16.0),
    ("Đơn vị đã báo cáo", 10.0),
    ("Cách tính", 30.0),
    ("Ô nguồn", 46.0),
    ("Mã số liệu", 12.0),
];

/// Name of the sheet.
pub(super) const SHEET: &str = "Bản in";

/// Whether a figure stands on a sheet of paper that goes out, and is the committee's own: those of
/// units are their returns', and a form shows its own cells.
fn is_on_paper(data: &Consolidated, figure: &PrintedFigure) -> bool {
    let is_word = |name: &str| {
        name.rsplit('.').next().is_some_and(|end| end.eq_ignore_ascii_case("docx"))
    };
    let in_word = figure.documents.iter().any(|name| is_word(name));
    in_word && figure.key.org == data.office
}

/// Whether the ledger has such figures.
pub(super) fn has_any(ledger: &Ledger<'_>) -> bool {
    ledger.figures().any(|(data, figure)| is_on_paper(data, figure))
}

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
        if is_on_paper(data, figure) {
            table.next_row()?;
            line(&mut table, data, figure, (sources.id(at), first))?;
        }
    }
    table.finish()
}

fn line(
    table: &mut Table<'_>,
    data: &Consolidated,
    figure: &PrintedFigure,
    (id, first): (&str, &FirstSource),
) -> Result<(), XlsxError> {
    let key = figure.key;
    let coverage = data.book().named(key.org, key.named, key.period).coverage;
    let (made, parts) = derivation::made(data, key);
    table.texts(&[
        &key.label(data),
        &key.period.to_string(),
        &figure.text,
        &format!("{}/{}", coverage.received(), coverage.expected()),
        &words::how_made(data, key, made, &parts, Lang::Vi),
        &first.in_words(),
        id,
    ])
}
