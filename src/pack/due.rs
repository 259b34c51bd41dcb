//! What is due: which unit owes which figure for which period.

use std::collections::{BTreeMap, BTreeSet};

use super::{Form, Named, OwedBy, Pack};
use crate::model::{Catalogue, Item, OrgIx, OrgTree, OverPeriods, Period, ValueKind};

/// The figures that are due from every unit, by form.
#[derive(Debug, Clone, Default)]
pub struct Due {
    forms: Vec<DueForm>,
    periods: BTreeMap<Item, BTreeSet<Period>>,
}

#[derive(Debug, Clone)]
struct DueForm {
    code: String,
    units: Vec<OrgIx>,
    figures: BTreeMap<(Item, Period), OverPeriods>,
}

/// A figure that two units, one within the other or one and the same, owe for one period: added
/// up it would count twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwedTwice {
    /// The upper unit.
    pub upper: OrgIx,
    /// The lower unit, or the same.
    pub lower: OrgIx,
    /// The figure.
    pub item: Item,
    /// The period.
    pub period: Period,
}

impl DueForm {
    /// Units stand in the office's order, which is the order of their index.
    fn owes(&self, org: OrgIx) -> bool {
        self.units.binary_search(&org).is_ok()
    }
}

impl Due {
    /// What the units of a tree owe to the office under a pack.
    ///
    /// A unit that did not exist in the pack's period owes nothing.
    pub fn new(pack: &Pack, tree: &OrgTree, office: OrgIx) -> Self {
        let forms: Vec<DueForm> = pack
            .forms
            .iter()
            .map(|form| DueForm {
                code: form.code.clone(),
                units: owing(form, tree, office, pack.period),
                figures: figures(form, &pack.catalogue),
            })
            .collect();
        let mut periods: BTreeMap<Item, BTreeSet<Period>> = BTreeMap::new();
        for (item, period) in forms.iter().flat_map(|form| form.figures.keys()) {
            periods.entry(*item).or_default().insert(*period);
        }
        Self { forms, periods }
    }

    /// The units that owe a form, in the office's order.
    pub fn units(&self, form: &str) -> &[OrgIx] {
        let found = self.forms.iter().find(|due| due.code == form);
        found.map_or(&[], |due| due.units.as_slice())
    }

    /// Whether a unit owes a form.
    pub fn owes_form(&self, form: &str, org: OrgIx) -> bool {
        self.units(form).binary_search(&org).is_ok()
    }

    /// Whether a unit owes a figure itself: then it answers with its return and is not made from
    /// the units below.
    ///
    /// A closing stock is due from who existed on the last day of the period, an opening stock
    /// from who existed on the first, everything else from who existed on any day.
    pub fn is_due(&self, tree: &OrgTree, org: OrgIx, item: Item, period: Period) -> bool {
        self.forms.iter().any(|due| {
            let over = due.figures.get(&(item, period));
            over.is_some_and(|over| due.owes(org) && existed(tree, org, period, *over))
        })
    }

    /// The periods for which an item is kept by anybody, in order.
    pub fn periods(&self, item: Item) -> BTreeSet<Period> {
        self.periods.get(&item).cloned().unwrap_or_default()
    }

    /// Every period for which anything is due, in order.
    pub fn all_periods(&self) -> BTreeSet<Period> {
        self.periods.values().flatten().copied().collect()
    }

    /// The first figure of each pair of units that both owe it, one within the other.
    pub fn owed_twice(&self, tree: &OrgTree) -> Vec<OwedTwice> {
        let mut twice: Vec<OwedTwice> = Vec::new();
        for (at, one) in self.forms.iter().enumerate() {
            for (other_at, other) in self.forms.iter().enumerate().skip(at) {
                let shared = one.figures.keys().find(|key| other.figures.contains_key(*key));
                let Some(&(item, period)) = shared else { continue };
                for &lower in &one.units {
                    let above = ancestors(tree, lower).find(|upper| {
                        other.owes(*upper) && (*upper != lower || at != other_at)
                    });
                    twice.extend(above.map(|upper| OwedTwice { upper, lower, item, period }));
                }
                if at != other_at {
                    for &lower in &other.units {
                        let mut above = ancestors(tree, lower).skip(1);
                        let upper = above.find(|upper| one.owes(*upper));
                        twice.extend(upper.map(|upper| OwedTwice { upper, lower, item, period }));
                    }
                }
            }
        }
        twice
    }
}

/// A unit and everything above it.
fn ancestors(tree: &OrgTree, org: OrgIx) -> impl Iterator<Item = OrgIx> + '_ {
    std::iter::successors(Some(org), |ix| tree.get(*ix).and_then(|unit| unit.parent))
}

fn existed(tree: &OrgTree, org: OrgIx, period: Period, over: OverPeriods) -> bool {
    match over {
        OverPeriods::Last => tree.existed_on(org, period.end()),
        OverPeriods::First => tree.existed_on(org, period.start()),
        OverPeriods::Sum | OverPeriods::None => tree.existed_in(org, period),
    }
}

fn owing(form: &Form, tree: &OrgTree, office: OrgIx, period: Period) -> Vec<OrgIx> {
    let owes = |ix: OrgIx, kind| {
        form.owed_by.iter().any(|by| match by {
            OwedBy::Office => ix == office,
            OwedBy::Kind(owing) => *owing == kind,
        })
    };
    let units = tree.iter().filter(|(ix, unit)| {
        owes(*ix, unit.kind) && tree.existed_in(*ix, period) && tree.is_within(*ix, office)
    });
    units.map(|(ix, _)| ix).collect()
}

/// The items of a form's cells; a cell of a class element holds all its categories.
fn figures(form: &Form, catalogue: &Catalogue) -> BTreeMap<(Item, Period), OverPeriods> {
    let mut figures = BTreeMap::new();
    for cell in form.sheets.iter().flat_map(|sheet| &sheet.cells) {
        let Named::Item(item) = cell.named else { continue };
        let Some(element) = catalogue.element(item) else { continue };
        figures.insert((item, cell.period), element.over_periods);
        if element.kind == ValueKind::Class {
            for (category, _) in (0u16..).zip(&element.categories) {
                figures.insert((Item { category, ..item }, cell.period), element.over_periods);
            }
        }
    }
    figures
}
