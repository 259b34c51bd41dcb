//! Answers the question where a figure comes from: finds what is asked for, and tells its
//! derivation down to file, sheet, cell and the text as typed.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::derivation::{Derivation, Made};
use super::{FigureKey, figure_id, words};
use crate::model::{OrgIx, Period, Sign};
use crate::pack::{Consolidated, Named, Reference};
use crate::text::{self, Lang};

/// The figure asked for is none of this pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExplainError {
    /// What was asked for.
    pub figure: String,
    /// The nearest right name.
    pub nearest: Option<String>,
}

/// Finds the figure that a reference (`ket_nap.nu @ 2019`), seen from a unit, or an id names.
pub fn find(data: &Consolidated, org: OrgIx, figure: &str) -> Result<FigureKey, ExplainError> {
    let unknown = |nearest| ExplainError { figure: figure.to_owned(), nearest };
    let Some(Ok(Reference { path, period })) = Reference::parse(figure) else {
        return by_id(data, figure).ok_or_else(|| unknown(None));
    };
    let period = data.pack.resolve(period, data.period).ok_or_else(|| unknown(None))?;
    match data.pack.named(&path) {
        Some(named) if data.keeps(named, period) => Ok(FigureKey { org, named, period }),
        Some(_) => Err(unknown(None)),
        None => {
            by_id(data, figure).ok_or_else(|| unknown(text::nearest(&path, data.pack.paths())))
        }
    }
}

/// Every figure of the run has an id; the one with this id.
fn by_id(data: &Consolidated, id: &str) -> Option<FigureKey> {
    let hexadecimal = id.len() == 10 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !hexadecimal {
        return None;
    }
    let items = data.figures.iter().map(|(key, _)| FigureKey {
        org: key.org,
        named: Named::Item(key.item),
        period: key.period,
    });
    let periods: BTreeSet<Period> = data.figures.iter().map(|(key, _)| key.period).collect();
    let indicators = data.tree.iter().flat_map(|(org, _)| {
        let periods = &periods;
        (0..data.pack.indicators.len()).flat_map(move |at| {
            periods.iter().map(move |period| FigureKey {
                org,
                named: Named::Indicator(at),
                period: *period,
            })
        })
    });
    items.chain(indicators).find(|key| figure_id(data, *key) == id)
}

/// A derivation for people: a line for every figure, those it was made from indented below.
pub fn explain(data: &Consolidated, derivation: &Derivation<'_>, lang: Lang) -> String {
    let mut teller = Teller { data, lang, out: String::new() };
    teller.figure(derivation, Sign::Plus, 0);
    let cells = derivation.cells();
    if cells > 1 {
        let line = lang.pick(format!("({cells} ô gốc)"), format!("({cells} source cells)"));
        teller.line(0, &line);
    }
    teller.out
}

struct Teller<'a> {
    data: &'a Consolidated,
    lang: Lang,
    out: String,
}

impl Teller<'_> {
    fn line(&mut self, depth: usize, line: &str) {
        let _ = writeln!(self.out, "{:indent$}{line}", "", indent = depth * 2);
    }

    fn figure(&mut self, derivation: &Derivation<'_>, sign: Sign, depth: usize) {
        let mut line = self.heading(derivation, sign);
        let how = words::how(self.data, derivation, self.lang);
        match (derivation.made, how) {
            (Made::Cell(Some(source)), _) => {
                let _ = write!(line, "  ← {}", words::cell(source, self.lang));
                self.line(depth, &line);
            }
            (Made::Combined(_), Some(how)) => {
                let covered = words::covered(self.data, &derivation.coverage, self.lang);
                let _ = write!(line, "  ({how}; {covered})");
                self.line(depth, &line);
            }
            (Made::Formula(_), Some(formula)) => {
                self.line(depth, &line);
                self.line(depth + 1, &format!("= {formula}"));
            }
            _ => self.line(depth, &line),
        }
        for (sign, operand) in &derivation.operands {
            self.figure(operand, *sign, depth + 1);
        }
        if derivation.cut {
            self.line(depth + 1, "…");
        }
    }

    /// `Kết nạp đảng viên [ket_nap], Đảng bộ …, 2019..2023 = 9 người`
    fn heading(&self, derivation: &Derivation<'_>, sign: Sign) -> String {
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
        let sign = if sign == Sign::Minus { "− " } else { "" };
        let (label, path) = (key.label(data), key.path(data));
        let unit = data.tree.name(key.org);
        format!("{sign}{label} [{path}], {unit}, {} = {value}", key.period)
    }
}
