//! Which days the months of a period have: a duty's cut-off.

use chrono::{Datelike, Days, NaiveDate};

use super::Period;

/// The day on which a month ends for a duty.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum CutOff {
    /// The last day of the month (Party statistics).
    #[default]
    LastDay,
    /// This day, 1–28; the next month begins the day after. State reports end on the 14th: a
    /// year runs from 15/12 to 14/12, six months from 15/12 to 14/6.
    Day(u8),
}

/// A duty's cut-off and the term of the committee.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Calendar {
    /// Where months end.
    pub cut_off: CutOff,
    /// The committee's term (nhiệm kỳ), if the office has set it.
    pub term: Option<Period>,
}

impl Calendar {
    /// The first day of a period.
    pub fn first_day(self, period: Period) -> NaiveDate {
        let first = month_start(period.first_year(), period.first_month());
        match self.cut_off {
            CutOff::LastDay => first,
            CutOff::Day(_) => {
                let before = first.pred_opt().unwrap_or(first);
                self.end_of(month_start_of(before)) + Days::new(1)
            }
        }
    }

    /// The last day of a period.
    pub fn last_day(self, period: Period) -> NaiveDate {
        self.end_of(month_start(period.last_year(), period.last_month()))
    }

    /// The last day of the month that begins on `first`.
    fn end_of(self, first: NaiveDate) -> NaiveDate {
        match self.cut_off {
            CutOff::LastDay => last_of_month(first),
            CutOff::Day(day) => first.with_day(u32::from(day)).unwrap_or(first),
        }
    }

    /// The period that has exactly these first and last days, if any does.
    pub fn period(self, from: NaiveDate, to: NaiveDate) -> Option<Period> {
        let month_of = |day: NaiveDate| {
            let late = self.end_of(month_start_of(day)) < day;
            let day = if late { last_of_month(day).succ_opt()? } else { day };
            Some((u16::try_from(day.year()).ok()?, u16::try_from(day.month()).ok()?))
        };
        let period = Period::months(month_of(from)?, month_of(to)?)?;
        (self.first_day(period) == from && self.last_day(period) == to).then_some(period)
    }
}

fn month_start(year: u16, month: u16) -> NaiveDate {
    NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), 1).unwrap_or_default()
}

fn month_start_of(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

fn last_of_month(day: NaiveDate) -> NaiveDate {
    let next = month_start_of(day) + chrono::Months::new(1);
    next.pred_opt().unwrap_or(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(cut_off: CutOff, id: &str) -> (String, String) {
        let calendar = Calendar { cut_off, term: None };
        let period = id.parse().unwrap();
        let (first, last) = (calendar.first_day(period), calendar.last_day(period));
        assert_eq!(calendar.period(first, last), Some(period), "{id}");
        (first.to_string(), last.to_string())
    }

    #[test]
    fn party_periods_end_on_the_last_day_of_the_month() {
        for (id, first, last) in [
            ("2024-T02", "2024-02-01", "2024-02-29"),
            ("2024-Q1", "2024-01-01", "2024-03-31"),
            ("2024-6T", "2024-01-01", "2024-06-30"),
            ("2024", "2024-01-01", "2024-12-31"),
            ("2015-T06..2019-T03", "2015-06-01", "2019-03-31"),
        ] {
            assert_eq!(days(CutOff::LastDay, id), (first.to_owned(), last.to_owned()));
        }
    }

    #[test]
    fn state_periods_run_from_the_fifteenth_to_the_fourteenth() {
        for (id, first, last) in [
            ("2024", "2023-12-15", "2024-12-14"),
            ("2024-6T", "2023-12-15", "2024-06-14"),
            ("2024-T03", "2024-02-15", "2024-03-14"),
            ("2024-Q2", "2024-03-15", "2024-06-14"),
        ] {
            assert_eq!(days(CutOff::Day(14), id), (first.to_owned(), last.to_owned()));
        }
    }

    #[test]
    fn days_that_are_no_whole_months_are_no_period() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let party = Calendar::default();
        assert_eq!(party.period(day("2024-01-02"), day("2024-03-31")), None);
        let state = Calendar { cut_off: CutOff::Day(14), term: None };
        assert_eq!(state.period(day("2024-01-01"), day("2024-03-31")), None);
    }
}
