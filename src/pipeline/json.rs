//! A JSON file of data, read so that nothing in it is changed in silence: a key that stands twice
//! and a number that cannot be kept digit by digit are refused.

use std::fmt;
use std::path::Path;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::single::{one, read};
use crate::diagnostic::{Code, Finding, Findings};

/// Whole numbers from here on may have lost digits when they are read as floating point.
const INEXACT: f64 = 9_007_199_254_740_992.0;

/// The data of a JSON file.
///
/// # Errors
/// With the finding, when it cannot be read, or not without loss.
pub(super) fn json(path: &Path) -> Result<Value, Findings> {
    let bytes = read(path)?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    match serde_json::from_slice::<Exact>(bytes) {
        Ok(Exact(value)) if value.is_object() => Ok(value),
        Ok(_) => Err(not_json(path, &"dữ liệu phải là một đối tượng, viết trong { }")),
        Err(error) => Err(not_json(path, &error)),
    }
}

/// A file that holds no data for a template.
pub(super) fn not_json(path: &Path, reason: &dyn fmt::Display) -> Findings {
    let value = path.display().to_string();
    let finding = Finding::new(Code::E518).text("name", "JSON").text("value", value);
    one(finding.text("reason", reason.to_string()))
}

/// A value that says what the file says.
struct Exact(Value);

impl<'de> Deserialize<'de> for Exact {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(ExactVisitor).map(Self)
    }
}

struct ExactVisitor;

impl<'de> Visitor<'de> for ExactVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        if value.abs() >= INEXACT {
            return Err(E::custom(format!(
                "số {value} quá lớn, không giữ được từng chữ số; viết trong nháy như văn bản"
            )));
        }
        Ok(value.into())
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value, A::Error> {
        let mut all = Vec::new();
        while let Some(Exact(element)) = elements.next_element()? {
            all.push(element);
        }
        Ok(Value::Array(all))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut all = Map::new();
        while let Some((key, Exact(value))) = entries.next_entry::<String, _>()? {
            if all.contains_key(&key) {
                return Err(A::Error::custom(format!("khóa `{key}` ghi hai lần")));
            }
            all.insert(key, value);
        }
        Ok(Value::Object(all))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(json: &str) -> Result<Value, String> {
        let read = serde_json::from_str::<Exact>(json);
        read.map(|exact| exact.0).map_err(|error| error.to_string())
    }

    #[test]
    fn what_is_kept_as_it_is_written_is_read() {
        let json = r#"{"a":[1,-2,0.5,1e3,18446744073709551615,null,true,"ế\ud83d\ude00"]}"#;
        assert_eq!(exact(json).unwrap(), serde_json::from_str::<Value>(json).unwrap());
    }

    #[test]
    fn what_would_change_in_silence_is_refused() {
        for (json, reason) in [
            (r#"{"a":1,"b":{"c":1,"c":2}}"#, "khóa `c` ghi hai lần"),
            (r#"{"a":123456789012345678901234567890}"#, "không giữ được từng chữ số"),
            (r#"{"a":1e400}"#, "out of range"),
            (r#"{"a":"\ud800"}"#, "escape"),
            (r#"{"a":NaN}"#, "expected value"),
        ] {
            let told = exact(json).unwrap_err();
            assert!(told.contains(reason), "{json}: {told}");
        }
    }
}
