//! `+`, `-`, `*`, `/`, `//`, `%`, `**`, `~` as Python does them.

use tera::{Kwargs, Number, State, TeraResult, Value};

use super::format::percent;
use super::print::plain;
use super::{failure, print};

/// Characters or items that an operation may make.
const LONGEST: usize = 1_000_000;

/// Bytes that joined text may have which holds pictures and the like.
const LONGEST_MARKUP: usize = 1 << 26;

/// Refuses what only a template gone wild makes.
pub(super) fn bounded(length: usize) -> TeraResult<()> {
    if length > LONGEST {
        return failure(format!("kết quả dài hơn {LONGEST} ký tự hay phần tử"));
    }
    Ok(())
}

/// The filter behind every operation: `a | operation(sign='+', b=b)`.
pub(super) fn operation(a: &Value, args: &Kwargs, state: &State) -> TeraResult<Value> {
    let sign = args.must_get::<String>("sign")?;
    let b = args.must_get::<Value>("b")?;
    match sign.as_str() {
        "~" => concatenated(a, &b, state),
        "+" if a.is_string() && b.is_string() => concatenated(a, &b, state),
        "+" if a.is_array() && b.is_array() => {
            let both = [a, &b].map(|list| list.as_array().unwrap_or_default());
            bounded(both.iter().map(|list| list.len()).sum())?;
            Ok(Value::from(both.concat()))
        }
        "*" if a.is_string() || a.is_array() => repeated(a, &b),
        "*" if b.is_string() || b.is_array() => repeated(&b, a),
        "%" if a.is_string() => {
            let each = args.get::<bool>("each")?.unwrap_or(false) || b.is_map();
            let values = if each { b } else { Value::from(vec![b]) };
            percent(&plain(a)?, &values).map(Value::from)
        }
        sign => calculated(sign, a, &b),
    }
}

/// Two texts as one; what is markup already stays so.
fn concatenated(a: &Value, b: &Value, state: &State) -> TeraResult<Value> {
    let (left, right) = (print::said(a), print::said(b));
    let length = left.len().saturating_add(right.len());
    if !print::is_markup(a) && !print::is_markup(b) {
        bounded(length)?;
        return Ok(Value::from(left + &right));
    }
    if length > LONGEST_MARKUP {
        return failure(format!("kết quả dài hơn {LONGEST_MARKUP} byte"));
    }
    let escaped = |value: &Value, text: String| {
        if print::is_markup(value) { Ok(text) } else { state.escape(&text) }
    };
    Ok(Value::safe_string(&(escaped(a, left)? + &escaped(b, right)?)))
}

fn repeated(of: &Value, times: &Value) -> TeraResult<Value> {
    let times =
        times.as_i128().map(|times| usize::try_from(times.max(0)).unwrap_or(usize::MAX));
    let Some(times) = times else {
        return failure("chỉ nhân chuỗi hay danh sách với số nguyên");
    };
    bounded(of.len().unwrap_or(0).saturating_mul(times))?;
    match of.as_array() {
        Some(items) => {
            let items = std::iter::repeat_n(items, times).flatten().cloned();
            Ok(Value::from(items.collect::<Vec<_>>()))
        }
        None => Ok(Value::from(plain(of)?.repeat(times))),
    }
}

/// A value as a number; `true` counts one, as in Python.
pub(super) fn number(value: &Value) -> Option<Number> {
    value.as_bool().map(|yes| Number::Integer(i128::from(yes))).or_else(|| value.as_number())
}

fn calculated(sign: &str, a: &Value, b: &Value) -> TeraResult<Value> {
    let (Some(x), Some(y)) = (number(a), number(b)) else {
        let kind = |value: &Value| match value.name() {
            "string" => "chuỗi",
            "array" => "danh sách",
            "map/struct" => "bảng tên",
            "none" => "giá trị trống",
            _ => "số",
        };
        return failure(format!(
            "không làm được phép `{sign}` giữa {} và {}",
            kind(a),
            kind(b)
        ));
    };
    if matches!(sign, "/" | "//" | "%") && y.as_float() == 0.0 {
        return failure("chia cho 0");
    }
    match (x, y) {
        (Number::Integer(x), Number::Integer(y)) if sign != "/" => integers(sign, x, y),
        _ => Ok(Value::from(floats(sign, x.as_float(), y.as_float()))),
    }
}

fn integers(sign: &str, x: i128, y: i128) -> TeraResult<Value> {
    let result = match sign {
        "+" => x.checked_add(y),
        "-" => x.checked_sub(y),
        "*" => x.checked_mul(y),
        // Towards minus infinity, and the remainder with the sign of the divisor.
        "//" => {
            x.checked_div(y).map(|q| if x % y != 0 && (x < 0) != (y < 0) { q - 1 } else { q })
        }
        "%" => x.checked_rem(y).map(|r| if r != 0 && (r < 0) != (y < 0) { r + y } else { r }),
        "**" if y < 0 => return Ok(Value::from(floats("**", to_float(x), to_float(y)))),
        "**" => u32::try_from(y).ok().and_then(|y| x.checked_pow(y)),
        _ => None,
    };
    match result {
        Some(result) => {
            Ok(i64::try_from(result).map_or_else(|_| Value::from(result), Value::from))
        }
        None => failure(format!("phép `{sign}` cho ra số quá lớn")),
    }
}

fn to_float(x: i128) -> f64 {
    Number::Integer(x).as_float()
}

fn floats(sign: &str, x: f64, y: f64) -> f64 {
    match sign {
        "+" => x + y,
        "-" => x - y,
        "*" => x * y,
        "/" => x / y,
        "//" => (x / y).floor(),
        "%" => {
            let rest = x % y;
            if rest != 0.0 && (rest < 0.0) != (y < 0.0) { rest + y } else { rest }
        }
        _ => x.powf(y),
    }
}
