//! Returns of which one may have been copied from the other.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::diagnostic::{Code, Field, Finding};
use crate::model::{Catalogue, Item, OverPeriods, Period};
use crate::pack::period_words::in_words;

/// How many figures other than 0 two returns must have in common.
const AGREEING: usize = 12;
/// How many different values there must be among them: small branches are full of ones and twos.
const VALUES: usize = 5;
/// How many figures must agree for each one that differs.
const FOR_EACH_OTHER: usize = 10;

/// The figures of one return, to be held against those of others.
#[derive(Debug, Clone)]
pub struct ComparedReturn {
    /// Its file.
    pub file: String,
    /// Code of the pack and of the form.
    pub form: (String, String),
    /// Name of the unit, as the return has it.
    pub unit: String,
    /// The same, for comparing.
    pub unit_key: String,
    /// Its period.
    pub period: Period,
    /// Its figures of its own period, or of the parts of it.
    pub figures: BTreeMap<(Item, Period), Decimal>,
}

impl ComparedReturn {
    /// Whether another return is one of the same form from another unit or for another period.
    pub fn is_neighbour(&self, other: &Self) -> bool {
        self.form == other.form && (!self.is_of_unit(other) || self.period != other.period)
    }

    fn is_of_unit(&self, other: &Self) -> bool {
        self.unit_key == other.unit_key
    }
}

/// How far two returns agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Agreement {
    agreeing: usize,
    differing: usize,
}

/// Tells those of its neighbours whose figures a return has, all or nearly all: one finding, that names the
/// one it agrees with best; its place is for whoever knows what the file is called.
pub fn alike(
    one: &ComparedReturn,
    neighbours: &[&ComparedReturn],
    catalogue: &Catalogue,
) -> Option<Finding> {
    let found = neighbours.iter();
    let mut found: Vec<(Agreement, &ComparedReturn)> =
        found.filter_map(|other| Some((agreement(one, other, catalogue)?, *other))).collect();
    found.sort_by(|(a, one), (b, other)| {
        (a.differing, &one.file).cmp(&(b.differing, &other.file))
    });
    let (agreement, best) = found.first()?;
    let others = found.iter().skip(1).map(|(_, other)| other.file.as_str());
    let others: Vec<&str> = others.collect();
    let differing = (agreement.differing > 0).then_some(agreement.differing as u64);
    let other_period = (one.period != best.period).then(|| in_words(best.period));
    let finding = Finding::new(Code::W326)
        .count("agreeing", agreement.agreeing as u64)
        .text("unit", best.unit.as_str())
        .text("file", best.file.as_str())
        .maybe("period", other_period)
        .maybe("differing", differing.map(Field::Count));
    let finding = if others.is_empty() { finding } else { finding.list("others", others) };
    Some(finding.scope(one.unit.as_str()))
}

/// How far two returns agree, if that is more than chance.
fn agreement(
    one: &ComparedReturn,
    other: &ComparedReturn,
    catalogue: &Catalogue,
) -> Option<Agreement> {
    let flows_only = one.is_of_unit(other);
    let counts = |item: Item| {
        let over = catalogue.element(item).map(|element| element.over_periods);
        !flows_only || over == Some(OverPeriods::Sum)
    };
    let mut agreement = Agreement { agreeing: 0, differing: 0 };
    let mut values = BTreeSet::new();
    for ((item, period), value) in one.figures.iter().filter(|((item, _), _)| counts(*item)) {
        // A period of one is the like period of the other.
        let like = if *period == one.period { other.period } else { *period };
        let Some(there) = other.figures.get(&(*item, like)) else { continue };
        if value != there {
            agreement.differing += 1;
            // Most returns differ in most figures, and there may be many.
            if agreement.differing * FOR_EACH_OTHER > one.figures.len() {
                return None;
            }
        } else if !value.is_zero() {
            agreement.agreeing += 1;
            values.insert(*value);
        }
    }
    let enough = agreement.agreeing >= AGREEING && values.len() >= VALUES;
    (enough && agreement.differing * FOR_EACH_OTHER <= agreement.agreeing).then_some(agreement)
}
