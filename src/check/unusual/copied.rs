//! Returns with all the figures of the unit's last one.

use super::given::{self, Given, GivenFigure};
use crate::diagnostic::{CellNote, Code, Finding, MOST_CELLS, Place};
use crate::model::{FactKey, OverPeriods, Period};
use crate::pack::Consolidated;
use crate::pack::period_words::in_words;

/// Asks whether a return is a copy of the unit's last of the same kind: all its figures, enough of them other
/// than 0, and among them something that happened. (Who is there may stay the same for years, and a
/// cumulative figure through a quarter.)
pub(super) fn copied(data: &Consolidated, of: &Given<'_>) -> Option<Finding> {
    let enough = data.pack.unusual.copied?;
    let last = last_before(data, of)?;
    let own: Vec<&GivenFigure<'_>> =
        of.figures.iter().filter(|figure| figure.key.period == of.period).collect();
    let same = own.iter().all(|figure| {
        let there = given::given(data, FactKey { period: last, ..figure.key });
        there.is_some_and(|there| there.value == figure.value)
    });
    let happened = |figure: &&GivenFigure<'_>| {
        let element = data.pack.catalogue.element(figure.key.item);
        !figure.value.is_zero()
            && element.is_some_and(|element| element.over_periods == OverPeriods::Sum)
    };
    let other_than_0: Vec<&&GivenFigure<'_>> =
        own.iter().filter(|figure| !figure.value.is_zero()).collect();
    if !same || other_than_0.len() < enough || !own.iter().any(happened) {
        return None;
    }
    let first = other_than_0.first()?.source;
    let mut finding = Finding::new(Code::W332)
        .at(Place::file(&*first.file).sheet(&*first.sheet))
        .count("count", other_than_0.len() as u64)
        .text("last", in_words(last));
    for figure in other_than_0.iter().take(MOST_CELLS) {
        let (label, value) = (figure.label(data, of.period), figure.value.normalize());
        let mut note = CellNote::new(figure.source.cell, label, value);
        if figure.source.sheet != first.sheet {
            note = note.in_sheet(&*figure.source.sheet);
        }
        finding = finding.cell(note);
    }
    let finding = finding.scope(data.tree.name(of.org)).scope(of.form.name.as_str());
    Some(finding.scope(of.period.to_string()))
}

/// The unit's latest earlier return of the same kind.
fn last_before(data: &Consolidated, of: &Given<'_>) -> Option<Period> {
    let earlier =
        data.due.reported().iter().filter(|period| {
            period.shape() == of.period.shape() && of.period.ends_after(**period)
        });
    let came = |period: &&Period| !given::figures(data, of.form, of.org, **period).is_empty();
    earlier.rev().find(came).copied()
}
