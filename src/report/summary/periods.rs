//! The periods that a summary shows beside each other.

use crate::model::{Item, Period};
use crate::pack::{Consolidated, Named, Schedule};

/// Periods that a table or a chart has room for.
const MOST: u8 = 12;

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
/// next; where the duty has none, the same months of each year.
pub(super) fn stretches(data: &Consolidated, named: Named) -> Vec<Period> {
    let mut periods = match &data.pack.schedule {
        Schedule::Once(_) => match named {
            Named::Item(item) => of_parts(data, item),
            Named::Text(_) => Vec::new(),
            Named::Indicator(_) => {
                let parts = data.period.by_year();
                parts.filter(|part| data.keeps(named, *part)).collect()
            }
        },
        Schedule::Every(_) => of_years(data, named),
    };
    let has = |period: &Period| data.book().named(data.office, named, *period).value.is_ok();
    let first = periods.iter().position(has).unwrap_or(periods.len().saturating_sub(1));
    periods.drain(..first);
    periods
}

fn of_parts(data: &Consolidated, item: Item) -> Vec<Period> {
    let kept = data.due.periods(item);
    kept.into_iter().filter(|period| data.period.contains(*period)).collect()
}

fn of_years(data: &Consolidated, named: Named) -> Vec<Period> {
    let run = data.period;
    let (year, month) = (run.last_year(), run.last_month());
    for length in STRETCHES {
        let whole = month.is_multiple_of(length) && (length == 12 || !run.is_span());
        let last = whole.then(|| stretch((year, month), length)).flatten();
        let Some(last) = last else { continue };
        let of_year = || back(last).take(usize::from(month / length));
        if of_year().all(|period| data.keeps(named, period)) {
            let kept =
                back(last).take(MOST.into()).take_while(|period| data.keeps(named, *period));
            let mut kept: Vec<Period> = kept.collect();
            kept.reverse();
            return kept;
        }
    }
    let years = (0..u16::from(MOST)).map_while(|years| run.years_back(years));
    let mut same: Vec<Period> = years.take_while(|period| data.keeps(named, *period)).collect();
    same.reverse();
    same
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
