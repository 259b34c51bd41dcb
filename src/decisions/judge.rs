//! What the rows decide: each by itself, then held against the others.

use std::collections::BTreeSet;

use super::column::Column;
use super::decision::{
    ACCEPTED, ADJUSTED, ASKED, CHOSEN, Decision, InPlace, ReturnKey, Version, VersionChosen,
    WORDS, What,
};
use super::memory::{Candidate, CellThen, Remembered};
use super::read::DecisionBook;
use super::row::{Row, Unread};
use super::settle;
use crate::diagnostic::{Code, Field, Finding, Findings};
use crate::model::{Calendar, OrgIx, OrgTree, Period};
use crate::ooxml::CellRef;
use crate::pack::period_words;
use crate::text::typed_number::{self, Reading};
use crate::text::{self, fold_ascii};

/// What the rows decide, those that cannot hold left out and told.
///
/// `forms` are code, name and number of sheets of the forms of the packs in use.
pub fn judge(
    book: &DecisionBook,
    tree: &OrgTree,
    forms: &[(String, String, usize)],
    findings: &mut Findings,
) -> Vec<Decision> {
    let mut judge = Judge { book, tree, forms, findings };
    let decisions = book.rows.iter().filter_map(|row| judge.row(row)).collect();
    settle::settle(decisions, book, findings)
}

struct Judge<'a> {
    book: &'a DecisionBook,
    tree: &'a OrgTree,
    forms: &'a [(String, String, usize)],
    findings: &'a mut Findings,
}

/// A cell of a return that a row names.
struct Named {
    of: ReturnKey,
    sheet: Option<String>,
    cell: CellRef,
    stood: String,
}

impl Judge<'_> {
    fn row(&mut self, row: &Row) -> Option<Decision> {
        let word = self.word(row)?;
        let remembered = self.book.memory.get(&row.key()).cloned();
        self.say_typed_over(row, remembered.as_ref());
        if word == ADJUSTED && remembered.is_none() && !row.key().is_empty() {
            // It holds by what its row says of itself.
            let finding = Finding::new(Code::W576).at(row.place(Column::Key));
            self.findings.push(finding.text("value", row.key()));
        }
        let what = match word {
            ASKED => self.needs(row, word, &[Column::Key]).map(|()| What::Asked)?,
            ACCEPTED => {
                self.needs(row, word, &[Column::Key, Column::Reason])?;
                What::Accepted
            }
            CHOSEN => self.chosen(row, remembered.as_ref())?,
            _ => What::Adjusted(self.adjusted(row, remembered.as_ref())?),
        };
        let text = |column| row.text(column).to_owned();
        Some(Decision {
            row: row.number,
            key: row.key(),
            what,
            reason: text(Column::Reason),
            by: text(Column::By),
            basis: text(Column::Basis),
        })
    }

    /// The word of a row's decision; none where nothing is decided, or nobody can tell what.
    fn word(&mut self, row: &Row) -> Option<&'static str> {
        let typed = row.text(Column::Decision);
        if typed.is_empty() {
            let inputs =
                [Column::Choice, Column::Value, Column::Reason, Column::By, Column::Basis];
            if inputs.iter().any(|column| !row.is_blank(*column)) {
                let finding = half(row, "", Column::Decision, [Column::Decision.heading()]);
                self.findings.push(finding);
            }
            return None;
        }
        let plain = |text: &str| fold_ascii(&text::key::of(text)).replace(' ', "");
        let key = plain(typed);
        let known = WORDS.into_iter().find(|word| plain(word) == key);
        if known.is_none() {
            let finding = row.unusable(Column::Decision);
            self.findings.push(match text::nearest(typed, WORDS) {
                Some(near) => finding.text("nearest", near),
                None => finding.list("allowed", WORDS),
            });
        }
        known
    }

    /// Tells which columns a row lacks.
    fn needs(&mut self, row: &Row, word: &str, columns: &[Column]) -> Option<()> {
        let missing: Vec<Column> =
            columns.iter().copied().filter(|column| row.is_blank(*column)).collect();
        let Some(first) = missing.first() else { return Some(()) };
        let names = missing.iter().map(|column| column.heading());
        self.findings.push(half(row, word, *first, names));
        None
    }

    fn adjusted(&mut self, row: &Row, remembered: Option<&Remembered>) -> Option<InPlace> {
        if !row.is_blank(Column::Cell) && address(row.text(Column::Cell)).is_none() {
            self.say_no_cell(row);
            return None;
        }
        let named = [Column::Unit, Column::Period, Column::Form];
        let mut needed =
            vec![Column::Value, Column::Reason, Column::By, Column::Basis, Column::Cell];
        if remembered.is_none() {
            needed.extend(named);
        }
        if cell_then(row, remembered).is_none() {
            needed.push(Column::Stood);
        }
        self.needs(row, ADJUSTED, &needed)?;
        let value = self.value(row);
        let cell = self.cell(row, remembered);
        let (value, cell) = (value?, cell?);
        let Named { of, sheet, cell, stood } = cell;
        Some(InPlace { of, sheet, cell, stood, value })
    }

    fn value(&mut self, row: &Row) -> Option<rust_decimal::Decimal> {
        let why = match row.value(Column::Value) {
            Ok(value) => return Some(value),
            Err(Unread::Ambiguous) => {
                ("dấu chấm, dấu phẩy đọc được hai cách", "its marks can be read in two ways")
            }
            Err(Unread::NoNumber) => ("không phải một số", "it is no number"),
            Err(Unread::NotCalculated) => {
                ("công thức chưa được tính", "its formula has no result")
            }
        };
        self.findings.push(row.unusable(Column::Value).field("reason", words(why)));
        None
    }

    /// The cell that a row names, of which return, with what stood in it.
    fn cell(&mut self, row: &Row, remembered: Option<&Remembered>) -> Option<Named> {
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

    fn say_no_cell(&mut self, row: &Row) {
        let why = ("ghi như F9 hoặc Trang tính!F9", "write it as F9 or Sheet!F9");
        self.findings.push(row.unusable(Column::Cell).field("reason", words(why)));
    }

    /// The return that a row is about.
    fn of(&mut self, row: &Row, remembered: Option<&Remembered>) -> Option<ReturnKey> {
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

    /// One of the candidates of a finding.
    fn chosen(&mut self, row: &Row, remembered: Option<&Remembered>) -> Option<What> {
        self.needs(row, CHOSEN, &[Column::Key, Column::Choice])?;
        let Some(remembered) = remembered else {
            // Which candidates there were nobody knows any more; the finding is put up again.
            let finding = Finding::new(Code::W576).at(row.place(Column::Key));
            self.findings.push(finding.text("value", row.key()));
            return None;
        };
        let candidates = &remembered.candidates;
        let number = row.text(Column::Choice).trim_matches(|c: char| !c.is_ascii_digit());
        let number = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let Some(candidate) = number.and_then(|at| candidates.get(at)) else {
            let finding = row.unusable(Column::Choice);
            let numbers = (1..=candidates.len()).map(|number| number.to_string());
            let why = ("việc này không có phương án để chọn", "it has nothing to choose from");
            self.findings.push(match candidates.len() {
                0 => finding.field("reason", words(why)),
                _ => finding.list("allowed", numbers),
            });
            return None;
        };
        let of = self.of(row, Some(remembered))?;
        match candidate {
            Candidate::Version { sha256, sheet, .. } => {
                let among = candidates.iter().filter_map(version).collect::<BTreeSet<_>>();
                let chosen = (sha256.clone(), sheet.clone());
                Some(What::Version(VersionChosen { of, among, chosen }))
            }
            Candidate::Reading(value) => self.read_as(row, remembered, (of, value)),
        }
    }

    fn read_as(
        &mut self,
        row: &Row,
        remembered: &Remembered,
        (of, value): (ReturnKey, &str),
    ) -> Option<What> {
        let Reading::Number(value) = typed_number::read(&value.replace('.', ",")) else {
            self.findings.push(row.unusable(Column::Choice));
            return None;
        };
        let cells = remembered.cells.iter().filter_map(|then| {
            let cell = then.cell.parse().ok()?;
            let sheet = Some(then.sheet.clone());
            Some(InPlace { of: of.clone(), sheet, cell, stood: then.text.clone(), value })
        });
        let cells: Vec<InPlace> = cells.collect();
        if remembered.more || cells.is_empty() {
            let why = (
                "việc này gồm nhiều ô hơn số ô đã nêu; dùng «Điều chỉnh» cho từng ô",
                "it is about more cells than are named; adjust them one by one",
            );
            self.findings.push(row.unusable(Column::Choice).field("reason", words(why)));
            return None;
        }
        Some(What::Read(cells))
    }

    /// What a row with a key says of itself is what was put up, not what somebody typed over it.
    fn say_typed_over(&mut self, row: &Row, remembered: Option<&Remembered>) {
        let Some(remembered) = remembered else { return };
        let says = |column: Column, known: Option<&str>, name: &str| {
            let typed = text::key::of(row.text(column));
            let same = |known: &str| text::key::of(known) == typed;
            let agrees = known.is_none_or(|known| same(known) || same(name));
            (!agrees).then(|| column.heading())
        };
        let unit = remembered.unit.as_deref();
        let unit_name = unit.and_then(|code| self.tree.by_code(code));
        let unit_name = unit_name.map_or("", |unit| self.tree.name(unit));
        let form = remembered.form.as_deref();
        let form_name = self.forms.iter().find(|(code, ..)| Some(code.as_str()) == form);
        let form_name = form_name.map_or("", |(_, name, _)| name.as_str());
        let then = cell_then(row, Some(remembered));
        let stood = then.filter(|_| !row.is_blank(Column::Stood)).filter(|then| {
            without_blank_word(row.text(Column::Stood)) != then.text.trim()
                && !same_number(row.text(Column::Stood), &then.text)
        });
        let columns: Vec<&str> = [
            says(Column::Unit, unit, unit_name),
            says(Column::Form, form, form_name),
            says(Column::Period, remembered.period.as_deref(), ""),
            stood.map(|_| Column::Stood.heading()),
        ]
        .into_iter()
        .flatten()
        .collect();
        if !columns.is_empty() {
            let finding = Finding::new(Code::W579).at(row.place(Column::Key));
            self.findings.push(finding.list("columns", columns));
        }
    }
}

fn version(candidate: &Candidate) -> Option<Version> {
    match candidate {
        Candidate::Version { sha256, sheet, .. } => Some((sha256.clone(), sheet.clone())),
        Candidate::Reading(_) => None,
    }
}

fn half<'n>(
    row: &Row,
    word: &str,
    first: Column,
    missing: impl IntoIterator<Item = &'n str>,
) -> Finding {
    let word = if word.is_empty() { "?" } else { word };
    Finding::new(Code::E572)
        .at(row.place(first))
        .text("decision", word)
        .list("missing", missing)
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

fn without_blank_word(text: &str) -> String {
    let blank = ["(trống)", "trống", "để trống", "(để trống)"].map(text::key::of);
    let is_blank = blank.contains(&text::key::of(text));
    if is_blank { String::new() } else { text.trim().to_owned() }
}

fn same_number(one: &str, other: &str) -> bool {
    match (typed_number::read(one), typed_number::read(other)) {
        (Reading::Number(one), Reading::Number(other)) => one == other,
        _ => false,
    }
}

fn words((vi, en): (&'static str, &'static str)) -> Field {
    Field::words(move |lang| lang.pick(vi, en).to_owned())
}
