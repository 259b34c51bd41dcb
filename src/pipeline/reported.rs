//! The figures that the committee reported in documents of its own, found among the elements of the packs
//! in use.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::plan::{self, unfit};
use crate::diagnostic::{Code, Findings};
use crate::model::{Fact, FactKey, Facts, Item, Origin, Period, Source, State};
use crate::pack::{Pack, Schedule};
use crate::text;
use crate::workspace::{ReportedLine, SETTINGS, Workspace};

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
        let named: Vec<(usize, &Pack, Item)> = packs
            .iter()
            .enumerate()
            .filter_map(|(at, pack)| Some((at, pack, item(pack, &line.item.text)?)))
            .collect();
        if named.is_empty() {
            let known = packs.iter().flat_map(|pack| {
                let of = &pack.catalogue;
                of.items().flat_map(|item| [of.path(item), of.label(item)])
            });
            let finding = line.item.told(Code::E535).text("reason", UNKNOWN);
            findings.push(finding.maybe("nearest", text::nearest(&line.item.text, known)));
            continue;
        }
        let mut takers = named
            .into_iter()
            .filter(|(_, pack, item)| is_kept(pack, *item, line.period))
            .peekable();
        if takers.peek().is_none() {
            findings.push(line.period_cell.told(Code::E535).text("reason", NOT_REPORTED));
        }
        for (at, pack, item) in takers {
            let key = FactKey { org: line.unit, item, period: line.period };
            let element = pack.catalogue.element(item);
            if let Some(first) = cells.get(&(at, key)) {
                let finding = line.item.told(Code::E538);
                findings.push(finding.text("first", first.as_str()));
            } else if let Some(reason) = element.and_then(|of| unfit(of, line.value)) {
                findings.push(line.written.told(Code::E537).text("reason", reason));
            } else if let Some(facts) = reported.get_mut(at) {
                cells.insert((at, key), plan::address(&line.item));
                facts.insert(key, fact(line));
            }
        }
    }
    reported
}

const UNKNOWN: &str = "không bộ biểu mẫu nào đang dùng có số liệu này trong biểu";
const NOT_REPORTED: &str = "bộ biểu mẫu không nộp số liệu này cho kỳ này";

/// The item that a line names by path or by name, if units report it on a form.
fn item(pack: &Pack, written: &str) -> Option<Item> {
    let catalogue = &pack.catalogue;
    let key = text::key::of(written);
    let named = || catalogue.items().find(|item| text::key::of(&catalogue.label(*item)) == key);
    let item = catalogue.find(written).or_else(named)?;
    catalogue.element(item).filter(|element| !element.in_settings).map(|_| item)
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

fn fact(line: &ReportedLine) -> Fact {
    let place = &line.written.place;
    let source = Source {
        file: SETTINGS.into(),
        sheet: place.sheet.as_deref().unwrap_or_default().into(),
        cell: line.cell,
        result: None,
        text: line.written.text.as_str().into(),
        calculated: false,
        adjusted: None,
        origin: Some(Arc::new(Origin::Document(line.document.clone()))),
    };
    Fact::read(State::Reported, Some(line.value), source)
}
