//! Sums, means, extremes and counts.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::super::evaluate::{Area, Operand};
use super::super::parse::Expression;
use super::super::value::Value;
use super::call::{Call, Outcome, Stop, size};

/// `SUM`, `AVERAGE`, `MIN`, `MAX`, `PRODUCT`.
pub(super) fn aggregate(name: &str, call: &Call<'_>) -> Outcome {
    of_numbers(name, &numbers(call)?)
}

/// The numbers among the arguments: in cells only numbers count, written ones are converted.
pub(super) fn numbers(call: &Call<'_>) -> Result<Vec<Decimal>, Stop> {
    let mut numbers = Vec::new();
    for index in 0..call.count() {
        match call.operand(index)? {
            Operand::Value(value) => numbers.push(value.number()?.map_err(Stop::Error)?),
            Operand::Areas(areas) => {
                for area in &areas {
                    add_numbers(call.cells.values(area)?, &mut numbers)?;
                }
            }
        }
    }
    Ok(numbers)
}

fn add_numbers(values: Vec<Value>, numbers: &mut Vec<Decimal>) -> Result<(), Stop> {
    for value in values {
        match value {
            Value::Number(number) => numbers.push(number),
            Value::Error(error) => return Err(Stop::Error(error)),
            _ => {}
        }
    }
    Ok(())
}

/// What a function makes of numbers.
pub(super) fn of_numbers(name: &str, numbers: &[Decimal]) -> Outcome {
    let sum = || numbers.iter().try_fold(Decimal::ZERO, |sum, number| sum.checked_add(*number));
    let result = match name {
        "SUM" => sum(),
        "AVERAGE" if numbers.is_empty() => return Err(Stop::Error("#DIV/0!")),
        "AVERAGE" => sum().and_then(|sum| sum.checked_div(Decimal::from(numbers.len()))),
        "MIN" => Some(numbers.iter().min().copied().unwrap_or_default()),
        "MAX" => Some(numbers.iter().max().copied().unwrap_or_default()),
        _ if numbers.is_empty() => Some(Decimal::ZERO),
        _ => numbers
            .iter()
            .try_fold(Decimal::ONE, |product, number| product.checked_mul(*number)),
    };
    result.map(Value::Number).ok_or(Stop::Unknown)
}

/// `COUNT`, `COUNTA`, `COUNTBLANK`.
pub(super) fn count(name: &str, call: &Call<'_>) -> Outcome {
    if name == "COUNTBLANK" {
        call.takes(1, 1)?;
        let area = call.area(0)?;
        let (rows, columns) = size(&area);
        let filled = call.cells.values(&area)?;
        let filled =
            filled.iter().filter(|value| **value != Value::Text(String::new())).count();
        let all = Decimal::from(u64::from(rows) * u64::from(columns));
        return Ok(Value::Number(all - Decimal::from(filled)));
    }
    let mut found = 0usize;
    for index in 0..call.count() {
        found += match call.operand(index)? {
            Operand::Value(value) => usize::from(counts_written(name, call, index, &value)?),
            Operand::Areas(areas) => {
                let mut found = 0;
                for area in &areas {
                    found += counted(name, &call.cells.values(area)?);
                }
                found
            }
        };
    }
    Ok(Value::Number(Decimal::from(found)))
}

/// Whether a value that is no cell counts.
fn counts_written(
    name: &str,
    call: &Call<'_>,
    index: usize,
    value: &Value,
) -> Result<bool, Stop> {
    if *call.written(index)? == Expression::Missing {
        return Err(Stop::Unknown);
    }
    if name == "COUNTA" {
        return Ok(true);
    }
    Ok(match value {
        Value::Text(_) => value.number()?.is_ok(),
        value => matches!(value, Value::Number(_) | Value::Bool(_)),
    })
}

fn counted(name: &str, values: &[Value]) -> usize {
    let counts = |value: &&Value| match name {
        "COUNT" => matches!(value, Value::Number(_)),
        _ => **value != Value::Blank,
    };
    values.iter().filter(counts).count()
}

/// `SUBTOTAL`: leaves out subtotals within; whether hidden rows count depends on who hid them.
pub(super) fn subtotal(call: &Call<'_>) -> Outcome {
    let number = call.whole(0)?;
    let name = match number % 100 {
        1 => "AVERAGE",
        2 => "COUNT",
        3 => "COUNTA",
        4 => "MAX",
        5 => "MIN",
        6 => "PRODUCT",
        9 => "SUM",
        _ => return Err(Stop::Unknown),
    };
    if !(1..=11).contains(&number) && !(101..=111).contains(&number) {
        return Err(Stop::Unknown);
    }
    let mut values = Vec::new();
    for index in 1..call.count() {
        let area = call.area(index)?;
        if call.cells.hides_rows(&area) {
            return Err(Stop::Unknown);
        }
        values.extend(without_subtotals(call, &area)?);
    }
    if matches!(name, "COUNT" | "COUNTA") {
        return Ok(Value::Number(Decimal::from(counted(name, &values))));
    }
    let mut numbers = Vec::new();
    add_numbers(values, &mut numbers)?;
    of_numbers(name, &numbers)
}

fn without_subtotals(call: &Call<'_>, area: &Area) -> Result<Vec<Value>, Stop> {
    let subtotals: BTreeSet<_> = call.cells.subtotals(area).into_iter().collect();
    let placed = call.placed(area)?.into_iter();
    Ok(placed.filter(|(at, _)| !subtotals.contains(at)).map(|(_, value)| value).collect())
}
