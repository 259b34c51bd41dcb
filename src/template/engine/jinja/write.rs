//! Writes an expression as Tera code: every name guarded against absence, every argument named,
//! every operation that Tera does otherwise than Python done by a filter of ours.

use std::collections::BTreeMap;

use super::names::may_be_absent;
use super::tree::{Arguments, Expr};
use crate::template::engine::arguments::parameter;
use crate::template::engine::python::{MUST_EXIST, PRINTED, is_method, refused_call};

/// How tightly a piece of Tera code holds together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    /// `a if b else c`.
    Choice,
    /// `a or b`.
    Or,
    /// `a and b`.
    And,
    /// `not a`.
    Not,
    /// `a < b`.
    Compare,
    /// `a | b`, `-a`.
    Pipe,
    /// A name, a literal, brackets.
    Primary,
}

/// Tera code and how tightly it holds together.
struct Code {
    text: String,
    level: Level,
}

impl Code {
    const fn new(text: String, level: Level) -> Self {
        Self { text, level }
    }

    fn at(self, level: Level) -> String {
        if self.level >= level { self.text } else { format!("({})", self.text) }
    }
}

type Written = Result<Code, String>;

/// What is known around an expression.
#[derive(Debug, Default, Clone)]
pub(super) struct Scope {
    /// Names and the Tera code they stand for: bound here, never absent.
    pub(super) renamed: BTreeMap<String, String>,
    /// The Tera variable that holds what the loop around goes through, when that is kept.
    pub(super) items: Option<String>,
    /// The names the loop around binds.
    pub(super) loop_names: Vec<String>,
    /// Loops around.
    pub(super) depth: usize,
    /// Arrays within arrays, in what is written now.
    arrays: usize,
}

/// The Tera name for a name: Tera knows only the letters of ASCII.
pub(in super::super) fn identifier(name: &str) -> String {
    if name.is_ascii() {
        return name.to_owned();
    }
    let coded = name.chars().map(|c| {
        if c.is_ascii_alphanumeric() { c.to_string() } else { format!("_{:x}_", u32::from(c)) }
    });
    std::iter::once("v_".to_owned()).chain(coded).collect()
}

/// A string as Tera reads it.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            // The engine's delimiters are made of these.
            '\u{1}' | '\u{2}' => {}
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// The way to a value as its author wrote it, for telling that it is absent.
pub(super) fn shown(expr: &Expr) -> String {
    match expr {
        Expr::Name(name) => name.clone(),
        Expr::Number(number) => number.clone(),
        Expr::Text(text) => format!("'{text}'"),
        Expr::Minus(of) => format!("-{}", shown(of)),
        Expr::Field(of, name, _) => format!("{}.{name}", shown(of)),
        Expr::Item(of, index, _) => format!("{}[{}]", shown(of), shown(index)),
        Expr::Method(of, name, _) => format!("{}.{name}(…)", shown(of)),
        Expr::Call(name, _) => format!("{name}(…)"),
        _ => "…".to_owned(),
    }
}

impl Scope {
    /// An expression at a level: in brackets if it is looser.
    pub(super) fn write(&self, expr: &Expr, level: Level) -> Result<String, String> {
        Ok(self.code(expr)?.at(level))
    }

    /// What a tag prints; a mere path is guarded and printed in one.
    pub(super) fn printed(&self, expr: &Expr) -> Result<String, String> {
        let is_path = matches!(expr, Expr::Name(_) | Expr::Field(_, _, false) | Expr::Item(..));
        if is_path && expr.root().is_some_and(|root| root != "loop") {
            return Ok(self.guarded(expr, PRINTED)?.text);
        }
        Ok(format!("{} | {PRINTED}", self.write(expr, Level::Pipe)?))
    }

    fn code(&self, expr: &Expr) -> Written {
        let primary = |text: String| Ok(Code::new(text, Level::Primary));
        match expr {
            Expr::Name(name) if self.renamed.contains_key(name) => primary(self.path(expr)?),
            Expr::Name(name) if name == "loop" => {
                Err("`loop` chỉ dùng được với trường của nó, như `loop.index`".to_owned())
            }
            Expr::Field(of, field, _) if **of == Expr::Name("loop".to_owned()) => {
                self.loop_field(field)
            }
            Expr::Field(_, _, true) | Expr::Item(_, _, true) => primary(self.path(expr)?),
            Expr::Name(_) | Expr::Field(..) | Expr::Item(..) => self.guarded(expr, MUST_EXIST),
            Expr::Text(text) => primary(quoted(text)),
            Expr::Number(number) => Ok(number_code(number)),
            Expr::Bool(value) => primary(value.to_string()),
            Expr::None => primary("none".to_owned()),
            Expr::List(items) | Expr::Tuple(items) => self.list(items),
            Expr::Map(entries) => self.map(entries),
            Expr::Spread(of) => primary(format!("...{}", self.write(of, Level::Pipe)?)),
            Expr::Slice(of, bounds) => self.slice(of, bounds),
            Expr::Call(name, arguments) => self.call(name, arguments),
            Expr::Method(of, name, arguments) => self.method(of, name, arguments),
            Expr::Filter(of, name, arguments) => self.filter(of, name, arguments),
            Expr::Test(of, name, arguments) => self.test(expr, of, name, arguments),
            Expr::Minus(of) => {
                Ok(Code::new(format!("-{}", self.write(of, Level::Primary)?), Level::Pipe))
            }
            Expr::Operation(sign, a, b) => Ok(Code::new(
                format!(
                    "{} | operation(sign='{sign}', b={}{})",
                    self.write(a, Level::Pipe)?,
                    self.write(b, Level::Choice)?,
                    // `'%s %s' % (a, b)` takes them one by one, `'%s' % xs` the list.
                    if matches!(**b, Expr::Tuple(_)) { ", each=true" } else { "" }
                ),
                Level::Pipe,
            )),
            _ => self.logic(expr),
        }
    }

    fn logic(&self, expr: &Expr) -> Written {
        let joined = |a: &Expr, word: &str, b: &Expr, level: Level| -> Written {
            let (a, b) = (self.write(a, level)?, self.write(b, Level::Not)?);
            Ok(Code::new(format!("{a} {word} {b}"), level))
        };
        match expr {
            Expr::And(a, b) => joined(a, "and", b, Level::And),
            Expr::Or(a, b) => {
                let (a, b) = (self.write(a, Level::Or)?, self.write(b, Level::And)?);
                Ok(Code::new(format!("{a} or {b}"), Level::Or))
            }
            Expr::Not(of) => {
                let text = format!("not {}", self.write(of, Level::Pipe)?);
                Ok(Code::new(text, Level::Not))
            }
            Expr::Compare(first, others) => self.compare(first, others),
            Expr::Choice { then, when, otherwise } => {
                let otherwise = match otherwise {
                    Some(otherwise) => self.write(otherwise, Level::Choice)?,
                    None => "\"\"".to_owned(),
                };
                let (then, when) = (self.write(then, Level::Or)?, self.write(when, Level::Or)?);
                Ok(Code::new(format!("{then} if {when} else {otherwise}"), Level::Choice))
            }
            Expr::Comprehension { item, names, over, when } => {
                self.comprehension(item, names, over, when.as_deref())
            }
            _ => Err("biểu thức lạ".to_owned()),
        }
    }

    fn compare(&self, first: &Expr, others: &[(&'static str, Expr)]) -> Written {
        let mut parts = Vec::new();
        let mut left = first;
        for (sign, right) in others {
            let (a, b) = (self.write(left, Level::Pipe)?, self.write(right, Level::Pipe)?);
            parts.push(format!("{a} {sign} {b}"));
            left = right;
        }
        let level = if parts.len() == 1 { Level::Compare } else { Level::And };
        Ok(Code::new(parts.join(" and "), level))
    }

    /// A variable, field or item that must be there.
    fn guarded(&self, expr: &Expr, filter: &str) -> Written {
        let path = self.path(expr)?;
        let name: String = shown(expr).chars().filter(|c| *c != '`').collect();
        Ok(Code::new(format!("{path} | {filter}(path={})", quoted(&name)), Level::Pipe))
    }

    /// The Tera code of a variable, field or item, undefined when there is none.
    fn path(&self, expr: &Expr) -> Result<String, String> {
        match expr {
            Expr::Name(name) => Ok(match self.renamed.get(name) {
                Some(code) => code.clone(),
                None if name.is_ascii() => name.clone(),
                None => format!(
                    "variable(name={}, bound={})",
                    quoted(name),
                    quoted(&identifier(name))
                ),
            }),
            Expr::Field(of, field, _) if **of == Expr::Name("loop".to_owned()) => {
                match (field.as_str(), &self.items) {
                    // Past the end, where nothing is.
                    ("previtem", Some(items)) => Ok(format!(
                        "{items}[loop.index0 - 1 if loop.index0 > 0 else loop.length]"
                    )),
                    ("nextitem", Some(items)) => Ok(format!("{items}[loop.index]")),
                    _ => self.write(expr, Level::Primary),
                }
            }
            Expr::Field(of, name, optional) => {
                let base = self.path(of)?;
                // Beside the first and the last item there is none.
                let mark = if *optional || is_neighbour(of) { "?" } else { "" };
                // Tera reads a dot only after a name.
                let dotted = base.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
                    && !base.contains(['(', '[']);
                Ok(if dotted && name.is_ascii() && !is_tera_word(name) {
                    format!("{base}{mark}.{name}")
                } else {
                    format!("{base}{mark}[{}]", quoted(name))
                })
            }
            Expr::Item(of, index, optional) => {
                let (base, index) = (self.path(of)?, self.write(index, Level::Choice)?);
                let mark = if *optional || is_neighbour(of) { "?" } else { "" };
                Ok(format!("{base}{mark}[{index}]"))
            }
            other => self.write(other, Level::Primary),
        }
    }

    fn loop_field(&self, field: &str) -> Written {
        let items = || {
            self.items
                .clone()
                .ok_or_else(|| format!("`loop.{field}` chỉ dùng được trong vòng lặp"))
        };
        let text = match field {
            "index" | "index0" | "first" | "last" | "length" => {
                return Ok(Code::new(format!("loop.{field}"), Level::Primary));
            }
            "revindex" => "(loop.length - loop.index0)".to_owned(),
            "revindex0" => "(loop.length - loop.index)".to_owned(),
            "depth" => self.depth.max(1).to_string(),
            "depth0" => self.depth.saturating_sub(1).to_string(),
            "previtem" => {
                format!("({}[loop.index0 - 1] if loop.index0 > 0 else none)", items()?)
            }
            "nextitem" => {
                format!("({}[loop.index] if not loop.last else none)", items()?)
            }
            _ => return Err(format!("vòng lặp không có `loop.{field}`")),
        };
        Ok(Code::new(text, Level::Primary))
    }

    fn list(&self, items: &[Expr]) -> Written {
        let mut inner = self.clone();
        inner.arrays += 1;
        // Tera has no lists deeper than two.
        if inner.arrays > 2 {
            let items = items.iter().enumerate().map(|(at, item)| {
                Ok(format!("arg{at:03}={}", inner.write(item, Level::Choice)?))
            });
            let items: Result<Vec<String>, String> = items.collect();
            return Ok(Code::new(format!("list_of({})", items?.join(", ")), Level::Primary));
        }
        let items: Result<Vec<String>, String> =
            items.iter().map(|item| inner.write(item, Level::Choice)).collect();
        Ok(Code::new(format!("[{}]", items?.join(", ")), Level::Primary))
    }

    fn map(&self, entries: &[(Expr, Expr)]) -> Written {
        // Tera has no empty map.
        if entries.is_empty() {
            return Ok(Code::new("dict()".to_owned(), Level::Primary));
        }
        let entries = entries.iter().map(|(key, value)| {
            let key = match key {
                Expr::Text(text) => quoted(text),
                Expr::Number(number) if !number.contains(['.', 'e', 'E']) => number.clone(),
                Expr::Bool(value) => value.to_string(),
                _ => return Err("khóa của {…} phải là chuỗi hay số".to_owned()),
            };
            Ok(format!("{key}: {}", self.write(value, Level::Choice)?))
        });
        let entries: Result<Vec<String>, String> = entries.collect();
        // A space keeps the brackets from being taken for a delimiter of the document.
        Ok(Code::new(format!("{{ {} }}", entries?.join(", ")), Level::Primary))
    }

    fn slice(&self, of: &Expr, bounds: &[Option<Box<Expr>>; 3]) -> Written {
        let bound = |at: usize| match bounds.get(at).and_then(Option::as_ref) {
            Some(bound) => self.write(bound, Level::Or),
            None => Ok(String::new()),
        };
        let (from, to, step) = (bound(0)?, bound(1)?, bound(2)?);
        let step = if step.is_empty() { step } else { format!(":{step}") };
        let of = self.write(of, Level::Primary)?;
        Ok(Code::new(format!("{of}[{from}:{to}{step}]"), Level::Primary))
    }

    fn call(&self, name: &str, arguments: &Arguments) -> Written {
        if let Some(reason) = refused_call(name) {
            return Err(reason);
        }
        let arguments = self.arguments(name, arguments)?;
        Ok(Code::new(format!("{name}({arguments})"), Level::Primary))
    }

    /// Arguments, each with its name.
    pub(super) fn arguments(
        &self,
        called: &str,
        arguments: &Arguments,
    ) -> Result<String, String> {
        let count = arguments.plain.len();
        let mut written = Vec::new();
        for (at, value) in arguments.plain.iter().enumerate() {
            let name = parameter(called, at, count);
            written.push(format!("{name}={}", self.write(value, Level::Choice)?));
        }
        for (name, value) in &arguments.named {
            written.push(format!("{}={}", identifier(name), self.write(value, Level::Choice)?));
        }
        Ok(written.join(", "))
    }

    fn method(&self, of: &Expr, name: &str, arguments: &Arguments) -> Written {
        if *of == Expr::Name("loop".to_owned()) {
            return self.loop_method(name, arguments);
        }
        if !is_method(name) {
            return Err(format!("không có phương thức `.{name}()`"));
        }
        let mut written = vec![format!("method_name='{name}'")];
        for (at, value) in arguments.plain.iter().enumerate() {
            written.push(format!("arg{}={}", at + 1, self.write(value, Level::Choice)?));
        }
        for (name, value) in &arguments.named {
            written.push(format!("{}={}", identifier(name), self.write(value, Level::Choice)?));
        }
        let of = self.write(of, Level::Pipe)?;
        Ok(Code::new(format!("{of} | method({})", written.join(", ")), Level::Pipe))
    }

    fn loop_method(&self, name: &str, arguments: &Arguments) -> Written {
        match name {
            "cycle" if !arguments.plain.is_empty() => {
                let items = self.list(&arguments.plain)?.text;
                let count = arguments.plain.len();
                Ok(Code::new(format!("{items}[loop.index0 % {count}]"), Level::Primary))
            }
            "changed" => {
                let (Some(items), [own]) = (&self.items, self.loop_names.as_slice()) else {
                    return Err("`loop.changed()` cần vòng lặp chỉ có một biến".to_owned());
                };
                let mut before = self.clone();
                before.renamed.insert(own.clone(), format!("{items}[loop.index0 - 1]"));
                let mut parts = Vec::new();
                for value in &arguments.plain {
                    let now = self.write(value, Level::Pipe)?;
                    parts.push(format!("{now} != {}", before.write(value, Level::Pipe)?));
                }
                Ok(Code::new(format!("loop.first or {}", parts.join(" or ")), Level::Or))
            }
            _ => Err(format!("vòng lặp không có `loop.{name}()`")),
        }
    }

    fn filter(&self, of: &Expr, name: &str, arguments: &Arguments) -> Written {
        if let Some(reason) = refused_call(name) {
            return Err(reason);
        }
        if let ("attr", [field]) = (name, arguments.plain.as_slice()) {
            let item = Expr::Item(Box::new(of.clone()), Box::new(field.clone()), false);
            return self.code(&item);
        }
        let absent = matches!(name, "default" | "d");
        let is_path = matches!(of, Expr::Name(_) | Expr::Field(..) | Expr::Item(..));
        let operand =
            if absent && is_path { self.path(of)? } else { self.write(of, Level::Pipe)? };
        let arguments = self.arguments(name, arguments)?;
        let brackets = if arguments.is_empty() { arguments } else { format!("({arguments})") };
        Ok(Code::new(format!("{operand} | {name}{brackets}"), Level::Pipe))
    }

    fn test(&self, test: &Expr, of: &Expr, name: &str, arguments: &Arguments) -> Written {
        let is_path = matches!(of, Expr::Name(_) | Expr::Field(..) | Expr::Item(..));
        let operand = if may_be_absent(test).is_some() && is_path {
            self.path(of)?
        } else {
            self.write(of, Level::Pipe)?
        };
        let arguments = self.arguments(name, arguments)?;
        let name = match name {
            "true" | "True" => "is_true",
            "false" | "False" => "is_false",
            "in" => "is_in",
            "None" => "none",
            name => name,
        };
        let brackets = if arguments.is_empty() { arguments } else { format!("({arguments})") };
        Ok(Code::new(format!("{operand} is {name}{brackets}"), Level::Compare))
    }

    fn comprehension(
        &self,
        item: &Expr,
        names: &[String],
        over: &Expr,
        when: Option<&Expr>,
    ) -> Written {
        let source = self.iterated(over, names.len())?;
        let (bound, inner) = self.binding(names);
        let item = inner.write(item, Level::Or)?;
        let when = match when {
            Some(when) => format!(" if {}", inner.write(when, Level::Or)?),
            None => String::new(),
        };
        Ok(Code::new(format!("[{item} for {bound} in {source}{when}]"), Level::Primary))
    }

    /// What a loop goes through: keys of a map, or with several names lists of that many.
    pub(super) fn iterated(&self, over: &Expr, names: usize) -> Result<String, String> {
        let over = self.write(over, Level::Pipe)?;
        Ok(if names == 1 {
            format!("{over} | iterated")
        } else {
            format!("{over} | unpacked(n={names})")
        })
    }

    /// The Tera name that a loop binds, and the scope in which the author's names mean it.
    pub(super) fn binding(&self, names: &[String]) -> (String, Self) {
        let mut inner = self.clone();
        if let [name] = names {
            let bound = identifier(name);
            inner.renamed.insert(name.clone(), bound.clone());
            return (bound, inner);
        }
        let bound = format!("unpacked_{}", names.len());
        for (at, name) in names.iter().enumerate() {
            inner.renamed.insert(name.clone(), format!("{bound}[{at}]"));
        }
        (bound, inner)
    }
}

fn number_code(number: &str) -> Code {
    let is_float = number.contains(['.', 'e', 'E']);
    let plain =
        if is_float { !number.contains(['e', 'E']) } else { number.parse::<i64>().is_ok() };
    if plain {
        return Code::new(number.to_owned(), Level::Primary);
    }
    let filter = if is_float { "float" } else { "int" };
    Code::new(format!("'{number}' | {filter}"), Level::Pipe)
}

/// Whether an expression is the item before or after a loop's own.
fn is_neighbour(expr: &Expr) -> bool {
    matches!(expr, Expr::Field(of, field, _)
        if **of == Expr::Name("loop".to_owned())
            && matches!(field.as_str(), "previtem" | "nextitem"))
}

/// Words that Tera does not take for a field.
fn is_tera_word(name: &str) -> bool {
    matches!(name, "true" | "false" | "True" | "False")
}
