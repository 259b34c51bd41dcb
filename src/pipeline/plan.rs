//! The figures that the settings assign, found among the elements of the packs in use.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::diagnostic::{Finding, Findings};
use crate::model::{DataElement, Fact, FactKey, Facts, Item, State, ValueKind};
use crate::pack::Pack;
use crate::text;
use crate::workspace::{PlanLine, Workspace, Written};

/// The facts of the sheet «Kế hoạch giao», for each of the packs in order.
///
/// A line goes to every pack that takes its figure from the settings; one that no pack takes is
/// a finding.
pub(super) fn facts(
    packs: &[Pack],
    workspace: &Workspace,
    findings: &mut Findings,
) -> Vec<Facts> {
    let mut given = vec![Facts::default(); packs.len()];
    let mut cells: BTreeMap<(usize, FactKey), String> = BTreeMap::new();
    for line in &workspace.plan {
        let takers = packs.iter().zip(&mut given).enumerate();
        let mut takers = takers
            .filter_map(|(at, (pack, facts))| Some((at, find(pack, line)?, facts)))
            .peekable();
        if takers.peek().is_none() {
            findings.push(not_taken(packs, line));
        }
        for (at, (item, element), facts) in takers {
            let key = FactKey { org: line.unit, item, period: line.period };
            if let Some(first) = cells.get(&(at, key)) {
                findings.push(line.item.unusable().text("first", first.as_str()));
            } else if let Some(reason) = unfit(element, line.value) {
                findings.push(line.written.unusable().text("reason", reason));
            } else {
                cells.insert((at, key), address(&line.item));
                let source = line.source.clone();
                facts.insert(key, Fact::read(State::Reported, Some(line.value), source));
            }
        }
    }
    given
}

/// The item of a pack that a line names, by path or by name, if the pack takes it from the
/// settings.
fn find<'a>(pack: &'a Pack, line: &PlanLine) -> Option<(Item, &'a DataElement)> {
    let catalogue = &pack.catalogue;
    let key = text::key::of(&line.item.text);
    let named = || catalogue.items().find(|item| text::key::of(&catalogue.label(*item)) == key);
    let item = catalogue.find(&line.item.text).or_else(named)?;
    let element = catalogue.element(item)?;
    element.in_settings.then_some((item, element))
}

/// The cell that names the figure of a line.
pub(super) fn address(item: &Written) -> String {
    item.place.cell.map_or_else(String::new, |cell| cell.to_string())
}

/// Why a value cannot be one of the element.
pub(super) fn unfit(element: &DataElement, value: Decimal) -> Option<&'static str> {
    let whole = matches!(element.kind, ValueKind::Integer | ValueKind::Class);
    if whole && !value.fract().is_zero() {
        return Some("phải là số nguyên");
    }
    let above = element.max.is_some_and(|max| value > max);
    above.then_some("lớn hơn mức có thể có của số liệu này")
}

fn not_taken(packs: &[Pack], line: &PlanLine) -> Finding {
    let (mut known, mut paths) = (Vec::new(), Vec::new());
    for catalogue in packs.iter().map(|pack| &pack.catalogue) {
        for item in catalogue.items() {
            if catalogue.element(item).is_some_and(|element| element.in_settings) {
                paths.push(catalogue.path(item));
                known.push(catalogue.path(item));
                known.push(catalogue.label(item));
            }
        }
    }
    let key = text::key::of(&line.item.text);
    let on_a_form = packs.iter().any(|pack| {
        let labels = || pack.catalogue.items().map(|item| pack.catalogue.label(item));
        pack.catalogue.find(&line.item.text).is_some()
            || labels().any(|label| text::key::of(&label) == key)
    });
    let reason = if on_a_form {
        "số liệu này do đơn vị báo cáo trong biểu, không giao ở thiết lập"
    } else {
        "không bộ biểu mẫu nào đang dùng lấy số liệu này ở thiết lập"
    };
    let nearest = text::nearest(&line.item.text, &known);
    let finding = line.item.unusable().text("reason", reason);
    match nearest {
        // Nothing is near: whoever wrote it sees what there is.
        None if !on_a_form && !paths.is_empty() => finding.list("allowed", paths),
        near => finding.maybe("nearest", near),
    }
}
