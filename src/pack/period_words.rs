//! Periods in words, and back.

use chrono::Datelike;

use crate::model::{Calendar, Period, Shape};
use crate::text::period::{self, PeriodWords};

/// A period for people: `năm 2023`, `quý I năm 2024`, `giai đoạn 2019 - 2023`.
pub fn in_words(of: Period) -> String {
    words(of).to_string()
}

/// A period for the heading of a column: `2023`, `Q.I/2024`, `6T/2024`.
pub fn short(of: Period) -> String {
    words(of).short()
}

fn words(of: Period) -> PeriodWords {
    let (year, last) = (of.first_year(), of.last_year());
    match of.shape() {
        Shape::Month(month) => PeriodWords::Month { month: month.into(), year },
        Shape::Quarter(quarter) => PeriodWords::Quarter { quarter: quarter.into(), year },
        Shape::SixMonths => PeriodWords::FirstMonths { months: 6, year },
        Shape::NineMonths => PeriodWords::FirstMonths { months: 9, year },
        Shape::Year => PeriodWords::Year(year),
        Shape::Years => PeriodWords::Years(year, last),
        Shape::Months => PeriodWords::Months((of.first_month(), year), (of.last_month(), last)),
    }
}

/// The period that a person has written in words, or as an id; days are those of the duty.
pub fn read(text: &str, calendar: Calendar) -> Option<Period> {
    text.parse().ok().or_else(|| of_words(period::read(text)?, calendar))
}

/// What a text that may be of no period of the duty was read as, in words.
pub fn read_as(text: &str) -> Option<String> {
    period::read(text).map(|words| words.to_string())
}

/// The period that the name of a file or folder tells, in words or as an id.
pub fn read_in_name(name: &str, calendar: Calendar) -> Option<Period> {
    // A bare year is left to the words around it.
    let is_id = |word: &&str| word.len() > 4;
    let mut ids = name.split([' ', '_']).filter(is_id).filter_map(|word| word.parse().ok());
    match (ids.next(), ids.next()) {
        (Some(one), None) => Some(one),
        (None, _) => of_words(period::read_in_name(name)?, calendar),
        _ => None,
    }
}

fn of_words(words: PeriodWords, calendar: Calendar) -> Option<Period> {
    match words {
        PeriodWords::Month { month, year } => Period::months((year, month), (year, month)),
        PeriodWords::Quarter { quarter, year } => {
            Period::months((year, quarter * 3 - 2), (year, quarter * 3))
        }
        PeriodWords::FirstMonths { months, year } => Period::months((year, 1), (year, months)),
        PeriodWords::Year(year) => Some(Period::year(year)),
        PeriodWords::Years(first, last) => Period::months((first, 1), (last, 12)),
        PeriodWords::Months((from, first), (to, last)) => {
            Period::months((first, from), (last, to))
        }
        PeriodWords::Days(first, last) => calendar.period(first, last),
        PeriodWords::UpTo(last) => {
            let year = u16::try_from(last.year()).ok()?;
            let months = (1..=12).filter_map(|month| Period::months((year, 1), (year, month)));
            months.into_iter().find(|period| calendar.last_day(*period) == last)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::CutOff;

    #[test]
    fn every_period_is_read_again_from_its_words() {
        let ids = ["2024-T03", "2024-Q1", "2024-6T", "2024-9T", "2024", "2019..2023"];
        for id in ids.into_iter().chain(["2023-T07..2023-T12", "2015-T06..2019-T03"]) {
            let period = id.parse().unwrap();
            assert_eq!(read(&in_words(period), Calendar::default()), Some(period), "{id}");
        }
    }

    #[test]
    fn what_is_cumulative_to_a_day_is_the_period_of_the_year_that_ends_on_it() {
        let read = |text| read(text, Calendar::default());
        for text in [
            "6T/2024",
            "6T-2024",
            "từ 1/1 đến 30/6/2024",
            "từ ngày 01/01/2024 đến ngày 30/6/2024",
            "Lũy kế đến 30/6/2024",
            "Luỹ kế đến ngày 30/6/2024",
        ] {
            assert_eq!(read(text), Some("2024-6T".parse().unwrap()), "{text}");
        }
        assert_eq!(read("Lũy kế đến 31/12/2024"), Some("2024".parse().unwrap()));
        assert_eq!(read("Lũy kế đến 15/6/2024"), None);
        assert_eq!(read("từ 2/1 đến 30/6/2024"), None);
    }

    #[test]
    fn days_are_a_period_only_of_a_duty_with_that_cut_off() {
        let state = Calendar { cut_off: CutOff::Day(14), term: None };
        let text = "từ 15/12/2023 đến 14/6/2024";
        assert_eq!(read(text, state), Some("2024-6T".parse().unwrap()));
        assert_eq!(read(text, Calendar::default()), None);
    }
}
