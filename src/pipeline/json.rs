//! A JSON file of data, read so that nothing in it is changed in silence: a key that stands twice
//! and a number that cannot be kept digit by digit are refused.

use std::fmt;
use std::path::Path;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::single::{one, read};
use crate::diagnostic::{Code, Field, Finding, Findings, Place};

/// Whole numbers from here on may have lost digits when they are read as floating point.
const INEXACT: f64 = 9_007_199_254_740_992.0;

/// The data of a JSON file.
///
/// # Errors
/// With the finding, when it cannot be read, or not without loss.
pub(super) fn json(path: &Path) -> Result<Value, Findings> {
    let bytes = read(path)?;
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        let (vi, en) =
            ("tệp lưu dạng UTF-16, cần lưu lại dạng UTF-8", "it is UTF-16, not UTF-8");
        return Err(not_json(path, vi, en));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    match serde_json::from_slice::<Exact>(bytes) {
        Ok(Exact(value)) if value.is_object() => Ok(value),
        Ok(_) => {
            let vi = "dữ liệu phải là một đối tượng, viết trong ngoặc nhọn";
            Err(not_json(path, vi, "the data must be one object, in braces"))
        }
        Err(error) => Err(wrong_json(path, &error)),
    }
}

/// A file that holds no data for a template.
pub(super) fn not_json(path: &Path, vi: &str, en: &str) -> Findings {
    one(finding(path, vi, en))
}

fn finding(path: &Path, vi: &str, en: &str) -> Finding {
    let reason = Field::words(|lang| lang.pick(vi, en).to_owned());
    let place = Place::file(path.display().to_string());
    Finding::new(Code::E658).at(place).field("reason", reason)
}

fn wrong_json(path: &Path, error: &serde_json::Error) -> Findings {
    let said = error.to_string();
    let said = said.split(" at line ").next().unwrap_or_default();
    let (vi, en) = said.split_once(BOTH).unwrap_or_else(|| (in_vietnamese(said), said));
    let finding = finding(path, vi, &en.replace("EOF while parsing", "the file ends within"));
    if error.line() == 0 {
        return one(finding);
    }
    let place = |number: usize| Field::Count(number as u64);
    one(finding.field("line", place(error.line())).field("column", place(error.column())))
}

/// Stands between the two languages of what we say ourselves.
const BOTH: char = '\u{1}';

/// What the JSON reader says.
fn in_vietnamese(said: &str) -> &'static str {
    const SAID: [(&str, &str); 15] = [
        ("EOF while parsing", "tệp kết thúc giữa chừng, thiếu ngoặc hoặc nháy đóng"),
        ("expected `,` or", "thiếu dấu phẩy hoặc ngoặc đóng"),
        ("expected `:`", "thiếu dấu hai chấm sau tên"),
        ("expected value", "cần một giá trị ở đây"),
        ("expected ident", "cần true, false hoặc null"),
        ("key must be a string", "tên phải viết trong dấu nháy kép thẳng"),
        ("trailing comma", "thừa dấu phẩy"),
        ("trailing characters", "thừa chữ ở sau phần kết thúc"),
        ("control character", "chuỗi có dấu xuống dòng hoặc ký tự điều khiển"),
        ("invalid escape", "sai cách viết sau dấu gạch chéo ngược"),
        ("invalid unicode", "có ký tự không phải UTF-8"),
        ("invalid number", "số viết sai cách"),
        ("number out of range", "số nằm ngoài phạm vi"),
        ("recursion limit", "ngoặc lồng nhau quá nhiều tầng"),
        ("lone leading surrogate", "sai cách viết ký tự Unicode"),
    ];
    let known = SAID.iter().find(|(start, _)| said.starts_with(start));
    known.map_or("sai cách viết JSON", |(_, vi)| vi)
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
                "số {value} quá lớn, không giữ được từng chữ số; viết trong nháy như văn bản{BOTH}\
                 the number {value} is too large to keep its digits; write it in quotes"
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
                return Err(A::Error::custom(format!(
                    "khóa `{key}` ghi hai lần{BOTH}the key `{key}` stands twice"
                )));
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
