//! Whether the totals of a run may be called final (số liệu chính thức).

use crate::diagnostic::{Code, Field, Finding, Findings, Place};
use crate::pack::Consolidated;

/// Whether the totals are final by the pack's own rule, with the reasons where they are not;
/// `None` where the pack has no such rule.
///
/// `received` and `due` count returns for the run's period.
pub fn finality(
    data: &Consolidated,
    received: usize,
    due: usize,
    findings: &mut Findings,
) -> Option<bool> {
    let rule = data.pack.finality?;
    let too_few = received * 100 < due * usize::from(rule.received_percent);
    let errors = if rule.errors { 0 } else { findings.error_count() };
    let carried = if rule.carried { 0 } else { carried(data) };
    // A return may be there and its figure not: as long as every return is asked for, so is that.
    // What the office has accepted as a gap, with its reason, is none that keeps totals preliminary.
    let may_gape = rule.received_percent < 100 || gaps_are_accepted(findings);
    let gaps = if may_gape { 0 } else { gaps(data) };
    if !too_few && errors == 0 && carried == 0 && gaps == 0 {
        return Some(true);
    }
    let count = |number: usize| (number > 0).then_some(Field::Count(number as u64));
    let of_returns = |number: usize| too_few.then_some(Field::Count(number as u64));
    let finding = Finding::new(Code::W409)
        .at(Place::file(&*data.pack.name))
        .maybe("received", of_returns(received))
        .maybe("due", of_returns(due))
        .maybe("errors", count(errors))
        .maybe("carried", count(carried))
        .maybe("gaps", count(gaps).filter(|_| !too_few));
    findings.push(finding.scope(data.pack.code.as_str()).scope(data.period.to_string()));
    Some(false)
}

/// Whether the office has accepted, with its reason, every set of totals that lacks units.
pub fn gaps_are_accepted(findings: &Findings) -> bool {
    let mut told = findings.iter().filter(|finding| finding.code == Code::W404).peekable();
    told.peek().is_some() && told.all(Finding::is_accepted)
}

/// Totals of the office, in the run's period or recalled beside it, that do not cover every unit.
fn gaps(data: &Consolidated) -> usize {
    let partial = super::completeness::partial_figures(data);
    partial.filter(|(key, figure)| key.period == data.period || figure.value.is_some()).count()
}

/// Units whose earlier stock stands in for one of the run's period.
fn carried(data: &Consolidated) -> usize {
    let figures = data
        .pack
        .catalogue
        .items()
        .filter_map(|item| data.book().figure(data.office, item, data.period));
    figures.map(|figure| figure.coverage.carried.len()).max().unwrap_or(0)
}
