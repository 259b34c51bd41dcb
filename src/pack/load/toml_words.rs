//! What the reader of TOML says, in words for whoever writes a pack.

use crate::text::{self, Lang};

/// What is wrong at a byte of a file: what the reader found, with its column.
pub(super) fn in_words(said: &str, file: &str, at: Option<usize>) -> String {
    let plain = plain(said).unwrap_or_else(|| {
        format!("viết không đúng cách của tệp TOML (trình đọc báo: {said})")
    });
    match at.and_then(|at| column(file, at)) {
        Some(column) => format!("cột {column}: {plain}"),
        None => plain,
    }
}

/// The column, from 1, of a byte of a file that has any lines.
fn column(file: &str, at: usize) -> Option<usize> {
    let before = file.get(..at).filter(|_| !file.is_empty())?;
    let line = before.rsplit('\n').next().unwrap_or_default();
    Some(line.chars().count() + 1)
}

/// Beginnings of what the reader says of a file that is no TOML, with what is meant.
const SHAPES: [(&str, &str); 22] = [
    ("invalid basic string", "thiếu dấu ngoặc kép `\"` đóng chữ trên dòng này"),
    ("invalid literal string", "thiếu dấu nháy `'` đóng chữ trên dòng này"),
    ("invalid multi-line", "thiếu ba dấu ngoặc kép đóng đoạn chữ nhiều dòng"),
    (
        "string values must be quoted",
        "sau dấu `=` phải là một giá trị; chữ thì đặt giữa hai dấu ngoặc kép thẳng `\"`",
    ),
    ("duplicate key", "khóa này đã ghi ở trên, mỗi khóa chỉ ghi một lần"),
    ("duplicate field", "khóa này đã ghi ở trên, mỗi khóa chỉ ghi một lần"),
    ("unclosed array table", "tên mục thiếu dấu đóng, viết đủ như `[[element]]`"),
    ("unclosed table", "tên mục thiếu dấu `]` đóng"),
    ("unclosed array", "danh sách thiếu dấu `]` đóng"),
    ("unclosed inline table", "mục giữa hai dấu `{ }` thiếu dấu đóng"),
    ("missing comma", "thiếu dấu phẩy giữa hai phần của danh sách"),
    ("extra comma", "thừa một dấu phẩy"),
    ("key with no value", "sau tên khóa phải có dấu `=` rồi đến giá trị"),
    (
        "unexpected key or value",
        "thừa chữ sau giá trị: mỗi dòng một khóa; số lẻ viết dấu chấm và đặt trong ngoặc kép như `\"3.5\"`",
    ),
    ("invalid unquoted key", "tên khóa chỉ gồm chữ không dấu, chữ số, `-` và `_`"),
    ("wanted string or table", "ở đây phải là chữ đặt giữa hai dấu ngoặc kép"),
    ("wanted exactly 1 element", "ở đây phải là chữ đặt giữa hai dấu ngoặc kép"),
    ("invalid float", NUMBER),
    ("invalid integer", NUMBER),
    ("invalid mantissa", NUMBER),
    ("invalid fraction", NUMBER),
    ("missing escaped value", "trong chữ, dấu `\\` phải viết hai lần: `\\\\`"),
];

/// What is said of a number that is none.
const NUMBER: &str =
    "số viết không đúng; số lẻ viết dấu chấm và đặt trong ngoặc kép như `\"3.5\"`";

fn plain(said: &str) -> Option<String> {
    let named = |start: &str| said.strip_prefix(start)?.split('`').nth(1);
    if let Some(key) = named("unknown field") {
        return Some(not_one_of(&format!("không có khóa `{key}`"), key, said));
    }
    if let Some(value) = named("unknown variant") {
        return Some(not_one_of(&format!("giá trị `{value}` không dùng được"), value, said));
    }
    if let Some(key) = named("missing field") {
        return Some(format!("mục này thiếu khóa `{key}`"));
    }
    if let Some(told) = wrong_type(said) {
        return Some(told);
    }
    if said.starts_with("data did not match") {
        return Some("giá trị không thuộc kiểu mà khóa này nhận".to_owned());
    }
    if said.starts_with("invalid boolean") {
        return Some("ở đây chỉ ghi `true` hoặc `false`, chữ thường".to_owned());
    }
    let known = SHAPES.iter().find(|(start, _)| said.starts_with(start));
    known.map(|(_, meant)| (*meant).to_owned())
}

/// A key or a value that is not one of those known: the nearest, else all.
fn not_one_of(told: &str, written: &str, said: &str) -> String {
    let known: Vec<&str> = said.split('`').skip(3).step_by(2).collect();
    if known.is_empty() {
        return told.to_owned();
    }
    if let Some(near) = text::nearest(written, known.iter().copied()) {
        return format!("{told}, có phải `{near}`?");
    }
    let known: Vec<String> = known.iter().map(|known| format!("`{known}`")).collect();
    format!("{told}; được dùng {}", text::list::join(&known, Lang::Vi))
}

/// `invalid type: integer 5, expected a string`.
fn wrong_type(said: &str) -> Option<String> {
    let rest = said.strip_prefix("invalid type: ").or(said.strip_prefix("invalid value: "))?;
    let (given, wanted) = rest.rsplit_once(", expected ")?;
    let wanted = wanted_in_words(wanted)?;
    let (kind, value) = given.split_once(' ').unwrap_or((given, ""));
    let given = match kind {
        "string" => format!("chữ {value}"),
        "integer" => format!("số {value}"),
        "floating" => format!("số {}", value.strip_prefix("point ").unwrap_or(value)),
        "boolean" => value.to_owned(),
        "sequence" => "một danh sách".to_owned(),
        "map" => "một mục".to_owned(),
        _ => given.to_owned(),
    };
    Some(format!("đang ghi {given}, ở đây phải là {wanted}"))
}

fn wanted_in_words(wanted: &str) -> Option<&'static str> {
    Some(match wanted {
        "a string" => "chữ đặt giữa hai dấu ngoặc kép",
        "a boolean" => "`true` hoặc `false`, không có ngoặc kép",
        "a sequence" => "danh sách `[…]`, hay các mục `[[…]]` với hai dấu ngoặc vuông",
        "a map" => "một mục `[…]` hay `{ … }`",
        "u8" => "số nguyên từ 0 đến 255, không có ngoặc kép",
        "u16" | "u32" | "u64" | "usize" => "số nguyên không âm, không có ngoặc kép",
        _ if wanted.starts_with("struct ") => "một mục `[…]` hay `{ … }`",
        _ if wanted.starts_with('i') || wanted.starts_with('f') => "một số, không có ngoặc kép",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields, rename_all = "snake_case")]
    #[allow(dead_code)]
    struct Sample {
        code: String,
        name: Option<String>,
        kind: Option<Kind>,
        list: Option<Vec<String>>,
        shown: Option<bool>,
        decimals: Option<u8>,
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Kind {
        Integer,
        Decimal,
    }

    /// What is told of a file.
    fn told(file: &str) -> String {
        let Err(error) = toml::from_str::<Sample>(file) else { panic!("{file} is right") };
        in_words(error.message(), file, error.span().map(|span| span.start))
    }

    #[test]
    fn slips_are_told_in_plain_words_with_their_column() {
        for (file, wanted) in [
            ("code = \"a\nname = \"b\"", "cột 10: thiếu dấu ngoặc kép"),
            ("code = a", "cột 8: sau dấu `=` phải là một giá trị; chữ thì đặt giữa"),
            ("code = “a”", "hai dấu ngoặc kép thẳng"),
            ("code = \"a\"\n code = \"b\"", "cột 2: khóa này đã ghi ở trên"),
            ("name = \"b\"", "thiếu khóa `code`"),
            ("cod = \"a\"", "không có khóa `cod`, có phải `code`?"),
            ("code = \"a\"\nkind = \"intger\"", "`intger` không dùng được, có phải `integer`?"),
            ("code = \"a\"\nkind = \"x\"", "được dùng `integer` và `decimal`"),
            ("code = 5", "đang ghi số `5`, ở đây phải là chữ đặt giữa hai dấu ngoặc kép"),
            ("code = \"a\"\nlist = \"b\"", "đang ghi chữ \"b\", ở đây phải là danh sách"),
            ("code = \"a\"\nlist = [\"b\" \"c\"]", "thiếu dấu phẩy"),
            ("code = \"a\"\nlist = [\"b\"", "danh sách thiếu dấu `]`"),
            ("code = \"a\"\n[[list]", "viết đủ như `[[element]]`"),
            ("code = \"a\"\nshown = \"true\"", "phải là `true` hoặc `false`"),
            ("code = \"a\"\nshown = True", "chữ thường"),
            ("code = \"a\"\ndecimals = 1,5", "số lẻ viết dấu chấm"),
            ("code = \"a\"\ndecimals = 300", "từ 0 đến 255"),
            ("code = \"a\"\ndecimals = 1.5.2", "số viết không đúng"),
            ("code = \"a\"\nkind = 5", "phải là chữ đặt giữa hai dấu ngoặc kép"),
            ("code = \"a\"\nkind = {}", "phải là chữ đặt giữa hai dấu ngoặc kép"),
            ("code: \"a\"", "phải có dấu `=`"),
            ("mã = \"a\"", "chữ không dấu"),
            ("code = \"a\\d\"", "viết hai lần"),
        ] {
            let told = told(file);
            assert!(told.contains(wanted), "{file}: {told}");
            assert!(!told.contains("expected"), "{file}: {told}");
            assert!(!told.contains("trình đọc báo"), "{file}: {told}");
        }
    }

    #[test]
    fn what_nobody_has_words_for_is_told_in_the_readers_own() {
        let told = in_words("something rare", "a = 1", Some(4));
        assert_eq!(
            told,
            "cột 5: viết không đúng cách của tệp TOML (trình đọc báo: something rare)"
        );
    }
}
