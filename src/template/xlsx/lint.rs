//! Everything that can be known to be wrong with a workbook before there are data.

use std::collections::BTreeSet;

use super::book::Book;
use super::tags::{self, Level, Part, Tagged};
use super::{Options, fill, plan, problems_with, sheets};
use crate::template::engine::{Engine, top_level_names};
use crate::template::{
    CallCheck, Lookup, Names, Place, Problem, ProblemKind, Scope, Shape, Vocabulary,
};

/// Everything that is wrong with a template that is to be filled so, all at once, as far as it can
/// be told without data.
pub fn lint(template: &[u8], vocabulary: &Vocabulary<'_>, options: &Options) -> Vec<Problem> {
    let Some(book) = Book::open(template.to_vec()).ok().and_then(|mut book| {
        book.read_sheets().ok()?;
        Some(book)
    }) else {
        return problems_with(template, vocabulary.references, &Names::default(), options);
    };
    let tagged: Vec<(&str, Vec<Tagged>)> = sheets(&book)
        .map(|(sheet, name, strings)| (name, tags::find(sheet, name, strings).0))
        .collect();
    let variables: BTreeSet<String> = match &vocabulary.variables {
        Some(known) => known.fields().into_iter().map(str::to_owned).collect(),
        None => codes(&tagged).flat_map(|(.., code, _)| top_level_names(code)).collect(),
    };
    let names = Names { variables, functions: vocabulary.functions.clone() };
    let mut found = problems_with(template, vocabulary.references, &names, options);
    for problem in spelling(&tagged, vocabulary) {
        let is_told =
            |known: &Problem| known.place == problem.place && same_name(known, &problem);
        if !found.iter().any(is_told) {
            found.push(problem);
        }
    }
    found
}

/// Functions, their arguments, and fields.
fn spelling(tagged: &[(&str, Vec<Tagged>)], vocabulary: &Vocabulary<'_>) -> Vec<Problem> {
    let mut engine = Engine::with_functions(
        &|tera| Engine::accept_names(tera, &vocabulary.functions),
        fill::plain_text,
    );
    let mut check = CallCheck::new(vocabulary, &[]);
    let nothing = Shape::Any;
    let mut found = Vec::new();
    let mut sheet = None;
    let mut scope = Scope::new(&nothing);
    for (name, cell, code, is_statement) in codes(tagged) {
        if sheet != Some(name) {
            scope = Scope::new(vocabulary.variables.as_ref().unwrap_or(&nothing));
            sheet = Some(name);
        }
        let mut kinds = check.problems(code, &mut engine);
        let is_reference = !is_statement
            && !scope.binds(plan::head(code))
            && vocabulary.references.resolve(code) != Lookup::NotAReference;
        if !is_reference {
            kinds.extend(scope.unknown_fields(code));
        }
        if is_statement {
            scope.pass(code);
        }
        let place = Place::Cell { sheet: name.to_owned(), cell: cell.at };
        let problem =
            |kind| Problem { kind, place: place.clone(), around: cell.around.clone() };
        found.extend(kinds.into_iter().map(problem));
    }
    found
}

/// Sheet, cell and code of every tag, and whether it is a statement.
fn codes<'t>(
    tagged: &'t [(&'t str, Vec<Tagged>)],
) -> impl Iterator<Item = (&'t str, &'t Tagged, &'t str, bool)> {
    tagged.iter().flat_map(|(sheet, cells)| {
        // What governs a sheet holds for all of it, wherever it stands.
        let governing = plan::of_sheet(cells).map(|(cell, code)| (*sheet, cell, code, true));
        let others = cells.iter().flat_map(move |cell| {
            cell.pieces.iter().filter_map(move |piece| match &piece.part {
                Part::Output(code) => Some((*sheet, cell, code.as_str(), false)),
                Part::Statement(_, Level::Sheet) => None,
                Part::Statement(code, _) | Part::Columns(code) => {
                    Some((*sheet, cell, code.as_str(), true))
                }
                _ => None,
            })
        });
        governing.chain(others)
    })
}

fn same_name(one: &Problem, other: &Problem) -> bool {
    match (&one.kind, &other.kind) {
        (
            ProblemKind::UnknownName { name: one, .. },
            ProblemKind::UnknownName { name: other, .. },
        ) => one == other,
        (one, other) => one == other,
    }
}
