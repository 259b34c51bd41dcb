//! What is no error of its own: a total that does not add up by exactly what was accepted of its units.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::diagnostic::{Code, Decided, Field, Finding, Findings, Verdict};

/// How many keys are named.
const NAMED: usize = 3;

/// The totals that are accepted with what was accepted of their units, by position, each with the decision.
pub(super) fn accepted(findings: &Findings) -> Vec<(usize, Decided)> {
    let open = findings.iter().enumerate().filter(|(_, finding)| {
        finding.code == Code::E302 && finding.decided.is_none() && !finding.causes.is_empty()
    });
    open.filter_map(|(at, total)| Some((at, follows(total, findings)?))).collect()
}

/// The decision that follows, where every cause is accepted and they make the whole of the difference.
fn follows(total: &Finding, findings: &Findings) -> Option<Decided> {
    let causes: Vec<&Finding> = findings.causes_of(total).collect();
    let mut explained = Decimal::ZERO;
    for cause in &causes {
        explained =
            explained.checked_add(difference(cause).filter(|_| cause.is_accepted())?)?;
    }
    if difference(total)? != explained {
        return None;
    }
    let decided: Vec<&Decided> =
        causes.iter().filter_map(|cause| cause.decided.as_deref()).collect();
    let keys: BTreeSet<&str> = decided.iter().map(|one| one.key.as_str()).collect();
    let named = keys.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
    let more = if keys.len() > NAMED { "…" } else { "" };
    Some(Decided {
        key: String::new(),
        verdict: Verdict::Accepted,
        reason: format!("theo việc của đơn vị đã được chấp nhận: {named}{more}"),
        by: all(decided.iter().map(|one| one.by.as_str())),
        basis: all(decided.iter().map(|one| one.basis.as_str())),
    })
}

fn difference(finding: &Finding) -> Option<Decimal> {
    match finding.fields.get("difference") {
        Some(Field::Number(difference)) => Some(*difference),
        _ => None,
    }
}

/// What they say, each once.
fn all<'a>(said: impl Iterator<Item = &'a str>) -> String {
    let said: BTreeSet<&str> = said.filter(|text| !text.is_empty()).collect();
    said.into_iter().collect::<Vec<_>>().join("; ")
}
