//! Words that stand twice.

use super::Slip;
use super::passage::Passage;
use crate::diagnostic::Code;
use crate::text::doubled;

pub(super) fn check(passages: &[Passage<'_>], slips: &mut Vec<Slip>) {
    for passage in passages {
        for index in 0..passage.words.len() {
            slips.extend(doubled_at(passage, index));
        }
    }
}

fn doubled_at(passage: &Passage<'_>, index: usize) -> Option<Slip> {
    let (first, start) = passage.word(index)?;
    let (second, end) = passage.word(index + 1)?;
    let between = passage.gap(index);
    let apart = between.trim().is_empty() && between.len() <= 2;
    if !apart || first.to_lowercase() != second.to_lowercase() || !is_small(second) {
        return None;
    }
    // Parts of something longer: 05-HD/TW, đ/c, a.b.
    let bound = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || "-/.".contains(c));
    if bound(passage.before(start.start)) || matches!(passage.at(end.end), Some('-' | '/')) {
        return None;
    }
    let before = index.checked_sub(1).filter(|at| passage.gap(*at).trim().is_empty());
    let before = before.and_then(|at| passage.word(at)).map(|(word, _)| word);
    // An abbreviation ends a phrase: nothing of what follows belongs to it.
    let before = before.filter(|word| word.chars().any(char::is_lowercase));
    if !doubled::is_slip(before, first) {
        return None;
    }
    let range = start.start..end.end;
    let written = format!("{first} {second}");
    let around = passage.around(&range);
    let slip = Slip::new(Code::W686, passage, range.start, written.to_lowercase());
    Some(slip.with(|finding| finding.text("written", written).text("around", around)))
}

/// Whether the second word begins no name.
fn is_small(word: &str) -> bool {
    word.chars().all(char::is_lowercase) || word.chars().all(char::is_uppercase)
}
