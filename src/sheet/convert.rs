//! From calamine's values to ours: exact decimals, dates that do not look like numbers.

use calamine::{CellErrorType, Data, DataRef, ExcelDateTime};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::workbook::{Cell, Value};
use crate::text::clean::clean;

/// The first serial day number after 9999-12-31.
const SERIAL_END: f64 = 2_958_466.0;

/// A cell from what calamine read; `None` if it holds nothing at all.
pub(super) fn cell(data: DataRef<'_>, formula: Option<String>) -> Option<Cell> {
    let (value, text) = match data {
        DataRef::Empty if formula.is_none() => return None,
        DataRef::Empty => (Value::Empty, String::new()),
        DataRef::Int(number) => number_of(Decimal::from(number)),
        DataRef::Float(number) => float(number),
        DataRef::String(text) => text_of(text),
        DataRef::SharedString(text) => text_of(text.to_owned()),
        DataRef::Bool(truth) => (Value::Bool(truth), bool_text(truth).to_owned()),
        DataRef::DateTime(moment) => excel_date(moment),
        DataRef::DateTimeIso(text) => iso_date(&text),
        DataRef::DurationIso(text) => iso_duration(&text),
        DataRef::Error(error) => error_of(error_text(&error).to_owned()),
    };
    let never_calculated = formula.is_some() && value == Value::Empty;
    Some(Cell { value, text, formula, never_calculated })
}

fn number_of(number: Decimal) -> (Value, String) {
    (Value::Number(number), number.to_string())
}

pub(super) fn text_of(text: String) -> (Value, String) {
    let cleaned = clean(&text);
    (Value::Text(text), cleaned)
}

/// A cell of a file that keeps texts alone. A plain whole number is one; everything else stays
/// text, for whoever knows which of `.` and `,` is the decimal sign.
pub(super) fn typed(field: &str) -> Cell {
    let (value, text) = text_of(field.to_owned());
    let digits = field.strip_prefix('-').unwrap_or(field);
    let plain = (1..=15).contains(&digits.len())
        && digits.bytes().all(|digit| digit.is_ascii_digit())
        && (digits == "0" || !digits.starts_with('0'));
    let number = plain.then(|| Decimal::from_str_exact(field).ok()).flatten();
    let value = number.map_or(value, Value::Number);
    Cell { value, text, formula: None, never_calculated: false }
}

fn error_of(text: String) -> (Value, String) {
    (Value::Error(text.clone()), text)
}

fn bool_text(truth: bool) -> &'static str {
    if truth { "TRUE" } else { "FALSE" }
}

/// The shortest decimal that means this double is what the person typed.
fn float(number: f64) -> (Value, String) {
    if let Some(whole) = whole(number) {
        return (Value::Number(Decimal::from(whole)), whole.to_string());
    }
    match exact(number) {
        Some(decimal) => number_of(decimal),
        None => error_of(format!("{number:e}")),
    }
}

/// The whole number that a double is exactly; most figures are.
fn whole(number: f64) -> Option<i64> {
    /// Doubles below this hold every whole number.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    (number.fract() == 0.0 && number.abs() < EXACT).then(|| number.to_i64())?
}

fn exact(number: f64) -> Option<Decimal> {
    Decimal::from_str_exact(&number.to_string()).ok().map(|decimal| decimal.normalize())
}

fn excel_date(moment: ExcelDateTime) -> (Value, String) {
    let serial = moment.as_f64();
    if moment.is_duration() {
        return duration(serial);
    }
    if !(0.0..SERIAL_END).contains(&serial) {
        return error_of("#####".to_owned());
    }
    let (year, month, day, hour, minute, second, milli) = moment.to_ymd_hms_milli();
    let time =
        NaiveTime::from_hms_milli_opt(hour.into(), minute.into(), second.into(), milli.into());
    let date = NaiveDate::from_ymd_opt(year.into(), month.into(), day.into())
        // Excel's 29 February 1900, which never was.
        .or_else(|| NaiveDate::from_ymd_opt(1900, 2, 28));
    match (date, time) {
        (Some(date), Some(time)) => {
            let moment = date.and_time(time);
            let text = if serial < 1.0 { time_text(time) } else { moment_text(moment) };
            (Value::Date(moment), text)
        }
        _ => error_of("#####".to_owned()),
    }
}

fn moment_text(moment: NaiveDateTime) -> String {
    if moment.time() == NaiveTime::MIN {
        moment.format("%Y-%m-%d").to_string()
    } else {
        format!("{} {}", moment.format("%Y-%m-%d"), time_text(moment.time()))
    }
}

fn time_text(time: NaiveTime) -> String {
    let text = time.format("%H:%M:%S%.f").to_string();
    text.strip_suffix(":00").map(str::to_owned).unwrap_or(text)
}

/// A length of time given in days.
fn duration(days: f64) -> (Value, String) {
    let seconds = exact(days).and_then(|days| days.checked_mul(Decimal::from(86_400)));
    match (exact(days), seconds) {
        (Some(days), Some(seconds)) => (Value::Duration(days), duration_text(seconds)),
        _ => error_of(format!("{days:e}")),
    }
}

fn duration_text(seconds: Decimal) -> String {
    let sign = if seconds.is_sign_negative() { "-" } else { "" };
    let total = seconds.abs().round();
    let sixty = Decimal::from(60);
    let (minutes, seconds) = ((total / sixty).floor(), total % sixty);
    let (hours, minutes) = ((minutes / sixty).floor(), minutes % sixty);
    let text = format!("{sign}{hours}:{minutes:0>2}:{seconds:0>2}");
    text.strip_suffix(":00").map(str::to_owned).unwrap_or(text)
}

/// A date in ISO 8601, as strict OOXML and `OpenDocument` keep it.
fn iso_date(text: &str) -> (Value, String) {
    let plain = text.strip_suffix('Z').unwrap_or(text);
    let moment = plain
        .parse::<NaiveDateTime>()
        .ok()
        .or_else(|| plain.parse::<NaiveDate>().ok().map(|date| date.and_time(NaiveTime::MIN)))
        .or_else(|| {
            let time = plain.parse::<NaiveTime>().ok()?;
            Some(NaiveDate::from_ymd_opt(1899, 12, 31)?.and_time(time))
        });
    match moment {
        Some(moment) => (Value::Date(moment), moment_text(moment)),
        None => error_of(clean(text)),
    }
}

/// A length of time in ISO 8601: `PT36H30M00S`.
fn iso_duration(text: &str) -> (Value, String) {
    match iso_seconds(text) {
        Some(seconds) => {
            (Value::Duration(seconds / Decimal::from(86_400)), duration_text(seconds))
        }
        None => error_of(clean(text)),
    }
}

fn iso_seconds(text: &str) -> Option<Decimal> {
    let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let mut rest = text.strip_prefix("PT")?;
    let mut total = Decimal::ZERO;
    for (unit, seconds) in [('H', 3600), ('M', 60), ('S', 1)] {
        if let Some((count, after)) = rest.split_once(unit) {
            let count = Decimal::from_str_exact(count).ok()?;
            total = total.checked_add(count.checked_mul(Decimal::from(seconds))?)?;
            rest = after;
        }
    }
    rest.is_empty().then_some(if negative { -total } else { total })
}

fn error_text(error: &CellErrorType) -> &'static str {
    match error {
        CellErrorType::Div0 => "#DIV/0!",
        CellErrorType::NA => "#N/A",
        CellErrorType::Name => "#NAME?",
        CellErrorType::Null => "#NULL!",
        CellErrorType::Num => "#NUM!",
        CellErrorType::Ref => "#REF!",
        CellErrorType::Value => "#VALUE!",
        CellErrorType::GettingData => "#GETTING_DATA",
    }
}

/// A value that calamine owns, seen as one that it lends.
pub(super) fn borrowed(data: &Data) -> DataRef<'_> {
    match data {
        Data::Int(number) => DataRef::Int(*number),
        Data::Float(number) => DataRef::Float(*number),
        Data::String(text) => DataRef::SharedString(text),
        Data::Bool(truth) => DataRef::Bool(*truth),
        Data::DateTime(moment) => DataRef::DateTime(*moment),
        Data::DateTimeIso(text) => DataRef::DateTimeIso(text.clone()),
        Data::DurationIso(text) => DataRef::DurationIso(text.clone()),
        Data::Error(error) => DataRef::Error(error.clone()),
        Data::Empty => DataRef::Empty,
    }
}
