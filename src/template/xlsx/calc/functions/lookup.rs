//! Looking up by an exact value; what approximate lookups find depends on an order we do not know.

use rust_decimal::Decimal;

use super::super::evaluate::{Area, Operand};
use super::super::index::Key;
use super::super::value::Value;
use super::call::{Call, Outcome, Stop, size};
use super::information::equal;
use super::text::Pattern;

/// `VLOOKUP`, `HLOOKUP`, `XLOOKUP`, `MATCH`, `INDEX`.
pub(super) fn lookup(name: &str, call: &Call<'_>) -> Outcome {
    match name {
        "INDEX" => index(call),
        "MATCH" => {
            call.takes(3, 3)?;
            if call.whole(2)? != 0 {
                return Err(Stop::Unknown);
            }
            let at = position(call, &call.value(0)?, &line(call.area(1)?)?, true)?;
            Ok(Value::Number(Decimal::from(at + 1)))
        }
        "XLOOKUP" => across(call),
        _ => table(name, call),
    }
}

/// `VLOOKUP`, `HLOOKUP`: the first line is looked through, another answers.
fn table(name: &str, call: &Call<'_>) -> Outcome {
    call.takes(4, 4)?;
    if call.truth(3)? {
        return Err(Stop::Unknown);
    }
    let area = call.area(1)?;
    let upright = name == "VLOOKUP";
    let (rows, columns) = size(&area);
    let wanted = call.value(0)?;
    let number = call.whole(2)?;
    let lines = if upright { columns } else { rows };
    if number < 1 {
        return Err(Stop::Error("#VALUE!"));
    }
    let line = u32::try_from(number - 1).unwrap_or(u32::MAX);
    if line >= lines {
        return Err(Stop::Error("#REF!"));
    }
    let keys = if upright {
        Area { cols: (area.cols.0, area.cols.0), ..area }
    } else {
        Area { rows: (area.rows.0, area.rows.0), ..area }
    };
    let at = position(call, &wanted, &keys, true)?;
    if upright { cell(call, &area, at, line) } else { cell(call, &area, line, at) }
}

/// `XLOOKUP` with an exact match, without wildcards.
fn across(call: &Call<'_>) -> Outcome {
    call.takes(3, 4)?;
    let wanted = call.value(0)?;
    let (keys, answers) = (line(call.area(1)?)?, line(call.area(2)?)?);
    if size(&keys) != size(&answers) {
        return Err(Stop::Unknown);
    }
    match position(call, &wanted, &keys, false) {
        Ok(at) if keys.rows.0 == keys.rows.1 => cell(call, &answers, 0, at),
        Ok(at) => cell(call, &answers, at, 0),
        Err(Stop::Error("#N/A")) if call.count() == 4 => call.any(3),
        Err(stop) => Err(stop),
    }
}

/// `INDEX` of one cell.
fn index(call: &Call<'_>) -> Outcome {
    call.takes(2, 3)?;
    let area = match call.operand(0)? {
        Operand::Areas(_) => call.area(0)?,
        Operand::Value(_) => return Err(Stop::Unknown),
    };
    let (rows, columns) = size(&area);
    let first = call.whole(1)?;
    let (row, column) = match call.count() {
        3 => (first, call.whole(2)?),
        _ if rows == 1 => (1, first),
        _ if columns == 1 => (first, 1),
        _ => return Err(Stop::Unknown),
    };
    // 0 means a whole line; of a single one it is its cell.
    let one = |number: i64, count: u32| match number {
        0 if count == 1 => Ok(0),
        0 => Err(Stop::Unknown),
        number if number < 0 => Err(Stop::Error("#VALUE!")),
        number => match u32::try_from(number - 1) {
            Ok(at) if at < count => Ok(at),
            _ => Err(Stop::Error("#REF!")),
        },
    };
    cell(call, &area, one(row, rows)?, one(column, columns)?)
}

/// The value of a cell of an area.
fn cell(call: &Call<'_>, area: &Area, row: u32, column: u32) -> Outcome {
    call.cell(area, row, u16::try_from(column).map_err(|_| Stop::Unknown)?)
}

/// An area that is one row or one column.
fn line(area: Area) -> Result<Area, Stop> {
    if area.rows.0 == area.rows.1 || area.cols.0 == area.cols.1 {
        Ok(area)
    } else {
        Err(Stop::Error("#N/A"))
    }
}

/// Where in a line a value stands first, from 0; wildcards count in texts if so wished.
fn position(call: &Call<'_>, wanted: &Value, line: &Area, wild: bool) -> Result<u32, Stop> {
    let pattern = match wanted {
        Value::Text(text) if wild => Some(Pattern::read(text)),
        Value::Blank => return Err(Stop::Unknown),
        _ => None,
    };
    let key = match &pattern {
        Some(pattern) => pattern.plain().map(Key::Text),
        None => Key::of(wanted),
    };
    let upright = call.cells.columns().filter(|_| line.cols.0 == line.cols.1);
    if let Some((columns, key)) = upright.zip(key)
        && let Some(found) = columns.rows_with((line.sheet, line.cols.0), line.rows, &key, 1)
    {
        let row = found?.first().copied().ok_or(Stop::Error("#N/A"))?;
        return Ok(row - line.rows.0);
    }
    for (at, value) in call.placed(line)? {
        let is = match (&pattern, &value) {
            (_, Value::Blank | Value::Error(_)) => false,
            (Some(pattern), Value::Text(text)) => pattern.is(text),
            _ => equal(wanted, &value)?,
        };
        if is {
            return Ok((at.row - line.rows.0).max(u32::from(at.col - line.cols.0)));
        }
    }
    Err(Stop::Error("#N/A"))
}
