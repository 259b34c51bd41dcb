//! Figures and ratios unlike those of other units of the same kind in the same period.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::given::{self, Given};
use super::usual::{self, with_unit};
use super::{Strange, question};
use crate::diagnostic::{Code, Field, Finding};
use crate::model::{FactKey, Item, OrgIx, OrgUnitKind, Period, Source};
use crate::pack::{Consolidated, Form, Measure, Named};
use crate::text::number;

/// Asks about what the pack compares among units, a question for each unit and form.
pub(super) fn unlike_peers(data: &Consolidated, returns: &[Given<'_>]) -> Vec<Finding> {
    // By position of the return.
    let mut strange: BTreeMap<usize, Vec<Strange<'_>>> = BTreeMap::new();
    for (named, measure) in &data.pack.unusual.peers {
        for ((_, period), values) in by_kind(data, *named, returns) {
            for (org, one) in &values {
                let others = values.iter().filter(|(other, _)| *other != org);
                let others = others.map(|(_, other)| other.value).collect();
                if one.is_written
                    && let Some(found) = one.strange(measure, others, (data, *named, period))
                {
                    strange.entry(one.of).or_default().push(found);
                }
            }
        }
    }
    let asked = strange
        .iter()
        .filter_map(|(of, strange)| question(Code::W331, returns.get(*of)?, data, strange));
    asked.collect()
}

/// A unit's value of what is compared.
struct One<'a> {
    /// Position of the return it stands in.
    of: usize,
    value: Decimal,
    source: &'a Source,
    is_written: bool,
    /// The unit of measure of a ratio; empty of a plain figure.
    unit: &'a str,
    decimals: Option<u32>,
}

/// What is compared, by kind of unit and period, then by unit.
type ByKind<'a> = BTreeMap<(OrgUnitKind, Period), BTreeMap<OrgIx, One<'a>>>;

fn by_kind<'a>(data: &'a Consolidated, named: Named, returns: &[Given<'a>]) -> ByKind<'a> {
    let mut by_kind = ByKind::new();
    for (of, given) in returns.iter().enumerate() {
        let Some(kind) = data.tree.get(given.org).map(|unit| unit.kind) else { continue };
        for period in given.period.by_year().filter(|_| has(data, given.form, named)) {
            if let Some(one) = value(data, named, (given.org, period), of) {
                by_kind.entry((kind, period)).or_default().entry(given.org).or_insert(one);
            }
        }
    }
    by_kind
}

/// Whether a form has the cell at which one would look first.
fn has(data: &Consolidated, form: &Form, named: Named) -> bool {
    let first = first_item(data, named);
    form.items().any(|item| Some(item) == first)
}

/// The item itself, or what a ratio counts.
fn first_item(data: &Consolidated, named: Named) -> Option<Item> {
    match named {
        Named::Item(item) => Some(item),
        Named::Text(_) => None,
        Named::Indicator(at) => {
            let references = data.pack.indicators.get(at)?.numerator.references();
            match data.pack.named(&references.first()?.path)? {
                Named::Item(item) => Some(item),
                _ => None,
            }
        }
    }
}

fn value(
    data: &Consolidated,
    named: Named,
    (org, period): (OrgIx, Period),
    of: usize,
) -> Option<One<'_>> {
    let key = FactKey { org, item: first_item(data, named)?, period };
    let given = given::given(data, key)?;
    let plain = One {
        of,
        value: given.value,
        source: given.source,
        is_written: given.is_written,
        unit: "",
        decimals: None,
    };
    let Named::Indicator(at) = named else { return Some(plain) };
    let indicator = data.pack.indicators.get(at)?;
    let evaluated = data.book().indicator(org, indicator, period);
    let value = evaluated.value.ok().filter(|_| evaluated.coverage.is_all_reported())?;
    let value = number::rounded(value, indicator.decimals);
    Some(One { value, unit: &indicator.unit, decimals: Some(indicator.decimals), ..plain })
}

impl<'a> One<'a> {
    fn strange(
        &self,
        measure: &Measure,
        others: Vec<Decimal>,
        (data, named, period): (&'a Consolidated, Named, Period),
    ) -> Option<Strange<'a>> {
        let usual = usual::unlike(measure, self.value, others)?;
        let label = match named {
            Named::Item(item) => data.pack.catalogue.label(item),
            Named::Indicator(at) => data.pack.indicators.get(at)?.name.clone(),
            Named::Text(_) => return None,
        };
        let label = if period == data.period { label } else { format!("{label}, {period}") };
        let value = match self.decimals {
            None => Field::Number(self.value.normalize()),
            Some(decimals) => Field::words(|lang| {
                with_unit(number::format(self.value, decimals, lang), self.unit)
            }),
        };
        Some(Strange { label, value, source: self.source, usual, unit: self.unit })
    }
}
