//! Targets held against figures, for any unit: đạt, chưa đạt, or not enough figures to say, and
//! why. A missed target is a fact for the report, not an error.

mod words;

use rust_decimal::Decimal;

use super::{
    Consolidated, Evaluated, Indicator, Named, NoValue, Reference, Target, TargetLevel,
};
use crate::model::{OrgIx, Period, State};

pub use words::{reason, shown_judgement, shown_source, shown_threshold, shown_value};

/// What came of a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judgement {
    /// Đạt.
    Met,
    /// Chưa đạt.
    Missed,
    /// Chưa đủ số liệu đánh giá.
    CannotBeJudged,
    /// Không áp dụng: not in use, or nobody owes what it is made of.
    NotApplicable,
}

/// A figure that a target is made of.
pub type Part = (Named, Period);

/// Why a target is not met or cannot be judged.
#[derive(Debug, Clone, PartialEq)]
pub enum Why {
    /// The office has not taken it into use.
    NotInUse,
    /// It is set for whole years, and the run is about a part of one.
    PartOfYear,
    /// It is set for whole years, and the run begins or ends within this one.
    PartialYear,
    /// Figures of units are missing: which figures, of which units, of how many that owe them.
    Missing {
        /// The figures.
        parts: Vec<Part>,
        /// The units.
        units: Vec<OrgIx>,
        /// Number of units that owe any of the figures.
        owing: usize,
    },
    /// Figures for a period for which none are kept, such as a year before the first.
    NotKept(Vec<Part>),
    /// Figures that nobody owes, or of nobody (a mean).
    NotDue(Vec<Part>),
    /// Figures of forms that the office does not use.
    OutOfUse(Vec<Part>),
    /// The parts come from different units.
    PartsDiffer,
    /// The figures are not for others to see.
    Withheld,
    /// The denominator is 0; its figures.
    DivisionByZero(Vec<Part>),
    /// Units that do not meet it, or cannot be judged.
    Units,
    /// It is judged, but with earlier stocks that stand in for these units.
    Carried(Vec<OrgIx>),
}

/// How the units of a target that is judged of each unit stand. Those to whom it does not apply
/// are in no list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnitResults {
    /// Units that meet it.
    pub met: Vec<OrgIx>,
    /// Units that do not.
    pub missed: Vec<OrgIx>,
    /// Units that cannot be judged.
    pub unjudged: Vec<OrgIx>,
}

/// A target with its result for one unit and period.
#[derive(Debug, Clone, PartialEq)]
pub struct TargetResult<'a> {
    /// The target.
    pub target: &'a Target,
    /// Of whom.
    pub org: OrgIx,
    /// For which period; of a year that the run does not have in full, the part that it has.
    pub period: Period,
    /// The indicator's exact value for the unit, and the coverage of what it is made of.
    pub evaluated: Evaluated,
    /// The threshold applied: that of the reading, scaled if paced.
    pub threshold: Decimal,
    /// The months of twelve by which the threshold was scaled.
    pub pace: Option<u16>,
    /// The result.
    pub judgement: Judgement,
    /// Why, or what to know about it, unless the value says it all.
    pub why: Option<Why>,
    /// For a target judged of each unit, the units below.
    pub units: Option<UnitResults>,
}

/// Judges every target of a pack for a unit, year by year or once, as each target says.
pub fn judge_targets(data: &Consolidated, org: OrgIx) -> Vec<TargetResult<'_>> {
    let of_target = |target| judge_target(data, target, org);
    data.pack.targets.iter().flat_map(of_target).collect()
}

/// Judges one target for a unit, for every period for which it is set.
pub fn judge_target<'a>(
    data: &'a Consolidated,
    target: &'a Target,
    org: OrgIx,
) -> Vec<TargetResult<'a>> {
    let periods =
        if target.every_year { data.period.by_year().collect() } else { vec![data.period] };
    let (first, last) = target.years;
    let is_set = |period: &Period| first <= period.last_year() && period.first_year() <= last;
    periods.into_iter().filter(is_set).map(|period| judge(data, target, org, period)).collect()
}

/// Judges a target for a unit and a period. Figures that do not cover every unit are not judged:
/// what is missing could turn the result.
pub fn judge<'a>(
    data: &'a Consolidated,
    target: &'a Target,
    org: OrgIx,
    period: Period,
) -> TargetResult<'a> {
    let pace = paced_months(target, period);
    let mut threshold = target.reading.threshold;
    if let Some(months) = pace {
        threshold = months_share(threshold, months);
    }
    let judge = Judge { data, target, period, threshold };
    let (evaluated, judgement, why) = judge.one(org);
    let mut result = TargetResult {
        target,
        org,
        period,
        evaluated,
        threshold,
        pace,
        judgement,
        why,
        units: None,
    };
    if !target.in_use {
        (result.judgement, result.why) = (Judgement::NotApplicable, Some(Why::NotInUse));
    } else if target.every_year && period.length() < 12 && pace.is_none() {
        let why = if data.period.is_span() { Why::PartialYear } else { Why::PartOfYear };
        (result.judgement, result.why) = (Judgement::CannotBeJudged, Some(why));
    } else if target.level == TargetLevel::EachUnit && !data.units.contains(&org) {
        if judge.withholds_below(org) {
            // How many meet it would be of those that are published only.
            result.evaluated.value = Err(NoValue::Withheld);
            (result.judgement, result.why) = (Judgement::CannotBeJudged, Some(Why::Withheld));
            return result;
        }
        let units = judge.each_below(org);
        result.judgement = units.judgement();
        let told = !units.missed.is_empty() || !units.unjudged.is_empty();
        result.why = told.then_some(Why::Units);
        result.units = Some(units);
    }
    result
}

/// Months by which the threshold is scaled: within a year, before its end.
fn paced_months(target: &Target, period: Period) -> Option<u16> {
    let counts = !target.every_year || begins_a_year(period);
    let within = !period.is_span() && period.length() < 12;
    (target.pace && counts && within).then(|| period.length())
}

/// So many twelfths of a threshold; multiplied first, so that 6/12 of 3 is exactly 1.5, unless
/// the office wrote a threshold too large for that.
fn months_share(threshold: Decimal, months: u16) -> Decimal {
    let (months, year) = (Decimal::from(months), Decimal::from(12));
    match threshold.checked_mul(months) {
        Some(scaled) => scaled / year,
        None => threshold / year * months,
    }
}

struct Judge<'a> {
    data: &'a Consolidated,
    target: &'a Target,
    period: Period,
    threshold: Decimal,
}

impl Judge<'_> {
    /// The result of a unit by its own figures.
    fn one(&self, org: OrgIx) -> (Evaluated, Judgement, Option<Why>) {
        let reading = &self.target.reading;
        let Some(indicator) = self.data.pack.indicators.get(reading.indicator) else {
            let none = Evaluated {
                value: Err(NoValue::NotApplicable),
                coverage: crate::model::Coverage::default(),
            };
            return (none, Judgement::NotApplicable, None);
        };
        let evaluated = self.data.book().indicator(org, indicator, self.period);
        let (judgement, why) = match evaluated.value {
            Ok(_) if !evaluated.coverage.is_complete() => {
                (Judgement::CannotBeJudged, Some(self.missing(org, indicator, &evaluated)))
            }
            Ok(value) => {
                let met = reading.comparison.holds(value, self.threshold);
                let carried = evaluated.coverage.carried.clone();
                let why = (!carried.is_empty()).then_some(Why::Carried(carried));
                (if met { Judgement::Met } else { Judgement::Missed }, why)
            }
            Err(NoValue::NotApplicable) => self.not_there(org, indicator),
            Err(NoValue::OutOfUse) => {
                let parts = self.parts(org, &indicator.references(), |part| {
                    part.value == Err(NoValue::OutOfUse)
                });
                (Judgement::NotApplicable, Some(Why::OutOfUse(parts)))
            }
            Err(NoValue::Absent) => {
                (Judgement::CannotBeJudged, Some(self.missing(org, indicator, &evaluated)))
            }
            Err(NoValue::PartsDiffer) => (Judgement::CannotBeJudged, Some(Why::PartsDiffer)),
            Err(NoValue::Withheld) => (Judgement::CannotBeJudged, Some(Why::Withheld)),
            Err(NoValue::DivisionByZero) => {
                let parts = self.parts(org, &indicator.denominator.references(), |_| true);
                (Judgement::CannotBeJudged, Some(Why::DivisionByZero(parts)))
            }
        };
        (evaluated, judgement, why)
    }

    /// Whether a figure of a unit below is not for others to see.
    fn withholds_below(&self, org: OrgIx) -> bool {
        let mut below =
            self.data.units.iter().filter(|unit| self.data.tree.is_within(**unit, org));
        below.any(|unit| self.one(*unit).2 == Some(Why::Withheld))
    }

    /// The results of the units below that owe a return.
    fn each_below(&self, org: OrgIx) -> UnitResults {
        let mut results = UnitResults::default();
        for unit in &self.data.units {
            if !self.data.tree.is_within(*unit, org) {
                continue;
            }
            match self.one(*unit).1 {
                Judgement::Met => results.met.push(*unit),
                Judgement::Missed => results.missed.push(*unit),
                Judgement::CannotBeJudged => results.unjudged.push(*unit),
                Judgement::NotApplicable => {}
            }
        }
        results
    }

    fn missing(&self, org: OrgIx, indicator: &Indicator, evaluated: &Evaluated) -> Why {
        let parts = self.parts(org, &indicator.references(), |part| {
            part.value == Err(NoValue::Absent) || !part.coverage.is_complete()
        });
        let (units, owing) =
            (evaluated.coverage.missing.clone(), evaluated.coverage.expected());
        Why::Missing { parts, units, owing }
    }

    /// A figure that nobody owes, or one of a period for which none are kept.
    fn not_there(&self, org: OrgIx, indicator: &Indicator) -> (Judgement, Option<Why>) {
        let parts = self.parts(org, &indicator.references(), |part| {
            part.value == Err(NoValue::NotApplicable)
        });
        let kept = |part: &Part| match part {
            (Named::Item(item), period) => {
                let figure = self.data.book().figure(org, *item, *period);
                figure.is_some_and(|figure| figure.state == State::NotApplicable)
            }
            (Named::Indicator(_) | Named::Text(_), _) => true,
        };
        if parts.iter().all(kept) {
            return (Judgement::NotApplicable, Some(Why::NotDue(parts)));
        }
        let not_kept = parts.into_iter().filter(|part| !kept(part)).collect();
        (Judgement::CannotBeJudged, Some(Why::NotKept(not_kept)))
    }

    /// The figures behind references of which `is_meant` holds, each once.
    fn parts(
        &self,
        org: OrgIx,
        references: &[&Reference],
        is_meant: impl Fn(&Evaluated) -> bool,
    ) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        for reference in references {
            let named = self.data.pack.named(&reference.path);
            let period = self.data.pack.resolve(reference.period, self.period);
            let Some((named, period)) = named.zip(period) else { continue };
            let meant = is_meant(&self.data.book().named(org, named, period));
            if meant && !parts.contains(&(named, period)) {
                parts.push((named, period));
            }
        }
        parts
    }
}

impl UnitResults {
    /// Met only if every unit is judged and meets it; missed as soon as one misses it.
    pub fn judgement(&self) -> Judgement {
        match (self.met.len(), self.missed.len(), self.unjudged.len()) {
            (_, 1.., _) => Judgement::Missed,
            (_, 0, 1..) => Judgement::CannotBeJudged,
            (1.., 0, 0) => Judgement::Met,
            (0, 0, 0) => Judgement::NotApplicable,
        }
    }

    /// Number of units to whom the target applies.
    pub fn count(&self) -> usize {
        self.met.len() + self.missed.len() + self.unjudged.len()
    }
}

/// Whether a period begins in January.
const fn begins_a_year(period: Period) -> bool {
    period.first_month() == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_of_months_is_exact_and_no_threshold_is_too_large_for_it() {
        let share = |threshold: i64, months| months_share(Decimal::from(threshold), months);
        assert_eq!(share(3, 6), Decimal::new(15, 1));
        assert_eq!(share(100, 9), Decimal::from(75));
        assert!(months_share(Decimal::MAX, 9) < Decimal::MAX);
    }
}
