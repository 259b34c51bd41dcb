//! What became of the decisions about returns.

use super::{Decided, PackRun, lines, words};
use crate::decisions::{
    Column, Decision, HeldBy, HeldFigure, Known, ReturnKey, Row, State, What,
};
use crate::diagnostic::{Code, Field, Finding, Findings};
use crate::intake::{Outcome, Ruled, RuledFigure, Unfit};
use crate::model::{Adjusted, Period};

/// Why nothing became of a decision.
type Why = (&'static str, &'static str);

impl Decided {
    /// Tells what became of each decision about a return.
    pub(super) fn tell_outcomes(
        &mut self,
        known: Known<'_>,
        packs: &[PackRun],
        ruled: &[Ruled],
        findings: &mut Findings,
    ) {
        let mut now = Vec::new();
        for (number, decision) in self.decisions.iter().enumerate() {
            let of = match &decision.what {
                What::Asked | What::Accepted => continue,
                What::Version(version) => &version.of,
                What::Adjusted(_) | What::Read(_) => match decision.what.in_place().first() {
                    Some(first) => &first.of,
                    None => continue,
                },
            };
            let Some(row) = self.book.rows.iter().find(|row| row.number == decision.row) else {
                continue;
            };
            // A return of a duty or a time that this run does not look at.
            let pack = packs.iter().find(|run| {
                let forms = &run.data.pack.forms;
                forms.iter().any(|form| form.code == of.0) && !of.2.ends_after(known.period)
            });
            let Some(pack) = pack else { continue };
            let mut outcomes: Vec<&Outcome> = ruled
                .iter()
                .filter(|one| one.number == number)
                .map(|one| &one.outcome)
                .collect();
            outcomes.dedup();
            let disputed = pack.receipts.disputed.contains(of);
            let rows = |numbers: &[usize]| {
                let rows = numbers.iter().filter_map(|number| self.decisions.get(*number));
                rows.map(|decision| decision.row).collect()
            };
            let mut cells = decision.what.in_place().iter();
            let was =
                cells.find_map(|one| self.held.get(&HeldBy::new(decision, one, known.tree)));
            let told = Told { decision, row, known, disputed, rows: &rows, was };
            if outcomes.is_empty() {
                findings.push(told.no_return());
                self.states.insert(decision.row, State::NotInForce);
            }
            for outcome in outcomes {
                let state = told.outcome(outcome, findings);
                let worst = self.states.get(&decision.row).copied();
                // One cell of several that does not hold is what the row is to say.
                if worst.is_none_or(|worst| worst == State::InForce) {
                    self.states.insert(decision.row, state);
                }
                self.lines.extend(lines::of_outcome(outcome, decision, known));
                now.extend(held(outcome, decision, known));
            }
        }
        self.held.extend(now);
    }
}

/// Which figure a decision was applied to.
fn held(
    outcome: &Outcome,
    decision: &Decision,
    known: Known<'_>,
) -> Option<(HeldBy, HeldFigure)> {
    let Outcome::Adjusted { label, figure, place, .. } = outcome else { return None };
    let one = decision.what.in_place().iter().find(|one| Some(one.cell) == place.cell)?;
    let figure = HeldFigure {
        path: figure.path.clone(),
        period: figure.period.to_string(),
        label: label.clone(),
        beside: figure.beside.clone(),
        key: Some(decision.key.clone()),
    };
    Some((HeldBy::new(decision, one, known.tree), figure))
}

/// A decision whose outcome is told.
struct Told<'a> {
    decision: &'a Decision,
    row: &'a Row,
    known: Known<'a>,
    /// Whether its return came in several versions of which none counts.
    disputed: bool,
    /// The rows of decisions of these numbers.
    rows: &'a dyn Fn(&[usize]) -> Vec<u32>,
    /// The figure to which it was applied before.
    was: Option<&'a HeldFigure>,
}

impl Told<'_> {
    fn outcome(&self, outcome: &Outcome, findings: &mut Findings) -> State {
        let (finding, state) = match outcome {
            Outcome::Adjusted { label, figure: RuledFigure { period, .. }, place, stands } => {
                let (org, value) = (self.org(), self.value(place.cell));
                let code = if self.is_reading() { Code::I586 } else { Code::I581 };
                let finding = Finding::new(code)
                    .at(place.clone())
                    .text("label", label.as_str())
                    .text("unit", org)
                    .text("period", period.to_string())
                    .text("stood", stands.as_str())
                    .maybe("value", value)
                    .scope(org)
                    .scope(period.to_string());
                (self.on_record(finding), State::InForce)
            }
            Outcome::Chosen { file, others } => {
                let finding = Finding::new(Code::I582).at(self.row.place(Column::Choice));
                let finding = finding
                    .text("file", file.as_str())
                    .list("others", others.iter().map(String::as_str))
                    .scope(self.org());
                (self.on_record(finding), State::InForce)
            }
            Outcome::Changed { stands, .. } => {
                let stood = self.decision.what.in_place().first().map(|one| &one.stood);
                let blank = |text: &str| {
                    if text.trim().is_empty() { "(trống)" } else { text }.to_owned()
                };
                let finding = Finding::new(Code::W575).at(self.row.place(Column::Stood));
                let stood = stood.map(|stood| blank(stood)).unwrap_or_default();
                let finding = finding.text("stood", stood).text("now", blank(stands));
                (finding.scope(self.org()), State::Changed)
            }
            Outcome::OtherFigure { label, period } => {
                let reason = self.other_figure(label, *period);
                let finding = Finding::new(Code::W575).at(self.row.place(Column::Cell));
                (finding.field("reason", reason).scope(self.org()), State::Changed)
            }
            Outcome::OtherTicks => {
                let why = (
                    "các ô khác của cùng mức nay ghi khác lúc quyết định",
                    "other cells of the class say something else now",
                );
                let finding = Finding::new(Code::W575).at(self.row.place(Column::Cell));
                (finding.field("reason", words(why)).scope(self.org()), State::Changed)
            }
            Outcome::Unfit(Unfit::NoNumber) => {
                let why = words(("không phải một số", "it is no number"));
                let finding = self.row.unusable(Column::Value).field("reason", why);
                (finding.scope(self.org()), State::NotInForce)
            }
            Outcome::Unfit(Unfit::NoClass(classes)) => {
                let finding = self.row.unusable(Column::Value).list("allowed", classes.clone());
                (finding.scope(self.org()), State::NotInForce)
            }
            Outcome::Contradicted(numbers) => {
                let rows = (self.rows)(numbers);
                // One finding for all of them, at the first.
                if rows.iter().min() != Some(&self.decision.row) {
                    return State::NotInForce;
                }
                let rows = rows.iter().map(ToString::to_string);
                let finding = Finding::new(Code::E574).at(self.row.place(Column::Value));
                (finding.list("rows", rows).scope(self.org()), State::NotInForce)
            }
            Outcome::OtherVersions if self.disputed => {
                let why = ("các bản gửi nay khác lúc chọn", "the versions are others now");
                let finding = Finding::new(Code::W575).at(self.row.place(Column::Choice));
                (finding.field("reason", words(why)).scope(self.org()), State::Changed)
            }
            Outcome::OtherVersions => {
                let finding = Finding::new(Code::I577).at(self.row.place(Column::Choice));
                let finding = finding.text("decision", self.decision.what.word());
                (finding.text("code", "E403").scope(self.org()), State::Gone)
            }
            Outcome::NoFigure => {
                let why = (
                    "ô này không phải ô số liệu của biểu, hoặc không tìm được chắc chắn",
                    "no figure of the form stands in the cell, or it was not found for certain",
                );
                (self.cannot(why), State::NotInForce)
            }
            Outcome::Unfit(unfit) => (self.cannot(why_unfit(unfit)), State::NotInForce),
        };
        findings.push(finding);
        state
    }

    /// That the cell of the decision is now one of another figure.
    fn other_figure(&self, label: &str, period: Period) -> Field {
        let was = self.was.map_or("", |was| was.label.as_str());
        let when = self.was.map_or("", |was| was.period.as_str());
        Field::Words {
            vi: format!(
                "dòng này quyết định về «{was}», kỳ {when}; ô ấy nay là của «{label}», kỳ {period}"
            ),
            en: format!(
                "the row decides of “{was}” for {when}, and “{label}” for {period} stands in the cell now"
            ),
        }
    }

    fn org(&self) -> &str {
        self.of().map_or("", |of| self.known.tree.name(of.1))
    }

    fn is_reading(&self) -> bool {
        matches!(self.decision.what, What::Read(_))
    }

    /// The figure that was put into a cell.
    fn value(&self, cell: Option<crate::ooxml::CellRef>) -> Option<Field> {
        let mut all = self.decision.what.in_place().iter();
        let one = all.find(|one| Some(one.cell) == cell);
        one.map(|one| match &one.value {
            Adjusted::Number(value) => Field::Number(*value),
            Adjusted::Words(words) => Field::Text(words.clone()),
        })
    }

    fn on_record(&self, finding: Finding) -> Finding {
        let Decision { reason, by, basis, .. } = self.decision;
        let some = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        finding.maybe("reason", some(reason)).maybe("by", some(by)).maybe("basis", some(basis))
    }

    fn no_return(&self) -> Finding {
        if self.disputed {
            return self.cannot((
                "biểu này có nhiều bản khác nhau, chưa bản nào được tính",
                "the return came in several versions, none of which counts yet",
            ));
        }
        // Its file may have been moved away a moment ago: the decision is to be there when it is back.
        let why = ("không thấy biểu này trong các tệp đã nhận", "the return is not there");
        self.cannot(why).text("lacks", self.form())
    }

    /// The form of the return that is decided of, in words.
    fn form(&self) -> &str {
        let form = self.of().map_or("", |of| of.0.as_str());
        let known = self.known.forms.iter().find(|(code, _)| code == form);
        known.map_or(form, |(_, name)| name.as_str())
    }

    /// The return that is decided of.
    fn of(&self) -> Option<&ReturnKey> {
        match &self.decision.what {
            What::Version(version) => Some(&version.of),
            what => what.in_place().first().map(|one| &one.of),
        }
    }

    fn cannot(&self, why: Why) -> Finding {
        Finding::new(Code::E583)
            .at(self.row.place(Column::Decision))
            .text("decision", self.decision.what.word())
            .field("reason", words(why))
            .scope(self.org())
    }
}

fn why_unfit(unfit: &Unfit) -> Why {
    match unfit {
        Unfit::NoNumber | Unfit::NoClass(_) => ("không dùng được", "it cannot be used"),
        Unfit::NotWhole => ("số này phải là số nguyên", "the figure must be a whole number"),
        Unfit::OutOfBounds => (
            "số mới âm hoặc lớn hơn mức có thể có",
            "the new number is below 0 or above what the figure can be",
        ),
        Unfit::NotDue => {
            ("đơn vị không phải báo cáo số này", "the unit does not owe the figure")
        }
        Unfit::Consolidated => (
            "số này do cấp dưới tổng hợp từ các đơn vị; đề nghị cấp dưới sửa",
            "the figure was consolidated below; ask the office below to correct it",
        ),
    }
}
