//! Forms that the office does not ask for, found among the packs in use and taken out of use.

use crate::diagnostic::{Code, Finding, Findings};
use crate::model::{Item, OverUnits};
use crate::pack::{Form, Pack};
use crate::text;
use crate::workspace::{Workspace, Written};

/// Takes the forms of the setting «Biểu không dùng» out of use in the packs.
pub(super) fn apply(packs: &mut [Pack], workspace: &Workspace, findings: &mut Findings) {
    for written in &workspace.unused_forms {
        match find(packs, written) {
            Err(finding) => {
                findings.push(*finding);
            }
            Ok((pack, form)) => {
                if let Some(pack) = packs.get_mut(pack) {
                    pack.take_out_of_use(form);
                }
            }
        }
    }
    if let Some(written) = workspace.unused_forms.first() {
        let needed = packs.iter().filter_map(still_needed);
        findings.extend(needed.map(|reason| unusable(written).text("reason", reason)));
    }
}

/// Positions of a pack and of one of its forms.
type At = (usize, usize);

/// The form that a text names: by its code, or by `pack/code` where several packs have it.
fn find(packs: &[Pack], written: &Written) -> Result<At, Box<Finding>> {
    let (of, code) = match written.text.split_once('/') {
        Some((pack, code)) => (Some(pack.trim()), code.trim()),
        None => (None, written.text.as_str()),
    };
    let packs =
        packs.iter().enumerate().filter(|(_, pack)| of.is_none_or(|of| of == pack.code));
    let known: Vec<(At, &Pack, &Form)> = packs
        .flat_map(|(at, pack)| {
            let forms = pack.forms.iter().enumerate();
            forms.map(move |(form, known)| ((at, form), pack, known))
        })
        .collect();
    let is_meant = |form: &Form| {
        form.code.eq_ignore_ascii_case(code) || text::key::of(&form.name) == text::key::of(code)
    };
    let found: Vec<_> = known.iter().filter(|(_, _, form)| is_meant(form)).collect();
    match found.as_slice() {
        [(at, _, _)] => Ok(*at),
        [] => {
            let codes = || known.iter().map(|(_, _, form)| form.code.as_str());
            let finding =
                unusable(written).text("reason", "không bộ biểu mẫu nào đang dùng có biểu này");
            Err(Box::new(
                finding.list("allowed", codes()).maybe("nearest", text::nearest(code, codes())),
            ))
        }
        several => {
            let finding = unusable(written).text("reason", "nhiều bộ biểu mẫu có biểu mã này");
            let full =
                several.iter().map(|(_, pack, form)| format!("{}/{}", pack.code, form.code));
            Err(Box::new(finding.list("allowed", full)))
        }
    }
}

fn unusable(written: &Written) -> Finding {
    let finding = Finding::new(Code::E503).at(written.place.clone());
    finding.text("name", written.column).text("value", written.text.as_str())
}

/// A figure that is still asked for and cannot be worked out without one that is not any more.
fn still_needed(pack: &Pack) -> Option<String> {
    let gone = |item: Item| pack.out_of_use.contains(&item);
    let label = |item: Item| pack.catalogue.label(item);
    let weights = pack.catalogue.items().filter_map(|item| {
        match pack.catalogue.element(item)?.over_units {
            OverUnits::WeightedMean { weight } => Some((item, weight)),
            _ => None,
        }
    });
    let moved = pack.transfers.iter().flat_map(|transfer| {
        let totals = transfer.incoming_totals.iter().map(|total| (*total, transfer.incoming));
        let left = transfer.outgoing_totals.iter().map(|total| (*total, transfer.outgoing));
        totals.chain(left).chain([
            (transfer.incoming, transfer.outgoing),
            (transfer.outgoing, transfer.incoming),
        ])
    });
    let (item, needed) =
        weights.chain(moved).find(|(item, needed)| !gone(*item) && gone(*needed))?;
    Some(format!("«{}» còn phải báo cáo và cần «{}» để tổng hợp", label(item), label(needed)))
}
