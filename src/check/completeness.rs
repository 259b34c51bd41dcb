//! Completeness: who has not reported, and which totals do not cover every unit.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::model::{FactKey, OrgIx, OrgTree};
use crate::pack::{Book, Due};

/// How many labels a gathered finding names.
const SHOWN: usize = 5;

/// Names every unit without a return, and says once how many totals of the office are partial.
pub fn completeness(
    book: Book<'_>,
    tree: &OrgTree,
    due: &Due,
    office: OrgIx,
    returned: &BTreeSet<(String, OrgIx)>,
    returns_folder: &str,
    findings: &mut Findings,
) {
    for form in &book.pack.forms {
        for &org in due.units(&form.code) {
            if !returned.contains(&(form.code.clone(), org)) {
                let finding = Finding::new(Code::W401)
                    .at(Place::file(returns_folder))
                    .text("unit", tree.name(org))
                    .text("form", form.name.as_str())
                    .scope(tree.name(org))
                    .scope(book.pack.period.to_string());
                findings.push(finding);
            }
        }
    }
    partial_totals(book, tree, office, findings);
}

fn partial_totals(book: Book<'_>, tree: &OrgTree, office: OrgIx, findings: &mut Findings) {
    let catalogue = &book.pack.catalogue;
    let mut partial = Vec::new();
    let mut missing = BTreeSet::new();
    let mut all_of = 0;
    for item in catalogue.items() {
        let key = FactKey { org: office, item, period: book.pack.period };
        let Some(figure) = book.figures.get(key) else { continue };
        all_of = all_of.max(figure.coverage.expected);
        if !figure.coverage.is_complete() {
            partial.push(catalogue.label(item));
            missing.extend(figure.missing.iter().copied());
        }
    }
    if partial.is_empty() {
        return;
    }
    let more = partial.len().saturating_sub(SHOWN);
    partial.truncate(SHOWN);
    let mut label = partial.join("», «");
    if more > 0 {
        label = format!("{label}» … (+{more}) «");
    }
    let due = u64::from(all_of);
    findings.push(
        Finding::new(Code::W404)
            .text("label", label)
            .list("missing", missing.iter().map(|org| tree.name(*org)))
            .count("included", due.saturating_sub(missing.len() as u64))
            .count("due", due)
            .scope(tree.name(office))
            .scope(book.pack.period.to_string()),
    );
}
