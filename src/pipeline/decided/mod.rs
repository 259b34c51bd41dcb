//! The office's decisions in a run: read before the returns, held while they are read, settled when all
//! findings are known, and written anew with a draft.

mod beside;
mod follows;
mod lines;
mod lost;
mod noticed;
mod outcome;
mod workbook;

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use super::PackRun;
use crate::decisions::{
    self, DECISIONS, Decision, DecisionBook, Files, HeldBy, HeldFigure, HeldFigures, InPlace,
    Known, Noticed, State, TakenReturn, What,
};
use crate::diagnostic::{Code, Decided as Marked, Field, Finding, Findings, Place, Verdict};
use crate::intake::{
    CellRuling, Ruled, RuledFigure, Rulings, TakenFile, Version, VersionRuling, unreadable,
};
use crate::model::{Adjustment, OrgTree, Period};
use crate::pack::Pack;
use crate::sheet;
use crate::text;
use crate::trace::DecisionLine;
use crate::workspace::Workspace;

/// The decisions of a run.
#[derive(Debug, Default)]
pub struct Decided {
    /// The workbook; blank when there is none.
    book: DecisionBook,
    /// Its bytes; none when there is no such file.
    bytes: Option<Vec<u8>>,
    /// What the rows decide; a decision is known by its position.
    decisions: Vec<Decision>,
    /// What became of each row.
    states: BTreeMap<u32, State>,
    /// Which figures they were applied to, in this run or before.
    held: HeldFigures,
    /// What may be decided, in reading order.
    noticed: Vec<Noticed>,
    /// The decisions that hold, for the ledger.
    pub lines: Vec<DecisionLine>,
}

impl Decided {
    /// Reads the workbook of a workspace; what cannot be read is an error that stops a run.
    pub(super) fn open(workspace: &Workspace, findings: &mut Findings) -> Self {
        beside::tell(workspace, findings);
        let path = workspace.root().join(DECISIONS);
        if !path.exists() {
            return Self::default();
        }
        let told = |reason: Field| {
            Finding::new(Code::E570).at(Place::file(DECISIONS)).field("reason", reason)
        };
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) => {
                findings.push(told(crate::diagnostic::system::in_words(&error)));
                return Self::default();
            }
        };
        match sheet::read_as_written(DECISIONS, &bytes, &sheet::Limits::default()) {
            Ok(workbook) => {
                let book = decisions::read(&workbook, findings).unwrap_or_default();
                Self { book, bytes: Some(bytes), ..Self::default() }
            }
            Err(error) => {
                let finding = unreadable(&error);
                findings.push(told(Field::words(|lang| finding.message(lang))));
                Self::default()
            }
        }
    }

    /// Name and SHA-256 of the workbook, if anything is decided in it.
    pub(super) fn file(&self) -> Option<(&'static str, String)> {
        let decided = |row: &decisions::Row| !row.text(decisions::Column::Decision).is_empty();
        let bytes = self.bytes.as_ref().filter(|_| self.book.rows.iter().any(decided))?;
        Some((DECISIONS, text::hex(&Sha256::digest(bytes))))
    }

    /// What the rows decide of returns.
    pub(super) fn judge<'a>(
        &mut self,
        packs: impl Iterator<Item = &'a Pack>,
        workspace: &Workspace,
        findings: &mut Findings,
    ) -> Rulings {
        let forms = packs.flat_map(|pack| &pack.forms);
        let forms: Vec<(String, String, usize)> = forms
            .map(|form| (form.code.clone(), form.name.clone(), form.sheets.len()))
            .collect();
        lost::tell(&self.book, workspace, findings);
        let judged = decisions::judge(&self.book, &workspace.tree, &forms, findings);
        self.decisions = judged.decisions;
        self.held = held_by_refused(&self.book, &judged.refused);
        let mut rulings = Rulings::default();
        for (number, decision) in self.decisions.iter().enumerate() {
            for one in decision.what.in_place() {
                let by = HeldBy::new(decision, one, &workspace.tree);
                let held = self.book.held.get(&by).cloned();
                rule_cell((number, decision), one, held.as_ref(), &mut rulings);
                // Kept as long as the decision stands, whether this run looks at its return or not.
                self.held.extend(held.map(|held| (by, held)));
            }
            rule_version(number, decision, &mut rulings);
        }
        rulings
    }

    /// Tells what became of each decision, notes on findings what was decided of them, and keeps what
    /// may be decided.
    pub(super) fn settle(
        &mut self,
        (tree, period): (&OrgTree, Period),
        (packs, files): (&[PackRun], &[TakenFile]),
        ruled: &[Ruled],
        findings: &mut Findings,
    ) {
        let forms = packs.iter().flat_map(|pack| &pack.data.pack.forms);
        let forms: Vec<(String, String)> =
            forms.map(|form| (form.code.clone(), form.name.clone())).collect();
        let files = known_files(packs, files);
        let units = decisions::units_by_name(tree);
        let known = Known { tree, units: &units, forms: &forms, files: &files, period };
        self.tell_outcomes(known, packs, ruled, findings);
        let found = self.mark(known, findings);
        let list = findings.clone().finish();
        self.noticed = noticed::noticed(&list, known);
        self.tell_gone(known, &found, findings);
        for row in &self.book.rows {
            let decided = !row.text(decisions::Column::Decision).is_empty();
            let judged = self.decisions.iter().any(|one| one.row == row.number);
            if decided && !judged {
                let copied = !row.key().is_empty()
                    && self.decisions.iter().any(|one| one.key == row.key());
                let state = if copied { State::Copy } else { State::NotInForce };
                self.states.insert(row.number, state);
            }
        }
    }

    /// Notes on findings what was decided of them; the keys of all that may be decided.
    fn mark(&mut self, known: Known<'_>, findings: &mut Findings) -> BTreeSet<String> {
        let mut verdicts: BTreeMap<&str, (&Decision, Verdict)> = BTreeMap::new();
        for decision in &self.decisions {
            let verdict = match decision.what {
                What::Asked => Verdict::Asked,
                What::Accepted => Verdict::Accepted,
                What::Adjusted(_) | What::Read(_) | What::Version(_) => continue,
            };
            verdicts.insert(&decision.key, (decision, verdict));
        }
        let mut found = BTreeSet::new();
        let mut lines = Vec::new();
        for finding in findings.iter_mut().filter(|finding| noticed::is_open(finding)) {
            let about = known.about(finding);
            let key = decisions::key(finding, &about, known);
            if let Some((decision, verdict)) = verdicts.get(key.as_str()) {
                finding.decided = Some(Box::new(marked(decision, *verdict)));
                let state = match verdict {
                    Verdict::Asked => State::Asked,
                    Verdict::Accepted => State::Accepted,
                };
                if self.states.insert(decision.row, state).is_none() {
                    lines.push(lines::of_finding(finding, decision, &about, known));
                }
            }
            found.insert(key);
        }
        for (at, decided) in follows::accepted(findings) {
            if let Some(finding) = findings.iter_mut().nth(at) {
                finding.decided = Some(Box::new(decided));
            }
        }
        self.lines.extend(lines);
        found
    }

    /// Verdicts on findings that are not there: told, and kept.
    fn tell_gone(
        &mut self,
        known: Known<'_>,
        found: &BTreeSet<String>,
        findings: &mut Findings,
    ) {
        let run = known.period.to_string();
        for decision in &self.decisions {
            let verdict = matches!(decision.what, What::Asked | What::Accepted);
            if !verdict || found.contains(&decision.key) {
                continue;
            }
            let row = self.book.rows.iter().find(|row| row.number == decision.row);
            let Some(row) = row else { continue };
            let place = |column| row.place(column);
            let Some(then) = self.book.memory.get(&decision.key) else {
                let finding = Finding::new(Code::W576).at(place(decisions::Column::Key));
                findings.push(finding.text("value", decision.key.as_str()));
                self.states.insert(decision.row, State::NotInForce);
                continue;
            };
            // Another run put it up and knows what became of it.
            if !then.runs.contains(&run) {
                continue;
            }
            let again = self.noticed.iter().any(|one| {
                let now = &one.about;
                (&now.code, &now.rule) == (&then.code, &then.rule)
                    && (&now.unit, &now.form, &now.period)
                        == (&then.unit, &then.form, &then.period)
                    && now.place == then.place
            });
            let (finding, state) = if again {
                let why = ("việc ấy nay nêu với số khác", "it is found with other figures now");
                let finding = Finding::new(Code::W575).field("reason", words(why));
                (finding, State::Changed)
            } else {
                let finding = Finding::new(Code::I577).text("decision", decision.what.word());
                (finding.text("code", then.code.as_str()), State::Gone)
            };
            findings.push(finding.at(place(decisions::Column::Decision)));
            self.states.insert(decision.row, state);
        }
    }
}

/// The figures that decisions of these rows may have been applied to. Mended, a row decides again of the
/// figure of before, and not of whatever stands in its cell by then.
fn held_by_refused(book: &DecisionBook, refused: &BTreeSet<u32>) -> HeldFigures {
    let rows = book.rows.iter().filter(|row| refused.contains(&row.number));
    let keys: BTreeSet<String> = rows.map(decisions::Row::key).collect();
    let may_be = |figure: &HeldFigure| match &figure.key {
        Some(key) => keys.contains(key),
        None => !keys.is_empty(),
    };
    let held = book.held.iter().filter(|(_, figure)| may_be(figure));
    held.map(|(by, figure)| (by.clone(), figure.clone())).collect()
}

/// What a decision says of a cell, and of which figure if that is known.
fn rule_cell(
    (number, decision): (usize, &Decision),
    one: &InPlace,
    held: Option<&HeldFigure>,
    rulings: &mut Rulings,
) {
    let figure = held.and_then(|held| {
        let period = held.period.parse().ok()?;
        Some(RuledFigure { path: held.path.clone(), period, beside: held.beside.clone() })
    });
    let adjustment = Adjustment {
        reported: None,
        chosen: matches!(decision.what, What::Read(_)),
        reason: decision.reason.clone(),
        by: decision.by.clone(),
        basis: decision.basis.clone(),
        key: decision.key.clone(),
    };
    let ruling = CellRuling {
        number,
        sheet: one.sheet.clone(),
        cell: one.cell,
        stood: one.stood.clone(),
        value: one.value.clone(),
        of: figure,
        adjustment,
    };
    rulings.rule_cell(one.of.clone(), ruling);
}

/// What a decision says of versions of a return.
fn rule_version(number: usize, decision: &Decision, rulings: &mut Rulings) {
    if let What::Version(version) = &decision.what {
        let of_file = |(sha256, sheet): &decisions::Version| Version {
            sha256: sha256.clone(),
            sheet: sheet.clone(),
        };
        let among = version.among.iter().map(of_file).collect();
        let chosen = of_file(&version.chosen);
        rulings.rule_version(version.of.clone(), VersionRuling { number, among, chosen });
    }
}

/// The files of a run and the returns taken from them.
fn known_files(packs: &[PackRun], files: &[TakenFile]) -> Files {
    let mut known = Files::default();
    for file in files {
        known.add(&file.path, &file.sha256);
    }
    for ((form, org, period), path) in packs.iter().flat_map(|pack| &pack.receipts.taken) {
        let taken = TakenReturn { form: form.clone(), org: *org, period: *period };
        known.add_return(path, taken);
    }
    known
}

fn marked(decision: &Decision, verdict: Verdict) -> Marked {
    Marked {
        key: decision.key.clone(),
        verdict,
        reason: decision.reason.clone(),
        by: decision.by.clone(),
        basis: decision.basis.clone(),
    }
}

fn words((vi, en): (&'static str, &'static str)) -> Field {
    Field::words(move |lang| lang.pick(vi, en).to_owned())
}
