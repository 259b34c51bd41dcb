//! Indicators and rules, from `indicators.toml` and `rules.toml`.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use toml::Spanned;

use super::Loader;
use super::sense::Sense;
use crate::diagnostic::Code;
use crate::model::{Catalogue, OverUnits, Period, ValueKind};
use crate::pack::expression::own;
use crate::pack::raw::{RawIndicator, RawLevels, RawMissingOperands, RawRule};
use crate::pack::{
    Comparison, Condition, Expression, Indicator, Levels, MissingOperands, Rule, named,
};

const INDICATORS: &str = "indicators.toml";
const RULES: &str = "rules.toml";

/// What a rule must be to become a formula of blanks.
const FORMULA_RULE: &str = "chỉ dùng cho quy tắc so bằng (`=`), không có `tolerance`, một vế là đúng một số liệu \
                            mà đơn vị báo cáo";

/// Indicators of indicators beyond which a pack is refused: each costs twice the one below.
const DEEPEST: usize = 8;

impl Loader<'_> {
    /// Reads the indicators; each may use those above it.
    pub(super) fn indicators(
        &mut self,
        raw: Vec<RawIndicator>,
        catalogue: &Catalogue,
    ) -> Vec<(Indicator, [Spanned<String>; 2])> {
        let mut seen: BTreeSet<String> =
            catalogue.elements().iter().map(|element| element.code.clone()).collect();
        let mut indicators: Vec<Indicator> = Vec::new();
        let mut written = Vec::new();
        let mut depths = Vec::new();
        for raw in raw {
            self.new_code(INDICATORS, &raw.code, &mut seen);
            let numerator = self.expression(&raw.code, &raw.numerator, catalogue, &indicators);
            let denominator =
                self.expression(&raw.code, &raw.denominator, catalogue, &indicators);
            let depth = depth_of([&numerator, &denominator], &indicators, &depths);
            if depth > DEEPEST {
                let reason = "tỷ lệ của tỷ lệ quá nhiều tầng";
                let fields = [("expression", raw.code.get_ref().as_str()), ("reason", reason)];
                self.report(INDICATORS, Some(raw.code.span().start), Code::E706, &fields);
            }
            depths.push(depth);
            indicators.push(Indicator {
                code: raw.code.into_inner(),
                name: raw.name,
                unit: raw.unit,
                numerator,
                denominator,
                factor: raw.factor.value(),
                decimals: raw.decimals,
                missing: missing(raw.missing),
            });
            written.push([raw.numerator, raw.denominator]);
        }
        indicators.into_iter().zip(written).collect()
    }

    fn expression(
        &mut self,
        code: &Spanned<String>,
        raw: &Spanned<String>,
        catalogue: &Catalogue,
        indicators: &[Indicator],
    ) -> Expression {
        match Expression::parse(raw.get_ref()) {
            Ok(expression) => {
                let references = expression.references();
                self.known(INDICATORS, raw, code.get_ref(), references, catalogue, indicators);
                expression
            }
            Err(error) => {
                self.not_understood(INDICATORS, raw, &error);
                Expression::Number(Decimal::ZERO)
            }
        }
    }

    /// Names every reference of an expression that neither the catalogue nor the indicators have.
    fn known(
        &mut self,
        file: &str,
        raw: &Spanned<String>,
        code: &str,
        references: Vec<&crate::pack::Reference>,
        catalogue: &Catalogue,
        indicators: &[Indicator],
    ) {
        for reference in references {
            if named(catalogue, indicators, &reference.path).is_none() {
                let mut known = catalogue.paths();
                known.extend(indicators.iter().map(|indicator| indicator.code.clone()));
                self.unknown_name(file, Some(raw.span().start), code, &reference.path, known);
            }
        }
    }

    pub(super) fn rules(
        &mut self,
        raw: Vec<RawRule>,
        catalogue: &Catalogue,
        indicators: &[Indicator],
        periods: &[Period],
    ) -> Vec<Rule> {
        let mut seen = BTreeSet::new();
        let mut rules = Vec::new();
        for raw in raw {
            self.only_once(RULES, &raw.code, &mut seen);
            match Condition::parse(raw.check.get_ref()) {
                Ok(condition) => {
                    let code = raw.code.get_ref();
                    let references = condition.references();
                    self.known(RULES, &raw.check, code, references, catalogue, indicators);
                    let sense = Sense { catalogue, indicators, rules: None, periods };
                    sense.condition(&condition, &mut |code, fields| {
                        self.report(RULES, Some(raw.check.span().start), code, fields);
                    });
                    let rule = Rule {
                        code: raw.code.into_inner(),
                        name: raw.name,
                        condition,
                        instruction: raw.instruction,
                        levels: levels(raw.levels),
                        missing: missing(raw.missing),
                        tolerance: raw.tolerance.map_or(Decimal::ZERO, |t| t.value()),
                        computes: raw
                            .formula
                            .as_ref()
                            .is_some_and(|formula| *formula.get_ref()),
                    };
                    self.can_compute(&rule, raw.formula.as_ref(), catalogue);
                    rules.push(rule);
                }
                Err(error) => self.not_understood(RULES, &raw.check, &error),
            }
        }
        rules
    }

    /// A rule that computes says what one cell of a form is: an equality with one figure alone on
    /// a side, a number that returns give.
    fn can_compute(
        &mut self,
        rule: &Rule,
        written: Option<&Spanned<bool>>,
        catalogue: &Catalogue,
    ) {
        let Some(written) = written.filter(|_| rule.computes) else { return };
        let total = rule.computed().and_then(|(total, _)| catalogue.find(&total.path));
        let is_number = total
            .and_then(|item| catalogue.element(item))
            .is_some_and(|element| element.kind != ValueKind::Class && !element.in_settings);
        let equality =
            rule.condition.comparison == Comparison::Equal && rule.tolerance.is_zero();
        if !equality || !is_number || rule.levels == Levels::Totals {
            let fields = [("declared", "formula = true"), ("reason", FORMULA_RULE)];
            self.report(RULES, Some(written.span().start), Code::E713, &fields);
        }
    }

    /// Whether what the indicators add up can be added up; asked when the rules are known, which
    /// show what parts have nothing in common.
    pub(super) fn indicators_make_sense(
        &mut self,
        indicators: Vec<(Indicator, [Spanned<String>; 2])>,
        catalogue: &Catalogue,
        rules: &[Rule],
        periods: &[Period],
    ) -> Vec<Indicator> {
        let (indicators, written): (Vec<Indicator>, Vec<_>) = indicators.into_iter().unzip();
        for (indicator, written) in indicators.iter().zip(&written) {
            let both = [&indicator.numerator, &indicator.denominator];
            for (expression, written) in both.into_iter().zip(written) {
                let sense =
                    Sense { catalogue, indicators: &indicators, rules: Some(rules), periods };
                sense.expression(expression, &mut |code, fields| {
                    self.report(INDICATORS, Some(written.span().start), code, fields);
                });
            }
        }
        indicators
    }
}

/// How many indicators stand in one another below these expressions.
fn depth_of(expressions: [&Expression; 2], known: &[Indicator], depths: &[usize]) -> usize {
    let references = expressions.into_iter().flat_map(Expression::references);
    let below = references.filter_map(|reference| {
        let at = known.iter().position(|indicator| indicator.code == reference.path)?;
        depths.get(at).copied()
    });
    below.max().unwrap_or(0) + 1
}

const fn missing(raw: RawMissingOperands) -> MissingOperands {
    match raw {
        RawMissingOperands::Skip => MissingOperands::Skip,
        RawMissingOperands::NotDueIsZero => MissingOperands::NotDueIsZero,
        RawMissingOperands::Zero => MissingOperands::Zero,
    }
}

const fn levels(raw: RawLevels) -> Levels {
    match raw {
        RawLevels::All => Levels::All,
        RawLevels::Returns => Levels::Returns,
        RawLevels::Totals => Levels::Totals,
    }
}

/// «Trong đó»: every part is at most its total. Follows from the catalogue, so no pack repeats it.
pub(super) fn parts_at_most_their_total(catalogue: &Catalogue) -> Vec<Rule> {
    let parts = catalogue.items().filter(|item| {
        let class = catalogue.element(*item).is_some_and(|e| e.kind == ValueKind::Class);
        let mean = catalogue
            .element(*item)
            .is_some_and(|e| matches!(e.over_units, OverUnits::WeightedMean { .. }));
        !item.is_total() && !class && !mean
    });
    parts
        .map(|item| {
            let (part, total) = (catalogue.path(item), catalogue.path(item.total()));
            let name = catalogue.category(item).map_or("", |category| category.name.as_str());
            let whole = catalogue.element(item).map_or("", |element| element.name.as_str());
            Rule {
                code: format!("{}{part}", Rule::OF_PARTS),
                name: format!("«{name}» ≤ «{whole}»"),
                condition: Condition {
                    left: own(part),
                    comparison: Comparison::AtMost,
                    right: own(total),
                },
                instruction: "số «trong đó» không được lớn hơn tổng số; kiểm tra lại cả hai ô"
                    .to_owned(),
                levels: Levels::All,
                missing: MissingOperands::Skip,
                tolerance: Decimal::ZERO,
                computes: false,
            }
        })
        .collect()
}
