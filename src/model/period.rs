//! Reporting periods and their ids: `2024-T03`, `2024-Q1`, `2024-6T`, `2024-9T`, `2024`,
//! `2019..2023`.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;

/// Which part of the year a period covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Tháng 1–12.
    Month(u8),
    /// Quý 1–4.
    Quarter(u8),
    /// 6 tháng, from 1 January.
    SixMonths,
    /// 9 tháng, from 1 January.
    NineMonths,
    /// Whole years.
    Whole,
}

/// A reporting period: a part of one year, a year, or a run of whole years.
///
/// Ordered by first day, then by last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Period {
    first_year: u16,
    last_year: u16,
    part: Part,
}

impl Period {
    /// A whole year.
    pub const fn year(year: u16) -> Self {
        Self { first_year: year, last_year: year, part: Part::Whole }
    }

    /// A run of whole years; `None` when it ends before it begins.
    pub fn years(first: u16, last: u16) -> Option<Self> {
        (first <= last).then_some(Self {
            first_year: first,
            last_year: last,
            part: Part::Whole,
        })
    }

    /// The part of the year it covers.
    pub const fn part(self) -> Part {
        self.part
    }

    /// First calendar year.
    pub const fn first_year(self) -> u16 {
        self.first_year
    }

    /// Last calendar year.
    pub const fn last_year(self) -> u16 {
        self.last_year
    }

    /// Whether it covers several years.
    pub const fn is_span(self) -> bool {
        self.first_year != self.last_year
    }

    /// The years it is made of, when it covers whole years.
    pub fn whole_years(self) -> Vec<Self> {
        match self.part {
            Part::Whole => (self.first_year..=self.last_year).map(Self::year).collect(),
            _ => Vec::new(),
        }
    }

    /// First day.
    pub fn start(self) -> NaiveDate {
        let month = match self.part {
            Part::Month(month) => u32::from(month),
            Part::Quarter(quarter) => u32::from(quarter) * 3 - 2,
            _ => 1,
        };
        date(self.first_year, month)
    }

    /// Last day.
    pub fn end(self) -> NaiveDate {
        let month = match self.part {
            Part::Month(month) => u32::from(month),
            Part::Quarter(quarter) => u32::from(quarter) * 3,
            Part::SixMonths => 6,
            Part::NineMonths => 9,
            Part::Whole => 12,
        };
        let next = if month == 12 {
            date(self.last_year.saturating_add(1), 1)
        } else {
            date(self.last_year, month + 1)
        };
        next.pred_opt().unwrap_or(next)
    }

    /// The same part `years` earlier; a span moves as a whole.
    pub fn years_back(self, years: u16) -> Option<Self> {
        let first_year = self.first_year.checked_sub(years).filter(|y| *y >= FIRST_YEAR)?;
        Some(Self { first_year, last_year: self.last_year - years, ..self })
    }

    /// The period of the same kind directly before (quarter before quarter, year before year; a
    /// span moves by its length, and 6 tháng and 9 tháng by a year).
    pub fn previous(self) -> Option<Self> {
        match self.part {
            Part::Month(1) => Self { part: Part::Month(12), ..self }.years_back(1),
            Part::Month(month) => Some(Self { part: Part::Month(month - 1), ..self }),
            Part::Quarter(1) => Self { part: Part::Quarter(4), ..self }.years_back(1),
            Part::Quarter(quarter) => Some(Self { part: Part::Quarter(quarter - 1), ..self }),
            _ => self.years_back(self.last_year - self.first_year + 1),
        }
    }

    /// The id as a folder name that Windows takes and people read: `2019-2023`, `2024-Q1`.
    pub fn folder(self) -> String {
        self.to_string().replace("..", "-")
    }
}

/// Years outside are typing slips, not periods.
const FIRST_YEAR: u16 = 1930;
const LAST_YEAR: u16 = 2200;

fn date(year: u16, month: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(i32::from(year), month, 1).unwrap_or_default()
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let year = self.first_year;
        match self.part {
            Part::Month(month) => write!(f, "{year}-T{month:02}"),
            Part::Quarter(quarter) => write!(f, "{year}-Q{quarter}"),
            Part::SixMonths => write!(f, "{year}-6T"),
            Part::NineMonths => write!(f, "{year}-9T"),
            Part::Whole if self.is_span() => write!(f, "{year}..{}", self.last_year),
            Part::Whole => write!(f, "{year}"),
        }
    }
}

/// The text is no period id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a period; write 2024, 2024-Q1, 2024-6T, 2024-9T, 2024-T03 or 2019..2023")]
pub struct PeriodError(pub String);

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        parse(text.trim()).ok_or_else(|| PeriodError(text.to_owned()))
    }
}

fn parse(text: &str) -> Option<Period> {
    if let Some((first, last)) = text.split_once("..") {
        return Period::years(parse_year(first)?, parse_year(last)?).filter(|p| p.is_span());
    }
    let Some((year, part)) = text.split_once('-') else {
        return parse_year(text).map(Period::year);
    };
    let year = parse_year(year)?;
    let part = match part.to_ascii_uppercase().as_str() {
        "6T" => Part::SixMonths,
        "9T" => Part::NineMonths,
        "Q1" => Part::Quarter(1),
        "Q2" => Part::Quarter(2),
        "Q3" => Part::Quarter(3),
        "Q4" => Part::Quarter(4),
        other => {
            let digits = other.strip_prefix('T').filter(|digits| digits.len() == 2)?;
            Part::Month(digits.parse().ok().filter(|month| (1..=12).contains(month))?)
        }
    };
    Some(Period { first_year: year, last_year: year, part })
}

fn parse_year(text: &str) -> Option<u16> {
    let digits = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok())?.filter(|year| (FIRST_YEAR..=LAST_YEAR).contains(year))
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Period {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        // The last tie cannot happen between two different periods that print alike.
        (self.start(), self.end(), self.part).cmp(&(other.start(), other.end(), other.part))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_read_and_print_with_their_first_and_last_day() {
        for (id, start, end) in [
            ("2024-T02", "2024-02-01", "2024-02-29"),
            ("2024-Q1", "2024-01-01", "2024-03-31"),
            ("2024-Q4", "2024-10-01", "2024-12-31"),
            ("2024-6T", "2024-01-01", "2024-06-30"),
            ("2024-9T", "2024-01-01", "2024-09-30"),
            ("2023", "2023-01-01", "2023-12-31"),
            ("2019..2023", "2019-01-01", "2023-12-31"),
        ] {
            let period: Period = id.parse().unwrap();
            assert_eq!(period.to_string(), id);
            assert_eq!(period.start().to_string(), start);
            assert_eq!(period.end().to_string(), end);
        }
    }

    #[test]
    fn typing_slips_are_no_periods() {
        for id in [
            "",
            "24",
            "2024-Q5",
            "2024-T13",
            "2024-T3",
            "2023..2019",
            "2019..2019",
            "0024",
            "2024-",
            "2024 Q1",
        ] {
            assert!(id.parse::<Period>().is_err(), "{id}");
        }
    }

    #[test]
    fn the_period_before_is_of_the_same_kind() {
        for (id, before) in [
            ("2024-T01", "2023-T12"),
            ("2024-Q1", "2023-Q4"),
            ("2024-Q3", "2024-Q2"),
            ("2024-6T", "2023-6T"),
            ("2024", "2023"),
            ("2019..2023", "2014..2018"),
        ] {
            let period: Period = id.parse().unwrap();
            assert_eq!(period.previous().unwrap().to_string(), before);
        }
    }

    #[test]
    fn a_folder_name_has_nothing_that_windows_refuses() {
        let period: Period = "2019..2023".parse().unwrap();
        assert_eq!(period.folder(), "2019-2023");
    }
}
