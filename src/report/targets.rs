//! Targets held against figures: đạt, chưa đạt, or not enough figures to say. A missed target is
//! a fact for the report, not an error.

use rust_decimal::Decimal;

use crate::model::Period;
use crate::pack::{Consolidated, NoValue, Target};

/// What came of a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judgement {
    /// Đạt.
    Met,
    /// Chưa đạt.
    Missed,
    /// Chưa đủ số liệu đánh giá.
    CannotBeJudged,
}

impl Judgement {
    /// As the report says it.
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Met => "đạt",
            Self::Missed => "chưa đạt",
            Self::CannotBeJudged => "chưa đủ số liệu đánh giá",
        }
    }
}

/// A target with its result for one period.
#[derive(Debug, Clone, PartialEq)]
pub struct TargetResult<'a> {
    /// The target.
    pub target: &'a Target,
    /// For which period.
    pub period: Period,
    /// The indicator's exact value.
    pub value: Result<Decimal, NoValue>,
    /// The result.
    pub judgement: Judgement,
}

/// Judges every target for the office, year by year or once, as the target says.
///
/// A figure that does not cover every unit is not judged: what is missing could turn it.
pub fn judge_targets(data: &Consolidated) -> Vec<TargetResult<'_>> {
    let mut results = Vec::new();
    for target in &data.pack.targets {
        let periods = if target.every_year {
            data.period.by_year().filter(|year| year.is_whole_years()).collect()
        } else {
            vec![data.period]
        };
        let Some(indicator) = data.pack.indicators.get(target.indicator) else { continue };
        let (first, last) = target.years;
        let is_set =
            |period: &Period| first <= period.last_year() && period.first_year() <= last;
        for period in periods.into_iter().filter(is_set) {
            let evaluated = data.book().indicator(data.office, indicator, period);
            let complete = evaluated.coverage.is_complete();
            let judgement = match evaluated.value {
                Ok(value) if complete && target.comparison.holds(value, target.threshold) => {
                    Judgement::Met
                }
                Ok(_) if complete => Judgement::Missed,
                _ => Judgement::CannotBeJudged,
            };
            results.push(TargetResult { target, period, value: evaluated.value, judgement });
        }
    }
    results
}
