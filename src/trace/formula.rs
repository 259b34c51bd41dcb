//! An expression written as a person reads it: `100 × (a + b) ÷ c`.

use rust_decimal::Decimal;

use crate::pack::{Expression, Indicator, Operator, Reference};
use crate::text::{self, Lang};

/// How tightly an operator binds; parentheses go around what binds more loosely.
const SUM: u8 = 0;
const PRODUCT: u8 = 1;
const FACTOR: u8 = 2;

/// The formula of an indicator, its references written by `name`.
pub(super) fn of_indicator(
    indicator: &Indicator,
    lang: Lang,
    name: &dyn Fn(&Reference) -> String,
) -> String {
    let writer = Writer { lang, name };
    let numerator = writer.write(&indicator.numerator, PRODUCT);
    let denominator = writer.write(&indicator.denominator, FACTOR);
    if indicator.factor == Decimal::ONE {
        return format!("{numerator} ÷ {denominator}");
    }
    let factor = text::number::exact(indicator.factor, lang);
    format!("{factor} × {numerator} ÷ {denominator}")
}

struct Writer<'a> {
    lang: Lang,
    name: &'a dyn Fn(&Reference) -> String,
}

impl Writer<'_> {
    /// Writes an expression that stands where only what binds at least so tightly may.
    fn write(&self, expression: &Expression, least: u8) -> String {
        let (text, binds) = match expression {
            Expression::Number(number) => (text::number::exact(*number, self.lang), FACTOR),
            Expression::Reference(reference) => ((self.name)(reference), FACTOR),
            Expression::Negative(inner) => (format!("−{}", self.write(inner, FACTOR)), SUM),
            Expression::Binary(left, operator, right) => {
                let (sign, binds, right_binds) = match operator {
                    Operator::Add => ('+', SUM, SUM),
                    Operator::Subtract => ('−', SUM, PRODUCT),
                    Operator::Multiply => ('×', PRODUCT, PRODUCT),
                    Operator::Divide => ('÷', PRODUCT, FACTOR),
                };
                let left = self.write(left, binds);
                (format!("{left} {sign} {}", self.write(right, right_binds)), binds)
            }
        };
        if binds < least { format!("({text})") } else { text }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parentheses_stand_where_the_value_would_change_without_them() {
        for text in ["a + b", "a − (b − c)", "a × (b + c) ÷ d", "a ÷ (b ÷ c)", "(a + b) × c"]
        {
            let typed = text.replace('−', "-").replace('×', "*").replace('÷', "/");
            let expression = Expression::parse(&typed).unwrap();
            let name = |reference: &Reference| reference.path.clone();
            let writer = Writer { lang: Lang::Vi, name: &name };
            assert_eq!(writer.write(&expression, SUM), text);
        }
    }
}
