//! The sheet of the office's decisions that hold.

use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::table::{Column, Styles, Table};
use crate::model::Adjusted;

/// A decision of the office that holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DecisionLine {
    /// The key of its finding; empty where the office decided by itself.
    pub key: String,
    /// What was decided: `Điều chỉnh`.
    pub decision: &'static str,
    /// The unit.
    pub unit: String,
    /// The period.
    pub period: String,
    /// Code of the form.
    pub form: String,
    /// Name of the form.
    pub form_name: String,
    /// Of what: a figure, a return, a finding.
    pub subject: String,
    /// Where it stands.
    pub place: String,
    /// What the cell says.
    pub stood: String,
    /// What counts in its place.
    pub value: Option<Adjusted>,
    /// Why.
    pub reason: String,
    /// Who decided it.
    pub by: String,
    /// By which document or call.
    pub basis: String,
}

const SHEET: &str = "Quyết định";
const COLUMNS: [Column; 12] = [
    ("Mã việc", 12.0),
    ("Quyết định", 12.0),
    ("Đơn vị", 26.0),
    ("Kỳ", 11.0),
    ("Biểu", 26.0),
    ("Số liệu, nội dung", 44.0),
    ("Vị trí", 44.0),
    ("Ô ghi", 12.0),
    ("Số được tính", 12.0),
    ("Lý do, giải trình", 36.0),
    ("Người quyết định", 20.0),
    ("Căn cứ", 26.0),
];

/// Writes the sheet.
pub(super) fn sheet(
    sheet: &mut Worksheet,
    styles: &Styles,
    decisions: &[DecisionLine],
) -> Result<(), XlsxError> {
    let mut table = Table::new(sheet, styles, SHEET, &COLUMNS)?;
    for line in decisions {
        table.next_row()?;
        let texts = [
            (0, line.key.as_str()),
            (1, line.decision),
            (2, &line.unit),
            (3, &line.period),
            (4, &line.form_name),
            (5, &line.subject),
            (6, &line.place),
            (7, &line.stood),
            (9, &line.reason),
            (10, &line.by),
            (11, &line.basis),
        ];
        texts.iter().try_for_each(|(col, text)| table.text(*col, text))?;
        match &line.value {
            Some(Adjusted::Number(value)) => match value.to_f64() {
                Some(value) => table.number(8, value)?,
                None => table.text(8, &value.to_string())?,
            },
            Some(Adjusted::Words(words)) => table.text(8, words)?,
            None => table.blank(8)?,
        }
    }
    table.finish()
}
