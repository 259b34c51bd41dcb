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
mod columns;
mod comments;
mod compose;
mod control;
mod document;
mod drawing_text;
mod fields;
mod filling;
mod holdings;
mod join;
mod links;
mod lint;
mod looped;
mod mend;
mod numbering;
mod objects;
mod parts;
mod picture;
mod reading;
mod ready;
mod removed;
mod repair;
mod sites;
mod source;
mod stale;
mod stamp;
mod styles;
mod subdocument;
mod table;
mod text;
mod unfilled;
mod value;
mod ways;

pub use annotate::{Annotated, Remark, annotate};
pub use compose::{Lifted, Roles, body_problems, compose, lifted};
pub use control::{control_tag, controls};
pub use lint::{Found, lint, prints, problems_of_calls};
pub use mend::mend;
pub use reading::{Line, formulas, lines};

use analysis::{Checked, Prepared};
use chart::{DataSheet, data_sheets, fill_data_sheets};
use document::Document;
use filling::Filling;
use parts::{parts, unreadable};
use ready::{FilledParts, Ready};
use subdocument::Nest;
use text::Story;

use super::engine::Engine;
use super::{Data, Filled, Names, Problem, ProblemKind, References};
use crate::ooxml::{Package, text_of};

/// A Word template, read once and filled as often as one likes.
pub struct Template {
    package: Package,
    main: String,
    prepared: Vec<Prepared>,
    /// Charts with tags in their data sheets.
    data_sheets: Vec<DataSheet>,
    /// Parts without tags that hold fields.
    with_fields: Vec<(String, String)>,
    /// Whether any part holds fields that are looked at when the document was filled.
    has_fields: bool,
    /// Parts with links that hold tags, and the ids under which they stood.
    links: Vec<(String, Vec<String>)>,
    ready: Option<Ready>,
}

impl Template {
    /// Reads a template.
    ///
    /// # Errors
    /// When the file or one of its parts cannot be read.
    pub fn read(bytes: Vec<u8>) -> Result<Self, Vec<Problem>> {
        let mut package = Package::open(bytes).map_err(|error| vec![unreadable(error)])?;
        let TemplateParts { main, prepared, with_fields, links } = prepare(&mut package)?;
        let has_tags = |part: &str| prepared.iter().any(|known| known.name == part);
        if has_tags(&main) {
            stale::take_out(&mut package, has_tags).map_err(|problem| vec![problem])?;
        }
        let texts = with_fields.iter().map(|(_, xml)| xml);
        let has_fields =
            texts.chain(prepared.iter().map(|part| &part.xml)).any(|xml| fields::are_in(xml));
        let data_sheets = data_sheets(&mut package).map_err(|problem| vec![problem])?;
        Ok(Self {
            package,
            main,
            prepared,
            data_sheets,
            with_fields,
            has_fields,
            links,
            ready: None,
        })
    }

    /// Fills the template.
    ///
    /// # Errors
    /// All problems that can be told at once: of structure before anything is evaluated, else
    /// every tag that fails.
    pub fn fill(&mut self, data: &Data<'_>) -> Result<Filled, Vec<Problem>> {
        let mut nest = Nest::default();
        let mut document = self.fill_document(data, &mut nest)?;
        let has_fields = self.has_tags() && self.has_fields || nest.is_used();
        let notes = if has_fields { self.refresh(&mut document)? } else { Vec::new() };
        let bytes = document.write().map_err(|error| vec![unreadable(error)])?;
        Ok(Filled { bytes, notes })
    }

    /// Whether anything is to be filled.
    fn has_tags(&self) -> bool {
        !self.prepared.is_empty() || !self.data_sheets.is_empty()
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
        let FilledParts { filled, problems } = ready.fill(data);
        if !problems.is_empty() {
            // Names that other data lack are told all at once, as for the first data.
            self.make_ready(data)?;
            let further = filled.map(|filled| self.further_problems(&ready, filled, data));
            return Err([problems, further.unwrap_or_default()].concat());
        }
        let document = Filling::new(self.package.clone(), &self.main, data, nest)
            .and_then(|filling| filling.finish(&ready, filled.unwrap_or_default(), &self.links))
            .and_then(|document| fill_data_sheets(&self.data_sheets, document, data))
            .and_then(|document| self.finish_codes(document));
        self.ready = Some(ready);
        document
    }

    /// What else would fail once the tags that did are mended: objects that cannot stand where
    /// they do, and the data sheets of charts.
    fn further_problems(
        &self,
        ready: &Ready,
        filled: Vec<Vec<u8>>,
        data: &Data<'_>,
    ) -> Vec<Problem> {
        let mut nest = Nest::default();
        let placed = Filling::new(self.package.clone(), &self.main, data, &mut nest)
            .and_then(|filling| filling.finish(ready, filled, &self.links));
        let sheets = Document::new(self.package.clone(), &self.main)
            .map_err(|problem| vec![problem])
            .and_then(|document| fill_data_sheets(&self.data_sheets, document, data));
        [placed.err(), sheets.err()].into_iter().flatten().flatten().collect()
    }

    /// Writes what tags printed in the codes of fields as Word reads it.
    fn finish_codes(&self, mut document: Document) -> Result<Document, Vec<Problem>> {
        for part in self.prepared.iter().filter(|part| part.story == Story::Paragraphs) {
            fields::finish_codes(&mut document, &part.name, &part.xml)?;
        }
        Ok(document)
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
            let is_name =
                |problem: &Problem| matches!(problem.kind, ProblemKind::UnknownName { .. });
            if !problems.iter().all(is_name) {
                return Err(problems);
            }
            // What is called wrongly beside unknown names is told with them.
            let ready = Ready::new(engine, &analyses, checked);
            let further = ready.map(|mut ready| ready.fill(data).problems).unwrap_or_default();
            let further = further.into_iter().filter(|problem| !is_name(problem));
            return Err(problems.into_iter().chain(further).collect());
        }
        Ready::new(engine, &analyses, checked)
    }

    /// Computes the fields of the filled document anew; answers what is left to the reader.
    fn refresh(&self, document: &mut Document) -> Result<Vec<Problem>, Vec<Problem>> {
        let one = |problem| vec![problem];
        let with_tags = self.prepared.iter().filter(|part| part.story == Story::Paragraphs);
        let mut parts = Vec::new();
        for part in with_tags {
            let xml = document.text(&part.name).map_err(one)?;
            parts.push(fields::Part { name: part.name.clone(), xml, before: &part.xml });
        }
        for (name, before) in &self.with_fields {
            // A sub-document may have added notes to it.
            let xml = document.text(name).map_err(one)?;
            parts.push(fields::Part { name: name.clone(), xml, before });
        }
        let were: Vec<String> = parts.iter().map(|part| part.xml.clone()).collect();
        let notes = fields::refresh(document, &mut parts)?;
        for (index, part) in parts.into_iter().enumerate() {
            if were.get(index).map_or(part.before, String::as_str) != part.xml {
                document.put(&part.name, part.xml);
            }
        }
        Ok(notes)
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
/// `names` are those that expressions may use.
pub fn problems(template: &[u8], references: &dyn References, names: &Names) -> Vec<Problem> {
    let mut template = match Template::read(template.to_vec()) {
        Ok(template) => template,
        Err(problems) => return problems,
    };
    let mut engine = engine(&|tera| Engine::accept_names(tera, &names.functions));
    let mut found = Vec::new();
    for part in template.prepared.iter().map(Prepared::analyse) {
        match part {
            Ok(part) => {
                let Checked { figures, ways, mut problems } =
                    part.check(references, &names.variables);
                problems.extend(part.syntax(&figures, &names.functions, &mut engine));
                let zeros = part.located(part.zeros_before(&figures, &ways)).into_iter();
                problems.extend(zeros.map(|(problem, _)| problem));
                problems.sort_by(|a, b| a.place.cmp(&b.place));
                found.extend(problems);
            }
            Err(problem) => found.push(problem),
        }
    }
    for sheet in &template.data_sheets {
        found.extend(sheet.problems(&mut template.package, references, names));
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

/// The parts of a template that matter.
struct TemplateParts {
    /// The name of the main document.
    main: String,
    /// Those that hold tags.
    prepared: Vec<Prepared>,
    /// Those that hold only fields.
    with_fields: Vec<(String, String)>,
    /// Those with links that hold tags, and the ids under which they stood.
    links: Vec<(String, Vec<String>)>,
}

fn prepare(package: &mut Package) -> Result<TemplateParts, Vec<Problem>> {
    let parts = parts(package).map_err(|problem| vec![problem])?;
    let (mut with_fields, mut links) = (Vec::new(), Vec::new());
    let prepared = all(parts.all.iter().map(|(name, story)| {
        let xml = text_of(package, name).map_err(unreadable)?;
        let exposed = links::expose(package, name, &xml)?;
        let xml = exposed.map_or(xml, |(xml, ids)| {
            links.push((name.clone(), ids));
            xml
        });
        let fields = fields::may_hold(&xml).then(|| xml.clone());
        let prepared = Prepared::new(name, *story, xml)?;
        if prepared.is_none() {
            with_fields.extend(fields.map(|xml| (name.clone(), xml)));
        }
        Ok(prepared)
    }))?;
    let prepared = prepared.into_iter().flatten().collect();
    Ok(TemplateParts { main: parts.main, prepared, with_fields, links })
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
