//! Which statement a tag is, and the expressions in it.

use super::lexer::is_name;
use super::parse::{Parser, expression};
use super::tree::Expr;

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
        /// The variable set; the first one of several.
        name: &'a str,
        /// Whether a block up to `endset` follows.
        block: bool,
    },
    /// `endset`.
    EndSet,
    /// `with a = b`, a block up to `endwith`.
    With,
    /// `endwith`.
    EndWith,
    /// `filter name`, a block up to `endfilter`.
    Filter,
    /// `endfilter`.
    EndFilter,
    /// `do expression`.
    Do,
    /// `break` or `continue`.
    Jump,
    /// `autoescape`, `block` and their ends: they mean nothing in a document.
    Ignored,
    /// Any other first word.
    Other(&'a str),
}

impl<'a> Statement<'a> {
    /// Reads the code of a statement tag.
    pub fn parse(code: &'a str) -> Self {
        let (word, rest) = first_word(code);
        match word {
            "for" => Self::For { names: names_before(rest, " in ") },
            "if" => Self::If,
            "elif" => Self::Elif,
            "else" => Self::Else,
            "endfor" => Self::EndFor,
            "endif" => Self::EndIf,
            "set" | "set_global" => {
                let (name, _) = first_word(rest.trim_start_matches(['(', ' ']));
                Self::Set { name, block: !assigns(rest) }
            }
            "endset" => Self::EndSet,
            "with" => Self::With,
            "endwith" => Self::EndWith,
            "filter" => Self::Filter,
            "endfilter" => Self::EndFilter,
            "do" => Self::Do,
            "break" | "continue" => Self::Jump,
            "autoescape" | "endautoescape" | "block" | "endblock" => Self::Ignored,
            other => Self::Other(other),
        }
    }

    /// The word that ends a block this statement opens.
    pub const fn end_word(&self) -> Option<&'static str> {
        match self {
            Self::For { .. } => Some("endfor"),
            Self::If => Some("endif"),
            Self::Set { block: true, .. } => Some("endset"),
            Self::With => Some("endwith"),
            Self::Filter => Some("endfilter"),
            _ => None,
        }
    }

    /// All names that `set` or `with` binds, as they are written in `code`.
    pub fn assigned(code: &str) -> Vec<String> {
        match parsed(code) {
            Ok(Parsed::Set { targets, .. }) => targets,
            Ok(Parsed::With(values)) => values.into_iter().map(|(name, _)| name).collect(),
            Ok(Parsed::SetBlock { name, .. }) => vec![name],
            _ => Vec::new(),
        }
    }
}

fn first_word(code: &str) -> (&str, &str) {
    let code = code.trim_start();
    let end = code.find(|c: char| !is_name(c)).unwrap_or(code.len());
    let (word, rest) = code.split_at_checked(end).unwrap_or((code, ""));
    (word, rest.trim_start())
}

fn names_before<'a>(code: &'a str, word: &str) -> Vec<&'a str> {
    let names = code.split_once(word).map_or(code, |(names, _)| names);
    names.split(',').map(|name| name.trim_matches([' ', '(', ')'])).collect()
}

/// Whether an `=` that assigns stands in the code, before any string or bracket.
fn assigns(code: &str) -> bool {
    let end = code.find(['=', '"', '\'', '|', '[']);
    end.is_some_and(|at| code.get(at..).is_some_and(|rest| rest.starts_with('=')))
}

/// A statement with its expressions.
pub(super) enum Parsed {
    For { names: Vec<String>, over: Expr, when: Option<Expr> },
    Condition(&'static str, Expr),
    Set { targets: Vec<String>, value: Expr, global: bool },
    SetField { name: String, field: String, value: Expr },
    SetBlock { name: String, filters: Expr, global: bool },
    With(Vec<(String, Expr)>),
    Filter(Expr),
    Do(Expr),
    Plain(&'static str),
    Ignored,
}

/// Stands for what a `filter` or `set` block holds, as the operand of its filters.
const BLOCK: Expr = Expr::None;

/// Reads a statement with its expressions; the reason why it cannot be understood.
pub(super) fn parsed(code: &str) -> Result<Parsed, String> {
    let (word, rest) = first_word(code);
    let mut parser = Parser::new(rest)?;
    let statement = match (Statement::parse(code), word) {
        (Statement::For { .. }, _) => for_loop(&mut parser)?,
        (Statement::If, _) => Parsed::Condition("if", parser.expr()?),
        (Statement::Elif, _) => Parsed::Condition("elif", parser.expr()?),
        (Statement::Set { .. }, word) => set(&mut parser, word == "set_global")?,
        (Statement::With, _) => with(&mut parser)?,
        (Statement::Filter, _) => {
            let first = parser.name()?;
            // The first filter has no `|` before it.
            let chain = rest.get(first.len()..).unwrap_or_default();
            parser = Parser::new(&format!("| {first}{chain}"))?;
            Parsed::Filter(parser.filters(BLOCK)?)
        }
        (Statement::Do, _) => Parsed::Do(parser.expr()?),
        (Statement::Else, _) => Parsed::Plain("else"),
        (Statement::EndFor, _) => Parsed::Plain("endfor"),
        (Statement::EndIf, _) => Parsed::Plain("endif"),
        (Statement::EndSet, _) => Parsed::Plain("endset"),
        (Statement::EndWith, _) => Parsed::Plain("endwith"),
        (Statement::EndFilter, _) => Parsed::Plain("endfilter"),
        (Statement::Jump, "break") => Parsed::Plain("break"),
        (Statement::Jump, _) => Parsed::Plain("continue"),
        (Statement::Ignored, _) => return Ok(Parsed::Ignored),
        (Statement::Other(_), word) => return Err(refused(word, code)),
    };
    parser.end()?;
    Ok(statement)
}

/// Why a statement that Jinja or someone else knows cannot stand in a document.
fn refused(word: &str, code: &str) -> String {
    match word {
        "macro" | "endmacro" | "call" | "endcall" | "import" | "from" => {
            format!("không dùng được `{word}` trong tài liệu: macro của Jinja chưa được hỗ trợ")
        }
        "include" | "extends" => format!(
            "không dùng được `{word}` trong tài liệu: một mẫu là một tệp, hãy chép nội dung vào mẫu"
        ),
        "trans" | "pluralize" | "endtrans" | "debug" => {
            format!("không dùng được `{word}` trong tài liệu")
        }
        "" => format!("Unknown tag `{code}`"),
        word => format!("Unknown tag `{word}`"),
    }
}

fn for_loop(parser: &mut Parser) -> Result<Parsed, String> {
    let names = parser.names()?;
    if !parser.word("in") {
        return Err("`for` cần `in`: {% for x in danh_sách %}".to_owned());
    }
    let over = parser.or()?;
    let when = if parser.word("if") { Some(parser.expr()?) } else { None };
    // `for x in a if b else c` goes through one of two lists.
    let (over, when) = match when {
        Some(when) if parser.word("else") => {
            let otherwise = Some(Box::new(parser.expr()?));
            (Expr::Choice { then: Box::new(over), when: Box::new(when), otherwise }, None)
        }
        when => (over, when),
    };
    if parser.word("recursive") {
        return Err("vòng lặp `recursive` không dùng được trong tài liệu".to_owned());
    }
    Ok(Parsed::For { names, over, when })
}

fn set(parser: &mut Parser, global: bool) -> Result<Parsed, String> {
    let targets = parser.names()?;
    if parser.mark(".") {
        let field = parser.name()?;
        if !parser.mark("=") {
            return Err("`set` cần dấu `=`".to_owned());
        }
        let name = targets.into_iter().next().unwrap_or_default();
        return Ok(Parsed::SetField { name, field, value: parser.tuple()? });
    }
    if parser.mark("=") {
        return Ok(Parsed::Set { targets, value: parser.tuple()?, global });
    }
    let name = targets.into_iter().next().unwrap_or_default();
    Ok(Parsed::SetBlock { name, filters: parser.filters(BLOCK)?, global })
}

fn with(parser: &mut Parser) -> Result<Parsed, String> {
    let mut values = Vec::new();
    while !parser.is_at_end() {
        let name = parser.name()?;
        if !parser.mark("=") {
            return Err("`with` cần dấu `=`".to_owned());
        }
        values.push((name, parser.expr()?));
        if !parser.mark(",") {
            break;
        }
    }
    Ok(Parsed::With(values))
}

/// The expressions in a tag's code, whether it prints or not, each with the names that are
/// bound in it.
pub(super) fn expressions(code: &str) -> Vec<(Expr, Vec<String>)> {
    let (_, rest) = first_word(code);
    let is_statement = !matches!(Statement::parse(code), Statement::Other(_));
    // A variable may be called as a statement is.
    let is_variable = rest.is_empty() || rest.starts_with(['.', '|', '[', '=']);
    let ends = matches!(
        Statement::parse(code),
        Statement::Else
            | Statement::EndFor
            | Statement::EndIf
            | Statement::EndSet
            | Statement::EndWith
            | Statement::EndFilter
            | Statement::Jump
            | Statement::Ignored
    );
    // `{% with %}` may bind nothing.
    if ends || (rest.is_empty() && Statement::parse(code) == Statement::With) {
        return Vec::new();
    }
    if !is_statement || is_variable {
        return expression(code).ok().map(|expr| (expr, Vec::new())).into_iter().collect();
    }
    let plain = |expr: Expr| vec![(expr, Vec::new())];
    match parsed(code) {
        Ok(Parsed::For { names, over, when }) => {
            let when = when.map(|when| (when, [names, vec!["loop".to_owned()]].concat()));
            std::iter::once((over, Vec::new())).chain(when).collect()
        }
        Ok(
            Parsed::Condition(_, expr)
            | Parsed::Set { value: expr, .. }
            | Parsed::Filter(expr)
            | Parsed::SetBlock { filters: expr, .. }
            | Parsed::Do(expr),
        ) => plain(expr),
        Ok(Parsed::SetField { name, value, .. }) => {
            vec![(Expr::Name(name), Vec::new()), (value, Vec::new())]
        }
        Ok(Parsed::With(values)) => {
            values.into_iter().map(|(_, value)| (value, Vec::new())).collect()
        }
        Ok(Parsed::Plain(_) | Parsed::Ignored) | Err(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_are_told_apart() {
        assert_eq!(Statement::parse("for a, b in c"), Statement::For { names: vec!["a", "b"] });
        assert_eq!(Statement::parse("set a = 1"), Statement::Set { name: "a", block: false });
        assert_eq!(
            Statement::parse("set a | upper"),
            Statement::Set { name: "a", block: true }
        );
        assert_eq!(Statement::parse("if(a)"), Statement::If);
        assert_eq!(Statement::parse("vm"), Statement::Other("vm"));
    }
}
