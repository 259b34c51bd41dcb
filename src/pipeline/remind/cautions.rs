//! What the office is told before it sends anything: files that nobody could read, returns that it
//! lost itself, a period of which nothing came, a day that is past.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::pack::period_words::in_words;
use crate::pipeline::{PackRun, Run};
use crate::report::reminder::Reminders;
use crate::text;
use crate::workspace::{RETURNS, SETTINGS, Workspace};

/// Tells everything that may make a reminder a wrong one.
pub(super) fn say(run: &Run, reminders: &Reminders, findings: &mut Findings) {
    for pack in &run.packs {
        say_nothing_came(run, pack, findings);
    }
    say_lost(run, reminders, findings);
    say_unread(reminders, findings);
}

/// A period of which no return came from anybody is most often not the one that was meant, or has
/// not begun.
fn say_nothing_came(run: &Run, pack: &PackRun, findings: &mut Findings) {
    let data = &pack.data;
    let came: BTreeSet<_> = pack.receipts.taken.keys().chain(&pack.receipts.disputed).collect();
    for period in data.made_of() {
        let due = data.pack.forms.iter().flat_map(|form| {
            let units = data.due.units(&data.tree, &form.code, period);
            units.map(|org| data.tree.name(org))
        });
        let units: BTreeSet<&str> = due.collect();
        if units.len() < 2 || came.iter().any(|(_, _, of)| *of == period) {
            continue;
        }
        let last = data.pack.calendar.last_day(period);
        let last = (run.day <= last).then(|| text::date::short(last));
        let finding = Finding::new(Code::W597)
            .at(Place::file(RETURNS))
            .text("period", in_words(period))
            .count("count", units.len() as u64)
            .maybe("last", last);
        findings.push(finding.scope(period.to_string()));
    }
}

/// Returns that came and whose files are gone: nobody is told that nothing came.
fn say_lost(run: &Run, reminders: &Reminders, findings: &mut Findings) {
    let losing = reminders.units.iter().filter(|unit| !unit.returns.lost.is_empty());
    let units: Vec<&str> = losing.map(|unit| run.workspace.tree.name(unit.org)).collect();
    if !units.is_empty() {
        let finding = Finding::new(Code::W596).at(Place::file(RETURNS));
        findings.push(finding.list("units", units));
    }
}

fn say_unread(reminders: &Reminders, findings: &mut Findings) {
    let files: BTreeSet<&str> =
        reminders.unread.iter().map(|file| file.path.as_str()).collect();
    if !files.is_empty() {
        let finding = Finding::new(Code::W593).at(Place::file(RETURNS));
        let finding = finding.count("count", files.len() as u64);
        let names = files
            .into_iter()
            .map(|path| path.strip_prefix(&format!("{RETURNS}/")).unwrap_or(path));
        findings.push(finding.list("files", names));
    }
}

/// The day by which units are to mend, if it is one that a paper can name.
pub(super) fn mend_by(
    workspace: &Workspace,
    date: Option<NaiveDate>,
    last_day: NaiveDate,
    findings: &mut Findings,
) -> Option<NaiveDate> {
    let day = workspace.mend_by?;
    if day > last_day && date.is_none_or(|date| day >= date) {
        return Some(day);
    }
    let place = Place::file(SETTINGS);
    findings.push(Finding::new(Code::W595).at(place).text("day", text::date::short(day)));
    None
}
