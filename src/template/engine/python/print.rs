//! How values read as text: as Python prints them, but nothing at all for `none`.

use tera::{TeraResult, Value, value::ValueKind};

use super::failure;

/// What a tag prints for a value.
pub(super) fn printed(value: Value) -> TeraResult<Value> {
    match value.kind() {
        ValueKind::Undefined => failure("biểu thức không có giá trị nào để in"),
        ValueKind::Bool | ValueKind::F64 | ValueKind::Array | ValueKind::Map => {
            Ok(Value::from(said(&value)))
        }
        _ => Ok(value),
    }
}

/// A value as text.
pub(super) fn said(value: &Value) -> String {
    match value.kind() {
        ValueKind::None | ValueKind::Undefined => String::new(),
        ValueKind::String => value.as_str().unwrap_or_default().to_owned(),
        _ => quoted(value),
    }
}

/// Whether a value is text in the document's own markup; Tera calls numbers safe as well.
pub(super) fn is_markup(value: &Value) -> bool {
    value.is_string() && value.is_safe()
}

/// A value as text that goes into other text; what is more than text cannot.
pub(super) fn plain(value: &Value) -> TeraResult<String> {
    let text = said(value);
    if value.is_safe() && text.contains(|c| ('\u{FDD0}'..='\u{FDEF}').contains(&c)) {
        return failure("hình, danh sách, ngắt trang… không ghép được vào giữa một chuỗi");
    }
    Ok(text)
}

/// A value as Python writes it within a list.
pub(super) fn quoted(value: &Value) -> String {
    match value.kind() {
        ValueKind::None => "None".to_owned(),
        ValueKind::Bool => if value.is_truthy() { "True" } else { "False" }.to_owned(),
        ValueKind::F64 => float(value.as_f64().unwrap_or_default()),
        ValueKind::String => quoted_text(value.as_str().unwrap_or_default()),
        ValueKind::Array => {
            let items = value.as_array().unwrap_or_default().iter().map(quoted);
            format!("[{}]", items.collect::<Vec<_>>().join(", "))
        }
        ValueKind::Map => {
            let entries = value.as_map().into_iter().flatten();
            let entries = entries
                .map(|(key, value)| format!("{}: {}", quoted(&key.as_value()), quoted(value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
        _ => value.to_string(),
    }
}

/// A float as Python's `repr` writes it.
pub(super) fn float(value: f64) -> String {
    if !value.is_finite() {
        let text = if value.is_nan() { "nan" } else { "inf" };
        return if value < 0.0 { format!("-{text}") } else { text.to_owned() };
    }
    let text = format!("{value:?}");
    match text.split_once('e') {
        None => text,
        Some((digits, exponent)) => {
            let (sign, exponent) = match exponent.strip_prefix('-') {
                Some(exponent) => ('-', exponent),
                None => ('+', exponent),
            };
            let digits = digits.strip_suffix(".0").unwrap_or(digits);
            format!("{digits}e{sign}{exponent:0>2}")
        }
    }
}

fn quoted_text(text: &str) -> String {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    let mut out = String::with_capacity(text.len() + 2);
    out.push(quote);
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if c == quote => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out.push(quote);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_read_as_python_prints_them() {
        let value = serde_json::json!([1, 2.0, "a'b", "c", true, null, {"k": [1.5]}]);
        let value = Value::from_serializable(&value);
        assert_eq!(said(&value), "[1, 2.0, \"a'b\", 'c', True, None, {'k': [1.5]}]");
        let floats = [1e15, 1e16, 1.5e-7, 0.1 + 0.2, 100.0].map(float);
        assert_eq!(
            floats,
            ["1000000000000000.0", "1e+16", "1.5e-07", "0.30000000000000004", "100.0"]
        );
        assert_eq!(said(&Value::none()), "");
    }
}
