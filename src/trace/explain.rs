//! How a figure came about, down to file, sheet, cell and the text as typed.

use std::fmt::Write as _;

use rust_decimal::Decimal;

use super::{FigureKey, figure_id};
use crate::model::{FactKey, Figure, How, Operands, OrgIx, Period, Source, State};
use crate::pack::{Consolidated, Named, NoValue, Reference};
use crate::text::{self, Lang};

/// Steps that are followed from a figure towards its cells.
const DEEPEST: usize = 64;

/// The figure asked for is none of this pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExplainError {
    /// What was asked for.
    pub figure: String,
    /// The nearest right name.
    pub nearest: Option<String>,
}

/// Explains `figure`: a reference (`ket_nap.nu @ 2019`) seen from a unit, or a figure's id.
pub fn explain(
    data: &Consolidated,
    org: OrgIx,
    figure: &str,
    lang: Lang,
) -> Result<String, ExplainError> {
    let key = find(data, org, figure)?;
    let mut explainer = Explainer { data, lang, out: String::new(), cells: 0 };
    explainer.key(key, 0);
    if explainer.cells > 1 {
        let cells = explainer.cells;
        let line = lang.pick(format!("({cells} ô gốc)"), format!("({cells} source cells)"));
        explainer.out.push_str(&line);
        explainer.out.push('\n');
    }
    Ok(explainer.out)
}

fn find(data: &Consolidated, org: OrgIx, figure: &str) -> Result<FigureKey, ExplainError> {
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
    let periods: std::collections::BTreeSet<Period> =
        data.figures.iter().map(|(key, _)| key.period).collect();
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

struct Explainer<'a> {
    data: &'a Consolidated,
    lang: Lang,
    out: String,
    cells: usize,
}

impl Explainer<'_> {
    fn line(&mut self, depth: usize, line: &str) {
        let _ = writeln!(self.out, "{:indent$}{line}", "", indent = depth * 2);
    }

    fn key(&mut self, key: FigureKey, depth: usize) {
        if depth > DEEPEST {
            return self.line(depth, "…");
        }
        match key.named {
            Named::Item(item) => {
                let figure = self.data.book().figure(key.org, item, key.period);
                self.item(key, figure, depth);
            }
            Named::Indicator(at) => self.indicator(key, at, depth),
        }
    }

    /// `Kết nạp đảng viên [ket_nap], Đảng bộ …, 2019..2023 = 9 người`
    fn heading(&self, key: FigureKey, shown: Result<String, &str>) -> String {
        let value = match (shown, key.unit(self.data)) {
            (Ok(number), "%") => format!("{number}%"),
            (Ok(number), unit) => format!("{number} {unit}"),
            (Err(none), _) => none.to_owned(),
        };
        format!(
            "{} [{}], {}, {} = {value}",
            key.label(self.data),
            key.path(self.data),
            self.data.tree.name(key.org),
            key.period,
        )
    }

    fn number(&self, value: Decimal) -> String {
        text::number::exact(value.normalize(), self.lang)
    }

    fn item(&mut self, key: FigureKey, figure: Option<&Figure>, depth: usize) {
        let value = figure.and_then(|figure| figure.value).map(|value| self.number(value));
        let state = figure.map_or(State::NotApplicable, |figure| figure.state);
        let mut line = self.heading(key, value.ok_or(self.no_value(state)));
        let Some(figure) = figure else { return self.line(depth, &line) };
        match &figure.operands {
            Operands::Cell(Some(source)) => {
                let _ = write!(line, "  ← {}", self.cell(source));
                self.cells += 1;
                self.line(depth, &line);
            }
            Operands::Cell(None) | Operands::Nothing => self.line(depth, &line),
            Operands::Combined { how, of } => {
                let over_units = *how == How::OverUnits;
                let _ = write!(line, "  ({})", self.how(figure, over_units));
                self.line(depth, &line);
                for operand in of {
                    let FactKey { org, item, period } = operand.key;
                    self.key(FigureKey { org, named: Named::Item(item), period }, depth + 1);
                }
            }
        }
    }

    fn how(&self, figure: &Figure, over_units: bool) -> String {
        let coverage = &figure.coverage;
        let (received, expected) = (coverage.received(), coverage.expected());
        let how = match (figure.weighted, over_units) {
            (Some(sum), _) => {
                let (products, weights) = (self.number(sum.products), self.number(sum.weights));
                self.lang.pick(
                    format!("bình quân có trọng số: {products} ÷ {weights}"),
                    format!("weighted mean: {products} ÷ {weights}"),
                )
            }
            (None, true) => self.lang.pick("cộng các đơn vị", "sum over units").to_owned(),
            (None, false) => self.lang.pick("theo các năm", "over periods").to_owned(),
        };
        let covered = self.lang.pick(
            format!("{received}/{expected} đơn vị có số liệu"),
            format!("{received}/{expected} units reported"),
        );
        format!("{how}; {covered}")
    }

    fn cell(&self, source: &Source) -> String {
        let Source { file, sheet, cell, text } = source;
        if text.trim().is_empty() {
            return self.lang.pick(
                format!("{file}, trang tính «{sheet}», ô {cell}, để trống"),
                format!("{file}, sheet «{sheet}», cell {cell}, left blank"),
            );
        }
        self.lang.pick(
            format!("{file}, trang tính «{sheet}», ô {cell}, ghi `{text}`"),
            format!("{file}, sheet «{sheet}», cell {cell}, typed `{text}`"),
        )
    }

    fn no_value(&self, state: State) -> &'static str {
        match state {
            State::NotApplicable => self.lang.pick("(không áp dụng)", "(not applicable)"),
            State::Refused => self.lang.pick("(không dùng được)", "(refused)"),
            _ => self.lang.pick("(chưa có)", "(absent)"),
        }
    }

    fn indicator(&mut self, key: FigureKey, at: usize, depth: usize) {
        let Some(indicator) = self.data.pack.indicators.get(at) else { return };
        let evaluated = self.data.book().indicator(key.org, indicator, key.period);
        let shown = match evaluated.value {
            Ok(value) => Ok(text::number::format(value, indicator.decimals, self.lang)),
            Err(NoValue::Absent) => Err(self.no_value(State::Absent)),
            Err(NoValue::NotApplicable) => Err(self.no_value(State::NotApplicable)),
            Err(NoValue::PartsDiffer) => Err(self.lang.pick(
                "(tử số và mẫu số không cùng phạm vi đơn vị)",
                "(parts cover different units)",
            )),
            Err(NoValue::DivisionByZero) => {
                Err(self.lang.pick("(mẫu số bằng 0)", "(division by zero)"))
            }
        };
        let line = self.heading(key, shown);
        self.line(depth, &line);
        let factor = self.number(indicator.factor);
        let formula = self.lang.pick(
            format!("= {factor} × tử số ÷ mẫu số"),
            format!("= {factor} × numerator ÷ denominator"),
        );
        self.line(depth + 1, &formula);
        let mut references = indicator.numerator.references();
        references.extend(indicator.denominator.references());
        for reference in references {
            let named = self.data.pack.named(&reference.path);
            if let (Some(named), Some(period)) =
                (named, self.data.pack.resolve(reference.period, key.period))
            {
                self.key(FigureKey { named, period, ..key }, depth + 1);
            }
        }
    }
}
