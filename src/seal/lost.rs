//! Figures of a sealed period that are gone only because the return is not counted any more.

use std::collections::BTreeSet;

use super::{Change, Compared, PackSeals};
use crate::model::{Item, OrgIx, Period};
use crate::pack::{Consolidated, Form, Named};

/// Which return: code of its form, whose, for which period.
type Return = (String, OrgIx, Period);

impl PackSeals {
    /// Sets aside what differs from earlier seals only because a return is not there, or came in
    /// two versions: nobody corrected a figure to none, and no report is to say so. The sums in
    /// which such a figure stood are set aside with it.
    pub fn set_lost_aside(&mut self, data: &Consolidated, counted: &BTreeSet<Return>) {
        for compared in &mut self.earlier {
            compared.set_lost_aside(data, counted);
        }
        self.earlier.retain(|of| !of.changes.is_empty() || !of.lost.is_empty());
    }
}

impl Compared {
    fn set_lost_aside(&mut self, data: &Consolidated, counted: &BTreeSet<Return>) {
        let (lost, changes): (Vec<Change>, Vec<Change>) = std::mem::take(&mut self.changes)
            .into_iter()
            .partition(|change| is_lost(data, change, counted));
        let stood_in = |sum: &Change| {
            !sum.is_of_return()
                && lost.iter().any(|lost| {
                    let within = lost.org.zip(sum.org);
                    let same = lost.item == sum.item && lost.period == sum.period;
                    same && within
                        .is_some_and(|(below, above)| data.tree.is_within(below, above))
                })
        };
        self.changes = changes.into_iter().filter(|change| !stood_in(change)).collect();
        self.lost = lost;
    }

    /// The units of which a return is not counted any more, in order.
    pub fn units_lost(&self) -> BTreeSet<OrgIx> {
        self.lost.iter().filter_map(|change| change.org).collect()
    }
}

/// Whether a figure was read from a return and no return that could give it is counted now.
fn is_lost(data: &Consolidated, change: &Change, counted: &BTreeSet<Return>) -> bool {
    let Some((org, item)) = change.org.zip(change.item) else { return false };
    let gone = change.after.is_none() && change.was.is_some() && change.is.is_none();
    let gives = |form: &Form| gives(form, item);
    let counts = |form: &Form| counted.contains(&(form.code.clone(), org, change.period));
    gone && !data.pack.forms.iter().filter(|form| gives(form)).any(counts)
}

fn gives(form: &Form, item: Item) -> bool {
    let cells = form.sheets.iter().flat_map(|sheet| &sheet.cells);
    cells
        .into_iter()
        .any(|cell| matches!(cell.named, Named::Item(of) if of.element == item.element))
}
