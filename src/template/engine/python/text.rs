//! Jinja's filters over text and numbers.

use tera::{Kwargs, Number, State, Tera, TeraResult, Value};

use super::failure;
use super::format::percent;
use super::operations::{bounded, number};
use super::print::{is_markup, plain, quoted, said};

/// Characters a line may be padded to.
const WIDEST: usize = 10_000;

/// Registers the filters.
pub(super) fn register(tera: &mut Tera) {
    let mut of_text = |name: &'static str, filter: fn(&str, &Kwargs) -> TeraResult<String>| {
        tera.register_filter(name, move |value: Value, args: Kwargs, _: &State| {
            // What is more than text stays so: whoever puts it into its place sees whether it
            // was spoilt. What is merely escaped is text.
            if plain(&value).is_err() {
                let spoilt = filter(&said(&value), &args)?;
                return Ok::<Value, tera::Error>(Value::safe_string(&spoilt));
            }
            let text = if value.is_safe() { plain_text(&value)? } else { value };
            Ok(Value::from(filter(&said(&text), &args)?))
        });
    };
    of_text("upper", |text, _| Ok(text.to_uppercase()));
    of_text("lower", |text, _| Ok(text.to_lowercase()));
    of_text("title", |text, _| Ok(titled(text)));
    of_text("capitalize", |text, _| Ok(capitalized(text)));
    of_text("trim", trim);
    of_text("replace", |text, args| {
        let (from, to) = (text_of(args, &["from", "old"])?, text_of(args, &["to", "new"])?);
        let count = count_of(args, "count")?;
        replaced(text, &from.unwrap_or_default(), &to.unwrap_or_default(), count)
    });
    of_text("truncate", truncated);
    of_text("indent", indented);
    of_text("center", |text, args| {
        let width = count_of(args, "width")?.unwrap_or(80);
        if width > WIDEST {
            return failure(format!("center: độ rộng lớn nhất là {WIDEST}"));
        }
        Ok(centered(text, width, ' '))
    });
    of_text("wordwrap", wrapped);
    of_text("striptags", |text, _| Ok(without_tags(text)));
    tera.register_filter("urlencode", |value: Value, _: Kwargs, _: &State| url(&value));
    tera.register_filter("plain_text", |value: Value, _: Kwargs, _: &State| plain_text(&value));
    tera.register_filter("wordcount", |value: Value, _: Kwargs, _: &State| {
        plain(&value).map(|text| {
            text.split(|c: char| !c.is_alphanumeric() && c != '_')
                .filter(|w| !w.is_empty())
                .count()
        })
    });
    tera.register_filter("in_text", |value: Value, args: Kwargs, state: &State| {
        in_text(&value, &args, state)
    });
    for name in ["string", "str", "pprint"] {
        tera.register_filter(name, move |value: Value, _: Kwargs, _: &State| match name {
            _ if is_markup(&value) => value,
            "pprint" => Value::from(quoted(&value)),
            _ => Value::from(said(&value)),
        });
    }
    tera.register_filter("format", |value: Value, args: Kwargs, _: &State| {
        percent_filter(&plain(&value)?, &args)
    });
    register_numbers(tera);
}

fn register_numbers(tera: &mut Tera) {
    tera.register_filter("round", |value: Value, args: Kwargs, _: &State| round(&value, &args));
    tera.register_filter("abs", |value: Value, _: Kwargs, _: &State| match number(&value) {
        Some(Number::Integer(x)) => Ok(Value::from(x.abs())),
        Some(Number::Float(x)) => Ok(Value::from(x.abs())),
        _ => failure("abs cần một số"),
    });
    tera.register_filter("int", |value: Value, args: Kwargs, _: &State| int(&value, &args));
    tera.register_filter("float", |value: Value, args: Kwargs, _: &State| {
        let given = match number(&value) {
            Some(number) => Some(number.as_float()),
            None => said(&value).trim().replace('_', "").parse::<f64>().ok(),
        };
        match (given, args.get::<Value>("default")?) {
            (Some(x), _) => Ok(Value::from(x)),
            (None, Some(default)) => Ok(default),
            (None, None) => failure(format!("\"{}\" không phải là số", said(&value))),
        }
    });
    tera.register_filter("filesizeformat", |value: Value, args: Kwargs, _: &State| {
        let Some(size) = number(&value) else {
            return failure("filesizeformat cần một số");
        };
        let binary = args.get::<Value>("binary")?.is_some_and(|binary| binary.is_truthy());
        Ok(Value::from(file_size(size.as_float(), binary)))
    });
}

/// A text argument by one of its names.
pub(super) fn text_of(args: &Kwargs, names: &[&str]) -> TeraResult<Option<String>> {
    for name in names {
        if let Some(value) = args.get::<Value>(name)?.filter(|value| !value.is_none()) {
            return plain(&value).map(Some);
        }
    }
    Ok(None)
}

/// A whole number that is not negative, by its name.
pub(super) fn count_of(args: &Kwargs, name: &str) -> TeraResult<Option<usize>> {
    match args.get::<Value>(name)?.filter(|value| !value.is_none()) {
        None => Ok(None),
        Some(value) => match value.as_i128().and_then(|count| usize::try_from(count).ok()) {
            Some(count) => Ok(Some(count)),
            None => failure(format!("`{name}` phải là số nguyên không âm")),
        },
    }
}

fn is_set(args: &Kwargs, name: &str) -> TeraResult<bool> {
    Ok(args.get::<Value>(name)?.is_some_and(|value| value.is_truthy()))
}

/// First letter large, all others small.
pub(super) fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars.flat_map(char::to_lowercase)).collect()
}

/// The first letter of every word large, all others small.
pub(super) fn titled(text: &str) -> String {
    let mut in_word = false;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if in_word {
            out.extend(c.to_lowercase());
        } else {
            out.extend(c.to_uppercase());
        }
        in_word = !(c.is_whitespace() || "-({[<".contains(c));
    }
    out
}

/// `to` in place of `from`, at most `count` times.
pub(super) fn replaced(
    text: &str,
    from: &str,
    to: &str,
    count: Option<usize>,
) -> TeraResult<String> {
    bounded(text.matches(from).count().saturating_mul(to.len()))?;
    Ok(count.map_or_else(|| text.replace(from, to), |count| text.replacen(from, to, count)))
}

/// In the middle of so many characters.
pub(super) fn centered(text: &str, width: usize, fill: char) -> String {
    let missing = width.saturating_sub(text.chars().count());
    // Python puts the odd one to the left when the width is odd.
    let before = missing / 2 + (missing & width & 1);
    let fill = |count: usize| fill.to_string().repeat(count);
    fill(before) + text + &fill(missing - before)
}

fn trim(text: &str, args: &Kwargs) -> TeraResult<String> {
    Ok(match text_of(args, &["pat", "chars"])? {
        Some(set) => text.trim_matches(|c| set.contains(c)).to_owned(),
        None => text.trim().to_owned(),
    })
}

/// Cut to a length, at a word unless `killwords` is set; a little too long is left.
fn truncated(text: &str, args: &Kwargs) -> TeraResult<String> {
    let length = count_of(args, "length")?.unwrap_or(255);
    let killwords = args.get::<Value>("killwords")?;
    // The second argument is Tera's `end` when it is a text.
    let end = match &killwords {
        Some(value) if value.is_string() => Some(plain(value)?),
        _ => text_of(args, &["end"])?,
    };
    let end = end.unwrap_or_else(|| "...".to_owned());
    let kills = killwords.is_some_and(|value| !value.is_string() && value.is_truthy());
    let leeway = count_of(args, "leeway")?.unwrap_or(5);
    if text.chars().count() <= length.saturating_add(leeway) {
        return Ok(text.to_owned());
    }
    let kept: String = text.chars().take(length.saturating_sub(end.chars().count())).collect();
    let kept = match kept.rsplit_once(' ') {
        Some((words, _)) if !kills => words,
        _ => &kept,
    };
    Ok(kept.to_owned() + &end)
}

fn indented(text: &str, args: &Kwargs) -> TeraResult<String> {
    let indent = match args.get::<Value>("width")? {
        Some(width) if width.is_string() => plain(&width)?,
        _ => match count_of(args, "width")?.unwrap_or(4) {
            width if width > WIDEST => {
                return failure(format!("indent: độ rộng lớn nhất là {WIDEST}"));
            }
            width => " ".repeat(width),
        },
    };
    bounded(text.matches('\n').count().saturating_mul(indent.len()))?;
    let (first, blank) = (is_set(args, "first")?, is_set(args, "blank")?);
    let line = |(at, line): (usize, &str)| {
        let bare = (at == 0 && !first) || (line.is_empty() && !blank);
        if bare { line.to_owned() } else { indent.clone() + line }
    };
    Ok(text.split('\n').enumerate().map(line).collect::<Vec<_>>().join("\n"))
}

fn wrapped(text: &str, args: &Kwargs) -> TeraResult<String> {
    let width = count_of(args, "width")?.unwrap_or(79).max(1);
    let between = text_of(args, &["wrapstring"])?.unwrap_or_else(|| "\n".to_owned());
    let mut lines: Vec<String> = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            let fits = line.chars().count() + 1 + word.chars().count() <= width;
            if !line.is_empty() && !fits {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(line);
    }
    Ok(lines.join(&between))
}

/// Text without anything between `<` and `>`, every stretch of space one space.
fn without_tags(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, from)) = rest.split_once('<') {
        out.push_str(before);
        rest = from.split_once('>').map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text for an address, or a dict or a list of pairs as its query.
fn url(value: &Value) -> TeraResult<String> {
    let query = |key: &Value, value: &Value| -> TeraResult<String> {
        let [key, value] = [plain(key)?, plain(value)?]
            .map(|text| url_encoded(&text).replace('/', "%2F").replace("%20", "+"));
        Ok(format!("{key}={value}"))
    };
    let parts: TeraResult<Vec<String>> = match (value.as_map(), value.as_array()) {
        (Some(map), _) => {
            map.iter().map(|(key, value)| query(&key.as_value(), value)).collect()
        }
        (None, Some(items)) => {
            let pair = |item: &Value| match item.as_array() {
                Some([key, value]) => query(key, value),
                _ => failure("urlencode cần chuỗi, dict hay danh sách các cặp"),
            };
            items.iter().map(pair).collect()
        }
        (None, None) if is_markup(value) => {
            return plain(&plain_text(value)?).map(|text| url_encoded(&text));
        }
        (None, None) => return plain(value).map(|text| url_encoded(&text)),
    };
    Ok(parts?.join("&"))
}

fn url_encoded(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.extend([byte >> 4, byte & 15].map(|digit| {
                char::from_digit(u32::from(digit), 16).unwrap_or('0').to_ascii_uppercase()
            }));
        }
    }
    out
}

/// What a `set` block holds as text: the document's markup taken out.
fn plain_text(value: &Value) -> TeraResult<Value> {
    let raw = said(value);
    let mut out = String::new();
    let mut rest = raw.as_str();
    while let Some((before, from)) = rest.split_once('<') {
        out.push_str(before);
        let (tag, after) = from.split_once('>').unwrap_or((from, ""));
        match tag.split([' ', '/']).next() {
            Some("w:tab") => out.push('\t'),
            Some("w:br" | "w:cr") => out.push('\n'),
            _ => {}
        }
        rest = after;
    }
    out.push_str(rest);
    plain(&Value::safe_string(&out.replace(['\u{FDD0}', '\u{FDD1}'], " ")))?;
    let out = out.replace('\u{FDD0}', "\n").replace('\u{FDD1}', "\t");
    let out = out.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    Ok(Value::from(out.replace("&apos;", "'").replace("&#39;", "'").replace("&amp;", "&")))
}

/// A filter over what a `filter` block holds: over the text of each run, not over the markup.
fn in_text(value: &Value, args: &Kwargs, state: &State) -> TeraResult<Value> {
    let name = args.must_get::<String>("filter_name")?;
    let filtered = |raw: &str| -> TeraResult<String> {
        if raw.trim().is_empty() {
            return Ok(raw.to_owned());
        }
        let text = plain_text(&Value::safe_string(raw))?;
        let given = state.call_filter(&name, &text, args.clone())?;
        if given.is_safe() { Ok(said(&given)) } else { state.escape(&said(&given)) }
    };
    let raw = said(value);
    if !raw.contains('<') {
        return Ok(Value::safe_string(&filtered(&raw)?));
    }
    let mut out = String::new();
    let mut rest = raw.as_str();
    let mut in_run_text = false;
    while let Some((before, from)) = rest.split_once('<') {
        out.push_str(&if in_run_text { filtered(before)? } else { before.to_owned() });
        let (tag, after) = from.split_once('>').unwrap_or((from, ""));
        in_run_text = (tag == "w:t" || tag.starts_with("w:t ")) && !tag.ends_with('/');
        out.extend(["<", tag, ">"]);
        rest = after;
    }
    out.push_str(rest);
    Ok(Value::safe_string(&out))
}

fn percent_filter(text: &str, args: &Kwargs) -> TeraResult<Value> {
    let mut plain: Vec<(usize, Value)> = Vec::new();
    let mut named = tera::Map::new();
    for (key, value) in args.iter() {
        let position = key.as_str().and_then(|key| key.strip_prefix("arg")?.parse().ok());
        match position {
            Some(at) => plain.push((at, value.clone())),
            None => drop(named.insert(key.clone(), value.clone())),
        }
    }
    plain.sort_by_key(|(at, _)| *at);
    let values = if named.is_empty() {
        Value::from(plain.into_iter().map(|(_, value)| value).collect::<Vec<_>>())
    } else {
        Value::from(named)
    };
    percent(text, &values).map(Value::from)
}

/// Half to even by the number's exact value, as Python rounds.
fn round(value: &Value, args: &Kwargs) -> TeraResult<Value> {
    let Some(given) = number(value) else { return failure("round cần một số") };
    let digits =
        args.get::<Value>("precision")?.and_then(|digits| digits.as_i128()).unwrap_or(0);
    let Some(digits) =
        i32::try_from(digits).ok().filter(|digits| (-300..=300).contains(digits))
    else {
        return failure("round: số chữ số quá lớn");
    };
    let method = text_of(args, &["method"])?.unwrap_or_else(|| "common".to_owned());
    if let (Number::Integer(_), true, "common") = (given, digits >= 0, method.as_str()) {
        return Ok(value.clone());
    }
    let (x, scale) = (given.as_float(), 10_f64.powi(digits));
    Ok(Value::from(match method.as_str() {
        "ceil" => (x * scale).ceil() / scale,
        "floor" => (x * scale).floor() / scale,
        "common" if digits >= 0 => {
            let digits = usize::try_from(digits).unwrap_or(0);
            format!("{x:.digits$}").parse().unwrap_or(x)
        }
        "common" => {
            let scale = 10_f64.powi(-digits);
            let rounded = (x / scale).round_ties_even() * scale;
            if let Some(whole) =
                Number::Float(rounded).as_integer().filter(|_| given.is_integer())
            {
                return Ok(
                    i64::try_from(whole).map_or_else(|_| Value::from(whole), Value::from)
                );
            }
            rounded
        }
        other => return failure(format!("round không có cách làm tròn `{other}`")),
    }))
}

fn int(value: &Value, args: &Kwargs) -> TeraResult<Value> {
    let base = count_of(args, "base")?.and_then(|base| u32::try_from(base).ok()).unwrap_or(10);
    let given = match number(value) {
        Some(Number::Integer(x)) => Some(x),
        Some(Number::Float(x)) => Number::Float(x.trunc()).as_integer(),
        _ if (2..=36).contains(&base) => {
            let text = said(value).trim().replace('_', "");
            let text = text.trim_start_matches("0x").trim_start_matches("0b");
            let float = || text.parse::<f64>().ok().filter(|_| base == 10);
            let whole = i128::from_str_radix(text, base).ok();
            whole.or_else(|| Number::Float(float()?.trunc()).as_integer())
        }
        _ => None,
    };
    match (given, args.get::<Value>("default")?) {
        (Some(x), _) => Ok(i64::try_from(x).map_or_else(|_| Value::from(x), Value::from)),
        (None, Some(default)) => Ok(default),
        (None, None) => failure(format!("\"{}\" không phải là số", said(value))),
    }
}

fn file_size(size: f64, binary: bool) -> String {
    let (base, units) = if binary {
        (1024.0, ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB"])
    } else {
        (1000.0, ["kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"])
    };
    if (size - 1.0).abs() < f64::EPSILON {
        return "1 Byte".to_owned();
    }
    if size < base {
        return format!("{size:.0} Bytes");
    }
    let mut scaled = size / base;
    let mut names = units.iter();
    let mut name = names.next().copied().unwrap_or_default();
    while scaled >= base {
        let Some(next) = names.next() else { break };
        (scaled, name) = (scaled / base, next);
    }
    format!("{scaled:.1} {name}")
}
