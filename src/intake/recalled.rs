//! What returns say of earlier periods, held against what was reported for them.

use super::Fact;
use crate::diagnostic::{CellNote, Code, Field, Finding, Findings, Place};
use crate::model::{FactKey, Facts, OrgTree, Source, State};
use crate::pack::Pack;
use crate::sheet::same_number;

/// Takes what is recalled where no return of the period itself gives it; where one does, both must
/// say the same, and the period's own return counts.
pub(super) fn settle(
    recalled: Vec<(FactKey, Fact)>,
    facts: &mut Facts,
    pack: &Pack,
    tree: &OrgTree,
    findings: &mut Findings,
) {
    for (key, fact) in recalled {
        // A cell left blank in the period's own return gives nothing.
        let Some(known) = facts.get(key).filter(|known| known.state != State::Absent) else {
            if fact.state != State::Absent {
                facts.insert(key, fact);
            }
            continue;
        };
        if missing(known) != missing(&fact) {
            // Consolidated returns of different branches: the one that covers more counts.
            if missing(&fact).len() < missing(known).len() {
                facts.insert(key, fact);
            }
            continue;
        }
        let (Some(reported), Some(value)) = (known.value, fact.value) else { continue };
        // A mean that went through a spreadsheet has lost its last digits.
        if same_number(value, reported) {
            continue;
        }
        let label = pack.catalogue.label(key.item);
        let mut finding = Finding::new(Code::E311)
            .text("label", label.as_str())
            .text("period", key.period.to_string())
            .number("reported", reported)
            .number("recalled", value)
            .maybe("difference", value.checked_sub(reported).map(Field::Number))
            .scope(tree.name(key.org))
            .scope(key.period.to_string());
        if let Some(source) = &fact.source {
            finding = finding.at(place(source)).cell(note(source, &label).marked());
        }
        if let Some(source) = &known.source {
            // The other cell stands in another file, which the note names.
            finding = finding.cell(note(source, &label).in_sheet(&*source.file));
        }
        findings.push(finding);
    }
}

/// Units below that are missing from a fact.
fn missing(fact: &Fact) -> &[String] {
    fact.consolidated.as_deref().map_or(&[], |below| &below.missing)
}

fn place(source: &Source) -> Place {
    Place::file(&*source.file).sheet(&*source.sheet).cell(source.cell)
}

fn note(source: &Source, label: &str) -> CellNote {
    CellNote::new(source.cell, label, &*source.text).worked_out(source.result)
}
