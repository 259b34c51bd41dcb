//! Figures unlike those of the unit's own earlier periods or of units of its kind, and returns that repeat
//! the last one: questions, one for a unit and form, and never an error. What is true stays accepted.

mod copied;
mod given;
mod history;
mod peers;
mod usual;

use crate::diagnostic::{CellNote, Code, Field, Finding, Findings, MOST_CELLS, Place};
use crate::model::Source;
use crate::pack::{Consolidated, Unusual};
use given::Given;
use usual::Usual;

/// Asks about returns of the run whatever the pack wants to be asked about.
pub fn unusual(data: &Consolidated, findings: &mut Findings) {
    if data.pack.unusual == Unusual::default() {
        return;
    }
    let returns = given::returns(data);
    for given in &returns {
        if let Some(finding) = copied::copied(data, given) {
            // That it has the figures of another period says more than that none of them is new.
            findings.push(finding);
        } else if let Some(finding) = history::unlike_before(data, given) {
            findings.push(finding);
        }
    }
    for finding in peers::unlike_peers(data, &returns) {
        findings.push(finding);
    }
}

/// A figure that is asked about.
struct Strange<'a> {
    /// What it is, with its period where that is not the return's.
    label: String,
    /// As the return has it, or as it was worked out.
    value: Field,
    /// Where it stands.
    source: &'a Source,
    /// What is usual.
    usual: Usual,
    /// The unit of measure of a ratio; empty of a plain figure.
    unit: &'a str,
}

/// One question about a return, that names the first figure and counts the others.
fn question(
    code: Code,
    of: &Given<'_>,
    data: &Consolidated,
    strange: &[Strange<'_>],
) -> Option<Finding> {
    let first = strange.first()?;
    let others = strange.len().saturating_sub(1) as u64;
    let home = Place::file(&*first.source.file).sheet(&*first.source.sheet);
    let mut finding = Finding::new(code)
        .at(home.cell(first.source.cell))
        .text("label", first.label.as_str())
        .field("value", first.value.clone())
        .field("usual", first.usual.in_words(first.unit))
        .maybe("others", (others > 0).then_some(Field::Count(others)));
    for one in strange.iter().take(MOST_CELLS) {
        let mut note = CellNote::new(one.source.cell, one.label.as_str(), one.value.clone())
            .usual(one.usual.in_words(one.unit))
            .marked();
        if one.source.file != first.source.file {
            note = note.in_file(&*one.source.file);
        }
        if one.source.sheet != first.source.sheet {
            note = note.in_sheet(&*one.source.sheet);
        }
        finding = finding.cell(note);
    }
    let finding = finding.scope(data.tree.name(of.org)).scope(of.form.name.as_str());
    Some(finding.scope(of.period.to_string()))
}
