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
mod attributes;
mod blocks;
mod cells;
mod document;
mod holdings;
mod join;
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
mod value;

use std::collections::BTreeSet;

use analysis::{Checked, Prepared};
use document::Document;
use parts::{parts, unreadable};
use ready::Ready;
use repair::Justified;
use subdocument::{Merge, Nest};

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
        let document = self.document(&ready, filled, data, nest);
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

    /// The package with its filled parts.
    fn document(
        &self,
        ready: &Ready,
        filled: Vec<Vec<u8>>,
        data: &Data<'_>,
        nest: &mut Nest,
    ) -> Result<Document, Vec<Problem>> {
        let mut merge = Merge::default();
        let mut document =
            Document::new(self.package.clone(), &self.main).map_err(|problem| vec![problem])?;
        let (mut placed, mut problems) = (Vec::new(), Vec::new());
        for (part, xml) in ready.parts().zip(filled) {
            let mut placing = objects::Placing {
                document: &mut document,
                part: &part.name,
                data,
                files: data.files,
                spots: &part.spots,
                nest,
                merge: &mut merge,
            };
            match objects::place(xml, &mut placing) {
                Ok(xml) => placed.push(xml),
                Err(found) => problems.extend(found),
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let justified = justified_styles(&mut document, &placed);
        for (part, placed) in ready.parts().zip(placed) {
            let sound = repair::repair(placed, part.care, &justified);
            let sound = sound
                .map_err(|error| vec![unreadable(format!("{}, filled: {error}", part.name))])?;
            document.put(&part.name, sound);
        }
        merge.finish(&mut document).map_err(|problem| vec![problem])?;
        Ok(document)
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

/// What the document's styles say of justification, when a value has a line break at all.
fn justified_styles(document: &mut Document, filled: &[objects::Placed]) -> Justified {
    let has_breaks = filled.iter().any(|part| part.marked);
    let styles = if has_breaks { document.part_of_kind("styles").ok().flatten() } else { None };
    let styles = styles.and_then(|part| document.text(&part).ok());
    styles.map_or_else(Justified::default, |xml| Justified::from_styles(&xml))
}
