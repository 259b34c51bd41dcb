//! The documents that can be cited: those that come with the program, and the office's own.

use chrono::Datelike;

use crate::citation::{Document, Registry};
use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::pack::shared_template;
use crate::text;
use crate::workspace::{DocumentLine, OWN_PACKS, SHARED_TEMPLATES, Workspace};

/// The list of documents, as a file.
const LIST: &str = "van-ban.toml";

/// The documents that can be cited, in a workspace or without one.
pub(super) fn registry(workspace: Option<&Workspace>, findings: &mut Findings) -> Registry {
    let mut registry = Registry::default();
    if let Some(shipped) = shared_template(LIST).and_then(|list| str::from_utf8(list).ok()) {
        add(&mut registry, shipped, &format!("templates/{SHARED_TEMPLATES}/{LIST}"), findings);
    }
    let Some(workspace) = workspace else { return registry };
    let own = workspace.own_template(LIST);
    if own.is_file() {
        let origin = format!("{OWN_PACKS}/{SHARED_TEMPLATES}/{LIST}");
        match std::fs::read_to_string(&own) {
            Ok(list) => add(&mut registry, &list, &origin, findings),
            Err(error) => {
                findings.push(unreadable(&origin, error.to_string()));
            }
        }
    }
    for line in &workspace.documents {
        add_line(&mut registry, line, findings);
    }
    registry
}

fn add(registry: &mut Registry, list: &str, origin: &str, findings: &mut Findings) {
    if let Err(error) = registry.add_toml(list) {
        findings.push(unreadable(origin, error.to_string()));
    }
}

fn unreadable(origin: &str, reason: String) -> Finding {
    Finding::new(Code::E692).at(Place::file(origin)).text("reason", reason)
}

/// Adds a document of the office's sheet; one that is nearly a known one is told.
fn add_line(registry: &mut Registry, line: &DocumentLine, findings: &mut Findings) {
    let listed = &line.listed;
    let is_near = |known: &&Document| {
        let (one, other) = (known.date, listed.date);
        let same_day = (one.day(), one.month()) == (other.day(), other.month());
        known.place.is_none() && one != other && (one.year() == other.year() || same_day)
    };
    let near = registry.of_number(&listed.number).into_iter().find(is_near);
    if let Some(near) = near {
        let day = text::date::short(listed.date);
        let written = format!("{}, ngày {day} của {}", listed.number, listed.issuer);
        let finding = Finding::new(Code::W693).at(line.number.place.clone());
        findings.push(finding.text("written", written).text("meant", near.told_apart()));
    }
    if let Err(reason) = registry.add(listed.clone()) {
        findings.push(line.kind.unusable().text("reason", reason));
    }
}
