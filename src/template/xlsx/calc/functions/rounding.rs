//! Rounding and what is done to single numbers.

use rust_decimal::{Decimal, RoundingStrategy};

use super::super::evaluate::power;
use super::super::value::Value;
use super::call::{Call, Outcome, Stop};

/// How many times a number may hold another before Excel answers `#NUM!` to `MOD`.
const MOST_TIMES: u64 = 1_125_900_000_000;

/// `ABS`, `INT`, `ROUND` and their like.
pub(super) fn numeric(name: &str, call: &Call<'_>) -> Outcome {
    let number = call.number(0)?;
    let two = !matches!(name, "ABS" | "SIGN" | "INT" | "EVEN" | "ODD");
    call.takes(if two && name != "TRUNC" { 2 } else { 1 }, if two { 2 } else { 1 })?;
    let second = call.number_or(1, 0)?;
    let result = match name {
        "ABS" => number.abs(),
        "SIGN" if number.is_zero() => Decimal::ZERO,
        "SIGN" => {
            if number > Decimal::ZERO {
                Decimal::ONE
            } else {
                Decimal::NEGATIVE_ONE
            }
        }
        "INT" => number.floor(),
        "EVEN" => multiple(number, Decimal::TWO, RoundingStrategy::AwayFromZero)?,
        "ODD" => odd(number),
        "MOD" | "QUOTIENT" if second.is_zero() => return Err(Stop::Error("#DIV/0!")),
        "MOD" => {
            let whole = number.checked_div(second).ok_or(Stop::Unknown)?.floor();
            if whole.abs() >= Decimal::from(MOST_TIMES) {
                return Err(Stop::Unknown);
            }
            let part = whole.checked_mul(second).ok_or(Stop::Unknown)?;
            number.checked_sub(part).ok_or(Stop::Unknown)?
        }
        "QUOTIENT" => number.checked_div(second).ok_or(Stop::Unknown)?.trunc(),
        "POWER" => power(number, second).map_err(Stop::Error)?.ok_or(Stop::Unknown)?,
        "ROUND" => round(number, second, RoundingStrategy::MidpointAwayFromZero)?,
        "ROUNDUP" => round(number, second, RoundingStrategy::AwayFromZero)?,
        "ROUNDDOWN" | "TRUNC" => round(number, second, RoundingStrategy::ToZero)?,
        _ => to_multiple(name, number, second)?,
    };
    Ok(Value::Number(result))
}

/// Rounds to a number of decimals, negative ones meaning tens, hundreds, …
fn round(number: Decimal, digits: Decimal, how: RoundingStrategy) -> Result<Decimal, Stop> {
    let digits = digits.trunc().normalize().to_string().parse::<i32>();
    let digits = digits.map_err(|_| Stop::Unknown)?;
    if digits.abs() > 20 {
        return Err(Stop::Unknown);
    }
    if let Ok(decimals) = u32::try_from(digits) {
        return Ok(number.round_dp_with_strategy(decimals, how));
    }
    let unit = (0..digits.unsigned_abs())
        .try_fold(Decimal::ONE, |unit, _| unit.checked_mul(Decimal::TEN));
    multiple(number, unit.ok_or(Stop::Unknown)?, how)
}

fn multiple(number: Decimal, unit: Decimal, how: RoundingStrategy) -> Result<Decimal, Stop> {
    let count = number.checked_div(unit).ok_or(Stop::Unknown)?.round_dp_with_strategy(0, how);
    count.checked_mul(unit).ok_or(Stop::Unknown)
}

/// The next odd number away from zero.
fn odd(number: Decimal) -> Decimal {
    let sign = if number < Decimal::ZERO { Decimal::NEGATIVE_ONE } else { Decimal::ONE };
    let up = number.abs().ceil();
    let odd = if (up % Decimal::TWO).is_zero() { up + Decimal::ONE } else { up };
    odd * sign
}

/// `MROUND`, `CEILING`, `FLOOR`: to a multiple of a number.
fn to_multiple(name: &str, number: Decimal, unit: Decimal) -> Result<Decimal, Stop> {
    if number.is_zero() || unit.is_zero() {
        return match name {
            "FLOOR" if !number.is_zero() => Err(Stop::Error("#DIV/0!")),
            _ => Ok(Decimal::ZERO),
        };
    }
    let negative = (number < Decimal::ZERO, unit < Decimal::ZERO);
    let how = match (name, negative) {
        ("MROUND", (a, b)) if a != b => return Err(Stop::Error("#NUM!")),
        (_, (false, true)) => return Err(Stop::Error("#NUM!")),
        ("MROUND", _) => RoundingStrategy::MidpointAwayFromZero,
        ("CEILING", (true, true)) => RoundingStrategy::AwayFromZero,
        ("FLOOR", (true, true)) => RoundingStrategy::ToZero,
        ("CEILING", _) => RoundingStrategy::ToPositiveInfinity,
        _ => RoundingStrategy::ToNegativeInfinity,
    };
    multiple(number, unit, how)
}
