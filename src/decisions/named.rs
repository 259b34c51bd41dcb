//! What a row names: a return, a cell of it, and what stood there.

use super::column::Column;
use super::decision::{ADJUSTED, ReturnKey};
use super::judge::{Judge, words};
use super::memory::{CellThen, Remembered};
use super::row::Row;
use crate::model::{Calendar, OrgIx, Period};
use crate::ooxml::CellRef;
use crate::pack::period_words;
use crate::text;
use crate::text::typed_number::{self, Reading};

/// A cell of a return that a row names.
pub(super) struct Named {
    pub(super) of: ReturnKey,
    pub(super) sheet: Option<String>,
    pub(super) cell: CellRef,
    pub(super) stood: String,
}

impl Judge<'_> {
    /// The cell that a row names, of which return, with what stood in it.
    pub(super) fn cell(&mut self, row: &Row, remembered: Option<&Remembered>) -> Option<Named> {
        let Some((sheet, cell)) = address(row.text(Column::Cell)) else {
            self.say_no_cell(row);
            return None;
        };
        let of = self.of(row, remembered)?;
        let then = cell_then(row, remembered);
        let stood = match then {
            Some(then) => then.text.clone(),
            None => without_blank_word(row.text(Column::Stood)),
        };
        let sheet = sheet.or_else(|| then.map(|then| then.sheet.clone()));
        let sheets = self.forms.iter().find(|(code, ..)| *code == of.0).map(|form| form.2);
        if sheet.is_none() && sheets.is_some_and(|sheets| sheets > 1) {
            let why = (
                "biểu có nhiều trang tính, cần ghi cả tên trang tính: Trang tính!F9",
                "the form has several sheets: write Sheet!F9",
            );
            self.findings.push(row.unusable(Column::Cell).field("reason", words(why)));
            return None;
        }
        Some(Named { of, sheet, cell, stood })
    }

    pub(super) fn say_no_cell(&mut self, row: &Row) {
        let why = ("ghi như F9 hoặc Trang tính!F9", "write it as F9 or Sheet!F9");
        self.findings.push(row.unusable(Column::Cell).field("reason", words(why)));
    }

    /// The return that a row is about.
    pub(super) fn of(
        &mut self,
        row: &Row,
        remembered: Option<&Remembered>,
    ) -> Option<ReturnKey> {
        let then = remembered.and_then(|of| {
            let unit = self.tree.by_code(of.unit.as_deref()?)?;
            Some((of.form.clone()?, unit, of.period.as_deref()?.parse().ok()?))
        });
        if then.is_some() {
            return then;
        }
        self.needs(row, ADJUSTED, &[Column::Unit, Column::Period, Column::Form])?;
        let (unit, period, form) = (self.unit(row), self.period(row), self.form(row));
        Some((form?, unit?, period?))
    }

    fn unit(&mut self, row: &Row) -> Option<OrgIx> {
        let typed = row.text(Column::Unit);
        if let Some(unit) = self.tree.by_code(typed) {
            return Some(unit);
        }
        let key = text::key::of(typed);
        let is_named = |name: &String| text::key::of(name) == key;
        let named = self
            .tree
            .iter()
            .filter(|(_, unit)| is_named(&unit.name) || unit.other_names.iter().any(is_named));
        let named: Vec<OrgIx> = named.map(|(org, _)| org).collect();
        match named.as_slice() {
            [one] => return Some(*one),
            [] => {
                let names = self.tree.iter().flat_map(|(_, unit)| [&unit.code, &unit.name]);
                let near = text::nearest(typed, names);
                let why = ("không có đơn vị này", "there is no such unit");
                let finding = row.unusable(Column::Unit).field("reason", words(why));
                self.findings.push(finding.maybe("nearest", near));
            }
            several => {
                let why = ("tên này là của nhiều đơn vị", "several units have this name");
                let codes = several.iter().map(|org| self.tree.code(*org));
                let finding = row.unusable(Column::Unit).field("reason", words(why));
                self.findings.push(finding.list("allowed", codes));
            }
        }
        None
    }

    fn period(&mut self, row: &Row) -> Option<Period> {
        let period = period_words::read(row.text(Column::Period), Calendar::default());
        if period.is_none() {
            let finding = row.unusable(Column::Period);
            self.findings.push(finding.list("allowed", ["2024", "2024-6T", "2024-Q1"]));
        }
        period
    }

    fn form(&mut self, row: &Row) -> Option<String> {
        let typed = row.text(Column::Form);
        let key = text::key::of(typed);
        let named = self
            .forms
            .iter()
            .filter(|(code, name, _)| code == typed || text::key::of(name) == key);
        let named: Vec<&String> = named.map(|(code, ..)| code).collect();
        if let [one] = named.as_slice() {
            return Some((*one).clone());
        }
        let codes = self.forms.iter().map(|(code, ..)| code.as_str());
        self.findings.push(row.unusable(Column::Form).list("allowed", codes));
        None
    }
}

/// The cell of a finding that a row names, as it was when the finding was put up.
pub(super) fn cell_then<'r>(
    row: &Row,
    remembered: Option<&'r Remembered>,
) -> Option<&'r CellThen> {
    let (sheet, cell) = address(row.text(Column::Cell))?;
    let cell = cell.to_string();
    let on = |then: &&CellThen| {
        let same = |sheet: &String| text::key::of(sheet) == text::key::of(&then.sheet);
        then.cell == cell && sheet.as_ref().is_none_or(same)
    };
    let mut cells = remembered?.cells.iter().filter(on);
    let first = cells.next()?;
    cells.next().is_none().then_some(first)
}

/// `Sheet!F9`, `'Sheet 1'!F9` or `F9`.
pub(super) fn address(text: &str) -> Option<(Option<String>, CellRef)> {
    let (sheet, cell) = match text.rsplit_once('!') {
        Some((sheet, cell)) => (Some(sheet), cell),
        None => (None, text),
    };
    let plain = |sheet: &str| {
        let sheet = sheet.trim();
        let quoted = sheet.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
        quoted.map_or_else(|| sheet.to_owned(), |name| name.replace("''", "'"))
    };
    let cell = cell.trim().replace('$', "").parse().ok()?;
    Some((sheet.map(plain).filter(|sheet| !sheet.is_empty()), cell))
}

/// What stands for a blank cell in the column of what a cell says.
pub(super) const BLANK: &str = "(trống)";

pub(super) fn without_blank_word(text: &str) -> String {
    let blank = ["(trống)", "trống", "để trống", "(để trống)"].map(text::key::of);
    let is_blank = blank.contains(&text::key::of(text));
    if is_blank { String::new() } else { text.trim().to_owned() }
}

pub(super) fn same_number(one: &str, other: &str) -> bool {
    match (typed_number::read(one), typed_number::read(other)) {
        (Reading::Number(one), Reading::Number(other)) => one == other,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_named_with_or_without_its_sheet() {
        let cell: CellRef = "F9".parse().unwrap();
        assert_eq!(address("F9"), Some((None, cell)));
        assert_eq!(address(" Biểu 1 ! $F$9 "), Some((Some("Biểu 1".to_owned()), cell)));
        assert_eq!(address("'Đầu ''năm'''!F9"), Some((Some("Đầu 'năm'".to_owned()), cell)));
        for none in ["", "ô số 3", "F", "Biểu 1!", "F9:F10"] {
            assert_eq!(address(none), None, "{none}");
        }
    }

    #[test]
    fn a_blank_cell_is_named_by_a_word() {
        for blank in ["(trống)", "Trống", "để trống"] {
            assert_eq!(without_blank_word(blank), "");
        }
        assert_eq!(without_blank_word(" 12 "), "12");
    }
}
