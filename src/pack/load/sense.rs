//! Whether an expression adds up what can be added up: like units of measure, no period twice, no
//! part on top of its total.

use crate::diagnostic::Code;
use crate::model::{Catalogue, Item, OverPeriods, Period, ValueKind};
use crate::pack::{
    Condition, Expression, Indicator, Named, Operator, PeriodRef, Reference, Rule, named,
};

/// Told of every addition that makes no sense.
pub(super) type Report<'r> = &'r mut dyn FnMut(Code, &[(&'static str, &str)]);

/// What an expression is judged by.
pub(super) struct Sense<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) indicators: &'a [Indicator],
    /// Rules that show which parts of an element have nothing in common; `None` where the
    /// expression is such a rule itself.
    pub(super) rules: Option<&'a [Rule]>,
    /// Periods for which the expression may be worked out.
    pub(super) periods: &'a [Period],
}

/// A figure that is added (or taken off) in an expression.
type Addend = (Reference, bool);

/// Indicators within indicators that are followed.
const DEEPEST: usize = 8;

impl Sense<'_> {
    pub(super) fn condition(&self, condition: &Condition, report: Report<'_>) {
        self.expression(&condition.left, report);
        self.expression(&condition.right, report);
        if let (Some(left), Some(right)) =
            (self.unit(&condition.left), self.unit(&condition.right))
            && left != right
        {
            report(Code::E708, &[("first", &left), ("second", &right)]);
        }
    }

    pub(super) fn expression(&self, expression: &Expression, report: Report<'_>) {
        let (sum, products) = addends(expression);
        self.like_units(&sum, report);
        let sum: Vec<Addend> =
            sum.into_iter().flat_map(|addend| self.through_indicators(addend, 0)).collect();
        for (at, (one, plus)) in sum.iter().enumerate() {
            for (other, other_plus) in sum.iter().skip(at + 1) {
                if plus == other_plus {
                    self.pair(one, other, report);
                }
            }
        }
        for (left, right) in products {
            self.expression(left, report);
            self.expression(right, report);
        }
    }

    /// An indicator that only adds figures up, as these figures.
    fn through_indicators(&self, (reference, plus): Addend, depth: usize) -> Vec<Addend> {
        let named = named(self.catalogue, self.indicators, &reference.path);
        let indicator = match named {
            Some(Named::Indicator(at)) if depth < DEEPEST => self.indicators.get(at),
            _ => None,
        };
        let Some(indicator) = indicator.filter(|i| i.denominator.references().is_empty())
        else {
            return vec![(reference, plus)];
        };
        let (inner, _) = addends(&indicator.numerator);
        let inner = inner.into_iter().flat_map(|(part, part_plus)| {
            let own = part.period == PeriodRef::Own;
            let period = if own { reference.period } else { part.period };
            let part = Reference { path: part.path, period };
            self.through_indicators((part, plus == part_plus), depth + 1)
        });
        inner.collect()
    }

    fn like_units(&self, sum: &[Addend], report: Report<'_>) {
        let mut units = sum.iter().filter_map(|(reference, _)| self.unit_of(reference));
        let Some(first) = units.next() else { return };
        if let Some(second) = units.find(|unit| *unit != first) {
            report(Code::E708, &[("first", &first), ("second", &second)]);
        }
    }

    /// Two figures that are both added.
    fn pair(&self, one: &Reference, other: &Reference, report: Report<'_>) {
        let (Some(first), Some(second)) = (self.item(one), self.item(other)) else { return };
        if first.element != second.element {
            return;
        }
        let names = [("first", one.to_string()), ("second", other.to_string())];
        let fields: Vec<(&'static str, &str)> =
            names.iter().map(|(name, text)| (*name, text.as_str())).collect();
        if one.period == other.period {
            let apart = self.is_class(first)
                || self.rules.is_none_or(|rules| self.shown_disjoint(first, second, rules));
            if first == second || first.is_total() || second.is_total() || !apart {
                report(Code::E710, &fields);
            }
        } else {
            let flow = self.catalogue.element(first);
            let flow = flow.is_some_and(|e| e.over_periods == OverPeriods::Sum);
            let common = first == second || first.is_total() || second.is_total();
            if common && flow && self.overlap(one.period, other.period) {
                report(Code::E709, &fields);
            }
        }
    }

    /// Whether the element is a class: a unit is in one of its categories only.
    fn is_class(&self, item: Item) -> bool {
        self.catalogue.element(item).is_some_and(|element| element.kind == ValueKind::Class)
    }

    /// Whether a rule adds the two parts up, and so says that nobody is in both.
    fn shown_disjoint(&self, first: Item, second: Item, rules: &[Rule]) -> bool {
        rules.iter().any(|rule| {
            [&rule.condition.left, &rule.condition.right].into_iter().any(|side| {
                let items: Vec<Item> = addends(side)
                    .0
                    .iter()
                    .filter(|(_, plus)| *plus)
                    .filter_map(|(reference, _)| self.item(reference))
                    .collect();
                items.contains(&first) && items.contains(&second)
            })
        })
    }

    /// Whether two periods of one figure have a month in common.
    fn overlap(&self, one: PeriodRef, other: PeriodRef) -> bool {
        self.periods.iter().any(|own| {
            let resolved = one.resolve(*own, None).zip(other.resolve(*own, None));
            resolved.is_some_and(|(one, other)| one.overlaps(other))
        })
    }

    fn item(&self, reference: &Reference) -> Option<Item> {
        self.catalogue.find(&reference.path)
    }

    fn unit_of(&self, reference: &Reference) -> Option<String> {
        match named(self.catalogue, self.indicators, &reference.path)? {
            Named::Item(item) => self.catalogue.element(item).map(|e| e.unit.clone()),
            Named::Indicator(at) => self.indicators.get(at).map(|i| i.unit.clone()),
            Named::Text(_) => None,
        }
    }

    /// The unit of measure of an expression, where it has a certain one: a number goes with any,
    /// a product or quotient may be of another.
    fn unit(&self, expression: &Expression) -> Option<String> {
        let (sum, _) = addends(expression);
        sum.iter().find_map(|(reference, _)| self.unit_of(reference))
    }
}

/// Both sides of a product or quotient.
type Product<'e> = (&'e Expression, &'e Expression);

/// The figures that an expression adds and takes off at its outermost, and the products and
/// quotients among them.
fn addends(expression: &Expression) -> (Vec<Addend>, Vec<Product<'_>>) {
    let (mut sum, mut products) = (Vec::new(), Vec::new());
    walk(expression, true, &mut sum, &mut products);
    (sum, products)
}

fn walk<'e>(
    expression: &'e Expression,
    plus: bool,
    sum: &mut Vec<Addend>,
    products: &mut Vec<Product<'e>>,
) {
    match expression {
        Expression::Number(_) => {}
        Expression::Reference(reference) => sum.push((reference.clone(), plus)),
        Expression::Negative(inner) => walk(inner, !plus, sum, products),
        Expression::Binary(left, Operator::Add, right) => {
            walk(left, plus, sum, products);
            walk(right, plus, sum, products);
        }
        Expression::Binary(left, Operator::Subtract, right) => {
            walk(left, plus, sum, products);
            walk(right, !plus, sum, products);
        }
        Expression::Binary(left, Operator::Multiply | Operator::Divide, right) => {
            products.push((left, right));
        }
    }
}
