//! The decisions that hold, for the ledger and what is printed of them.

use crate::decisions::{About, Decision, Known, What};
use crate::diagnostic::Finding;
use crate::intake::Outcome;
use crate::text::Lang;
use crate::trace::DecisionLine;

/// A decision on a finding itself.
pub(super) fn of_finding(
    finding: &Finding,
    decision: &Decision,
    about: &About,
    known: Known<'_>,
) -> DecisionLine {
    let place = finding.place.as_ref().map(|place| place.in_words(Lang::Vi));
    let form = about.form.clone().unwrap_or_default();
    DecisionLine {
        unit: about.unit.map(|unit| known.tree.name(unit).to_owned()).unwrap_or_default(),
        period: about.period.unwrap_or(known.period).to_string(),
        form_name: known.form_name(&form).to_owned(),
        form,
        subject: format!("{}: {}", finding.code, finding.message(Lang::Vi)),
        place: place.unwrap_or_else(|| finding.scope.join(", ")),
        ..recorded(decision)
    }
}

/// A decision on a return that holds.
pub(super) fn of_outcome(
    outcome: &Outcome,
    decision: &Decision,
    known: Known<'_>,
) -> Option<DecisionLine> {
    let of = match &decision.what {
        What::Version(version) => &version.of,
        what => &what.in_place().first()?.of,
    };
    let line = DecisionLine {
        unit: known.tree.name(of.1).to_owned(),
        period: of.2.to_string(),
        form_name: known.form_name(&of.0).to_owned(),
        form: of.0.clone(),
        ..recorded(decision)
    };
    match outcome {
        Outcome::Adjusted { label, figure, place, stands } => {
            let mut all = decision.what.in_place().iter();
            let value = all.find(|one| Some(one.cell) == place.cell)?.value.clone();
            Some(DecisionLine {
                subject: label.clone(),
                period: figure.period.to_string(),
                place: place.in_words(Lang::Vi),
                stood: stands.clone(),
                value: Some(value),
                ..line
            })
        }
        Outcome::Chosen { file, others } => Some(DecisionLine {
            subject: format!("tính {file}, không tính {}", others.join(", ")),
            place: file.clone(),
            ..line
        }),
        _ => None,
    }
}

fn recorded(decision: &Decision) -> DecisionLine {
    DecisionLine {
        key: decision.key.clone(),
        decision: decision.what.word(),
        reason: decision.reason.clone(),
        by: decision.by.clone(),
        basis: decision.basis.clone(),
        value: None,
        ..DecisionLine::default()
    }
}
