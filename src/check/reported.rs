//! Totals held against what the committee reported in documents of its own.

use crate::diagnostic::{CellNote, Code, Finding, Findings, Place};
use crate::model::{FactKey, Facts, Figure, Operands, Origin, Source};
use crate::pack::Consolidated;

/// Tells every reported figure that the returns at hand do not make: a question of which is right. Where no return
/// is there the document is all there is, and nothing is compared.
pub fn reported(data: &Consolidated, facts: &Facts, findings: &mut Findings) {
    for (key, fact) in facts.documents() {
        let (Some(figure), Some(source), Some(value)) =
            (data.figures.get(key), &fact.source, fact.value)
        else {
            continue;
        };
        let stands_in = matches!(&figure.operands, Operands::Cell(Some(own)) if own == source);
        let same = figure.value == Some(value);
        if !stands_in && !same && figure.coverage.received() > 0 {
            findings.push(differs(data, key, figure, source));
        }
    }
}

fn differs(data: &Consolidated, key: FactKey, figure: &Figure, source: &Source) -> Finding {
    let label = data.pack.catalogue.label(key.item);
    let document = source.origin.as_deref().and_then(Origin::document);
    let page = document.map(|document| document.page.as_str()).filter(|page| !page.is_empty());
    let (received, expected) = (figure.coverage.received(), figure.coverage.expected());
    let coverage = (received < expected).then(|| format!("{received}/{expected}"));
    let place = Place::file(&*source.file).sheet(&*source.sheet).cell(source.cell);
    Finding::new(Code::W536)
        .at(place)
        .text("label", label.as_str())
        .text("reported", &*source.text)
        .maybe("document", document.map(|document| document.number.as_str()))
        .maybe("page", page)
        .maybe("computed", figure.value.map(|value| value.normalize()))
        .maybe("coverage", coverage)
        .cell(CellNote::new(source.cell, label, &*source.text).marked())
        .scope(data.tree.name(key.org))
        .scope(key.period.to_string())
}
