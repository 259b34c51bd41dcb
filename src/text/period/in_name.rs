//! The period that the name of a file or folder tells: `CB06_6T.2024`, `QI-24`, `quy 2 nam 2024`.

use super::{PeriodWords, read};
use crate::text::fold_ascii;

/// As many words as a period takes, and some to spare: `6 tháng đầu năm 2024`.
const LONGEST: usize = 12;

/// Reads the one period that a name tells; `None` where it tells none, or may tell another.
///
/// A name has other numbers too: of units, of days, of copies. What stands beside the period must
/// therefore be no number, and nothing else in the name may speak of a part of a year.
pub fn read_in_name(name: &str) -> Option<PeriodWords> {
    let words = words(without_copy_mark(name));
    let (from, length, period) = longest(&words)?;
    let before = words.get(..from).unwrap_or_default();
    let after = words.get(from + length..).unwrap_or_default();
    let starts_with_number = words.get(from).is_some_and(|word| is_number(word));
    let beside = before.last().filter(|_| starts_with_number).into_iter().chain(after.first());
    let is_alone = !beside.into_iter().any(|word| is_number(word));
    let speaks = |word: &String| PARTS_OF_A_YEAR.contains(&word.as_str()) || is_year(word);
    let one_only = !before.iter().chain(after).any(speaks);
    (is_alone && one_only).then_some(period)
}

/// Words that tell a part of a year.
const PARTS_OF_A_YEAR: [&str; 6] = ["quy", "qui", "thang", "dau", "cuoi", "ky"];

/// The longest run of words that is a period, if it is the only one of its length.
fn longest(words: &[String]) -> Option<(usize, usize, PeriodWords)> {
    (1..=words.len().min(LONGEST)).rev().find_map(|length| {
        let runs = words.windows(length).enumerate();
        let mut found =
            runs.filter_map(|(from, run)| Some((from, length, read(&run.join(" "))?)));
        let first = found.next()?;
        found.all(|(_, _, other)| other == first.2).then_some(first)
    })
}

/// The words of a name, short forms spelled out: `6T`, `T3`, `QI`, `Q1`, `nam2024`, and a year of
/// two digits behind one of them.
fn words(name: &str) -> Vec<String> {
    let folded = fold_ascii(name).to_ascii_lowercase();
    let mut words: Vec<String> = Vec::new();
    let mut short_before = false;
    for word in folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()) {
        let spelled = spelled_out(word);
        let is_short_year = short_before && word.len() == 2 && is_number(word);
        short_before = spelled.is_some();
        match spelled {
            Some([first, second]) => words.extend([first, second]),
            None if is_short_year => words.push(format!("20{word}")),
            None => words.push(word.to_owned()),
        }
    }
    words
}

fn spelled_out(word: &str) -> Option<[String; 2]> {
    let spelled = |first: &str, second: &str| Some([first.to_owned(), second.to_owned()]);
    let quarters = ["i", "ii", "iii", "iv", "1", "2", "3", "4"];
    if let Some(quarter) = word.strip_prefix('q').filter(|rest| quarters.contains(rest)) {
        return spelled("quy", quarter);
    }
    let short = |rest: &&str| rest.len() <= 2 && is_number(rest);
    if let Some(months) = word.strip_suffix('t').filter(short) {
        return spelled(months, "thang");
    }
    if let Some(month) = word.strip_prefix('t').filter(short) {
        return spelled("thang", month);
    }
    word.strip_prefix("nam").filter(|rest| is_year(rest)).and_then(|year| spelled("nam", year))
}

/// Without the mark that a browser or a chat gives a second copy: `bao cao (1)`.
fn without_copy_mark(name: &str) -> &str {
    let marked = name.trim_end().strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    marked.filter(|(_, number)| is_number(number)).map_or(name, |(rest, _)| rest)
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit())
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && is_number(word) && (word.starts_with("19") || word.starts_with("20"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_period_of_a_name_is_read_in_the_ways_clerks_name_files() {
        for (name, expected) in [
            ("CB06_6T.2024", "6 tháng đầu năm 2024"),
            ("BTCTW1_thon3_QI_24", "quý I năm 2024"),
            ("bieu 1 thon ao sen 6 thang 2024", "6 tháng đầu năm 2024"),
            ("CB01 nam 2023", "năm 2023"),
            ("CB01 nam2023 (2)", "năm 2023"),
            ("Quý II năm 2024 - chi bộ 3", "quý II năm 2024"),
            ("T3-2024 Chi bộ Công an", "tháng 03 năm 2024"),
            ("bao cao 2019-2023", "giai đoạn 2019 - 2023"),
            ("2024", "năm 2024"),
        ] {
            let read = read_in_name(name).map(|period| period.to_string());
            assert_eq!(read.as_deref(), Some(expected), "{name}");
        }
    }

    #[test]
    fn a_name_with_other_numbers_beside_tells_no_period() {
        for name in [
            "Chi bộ thôn 3",
            "bc 15.6.2024",
            "2024-6-thang",
            "2024-quy-1",
            "quy 1 2024 quy 2 2024",
            "bao cao 06 2024",
            "nam 2023 nop nam 2024",
            "CB 24",
        ] {
            assert_eq!(read_in_name(name), None, "{name}");
        }
    }
}
