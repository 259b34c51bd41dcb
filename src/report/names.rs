//! What templates may name, as far as packs tell without figures: for `lint`.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::context::{CONTEXT_FUNCTIONS, shape};
use super::problem::template_finding;
use super::prose::{
    KEEPS_PARAGRAPH, Signature, Takes, not_a_base, not_a_day, signature, unresolved,
};
use crate::citation::Registry;
use crate::diagnostic::Finding;
use crate::model::OrgTree;
use crate::pack::{Consolidated, Pack, PeriodRef, Reference};
use crate::template::engine::{Call, Written};
use crate::template::{Figure, Lookup, Problem, ProblemKind, References, Vocabulary};
use crate::text::{self, Lang};

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
    /// The documents that can be cited.
    pub citations: Arc<Registry>,
}

impl TemplateNames {
    /// Everything that a template may use; a workbook has no paragraphs to keep.
    pub fn vocabulary<'a>(
        &'a self,
        is_workbook: bool,
        check_call: &'a dyn Fn(&Call) -> Vec<ProblemKind>,
    ) -> Vocabulary<'a> {
        let names = CONTEXT_FUNCTIONS.iter();
        let names = names.filter(|name| !(is_workbook && **name == KEEPS_PARAGRAPH));
        let functions = names.map(|name| (*name).to_owned());
        Vocabulary {
            references: self,
            functions: functions.collect(),
            variables: Some(shape()),
            check_call,
        }
    }

    /// What is wrong with a call of a function of figures or of sentences, as far as its arguments
    /// are written out.
    pub fn check_call(&self, call: &Call) -> Vec<ProblemKind> {
        let Some(signature) = signature(&call.name) else { return Vec::new() };
        let mut found = misused(&signature, call);
        let unnamed = call.arguments.iter().filter(|argument| argument.name.is_none());
        let texts: Vec<&str> =
            unnamed.filter_map(|argument| text_of(&argument.value)).collect();
        match signature.takes {
            Takes::Figure => {
                let total = call.argument("tren", None).and_then(text_of);
                let paths = texts.into_iter().chain(total);
                found.extend(paths.filter_map(|path| self.unknown_figure(path, call)));
                let bases = call.argument("voi", None).and_then(text_of);
                let bases = bases.filter(|base| base.trim().parse::<PeriodRef>().is_err());
                found.extend(bases.map(|base| ProblemKind::Syntax(not_a_base(base))));
            }
            Takes::Day => {
                let wrong = texts.into_iter().filter(|day| text::date::parse(day).is_none());
                found.extend(wrong.map(|day| ProblemKind::Syntax(not_a_day(day))));
            }
            Takes::Words => {
                found.extend(texts.into_iter().filter_map(|path| self.unknown_text(path)));
            }
            Takes::Document => found.extend(unresolved(&self.citations, call)),
            Takes::Value => {}
        }
        found.extend(self.unknown_unit(call));
        found
    }

    fn unknown_figure(&self, path: &str, call: &Call) -> Option<ProblemKind> {
        let tag = match call.argument("ky", None) {
            Some(Written::Text(period) | Written::Number(period)) if !path.contains('@') => {
                format!("{path} @ {period}")
            }
            Some(Written::Expression) => path.split('@').next().unwrap_or_default().to_owned(),
            _ => path.to_owned(),
        };
        let parsed = Reference::parse(&tag).and_then(Result::ok);
        match parsed {
            Some(reference) if self.knows(&reference) && !self.is_text(&reference.path) => None,
            None if Reference::parse(path).is_some_and(|bare| bare.is_ok()) => {
                let period = tag.split_once('@').map_or("", |(_, period)| period.trim());
                Some(ProblemKind::Syntax(not_a_period(period)))
            }
            _ => {
                // Words are no figure: they are asked for by a function of their own.
                let words = self.is_text(path).then(|| format!("y_kien(\"{path}\")"));
                let nearest = words.or_else(|| text::nearest(path, self.paths()));
                Some(ProblemKind::UnknownName { name: tag, nearest })
            }
        }
    }

    fn is_text(&self, path: &str) -> bool {
        self.packs.iter().any(|known| known.pack.text(path).is_some())
    }

    fn unknown_text(&self, path: &str) -> Option<ProblemKind> {
        let texts = self.packs.iter().flat_map(|known| &known.pack.texts);
        let nearest = || text::nearest(path, texts.map(|text| text.code.as_str()));
        let known = self.is_text(path);
        (!known).then(|| ProblemKind::UnknownName { name: path.to_owned(), nearest: nearest() })
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
            if self.is_text(name) {
                *nearest = Some(format!("y_kien(\"{name}\")"));
            } else if self.packs.iter().any(|known| known.pack.named(name).is_some()) {
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
                period.is_some_and(|period| data.can_be_asked(named, period))
            })
        })
    }

    fn paths(&self) -> BTreeSet<String> {
        self.packs.iter().flat_map(|known| known.pack.paths()).collect()
    }
}

/// What is said of a text that names no period.
fn not_a_period(written: &str) -> String {
    let near = text::nearest(written, PERIOD_WORDS);
    let hint = near.map_or_else(
        || format!("; ghi {}, hoặc mã kỳ như `2024-Q1`", PERIOD_WORDS.join(", ")),
        |near| format!("; có phải `{near}`?"),
    );
    format!("`ky=\"{written}\"` không phải một kỳ{hint}")
}

/// Words for periods, seen from the one at hand.
const PERIOD_WORDS: [&str; 6] =
    ["cung-ky", "nam-1", "ky-1", "ca-nam", "truoc-ky", "dau-nhiem-ky"];

/// What is wrong with the arguments of a call, whatever they say.
fn misused(signature: &Signature, call: &Call) -> Vec<ProblemKind> {
    let Signature { name, named, example, .. } = signature;
    let mut found = Vec::new();
    for other in call.arguments.iter().filter_map(|argument| argument.name.as_deref()) {
        if !named.contains(&other) {
            let known: Vec<String> = named.iter().map(|name| format!("`{name}`")).collect();
            let known = text::list::join(&known, Lang::Vi);
            let known =
                if known.is_empty() { String::new() } else { format!(", chỉ có {known}") };
            found.push(ProblemKind::Syntax(format!(
                "hàm `{name}` không có tham số `{other}`{known}"
            )));
        }
    }
    let unnamed = call.arguments.iter().filter(|argument| argument.name.is_none()).count();
    let fits = match (call.is_filter, signature.filters) {
        (true, filters) => filters && unnamed == 0,
        (false, _) => unnamed == 1 || signature.many && unnamed > 1,
    };
    if !fits {
        let many = if signature.many { "ít nhất" } else { "đúng" };
        let what = match signature.takes {
            Takes::Figure => "tên số liệu",
            Takes::Words => "tên mục lời của đơn vị",
            Takes::Day => "ngày",
            Takes::Document => "số văn bản",
            Takes::Value if signature.filters => "danh sách",
            Takes::Value => "số",
        };
        found.push(ProblemKind::Syntax(format!(
            "hàm `{name}` cần {many} một {what}, viết như {example}"
        )));
    }
    found
}

fn text_of(written: &Written) -> Option<&str> {
    match written {
        Written::Text(text) => Some(text),
        Written::Number(_) | Written::Expression => None,
    }
}

impl References for TemplateNames {
    fn prints_figures(&self, function: &str) -> bool {
        function == "so"
    }

    fn keeps_paragraph(&self, function: &str) -> bool {
        function == KEEPS_PARAGRAPH
    }

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
