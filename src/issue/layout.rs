//! What each cell of a form is on the blank of one unit.

use std::collections::BTreeMap;

use super::known::{Known, known};
use crate::model::{DataElement, Item, OrgIx, Period, Source, ValueKind};
use crate::pack::{Consolidated, FormCell, FormSheet, Named, PeriodRef};
use crate::template::xlsx::CellValue;

/// The cells of a form for one unit and period.
pub(super) struct Layout<'a> {
    pub(super) data: &'a Consolidated,
    pub(super) org: OrgIx,
    pub(super) sheets: &'a [FormSheet],
    pub(super) cells: Vec<BlankCell<'a>>,
    /// The first cell of each figure.
    first: BTreeMap<(Named, Period), usize>,
    /// What the totals that compute are made of.
    pub(super) made_of: BTreeMap<usize, Vec<usize>>,
    /// Cells of returns from which figures were carried over.
    pub(super) carried_from: Vec<&'a Source>,
    /// How many figures were.
    pub(super) carried: usize,
}

/// A cell that holds a figure.
pub(super) struct BlankCell<'a> {
    pub(super) sheet: &'a FormSheet,
    pub(super) form: &'a FormCell,
    pub(super) period: Period,
    pub(super) role: Role,
}

/// What a cell is on the blank.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Role {
    /// The branch fills it in.
    Input,
    /// Locked, with what is known; without a value nothing belongs there.
    Fixed(Option<CellValue>),
    /// Locked, with a formula.
    Computed(String),
}

impl<'a> Layout<'a> {
    pub(super) fn new(data: &'a Consolidated, org: OrgIx, sheets: &'a [FormSheet]) -> Self {
        let mut layout = Self {
            data,
            org,
            sheets,
            cells: Vec::new(),
            first: BTreeMap::new(),
            made_of: BTreeMap::new(),
            carried_from: Vec::new(),
            carried: 0,
        };
        for sheet in sheets {
            for form in &sheet.cells {
                let Some(period) = data.pack.resolve(form.period, data.period) else {
                    continue;
                };
                layout.add(sheet, form, period);
            }
        }
        layout
    }

    fn add(&mut self, sheet: &'a FormSheet, form: &'a FormCell, period: Period) {
        let role = match (form.named, self.first.get(&(form.named, period))) {
            // A figure that has two cells is typed once.
            (_, Some(first)) => Role::Computed(self.same_as(*first, sheet)),
            // Until its parts are known to stand on the form.
            (Named::Indicator(_), None) => Role::Fixed(None),
            (Named::Item(item), None) => self.item(item, period),
            (Named::Text(_), None) => Role::Input,
        };
        let at = self.cells.len();
        self.first.entry((form.named, period)).or_insert(at);
        self.cells.push(BlankCell { sheet, form, period, role });
    }

    fn item(&mut self, item: Item, period: Period) -> Role {
        match known(self.data, self.org, item, period) {
            Known::No => Role::Input,
            Known::NothingThere => Role::Fixed(None),
            Known::Value(value, source) => {
                self.carried += 1;
                self.carried_from.extend(source);
                Role::Fixed(Some(value))
            }
        }
    }

    fn same_as(&self, first: usize, sheet: &FormSheet) -> String {
        let address =
            self.cells.get(first).map_or_else(String::new, |cell| cell.address(sheet));
        format!("IF({address}=\"\",\"\",{address})")
    }

    /// Where the first cell of a figure is in [`Layout::cells`].
    pub(super) fn cell_of(&self, named: Named, period: Period) -> Option<usize> {
        self.first.get(&(named, period)).copied()
    }

    /// The cell of an item: that of a category of a class is the cell of the class.
    pub(super) fn cell_of_item(&self, item: Item, period: Period) -> Option<usize> {
        let item = if self.is_class(item) { item.total() } else { item };
        self.cell_of(Named::Item(item), period)
    }

    pub(super) fn element(&self, item: Item) -> Option<&'a DataElement> {
        self.data.pack.catalogue.element(item)
    }

    pub(super) fn is_class(&self, item: Item) -> bool {
        self.element(item).is_some_and(|element| element.kind == ValueKind::Class)
    }

    /// Every period that a cell of the form is about: what rules are applied to.
    pub(super) fn periods(&self) -> Vec<Period> {
        let mut periods: Vec<Period> = self.cells.iter().map(|cell| cell.period).collect();
        periods.push(self.data.period);
        periods.sort_unstable();
        periods.dedup();
        periods
    }
}

impl BlankCell<'_> {
    /// The cell's address as a formula of `from` writes it.
    pub(super) fn address(&self, from: &FormSheet) -> String {
        let cell = self.form.cell;
        if self.sheet.name == from.name {
            return cell.to_string();
        }
        format!("'{}'!{cell}", self.sheet.name.replace('\'', "''"))
    }

    /// Whether it would have been carried over if the figure were known: of an earlier period, or
    /// an opening stock.
    pub(super) fn is_unknown(&self, layout: &Layout<'_>) -> bool {
        let Named::Item(item) = self.form.named else { return false };
        let earlier =
            self.form.period != PeriodRef::Own && !layout.data.period.contains(self.period);
        let opening = layout.data.pack.catalogue.closing_of(item).is_some();
        self.role == Role::Input && (earlier || opening)
    }
}
