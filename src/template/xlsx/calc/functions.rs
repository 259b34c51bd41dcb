//! The functions we compute; every other leaves its value to whoever opens the file.

use rust_decimal::{Decimal, RoundingStrategy};

use super::evaluate::{Cells, Operand, evaluate, operand};
use super::parse::Expression;
use super::value::{Computed, Unknown, Value, clean};

/// Calls a function by its name in capitals.
pub(crate) fn call(name: &str, arguments: &[Expression], cells: &dyn Cells) -> Computed {
    match name {
        "SUM" | "AVERAGE" | "MIN" | "MAX" | "PRODUCT" => aggregate(name, arguments, cells),
        "COUNT" | "COUNTA" => count(name, arguments, cells),
        "AND" | "OR" => logical(name, arguments, cells),
        "IF" => choose(arguments, cells),
        "IFERROR" => {
            let [value, instead] = arguments else { return Err(Unknown) };
            match evaluate(value, cells)? {
                Value::Error(_) => evaluate(instead, cells),
                value => Ok(value),
            }
        }
        "NOT" => {
            let [value] = arguments else { return Err(Unknown) };
            Ok(evaluate(value, cells)?
                .truth()
                .map_or_else(Value::Error, |truth| Value::Bool(!truth)))
        }
        "ISBLANK" => {
            let [value] = arguments else { return Err(Unknown) };
            Ok(Value::Bool(evaluate(value, cells)? == Value::Blank))
        }
        "ABS" | "INT" | "TRUNC" | "ROUND" | "ROUNDUP" | "ROUNDDOWN" | "MOD" => {
            numeric(name, arguments, cells)
        }
        _ => Err(Unknown),
    }
}

/// The numbers among the arguments: in cells only numbers count, written ones are converted.
fn numbers(
    arguments: &[Expression],
    cells: &dyn Cells,
) -> Result<Result<Vec<Decimal>, &'static str>, Unknown> {
    let mut numbers = Vec::new();
    for argument in arguments {
        match operand(argument, cells)? {
            Operand::Value(value) => match value.number()? {
                Ok(number) => numbers.push(number),
                Err(error) => return Ok(Err(error)),
            },
            Operand::Area(area) => {
                let mut failed = None;
                cells.each(&area, &mut |value| match value {
                    Value::Number(number) => numbers.push(*number),
                    Value::Error(error) => failed = failed.or(Some(*error)),
                    _ => {}
                })?;
                if let Some(error) = failed {
                    return Ok(Err(error));
                }
            }
        }
    }
    Ok(Ok(numbers))
}

fn aggregate(name: &str, arguments: &[Expression], cells: &dyn Cells) -> Computed {
    let numbers = match numbers(arguments, cells)? {
        Ok(numbers) => numbers,
        Err(error) => return Ok(Value::Error(error)),
    };
    let sum = || numbers.iter().try_fold(Decimal::ZERO, |sum, number| sum.checked_add(*number));
    let result = match name {
        "SUM" => sum(),
        "AVERAGE" if numbers.is_empty() => return Ok(Value::Error("#DIV/0!")),
        "AVERAGE" => sum().and_then(|sum| sum.checked_div(Decimal::from(numbers.len()))),
        "MIN" => Some(numbers.iter().min().copied().unwrap_or_default()),
        "MAX" => Some(numbers.iter().max().copied().unwrap_or_default()),
        _ if numbers.is_empty() => Some(Decimal::ZERO),
        _ => numbers
            .iter()
            .try_fold(Decimal::ONE, |product, number| product.checked_mul(*number)),
    };
    result.map(Value::Number).ok_or(Unknown)
}

fn count(name: &str, arguments: &[Expression], cells: &dyn Cells) -> Computed {
    let mut count = 0usize;
    for argument in arguments {
        count += match operand(argument, cells)? {
            // What counts as a written number depends on more than its type.
            Operand::Value(_) => return Err(Unknown),
            Operand::Area(area) => {
                let all = cells.values(&area)?;
                let counted = |value: &&Value| match name {
                    "COUNT" => matches!(value, Value::Number(_)),
                    _ => **value != Value::Blank,
                };
                all.iter().filter(counted).count()
            }
        };
    }
    Ok(Value::Number(Decimal::from(count)))
}

fn logical(name: &str, arguments: &[Expression], cells: &dyn Cells) -> Computed {
    let mut truths = Vec::new();
    for argument in arguments {
        let value = evaluate(argument, cells)?;
        if matches!(value, Value::Text(_) | Value::Blank) {
            // Skipped in a cell, an error when written: not worth telling apart.
            return Err(Unknown);
        }
        match value.truth() {
            Ok(truth) => truths.push(truth),
            Err(error) => return Ok(Value::Error(error)),
        }
    }
    let all = truths.iter().all(|truth| *truth);
    let any = truths.iter().any(|truth| *truth);
    Ok(Value::Bool(if name == "AND" { all } else { any }))
}

fn choose(arguments: &[Expression], cells: &dyn Cells) -> Computed {
    let (condition, then, otherwise) = match arguments {
        [condition, then] => (condition, then, &Expression::Bool(false)),
        [condition, then, otherwise] => (condition, then, otherwise),
        _ => return Err(Unknown),
    };
    let chosen = match evaluate(condition, cells)?.truth() {
        Ok(true) => then,
        Ok(false) => otherwise,
        Err(error) => return Ok(Value::Error(error)),
    };
    match chosen {
        Expression::Missing => Ok(Value::Number(Decimal::ZERO)),
        chosen => evaluate(chosen, cells),
    }
}

fn numeric(name: &str, arguments: &[Expression], cells: &dyn Cells) -> Computed {
    let mut values = Vec::new();
    for argument in arguments {
        match evaluate(argument, cells)?.number()? {
            Ok(number) => values.push(clean(number)),
            Err(error) => return Ok(Value::Error(error)),
        }
    }
    let number = match (name, values.as_slice()) {
        ("ABS", [number]) => number.abs(),
        ("INT", [number]) => number.floor(),
        ("TRUNC", [number]) => number.trunc(),
        ("MOD", [_, divisor]) if divisor.is_zero() => return Ok(Value::Error("#DIV/0!")),
        ("MOD", [number, divisor]) => {
            let whole = number.checked_div(*divisor).ok_or(Unknown)?.floor();
            whole
                .checked_mul(*divisor)
                .and_then(|part| number.checked_sub(part))
                .ok_or(Unknown)?
        }
        ("ROUND", [number, digits]) => {
            round(*number, *digits, RoundingStrategy::MidpointAwayFromZero)?
        }
        ("ROUNDUP", [number, digits]) => {
            round(*number, *digits, RoundingStrategy::AwayFromZero)?
        }
        ("ROUNDDOWN" | "TRUNC", [number, digits]) => {
            round(*number, *digits, RoundingStrategy::ToZero)?
        }
        _ => return Err(Unknown),
    };
    Ok(Value::Number(number))
}

/// Rounds to a number of decimals, negative ones meaning tens, hundreds, …
fn round(
    number: Decimal,
    digits: Decimal,
    strategy: RoundingStrategy,
) -> Result<Decimal, Unknown> {
    let digits: i32 = digits.trunc().normalize().to_string().parse().map_err(|_| Unknown)?;
    if digits.abs() > 20 {
        return Err(Unknown);
    }
    if let Ok(decimals) = u32::try_from(digits) {
        return Ok(number.round_dp_with_strategy(decimals, strategy));
    }
    let unit = (0..digits.unsigned_abs())
        .try_fold(Decimal::ONE, |unit, _| unit.checked_mul(Decimal::TEN));
    let unit = unit.ok_or(Unknown)?;
    let scaled = number.checked_div(unit).ok_or(Unknown)?.round_dp_with_strategy(0, strategy);
    scaled.checked_mul(unit).ok_or(Unknown)
}
