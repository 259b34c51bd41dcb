//! Python's three ways to format: `'%.2f' % x`, `'{:,.2f}'.format(x)`, and their specifications.

use tera::{Number, TeraResult, Value};

use super::failure;
use super::operations::number;
use super::print::{plain, quoted};

/// Characters a formatted value may be padded to.
const WIDEST: usize = 1000;
/// Digits after the point.
const MOST_DIGITS: usize = 100;

/// How one value is to be written.
#[derive(Debug, Clone, PartialEq)]
struct Spec {
    fill: char,
    align: Option<char>,
    sign: Option<char>,
    width: usize,
    grouping: Option<char>,
    digits: Option<usize>,
    kind: Option<char>,
}

impl Default for Spec {
    fn default() -> Self {
        Self {
            fill: ' ',
            align: None,
            sign: None,
            width: 0,
            grouping: None,
            digits: None,
            kind: None,
        }
    }
}

/// `text % values`: a list gives the values one by one, a map by name.
pub(super) fn percent(text: &str, values: &Value) -> TeraResult<String> {
    let mut given = values.as_array().map_or_else(|| vec![values.clone()], <[Value]>::to_vec);
    given.reverse();
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        out.push_str(before);
        if let Some(after) = after.strip_prefix('%') {
            out.push('%');
            rest = after;
            continue;
        }
        let (name, after) = match after.strip_prefix('(').and_then(|a| a.split_once(')')) {
            Some((name, after)) => (Some(name), after),
            None => (None, after),
        };
        let end = after.find(|c: char| c.is_ascii_alphabetic());
        let Some((code, after)) = end.and_then(|end| after.split_at_checked(end + 1)) else {
            return failure(format!("không hiểu định dạng `%{after}`"));
        };
        let value = match name {
            Some(name) => field(values, name),
            None => given.pop(),
        };
        let Some(value) = value else {
            return failure(format!("thiếu giá trị cho `%{code}`"));
        };
        out.push_str(&percent_value(code, &value)?);
        rest = after;
    }
    out.push_str(rest);
    Ok(out)
}

fn percent_value(code: &str, value: &Value) -> TeraResult<String> {
    let flags_end = code.find(|c| !"-+ 0#".contains(c)).unwrap_or(code.len());
    let (flags, rest) = code.split_at_checked(flags_end).unwrap_or(("", code));
    let mut spec = spec(rest)?;
    if flags.contains('-') {
        spec.align = Some('<');
    } else if flags.contains('0') && spec.kind != Some('s') {
        (spec.fill, spec.align) = ('0', Some('='));
    } else {
        spec.align = Some('>');
    }
    spec.sign = flags.chars().find(|c| matches!(c, '+' | ' '));
    match spec.kind {
        Some('s') => written(&plain(value)?, &Spec { kind: None, ..spec }),
        Some('r') => written(&quoted(value), &Spec { kind: None, ..spec }),
        Some('i' | 'u' | 'd') => match number(value) {
            Some(Number::Float(x)) => {
                let whole = Number::Float(x.trunc()).as_integer().map(Value::from);
                formatted(whole.as_ref().unwrap_or(value), &Spec { kind: Some('d'), ..spec })
            }
            _ => formatted(value, &Spec { kind: Some('d'), ..spec }),
        },
        _ => formatted(value, &spec),
    }
}

/// `text.format(…)`: `value` answers for a name or, when it has none, a position.
pub(super) fn braces(
    text: &str,
    value: &dyn Fn(Option<&str>, usize) -> Option<Value>,
) -> TeraResult<String> {
    let (mut out, mut rest, mut position) = (String::new(), text, 0);
    while let Some(at) = rest.find(['{', '}']) {
        let (before, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(before);
        if let Some(after) = from.strip_prefix("{{").or_else(|| from.strip_prefix("}}")) {
            out.push_str(from.get(..1).unwrap_or_default());
            rest = after;
            continue;
        }
        let inside = from.strip_prefix('{').and_then(|inside| inside.split_once('}'));
        let Some((inside, after)) = inside else {
            return failure("dấu { hay } lẻ trong chuỗi của format()");
        };
        let (name, code) = inside.split_once(':').unwrap_or((inside, ""));
        let (name, conversion) = name.split_once('!').unwrap_or((name, ""));
        let end = name.find(['.', '[']).unwrap_or(name.len());
        let (root, fields) = name.split_at_checked(end).unwrap_or((name, ""));
        let found = match (root, root.parse::<usize>()) {
            ("", _) => {
                position += 1;
                value(None, position - 1)
            }
            (_, Ok(index)) => value(None, index),
            (name, Err(_)) => value(Some(name), 0),
        };
        let fields = fields.split(['.', '[', ']']).filter(|field| !field.is_empty());
        let found = fields.fold(found, |value, name| field(&value?, name));
        let Some(found) = found else {
            return failure(format!("format() thiếu giá trị {{{name}}}"));
        };
        let found = match conversion {
            "" => found,
            "s" => Value::from(plain(&found)?),
            "r" => Value::from(quoted(&found)),
            other => return failure(format!("format() không hiểu `!{other}`")),
        };
        out.push_str(&formatted(&found, &spec(code)?)?);
        rest = after;
    }
    out.push_str(rest);
    Ok(out)
}

/// A field of a map by name, or an item of a list by number.
pub(super) fn field(value: &Value, name: &str) -> Option<Value> {
    if let Some(items) = value.as_array() {
        return items.get(name.parse::<usize>().ok()?).cloned();
    }
    let key = tera::value::Key::from(name.to_owned());
    value.as_map()?.get(&key).cloned()
}

/// Reads `[[fill]align][sign][#][0][width][,][.digits][kind]`.
fn spec(code: &str) -> TeraResult<Spec> {
    let mut spec = Spec::default();
    let chars: Vec<char> = code.chars().collect();
    let mut at = 0;
    let is_align = |at: usize| chars.get(at).is_some_and(|c| "<>=^".contains(*c));
    if is_align(1) {
        spec.fill = chars.first().copied().unwrap_or(' ');
        spec.align = chars.get(1).copied();
        at = 2;
    } else if is_align(0) {
        spec.align = chars.first().copied();
        at = 1;
    }
    if let Some(sign) = chars.get(at).filter(|c| matches!(c, '+' | '-' | ' ')) {
        spec.sign = Some(*sign);
        at += 1;
    }
    at += usize::from(chars.get(at) == Some(&'#'));
    if chars.get(at) == Some(&'0') && spec.align.is_none() {
        (spec.fill, spec.align) = ('0', Some('='));
        at += 1;
    }
    let digits = |from: usize| -> (usize, usize) {
        let text: String = chars.iter().skip(from).take_while(|c| c.is_ascii_digit()).collect();
        (text.parse().unwrap_or(0), from + text.len())
    };
    (spec.width, at) = digits(at);
    if let Some(grouping) = chars.get(at).filter(|c| matches!(c, ',' | '_')) {
        spec.grouping = Some(*grouping);
        at += 1;
    }
    if chars.get(at) == Some(&'.') {
        let (number, end) = digits(at + 1);
        (spec.digits, at) = (Some(number), end);
    }
    spec.kind = chars.get(at).copied();
    let too_wide =
        spec.width > WIDEST || spec.digits.is_some_and(|digits| digits > MOST_DIGITS);
    if chars.len() > at + 1 || too_wide {
        return failure(format!("không hiểu định dạng `{code}`"));
    }
    Ok(spec)
}

fn formatted(value: &Value, spec: &Spec) -> TeraResult<String> {
    let numeric = number(value).filter(|_| !value.is_bool() || spec.kind.is_some());
    match (numeric, spec.kind) {
        (_, Some('s')) | (None, None) => {
            written(&plain(value)?, &Spec { align: spec.align.or(Some('<')), ..spec.clone() })
        }
        (Some(number), _) => {
            let (negative, digits) = digits_of(number, spec)?;
            let sign = match (negative, spec.sign) {
                (true, _) => "-",
                (false, Some('+')) => "+",
                (false, Some(' ')) => " ",
                _ => "",
            };
            Ok(padded_number(sign, &digits, spec))
        }
        (None, Some(kind)) => failure(format!("định dạng `{kind}` cần một số")),
    }
}

/// Whether a number is negative, and its digits without a sign.
fn digits_of(number: Number, spec: &Spec) -> TeraResult<(bool, String)> {
    let digits = spec.digits.unwrap_or(6);
    let x = number.as_float();
    let text = match (spec.kind, number) {
        (Some('d') | None, Number::Integer(x)) if spec.digits.is_none() => x.to_string(),
        (Some('n'), Number::Integer(x)) => x.to_string(),
        (Some('x'), Number::Integer(x)) => format!("{x:x}"),
        (Some('X'), Number::Integer(x)) => format!("{x:X}"),
        (Some('o'), Number::Integer(x)) => format!("{x:o}"),
        (Some('b'), Number::Integer(x)) => format!("{x:b}"),
        (Some('f' | 'F'), _) => format!("{x:.digits$}"),
        (Some('%'), _) => format!("{:.digits$}%", x * 100.0),
        (Some(kind @ ('e' | 'E')), _) => exponent(&format!("{x:.digits$e}"), kind),
        (None, _) if spec.digits.is_none() => super::print::float(x),
        (Some('g' | 'G' | 'n') | None, _) => general(x, digits.max(1), spec.kind.is_none()),
        (Some(kind), _) => return failure(format!("không hiểu định dạng `{kind}`")),
    };
    let negative = text.starts_with('-');
    let text = text.trim_start_matches('-').to_owned();
    Ok((negative, grouped(&text, spec.grouping)))
}

/// Rust's `1e5` as Python's `1e+05`.
fn exponent(text: &str, kind: char) -> String {
    let (digits, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let (sign, exponent) = match exponent.strip_prefix('-') {
        Some(exponent) => ('-', exponent),
        None => ('+', exponent),
    };
    format!("{digits}{kind}{sign}{exponent:0>2}")
}

fn general(x: f64, digits: usize, keeps_point: bool) -> String {
    if x == 0.0 {
        return if keeps_point { "0.0" } else { "0" }.to_owned();
    }
    let scientific = format!("{x:.*e}", digits - 1);
    let power: i32 = scientific.split_once('e').and_then(|(_, e)| e.parse().ok()).unwrap_or(0);
    let trim = |text: &str| {
        if text.contains('.') {
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        } else {
            text.to_owned()
        }
    };
    if power < -4 || power >= i32::try_from(digits).unwrap_or(i32::MAX) {
        let (mantissa, e) = scientific.split_once('e').unwrap_or((&scientific, "0"));
        return exponent(&format!("{}e{e}", trim(mantissa)), 'e');
    }
    let after =
        usize::try_from(i32::try_from(digits).unwrap_or(i32::MAX) - 1 - power).unwrap_or(0);
    let text = trim(&format!("{x:.after$}"));
    if keeps_point && !text.contains('.') { text + ".0" } else { text }
}

fn grouped(text: &str, mark: Option<char>) -> String {
    let Some(mark) = mark else { return text.to_owned() };
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (whole, rest) = text.split_at_checked(end).unwrap_or((text, ""));
    let mut out = String::new();
    for (at, c) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push(mark);
        }
        out.push(c);
    }
    out + rest
}

fn padded_number(sign: &str, digits: &str, spec: &Spec) -> String {
    let missing = spec.width.saturating_sub(sign.len() + digits.chars().count());
    let fill = |count: usize| spec.fill.to_string().repeat(count);
    match spec.align {
        Some('<') => format!("{sign}{digits}{}", fill(missing)),
        Some('^') => {
            format!("{}{sign}{digits}{}", fill(missing / 2), fill(missing - missing / 2))
        }
        Some('=') => format!("{sign}{}{digits}", fill(missing)),
        _ => format!("{}{sign}{digits}", fill(missing)),
    }
}

fn written(text: &str, spec: &Spec) -> TeraResult<String> {
    if spec.kind.is_some_and(|kind| kind != 's') {
        return failure("định dạng số cho một chuỗi");
    }
    let text: String = text.chars().take(spec.digits.unwrap_or(usize::MAX)).collect();
    let missing = spec.width.saturating_sub(text.chars().count());
    let fill = |count: usize| spec.fill.to_string().repeat(count);
    Ok(match spec.align {
        Some('>') => fill(missing) + &text,
        Some('^') => fill(missing / 2) + &text + &fill(missing - missing / 2),
        _ => text + &fill(missing),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(code: &str, value: impl Into<serde_json::Value>) -> String {
        let value: serde_json::Value = value.into();
        let value = Value::from_serializable(&value);
        braces(code, &|_, _| Some(value.clone())).unwrap()
    }

    #[test]
    fn braces_format_as_in_python() {
        assert_eq!(one("{:,.2f}", 1_234_567.891), "1,234,567.89");
        assert_eq!(one("{:,}", 1_234_567), "1,234,567");
        assert_eq!(one("{0:>6}|", "ab"), "    ab|");
        assert_eq!(one("{:05d}", -42), "-0042");
        assert_eq!(one("{:.1%}", 0.256), "25.6%");
        assert_eq!(one("{{{}}}", 1), "{1}");
        assert_eq!(one("{:^7}", "ab"), "  ab   ");
        assert_eq!(one("{:+.1e}", 12345.678), "+1.2e+04");
        assert_eq!(one("{:g}", 0.00001), "1e-05");
    }

    #[test]
    fn percent_formats_as_in_python() {
        let values = Value::from_serializable(&serde_json::json!(["x", 3, 2.5]));
        assert_eq!(percent("%s có %03d, %.2f%%", &values).unwrap(), "x có 003, 2.50%");
        let named = Value::from_serializable(&serde_json::json!({"a": 7.9}));
        assert_eq!(percent("%(a)d|%(a)6.1f", &named).unwrap(), "7|   7.9");
        assert!(percent("%d", &Value::from("x")).is_err());
        assert!(percent("%s %s", &Value::from("x")).is_err());
    }
}
