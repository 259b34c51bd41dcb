//! The columns of tables of units: the figures of each sheet of a form, in its order, so many on
//! a page that they can be read.

use std::collections::BTreeSet;

use crate::model::{DataElement, Item, OrgIx, Period, ValueKind};
use crate::pack::{Consolidated, Form, Indicator, Named, PeriodRef};

/// Columns of figures on a page across.
const MOST_COLUMNS: usize = 14;

/// Groups of columns that are named where a table is listed.
const NAMED_GROUPS: usize = 2;

/// A column of figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) named: Named,
    pub(super) period: Period,
    /// What stands above columns that belong together.
    pub(super) group: String,
    /// What stands above this one; empty where the group says it all.
    pub(super) name: String,
    /// Unit of measure.
    pub(super) unit: String,
}

/// A table of units.
#[derive(Debug, Clone)]
pub(super) struct UnitTable {
    /// The name of its sheet on the form.
    pub(super) name: String,
    /// The name of its form.
    pub(super) title: String,
    /// The units that owe the form.
    pub(super) units: BTreeSet<OrgIx>,
    pub(super) columns: Vec<Column>,
}

impl UnitTable {
    /// What it shows: `từng đơn vị: Kết nạp, Chuyển đến, …`.
    pub(super) fn in_words(&self) -> String {
        let mut groups: Vec<&str> =
            self.columns.iter().map(|column| column.group.as_str()).collect();
        groups.dedup();
        let more = if groups.len() > NAMED_GROUPS { ", …" } else { "" };
        groups.truncate(NAMED_GROUPS);
        format!("từng đơn vị: {}{more}", groups.join(", "))
    }
}

/// The tables of a pack: those of every form that units other than the office owe.
pub(super) fn tables(data: &Consolidated) -> Vec<UnitTable> {
    let mut tables = Vec::new();
    let mut told = BTreeSet::new();
    for form in &data.pack.forms {
        let units = owing(data, form);
        if !form.in_use || units.is_empty() {
            continue;
        }
        for (name, columns) in of_form(data, form, &units, &mut told) {
            for columns in pages(columns) {
                tables.push(UnitTable {
                    name: name.clone(),
                    title: form.name.clone(),
                    units: units.clone(),
                    columns,
                });
            }
        }
    }
    tables
}

/// The units below the office that owe a form for any of the periods that make up the run's.
fn owing(data: &Consolidated, form: &Form) -> BTreeSet<OrgIx> {
    let periods = data.made_of();
    let units =
        periods.iter().flat_map(|period| data.due.units(&data.tree, &form.code, *period));
    units.filter(|org| *org != data.office).collect()
}

/// The figures of a form, sheet by sheet; ratios stand with the figures they are made of.
fn of_form(
    data: &Consolidated,
    form: &Form,
    units: &BTreeSet<OrgIx>,
    told: &mut BTreeSet<Named>,
) -> Vec<(String, Vec<Column>)> {
    let mut sheets: Vec<(String, Vec<Item>)> = Vec::new();
    for sheet in &form.sheets {
        let mut items = Vec::new();
        for cell in &sheet.cells {
            if let Named::Item(item) = cell.named
                && told.insert(cell.named)
            {
                items.push(item);
            }
        }
        if !items.is_empty() {
            sheets.push((sheet.name.clone(), items));
        }
    }
    let mut tables: Vec<(String, Vec<Column>)> = Vec::new();
    for (name, items) in &sheets {
        tables
            .push((name.clone(), items.iter().flat_map(|item| of_item(data, *item)).collect()));
    }
    let given = data.pack.catalogue.items().filter(|item| is_given(data, *item, units));
    if let Some((_, first)) = tables.first_mut() {
        first.extend(given.flat_map(|item| of_item(data, item)));
    }
    for at in 0..data.pack.indicators.len() {
        let named = Named::Indicator(at);
        let Some(indicator) = data.pack.indicators.get(at).filter(|i| is_of_one_time(i)) else {
            continue;
        };
        let home = sheets.iter().position(|(_, items)| is_made_of(data, indicator, items));
        if let Some((_, columns)) = home.and_then(|home| tables.get_mut(home))
            && data.keeps(named, data.period)
            && told.insert(named)
        {
            columns.push(of_indicator(data, at, indicator));
        }
    }
    tables.retain(|(_, columns)| !columns.is_empty());
    tables
}

/// Whether the settings give a figure to any of the units.
fn is_given(data: &Consolidated, item: Item, units: &BTreeSet<OrgIx>) -> bool {
    let in_settings = data.pack.catalogue.element(item).is_some_and(|e| e.in_settings);
    let has = |org: &OrgIx| {
        let figure = data.book().figure(*org, item, data.period);
        figure.is_some_and(|figure| figure.value.is_some())
    };
    in_settings && units.iter().any(has)
}

/// Whether an indicator says something of one time, and does not compare two.
pub(super) fn is_of_one_time(indicator: &Indicator) -> bool {
    let of_one = |period| matches!(period, PeriodRef::Own | PeriodRef::WholeYear);
    indicator.references().iter().all(|reference| of_one(reference.period))
}

/// Whether a figure is of forms that the office does not ask for, or made of such.
pub(super) fn is_out_of_use(data: &Consolidated, named: Named) -> bool {
    match named {
        Named::Item(item) => data.pack.out_of_use.contains(&item),
        // An indicator is made of indicators declared above it: this ends.
        Named::Indicator(at) => data.pack.indicators.get(at).is_some_and(|indicator| {
            let references = indicator.references();
            let mut parts = references.iter().filter_map(|of| data.pack.named(&of.path));
            parts.any(|part| is_out_of_use(data, part))
        }),
        Named::Text(_) => false,
    }
}

/// Whether an indicator is made of any of the items, itself or through others.
fn is_made_of(data: &Consolidated, indicator: &Indicator, items: &[Item]) -> bool {
    indicator.references().iter().any(|reference| match data.pack.named(&reference.path) {
        Some(Named::Item(item)) => items.iter().any(|known| known.element == item.element),
        // An indicator is made of indicators declared above it: this ends.
        Some(Named::Indicator(at)) => {
            data.pack.indicators.get(at).is_some_and(|below| is_made_of(data, below, items))
        }
        Some(Named::Text(_)) | None => false,
    })
}

/// The columns of an item: one for the run, or one for each of its periods where these do not
/// make a figure of the run.
fn of_item(data: &Consolidated, item: Item) -> Vec<Column> {
    let Some(element) = data.pack.catalogue.element(item) else { return Vec::new() };
    if !is_counted(element) {
        return Vec::new();
    }
    let periods = super::periods::of_run(data, item);
    let by_period = periods != [data.period];
    let column = |period: Period| Column {
        named: Named::Item(item),
        period,
        group: element.name.clone(),
        name: match (part(data, item), by_period) {
            (Some(part), false) => part,
            (None, false) => String::new(),
            (Some(part), true) => {
                format!("{part}, {}", crate::pack::period_words::short(period))
            }
            (None, true) => crate::pack::period_words::short(period),
        },
        unit: element.unit.clone(),
    };
    periods.into_iter().map(column).collect()
}

/// Whether an element is something that a table can hold: counts, measures and classes.
pub(super) const fn is_counted(element: &DataElement) -> bool {
    matches!(element.kind, ValueKind::Integer | ValueKind::Decimal | ValueKind::Class)
}

fn part(data: &Consolidated, item: Item) -> Option<String> {
    let category = data.pack.catalogue.category(item)?;
    (!item.is_total()).then(|| category.name.clone())
}

fn of_indicator(data: &Consolidated, at: usize, indicator: &Indicator) -> Column {
    Column {
        named: Named::Indicator(at),
        period: data.period,
        group: indicator.name.clone(),
        name: String::new(),
        unit: indicator.unit.clone(),
    }
}

/// Divides columns into pages of about the same number; what belongs together stays together
/// where it can.
fn pages(columns: Vec<Column>) -> Vec<Vec<Column>> {
    let pages = columns.len().div_ceil(MOST_COLUMNS).max(1);
    let aim = columns.len().div_ceil(pages);
    let mut all: Vec<Vec<Column>> = vec![Vec::new()];
    let mut rest = columns.into_iter().peekable();
    while let Some(column) = rest.next() {
        let mut together = vec![column];
        while let Some(next) = rest.next_if(|next| {
            together.first().is_some_and(|first| first.group == next.group)
                && together.len() < MOST_COLUMNS
        }) {
            together.push(next);
        }
        let room = all.last().map_or(0, Vec::len);
        let full = room >= aim || room + together.len() > MOST_COLUMNS;
        if full && room > 0 {
            all.push(Vec::new());
        }
        if let Some(page) = all.last_mut() {
            page.extend(together);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(groups: &[(&str, usize)]) -> Vec<Column> {
        let column = |group: &str| Column {
            named: Named::Indicator(0),
            period: Period::year(2024),
            group: group.to_owned(),
            name: String::new(),
            unit: String::new(),
        };
        groups.iter().flat_map(|(name, count)| vec![column(name); *count]).collect()
    }

    fn sizes(groups: &[(&str, usize)]) -> Vec<usize> {
        pages(columns(groups)).iter().map(Vec::len).collect()
    }

    #[test]
    fn what_belongs_together_stays_on_a_page_and_no_page_has_more_than_can_be_read() {
        assert_eq!(sizes(&[("a", 5), ("b", 9)]), [14]);
        assert_eq!(sizes(&[("a", 5), ("b", 9), ("c", 1)]), [14, 1]);
        assert_eq!(sizes(&[("a", 8), ("b", 8)]), [8, 8]);
        assert_eq!(sizes(&[("a", 30)]), [14, 14, 2]);
    }
}
