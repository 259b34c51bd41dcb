//! The Excel template engine: an office's own workbook, filled in place.
//!
//! Tags stand in cells. A cell whose whole text is one `{{ … }}` takes the value with its type;
//! a block (`{% for %}`, `{% if %}`) that opens and closes in different cells governs whole rows,
//! and rows that hold only tags vanish. Everything that names rows follows them: formulas of all
//! sheets, merged cells, names, rules, links. Parts that hold no tag and name no moved row are
//! copied byte for byte.

mod book;
mod calc;
mod fill;
mod follow;
mod formula;
mod grid;
mod plan;
mod rows;
mod shared;
mod sheet;
mod stamp;
mod stream;
mod strings;
mod tags;
mod text;
mod write;

use std::collections::BTreeSet;

use super::engine::{Engine, called_names, nearest, top_level_names};
use super::{Data, Lookup, Place, Problem, ProblemKind, References};
use book::Book;
use plan::{bound_names, head};
use tags::{Part, Tagged};

pub use stamp::stamp;

/// Fills a workbook.
///
/// # Errors
/// Everything that is wrong with the template at once, as far as it can be seen at once.
pub fn render(template: Vec<u8>, data: &Data<'_>) -> Result<Vec<u8>, Vec<Problem>> {
    let mut book = Book::open(template).map_err(|problem| vec![problem])?;
    book.read_sheets().map_err(|problem| vec![problem])?;
    fill::fill(book, data)
}

/// What is wrong with a template, without data: broken tags and blocks, references that name
/// nothing, variables that are not among `variables`; all at once, each with its sheet and cell.
pub fn problems(
    template: &[u8],
    references: &dyn References,
    variables: &BTreeSet<String>,
) -> Vec<Problem> {
    let mut book = match Book::open(template.to_vec()) {
        Ok(book) => book,
        Err(problem) => return vec![problem],
    };
    if let Err(problem) = book.read_sheets() {
        return vec![problem];
    }
    let mut problems = Vec::new();
    let known = Known { references, variables };
    for tab in &book.tabs {
        let Some(sheet) = &tab.sheet else { continue };
        let (mut cells, found) = tags::find(sheet, &tab.name, &book.strings);
        let mut here = found;
        here.extend(tags::pair(&mut cells, &tab.name));
        if here.is_empty() {
            here.extend(plan::plan(sheet, &tab.name, &cells, &super::NoReferences).1);
        }
        here.extend(known.check(&tab.name, &cells));
        here.sort_by(|a, b| a.place.cmp(&b.place));
        problems.extend(here);
    }
    problems
}

/// What tags may name.
struct Known<'a> {
    references: &'a dyn References,
    variables: &'a BTreeSet<String>,
}

impl Known<'_> {
    /// Looks at each tag of a sheet on its own.
    fn check(&self, sheet: &str, cells: &[Tagged]) -> Vec<Problem> {
        let bound = bound_names(cells);
        let mut problems = Vec::new();
        for cell in cells {
            for piece in &cell.pieces {
                let kinds = match &piece.part {
                    Part::Output(code) => self.output(code, &bound),
                    Part::Statement(code, _) => {
                        let mut engine = probe(code);
                        let syntax = engine.check_statement(code);
                        self.names(code, &bound, syntax)
                    }
                    _ => continue,
                };
                let place = Place::Cell { sheet: sheet.to_owned(), cell: cell.at };
                let problem = |kind| Problem { kind, place: place.clone(), around: cell.around.clone() };
                problems.extend(kinds.into_iter().map(problem));
            }
        }
        problems
    }

    fn output(&self, code: &str, bound: &BTreeSet<String>) -> Vec<ProblemKind> {
        if !bound.contains(head(code)) {
            match self.references.resolve(code) {
                Lookup::Figure(_) => return Vec::new(),
                Lookup::Unknown { nearest } => {
                    return vec![ProblemKind::UnknownName { name: code.to_owned(), nearest }];
                }
                Lookup::NotAReference => {}
            }
        }
        let syntax = probe(code).check_output(code);
        self.names(code, bound, syntax)
    }

    fn names(
        &self,
        code: &str,
        bound: &BTreeSet<String>,
        syntax: Option<ProblemKind>,
    ) -> Vec<ProblemKind> {
        if let Some(syntax) = syntax {
            return vec![syntax];
        }
        let unknown = top_level_names(code).into_iter();
        let unknown = unknown.filter(|name| !bound.contains(name) && !self.variables.contains(name));
        let kind = |name: String| ProblemKind::UnknownName {
            nearest: nearest(&name, self.variables.iter().map(String::as_str)),
            name,
        };
        unknown.map(kind).collect()
    }
}

/// An engine that accepts every function and filter a tag calls: which there are, the caller of
/// [`problems`] does not say.
fn probe(code: &str) -> Engine {
    let called = called_names(code);
    let register = move |tera: &mut tera::Tera| {
        let known = tera::Tera::default();
        for name in &called {
            accept(tera, &known, name);
        }
    };
    Engine::with_functions(&register, fill::plain_text)
}

fn accept(tera: &mut tera::Tera, known: &tera::Tera, name: &str) {
    let _ = known;
    let name = name.clone();
    tera.register_function(name.to_owned(), |_: tera::Kwargs, _: &tera::State| tera::Value::none());
}
