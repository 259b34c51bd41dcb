//! A table without what stands around it: the form whose lines and columns it has, or which form is
//! nearest and what of it is missing.

use std::collections::BTreeSet;

use super::overlay::{self, in_table};
use crate::diagnostic::Finding;
use crate::pack::{Form, Label};
use crate::sheet::Workbook;

/// The share of a form's names of lines and columns by which its table is known.
const ENOUGH_PERCENT: usize = 90;
/// From this share on another form may be meant too.
const WITHIN_REACH_PERCENT: usize = 75;
/// Fewer names of lines and columns than this are in many tables.
const FEWEST: usize = 6;
/// From this share on a form is worth naming as the nearest.
const NEAR_PERCENT: usize = 25;

/// The form that a workbook is nearest to, or the several that it may be of.
#[derive(Debug, Default)]
pub(super) struct Nearest<'a> {
    /// The forms that its table fits about as well.
    rivals: Vec<&'a str>,
    form: Option<Known<'a>>,
}

/// How much of a form's table a workbook has.
#[derive(Debug)]
struct Known<'a> {
    form: &'a Form,
    said: usize,
    missing: Vec<&'a Label>,
}

impl<'a> Known<'a> {
    fn new(form: &'a Form, said: &BTreeSet<String>) -> Self {
        let mut keys = BTreeSet::new();
        let labels = form.sheets.iter().flat_map(in_table);
        let (known, missing): (Vec<_>, Vec<_>) = labels
            .filter(|label| keys.insert(label.key.as_str()))
            .partition(|label| said.contains(&label.key));
        Self { form, said: known.len(), missing }
    }

    fn all(&self) -> usize {
        self.said + self.missing.len()
    }

    fn percent(&self) -> usize {
        (self.said * 100).checked_div(self.all()).unwrap_or(0)
    }
}

/// The one form whose names of lines and columns a workbook has, while no other form is within
/// reach of it.
pub(super) fn by_table<'a>(
    workbook: &Workbook,
    forms: impl Iterator<Item = ((usize, usize), &'a Form)>,
) -> Result<(usize, usize), Nearest<'a>> {
    let said: BTreeSet<String> = workbook.sheets.iter().flat_map(overlay::keys).collect();
    let mut known: Vec<_> = forms.map(|(at, form)| (Known::new(form, &said), at)).collect();
    known.sort_by_key(|(known, at)| (std::cmp::Reverse(known.percent()), *at));
    let in_reach = known.iter().filter(|(known, _)| known.percent() >= WITHIN_REACH_PERCENT);
    let in_reach: Vec<&str> = in_reach.map(|(known, _)| known.form.name.as_str()).collect();
    let Some((first, at)) = known.into_iter().next() else { return Err(Nearest::default()) };
    let fits = first.percent() >= ENOUGH_PERCENT && first.all() >= FEWEST;
    match in_reach.as_slice() {
        [_] if fits => Ok(at),
        [_, _, ..] if fits => Err(Nearest { rivals: in_reach, form: None }),
        _ if first.percent() >= NEAR_PERCENT => {
            Err(Nearest { rivals: Vec::new(), form: Some(first) })
        }
        _ => Err(Nearest::default()),
    }
}

impl Nearest<'_> {
    /// A finding with what is known of the nearest form.
    pub(super) fn told(&self, finding: Finding) -> Finding {
        if !self.rivals.is_empty() {
            return finding.list("forms", self.rivals.iter().copied());
        }
        let Some(near) = &self.form else { return finding };
        let finding = finding
            .text("form", near.form.name.as_str())
            .count("known", near.said as u64)
            .count("all", near.all() as u64);
        if near.missing.is_empty() {
            return finding;
        }
        finding.list("missing", near.missing.iter().map(|label| label.text.as_str()))
    }
}
