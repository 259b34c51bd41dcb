//! Reporting periods: runs of whole months, and their ids `2024-T03`, `2024-Q1`, `2024-6T`,
//! `2024-9T`, `2024`, `2019..2023`, `2015-T06..2019-T03`.

use std::fmt;
use std::str::FromStr;

/// What kind of period a run of months is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shape {
    /// Tháng 1–12.
    Month(u8),
    /// Quý 1–4. Quý I is also the first three months of a cumulative series.
    Quarter(u8),
    /// 6 tháng, from January.
    SixMonths,
    /// 9 tháng, from January.
    NineMonths,
    /// One whole year.
    Year,
    /// Several whole years.
    Years,
    /// Any other run of months.
    Months,
}

impl Shape {
    /// Months of a year that it covers, 1–12; `None` for shapes that fit no single year.
    fn months(self) -> Option<(u16, u16)> {
        match self {
            Self::Month(month) => Some((month.into(), month.into())),
            Self::Quarter(quarter) => {
                let last = u16::from(quarter) * 3;
                Some((last.checked_sub(2)?, last))
            }
            Self::SixMonths => Some((1, 6)),
            Self::NineMonths => Some((1, 9)),
            Self::Year => Some((1, 12)),
            _ => None,
        }
    }

    /// The period of this shape in a year.
    pub fn of_year(self, year: u16) -> Option<Period> {
        let (first, last) = self.months()?;
        Period::months((year, first), (year, last))
    }

    /// Every shape a year is divided into: months, quarters, 6 tháng, 9 tháng, the year.
    pub fn of_any_year() -> impl Iterator<Item = Self> {
        let parts = [Self::SixMonths, Self::NineMonths, Self::Year];
        (1..=12).map(Self::Month).chain((1..=4).map(Self::Quarter)).chain(parts)
    }
}

/// A reporting period: a run of whole months.
///
/// What days its months have is said by a [`super::Calendar`]. Ordered by first month, then by
/// last month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// Months since January of the year 0.
    first: u16,
    last: u16,
}

/// Years outside are typing slips, not periods.
const FIRST_YEAR: u16 = 1930;
const LAST_YEAR: u16 = 2200;

const fn index(year: u16, month: u16) -> u16 {
    year * 12 + month - 1
}

impl Period {
    /// A whole year.
    pub const fn year(year: u16) -> Self {
        Self { first: index(year, 1), last: index(year, 12) }
    }

    /// The months from one to another, as year and month 1–12; `None` when it ends before it
    /// begins or there is no such month.
    pub fn months(first: (u16, u16), last: (u16, u16)) -> Option<Self> {
        let at = |(year, month): (u16, u16)| {
            let exists = (FIRST_YEAR..=LAST_YEAR).contains(&year) && (1..=12).contains(&month);
            exists.then(|| index(year, month))
        };
        let (first, last) = (at(first)?, at(last)?);
        (first <= last).then_some(Self { first, last })
    }

    /// What kind of period it is.
    pub fn shape(self) -> Shape {
        let (month, length) = (self.first % 12 + 1, self.length());
        let small = |number: u16| u8::try_from(number).unwrap_or(0);
        match (month, length) {
            (_, 1) => Shape::Month(small(month)),
            (1 | 4 | 7 | 10, 3) => Shape::Quarter(small(month / 3 + 1)),
            (1, 6) => Shape::SixMonths,
            (1, 9) => Shape::NineMonths,
            (1, 12) => Shape::Year,
            (1, length) if length % 12 == 0 => Shape::Years,
            _ => Shape::Months,
        }
    }

    /// Number of months.
    pub const fn length(self) -> u16 {
        self.last - self.first + 1
    }

    /// Calendar year of the first month.
    pub const fn first_year(self) -> u16 {
        self.first / 12
    }

    /// Calendar year of the last month.
    pub const fn last_year(self) -> u16 {
        self.last / 12
    }

    /// First month of the year, 1–12.
    pub const fn first_month(self) -> u16 {
        self.first % 12 + 1
    }

    /// Last month of the year, 1–12.
    pub const fn last_month(self) -> u16 {
        self.last % 12 + 1
    }

    /// Whether it touches several years.
    pub const fn is_span(self) -> bool {
        self.first_year() != self.last_year()
    }

    /// Its part in each year that it touches, in order: whole years, except where it begins or
    /// ends within one.
    pub fn by_year(self) -> impl Iterator<Item = Self> {
        (self.first_year()..=self.last_year()).map(move |year| Self {
            first: self.first.max(index(year, 1)),
            last: self.last.min(index(year, 12)),
        })
    }

    /// Its months, in order.
    pub fn by_month(self) -> impl Iterator<Item = Self> {
        (self.first..=self.last).map(|month| Self { first: month, last: month })
    }

    /// Whether it is whole years.
    pub fn is_whole_years(self) -> bool {
        matches!(self.shape(), Shape::Year | Shape::Years)
    }

    /// Whether `other` lies in it.
    pub const fn contains(self, other: Self) -> bool {
        self.first <= other.first && other.last <= self.last
    }

    /// Whether any month is in both.
    pub const fn overlaps(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// Whether both begin with the same month.
    pub const fn begins_with(self, other: Self) -> bool {
        self.first == other.first
    }

    /// Whether both end with the same month.
    pub const fn ends_with(self, other: Self) -> bool {
        self.last == other.last
    }

    /// Whether it ends later than the other.
    pub const fn ends_after(self, other: Self) -> bool {
        self.last > other.last
    }

    /// Whether `next` begins in the month after it ends.
    pub const fn adjoins(self, next: Self) -> bool {
        self.last + 1 == next.first
    }

    /// What is left of it when `head`, which begins with it and ends earlier, is taken off.
    pub fn without_head(self, head: Self) -> Option<Self> {
        let nested = self.begins_with(head) && self.ends_after(head);
        nested.then_some(Self { first: head.last + 1, last: self.last })
    }

    /// Its months up to the end of `piece`, which lies in it.
    pub fn head_until(self, piece: Self) -> Option<Self> {
        self.contains(piece).then_some(Self { first: self.first, last: piece.last })
    }

    /// The same months `years` earlier.
    pub fn years_back(self, years: u16) -> Option<Self> {
        self.months_back(years.checked_mul(12)?)
    }

    fn months_back(self, months: u16) -> Option<Self> {
        let first = self.first.checked_sub(months)?;
        (first >= index(FIRST_YEAR, 1)).then(|| Self { first, last: self.last - months })
    }

    /// The period of the same length directly before: quarter before quarter, year before year,
    /// July to December before 6 tháng.
    pub fn previous(self) -> Option<Self> {
        self.months_back(self.length())
    }

    /// From January up to the month before it begins: its end is the eve of this period.
    pub fn eve(self) -> Option<Self> {
        let last = self.first.checked_sub(1)?;
        let first = index(last / 12, 1);
        (first >= index(FIRST_YEAR, 1)).then_some(Self { first, last })
    }

    /// The whole years that it touches.
    #[must_use]
    pub const fn whole_years(self) -> Self {
        Self { first: index(self.first_year(), 1), last: index(self.last_year(), 12) }
    }

    /// The id as a folder name that Windows takes and people read: `2019-2023`, `2024-Q1`.
    pub fn folder(self) -> String {
        self.to_string().replace("..", "-")
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, last) = (self.first_year(), self.last_year());
        match self.shape() {
            Shape::Month(month) => write!(f, "{year}-T{month:02}"),
            Shape::Quarter(quarter) => write!(f, "{year}-Q{quarter}"),
            Shape::SixMonths => write!(f, "{year}-6T"),
            Shape::NineMonths => write!(f, "{year}-9T"),
            Shape::Year => write!(f, "{year}"),
            Shape::Years => write!(f, "{year}..{last}"),
            Shape::Months => {
                let (from, to) = (self.first_month(), self.last_month());
                write!(f, "{year}-T{from:02}..{last}-T{to:02}")
            }
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
    let Some((from, to)) = text.split_once("..") else { return parse_one(text) };
    let (from, to) = (parse_one(from)?, parse_one(to)?);
    let months = Period { first: from.first, last: to.last };
    // `2019..2019` and `2024-Q1..2024-6T` are slips: each end must lie beyond the other.
    (to.first > from.last).then_some(months)
}

fn parse_one(text: &str) -> Option<Period> {
    let Some((year, part)) = text.split_once('-') else {
        return parse_year(text).map(Period::year);
    };
    parse_shape(part)?.of_year(parse_year(year)?)
}

/// The part of a year that follows its number in an id: `T03`, `Q1`, `6T`, `9T`.
fn parse_shape(text: &str) -> Option<Shape> {
    Some(match text.to_ascii_uppercase().as_str() {
        "6T" => Shape::SixMonths,
        "9T" => Shape::NineMonths,
        "Q1" => Shape::Quarter(1),
        "Q2" => Shape::Quarter(2),
        "Q3" => Shape::Quarter(3),
        "Q4" => Shape::Quarter(4),
        other => {
            let digits = other.strip_prefix('T').filter(|digits| digits.len() == 2)?;
            Shape::Month(digits.parse().ok().filter(|month| (1..=12).contains(month))?)
        }
    })
}

fn parse_year(text: &str) -> Option<u16> {
    let digits = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok())?.filter(|year| (FIRST_YEAR..=LAST_YEAR).contains(year))
}

/// A shape as packs write it: `T03`, `Q1`, `6T`, `9T` or `year`.
impl FromStr for Shape {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        let found = if text == "year" { Some(Self::Year) } else { parse_shape(text) };
        found.ok_or_else(|| PeriodError(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(id: &str) -> Period {
        id.parse().unwrap()
    }

    #[test]
    fn ids_read_and_print_the_same() {
        for id in [
            "2024-T02",
            "2024-Q1",
            "2024-Q4",
            "2024-6T",
            "2024-9T",
            "2023",
            "2019..2023",
            "2015-T06..2019-T03",
            "2023-T07..2023-T12",
        ] {
            assert_eq!(period(id).to_string(), id);
        }
    }

    #[test]
    fn a_run_of_months_that_has_a_shorter_id_prints_it() {
        for (long, short) in [
            ("2024-T01..2024-T03", "2024-Q1"),
            ("2024-T01..2024-T09", "2024-9T"),
            ("2019-Q1..2023-Q4", "2019..2023"),
            ("2015-T06..2019-Q1", "2015-T06..2019-T03"),
        ] {
            assert_eq!(period(long).to_string(), short);
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
            "2024-Q1..2024-6T",
            "2024-T05..2024-T04",
            "0024",
            "2024-",
            "2024 Q1",
        ] {
            assert!(id.parse::<Period>().is_err(), "{id}");
        }
    }

    #[test]
    fn the_period_before_is_as_long_and_adjoins() {
        for (id, before) in [
            ("2024-T01", "2023-T12"),
            ("2024-Q1", "2023-Q4"),
            ("2024-Q3", "2024-Q2"),
            ("2024-6T", "2023-T07..2023-T12"),
            ("2024", "2023"),
            ("2019..2023", "2014..2018"),
        ] {
            assert_eq!(period(id).previous().unwrap().to_string(), before);
        }
    }

    #[test]
    fn the_eve_of_a_period_ends_where_it_begins() {
        for (id, eve) in [
            ("2024-6T", "2023"),
            ("2024-Q2", "2024-Q1"),
            ("2020-T08..2025-T07", "2020-T01..2020-T07"),
        ] {
            assert_eq!(period(id).eve().unwrap().to_string(), eve);
        }
    }

    #[test]
    fn a_span_that_begins_within_a_year_has_partial_years_at_its_ends() {
        let years: Vec<String> =
            period("2015-T06..2019-T03").by_year().map(|year| year.to_string()).collect();
        assert_eq!(years, ["2015-T06..2015-T12", "2016", "2017", "2018", "2019-Q1"]);
    }

    #[test]
    fn a_folder_name_has_nothing_that_windows_refuses() {
        assert_eq!(period("2019..2023").folder(), "2019-2023");
    }
}
