//! Months, runs of months and days, as the oracle understands them.
//!
//! Written apart from `tonghop::model::Period`: what is tested must not be what it is tested with.

use std::fmt;

/// A reporting month, counted from January of the year 0.
pub type Month = u32;

/// The month of a year.
pub const fn month(year: u32, month: u32) -> Month {
    year * 12 + month - 1
}

/// Months from the first to the last, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// First month.
    pub first: Month,
    /// Last month.
    pub last: Month,
}

/// A day: year, month, day of the month.
pub type Day = (u32, u32, u32);

/// When the months of a pack end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CutOff {
    /// On their last day.
    LastDay,
    /// On this day; they begin on the day after it in the month before.
    DayOfMonth(u32),
}

impl Span {
    /// Months of one year.
    pub const fn of(year: u32, first: u32, last: u32) -> Self {
        Self { first: month(year, first), last: month(year, last) }
    }

    /// Whole years.
    pub const fn years(first: u32, last: u32) -> Self {
        Self { first: month(first, 1), last: month(last, 12) }
    }

    /// Whether a month lies in it.
    pub fn contains(self, month: Month) -> bool {
        (self.first..=self.last).contains(&month)
    }

    /// The same months of an earlier year.
    pub fn years_back(self, years: u32) -> Self {
        Self { first: self.first - 12 * years, last: self.last - 12 * years }
    }

    /// As many months directly before.
    pub fn before(self) -> Self {
        let length = self.last - self.first + 1;
        Self { first: self.first - length, last: self.last - length }
    }

    /// Year of the last month.
    pub const fn last_year(self) -> u32 {
        self.last / 12
    }

    /// Its first and last day.
    pub fn days(self, cut_off: CutOff) -> (Day, Day) {
        let (first_year, first_month) = (self.first / 12, self.first % 12 + 1);
        let (last_year, last_month) = (self.last / 12, self.last % 12 + 1);
        match cut_off {
            CutOff::LastDay => (
                (first_year, first_month, 1),
                (last_year, last_month, days_of(last_year, last_month)),
            ),
            CutOff::DayOfMonth(day) => {
                let before = self.first - 1;
                ((before / 12, before % 12 + 1, day + 1), (last_year, last_month, day))
            }
        }
    }

    /// In the words of a return's heading.
    pub fn words(self) -> String {
        let (year, first, last) =
            (self.first / 12, self.first % 12 + 1, self.last - self.first / 12 * 12 + 1);
        match (first, last) {
            (1, 12) => format!("Năm {year}"),
            (1, 6) => format!("6 tháng đầu năm {year}"),
            (1, 9) => format!("9 tháng đầu năm {year}"),
            (1, 3) => format!("Quý I năm {year}"),
            (4, 6) => format!("Quý II năm {year}"),
            (7, 9) => format!("Quý III năm {year}"),
            (10, 12) => format!("Quý IV năm {year}"),
            (one, other) if one == other => format!("Tháng {one} năm {year}"),
            _ => format!("{year} - {}", self.last_year()),
        }
    }
}

/// Days of a month in the years that are used here.
pub fn days_of(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The id that the program must print for it.
impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, first) = (self.first / 12, self.first % 12 + 1);
        let (last_year, last) = (self.last / 12, self.last % 12 + 1);
        match (first, last) {
            (1, 12) if year == last_year => write!(f, "{year}"),
            (1, 12) => write!(f, "{year}..{last_year}"),
            _ if year != last_year => write!(f, "{year}-T{first:02}..{last_year}-T{last:02}"),
            (1, 6) => write!(f, "{year}-6T"),
            (1, 9) => write!(f, "{year}-9T"),
            (1, 3) | (4, 6) | (7, 9) | (10, 12) => write!(f, "{year}-Q{}", last / 3),
            _ if first == last => write!(f, "{year}-T{first:02}"),
            _ => write!(f, "{year}-T{first:02}..{last_year}-T{last:02}"),
        }
    }
}
