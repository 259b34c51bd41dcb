//! An organisation as it was: units, people, what happened month by month. Nothing is added up.

use std::ops::RangeInclusive;

use super::calendar::{CutOff, Day, Month, Span};
use super::measure::{Measure, Route};

/// Kinds of units, as far as the tests use them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Province,
    Superior,
    Grassroots,
    Section,
    GrassrootsCell,
    Cell,
}

impl Kind {
    /// As offices write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Province => "Đảng bộ tỉnh",
            Self::Superior => "Đảng bộ cấp trên trực tiếp của TCCSĐ",
            Self::Grassroots => "Đảng bộ cơ sở",
            Self::Section => "Đảng bộ bộ phận",
            Self::GrassrootsCell => "Chi bộ cơ sở",
            Self::Cell => "Chi bộ trực thuộc",
        }
    }

    /// Whether it reports itself.
    pub const fn is_leaf(self) -> bool {
        matches!(self, Self::GrassrootsCell | Self::Cell)
    }
}

/// One unit.
#[derive(Debug, Clone)]
pub struct Unit {
    pub code: String,
    pub name: String,
    pub kind: Kind,
    pub parent: Option<usize>,
    pub opened: Option<Day>,
    pub closed: Option<Day>,
    /// Members, and women among them, before the first month of the records.
    pub members: (u32, u32),
}

/// What happened in a unit in a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// A member was admitted at an age in tenths of a year.
    Admitted { age: u32 },
    /// A member died.
    Died,
    /// A member came from elsewhere.
    In(Route),
    /// A member went elsewhere.
    Out(Route),
    /// A meeting of so many tenths of a minute, attended by so many of those who had to.
    Meeting { length: u32, attended: u32, must_attend: u32 },
}

/// One thing that happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Event {
    pub month: Month,
    pub unit: usize,
    pub what: What,
    /// Whether the member it is about is a woman.
    pub woman: bool,
}

/// Which periods the units report on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scheme {
    /// Quý I, 6 tháng, 9 tháng, năm: each from January.
    Cumulative,
    /// Four quarters, each by itself.
    Quarters,
    /// Twelve months, each by itself.
    Months,
    /// Every year.
    Years,
    /// Two years in one return.
    TwoYears,
}

/// What becomes of a total when a unit is silent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    Partial,
    Whole,
    Carry,
}

/// A whole random organisation, and what of it was put on paper.
#[derive(Debug, Clone)]
pub struct World {
    pub seed: u64,
    pub scheme: Scheme,
    pub cut_off: CutOff,
    pub units: Vec<Unit>,
    /// The unit that consolidates.
    pub office: usize,
    /// What happened in each unit, in order of time.
    pub events: Vec<Vec<Event>>,
    /// The period that is asked for.
    pub run: Span,
    /// The reported periods that a run for it looks at.
    pub looked_at: Vec<Span>,
    /// The office's term.
    pub term: Span,
    /// Returns that never came.
    pub silent: Vec<(usize, Span)>,
    /// Cells left blank, by the row of the form.
    pub blank: Vec<(usize, Span, Measure)>,
    /// What becomes of the closing stock of a silent unit.
    pub stock_missing: Missing,
    /// What becomes of the deaths of a silent unit.
    pub deaths_missing: Missing,
    /// Whether an opening stock repeats the closing stock before.
    pub opening_repeats: bool,
    /// Whether returns recall figures of the year before.
    pub recalls: bool,
    /// Admissions that units are to reach: unit, year, how many.
    pub plan: Vec<(usize, u32, u32)>,
    /// Branches that are still to be told how many, by the year: beside them others were.
    pub waiting: Vec<(usize, u32)>,
    /// Whether forms are owed by the lowest units, rather than by kinds.
    pub owed_by_lowest: bool,
}

/// The first year of which anything is known.
pub const FIRST_RECORDS: u32 = 2022;
/// The first year of which returns were written.
pub const FIRST_YEAR: u32 = 2023;
/// The last year of both.
pub const LAST_YEAR: u32 = 2024;

impl World {
    /// A unit and everything above it.
    pub fn upwards(&self, unit: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(unit), |at| self.units[*at].parent)
    }

    /// Whether a unit is another or lies below it.
    pub fn is_within(&self, unit: usize, above: usize) -> bool {
        self.upwards(unit).any(|at| at == above)
    }

    /// The unit at which moves of a route within it cancel, seen from a leaf.
    pub fn cancels_at(&self, leaf: usize, route: Route) -> Option<usize> {
        let kind = match route {
            Route::Section => Kind::Section,
            Route::Grassroots => Kind::Grassroots,
            Route::Far => return None,
        };
        self.upwards(leaf).skip(1).find(|at| self.units[*at].kind == kind)
    }

    /// The units that report, wherever they stand.
    pub fn leaves(&self) -> Vec<usize> {
        (0..self.units.len()).filter(|at| self.units[*at].kind.is_leaf()).collect()
    }

    /// Whether a unit's return of a period came.
    pub fn came(&self, leaf: usize, span: Span) -> bool {
        let of = match self.scheme {
            Scheme::TwoYears => Span::years(FIRST_YEAR, LAST_YEAR),
            _ => span,
        };
        let written = (FIRST_YEAR..=LAST_YEAR).contains(&span.last_year());
        written && self.existed_in(leaf, of) && !self.silent.contains(&(leaf, of))
    }

    /// Whether a unit existed on a day.
    pub fn existed_on(&self, unit: usize, day: Day) -> bool {
        let unit = &self.units[unit];
        unit.opened.is_none_or(|opened| opened <= day)
            && unit.closed.is_none_or(|closed| closed >= day)
    }

    /// Whether a unit existed on any day of some months.
    pub fn existed_in(&self, unit: usize, span: Span) -> bool {
        let (first, last) = span.days(self.cut_off);
        let unit = &self.units[unit];
        unit.opened.is_none_or(|opened| opened <= last)
            && unit.closed.is_none_or(|closed| closed >= first)
    }

    /// The periods on which returns are written, over all the records.
    pub fn reported(&self) -> Vec<Span> {
        self.reported_in(FIRST_YEAR..=LAST_YEAR)
    }

    /// The periods of some years on which units must report.
    pub fn reported_in(&self, years: RangeInclusive<u32>) -> Vec<Span> {
        match self.scheme {
            Scheme::TwoYears => years.map(|year| Span::years(year, year)).collect(),
            Scheme::Years => years.map(|year| Span::years(year, year)).collect(),
            Scheme::Cumulative => years
                .flat_map(|year| [3, 6, 9, 12].map(|last| Span::of(year, 1, last)))
                .collect(),
            Scheme::Quarters => years
                .flat_map(|year| [3, 6, 9, 12].map(|last| Span::of(year, last - 2, last)))
                .collect(),
            Scheme::Months => years
                .flat_map(|year| (1..=12).map(move |month| Span::of(year, month, month)))
                .collect(),
        }
    }
}
