//! The sheet «Hạn nộp»: by which day returns are due.

use chrono::NaiveDate;

use super::columns::{Column, Table, Written, required_columns};
use crate::diagnostic::Findings;
use crate::model::{Calendar, Period};
use crate::pack::period_words;
use crate::sheet::{Sheet, Value};
use crate::text;

pub(super) const FORM: &str = "Biểu hoặc bộ biểu mẫu";
pub(super) const PERIOD: &str = "Kỳ";
pub(super) const DAY: &str = "Hạn nộp";
const COLUMNS: [Column; 3] = [
    (FORM, &["Biểu", "Mã biểu", "Bộ biểu mẫu", "Mã bộ biểu mẫu"]),
    (PERIOD, &["Kỳ báo cáo"]),
    (DAY, &["Hạn", "Hạn báo cáo", "Ngày nộp", "Hạn nộp báo cáo"]),
];

/// By which day returns are due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadlineLine {
    /// Of which form or pack: its code or name, looked up when the packs are known; blank is all.
    pub of: Written,
    /// For which period.
    pub period: Period,
    /// The cell of the period, as written.
    pub period_written: Written,
    /// The last day on which they are in time.
    pub day: NaiveDate,
    /// The cell of the day, as written.
    pub day_written: Written,
}

/// Reads the lines; what cannot be used is a finding. A line without a day sets none yet.
pub(super) fn read(sheet: &Sheet, findings: &mut Findings) -> Vec<DeadlineLine> {
    // Without a column of forms every line is about all of them.
    let Some(table) = required_columns(sheet, &COLUMNS, &[PERIOD, DAY], findings) else {
        return Vec::new();
    };
    table.rows().into_iter().filter_map(|row| line(&table, row, findings)).collect()
}

fn line(table: &Table<'_>, row: u32, findings: &mut Findings) -> Option<DeadlineLine> {
    let day_written = table.written(row, DAY);
    if day_written.text.is_empty() {
        return None;
    }
    let (period_written, of) = (table.written(row, PERIOD), table.written(row, FORM));
    let (period, day) = (period(&period_written, findings), day(table, row, findings));
    Some(DeadlineLine { of, period: period?, period_written, day: day?, day_written })
}

fn period(written: &Written, findings: &mut Findings) -> Option<Period> {
    let period = period_words::read(&written.text, Calendar::default());
    if period.is_none() {
        let blank = written.text.is_empty();
        let reason = if blank { "chưa ghi kỳ" } else { "không phải một kỳ" };
        let finding = written.unusable().text("reason", reason);
        findings.push(finding.list("allowed", ["2024", "2024-6T", "2024-Q1"]));
    }
    period
}

fn day(table: &Table<'_>, row: u32, findings: &mut Findings) -> Option<NaiveDate> {
    let written = table.written(row, DAY);
    let cell = table.cell(row, DAY).and_then(|at| table.sheet().get(at));
    let day = match cell.map(|cell| &cell.value) {
        Some(Value::Date(moment)) => Some(moment.date()),
        Some(Value::Text(_)) => text::date::parse(&written.text),
        // A bare number may be a day whose format was lost, and may be anything else.
        _ => None,
    };
    if day.is_none() {
        let finding = written.unusable().text("reason", "không phải một ngày");
        findings.push(finding.list("allowed", ["25/06/2024"]));
    }
    day
}
