//! Numbers by their rank.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::super::value::{Value, clean, compared};
use super::aggregate::numbers;
use super::call::{Call, Outcome, Stop};

/// `LARGE`, `SMALL`, `RANK`, `MEDIAN`.
pub(super) fn ranked(name: &str, call: &Call<'_>) -> Outcome {
    match name {
        "MEDIAN" => median(numbers(call)?),
        "LARGE" | "SMALL" => {
            call.takes(2, 2)?;
            let first = call.arguments.get(..1).unwrap_or_default();
            let mut numbers = numbers(&Call { arguments: first, cells: call.cells })?;
            numbers.sort_unstable();
            if name == "LARGE" {
                numbers.reverse();
            }
            let rank = call.number(1)?.ceil().to_usize().and_then(|rank| rank.checked_sub(1));
            let found = rank.and_then(|rank| numbers.get(rank));
            found.map(|number| Value::Number(*number)).ok_or(Stop::Error("#NUM!"))
        }
        _ => {
            call.takes(2, 3)?;
            let number = compared(call.number(0)?);
            let among = call.arguments.get(1..2).unwrap_or_default();
            let numbers = numbers(&Call { arguments: among, cells: call.cells })?;
            if !numbers.iter().any(|other| compared(*other) == number) {
                return Err(Stop::Error("#N/A"));
            }
            let upwards = call.truth_or(2, false)?;
            let before = |other: &&Decimal| {
                let other = compared(**other);
                if upwards { other < number } else { other > number }
            };
            Ok(Value::Number(Decimal::from(numbers.iter().filter(before).count() + 1)))
        }
    }
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
    Ok(Value::Number(clean(sum / Decimal::TWO)))
}
