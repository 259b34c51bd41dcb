//! Which packs a run uses: the office's own before those that come with the program.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::system::in_words;
use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::model::{Facts, Figures, OrgIx, OrgTree, Period, Statements};
use crate::pack::{
    self, Consolidated, Deadlines, Due, OwedBy, OwedTwice, Pack, PackFiles, Restated, RunScope,
};
use crate::text;
use crate::workspace::{OWN_PACKS, SETTINGS, Workspace};

/// Loads every pack in use; at least one must report on the period.
pub(super) fn load(
    workspace: &Workspace,
    period: Period,
    findings: &mut Findings,
) -> Vec<Pack> {
    let packs = in_use(workspace, findings);
    if !packs.is_empty() && !packs.iter().any(|pack| is_in_run(pack, period)) {
        let periods = packs.iter().flat_map(|pack| pack.schedule.ids());
        findings.push(
            Finding::new(Code::E508)
                .text("period", period.to_string())
                .text("reason", "không bộ biểu mẫu nào đang dùng báo cáo cho kỳ này")
                .list("available", periods),
        );
    }
    packs
}

/// Every pack in use, whatever it reports on.
pub(super) fn in_use(workspace: &Workspace, findings: &mut Findings) -> Vec<Pack> {
    let mut packs: Vec<Pack> = Vec::new();
    for code in &workspace.packs {
        if packs.iter().any(|pack| pack.code == *code) {
            continue;
        }
        let Some(files) = files(workspace, code, findings) else { continue };
        let pack = pack::load(&files, findings);
        if let Some(other) = pack.as_ref().filter(|pack| pack.code != *code) {
            let finding = Finding::new(Code::E533).at(Place::file(files.address("pack.toml")));
            let finding = finding.text("folder", format!("{OWN_PACKS}/{code}"));
            findings.push(finding.text("code", other.code.as_str()));
        }
        packs.extend(pack.filter(|pack| packs.iter().all(|other| other.code != pack.code)));
    }
    no_form_twice(&packs, findings);
    packs
}

/// Refuses packs of which returns could not be told apart.
fn no_form_twice(packs: &[Pack], findings: &mut Findings) {
    for (at, pack) in packs.iter().enumerate() {
        let others = packs.iter().skip(at + 1);
        for other in others {
            let twice = pack.forms.iter().find(|form| {
                let mut of_other = other.forms.iter();
                of_other.any(|one| one.looks_like(form))
            });
            if let Some(form) = twice {
                let codes = [&pack.code, &other.code].map(|code| format!("`{code}`"));
                let finding = Finding::new(Code::E534).at(Place::file(SETTINGS));
                let finding = finding.text("form", form.name.as_str());
                findings.push(finding.list("packs", codes));
            }
        }
    }
}

/// The pack with a code: the office's own, else the one that comes with the program.
pub(super) fn with_code(
    workspace: Option<&Workspace>,
    code: &str,
    findings: &mut Findings,
) -> Option<Pack> {
    let files = match workspace {
        Some(workspace) => files(workspace, code, findings),
        None => PackFiles::shipped(code).or_else(|| {
            let known = PackFiles::shipped_codes();
            let finding = Finding::new(Code::E507).text("pack", code);
            let finding = finding.maybe("nearest", text::nearest(code, known.clone()));
            findings.push(finding.list("available", known));
            None
        }),
    }?;
    pack::load(&files, findings)
}

/// Whether a pack has figures for a period: reported ones, or such as follow from them.
pub(super) fn is_in_run(pack: &Pack, period: Period) -> bool {
    pack.schedule.makes(period).is_some()
}

fn files(workspace: &Workspace, code: &str, findings: &mut Findings) -> Option<PackFiles> {
    let own = workspace.own_pack(code);
    if own.is_dir() {
        let origin = format!("{OWN_PACKS}/{code}");
        return match PackFiles::in_folder(&own, origin.clone()) {
            Ok(files) => Some(files),
            Err(error) => {
                let finding = Finding::new(Code::E701).at(Place::file(origin));
                findings.push(finding.field("reason", in_words(&error)));
                None
            }
        };
    }
    let shipped = PackFiles::shipped(code);
    if shipped.is_none() {
        let mut known = PackFiles::shipped_codes();
        known.extend(workspace.own_packs());
        findings.push(
            Finding::new(Code::E507)
                .at(Place::file(SETTINGS))
                .text("pack", code)
                .maybe("nearest", text::nearest(code, known.clone()))
                .list("available", known),
        );
    }
    shipped
}

/// A pack applied to the organisation, before anything has been read; `given` are the facts of
/// the settings.
pub(super) fn without_figures(
    pack: Pack,
    workspace: &Workspace,
    period: Period,
    given: &Facts,
) -> Consolidated {
    applied(pack, (&workspace.tree, workspace.unit, workspace.term), period, given)
}

/// A pack applied to an organisation, of which one unit is the office, and the term of its
/// committee.
pub(super) fn applied(
    mut pack: Pack,
    (tree, office, term): (&OrgTree, OrgIx, Option<Period>),
    period: Period,
    given: &Facts,
) -> Consolidated {
    pack.calendar.term = term;
    let given = given.iter().map(|(key, _)| key).collect();
    let scope = RunScope { period, came: &BTreeSet::new(), given: &given };
    let due = Due::new(&pack, tree, office, scope);
    let of_units =
        pack.forms.iter().filter(|form| form.owed_by.iter().any(|by| *by != OwedBy::Office));
    // Of a duty for another period only its returns matter, which are known and left alone.
    let made_of = pack.schedule.makes(period).unwrap_or_default();
    let mut units: Vec<OrgIx> = Vec::new();
    for form in of_units {
        for (_, period) in &made_of {
            units.extend(due.units(tree, &form.code, *period));
        }
    }
    // What an office with units below it fills in itself makes it no reporting unit of its own.
    units.retain(|unit| *unit != office || tree.children(office).is_empty());
    units.sort_unstable();
    units.dedup();
    Consolidated {
        pack,
        period,
        tree: tree.clone(),
        office,
        units,
        due,
        deadlines: Deadlines::new(),
        figures: Figures::default(),
        statements: Statements::default(),
        restated: Restated::new(),
    }
}

/// Takes the periods into account for which returns have come.
pub(super) fn widen(data: &mut Consolidated, came: &BTreeSet<Period>, given: &Facts) {
    let given = given.iter().map(|(key, _)| key).collect();
    let scope = RunScope { period: data.period, came, given: &given };
    data.due = Due::new(&data.pack, &data.tree, data.office, scope);
}

/// Units that are not under the office are in no total: they are named, not passed over.
pub(super) fn say_units_left_out(workspace: &Workspace, findings: &mut Findings) {
    let tree = &workspace.tree;
    let related =
        |org| tree.is_within(org, workspace.unit) || tree.is_within(workspace.unit, org);
    let left_out = tree.iter().filter(|(org, _)| !related(*org));
    let left_out: Vec<&str> = left_out.map(|(_, unit)| unit.name.as_str()).collect();
    if !left_out.is_empty() {
        let finding =
            Finding::new(Code::W523).at(Place::file(SETTINGS)).list("units", left_out);
        findings.push(finding.text("office", tree.name(workspace.unit)));
    }
}

/// A unit and one above it that owe the same figure would count it twice: one finding for every
/// upper unit.
pub(super) fn say_owed_twice(data: &Consolidated, findings: &mut Findings) {
    let mut by_upper: BTreeMap<OrgIx, Vec<OwedTwice>> = BTreeMap::new();
    for twice in data.due.owed_twice(&data.tree) {
        by_upper.entry(twice.upper).or_default().push(twice);
    }
    for (upper, twice) in by_upper {
        let Some(first) = twice.first() else { continue };
        let lower = twice.iter().map(|twice| data.tree.name(twice.lower));
        let finding = Finding::new(Code::E524)
            .at(Place::file(SETTINGS))
            .text("upper", data.tree.name(upper))
            .list("lower", lower)
            .text("label", data.pack.catalogue.label(first.item));
        findings.push(finding.scope(data.pack.code.as_str()));
    }
}
