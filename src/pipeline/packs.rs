//! Which packs a run uses: the office's own before those that come with the program.

use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::model::{Figures, OrgIx, Period};
use crate::pack::{self, Consolidated, Due, OwedBy, Pack, PackFiles};
use crate::text;
use crate::workspace::{OWN_PACKS, SETTINGS, Workspace};

/// Loads every pack in use; at least one must report on the period.
pub(super) fn load(
    workspace: &Workspace,
    period: Period,
    findings: &mut Findings,
) -> Vec<Pack> {
    let mut packs: Vec<Pack> = Vec::new();
    for code in &workspace.packs {
        if packs.iter().any(|pack| pack.code == *code) {
            continue;
        }
        if let Some(files) = files(workspace, code, findings) {
            packs.extend(pack::load(&files, findings));
        }
    }
    if !packs.is_empty() && !packs.iter().any(|pack| pack.period == period) {
        let periods = packs.iter().map(|pack| pack.period.to_string());
        findings.push(
            Finding::new(Code::E508)
                .text("period", period.to_string())
                .text("reason", "không bộ biểu mẫu nào đang dùng báo cáo cho kỳ này")
                .list("available", periods),
        );
    }
    packs
}

fn files(workspace: &Workspace, code: &str, findings: &mut Findings) -> Option<PackFiles> {
    let own = workspace.own_pack(code);
    if own.is_dir() {
        let origin = format!("{OWN_PACKS}/{code}");
        return match PackFiles::in_folder(&own, origin.clone()) {
            Ok(files) => Some(files),
            Err(error) => {
                let finding = Finding::new(Code::E701).at(Place::file(origin));
                findings.push(finding.text("reason", error.to_string()));
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

/// A pack applied to the organisation, before anything has been read.
pub(super) fn without_figures(pack: Pack, workspace: &Workspace) -> Consolidated {
    let due = Due::new(&pack, &workspace.tree, workspace.unit);
    let by_kind =
        pack.forms.iter().filter(|form| form.owed_by.iter().any(|by| *by != OwedBy::Office));
    let mut units: Vec<OrgIx> =
        by_kind.flat_map(|form| due.units(&form.code).to_vec()).collect();
    units.sort_unstable();
    units.dedup();
    Consolidated {
        pack,
        tree: workspace.tree.clone(),
        office: workspace.unit,
        units,
        due,
        figures: Figures::default(),
    }
}
