//! Jinja's tests, `x is …`, where Tera lacks them.

use tera::{Kwargs, State, Tera, TeraResult, Value};

use super::failure;
use super::operations::number;
use super::print::plain;

/// Tests of ours, registered under these names.
const TESTS: [&str; 35] = [
    "string",
    "number",
    "integer",
    "float",
    "boolean",
    "bool",
    "none",
    "is_true",
    "is_false",
    "mapping",
    "map",
    "sequence",
    "array",
    "iterable",
    "defined",
    "undefined",
    "odd",
    "even",
    "divisibleby",
    "eq",
    "equalto",
    "sameas",
    "ne",
    "lt",
    "lessthan",
    "le",
    "gt",
    "greaterthan",
    "ge",
    "is_in",
    "lower",
    "upper",
    "callable",
    "escaped",
    "seq",
];

/// Registers the tests.
pub(super) fn register(tera: &mut Tera) {
    for name in TESTS {
        tera.register_test(name, move |value: Value, args: Kwargs, _: &State| {
            let values: Vec<Value> = args.iter().map(|(_, value)| value.clone()).collect();
            run(name, &value, values.first())
        });
    }
}

/// Whether a value passes a test by its Jinja name.
pub(super) fn run(name: &str, value: &Value, other: Option<&Value>) -> TeraResult<bool> {
    let is_number = value.is_number();
    let is_float = value.is_f64();
    Ok(match name {
        "defined" => !value.is_undefined(),
        "undefined" => value.is_undefined(),
        "string" => value.is_string(),
        "number" => is_number || value.is_bool(),
        "integer" => is_number && !is_float,
        "float" => is_float,
        "boolean" | "bool" => value.is_bool(),
        "none" => value.is_none(),
        "is_true" | "true" => value.as_bool() == Some(true),
        "is_false" | "false" => value.as_bool() == Some(false),
        "mapping" | "map" => value.is_map(),
        "array" => value.is_array(),
        "sequence" | "iterable" => value.is_array() || value.is_map() || value.is_string(),
        "callable" => false,
        "escaped" => value.is_safe(),
        "lower" => plain(value).is_ok_and(|t| t == t.to_lowercase() && t != t.to_uppercase()),
        "upper" => plain(value).is_ok_and(|t| t == t.to_uppercase() && t != t.to_lowercase()),
        "odd" | "even" | "divisibleby" => divides(name, value, other)?,
        _ => compares(name, value, other)?,
    })
}

fn divides(name: &str, value: &Value, other: Option<&Value>) -> TeraResult<bool> {
    let Some(x) = number(value).and_then(|x| x.as_integer()) else {
        return failure(format!("`is {name}` cần một số nguyên"));
    };
    let y = if name == "divisibleby" { other.and_then(Value::as_i128) } else { Some(2) };
    let Some(rest) = y.and_then(|y| x.checked_rem_euclid(y)) else {
        return failure(format!("`is {name}` cần một số nguyên khác 0"));
    };
    Ok((rest == 0) != (name == "odd"))
}

fn compares(name: &str, value: &Value, other: Option<&Value>) -> TeraResult<bool> {
    let Some(other) = other else {
        return failure(format!("`is {name}` thiếu giá trị để so"));
    };
    let ordered = || match value.partial_cmp(other) {
        Some(order) => Ok(order),
        None => failure(format!("không so được {} với {}", value.name(), other.name())),
    };
    Ok(match name {
        "eq" | "equalto" | "sameas" | "==" => value == other,
        "ne" | "!=" => value != other,
        "lt" | "lessthan" | "<" => ordered()?.is_lt(),
        "le" | "<=" => ordered()?.is_le(),
        "gt" | "greaterthan" | ">" => ordered()?.is_gt(),
        "ge" | ">=" => ordered()?.is_ge(),
        "is_in" | "in" => match (other.as_array(), other.as_map(), other.as_str()) {
            (Some(items), ..) => items.contains(value),
            (_, Some(map), _) => map.keys().any(|key| key.as_value() == *value),
            (.., Some(text)) => value.as_str().is_some_and(|part| text.contains(part)),
            _ => return failure("`in` cần danh sách, dict hay chuỗi"),
        },
        name => return failure(format!("không có phép thử `is {name}`")),
    })
}
