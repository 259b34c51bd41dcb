//! Names the figures that documents print and the office does not ask for: one finding a document.

use std::collections::{BTreeMap, BTreeSet};

use super::printing::PrintLog;
use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::pack::Consolidated;

/// One finding for the documents that print the same figures of forms out of use.
pub(super) fn say_out_of_use(data: &Consolidated, log: &PrintLog, findings: &mut Findings) {
    let mut printed: BTreeMap<&BTreeSet<String>, BTreeSet<String>> = BTreeMap::new();
    for (key, figure) in log.iter().filter(|(_, figure)| figure.out_of_use) {
        printed.entry(&figure.documents).or_default().insert(key.path(data));
    }
    for (documents, paths) in printed {
        let documents: Vec<&str> = documents.iter().map(String::as_str).collect();
        let finding = Finding::new(Code::W616).at(Place::file(documents.join(", ")));
        let finding = finding.count("count", paths.len() as u64);
        findings.push(finding.list("figures", paths).scope(data.pack.code.as_str()));
    }
}
