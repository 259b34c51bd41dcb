//! Lines that say a document is a revision, and which: «Bản sửa đổi lần 2», «Báo cáo bổ sung lần 1».

use super::{date, key};

/// What may stand before the word for revising.
const WHAT: [&str; 5] = ["bản", "báo cáo", "biểu", "số liệu", "biểu số liệu"];

/// Words for revising.
const KINDS: [&str; 10] = [
    "sửa đổi",
    "bổ sung",
    "điều chỉnh",
    "thay thế",
    "sửa đổi,bổ sung",
    "sửa đổi và bổ sung",
    "bổ sung,sửa đổi",
    "điều chỉnh,bổ sung",
    "bổ sung,điều chỉnh",
    "sửa đổi,thay thế",
];

/// The first ten numbers in words, as ordinals and otherwise.
const NUMBERS: [&[&str]; 10] = [
    &["một", "nhất"],
    &["hai", "nhì"],
    &["ba"],
    &["bốn", "tư"],
    &["năm"],
    &["sáu"],
    &["bảy"],
    &["tám"],
    &["chín"],
    &["mười"],
];

/// The number of the revision that a line says it is: the line says nothing else, or says it in
/// brackets at its end. Without a number it is none, since nobody can tell which came last.
///
/// «Thay thế báo cáo lần 1» is the first revision, whether it is read as the first replacement or
/// as what replaces the first report.
pub fn read(line: &str) -> Option<u16> {
    // Match keys keep tone marks in a place of their own: every word here is compared as one.
    let key = key::of(line);
    let in_brackets = || Some(key.strip_suffix(')')?.rsplit_once('(')?.1);
    phrase(&key).or_else(|| phrase(in_brackets()?))
}

fn phrase(text: &str) -> Option<u16> {
    let (what, number) = text.trim().split_once(&format!(" {} ", key::of("lần")))?;
    is_revising(what).then(|| numbered(number))?
}

/// `bản sửa đổi`, `sửa đổi số liệu`, `thay thế báo cáo`.
fn is_revising(what: &str) -> bool {
    let is_what = |word: &str| WHAT.iter().any(|known| key::of(known) == word);
    let fits = |word: &str| word.trim().is_empty() || is_what(word.trim());
    let said = |kind: &&str| {
        what.split_once(&key::of(kind))
            .is_some_and(|(before, after)| fits(before) && fits(after))
    };
    KINDS.iter().any(said)
}

/// `2`, `thứ hai`, and perhaps the day behind it.
fn numbered(text: &str) -> Option<u16> {
    let text = text.trim();
    let ordinal = format!("{} ", key::of("thứ"));
    let text = text.strip_prefix(&ordinal).unwrap_or(text);
    let (number, rest) = text.split_once([' ', ',']).unwrap_or((text, ""));
    let rest = rest.trim();
    let on = format!("{} ", key::of("ngày"));
    let is_day = rest.strip_prefix(&on).is_some_and(is_day);
    (rest.is_empty() || is_day).then(|| self::number(number))?
}

fn number(word: &str) -> Option<u16> {
    let is_digits = (1..=2).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit());
    let is = |known: &&str| key::of(known) == word;
    let in_words = || (1..).zip(NUMBERS).find(|(_, words)| words.iter().any(is));
    let number = if is_digits { word.parse().ok() } else { in_words().map(|(at, _)| at) };
    number.filter(|number| *number > 0)
}

/// `15/4/2024`, or in words: `15 tháng 4 năm 2024`.
fn is_day(text: &str) -> bool {
    let between = |text: &str, word: &str| text.replace(&format!(" {} ", key::of(word)), "/");
    date::parse(&between(&between(text, "tháng"), "năm")).is_some()
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn a_line_that_says_it_is_a_revision_says_which() {
        for (line, number) in [
            ("Bản sửa đổi lần 2", 2),
            ("BẢN SỬA ĐỔI LẦN 2", 2),
            ("(Bản sửa đổi lần 02)", 2),
            ("Báo cáo bổ sung lần 1", 1),
            ("- Điều chỉnh lần 1.", 1),
            ("(Thay thế báo cáo lần 1)", 1),
            ("Báo cáo sửa đổi, bổ sung lần thứ hai", 2),
            ("Điều chỉnh số liệu lần thứ nhất", 1),
            ("Bản sửa đổi lần 3, ngày 15/4/2024", 3),
            ("Bản sửa đổi lần 3 ngày 15 tháng 4 năm 2024", 3),
            ("BÁO CÁO TĂNG, GIẢM ĐẢNG VIÊN (bản điều chỉnh lần 1)", 1),
        ] {
            assert_eq!(read(line), Some(number), "{line}");
        }
    }

    #[test]
    fn what_only_resembles_one_is_none() {
        for line in [
            "Bản sửa đổi",
            "bản sửa lần 1",
            "Bản cuối",
            "Sửa đổi lần 0",
            "Sửa đổi lần 123",
            "Sửa đổi lần x",
            "Báo cáo lần 2",
            "Chưa sửa đổi lần 2",
            "Mẫu sửa đổi lần 2 năm 2020",
            "Biểu ban hành theo Hướng dẫn 12 sửa đổi lần 2",
            "Thay thế báo cáo số 12-BC/CB lần 1",
            "Đã sửa đổi lần 1 và lần 2",
            "Bản sửa đổi lần 1, lần 2",
            "",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }
}
