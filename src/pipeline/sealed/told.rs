//! What is told of figures that are other than they were sealed.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::diagnostic::{CellNote, Code, Field, Finding, FindingId, Findings, Place};
use crate::intake::TakenUnder;
use crate::model::OrgIx;
use crate::ooxml::CellRef;
use crate::pack::Consolidated;
use crate::report::{Arrival, Owed};
use crate::seal::{Change, Compared};
use crate::text::{Lang, number};

/// Figures that a finding on a late return tells before it counts the rest.
const TOLD: usize = 5;

/// Tells that the period is sealed, and how its figures differ: one error for every unit.
pub(super) fn own(data: &Consolidated, seal: &Compared, findings: &mut Findings) {
    let changes = &seal.changes;
    lost(data, seal, findings);
    if changes.is_empty() && seal.lost.is_empty() {
        let finding = Finding::new(Code::I434).text("period", seal.period.to_string());
        let finding = finding.text("document", seal.document.as_str());
        findings.push(finding.text("folder", seal.folder.as_str()));
        return;
    }
    let mut by_unit: BTreeMap<(Option<OrgIx>, &str), Vec<&Change>> = BTreeMap::new();
    for change in changes {
        by_unit.entry((change.org, change.unit.as_str())).or_default().push(change);
    }
    // Returns come first, so that what is told of a total can cite what made it so.
    let (mut returns, mut totals) = (Vec::new(), Vec::new());
    for (unit, changes) in by_unit {
        let (of_return, of_total): (Vec<&Change>, Vec<&Change>) =
            changes.into_iter().partition(|change| change.is_of_return());
        returns.push((unit, of_return));
        totals.push((unit, of_total));
    }
    let mut told: Vec<(OrgIx, FindingId)> = Vec::new();
    for ((org, unit), changes) in returns.into_iter().chain(totals) {
        let Some(mut finding) = differs(data, seal, (org, unit), &changes) else { continue };
        let is_total = !changes.iter().any(|change| change.is_of_return());
        if let (true, Some(org)) = (is_total, org) {
            for (below, id) in &told {
                if data.tree.is_within(*below, org) {
                    finding = finding.caused_by(*id);
                }
            }
        }
        let id = findings.push(finding);
        told.extend(org.map(|org| (org, id)));
    }
}

fn differs(
    data: &Consolidated,
    seal: &Compared,
    (org, code): (Option<OrgIx>, &str),
    changes: &[&Change],
) -> Option<Finding> {
    let first = changes.first()?;
    let unit = org.map_or(code, |org| data.tree.name(org));
    let others = (changes.len() > 1).then_some(changes.len() as u64 - 1);
    let finding = Finding::new(Code::E433)
        .text("unit", unit)
        .text("period", seal.period.to_string())
        .text("document", seal.document.as_str())
        .text("label", first.label(data))
        .field("sealed", value(first.before))
        .field("now", value(first.after))
        .maybe("others", others)
        .scope(unit)
        .scope(seal.period.to_string())
        .scope(data.pack.code.as_str());
    Some(with_cells(data, finding, changes.iter().copied(), false))
}

/// Tells once how the figures of an earlier period differ, and whose are not there to compare.
pub(super) fn earlier(data: &Consolidated, seal: &Compared, findings: &mut Findings) {
    lost(data, seal, findings);
    if seal.changes.is_empty() {
        return;
    }
    let finding = Finding::new(Code::W436)
        .text("period", seal.period.to_string())
        .text("document", seal.document.as_str())
        .count("count", seal.changes.len() as u64)
        .scope(seal.period.to_string())
        .scope(data.pack.code.as_str());
    findings.push(with_cells(data, finding, seal.changes.iter(), true));
}

/// Tells of which units a return is not counted any more.
fn lost(data: &Consolidated, seal: &Compared, findings: &mut Findings) {
    let lost = seal.units_lost();
    if !lost.is_empty() {
        let finding = Finding::new(Code::W445)
            .count("count", lost.len() as u64)
            .list("units", lost.iter().map(|org| data.tree.name(*org)))
            .text("period", seal.period.to_string())
            .text("document", seal.document.as_str());
        findings.push(finding.scope(seal.period.to_string()).scope(data.pack.code.as_str()));
    }
}

/// Tells which returns of the period came after it was sealed, and what each changes.
pub(super) fn late(
    data: &Consolidated,
    seal: &Compared,
    (taken, arrivals): (&TakenUnder, &BTreeMap<Owed, Arrival>),
    findings: &mut Findings,
) {
    let is_late = |key: &&Owed| {
        key.2 == seal.period && arrivals.get(*key).is_some_and(|arrival| arrival.after_seal)
    };
    let late = taken.files.iter().filter(|(key, _)| is_late(key));
    let late: BTreeSet<(&str, OrgIx)> =
        late.map(|(key, path)| (path.as_str(), key.1)).collect();
    for (path, org) in late {
        let of_return = |change: &&Change| change.org == Some(org) && change.is_of_return();
        let changed: Vec<&Change> = seal.changes.iter().filter(of_return).collect();
        let told: Vec<String> = changed.iter().map(|change| in_words(data, change)).collect();
        let unit = data.tree.name(org);
        let first = told.iter().take(TOLD).cloned().collect::<Vec<String>>().join("; ");
        let count = told.len() as u64;
        let finding = Finding::new(Code::W431)
            .at(Place::file(path))
            .text("unit", unit)
            .text("period", seal.period.to_string())
            .text("document", seal.document.as_str())
            .count("count", count)
            .maybe("changes", Some(first).filter(|first| !first.is_empty()))
            .maybe(
                "more",
                told.len().checked_sub(TOLD).filter(|more| *more > 0).map(|more| more as u64),
            );
        findings.push(finding.scope(unit).scope(seal.period.to_string()));
    }
}

/// `Đảng viên nữ 8 → 9`
fn in_words(data: &Consolidated, change: &Change) -> String {
    let said = |of: Option<Decimal>| value(of).print(Lang::Vi);
    format!("{} {} → {}", change.label(data), said(change.before), said(change.after))
}

fn value(of: Option<Decimal>) -> Field {
    Field::words(|lang| match of {
        Some(value) => number::exact(value.normalize(), lang),
        None => lang.pick("không có số", "no figure").to_owned(),
    })
}

/// Every figure with what it was and is; those of returns with their cells.
fn with_cells<'a>(
    data: &Consolidated,
    mut finding: Finding,
    changes: impl Iterator<Item = &'a Change>,
    with_units: bool,
) -> Finding {
    for change in changes {
        let mut name = change.label(data);
        if with_units {
            name = format!("{}: {name}", change.unit_name(data));
        }
        let said = |lang: Lang| {
            let (before, after) =
                (value(change.before).print(lang), value(change.after).print(lang));
            lang.pick(
                format!("đã chốt {before}, nay {after}"),
                format!("sealed {before}, now {after}"),
            )
        };
        let said = Field::words(said);
        let cell = change.is.as_ref().or(change.was.as_ref());
        let placed = cell.and_then(|cell| Some((cell, cell.cell.parse::<CellRef>().ok()?)));
        let Some((cell, at)) = placed else {
            finding = finding.cell(CellNote::figure(name, said));
            continue;
        };
        let note = CellNote::new(at, name, said);
        let place = Place::file(cell.file.as_str()).sheet(cell.sheet.as_str());
        let home = finding.place.get_or_insert_with(|| place.clone().cell(at));
        let note = if home.file != place.file {
            note.in_file(cell.file.as_str()).in_sheet(cell.sheet.as_str())
        } else if home.sheet != place.sheet {
            note.in_sheet(cell.sheet.as_str())
        } else {
            note
        };
        finding = finding.cell(note);
    }
    finding
}
