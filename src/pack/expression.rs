//! The one grammar of rules and indicators: references, numbers, `+ - * /`, parentheses, and for
//! rules one comparison.

use rust_decimal::Decimal;

use super::reference::{PeriodRef, Reference};

/// An arithmetic expression over references.
#[derive(Debug, Clone, PartialEq)]
pub enum Expression {
    /// A constant.
    Number(Decimal),
    /// A figure.
    Reference(Reference),
    /// Two expressions and what is done with them.
    Binary(Box<Expression>, Operator, Box<Expression>),
    /// The negative of an expression.
    Negative(Box<Expression>),
}

/// An arithmetic operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
}

/// How the two sides of a rule or a target must stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `<=`
    AtMost,
    /// `<`
    Below,
    /// `>=`
    AtLeast,
    /// `>`
    Above,
}

impl Comparison {
    /// Whether `left` and `right` stand so.
    pub fn holds(self, left: Decimal, right: Decimal) -> bool {
        match self {
            Self::Equal => left == right,
            Self::AtMost => left <= right,
            Self::Below => left < right,
            Self::AtLeast => left >= right,
            Self::Above => left > right,
        }
    }

    /// Whether `left` and `right` stand so when they may be off by `tolerance`.
    pub fn holds_within(self, left: Decimal, right: Decimal, tolerance: Decimal) -> bool {
        let off = left.checked_sub(right);
        match self {
            Self::Equal => off.is_some_and(|off| off.abs() <= tolerance),
            Self::AtMost => off.is_some_and(|off| off <= tolerance),
            Self::AtLeast => off.is_some_and(|off| -off <= tolerance),
            Self::Below | Self::Above => self.holds(left, right),
        }
    }

    /// As a person writes it.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::AtMost => "≤",
            Self::Below => "<",
            Self::AtLeast => "≥",
            Self::Above => ">",
        }
    }

    /// Reads `=`, `<=`, `≤`, `<`, `>=`, `≥`, `>`.
    pub fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "=" => Self::Equal,
            "<=" | "≤" => Self::AtMost,
            "<" => Self::Below,
            ">=" | "≥" => Self::AtLeast,
            ">" => Self::Above,
            _ => return None,
        })
    }
}

/// A rule's condition: two expressions compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    /// Left side.
    pub left: Expression,
    /// Comparison.
    pub comparison: Comparison,
    /// Right side.
    pub right: Expression,
}

/// Why an expression cannot be understood: what was found where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("at `{0}`")]
pub struct ExpressionError(pub String);

impl Expression {
    /// Reads an expression.
    pub fn parse(text: &str) -> Result<Self, ExpressionError> {
        let mut parser = Parser::new(text)?;
        let expression = parser.sum()?;
        parser.end().map(|()| expression)
    }

    /// Its value, with figures looked up by `figure`; `None` as soon as one is missing, on
    /// division by zero, and when a result is too large to be exact.
    pub fn value(
        &self,
        figure: &mut dyn FnMut(&Reference) -> Option<Decimal>,
    ) -> Option<Decimal> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Reference(reference) => figure(reference),
            Self::Negative(inner) => inner.value(figure).map(|value| -value),
            Self::Binary(left, operator, right) => {
                let (left, right) = (left.value(figure)?, right.value(figure)?);
                match operator {
                    Operator::Add => left.checked_add(right),
                    Operator::Subtract => left.checked_sub(right),
                    Operator::Multiply => left.checked_mul(right),
                    Operator::Divide => left.checked_div(right),
                }
            }
        }
    }

    /// All references in it, in reading order.
    pub fn references(&self) -> Vec<&Reference> {
        match self {
            Self::Number(_) => Vec::new(),
            Self::Reference(reference) => vec![reference],
            Self::Negative(inner) => inner.references(),
            Self::Binary(left, _, right) => {
                let mut all = left.references();
                all.extend(right.references());
                all
            }
        }
    }
}

impl Condition {
    /// Reads a condition: two expressions with one comparison between them.
    pub fn parse(text: &str) -> Result<Self, ExpressionError> {
        let mut parser = Parser::new(text)?;
        let left = parser.sum()?;
        let comparison = match parser.take() {
            Some(Token::Comparison(comparison)) => comparison,
            other => return Err(error(other)),
        };
        let right = parser.sum()?;
        parser.end().map(|()| Self { left, comparison, right })
    }

    /// All references in it, in reading order, each once.
    pub fn references(&self) -> Vec<&Reference> {
        let mut all = self.left.references();
        for reference in self.right.references() {
            if !all.contains(&reference) {
                all.push(reference);
            }
        }
        all
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Number(Decimal),
    Reference(Reference),
    Operator(Operator),
    Comparison(Comparison),
    Open,
    Close,
    Unknown(String),
}

/// Depth of parentheses beyond which an expression is refused rather than followed.
const DEEPEST: usize = 32;

/// Words and signs an expression may have: a longer one would nest as deep as it is long.
const LONGEST: usize = 500;

struct Parser {
    tokens: std::iter::Peekable<std::vec::IntoIter<Token>>,
    depth: usize,
}

impl Parser {
    fn new(text: &str) -> Result<Self, ExpressionError> {
        let mut tokens = tokens(text);
        if let Some(beyond) = tokens.drain(LONGEST.min(tokens.len())..).next() {
            let ExpressionError(found) = error(Some(beyond));
            return Err(ExpressionError(format!("{found} (dài quá {LONGEST} từ và dấu)")));
        }
        Ok(Self { tokens: tokens.into_iter().peekable(), depth: 0 })
    }

    fn take(&mut self) -> Option<Token> {
        self.tokens.next()
    }

    fn end(&mut self) -> Result<(), ExpressionError> {
        self.take().map_or(Ok(()), |token| Err(error(Some(token))))
    }

    fn operator(&mut self, wanted: [Operator; 2]) -> Option<Operator> {
        let found = match self.tokens.peek() {
            Some(Token::Operator(operator)) if wanted.contains(operator) => *operator,
            _ => return None,
        };
        self.take();
        Some(found)
    }

    fn sum(&mut self) -> Result<Expression, ExpressionError> {
        let mut left = self.product()?;
        while let Some(operator) = self.operator([Operator::Add, Operator::Subtract]) {
            left = Expression::Binary(Box::new(left), operator, Box::new(self.product()?));
        }
        Ok(left)
    }

    fn product(&mut self) -> Result<Expression, ExpressionError> {
        let mut left = self.factor()?;
        while let Some(operator) = self.operator([Operator::Multiply, Operator::Divide]) {
            left = Expression::Binary(Box::new(left), operator, Box::new(self.factor()?));
        }
        Ok(left)
    }

    fn factor(&mut self) -> Result<Expression, ExpressionError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(ExpressionError("(((…".to_owned()));
        }
        let factor = match self.take() {
            Some(Token::Number(number)) => Expression::Number(number),
            Some(Token::Reference(reference)) => Expression::Reference(reference),
            Some(Token::Operator(Operator::Subtract)) => {
                Expression::Negative(Box::new(self.factor()?))
            }
            Some(Token::Open) => {
                let inner = self.sum()?;
                match self.take() {
                    Some(Token::Close) => inner,
                    other => return Err(error(other)),
                }
            }
            other => return Err(error(other)),
        };
        self.depth -= 1;
        Ok(factor)
    }
}

fn error(found: Option<Token>) -> ExpressionError {
    ExpressionError(match found {
        None => "…".to_owned(),
        Some(Token::Unknown(text)) => text,
        Some(Token::Number(number)) => number.to_string(),
        Some(Token::Reference(reference)) => reference.path,
        Some(Token::Operator(Operator::Add)) => "+".to_owned(),
        Some(Token::Operator(Operator::Subtract)) => "-".to_owned(),
        Some(Token::Operator(Operator::Multiply)) => "*".to_owned(),
        Some(Token::Operator(Operator::Divide)) => "/".to_owned(),
        Some(Token::Comparison(comparison)) => comparison.sign().to_owned(),
        Some(Token::Open) => "(".to_owned(),
        Some(Token::Close) => ")".to_owned(),
    })
}

/// The tokens of a text, at most one more than an expression may have.
fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next().filter(|_| tokens.len() <= LONGEST) {
        let (token, length) = token(rest, first);
        tokens.push(token);
        rest = rest.get(length..).unwrap_or_default().trim_start();
    }
    tokens
}

fn token(rest: &str, first: char) -> (Token, usize) {
    let one = first.len_utf8();
    match first {
        '+' => (Token::Operator(Operator::Add), one),
        '-' | '−' => (Token::Operator(Operator::Subtract), one),
        '*' | '×' => (Token::Operator(Operator::Multiply), one),
        '/' | '÷' => (Token::Operator(Operator::Divide), one),
        '(' => (Token::Open, one),
        ')' => (Token::Close, one),
        '=' | '<' | '>' | '≤' | '≥' => {
            let length = if rest.get(one..).is_some_and(|next| next.starts_with('=')) {
                one + 1
            } else {
                one
            };
            let sign = rest.get(..length).unwrap_or_default();
            let token = Comparison::parse(sign)
                .map_or_else(|| Token::Unknown(sign.to_owned()), Token::Comparison);
            (token, length)
        }
        _ if first.is_ascii_digit() => {
            let length = span(rest, |c| c.is_ascii_digit() || c == '.');
            let digits = rest.get(..length).unwrap_or_default();
            let token = digits
                .parse()
                .map_or_else(|_| Token::Unknown(digits.to_owned()), Token::Number);
            (token, length)
        }
        _ if first.is_ascii_lowercase() => reference(rest),
        _ => (Token::Unknown(rest.chars().take(12).collect()), rest.len()),
    }
}

/// A path, and after `@` everything up to a space that can belong to a period.
fn reference(rest: &str) -> (Token, usize) {
    let path = span(rest, |c| c.is_ascii_alphanumeric() || c == '_' || c == '.');
    let after = rest.get(path..).unwrap_or_default();
    let spaces = after.len() - after.trim_start().len();
    let length = match after.trim_start().strip_prefix('@') {
        None => path,
        Some(period) => {
            let gap = period.len() - period.trim_start().len();
            let id =
                span(period.trim_start(), |c| c.is_ascii_alphanumeric() || ".-_".contains(c));
            path + spaces + 1 + gap + id
        }
    };
    let text = rest.get(..length).unwrap_or_default();
    match Reference::parse(text) {
        Some(Ok(reference)) => (Token::Reference(reference), length),
        _ => (Token::Unknown(text.to_owned()), length),
    }
}

fn span(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|c| !belongs(c)).unwrap_or(text.len())
}

/// A reference to the period at hand, for expressions that are made and not read.
pub(super) fn own(path: String) -> Expression {
    Expression::Reference(Reference { path, period: PeriodRef::Own })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Option<Decimal> {
        Expression::parse(text).unwrap().value(&mut |reference| match reference.path.as_str() {
            "a" => Some(Decimal::from(10)),
            "b.c" => Some(Decimal::from(4)),
            _ => None,
        })
    }

    #[test]
    fn arithmetic_has_the_usual_precedence_and_stays_exact() {
        assert_eq!(value("a + b.c * 2 - (a - 1) / 3"), Some(Decimal::from(15)));
        assert_eq!(value("0.1 + 0.2"), Some("0.3".parse().unwrap()));
        assert_eq!(value("-a + 12"), Some(Decimal::from(2)));
    }

    #[test]
    fn a_missing_figure_and_a_division_by_zero_have_no_value() {
        assert_eq!(value("a + unknown"), None);
        assert_eq!(value("a / (b.c - 4)"), None);
    }

    #[test]
    fn a_condition_knows_its_references_once_each_and_their_periods() {
        let condition = Condition::parse("dau_ky + vao − ra = dau_ky @ nam-1").unwrap();
        let names: Vec<_> = condition.references().iter().map(|r| r.path.as_str()).collect();
        assert_eq!(names, ["dau_ky", "vao", "ra", "dau_ky"]);
        assert_eq!(condition.comparison, Comparison::Equal);
        assert!(condition.references()[3].period.is_relative());
    }

    #[test]
    fn what_cannot_be_understood_is_named() {
        for (text, found) in [
            ("a + ", "…"),
            ("a b", "b"),
            ("a = b = c", "="),
            ("(a", "…"),
            ("a @ 20x9 = b", "a @ 20x9"),
            ("a = Đảng", "Đảng"),
            ("1.2.3 = a", "1.2.3"),
        ] {
            assert_eq!(
                Condition::parse(text),
                Err(ExpressionError(found.to_owned())),
                "{text}"
            );
        }
        assert!(Expression::parse(&"(".repeat(100_000)).is_err());
    }

    #[test]
    fn an_expression_of_more_than_five_hundred_words_and_signs_is_refused() {
        let sum = |terms: usize| format!("{}b.c", "a + ".repeat(terms - 1));
        assert_eq!(value(&sum(250)), Some(Decimal::from(2494)));
        let refused = Err(ExpressionError("b.c (dài quá 500 từ và dấu)".to_owned()));
        assert_eq!(Expression::parse(&sum(251)), refused);
        assert!(Expression::parse(&sum(40_000)).is_err());
        assert!(Condition::parse(&format!("a = {}", sum(40_000))).is_err());
    }
}
