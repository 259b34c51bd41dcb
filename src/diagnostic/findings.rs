//! Collecting findings, and the list a run ends with: in order, numbered, without repeats.

use std::cmp::Ordering;

use super::{Finding, Severity};
use crate::text::Lang;

/// Names a finding that was pushed, so that a later one can cite it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct FindingId(usize);

/// Findings as they are collected.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    pushed: Vec<Finding>,
}

impl Findings {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes one finding; the handle lets a later one cite it.
    pub fn push(&mut self, finding: Finding) -> FindingId {
        debug_assert!(finding.field_faults().is_empty(), "{:?}", finding.field_faults());
        self.pushed.push(finding);
        FindingId(self.pushed.len() - 1)
    }

    /// Whether one of them is an error.
    pub fn has_errors(&self) -> bool {
        self.pushed.iter().any(|finding| finding.severity() == Severity::Error)
    }

    /// How many of them are errors.
    pub fn error_count(&self) -> usize {
        self.errors().count()
    }

    /// Those of them that are errors.
    pub fn errors(&self) -> impl Iterator<Item = &Finding> {
        let is_error = |finding: &&Finding| finding.severity() == Severity::Error;
        self.pushed.iter().filter(is_error)
    }

    /// All of them, as they were pushed.
    pub fn iter(&self) -> impl Iterator<Item = &Finding> {
        self.pushed.iter()
    }

    /// All of them, as they were pushed, to note what the office decided of each.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Finding> {
        self.pushed.iter_mut()
    }

    /// The earlier findings that explain one of them.
    pub fn causes_of<'a>(&'a self, finding: &'a Finding) -> impl Iterator<Item = &'a Finding> {
        finding.causes.iter().filter_map(|id| self.pushed.get(id.0))
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.pushed.is_empty()
    }

    /// Puts them in reading order, makes one of those that are alike, and numbers them from 1.
    ///
    /// The order does not depend on that in which they were pushed.
    pub fn finish(self) -> FindingList {
        let mut order: Vec<(usize, Finding)> = self.pushed.into_iter().enumerate().collect();
        order.sort_by(|(_, one), (_, other)| reading_order(one, other));
        let mut numbers = vec![0_u32; order.len()];
        let mut items: Vec<Reported> = Vec::new();
        let mut cited: Vec<Vec<FindingId>> = Vec::new();
        for (id, mut finding) in order {
            let causes = std::mem::take(&mut finding.causes);
            match (items.last_mut(), cited.last_mut()) {
                (Some(last), Some(known)) if last.finding == finding => {
                    last.times += 1;
                    known.extend(causes);
                }
                _ => {
                    let number = u32::try_from(items.len() + 1).unwrap_or(u32::MAX);
                    items.push(Reported { number, times: 1, causes: Vec::new(), finding });
                    cited.push(causes);
                }
            }
            if let (Some(slot), Some(last)) = (numbers.get_mut(id), items.last()) {
                *slot = last.number;
            }
        }
        for (item, causes) in items.iter_mut().zip(cited) {
            item.causes = causes.iter().filter_map(|id| numbers.get(id.0).copied()).collect();
            item.causes.retain(|number| *number != item.number);
            item.causes.sort_unstable();
            item.causes.dedup();
        }
        FindingList { items }
    }
}

impl Extend<Finding> for Findings {
    fn extend<T: IntoIterator<Item = Finding>>(&mut self, findings: T) {
        for finding in findings {
            self.push(finding);
        }
    }
}

/// Totals behind all others; then by place, those without one last; then by code and facts.
fn reading_order(one: &Finding, other: &Finding) -> Ordering {
    let placeless = |finding: &Finding| finding.place.is_none();
    (one.code.is_on_totals(), placeless(one))
        .cmp(&(other.code.is_on_totals(), placeless(other)))
        .then_with(|| one.place.cmp(&other.place))
        .then_with(|| one.code.cmp(&other.code))
        .then_with(|| one.scope.cmp(&other.scope))
        .then_with(|| one.fields.cmp(&other.fields))
        .then_with(|| one.cells.cmp(&other.cells))
}

/// A finding with its number in the list of the run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reported {
    /// Number in the list, from 1.
    pub number: u32,
    /// How many times exactly this was found.
    pub times: u32,
    /// Numbers of the findings that explain this one.
    pub causes: Vec<u32>,
    /// The finding; its own `causes` are empty.
    pub finding: Finding,
}

/// The findings of a run, in reading order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FindingList {
    items: Vec<Reported>,
}

impl FindingList {
    /// The findings in reading order.
    pub fn iter(&self) -> std::slice::Iter<'_, Reported> {
        self.items.iter()
    }

    /// The findings in reading order.
    pub fn as_slice(&self) -> &[Reported] {
        &self.items
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Whether one of them is an error.
    pub fn has_errors(&self) -> bool {
        self.counts().errors > 0
    }

    /// How many of each severity.
    pub fn counts(&self) -> Counts {
        Counts::of(&self.items)
    }
}

impl<'a> IntoIterator for &'a FindingList {
    type Item = &'a Reported;
    type IntoIter = std::slice::Iter<'a, Reported>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// How many findings of each severity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Notes.
    pub infos: usize,
}

impl Counts {
    /// Counts findings, for example those of one organisation.
    pub fn of<'a>(findings: impl IntoIterator<Item = &'a Reported>) -> Self {
        let mut counts = Self::default();
        for reported in findings {
            match reported.finding.severity() {
                Severity::Error => counts.errors += 1,
                Severity::Warning => counts.warnings += 1,
                Severity::Info => counts.infos += 1,
            }
        }
        counts
    }

    /// The counts in words, leaving out what there is none of: `1 lỗi, 4 cảnh báo`.
    pub fn in_words(self, lang: Lang) -> String {
        let one = |count: usize, vi: &str, en: &str| {
            let plural = if count == 1 { "" } else { "s" };
            (count > 0)
                .then(|| lang.pick(format!("{count} {vi}"), format!("{count} {en}{plural}")))
        };
        let parts: Vec<String> = [
            one(self.errors, "lỗi", "error"),
            one(self.warnings, "cảnh báo", "warning"),
            one(self.infos, "ghi chú", "note"),
        ]
        .into_iter()
        .flatten()
        .collect();
        if parts.is_empty() {
            lang.pick("không có lỗi", "no errors").to_owned()
        } else {
            parts.join(", ")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, Place};
    use crate::ooxml::CellRef;

    fn bad_cell(file: &str, row: u32) -> Finding {
        Finding::new(Code::E203)
            .at(Place::file(file).sheet("A").cell(CellRef::new(row, 2)))
            .text("value", "1,5")
    }

    fn broken_total() -> Finding {
        Finding::new(Code::E302).text("rule", "R1").text("sentence", "nam + nữ = tổng số")
    }

    fn missing(unit: &str) -> Finding {
        Finding::new(Code::W401).text("unit", unit).text("form", "ct28")
    }

    #[test]
    fn the_order_is_that_of_reading_not_of_finding() {
        let all =
            [broken_total(), missing("CB05"), bad_cell("b.xlsx", 9), bad_cell("b.xlsx", 8)];
        let mut forward = Findings::new();
        forward.extend(all.clone());
        let mut backward = Findings::new();
        backward.extend(all.into_iter().rev());
        let list = forward.finish();
        assert_eq!(list, backward.finish());
        let seen: Vec<_> = list.iter().map(|r| (r.number, r.finding.clone())).collect();
        assert_eq!(
            seen,
            [
                (1, bad_cell("b.xlsx", 8)),
                (2, bad_cell("b.xlsx", 9)),
                (3, missing("CB05")),
                (4, broken_total()),
            ]
        );
    }

    #[test]
    fn row_ten_comes_after_row_nine() {
        let mut findings = Findings::new();
        findings.extend([bad_cell("a.xlsx", 9), bad_cell("a.xlsx", 8)]);
        let list = findings.finish();
        assert_eq!(list.as_slice()[0].finding, bad_cell("a.xlsx", 8));
    }

    #[test]
    fn what_is_found_twice_is_told_once_with_its_count() {
        let mut findings = Findings::new();
        findings.extend([bad_cell("a.xlsx", 1), missing("CB01"), bad_cell("a.xlsx", 1)]);
        let list = findings.finish();
        let times: Vec<u32> = list.iter().map(|reported| reported.times).collect();
        assert_eq!(times, [2, 1]);
        assert_eq!(list.counts(), Counts { errors: 1, warnings: 1, infos: 0 });
    }

    #[test]
    fn causes_point_at_the_numbers_of_the_list() {
        let mut findings = Findings::new();
        let late = findings.push(bad_cell("z.xlsx", 1));
        let early = findings.push(bad_cell("a.xlsx", 1));
        let again = findings.push(bad_cell("a.xlsx", 1));
        findings.push(broken_total().caused_by(late).caused_by(early).caused_by(again));
        findings.push(broken_total().caused_by(late));
        let list = findings.finish();
        let total = list.as_slice().last().unwrap();
        assert_eq!((total.number, total.times), (3, 2));
        assert_eq!(total.causes, [1, 2]);
    }

    #[test]
    fn counts_are_told_in_words() {
        let counts = Counts { errors: 1, warnings: 4, infos: 0 };
        assert_eq!(counts.in_words(Lang::Vi), "1 lỗi, 4 cảnh báo");
        assert_eq!(counts.in_words(Lang::En), "1 error, 4 warnings");
        assert_eq!(Counts::default().in_words(Lang::Vi), "không có lỗi");
    }

    #[test]
    #[should_panic(expected = "E203 has no field `valeu`")]
    fn a_stage_that_fills_a_field_no_sentence_has_is_caught_in_tests() {
        Findings::new()
            .push(Finding::new(Code::E203).text("valeu", "1,5").text("value", "1,5"));
    }
}
