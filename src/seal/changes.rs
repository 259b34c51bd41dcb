//! The figures of a run beside those of a seal.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::{Manifest, PackSeals, SealedCell, SealedFigure, Told};
use crate::model::{FactKey, Figure, Figures, Item, Operands, OrgIx, Period};
use crate::pack::{Consolidated, Schedule};

/// A figure of a sealed period that is other than it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Code of the unit.
    pub unit: String,
    /// The unit, if the organisation still has it.
    pub org: Option<OrgIx>,
    /// The figure, as references write it.
    pub path: String,
    /// The figure, if the pack still has it.
    pub item: Option<Item>,
    /// Its period.
    pub period: Period,
    /// The value that was sealed; none where there was none.
    pub before: Option<Decimal>,
    /// The value now; none where there is none.
    pub after: Option<Decimal>,
    /// The cell it was read from.
    pub was: Option<SealedCell>,
    /// The cell it is read from.
    pub is: Option<SealedCell>,
}

impl Change {
    /// Whether it stands in a return, and is not worked out of others.
    pub fn is_of_return(&self) -> bool {
        self.was.is_some() || self.is.is_some()
    }

    /// Whether it is of a unit's own returns, read or worked out over periods, and no sum over units.
    pub fn is_of_unit(&self, data: &Consolidated) -> bool {
        self.is_of_return() || self.org.is_some_and(|org| data.units.contains(&org))
    }

    /// The name of the unit.
    pub fn unit_name<'a>(&'a self, data: &'a Consolidated) -> &'a str {
        self.org.map_or(self.unit.as_str(), |org| data.tree.name(org))
    }

    /// The name of the figure.
    pub fn label(&self, data: &Consolidated) -> String {
        self.item.map_or_else(|| self.path.clone(), |item| data.pack.catalogue.label(item))
    }

    /// The difference, where there are two values.
    pub fn difference(&self) -> Option<Decimal> {
        self.after.zip(self.before).and_then(|(after, before)| after.checked_sub(before))
    }

    /// The change as a manifest keeps it.
    pub fn told(&self, pack: &str) -> Told {
        let written = |value: Option<Decimal>| value.map(|value| value.normalize().to_string());
        Told {
            pack: pack.to_owned(),
            unit: self.unit.clone(),
            path: self.path.clone(),
            period: self.period.to_string(),
            before: written(self.before),
            after: written(self.after),
        }
    }
}

/// The figures of a run's period that have a value, in order.
pub fn sealed_figures(data: &Consolidated) -> Vec<SealedFigure> {
    let of_run = data.figures.iter().filter(|(key, _)| data.is_of_run(key.period));
    let sealed = of_run.filter_map(|(key, figure)| {
        Some(SealedFigure {
            pack: data.pack.code.clone(),
            unit: data.tree.code(key.org).to_owned(),
            path: data.pack.catalogue.path(key.item),
            period: key.period.to_string(),
            value: figure.value?.normalize().to_string(),
            cell: cell(figure),
        })
    });
    sealed.collect()
}

fn cell(figure: &Figure) -> Option<SealedCell> {
    let Operands::Cell(Some(source)) = &figure.operands else { return None };
    Some(SealedCell {
        file: source.file.to_string(),
        sheet: source.sheet.to_string(),
        cell: source.cell.to_string(),
        text: source.text.to_string(),
    })
}

/// Which figure, in words that outlast a change of the organisation or the pack.
type Address = (String, String, Period);

/// The figures of a sealed period that are others now, in order of unit and item: one that is gone or
/// came anew too.
///
/// `told` are differences that a later document has told already: they are what the period is known by
/// since. Of periods that the run does not keep nothing can be said.
pub fn changes(manifest: &Manifest, told: &[Told], data: &Consolidated) -> Vec<Change> {
    let Some(sealed_period) = manifest.period() else { return Vec::new() };
    let mut before = known(manifest, data);
    for told in told.iter().filter(|told| told.pack == data.pack.code) {
        let Ok(period) = told.period.parse::<Period>() else { continue };
        let address = (told.unit.clone(), told.path.clone(), period);
        let cell = before.remove(&address).and_then(|(_, cell)| cell);
        if let Some(value) = told.after.as_ref().and_then(|value| value.parse().ok()) {
            before.insert(address, (value, cell));
        }
    }
    let of_seal = |period: Period| match data.pack.schedule {
        Schedule::Once(_) => sealed_period.contains(period),
        Schedule::Every(_) => sealed_period == period,
    };
    let mut kept = BTreeSet::new();
    let mut changes = Vec::new();
    for (key, figure) in data.figures.iter().filter(|(key, _)| of_seal(key.period)) {
        kept.insert(key.period);
        let path = data.pack.catalogue.path(key.item);
        let unit = data.tree.code(key.org).to_owned();
        let known = before.remove(&(unit, path, key.period));
        if known.as_ref().map(|(value, _)| *value) != figure.value {
            changes.push(changed(data, key, figure, known));
        }
    }
    let gone = before.into_iter().filter(|((_, _, period), _)| kept.contains(period));
    changes.extend(gone.map(|(address, known)| gone_figure(data, address, known)));
    let place = |change: &Change| {
        let org = change.org.map_or((true, OrgIx(0)), |org| (false, org));
        (org, change.item.is_none(), change.item, change.unit.clone(), change.path.clone())
    };
    changes.sort_by_cached_key(|change| (place(change), change.period));
    changes
}

fn known(
    manifest: &Manifest,
    data: &Consolidated,
) -> BTreeMap<Address, (Decimal, Option<SealedCell>)> {
    let of_pack = manifest.figures.iter().filter(|figure| figure.pack == data.pack.code);
    let known = of_pack.filter_map(|figure| {
        let period: Period = figure.period.parse().ok()?;
        let value: Decimal = figure.value.parse().ok()?;
        let address = (figure.unit.clone(), figure.path.clone(), period);
        Some((address, (value, figure.cell.clone())))
    });
    known.collect()
}

fn changed(
    data: &Consolidated,
    key: FactKey,
    figure: &Figure,
    known: Option<(Decimal, Option<SealedCell>)>,
) -> Change {
    let (before, was) = known.map_or((None, None), |(value, cell)| (Some(value), cell));
    Change {
        unit: data.tree.code(key.org).to_owned(),
        org: Some(key.org),
        path: data.pack.catalogue.path(key.item),
        item: Some(key.item),
        period: key.period,
        before,
        after: figure.value,
        was,
        is: cell(figure),
    }
}

fn gone_figure(
    data: &Consolidated,
    (unit, path, period): Address,
    (before, was): (Decimal, Option<SealedCell>),
) -> Change {
    Change {
        org: data.tree.by_any_code(&unit),
        item: data.pack.catalogue.find(&path),
        unit,
        path,
        period,
        before: Some(before),
        after: None,
        was,
        is: None,
    }
}

/// The figures of a run with those of earlier periods as they were sealed; none where they are the
/// same.
pub fn as_sealed(data: &Consolidated, sealed: &PackSeals) -> Option<Figures> {
    let changes = sealed.earlier.iter().flat_map(|of| &of.changes);
    let mut figures: Option<Figures> = None;
    for change in changes {
        let Some((org, item)) = change.org.zip(change.item) else { continue };
        let key = FactKey { org, item, period: change.period };
        let Some(figure) = data.figures.get(key) else { continue };
        let figure = Figure { value: change.before, ..figure.clone() };
        figures.get_or_insert_with(|| data.figures.clone()).insert(key, figure);
    }
    figures
}
