//! Proper names of a kind («Chi bộ thôn Đông II - xã Hòa Bình»): what of one names, and which other
//! it was probably meant to be.

use super::{fold_ascii, key};

/// Names longer than this (characters) are no slip of the pen.
const LONGEST: usize = 120;

/// From how many letters on a name may have been cut short, or have got a tail.
const LONG: usize = 8;

/// Numbers in words, as they end names: «thôn Nhì».
const NUMBERS: [(&str, u32); 14] = [
    ("nhất", 1),
    ("một", 1),
    ("hai", 2),
    ("nhì", 2),
    ("nhị", 2),
    ("ba", 3),
    ("bốn", 4),
    ("tư", 4),
    ("năm", 5),
    ("sáu", 6),
    ("bảy", 7),
    ("tám", 8),
    ("chín", 9),
    ("mười", 10),
];

/// Words of names that name nothing.
#[derive(Debug, Clone, Copy)]
pub struct Common<'a> {
    /// What such a name begins with, any of them one after the other: «chi bộ», «thôn».
    pub leading: &'a [&'a str],
    /// What begins a tail behind a dash, a comma or in brackets that says where it is: «xã».
    pub tails: &'a [&'a str],
}

/// What of a name names: its letters without marks, and its numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Core {
    letters: String,
    numbers: Vec<u32>,
}

/// The candidate that a name was probably meant to be, by its position; `None` unless exactly one is
/// nearest. Two names with different numbers, in whatever digits, are never near.
///
/// A position may come with several names of the same thing.
pub fn nearest_of<'a>(
    name: &str,
    candidates: impl IntoIterator<Item = (usize, &'a str)>,
    common: Common<'_>,
) -> Option<usize> {
    let wanted = core(name, common)?;
    let mut best: Option<(usize, Option<usize>)> = None;
    for (at, candidate) in candidates {
        let near = core(candidate, common).and_then(|candidate| distance(&wanted, &candidate));
        let Some(distance) = near else { continue };
        best = match best {
            Some((known, one)) if known == distance => {
                Some((known, one.filter(|one| *one == at)))
            }
            Some((known, one)) if known < distance => Some((known, one)),
            _ => Some((distance, Some(at))),
        };
    }
    best?.1
}

fn core(name: &str, common: Common<'_>) -> Option<Core> {
    if name.chars().count() > LONGEST {
        return None;
    }
    let mut words = words(without_tail(name, common.tails));
    let leading = common.leading.iter().map(|phrase| self::words(phrase));
    let leading: Vec<Vec<String>> = leading.collect();
    let begins = |words: &[String]| {
        let same = |phrase: &&Vec<String>| {
            words.len() > phrase.len()
                && phrase.iter().zip(words).all(|(one, other)| folded(one) == folded(other))
        };
        leading.iter().filter(same).map(Vec::len).max()
    };
    while let Some(length) = begins(&words) {
        words.drain(..length);
    }
    let last = words.len().checked_sub(1)?;
    let (mut letters, mut numbers) = (Vec::new(), Vec::new());
    for (at, word) in words.iter().enumerate() {
        match number(word, at == last) {
            Some(number) => numbers.push(number),
            None => letters.push(folded(word)),
        }
    }
    Some(Core { letters: letters.join(" "), numbers })
}

/// A name without what says behind a dash, a comma or in brackets where it is.
fn without_tail<'a>(name: &'a str, tails: &[&str]) -> &'a str {
    let says_where = |from: usize| {
        let tail: Vec<String> = words(name.get(from..).unwrap_or_default());
        let begins = |phrase: &&str| {
            let phrase = words(phrase);
            tail.len() > phrase.len()
                && phrase.iter().zip(&tail).all(|(one, other)| folded(one) == folded(other))
        };
        tails.iter().any(begins)
    };
    let marks = ['-', '–', '—', ',', '(', ';'];
    let mut ends = name.match_indices(marks).map(|(at, _)| at).filter(|at| says_where(*at));
    ends.next().and_then(|end| name.get(..end)).unwrap_or(name)
}

/// Words of letters or of digits, as they were typed.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before: Option<char> = None;
    for c in name.chars() {
        if before.is_some_and(|last| last.is_numeric() != c.is_numeric())
            || !c.is_alphanumeric()
        {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| c.is_alphanumeric()) {
            word.push(c);
        }
        before = Some(c);
    }
    words.retain(|word| !word.is_empty());
    words
}

fn folded(word: &str) -> String {
    fold_ascii(&key::of(word))
}

/// The number that a word is: in digits, in Roman ones where they are capitals or stand last, or in
/// words where these stand last.
fn number(word: &str, is_last: bool) -> Option<u32> {
    if let Ok(number) = word.parse() {
        return Some(number);
    }
    let in_capitals = word.chars().all(char::is_uppercase);
    let roman = roman(&word.to_uppercase()).filter(|_| in_capitals || is_last);
    roman.or_else(|| {
        // With its marks: «Nam» is no «năm».
        let word = key::of(word);
        let named =
            NUMBERS.iter().find(|(known, _)| key::of(known) == word).filter(|_| is_last);
        named.map(|(_, number)| *number)
    })
}

/// Roman numbers below forty.
fn roman(word: &str) -> Option<u32> {
    const ONES: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let ones = word.trim_start_matches('X');
    let tens = word.len() - ones.len();
    let found = ONES.iter().position(|known| *known == ones)?;
    let number = u32::try_from(tens * 10 + found).ok()?;
    (tens <= 3 && number > 0).then_some(number)
}

/// How far apart two names are, if near enough; one that is cut short, or goes on, counts as just
/// near enough.
fn distance(wanted: &Core, candidate: &Core) -> Option<usize> {
    if wanted.numbers != candidate.numbers {
        return None;
    }
    let (one, other) = (wanted.letters.as_str(), candidate.letters.as_str());
    let [length, others] = [one, other].map(|letters| letters.chars().count());
    // Of very short names each letter tells.
    let allowed = (length.max(others) / 4).min(6);
    if length.abs_diff(others) <= allowed {
        let distance = strsim::damerau_levenshtein(one, other);
        if distance <= allowed {
            return Some(distance);
        }
    }
    let goes_on = |short: &str, long: &str| short.len() >= LONG && long.starts_with(short);
    (goes_on(one, other) || goes_on(other, one)).then_some(allowed + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMON: Common<'_> =
        Common { leading: &["chi bộ", "cb", "thôn", "khu phố"], tails: &["xã"] };

    fn nearest<'a>(name: &str, names: &[&'a str]) -> Option<&'a str> {
        let names = || names.iter().copied().enumerate();
        let at = nearest_of(name, names(), COMMON)?;
        names().find(|(of, _)| *of == at).map(|(_, name)| name)
    }

    #[test]
    fn another_number_is_another_name() {
        let units = ["Chi bộ thôn Đông 1", "Chi bộ thôn Đông 2"];
        assert_eq!(nearest("Đông II", &units), Some(units[1]));
        assert_eq!(nearest("CB thôn đông ii", &units), Some(units[1]));
        assert_eq!(nearest("CB Đông 02", &units), Some(units[1]));
        assert_eq!(nearest("Chi bộ Đông Nhất", &units), Some(units[0]));
        for other in ["Đông IV", "Đông 3", "Đông", "Đông 12", "Đông 1 2", "Đông Ba"]
        {
            assert_eq!(nearest(other, &units), None, "{other}");
        }
        assert!(nearest("Chi bộ thôn Đông IV", &["Chi bộ thôn Đông 4"]).is_some());
    }

    #[test]
    fn what_all_names_have_is_no_likeness() {
        let units = ["Chi bộ thôn Đoài", "Chi bộ thôn Ngoài"];
        assert_eq!(nearest("Chi bộ thôn Đài", &units), Some(units[0]));
        assert_eq!(nearest("Chi bộ thôn Thượng", &units), None);
        assert_eq!(nearest("CB Đoài - xã Hòa Bình", &units), Some(units[0]));
        assert_eq!(nearest("CB Đoài (xã Hòa Bình)", &units), Some(units[0]));
        assert_eq!(nearest("Khu phố 3", &["Chi bộ 3", "Chi bộ 4"]), Some("Chi bộ 3"));
    }

    #[test]
    fn of_two_that_are_equally_near_none_is_proposed() {
        assert_eq!(nearest("Chi bộ Tân Hoa", &["Chi bộ Tân Hoà", "Chi bộ Tân Hóa"]), None);
        assert_eq!(nearest("Chi bộ Hồng", &["Chi bộ thôn Hồng", "Chi bộ khu phố Hồng"]), None);
        // Two names of one unit are no two units.
        let names = [(7, "Chi bộ thôn Hồng"), (7, "CB Hồng")];
        assert_eq!(nearest_of("Hồng", names, COMMON), Some(7));
    }

    #[test]
    fn a_name_cut_short_or_with_a_tail_is_near() {
        let units = ["Chi bộ Phòng Kinh tế - Tổng hợp", "Chi bộ Nhà khách"];
        assert_eq!(nearest("Chi bộ Phòng Kinh tế", &units), Some(units[0]));
        assert_eq!(nearest("Chi bộ Nhà khách tỉnh", &units), Some(units[1]));
    }

    #[test]
    fn what_is_no_name_is_near_to_none() {
        for text in ["", "…", "chi bộ", &"k".repeat(100_000)] {
            assert_eq!(nearest(text, &["Chi bộ Nhà khách", "Chi bộ A"]), None);
        }
    }
}
