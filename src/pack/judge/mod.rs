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
    /// Its threshold is for a year or so much of it as there is, and the period is longer.
    SeveralYears,
    /// The unit did not exist for one whole month of the period.
    NotThere,
    /// It is set for single branches, and the figures are those of several put together.
    OfSeveral,
    /// The indicator says nothing over more than a year.
    LongerThanAYear,
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

/// How the units of a target that is judged of each unit stand. Those that owe nothing that it is
/// made of are in no list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnitResults {
    /// Units that meet it.
    pub met: Vec<OrgIx>,
    /// Units that do not.
    pub missed: Vec<OrgIx>,
    /// Units that cannot be judged.
    pub unjudged: Vec<OrgIx>,
    /// Those of the period's months for some of which they did not exist, and whose threshold is
    /// lower for it.
    pub shorter: Vec<OrgIx>,
    /// Those that cannot be judged because their figures are of several units, and the target is set
    /// for one.
    pub of_several: Vec<OrgIx>,
    /// Units to which it does not apply because they did not exist for one whole month.
    pub not_there: Vec<OrgIx>,
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
    let own = data.units.contains(&org);
    let months = if own { existing_months(data, org, period) } else { period.length() };
    let pace = paced_months(target, period, months);
    let judge = Judge { data, target, period };
    let threshold = judge.threshold(pace);
    let (evaluated, judgement, why) = judge.one(org, pace);
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
    } else if target.every_year && period.length() < 12 && pace.is_none() && !target.monthly {
        let why = if data.period.is_span() { Why::PartialYear } else { Why::PartOfYear };
        (result.judgement, result.why) = (Judgement::CannotBeJudged, Some(why));
    } else if target.pace && !target.every_year && period.length() > 12 {
        (result.judgement, result.why) = (Judgement::CannotBeJudged, Some(Why::SeveralYears));
    } else if target.monthly && months == 0 {
        (result.judgement, result.why) = (Judgement::NotApplicable, Some(Why::NotThere));
    } else if own && judge.is_of_several(org) {
        (result.judgement, result.why) = (Judgement::CannotBeJudged, Some(Why::OfSeveral));
    } else if target.level != TargetLevel::Office && !own {
        if judge.withholds_below(org) {
            // How many meet it would be of those that are published only.
            result.evaluated.value = Err(NoValue::Withheld);
            (result.judgement, result.why) = (Judgement::CannotBeJudged, Some(Why::Withheld));
            return result;
        }
        let units = judge.each_below(org);
        result.judgement = units.judgement();
        let told = [&units.missed, &units.unjudged, &units.not_there];
        result.why = told.iter().any(|units| !units.is_empty()).then_some(Why::Units);
        result.units = Some(units);
    }
    result
}

/// Months by which the threshold is scaled: within a year, before its end; where it is so much in
/// each month, the months that there were.
fn paced_months(target: &Target, period: Period, months: u16) -> Option<u16> {
    if target.monthly {
        return (months != 12).then_some(months);
    }
    let counts = !target.every_year || begins_a_year(period);
    let within = !period.is_span() && period.length() < 12;
    (target.pace && counts && within).then(|| period.length())
}

/// The months of a period in which a unit existed from the first day to the last.
fn existing_months(data: &Consolidated, org: OrgIx, period: Period) -> u16 {
    let calendar = data.pack.calendar;
    let existed = |month: &Period| {
        data.tree.existed_on(org, calendar.first_day(*month))
            && data.tree.existed_on(org, calendar.last_day(*month))
    };
    u16::try_from(period.by_month().filter(existed).count()).unwrap_or(u16::MAX)
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
}

impl Judge<'_> {
    /// The threshold, or so many twelfths of it.
    fn threshold(&self, months: Option<u16>) -> Decimal {
        let whole = self.target.reading.threshold;
        months.map_or(whole, |months| months_share(whole, months))
    }

    /// The result of a unit by its own figures, by so many twelfths of the threshold.
    fn one(&self, org: OrgIx, months: Option<u16>) -> (Evaluated, Judgement, Option<Why>) {
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
                let met = reading.comparison.holds(value, self.threshold(months));
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
        below.any(|unit| self.one(*unit, None).2 == Some(Why::Withheld))
    }

    /// The results of the units below that owe a return.
    fn each_below(&self, org: OrgIx) -> UnitResults {
        let mut results = UnitResults::default();
        for unit in &self.data.units {
            if !self.data.tree.is_within(*unit, org) {
                continue;
            }
            let months = existing_months(self.data, *unit, self.period);
            if self.target.monthly && months == 0 {
                results.not_there.push(*unit);
                continue;
            }
            if self.is_of_several(*unit) {
                results.of_several.push(*unit);
                results.unjudged.push(*unit);
                continue;
            }
            if self.target.monthly && months < self.period.length() {
                results.shorter.push(*unit);
            }
            let pace = paced_months(self.target, self.period, months);
            match self.one(*unit, pace).1 {
                Judgement::Met => results.met.push(*unit),
                Judgement::Missed => results.missed.push(*unit),
                Judgement::CannotBeJudged => results.unjudged.push(*unit),
                Judgement::NotApplicable => {}
            }
        }
        results
    }

    /// Whether the target is set for single branches and a unit's figures are not those of one.
    fn is_of_several(&self, org: OrgIx) -> bool {
        let Some(indicator) = self.data.pack.indicators.get(self.target.reading.indicator)
        else {
            return false;
        };
        if self.target.level != TargetLevel::EachBranch {
            return false;
        }
        let is_branch = self.data.tree.get(org).is_some_and(|unit| unit.kind.is_cell());
        let coverage = self.data.book().indicator(org, indicator, self.period).coverage;
        !coverage.is_empty() && (!is_branch || coverage.owing.as_ref() != [org])
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
        if indicator.within_a_year && self.period.length() > 12 {
            return (Judgement::NotApplicable, Some(Why::LongerThanAYear));
        }
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
