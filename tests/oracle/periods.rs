//! Which periods can be had from the returns that were asked for, and from which of them.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use super::calendar::{Month, Span, month};
use super::measure::{self, Measure, OverPeriods};
use super::world::{FIRST_YEAR, LAST_YEAR, Scheme, World};

/// The years that a run looks at: those of the records, and those it compares itself with.
fn years(world: &World) -> RangeInclusive<u32> {
    let first = match world.scheme {
        Scheme::TwoYears => FIRST_YEAR,
        _ => FIRST_YEAR.min(world.run.before().first / 12),
    };
    first..=LAST_YEAR
}

/// The reported periods that end by the end of the run.
pub fn taken(world: &World) -> Vec<Span> {
    let reported = world.reported_in(years(world)).into_iter();
    reported.filter(|span| span.last <= world.run.last).collect()
}

/// The periods for which returns say a figure themselves, those that they recall among them.
pub fn told(world: &World, measure: Measure) -> Vec<Span> {
    let mut told = taken(world);
    if world.recalls && measure.is_recalled() {
        told.extend(taken(world).into_iter().map(|span| span.years_back(1)));
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
    let taken = taken(world);
    let mut parts = Vec::new();
    let mut at = span.first;
    while at <= span.last {
        let (first, december) = (at / 12 * 12, at / 12 * 12 + 11);
        let until = span.last.min(december);
        if world.scheme == Scheme::Cumulative {
            parts.push((true, Span { first, last: until }));
            if at > first {
                parts.push((false, Span { first, last: at - 1 }));
            }
            at = until + 1;
        } else {
            let next = taken.iter().find(|of| of.first == at && of.last <= span.last)?;
            parts.push((true, *next));
            at = next.last + 1;
        }
    }
    parts.iter().all(|(_, of)| taken.contains(of)).then_some(parts)
}

/// The periods for which figures are wanted, whether reported or made of what is.
pub fn wanted(world: &World, bases: &[Span]) -> BTreeSet<Span> {
    let usual = years(world).flat_map(|year| {
        let months = (1..=12).map(move |month| Span::of(year, month, month));
        let quarters = [3, 6, 9, 12].map(move |last| Span::of(year, last - 2, last));
        let others = [6, 9, 12].map(move |last| Span::of(year, 1, last));
        months.chain(quarters).chain(others)
    });
    let bases = bases.iter().copied().chain([world.run]);
    let made = usual.chain(bases).filter(|span| made_of(world, *span).is_some());
    made.chain(taken(world)).collect()
}

/// The periods for which any figure stands.
pub fn kept(world: &World, bases: &[Span]) -> BTreeSet<Span> {
    let mut kept = wanted(world, bases);
    kept.extend(measure::ALL.iter().flat_map(|measure| told(world, *measure)));
    kept.extend(world.plan.iter().map(|(_, year, _)| Span::years(*year, *year)));
    kept
}

/// January of the month's year.
pub fn january(at: Month) -> Month {
    month(at / 12, 1)
}
