//! The sheet «Số đã báo cáo»: figures that the committee reported in documents of its own, for periods of
//! which no returns of units are there.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::columns::{Column, Table, Written, required_columns};
use super::plan;
use crate::diagnostic::{Code, Finding, Findings};
use crate::model::{Calendar, OrgIx, OrgTree, Period, ReportedIn};
use crate::ooxml::CellRef;
use crate::pack::period_words;
use crate::sheet::{Sheet, Value};
use crate::text;

pub(super) const ITEM: &str = "Số liệu";
pub(super) const PERIOD: &str = "Kỳ";
pub(super) const VALUE: &str = "Số";
pub(super) const DOCUMENT: &str = "Văn bản";
pub(super) const DATE: &str = "Ngày";
pub(super) const PAGE: &str = "Trang";
pub(super) const UNIT: &str = "Đơn vị";
const COLUMNS: [Column; 7] = [
    (ITEM, &["Ký hiệu", "Tên số liệu"]),
    (PERIOD, &["Kỳ báo cáo", "Năm"]),
    (VALUE, &["Số đã báo cáo"]),
    (DOCUMENT, &["Văn bản (số)", "Số văn bản", "Số, ký hiệu"]),
    (DATE, &["Ngày văn bản", "Ngày ban hành"]),
    (PAGE, &["Số trang"]),
    (UNIT, &["Mã đơn vị", "Tên đơn vị", "Tổ chức", "Mã tổ chức"]),
];

/// A figure as the committee, or a unit below it, reported it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportedLine {
    /// Whose.
    pub unit: OrgIx,
    /// Of what: a path or a name, looked up when the packs are known.
    pub item: Written,
    /// For which period.
    pub period: Period,
    /// The cell of the period.
    pub period_cell: Written,
    /// How much, in the element's unit of measure.
    pub value: Decimal,
    /// The cell of how much.
    pub written: Written,
    /// Where that is.
    pub cell: CellRef,
    /// In which document.
    pub document: ReportedIn,
}

/// Reads the lines; what cannot be used is a finding. `office` is whose a line is that names no unit.
pub(super) fn read(
    sheet: &Sheet,
    (tree, office): (&OrgTree, OrgIx),
    findings: &mut Findings,
) -> Vec<ReportedLine> {
    let required = [ITEM, PERIOD, VALUE, DOCUMENT, DATE];
    let Some(table) = required_columns(sheet, &COLUMNS, &required, findings) else {
        return Vec::new();
    };
    let mut reader = Reader { table: &table, tree, office, findings };
    table.rows().into_iter().filter_map(|row| reader.line(row)).collect()
}

struct Reader<'a, 's> {
    table: &'a Table<'s>,
    tree: &'a OrgTree,
    office: OrgIx,
    findings: &'a mut Findings,
}

impl Reader<'_, '_> {
    fn line(&mut self, row: u32) -> Option<ReportedLine> {
        let (unit, period, value) = (self.unit(row), self.period(row), self.value(row));
        let document = self.document(row);
        let item = self.table.written(row, ITEM);
        if item.text.is_empty() {
            self.findings.push(unknown(&item));
        }
        Some(ReportedLine {
            unit: unit?,
            item,
            period: period?,
            period_cell: self.table.written(row, PERIOD),
            value: value?,
            written: self.table.written(row, VALUE),
            cell: self.table.cell(row, VALUE)?,
            document: document?,
        })
    }

    fn unit(&mut self, row: u32) -> Option<OrgIx> {
        let written = self.table.written(row, UNIT);
        if written.text.is_empty() {
            return Some(self.office);
        }
        plan::unit_named(&written, unknown(&written), self.tree, self.findings)
    }

    fn period(&mut self, row: u32) -> Option<Period> {
        let written = self.table.written(row, PERIOD);
        let period = period_words::read(&written.text, Calendar::default());
        if period.is_none() {
            let finding = unknown(&written).text("reason", "không phải một kỳ");
            self.findings.push(finding.list("allowed", ["2021", "2021-6T", "2021-Q1"]));
        }
        period
    }

    fn value(&mut self, row: u32) -> Option<Decimal> {
        let value = match self.table.number(row, VALUE) {
            Ok(Some(value)) if value.is_sign_negative() && !value.is_zero() => Err("số âm"),
            Ok(None) => Err("chưa ghi số"),
            other => other,
        };
        value.unwrap_or_else(|reason| {
            self.findings.push(unusable(&self.table.written(row, VALUE), reason));
            None
        })
    }

    fn document(&mut self, row: u32) -> Option<ReportedIn> {
        let number = self.table.written(row, DOCUMENT);
        if number.text.is_empty() {
            self.findings.push(unusable(&number, "chưa ghi số văn bản"));
        }
        let date = self.date(row);
        if date.is_none() {
            let written = self.table.written(row, DATE);
            self.findings.push(unusable(&written, "không phải một ngày"));
        }
        let page = self.table.text(row, PAGE).to_owned();
        (!number.text.is_empty()).then_some(())?;
        Some(ReportedIn { number: number.text, date: date?, page })
    }

    fn date(&self, row: u32) -> Option<NaiveDate> {
        let cell = self.table.sheet().get(self.table.cell(row, DATE)?)?;
        match &cell.value {
            Value::Date(day) => Some(day.date()),
            Value::Text(written) => text::date::parse(written),
            _ => None,
        }
    }
}

/// The finding that nobody knows what a cell names.
fn unknown(written: &Written) -> Finding {
    written.told(Code::E535)
}

/// The finding that a cell cannot be used.
fn unusable(written: &Written, reason: &str) -> Finding {
    written.told(Code::E537).text("reason", reason)
}
