//! Whether counts below ten are padded throughout (`05 chi bộ`) or nowhere (`5 chi bộ`).

use std::ops::Range;

use super::Slip;
use super::passage::Passage;
use crate::diagnostic::Code;
use crate::text::syllable;

/// Before these a number is no count but a name: «mục 2», «Trung ương 4», «ngày 05».
const NAMED: [&str; 44] = [
    "ấp", "bản", "bảng", "bậc", "biểu", "bước", "cấp", "chương", "cột", "dòng", "đầu", "điểm",
    "điều", "đoạn", "đội", "giai", "hạng", "hàng", "khoản", "khóa", "khoá", "khu", "kỳ", "lần",
    "loại", "lớp", "lục", "mẫu", "mục", "năm", "ngày", "phần", "phố", "quý", "số", "tập",
    "tháng", "thôn", "thứ", "tổ", "trang", "tuần", "ương", "xóm",
];

/// Before these it measures time or goes on otherwise.
const MEASURES: [&str; 18] = [
    "tháng", "năm", "giờ", "phút", "tuổi", "khóa", "khoá", "quý", "ngày", "tuần", "đến", "và",
    "hoặc", "so", "triệu", "tỷ", "nghìn", "phần",
];

pub(super) fn check(passages: &[Passage<'_>], slips: &mut Vec<Slip>) {
    let mut found: [Vec<(usize, Range<usize>)>; 2] = [Vec::new(), Vec::new()];
    for passage in passages.iter().filter(|passage| !passage.line.in_table) {
        for index in 0..passage.words.len() {
            let Some(range) = count_before(passage, index) else { continue };
            if passage.is_quoted(range.start) {
                continue;
            }
            let [padded, bare] = &mut found;
            let is_padded = passage.at(range.start) == Some('0');
            if is_padded { padded } else { bare }.push((passage.index, range));
        }
    }
    let [padded, bare] = &found;
    let rarer = if padded.len() < bare.len() { padded } else { bare };
    let (Some((at, range)), Some(passage)) =
        (rarer.first(), rarer.first().and_then(|(at, _)| passages.get(*at)))
    else {
        return;
    };
    let shown = |all: &Vec<(usize, Range<usize>)>| {
        let (at, range) = all.first()?;
        Some(passages.get(*at)?.get(range.clone()).to_owned())
    };
    let (Some(with), Some(without)) = (shown(padded), shown(bare)) else { return };
    debug_assert_eq!(*at, passage.index);
    slips.push(Slip::new(Code::W688, passage, range.start, "").with(|finding| {
        let finding = finding.text("padded", with).count("often", padded.len() as u64);
        let finding = finding.text("bare", without).count("seldom", bare.len() as u64);
        finding.text("around", passage.around(range))
    }));
}

/// The count below ten in front of a word, with the word.
fn count_before(passage: &Passage<'_>, index: usize) -> Option<Range<usize>> {
    let (word, range) = passage.word(index)?;
    let counted = word.chars().all(char::is_lowercase)
        && syllable::is_syllable(word)
        && !MEASURES.contains(&word);
    let front = passage.get(0..range.start).strip_suffix(' ')?;
    let figures = front.len() - front.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let start = front.len() - figures;
    let number = front.get(start..)?;
    let small = match number.as_bytes() {
        [digit] | [b'0', digit] => (b'1'..=b'9').contains(digit),
        _ => false,
    };
    let free = passage.before(start).is_none_or(|c| matches!(c, ' ' | '(' | '\n'));
    // At the beginning of a paragraph it may be the number of an item.
    let within = !passage.get(0..start).trim().is_empty();
    let before =
        passage.get(0..start).trim_end().rsplit([' ', '(', '\n']).next()?.to_lowercase();
    let is_count = counted && small && free && within && !NAMED.contains(&before.as_str());
    // With the next word: most things counted have names of two.
    let next = passage.word(index + 1).filter(|_| passage.gap(index) == " ");
    let end = next.map_or(range.end, |(_, next)| next.end);
    is_count.then_some(start..end)
}
