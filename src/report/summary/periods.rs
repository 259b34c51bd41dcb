//! The periods that a summary shows beside each other.

use crate::model::{Item, Period};
use crate::pack::{Consolidated, Named, Schedule};

/// Periods that a table or a chart has room for.
const MOST: u8 = 12;

/// Periods that must be known for a row of them to be worth drawing.
const FEWEST: usize = 2;

/// Months of the stretches into which a year may fall, the shortest first.
const STRETCHES: [u16; 4] = [1, 3, 6, 12];

/// The periods for which an item has a figure of the run: the run's own, or what of it the item
/// is kept for where that makes no figure of the whole.
pub(super) fn of_run(data: &Consolidated, item: Item) -> Vec<Period> {
    if data.book().figure(data.office, item, data.period).is_some() {
        return vec![data.period];
    }
    let kept = data.due.periods(item);
    kept.into_iter().filter(|period| data.period.contains(*period)).collect()
}

/// The periods, the latest so many, for which the office has any figure of its own counting, in
/// order; the run's stands last. Tells besides whether earlier ones were left out.
pub(super) fn known(data: &Consolidated) -> (Vec<Period>, bool) {
    let has = |period: &Period| {
        let mut items = data.pack.catalogue.items();
        items.any(|item| {
            let figure = data.book().figure(data.office, item, *period);
            let given = data.pack.catalogue.element(item).is_some_and(|e| e.in_settings);
            !given && figure.is_some_and(|figure| figure.value.is_some())
        })
    };
    let kept = data.due.all_periods().into_iter().filter(|period| *period != data.period);
    let mut periods: Vec<Period> = kept.filter(has).collect();
    periods.push(data.period);
    let left_out = periods.len().saturating_sub(MOST.into());
    (periods.split_off(left_out), left_out > 0)
}

/// The periods over which a figure is drawn: stretches of one length, each directly before the
/// next; where the duty has none, or too few of them are known, the same months of each year.
pub(super) fn stretches(data: &Consolidated, named: Named) -> Vec<Period> {
    let candidates = match &data.pack.schedule {
        Schedule::Once(_) => vec![of_parts(data, named)],
        Schedule::Every(_) => of_years(data, named),
    };
    let mut best = Vec::new();
    for candidate in candidates {
        best = from_first_known(data, named, candidate);
        let has = best.iter().filter(|period| is_known(data, named, **period));
        if has.count() >= FEWEST {
            break;
        }
    }
    best
}

fn is_known(data: &Consolidated, named: Named, period: Period) -> bool {
    data.book().named(data.office, named, period).value.is_ok()
}

/// Without the periods before the first that is known.
fn from_first_known(
    data: &Consolidated,
    named: Named,
    mut periods: Vec<Period>,
) -> Vec<Period> {
    let first = periods.iter().position(|period| is_known(data, named, *period));
    periods.drain(..first.unwrap_or(periods.len().saturating_sub(1)));
    periods
}

fn of_parts(data: &Consolidated, named: Named) -> Vec<Period> {
    match named {
        Named::Text(_) => Vec::new(),
        Named::Item(item) => {
            let kept = data.due.periods(item);
            kept.into_iter().filter(|period| data.period.contains(*period)).collect()
        }
        Named::Indicator(_) => {
            data.period.by_year().filter(|part| data.keeps(named, *part)).collect()
        }
    }
}

/// Stretches up to the end of the run, the shortest first; last the same months of each year.
fn of_years(data: &Consolidated, named: Named) -> Vec<Vec<Period>> {
    let run = data.period;
    let (year, month) = (run.last_year(), run.last_month());
    let mut all = Vec::new();
    for length in STRETCHES {
        let whole = month.is_multiple_of(length) && (length == 12 || !run.is_span());
        let last = whole.then(|| stretch((year, month), length)).flatten();
        let Some(last) = last else { continue };
        let mut of_year = back(last).take(usize::from(month / length));
        if of_year.all(|period| data.keeps(named, period)) {
            let kept = back(last).take(MOST.into());
            let mut kept: Vec<Period> =
                kept.take_while(|period| data.keeps(named, *period)).collect();
            kept.reverse();
            all.push(kept);
        }
    }
    let years = (0..u16::from(MOST)).map_while(|years| run.years_back(years));
    let mut same: Vec<Period> = years.take_while(|period| data.keeps(named, *period)).collect();
    same.reverse();
    all.push(same);
    all
}

/// So many months up to the end of one.
fn stretch((year, month): (u16, u16), length: u16) -> Option<Period> {
    let first = month.checked_sub(length)? + 1;
    Period::months((year, first), (year, month))
}

/// A period, the one before it, and so on.
fn back(last: Period) -> impl Iterator<Item = Period> {
    std::iter::successors(Some(last), |period| period.previous())
}
