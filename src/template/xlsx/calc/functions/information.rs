//! What a value is and where a cell stands.

use rust_decimal::Decimal;

use super::super::value::{Value, compared};
use super::call::{Call, Outcome, Stop, size};

/// `ISNUMBER` and its like, `N`, `T`, `ROW`, `COLUMN`, `ROWS`, `COLUMNS`.
pub(super) fn information(name: &str, call: &Call<'_>) -> Outcome {
    if matches!(name, "ROW" | "COLUMN" | "ROWS" | "COLUMNS") {
        return place(name, call);
    }
    call.takes(1, 1)?;
    if matches!(name, "ISEVEN" | "ISODD") {
        let odd = (call.number(0)?.trunc() % Decimal::TWO).abs() == Decimal::ONE;
        return Ok(Value::Bool(odd == (name == "ISODD")));
    }
    let value = call.any(0)?;
    let is = match name {
        "N" | "T" => return converted(name, value),
        "ISBLANK" => value == Value::Blank,
        "ISNUMBER" => matches!(value, Value::Number(_)),
        "ISTEXT" => matches!(value, Value::Text(_)),
        "ISNONTEXT" => !matches!(value, Value::Text(_)),
        "ISLOGICAL" => matches!(value, Value::Bool(_)),
        "ISERROR" => matches!(value, Value::Error(_)),
        "ISERR" => matches!(value, Value::Error(error) if error != "#N/A"),
        _ => value == Value::Error("#N/A"),
    };
    Ok(Value::Bool(is))
}

fn converted(name: &str, value: Value) -> Outcome {
    Ok(match (name, value) {
        (_, Value::Error(error)) => return Err(Stop::Error(error)),
        ("N", Value::Number(number)) => Value::Number(number),
        ("N", Value::Bool(truth)) => Value::Number(Decimal::from(u8::from(truth))),
        ("N", _) => Value::Number(Decimal::ZERO),
        (_, Value::Text(text)) => Value::Text(text),
        _ => Value::Text(String::new()),
    })
}

fn place(name: &str, call: &Call<'_>) -> Outcome {
    call.takes(0, 1)?;
    let number = if call.count() == 0 {
        let home = call.cells.home().ok_or(Stop::Unknown)?;
        match name {
            "ROW" => home.row + 1,
            "COLUMN" => u32::from(home.col) + 1,
            _ => return Err(Stop::Unknown),
        }
    } else {
        let area = call.area(0)?;
        match name {
            "ROWS" => size(&area).0,
            "COLUMNS" => size(&area).1,
            // Of several lines these functions give several numbers.
            "ROW" if size(&area).0 == 1 => area.rows.0 + 1,
            "COLUMN" if size(&area).1 == 1 => u32::from(area.cols.0) + 1,
            _ => return Err(Stop::Unknown),
        }
    };
    Ok(Value::Number(Decimal::from(number)))
}

/// Whether two values are the same, as `=` and exact lookups see it.
pub(super) fn equal(left: &Value, right: &Value) -> Result<bool, Stop> {
    Ok(match (left, right) {
        (Value::Number(left), Value::Number(right)) => compared(*left) == compared(*right),
        (Value::Text(left), Value::Text(right)) => left.to_lowercase() == right.to_lowercase(),
        (Value::Bool(left), Value::Bool(right)) => left == right,
        // What nothing equals is asked for otherwise by each function.
        (Value::Blank, _) | (_, Value::Blank) => return Err(Stop::Unknown),
        _ => false,
    })
}
