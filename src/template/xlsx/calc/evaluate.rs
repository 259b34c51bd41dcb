//! The value of a formula over known cells, in exact decimals.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::columns::Columns;
use super::functions;
use super::parse::Expression;
use super::totals::Totals;
use super::value::{Computed, Unknown, Value, compared, product, quotient};
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
    /// The areas a reference means, seen from the formula, one for each sheet it spans; none when
    /// a sheet is unknown.
    fn areas(&self, reference: &Reference) -> Option<Vec<Area>>;
    /// The values of the cells of an area that are not empty, column by column.
    fn values(&self, area: &Area) -> Result<Vec<Value>, Unknown>;
    /// The same with their places.
    fn placed(&self, area: &Area) -> Result<Vec<(CellRef, Value)>, Unknown>;
    /// What the cells of an area come to.
    fn totals(&self, area: &Area) -> Result<Totals, Unknown> {
        let mut totals = Totals::default();
        for value in &self.values(area)? {
            totals.add(value);
        }
        Ok(totals)
    }
    /// The columns themselves, where they are at hand.
    fn columns(&self) -> Option<&Columns> {
        None
    }
    /// The cells of a table that a structured reference means.
    fn structured(&self, text: &str) -> Option<Area>;
    /// What a defined name stands for.
    fn name(&self, name: &str) -> Option<Expression>;
    /// The cell that the formula stands in.
    fn home(&self) -> Option<CellRef>;
    /// Whether any row of an area is hidden.
    fn hides_rows(&self, area: &Area) -> bool;
    /// The cells of an area whose formulas are subtotals.
    fn subtotals(&self, area: &Area) -> Vec<CellRef>;
    /// Whether the workbook counts days from 1904.
    fn counts_from_1904(&self) -> bool;
}

/// The value of an expression.
pub(crate) fn evaluate(expression: &Expression, cells: &dyn Cells) -> Computed {
    Ok(match expression {
        Expression::Number(number) => Value::Number(*number),
        Expression::Text(text) => Value::Text(text.clone()),
        Expression::Bool(truth) => Value::Bool(*truth),
        Expression::Error(error) => Value::Error(error),
        Expression::Missing => Value::Blank,
        Expression::Reference(_) | Expression::Name(_) | Expression::Structured(_) => {
            match operand(expression, cells)? {
                Operand::Value(value) => value,
                Operand::Areas(areas) => match areas.as_slice() {
                    [area] => one_of(area, cells)?,
                    _ => return Err(Unknown),
                },
            }
        }
        Expression::Minus(inner) => {
            number_result(evaluate(inner, cells)?.number()?.map(|number| Some(-number)))?
        }
        Expression::Percent(inner) => {
            let percent = |number: Decimal| quotient(number, Decimal::ONE_HUNDRED);
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

/// The value of an area where one value is wanted: of a line of cells the one beside the formula.
fn one_of(area: &Area, cells: &dyn Cells) -> Computed {
    let mut one = *area;
    if !area.is_cell() {
        let home = cells.home().ok_or(Unknown)?;
        let (upright, level) = (area.cols.0 == area.cols.1, area.rows.0 == area.rows.1);
        if upright && (area.rows.0..=area.rows.1).contains(&home.row) {
            one.rows = (home.row, home.row);
        } else if level && (area.cols.0..=area.cols.1).contains(&home.col) {
            one.cols = (home.col, home.col);
        } else {
            return Ok(Value::Error("#VALUE!"));
        }
    }
    Ok(cells.values(&one)?.pop().unwrap_or(Value::Blank))
}

/// An argument: a value, or cells.
pub(crate) enum Operand {
    /// A value.
    Value(Value),
    /// Cells, on one sheet or several.
    Areas(Vec<Area>),
}

/// An argument as a function takes it: references stay areas.
pub(crate) fn operand(expression: &Expression, cells: &dyn Cells) -> Result<Operand, Unknown> {
    match expression {
        Expression::Reference(reference) => {
            cells.areas(reference).map(Operand::Areas).ok_or(Unknown)
        }
        Expression::Structured(text) => {
            let area = cells.structured(text).ok_or(Unknown)?;
            Ok(Operand::Areas(vec![area]))
        }
        Expression::Name(name) => match cells.name(name).ok_or(Unknown)? {
            Expression::Reference(reference) => {
                cells.areas(&reference).map(Operand::Areas).ok_or(Unknown)
            }
            Expression::Number(number) => Ok(Operand::Value(Value::Number(number))),
            Expression::Error(error) => Ok(Operand::Value(Value::Error(error))),
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
        "*" => Ok(product(left, right)),
        "/" if right.is_zero() => Err("#DIV/0!"),
        "/" => Ok(quotient(left, right)),
        "^" => power(left, right),
        _ => return Err(Unknown),
    })
}

/// Whole powers only; roots are no exact decimals.
pub(super) fn power(base: Decimal, exponent: Decimal) -> Result<Option<Decimal>, &'static str> {
    let whole = exponent.normalize();
    let count = whole.abs().to_string().parse::<u32>().ok().filter(|count| *count <= 64);
    let Some(count) = count else { return Ok(None) };
    if base.is_zero() && count == 0 {
        return Err("#NUM!");
    }
    if base.is_zero() && whole.is_sign_negative() {
        return Err("#DIV/0!");
    }
    let power = (0..count).try_fold(Decimal::ONE, |power, _| product(power, base));
    Ok(if whole.is_sign_negative() {
        power.and_then(|power| quotient(Decimal::ONE, power))
    } else {
        power
    })
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
mod tests;
