//! Whether the code of a tag is one function call and nothing else, and calls with one more argument.

use super::tokens::tokens;

/// The function that a tag's code calls, when the code is that one call: `so("a", ky=1)`, but
/// neither `so("a") | upper` nor `so("a") ~ so("b")`.
pub fn one_call(code: &str) -> Option<&str> {
    let tokens = tokens(code);
    let text = |at: usize| tokens.get(at).and_then(|t| code.get(t.clone())).unwrap_or("");
    let is_name = text(0).starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    let mut depth = 0_usize;
    for at in 1..tokens.len() {
        match text(at) {
            "(" => depth += 1,
            ")" => depth = depth.checked_sub(1)?,
            _ => {}
        }
        if depth == 0 {
            return (is_name && at > 1 && at + 1 == tokens.len()).then(|| text(0));
        }
    }
    None
}

/// The code of one call with one more argument at its end.
pub fn with_argument(code: &str, argument: &str) -> String {
    let (call, _) = code.rsplit_once(')').unwrap_or((code, ""));
    let call = call.trim_end().trim_end_matches(',');
    let comma = if call.ends_with('(') { "" } else { ", " };
    format!("{call}{comma}{argument})")
}

/// Code in which every call of these functions has one more argument at its end.
pub fn calls_with_argument(
    code: &str,
    is_asked: impl Fn(&str) -> bool,
    argument: &str,
) -> String {
    let tokens = tokens(code);
    let text = |at: usize| tokens.get(at).and_then(|t| code.get(t.clone())).unwrap_or("");
    // Whether each open bracket is that of such a call.
    let mut open: Vec<bool> = Vec::new();
    let (mut out, mut written) = (String::new(), 0);
    for (at, token) in tokens.iter().enumerate() {
        let before = at.checked_sub(1).map_or("", &text);
        match text(at) {
            "(" => {
                let is_method = at > 1 && matches!(text(at - 2), "." | "?." | "|");
                open.push(is_asked(before) && !is_method);
            }
            ")" if open.pop() == Some(true) => {
                let comma = if matches!(before, "(" | ",") { "" } else { ", " };
                out.extend([code.get(written..token.start).unwrap_or(""), comma, argument]);
                written = token.start;
            }
            _ => {}
        }
    }
    out.push_str(code.get(written..).unwrap_or(""));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_call_that_is_the_whole_code_is_one() {
        for code in ["so('a')", "so (\"a)\", ky=f(1)[0])", "so()", "so(')')"] {
            assert_eq!(one_call(code), Some("so"), "{code}");
        }
        for code in [
            "",
            "so",
            "so.a",
            "so('a') | upper",
            "so('a') ~ 'b'",
            "(so('a'))",
            "so('a')(1)",
            "so('a'",
            "so)",
            "1(2)",
            "so('a') if x else so('b')",
        ] {
            assert_eq!(one_call(code), None, "{code}");
        }
    }

    #[test]
    fn an_argument_is_added_to_each_call_of_the_functions_asked_for() {
        let told = |code| calls_with_argument(code, |name| name == "so", "x=1");
        assert_eq!(told("so('a')"), "so('a', x=1)");
        assert_eq!(told("so() ~ co(so('(', )) | so(1)"), "so(x=1) ~ co(so('(', x=1)) | so(1)");
        assert_eq!(
            told("a.so(1) if co(\"so('a')\") else [so(so(2))]"),
            "a.so(1) if co(\"so('a')\") else [so(so(2, x=1), x=1)]"
        );
        assert_eq!(told("so('a'"), "so('a'");
    }

    #[test]
    fn an_argument_is_added_to_whatever_arguments_there_are() {
        assert_eq!(with_argument("so()", "x=1"), "so(x=1)");
        assert_eq!(with_argument("so(')', ky=1,) ", "x=1"), "so(')', ky=1, x=1)");
    }
}
