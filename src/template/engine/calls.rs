//! The calls in a tag's code, with those of their arguments that are written out.

use super::tokens::tokens;

/// A function or filter that is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// Its name.
    pub name: String,
    /// Whether it is a filter (`x | name`).
    pub is_filter: bool,
    /// Its arguments in their order.
    pub arguments: Vec<Argument>,
}

/// An argument of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument {
    /// Its name, if it is given one.
    pub name: Option<String>,
    /// Its value.
    pub value: Written,
}

/// A value as far as it can be read from the code alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Written {
    /// A string.
    Text(String),
    /// A number.
    Number(String),
    /// Anything that must be evaluated.
    Expression,
}

impl Call {
    /// The argument with this name, or without a name at this position (from 0).
    pub fn argument(&self, name: &str, position: Option<usize>) -> Option<&Written> {
        let named = self.arguments.iter().find(|a| a.name.as_deref() == Some(name));
        let unnamed = || self.arguments.get(position?).filter(|a| a.name.is_none());
        named.or_else(unnamed).map(|argument| &argument.value)
    }
}

/// All calls of a tag's code, outer ones before those in their arguments.
pub fn calls(code: &str) -> Vec<Call> {
    let tokens = tokens(code);
    let words: Vec<&str> =
        tokens.iter().map(|token| code.get(token.clone()).unwrap_or_default()).collect();
    let word = |at: usize| words.get(at).copied().unwrap_or("");
    let is_name = |word: &str| word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    let mut found = Vec::new();
    for at in 0..words.len() {
        let is_filter = at > 0 && word(at - 1) == "|";
        let is_call = word(at + 1) == "(" && !KEYWORDS.contains(&word(at));
        let is_test = at > 0 && matches!(word(at - 1), "is" | "." | "?.")
            || at > 1 && word(at - 1) == "not" && word(at - 2) == "is";
        if !is_name(word(at)) || is_test || !(is_filter || is_call) {
            continue;
        }
        let arguments =
            if word(at + 1) == "(" { arguments(&words, at + 2) } else { Vec::new() };
        found.push(Call { name: word(at).to_owned(), is_filter, arguments });
    }
    found
}

/// Words before a bracket that call nothing.
const KEYWORDS: [&str; 8] = ["and", "or", "not", "in", "is", "if", "elif", "else"];

/// The arguments that begin at a token and end with the closing bracket.
fn arguments(words: &[&str], first: usize) -> Vec<Argument> {
    let (mut found, mut depth, mut from) = (Vec::new(), 0usize, first);
    for (at, word) in words.iter().enumerate().skip(first) {
        match *word {
            "(" | "[" | "?[" | "{" => depth += 1,
            ")" if depth == 0 => {
                found.extend(argument(words.get(from..at).unwrap_or_default()));
                break;
            }
            ")" | "]" | "}" => depth = depth.saturating_sub(1),
            "," if depth == 0 => {
                found.extend(argument(words.get(from..at).unwrap_or_default()));
                from = at + 1;
            }
            _ => {}
        }
    }
    found
}

fn argument(words: &[&str]) -> Option<Argument> {
    let (name, value) = match words {
        [] => return None,
        [name, "=", value @ ..] => (Some((*name).to_owned()), value),
        value => (None, value),
    };
    Some(Argument { name, value: written(value) })
}

fn written(words: &[&str]) -> Written {
    let [word] = words else { return Written::Expression };
    let quote = word.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'));
    let text = quote.and_then(|quote| word.strip_prefix(quote)?.strip_suffix(quote));
    match text {
        Some(text) if !text.contains('\\') => Written::Text(text.to_owned()),
        None if !word.is_empty() && word.chars().all(|c| c.is_ascii_digit()) => {
            Written::Number((*word).to_owned())
        }
        _ => Written::Expression,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Written {
        Written::Text(text.to_owned())
    }

    #[test]
    fn calls_are_found_with_what_is_written_in_them() {
        let found = calls("so('a(b', dv=x.ma, ky=2019) | round(2) | upper");
        let names: Vec<_> =
            found.iter().map(|call| (call.name.as_str(), call.is_filter)).collect();
        assert_eq!(names, [("so", false), ("round", true), ("upper", true)]);
        let so = found.first().unwrap();
        assert_eq!(so.argument("path", Some(0)), Some(&text("a(b")));
        assert_eq!(so.argument("dv", None), Some(&Written::Expression));
        assert_eq!(so.argument("ky", None), Some(&Written::Number("2019".to_owned())));
        assert_eq!(so.argument("org", None), None);
    }

    #[test]
    fn calls_inside_arguments_are_found_and_conditions_are_not() {
        let names: Vec<_> = calls("if (a) and co(so('x')) and b is divisible_by(2)")
            .into_iter()
            .map(|c| c.name)
            .collect();
        assert_eq!(names, ["co", "so"]);
    }

    #[test]
    fn code_that_breaks_off_gives_what_there_is() {
        assert_eq!(calls("so('a'").first().unwrap().arguments, []);
        assert_eq!(
            calls("so("),
            [Call { name: "so".into(), is_filter: false, arguments: vec![] }]
        );
    }
}
