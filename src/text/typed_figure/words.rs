//! The words that stand in place of a figure, or before and behind one: plain Vietnamese, of no
//! one trade. What is counted is named by whoever reads.

use unicode_normalization::UnicodeNormalization;

use super::TypedFigure;

/// Say that there is nothing.
const NOTHING: [&str; 8] = [
    "không",
    "không có",
    "không phát sinh",
    "không có phát sinh",
    "không có ai",
    "chưa phát sinh",
    "ko",
    "ko có",
];

/// Say that nobody knows yet.
const NOT_KNOWN: [&str; 16] = [
    "chưa có",
    "chưa có số liệu",
    "chưa có báo cáo",
    "chưa báo cáo",
    "chưa thống kê",
    "chưa tổng hợp",
    "chưa rõ",
    "chưa xác định",
    "đang tổng hợp",
    "đang thống kê",
    "đang rà soát",
    "đang cập nhật",
    "cập nhật sau",
    "bổ sung sau",
    "không rõ",
    "không có số liệu",
];

/// Say that it is as in the line above.
const DITTO: [&str; 5] = ["nt", "n/t", "như trên", "-nt-", "\""];

/// Ticks.
const MARKS: [&str; 9] = ["x", "v", "✓", "✔", "√", "☑", "☒", "✗", "✕"];

/// Before a number, say that it is not exact.
const ROUGHLY_BEFORE: [&str; 21] = [
    "~",
    "≈",
    "<",
    ">",
    "≤",
    "≥",
    "±",
    "khoảng",
    "trên",
    "dưới",
    "gần",
    "hơn",
    "ước",
    "độ",
    "chừng",
    "ít nhất",
    "tối thiểu",
    "tối đa",
    "không quá",
    "không dưới",
    "từ",
];

/// Behind a number, say that it is not exact.
const ROUGHLY_BEHIND: [&str; 5] = ["+", "trở lên", "trở xuống", "hơn", "±"];

/// What may lead from a part and its whole to the percentage that they make.
const MAKES: [&str; 7] = ["", "đạt", "=", "chiếm", "tỷ lệ", "tỉ lệ", "đạt tỷ lệ"];

/// What a text without any number is by its words or signs, if it is one of those known.
pub(super) fn alone(text: &str) -> Option<TypedFigure> {
    let only = |signs: &[char]| {
        text.chars().all(|c| c == ' ' || signs.contains(&c)) && !text.trim().is_empty()
    };
    if text.is_empty() || only(&['.', '…', '_']) {
        return Some(TypedFigure::Blank);
    }
    if only(&['-', '/']) {
        return Some(TypedFigure::Dash);
    }
    if only(&['?']) || NOT_KNOWN.contains(&text) {
        return Some(TypedFigure::NotKnown);
    }
    if NOTHING.contains(&text) {
        return Some(TypedFigure::Nothing { unit: String::new() });
    }
    if DITTO.contains(&text) || only(&['"', '\'']) {
        return Some(TypedFigure::Ditto);
    }
    MARKS.contains(&text).then_some(TypedFigure::Mark)
}

/// Whether a text is a tick and nothing else, or says yes.
pub fn is_tick(text: &str) -> bool {
    let folded = text.nfc().collect::<String>().trim().to_lowercase();
    MARKS.contains(&folded.as_str()) || folded == "có"
}

/// What there is nothing of: `đồng chí` of `không có đồng chí nào`.
pub(super) fn nothing_of(text: &str) -> Option<&str> {
    let after = ["không có ", "không ", "ko có ", "ko "]
        .iter()
        .find_map(|start| text.strip_prefix(start))?;
    Some(after.strip_suffix(" nào").unwrap_or(after).trim())
}

/// Whether words around the numbers of a text say that they are not exact.
pub(super) fn is_inexact(text: &str) -> bool {
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let before = ROUGHLY_BEFORE.iter().any(|word| {
        text.strip_prefix(word).is_some_and(|rest| {
            let is_sign = !word.starts_with(char::is_alphabetic);
            is_sign || rest.starts_with([' ', ':'])
        })
    });
    let behind = ROUGHLY_BEHIND.iter().any(|word| {
        text.strip_suffix(word).is_some_and(|rest| {
            let is_sign = !word.starts_with(char::is_alphabetic);
            is_sign || rest.ends_with(' ')
        })
    });
    before || behind
}

/// The unit between a whole and the percentage behind it: `đ/c` of `12/12 đ/c (đạt 100%)`; `None`
/// where something else stands there.
pub(super) fn before_percentage(between: &str) -> Option<&str> {
    let between = between.trim();
    if let Some((unit, lead)) = between.rsplit_once('(') {
        return MAKES.contains(&lead.trim()).then(|| unit.trim());
    }
    let between = between.trim_start_matches([',', ';', '-', ':']).trim();
    let lead = MAKES.iter().filter(|lead| !lead.is_empty());
    lead.filter_map(|lead| between.strip_suffix(lead))
        .map(|unit| unit.trim().trim_end_matches([',', ';', '-', ':']).trim())
        .min_by_key(|unit| unit.len())
}
