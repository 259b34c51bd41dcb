//! The sheet «Văn bản»: documents that an office cites, besides those that come with the program.

use chrono::{Datelike, NaiveDate};

use super::columns::{Column, Table, Written, required_columns};
use crate::citation::{DocumentNumber, Listed};
use crate::diagnostic::Findings;
use crate::sheet::{Sheet, Value};
use crate::text;

pub(super) const NUMBER: &str = "Số, ký hiệu";
pub(super) const KIND: &str = "Loại văn bản";
pub(super) const DATE: &str = "Ngày ban hành";
pub(super) const ISSUER: &str = "Cơ quan ban hành";
pub(super) const SUBJECT: &str = "Trích yếu";
pub(super) const SUPERSEDED_BY: &str = "Thay bằng";
const COLUMNS: [Column; 6] = [
    (NUMBER, &["Số hiệu", "Số văn bản", "Số và ký hiệu", "Số", "Số ký hiệu"]),
    (KIND, &["Loại", "Tên loại", "Tên loại văn bản"]),
    (DATE, &["Ngày", "Ngày, tháng, năm", "Ngày văn bản"]),
    (ISSUER, &["Nơi ban hành", "Cơ quan"]),
    (SUBJECT, &["Nội dung", "Về việc", "Tên văn bản"]),
    (SUPERSEDED_BY, &["Văn bản thay thế", "Được thay bằng"]),
];

/// No document of today is older; a bare year typed into a date cell is a day of 1905 to Excel.
const FIRST_YEAR: i32 = 1930;

/// A document of the sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentLine {
    /// The document; its type may be left to its number.
    pub listed: Listed,
    /// The cell of its type, blank or not.
    pub kind: Written,
    /// The cell of its number.
    pub number: Written,
}

/// Reads the lines; what cannot be used is a finding.
pub(super) fn read(sheet: &Sheet, findings: &mut Findings) -> Vec<DocumentLine> {
    let required = [NUMBER, DATE, ISSUER];
    let Some(table) = required_columns(sheet, &COLUMNS, &required, findings) else {
        return Vec::new();
    };
    let mut reader = Reader { table: &table, findings };
    table.rows().into_iter().filter_map(|row| reader.line(row)).collect()
}

struct Reader<'a, 's> {
    table: &'a Table<'s>,
    findings: &'a mut Findings,
}

impl Reader<'_, '_> {
    fn line(&mut self, row: u32) -> Option<DocumentLine> {
        let written = self.table.written(row, NUMBER);
        let number = self.number(&written);
        let date = self.date(row);
        let issuer = self.table.written(row, ISSUER);
        if issuer.text.is_empty() {
            self.findings.push(issuer.unusable());
            return None;
        }
        let superseded_by = self.table.written(row, SUPERSEDED_BY);
        let superseded_by = match superseded_by.text.as_str() {
            "" => None,
            _ => Some(self.number(&superseded_by)?),
        };
        let kind = self.table.written(row, KIND);
        let listed = Listed {
            number: number?,
            kind: (!kind.text.is_empty()).then(|| capitalised(&kind.text)),
            date: date?,
            issuer: one_line(&issuer.text),
            subject: one_line(self.table.text(row, SUBJECT)),
            place: None,
            superseded_by,
        };
        Some(DocumentLine { listed, kind, number: written })
    }

    fn number(&mut self, written: &Written) -> Option<DocumentNumber> {
        let number = DocumentNumber::parse(&written.text);
        if number.is_none() {
            let blank = written.text.is_empty();
            let reason = (!blank).then_some("không phải số, ký hiệu văn bản");
            let finding = written.unusable().maybe("reason", reason);
            self.findings.push(finding.list("allowed", ["28-CT/TW", "30/2020/NĐ-CP"]));
        }
        number
    }

    fn date(&mut self, row: u32) -> Option<NaiveDate> {
        let cell = self.table.cell(row, DATE).and_then(|at| self.table.sheet().get(at));
        let date = cell.and_then(|cell| match &cell.value {
            Value::Date(moment) => Some(moment.date()),
            Value::Text(_) => text::date::parse(cell.text.trim()),
            _ => None,
        });
        let date = date.filter(|date| date.year() >= FIRST_YEAR);
        if date.is_none() {
            let written = self.table.written(row, DATE);
            let blank = written.text.is_empty();
            let reason = (!blank).then_some("không phải một ngày");
            let finding = written.unusable().maybe("reason", reason);
            self.findings.push(finding.list("allowed", ["21/01/2019"]));
        }
        date
    }
}

/// The word for a type begins with a capital.
fn capitalised(word: &str) -> String {
    let word = one_line(word);
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters.as_str().to_lowercase().chars()).collect()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
