//! Completeness: who has not reported, and which totals do not cover every unit.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{CellNote, Code, Field, Finding, Findings, Place};
use crate::model::{FactKey, Figure, Item, OrgIx, Period, UnitNames};
use crate::pack::{Consolidated, Named, period_words};
use crate::text;

/// How many units are named beside totals that lack them.
const NAMED: usize = 8;

/// Names every unit whose return for the run's period is not there, every period compared with
/// that is incomplete, and says once how many totals of the office are partial or carried.
///
/// `came` holds form, unit and period of every return under the pack. Of a folder in which nothing
/// is, that alone is told (E406), not every return that is not there.
pub fn completeness(
    data: &Consolidated,
    came: &BTreeSet<(String, OrgIx, Period)>,
    folder_is_empty: bool,
    returns_folder: &str,
    findings: &mut Findings,
) {
    let needed = data.made_of();
    for period in data.due.reported() {
        if needed.contains(period) {
            if !folder_is_empty {
                missing_returns(data, *period, came, returns_folder, findings);
            }
        } else {
            compared_with(data, *period, came, returns_folder, findings);
        }
    }
    partial_totals(data, findings);
    carried_stocks(data, findings);
}

fn missing_returns(
    data: &Consolidated,
    period: Period,
    came: &BTreeSet<(String, OrgIx, Period)>,
    returns_folder: &str,
    findings: &mut Findings,
) {
    // Where nothing came at all the period is most often not the one that was meant.
    if !came.iter().any(|(_, _, of)| *of == period) {
        nothing_came(data, period, returns_folder, findings);
        return;
    }
    let names = UnitNames::new(&data.tree);
    for form in &data.pack.forms {
        for org in data.due.units(&data.tree, &form.code, period) {
            if !came.contains(&(form.code.clone(), org, period)) {
                let due = data.deadline(&form.code, period).map(text::date::short);
                let finding = Finding::new(Code::W401)
                    .at(Place::file(returns_folder))
                    .maybe("due", due)
                    .text("unit", names.told_apart(org))
                    .text("form", form.name.as_str())
                    .scope(data.tree.name(org))
                    .scope(period.to_string());
                // What is decided of one is not decided of another of its name.
                let is_shared = names.is_shared(org);
                findings.push(if is_shared {
                    finding.scope(data.tree.code(org))
                } else {
                    finding
                });
            }
        }
    }
}

/// Of a period for which no return is there, one finding a form.
fn nothing_came(
    data: &Consolidated,
    period: Period,
    returns_folder: &str,
    findings: &mut Findings,
) {
    let names = UnitNames::new(&data.tree);
    for form in &data.pack.forms {
        let owing: Vec<OrgIx> = data.due.units(&data.tree, &form.code, period).collect();
        let units: Vec<String> = owing.iter().map(|org| names.told_apart(*org)).collect();
        let Some(first) = owing.first().copied() else { continue };
        let due = data.deadline(&form.code, period).map(text::date::short);
        let finding = Finding::new(Code::W401)
            .at(Place::file(returns_folder))
            .maybe("due", due)
            .text("form", form.name.as_str());
        let finding = if units.len() == 1 {
            finding.text("unit", names.told_apart(first)).scope(data.tree.name(first))
        } else {
            finding
                .text("period", period_words::in_words(period))
                .count("count", units.len() as u64)
                .list("units", units)
        };
        findings.push(finding.scope(period.to_string()));
    }
}

/// Of a period for which some returns are there and some are not, one finding.
fn compared_with(
    data: &Consolidated,
    period: Period,
    came: &BTreeSet<(String, OrgIx, Period)>,
    returns_folder: &str,
    findings: &mut Findings,
) {
    let owed = data.pack.forms.iter().flat_map(|form| {
        let units = data.due.units(&data.tree, &form.code, period);
        units.map(|org| (form.code.clone(), org, period))
    });
    let owed: BTreeSet<(String, OrgIx, Period)> = owed.collect();
    let missing: BTreeSet<OrgIx> = owed.difference(came).map(|(_, org, _)| *org).collect();
    let received = owed.intersection(came).count() as u64;
    if received == 0 || missing.is_empty() {
        return;
    }
    let finding = Finding::new(Code::W407)
        .at(Place::file(returns_folder))
        .text("period", period.to_string())
        .count("received", received)
        .count("due", owed.len() as u64)
        .list("missing", missing.iter().map(|org| data.tree.name(*org)));
    findings.push(finding.scope(data.pack.code.as_str()).scope(period.to_string()));
}

/// Whether any figure of the office that belongs to the run's period, or is printed beside it,
/// does not cover every unit.
pub fn has_partial_totals(data: &Consolidated) -> bool {
    partial_figures(data).next().is_some()
}

/// Figures of the office that do not cover every unit: those of the run, and those recalled beside
/// them that look whole because some have given them.
pub(super) fn partial_figures(
    data: &Consolidated,
) -> impl Iterator<Item = (FactKey, &Figure)> + '_ {
    let recalled = printed_periods(data);
    let of_office = data.figures.iter().filter(|(key, _)| key.org == data.office);
    of_office.filter(move |(key, figure)| {
        let looks_whole = recalled.contains(&key.period) && figure.value.is_some();
        !figure.coverage.is_complete() && (looks_whole || data.is_of_run(key.period))
    })
}

/// Earlier stocks that stand in for those of units without a return.
fn carried_stocks(data: &Consolidated, findings: &mut Findings) {
    let mut carried: BTreeMap<Vec<OrgIx>, Vec<String>> = BTreeMap::new();
    for item in data.pack.catalogue.items() {
        let figure = data.book().figure(data.office, item, data.period);
        if let Some(figure) = figure.filter(|figure| !figure.coverage.carried.is_empty()) {
            let labels = carried.entry(figure.coverage.carried.clone()).or_default();
            labels.push(data.pack.catalogue.label(item));
        }
    }
    for (units, labels) in carried {
        let others = labels.len().saturating_sub(1);
        let finding = Finding::new(Code::I408)
            .maybe("label", labels.into_iter().next())
            .maybe("others", (others > 0).then_some(Field::Count(others as u64)))
            .list("units", units.iter().map(|org| data.tree.name(*org)));
        findings
            .push(finding.scope(data.tree.name(data.office)).scope(data.period.to_string()));
    }
}

/// The period of the run, and those that its forms look back at.
fn printed_periods(data: &Consolidated) -> BTreeSet<Period> {
    let cells = data.pack.forms.iter().flat_map(|form| &form.sheets);
    let cells = cells.flat_map(|sheet| &sheet.cells);
    let reported = data.pack.schedule.is_reported(data.period);
    cells
        .filter(|_| reported)
        .filter_map(|cell| data.pack.resolve(cell.period, data.period))
        .filter(|period| !data.period.contains(*period))
        .chain([data.period])
        .collect()
}

/// What the forms print beside the run's own figures for an earlier period.
fn recalled_items(data: &Consolidated, period: Period) -> BTreeSet<Item> {
    let cells = data.pack.forms.iter().flat_map(|form| &form.sheets);
    let cells = cells.flat_map(|sheet| &sheet.cells);
    cells
        .filter(|cell| data.pack.resolve(cell.period, data.period) == Some(period))
        .filter_map(|cell| match cell.named {
            Named::Item(item) => Some(data.pack.catalogue.items_of_cell(item)),
            Named::Indicator(_) | Named::Text(_) => None,
        })
        .flatten()
        .collect()
}

/// One finding for every period and set of missing units, not one for every total.
fn partial_totals(data: &Consolidated, findings: &mut Findings) {
    for period in printed_periods(data) {
        partial_totals_of(data, period, findings);
    }
}

fn partial_totals_of(data: &Consolidated, period: Period, findings: &mut Findings) {
    let catalogue = &data.pack.catalogue;
    let mut partial: BTreeMap<(Vec<OrgIx>, usize), Vec<String>> = BTreeMap::new();
    let printed: BTreeSet<Item> = if period == data.period {
        catalogue.items().collect()
    } else {
        recalled_items(data, period)
    };
    for item in printed {
        let Some(figure) = data.book().figure(data.office, item, period) else { continue };
        if !figure.coverage.is_complete() {
            let who = (figure.coverage.missing.clone(), figure.coverage.expected());
            partial.entry(who).or_default().push(catalogue.label(item));
        }
    }
    let several = partial.len() > 1;
    let mut told: Option<Finding> = None;
    let (mut everywhere, mut totals) = (BTreeSet::new(), 0);
    // The largest group first: what most totals lack.
    let mut partial: Vec<_> = partial.into_iter().collect();
    partial.sort_by_key(|(who, labels)| (std::cmp::Reverse(labels.len()), who.clone()));
    for ((missing, due), labels) in partial {
        let included = due.saturating_sub(missing.len()) as u64;
        let others = labels.len().saturating_sub(1);
        let first = labels.into_iter().next().unwrap_or_default();
        totals += others + 1;
        let names: Vec<&str> = missing.iter().map(|org| data.tree.name(*org)).collect();
        let finding = told.take().unwrap_or_else(|| {
            Finding::new(Code::W404)
                .text("label", first.as_str())
                .scope(data.tree.name(data.office))
                .scope(period.to_string())
        });
        everywhere.extend(missing);
        told = Some(if several {
            finding.cell(group(&first, others, &format!("{included}/{due}"), &names))
        } else {
            finding.count("included", included).count("due", due as u64)
        });
    }
    let Some(finding) = told else { return };
    let others = Some(Field::Count(totals as u64 - 1)).filter(|_| totals > 1);
    let finding = finding.maybe("others", others);
    findings.push(finding.list("missing", everywhere.iter().map(|org| data.tree.name(*org))));
}

/// Totals that lack the same units: the first of them, how many units they cover, and who is missing.
fn group(first: &str, others: usize, covers: &str, missing: &[&str]) -> CellNote {
    let label = match others {
        0 => first.to_owned(),
        others => format!("{first} (+{others})"),
    };
    let note = CellNote::figure(label, covers);
    if missing.len() > NAMED { note } else { note.remark(missing.join(", ")) }
}
