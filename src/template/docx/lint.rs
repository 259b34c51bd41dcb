//! Everything that can be known to be wrong with a template before there are data.

use std::collections::BTreeSet;

use super::analysis::{Analysis, Checked, Prepared};
use super::cells::CellTag;
use super::parts::{parts, unreadable};
use super::sites::Site;
use super::{Template, engine, objects, unfilled};
use crate::template::engine::{Engine, TagKind, top_level_names};
use crate::template::{CallCheck, Lookup, Problem, ProblemKind, Scope, Shape, Vocabulary};

/// Everything that is wrong with a template, all at once, as far as it can be told without data.
///
/// The order is that of the parts, main document first, and in each that of the text.
pub fn lint(template: &[u8], vocabulary: &Vocabulary<'_>) -> Vec<Problem> {
    let mut template = match Template::read(template.to_vec()) {
        Ok(template) => template,
        Err(problems) => return problems,
    };
    let mut engine = engine(&|tera| Engine::accept_names(tera, &vocabulary.functions));
    let mut found = Vec::new();
    for part in template.prepared.iter().map(Prepared::analyse) {
        match part {
            Ok(part) => found.extend(Part { part: &part, vocabulary }.problems(&mut engine)),
            Err(problem) => found.push(problem),
        }
    }
    match parts(&mut template.package) {
        Ok(filled) => found.extend(unfilled::tags(&mut template.package, &filled)),
        Err(problem) => found.push(unreadable(format!("{problem:?}"))),
    }
    found
}

/// A part and what it may use.
struct Part<'a> {
    part: &'a Analysis<'a>,
    vocabulary: &'a Vocabulary<'a>,
}

impl Part<'_> {
    fn problems(&self, engine: &mut Engine) -> Vec<Problem> {
        let names = self.names();
        let Checked { figures, mut problems } =
            self.part.check(self.vocabulary.references, &names);
        let mut check = CallCheck::new(self.vocabulary, &objects::FUNCTIONS);
        problems.extend(self.part.syntax(&figures, check.callable(), engine));
        let mut found = self.calls(&mut check, engine);
        found.extend(self.fields());
        problems.extend(self.part.located(found));
        let mut told: Vec<Problem> = Vec::new();
        for problem in problems {
            if !told.contains(&problem) && !is_told(&problem, &told) {
                told.push(problem);
            }
        }
        told.sort_by(|a, b| a.place.cmp(&b.place));
        told
    }

    /// The variables; where nobody knows them, all names that the part reads.
    fn names(&self) -> BTreeSet<String> {
        match &self.vocabulary.variables {
            Some(known) => known.fields().into_iter().map(str::to_owned).collect(),
            None => self.codes().flat_map(|(_, code)| top_level_names(code)).collect(),
        }
    }

    /// The tags with code to be evaluated, by their number.
    fn codes(&self) -> impl Iterator<Item = (usize, &str)> {
        self.part.tagged.sites.iter().enumerate().map(|(index, site)| (index, evaluated(site)))
    }

    /// Calls of what nobody has registered, and calls that the caller finds fault with.
    fn calls(
        &self,
        check: &mut CallCheck<'_>,
        engine: &mut Engine,
    ) -> Vec<(usize, ProblemKind)> {
        let mut found = Vec::new();
        for (index, code) in self.codes() {
            let problems = check.problems(code, engine).into_iter();
            found.extend(problems.map(|kind| (index, kind)));
        }
        found
    }

    /// Fields that the values of variables are known not to have.
    fn fields(&self) -> Vec<(usize, ProblemKind)> {
        let nothing = Shape::Any;
        let mut scope = Scope::new(self.vocabulary.variables.as_ref().unwrap_or(&nothing));
        let mut found = Vec::new();
        for (index, site) in self.part.tagged.sites.iter().enumerate() {
            if !self.is_reference(index, site) {
                let unknown = scope.unknown_fields(evaluated(site)).into_iter();
                found.extend(unknown.map(|kind| (index, kind)));
            }
            if site.kind == TagKind::Statement && CellTag::parse(&site.code).is_none() {
                scope.pass(&site.code);
            }
        }
        found
    }

    fn is_reference(&self, index: usize, site: &Site) -> bool {
        site.kind == TagKind::Output
            && !self.part.reads_bound(index)
            && self.vocabulary.references.resolve(&site.code) != Lookup::NotAReference
    }
}

/// The code of a tag that is evaluated.
fn evaluated(site: &Site) -> &str {
    match (site.kind, CellTag::parse(&site.code)) {
        (TagKind::Statement, Some(tag)) => tag.expression().unwrap_or_default(),
        (TagKind::Statement | TagKind::Output, _) => site.code.as_str(),
        (TagKind::Comment | TagKind::Literal, _) => "",
    }
}

/// Whether the same name is told of at the same place, perhaps with another proposal.
fn is_told(problem: &Problem, told: &[Problem]) -> bool {
    let name = |problem: &Problem| match &problem.kind {
        ProblemKind::UnknownName { name, .. } => Some(name.clone()),
        _ => None,
    };
    let same = |known: &Problem| {
        known.place == problem.place
            && known.around == problem.around
            && name(known).is_some_and(|known| Some(known) == name(problem))
    };
    told.iter().any(same)
}
