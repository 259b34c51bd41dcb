//! An answer for people: a line for every figure, those it was made from indented below, down to
//! file, sheet, cell and the text as typed.

use std::fmt::Write as _;

use super::answer::{Answer, TargetDerivation};
use super::derivation::{Derivation, Made, Role};
use super::{figure_mark, restated_beside, sealed_beside, words};
use crate::model::State;
use crate::pack::{Consolidated, judge};
use crate::seal::PackSeals;
use crate::text::{self, Lang};

/// Tells an answer.
pub fn explain(
    data: &Consolidated,
    answer: &Answer<'_>,
    sealed: &PackSeals,
    lang: Lang,
) -> String {
    let mut teller = Teller { data, lang, out: String::new(), cells: 0 };
    match answer {
        Answer::Figure(derivation) => teller.figure(derivation, "", 0),
        Answer::Target(results) => results.iter().for_each(|result| teller.target(result)),
        Answer::Told(told) => teller.out = told.in_words(data, lang),
    }
    let cells = teller.cells;
    if cells > 1 {
        let line = lang.pick(format!("({cells} ô gốc)"), format!("({cells} source cells)"));
        teller.line(0, &line);
    }
    if let Answer::Figure(derivation) = answer {
        if let Some(beside) = sealed_beside(sealed, derivation.key) {
            teller.line(0, &beside.in_words(lang));
        }
        if let Some(beside) = restated_beside(data, derivation.key) {
            teller.line(0, &beside.in_words(lang));
        }
        let mark = figure_mark(data, derivation.key);
        let name = lang.pick("mã trong Word", "mark in Word");
        teller.line(0, &format!("{name}: {mark}"));
    }
    teller.out
}

struct Teller<'a> {
    data: &'a Consolidated,
    lang: Lang,
    out: String,
    /// Source cells told so far.
    cells: usize,
}

impl Teller<'_> {
    fn line(&mut self, depth: usize, line: &str) {
        let _ = writeln!(self.out, "{:indent$}{line}", "", indent = depth * 2);
    }

    fn target(&mut self, derivation: &TargetDerivation<'_>) {
        let TargetDerivation { result, figures } = derivation;
        let (data, lang) = (self.data, self.lang);
        let target = result.target;
        let (unit, period) = (data.tree.name(result.org), result.period);
        let judgement = result.judgement.in_words(lang);
        self.line(
            0,
            &format!("{} [{}], {unit}, {period} = {judgement}", target.name, target.code),
        );
        let value = judge::shown_value(data, result, lang);
        let threshold = judge::shown_threshold(data, result, lang);
        let source = judge::shown_source(data, target, lang);
        for (name, text) in [
            (lang.pick("kết quả", "value"), value),
            (lang.pick("ngưỡng", "threshold"), threshold),
            (lang.pick("cách tính", "reading"), target.reading.name.clone()),
            (lang.pick("cơ sở tính", "base"), target.reading.base.clone()),
            (lang.pick("căn cứ", "source"), source),
            (lang.pick("vì sao", "why"), judge::reason(data, result, lang)),
        ] {
            if !text.is_empty() {
                self.line(1, &format!("{name}: {text}"));
            }
        }
        for figure in figures {
            self.figure(figure, "", 1);
        }
    }

    fn figure(&mut self, derivation: &Derivation<'_>, sign: &str, depth: usize) {
        let mut line = format!("{sign}{}", self.heading(derivation));
        let how = words::how(self.data, derivation, self.lang);
        let covered = words::covered(self.data, &derivation.coverage, self.lang);
        match (derivation.made, how) {
            (Made::Cell(Some(source)), _) => {
                self.cells += 1;
                let _ = write!(line, "  ← {}", words::cell(source, self.lang));
                if let Some(origin) = &source.origin {
                    let _ = write!(line, "  ({})", words::origin(origin, self.lang));
                }
                if let Some(adjusted) = &source.adjusted {
                    let _ = write!(line, "  ({})", words::adjusted(adjusted, self.lang));
                }
                if derivation.state == State::NoneOccurred {
                    let _ = write!(line, "  ({})", words::none_occurred(source, self.lang));
                }
                // A return that was itself consolidated answers for the units below it.
                if derivation.coverage.expected() > 1 {
                    let _ = write!(line, "  ({covered})");
                }
            }
            (Made::Combined(_), Some(how)) => {
                let _ = write!(line, "  ({how}; {covered})");
            }
            (Made::Formula(_), Some(formula)) => {
                let _ = write!(line, "\n{:indent$}= {formula}", "", indent = depth * 2 + 2);
            }
            _ => {}
        }
        self.line(depth, &line);
        for (role, operand) in &derivation.operands {
            let sign = match role {
                Role::Plus | Role::Operand => "",
                Role::Minus => "− ",
                Role::Weight => "× ",
            };
            self.figure(operand, sign, depth + 1);
        }
        if derivation.cut {
            self.line(depth + 1, "…");
        }
    }

    /// `Kết nạp đảng viên [ket_nap], Đảng bộ …, 2019..2023 = 9 người`
    fn heading(&self, derivation: &Derivation<'_>) -> String {
        let (data, key) = (self.data, derivation.key);
        let value = match (derivation.value, key.unit(data)) {
            (Ok(value), unit) => {
                let number = match derivation.made {
                    Made::Formula(indicator) => {
                        text::number::format(value, indicator.decimals, self.lang)
                    }
                    _ => words::number(value, self.lang),
                };
                if unit == "%" { format!("{number}%") } else { format!("{number} {unit}") }
            }
            (Err(why), _) => words::no_value(derivation.state, why, self.lang).to_owned(),
        };
        let (label, path) = (key.label(data), key.path(data));
        let unit = data.tree.name(key.org);
        format!("{label} [{path}], {unit}, {} = {value}", key.period)
    }
}
