//! What a draft has because of seals: pages of corrections, and which documents are others.

use chrono::NaiveDate;

use super::super::PackRun;
use super::super::shared_template::{ADJUSTMENTS, SharedTemplate, shared};
use super::Seal;
use crate::diagnostic::{Code, Field, Findings};
use crate::report::{Corrections, Form, Rendered, corrections_page, template_finding};
use crate::seal::{DOCUMENTS, sha256};
use crate::trace::{Correction, corrections};
use crate::workspace::Workspace;

/// For each sealed period whose figures are others now, the page that explains the corrections.
pub(in crate::pipeline) fn pages_of_corrections(
    (workspace, form): (&Workspace, Form<'_>),
    pack: &PackRun,
    date: Option<NaiveDate>,
    findings: &mut Findings,
) -> Vec<Rendered> {
    let data = &pack.data;
    let mut pages = Vec::new();
    for earlier in pack.sealed.earlier.iter().filter(|of| !of.changes.is_empty()) {
        let SharedTemplate { name, bytes } = match shared(workspace, ADJUSTMENTS) {
            Ok(template) => template,
            Err(unreadable) => {
                findings.extend(unreadable.iter().cloned());
                return pages;
            }
        };
        let page = corrections_page(
            &bytes,
            &Corrections {
                rows: &corrections(data, earlier),
                document: &earlier.document,
                period: earlier.period,
                report: data.period,
                letterhead: &workspace.office,
                form,
                date,
                last_day: data.pack.calendar.last_day(data.period),
            },
        );
        let told = |problem| template_finding(&name, problem);
        match page {
            Ok(page) => {
                findings.extend(page.notes.into_iter().map(told));
                let name = format!("dieu-chinh-so-lieu-{}.docx", earlier.period.folder());
                pages.push(Rendered::file(&name, page.bytes));
            }
            Err(problems) => findings.extend(problems.into_iter().map(told)),
        }
    }
    pages
}

/// Everything that a pack has otherwise than was sealed, of whatever period.
pub(in crate::pipeline) fn all_corrections(pack: &PackRun) -> Vec<Correction> {
    let all = pack.sealed.own.iter().chain(&pack.sealed.earlier);
    all.flat_map(|of| corrections(&pack.data, of)).collect()
}

/// Names the documents that are others than those that were sealed, where the figures are the same.
pub(in crate::pipeline) fn say_other_documents(
    sealed: Option<&Seal>,
    documents: &[Rendered],
    findings: &mut Findings,
) {
    let Some(Seal { manifest, .. }) = sealed else { return };
    let is_other = |document: &&Rendered| {
        let path = format!("{DOCUMENTS}/{}", document.name);
        let as_sealed = manifest.files.iter().find(|file| file.path == path);
        as_sealed.is_some_and(|file| file.sha256 != sha256(&document.bytes))
    };
    let others: Vec<String> =
        documents.iter().filter(is_other).map(|document| document.name.clone()).collect();
    let told = findings.iter_mut().find(|finding| finding.code == Code::I434);
    if let Some(finding) = told.filter(|_| !others.is_empty()) {
        finding.fields.insert("documents", Field::List(others));
    }
}
