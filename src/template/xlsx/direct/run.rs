//! A sheet's template run over the values of the context.

use tera::value::ValueKind;
use tera::{Context, Value};

use super::{Condition, Direct, Field, LoopField, Operand, Path, Root, Step};
use crate::template::engine::{MOST_TURNS, OUTPUT_LIMIT};
use crate::template::xlsx::digits::Digits;
use crate::template::xlsx::plan::Plan;
use crate::template::xlsx::stream::{Content, Printed, Reader, cell_content, float_text};
use crate::template::xlsx::text::RichText;

/// Fields of a map that are looked through one by one.
const FEW_FIELDS: usize = 12;

/// Runs a template; `None` as soon as anything is not plain.
pub(super) fn run(direct: &Direct, plan: &Plan, context: &Context) -> Option<Printed> {
    let roots = direct.roots.iter().map(|name| context.get(name));
    let mut run = Run {
        direct,
        roots: roots.collect::<Option<_>>()?,
        loops: Vec::new(),
        base: None,
        turns: 0,
        bytes: 0,
        reader: Reader::new(plan),
    };
    run.steps(&direct.steps)?;
    run.reader.finish().ok()
}

struct Run<'d, 'c, 'p> {
    direct: &'d Direct,
    /// Values of the variables, by number.
    roots: Vec<&'c Value>,
    /// Open loops, outermost first.
    loops: Vec<Turn<'c>>,
    /// The base that was read last, and its value.
    base: Option<(usize, &'c Value)>,
    turns: usize,
    /// About how much Tera would have printed.
    bytes: usize,
    reader: Reader<'p>,
}

/// Where a loop is.
struct Turn<'c> {
    item: &'c Value,
    index: usize,
    length: usize,
}

/// A value that a cell can hold.
enum Simple<'c> {
    Of(&'c Value),
    Number(usize),
    Truth(bool),
}

impl<'c> Run<'_, 'c, '_> {
    fn steps(&mut self, steps: &[Step]) -> Option<()> {
        for step in steps {
            match step {
                Step::Cell(cell, format, operand) => {
                    let content = self.content(operand, *format)?;
                    self.reader.whole_cell(*cell, content).ok()?;
                }
                Step::Mark(letter, payload) => {
                    self.print(payload.len())?;
                    self.reader.mark(*letter, payload).ok()?;
                }
                Step::Value(operand) => {
                    let (content, printed) = self.value(operand)?;
                    self.print(printed.len())?;
                    self.reader.value(content, &printed);
                }
                Step::For(over, inside) => self.each(over, inside)?,
                Step::If(branches) => self.first(branches)?,
            }
        }
        Some(())
    }

    fn each(&mut self, over: &Operand, inside: &[Step]) -> Option<()> {
        let Simple::Of(list) = self.operand(over)? else { return None };
        let items = list.as_array()?;
        for (index, item) in items.iter().enumerate() {
            self.turns += 1;
            if self.turns > MOST_TURNS {
                return None;
            }
            self.loops.push(Turn { item, index, length: items.len() });
            self.base = None;
            self.steps(inside)?;
            self.loops.pop();
        }
        self.base = None;
        Some(())
    }

    fn first(&mut self, branches: &[(Condition, Vec<Step>)]) -> Option<()> {
        for (condition, inside) in branches {
            let holds = match condition {
                Condition::Always => true,
                Condition::Truth(operand, wanted) => self.truth(operand)? == *wanted,
            };
            if holds {
                return self.steps(inside);
            }
        }
        Some(())
    }

    fn truth(&mut self, operand: &Operand) -> Option<bool> {
        Some(match self.operand(operand)? {
            Simple::Of(value) => value.is_truthy(),
            Simple::Number(number) => number != 0,
            Simple::Truth(truth) => truth,
        })
    }

    /// What a cell holds that holds one value.
    fn content(&mut self, operand: &Operand, format: usize) -> Option<Content> {
        let content = match self.operand(operand)? {
            Simple::Number(number) => Content::Number(i64::try_from(number).ok()?.into()),
            Simple::Truth(truth) => Content::Bool(truth),
            Simple::Of(value) => match value.kind() {
                ValueKind::None => Content::Blank,
                ValueKind::Bool => Content::Bool(value.is_truthy()),
                ValueKind::String => {
                    let text = value.as_str()?;
                    self.print(text.len())?;
                    return Some(self.reader.text(text, format));
                }
                _ => Content::Number(number(value)?),
            },
        };
        self.print(0)?;
        Some(content)
    }

    /// A value among what a cell holds, and how it prints.
    fn value(&mut self, operand: &Operand) -> Option<(Content, String)> {
        Some(match self.operand(operand)? {
            Simple::Number(number) => {
                let digits = Digits::from(i64::try_from(number).ok()?);
                (Content::Number(digits), number.to_string())
            }
            Simple::Truth(truth) => (Content::Bool(truth), truth.to_string()),
            Simple::Of(value) => match value.kind() {
                ValueKind::None => (Content::Blank, String::new()),
                ValueKind::Bool => {
                    (Content::Bool(value.is_truthy()), value.is_truthy().to_string())
                }
                ValueKind::String => (
                    Content::Text(RichText::default()),
                    cell_content(value.as_str()?).into_owned(),
                ),
                _ => {
                    let digits = number(value)?;
                    let printed = digits.to_string();
                    (Content::Number(digits), printed)
                }
            },
        })
    }

    fn operand(&mut self, operand: &Operand) -> Option<Simple<'c>> {
        Some(match operand {
            Operand::Path(path) => Simple::Of(self.path(path)?),
            Operand::Of(base, field) => Simple::Of(step(self.base(*base)?, field)?),
            Operand::Loop(field) => {
                let turn = self.loops.last()?;
                match field {
                    LoopField::Index => Simple::Number(turn.index + 1),
                    LoopField::Index0 => Simple::Number(turn.index),
                    LoopField::Length => Simple::Number(turn.length),
                    LoopField::First => Simple::Truth(turn.index == 0),
                    LoopField::Last => Simple::Truth(turn.index + 1 == turn.length),
                }
            }
        })
    }

    fn base(&mut self, base: usize) -> Option<&'c Value> {
        if let Some((_, value)) = self.base.filter(|(known, _)| *known == base) {
            return Some(value);
        }
        let value = self.path(self.direct.bases.get(base)?)?;
        self.base = Some((base, value));
        Some(value)
    }

    fn path(&self, path: &Path) -> Option<&'c Value> {
        let root = match path.root {
            Root::Context(number) => self.roots.get(number).copied()?,
            Root::Item(depth) => self.loops.get(depth)?.item,
        };
        path.fields.iter().try_fold(root, step)
    }

    /// Counts what Tera would print, marks and all; it has a limit.
    fn print(&mut self, bytes: usize) -> Option<()> {
        self.bytes += bytes + 3;
        (self.bytes <= OUTPUT_LIMIT).then_some(())
    }
}

fn step<'c>(value: &'c Value, field: &Field) -> Option<&'c Value> {
    match field {
        Field::Index(index) => value.as_array()?.get(*index),
        Field::Name(name) => {
            let map = value.as_map()?;
            if map.len() > FEW_FIELDS {
                return map.get(name);
            }
            let name = name.as_str();
            map.iter().find(|(key, _)| key.as_str() == name).map(|(_, value)| value)
        }
    }
}

fn number(value: &Value) -> Option<Digits> {
    match value.kind() {
        ValueKind::U64 | ValueKind::I64 => {
            let small = value.as_i128().and_then(|number| i64::try_from(number).ok());
            Some(small.map_or_else(|| Digits::from(value.to_string().as_str()), Digits::from))
        }
        ValueKind::U128 | ValueKind::I128 => Some(Digits::from(value.to_string().as_str())),
        ValueKind::F64 => Some(Digits::from(float_text(value.as_f64()?)?.as_str())),
        _ => None,
    }
}
