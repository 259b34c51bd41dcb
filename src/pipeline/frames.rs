//! By which rules the documents of a run look, and what an office should know of it.

use chrono::NaiveDate;

use super::PackRun;
use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::frame;
use crate::model::Letterhead;
use crate::pack::shipped_profiles;
use crate::profile::{Kind, Profile};
use crate::report::Form;
use crate::workspace::{SETTINGS, Workspace};

/// Lines that the name of an office may take in a letterhead.
const MOST_LINES: u32 = 3;

/// All document profiles that come with the program.
pub(super) fn profiles() -> Vec<Profile> {
    let shipped = shipped_profiles();
    shipped.into_iter().filter_map(|text| Profile::read(text).ok()).collect()
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
    if workspace.kind.is_none() {
        say_unchosen(form.kind, findings);
    }
    let last_day = run.data.pack.calendar.last_day(run.data.period);
    if let Some(profile) = form.at(date, last_day) {
        say_long_names(profile, &workspace.office, findings);
    }
    form
}

/// The form of an office's documents: what it says itself, or what its name tells.
pub(super) fn form_of<'a>(profiles: &'a [Profile], workspace: &'a Workspace) -> Form<'a> {
    let kind = workspace.kind.unwrap_or_else(|| frame::kind_of(&workspace.office.name));
    Form { profiles, kind, secrecy: workspace.secrecy.as_deref() }
}

fn say_unchosen(kind: Kind, findings: &mut Findings) {
    let finding = Finding::new(Code::W661).at(Place::file(SETTINGS));
    findings.push(finding.text("used", kind.word()));
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
