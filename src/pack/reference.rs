//! References: `path [@ period]`, the one way in which forms, rules, reports and the command
//! line name a figure.

use std::str::FromStr;

use crate::model::Period;

/// A reference as written: `ket_nap.nu @ 2019`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// Element, element and category, or indicator.
    pub path: String,
    /// For which period.
    pub period: PeriodRef,
}

/// The period of a reference: absolute, or relative to the period at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PeriodRef {
    /// The period at hand (nothing written).
    Own,
    /// `2019`, `2024-Q1`.
    Absolute(Period),
    /// `nam-1`: the same period that many years earlier.
    YearsBack(u16),
    /// `ky-1`: that many periods of the same length earlier, each directly before the next.
    PeriodsBack(u16),
    /// `cung-ky`: the same period of the year before; of a span of years, the span before.
    SamePeriodLastYear,
    /// `ca-nam`: the year in which the period lies, or the years.
    WholeYear,
    /// `truoc-ky`: from January to the month before the period begins. Its closing stock is the
    /// one carried into the period.
    Eve,
    /// `dau-nhiem-ky`: from January to the month before the committee's term begins.
    TermStart,
}

impl PeriodRef {
    /// The bases with which a period may be compared.
    pub const BASES: [Self; 4] =
        [Self::SamePeriodLastYear, Self::PeriodsBack(1), Self::Eve, Self::TermStart];

    /// The period meant, seen from the period at hand; `None` before all records, and for the
    /// beginning of a term that is not set.
    pub fn resolve(self, own: Period, term: Option<Period>) -> Option<Period> {
        match self {
            Self::Own => Some(own),
            Self::Absolute(period) => Some(period),
            Self::YearsBack(years) => own.years_back(years),
            // A span of years has none in the year before, which lies in it: the span before.
            Self::SamePeriodLastYear => own.years_back(own.length().div_ceil(12)),
            Self::PeriodsBack(count) => (0..count).try_fold(own, |period, _| period.previous()),
            Self::WholeYear => Some(own.whole_years()),
            Self::Eve => own.eve(),
            Self::TermStart => term?.eve(),
        }
    }

    /// Whether it looks at another period than the one at hand.
    pub const fn is_relative(self) -> bool {
        !matches!(self, Self::Own | Self::Absolute(_))
    }
}

/// The text is no period of a reference.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no period")]
pub struct PeriodRefError(pub String);

impl FromStr for PeriodRef {
    type Err = PeriodRefError;

    fn from_str(text: &str) -> Result<Self, PeriodRefError> {
        let count = |digits: &str| {
            let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
            plain.then(|| digits.parse().ok()).flatten()
        };
        match text {
            "cung-ky" => return Ok(Self::SamePeriodLastYear),
            "ca-nam" => return Ok(Self::WholeYear),
            "truoc-ky" => return Ok(Self::Eve),
            "dau-nhiem-ky" => return Ok(Self::TermStart),
            _ => {}
        }
        if let Some(years) = text.strip_prefix("nam-").and_then(count) {
            return Ok(Self::YearsBack(years));
        }
        if let Some(periods) = text.strip_prefix("ky-").and_then(count) {
            return Ok(Self::PeriodsBack(periods));
        }
        text.parse().map(Self::Absolute).map_err(|_| PeriodRefError(text.to_owned()))
    }
}

/// As it is written.
impl std::fmt::Display for Reference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.path)?;
        match self.period {
            PeriodRef::Own => Ok(()),
            PeriodRef::Absolute(period) => write!(f, " @ {period}"),
            PeriodRef::YearsBack(years) => write!(f, " @ nam-{years}"),
            PeriodRef::PeriodsBack(count) => write!(f, " @ ky-{count}"),
            PeriodRef::SamePeriodLastYear => f.write_str(" @ cung-ky"),
            PeriodRef::WholeYear => f.write_str(" @ ca-nam"),
            PeriodRef::Eve => f.write_str(" @ truoc-ky"),
            PeriodRef::TermStart => f.write_str(" @ dau-nhiem-ky"),
        }
    }
}

impl Reference {
    /// Reads a text that is one reference and nothing else.
    ///
    /// `None` when it is not written as one (an expression, a call, a string); a reference with
    /// an impossible period is `Some(Err)`.
    pub fn parse(text: &str) -> Option<Result<Self, PeriodRefError>> {
        let (path, period) = match text.split_once('@') {
            Some((path, period)) => (path.trim(), Some(period.trim())),
            None => (text.trim(), None),
        };
        if !is_path(path) {
            return None;
        }
        let path = path.to_owned();
        Some(match period {
            None => Ok(Self { path, period: PeriodRef::Own }),
            Some(period) => period.parse().map(|period| Self { path, period }),
        })
    }
}

/// Whether a text is written as `name` or `name.name` in lower-case ASCII, digits and `_`.
pub fn is_path(text: &str) -> bool {
    let mut parts = text.split('.');
    parts.by_ref().take(2).all(is_code) && parts.next().is_none()
}

/// Whether a text can be the code of an element, a category or an indicator.
pub fn is_code(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        && !text.contains("__")
}

/// The workbook-wide defined name of a figure's cell: `TH_ket_nap.nu__2019`.
///
/// A form that is issued carries one a cell; it is how the cell is found again wherever it has
/// drifted. Excel allows letters, digits, `_` and `.` in names, so other characters become `_`.
pub fn defined_name(path: &str, period: Period) -> String {
    let period: String = period
        .to_string()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '_' })
        .collect();
    format!("TH_{path}__{period}")
}

/// The workbook-wide name of a cell at the head of a form's sheet (unit, period, tick), sheets
/// counted from 0: `TH_don_vi.ten__trang_1`.
pub fn header_name(tag: &str, sheet: usize) -> String {
    format!("TH_{tag}__trang_{}", sheet + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Option<Reference> {
        Reference::parse(text).and_then(Result::ok)
    }

    #[test]
    fn a_reference_is_a_path_with_an_absolute_or_relative_period() {
        let own: Period = "2023".parse().unwrap();
        for (text, path, period) in [
            ("ket_nap", "ket_nap", "2023"),
            ("ket_nap.nu @ 2019", "ket_nap.nu", "2019"),
            ("ket_nap.nu@2019..2023", "ket_nap.nu", "2019..2023"),
            ("dang_vien @ nam-1", "dang_vien", "2022"),
            ("dang_vien @ ky-2", "dang_vien", "2021"),
            ("dang_vien @ cung-ky", "dang_vien", "2022"),
            ("dang_vien @ truoc-ky", "dang_vien", "2022"),
            ("dang_vien @ ca-nam", "dang_vien", "2023"),
        ] {
            let reference = parse(text).unwrap();
            assert_eq!(reference.path, path);
            assert_eq!(reference.period.resolve(own, None).unwrap().to_string(), period);
        }
    }

    #[test]
    fn expressions_and_calls_are_not_references() {
        for text in [
            "",
            "a + b",
            "so(\"ket_nap\")",
            "ket_nap | upper",
            "'ket_nap'",
            "a.b.c",
            "Ket_nap",
            "1",
        ] {
            assert!(Reference::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn an_impossible_period_is_an_error_of_its_own() {
        for text in ["ket_nap @ 20199", "ket_nap @ nam+1", "ket_nap @", "ket_nap @ 2019 2020"] {
            assert!(matches!(Reference::parse(text), Some(Err(_))), "{text}");
        }
    }

    #[test]
    fn defined_names_hold_only_what_excel_allows() {
        assert_eq!(
            defined_name("ket_nap.nu", "2024-Q1".parse().unwrap()),
            "TH_ket_nap.nu__2024_Q1"
        );
    }
}
