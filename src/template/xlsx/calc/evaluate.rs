//! The value of a formula over known cells, in exact decimals.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::functions;
use super::parse::Expression;
use super::value::{Computed, Unknown, Value, compared};
use crate::ooxml::CellRef;
use crate::template::xlsx::formula::lexer::Reference;

/// A rectangle of cells of one sheet, rows and columns from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Area {
    /// Index of the sheet.
    pub sheet: usize,
    /// First and last row.
    pub rows: (u32, u32),
    /// First and last column.
    pub cols: (u16, u16),
}

impl Area {
    /// Whether it is one cell.
    pub(super) fn is_cell(&self) -> bool {
        self.rows.0 == self.rows.1 && self.cols.0 == self.cols.1
    }

    /// The area of a reference, given the index of its sheet.
    pub(super) fn of(reference: &Reference, sheet: usize) -> Self {
        let rows = reference.rows().unwrap_or((0, CellRef::ROWS - 1));
        let cols = reference.cols().unwrap_or((0, CellRef::COLS - 1));
        Self { sheet, rows, cols }
    }
}

/// What a formula can read.
pub(crate) trait Cells {
    /// The area a reference means, seen from the formula; none when the sheet is unknown.
    fn area(&self, reference: &Reference) -> Option<Area>;
    /// Visits the values of the cells of an area that are not empty, column by column.
    fn each(&self, area: &Area, visit: &mut dyn FnMut(&Value)) -> Result<(), Unknown>;
    /// These values.
    fn values(&self, area: &Area) -> Result<Vec<Value>, Unknown> {
        let mut values = Vec::new();
        self.each(area, &mut |value| values.push(value.clone()))?;
        Ok(values)
    }
    /// What a defined name stands for.
    fn name(&self, name: &str) -> Option<Expression>;
}

/// The value of an expression; an area of several cells is none.
pub(crate) fn evaluate(expression: &Expression, cells: &dyn Cells) -> Computed {
    Ok(match expression {
        Expression::Number(number) => Value::Number(*number),
        Expression::Text(text) => Value::Text(text.clone()),
        Expression::Bool(truth) => Value::Bool(*truth),
        Expression::Error(error) => Value::Error(error),
        Expression::Missing => Value::Blank,
        Expression::Reference(_) | Expression::Name(_) => match operand(expression, cells)? {
            Operand::Value(value) => value,
            Operand::Area(area) if area.is_cell() => {
                cells.values(&area)?.pop().unwrap_or(Value::Blank)
            }
            Operand::Area(_) => return Err(Unknown),
        },
        Expression::Minus(inner) => {
            number_result(evaluate(inner, cells)?.number()?.map(|number| Some(-number)))?
        }
        Expression::Percent(inner) => {
            let percent = |number: Decimal| number.checked_div(Decimal::ONE_HUNDRED);
            number_result(evaluate(inner, cells)?.number()?.map(percent))?
        }
        Expression::Chain(first, rest) => {
            let mut value = evaluate(first, cells)?;
            for (operator, right) in rest {
                value = binary(&value, operator, &evaluate(right, cells)?)?;
            }
            value
        }
        Expression::Call(name, arguments) => functions::call(name, arguments, cells)?,
    })
}

/// An argument: a value, or cells.
pub(crate) enum Operand {
    /// A value.
    Value(Value),
    /// Cells.
    Area(Area),
}

/// An argument as a function takes it: references stay areas.
pub(crate) fn operand(expression: &Expression, cells: &dyn Cells) -> Result<Operand, Unknown> {
    match expression {
        Expression::Reference(reference) => {
            cells.area(reference).map(Operand::Area).ok_or(Unknown)
        }
        Expression::Name(name) => match cells.name(name).ok_or(Unknown)? {
            Expression::Reference(reference) => {
                cells.area(&reference).map(Operand::Area).ok_or(Unknown)
            }
            Expression::Number(number) => Ok(Operand::Value(Value::Number(number))),
            _ => Err(Unknown),
        },
        other => evaluate(other, cells).map(Operand::Value),
    }
}

/// A number that has not overflowed, or an error.
fn number_result(result: Result<Option<Decimal>, &'static str>) -> Computed {
    match result {
        Ok(Some(number)) => Ok(Value::Number(number)),
        Ok(None) => Err(Unknown),
        Err(error) => Ok(Value::Error(error)),
    }
}

fn binary(left: &Value, operator: &str, right: &Value) -> Computed {
    for side in [left, right] {
        if let Value::Error(error) = side {
            return Ok(Value::Error(error));
        }
    }
    match operator {
        "&" => Ok(match (left.text()?, right.text()?) {
            (Ok(left), Ok(right)) => Value::Text(left + &right),
            (Err(error), _) | (_, Err(error)) => Value::Error(error),
        }),
        "=" | "<>" | "<" | ">" | "<=" | ">=" => compare(left, operator, right).map(Value::Bool),
        _ => match (left.number()?, right.number()?) {
            (Ok(left), Ok(right)) => arithmetic(left, operator, right),
            (Err(error), _) | (_, Err(error)) => Ok(Value::Error(error)),
        },
    }
}

fn arithmetic(left: Decimal, operator: &str, right: Decimal) -> Computed {
    number_result(match operator {
        "+" => Ok(left.checked_add(right)),
        "-" => Ok(left.checked_sub(right)),
        "*" => Ok(left.checked_mul(right)),
        "/" if right.is_zero() => Err("#DIV/0!"),
        "/" => Ok(left.checked_div(right)),
        "^" => power(left, right),
        _ => return Err(Unknown),
    })
}

/// Whole powers only; roots are no exact decimals.
fn power(base: Decimal, exponent: Decimal) -> Result<Option<Decimal>, &'static str> {
    let whole = exponent.normalize();
    let count = whole.to_string().parse::<u32>().ok().filter(|count| *count <= 64);
    let Some(count) = count else { return Ok(None) };
    if base.is_zero() && count == 0 {
        return Err("#NUM!");
    }
    Ok((0..count).try_fold(Decimal::ONE, |product, _| product.checked_mul(base)))
}

fn compare(left: &Value, operator: &str, right: &Value) -> Result<bool, Unknown> {
    let order = order(left, right)?;
    Ok(match operator {
        "=" => order == Some(Ordering::Equal),
        "<>" => order != Some(Ordering::Equal),
        "<" => order.ok_or(Unknown)?.is_lt(),
        ">" => order.ok_or(Unknown)?.is_gt(),
        "<=" => order.ok_or(Unknown)?.is_le(),
        _ => order.ok_or(Unknown)?.is_ge(),
    })
}

/// How two values stand to each other; `None`: they differ, in an order we do not know.
fn order(left: &Value, right: &Value) -> Result<Option<Ordering>, Unknown> {
    Ok(match (left, right) {
        (Value::Number(left), Value::Number(right)) => {
            Some(compared(*left).cmp(&compared(*right)))
        }
        (Value::Bool(left), Value::Bool(right)) => Some(left.cmp(right)),
        (Value::Text(left), Value::Text(right)) => {
            // The order of texts depends on the language of whoever opens the file.
            (left.to_lowercase() == right.to_lowercase()).then_some(Ordering::Equal)
        }
        (Value::Blank, Value::Blank) => Some(Ordering::Equal),
        (Value::Blank, other) => order(&blank_like(other), other)?,
        (other, Value::Blank) => order(other, &blank_like(other))?,
        // Numbers come before texts, texts before truth values.
        (Value::Error(_), _) | (_, Value::Error(_)) => return Err(Unknown),
        _ => Some(kind_rank(left).cmp(&kind_rank(right))),
    })
}

/// An empty cell compared with a value counts as the nothing of its kind.
fn blank_like(other: &Value) -> Value {
    match other {
        Value::Text(_) => Value::Text(String::new()),
        Value::Bool(_) => Value::Bool(false),
        _ => Value::Number(Decimal::ZERO),
    }
}

const fn kind_rank(value: &Value) -> u8 {
    match value {
        Value::Text(_) => 1,
        Value::Bool(_) => 2,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse::parse;
    use super::*;

    /// A sheet with 2, 3.5, "x", an empty cell and TRUE in A1:A5.
    struct Sample;

    impl Cells for Sample {
        fn area(&self, reference: &Reference) -> Option<Area> {
            Some(Area::of(reference, 0))
        }

        fn each(&self, area: &Area, visit: &mut dyn FnMut(&Value)) -> Result<(), Unknown> {
            let all = [
                Some(Value::Number(Decimal::TWO)),
                Some(Value::Number(Decimal::new(35, 1))),
                Some(Value::Text("x".to_owned())),
                None,
                Some(Value::Bool(true)),
            ];
            let rows = area.rows.0 as usize..=area.rows.1 as usize;
            let inside = all.iter().enumerate().filter(|(row, _)| rows.contains(row));
            inside.filter_map(|(_, value)| value.as_ref()).for_each(visit);
            Ok(())
        }

        fn name(&self, name: &str) -> Option<Expression> {
            (name == "hai").then(|| parse("$A$1").unwrap())
        }
    }

    fn shown(formula: &str) -> String {
        match parse(formula).and_then(|expression| evaluate(&expression, &Sample)) {
            Ok(Value::Number(number)) => super::super::value::stored_digits(number),
            Ok(Value::Text(text)) => format!("\"{text}\""),
            Ok(Value::Bool(truth)) => truth.to_string(),
            Ok(Value::Error(error)) => error.to_owned(),
            Ok(Value::Blank) => "blank".to_owned(),
            Err(Unknown) => "?".to_owned(),
        }
    }

    #[test]
    fn operators_bind_as_in_excel() {
        for (formula, value) in [
            ("1+2*3-4/8", "6.5"),
            ("-2^2", "4"),
            ("2^3^2", "64"),
            ("10%*50", "5"),
            ("0.1+0.2", "0.3"),
            ("(1+2)*3", "9"),
            ("1/3", "0.33333333333333333"),
            ("1/3*3=1", "true"),
            ("--TRUE", "1"),
            ("\"a\"&1&\"b\"", "\"a1b\""),
            ("1<2", "true"),
            ("\"Ă\"=\"ă\"", "true"),
            ("2>\"a\"", "false"),
            ("A1+A2", "5.5"),
            ("hai*2", "4"),
            ("A4+1", "1"),
            ("A4=0", "true"),
            ("A4=\"\"", "true"),
        ] {
            assert_eq!(shown(formula), value, "{formula}");
        }
    }

    #[test]
    fn errors_are_values_and_what_we_cannot_know_is_unknown() {
        for (formula, value) in [
            ("1/0", "#DIV/0!"),
            ("1/A4", "#DIV/0!"),
            ("A3+1", "#VALUE!"),
            ("\"1,5\"+1", "?"),
            ("\"15\"+1", "16"),
            ("#REF!+1", "#REF!"),
            ("\"b\"<\"a\"", "?"),
            ("TODAY()", "?"),
            ("A1:A2", "?"),
            ("2^0.5", "?"),
            ("khong_co", "?"),
            ("1.5&\"\"", "?"),
            ("79228162514264337593543950335*10", "?"),
        ] {
            assert_eq!(shown(formula), value, "{formula}");
        }
    }

    #[test]
    fn functions_compute_as_excel_does() {
        for (formula, value) in [
            ("SUM(A1:A5)", "5.5"),
            ("SUM(A1:A5,1,TRUE,\"2\")", "9.5"),
            ("COUNT(A1:A5)", "2"),
            ("COUNTA(A1:A5)", "4"),
            ("AVERAGE(A1:A2)", "2.75"),
            ("AVERAGE(A4)", "#DIV/0!"),
            ("MIN(A1:A5)", "2"),
            ("MAX(A3:A4)", "0"),
            ("PRODUCT(A1:A2)", "7"),
            ("ROUND(2.345,2)", "2.35"),
            ("ROUND(-2.5,0)", "-3"),
            ("ROUND(1284,-2)", "1300"),
            ("ROUND(1/3*3*0.5,0)", "1"),
            ("ROUNDDOWN(2.99,1)", "2.9"),
            ("ROUNDUP(2.01,1)", "2.1"),
            ("INT(-1.5)", "-2"),
            ("TRUNC(-1.5)", "-1"),
            ("ABS(-3)", "3"),
            ("MOD(-3,2)", "1"),
            ("MOD(1,0)", "#DIV/0!"),
            ("IF(A1>1,\"co\",1/0)", "\"co\""),
            ("IF(A1>9,1)", "false"),
            ("IF(0,1,)", "0"),
            ("IFERROR(1/0,\"-\")", "\"-\""),
            ("AND(A1>1,A2>9)", "false"),
            ("OR(FALSE,1)", "true"),
            ("NOT(A4)", "true"),
            ("ISBLANK(A4)", "true"),
            ("SUM(A3,A1)", "2"),
            ("SUM(\"x\")", "#VALUE!"),
            ("IF(A3,1,2)", "#VALUE!"),
            ("SUM(1/0,A1)", "#DIV/0!"),
        ] {
            assert_eq!(shown(formula), value, "{formula}");
        }
    }
}
