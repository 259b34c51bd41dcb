//! Formulas as trees.

use rust_decimal::Decimal;

use super::value::{Unknown, error_named, stored_number};
use crate::template::xlsx::formula::lexer::{Kind, Reference, Token, tokens};

/// Deepest nesting of a formula (Excel's limit).
const MAX_DEPTH: usize = 64;

/// A formula or a part of one.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Expression {
    /// A number.
    Number(Decimal),
    /// A text.
    Text(String),
    /// A truth value.
    Bool(bool),
    /// An error.
    Error(&'static str),
    /// An argument left out.
    Missing,
    /// Cells.
    Reference(Reference),
    /// A defined name.
    Name(String),
    /// Cells of a table, as written.
    Structured(String),
    /// `-x`.
    Minus(Box<Expression>),
    /// `x%`.
    Percent(Box<Expression>),
    /// Operators of one rank, from left to right.
    Chain(Box<Expression>, Vec<(&'static str, Expression)>),
    /// A function's name in capitals, and its arguments.
    Call(String, Vec<Expression>),
}

/// Binary operators, the loosest first.
const RANKS: [&[&str]; 5] =
    [&["=", "<>", "<=", ">=", "<", ">"], &["&"], &["+", "-"], &["*", "/"], &["^"]];

/// Reads a formula; what we do not compute is unknown.
pub(crate) fn parse(formula: &str) -> Result<Expression, Unknown> {
    let tokens = tokens(formula);
    let solid = tokens.into_iter().filter(|token| token.kind != Kind::Space).collect();
    let mut parser = Parser { formula, tokens: solid, at: 0, depth: 0 };
    let expression = parser.rank(0)?;
    if parser.at == parser.tokens.len() { Ok(expression) } else { Err(Unknown) }
}

struct Parser<'a> {
    formula: &'a str,
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
}

impl Parser<'_> {
    fn rank(&mut self, rank: usize) -> Result<Expression, Unknown> {
        let Some(operators) = RANKS.get(rank) else { return self.signed() };
        let first = self.rank(rank + 1)?;
        let mut rest = Vec::new();
        while let Some(operator) = self.operator().filter(|found| operators.contains(found)) {
            self.at += 1;
            rest.push((operator, self.rank(rank + 1)?));
        }
        Ok(if rest.is_empty() { first } else { Expression::Chain(Box::new(first), rest) })
    }

    /// Signs bind tighter than any operator between two values (`-2^2` is 4).
    fn signed(&mut self) -> Result<Expression, Unknown> {
        let mut minus = false;
        let mut signed = false;
        while let Some(sign) = self.operator().filter(|found| matches!(*found, "-" | "+")) {
            self.at += 1;
            minus ^= sign == "-";
            signed |= sign == "-";
        }
        let mut operand = self.operand()?;
        while self.operator() == Some("%") {
            self.at += 1;
            operand = Expression::Percent(Box::new(operand));
        }
        Ok(match (minus, signed) {
            (true, _) => Expression::Minus(Box::new(operand)),
            (false, true) => Expression::Minus(Box::new(Expression::Minus(Box::new(operand)))),
            _ => operand,
        })
    }

    fn operand(&mut self) -> Result<Expression, Unknown> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(Unknown);
        }
        let token = self.tokens.get(self.at).cloned().ok_or(Unknown)?;
        let text = self.formula.get(token.span.clone()).unwrap_or_default();
        self.at += 1;
        let expression = match token.kind {
            Kind::Number => Expression::Number(stored_number(text).ok_or(Unknown)?),
            Kind::Text => {
                let inside = text.get(1..text.len().saturating_sub(1)).unwrap_or_default();
                Expression::Text(inside.replace("\"\"", "\""))
            }
            Kind::Error => Expression::Error(error_named(text).ok_or(Unknown)?),
            Kind::Reference(reference) => Expression::Reference(reference),
            Kind::Name if text.eq_ignore_ascii_case("true") => Expression::Bool(true),
            Kind::Name if text.eq_ignore_ascii_case("false") => Expression::Bool(false),
            Kind::Name => Expression::Name(text.to_owned()),
            Kind::Structured => Expression::Structured(text.to_owned()),
            Kind::Open => {
                let inside = self.rank(0)?;
                self.expect(&Kind::Close)?;
                inside
            }
            Kind::Function => {
                self.expect(&Kind::Open)?;
                Expression::Call(text.to_uppercase(), self.arguments()?)
            }
            _ => return Err(Unknown),
        };
        self.depth -= 1;
        Ok(expression)
    }

    fn arguments(&mut self) -> Result<Vec<Expression>, Unknown> {
        if self.next_is(&Kind::Close) {
            self.at += 1;
            return Ok(Vec::new());
        }
        let mut arguments = Vec::new();
        loop {
            let missing = self.next_is(&Kind::Comma) || self.next_is(&Kind::Close);
            arguments.push(if missing { Expression::Missing } else { self.rank(0)? });
            if self.next_is(&Kind::Comma) {
                self.at += 1;
            } else {
                self.expect(&Kind::Close)?;
                return Ok(arguments);
            }
        }
    }

    fn operator(&self) -> Option<&'static str> {
        match self.tokens.get(self.at)?.kind {
            Kind::Operator(operator) => Some(operator),
            _ => None,
        }
    }

    fn next_is(&self, kind: &Kind) -> bool {
        self.tokens.get(self.at).is_some_and(|token| token.kind == *kind)
    }

    fn expect(&mut self, kind: &Kind) -> Result<(), Unknown> {
        let there = self.next_is(kind);
        self.at += 1;
        if there { Ok(()) } else { Err(Unknown) }
    }
}
