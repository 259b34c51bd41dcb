//! The days that the settings set, found for the forms of the packs in use.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::diagnostic::Findings;
use crate::model::Period;
use crate::pack::{Deadlines, Form, Pack};
use crate::text;
use crate::workspace::{DeadlineLine, Workspace};

/// What a line is about: the narrower wins, whatever the order of the lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Scope {
    All,
    OfPack,
    OfForm,
}

/// A day that a line sets: how narrowly, and the cell that says so.
type Set = (Scope, NaiveDate, String);

/// The deadlines of each of the packs, in order.
pub(super) fn of(
    packs: &[Pack],
    workspace: &Workspace,
    findings: &mut Findings,
) -> Vec<Deadlines> {
    let mut set: Vec<BTreeMap<(String, Period), Set>> = vec![BTreeMap::new(); packs.len()];
    for line in &workspace.deadlines {
        let Some(scope) = scope(packs, line, findings) else { continue };
        let mut fits = false;
        for (pack, set) in packs.iter().zip(&mut set) {
            let reported = pack.schedule.is_reported(line.period);
            let forms = pack.forms.iter().filter(|form| reported && is_about(line, pack, form));
            for form in forms {
                fits = true;
                let cell = line.day_written.place.cell;
                let cell = cell.map_or_else(String::new, |cell| cell.to_string());
                let new = (scope, line.day, cell);
                let key = (form.code.clone(), line.period);
                match set.get(&key) {
                    Some((known, ..)) if *known > scope => {}
                    Some((known, day, first)) if *known == scope && *day != line.day => {
                        let finding = line.day_written.unusable().text("first", first);
                        findings.push(finding.text("reason", "biểu và kỳ này đã có hạn khác"));
                    }
                    _ => {
                        set.insert(key, new);
                    }
                }
            }
        }
        if !fits {
            findings.push(unknown_period(packs, line));
        }
    }
    let days = |set: BTreeMap<(String, Period), Set>| {
        set.into_iter().map(|(key, (_, day, _))| (key, day)).collect()
    };
    set.into_iter().map(days).collect()
}

/// What a line names; what nobody knows is a finding.
fn scope(packs: &[Pack], line: &DeadlineLine, findings: &mut Findings) -> Option<Scope> {
    let forms = || packs.iter().flat_map(|pack| &pack.forms);
    if line.of.text.is_empty() {
        return Some(Scope::All);
    }
    if forms().any(|form| names(line, &form.code, &form.name)) {
        return Some(Scope::OfForm);
    }
    if packs.iter().any(|pack| names(line, &pack.code, &pack.name)) {
        return Some(Scope::OfPack);
    }
    let known = packs.iter().map(|pack| &pack.code).chain(forms().map(|form| &form.code));
    let known: Vec<String> = known.cloned().collect();
    let finding = line.of.unusable();
    let finding = finding.text("reason", "không bộ biểu mẫu nào đang dùng có biểu này");
    let nearest = text::nearest(&line.of.text, &known);
    findings.push(match nearest {
        None => finding.list("allowed", known),
        near => finding.maybe("nearest", near),
    });
    None
}

fn is_about(line: &DeadlineLine, pack: &Pack, form: &Form) -> bool {
    line.of.text.is_empty()
        || names(line, &form.code, &form.name)
        || names(line, &pack.code, &pack.name)
}

fn names(line: &DeadlineLine, code: &str, name: &str) -> bool {
    let key = text::key::of(&line.of.text);
    key == text::key::of(code) || key == text::key::of(name)
}

/// A period for which what the line names is not reported.
fn unknown_period(packs: &[Pack], line: &DeadlineLine) -> crate::diagnostic::Finding {
    let about = |pack: &&Pack| pack.forms.iter().any(|form| is_about(line, pack, form));
    let ids = packs.iter().filter(about).flat_map(|pack| pack.schedule.ids());
    let ids: std::collections::BTreeSet<String> = ids.collect();
    let finding = line.period_written.unusable();
    finding.text("reason", "không có biểu nào báo cáo cho kỳ này").list("allowed", ids)
}
