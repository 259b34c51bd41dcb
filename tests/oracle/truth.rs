//! What every figure must be, taken from the people and events themselves.
//!
//! A total is never made from other totals here: for each figure the leaves that gave all that it
//! needs are found, and then what happened in them is counted. Nothing is shared with the
//! program's own rollup.

use std::collections::BTreeSet;

use super::calendar::{Month, Span, month};
use super::fraction::Fraction;
use super::measure::{Measure, OverPeriods, OverUnits, Route};
use super::random::settled;
use super::world::{Event, FIRST_YEAR, LAST_YEAR, Missing, Scheme, What, World};

/// What the program must say of a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// Its value.
    pub value: Option<Fraction>,
    /// What stands behind it, in the words of the export.
    pub status: &'static str,
    /// The leaves that owe it.
    pub owing: Vec<usize>,
    /// Those of them whose figure is missing.
    pub missing: Vec<usize>,
}

impl Expected {
    /// Nobody owes it.
    fn nothing() -> Self {
        Self { value: None, status: "not_applicable", owing: Vec::new(), missing: Vec::new() }
    }
}

/// A leaf whose figure counts, and the month up to which its stock is known.
#[derive(Debug, Clone, Copy)]
struct Giver {
    leaf: usize,
    stock_at: Month,
    carried: bool,
}

/// The figure of a unit.
pub fn figure(world: &World, unit: usize, measure: Measure, span: Span) -> Expected {
    let leaf = world.units[unit].kind.is_leaf();
    if !world.is_within(unit, world.office) || !leaf && measure.over_units() == OverUnits::None
    {
        return Expected::nothing();
    }
    let Some(needed) = needed(world, measure, span) else { return Expected::nothing() };
    let leaves = world.leaves();
    let owing: Vec<usize> = leaves
        .into_iter()
        .filter(|leaf| world.is_within(*leaf, unit) && owes(world, *leaf, measure, span))
        .collect();
    if owing.is_empty() {
        return Expected::nothing();
    }
    let givers: Vec<Giver> =
        owing.iter().filter_map(|leaf| giver(world, *leaf, measure, &needed)).collect();
    let missing: Vec<usize> = owing
        .iter()
        .copied()
        .filter(|leaf| givers.iter().all(|giver| giver.leaf != *leaf))
        .collect();
    let value =
        if !leaf && missing_policy(world, measure) == Missing::Whole && !missing.is_empty() {
            None
        } else if givers.is_empty() {
            unweighted(world, unit, measure, span)
        } else {
            value(world, unit, measure, span, &givers)
        };
    let nobody = measure == Measure::MeanAge && missing.is_empty();
    let reported = needed == [span];
    let status = match value {
        None if nobody => "not_applicable",
        None => "absent",
        Some(_) if leaf && givers.iter().any(|giver| giver.carried) => "carried",
        Some(_) if leaf && reported => "reported",
        Some(_) => "computed",
    };
    Expected { value, status, owing, missing }
}

/// A leaf's own mean stands as it was printed even when it cannot be weighted.
fn unweighted(world: &World, unit: usize, measure: Measure, span: Span) -> Option<Fraction> {
    let printed = measure == Measure::MeanAge
        && world.units[unit].kind.is_leaf()
        && cell_given(world, unit, measure, span);
    if printed { leaf_value(world, unit, measure, span) } else { None }
}

fn missing_policy(world: &World, measure: Measure) -> Missing {
    match measure {
        Measure::Members | Measure::MembersWomen => world.stock_missing,
        Measure::Died => world.deaths_missing,
        _ => Missing::Partial,
    }
}

/// Whether a leaf owes a figure: a closing stock if it existed on the last day, an opening stock
/// if on the first, all else if on any day; moves within a committee if it is in such a one.
pub fn owes(world: &World, leaf: usize, measure: Measure, span: Span) -> bool {
    let (first, last) = span.days(world.cut_off);
    let existed = match measure.over_periods() {
        OverPeriods::Last => world.existed_on(leaf, last),
        OverPeriods::First => world.existed_on(leaf, first),
        _ => world.existed_in(leaf, span),
    };
    let of_such = match measure {
        Measure::MovedInBy(route) | Measure::MovedOutBy(route) => {
            route == Route::Far || world.cancels_at(leaf, route).is_some()
        }
        _ => true,
    };
    existed && of_such
}

/// Whether the cell was filled in on a return that came.
fn cell_given(world: &World, leaf: usize, measure: Measure, span: Span) -> bool {
    let silent = world.silent.contains(&(leaf, return_of(world, span)));
    let row = measure.row();
    let blank = world.blank.contains(&(leaf, span, row));
    let nobody = measure == Measure::MeanAge && admitted(world, &[leaf], span) == 0;
    world.existed_in(leaf, span) && !silent && !blank && !nobody
}

/// The period of the return in which a reported period stands.
pub fn return_of(world: &World, span: Span) -> Span {
    match world.scheme {
        Scheme::TwoYears => Span::years(FIRST_YEAR, LAST_YEAR),
        _ => span,
    }
}

/// Whether a leaf's figure of a reported period is of use in a total.
fn usable(world: &World, leaf: usize, measure: Measure, span: Span) -> bool {
    if measure == Measure::MeanAge {
        let weight = cell_given(world, leaf, Measure::Admitted, span);
        let nobody = admitted(world, &[leaf], span) == 0;
        return weight && (nobody || cell_given(world, leaf, measure, span));
    }
    cell_given(world, leaf, measure, span)
}

/// The leaf as a giver of a figure, if it gave all that is needed.
fn giver(world: &World, leaf: usize, measure: Measure, needed: &[Span]) -> Option<Giver> {
    let due: Vec<Span> =
        needed.iter().copied().filter(|span| owes(world, leaf, measure, *span)).collect();
    let stock_at = needed.last()?.last;
    if due.iter().all(|span| usable(world, leaf, measure, *span)) {
        return Some(Giver { leaf, stock_at, carried: false });
    }
    if missing_policy(world, measure) != Missing::Carry {
        return None;
    }
    let earlier = taken(world).into_iter().filter(|span| span.last < stock_at);
    let known = earlier.filter(|span| {
        owes(world, leaf, measure, *span) && usable(world, leaf, measure, *span)
    });
    let stock_at = known.map(|span| span.last).max()?;
    Some(Giver { leaf, stock_at, carried: true })
}

/// The reported periods that end by the end of the run.
pub fn taken(world: &World) -> Vec<Span> {
    let reported = world.reported().into_iter();
    reported.filter(|span| span.last <= world.run.last).collect()
}

/// The reported periods that the figure of some months needs; `None` when it cannot be had.
fn needed(world: &World, measure: Measure, span: Span) -> Option<Vec<Span>> {
    let taken = taken(world);
    if taken.contains(&span) {
        return Some(vec![span]);
    }
    let made = made_of(world, span)?;
    let ends = |month: Month| taken.iter().copied().filter(move |of| of.last == month);
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
fn made_of(world: &World, span: Span) -> Option<Vec<(bool, Span)>> {
    let taken = taken(world);
    let mut parts = Vec::new();
    let mut at = span.first;
    while at <= span.last {
        let (first, december) = (at / 12 * 12, at / 12 * 12 + 11);
        let until = span.last.min(december);
        match world.scheme {
            Scheme::Cumulative => {
                parts.push((true, Span { first, last: until }));
                if at > first {
                    parts.push((false, Span { first, last: at - 1 }));
                }
                at = until + 1;
            }
            _ => {
                let next = taken.iter().find(|of| of.first == at && of.last <= span.last)?;
                parts.push((true, *next));
                at = next.last + 1;
            }
        }
    }
    parts.iter().all(|(_, of)| taken.contains(of)).then_some(parts)
}

/// The periods for which figures stand.
pub fn kept(world: &World, bases: &[Span]) -> BTreeSet<Span> {
    let mut kept: BTreeSet<Span> = taken(world).into_iter().collect();
    kept.insert(world.run);
    let years = FIRST_YEAR..=LAST_YEAR;
    let usual = years.flat_map(|year| {
        let months = (1..=12).map(move |month| Span::of(year, month, month));
        let quarters = [3, 6, 9, 12].map(move |last| Span::of(year, last - 2, last));
        let others = [6, 9, 12].map(move |last| Span::of(year, 1, last));
        months.chain(quarters).chain(others)
    });
    let bases = bases.iter().copied();
    let made = usual.chain(bases).filter(|span| made_of(world, *span).is_some());
    kept.extend(made);
    kept
}

/// The figure of a single leaf as the events have it: what its return prints.
pub fn leaf_value(
    world: &World,
    leaf: usize,
    measure: Measure,
    span: Span,
) -> Option<Fraction> {
    let giver = Giver { leaf, stock_at: span.last, carried: false };
    value(world, leaf, measure, span, &[giver])
}

fn value(
    world: &World,
    unit: usize,
    measure: Measure,
    span: Span,
    givers: &[Giver],
) -> Option<Fraction> {
    let leaves: Vec<usize> = givers.iter().map(|giver| giver.leaf).collect();
    let within = |event: &&Event| span.contains(event.month) && leaves.contains(&event.unit);
    let events = || world.events.iter().filter(within);
    let count = |wanted: &dyn Fn(&Event) -> bool| {
        Some(Fraction::whole(events().filter(|event| wanted(event)).count() as i128))
    };
    let is_in = |event: &Event, only: Option<Route>| match event.what {
        What::In(route) => {
            only.is_none_or(|only| only == route) && !cancelled(world, unit, event.unit, route)
        }
        _ => false,
    };
    let is_out = |event: &Event, only: Option<Route>| match event.what {
        What::Out(route) => {
            only.is_none_or(|only| only == route) && !cancelled(world, unit, event.unit, route)
        }
        _ => false,
    };
    let is_admitted = |event: &Event| matches!(event.what, What::Admitted { .. });
    let is_dead = |event: &Event| event.what == What::Died;
    let meetings = || {
        events().filter_map(|event| match event.what {
            What::Meeting { length, attended, must_attend } => {
                Some((length, attended, must_attend))
            }
            _ => None,
        })
    };
    let tenths = |tenths: u32| Fraction::tenths(i128::from(tenths));
    let sum =
        |numbers: Vec<u32>| Some(Fraction::whole(numbers.into_iter().map(i128::from).sum()));
    match measure {
        Measure::Opening => stock(world, givers, Some(span.first - 1), false),
        Measure::Members => stock(world, givers, None, false),
        Measure::MembersWomen => stock(world, givers, None, true),
        Measure::Admitted => count(&is_admitted),
        Measure::AdmittedWomen => count(&|event| is_admitted(event) && event.woman),
        Measure::MeanAge => {
            let ages: i128 = events().map(age).sum();
            Fraction::new(ages, 10 * admitted(world, &leaves, span))
        }
        Measure::Died => count(&is_dead),
        Measure::MovedIn => count(&|event| is_in(event, None)),
        Measure::MovedInBy(route) => count(&|event| is_in(event, Some(route))),
        Measure::MovedOut => count(&|event| is_out(event, None)),
        Measure::MovedOutBy(route) => count(&|event| is_out(event, Some(route))),
        Measure::Rise => count(&|event| is_admitted(event) || is_in(event, None)),
        Measure::Fall => count(&|event| is_dead(event) || is_out(event, None)),
        Measure::Meetings => sum(meetings().map(|_| 1).collect()),
        Measure::Attended => sum(meetings().map(|(_, attended, _)| attended).collect()),
        Measure::MustAttend => sum(meetings().map(|(_, _, must)| must).collect()),
        Measure::ShortestMeeting => meetings().map(|(length, _, _)| length).min().map(tenths),
        Measure::LongestMeeting => meetings().map(|(length, _, _)| length).max().map(tenths),
        Measure::OldestSecretary => {
            let ages = givers
                .iter()
                .map(|at| settled(facts(world, at.leaf, at.stock_at, 1), 250, 700));
            ages.max().map(tenths)
        }
        Measure::Rooms => sum(givers
            .iter()
            .map(|at| settled(facts(world, at.leaf, at.stock_at, 2), 0, 6))
            .collect()),
        Measure::Snapshot => {
            let of = u64::from(span.first);
            sum(leaves
                .iter()
                .map(|leaf| settled(facts(world, *leaf, span.last, of), 0, 9))
                .collect())
        }
        Measure::Class => Some(Fraction::whole(leaves.len() as i128)),
        Measure::ClassGood => class_count(world, &leaves, span, 0),
        Measure::ClassFair => class_count(world, &leaves, span, 1),
        Measure::ClassPoor => class_count(world, &leaves, span, 2),
    }
}

/// Moves within a committee are none of its own moves, nor of those above it.
fn cancelled(world: &World, unit: usize, leaf: usize, route: Route) -> bool {
    world.cancels_at(leaf, route).is_some_and(|at| world.is_within(at, unit))
}

fn age(event: &Event) -> i128 {
    match event.what {
        What::Admitted { age } => i128::from(age),
        _ => 0,
    }
}

fn admitted(world: &World, leaves: &[usize], span: Span) -> i128 {
    let events = world.events.iter().filter(|event| {
        span.contains(event.month)
            && leaves.contains(&event.unit)
            && matches!(event.what, What::Admitted { .. })
    });
    events.count() as i128
}

/// Members at the end of a month, counted from the first records on.
fn stock(world: &World, givers: &[Giver], at: Option<Month>, women: bool) -> Option<Fraction> {
    let mut members = 0_i128;
    for giver in givers {
        let at = at.unwrap_or(giver.stock_at);
        let (all, of_women) = world.units[giver.leaf].members;
        members += i128::from(if women { of_women } else { all });
        let past = world.events.iter().filter(|event| {
            event.unit == giver.leaf && event.month <= at && (event.woman || !women)
        });
        members += past
            .map(|event| match event.what {
                What::Admitted { .. } | What::In(_) => 1,
                What::Died | What::Out(_) => -1,
                What::Meeting { .. } => 0,
            })
            .sum::<i128>();
    }
    Some(Fraction::whole(members))
}

fn facts(world: &World, leaf: usize, month: Month, of: u64) -> [u64; 4] {
    [world.seed, leaf as u64, u64::from(month), of]
}

/// The class of a leaf in a period: 0 good, 1 fair, 2 poor.
pub fn class(world: &World, leaf: usize, span: Span) -> u32 {
    settled(facts(world, leaf, span.last, u64::from(span.first) + 7), 0, 2)
}

fn class_count(world: &World, leaves: &[usize], span: Span, wanted: u32) -> Option<Fraction> {
    let of = leaves.iter().filter(|leaf| class(world, **leaf, span) == wanted);
    Some(Fraction::whole(of.count() as i128))
}

/// January of the month's year.
pub fn january(at: Month) -> Month {
    month(at / 12, 1)
}
