//! Names that have one spelling: the office's and its superior's, as the settings have them.

use super::passage::Passage;
use super::{Proof, Slip};
use crate::diagnostic::Code;
use crate::text;

/// Shorter names may be ordinary words.
const FEWEST_WORDS: usize = 4;

pub(super) fn check(proof: &Proof<'_>, passages: &[Passage<'_>], slips: &mut Vec<Slip>) {
    for name in proof.names {
        let words: Vec<&str> = words_of(name).collect();
        if words.len() < FEWEST_WORDS || words.iter().all(|word| is_capitals(word)) {
            continue;
        }
        let keys: Vec<String> = words.iter().map(|word| text::key::of(word)).collect();
        for passage in passages {
            slips.extend(in_passage(name, &words, &keys, passage));
        }
    }
}

fn in_passage(name: &str, words: &[&str], keys: &[String], passage: &Passage<'_>) -> Vec<Slip> {
    let written: Vec<(&str, String)> = (0..passage.words.len())
        .filter_map(|index| passage.word(index))
        .map(|(word, _)| (word, text::key::of(word)))
        .collect();
    let mut slips = Vec::new();
    for (index, window) in written.windows(words.len()).enumerate() {
        let same = window.iter().zip(keys).all(|((_, one), key)| one == key);
        let capitals = window.iter().all(|(word, _)| is_capitals(word));
        // The tone mark's place is told for the whole text, and a sentence begins with a capital.
        let alike =
            window.iter().zip(words).all(|((one, _), other)| capital(one) == capital(other));
        if !same || capitals || alike {
            continue;
        }
        let (Some(first), Some(last)) =
            (passage.words.get(index), passage.words.get(index + words.len() - 1))
        else {
            continue;
        };
        let range = first.start..last.end;
        if !passage.is_quoted(range.start) {
            let written = passage.get(range.clone()).to_owned();
            let slip = Slip::new(Code::W697, passage, range.start, written.clone());
            slips.push(slip.with(|f| f.text("written", written).text("name", name)));
        }
    }
    slips
}

fn words_of(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty())
}

fn is_capitals(word: &str) -> bool {
    word.chars().all(char::is_uppercase)
}

fn capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}
