//! A sheet's template run without Tera, where it says nothing but loops over paths, conditions on
//! paths and paths as values: most forms say no more, and it is done in a hundredth of the time.
//!
//! What is run is the source that Tera would be given, so both read the same. Whatever is not
//! plainly the same here as there is left to Tera: a template that says more, a value that is
//! absent or of an odd kind, a limit. So every problem is told by Tera, with its place.

mod compile;
mod run;

use tera::Context;
use tera::value::Key;

use super::plan::Plan;
use super::stream::Printed;

/// A sheet's template, taken apart.
pub(super) struct Direct {
    /// What is done, in order.
    steps: Vec<Step>,
    /// Variables of the context that are read, by number.
    roots: Vec<String>,
    /// Paths to values of which several fields or items are read, by number.
    bases: Vec<Path>,
}

/// One thing to be done.
#[derive(Debug, PartialEq)]
enum Step {
    /// A mark of the plan.
    Mark(char, String),
    /// A value among what a cell holds.
    Value(Operand),
    /// A cell that holds one value and nothing else, with its index in the row and its format.
    Cell(usize, usize, Operand),
    /// Something for each item of a list.
    For(Operand, Vec<Self>),
    /// The first of several things whose condition holds.
    If(Vec<(Condition, Vec<Self>)>),
}

/// Whether something is done.
#[derive(Debug, PartialEq)]
enum Condition {
    /// Whether a value counts as true, or does not.
    Truth(Operand, bool),
    /// Otherwise.
    Always,
}

/// Something that has a value.
#[derive(Debug, Clone, PartialEq)]
enum Operand {
    /// A variable, or what it leads to.
    Path(Path),
    /// What a path of several steps leads to: a field or item of a base.
    Of(usize, Field),
    /// What is known of the innermost loop.
    Loop(LoopField),
}

/// A variable and the fields and items that lead on from it.
#[derive(Debug, Clone, PartialEq)]
struct Path {
    root: Root,
    fields: Vec<Field>,
}

/// A variable.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Root {
    /// Of the context, by number.
    Context(usize),
    /// The item of an open loop, by the number of loops around that.
    Item(usize),
}

/// One step of a path.
#[derive(Debug, Clone, PartialEq)]
enum Field {
    /// Of a map.
    Name(Key<'static>),
    /// Of a list.
    Index(usize),
}

/// What is known of a loop.
#[derive(Debug, Clone, Copy, PartialEq)]
enum LoopField {
    Index,
    Index0,
    First,
    Last,
    Length,
}

impl Direct {
    /// Takes a sheet's template apart; `None` when it says more than can be done here.
    pub(super) fn new(source: &str) -> Option<Self> {
        compile::compile(source)
    }

    /// What the template prints; `None` when Tera is to print it, or to say why it cannot.
    pub(super) fn run(&self, plan: &Plan, context: &Context) -> Option<Printed> {
        run::run(self, plan, context)
    }
}
