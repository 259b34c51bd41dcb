//! Counts what happened: people and events, never figures.

use super::calendar::{Month, Span};
use super::fraction::Fraction;
use super::measure::{Measure, Route};
use super::random::settled;
use super::world::{Event, What, World};

/// A leaf whose figure counts, and the month up to which its stock is known.
#[derive(Debug, Clone, Copy)]
pub struct Giver {
    /// The leaf.
    pub leaf: usize,
    /// Its stock is counted at the end of this month.
    pub stock_at: Month,
    /// Whether that is earlier than asked for.
    pub carried: bool,
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

/// What happened in the givers, seen from a unit.
pub fn value(
    world: &World,
    unit: usize,
    measure: Measure,
    span: Span,
    givers: &[Giver],
) -> Option<Fraction> {
    let leaves: Vec<usize> = givers.iter().map(|giver| giver.leaf).collect();
    let events = || happened(world, &leaves, span);
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
        Measure::Opening => Some(stock(world, givers, Some(span.first - 1), false)),
        Measure::Members => Some(stock(world, givers, None, false)),
        Measure::MembersWomen => Some(stock(world, givers, None, true)),
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
        Measure::Plan => None,
        Measure::Class => Some(Fraction::whole(leaves.len() as i128)),
        Measure::ClassGood => Some(class_count(world, &leaves, span, 0)),
        Measure::ClassFair => Some(class_count(world, &leaves, span, 1)),
        Measure::ClassPoor => Some(class_count(world, &leaves, span, 2)),
    }
}

/// What happened in some leaves in some months.
fn happened<'a>(
    world: &'a World,
    leaves: &'a [usize],
    span: Span,
) -> impl Iterator<Item = &'a Event> {
    let events = leaves.iter().flat_map(|leaf| &world.events[*leaf]);
    events.filter(move |event| span.contains(event.month))
}

/// Moves within a committee are none of its own moves, nor of those above it.
pub fn cancelled(world: &World, unit: usize, leaf: usize, route: Route) -> bool {
    world.cancels_at(leaf, route).is_some_and(|at| world.is_within(at, unit))
}

fn age(event: &Event) -> i128 {
    match event.what {
        What::Admitted { age } => i128::from(age),
        _ => 0,
    }
}

/// How many were admitted.
pub fn admitted(world: &World, leaves: &[usize], span: Span) -> i128 {
    let events = happened(world, leaves, span)
        .filter(|event| matches!(event.what, What::Admitted { .. }));
    events.count() as i128
}

/// Members at the end of a month, counted from the first records on.
fn stock(world: &World, givers: &[Giver], at: Option<Month>, women: bool) -> Fraction {
    let mut members = 0_i128;
    for giver in givers {
        let at = at.unwrap_or(giver.stock_at);
        let (all, of_women) = world.units[giver.leaf].members;
        members += i128::from(if women { of_women } else { all });
        let past = world.events[giver.leaf]
            .iter()
            .filter(|event| event.month <= at && (event.woman || !women));
        members += past
            .map(|event| match event.what {
                What::Admitted { .. } | What::In(_) => 1,
                What::Died | What::Out(_) => -1,
                What::Meeting { .. } => 0,
            })
            .sum::<i128>();
    }
    Fraction::whole(members)
}

fn facts(world: &World, leaf: usize, month: Month, of: u64) -> [u64; 4] {
    [world.seed, leaf as u64, u64::from(month), of]
}

/// The class of a leaf in a period: 0 good, 1 fair, 2 poor.
pub fn class(world: &World, leaf: usize, span: Span) -> u32 {
    settled(facts(world, leaf, span.last, u64::from(span.first) + 7), 0, 2)
}

fn class_count(world: &World, leaves: &[usize], span: Span, wanted: u32) -> Fraction {
    let of = leaves.iter().filter(|leaf| class(world, **leaf, span) == wanted);
    Fraction::whole(of.count() as i128)
}
