//! Packs of which figures were sealed and that are not in use any more.

use super::Seals;
use crate::diagnostic::{Code, Finding, Findings};
use crate::model::Period;
use crate::seal::{SealedFigure, SealedPack, Told};

impl Seals {
    /// The packs of a period's seal that are none of those in use, with their figures.
    fn unused(&self, period: Period, used: &[&str]) -> Vec<(&SealedPack, Vec<&SealedFigure>)> {
        let manifest = self.last_of(period).map(|seal| &seal.manifest);
        let packs = manifest.into_iter().flat_map(|manifest| {
            let unused = manifest.packs.iter().filter(|pack| !used.contains(&&*pack.code));
            unused.map(move |pack| {
                let figures = manifest.figures.iter().filter(|of| of.pack == pack.code);
                (pack, figures.collect::<Vec<_>>())
            })
        });
        packs.filter(|(_, figures)| !figures.is_empty()).collect()
    }

    /// Tells which of them there are: their figures are compared with nothing.
    pub(in crate::pipeline) fn say_unused(
        &self,
        period: Period,
        used: &[&str],
        findings: &mut Findings,
    ) {
        let document = self.last_of(period).map_or("", |seal| &seal.manifest.document);
        for (pack, figures) in self.unused(period, used) {
            let finding = Finding::new(Code::E446)
                .text("pack", pack.name.as_str())
                .count("count", figures.len() as u64)
                .text("period", period.to_string())
                .text("document", document);
            findings.push(finding.scope(period.to_string()).scope(pack.code.as_str()));
        }
    }

    /// Their figures as a later seal of the period tells them: as gone.
    pub(in crate::pipeline) fn told_unused(&self, period: Period, used: &[&str]) -> Vec<Told> {
        let gone = self.unused(period, used).into_iter().flat_map(|(_, figures)| figures);
        let told = gone.map(|figure| Told {
            pack: figure.pack.clone(),
            unit: figure.unit.clone(),
            path: figure.path.clone(),
            period: figure.period.clone(),
            before: Some(figure.value.clone()),
            after: None,
        });
        told.collect()
    }
}
