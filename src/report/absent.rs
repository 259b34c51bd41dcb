//! Names the figures that documents print and nobody has: one finding a figure, not one a unit.

use std::collections::{BTreeMap, BTreeSet};

use super::printing::PrintLog;
use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::model::{FactKey, How, Item, Operands, OrgIx, Period, Source};
use crate::pack::{Consolidated, Named, NoValue};
use crate::trace::FigureKey;

/// An absent figure of one name: in which documents, and of whom for which periods.
type Gaps<'a> = BTreeMap<(&'a BTreeSet<String>, String), Gap>;

struct Gap {
    /// What is absent, as people call it.
    label: String,
    units: BTreeMap<OrgIx, BTreeSet<Period>>,
}

/// One finding for each name and the documents that print it.
pub(super) fn say_absent(data: &Consolidated, log: &PrintLog, findings: &mut Findings) {
    let mut gaps = Gaps::new();
    for (key, printed) in log {
        if printed.absent && !told_already(data, *key) {
            let gap = gaps.entry((&printed.documents, key.path(data)));
            let gap =
                gap.or_insert_with(|| Gap { label: key.label(data), units: BTreeMap::new() });
            gap.units.entry(key.org).or_default().insert(key.period);
        }
    }
    for ((documents, path), gap) in gaps {
        let documents: Vec<&str> = documents.iter().map(String::as_str).collect();
        findings.push(finding(data, &path, gap).at(Place::file(documents.join(", "))));
    }
}

fn finding(data: &Consolidated, path: &str, gap: Gap) -> Finding {
    let periods: BTreeSet<Period> = gap.units.values().flatten().copied().collect();
    // A unit that lacks only some of the periods says which.
    let units = gap.units.iter().map(|(org, own)| match data.tree.name(*org) {
        name if *own == periods => name.to_owned(),
        name => format!("{name} ({})", listed(own)),
    });
    Finding::new(Code::W609)
        .text("name", format!("{path} @ {}", listed(&periods)))
        .text("label", gap.label)
        .list("units", units)
        .text("shown", "`…` (Word), ô trống (Excel)")
}

fn listed(periods: &BTreeSet<Period>) -> String {
    periods.iter().map(Period::to_string).collect::<Vec<_>>().join(", ")
}

/// A blank cell is told where the return is read, a missing return where completeness is.
fn told_already(data: &Consolidated, key: FigureKey) -> bool {
    match key.named {
        Named::Item(item) => is_of_cells(data, key.org, item, key.period, |_| true),
        Named::Text(_) => true,
        Named::Indicator(at) => {
            // Who is missing from a part is told where completeness is.
            let value = data.book().named(key.org, key.named, key.period).value;
            value == Err(NoValue::PartsDiffer) || without_return(data, key, at)
        }
    }
}

/// Whether an indicator is of nothing but cells of a return that is not there.
fn without_return(data: &Consolidated, key: FigureKey, indicator: usize) -> bool {
    let Some(indicator) = data.pack.indicators.get(indicator) else { return false };
    let mut references = indicator.numerator.references();
    references.extend(indicator.denominator.references());
    references.iter().all(|reference| {
        match (
            data.pack.named(&reference.path),
            data.pack.resolve(reference.period, key.period),
        ) {
            (Some(Named::Item(item)), Some(period)) => {
                is_of_cells(data, key.org, item, period, Option::is_none)
            }
            _ => false,
        }
    })
}

/// Whether a figure is a cell of the unit's own return, or is made of such cells over periods.
fn is_of_cells(
    data: &Consolidated,
    org: OrgIx,
    item: Item,
    period: Period,
    is_such: fn(&Option<Source>) -> bool,
) -> bool {
    let figure = data.book().figure(org, item, period);
    figure.is_some_and(|figure| match &figure.operands {
        Operands::Cell(source) => is_such(source),
        Operands::Combined { how: How::OverUnits, .. } | Operands::Nothing => false,
        Operands::Combined { of, .. } => of.iter().all(|part| {
            let FactKey { item, period: other, .. } = part.key;
            other != period && is_of_cells(data, org, item, other, is_such)
        }),
    })
}
