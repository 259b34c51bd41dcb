//! What a template may use, as far as it is known before it is filled.

use std::collections::{BTreeMap, BTreeSet};

use super::engine::{Call, Engine, calls, nearest};
use super::shape::Shape;
use super::{NoReferences, ProblemKind, References};

/// The names that the tags of a template may use, by what they are: a value is read, a function or
/// filter called, and what is one may not be proposed for the other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    /// Variables.
    pub variables: BTreeSet<String>,
    /// Functions and filters that the caller will register.
    pub functions: BTreeSet<String>,
}

/// Checks a call of one of the caller's functions without calling it.
pub type CheckCall<'a> = dyn Fn(&Call) -> Vec<ProblemKind> + 'a;

/// Everything a template may name.
pub struct Vocabulary<'a> {
    /// Bare references.
    pub references: &'a dyn References,
    /// The functions and filters that the caller will register.
    pub functions: BTreeSet<String>,
    /// The variables, as a map; `None` when nobody knows them: then every name passes.
    pub variables: Option<Shape>,
    /// What is wrong with a call of one of `functions`.
    pub check_call: &'a CheckCall<'a>,
}

impl Vocabulary<'_> {
    /// Nothing is known: only what is wrong whatever the data are can be told.
    pub fn unknown() -> Self {
        Self {
            references: &NoReferences,
            functions: BTreeSet::new(),
            variables: None,
            check_call: &|_| Vec::new(),
        }
    }
}

/// Checks the calls in tags: that there is such a function or filter, and what the caller says of
/// its arguments.
pub struct CallCheck<'v> {
    vocabulary: &'v Vocabulary<'v>,
    callable: BTreeSet<String>,
    /// By name, and whether it is a filter: whether there is one.
    known: BTreeMap<(String, bool), bool>,
}

impl<'v> CallCheck<'v> {
    /// `own` are the functions and filters of the template engine, for "did you mean".
    pub fn new(vocabulary: &'v Vocabulary<'v>, own: &[&str]) -> Self {
        let own = own.iter().map(|name| (*name).to_owned());
        let callable = own.chain(vocabulary.functions.iter().cloned()).collect();
        Self { vocabulary, callable, known: BTreeMap::new() }
    }

    /// What a misspelt function or filter may be meant for.
    pub const fn callable(&self) -> &BTreeSet<String> {
        &self.callable
    }

    /// What is wrong with the calls in a tag's code.
    pub fn problems(&mut self, code: &str, engine: &mut Engine) -> Vec<ProblemKind> {
        let mut found = Vec::new();
        for call in calls(code) {
            let key = (call.name.clone(), call.is_filter);
            let known = self.known.entry(key).or_insert_with(|| is_known(&call, engine));
            if !*known {
                let nearest = nearest(&call.name, self.callable.iter().map(String::as_str));
                found.push(ProblemKind::UnknownName { name: call.name, nearest });
            } else if self.vocabulary.functions.contains(&call.name) {
                found.extend((self.vocabulary.check_call)(&call));
            }
        }
        found
    }
}

/// Whether a function or filter is registered.
fn is_known(call: &Call, engine: &mut Engine) -> bool {
    let name = &call.name;
    let code = if call.is_filter { format!("0 | {name}") } else { format!("{name}()") };
    !matches!(engine.check_output(&code), Some(ProblemKind::UnknownName { .. }))
}
