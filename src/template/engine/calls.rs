//! Positional arguments: people write `so("ket_nap")` and `join(", ")`, Tera takes arguments by
//! name only, so the first one is given its name.

use super::expression::tokens;

/// The name under which a caller's function gets its first argument.
const FIRST: &str = "value";

/// Names of the first argument of Tera's own filters and functions.
const OF_TERA: [(&str, &str); 8] = [
    ("default", "value"),
    ("join", "sep"),
    ("nth", "n"),
    ("range", "end"),
    ("round", "precision"),
    ("split", "pat"),
    ("truncate", "length"),
    ("throw", "message"),
];

/// The code with the first argument of every call named.
pub(super) fn name_first_arguments(code: &str) -> String {
    let tokens = tokens(code);
    let text =
        |at: usize| tokens.get(at).and_then(|token| code.get(token.clone())).unwrap_or("");
    let is_name = |word: &str| word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    let mut out = String::with_capacity(code.len() + 16);
    let mut copied = 0;
    for (at, token) in tokens.iter().enumerate() {
        let called = at > 0 && text(at) == "(" && is_name(text(at - 1)) && !is_word(text(at - 1));
        let named = is_name(text(at + 1)) && text(at + 2) == "=";
        if !called || named || text(at + 1) == ")" {
            continue;
        }
        let function = text(at - 1);
        let of_tera = OF_TERA.iter().find(|(known, _)| *known == function);
        out.push_str(code.get(copied..token.end).unwrap_or_default());
        out.push_str(of_tera.map_or(FIRST, |(_, name)| name));
        out.push('=');
        copied = token.end;
    }
    out.push_str(code.get(copied..).unwrap_or_default());
    out
}

/// Words before a parenthesis that call nothing.
fn is_word(word: &str) -> bool {
    matches!(word, "and" | "or" | "not" | "in" | "is" | "if" | "elif" | "else")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_argument_without_a_name_gets_one() {
        for (written, named) in [
            ("so(\"ket_nap\")", "so(value=\"ket_nap\")"),
            ("so('a', ky=\"2019\", dv=dv.ma)", "so(value='a', ky=\"2019\", dv=dv.ma)"),
            ("xs | join(', ')", "xs | join(sep=', ')"),
            ("co(\"a\") and gia_tri(\"a\") == 0", "co(value=\"a\") and gia_tri(value=\"a\") == 0"),
        ] {
            assert_eq!(name_first_arguments(written), named);
        }
    }

    #[test]
    fn named_arguments_parentheses_and_strings_stay_as_they_are() {
        for code in ["so(value=\"a\")", "not (a or (b))", "now()", "'f(x)' ~ a", "if (a)"] {
            assert_eq!(name_first_arguments(code), code);
        }
    }
}
