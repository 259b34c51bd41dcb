//! The Word template engine: an office's own .docx, filled in place.
//!
//! Only parts that hold a tag are read and changed, all others keep their bytes. A part becomes
//! a Tera template (`source`) after its tags were found in the text as a reader sees it
//! (`text`, `sites`), paired (`blocks`) and given the place where they take effect
//! (`anchors`); it is made ready once and filled as often as one likes (`ready`). Values that
//! are more than text become markup (`objects`), and what comes out is made sound again
//! (`repair`).

mod analysis;
mod anchors;
mod annotate;
mod attributes;
mod blocks;
mod cells;
mod chart;
mod comments;
mod control;
mod document;
mod drawing_text;
mod filling;
mod holdings;
mod join;
mod lint;
mod mend;
mod objects;
mod parts;
mod picture;
mod ready;
mod removed;
mod repair;
mod sites;
mod source;
mod stamp;
mod styles;
mod subdocument;
mod text;
mod unfilled;
mod value;

use std::collections::BTreeSet;

pub use annotate::{Annotated, Remark, annotate};
pub use control::{control_tag, controls};
pub use lint::{Found, lint};
pub use mend::mend;

use analysis::{Checked, Prepared};
use document::Document;
use filling::Filling;
use parts::{parts, unreadable};
use ready::Ready;
use subdocument::Nest;

use super::engine::Engine;
use super::{Data, Filled, Problem, References};
use crate::ooxml::{Package, text_of};

/// A Word template, read once and filled as often as one likes.
pub struct Template {
    package: Package,
    main: String,
    prepared: Vec<Prepared>,
    ready: Option<Ready>,
}

impl Template {
    /// Reads a template.
    ///
    /// # Errors
    /// When the file or one of its parts cannot be read.
    pub fn read(bytes: Vec<u8>) -> Result<Self, Vec<Problem>> {
        let mut package = Package::open(bytes).map_err(|error| vec![unreadable(error)])?;
        let (main, prepared) = prepare(&mut package)?;
        Ok(Self { package, main, prepared, ready: None })
    }

    /// Fills the template.
    ///
    /// # Errors
    /// All problems that can be told at once: of structure and of names before anything is
    /// evaluated, else the first failure of each part.
    pub fn fill(&mut self, data: &Data<'_>) -> Result<Filled, Vec<Problem>> {
        let document = self.fill_document(data, &mut Nest::default())?;
        let bytes = document.write().map_err(|error| vec![unreadable(error)])?;
        Ok(Filled { bytes, notes: Vec::new() })
    }

    /// Whether anything is to be filled.
    fn has_tags(&self) -> bool {
        !self.prepared.is_empty()
    }

    fn fill_document(
        &mut self,
        data: &Data<'_>,
        nest: &mut Nest,
    ) -> Result<Document, Vec<Problem>> {
        let mut ready = match self.ready.take() {
            Some(ready) if ready.fits(data.references) => ready,
            _ => self.make_ready(data)?,
        };
        let filled = match ready.fill(data) {
            Ok(filled) => filled,
            Err(problems) => {
                // Names that other data lack are told all at once, as for the first data.
                self.make_ready(data)?;
                return Err(problems);
            }
        };
        let document = Filling::new(self.package.clone(), &self.main, data, nest)
            .and_then(|filling| filling.finish(&ready, filled));
        self.ready = Some(ready);
        document
    }

    fn make_ready(&self, data: &Data<'_>) -> Result<Ready, Vec<Problem>> {
        let engine = engine(data.functions);
        let variables = engine.variables(&data.context);
        let analyses = all(self.prepared.iter().map(Prepared::analyse))?;
        let checked: Vec<Checked> =
            analyses.iter().map(|part| part.check(data.references, &variables)).collect();
        let problems: Vec<Problem> =
            checked.iter().flat_map(|c| c.problems.iter().cloned()).collect();
        if !problems.is_empty() {
            return Err(problems);
        }
        Ready::new(engine, &analyses, checked, &variables)
    }
}

/// Fills a Word template once.
///
/// # Errors
/// As [`Template::read`] and [`Template::fill`].
pub fn render(template: Vec<u8>, data: &Data<'_>) -> Result<Filled, Vec<Problem>> {
    Template::read(template)?.fill(data)
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
    let template = match Template::read(template.to_vec()) {
        Ok(template) => template,
        Err(problems) => return problems,
    };
    let mut engine = engine(&|tera| Engine::accept_names(tera, variables));
    let mut found = Vec::new();
    for part in template.prepared.iter().map(Prepared::analyse) {
        match part {
            Ok(part) => {
                let Checked { figures, mut problems, .. } = part.check(references, variables);
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
        objects::register(tera);
        functions(tera);
    };
    Engine::with_functions(&register, value::escape)
}

/// The name of the main document, and the parts that hold tags.
fn prepare(package: &mut Package) -> Result<(String, Vec<Prepared>), Vec<Problem>> {
    let parts = parts(package).map_err(|problem| vec![problem])?;
    let prepared = all(parts.all.iter().map(|(name, story)| {
        let xml = text_of(package, name).map_err(unreadable)?;
        Prepared::new(name, *story, xml)
    }))?;
    Ok((parts.main, prepared.into_iter().flatten().collect()))
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
