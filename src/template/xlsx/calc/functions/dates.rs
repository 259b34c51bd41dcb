//! Days as numbers.

use chrono::{Datelike, Months, NaiveDate};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::super::value::Value;
use super::call::{Call, Outcome, Stop};

/// The last day that Excel counts.
const LAST: i64 = 2_958_465;
/// Days before the 1st of March 1900 are counted with a 29th of February that never was.
const FIRST: i64 = 61;

/// `DATE`, `YEAR`, `MONTH`, `DAY`, `WEEKDAY`, `EDATE`, `EOMONTH`, `DAYS`.
pub(super) fn dates(name: &str, call: &Call<'_>) -> Outcome {
    let number = match name {
        "DATE" => date(call)?,
        "DAYS" => {
            call.takes(2, 2)?;
            call.whole(0)? - call.whole(1)?
        }
        "YEAR" | "MONTH" | "DAY" => {
            call.takes(1, 1)?;
            let day = day(call, 0)?;
            match name {
                "YEAR" => i64::from(day.year()),
                "MONTH" => i64::from(day.month()),
                _ => i64::from(day.day()),
            }
        }
        "WEEKDAY" => {
            call.takes(1, 2)?;
            let day = day(call, 0)?.weekday();
            match call.number_or(1, 1)?.to_i64() {
                Some(1) => i64::from(day.number_from_sunday()),
                Some(2) => i64::from(day.number_from_monday()),
                Some(3) => i64::from(day.num_days_from_monday()),
                _ => return Err(Stop::Unknown),
            }
        }
        _ => {
            call.takes(2, 2)?;
            let (day, months) = (day(call, 0)?, call.whole(1)?);
            let day = later(day, months)?;
            serial(call, if name == "EDATE" { day } else { end_of_month(day)? })?
        }
    };
    Ok(Value::Number(Decimal::from(number)))
}

/// Month 13 is January of the next year, day 0 the last of the month before.
fn date(call: &Call<'_>) -> Result<i64, Stop> {
    call.takes(3, 3)?;
    let (year, month, day) = (call.whole(0)?, call.whole(1)?, call.whole(2)?);
    let year = if (0..1900).contains(&year) { year + 1900 } else { year };
    if call.cells.counts_from_1904() && year < 1904 || !(1900..10_000).contains(&year) {
        return Err(Stop::Unknown);
    }
    let first = i32::try_from(year).ok().and_then(|year| NaiveDate::from_ymd_opt(year, 1, 1));
    let first = later(first.ok_or(Stop::Unknown)?, month - 1)?;
    let days = chrono::Duration::try_days(day - 1).ok_or(Stop::Error("#NUM!"))?;
    serial(call, first.checked_add_signed(days).ok_or(Stop::Error("#NUM!"))?)
}

fn later(day: NaiveDate, months: i64) -> Result<NaiveDate, Stop> {
    let count = u32::try_from(months.unsigned_abs()).map_err(|_| Stop::Error("#NUM!"))?;
    let moved = if months < 0 {
        day.checked_sub_months(Months::new(count))
    } else {
        day.checked_add_months(Months::new(count))
    };
    moved.ok_or(Stop::Error("#NUM!"))
}

fn end_of_month(day: NaiveDate) -> Result<NaiveDate, Stop> {
    let first = day.with_day(1).ok_or(Stop::Unknown)?;
    later(first, 1)?.pred_opt().ok_or(Stop::Unknown)
}

/// The day before the first, from which days are counted.
fn epoch(call: &Call<'_>) -> Result<NaiveDate, Stop> {
    let (year, month, day) =
        if call.cells.counts_from_1904() { (1904, 1, 1) } else { (1899, 12, 30) };
    NaiveDate::from_ymd_opt(year, month, day).ok_or(Stop::Unknown)
}

fn day(call: &Call<'_>, index: usize) -> Result<NaiveDate, Stop> {
    let number = call.number(index)?.floor().to_i64().ok_or(Stop::Unknown)?;
    if !(0..=LAST).contains(&number) {
        return Err(Stop::Error("#NUM!"));
    }
    if number < FIRST {
        return Err(Stop::Unknown);
    }
    let days = chrono::Duration::try_days(number).ok_or(Stop::Unknown)?;
    epoch(call)?.checked_add_signed(days).ok_or(Stop::Unknown)
}

fn serial(call: &Call<'_>, day: NaiveDate) -> Result<i64, Stop> {
    let number = day.signed_duration_since(epoch(call)?).num_days();
    match number {
        number if !(0..=LAST).contains(&number) => Err(Stop::Error("#NUM!")),
        number if number < FIRST => Err(Stop::Unknown),
        number => Ok(number),
    }
}
