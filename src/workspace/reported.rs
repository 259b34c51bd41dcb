//! The sheet «Số đã báo cáo»: figures that the committee reported in documents of its own, for periods of
//! which no returns of units are there.

use chrono::{Months, NaiveDate};
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

/// A row of the sheet: what it names, and what it says of that as far as it can be read.
///
/// It is kept whether all of it can be read or not, so that all that is wrong with it is told in one run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportedLine {
    /// Of what: a path or a name, looked up when the packs are known.
    pub item: Written,
    /// The cell of the period.
    pub period_cell: Written,
    /// The cell of how much.
    pub written: Written,
    /// For which period.
    pub period: Option<Period>,
    /// The rest, if all of it can be read.
    pub figure: Option<ReportedFigure>,
}

/// A figure as the committee, or a unit below it, reported it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportedFigure {
    /// Whose.
    pub unit: OrgIx,
    /// How much, in the element's unit of measure.
    pub value: Decimal,
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
    table.rows().into_iter().map(|row| reader.line(row)).collect()
}

struct Reader<'a, 's> {
    table: &'a Table<'s>,
    tree: &'a OrgTree,
    office: OrgIx,
    findings: &'a mut Findings,
}

impl Reader<'_, '_> {
    fn line(&mut self, row: u32) -> ReportedLine {
        let period = self.period(row);
        ReportedLine {
            item: self.table.written(row, ITEM),
            period_cell: self.table.written(row, PERIOD),
            written: self.table.written(row, VALUE),
            period,
            figure: self.figure(row, period),
        }
    }

    fn figure(&mut self, row: u32, period: Option<Period>) -> Option<ReportedFigure> {
        let (unit, value, document) =
            (self.unit(row), self.value(row), self.document(row, period));
        let cell = self.table.cell(row, VALUE)?;
        Some(ReportedFigure { unit: unit?, value: value?, cell, document: document? })
    }

    fn unit(&mut self, row: u32) -> Option<OrgIx> {
        let written = self.table.written(row, UNIT);
        if written.text.is_empty() {
            return Some(self.office);
        }
        let named = plan::unit_named(&written, unknown(&written), self.tree, self.findings)?;
        if !self.tree.is_within(named, self.office) {
            self.findings.push(unknown(&written).text("reason", NOT_BELOW));
            return None;
        }
        Some(named)
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

    fn document(&mut self, row: u32, period: Option<Period>) -> Option<ReportedIn> {
        let number = self.as_typed(row, DOCUMENT);
        if number.as_deref() == Some("") {
            let written = self.table.written(row, DOCUMENT);
            self.findings.push(unusable(&written, "chưa ghi số văn bản"));
        }
        let page = self.as_typed(row, PAGE);
        let date = self.date(row);
        let reason = match (date, period) {
            (None, _) => Some("không phải một ngày"),
            (Some(date), Some(period)) if is_too_early(date, period) => Some(TOO_EARLY),
            _ => None,
        };
        if let Some(reason) = reason {
            self.findings.push(unusable(&self.table.written(row, DATE), reason));
            return None;
        }
        let number = number.filter(|number| !number.is_empty())?;
        Some(ReportedIn { number, date: date?, page: page? })
    }

    /// A text as somebody typed it: `3-4` and `12/2021` become days where a cell is not one for text, and what was
    /// typed nobody knows any more.
    fn as_typed(&mut self, row: u32, column: &'static str) -> Option<String> {
        let cell = self.table.cell(row, column).and_then(|at| self.table.sheet().get(at));
        let reason = match cell.map(|cell| &cell.value) {
            Some(Value::Date(_)) => NO_DAY,
            Some(Value::Error(_)) => "ô báo lỗi",
            _ => return Some(self.table.text(row, column).to_owned()),
        };
        self.findings.push(unusable(&self.table.written(row, column), reason));
        None
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

const NOT_BELOW: &str = "không phải cơ quan hay đơn vị thuộc cơ quan";
const TOO_EARLY: &str = "văn bản có trước kỳ ấy";
const NO_DAY: &str =
    "bảng tính đã đổi thành ngày; đặt ô ở định dạng Văn bản (Text) rồi ghi lại";

/// Whether a document is from before what it is to tell of; duties may begin a year with December.
fn is_too_early(date: NaiveDate, period: Period) -> bool {
    let begins = Calendar::default().first_day(period);
    begins.checked_sub_months(Months::new(1)).is_some_and(|earliest| date < earliest)
}

/// The finding that nobody knows what a cell names.
fn unknown(written: &Written) -> Finding {
    written.told(Code::E535)
}

/// The finding that a cell cannot be used.
fn unusable(written: &Written, reason: &str) -> Finding {
    written.told(Code::E537).text("reason", reason)
}
