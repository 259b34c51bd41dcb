//! The figures that the committee reported in documents of its own, found among the elements of the packs
//! in use.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::plan::{self, unfit};
use crate::diagnostic::{Code, Findings};
use crate::model::{
    DataElement, Fact, FactKey, Facts, Item, Origin, Period, Source, State, ValueKind,
};
use crate::pack::{Pack, Schedule};
use crate::text;
use crate::workspace::{ReportedFigure, ReportedLine, SETTINGS, Workspace};

/// The facts of the sheet «Số đã báo cáo», for each of the packs in order.
///
/// A line goes to every pack whose returns would give its figure; one that goes to none is a finding.
pub(super) fn facts(
    packs: &[Pack],
    workspace: &Workspace,
    findings: &mut Findings,
) -> Vec<Facts> {
    let mut reported = vec![Facts::default(); packs.len()];
    let mut cells: BTreeMap<(usize, FactKey), String> = BTreeMap::new();
    for line in &workspace.reported {
        for (at, pack, item) in takers(packs, line, findings) {
            let Some((of, period)) = line.figure.as_ref().zip(line.period) else { continue };
            let key = FactKey { org: of.unit, item, period };
            let reason = || {
                let element = pack.catalogue.element(item)?;
                unfit(element, of.value).or_else(|| two_classes(element, of, workspace))
            };
            if let Some(first) = cells.get(&(at, key)) {
                let finding = line.item.told(Code::E538);
                findings.push(finding.text("first", first.as_str()));
            } else if let Some(reason) = reason() {
                findings.push(line.written.told(Code::E537).text("reason", reason));
            } else if let Some(facts) = reported.get_mut(at) {
                cells.insert((at, key), plan::address(&line.item));
                facts.insert(key, fact(line, of));
            }
        }
    }
    reported
}

/// The packs that take the figure of a line, with what it is there; a line that goes to none is told.
fn takers<'a>(
    packs: &'a [Pack],
    line: &ReportedLine,
    findings: &mut Findings,
) -> Vec<(usize, &'a Pack, Item)> {
    let written = line.item.text.as_str();
    if written.is_empty() {
        findings.push(line.item.told(Code::E535));
        return Vec::new();
    }
    let mut named = Vec::new();
    for (at, pack) in packs.iter().enumerate() {
        match items(pack, written).as_slice() {
            [] => {}
            [item] => named.push((at, pack, *item)),
            several => {
                let paths = several.iter().map(|item| pack.catalogue.path(*item));
                let finding = line.item.told(Code::E535).text("reason", SEVERAL);
                findings.push(finding.list("allowed", paths));
                return Vec::new();
            }
        }
    }
    if named.is_empty() {
        let known = packs.iter().flat_map(|pack| {
            let of = &pack.catalogue;
            of.items().flat_map(|item| [of.path(item), of.label(item)])
        });
        let finding = line.item.told(Code::E535).text("reason", UNKNOWN);
        findings.push(finding.maybe("nearest", text::nearest(written, known)));
        return named;
    }
    let Some(period) = line.period else { return Vec::new() };
    named.retain(|(_, pack, item)| is_kept(pack, *item, period));
    if named.is_empty() {
        findings.push(line.period_cell.told(Code::E535).text("reason", NOT_REPORTED));
    }
    named
}

const UNKNOWN: &str = "không bộ biểu mẫu nào đang dùng có số liệu này trong biểu";
const SEVERAL: &str = "tên này là của nhiều số liệu, ghi ký hiệu";
const NOT_REPORTED: &str = "bộ biểu mẫu không nộp số liệu này cho kỳ này";

/// The items that a line names by path or by name, of those that units report on a form.
fn items(pack: &Pack, written: &str) -> Vec<Item> {
    let catalogue = &pack.catalogue;
    let on_a_form = |item: &Item| catalogue.element(*item).is_some_and(|of| !of.in_settings);
    if let Some(item) = catalogue.find(written) {
        return Some(item).into_iter().filter(on_a_form).collect();
    }
    let key = text::key::of(written);
    let named = catalogue.items().filter(|item| text::key::of(&catalogue.label(*item)) == key);
    named.filter(on_a_form).collect()
}

/// Why a unit without others below it cannot have so many of a class: it has one.
fn two_classes(
    element: &DataElement,
    of: &ReportedFigure,
    workspace: &Workspace,
) -> Option<&'static str> {
    let is_one = workspace.tree.children(of.unit).is_empty();
    let two = element.kind == ValueKind::Class && is_one && of.value > Decimal::ONE;
    two.then_some("một đơn vị chỉ có một mức")
}

/// Whether a return would give the figure for this very period.
fn is_kept(pack: &Pack, item: Item, period: Period) -> bool {
    let own = match pack.schedule {
        Schedule::Once(once) => once,
        Schedule::Every(_) => period,
    };
    let cells = pack.forms.iter().flat_map(|form| &form.sheets).flat_map(|sheet| &sheet.cells);
    let mut cells = cells.filter(|cell| pack.resolve(cell.period, own) == Some(period));
    pack.schedule.is_reported(own)
        && cells.any(|cell| match cell.named {
            crate::pack::Named::Item(of) => pack.catalogue.items_of_cell(of).contains(&item),
            _ => false,
        })
}

fn fact(line: &ReportedLine, of: &ReportedFigure) -> Fact {
    let place = &line.written.place;
    let source = Source {
        file: SETTINGS.into(),
        sheet: place.sheet.as_deref().unwrap_or_default().into(),
        cell: of.cell,
        result: None,
        text: line.written.text.as_str().into(),
        calculated: false,
        adjusted: None,
        origin: Some(Arc::new(Origin::Document(of.document.clone()))),
    };
    Fact::read(State::Reported, Some(of.value), source)
}
