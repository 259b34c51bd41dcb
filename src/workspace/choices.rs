//! The sheet «Chỉ tiêu»: what the office decides about targets in place of the pack.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::columns::{Column, Table, Written, required_columns, typed};
use crate::diagnostic::Findings;
use crate::pack::Comparison;
use crate::sheet::{Sheet, Value};
use crate::text;

pub(super) const TARGET: &str = "Mã chỉ tiêu";
pub(super) const READING: &str = "Cách tính";
pub(super) const THRESHOLD: &str = "Ngưỡng";
pub(super) const IN_USE: &str = "Áp dụng";
pub(super) const SOURCE: &str = "Căn cứ";
const YES: &str = "có";
const NO: &str = "không";
const COLUMNS: [Column; 5] = [
    (TARGET, &["Mã", "Chỉ tiêu"]),
    (READING, &[]),
    (THRESHOLD, &["Mức"]),
    (IN_USE, &["Áp dụng (có/không)"]),
    (SOURCE, &["Văn bản giao", "Văn bản"]),
];

/// What the office decides about one target; what it leaves blank stays as the pack has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetLine {
    /// The target's code, looked up when the packs are known.
    pub target: Written,
    /// The reading it is judged by: a code or a name.
    pub reading: Option<Written>,
    /// The threshold.
    pub threshold: Option<WrittenThreshold>,
    /// Whether it is judged at all.
    pub in_use: Option<bool>,
    /// The document that says so; empty if none is named.
    pub source: String,
}

/// A threshold as an office writes it: `85`, `> 85`, `≥ 85%`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenThreshold {
    /// The cell.
    pub written: Written,
    /// The sign in front, if there is one.
    pub comparison: Option<Comparison>,
    /// The number.
    pub value: Decimal,
    /// Whether the cell holds a number and not a text. Excel keeps `25%` as the number 0.25, and
    /// the cell alone does not tell one from the other.
    pub is_number: bool,
}

/// Reads the lines; what cannot be used is a finding.
pub(super) fn read(sheet: &Sheet, findings: &mut Findings) -> Vec<TargetLine> {
    let Some(table) = required_columns(sheet, &COLUMNS, &[TARGET], findings) else {
        return Vec::new();
    };
    let mut reader = Reader { table: &table, findings, seen: BTreeMap::new() };
    table.rows().into_iter().filter_map(|row| reader.line(row)).collect()
}

struct Reader<'a, 's> {
    table: &'a Table<'s>,
    findings: &'a mut Findings,
    /// The cell in which a target stands first.
    seen: BTreeMap<String, String>,
}

impl Reader<'_, '_> {
    fn line(&mut self, row: u32) -> Option<TargetLine> {
        let target = self.table.written(row, TARGET);
        if target.text.is_empty() {
            self.findings.push(target.unusable());
            return None;
        }
        let cell = self.table.cell(row, TARGET).map(|cell| cell.to_string());
        if let Some(first) = self.seen.get(&target.text) {
            self.findings.push(target.unusable().text("first", first.as_str()));
            return None;
        }
        self.seen.insert(target.text.clone(), cell.unwrap_or_default());
        let reading = self.table.written(row, READING);
        Some(TargetLine {
            target,
            reading: Some(reading).filter(|reading| !reading.text.is_empty()),
            threshold: self.threshold(row),
            in_use: self.in_use(row),
            source: self.table.text(row, SOURCE).to_owned(),
        })
    }

    fn in_use(&mut self, row: u32) -> Option<bool> {
        let written = self.table.written(row, IN_USE);
        let key = text::key::of(&written.text);
        let answer = [(YES, true), (NO, false)]
            .into_iter()
            .find(|(word, _)| text::key::of(word) == key)
            .map(|(_, answer)| answer);
        if answer.is_none() && !key.is_empty() {
            self.findings.push(written.unusable().list("allowed", [YES, NO]));
        }
        answer
    }

    fn threshold(&mut self, row: u32) -> Option<WrittenThreshold> {
        let written = self.table.written(row, THRESHOLD);
        let at = self.table.cell(row, THRESHOLD)?;
        let cell = self.table.sheet().get(at)?;
        let is_number = matches!(cell.value, Value::Number(_));
        let read = match &cell.value {
            Value::Text(_) => signed(&written.text).map(Some),
            _ => self.table.number(row, THRESHOLD).map(|number| number.map(|n| (None, n))),
        };
        match read {
            Ok(read) => read.map(|(comparison, value)| WrittenThreshold {
                written,
                comparison,
                value,
                is_number,
            }),
            Err(reason) => {
                let finding = written.unusable().text("reason", reason);
                self.findings.push(finding.list("allowed", ["85", "> 85", "≥ 85", "≥ 85%"]));
                None
            }
        }
    }
}

/// A sign of comparison if there is one, a number, a percent sign if there is one.
fn signed(text: &str) -> Result<(Option<Comparison>, Decimal), &'static str> {
    let signs = text.find(|c| !"=<>≤≥".contains(c)).unwrap_or(text.len());
    let (sign, rest) = text.split_at(signs);
    let comparison = match sign {
        "" => None,
        sign => Some(Comparison::parse(sign).ok_or("không hiểu dấu so sánh")?),
    };
    let number = rest.trim();
    let number = number.strip_suffix('%').unwrap_or(number).trim_end();
    typed(number).map(|number| (comparison, number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_threshold_is_read_with_its_sign_and_a_decimal_comma() {
        let number = |text: &str| text.parse::<Decimal>().unwrap();
        for (text, comparison, value) in [
            ("85", None, "85"),
            ("> 85%", Some(Comparison::Above), "85"),
            ("≥12,5 %", Some(Comparison::AtLeast), "12.5"),
            ("<= 20", Some(Comparison::AtMost), "20"),
        ] {
            assert_eq!(signed(text), Ok((comparison, number(value))), "{text}");
        }
        for text in ["trên 85", ">> 85", "1.250", "", "%", "85 - 90"] {
            assert!(signed(text).is_err(), "{text}");
        }
    }
}
