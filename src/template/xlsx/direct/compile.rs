//! A sheet's template taken apart: the Tera code of simple tags, read to the letter.

use tera::value::Key;

use super::{Condition, Direct, Field, LoopField, Operand, Path, Root, Step};
use crate::template::engine::{Piece, pieces};
use crate::template::xlsx::plan::{AS_CELL, END, MARK};

/// Takes the source of a sheet apart.
pub(super) fn compile(source: &str) -> Option<Direct> {
    let mut compiler = Compiler {
        direct: Direct { steps: Vec::new(), roots: Vec::new(), bases: Vec::new() },
        loops: Vec::new(),
        open: vec![Open::Sheet(Vec::new())],
    };
    for piece in pieces(source) {
        match piece {
            Piece::Text(text) => compiler.text(text),
            Piece::Output(code) => compiler.output(code)?,
            Piece::Statement(code) => compiler.statement(code)?,
        }
    }
    let Compiler { mut direct, mut open, .. } = compiler;
    match (open.pop(), open.is_empty()) {
        (Some(Open::Sheet(steps)), true) => {
            direct.steps = with_cells(steps);
            Some(direct)
        }
        _ => None,
    }
}

/// A block that is open, with what was read of it.
enum Open {
    Sheet(Vec<Step>),
    For(Operand, Vec<Step>),
    /// The branches before, and the one that is open.
    If(Vec<(Condition, Vec<Step>)>, Condition, Vec<Step>),
}

struct Compiler {
    direct: Direct,
    /// Names of the items of open loops, outermost first.
    loops: Vec<String>,
    open: Vec<Open>,
}

impl Compiler {
    fn push(&mut self, step: Step) {
        if let Some(Open::Sheet(steps) | Open::For(_, steps) | Open::If(.., steps)) =
            self.open.last_mut()
        {
            steps.push(step);
        }
    }

    /// The marks in literal text; whatever else it holds is for Tera.
    fn text(&mut self, text: &str) {
        for part in text.split(MARK).skip(1) {
            let mark = part.split(END).next().unwrap_or_default();
            let mut chars = mark.chars();
            let letter = chars.next().unwrap_or(' ');
            self.push(Step::Mark(letter, chars.as_str().to_owned()));
        }
    }

    fn output(&mut self, code: &str) -> Option<()> {
        let value = code.strip_suffix(" | printed")?.strip_suffix(AS_CELL)?;
        let operand = self.operand(value.strip_suffix(" | ")?)?;
        self.push(Step::Value(operand));
        Some(())
    }

    fn statement(&mut self, code: &str) -> Option<()> {
        if let Some(rest) = code.strip_prefix("for ") {
            let (name, over) = rest.split_once(" in ")?;
            is_variable(name).then_some(())?;
            let over = self.operand(over.strip_suffix(" | iterated")?)?;
            self.loops.push(name.to_owned());
            self.open.push(Open::For(over, Vec::new()));
        } else if let Some(condition) = code.strip_prefix("if ") {
            let condition = self.condition(condition)?;
            self.open.push(Open::If(Vec::new(), condition, Vec::new()));
        } else if let Some(condition) = code.strip_prefix("elif ") {
            let condition = self.condition(condition)?;
            self.divide(condition)?;
        } else if code == "else" {
            self.divide(Condition::Always)?;
        } else if code == "endif" {
            let Open::If(mut branches, condition, steps) = self.open.pop()? else {
                return None;
            };
            branches.push((condition, with_cells(steps)));
            self.push(Step::If(branches));
        } else if code == "endfor" {
            let Open::For(over, steps) = self.open.pop()? else { return None };
            self.loops.pop();
            self.push(Step::For(over, with_cells(steps)));
        } else {
            return None;
        }
        Some(())
    }

    fn divide(&mut self, next: Condition) -> Option<()> {
        let Some(Open::If(branches, condition, steps)) = self.open.last_mut() else {
            return None;
        };
        let before = std::mem::replace(condition, next);
        branches.push((before, with_cells(std::mem::take(steps))));
        Some(())
    }

    fn condition(&mut self, code: &str) -> Option<Condition> {
        let negated = code.strip_prefix("not ");
        let operand = self.operand(negated.unwrap_or(code))?;
        Some(Condition::Truth(operand, negated.is_none()))
    }

    /// `loop.index`, or a path that must lead to a value.
    fn operand(&mut self, code: &str) -> Option<Operand> {
        if let Some(field) = code.strip_prefix("loop.") {
            let field = match field {
                "index" => LoopField::Index,
                "index0" => LoopField::Index0,
                "first" => LoopField::First,
                "last" => LoopField::Last,
                "length" => LoopField::Length,
                _ => return None,
            };
            return (!self.loops.is_empty()).then_some(Operand::Loop(field));
        }
        let (path, guard) = code.split_once(" | must_exist(path=\"")?;
        // The name in the guard may hold anything but what would end it.
        let guard = guard.strip_suffix("\")")?;
        let ends = guard.replace("\\\\", "").replace("\\\"", "").contains('"');
        if ends {
            return None;
        }
        let mut path = self.path(path)?;
        if path.fields.len() < 2 {
            return Some(Operand::Path(path));
        }
        let last = path.fields.pop()?;
        let known = self.direct.bases.iter().position(|base| *base == path);
        let base = known.unwrap_or_else(|| {
            self.direct.bases.push(path);
            self.direct.bases.len() - 1
        });
        Some(Operand::Of(base, last))
    }

    fn path(&mut self, code: &str) -> Option<Path> {
        let end = code.find(['.', '[']).unwrap_or(code.len());
        let (name, mut rest) = code.split_at_checked(end)?;
        is_variable(name).then_some(())?;
        let mut fields = Vec::new();
        while !rest.is_empty() {
            if let Some(after) = rest.strip_prefix('.') {
                let end = after.find(['.', '[']).unwrap_or(after.len());
                let (field, after) = after.split_at_checked(end)?;
                is_word(field).then_some(())?;
                fields.push(Field::Name(Key::from(field.to_owned())));
                rest = after;
            } else {
                let (inside, after) = rest.strip_prefix('[')?.split_once(']')?;
                fields.push(item(inside)?);
                rest = after;
            }
        }
        let root = self.root(name);
        Some(Path { root, fields })
    }

    fn root(&mut self, name: &str) -> Root {
        if let Some(depth) = self.loops.iter().rposition(|item| item == name) {
            return Root::Item(depth);
        }
        let known = self.direct.roots.iter().position(|root| root == name);
        Root::Context(known.unwrap_or_else(|| {
            self.direct.roots.push(name.to_owned());
            self.direct.roots.len() - 1
        }))
    }
}

/// What stands in brackets: a number, or a name in quotes without any escapes.
fn item(inside: &str) -> Option<Field> {
    if let Some(name) = inside.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        let plain = !name.contains(['"', '\\', '[', ']']);
        return plain.then(|| Field::Name(Key::from(name.to_owned())));
    }
    let digits = !inside.is_empty() && inside.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| inside.parse().ok().map(Field::Index))?
}

fn is_word(text: &str) -> bool {
    let mut bytes = text.bytes();
    let letter = |byte: u8| byte.is_ascii_alphabetic() || byte == b'_';
    bytes.next().is_some_and(letter) && bytes.all(|b| letter(b) || b.is_ascii_digit())
}

/// Whether Tera would take a word for a variable and nothing else.
fn is_variable(word: &str) -> bool {
    const OTHERS: [&str; 13] = [
        "true", "false", "none", "True", "False", "None", "not", "and", "or", "in", "is", "if",
        "loop",
    ];
    is_word(word) && !OTHERS.contains(&word) && !word.starts_with("__")
}

/// Cells that hold one value each are done in one step.
fn with_cells(steps: Vec<Step>) -> Vec<Step> {
    let mut out: Vec<Step> = Vec::with_capacity(steps.len());
    let mut steps = steps.into_iter().peekable();
    while let Some(step) = steps.next() {
        // A statement or another part of the text may still follow in the cell.
        let ends = steps.peek().is_none_or(|next| match next {
            Step::Mark(letter, _) => !matches!(letter, 'P' | 'L' | 'F'),
            _ => false,
        });
        let cell = match (&step, ends) {
            (Step::Value(operand), true) => {
                begun(&mut out).map(|(c, f)| (c, f, operand.clone()))
            }
            _ => None,
        };
        match cell {
            Some((cell, format, operand)) => out.push(Step::Cell(cell, format, operand)),
            None => out.push(step),
        }
    }
    out
}

/// Takes back the marks that have begun a cell, if nothing of it has come yet: the cell and its
/// format.
fn begun(out: &mut Vec<Step>) -> Option<(usize, usize)> {
    let number = |step: Option<&Step>, letter: char| match step {
        Some(Step::Mark(found, number)) if *found == letter => number.parse::<usize>().ok(),
        _ => None,
    };
    let format = number(out.last(), 'P');
    let before = out.len().checked_sub(if format.is_some() { 2 } else { 1 })?;
    let cell = number(out.get(before), 'C')?;
    out.truncate(before);
    Some((cell, format.unwrap_or(0)))
}
