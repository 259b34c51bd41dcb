//! What is known of data before they are there: which fields a value has, what a list is a list of.

use std::collections::BTreeMap;

use super::ProblemKind;
use super::engine::{Statement, nearest, read_paths};

/// Deeper than this nothing is known: data nested so deep come from no office.
const DEEPEST: usize = 64;
/// Elements of a list that are looked at.
const SAMPLED: usize = 1_000;

/// What is known of a value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Shape {
    /// Nothing.
    #[default]
    Any,
    /// It is a text, a number or the like: it has no fields.
    Plain,
    /// A list of these.
    List(Box<Self>),
    /// A map with these fields and no others.
    Map(BTreeMap<String, Self>),
}

impl Shape {
    /// The shape of a value at hand.
    pub fn of(value: &serde_json::Value) -> Self {
        Self::within(value, 0)
    }

    fn within(value: &serde_json::Value, depth: usize) -> Self {
        use serde_json::Value;
        match value {
            _ if depth > DEEPEST => Self::Any,
            // Where a value is missing now, another may have fields.
            Value::Null => Self::Any,
            Value::Array(elements) => {
                let all_seen = elements.len() <= SAMPLED;
                let shapes = elements.iter().take(SAMPLED).map(|e| Self::within(e, depth + 1));
                let common = shapes.reduce(Self::or).filter(|_| all_seen);
                Self::List(Box::new(common.unwrap_or_default()))
            }
            Value::Object(fields) => {
                let fields = fields.iter();
                Self::Map(
                    fields.map(|(k, v)| (k.clone(), Self::within(v, depth + 1))).collect(),
                )
            }
            _ => Self::Plain,
        }
    }

    /// What is known of a value that is one or the other.
    fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Map(mut one), Self::Map(other)) => {
                for (name, shape) in other {
                    let known = one.remove(&name);
                    one.insert(name, known.map_or(shape.clone(), |known| known.or(shape)));
                }
                Self::Map(one)
            }
            (Self::List(one), Self::List(other)) => Self::List(Box::new(one.or(*other))),
            (Self::Plain, Self::Plain) => Self::Plain,
            _ => Self::Any,
        }
    }

    /// The names of its fields, when they are known.
    pub fn fields(&self) -> Vec<&str> {
        match self {
            Self::Map(fields) => fields.keys().map(String::as_str).collect(),
            _ => Vec::new(),
        }
    }

    /// What a loop over it binds to its last name.
    fn element(&self) -> Self {
        match self {
            Self::List(element) => (**element).clone(),
            Self::Map(fields) => fields.values().cloned().reduce(Self::or).unwrap_or_default(),
            _ => Self::Any,
        }
    }
}

/// The names that can be read at a place of a template, and what is known of their values.
#[derive(Debug, Clone)]
pub struct Scope<'v> {
    variables: &'v Shape,
    /// Per open loop, then for all that was `set`: names and shapes.
    loops: Vec<Vec<(String, Shape)>>,
    set: BTreeMap<String, Shape>,
}

impl<'v> Scope<'v> {
    /// At the beginning of a part.
    pub fn new(variables: &'v Shape) -> Self {
        Self { variables, loops: Vec::new(), set: BTreeMap::new() }
    }

    /// Passes a statement; every statement of a part must be passed in its order.
    pub fn pass(&mut self, code: &str) {
        match Statement::parse(code) {
            Statement::For { names } => {
                let over = code.split_once(" in ").map_or("", |(_, over)| over);
                let over = self.shape_of(over);
                let last = names.len().saturating_sub(1);
                let bound = names.iter().enumerate().map(|(at, name)| {
                    let shape = if at == last { over.element() } else { Shape::Any };
                    ((*name).to_owned(), shape)
                });
                let mut bound: Vec<_> = bound.collect();
                bound.push(("loop".to_owned(), Shape::Any));
                self.loops.push(bound);
            }
            Statement::EndFor | Statement::EndWith => {
                self.loops.pop();
            }
            Statement::With => {
                let names = Statement::assigned(code).into_iter();
                self.loops.push(names.map(|name| (name, Shape::Any)).collect());
            }
            Statement::Set { .. } => {
                let value = code.split_once('=').map_or("", |(_, value)| value);
                let names = Statement::assigned(code);
                let alone = names.len() == 1;
                for name in names {
                    let shape = if alone { self.shape_of(value) } else { Shape::Any };
                    // Behind the loop in which it is set, the name may mean what it did before.
                    let shape = match self.known(&name) {
                        Some(before) => before.clone().or(shape),
                        None => shape,
                    };
                    self.set.insert(name, shape);
                }
            }
            _ => {}
        }
    }

    /// Whether a loop or `set` binds a name here.
    pub fn binds(&self, name: &str) -> bool {
        self.set.contains_key(name)
            || self.loops.iter().flatten().any(|(known, _)| known == name)
    }

    /// The fields that a tag's code reads and that are not there.
    pub fn unknown_fields(&self, code: &str) -> Vec<ProblemKind> {
        let paths = read_paths(code);
        let mut found: Vec<ProblemKind> =
            paths.iter().filter_map(|path| self.resolve(path).err()).collect();
        found.dedup();
        found
    }

    /// What is known of an expression: something when it is one path.
    fn shape_of(&self, code: &str) -> Shape {
        let code = code.trim();
        match read_paths(code).as_slice() {
            [path] if path == code => self.resolve(path).unwrap_or_default(),
            _ => Shape::Any,
        }
    }

    fn known(&self, name: &str) -> Option<&Shape> {
        let bound = self.loops.iter().rev().flatten().find(|(known, _)| known == name);
        let known = bound.map(|(_, shape)| shape).or_else(|| self.set.get(name));
        let variable = || match self.variables {
            Shape::Map(fields) => fields.get(name),
            _ => None,
        };
        known.or_else(variable)
    }

    /// Follows a path such as `a.b[0].c`.
    fn resolve(&self, path: &str) -> Result<Shape, ProblemKind> {
        let end = path.find(['.', '[', '?']).unwrap_or(path.len());
        let (root, mut rest) = path.split_at_checked(end).unwrap_or((path, ""));
        let mut shape = self.known(root.trim()).cloned().unwrap_or_default();
        let mut done = end;
        while !rest.is_empty() {
            let (step, after) = step(rest);
            shape = match step {
                Step::Field(name) => field(&shape, name, path.get(..done).unwrap_or_default())?,
                Step::Index => match shape {
                    Shape::List(element) => *element,
                    _ => Shape::Any,
                },
                Step::Unknown => return Ok(Shape::Any),
            };
            done += rest.len() - after.len();
            rest = after;
        }
        Ok(shape)
    }
}

enum Step<'p> {
    Field(&'p str),
    Index,
    Unknown,
}

/// The first step of the rest of a path, and what follows it.
fn step(rest: &str) -> (Step<'_>, &str) {
    if let Some(field) = rest.strip_prefix('.') {
        let end = field.find(['.', '[', '?']).unwrap_or(field.len());
        let (name, after) = field.split_at_checked(end).unwrap_or((field, ""));
        let name = name.trim();
        let is_index = name.chars().all(|c| c.is_ascii_digit());
        return (if is_index { Step::Index } else { Step::Field(name) }, after);
    }
    let Some((inside, after)) = rest.strip_prefix('[').and_then(|r| r.split_once(']')) else {
        return (Step::Unknown, "");
    };
    let inside = inside.trim();
    let quoted = |q: char| inside.strip_prefix(q).and_then(|text| text.strip_suffix(q));
    match quoted('"').or_else(|| quoted('\'')) {
        Some(name) if !name.contains(['\'', '"', '\\']) => (Step::Field(name), after),
        None if inside.parse::<i64>().is_ok() => (Step::Index, after),
        _ => (Step::Unknown, ""),
    }
}

fn field(shape: &Shape, name: &str, parent: &str) -> Result<Shape, ProblemKind> {
    let missing = |known: Vec<&str>| {
        let nearest = nearest(name, known).map(|near| format!("{parent}.{near}"));
        ProblemKind::UnknownName { name: format!("{parent}.{name}"), nearest }
    };
    match shape {
        Shape::Any => Ok(Shape::Any),
        Shape::Map(fields) => fields.get(name).cloned().ok_or_else(|| missing(shape.fields())),
        Shape::Plain | Shape::List(_) => Err(missing(Vec::new())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape() -> Shape {
        Shape::of(&serde_json::json!({
            "don_vi": { "ten": "A", "ghi_chu": null },
            "xs": [{ "a": 1 }, { "b": { "c": 2 } }],
            "rong": [],
        }))
    }

    fn unknown(scope: &Scope<'_>, code: &str) -> Vec<(String, Option<String>)> {
        let problems = scope.unknown_fields(code).into_iter();
        let names = problems.map(|problem| match problem {
            ProblemKind::UnknownName { name, nearest } => (name, nearest),
            other => panic!("{other:?}"),
        });
        names.collect()
    }

    #[test]
    fn a_field_that_is_not_there_is_named_with_the_nearest_one() {
        let shape = shape();
        let scope = Scope::new(&shape);
        let expected = ("don_vi.tem".to_owned(), Some("don_vi.ten".to_owned()));
        assert_eq!(unknown(&scope, "don_vi.tem"), std::slice::from_ref(&expected));
        assert_eq!(unknown(&scope, "if don_vi['tem'] == 'x'"), [expected]);
        assert_eq!(unknown(&scope, "don_vi.ten ~ xs[0].a ~ xs.1.b.c"), []);
        assert_eq!(unknown(&scope, "xs[0].d").len(), 1);
        assert_eq!(unknown(&scope, "don_vi.ten.x").len(), 1);
    }

    #[test]
    fn what_may_be_there_is_not_accused() {
        let shape = shape();
        let scope = Scope::new(&shape);
        for code in [
            "don_vi.ghi_chu.x",
            "rong[0].x",
            "khac.x",
            "xs[i].d",
            "don_vi.tem is defined",
            "don_vi.tem | default(value='')",
            "don_vi?.tem",
            "[x.d for x in xs]",
            "don_vi.items()",
        ] {
            assert_eq!(unknown(&scope, code), [], "{code}");
        }
    }

    #[test]
    fn a_loop_gives_its_name_the_shape_of_the_elements() {
        let shape = shape();
        let mut scope = Scope::new(&shape);
        scope.pass("for x in xs");
        assert_eq!(unknown(&scope, "x.b.c ~ loop.index"), []);
        assert_eq!(unknown(&scope, "x.b.d").len(), 1);
        scope.pass("set y = x.b");
        assert_eq!(unknown(&scope, "y.d").len(), 1);
        scope.pass("endfor");
        assert_eq!(unknown(&scope, "x.b.d"), []);
        scope.pass("with don_vi = 1");
        assert_eq!(unknown(&scope, "don_vi.tem"), []);
        scope.pass("endwith");
        scope.pass("set don_vi = xs[0].b");
        assert_eq!(unknown(&scope, "don_vi.ten ~ don_vi.c"), []);
        assert_eq!(unknown(&scope, "don_vi.tem").len(), 1);
    }
}
