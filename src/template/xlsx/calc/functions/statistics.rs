//! Numbers by their rank.

use std::rc::Rc;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::super::evaluate::Operand;
use super::super::value::{Value, clean, compared, quotient};
use super::aggregate::numbers;
use super::call::{Call, Outcome, Stop};

/// `LARGE`, `SMALL`, `RANK`, `MEDIAN`.
pub(super) fn ranked(name: &str, call: &Call<'_>) -> Outcome {
    match name {
        "MEDIAN" => median(numbers(call)?),
        "LARGE" | "SMALL" => {
            call.takes(2, 2)?;
            let numbers = by_size(call, 0)?;
            let rank = call.number(1)?;
            // What Excel makes of 1.5 is not what other programs make of it.
            if rank > Decimal::ONE && !rank.fract().is_zero() {
                return Err(Stop::Unknown);
            }
            let rank = rank.to_usize().and_then(|rank| rank.checked_sub(1));
            let place = rank.and_then(|rank| match name {
                "SMALL" => Some(rank),
                _ => numbers.len().checked_sub(rank + 1),
            });
            let found = place.and_then(|place| numbers.get(place));
            found.map(|number| Value::Number(*number)).ok_or(Stop::Error("#NUM!"))
        }
        _ => {
            call.takes(2, 3)?;
            let number = compared(call.number(0)?);
            let numbers = by_size(call, 1)?;
            // Of numbers by their size those that are compared stand in the same order.
            let less = numbers.partition_point(|other| compared(*other) < number);
            let not_more = numbers.partition_point(|other| compared(*other) <= number);
            if less == not_more {
                return Err(Stop::Error("#N/A"));
            }
            let upwards = call.truth_or(2, false)?;
            let before = if upwards { less } else { numbers.len() - not_more };
            Ok(Value::Number(Decimal::from(before + 1)))
        }
    }
}

/// The numbers of one argument by their size.
fn by_size(call: &Call<'_>, index: usize) -> Result<Rc<Vec<Decimal>>, Stop> {
    if let (Some(columns), Operand::Areas(areas)) = (call.cells.columns(), call.operand(index)?)
        && let [area] = areas.as_slice()
        && area.cols.0 == area.cols.1
        && let Some(ranked) = columns.ranked((area.sheet, area.cols.0), area.rows)
    {
        return Ok(ranked);
    }
    let only = call.arguments.get(index..=index).unwrap_or_default();
    let mut numbers = numbers(&Call { arguments: only, cells: call.cells })?;
    numbers.sort_unstable();
    Ok(Rc::new(numbers))
}

fn median(mut numbers: Vec<Decimal>) -> Outcome {
    numbers.sort_unstable();
    let middle = numbers.len() / 2;
    let upper = numbers.get(middle).ok_or(Stop::Error("#NUM!"))?;
    if numbers.len() % 2 == 1 {
        return Ok(Value::Number(*upper));
    }
    let lower = middle.checked_sub(1).and_then(|index| numbers.get(index));
    let sum = lower.and_then(|lower| lower.checked_add(*upper)).ok_or(Stop::Unknown)?;
    let half = quotient(sum, Decimal::TWO).ok_or(Stop::Unknown)?;
    Ok(Value::Number(clean(half)))
}
