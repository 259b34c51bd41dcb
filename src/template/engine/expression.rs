//! What the code of a tag says, as far as we must know before Tera does: which statement it is,
//! which names it reads, and where a missing name would pass in silence.

use std::collections::BTreeSet;
use std::ops::Range;

use super::arguments::with_named_arguments;
use super::tokens::{is_name, tokens};

/// Filter put behind every name by [`strict`]: passes a value on, refuses an undefined one.
pub(super) const MUST_EXIST: &str = "must_exist";

/// A statement tag, told apart by its first word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Statement<'a> {
    /// `for names in expression`.
    For {
        /// The loop variables.
        names: Vec<&'a str>,
    },
    /// `if expression`.
    If,
    /// `elif expression`.
    Elif,
    /// `else`, of an `if` or of a `for`.
    Else,
    /// `endfor`.
    EndFor,
    /// `endif`.
    EndIf,
    /// `set name = expression`, or `set name` up to `endset`.
    Set {
        /// The variable set.
        name: &'a str,
        /// Whether a block up to `endset` follows.
        block: bool,
    },
    /// `endset`.
    EndSet,
    /// `filter name`, a block up to `endfilter`.
    Filter,
    /// `endfilter`.
    EndFilter,
    /// `break` or `continue`.
    Jump,
    /// Any other first word.
    Other(&'a str),
}

impl<'a> Statement<'a> {
    /// Reads the code of a statement tag.
    pub fn parse(code: &'a str) -> Self {
        let (word, rest) = first_word(code);
        match word {
            "for" => {
                let names = rest.split_once(" in ").map_or(rest, |(names, _)| names);
                Self::For { names: names.split(',').map(str::trim).collect() }
            }
            "if" => Self::If,
            "elif" => Self::Elif,
            "else" => Self::Else,
            "endfor" => Self::EndFor,
            "endif" => Self::EndIf,
            "set" | "set_global" => {
                let (name, after) = first_word(rest);
                Self::Set { name, block: !after.starts_with('=') }
            }
            "endset" => Self::EndSet,
            "filter" => Self::Filter,
            "endfilter" => Self::EndFilter,
            "break" | "continue" => Self::Jump,
            other => Self::Other(other),
        }
    }

    /// The word that ends a block this statement opens.
    pub const fn end_word(&self) -> Option<&'static str> {
        match self {
            Self::For { .. } => Some("endfor"),
            Self::If => Some("endif"),
            Self::Set { block: true, .. } => Some("endset"),
            Self::Filter => Some("endfilter"),
            _ => None,
        }
    }
}

fn first_word(code: &str) -> (&str, &str) {
    let code = code.trim_start();
    let end = code.find(|c: char| !is_name(c)).unwrap_or(code.len());
    let (word, rest) = code.split_at_checked(end).unwrap_or((code, ""));
    (word, rest.trim_start())
}

/// Words of the expression language that name no variable.
const KEYWORDS: [&str; 14] = [
    "and", "or", "not", "in", "is", "if", "else", "for", "true", "True", "false", "False",
    "none", "None",
];

/// A variable with the fields read from it, such as `a.b[1].c`.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Path {
    range: Range<usize>,
    root: String,
    /// `is defined` or `default` follows, or `?.` is used: its author has thought of absence.
    may_be_absent: bool,
}

/// The top-level variables that a tag's code reads, without those it binds itself (`x for x in`)
/// and without those that may be absent (`is defined`, `default`). `loop` is among them: whether
/// a loop is around, only the caller knows.
pub fn top_level_names(code: &str) -> BTreeSet<String> {
    let paths = paths(code).into_iter();
    paths.filter(|path| !path.may_be_absent).map(|path| path.root).collect()
}

/// The variables with the fields read from them (`a.b[1].c`), as written, without those that a
/// tag's code binds itself and without those that may be absent.
pub fn read_paths(code: &str) -> Vec<String> {
    let must_exist = paths(code).into_iter().filter(|path| !path.may_be_absent);
    must_exist.filter_map(|path| code.get(path.range).map(str::to_owned)).collect()
}

/// The functions and filters that a tag's code calls.
pub fn called_names(code: &str) -> BTreeSet<String> {
    let tokens = tokens(code);
    let text =
        |at: usize| tokens.get(at).and_then(|token| code.get(token.clone())).unwrap_or("");
    (0..tokens.len())
        .filter(|at| text(*at).starts_with(|c: char| c.is_ascii_alphabetic() || c == '_'))
        .filter(|at| *at > 0 && text(*at - 1) == "|" || text(at + 1) == "(")
        .filter(|at| !KEYWORDS.contains(&text(*at)))
        .map(|at| text(at).to_owned())
        .collect()
}

/// The code with every name guarded: Tera takes a missing name in a condition or a comparison
/// for false, we want an error that names it. Arguments without a name are given theirs.
pub fn strict(code: &str) -> String {
    let code = &with_named_arguments(code);
    let mut out = String::with_capacity(code.len() * 2);
    guard(code, 0..code.len(), &paths(code), &mut out);
    out
}

/// Whether the code is nothing but one variable or one of its fields.
pub(super) fn is_one_path(code: &str) -> bool {
    matches!(paths(code).as_slice(), [path, ..] if path.range == (0..code.len()))
        && !code.contains('[')
}

/// Writes `code[span]`, wrapping the outermost paths and then those in their subscripts.
fn guard(code: &str, span: Range<usize>, paths: &[Path], out: &mut String) {
    let slice = |range: Range<usize>| code.get(range).unwrap_or_default();
    let mut at = span.start;
    for path in paths {
        if path.range.start < at || path.range.end > span.end {
            continue;
        }
        out.push_str(slice(at..path.range.start));
        at = path.range.end;
        let text = slice(path.range.clone());
        let guarded = !path.may_be_absent && path.root != "loop";
        if guarded {
            out.push('(');
        }
        let inside = path.range.start + path.root.len()..path.range.end;
        out.push_str(&path.root);
        guard(code, inside, paths, out);
        if guarded {
            let name: String = text.chars().filter(|c| *c != '`').collect();
            for text in [" | ", MUST_EXIST, "(path=`", &name, "`))"] {
                out.push_str(text);
            }
        }
    }
    out.push_str(slice(at..span.end));
}

/// Every path in the code, outer ones before those in their subscripts.
fn paths(code: &str) -> Vec<Path> {
    let tokens = tokens(code);
    let text =
        |at: usize| tokens.get(at).and_then(|token| code.get(token.clone())).unwrap_or("");
    let first = usize::from(is_statement_word(text(0)) && text(1) != "." && text(1) != "|");
    let bound = bound_names(&tokens, code);
    let mut found = Vec::new();
    for at in first..tokens.len() {
        if names_a_variable(&text, at, first) && !bound.contains(text(at)) {
            let (end, optional) = path_end(&text, at + 1);
            let last = end.saturating_sub(1);
            let (Some(head), Some(tail)) = (tokens.get(at), tokens.get(last)) else { continue };
            let next = (text(end), text(end + 1), text(end + 2));
            let asked = match next {
                ("|", "default", _) | ("is", "defined" | "undefined", _) => true,
                ("is", "not", test) => matches!(test, "defined" | "undefined"),
                _ => false,
            };
            found.push(Path {
                range: head.start..tail.end,
                root: text(at).to_owned(),
                may_be_absent: asked || optional,
            });
        }
    }
    found
}

fn is_statement_word(word: &str) -> bool {
    matches!(word, "for" | "if" | "elif" | "else" | "set" | "set_global" | "filter")
        || word.starts_with("end")
        || matches!(word, "break" | "continue")
}

/// Whether the token is a variable: no field, filter, test, function, keyword or argument name.
fn names_a_variable<'a>(text: &impl Fn(usize) -> &'a str, at: usize, first: usize) -> bool {
    let word = text(at);
    let before = if at == 0 { "" } else { text(at - 1) };
    let after = text(at + 1);
    let after_is_not = before == "not" && at >= 2 && text(at - 2) == "is";
    word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && !KEYWORDS.contains(&word)
        && !matches!(before, "." | "?." | "|" | "is" | "@")
        && !after_is_not
        && !matches!(after, "(" | "=" | ":")
        && !(at == first && first == 1 && matches!(text(0), "set" | "set_global" | "filter"))
        && !(after == ":" && matches!(before, "{" | ","))
}

/// Index of the token after the path whose name ends before `at`, and whether it uses `?.`.
fn path_end<'a>(text: &impl Fn(usize) -> &'a str, mut at: usize) -> (usize, bool) {
    let mut optional = false;
    loop {
        match text(at) {
            mark @ ("." | "?.") => {
                optional |= mark == "?.";
                at += 2;
            }
            mark @ ("[" | "?[") => {
                optional |= mark == "?[";
                let mut depth = 1;
                at += 1;
                while depth > 0 && !text(at).is_empty() {
                    match text(at) {
                        "[" | "?[" => depth += 1,
                        "]" => depth -= 1,
                        _ => {}
                    }
                    at += 1;
                }
            }
            _ => return (at, optional),
        }
    }
}

/// Names bound by `for a, b in`, whether of the statement or of a comprehension.
fn bound_names<'a>(tokens: &[Range<usize>], code: &'a str) -> BTreeSet<&'a str> {
    let mut bound = BTreeSet::new();
    let mut binding = false;
    for token in tokens {
        match code.get(token.clone()).unwrap_or_default() {
            "for" => binding = true,
            "in" => binding = false,
            "," => {}
            name if binding => {
                bound.insert(name);
            }
            _ => {}
        }
    }
    bound
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(code: &str) -> Vec<String> {
        top_level_names(code).into_iter().collect()
    }

    #[test]
    fn the_variables_a_tag_reads_are_known_without_evaluating_it() {
        assert_eq!(
            names("a.b[c.d] + f(g=h, i='j.k') | round(precision=l)"),
            ["a", "c", "h", "l"]
        );
        assert_eq!(names("for x, y in z"), ["z"]);
        assert_eq!(names("if not a and b is not none or 'c' in d"), ["a", "b", "d"]);
        assert_eq!(names("set t = u + 1"), ["u"]);
        assert_eq!(names("[x.n for x in xs if x.n > m]"), ["m", "xs"]);
        assert_eq!(names("endfor"), Vec::<String>::new());
        assert_eq!(names("if for_x.y == True"), ["for_x"]);
    }

    #[test]
    fn a_name_whose_absence_was_thought_of_is_not_required() {
        assert_eq!(names("if a is defined and b is not undefined"), Vec::<String>::new());
        assert_eq!(names("a | default(value=b)"), ["b"]);
        assert_eq!(names("a?.b"), Vec::<String>::new());
    }

    #[test]
    fn every_other_name_is_guarded_where_it_stands() {
        assert_eq!(strict("if a.b == 1"), "if (a.b | must_exist(path=`a.b`)) == 1");
        assert_eq!(
            strict("a[b.c].d"),
            "(a[(b.c | must_exist(path=`b.c`))].d | must_exist(path=`a[b.c].d`))"
        );
        assert_eq!(strict("loop.index"), "loop.index");
        assert_eq!(strict("if a is defined"), "if a is defined");
        assert_eq!(strict("for x in xs"), "for x in (xs | must_exist(path=`xs`))");
        assert_eq!(strict("set t = f(k='x.y')"), "set t = f(k='x.y')");
    }

    #[test]
    fn functions_and_filters_are_told_from_variables() {
        let called: Vec<_> =
            called_names("so('a(b') | ngay if (x) and not (y)").into_iter().collect();
        assert_eq!(called, ["ngay", "so"]);
    }

    #[test]
    fn statements_are_told_apart() {
        assert_eq!(Statement::parse("for a, b in c"), Statement::For { names: vec!["a", "b"] });
        assert_eq!(Statement::parse("set a = 1"), Statement::Set { name: "a", block: false });
        assert_eq!(Statement::parse("if(a)"), Statement::If);
        assert_eq!(Statement::parse("vm"), Statement::Other("vm"));
    }
}
