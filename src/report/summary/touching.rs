//! Which findings touch a figure: those of its cells, of rules and transfers it takes part in,
//! and those that name it.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Field, Finding, FindingList};
use crate::model::{Item, Operands, Period};
use crate::ooxml::CellRef;
use crate::pack::{Consolidated, Named, Reference};

/// File, sheet and cell.
type Cell<'a> = (&'a str, &'a str, CellRef);

/// Codes by figure, each with the number of findings.
pub(super) fn touching(
    data: &Consolidated,
    findings: &FindingList,
) -> BTreeMap<Item, BTreeMap<Code, usize>> {
    let of_cells = items_of_cells(data, findings);
    let named = Names::new(data);
    let mut touched: BTreeMap<Item, BTreeMap<Code, usize>> = BTreeMap::new();
    for reported in findings {
        let finding = &reported.finding;
        let mut items: BTreeSet<Item> = BTreeSet::new();
        for cell in cells(finding) {
            items.extend(of_cells.get(&cell).into_iter().flatten());
        }
        items.extend(named.by(finding));
        items.extend(of_coverage(data, finding));
        for item in items {
            *touched.entry(item).or_default().entry(finding.code).or_insert(0) += 1;
        }
    }
    touched
}

/// The cells that a finding is about.
fn cells(finding: &Finding) -> impl Iterator<Item = Cell<'_>> {
    let place = finding.place.as_ref();
    let own = place
        .and_then(|place| Some((place.file.as_str(), place.sheet.as_deref()?, place.cell?)));
    let notes = finding.cells.iter().filter_map(move |note| {
        let file = note.file.as_deref().or(place.map(|place| place.file.as_str()))?;
        let sheet = note.sheet.as_deref().or(place.and_then(|place| place.sheet.as_deref()))?;
        Some((file, sheet, note.cell?))
    });
    own.into_iter().chain(notes)
}

/// What was read from each of the cells that findings are about.
fn items_of_cells<'a>(
    data: &'a Consolidated,
    findings: &'a FindingList,
) -> BTreeMap<Cell<'a>, BTreeSet<Item>> {
    let mut items: BTreeMap<Cell<'a>, BTreeSet<Item>> = BTreeMap::new();
    for reported in findings {
        for cell in cells(&reported.finding) {
            items.entry(cell).or_default();
        }
    }
    if items.is_empty() {
        return items;
    }
    for (key, figure) in data.figures.iter() {
        let Operands::Cell(Some(source)) = &figure.operands else { continue };
        if let Some(known) = items.get_mut(&(&*source.file, &*source.sheet, source.cell)) {
            known.insert(key.item);
        }
    }
    items
}

/// The totals of a period that lack units, where a finding says so: it names one of them.
fn of_coverage(data: &Consolidated, finding: &Finding) -> Vec<Item> {
    if finding.code != Code::W404 {
        return Vec::new();
    }
    let mut periods = finding.scope.iter().filter_map(|scope| scope.parse::<Period>().ok());
    let Some(period) = periods.next() else { return Vec::new() };
    let such = |item: &Item| {
        let figure = data.book().figure(data.office, *item, period);
        figure.is_some_and(|figure| !figure.coverage.is_complete())
    };
    data.pack.catalogue.items().filter(such).collect()
}

/// What findings may name instead of cells.
struct Names<'a> {
    data: &'a Consolidated,
    by_label: BTreeMap<String, Item>,
}

impl<'a> Names<'a> {
    fn new(data: &'a Consolidated) -> Self {
        let catalogue = &data.pack.catalogue;
        let by_label = catalogue.items().map(|item| (catalogue.label(item), item)).collect();
        Self { data, by_label }
    }

    fn by(&self, finding: &Finding) -> Vec<Item> {
        let text = |name: &str| match finding.fields.get(name) {
            Some(Field::Text(text)) => Some(text.as_str()),
            _ => None,
        };
        let mut items = Vec::new();
        if let Some(label) = text("label") {
            items.extend(self.by_label.get(label));
            let transfers = self.data.pack.transfers.iter();
            for transfer in transfers.filter(|transfer| transfer.name == label) {
                items.extend([transfer.incoming, transfer.outgoing]);
            }
        }
        let rules = self.data.pack.rules.iter();
        for rule in rules.filter(|rule| text("rule") == Some(rule.code.as_str())) {
            items.extend(rule.condition.references().iter().filter_map(|r| self.item(r)));
        }
        items
    }

    fn item(&self, reference: &Reference) -> Option<Item> {
        match self.data.pack.named(&reference.path) {
            Some(Named::Item(item)) => Some(item),
            _ => None,
        }
    }
}
