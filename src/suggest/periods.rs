//! The period that a heading speaks of, and what is left of the heading without it.

use super::speech::tokens;
use crate::model::{Calendar, Period};
use crate::pack::PeriodRef;
use crate::pack::period_words;

/// What a heading says of the period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mention {
    /// Its figures are of this period.
    Of(PeriodRef),
    /// Its figures compare the period at hand with this one.
    ComparedWith(PeriodRef),
    /// Its figures are what the period at hand has more or less than another.
    Difference,
}

/// What periods are seen from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Standpoint {
    /// The period of the form, if it is known.
    pub own: Option<Period>,
    /// The days of periods.
    pub calendar: Calendar,
}

/// Ways to say a period relative to the one at hand; the longer first where one holds another.
const RELATIVE: [(&str, PeriodRef); 19] = [
    ("cùng kỳ năm trước", PeriodRef::SamePeriodLastYear),
    ("cùng kỳ năm ngoái", PeriodRef::SamePeriodLastYear),
    ("cùng kỳ", PeriodRef::SamePeriodLastYear),
    ("lũy kế từ đầu năm đến cuối kỳ", PeriodRef::Own),
    ("lũy kế từ đầu năm", PeriodRef::Own),
    ("từ đầu năm đến cuối kỳ", PeriodRef::Own),
    ("lũy kế", PeriodRef::Own),
    ("kỳ này", PeriodRef::Own),
    ("năm báo cáo", PeriodRef::Own),
    ("năm nay", PeriodRef::Own),
    ("quý này", PeriodRef::Own),
    ("tháng này", PeriodRef::Own),
    ("kỳ báo cáo", PeriodRef::Own),
    ("cả giai đoạn", PeriodRef::Own),
    ("toàn giai đoạn", PeriodRef::Own),
    ("cả kỳ", PeriodRef::Own),
    ("cả năm", PeriodRef::WholeYear),
    ("kỳ trước", PeriodRef::PeriodsBack(1)),
    ("năm trước", PeriodRef::YearsBack(1)),
];

/// Reads a heading: what it says of the period, and its other words.
pub(super) fn read(head: &str, from: Standpoint) -> (Option<Mention>, Vec<String>) {
    let said = tokens(head);
    let words = with_same_period(&said, from);
    if is_pure_difference(head, &said) {
        return (Some(Mention::Difference), Vec::new());
    }
    if let Some(period) = whole(head, from) {
        return (Some(Mention::Of(seen(period, from))), Vec::new());
    }
    if let Some((period, rest)) = with_year(&words) {
        return (Some(Mention::Of(seen(period, from))), rest);
    }
    let mut rest = words.clone();
    let mut mention = None;
    for (phrase, period) in RELATIVE {
        let phrase = tokens(phrase);
        let Some(at) = rest.windows(phrase.len()).position(|window| *window == phrase) else {
            continue;
        };
        let alone = rest.len() == phrase.len();
        let must_be_alone =
            matches!(period, PeriodRef::PeriodsBack(_) | PeriodRef::YearsBack(_));
        if must_be_alone && !alone && mention.is_none() {
            continue;
        }
        rest.drain(at..at + phrase.len());
        mention = match mention {
            None | Some(PeriodRef::Own) => Some(period),
            known => known,
        };
    }
    let Some(period) = mention else { return (None, words) };
    let says = |word: &str| tokens(word).iter().all(|word| rest.contains(word));
    let is_share = is_share(&rest);
    let compares = is_share || says("so với") || says("so sánh");
    if compares && !is_share && is_difference(&rest) {
        return (Some(Mention::Difference), Vec::new());
    }
    if compares && period != PeriodRef::Own {
        return (Some(Mention::ComparedWith(period)), Vec::new());
    }
    (Some(Mention::Of(period)), rest)
}

/// Words with «cùng kỳ năm 2023» said as «cùng kỳ năm trước», where that year is the one before.
fn with_same_period(words: &[String], from: Standpoint) -> Vec<String> {
    let Some(own) = from.own else { return words.to_vec() };
    let before = own.last_year().saturating_sub(1).to_string();
    let mut out = words.to_vec();
    for (said, meant) in [
        (format!("cùng kỳ năm {before}"), "cùng kỳ năm trước"),
        (format!("cùng kỳ {before}"), "cùng kỳ"),
    ] {
        let said = tokens(&said);
        if let Some(at) = out.windows(said.len()).position(|window| *window == said) {
            out.splice(at..at + said.len(), tokens(meant));
        }
    }
    out
}

/// Whether words speak of a share.
fn is_share(words: &[String]) -> bool {
    let named = [tokens("tỷ lệ"), tokens("tỉ lệ"), tokens("phần trăm")];
    let has = |name: &Vec<String>| words.windows(name.len()).any(|window| window == name);
    words.iter().any(|word| word == "%") || named.iter().any(has)
}

/// Whether words speak of what is more or less.
fn is_difference(words: &[String]) -> bool {
    let named = ["tăng", "giảm", "chênh lệch", "hơn", "kém"];
    named.iter().any(|name| tokens(name).iter().all(|word| words.contains(word)))
}

/// Whether a heading says that its figures are what one period has more or less than another, and
/// nothing else: `Tăng (+), giảm (-)`, `Chênh lệch`.
fn is_pure_difference(head: &str, words: &[String]) -> bool {
    let around =
        tokens("so sánh với số lượng người tuyệt đối tương đối chênh lệch hơn kém tăng giảm");
    let signed =
        head.contains(['+', '±']) || tokens("so sánh").iter().all(|w| words.contains(w));
    let both = tokens("tăng giảm").iter().all(|word| words.contains(word));
    let differs = ["chênh lệch", "hơn kém"];
    let differs = differs.iter().any(|name| tokens(name).iter().all(|w| words.contains(w)));
    (both && signed || differs) && words.iter().all(|word| around.contains(word))
}

/// What the headings over a cell say of the period, from the widest on.
#[derive(Debug, Clone, Default)]
pub(super) struct Told {
    /// What they say so far.
    pub mention: Option<Mention>,
    /// Whether it is said less clearly than a tag must be sure of.
    pub unclear: bool,
    /// Whether the line said that it compares, whatever the headings say.
    settled: bool,
    /// A part of a year of which the year is told above or below.
    part: Option<String>,
}

impl Told {
    /// Hears the next heading; what it says besides the period.
    pub(super) fn hear(&mut self, head: &str, from: Standpoint) -> Vec<String> {
        let year = self.year(from);
        if let Some(period) = year.and_then(|year| part_of(head, year, from)) {
            self.part = Some(head.to_owned());
            self.mention = Some(Mention::Of(seen(period, from)));
            return Vec::new();
        }
        let (mention, rest) = read(head, from);
        if let Some(Mention::ComparedWith(_)) = self.mention {
            let words = tokens(head);
            if is_share(&words) {
                self.unclear = is_difference(&words);
            } else if self.settled {
                self.unclear |= mention.is_some();
            } else if let Some(Mention::Of(_)) = mention
                && !is_difference(&words)
            {
                // «So với cùng kỳ / Số cùng kỳ»: what it is compared with.
                self.mention = mention;
            } else {
                self.mention = Some(Mention::Difference);
            }
            return rest;
        }
        if let Some(Mention::ComparedWith(_)) = mention {
            let words = tokens(head);
            self.unclear = !is_share(&words) || is_difference(&words);
        }
        self.mention = self.together(mention, from);
        rest
    }

    /// What the label of a line says of a comparison holds under all headings.
    pub(super) fn is_settled(&mut self) {
        self.settled = matches!(self.mention, Some(Mention::ComparedWith(_)));
    }

    /// What was heard so far and what the next heading says, said in one.
    fn together(&self, next: Option<Mention>, from: Standpoint) -> Option<Mention> {
        if self.mention == Some(Mention::Difference) {
            return self.mention;
        }
        let (Some(Mention::Of(outer)), Some(Mention::Of(inner))) = (self.mention, next) else {
            return next.or(self.mention);
        };
        let one_year = |period: Period| {
            let is_one = period.is_whole_years() && period.first_year() == period.last_year();
            is_one.then(|| period.last_year())
        };
        let own_year = from.own.filter(|own| !own.is_whole_years()).map(Period::last_year);
        let of = match (outer, inner) {
            (outer, PeriodRef::Own) => outer,
            (PeriodRef::Absolute(period), PeriodRef::WholeYear) => {
                seen(Period::year(period.last_year()), from)
            }
            (PeriodRef::Own, PeriodRef::WholeYear)
                if from.own.is_some_and(|own| own == Period::year(own.last_year())) =>
            {
                PeriodRef::Own
            }
            (PeriodRef::Absolute(period), PeriodRef::SamePeriodLastYear) => {
                seen(period.years_back(1)?, from)
            }
            (_, PeriodRef::Absolute(period)) if one_year(period).is_some() => {
                let year = one_year(period)?;
                let part = self.part.as_ref().and_then(|part| part_of(part, year, from));
                let before = own_year.is_some_and(|own| own == year + 1);
                match outer {
                    _ if part.is_some() => seen(part?, from),
                    PeriodRef::Own if own_year == Some(year) => outer,
                    PeriodRef::SamePeriodLastYear if before => outer,
                    _ => inner,
                }
            }
            _ => inner,
        };
        Some(Mention::Of(of))
    }

    /// The year of which a part may be named next.
    fn year(&self, from: Standpoint) -> Option<u16> {
        let own = from.own.map(Period::last_year);
        match self.mention {
            Some(Mention::Of(PeriodRef::Absolute(period))) => Some(period.last_year()),
            Some(Mention::Of(PeriodRef::SamePeriodLastYear)) => own?.checked_sub(1),
            Some(Mention::Of(PeriodRef::YearsBack(years))) => own?.checked_sub(years),
            _ => own,
        }
    }
}

/// The part of a year that a heading names without the year: `Quý I`, `6 tháng`.
fn part_of(head: &str, year: u16, from: Standpoint) -> Option<Period> {
    if period_words::read(head, from.calendar).is_some() {
        return None;
    }
    let said = tokens(head);
    let first = said.first()?;
    let names_part = [tokens("quý"), tokens("tháng")].concat();
    let starts = names_part.contains(first) || first.bytes().all(|b| b.is_ascii_digit());
    let is_worded = said.iter().any(|word| names_part.contains(word));
    if !starts || !is_worded {
        return None;
    }
    let ways = [
        format!("{head} năm {year}"),
        format!("{head} đầu năm {year}"),
        format!("{head} {year}"),
    ];
    ways.iter().find_map(|text| period_words::read(text, from.calendar))
}

/// The period that a heading is and nothing else, as a label of a line may be.
pub(super) fn whole(head: &str, from: Standpoint) -> Option<Period> {
    if let Some(period) = period_words::read(head, from.calendar) {
        return Some(period);
    }
    // The year may be left out where the form has one of its own.
    let year = from.own?.last_year();
    part_of(head, year, from)
}

/// A year inside a longer heading: `Kết nạp năm 2019`, `đến 31/12/2019`.
fn with_year(words: &[String]) -> Option<(Period, Vec<String>)> {
    let year = |word: &String| {
        let digits = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
        let year = digits.then(|| word.parse::<u16>().ok()).flatten()?;
        (1900..2200).contains(&year).then_some(year)
    };
    let years: Vec<(usize, u16)> =
        words.iter().enumerate().filter_map(|(at, word)| Some((at, year(word)?))).collect();
    let without = |from: usize, to: usize| {
        let kept = words.iter().enumerate().filter(|(at, _)| !(from..=to).contains(at));
        kept.map(|(_, word)| word.clone()).collect::<Vec<_>>()
    };
    match years.as_slice() {
        [(at, year)] => {
            let before = |steps: usize| at.checked_sub(steps).and_then(|at| words.get(at));
            let is_day = before(2).is_some_and(|day| day == "31")
                && before(1).is_some_and(|month| month == "12");
            let is_year = before(1).is_some_and(|word| *word == tokens("năm").concat());
            let mut from = at.checked_sub(if is_day { 2 } else { 1 })?;
            let leads = [tokens("đến"), tokens("ngày"), tokens("tính")].concat();
            let leads = |word: Option<&String>| word.is_some_and(|word| leads.contains(word));
            while is_day && from > 0 && leads(words.get(from - 1)) {
                from -= 1;
            }
            (is_day || is_year).then(|| (Period::year(*year), without(from, *at)))
        }
        [(from, first), (to, last)] if first < last && to - from <= 3 => {
            let period = Period::months((*first, 1), (*last, 12))?;
            Some((period, without(*from, *to)))
        }
        _ => None,
    }
}

/// The period as a tag names it: the one at hand needs no name.
fn seen(period: Period, from: Standpoint) -> PeriodRef {
    if from.own == Some(period) { PeriodRef::Own } else { PeriodRef::Absolute(period) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(head: &str, own: &str) -> String {
        let from = Standpoint { own: own.parse().ok(), calendar: Calendar::default() };
        let (mention, rest) = super::read(head, from);
        let rest = rest.len();
        match mention {
            None => format!("- {rest}"),
            Some(Mention::Of(period)) => {
                let reference = crate::pack::Reference { path: "x".to_owned(), period };
                format!("{reference} {rest}")
            }
            Some(Mention::ComparedWith(_)) => format!("% {rest}"),
            Some(Mention::Difference) => format!("+- {rest}"),
        }
    }

    #[test]
    fn headings_say_periods_in_words_years_and_days() {
        for (head, own, expected) in [
            ("Năm 2019", "2019..2023", "x @ 2019 0"),
            ("Giai đoạn 2019 - 2023", "2019..2023", "x 0"),
            ("Kết nạp năm 2019", "2019..2023", "x @ 2019 2"),
            ("6 tháng đầu năm 2024", "2024-6T", "x 0"),
            ("Quý I", "2024-6T", "x @ 2024-Q1 0"),
            ("Cùng kỳ năm trước", "2024-6T", "x @ cung-ky 0"),
            ("Kỳ này", "2024-6T", "x 0"),
            ("Kỳ này so với cùng kỳ năm trước (%)", "2024-6T", "% 0"),
            ("cuối kỳ trước chuyển sang", "2024-6T", "- 5"),
            ("Kỳ trước", "2024-6T", "x @ ky-1 0"),
            ("Xe đến ngày 31/12/2022", "2023", "x @ 2022 1"),
            ("Tổng số", "2023", "- 2"),
        ] {
            assert_eq!(read(head, own), expected, "{head}");
        }
    }
}
