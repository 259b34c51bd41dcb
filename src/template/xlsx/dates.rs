//! Days and times: which number formats show them, and the number by which a sheet knows a day
//! (ECMA-376 part 1, 18.8.30 and 18.17.4).

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

use crate::ooxml::xml_part::Element;

/// Whether a workbook counts days from 1904.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Epoch {
    /// Day 1 is 1 January 1900, and there is a 29 February 1900.
    Since1900,
    /// Day 0 is 1 January 1904.
    Since1904,
}

impl Epoch {
    /// What the workbook part says.
    pub(super) fn of(workbook: &Element) -> Self {
        let since_1904 = workbook.child("workbookPr").and_then(|all| all.attribute("date1904"));
        match since_1904.as_deref() {
            Some("1" | "true") => Self::Since1904,
            _ => Self::Since1900,
        }
    }

    /// The number of an ISO day (`2024-03-31`), or of a time on it (`2024-03-31T12:30:00`); `None`
    /// for any other text, and for days that Excel does not know.
    pub(super) fn serial(self, text: &str) -> Option<String> {
        let (day, time) = match text.split_once('T') {
            Some((day, time)) => (parse_day(day)?, parse_time(time)?),
            None => (parse_day(text)?, NaiveTime::MIN),
        };
        let days = self.days(day)?;
        let seconds = time.num_seconds_from_midnight();
        if seconds == 0 {
            return Some(days.to_string());
        }
        let whole = i32::try_from(days).ok()?;
        Some((f64::from(whole) + f64::from(seconds) / 86_400.0).to_string())
    }

    fn days(self, day: NaiveDate) -> Option<i64> {
        let since = |year, month, first| {
            let start = NaiveDate::from_ymd_opt(year, month, first)?;
            Some((day - start).num_days())
        };
        let days = match self {
            // The 29 February 1900 that never was makes all days after it one more.
            Self::Since1900 if since(1900, 3, 1)? >= 0 => since(1899, 12, 30)?,
            Self::Since1900 => since(1899, 12, 31)?,
            Self::Since1904 => since(1904, 1, 1)?,
        };
        let first = i64::from(self == Self::Since1900);
        (days >= first && day.year() <= 9999).then_some(days)
    }
}

/// Exactly `2024-03-31`.
fn parse_day(text: &str) -> Option<NaiveDate> {
    let shape = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|_| shape)
}

/// Exactly `12:30` or `12:30:00`.
fn parse_time(text: &str) -> Option<NaiveTime> {
    let digits = text.bytes().all(|b| b.is_ascii_digit() || b == b':');
    let format = match text.len() {
        5 => "%H:%M",
        8 => "%H:%M:%S",
        _ => return None,
    };
    let time = NaiveTime::parse_from_str(text, format).ok().filter(|_| digits)?;
    // A leap second is none that a sheet could tell.
    NaiveDateTime::new(NaiveDate::MIN, time).nanosecond().lt(&1_000_000_000).then_some(time)
}

/// For each cell format of a styles part, whether it shows days or times.
pub(super) fn date_formats(styles: &Element) -> Vec<bool> {
    let custom: Vec<(u32, bool)> = styles
        .child("numFmts")
        .into_iter()
        .flat_map(Element::elements)
        .filter_map(|format| {
            let id = format.attribute("numFmtId")?.trim().parse().ok()?;
            Some((id, is_date_code(&format.attribute("formatCode")?)))
        })
        .collect();
    let shows_days = |format: &Element| {
        let id = format.attribute("numFmtId").and_then(|id| id.trim().parse::<u32>().ok());
        let id = id.unwrap_or(0);
        let own = custom.iter().find(|(known, _)| *known == id);
        own.map_or_else(|| is_builtin_date(id), |(_, is_date)| *is_date)
    };
    let formats = styles.child("cellXfs").into_iter().flat_map(Element::elements);
    formats.map(shows_days).collect()
}

/// Numbers of formats that files use without saying what they are.
const fn is_builtin_date(id: u32) -> bool {
    matches!(id, 14..=22 | 27..=36 | 45..=47 | 50..=58)
}

/// Whether a format code shows days or times: it has one of `d m y h s` where that is no mere
/// text.
fn is_date_code(code: &str) -> bool {
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => {
                chars.by_ref().find(|c| *c == '"');
            }
            '\\' | '_' | '*' => {
                chars.next();
            }
            '[' => {
                let inside: String = chars.by_ref().take_while(|c| *c != ']').collect();
                let elapsed = |letter: char| {
                    !inside.is_empty()
                        && inside.chars().all(|c| c.eq_ignore_ascii_case(&letter))
                };
                if ['h', 'm', 's'].into_iter().any(elapsed) {
                    return true;
                }
            }
            'd' | 'D' | 'm' | 'M' | 'y' | 'Y' | 'h' | 'H' | 's' | 'S' => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_have_the_numbers_that_excel_gives_them() {
        for (text, since_1900, since_1904) in [
            ("2024-03-31", Some("45382"), Some("43920")),
            ("2024-03-31T12:30:00", Some("45382.520833333336"), Some("43920.520833333336")),
            ("2024-03-31T06:00", Some("45382.25"), Some("43920.25")),
            ("1900-01-01", Some("1"), None),
            ("1900-02-28", Some("59"), None),
            ("1900-03-01", Some("61"), None),
            ("1904-01-01", Some("1462"), Some("0")),
            ("1899-12-31", None, None),
            ("9999-12-31", Some("2958465"), Some("2957003")),
        ] {
            assert_eq!(Epoch::Since1900.serial(text).as_deref(), since_1900, "{text}");
            assert_eq!(Epoch::Since1904.serial(text).as_deref(), since_1904, "{text}");
        }
    }

    #[test]
    fn what_is_not_wholly_a_day_stays_text() {
        for text in [
            "",
            "2024",
            "2024-3-31",
            "2024-02-30",
            "31/3/2024",
            "2024-03-31 ",
            " 2024-03-31",
            "2024-03-31T",
            "2024-03-31T25:00",
            "2024-03-31T12:30:60",
            "2024-03-31T12:30:00Z",
            "2024-03-31 12:30",
            "20240-3-31",
            "+2024-3-31",
            "2024-03-31T1:30:00",
        ] {
            assert_eq!(Epoch::Since1900.serial(text), None, "{text}");
        }
    }

    #[test]
    fn codes_show_days_only_outside_quotes_brackets_and_escapes() {
        for code in [
            "dd/mm/yyyy",
            "[$-42A]d mmmm yyyy",
            "\"ngày \"dd",
            "h:mm AM/PM",
            "[h]:mm",
            "[mm]:ss",
            "mm:ss.0",
            "#,##0;yyyy",
            "\\ yyyy",
        ] {
            assert!(is_date_code(code), "{code}");
        }
        for code in [
            "General",
            "0.00",
            "#,##0 \"đồng\"",
            "[Red]0",
            "\"d\"0",
            "\\d0",
            "0_d",
            "*d0",
            "@",
            "0.00E+00",
            "[$Đ-42A]#,##0",
            "_(* #,##0_)",
            "0%",
            "[>=100]0",
            "\"tháng\"",
        ] {
            assert!(!is_date_code(code), "{code}");
        }
    }
}
