//! Which periods can be had from the returns that were asked for, and from which of them.

use std::collections::BTreeSet;

use super::calendar::{Month, Span, month};
use super::indicators;
use super::measure::{self, Measure, OverPeriods};
use super::world::{FIRST_YEAR, LAST_YEAR, Scheme, World};

/// The reported periods that a run looks at: all of the years of the records, and of earlier years
/// what it compares itself with; none that ends after the run.
pub fn looked_at(world: &World) -> Vec<Span> {
    let past = |span: &Span| span.last <= world.run.last;
    let mut all = world.reported_in(FIRST_YEAR..=LAST_YEAR);
    if world.scheme != Scheme::TwoYears {
        let ever = world.reported_in(FIRST_YEAR - 4..=LAST_YEAR);
        let bases = indicators::bases(world).into_iter();
        let made = bases.filter_map(|base| made_from(world.scheme, &ever, base));
        all.extend(made.flatten().map(|(_, span)| span));
    }
    all.retain(past);
    all.sort();
    all.dedup();
    all
}

/// The reported periods that end by the end of the run.
pub fn taken(world: &World) -> &[Span] {
    &world.looked_at
}

/// The periods for which returns say a figure themselves, those that they recall among them.
pub fn told(world: &World, measure: Measure) -> Vec<Span> {
    let mut told = taken(world).to_vec();
    if world.recalls && measure.is_recalled() {
        told.extend(taken(world).iter().map(|span| span.years_back(1)));
        told.sort();
        told.dedup();
    }
    told
}

/// The reported periods that the figure of some months needs; `None` when it cannot be had.
pub fn needed(world: &World, measure: Measure, span: Span) -> Option<Vec<Span>> {
    let told = told(world, measure);
    if told.contains(&span) {
        return Some(vec![span]);
    }
    let made = made_of(world, span)?;
    let ends = |month: Month| told.iter().copied().filter(move |of| of.last == month);
    match measure.over_periods() {
        OverPeriods::Sum => Some(made.into_iter().map(|(_, of)| of).collect()),
        OverPeriods::Last => Some(vec![ends(span.last).next()?]),
        OverPeriods::First => {
            let first = made.iter().find(|(added, of)| *added && of.first == span.first)?;
            (made.iter().all(|(added, _)| *added)).then(|| vec![first.1])
        }
        OverPeriods::Min | OverPeriods::Max => made
            .iter()
            .all(|(added, _)| *added)
            .then(|| made.into_iter().map(|(_, of)| of).collect()),
        OverPeriods::None => None,
    }
}

/// The reported periods that are added (true) and taken off (false) to make some months.
pub fn made_of(world: &World, span: Span) -> Option<Vec<(bool, Span)>> {
    made_from(world.scheme, taken(world), span)
}

fn made_from(scheme: Scheme, known: &[Span], span: Span) -> Option<Vec<(bool, Span)>> {
    let mut parts = Vec::new();
    let mut at = span.first;
    while at <= span.last {
        let (first, december) = (at / 12 * 12, at / 12 * 12 + 11);
        let until = span.last.min(december);
        if scheme == Scheme::Cumulative {
            parts.push((true, Span { first, last: until }));
            if at > first {
                parts.push((false, Span { first, last: at - 1 }));
            }
            at = until + 1;
        } else {
            let next = known.iter().find(|of| of.first == at && of.last <= span.last)?;
            parts.push((true, *next));
            at = next.last + 1;
        }
    }
    parts.iter().all(|(_, of)| known.contains(of)).then_some(parts)
}

/// The periods for which figures are wanted, whether reported or made of what is.
pub fn wanted(world: &World) -> BTreeSet<Span> {
    let usual = (FIRST_YEAR..=LAST_YEAR).flat_map(|year| {
        let months = (1..=12).map(move |month| Span::of(year, month, month));
        let quarters = [3, 6, 9, 12].map(move |last| Span::of(year, last - 2, last));
        let others = [6, 9, 12].map(move |last| Span::of(year, 1, last));
        months.chain(quarters).chain(others)
    });
    let bases = indicators::bases(world).into_iter().chain([world.run]);
    let made = usual.chain(bases).filter(|span| made_of(world, *span).is_some());
    made.chain(taken(world).iter().copied()).collect()
}

/// The periods for which any figure stands.
pub fn kept(world: &World) -> BTreeSet<Span> {
    let mut kept = wanted(world);
    kept.extend(measure::ALL.iter().flat_map(|measure| told(world, *measure)));
    kept.extend(world.plan.iter().map(|(_, year, _)| Span::years(*year, *year)));
    kept
}

/// January of the month's year.
pub fn january(at: Month) -> Month {
    month(at / 12, 1)
}
