//! Ratios that cannot be worked out because what they are taken of is zero.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{CellNote, Code, Field, Finding, Findings, Place};
use crate::model::{FactKey, Operands, Source};
use crate::pack::{Consolidated, Named, NoValue, Reference};

/// Names every indicator of the office by which a target is judged and whose denominator is zero,
/// with the cells it is made of. (Comparisons with a period in which nothing happened are printed
/// as «-» and need no word.)
pub fn division(data: &Consolidated, findings: &mut Findings) {
    let judged: BTreeSet<usize> = data
        .pack
        .targets
        .iter()
        .flat_map(|target| &target.readings)
        .map(|reading| reading.indicator)
        .collect();
    let indicators = judged.into_iter().filter_map(|at| data.pack.indicators.get(at));
    let by_zero = indicators.filter(|indicator| {
        let value = data.book().indicator(data.office, indicator, data.period).value;
        value == Err(NoValue::DivisionByZero)
    });
    let mut labels: BTreeMap<Vec<String>, Vec<&str>> = BTreeMap::new();
    for indicator in by_zero {
        let taken_of = indicator.denominator.references();
        let taken_of = taken_of.iter().map(ToString::to_string).collect();
        labels.entry(taken_of).or_default().push(&indicator.name);
    }
    for (taken_of, labels) in labels {
        findings.push(finding(data, &taken_of, &labels));
    }
}

/// One finding for a denominator, however many ratios are taken of it.
fn finding(data: &Consolidated, taken_of: &[String], labels: &[&str]) -> Finding {
    let mut cells = Vec::new();
    for reference in taken_of {
        if let Some(Ok(reference)) = Reference::parse(reference) {
            cells_of(data, &reference, &mut cells);
        }
    }
    let others = labels.len().saturating_sub(1) as u64;
    let mut finding = Finding::new(Code::I313)
        .maybe("label", labels.first().copied())
        .maybe("others", (others > 0).then_some(Field::Count(others)));
    if let Some((_, source)) = cells.first() {
        let place = Place::file(&*source.file).sheet(&*source.sheet).cell(source.cell);
        finding = finding.at(place);
    }
    for (label, source) in cells.iter().take(crate::diagnostic::MOST_CELLS) {
        let note =
            CellNote::new(source.cell, label.as_str(), &*source.text).worked_out(source.result);
        finding = finding.cell(note.in_file(&*source.file).in_sheet(&*source.sheet));
    }
    let finding = finding.scope(data.tree.name(data.office));
    finding.scope(taken_of.join(", ")).scope(data.period.to_string())
}

/// The cells behind a reference of the office, each with its unit.
fn cells_of(data: &Consolidated, reference: &Reference, cells: &mut Vec<(String, Source)>) {
    let named = data.pack.named(&reference.path);
    let period = data.pack.resolve(reference.period, data.period);
    let (Some(Named::Item(item)), Some(period)) = (named, period) else { return };
    let mut seen = BTreeSet::new();
    let mut next = vec![FactKey { org: data.office, item, period }];
    while let Some(key) = next.pop() {
        if !seen.insert(key) {
            continue;
        }
        match data.figures.get(key).map(|figure| &figure.operands) {
            Some(Operands::Cell(Some(source))) => {
                cells.push((data.tree.name(key.org).to_owned(), source.clone()));
            }
            Some(Operands::Combined { of, .. }) => {
                next.extend(of.iter().rev().map(|operand| operand.key));
            }
            _ => {}
        }
    }
}
