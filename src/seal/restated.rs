//! Opening stocks that are other than the closing stocks with which their eve was sealed.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::{Change, Compared, PackSeals};
use crate::model::{FactKey, Item, OrgIx, Period};
use crate::pack::{Consolidated, Restated, Restatement};

/// The opening stocks of a run that differ from what was sealed of their eve because the closing
/// stock was corrected since, each with the difference.
///
/// A unit that opens with the corrected stock differs by the whole correction, one that opens with
/// the sealed stock by nothing. Who opens with a third figure has made a mistake that is told as
/// such, and no correction explains it. Above units the differences are added.
pub fn restated(data: &Consolidated, sealed: &PackSeals) -> Restated {
    let mut restated = Restated::new();
    if sealed.earlier.is_empty() {
        return restated;
    }
    let openings = openings(data);
    let corrected = corrected(sealed, &openings);
    let of_units = corrected.iter().filter(|(_, (_, change))| change.is_of_unit(data));
    for ((org, item, period), (compared, change)) in of_units {
        let (org, item, period) = (*org, *item, *period);
        let opening = data.figures.get(FactKey { org, item, period });
        let value = opening.and_then(|figure| figure.value);
        let Some(after) = change.after.filter(|after| value == Some(*after)) else { continue };
        let before = change.before.unwrap_or_default();
        let Some(adjustment) = after.checked_sub(before) else { continue };
        // Of a unit of which nothing was sealed nothing was reported: there is its figure, and
        // only the sums above it are others than they were.
        let first = usize::from(change.before.is_none());
        for above in data.tree.ancestors(org).skip(first) {
            let key = FactKey { org: above, item, period };
            let has_value = data.figures.get(key).is_some_and(|figure| figure.value.is_some());
            if !has_value {
                continue;
            }
            let sum = restated.entry(key).or_insert_with(|| Restatement {
                adjustment: Decimal::ZERO,
                document: compared.document.clone(),
            });
            if let Some(more) = sum.adjustment.checked_add(adjustment) {
                sum.adjustment = more;
            }
        }
    }
    // A sum is what was reported of it and the correction, or it lacks other returns than it did.
    restated.retain(|key, of| {
        let now = data.figures.get(*key).and_then(|figure| figure.value);
        let reported = corrected.get(&(key.org, key.item, key.period));
        let reported = reported.and_then(|(_, change)| change.before);
        !of.adjustment.is_zero()
            && now.and_then(|now| now.checked_sub(of.adjustment)) == reported
    });
    restated
}

/// An opening stock of a unit.
type Opening = (OrgIx, Item, Period);

/// The opening stocks of which there are figures, with the closing stocks that they repeat.
fn openings(data: &Consolidated) -> BTreeSet<(Item, Item, Period)> {
    let of_figures = data.figures.iter().filter_map(|(key, _)| {
        let closing = data.pack.catalogue.closing_of(key.item)?;
        Some((closing, key.item, key.period))
    });
    of_figures.collect()
}

/// For each opening stock the correction of the closing stock that it repeats. A day may be sealed
/// more than once (the quarter that it ends, and the half-year): the eve itself comes first.
fn corrected<'a>(
    sealed: &'a PackSeals,
    openings: &BTreeSet<(Item, Item, Period)>,
) -> BTreeMap<Opening, (&'a Compared, &'a Change)> {
    let mut corrected: BTreeMap<Opening, (&Compared, &Change)> = BTreeMap::new();
    let all = sealed.earlier.iter();
    let all = all.flat_map(|of| of.changes.iter().map(move |change| (of, change)));
    for (compared, change) in all {
        let Some((org, closing)) = change.org.zip(change.item) else { continue };
        for (_, opening, period) in openings.iter().filter(|(of, ..)| *of == closing) {
            let Some(eve) = period.eve().filter(|eve| eve.ends_with(change.period)) else {
                continue;
            };
            let known = corrected.entry((org, *opening, *period));
            let first = known.or_insert((compared, change));
            if change.period == eve {
                *first = (compared, change);
            }
        }
    }
    corrected
}
