//! Which unit, form and period a finding is about, by what it says of itself and by the return whose
//! file it names.

use std::collections::BTreeMap;

use crate::diagnostic::{Field, Finding};
use crate::model::{OrgIx, OrgTree, Period};

/// A return that was taken, or that came in several versions.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TakenReturn {
    /// Code of its form.
    pub form: String,
    /// Whose.
    pub org: OrgIx,
    /// For which period.
    pub period: Period,
}

/// The files of a run: what they hold, whatever they are called.
#[derive(Debug, Clone, Default)]
pub struct Files {
    by_path: BTreeMap<String, File>,
}

#[derive(Debug, Clone, Default)]
struct File {
    sha256: String,
    returns: Vec<TakenReturn>,
}

impl Files {
    /// Adds a file.
    pub fn add(&mut self, path: &str, sha256: &str) {
        sha256.clone_into(&mut self.by_path.entry(path.to_owned()).or_default().sha256);
    }

    /// Adds a return that was taken from a file.
    pub fn add_return(&mut self, path: &str, taken: TakenReturn) {
        self.by_path.entry(path.to_owned()).or_default().returns.push(taken);
    }

    /// SHA-256 of a file.
    pub fn sha256(&self, path: &str) -> Option<&str> {
        self.by_path.get(path).map(|file| file.sha256.as_str())
    }

    /// The returns of a file.
    pub fn returns(&self, path: &str) -> &[TakenReturn] {
        self.by_path.get(path).map_or(&[], |file| &file.returns)
    }

    /// The file with which a text begins, and what follows: `a.xlsx: Biểu 1`.
    pub fn named<'t>(&self, text: &'t str) -> Option<(&str, &'t str)> {
        let (path, rest) = match text.split_once(": ") {
            Some((path, rest)) if self.by_path.contains_key(path) => (path, rest),
            _ => (text, ""),
        };
        self.by_path.get_key_value(path).map(|(path, _)| (path.as_str(), rest))
    }
}

/// The units by their names.
pub type UnitsByName<'a> = BTreeMap<&'a str, Vec<OrgIx>>;

/// The units by their names: there may be many of both.
pub fn units_by_name(tree: &OrgTree) -> UnitsByName<'_> {
    let mut units = UnitsByName::new();
    for (org, unit) in tree.iter() {
        units.entry(unit.name.as_str()).or_default().push(org);
    }
    units
}

/// What is known of the run whose findings are looked at.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// The organisation.
    pub tree: &'a OrgTree,
    /// Its units by name.
    pub units: &'a UnitsByName<'a>,
    /// Code and name of every form.
    pub forms: &'a [(String, String)],
    /// The files.
    pub files: &'a Files,
    /// The period of the run.
    pub period: Period,
}

/// What a finding is about, as far as that is certain.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct About {
    /// The unit.
    pub unit: Option<OrgIx>,
    /// Code of the form.
    pub form: Option<String>,
    /// The period.
    pub period: Option<Period>,
}

impl Known<'_> {
    /// What a finding is about.
    pub fn about(&self, finding: &Finding) -> About {
        let field = |name: &str| match finding.fields.get(name) {
            Some(Field::Text(text)) => Some(text.as_str()),
            _ => None,
        };
        let fields = ["unit", "form", "period"].into_iter().filter_map(field);
        let names: Vec<&str> = finding.scope.iter().map(String::as_str).chain(fields).collect();
        let mut about = About {
            unit: self.unit_of(&names),
            form: only(names.iter().flat_map(|name| self.forms_of(name))),
            period: only(names.iter().filter_map(|name| name.parse().ok())),
        };
        if let Some(place) = &finding.place {
            let fits = |of: &&TakenReturn| {
                about.unit.is_none_or(|unit| unit == of.org)
                    && about.form.as_ref().is_none_or(|form| *form == of.form)
            };
            // A return that is made once has several periods; what is about one names it.
            let returns = self.files.returns(&place.file).iter().filter(fits);
            if let Some(of) = only(returns.cloned()) {
                about.unit = Some(of.org);
                about.form = Some(of.form);
                about.period = Some(of.period);
            }
        }
        about
    }

    /// The unit that is named; of several of one name the one whose code is named beside it.
    fn unit_of(&self, names: &[&str]) -> Option<OrgIx> {
        let named = || names.iter().filter_map(|name| self.units.get(name)).flatten().copied();
        let by_code = || named().filter(|unit| names.contains(&self.tree.code(*unit)));
        only(named()).or_else(|| only(by_code()))
    }

    fn forms_of(&self, name: &str) -> Vec<String> {
        let named = self.forms.iter().filter(|(_, known)| known == name);
        named.map(|(code, _)| code.clone()).collect()
    }

    /// The name of a form.
    pub fn form_name<'f>(&'f self, code: &'f str) -> &'f str {
        self.forms.iter().find(|(known, _)| known == code).map_or(code, |(_, name)| name)
    }
}

/// The one of them, if they are all the same.
fn only<T: PartialEq>(mut all: impl Iterator<Item = T>) -> Option<T> {
    let first = all.next()?;
    all.all(|other| other == first).then_some(first)
}
