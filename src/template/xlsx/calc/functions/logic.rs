//! Choices and truth values.

use rust_decimal::Decimal;

use super::super::evaluate::{Operand, evaluate};
use super::super::parse::Expression;
use super::super::value::Value;
use super::call::{Call, Outcome, Stop};
use super::information::equal;

/// `IF`, `IFS`, `SWITCH`, `CHOOSE`, `IFERROR`, `IFNA`: only what is chosen is computed.
pub(super) fn choose(name: &str, call: &Call<'_>) -> Outcome {
    match name {
        "IF" => {
            call.takes(2, 3)?;
            if call.truth(0)? {
                chosen(call, 1)
            } else if call.count() == 3 {
                chosen(call, 2)
            } else {
                Ok(Value::Bool(false))
            }
        }
        "IFS" => {
            for index in (0..call.count()).step_by(2) {
                if call.truth(index)? {
                    return chosen(call, index + 1);
                }
            }
            Err(Stop::Error("#N/A"))
        }
        "SWITCH" => switch(call),
        "CHOOSE" => {
            let index = usize::try_from(call.whole(0)?).unwrap_or(0);
            if index == 0 || index >= call.count() {
                return Err(Stop::Error("#VALUE!"));
            }
            chosen(call, index)
        }
        _ => {
            call.takes(2, 2)?;
            match call.any(0)? {
                Value::Error(error) if name == "IFERROR" || error == "#N/A" => chosen(call, 1),
                value => Ok(value),
            }
        }
    }
}

/// The value of an argument; one left out between commas is 0.
fn chosen(call: &Call<'_>, index: usize) -> Outcome {
    match call.written(index)? {
        Expression::Missing => Ok(Value::Number(Decimal::ZERO)),
        expression => Ok(evaluate(expression, call.cells)?),
    }
}

fn switch(call: &Call<'_>) -> Outcome {
    let value = call.value(0)?;
    let mut index = 1;
    while index + 1 < call.count() {
        if equal(&value, &call.value(index)?)? {
            return chosen(call, index + 1);
        }
        index += 2;
    }
    if index < call.count() { chosen(call, index) } else { Err(Stop::Error("#N/A")) }
}

/// `AND`, `OR`, `XOR`: texts and empty cells of areas do not count.
pub(super) fn junction(name: &str, call: &Call<'_>) -> Outcome {
    let mut truths = Vec::new();
    for index in 0..call.count() {
        match call.operand(index)? {
            Operand::Value(Value::Blank) => truths.push(false),
            Operand::Value(value) => truths.push(value.truth().map_err(Stop::Error)?),
            Operand::Areas(areas) => {
                for area in &areas {
                    for value in call.cells.values(area)? {
                        match value {
                            Value::Text(_) | Value::Blank => {}
                            value => truths.push(value.truth().map_err(Stop::Error)?),
                        }
                    }
                }
            }
        }
    }
    if truths.is_empty() {
        return Err(Stop::Error("#VALUE!"));
    }
    let count = truths.iter().filter(|truth| **truth).count();
    Ok(Value::Bool(match name {
        "AND" => count == truths.len(),
        "OR" => count > 0,
        _ => count % 2 == 1,
    }))
}
