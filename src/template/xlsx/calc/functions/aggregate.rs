//! Sums, means, extremes and counts.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::super::evaluate::Operand;
use super::super::parse::Expression;
use super::super::totals::Totals;
use super::super::value::{self, Value, quotient};
use super::call::{Call, Outcome, Stop, size};

/// `SUM`, `AVERAGE`, `MIN`, `MAX`, `PRODUCT`.
pub(super) fn aggregate(name: &str, call: &Call<'_>) -> Outcome {
    if name == "PRODUCT" {
        return product(&numbers(call)?);
    }
    let mut totals = Totals::default();
    for index in 0..call.count() {
        match call.operand(index)? {
            Operand::Value(value) => {
                totals.add(&Value::Number(value.number()?.map_err(Stop::Error)?));
            }
            Operand::Areas(areas) => {
                for area in &areas {
                    totals.join(&call.cells.totals(area)?);
                    totals.error.map_or(Ok(()), |error| Err(Stop::Error(error)))?;
                }
            }
        }
    }
    of_totals(name, &totals)
}

/// What a function makes of what cells come to.
pub(super) fn of_totals(name: &str, totals: &Totals) -> Outcome {
    if let Some(error) = totals.error {
        return Err(Stop::Error(error));
    }
    let result = match name {
        "SUM" => totals.sum,
        "AVERAGE" if totals.numbers == 0 => return Err(Stop::Error("#DIV/0!")),
        "AVERAGE" => totals.sum.and_then(|sum| quotient(sum, Decimal::from(totals.numbers))),
        "MIN" => Some(totals.least.unwrap_or_default()),
        _ => Some(totals.greatest.unwrap_or_default()),
    };
    result.map(Value::Number).ok_or(Stop::Unknown)
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

/// The product of numbers; of none it is 0.
fn product(numbers: &[Decimal]) -> Outcome {
    if numbers.is_empty() {
        return Ok(Value::Number(Decimal::ZERO));
    }
    let multiply = |product: Decimal, number: &Decimal| value::product(product, *number);
    let product = numbers.iter().try_fold(Decimal::ONE, multiply);
    product.map(Value::Number).ok_or(Stop::Unknown)
}

/// `COUNT`, `COUNTA`, `COUNTBLANK`.
pub(super) fn count(name: &str, call: &Call<'_>) -> Outcome {
    if name == "COUNTBLANK" {
        call.takes(1, 1)?;
        let area = call.area(0)?;
        let (rows, columns) = size(&area);
        let totals = call.cells.totals(&area)?;
        let filled = totals.filled - totals.empty_texts;
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
                    found += counted(name, &call.cells.totals(area)?);
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

fn counted(name: &str, totals: &Totals) -> usize {
    if name == "COUNT" { totals.numbers } else { totals.filled }
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
    let mut totals = Totals::default();
    let mut numbers = Vec::new();
    for index in 1..call.count() {
        let area = call.area(index)?;
        if call.cells.hides_rows(&area) {
            return Err(Stop::Unknown);
        }
        let subtotals: BTreeSet<_> = call.cells.subtotals(&area).into_iter().collect();
        if subtotals.is_empty() && name != "PRODUCT" {
            totals.join(&call.cells.totals(&area)?);
            continue;
        }
        for (at, value) in call.placed(&area)? {
            if !subtotals.contains(&at) {
                totals.add(&value);
                if let Value::Number(number) = value {
                    numbers.push(number);
                }
            }
        }
    }
    match name {
        "COUNT" | "COUNTA" => Ok(Value::Number(Decimal::from(counted(name, &totals)))),
        "PRODUCT" => match totals.error {
            Some(error) => Err(Stop::Error(error)),
            None => product(&numbers),
        },
        _ => of_totals(name, &totals),
    }
}
