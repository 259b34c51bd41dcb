//! Jinja's `round(2)` as Tera's `round(precision=2)`: arguments without a name get one.

use super::tokens::tokens;

/// The names of the arguments of Tera's own filters, tests and functions, in Jinja's order.
const NAMES: &[(&str, &[&str])] = &[
    ("chart", &["data"]),
    ("default", &["value", "boolean"]),
    ("divisible_by", &["divisor"]),
    ("starting_with", &["pat"]),
    ("ending_with", &["pat"]),
    ("containing", &["pat"]),
    ("get", &["key", "default"]),
    ("group_by", &["attribute"]),
    ("indent", &["width", "first", "blank"]),
    ("int", &["default", "base"]),
    ("join", &["sep"]),
    ("nth", &["n"]),
    ("pluralize", &["plural", "singular"]),
    ("replace", &["from", "to"]),
    ("round", &["precision", "method"]),
    ("sort", &["attribute"]),
    ("split", &["pat"]),
    ("subdoc", &["file", "data", "sections"]),
    ("trim", &["pat"]),
    ("truncate", &["length", "end"]),
];

/// Gives every argument without a name the name that Tera asks for.
///
/// Arguments of functions and filters that Tera does not know are called `arg1`, `arg2`, … .
pub(super) fn with_named_arguments(code: &str) -> String {
    let tokens = tokens(code);
    let text = |at: usize| tokens.get(at).and_then(|t| code.get(t.clone())).unwrap_or("");
    let mut out = String::with_capacity(code.len());
    let mut copied = 0;
    // Per open bracket: the called name, or none for a mere bracket, and the arguments so far.
    let mut open: Vec<Option<(&str, usize)>> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let before = if at == 0 { "" } else { text(at - 1) };
        let begins = matches!(before, "(" | ",") && !matches!(text(at), ")" | ",");
        if let (true, Some(Some((name, count)))) = (begins, open.last_mut()) {
            let is_named = text(at + 1) == "=";
            if !is_named {
                out.push_str(code.get(copied..token.start).unwrap_or_default());
                out.push_str(&argument_name(name, *count, arguments_after(&text, at)));
                out.push('=');
                copied = token.start;
            }
            *count += 1;
        }
        match text(at) {
            "(" => open.push(is_call(before).then_some((before, 0))),
            "[" | "?[" | "{" => open.push(None),
            ")" | "]" | "}" => {
                open.pop();
            }
            _ => {}
        }
    }
    out.push_str(code.get(copied..).unwrap_or_default());
    out
}

fn is_call(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && !matches!(name, "and" | "or" | "not" | "in" | "is" | "if" | "elif" | "else")
}

/// How many arguments follow the one that begins here.
fn arguments_after<'a>(text: &impl Fn(usize) -> &'a str, mut at: usize) -> usize {
    let (mut depth, mut commas) = (0usize, 0);
    loop {
        match text(at) {
            "" => return commas,
            "(" | "[" | "?[" | "{" => depth += 1,
            ")" | "]" | "}" if depth == 0 => return commas,
            ")" | "]" | "}" => depth -= 1,
            "," if depth == 0 => commas += 1,
            _ => {}
        }
        at += 1;
    }
}

fn argument_name(called: &str, index: usize, after: usize) -> String {
    // `range(end)`, `range(start, end)`, `range(start, end, step_by)`, as in Python.
    if called == "range" {
        let alone = index == 0 && after == 0;
        let names = if alone { ["end", "", ""] } else { ["start", "end", "step_by"] };
        return names.get(index).copied().unwrap_or("step_by").to_owned();
    }
    let known = NAMES.iter().find(|(name, _)| *name == called);
    let name = known.and_then(|(_, names)| names.get(index));
    name.map_or_else(|| format!("arg{}", index + 1), |name| (*name).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_without_a_name_get_the_one_that_tera_asks_for() {
        for (jinja, tera) in [
            ("x | round(2)", "x | round(precision=2)"),
            ("x | default('a, b(')", "x | default(value='a, b(')"),
            ("x | replace('a', 'b')", "x | replace(from='a', to='b')"),
            ("x | join(sep=', ')", "x | join(sep=', ')"),
            ("x | replace(a[1, 2], f(3))", "x | replace(from=a[1, 2], to=f(arg1=3))"),
            ("range(5)", "range(end=5)"),
            ("range(1, f(2, 3))", "range(start=1, end=f(arg1=2, arg2=3))"),
            ("so('a.b', ky='cung-ky')", "so(arg1='a.b', ky='cung-ky')"),
            ("if (a) and not (b, c)", "if (a) and not (b, c)"),
            ("f()", "f()"),
        ] {
            assert_eq!(with_named_arguments(jinja), tera);
        }
    }
}
