//! Figures of a sealed period that are gone only because a return is not counted any more.

use std::collections::{BTreeMap, BTreeSet};

use super::{Change, Compared, PackSeals};
use crate::model::{Item, OrgIx, Period};
use crate::pack::{Consolidated, Named, Schedule};

/// Which return: code of its form, whose, for which period.
type Return = (String, OrgIx, Period);

impl PackSeals {
    /// Sets aside what differs from seals only because a return is not there, or came in two
    /// versions: nobody corrected a figure to none, and no report is to say so. The sums in which
    /// such a figure stood are set aside with it.
    pub fn set_lost_aside(&mut self, data: &Consolidated, counted: &BTreeSet<Return>) {
        let returns = Returns::new(data, counted);
        for compared in self.own.iter_mut().chain(&mut self.earlier) {
            compared.set_lost_aside(&returns);
        }
        self.earlier.retain(|of| !of.changes.is_empty() || !of.lost.is_empty());
    }
}

impl Compared {
    fn set_lost_aside(&mut self, returns: &Returns<'_>) {
        let (lost, changes): (Vec<Change>, Vec<Change>) = std::mem::take(&mut self.changes)
            .into_iter()
            .partition(|change| returns.is_lost(change));
        let tree = &returns.data.tree;
        let stood_in: BTreeSet<(Option<Item>, Period, OrgIx)> = lost
            .iter()
            .filter_map(|change| Some((change.org?, change)))
            .flat_map(|(org, change)| {
                tree.ancestors(org).map(move |above| (change.item, change.period, above))
            })
            .collect();
        let is_sum_of_lost = |change: &Change| {
            let key = change.org.map(|org| (change.item, change.period, org));
            !change.is_of_unit(returns.data) && key.is_some_and(|key| stood_in.contains(&key))
        };
        self.changes = changes.into_iter().filter(|change| !is_sum_of_lost(change)).collect();
        self.lost = lost;
    }

    /// The units of which a return is not counted any more, in order.
    pub fn units_lost(&self) -> BTreeSet<OrgIx> {
        self.lost.iter().filter_map(|change| change.org).collect()
    }
}

/// The returns that are counted, and which forms give an element.
struct Returns<'a> {
    data: &'a Consolidated,
    counted: &'a BTreeSet<Return>,
    /// Codes of forms, by element.
    giving: BTreeMap<u16, BTreeSet<&'a str>>,
}

impl<'a> Returns<'a> {
    fn new(data: &'a Consolidated, counted: &'a BTreeSet<Return>) -> Self {
        let mut giving: BTreeMap<u16, BTreeSet<&str>> = BTreeMap::new();
        for form in &data.pack.forms {
            for cell in form.sheets.iter().flat_map(|sheet| &sheet.cells) {
                if let Named::Item(item) = cell.named {
                    giving.entry(item.element).or_default().insert(&form.code);
                }
            }
        }
        Self { data, counted, giving }
    }

    /// Whether a unit gave a figure and one of its returns that made it is not counted now.
    fn is_lost(&self, change: &Change) -> bool {
        let Some((org, item)) = change.org.zip(change.item) else { return false };
        let gone = change.before.is_some() && change.after.is_none() && change.is.is_none();
        let counts = |period: &Period| {
            let mut forms = self.giving.get(&item.element).into_iter().flatten();
            forms.any(|form| self.counted.contains(&((*form).to_owned(), org, *period)))
        };
        gone && change.is_of_unit(self.data) && !self.made_of(change.period).iter().all(counts)
    }

    /// The periods of the returns that a figure is made of: a quarter may be a half-year less another.
    fn made_of(&self, period: Period) -> Vec<Period> {
        match &self.data.pack.schedule {
            Schedule::Once(once) => vec![*once],
            schedule @ Schedule::Every(_) => {
                let parts = schedule.makes(period).unwrap_or_default();
                parts.into_iter().map(|(_, period)| period).collect()
            }
        }
    }
}
