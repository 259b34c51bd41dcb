//! The sheet «Kế hoạch giao»: figures that are assigned to units and stand on no form.

use rust_decimal::Decimal;

use super::columns::{Column, Table, Written, required_columns};
use crate::diagnostic::{Finding, Findings};
use crate::model::{Calendar, OrgIx, OrgTree, Period, Source};
use crate::pack::period_words;
use crate::sheet::Sheet;
use crate::text;
use crate::workspace::SETTINGS;

pub(super) const UNIT: &str = "Đơn vị";
pub(super) const ITEM: &str = "Số liệu";
pub(super) const PERIOD: &str = "Kỳ";
pub(super) const VALUE: &str = "Số giao";
pub(super) const DOCUMENT: &str = "Văn bản giao";
const COLUMNS: [Column; 5] = [
    (UNIT, &["Mã đơn vị", "Tên đơn vị", "Tổ chức", "Mã tổ chức"]),
    (ITEM, &["Ký hiệu", "Tên số liệu"]),
    (PERIOD, &["Kỳ báo cáo", "Năm"]),
    (VALUE, &["Chỉ tiêu giao", "Kế hoạch"]),
    (DOCUMENT, &["Văn bản", "Căn cứ"]),
];

/// A figure assigned to a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanLine {
    /// To whom.
    pub unit: OrgIx,
    /// Of what: a path or a name, looked up when the packs are known.
    pub item: Written,
    /// For which period.
    pub period: Period,
    /// How much, in the element's unit of measure.
    pub value: Decimal,
    /// The cell of how much, as written.
    pub written: Written,
    /// The cell of the figure.
    pub source: Source,
    /// The document that assigns it; empty if none is named.
    pub document: String,
}

/// Reads the lines; what cannot be used is a finding. A line without a figure assigns nothing yet.
pub(super) fn read(sheet: &Sheet, tree: &OrgTree, findings: &mut Findings) -> Vec<PlanLine> {
    let required = [UNIT, ITEM, PERIOD, VALUE];
    let Some(table) = required_columns(sheet, &COLUMNS, &required, findings) else {
        return Vec::new();
    };
    let mut reader = Reader { table: &table, tree, findings };
    table.rows().into_iter().filter_map(|row| reader.line(row)).collect()
}

struct Reader<'a, 's> {
    table: &'a Table<'s>,
    tree: &'a OrgTree,
    findings: &'a mut Findings,
}

impl Reader<'_, '_> {
    fn line(&mut self, row: u32) -> Option<PlanLine> {
        let (unit, period) = (self.unit(row), self.period(row));
        let item = self.table.written(row, ITEM);
        if item.text.is_empty() {
            self.findings.push(item.unusable());
        }
        let value = self.value(row);
        Some(PlanLine {
            unit: unit?,
            item,
            period: period?,
            value: value?,
            written: self.table.written(row, VALUE),
            source: self.source(row)?,
            document: self.table.text(row, DOCUMENT).to_owned(),
        })
    }

    fn unit(&mut self, row: u32) -> Option<OrgIx> {
        let written = self.table.written(row, UNIT);
        unit_named(&written, written.unusable(), self.tree, self.findings)
    }

    fn period(&mut self, row: u32) -> Option<Period> {
        let written = self.table.written(row, PERIOD);
        let period = period_words::read(&written.text, Calendar::default());
        if period.is_none() {
            let blank = written.text.is_empty();
            let reason = (!blank).then_some("không phải một kỳ");
            let finding = written.unusable().maybe("reason", reason);
            self.findings.push(finding.list("allowed", ["2024", "2024-6T", "2024-Q1"]));
        }
        period
    }

    fn value(&mut self, row: u32) -> Option<Decimal> {
        let value = match self.table.number(row, VALUE) {
            Ok(Some(value)) if value.is_sign_negative() && !value.is_zero() => Err("số âm"),
            other => other,
        };
        value.unwrap_or_else(|reason| {
            let written = self.table.written(row, VALUE);
            self.findings.push(written.unusable().text("reason", reason));
            None
        })
    }

    fn source(&self, row: u32) -> Option<Source> {
        Some(Source {
            file: SETTINGS.into(),
            sheet: self.table.sheet().name.as_str().into(),
            cell: self.table.cell(row, VALUE)?,
            text: self.table.text(row, VALUE).into(),
            calculated: false,
            result: None,
            adjusted: None,
            origin: None,
        })
    }
}

/// A unit by its code, its name or another of its names; told with `unusable` where it is none, or one of several.
pub(super) fn unit_named(
    written: &Written,
    unusable: Finding,
    tree: &OrgTree,
    findings: &mut Findings,
) -> Option<OrgIx> {
    if let Some(unit) = tree.by_code(&written.text) {
        return Some(unit);
    }
    let key = text::key::of(&written.text);
    let is_named = |name: &String| text::key::of(name) == key;
    let named = tree.iter().filter(|(_, unit)| {
        !key.is_empty() && (is_named(&unit.name) || unit.other_names.iter().any(is_named))
    });
    let named: Vec<OrgIx> = named.map(|(org, _)| org).collect();
    match named.as_slice() {
        [one] => Some(*one),
        [] => {
            let names = tree.iter().flat_map(|(_, unit)| [&unit.code, &unit.name]);
            let nearest = text::nearest(&written.text, names);
            let reason = (!key.is_empty()).then_some("không có đơn vị này");
            findings.push(unusable.maybe("reason", reason).maybe("nearest", nearest));
            None
        }
        several => {
            let codes = several.iter().map(|org| tree.code(*org));
            let finding = unusable.list("allowed", codes);
            findings.push(finding.text("reason", "tên này là của nhiều đơn vị"));
            None
        }
    }
}
