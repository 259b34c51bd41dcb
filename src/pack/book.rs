//! Looks figures up by reference and works expressions out over them.
//!
//! The one place that decides when an expression has no value: a missing figure, parts that do
//! not cover the same units, division by zero.

use rust_decimal::Decimal;

use super::{Expression, Indicator, MissingOperands, Named, Pack, Reference};
use crate::model::{Coverage, FactKey, Figure, Figures, Item, OrgIx, Period, State};

/// Why there is no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoValue {
    /// Due, and not (usably) reported.
    Absent,
    /// Not due, or nothing it could be taken of (a mean over nobody).
    NotApplicable,
    /// Its form is out of use in this office: unlike what is not due it never counts as 0.
    OutOfUse,
    /// The parts come from different sets of units: their ratio or sum would mean nothing.
    PartsDiffer,
    /// Division by zero.
    DivisionByZero,
    /// There, and not for others to see.
    Withheld,
}

impl NoValue {
    /// The state of a figure that has no value for this reason, as documents print it: nothing to
    /// be divided is nothing that is missing.
    pub const fn state(self) -> State {
        match self {
            Self::Absent | Self::PartsDiffer => State::Absent,
            Self::NotApplicable | Self::OutOfUse | Self::DivisionByZero => State::NotApplicable,
            Self::Withheld => State::Withheld,
        }
    }
}

/// A value looked up or worked out.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluated {
    /// The exact value, or why there is none.
    pub value: Result<Decimal, NoValue>,
    /// Which units it is about, and which are missing from any of its parts.
    pub coverage: Coverage,
}

/// A pack and the figures of a run under it.
#[derive(Clone, Copy)]
pub struct Book<'a> {
    /// The pack.
    pub pack: &'a Pack,
    /// The figures.
    pub figures: &'a Figures,
}

impl<'a> Book<'a> {
    /// The figure of a data item.
    pub fn figure(&self, org: OrgIx, item: Item, period: Period) -> Option<&'a Figure> {
        self.figures.get(FactKey { org, item, period })
    }

    /// The value of an item or an indicator.
    pub fn named(&self, org: OrgIx, named: Named, period: Period) -> Evaluated {
        match named {
            Named::Item(item) => self.item(org, item, period),
            Named::Text(_) => Evaluated::none(NoValue::NotApplicable),
            Named::Indicator(at) => match self.pack.indicators.get(at) {
                Some(indicator) => self.indicator(org, indicator, period),
                None => Evaluated::none(NoValue::NotApplicable),
            },
        }
    }

    fn item(&self, org: OrgIx, item: Item, period: Period) -> Evaluated {
        if self.pack.out_of_use.contains(&item) {
            return Evaluated::none(NoValue::OutOfUse);
        }
        let Some(figure) = self.figure(org, item, period) else {
            let given = self.pack.catalogue.element(item).is_some_and(|e| e.in_settings);
            // What the office has not set is missing, not out of place.
            let why = if given { NoValue::Absent } else { NoValue::NotApplicable };
            return Evaluated::none(why);
        };
        let why = match figure.state {
            State::NotApplicable => NoValue::NotApplicable,
            State::Withheld => NoValue::Withheld,
            _ => NoValue::Absent,
        };
        Evaluated { value: figure.value.ok_or(why), coverage: figure.coverage.clone() }
    }

    /// The value of a reference seen from a unit and period.
    pub fn reference(&self, org: OrgIx, reference: &Reference, period: Period) -> Evaluated {
        match (self.pack.named(&reference.path), self.pack.resolve(reference.period, period)) {
            (Some(named), Some(period)) => self.named(org, named, period),
            _ => Evaluated::none(NoValue::NotApplicable),
        }
    }

    /// The value of an expression seen from a unit and period; what is missing counts as
    /// `missing` says.
    pub fn expression(
        &self,
        org: OrgIx,
        expression: &Expression,
        period: Period,
        missing: MissingOperands,
    ) -> Evaluated {
        let parts = self.gather(org, &expression.references(), period);
        let mut together = together(&parts, missing);
        if together.value.is_ok() {
            together.value = value(expression, &parts, missing);
        }
        together
    }

    /// The value of an indicator.
    pub fn indicator(&self, org: OrgIx, indicator: &Indicator, period: Period) -> Evaluated {
        let missing = indicator.missing;
        let parts = self.gather(org, &indicator.references(), period);
        let mut together = together(&parts, missing);
        if together.value.is_ok() {
            together.value = ratio(indicator, &parts);
        }
        together
    }

    /// Whether references have values that may be put together, and what is missing from them.
    ///
    /// They may when they miss the same units.
    pub fn parts(
        &self,
        org: OrgIx,
        references: &[&Reference],
        period: Period,
        missing: MissingOperands,
    ) -> Evaluated {
        together(&self.gather(org, references, period), missing)
    }

    /// Every reference looked up, once.
    fn gather<'r>(
        &self,
        org: OrgIx,
        references: &[&'r Reference],
        period: Period,
    ) -> Vec<(&'r Reference, Evaluated)> {
        let mut parts: Vec<(&Reference, Evaluated)> = Vec::new();
        for reference in references {
            if parts.iter().all(|(known, _)| known != reference) {
                parts.push((reference, self.reference(org, reference, period)));
            }
        }
        self.leave_out_whoever_was_assigned(org, &mut parts);
        parts
    }

    /// What the settings assign to a unit as a whole covers no units: beside the figures of those
    /// that report, the unit itself is none of them.
    fn leave_out_whoever_was_assigned(
        &self,
        org: OrgIx,
        parts: &mut [(&Reference, Evaluated)],
    ) {
        let is_assigned = |(reference, part): &(&Reference, Evaluated)| {
            let item = match self.pack.named(&reference.path) {
                Some(Named::Item(item)) => self.pack.catalogue.element(item),
                _ => None,
            };
            item.is_some_and(|element| element.in_settings)
                && part.value.is_ok()
                && *part.coverage.owing == [org]
        };
        let others = parts.iter().any(|part| !part.1.coverage.is_empty() && !is_assigned(part));
        if others {
            for part in parts.iter_mut().filter(|part| is_assigned(part)) {
                part.1.coverage = Coverage::default();
            }
        }
    }
}

/// References with what they stand for.
type Parts<'r> = [(&'r Reference, Evaluated)];

/// Whether parts have values that may be put together.
fn together(all: &Parts<'_>, missing: MissingOperands) -> Evaluated {
    let counts_as_zero =
        |part: &Evaluated| part.value.is_err_and(|why| missing.counts_as_zero(why));
    let everything_is_missing =
        !all.is_empty() && all.iter().all(|(_, part)| part.value.is_err());
    let parts: Vec<&Evaluated> = all
        .iter()
        .map(|(_, part)| part)
        .filter(|part| everything_is_missing || !counts_as_zero(part))
        .collect();
    let coverage = Coverage::union(parts.iter().map(|part| &part.coverage));
    let value = match parts.iter().find_map(|part| part.value.err()) {
        Some(why) => Err(why),
        None if go_together(&parts) => Ok(Decimal::ZERO),
        None => Err(NoValue::PartsDiffer),
    };
    Evaluated { value, coverage }
}

fn value(
    expression: &Expression,
    parts: &Parts<'_>,
    missing: MissingOperands,
) -> Result<Decimal, NoValue> {
    let value = expression.value(&mut |reference| {
        let (_, part) = parts.iter().find(|(known, _)| *known == reference)?;
        match part.value {
            Ok(value) => Some(value),
            Err(why) => missing.counts_as_zero(why).then_some(Decimal::ZERO),
        }
    });
    value.ok_or(NoValue::DivisionByZero)
}

fn ratio(indicator: &Indicator, parts: &Parts<'_>) -> Result<Decimal, NoValue> {
    let numerator = value(&indicator.numerator, parts, indicator.missing)?;
    let denominator = value(&indicator.denominator, parts, indicator.missing)?;
    let scaled = numerator.checked_mul(indicator.factor);
    if let Some(ratio) = scaled.and_then(|scaled| scaled.checked_div(denominator)) {
        return Ok(ratio);
    }
    // A denominator of which nothing was reported is not 0: nobody has said so.
    let below = indicator.denominator.references();
    let mut below = below.iter().map(|reference| {
        let part = parts.iter().find(|(known, _)| known == reference);
        part.map_or(Err(NoValue::NotApplicable), |(_, part)| part.value)
    });
    match below.next() {
        Some(Err(why)) if below.all(|value| value.is_err()) => Err(why),
        _ => Err(NoValue::DivisionByZero),
    }
}

impl MissingOperands {
    /// Whether an operand without a value counts as 0.
    const fn counts_as_zero(self, why: NoValue) -> bool {
        match self {
            Self::Skip => false,
            Self::NotDueIsZero => matches!(why, NoValue::NotApplicable),
            Self::Zero => matches!(why, NoValue::NotApplicable | NoValue::Absent),
        }
    }
}

/// Parts may be put together when the same units are missing from each. Who owes them may differ:
/// a branch that closed in the year has admissions, and no members at its end.
fn go_together(parts: &[&Evaluated]) -> bool {
    let mut missing = parts.iter().map(|part| &part.coverage.missing);
    missing.next().is_none_or(|first| missing.all(|other| other == first))
}

impl Evaluated {
    fn none(why: NoValue) -> Self {
        Self { value: Err(why), coverage: Coverage::default() }
    }
}
