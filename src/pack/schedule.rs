//! For which periods a duty is reported, and what else follows from them.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use super::period_words::in_words;
use crate::model::{Period, Shape, Sign, SignedPeriods, made_of};

/// The periods of a duty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Schedule {
    /// Reported once, for this period.
    Once(Period),
    /// Reported every year for periods of these shapes. Figures are cumulative where these begin
    /// together (quý I, 6 tháng, 9 tháng, năm), discrete where they follow one another.
    Every(Vec<Shape>),
}

impl Schedule {
    /// Whether returns are made for this very period.
    pub fn is_reported(&self, period: Period) -> bool {
        match self {
            Self::Once(once) => *once == period,
            Self::Every(shapes) => shapes.contains(&period.shape()),
        }
    }

    /// The periods of these years for which returns are made.
    pub fn reported_in(&self, years: RangeInclusive<u16>) -> BTreeSet<Period> {
        match self {
            Self::Once(once) => BTreeSet::from([*once]),
            Self::Every(shapes) => years
                .flat_map(|year| shapes.iter().filter_map(move |shape| shape.of_year(year)))
                .collect(),
        }
    }

    /// The reported periods that make up a period; `None` when none do.
    pub fn makes(&self, period: Period) -> Option<SignedPeriods> {
        match self {
            Self::Once(once) => (*once == period).then(|| vec![(Sign::Plus, *once)]),
            Self::Every(_) => {
                made_of(period, &self.reported_in(period.first_year()..=period.last_year()))
            }
        }
    }

    /// The periods in the words of an office: of a year where it is known, else without any.
    pub fn in_words(&self, year: Option<u16>) -> Vec<String> {
        match (self, year) {
            (Self::Once(once), _) => vec![in_words(*once)],
            (Self::Every(shapes), Some(year)) => {
                shapes.iter().filter_map(|shape| shape.of_year(year)).map(in_words).collect()
            }
            (Self::Every(shapes), None) => {
                let of_year = shapes.iter().filter_map(|shape| shape.of_year(2000));
                of_year.map(|period| without_year(&in_words(period))).collect()
            }
        }
    }

    /// As ids, for commands: the period, or the shapes that it comes in.
    pub fn ids(&self) -> Vec<String> {
        match self {
            Self::Once(once) => vec![once.to_string()],
            Self::Every(shapes) => {
                let of_year = shapes.iter().filter_map(|shape| shape.of_year(2000));
                of_year.map(|period| period.to_string().replace("2000", "<năm>")).collect()
            }
        }
    }
}

/// `quý I` of `quý I năm 2000`, `6 tháng đầu năm` of `6 tháng đầu năm 2000`.
fn without_year(words: &str) -> String {
    let bare = words.trim_end_matches("2000").trim_end();
    match bare {
        "năm" => "cả năm".to_owned(),
        _ if bare.ends_with("đầu năm") => bare.to_owned(),
        _ => bare.trim_end_matches("năm").trim_end().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cumulative_duty_also_answers_for_single_quarters_and_spans_of_years() {
        let shapes = ["Q1", "6T", "9T", "year"].map(|shape| shape.parse().unwrap());
        let schedule = Schedule::Every(shapes.to_vec());
        let makes = |id: &str| schedule.makes(id.parse().unwrap()).is_some();
        assert!(makes("2024-6T") && makes("2024-Q3") && makes("2022..2024"));
        assert!(!makes("2024-T02"));
        assert!(!schedule.is_reported("2024-Q2".parse().unwrap()));
        let bare = ["quý I", "6 tháng đầu năm", "9 tháng đầu năm", "cả năm"];
        assert_eq!(schedule.in_words(None), bare);
        assert_eq!(schedule.in_words(Some(2024))[1], "6 tháng đầu năm 2024");
    }
}
