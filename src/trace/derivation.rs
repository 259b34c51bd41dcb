//! How a figure came about, one step at a time: its value or why there is none, and the figures,
//! cell or formula behind it.
//!
//! [`made`] is one step and cheap, [`walk`] follows the steps down without keeping them, and
//! [`Derivation`] is the tree they make.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::FigureKey;
use crate::model::{
    Coverage, FactKey, Figure, How, Item, Operands, OrgIx, OverUnits, Sign, Source, State,
    WeightedSum,
};
use crate::pack::{Consolidated, Indicator, Named, NoValue};

/// Steps that are followed from a figure towards its cells.
const DEEPEST: usize = 64;

/// Figures that one tree holds at most: a province's cells over several years, and no more than
/// fits into memory whatever a pack says.
const LARGEST: usize = 500_000;

/// What a figure was made from, one step down.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Made<'a> {
    /// Read from this cell; `None`: nothing was received.
    Cell(Option<&'a Source>),
    /// Put together from the same item of other units or periods.
    Combined(How),
    /// Worked out by a formula.
    Formula(&'a Indicator),
    /// Nothing: not due anywhere below.
    Nothing,
}

/// What a figure does in the one above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// It is added.
    Plus,
    /// It is taken off.
    Minus,
    /// It stands in a formula.
    Operand,
    /// It is the weight of a mean.
    Weight,
}

impl From<Sign> for Role {
    fn from(sign: Sign) -> Self {
        match sign {
            Sign::Plus => Self::Plus,
            Sign::Minus => Self::Minus,
        }
    }
}

/// A figure with everything it was made from.
#[derive(Debug, Clone, PartialEq)]
pub struct Derivation<'a> {
    /// Which figure.
    pub key: FigureKey,
    /// The exact value, or why there is none.
    pub value: Result<Decimal, NoValue>,
    /// What stands behind it.
    pub state: State,
    /// Which units it is about, and which are missing.
    pub coverage: Coverage,
    /// For a weighted mean, the unrounded parts.
    pub weighted: Option<WeightedSum>,
    /// How it came about.
    pub made: Made<'a>,
    /// What it was made from.
    pub operands: Vec<(Role, Derivation<'a>)>,
    /// Whether the tree ends here though there is more below.
    pub cut: bool,
}

impl<'a> Derivation<'a> {
    /// The tree of a figure.
    pub fn of(data: &'a Consolidated, key: FigureKey) -> Self {
        let mut left = LARGEST;
        Self::grow(data, key, 0, &mut left)
    }

    fn grow(data: &'a Consolidated, key: FigureKey, depth: usize, left: &mut usize) -> Self {
        *left = left.saturating_sub(1);
        let evaluated = data.book().named(key.org, key.named, key.period);
        let (made, below) = made(data, key);
        let cut = !below.is_empty() && (depth >= DEEPEST || *left == 0);
        let mut operands = Vec::new();
        if !cut {
            for (role, key) in below {
                operands.push((role, Self::grow(data, key, depth + 1, left)));
            }
        }
        Self {
            key,
            state: state(data, key, evaluated.value),
            value: evaluated.value,
            coverage: evaluated.coverage,
            weighted: figure(data, key).and_then(|figure| figure.weighted),
            made,
            operands,
            cut,
        }
    }
}

/// How a figure was made, and of which others.
pub fn made(data: &Consolidated, key: FigureKey) -> (Made<'_>, Vec<(Role, FigureKey)>) {
    match key.named {
        Named::Item(item) => match figure(data, key).map(|figure| &figure.operands) {
            None | Some(Operands::Nothing) => (Made::Nothing, Vec::new()),
            Some(Operands::Cell(source)) => {
                (Made::Cell(source.as_ref()), weight(data, key, item).into_iter().collect())
            }
            Some(Operands::Combined { how, of }) => {
                let below =
                    of.iter().map(|operand| (operand.sign.into(), of_fact(operand.key)));
                (Made::Combined(*how), below.collect())
            }
        },
        Named::Text(_) => (Made::Nothing, Vec::new()),
        Named::Indicator(at) => match data.pack.indicators.get(at) {
            None => (Made::Nothing, Vec::new()),
            Some(indicator) => (Made::Formula(indicator), referred(data, key, indicator)),
        },
    }
}

/// The figures that an indicator refers to, each once, in reading order.
fn referred(
    data: &Consolidated,
    key: FigureKey,
    indicator: &Indicator,
) -> Vec<(Role, FigureKey)> {
    let mut below: Vec<(Role, FigureKey)> = Vec::new();
    for reference in indicator.references() {
        let named = data.pack.named(&reference.path);
        let period = data.pack.resolve(reference.period, key.period);
        if let (Some(named), Some(period)) = (named, period) {
            let operand = (Role::Operand, FigureKey { named, period, ..key });
            if !below.contains(&operand) {
                below.push(operand);
            }
        }
    }
    below
}

/// The figure that a mean on a return is weighted by.
fn weight(data: &Consolidated, key: FigureKey, item: Item) -> Option<(Role, FigureKey)> {
    match data.pack.catalogue.element(item)?.over_units {
        OverUnits::WeightedMean { weight } => {
            Some((Role::Weight, FigureKey { named: Named::Item(weight), ..key }))
        }
        _ => None,
    }
}

fn of_fact(key: FactKey) -> FigureKey {
    FigureKey { org: key.org, named: Named::Item(key.item), period: key.period }
}

/// The figure of a data item; `None` for an indicator and what is not kept.
fn figure(data: &Consolidated, key: FigureKey) -> Option<&Figure> {
    match key.named {
        Named::Item(item) => {
            data.figures.get(FactKey { org: key.org, item, period: key.period })
        }
        Named::Indicator(_) | Named::Text(_) => None,
    }
}

/// The state of a figure, or of an indicator with this value.
pub(super) fn state(
    data: &Consolidated,
    key: FigureKey,
    value: Result<Decimal, NoValue>,
) -> State {
    match (key.named, value) {
        (Named::Item(_), _) => {
            figure(data, key).map_or(State::NotApplicable, |figure| figure.state)
        }
        (Named::Text(_), _) => State::NotApplicable,
        (Named::Indicator(_), Ok(_)) => State::Computed,
        (Named::Indicator(_), Err(why)) => state_without_value(why),
    }
}

/// As the documents print it: nothing to be divided is nothing that is missing.
const fn state_without_value(why: NoValue) -> State {
    match why {
        NoValue::Absent | NoValue::PartsDiffer => State::Absent,
        NoValue::NotApplicable | NoValue::OutOfUse | NoValue::DivisionByZero => {
            State::NotApplicable
        }
        NoValue::Withheld => State::Withheld,
    }
}

/// Follows a figure down to its cells: `visit` is given every cell with the figure read from it.
pub fn walk<'a>(
    data: &'a Consolidated,
    key: FigureKey,
    visit: &mut dyn FnMut(FigureKey, &'a Source),
) {
    follow(data, key, DEEPEST, &mut BTreeSet::new(), visit);
}

/// `known` holds the figures with operands that have been followed: what several ways lead to is
/// visited once.
fn follow<'a>(
    data: &'a Consolidated,
    key: FigureKey,
    left: usize,
    known: &mut BTreeSet<FigureKey>,
    visit: &mut dyn FnMut(FigureKey, &'a Source),
) {
    let (made, below) = made(data, key);
    if let Made::Cell(Some(source)) = made {
        visit(key, source);
    }
    if !below.is_empty() && left > 0 && known.insert(key) {
        for (_, operand) in below {
            follow(data, operand, left - 1, known, visit);
        }
    }
}

/// Names of units, in the order given.
pub(super) fn names<'a>(data: &'a Consolidated, units: &[OrgIx]) -> Vec<&'a str> {
    units.iter().map(|org| data.tree.name(*org)).collect()
}
