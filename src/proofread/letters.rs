//! Letters that were damaged or lost on the way through other programs and paper.

use std::ops::Range;

use super::Slip;
use super::passage::Passage;
use crate::diagnostic::{Code, Field};
use crate::text::syllable;

/// Consonants that never stand alone.
const CLUSTERS: [&str; 10] = ["ch", "gh", "kh", "ng", "ngh", "nh", "ph", "qu", "th", "tr"];

/// What is wrong with letters.
#[derive(Clone, Copy)]
enum Damage {
    /// `ƣ` in the place of `ư`.
    LookAlike,
    /// A gap where a letter was.
    Lost,
    /// No Vietnamese syllable.
    Misspelt,
    /// A comma or the like within a word.
    Punctuated,
}

pub(super) fn check(passages: &[Passage<'_>], slips: &mut Vec<Slip>) {
    for passage in passages {
        look_alikes(passage, slips);
        lost(passage, slips);
        for index in 0..passage.words.len() {
            if let Some(range) = misspelt(passage, index) {
                slips.push(slip(passage, &range, Damage::Misspelt));
            }
            if let Some(range) = punctuated(passage, index) {
                slips.push(slip(passage, &range, Damage::Punctuated));
            }
        }
    }
}

fn slip(passage: &Passage<'_>, range: &Range<usize>, damage: Damage) -> Slip {
    let written = passage.get(range.clone()).to_owned();
    let around = passage.around(range);
    Slip::new(Code::W685, passage, range.start, written.clone())
        .with(|finding| finding.text("written", written).text("around", around))
        .with(|finding| finding.field("why", why(damage)))
}

fn why(damage: Damage) -> Field {
    Field::words(|lang| {
        let words = match damage {
            Damage::LookAlike => ("chữ ƣ thay cho ư", "the letter ƣ instead of ư"),
            Damage::Lost => ("mất chữ", "a letter is lost"),
            Damage::Misspelt => ("không phải âm tiết tiếng Việt", "no Vietnamese syllable"),
            Damage::Punctuated => ("có dấu câu trong chữ", "punctuation within a word"),
        };
        lang.pick(words.0, words.1).to_owned()
    })
}

/// One slip for all look-alikes of a paragraph: a text that has one has many.
fn look_alikes(passage: &Passage<'_>, slips: &mut Vec<Slip>) {
    let written = &passage.line.text;
    let of_word = |word: &&str| word.contains(['\u{01A3}', '\u{01A2}']);
    let Some(first) = written.split_whitespace().find(of_word) else { return };
    let slip = Slip::new(Code::W685, passage, 0, "\u{01A3}").with(|finding| {
        let around: Vec<&str> = written.split_whitespace().filter(of_word).take(4).collect();
        finding.text("written", first).text("around", around.join(", "))
    });
    slips.push(slip.with(|finding| finding.field("why", why(Damage::LookAlike))));
}

/// Runs of words without a vowel, of which at least one cannot be an abbreviation.
fn lost(passage: &Passage<'_>, slips: &mut Vec<Slip>) {
    let mut index = 0;
    while index < passage.words.len() {
        let rest = index..passage.words.len();
        let run = rest.take_while(|at| is_bare(passage, *at)).count();
        if run == 0 {
            index += 1;
            continue;
        }
        if is_sure(passage, index, run) {
            // With the word before, which lost its own end or shows where to look.
            let first = index.saturating_sub(usize::from(passage.gap_is_space(index)));
            let start = passage.words.get(first).map_or(0, |word| word.start);
            let end = passage.words.get(index + run - 1).map_or(start, |word| word.end);
            slips.push(slip(passage, &(start..end), Damage::Lost));
        }
        index += run;
    }
}

/// Whether a word is small consonants between spaces, as a lost vowel leaves them.
fn is_bare(passage: &Passage<'_>, index: usize) -> bool {
    let Some((word, range)) = passage.word(index) else { return false };
    let alone = passage.before(range.start).is_none_or(|c| c == ' ')
        && passage.at(range.end).is_none_or(|c| matches!(c, ' ' | ',' | ';'));
    let after_figure =
        passage.get(0..range.start).trim_end().ends_with(|c: char| c.is_ascii_digit());
    let consonants =
        word.chars().all(|c| c.is_lowercase() && c.is_alphabetic() && !syllable::is_vowel(c));
    alone
        && !after_figure
        && consonants
        && (word.chars().count() == 1 || CLUSTERS.contains(&word))
}

fn is_sure(passage: &Passage<'_>, index: usize, run: usize) -> bool {
    let is_cluster = |at| passage.word(at).is_some_and(|(word, _)| CLUSTERS.contains(&word));
    let wide_gap = (index..index + run).any(|at| {
        passage.gap(at).starts_with("  ") || at > 0 && passage.gap(at - 1).ends_with("  ")
    });
    let lone_vowel = passage.word(index + run).is_some_and(|(word, _)| word == "i")
        && passage.gap(index + run - 1) == " ";
    run > 1 || wide_gap || lone_vowel || (index..index + run).any(is_cluster)
}

impl Passage<'_> {
    /// Whether only a space stands between the word before and this one.
    fn gap_is_space(&self, index: usize) -> bool {
        index.checked_sub(1).is_some_and(|before| self.gap(before).trim().is_empty())
    }
}

/// A small word with Vietnamese letters that no Vietnamese syllable is.
fn misspelt(passage: &Passage<'_>, index: usize) -> Option<Range<usize>> {
    let (word, range) = passage.word(index)?;
    let glued = |c: Option<char>| {
        c.is_some_and(|c| c.is_alphanumeric() || "-/.@_&'’\u{FFFC}".contains(c))
    };
    let in_abbreviation = passage.at(range.end) == Some('.')
        && passage.at(range.end + 1).is_some_and(char::is_alphanumeric);
    let wrong = word.chars().all(char::is_lowercase)
        && word.chars().count() > 1
        && word.chars().any(syllable::is_vowel)
        && syllable::has_vietnamese_letter(word)
        && !syllable::is_syllable(word)
        && !syllable::is_several_syllables(word)
        && !glued(passage.before(range.start))
        && !in_abbreviation
        && passage.at(range.end).is_none_or(|c| c == '.' || !glued(Some(c)));
    wrong.then_some(range)
}

/// Two pieces that punctuation keeps apart and that are one syllable together: `tha,m`.
fn punctuated(passage: &Passage<'_>, index: usize) -> Option<Range<usize>> {
    let (first, start) = passage.word(index)?;
    let (second, end) = passage.word(index + 1)?;
    let between = passage.gap(index);
    let parted = matches!(between, "," | ";" | ":" | ".");
    let joined = format!("{first}{second}");
    let broken = !syllable::is_syllable(second)
        && second.chars().all(char::is_lowercase)
        && first.chars().count() > 1;
    (parted && broken && syllable::is_syllable(&joined)).then_some(start.start..end.end)
}
