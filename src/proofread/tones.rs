//! Whether tone marks stand in one place throughout: `ủy` or `uỷ`.

use std::collections::BTreeMap;

use super::Slip;
use super::passage::Passage;
use crate::diagnostic::Code;
use crate::text::syllable::{TonePlace, tone_place};

pub(super) fn check(passages: &[Passage<'_>], slips: &mut Vec<Slip>) {
    // By place: how often, and where first.
    let mut found: BTreeMap<TonePlace, (u64, usize, std::ops::Range<usize>)> = BTreeMap::new();
    for passage in passages {
        for (word, range) in (0..passage.words.len()).filter_map(|index| passage.word(index)) {
            let Some(place) = tone_place(word).filter(|_| !passage.is_quoted(range.start))
            else {
                continue;
            };
            if is_name(word) {
                continue;
            }
            let entry = found.entry(place).or_insert((0, passage.index, range));
            entry.0 += 1;
        }
    }
    let mut both = found.values();
    let (Some(one), Some(other)) = (both.next(), both.next()) else { return };
    let (rarer, commoner) = if one.0 < other.0 { (one, other) } else { (other, one) };
    let word = |entry: &(u64, usize, std::ops::Range<usize>)| {
        passages.get(entry.1).map_or("", |passage| passage.get(entry.2.clone())).to_owned()
    };
    let Some(passage) = passages.get(rarer.1) else { return };
    let slip = Slip::new(Code::W687, passage, rarer.2.start, "").with(|finding| {
        let finding = finding.text("one", word(commoner)).count("often", commoner.0);
        let finding = finding.text("other", word(rarer)).count("seldom", rarer.0);
        finding.text("around", passage.around(&rarer.2))
    });
    slips.push(slip);
}

/// Whether a word may be a person's or a place's name, which is written as its owner writes it.
fn is_name(word: &str) -> bool {
    let mut letters = word.chars();
    let capital = letters.next().is_some_and(char::is_uppercase);
    capital && letters.clone().count() > 1 && letters.all(char::is_lowercase)
}
