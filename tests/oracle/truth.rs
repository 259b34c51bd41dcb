//! What every figure must be, taken from the people and events themselves.
//!
//! A total is never made from other totals here: for each figure the leaves that gave all that it
//! needs are found, and then what happened in them is counted. Nothing is shared with the
//! program's own rollup.

use super::calendar::Span;
use super::counting::{Giver, admitted, cancelled, leaf_value, value};
use super::fraction::Fraction;
use super::measure::{Measure, OverPeriods, OverUnits, Route};
use super::periods::{made_of, needed, taken, told};
use super::world::{Missing, World};

/// What the program must say of a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// Its value.
    pub value: Option<Fraction>,
    /// Whether it is worked out from numbers that were rounded.
    pub rounded: bool,
    /// What stands behind it, in the words of the export.
    pub status: &'static str,
    /// The leaves that owe it.
    pub owing: Vec<usize>,
    /// Those of them whose figure is missing.
    pub missing: Vec<usize>,
    /// Those of them for which an earlier stock stands in.
    pub carried: Vec<usize>,
}

impl Expected {
    /// Nobody owes it.
    fn nothing() -> Self {
        Self {
            value: None,
            rounded: false,
            status: "not_applicable",
            owing: Vec::new(),
            missing: Vec::new(),
            carried: Vec::new(),
        }
    }

    /// How many leaves gave it themselves.
    pub fn received(&self) -> usize {
        self.owing.len() - self.missing.len() - self.carried.len()
    }
}

/// The figure of a unit.
pub fn figure(world: &World, unit: usize, measure: Measure, span: Span) -> Expected {
    figure_that_opens(world, unit, measure, span, None)
}

/// The figure of a unit, or what of a closing stock opens a later period: that of the leaves which
/// were there on its first day, whether it may be told in part being its own matter.
fn figure_that_opens(
    world: &World,
    unit: usize,
    measure: Measure,
    span: Span,
    opens: Option<Span>,
) -> Expected {
    let only_whole = opens.is_none() && missing_policy(world, measure) == Missing::Whole;
    let leaf = world.units[unit].kind.is_leaf();
    if !world.is_within(unit, world.office) || !leaf && measure.over_units() == OverUnits::None
    {
        return Expected::nothing();
    }
    if measure == Measure::Plan {
        return plan(world, unit, span);
    }
    let Some(needed) = needed(world, measure, span) else {
        return opening_of_closing(world, unit, measure, span);
    };
    let leaves = world.leaves();
    let owing: Vec<usize> = leaves
        .into_iter()
        .filter(|leaf| {
            world.is_within(*leaf, unit)
                && owes(world, *leaf, measure, span)
                && opens.is_none_or(|opens| owes(world, *leaf, Measure::Opening, opens))
                && needed.iter().any(|span| owes(world, *leaf, measure, *span))
        })
        .collect();
    if owing.is_empty() {
        return Expected::nothing();
    }
    let givers: Vec<Giver> =
        owing.iter().filter_map(|leaf| giver(world, unit, *leaf, measure, &needed)).collect();
    let missing: Vec<usize> = owing
        .iter()
        .copied()
        .filter(|leaf| givers.iter().all(|giver| giver.leaf != *leaf))
        .collect();
    let reported = needed == [span];
    let value = if !leaf && only_whole && !missing.is_empty() {
        None
    } else if givers.is_empty() {
        unweighted(world, unit, measure, span).filter(|_| reported)
    } else {
        value(world, unit, measure, span, &givers)
    };
    let nobody = measure == Measure::MeanAge && missing.is_empty();
    let status = match value {
        None if nobody => "not_applicable",
        None => "absent",
        Some(_) if leaf && reported && givers.iter().any(|giver| giver.carried) => "carried",
        Some(_) if leaf && reported => "reported",
        Some(_) => "computed",
    };
    let carried = givers.iter().filter(|giver| giver.carried);
    let carried = carried.map(|giver| giver.leaf).collect();
    Expected { value, rounded: false, status, owing, missing, carried }
}

/// What a unit is to reach: what was set for it, else for the units below it. A branch that is still
/// to be told its own is missing.
fn plan(world: &World, unit: usize, span: Span) -> Expected {
    let of_year = |(_, year, _): &&(usize, u32, u32)| Span::years(*year, *year) == span;
    let mut set = world.plan.iter().filter(of_year);
    if set.clone().next().is_none() {
        return Expected::nothing();
    }
    let value = set.find(|(at, _, _)| *at == unit).map(|(_, _, count)| *count);
    let leaf = !world.units.iter().any(|below| below.parent == Some(unit));
    if value.is_some() || leaf {
        let waits =
            |(at, year): &(usize, u32)| *at == unit && Span::years(*year, *year) == span;
        if value.is_none() && !world.waiting.iter().any(waits) {
            return Expected::nothing();
        }
        return own_plan(world, unit, span, value);
    }
    let below = (0..world.units.len()).filter(|at| world.units[*at].parent == Some(unit));
    let parts: Vec<Expected> =
        below.map(|at| plan(world, at, span)).filter(|part| !part.owing.is_empty()).collect();
    if parts.is_empty() {
        return Expected::nothing();
    }
    let mut owing: Vec<usize> = parts.iter().flat_map(|part| part.owing.clone()).collect();
    let mut missing: Vec<usize> = parts.iter().flat_map(|part| part.missing.clone()).collect();
    owing.sort_unstable();
    missing.sort_unstable();
    let value = parts.iter().filter_map(|part| part.value).reduce(Fraction::plus);
    let status = if value.is_some() { "computed" } else { "absent" };
    Expected { value, status, owing, missing, ..Expected::nothing() }
}

fn own_plan(world: &World, unit: usize, span: Span, value: Option<u32>) -> Expected {
    if value.is_none() && !world.existed_in(unit, span) {
        return Expected::nothing();
    }
    let missing = if value.is_some() { Vec::new() } else { vec![unit] };
    Expected {
        value: value.map(|count| Fraction::whole(i128::from(count))),
        status: if value.is_some() { "reported" } else { "absent" },
        owing: vec![unit],
        missing,
        ..Expected::nothing()
    }
}

/// Where no return tells the opening stock of a period, it is the closing stock of the eve.
fn opening_of_closing(world: &World, unit: usize, measure: Measure, span: Span) -> Expected {
    if measure != Measure::Opening || !world.opening_repeats || made_of(world, span).is_none() {
        return Expected::nothing();
    }
    let eve = span.first - 1;
    let mut closing = told(world, Measure::Members).into_iter();
    let Some(before) = closing.rfind(|before| before.last == eve) else {
        return Expected::nothing();
    };
    let closing = figure_that_opens(world, unit, Measure::Members, before, Some(span));
    let status = if closing.value.is_some() { "computed" } else { closing.status };
    Expected { status, ..closing }
}

/// A leaf's own mean stands as it was printed even when it cannot be weighted.
fn unweighted(world: &World, unit: usize, measure: Measure, span: Span) -> Option<Fraction> {
    let printed = measure == Measure::MeanAge
        && world.units[unit].kind.is_leaf()
        && is_told(world, unit, measure, span);
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

/// Whether a return that came says it: that of the period itself, or that of a year later.
fn is_told(world: &World, leaf: usize, measure: Measure, span: Span) -> bool {
    let nobody = measure == Measure::MeanAge && admitted(world, &[leaf], span) == 0;
    let blank = world.blank.contains(&(leaf, span, measure.row()));
    let itself = taken(world).contains(&span) && world.came(leaf, span) && !blank;
    let later = Span { first: span.first + 12, last: span.last + 12 };
    let recalled = world.recalls
        && measure.is_recalled()
        && taken(world).contains(&later)
        && world.came(leaf, later);
    !nobody && (itself || recalled)
}

/// Whether a leaf's figure of a reported period is of use in a total.
fn usable(world: &World, leaf: usize, measure: Measure, span: Span) -> bool {
    if measure == Measure::MeanAge {
        let weight = is_told(world, leaf, Measure::Admitted, span);
        let nobody = admitted(world, &[leaf], span) == 0;
        return weight && (nobody || is_told(world, leaf, measure, span));
    }
    is_told(world, leaf, measure, span)
}

/// Whether the moves within a committee are known that must be taken off a leaf's figure at a unit.
fn moves_known(world: &World, unit: usize, leaf: usize, measure: Measure, span: Span) -> bool {
    Route::CANCELLING.into_iter().filter(|route| cancelled(world, unit, leaf, *route)).all(
        |route| match measure {
            Measure::MovedIn | Measure::Rise => {
                is_told(world, leaf, Measure::MovedInBy(route), span)
            }
            Measure::MovedOut | Measure::Fall => {
                is_told(world, leaf, Measure::MovedOutBy(route), span)
            }
            _ => true,
        },
    )
}

/// The leaf as a giver of a unit's figure, if it gave all that is needed.
fn giver(
    world: &World,
    unit: usize,
    leaf: usize,
    measure: Measure,
    needed: &[Span],
) -> Option<Giver> {
    let due: Vec<Span> =
        needed.iter().copied().filter(|span| owes(world, leaf, measure, *span)).collect();
    let stock_at = needed.last()?.last;
    if due.iter().all(|span| {
        usable(world, leaf, measure, *span) && moves_known(world, unit, leaf, measure, *span)
    }) {
        return Some(Giver { leaf, stock_at, carried: false });
    }
    if missing_policy(world, measure) != Missing::Carry {
        return None;
    }
    let earlier = told(world, measure).into_iter().filter(|span| span.last < stock_at);
    let known = earlier.filter(|span| {
        owes(world, leaf, measure, *span) && usable(world, leaf, measure, *span)
    });
    let stock_at = known.map(|span| span.last).max()?;
    Some(Giver { leaf, stock_at, carried: true })
}
