//! What the rows decide: each by itself, then held against the others.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::column::Column;
use super::decision::{
    ACCEPTED, ADJUSTED, ASKED, CHOSEN, Decision, InPlace, ReturnKey, Version, VersionChosen,
    WORDS, What,
};
use super::memory::{Candidate, Remembered, checksum};
use super::named::{Named, address, cell_then, same_number, without_blank_word};
use super::read::DecisionBook;
use super::renew::State;
use super::row::{Row, Unread};
use super::settle;
use crate::diagnostic::{Code, Field, Finding, Findings};
use crate::model::{Adjusted, OrgTree};
use crate::text::{self, fold_ascii};

/// What the rows decide.
#[derive(Debug, Default)]
pub struct Judged {
    /// The decisions that can hold.
    pub decisions: Vec<Decision>,
    /// The rows of those that cannot, which are told: half filled in, or against others.
    pub refused: BTreeSet<u32>,
}

/// What the rows decide, those that cannot hold left out and told.
///
/// `forms` are code, name and number of sheets of the forms of the packs in use.
pub fn judge(
    book: &DecisionBook,
    tree: &OrgTree,
    forms: &[(String, String, usize)],
    findings: &mut Findings,
) -> Judged {
    let mut judge = Judge { book, tree, forms, findings };
    let mut decisions = Vec::new();
    let mut refused = BTreeSet::new();
    for row in &book.rows {
        match judge.row(row) {
            Some(decision) => decisions.push(decision),
            None if is_filled_in(row) => {
                refused.insert(row.number);
            }
            None => {}
        }
    }
    let (decisions, spoilt) = settle::settle(decisions, book, findings);
    refused.extend(spoilt);
    Judged { decisions, refused }
}

/// Whether anything of a decision stands in a row; its cell is often put there by this program.
fn is_filled_in(row: &Row) -> bool {
    let mut inputs = Column::ALL.into_iter().filter(|column| column.is_input());
    inputs.any(|column| column != Column::Cell && !row.is_blank(column))
}

pub(super) struct Judge<'a> {
    book: &'a DecisionBook,
    pub(super) tree: &'a OrgTree,
    pub(super) forms: &'a [(String, String, usize)],
    pub(super) findings: &'a mut Findings,
}

impl Judge<'_> {
    fn row(&mut self, row: &Row) -> Option<Decision> {
        let remembered = self.book.memory.get(&row.key()).cloned();
        self.say_typed_over(row, remembered.as_ref());
        let word = self.word(row)?;
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
            // A word of a decision in another column is a slip of the hand, not nothing.
            let elsewhere = Column::ALL.into_iter().find_map(|column| known(row.text(column)));
            if elsewhere.is_some() || inputs.iter().any(|column| !row.is_blank(*column)) {
                let word = elsewhere.unwrap_or_default();
                let finding = half(row, word, Column::Decision, [Column::Decision.heading()]);
                self.findings.push(finding);
            }
            return None;
        }
        let known = known(typed);
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
    pub(super) fn needs(&mut self, row: &Row, word: &str, columns: &[Column]) -> Option<()> {
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

    fn value(&mut self, row: &Row) -> Option<Adjusted> {
        let why = match row.value(Column::Value) {
            Ok(value) => return Some(Adjusted::Number(value)),
            // A class has a name or a tick; of a number its return is asked.
            Err(Unread::NoNumber) if row.is_text(Column::Value) => {
                return Some(Adjusted::Words(row.text(Column::Value).to_owned()));
            }
            Err(Unread::Ambiguous) => {
                ("dấu chấm, dấu phẩy đọc được hai cách", "its marks can be read in two ways")
            }
            Err(Unread::NoNumber) => ("không phải một số", "it is no number"),
            Err(Unread::Percentage) => (
                "đang là phần trăm; định dạng ô là General rồi gõ đúng con số của biểu",
                "it is a percentage; format the cell as General and type the figure of the form",
            ),
            Err(Unread::NotCalculated) => {
                ("công thức chưa được tính", "its formula has no result")
            }
        };
        self.findings.push(row.unusable(Column::Value).field("reason", words(why)));
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
        let Ok(value) = value.parse::<Decimal>() else {
            self.findings.push(row.unusable(Column::Choice));
            return None;
        };
        let cells = remembered.cells.iter().filter_map(|then| {
            let cell = then.cell.parse().ok()?;
            let sheet = Some(then.sheet.clone());
            let (of, stood) = (of.clone(), then.text.clone());
            Some(InPlace { of, sheet, cell, stood, value: Adjusted::Number(value) })
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
        .chain(words_typed_over(row, remembered))
        .collect();
        if !columns.is_empty() {
            let finding = Finding::new(Code::W579).at(row.place(Column::Key));
            self.findings.push(finding.list("columns", columns));
        }
    }
}

/// The columns of words in which a person typed something else.
fn words_typed_over<'r>(
    row: &'r Row,
    remembered: &'r Remembered,
) -> impl Iterator<Item = &'static str> + 'r {
    let worded = Column::ALL.into_iter().filter(|column| column.is_worded());
    let worded = worded.filter(|column| {
        let said = remembered.said.get(column.heading());
        !row.is_blank(*column) && said.is_some_and(|said| *said != checksum(row.text(*column)))
    });
    let is_status = is_a_state(row.text(Column::Status));
    worded.map(Column::heading).chain((!is_status).then_some(Column::Status.heading()))
}

/// Whether the column of states says nothing but what this program says there.
pub(super) fn is_a_state(status: &str) -> bool {
    status.is_empty() || State::ALL.iter().any(|state| state.in_words() == status)
}

fn version(candidate: &Candidate) -> Option<Version> {
    match candidate {
        Candidate::Version { sha256, sheet, .. } => Some((sha256.clone(), sheet.clone())),
        Candidate::Reading(_) => None,
    }
}

/// The word of a decision, however it is typed.
fn known(typed: &str) -> Option<&'static str> {
    let plain = |text: &str| fold_ascii(&text::key::of(text)).replace(' ', "");
    let key = plain(typed);
    WORDS.into_iter().find(|word| plain(word) == key)
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

pub(super) fn words((vi, en): (&'static str, &'static str)) -> Field {
    Field::words(move |lang| lang.pick(vi, en).to_owned())
}
