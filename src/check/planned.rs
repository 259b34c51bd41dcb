//! Targets that wait for what only the office's settings give.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Finding, Findings};
use crate::model::Period;
use crate::pack::judge::{Judgement, TargetResult, Why, judge_targets};
use crate::pack::{Consolidated, Named};

/// Names every figure of the sheet «Kế hoạch giao» that is not there, though a target in use of the office needs it:
/// reports print an ellipsis in its place.
pub fn not_planned(data: &Consolidated, findings: &mut Findings) {
    for result in judge_targets(data, data.office) {
        for (label, period) in absent(data, &result) {
            let finding = Finding::new(Code::W416)
                .text("target", result.target.name.as_str())
                .text("label", label)
                .text("period", period.to_string());
            findings.push(finding.scope(data.pack.code.as_str()));
        }
    }
}

/// The planned figures that a target lacks.
fn absent(data: &Consolidated, result: &TargetResult<'_>) -> BTreeSet<(String, Period)> {
    let parts = match &result.why {
        Some(Why::Missing { parts, .. } | Why::NotKept(parts))
            if result.judgement == Judgement::CannotBeJudged =>
        {
            parts.as_slice()
        }
        _ => &[],
    };
    let planned = parts.iter().filter_map(|(named, period)| {
        let Named::Item(item) = *named else { return None };
        let element =
            data.pack.catalogue.element(item).filter(|element| element.in_settings)?;
        let figure = data.book().figure(data.office, item, *period);
        let given = figure.is_some_and(|figure| figure.value.is_some());
        (!given).then(|| (element.name.clone(), *period))
    });
    planned.collect()
}
