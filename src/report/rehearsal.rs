//! Templates tried before there are returns: filled with made-up figures, for what is wrong with
//! their calls whatever the figures are. What comes out is thrown away.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::context::{Facts, Status, context};
use super::documents::{Job, evaluation, filled, jobs};
use super::printing::{Medium, Printer};
use super::prose::Citing;
use crate::citation::{Registry, Style};
use crate::model::Letterhead;
use crate::pack::Consolidated;
use crate::template::{Data, Files, Problem, ProblemKind, docx, xlsx};

/// What a template is tried with.
pub struct Rehearsal<'a> {
    /// Made-up figures, of one period after the other.
    pub figures: &'a [Arc<Consolidated>],
    /// The documents that can be cited.
    pub citations: &'a Arc<Registry>,
    /// Pictures and documents that the template names; those that are not there are no matter
    /// before they are needed.
    pub files: &'a dyn Files,
}

impl Rehearsal<'_> {
    /// Everything that is wrong with a template's calls, once each: another period says the same in
    /// other words.
    pub fn problems(&self, template: &[u8], is_workbook: bool) -> Vec<Problem> {
        let mut told: Vec<Problem> = Vec::new();
        for figures in self.figures {
            let failed = self.tried(template, is_workbook, figures);
            let is_new = |problem: &Problem| {
                !told.iter().any(|known| {
                    known.place == problem.place
                        && known.around == problem.around
                        && std::mem::discriminant(&known.kind)
                            == std::mem::discriminant(&problem.kind)
                })
            };
            let new: Vec<Problem> = failed.into_iter().filter(is_new).collect();
            told.extend(new);
        }
        told.retain(|problem| is_of_template(&problem.kind));
        told
    }

    /// As every document that is made from the template: for the office, for others, or both.
    fn tried(
        &self,
        template: &[u8],
        is_workbook: bool,
        figures: &Arc<Consolidated>,
    ) -> Vec<Problem> {
        let jobs: Vec<Job<'_>> =
            jobs(figures).into_iter().filter(|job| job.bytes == template).collect();
        let all = if jobs.is_empty() { vec![None] } else { jobs.iter().map(Some).collect() };
        let tried = |job| self.tried_as(job, template, is_workbook, figures);
        all.into_iter().flat_map(tried).collect()
    }

    fn tried_as(
        &self,
        own: Option<&Job<'_>>,
        template: &[u8],
        is_workbook: bool,
        figures: &Arc<Consolidated>,
    ) -> Vec<Problem> {
        let medium = if is_workbook { Medium::Excel } else { Medium::Word };
        let style = Style { comma: false };
        let office = office();
        let facts = Facts {
            letterhead: &office,
            profile: None,
            signed_by_unit: false,
            date: None,
            status: &Status::default(),
            decisions: &[],
            corrections: &[],
            mend_by: None,
            style,
            explains_stars: false,
        };
        let context = match context(figures, facts) {
            Ok(context) => context,
            Err(error) => return vec![evaluation(&error)],
        };
        let output = own.map_or("", |job| job.output);
        let printer = Printer::new(Arc::clone(figures), medium, output).of_made_up();
        let printer = printer.for_others(own.is_some_and(|job| job.for_others));
        let citing = Citing::new(self.citations, style);
        let functions = |tera: &mut tera::Tera| {
            printer.register(tera);
            citing.register(tera);
        };
        let files = StandIns { files: self.files, missing: RefCell::default() };
        let data = Data { context, references: &printer, functions: &functions, files: &files };
        let options = own.map_or_else(xlsx::Options::unlocked, Job::options);
        let failed = match medium {
            Medium::Word => docx::render(template.to_vec(), &data).err(),
            Medium::Excel => filled(template, &options, &data).err(),
        };
        let missing = files.missing.into_inner();
        let is_missing = |kind: &ProblemKind| match kind {
            ProblemKind::Resource { name, .. } => missing.contains(name),
            _ => false,
        };
        let problems = failed.unwrap_or_default().into_iter();
        problems.filter(|problem| !is_missing(&problem.kind)).collect()
    }
}

/// An office that has said everything of itself.
fn office() -> Letterhead {
    let said = |what: &str| what.to_owned();
    Letterhead {
        name: said("Tên cơ quan"),
        superior: said("Cơ quan cấp trên"),
        symbol: said("KH"),
        place: said("Địa danh"),
        signer_title: said("Chức vụ"),
        signer_name: said("Họ và tên"),
        recipients: vec![said("Nơi nhận thứ nhất"), said("Nơi nhận thứ hai")],
    }
}

/// Whether it would be wrong with other figures too: how much of everything there is, and what
/// names a period has, is known only when the returns are.
const fn is_of_template(kind: &ProblemKind) -> bool {
    matches!(
        kind,
        ProblemKind::Evaluation(_)
            | ProblemKind::Syntax(_)
            | ProblemKind::Misplaced(_)
            | ProblemKind::Resource { .. }
            | ProblemKind::Chart { .. }
            | ProblemKind::UnclearSeries
    )
}

/// The files of a template, and a picture for each that is not there.
struct StandIns<'a> {
    files: &'a dyn Files,
    missing: RefCell<BTreeSet<String>>,
}

impl Files for StandIns<'_> {
    fn read(&self, name: &str) -> Result<Vec<u8>, String> {
        Ok(self.files.read(name).unwrap_or_else(|_| {
            self.missing.borrow_mut().insert(name.to_owned());
            DOT.to_vec()
        }))
    }
}

/// A picture of one dot.
const DOT: &[u8] =
    b"\x89PNG\x0d\x0a\x1a\x0a\x00\x00\x00\x0dIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\
    \x00\x00\x00\x00:~\x9bU\x00\x00\x00\x0aIDATx\x9cc\xf8\x0f\x00\x01\x01\x01\x00\
    \xb18\xf6\x14\x00\x00\x00\x00IEND\xaeB`\x82";
