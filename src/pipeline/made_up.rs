//! Figures made up from a pack alone: something in every figure of a few units, or nothing in any.
//! Templates are tried with them before there are returns; nobody sees a document made from them.

use std::collections::BTreeSet;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::packs;
use crate::aggregate::aggregate;
use crate::diagnostic::Findings;
use crate::model::{
    Fact, FactKey, Facts, Item, OrgIx, OrgTree, OrgUnit, OrgUnitKind, Period, Source, State,
    Statement, StatementKey, Statements, ValueKind,
};
use crate::ooxml::CellRef;
use crate::pack::{Consolidated, OwedBy, Pack, Schedule};

/// The year of made-up periods: late, so that no year that a template names comes after it.
const YEAR: u16 = 2099;

/// Years of a made-up term, which ends with [`YEAR`].
const YEARS_OF_TERM: u16 = 5;

/// Units of each kind that owes a form.
const UNITS: u32 = 3;

/// The office: the first unit.
const OFFICE: OrgIx = OrgIx(0);

/// A pack applied to an organisation of its own, with a figure everywhere and with none at all: for
/// one period, or one of each length that the pack reports on.
pub(super) fn made_up(pack: &Pack, period: Option<Period>) -> Vec<Arc<Consolidated>> {
    let tree = tree(pack);
    let term = Period::months((YEAR + 1 - YEARS_OF_TERM, 1), (YEAR, 12));
    let periods = period.map_or_else(|| periods(pack), |period| vec![period]);
    let applied = periods.into_iter().flat_map(|period| {
        let given = given(pack, &tree, period);
        let data = packs::applied(pack.clone(), (&tree, OFFICE, term), period, &given);
        [everywhere(data.clone(), given), nowhere(data)]
    });
    applied.map(Arc::new).collect()
}

/// One period of each length.
fn periods(pack: &Pack) -> Vec<Period> {
    match &pack.schedule {
        Schedule::Once(period) => vec![*period],
        Schedule::Every(shapes) => {
            shapes.iter().filter_map(|shape| shape.of_year(YEAR)).collect()
        }
    }
}

/// An office, and below it units of every kind that owes a form.
fn tree(pack: &Pack) -> OrgTree {
    let owing = pack.forms.iter().flat_map(|form| &form.owed_by);
    let mut kinds: BTreeSet<OrgUnitKind> = owing
        .filter_map(|by| match by {
            OwedBy::Kind(kind) => Some(*kind),
            OwedBy::Lowest | OwedBy::Office => None,
        })
        .collect();
    kinds.insert(OrgUnitKind::SubordinateCell);
    let unit = |code: String, kind, parent| OrgUnit {
        name: format!("Đơn vị {code}"),
        code,
        other_names: Vec::new(),
        kind,
        parent,
        opened: None,
        closed: None,
    };
    let mut units = vec![unit("0".to_owned(), OrgUnitKind::ProvincialCommittee, None)];
    for kind in kinds {
        for _ in 0..UNITS {
            units.push(unit(units.len().to_string(), kind, Some(OFFICE)));
        }
    }
    OrgTree::new(units).unwrap_or_default()
}

/// What the settings of an office would give: figures of elements that no form asks for.
fn given(pack: &Pack, tree: &OrgTree, period: Period) -> Facts {
    let mut facts = Facts::default();
    let in_settings =
        |item: &_| pack.catalogue.element(*item).is_some_and(|element| element.in_settings);
    for item in pack.catalogue.items().filter(in_settings) {
        let lowest = tree.bottom_up().iter().filter(|org| tree.children(**org).is_empty());
        for org in lowest {
            let key = FactKey { org: *org, item, period };
            facts.insert(key, fact(pack, key));
        }
    }
    facts
}

/// With a figure and words wherever something is due.
fn everywhere(mut data: Consolidated, given: Facts) -> Consolidated {
    let mut facts = given;
    let items: Vec<Item> = data.pack.catalogue.items().collect();
    for item in items {
        for period in data.due.periods(item) {
            for (org, _) in data.tree.iter() {
                if data.due.is_due(&data.tree, org, item, period) {
                    let key = FactKey { org, item, period };
                    facts.insert(key, fact(&data.pack, key));
                }
            }
        }
    }
    data.statements = statements(&data);
    with_totals(data, &facts)
}

/// With nothing in any figure.
fn nowhere(data: Consolidated) -> Consolidated {
    with_totals(data, &Facts::default())
}

fn with_totals(mut data: Consolidated, facts: &Facts) -> Consolidated {
    // What is noticed of figures that nobody reported is nobody's business.
    let mut unheard = Findings::new();
    data.figures =
        aggregate(&data.pack, &data.tree, data.office, &data.due, facts, &mut unheard);
    data
}

/// A figure that differs from unit to unit and from part to part; totals are larger than parts.
fn fact(pack: &Pack, key: FactKey) -> Fact {
    let FactKey { org, item, .. } = key;
    let element = pack.catalogue.element(item);
    let value = match element.map(|element| element.kind) {
        Some(ValueKind::Class) => {
            let parts = element.map_or(1, |element| element.categories.len().max(2) - 1);
            let own = org.0 as usize % parts + 1;
            u32::from(item.is_total() || usize::from(item.category) == own)
        }
        _ if item.is_total() => 100 + 7 * org.0,
        _ => 1 + org.0 + u32::from(item.category),
    };
    let value = Some(Decimal::from(value));
    Fact { state: State::Reported, value, source: None, consolidated: None }
}

/// Two opinions of every unit under every text element.
fn statements(data: &Consolidated) -> Statements {
    let mut statements = Statements::default();
    for text in 0..data.pack.texts.len() {
        for period in data.due.reported() {
            for org in &data.units {
                let key = StatementKey { text, period: *period, org: *org };
                let source = Source {
                    file: Arc::from(""),
                    sheet: Arc::from(""),
                    cell: CellRef::new(0, 0),
                    text: Box::from("- Ý kiến thứ nhất\n- Ý kiến thứ hai"),
                    calculated: false,
                    result: None,
                    adjusted: None,
                    origin: None,
                };
                statements.insert(key, Statement { source, original: None, below: None });
            }
        }
    }
    statements
}
