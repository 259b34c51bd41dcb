//! Reads an expression: Jinja's grammar, and what Tera adds to it.

use super::lexer::{Token, tokens};
use super::tree::{Arguments, Expr};

/// Brackets and operators within each other; more is nobody's expression.
const DEEPEST: usize = 40;

/// Words that name no variable.
const KEYWORDS: [&str; 8] = ["and", "or", "not", "in", "is", "if", "else", "for"];

/// Reads the tokens of one tag.
pub(super) struct Parser {
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
}

type Parsed = Result<Expr, String>;

/// Reads code that is one expression.
///
/// # Errors
/// With the reason, in words for the template's author.
pub(super) fn expression(code: &str) -> Parsed {
    let mut parser = Parser::new(code)?;
    let expr = parser.tuple()?;
    parser.end()?;
    Ok(expr)
}

impl Parser {
    /// At the beginning of some code.
    pub(super) fn new(code: &str) -> Result<Self, String> {
        Ok(Self { tokens: tokens(code)?, at: 0, depth: 0 })
    }

    /// Nothing may follow.
    pub(super) fn end(&self) -> Result<(), String> {
        if self.tokens.get(self.at).is_none() { Ok(()) } else { Err(self.unexpected()) }
    }

    /// Whether nothing follows.
    pub(super) fn is_at_end(&self) -> bool {
        self.tokens.get(self.at).is_none()
    }

    fn unexpected(&self) -> String {
        match self.tokens.get(self.at) {
            None => "biểu thức chưa hết".to_owned(),
            Some(Token::Word(word)) => format!("không hiểu chữ `{word}` ở chỗ này"),
            Some(Token::Text(text)) => format!("không hiểu chuỗi \"{text}\" ở chỗ này"),
            Some(Token::Number(number)) => format!("không hiểu số {number} ở chỗ này"),
            Some(Token::Mark(mark)) => format!("không hiểu dấu `{mark}` ở chỗ này"),
        }
    }

    fn peek_mark(&self, mark: &str) -> bool {
        matches!(self.tokens.get(self.at), Some(Token::Mark(found)) if *found == mark)
    }

    /// Takes a mark if it follows.
    pub(super) fn mark(&mut self, mark: &str) -> bool {
        let found = self.peek_mark(mark);
        self.at += usize::from(found);
        found
    }

    fn one_of(&mut self, marks: &[&'static str]) -> Option<&'static str> {
        let found = marks.iter().copied().find(|mark| self.peek_mark(mark));
        self.at += usize::from(found.is_some());
        found
    }

    fn expect(&mut self, mark: &str) -> Result<(), String> {
        if self.mark(mark) { Ok(()) } else { Err(self.unexpected()) }
    }

    fn peek_word(&self, ahead: usize, word: &str) -> bool {
        matches!(self.tokens.get(self.at + ahead), Some(Token::Word(found)) if found == word)
    }

    /// Takes a word if it follows.
    pub(super) fn word(&mut self, word: &str) -> bool {
        let found = self.peek_word(0, word);
        self.at += usize::from(found);
        found
    }

    /// Takes a name.
    pub(super) fn name(&mut self) -> Result<String, String> {
        match self.tokens.get(self.at) {
            Some(Token::Word(word)) if !KEYWORDS.contains(&word.as_str()) => {
                self.at += 1;
                Ok(word.clone())
            }
            _ => Err(self.unexpected()),
        }
    }

    /// Names with commas between, perhaps in brackets.
    pub(super) fn names(&mut self) -> Result<Vec<String>, String> {
        let bracket = self.mark("(");
        let mut names = vec![self.name()?];
        while self.mark(",") {
            names.push(self.name()?);
        }
        if bracket {
            self.expect(")")?;
        }
        Ok(names)
    }

    /// An expression, or several with commas between.
    pub(super) fn tuple(&mut self) -> Parsed {
        let first = self.expr()?;
        if !self.peek_mark(",") {
            return Ok(first);
        }
        let mut items = vec![first];
        while self.mark(",") {
            if self.is_at_end() || self.peek_mark(")") {
                break;
            }
            items.push(self.expr()?);
        }
        Ok(Expr::Tuple(items))
    }

    /// An expression with `… if … else …`.
    pub(super) fn expr(&mut self) -> Parsed {
        let mut expr = self.or()?;
        while self.word("if") {
            let when = Box::new(self.or()?);
            let otherwise = if self.word("else") { Some(Box::new(self.expr()?)) } else { None };
            expr = Expr::Choice { then: Box::new(expr), when, otherwise };
        }
        Ok(expr)
    }

    /// An expression without `if` of its own, as before the `if` of a loop.
    pub(super) fn or(&mut self) -> Parsed {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err("biểu thức lồng nhau quá sâu".to_owned());
        }
        let mut expr = self.and()?;
        while self.word("or") {
            expr = Expr::Or(Box::new(expr), Box::new(self.and()?));
        }
        self.depth -= 1;
        Ok(expr)
    }

    fn and(&mut self) -> Parsed {
        let mut expr = self.not()?;
        while self.word("and") {
            expr = Expr::And(Box::new(expr), Box::new(self.not()?));
        }
        Ok(expr)
    }

    fn not(&mut self) -> Parsed {
        let mut times = 0_usize;
        while self.word("not") {
            times += 1;
        }
        let mut expr = self.compare()?;
        for _ in 0..times.min(2 + times % 2) {
            expr = Expr::Not(Box::new(expr));
        }
        Ok(expr)
    }

    fn compare(&mut self) -> Parsed {
        const SIGNS: [&str; 6] = ["==", "!=", "<=", ">=", "<", ">"];
        let first = self.sum()?;
        let mut others = Vec::new();
        loop {
            let sign = if let Some(sign) = self.one_of(&SIGNS) {
                sign
            } else if self.word("in") {
                "in"
            } else if self.peek_word(0, "not") && self.peek_word(1, "in") {
                self.at += 2;
                "not in"
            } else {
                break;
            };
            others.push((sign, self.sum()?));
        }
        Ok(if others.is_empty() { first } else { Expr::Compare(Box::new(first), others) })
    }

    fn operations(&mut self, signs: &[&'static str], of: fn(&mut Self) -> Parsed) -> Parsed {
        let mut expr = of(self)?;
        while let Some(sign) = self.one_of(signs) {
            expr = Expr::Operation(sign, Box::new(expr), Box::new(of(self)?));
        }
        Ok(expr)
    }

    fn sum(&mut self) -> Parsed {
        self.operations(&["+", "-"], Self::concatenation)
    }

    fn concatenation(&mut self) -> Parsed {
        self.operations(&["~"], Self::product)
    }

    fn product(&mut self) -> Parsed {
        self.operations(&["*", "//", "/", "%"], Self::power)
    }

    fn power(&mut self) -> Parsed {
        // From the left, as in Jinja; Python does it from the right.
        self.operations(&["**"], |parser| parser.unary(true))
    }

    fn nested(&mut self, of: fn(&mut Self) -> Parsed) -> Parsed {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err("biểu thức lồng nhau quá sâu".to_owned());
        }
        let expr = of(self)?;
        self.depth -= 1;
        Ok(expr)
    }

    fn unary(&mut self, with_filters: bool) -> Parsed {
        let expr = if self.mark("-") {
            Expr::Minus(Box::new(self.nested(|parser| parser.unary(false))?))
        } else if self.mark("+") {
            self.nested(|parser| parser.unary(false))?
        } else {
            let primary = self.primary()?;
            self.postfix(primary)?
        };
        if with_filters { self.filters(expr) } else { Ok(expr) }
    }

    fn primary(&mut self) -> Parsed {
        let Some(token) = self.tokens.get(self.at).cloned() else {
            return Err(self.unexpected());
        };
        match token {
            Token::Number(number) => {
                self.at += 1;
                Ok(Expr::Number(number))
            }
            Token::Text(mut text) => {
                self.at += 1;
                while let Some(Token::Text(more)) = self.tokens.get(self.at) {
                    text.push_str(more);
                    self.at += 1;
                }
                Ok(Expr::Text(text))
            }
            Token::Word(word) => match word.as_str() {
                "true" | "True" | "false" | "False" => {
                    self.at += 1;
                    Ok(Expr::Bool(word.eq_ignore_ascii_case("true")))
                }
                "none" | "None" | "null" => {
                    self.at += 1;
                    Ok(Expr::None)
                }
                _ => {
                    let name = self.name()?;
                    if self.peek_mark("(") {
                        return Ok(Expr::Call(name, self.arguments()?));
                    }
                    Ok(Expr::Name(name))
                }
            },
            Token::Mark("(") => self.brackets(),
            Token::Mark("[") => self.list(),
            Token::Mark("{") => self.map(),
            Token::Mark(_) => Err(self.unexpected()),
        }
    }

    fn brackets(&mut self) -> Parsed {
        self.expect("(")?;
        if self.mark(")") {
            return Ok(Expr::Tuple(Vec::new()));
        }
        let expr = self.tuple()?;
        self.expect(")")?;
        Ok(expr)
    }

    fn list(&mut self) -> Parsed {
        self.expect("[")?;
        let mut items = Vec::new();
        while !self.mark("]") {
            if self.mark("...") {
                items.push(Expr::Spread(Box::new(self.expr()?)));
            } else {
                items.push(self.expr()?);
            }
            if items.len() == 1 && self.word("for") {
                let item = Box::new(items.remove(0));
                let names = self.names()?;
                if !self.word("in") {
                    return Err(self.unexpected());
                }
                let over = Box::new(self.or()?);
                let when = if self.word("if") { Some(Box::new(self.or()?)) } else { None };
                self.expect("]")?;
                return Ok(Expr::Comprehension { item, names, over, when });
            }
            if !self.mark(",") {
                self.expect("]")?;
                break;
            }
        }
        Ok(Expr::List(items))
    }

    fn map(&mut self) -> Parsed {
        self.expect("{")?;
        let mut entries = Vec::new();
        while !self.mark("}") {
            let key = self.expr()?;
            self.expect(":")?;
            entries.push((key, self.expr()?));
            if !self.mark(",") {
                self.expect("}")?;
                break;
            }
        }
        Ok(Expr::Map(entries))
    }

    /// Fields, items and calls after an expression.
    fn postfix(&mut self, mut expr: Expr) -> Parsed {
        loop {
            expr = if let Some(mark) = self.one_of(&[".", "?."]) {
                self.field(expr, mark == "?.")?
            } else if let Some(mark) = self.one_of(&["[", "?["]) {
                self.item(expr, mark == "?[")?
            } else if self.peek_mark("(") {
                return Err("chỉ gọi được hàm và phương thức có tên".to_owned());
            } else {
                return Ok(expr);
            };
        }
    }

    fn field(&mut self, of: Expr, optional: bool) -> Parsed {
        let name = match self.tokens.get(self.at) {
            Some(Token::Word(word)) => word.clone(),
            Some(Token::Number(index)) if !index.contains(['.', 'e', 'E']) => {
                let index = Expr::Number(index.clone());
                self.at += 1;
                return Ok(Expr::Item(Box::new(of), Box::new(index), optional));
            }
            _ => return Err(self.unexpected()),
        };
        self.at += 1;
        if self.peek_mark("(") {
            let arguments = self.arguments()?;
            return Ok(Expr::Method(Box::new(of), name, arguments));
        }
        Ok(Expr::Field(Box::new(of), name, optional))
    }

    fn item(&mut self, of: Expr, optional: bool) -> Parsed {
        let mut bounds = [None, None, None];
        let mut colons = 0;
        loop {
            if self.mark("]") {
                break;
            }
            if self.mark(":") {
                colons += 1;
                continue;
            }
            match bounds.get_mut(colons) {
                Some(slot @ None) => *slot = Some(Box::new(self.expr()?)),
                _ => return Err(self.unexpected()),
            }
        }
        match bounds {
            [Some(index), None, None] if colons == 0 => {
                Ok(Expr::Item(Box::new(of), index, optional))
            }
            bounds if (1..=2).contains(&colons) => Ok(Expr::Slice(Box::new(of), bounds)),
            _ => Err(self.unexpected()),
        }
    }

    /// The arguments of a call, brackets included.
    fn arguments(&mut self) -> Result<Arguments, String> {
        self.expect("(")?;
        let mut arguments = Arguments::default();
        while !self.mark(")") {
            let is_named = matches!(self.tokens.get(self.at + 1), Some(Token::Mark("=")));
            if is_named {
                let name = self.name()?;
                self.expect("=")?;
                arguments.named.push((name, self.expr()?));
            } else {
                if self.peek_mark("*") || self.peek_mark("**") {
                    return Err("không dùng được `*` trong lời gọi".to_owned());
                }
                arguments.plain.push(self.expr()?);
            }
            if !self.mark(",") {
                self.expect(")")?;
                break;
            }
        }
        Ok(arguments)
    }

    /// Filters and tests after an expression.
    pub(super) fn filters(&mut self, mut expr: Expr) -> Parsed {
        loop {
            if self.mark("|") {
                let name = self.dotted_name()?;
                let arguments = self.arguments_if_any()?;
                expr = Expr::Filter(Box::new(expr), name, arguments);
            } else if self.word("is") {
                expr = self.test(expr)?;
            } else {
                return Ok(expr);
            }
        }
    }

    fn arguments_if_any(&mut self) -> Result<Arguments, String> {
        if self.peek_mark("(") { self.arguments() } else { Ok(Arguments::default()) }
    }

    fn dotted_name(&mut self) -> Result<String, String> {
        let mut name = self.name()?;
        while self.mark(".") {
            name.push('.');
            name.push_str(&self.name()?);
        }
        Ok(name)
    }

    fn test(&mut self, of: Expr) -> Parsed {
        let negated = self.word("not");
        let name = if self.word("in") { "in".to_owned() } else { self.name()? };
        let mut arguments = self.arguments_if_any()?;
        let is_argument = match self.tokens.get(self.at) {
            Some(Token::Word(word)) => !KEYWORDS.contains(&word.as_str()),
            Some(Token::Text(_) | Token::Number(_)) => true,
            Some(Token::Mark(mark)) => matches!(*mark, "[" | "{"),
            None => false,
        };
        if is_argument && arguments == Arguments::default() {
            let primary = self.primary()?;
            arguments.plain.push(self.postfix(primary)?);
        }
        let test = Expr::Test(Box::new(of), name, arguments);
        Ok(if negated { Expr::Not(Box::new(test)) } else { test })
    }
}
