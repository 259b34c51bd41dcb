//! The Word template engine: an office's own .docx, filled in place.
//!
//! Only parts that hold a tag are read and changed, all others keep their bytes. A part becomes
//! a Tera template (`source`) after its tags were found in the text as a reader sees it
//! (`text`, `sites`), paired (`blocks`) and given the place where they take effect
//! (`anchors`); what comes out is made sound again (`repair`).

mod analysis;
mod anchors;
mod blocks;
mod cells;
mod holdings;
mod join;
mod parts;
mod removed;
mod repair;
mod sites;
mod source;
mod stamp;
mod text;
mod value;

use std::collections::{BTreeMap, BTreeSet};

use analysis::{Analysis, Checked, Prepared};
use parts::{parts, text_of, unreadable};
use repair::Justified;

use super::engine::{Engine, Failure, marked};
use super::{Data, Figure, Place, Problem, References};
use crate::ooxml::Package;

/// Fills a Word template.
///
/// Errors are all problems that can be told at once: of structure and of names before anything
/// is evaluated, else the first failure of each part.
pub fn render(template: Vec<u8>, data: &Data<'_>) -> Result<Vec<u8>, Vec<Problem>> {
    let mut package = Package::open(template).map_err(|error| vec![unreadable(error)])?;
    let prepared = prepare(&mut package)?;
    let mut engine = engine(data.functions);
    let mut context = data.context.clone();
    let variables = engine.variables(&context);
    let analyses = all(prepared.iter().map(Prepared::analyse))?;
    let checked: Vec<Checked> =
        analyses.iter().map(|part| part.check(data.references, &variables)).collect();
    let problems: Vec<Problem> =
        checked.iter().flat_map(|c| c.problems.iter().cloned()).collect();
    if !problems.is_empty() {
        return Err(problems);
    }
    // Every part is tried, so that each can name its first failure.
    let (mut filled, mut problems) = (Vec::new(), Vec::new());
    for (part, checked) in analyses.iter().zip(&checked) {
        match fill(part, &checked.figures, &mut engine, &mut context) {
            Ok(xml) => filled.push(xml),
            Err(found) => problems.extend(found),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let justified = justified_styles(&mut package, &filled);
    let parts = prepared.iter().zip(&analyses).zip(&filled);
    let sound =
        all(parts.map(|((prepared, part), xml)| repaired(prepared, part, xml, &justified)))?;
    for (part, xml) in analyses.iter().zip(sound) {
        package.put(part.part, xml.into_bytes());
    }
    package.write().map_err(|error| vec![unreadable(error)])
}

/// Everything that is wrong with a template as far as it can be told without data.
///
/// `variables` are the names that expressions may use: variables, and the functions and filters
/// that the caller will register.
pub fn problems(
    template: &[u8],
    references: &dyn References,
    variables: &BTreeSet<String>,
) -> Vec<Problem> {
    let prepared = Package::open(template.to_vec())
        .map_err(|error| vec![unreadable(error)])
        .and_then(|mut package| prepare(&mut package));
    let prepared = match prepared {
        Ok(prepared) => prepared,
        Err(problems) => return problems,
    };
    let mut engine = engine(&|tera| Engine::accept_names(tera, variables));
    let mut found = Vec::new();
    for part in prepared.iter().map(Prepared::analyse) {
        match part {
            Ok(part) => {
                let Checked { figures, mut problems } = part.check(references, variables);
                problems.extend(part.syntax(&figures, variables, &mut engine));
                problems.sort_by(|a, b| a.place.cmp(&b.place));
                found.extend(problems);
            }
            Err(problem) => found.push(problem),
        }
    }
    found
}

/// Puts a bordered, bold, red, centred notice at the very top of a document's body.
pub fn stamp(document: Vec<u8>, lines: &[String]) -> Result<Vec<u8>, Vec<Problem>> {
    stamp::stamp(document, lines).map_err(|problem| vec![problem])
}

/// An engine that writes values as Word text.
fn engine(functions: &dyn Fn(&mut tera::Tera)) -> Engine {
    let register = |tera: &mut tera::Tera| {
        cells::register(tera);
        functions(tera);
    };
    Engine::with_functions(&register, value::escape)
}

/// The parts that hold tags.
fn prepare(package: &mut Package) -> Result<Vec<Prepared>, Vec<Problem>> {
    let parts = parts(package).map_err(|problem| vec![problem])?;
    let prepared = all(parts.all.iter().map(|(name, story)| {
        let xml = text_of(package, name)?;
        Prepared::new(name, *story, xml)
    }))?;
    Ok(prepared.into_iter().flatten().collect())
}

/// All results, or all problems.
fn all<T>(results: impl Iterator<Item = Result<T, Problem>>) -> Result<Vec<T>, Vec<Problem>> {
    let (mut values, mut problems) = (Vec::new(), Vec::new());
    for result in results {
        match result {
            Ok(value) => values.push(value),
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() { Ok(values) } else { Err(problems) }
}

/// Fills one part.
fn fill(
    part: &Analysis<'_>,
    figures: &BTreeMap<usize, Figure>,
    engine: &mut Engine,
    context: &mut tera::Context,
) -> Result<String, Vec<Problem>> {
    let mut variables = BTreeMap::new();
    for (site, figure) in figures {
        let name = format!("__figure_{site}");
        context.insert(name.clone(), &figure.text);
        variables.insert(*site, name);
    }
    let source = source::source(&part.tagged, &part.anchors, &variables);
    if let Err(failure) = engine.add(part.part, &source) {
        let known = engine.variables(context);
        let problems = part.syntax(figures, &known, engine);
        return Err(if problems.is_empty() {
            vec![placed(part, &source, failure)]
        } else {
            problems
        });
    }
    let filled = engine.render(part.part, context);
    filled.map_err(|failure| vec![placed(part, &source, failure)])
}

/// A filled part made sound again.
fn repaired(
    prepared: &Prepared,
    part: &Analysis<'_>,
    filled: &str,
    justified: &Justified,
) -> Result<String, Problem> {
    let before = repair::Before {
        story: prepared.story,
        columns_change: cells::changes_columns(&part.tagged),
        tables_touch: repair::tables_touch(&part.tagged.tree),
    };
    repair::repair(filled, before, justified)
        .map_err(|error| unreadable(format!("{}, filled: {error}", part.part)))
}

/// What the document's styles say of justification, when a value has a line break at all.
fn justified_styles(package: &mut Package, filled: &[String]) -> Justified {
    let has_breaks = filled.iter().any(|xml| xml.contains(value::LINE));
    let styles = if has_breaks { parts::styles(package) } else { None };
    styles.map_or_else(Justified::default, |xml| Justified::from_styles(&xml))
}

/// A failure of Tera at the tag it comes from.
fn placed(part: &Analysis<'_>, source: &str, failure: Failure) -> Problem {
    match failure.offset.and_then(|offset| marked(source, offset)) {
        Some(site) => part.at(site, part.whole_name(site, failure.kind)),
        None => Problem { kind: failure.kind, place: Place::File, around: String::new() },
    }
}
