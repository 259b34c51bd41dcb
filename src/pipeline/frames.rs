//! By which rules the documents of a run look, and what an office should know of it.

use chrono::NaiveDate;

use super::PackRun;
use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::frame;
use crate::model::{Letterhead, OrgUnitKind};
use crate::pack::shipped_profiles;
use crate::profile::{self, Kind, Profile};
use crate::report::Form;
use crate::text;
use crate::workspace::{SETTINGS, Workspace};

/// Lines that the name of an office may take in a letterhead.
const MOST_LINES: u32 = 3;

/// All document profiles that come with the program.
pub(super) fn profiles() -> Vec<Profile> {
    let shipped = shipped_profiles();
    shipped.into_iter().filter_map(|text| Profile::read(text).ok()).collect()
}

/// Whose rules an office follows, as far as its name tells.
pub fn kind_of(office: &str) -> Kind {
    frame::kind_of(&profiles(), office)
}

/// The Party unit of an office, as far as the office's name tells.
pub fn unit_of(office: &str) -> String {
    profile::unit_of(&profiles(), office)
}

/// The kind of a unit, as far as its name tells: mostly a committee at the base.
pub fn unit_kind_of(unit: &str) -> OrgUnitKind {
    let name = text::key::of(unit);
    let named = |kind: &OrgUnitKind| name.starts_with(&text::key::of(kind.name()));
    let known = || OrgUnitKind::ALL.into_iter().find(named);
    // A branch is not known by the office's name, only by its own.
    let cell = || name.starts_with(&text::key::of("Chi bộ"));
    profile::unit_kind(&profiles(), unit).or_else(known).unwrap_or_else(|| {
        if cell() { OrgUnitKind::GrassrootsCell } else { OrgUnitKind::GrassrootsCommittee }
    })
}

/// The form of an office's documents; where any of them is drawn by it, what is not plain is told.
pub(super) fn form<'a>(
    profiles: &'a [Profile],
    workspace: &'a Workspace,
    packs: &[PackRun],
    date: Option<NaiveDate>,
    findings: &mut Findings,
) -> Form<'a> {
    let form = form_of(profiles, workspace);
    let is_framed =
        |run: &&PackRun| run.data.pack.reports.iter().any(|report| report.frame.is_some());
    let Some(run) = packs.iter().find(is_framed) else { return form };
    let last_day = run.data.pack.calendar.last_day(run.data.period);
    say_not_plain(&form, workspace, date, last_day, findings);
    form
}

/// Tells what is not plain of the frame of a document; `last_day` is that of its period.
pub(super) fn say_not_plain(
    form: &Form<'_>,
    workspace: &Workspace,
    date: Option<NaiveDate>,
    last_day: NaiveDate,
    findings: &mut Findings,
) {
    if workspace.kind.is_none() {
        say_unchosen(form.kind, findings);
    }
    if let Some(profile) = form.at(date, last_day) {
        say_long_names(profile, &workspace.office, findings);
        say_open_authority(profile, &workspace.office, findings);
        say_earlier(profile, date.unwrap_or(last_day), findings);
    }
}

/// The form of an office's documents: what it says itself, or what its name tells.
pub(super) fn form_of<'a>(profiles: &'a [Profile], workspace: &'a Workspace) -> Form<'a> {
    let kind =
        workspace.kind.unwrap_or_else(|| frame::kind_of(profiles, &workspace.office.name));
    Form { profiles, kind, secrecy: workspace.secrecy.as_deref() }
}

fn say_unchosen(kind: Kind, findings: &mut Findings) {
    let finding = Finding::new(Code::W661).at(Place::file(SETTINGS));
    findings.push(finding.text("used", kind.word()));
}

/// A signer of whom nobody can tell by what authority he signs.
fn say_open_authority(profile: &Profile, office: &Letterhead, findings: &mut Findings) {
    if frame::authority_is_open(profile, office) {
        let finding = Finding::new(Code::W667).at(Place::file(SETTINGS));
        let finding = finding.text("title", office.signer_title.as_str());
        findings.push(finding.text("office", office.name.as_str()));
    }
}

/// A document from before the first rules that are known.
fn say_earlier(profile: &Profile, day: NaiveDate, findings: &mut Findings) {
    if day < profile.from {
        let finding = Finding::new(Code::W668).text("day", text::date::short(day));
        findings.push(finding.text("rules", profile.name.as_str()));
    }
}

/// Names that take so many lines that the letterhead looks odd.
pub(super) fn say_long_names(profile: &Profile, office: &Letterhead, findings: &mut Findings) {
    let names = [(&profile.superior, &office.superior), (&profile.issuer, &office.name)];
    for (component, name) in names {
        let lines = frame::lines_of_name(profile, component, name);
        if lines > MOST_LINES {
            let finding = Finding::new(Code::W541).text("name", name.as_str());
            findings.push(finding.count("lines", u64::from(lines)));
        }
    }
}
