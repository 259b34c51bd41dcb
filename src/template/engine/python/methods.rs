//! Methods of Python's strings, lists and dicts.

use tera::{Kwargs, Map, State, Tera, TeraResult, Value, value::Key};

use super::failure;
use super::format::{braces, field};
use super::operations::bounded;
use super::print::{plain, printed, said};
use super::text::{capitalized, centered, replaced};

/// Methods that give a value and change nothing.
const METHODS: [&str; 45] = [
    "capitalize",
    "casefold",
    "center",
    "copy",
    "count",
    "endswith",
    "find",
    "format",
    "get",
    "index",
    "isalnum",
    "isalpha",
    "isdecimal",
    "isdigit",
    "islower",
    "isnumeric",
    "isspace",
    "istitle",
    "isupper",
    "items",
    "join",
    "keys",
    "ljust",
    "lower",
    "lstrip",
    "partition",
    "removeprefix",
    "removesuffix",
    "replace",
    "rfind",
    "rjust",
    "rpartition",
    "rsplit",
    "rstrip",
    "split",
    "splitlines",
    "startswith",
    "strip",
    "swapcase",
    "title",
    "upper",
    "values",
    "zfill",
    "isidentifier",
    "expandtabs",
];

/// The argument that holds the name of the method.
const METHOD: &str = "method_name";

/// Whether a method can be called in an expression.
pub(in super::super) fn is_method(name: &str) -> bool {
    METHODS.contains(&name)
}

/// Whether a method changes the list or dict it is called on.
pub(in super::super) fn changes_its_object(name: &str) -> bool {
    matches!(
        name,
        "append"
            | "extend"
            | "insert"
            | "pop"
            | "remove"
            | "update"
            | "clear"
            | "add"
            | "setdefault"
            | "sort"
            | "reverse"
    )
}

/// Registers the filters behind which method calls are written.
pub(super) fn register(tera: &mut Tera) {
    tera.register_filter("method", |value: Value, args: Kwargs, _: &State| {
        method(&value, &Call::new(&args)?)
    });
    tera.register_filter("changed", |value: Value, args: Kwargs, _: &State| {
        changed(&value, &Call::new(&args)?)
    });
    tera.register_filter("taken", |value: Value, args: Kwargs, _: &State| {
        taken(&value, &Call::new(&args)?)
    });
    for name in ["namespace", "dict"] {
        tera.register_function(name, |args: Kwargs, _: &State| {
            let map: Map =
                args.iter().map(|(key, value)| (key.clone(), value.clone())).collect();
            Value::from(map)
        });
    }
}

/// A call: the method's name, and its arguments.
struct Call<'k> {
    name: String,
    plain: Vec<&'k Value>,
    named: Vec<(&'k str, &'k Value)>,
}

impl<'k> Call<'k> {
    fn new(args: &'k Kwargs) -> TeraResult<Self> {
        let mut plain: Vec<(usize, &Value)> = Vec::new();
        let mut named = Vec::new();
        for (key, value) in args.iter() {
            let key = key.as_str().unwrap_or_default();
            let position = key.strip_prefix("arg").and_then(|at| at.parse::<usize>().ok());
            match position {
                Some(at) => plain.push((at, value)),
                None if key == METHOD => {}
                None => named.push((key, value)),
            }
        }
        plain.sort_by_key(|(at, _)| *at);
        let plain = plain.into_iter().map(|(_, value)| value).collect();
        Ok(Self { name: args.must_get::<String>(METHOD)?, plain, named })
    }

    fn value(&self, at: usize) -> Option<&'k Value> {
        self.plain.get(at).copied()
    }

    fn needed(&self, at: usize) -> TeraResult<&'k Value> {
        let missing = || tera::Error::message(format!("`.{}()` thiếu tham số", self.name));
        self.value(at).ok_or_else(missing)
    }

    fn text(&self, at: usize) -> TeraResult<String> {
        plain(self.needed(at)?)
    }

    fn count(&self, at: usize) -> Option<usize> {
        let count = self.value(at)?.as_i128()?;
        usize::try_from(count).ok()
    }
}

fn method(value: &Value, call: &Call<'_>) -> TeraResult<Value> {
    if let Some(map) = value.as_map() {
        return map_method(map, call);
    }
    if let Some(items) = value.as_array() {
        return list_method(items, call);
    }
    if value.is_string() {
        return text_method(&plain(value)?, call);
    }
    failure(format!("giá trị kiểu {} không có phương thức `.{}()`", value.name(), call.name))
}

fn map_method(map: &Map, call: &Call<'_>) -> TeraResult<Value> {
    let pair = |(key, value): (&Key<'static>, &Value)| {
        Value::from(vec![key.as_value(), value.clone()])
    };
    Ok(match call.name.as_str() {
        "items" => Value::from(map.iter().map(pair).collect::<Vec<_>>()),
        "keys" => Value::from(map.keys().map(Key::as_value).collect::<Vec<_>>()),
        "values" => Value::from(map.values().cloned().collect::<Vec<_>>()),
        "copy" => Value::from(map.clone()),
        "get" => {
            let key = call.needed(0)?;
            let found = map.iter().find(|(known, _)| known.as_value() == *key);
            found
                .map(|(_, value)| value)
                .or_else(|| call.value(1))
                .cloned()
                .unwrap_or_else(Value::none)
        }
        name => return failure(format!("bảng tên (dict) không có phương thức `.{name}()`")),
    })
}

fn list_method(items: &[Value], call: &Call<'_>) -> TeraResult<Value> {
    Ok(match call.name.as_str() {
        "copy" => Value::from(items.to_vec()),
        "count" => {
            let wanted = call.needed(0)?;
            Value::from(items.iter().filter(|item| *item == wanted).count())
        }
        "index" => {
            let wanted = call.needed(0)?;
            match items.iter().position(|item| item == wanted) {
                Some(at) => Value::from(at),
                None => return failure(format!("danh sách không có {}", said(wanted))),
            }
        }
        name => return failure(format!("danh sách không có phương thức `.{name}()`")),
    })
}

fn text_method(text: &str, call: &Call<'_>) -> TeraResult<Value> {
    let name = call.name.as_str();
    Ok(match name {
        "upper" => Value::from(text.to_uppercase()),
        "lower" | "casefold" => Value::from(text.to_lowercase()),
        "title" => Value::from(titled(text)),
        "capitalize" => Value::from(capitalized(text)),
        "swapcase" => Value::from(text.chars().map(swapped).collect::<String>()),
        "strip" | "lstrip" | "rstrip" => Value::from(stripped(text, call)?),
        "split" | "rsplit" | "splitlines" | "partition" | "rpartition" => cut(text, call)?,
        "replace" => {
            Value::from(replaced(text, &call.text(0)?, &call.text(1)?, call.count(2))?)
        }
        "startswith" => Value::from(any_of(call.needed(0)?, |part| text.starts_with(part))?),
        "endswith" => Value::from(any_of(call.needed(0)?, |part| text.ends_with(part))?),
        "removeprefix" => {
            let prefix = call.text(0)?;
            Value::from(text.strip_prefix(prefix.as_str()).unwrap_or(text))
        }
        "removesuffix" => {
            let suffix = call.text(0)?;
            Value::from(text.strip_suffix(suffix.as_str()).unwrap_or(text))
        }
        "count" => Value::from(text.matches(call.text(0)?.as_str()).count()),
        "find" | "rfind" | "index" => found(text, call)?,
        "join" => {
            let items = call.needed(0)?;
            let Some(items) = items.as_array() else {
                return failure("`.join()` cần một danh sách");
            };
            let items: TeraResult<Vec<String>> = items.iter().map(plain).collect();
            let items = items?;
            bounded(items.len().saturating_mul(text.len()))?;
            Value::from(items.join(text))
        }
        "format" => {
            let value = |name: Option<&str>, at: usize| match name {
                Some(name) => {
                    let found = call.named.iter().find(|(known, _)| *known == name);
                    found.map(|(_, value)| (*value).clone())
                }
                None => call.value(at).cloned(),
            };
            Value::from(braces(text, &value)?)
        }
        "zfill" => {
            let (sign, digits) = match text.strip_prefix(['-', '+']) {
                Some(digits) => (text.get(..1).unwrap_or_default(), digits),
                None => ("", text),
            };
            let width = width(call)?.saturating_sub(text.chars().count());
            Value::from(format!("{sign}{}{digits}", "0".repeat(width)))
        }
        "ljust" | "rjust" | "center" => justified(text, call)?,
        "expandtabs" => Value::from(tabs_expanded(text, call)?),
        _ => return asked(text, name),
    })
}

/// Every tab as the spaces up to the next column that is a multiple of 8, or of the width given.
fn tabs_expanded(text: &str, call: &Call<'_>) -> TeraResult<String> {
    let given = call.value(0).or_else(|| named(call, "tabsize"));
    let width = match given.map(Value::as_i128) {
        None => 8,
        Some(Some(width)) => usize::try_from(width.clamp(0, 1000)).unwrap_or(0),
        Some(None) => return failure("`.expandtabs()` cần một độ rộng"),
    };
    bounded(text.matches('\t').count().saturating_mul(width))?;
    let (mut out, mut column) = (String::with_capacity(text.len()), 0_usize);
    for c in text.chars() {
        match c {
            '\t' => {
                let count = column.checked_rem(width).map_or(0, |over| width - over);
                out.extend(std::iter::repeat_n(' ', count));
                column += count;
            }
            '\n' | '\r' => {
                out.push(c);
                column = 0;
            }
            c => {
                out.push(c);
                column += 1;
            }
        }
    }
    Ok(out)
}

/// `isdigit` and its like.
fn asked(text: &str, name: &str) -> TeraResult<Value> {
    let all = |test: fn(char) -> bool| !text.is_empty() && text.chars().all(test);
    let cased = |test: fn(char) -> bool, never: fn(char) -> bool| {
        text.chars().any(test) && !text.chars().any(never)
    };
    Ok(Value::from(match name {
        "isalpha" => all(char::is_alphabetic),
        "isalnum" => all(char::is_alphanumeric),
        "isdigit" | "isdecimal" | "isnumeric" => all(char::is_numeric),
        "isspace" => all(char::is_whitespace),
        "isupper" => cased(char::is_uppercase, char::is_lowercase),
        "islower" => cased(char::is_lowercase, char::is_uppercase),
        "istitle" => text.chars().any(char::is_alphabetic) && text == titled(text),
        "isidentifier" => all(|c| c.is_alphanumeric() || c == '_'),
        name => return failure(format!("chuỗi không có phương thức `.{name}()`")),
    }))
}

/// Every letter after another one small, all others large.
fn titled(text: &str) -> String {
    let mut after_letter = false;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if after_letter {
            out.extend(c.to_lowercase());
        } else {
            out.extend(c.to_uppercase());
        }
        after_letter = c.is_alphabetic() || ('\u{300}'..='\u{36F}').contains(&c);
    }
    out
}

fn swapped(c: char) -> String {
    if c.is_uppercase() { c.to_lowercase().collect() } else { c.to_uppercase().collect() }
}

/// `startswith` and `endswith` take one text or several.
fn any_of(wanted: &Value, test: impl Fn(&str) -> bool) -> TeraResult<bool> {
    match wanted.as_array() {
        Some(parts) => {
            let parts: TeraResult<Vec<String>> = parts.iter().map(plain).collect();
            Ok(parts?.iter().any(|part| test(part)))
        }
        None => Ok(test(&plain(wanted)?)),
    }
}

fn stripped(text: &str, call: &Call<'_>) -> TeraResult<String> {
    let set = match call.value(0) {
        Some(set) if !set.is_none() => Some(plain(set)?),
        _ => None,
    };
    let goes = |c: char| set.as_ref().map_or_else(|| c.is_whitespace(), |set| set.contains(c));
    Ok(match call.name.as_str() {
        "lstrip" => text.trim_start_matches(goes),
        "rstrip" => text.trim_end_matches(goes),
        _ => text.trim_matches(goes),
    }
    .to_owned())
}

fn cut(text: &str, call: &Call<'_>) -> TeraResult<Value> {
    let separator = match call.value(0).or_else(|| named(call, "sep")) {
        Some(value) if !value.is_none() => Some(plain(value)?),
        _ => None,
    };
    let most = call.count(1).or_else(|| {
        named(call, "maxsplit").and_then(Value::as_i128).and_then(|n| usize::try_from(n).ok())
    });
    let from_end = call.name.starts_with('r');
    if call.name == "splitlines" {
        return Ok(Value::from(text.lines().collect::<Vec<_>>()));
    }
    if call.name.ends_with("partition") {
        let separator = separator.unwrap_or_default();
        let parts =
            if from_end { text.rsplit_once(&separator) } else { text.split_once(&separator) };
        let parts = match (parts, from_end) {
            (Some((before, after)), _) => [before, &separator, after],
            (None, false) => [text, "", ""],
            (None, true) => ["", "", text],
        };
        return Ok(Value::from(parts.to_vec()));
    }
    let parts: Vec<&str> = match (&separator, most) {
        (Some(separator), _) if separator.is_empty() => return failure("split() cần dấu ngăn"),
        (Some(separator), None) => text.split(separator.as_str()).collect(),
        (Some(separator), Some(most)) if from_end => {
            let mut parts: Vec<&str> =
                text.rsplitn(most.saturating_add(1), separator.as_str()).collect();
            parts.reverse();
            parts
        }
        (Some(separator), Some(most)) => {
            text.splitn(most.saturating_add(1), separator.as_str()).collect()
        }
        (None, None) => text.split_whitespace().collect(),
        (None, Some(most)) => words(text, most),
    };
    Ok(Value::from(parts))
}

/// At most so many words, and the rest.
fn words(text: &str, most: usize) -> Vec<&str> {
    let mut rest = text.trim();
    let mut parts = Vec::new();
    while parts.len() < most {
        let Some((word, after)) = rest.split_once(char::is_whitespace) else { break };
        parts.push(word);
        rest = after.trim_start();
    }
    if !rest.is_empty() {
        parts.push(rest);
    }
    parts
}

fn named<'k>(call: &Call<'k>, name: &str) -> Option<&'k Value> {
    call.named.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
}

/// The place of a text in a text, in characters.
fn found(text: &str, call: &Call<'_>) -> TeraResult<Value> {
    let wanted = call.text(0)?;
    let at = if call.name == "rfind" { text.rfind(&wanted) } else { text.find(&wanted) };
    match at.and_then(|at| text.get(..at)) {
        Some(before) => Ok(Value::from(before.chars().count())),
        None if call.name == "index" => failure(format!("chuỗi không có \"{wanted}\"")),
        None => Ok(Value::from(-1)),
    }
}

fn width(call: &Call<'_>) -> TeraResult<usize> {
    match call.count(0) {
        Some(width) if width <= 10_000 => Ok(width),
        _ => failure(format!("`.{}()` cần một độ rộng", call.name)),
    }
}

fn justified(text: &str, call: &Call<'_>) -> TeraResult<Value> {
    let width = width(call)?;
    let fill = match call.value(1) {
        Some(fill) => plain(fill)?.chars().next().unwrap_or(' '),
        None => ' ',
    };
    let missing = width.saturating_sub(text.chars().count());
    let filled = |count: usize| fill.to_string().repeat(count);
    Ok(Value::from(match call.name.as_str() {
        "ljust" => text.to_owned() + &filled(missing),
        "rjust" => filled(missing) + text,
        _ => centered(text, width, fill),
    }))
}

/// What `pop` gives: the last item or the one asked for, or the value of a key.
fn taken(value: &Value, call: &Call<'_>) -> TeraResult<Value> {
    if value.is_map() {
        let found = field(value, &said(call.needed(0)?)).or_else(|| call.value(1).cloned());
        return found.ok_or_else(|| tera::Error::message("dict không có khóa cần lấy ra"));
    }
    let items = value.as_array().unwrap_or_default();
    let at = call.value(0).and_then(Value::as_i128).unwrap_or(-1);
    let at = if at < 0 { at + i128::try_from(items.len()).unwrap_or_default() } else { at };
    let found = usize::try_from(at).ok().and_then(|at| items.get(at));
    found.cloned().ok_or_else(|| tera::Error::message("`.pop()` ngoài danh sách"))
}

/// A list or dict as it is after a method changed it.
fn changed(value: &Value, call: &Call<'_>) -> TeraResult<Value> {
    let name = call.name.as_str();
    if let Some(map) = value.as_map() {
        return changed_map(map.clone(), call);
    }
    let Some(items) = value.as_array() else {
        return failure(format!("`.{name}()` cần một danh sách hay dict"));
    };
    let mut items = items.to_vec();
    let length = items.len();
    let place = |value: Option<&Value>, default: usize| {
        let at = value.and_then(Value::as_i128)?;
        let at = if at < 0 { at + i128::try_from(length).ok()? } else { at };
        usize::try_from(at).ok().or(Some(default))
    };
    match name {
        "append" | "add" => items.push(call.needed(0)?.clone()),
        "extend" => {
            let more = call.needed(0)?.as_array().unwrap_or_default();
            bounded(length.saturating_add(more.len()))?;
            items.extend(more.iter().cloned());
        }
        "insert" => {
            let at = place(call.value(0), 0).unwrap_or(0).min(length);
            items.insert(at, call.needed(1)?.clone());
        }
        "pop" => {
            let at = place(call.value(0), 0).unwrap_or(length.saturating_sub(1));
            if at >= length {
                return failure("`.pop()` ngoài danh sách");
            }
            items.remove(at);
        }
        "remove" => {
            let wanted = call.needed(0)?;
            match items.iter().position(|item| item == wanted) {
                Some(at) => drop(items.remove(at)),
                None => return failure(format!("danh sách không có {}", said(wanted))),
            }
        }
        "clear" => items.clear(),
        "sort" => items.sort(),
        "reverse" => items.reverse(),
        name => return failure(format!("danh sách không có phương thức `.{name}()`")),
    }
    Ok(Value::from(items))
}

fn changed_map(mut map: Map, call: &Call<'_>) -> TeraResult<Value> {
    let key = |at: usize| -> TeraResult<Key<'static>> {
        Ok(Key::from(said(&printed(call.needed(at)?.clone())?)))
    };
    match call.name.as_str() {
        "set" => drop(map.insert(key(0)?, call.needed(1)?.clone())),
        "setdefault" => {
            let value = call.value(1).cloned().unwrap_or_else(Value::none);
            map.entry(key(0)?).or_insert(value);
        }
        "update" => {
            let other = call.value(0).and_then(Value::as_map).into_iter().flatten();
            map.extend(other.map(|(key, value)| (key.clone(), value.clone())));
            let named = call.named.iter();
            map.extend(
                named.map(|(key, value)| (Key::from((*key).to_owned()), (*value).clone())),
            );
        }
        "pop" => {
            let gone = said(call.needed(0)?);
            if field(&Value::from(map.clone()), &gone).is_none() {
                return failure(format!("dict không có khóa {gone}"));
            }
            map = map.into_iter().filter(|(key, _)| key.as_str() != Some(&gone)).collect();
        }
        "clear" => map.clear(),
        name => return failure(format!("bảng tên (dict) không có phương thức `.{name}()`")),
    }
    Ok(Value::from(map))
}
