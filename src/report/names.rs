//! What templates may name, as far as packs tell without figures: for `lint`.

use std::collections::BTreeSet;

use super::context::{CONTEXT_FUNCTIONS, shape};
use super::problem::template_finding;
use crate::diagnostic::Finding;
use crate::model::OrgTree;
use crate::pack::{Consolidated, Pack, Reference};
use crate::template::engine::{Call, Written};
use crate::template::{Figure, Lookup, Problem, ProblemKind, References, Vocabulary};
use crate::text;

/// A pack whose figures templates may name.
pub struct NamedPack {
    /// The pack.
    pub pack: Pack,
    /// The pack applied to an organisation and a period, when these are known: then only figures
    /// that the period has may be named.
    pub applied: Option<Consolidated>,
}

/// The names of some packs, and of the units of an organisation.
pub struct TemplateNames {
    /// The packs.
    pub packs: Vec<NamedPack>,
    /// The organisation, when it is known.
    pub tree: Option<OrgTree>,
}

impl TemplateNames {
    /// Everything that a template may use.
    pub fn vocabulary<'a>(
        &'a self,
        check_call: &'a dyn Fn(&Call) -> Vec<ProblemKind>,
    ) -> Vocabulary<'a> {
        let functions = CONTEXT_FUNCTIONS.iter().map(|name| (*name).to_owned());
        Vocabulary {
            references: self,
            functions: functions.collect(),
            variables: Some(shape()),
            check_call,
        }
    }

    /// What is wrong with a call of `so`, `co` or `gia_tri`, as far as its arguments are written
    /// out.
    pub fn check_call(&self, call: &Call) -> Vec<ProblemKind> {
        let name = &call.name;
        let mut found = Vec::new();
        for argument in &call.arguments {
            match argument.name.as_deref() {
                None | Some("ky" | "dv") => {}
                Some(other) => found.push(ProblemKind::Syntax(format!(
                    "hàm `{name}` không có tham số `{other}`, chỉ có `ky` và `dv`"
                ))),
            }
        }
        let unnamed = call.arguments.iter().filter(|argument| argument.name.is_none()).count();
        if unnamed != 1 || call.is_filter {
            found.push(ProblemKind::Syntax(format!(
                "hàm `{name}` cần đúng một tên số liệu, viết như {name}(\"ket_nap\")"
            )));
        }
        found.extend(self.unknown_figure(call));
        found.extend(self.unknown_unit(call));
        found
    }

    fn unknown_figure(&self, call: &Call) -> Option<ProblemKind> {
        let first = call.arguments.iter().find(|argument| argument.name.is_none())?;
        let Written::Text(path) = &first.value else { return None };
        let tag = match call.argument("ky", None) {
            None => path.clone(),
            Some(Written::Text(period) | Written::Number(period)) => {
                format!("{path} @ {period}")
            }
            Some(Written::Expression) => path.split('@').next().unwrap_or_default().to_owned(),
        };
        let parsed = Reference::parse(&tag).and_then(Result::ok);
        match parsed {
            Some(reference) if self.knows(&reference) => None,
            _ => {
                let nearest = text::nearest(path, self.paths());
                Some(ProblemKind::UnknownName { name: tag, nearest })
            }
        }
    }

    fn unknown_unit(&self, call: &Call) -> Option<ProblemKind> {
        let tree = self.tree.as_ref()?;
        let Some(Written::Text(code)) = call.argument("dv", None) else { return None };
        if tree.by_code(code).is_some() {
            return None;
        }
        let codes: Vec<&str> = tree.iter().map(|(_, unit)| unit.code.as_str()).collect();
        let nearest = text::nearest(code, codes);
        Some(ProblemKind::UnknownName { name: code.clone(), nearest })
    }

    /// The finding for a problem of a template.
    pub fn finding(&self, file: &str, mut problem: Problem) -> Finding {
        if let ProblemKind::UnknownName { name, nearest } = &mut problem.kind {
            if self.packs.iter().any(|known| known.pack.named(name).is_some()) {
                // The name is right, but inside an expression a figure is asked for by function.
                *nearest = Some(format!("gia_tri(\"{name}\")"));
            } else if nearest.is_none() {
                *nearest = text::nearest(name, self.paths());
            }
        }
        template_finding(file, problem)
    }

    fn knows(&self, reference: &Reference) -> bool {
        self.packs.iter().any(|known| {
            let Some(named) = known.pack.named(&reference.path) else { return false };
            known.applied.as_ref().is_none_or(|data| {
                let period = data.pack.resolve(reference.period, data.period);
                period.is_some_and(|period| data.keeps(named, period))
            })
        })
    }

    fn paths(&self) -> BTreeSet<String> {
        self.packs.iter().flat_map(|known| known.pack.paths()).collect()
    }
}

impl References for TemplateNames {
    fn resolve(&self, tag: &str) -> Lookup {
        let reference = match Reference::parse(tag) {
            None => return Lookup::NotAReference,
            Some(Err(_)) => return Lookup::Unknown { nearest: None },
            Some(Ok(reference)) => reference,
        };
        if self.knows(&reference) {
            return Lookup::Figure(Figure::text(""));
        }
        let element = reference.path.split('.').next().unwrap_or_default();
        let names = |known: &NamedPack| known.pack.named(element).is_some();
        if tag.contains('@') || self.packs.iter().any(names) {
            return Lookup::Unknown { nearest: text::nearest(&reference.path, self.paths()) };
        }
        Lookup::NotAReference
    }
}
