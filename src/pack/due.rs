//! What is due: which unit owes which figure for which period.

use std::collections::BTreeSet;

use super::{Form, Named, OwedBy, Pack};
use crate::model::{Catalogue, Item, OrgIx, OrgTree, Period, ValueKind};

/// The figures that are due from every unit, by form.
#[derive(Debug, Clone, Default)]
pub struct Due {
    forms: Vec<DueForm>,
}

#[derive(Debug, Clone)]
struct DueForm {
    code: String,
    units: Vec<OrgIx>,
    figures: BTreeSet<(Item, Period)>,
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
    /// A unit that did not exist in a period owes nothing for it.
    pub fn new(pack: &Pack, tree: &OrgTree, office: OrgIx) -> Self {
        let forms = pack.forms.iter().map(|form| DueForm {
            code: form.code.clone(),
            units: owing(form, tree, office, pack.period),
            figures: figures(form, &pack.catalogue),
        });
        Self { forms: forms.collect() }
    }

    /// The units that owe a form, in the office's order.
    pub fn units(&self, form: &str) -> &[OrgIx] {
        let found = self.forms.iter().find(|due| due.code == form);
        found.map_or(&[], |due| due.units.as_slice())
    }

    /// Whether a unit owes a figure itself.
    pub fn is_due(&self, tree: &OrgTree, org: OrgIx, item: Item, period: Period) -> bool {
        tree.existed_in(org, period)
            && self
                .forms
                .iter()
                .any(|due| due.figures.contains(&(item, period)) && due.owes(org))
    }

    /// Whether a unit owes the item by kind, in whatever period: then it reports the item itself
    /// and its figure is not made from those below.
    pub fn reports(&self, org: OrgIx, item: Item) -> bool {
        self.forms
            .iter()
            .any(|due| due.owes(org) && due.figures.iter().any(|(known, _)| *known == item))
    }

    /// The periods for which an item is kept by anybody, in order.
    pub fn periods(&self, item: Item) -> BTreeSet<Period> {
        let all = self.forms.iter().flat_map(|due| &due.figures);
        all.filter(|(known, _)| *known == item).map(|(_, period)| *period).collect()
    }

    /// Every period for which anything is due, in order.
    pub fn all_periods(&self) -> BTreeSet<Period> {
        self.forms.iter().flat_map(|due| &due.figures).map(|(_, period)| *period).collect()
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
        tree.is_within(*ix, office) && owes(*ix, unit.kind) && tree.existed_in(*ix, period)
    });
    units.map(|(ix, _)| ix).collect()
}

/// The items of a form's cells; a cell of a class element holds all its categories.
fn figures(form: &Form, catalogue: &Catalogue) -> BTreeSet<(Item, Period)> {
    let mut figures = BTreeSet::new();
    for cell in form.sheets.iter().flat_map(|sheet| &sheet.cells) {
        let Named::Item(item) = cell.named else { continue };
        figures.insert((item, cell.period));
        let class = catalogue.element(item).filter(|element| element.kind == ValueKind::Class);
        let count = class.map_or(0, |element| element.categories.len());
        let categories = (0u16..).take(count).map(|category| Item { category, ..item });
        figures.extend(categories.map(|item| (item, cell.period)));
    }
    figures
}
