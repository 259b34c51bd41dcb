//! Completeness: who has not reported, and which totals do not cover every unit.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Field, Finding, Findings, Place};
use crate::model::{FactKey, OrgIx, OrgTree};
use crate::pack::{Book, Consolidated, Due};

/// Names every unit without a return, and says once how many totals of the office are partial.
pub fn completeness(
    book: Book<'_>,
    tree: &OrgTree,
    due: &Due,
    office: OrgIx,
    came: &BTreeSet<(String, OrgIx)>,
    returns_folder: &str,
    findings: &mut Findings,
) {
    for form in &book.pack.forms {
        for &org in due.units(&form.code) {
            if !came.contains(&(form.code.clone(), org)) {
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

/// Whether any figure of the office does not cover every unit that owes it, in any period.
pub fn has_partial_totals(data: &Consolidated) -> bool {
    let of_office = data.figures.iter().filter(|(key, _)| key.org == data.office);
    of_office.into_iter().any(|(_, figure)| !figure.coverage.is_complete())
}

/// One finding for every set of missing units, not one for every total.
fn partial_totals(book: Book<'_>, tree: &OrgTree, office: OrgIx, findings: &mut Findings) {
    let catalogue = &book.pack.catalogue;
    let mut partial: BTreeMap<(Vec<OrgIx>, usize), Vec<String>> = BTreeMap::new();
    for item in catalogue.items() {
        let key = FactKey { org: office, item, period: book.pack.period };
        let Some(figure) = book.figures.get(key) else { continue };
        if !figure.coverage.is_complete() {
            let who = (figure.coverage.missing.clone(), figure.coverage.expected());
            partial.entry(who).or_default().push(catalogue.label(item));
        }
    }
    for ((missing, due), labels) in partial {
        let included = due.saturating_sub(missing.len()) as u64;
        let others = labels.len().saturating_sub(1);
        findings.push(
            Finding::new(Code::W404)
                .maybe("label", labels.into_iter().next())
                .maybe("others", (others > 0).then_some(Field::Count(others as u64)))
                .list("missing", missing.iter().map(|org| tree.name(*org)))
                .count("included", included)
                .count("due", due as u64)
                .scope(tree.name(office))
                .scope(book.pack.period.to_string()),
        );
    }
}
