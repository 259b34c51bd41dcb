//! Hidden sheets beside visible ones of the same form: what people see is what was sent.

use std::collections::{BTreeMap, BTreeSet};

use super::SheetOfForm;
use crate::diagnostic::{Code, Finding, Place};
use crate::intake::untouched::is_blank;
use crate::pack::Form;
use crate::sheet::{Sheet, Visibility, Workbook};

/// Takes hidden sheets out of a workbook that has a visible one of the same sheet of a form with
/// something in it, and says so. Where all that people see of it is blank, the blank goes and what is
/// hidden is read.
pub(super) fn take_out(
    path: &str,
    workbook: &mut Workbook,
    told: &[(usize, SheetOfForm)],
    forms: &[&Form],
) -> Vec<Finding> {
    let mut of_one: BTreeMap<SheetOfForm, Vec<usize>> = BTreeMap::new();
    for (at, of) in told {
        of_one.entry(*of).or_default().push(*at);
    }
    let (mut findings, mut out) = (Vec::new(), BTreeSet::new());
    for ((form, sheet), all) in of_one {
        let Some(form) = forms.get(form) else { continue };
        let Some(of_form) = form.sheets.get(sheet) else { continue };
        let sheets = all.iter().filter_map(|at| Some((*at, workbook.sheets.get(*at)?)));
        let (seen, hidden): (Vec<_>, Vec<_>) =
            sheets.partition(|(_, sheet)| sheet.visibility == Visibility::Visible);
        let is_filled = |(_, sheet): &&(usize, &Sheet)| !is_blank(sheet, of_form);
        let Some((_, first)) = hidden.first() else { continue };
        let Some((_, visible)) = seen.iter().find(is_filled) else {
            if hidden.iter().any(|of| is_filled(&of)) {
                out.extend(seen.iter().map(|(at, _)| *at));
            }
            continue;
        };
        let place = Place::file(path).sheet(first.legible_name());
        let finding = Finding::new(Code::W129).at(place).text("form", form.name.as_str());
        let finding = finding.list("sheets", hidden.iter().map(|(_, of)| of.legible_name()));
        findings.push(finding.text("visible", visible.legible_name()));
        out.extend(hidden.iter().map(|(at, _)| *at));
    }
    let mut at = 0;
    workbook.sheets.retain(|_| {
        at += 1;
        !out.contains(&(at - 1))
    });
    findings
}
