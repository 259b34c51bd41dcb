//! Everything that can be known to be wrong with a template before there are data.

use std::collections::BTreeSet;
use std::ops::Range;

use super::analysis::{Analysis, CheckedSites, Prepared};
use super::cells::CellTag;
use super::parts::parts;
use super::sites::Site;
use super::{Template, engine, objects, unfilled};
use crate::template::engine::{Engine, TagKind, called_names, calls, top_level_names};
use crate::template::{
    CallCheck, CheckCall, Lookup, Problem, ProblemKind, Scope, Shape, Vocabulary,
};

/// A problem of a template, and the words it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The problem.
    pub problem: Problem,
    /// Bytes of the text of its paragraph, if it is about a part of one.
    pub words: Option<Range<usize>>,
}

impl From<Problem> for Found {
    fn from(problem: Problem) -> Self {
        Self { problem, words: None }
    }
}

/// Everything that is wrong with a template, all at once, as far as it can be told without data.
///
/// The order is that of the parts, main document first, and in each that of the text.
pub fn lint(template: &[u8], vocabulary: &Vocabulary<'_>) -> Vec<Found> {
    let mut template = match Template::read(template.to_vec()) {
        Ok(template) => template,
        Err(problems) => return problems.into_iter().map(Found::from).collect(),
    };
    let mut engine = engine(&|tera| Engine::accept_names(tera, &vocabulary.functions));
    let mut found = Vec::new();
    for part in template.prepared.iter().map(Prepared::analyse) {
        match part {
            Ok(part) => found.extend(Part { part: &part, vocabulary }.problems(&mut engine)),
            Err(problem) => found.push(problem.into()),
        }
    }
    for sheet in &template.data_sheets {
        let problems = sheet.lint(&mut template.package, vocabulary).into_iter();
        found.extend(problems.map(Found::from));
    }
    match parts(&mut template.package) {
        Ok(filled) => {
            let unfilled = unfilled::tags(&mut template.package, &filled).into_iter();
            found.extend(unfilled.map(Found::from));
        }
        Err(problem) => found.push(problem.into()),
    }
    found
}

/// What the caller finds fault with in the calls of a template; one that cannot be read has none.
pub fn problems_of_calls(template: &[u8], check: &CheckCall<'_>) -> Vec<Problem> {
    let Ok(template) = Template::read(template.to_vec()) else { return Vec::new() };
    let mut found = Vec::new();
    for part in template.prepared.iter().filter_map(|part| part.analyse().ok()) {
        let sites = part.tagged.sites.iter().enumerate();
        let wrong = sites.flat_map(|(index, site)| {
            let of_site = calls(evaluated(site)).into_iter().flat_map(|call| check(&call));
            of_site.map(move |kind| (index, kind)).collect::<Vec<_>>()
        });
        found.extend(part.located(wrong.collect()).into_iter().map(|(problem, _)| problem));
    }
    found
}

/// Whether a template prints this and nothing else in some tag; one that cannot be read does not.
pub fn prints(template: &[u8], code: &str) -> bool {
    let Ok(template) = Template::read(template.to_vec()) else { return false };
    template.prepared.iter().filter_map(|part| part.analyse().ok()).any(|part| {
        let outputs = part.tagged.sites.iter().filter(|site| site.kind == TagKind::Output);
        outputs.into_iter().any(|site| site.code.trim() == code)
    })
}

/// A part and what it may use.
struct Part<'a> {
    part: &'a Analysis<'a>,
    vocabulary: &'a Vocabulary<'a>,
}

impl Part<'_> {
    fn problems(&self, engine: &mut Engine) -> Vec<Found> {
        let CheckedSites { figures, ways, mut found } =
            self.part.check_sites(self.vocabulary.references, &self.names());
        found.extend(self.part.zeros_before(&figures, &ways));
        let mut check = CallCheck::new(self.vocabulary, &objects::FUNCTIONS);
        found.extend(self.part.syntax_of_sites(&figures, check.callable(), engine));
        found.extend(self.calls(&mut check, engine));
        found.extend(self.fields());
        found.extend(self.constants(engine));
        found.sort_by_key(|(site, _)| *site);
        let mut told: Vec<(usize, ProblemKind)> = Vec::new();
        for (site, kind) in found {
            let of_tag = told.iter().rev().take_while(|(known, _)| *known == site);
            if !of_tag.into_iter().any(|(_, told)| same(told, &kind)) {
                told.push((site, kind));
            }
        }
        let mut located = self.part.strays();
        located.extend(self.part.located(told));
        located.sort_by(|a, b| (&a.0.place, a.1.start).cmp(&(&b.0.place, b.1.start)));
        let found = located.into_iter();
        found.map(|(problem, words)| Found { problem, words: Some(words) }).collect()
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

    /// Objects asked for without any data, such as `rich("a", bold=true)`: what they refuse is
    /// known now.
    fn constants(&self, engine: &mut Engine) -> Vec<(usize, ProblemKind)> {
        let is_own = |name: &String| objects::FUNCTIONS.contains(&name.as_str());
        let mut found = Vec::new();
        for (index, site) in self.part.tagged.sites.iter().enumerate() {
            let called = called_names(&site.code);
            let is_constant = site.kind == TagKind::Output
                && called.iter().any(is_own)
                && !called.iter().any(|name| self.vocabulary.functions.contains(name))
                && top_level_names(&site.code).is_empty();
            if is_constant {
                let problem = engine.check_constant(&site.code);
                let failed = problem.filter(|p| matches!(p, ProblemKind::Evaluation(_)));
                found.extend(failed.map(|kind| (index, kind)));
            }
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

/// Whether two problems of one tag are one: the same name, perhaps with another proposal.
fn same(one: &ProblemKind, other: &ProblemKind) -> bool {
    match (one, other) {
        (
            ProblemKind::UnknownName { name: one, .. },
            ProblemKind::UnknownName { name: other, .. },
        ) => one == other,
        (one, other) => one == other,
    }
}
