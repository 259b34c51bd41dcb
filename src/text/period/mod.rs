//! How a period is written and read: `quý I năm 2024`, `6 tháng đầu năm 2024`, `năm 2023`.

mod in_name;

use chrono::NaiveDate;

use super::fold_ascii;

pub use in_name::read_in_name;

/// A period as people name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PeriodWords {
    /// `tháng 03 năm 2024`.
    Month {
        /// 1–12.
        month: u16,
        /// Year.
        year: u16,
    },
    /// `quý II năm 2024`.
    Quarter {
        /// 1–4.
        quarter: u16,
        /// Year.
        year: u16,
    },
    /// `6 tháng đầu năm 2024`: from January.
    FirstMonths {
        /// How many.
        months: u16,
        /// Year.
        year: u16,
    },
    /// `năm 2024`.
    Year(u16),
    /// `giai đoạn 2019 - 2023`: whole years.
    Years(u16, u16),
    /// `từ tháng 6/2015 đến tháng 3/2019`: month and year of both ends.
    Months((u16, u16), (u16, u16)),
    /// `từ ngày 15/12/2023 đến ngày 14/6/2024`.
    Days(NaiveDate, NaiveDate),
    /// `lũy kế đến ngày 30/6/2024`: from the beginning of the year.
    UpTo(NaiveDate),
}

impl std::fmt::Display for PeriodWords {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match *self {
            Self::Month { month, year } => write!(f, "tháng {month:02} năm {year}"),
            Self::Quarter { quarter, year } => {
                let roman = QUARTERS.get(usize::from(quarter).wrapping_sub(1));
                write!(f, "quý {} năm {year}", roman.copied().unwrap_or_default())
            }
            Self::FirstMonths { months, year } => write!(f, "{months} tháng đầu năm {year}"),
            Self::Year(year) => write!(f, "năm {year}"),
            Self::Years(first, last) => write!(f, "giai đoạn {first} - {last}"),
            Self::Months((from, first), (to, last)) if first == last => {
                write!(f, "từ tháng {from} đến tháng {to} năm {first}")
            }
            Self::Months((from, first), (to, last)) => {
                write!(f, "từ tháng {from}/{first} đến tháng {to}/{last}")
            }
            Self::Days(first, last) => {
                let (first, last) = (super::date::short(first), super::date::short(last));
                write!(f, "từ ngày {first} đến ngày {last}")
            }
            Self::UpTo(last) => write!(f, "lũy kế đến ngày {}", super::date::short(last)),
        }
    }
}

const QUARTERS: [&str; 4] = ["I", "II", "III", "IV"];

impl PeriodWords {
    /// As short as a column's heading needs: `Q.II/2024`, `6T/2024`, `2024`, `2019 - 2023`.
    pub fn short(self) -> String {
        match self {
            Self::Month { month, year } => format!("T.{month}/{year}"),
            Self::Quarter { quarter, year } => {
                let roman = QUARTERS.get(usize::from(quarter).wrapping_sub(1));
                format!("Q.{}/{year}", roman.copied().unwrap_or_default())
            }
            Self::FirstMonths { months, year } => format!("{months}T/{year}"),
            Self::Year(year) => year.to_string(),
            Self::Years(first, last) => format!("{first} - {last}"),
            Self::Months((from, first), (to, last)) => {
                format!("T.{from}/{first} - T.{to}/{last}")
            }
            Self::Days(first, last) => {
                format!("{} - {}", super::date::short(first), super::date::short(last))
            }
            Self::UpTo(last) => format!("- {}", super::date::short(last)),
        }
    }
}

/// Reads a period as a clerk writes it; `None` when it is not certainly one.
pub fn read(text: &str) -> Option<PeriodWords> {
    let folded = fold_ascii(text).to_ascii_lowercase();
    let words: Vec<&str> =
        folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let cumulative = words.windows(2).any(|pair| pair == ["luy", "ke"]);
    // Titles around the period, and the other spelling of «quý».
    let titles = ["ky", "bao", "cao", "so", "lieu", "luy", "ke"];
    let words: Vec<&str> = words
        .into_iter()
        .filter(|word| !titles.contains(word))
        .flat_map(|word| match word {
            "qui" => vec!["quy"],
            _ => months_in_short(word).map_or(vec![word], |months| vec![months, "thang"]),
        })
        .collect();
    // «trong», «của» and the word for year say nothing that the rest does not.
    let said = |word: &str| words.contains(&word);
    let plain = |noise: &'static [&'static str]| -> Vec<&str> {
        words.iter().copied().filter(|word| !noise.contains(word)).collect()
    };
    let ends = match (said("tu"), said("den")) {
        (true, true) => Ends::Both,
        (false, true) if cumulative => Ends::Last,
        _ => Ends::Unsaid,
    };
    one(&plain(&["nam", "dau", "trong", "cua", "ca"])).or_else(|| {
        let noise =
            &["nam", "trong", "cua", "ngay", "giai", "doan", "tu", "den", "het", "thang"];
        span(&plain(noise), ends, said("thang") && !said("ngay"))
    })
}

/// Which ends of a span a text says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ends {
    /// From one to the other.
    Both,
    /// Cumulative to the last.
    Last,
    /// Neither is called one.
    Unsaid,
}

/// The number of `6T`.
fn months_in_short(word: &str) -> Option<&str> {
    word.strip_suffix('t').filter(|months| ["3", "6", "9", "12"].contains(months))
}

fn one(words: &[&str]) -> Option<PeriodWords> {
    match words {
        ["quy", quarter, year] => {
            let quarter = quarter_number(quarter)?;
            Some(PeriodWords::Quarter { quarter, year: year_number(year)? })
        }
        ["thang", month, year] => {
            let month = number(month).filter(|month| (1..=12).contains(month))?;
            Some(PeriodWords::Month { month, year: year_number(year)? })
        }
        [months, "thang", year] => {
            let year = year_number(year)?;
            let months = match *months {
                "ba" => 3,
                "sau" => 6,
                "chin" => 9,
                "12" => return Some(PeriodWords::Year(year)),
                digits => number(digits).filter(|months| [3, 6, 9].contains(months))?,
            };
            Some(PeriodWords::FirstMonths { months, year })
        }
        ["6" | "sau", "thang", "cuoi", year] => {
            let year = year_number(year)?;
            Some(PeriodWords::Months((7, year), (12, year)))
        }
        [year] => year_number(year).map(PeriodWords::Year),
        _ => None,
    }
}

/// A run between two ends. A bare date is none: three numbers are months only where the text says
/// so, six are two days only from one to the other.
fn span(words: &[&str], ends: Ends, of_months: bool) -> Option<PeriodWords> {
    match words {
        [first, last] => {
            let (first, last) = (year_number(first)?, year_number(last)?);
            (first < last).then_some(PeriodWords::Years(first, last))
        }
        [from, to, year] if ends == Ends::Both && of_months => {
            let year = year_number(year)?;
            Some(PeriodWords::Months((number(from)?, year), (number(to)?, year)))
        }
        [from, first, to, last] if of_months => Some(PeriodWords::Months(
            (number(from)?, year_number(first)?),
            (number(to)?, year_number(last)?),
        )),
        [day, month, year] if ends == Ends::Last && !of_months => {
            Some(PeriodWords::UpTo(self::day(day, month, year)?))
        }
        // The first day is of the same year.
        [d1, m1, d2, m2, year] if ends == Ends::Both && !of_months => {
            Some(PeriodWords::Days(day(d1, m1, year)?, day(d2, m2, year)?))
        }
        [d1, m1, y1, d2, m2, y2] => Some(PeriodWords::Days(day(d1, m1, y1)?, day(d2, m2, y2)?)),
        _ => None,
    }
}

fn day(day: &str, month: &str, year: &str) -> Option<NaiveDate> {
    let year = i32::from(year_number(year)?);
    NaiveDate::from_ymd_opt(year, number(month)?.into(), number(day)?.into())
}

fn quarter_number(word: &str) -> Option<u16> {
    ["i", "ii", "iii", "iv"].iter().zip(1..).find_map(|(roman, number)| {
        (*roman == word || self::number(word) == Some(number)).then_some(number)
    })
}

fn number(word: &str) -> Option<u16> {
    (word.len() <= 2).then(|| word.parse().ok()).flatten()
}

fn year_number(word: &str) -> Option<u16> {
    let year = (word.len() == 4).then(|| word.parse().ok()).flatten()?;
    (1900..2200).contains(&year).then_some(year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_read_in_the_ways_clerks_write_it() {
        for (text, expected) in [
            ("Quý I năm 2024", "quý I năm 2024"),
            ("Kỳ báo cáo: quý 2/2024", "quý II năm 2024"),
            ("Quí 02 năm 2024", "quý II năm 2024"),
            ("Năm báo cáo 2023", "năm 2023"),
            ("QUÝ III - 2024", "quý III năm 2024"),
            ("6 tháng đầu năm 2024", "6 tháng đầu năm 2024"),
            ("Sáu tháng năm 2024", "6 tháng đầu năm 2024"),
            ("lũy kế 9 tháng năm 2024", "9 tháng đầu năm 2024"),
            ("6 tháng cuối năm 2024", "từ tháng 7 đến tháng 12 năm 2024"),
            ("Năm 2023", "năm 2023"),
            ("cả năm 2023", "năm 2023"),
            ("12 tháng năm 2023", "năm 2023"),
            ("2023", "năm 2023"),
            ("tháng 3/2024", "tháng 03 năm 2024"),
            ("Giai đoạn 2019 – 2023", "giai đoạn 2019 - 2023"),
            ("từ năm 2019 đến năm 2023", "giai đoạn 2019 - 2023"),
            ("từ tháng 6/2015 đến tháng 3/2019", "từ tháng 6/2015 đến tháng 3/2019"),
            ("6T/2024", "6 tháng đầu năm 2024"),
            ("6T-2024", "6 tháng đầu năm 2024"),
            ("Số liệu 9T năm 2024", "9 tháng đầu năm 2024"),
            ("từ 1/1 đến 30/6/2024", "từ ngày 01/01/2024 đến ngày 30/6/2024"),
            (
                "từ ngày 01/01/2024 đến hết ngày 30/6/2024",
                "từ ngày 01/01/2024 đến ngày 30/6/2024",
            ),
            ("Lũy kế đến 30/6/2024", "lũy kế đến ngày 30/6/2024"),
            ("Luỹ kế đến ngày 30-6-2024", "lũy kế đến ngày 30/6/2024"),
            ("Từ 15/12/2023 đến 14/6/2024", "từ ngày 15/12/2023 đến ngày 14/6/2024"),
        ] {
            assert_eq!(read(text).map(|p| p.to_string()).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_certain_period_is_not_read() {
        for text in [
            "",
            "quý 5 năm 2024",
            "quý I",
            "7 tháng năm 2024",
            "2023 - 2019",
            "nhiệm kỳ tới",
            "01/03/2024",
            "đến ngày 01/3/2024",
            "7T/2024",
            "1/1 - 30/6/2024",
            "lũy kế 30/6/2024",
            "lũy kế từ 30/6/2024",
            "từ 1/1 đến 31/6/2024",
            "1/9/2024",
            "3 tháng 6/2024",
            "tháng 13/2024",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        for words in [
            PeriodWords::Month { month: 3, year: 2024 },
            PeriodWords::Quarter { quarter: 4, year: 2024 },
            PeriodWords::FirstMonths { months: 9, year: 2024 },
            PeriodWords::Year(2024),
            PeriodWords::Years(2019, 2023),
            PeriodWords::Months((7, 2024), (12, 2024)),
            PeriodWords::Months((6, 2015), (3, 2019)),
        ] {
            assert_eq!(read(&words.to_string()), Some(words));
        }
    }
}
