//! How a date is written and read.
//!
//! Official documents pad the day below 10 and the months 1 and 2, and no other month.

use chrono::{Datelike, NaiveDate};

use super::Lang;

/// The date in words: `ngày 05 tháng 01 năm 2024`, `ngày 15 tháng 4 năm 2024`.
pub fn long(date: NaiveDate, lang: Lang) -> String {
    match lang {
        Lang::Vi => {
            format!("ngày {:02} tháng {} năm {}", date.day(), month(date), date.year())
        }
        Lang::En => date.format("%-d %B %Y").to_string(),
    }
}

/// The date in figures, as documents are cited: `05/01/2024`, `06/7/2018`.
pub fn short(date: NaiveDate) -> String {
    format!("{:02}/{}/{}", date.day(), month(date), date.year())
}

/// A date left to be written by hand: `ngày … tháng … năm 2024`, or without the year too.
pub fn open(year: Option<i32>, lang: Lang) -> String {
    let year = year.map_or_else(|| "…".to_owned(), |year| year.to_string());
    match lang {
        Lang::Vi => format!("ngày … tháng … năm {year}"),
        Lang::En => format!("… {year}"),
    }
}

/// The years written in a text, in order: `giai đoạn 2019 - 2023` has 2019 and 2023.
pub fn years(text: &str) -> Vec<i32> {
    let numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() == 4);
    let years = numbers.filter_map(|digits| digits.parse().ok());
    years.filter(|year| (1900..2200).contains(year)).collect()
}

/// Reads `2024-01-05` and, day before month, `05/01/2024`, `5/1/2024`, `5-1-2024`, `5.1.2024`; the
/// year always has four digits.
pub fn parse(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    let separator = text.chars().find(|c| !c.is_ascii_digit())?;
    let [first, second, third] = three(text, separator)?;
    let (year, month, day) = match (separator, first.len()) {
        ('-', 4) if second.len() == 2 && third.len() == 2 => (first, second, third),
        ('/' | '-' | '.', 1 | 2) => (third, second, first),
        _ => return None,
    };
    if year.len() != 4 || month.len() > 2 || day.len() > 2 {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// The first date in a text, as [`parse`] reads it or as `ngày 15 tháng 7 năm 2024`.
pub fn within(text: &str) -> Option<NaiveDate> {
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || ",;()".contains(c)).collect();
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    let long = words.windows(6).find_map(|words| match words {
        [day_word, day, month_word, month, year_word, year]
            if [day_word, month_word, year_word]
                .into_iter()
                .zip(["ngày", "tháng", "năm"])
                .all(|(word, known)| word.to_lowercase() == known) =>
        {
            parse(&format!("{day}/{month}/{}", year.trim_end_matches('.')))
        }
        _ => None,
    });
    let short = || words.iter().find_map(|word| parse(word.trim_end_matches('.')));
    long.or_else(short)
}

fn month(date: NaiveDate) -> String {
    let month = date.month();
    if month < 3 { format!("0{month}") } else { month.to_string() }
}

fn three(text: &str, separator: char) -> Option<[&str; 3]> {
    let mut parts = text.split(separator);
    let found = [parts.next()?, parts.next()?, parts.next()?];
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    (parts.next().is_none() && found.iter().all(|part| digits(part))).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn only_days_below_ten_and_the_first_two_months_are_padded() {
        assert_eq!(long(date(2024, 1, 5), Lang::Vi), "ngày 05 tháng 01 năm 2024");
        assert_eq!(long(date(2024, 2, 15), Lang::Vi), "ngày 15 tháng 02 năm 2024");
        assert_eq!(long(date(2024, 3, 5), Lang::Vi), "ngày 05 tháng 3 năm 2024");
        assert_eq!(long(date(2024, 10, 31), Lang::Vi), "ngày 31 tháng 10 năm 2024");
        assert_eq!(long(date(2024, 1, 5), Lang::En), "5 January 2024");
        assert_eq!(short(date(2024, 1, 5)), "05/01/2024");
        assert_eq!(short(date(2018, 7, 6)), "06/7/2018");
    }

    #[test]
    fn a_date_left_open_keeps_the_year_it_knows() {
        assert_eq!(open(Some(2024), Lang::Vi), "ngày … tháng … năm 2024");
        assert_eq!(open(None, Lang::Vi), "ngày … tháng … năm …");
    }

    #[test]
    fn every_way_of_writing_a_date_is_read() {
        for text in
            ["2024-01-05", "05/01/2024", "5/1/2024", " 05/01/2024 ", "05-01-2024", "5.1.2024"]
        {
            assert_eq!(parse(text), Some(date(2024, 1, 5)), "{text}");
        }
    }

    #[test]
    fn the_date_of_a_document_is_read_out_of_its_name() {
        for text in [
            "số 12-BC/ĐU, ngày 15/7/2024",
            "Báo cáo số 12-BC/ĐU ngày 15 tháng 7 năm 2024",
            "12-BC/ĐU (15-07-2024)",
            "12-BC/ĐU, 15.7.2024.",
        ] {
            assert_eq!(within(text), Some(date(2024, 7, 15)), "{text}");
        }
        assert_eq!(within("số 12-BC/ĐU năm 2024"), None);
    }

    #[test]
    fn what_is_no_date_or_could_be_two_is_refused() {
        for text in [
            "",
            "2024",
            "2024-1-5",
            "5-1/2024",
            "05-01-24",
            "05/01/24",
            "30/02/2024",
            "2024-13-01",
            "05/01/2024/1",
            "5/1",
            "+5/1/2024",
            "01/2024",
            "2024/01/05",
            "٠٥/٠١/٢٠٢٤",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
