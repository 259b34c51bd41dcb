//! How sure a proposal may be told to be.

use super::chain::Chain;
use super::known::{Calling, Known, Subject};
use super::speech::{is_layout, is_neutral};

/// How sure a proposal is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// A form with tags has the same labels, or the labels are the figure's full name.
    Sure,
    /// All weighty words agree, and no other figure is near.
    Likely,
    /// Most words agree; to be looked at.
    Doubtful,
}

/// From which agreement on a proposal is likely.
const LIKELY: f64 = 0.84;

/// How much of a wider label, and of the name of what a figure is a part of, must be said.
const HALF: f64 = 0.5;

/// How sure it is that labels mean a figure that agrees with them so well.
pub(super) fn certainty(
    chain: &Chain,
    subject: &Subject,
    agreement: f64,
    known: &Known,
) -> Certainty {
    let told = Told { chain, known };
    let levels = subject.callings.iter().filter(|calling| told.names_whole(calling));
    let levels = levels.filter_map(|calling| {
        if told.is_full_name(calling) {
            Some(Certainty::Sure)
        } else {
            let agrees = agreement >= LIKELY && told.says_it_all(calling);
            (agrees && told.is_said(calling)).then_some(Certainty::Likely)
        }
    });
    let level = levels.min().unwrap_or(Certainty::Doubtful);
    let is_open = told.widens_strangely(subject) || told.may_be_of_other(subject);
    if chain.titled_apart || is_open { Certainty::Doubtful } else { level }
}

/// Whether a figure is a part of something else than what the labels above are about: «Nữ» under
/// «Đảng viên bị kỷ luật» is not a part of all members.
pub(super) fn is_part_of_other(chain: &Chain, subject: &Subject, known: &Known) -> bool {
    subject.path.contains('.') && !Told { chain, known }.is_below(subject)
}

/// All labels but the last.
fn wider(phrases: &[Vec<String>]) -> &[Vec<String>] {
    phrases.split_last().map_or(&[], |(_, wider)| wider)
}

/// Whether labels wider than the last so many speak of what no pack knows: then the same last
/// labels on a form with tags may stand for something else.
pub(super) fn is_strange_above(chain: &Chain, depth: usize, known: &Known) -> bool {
    let all: Vec<&Vec<String>> = chain.row.iter().chain(&chain.column).collect();
    let above = all.iter().take(all.len().saturating_sub(depth));
    above.flat_map(|phrase| phrase.iter()).any(|word| is_strange(word, known))
}

/// Whether a word says something that no pack has a word for.
pub(super) fn is_strange(word: &str, known: &Known) -> bool {
    !known.uses(word) && known.weight(word) > 0.0 && !is_neutral(word)
}

/// What labels tell.
struct Told<'a> {
    chain: &'a Chain,
    known: &'a Known,
}

impl Told<'_> {
    /// Whether labels and a name of a figure are the same words.
    fn is_full_name(&self, calling: &Calling) -> bool {
        let (own, around) = (self.chain.own(), self.chain.around());
        let said = |word: &String| own.contains(word) || around.contains(word);
        calling.own.union(&calling.around).all(said) && own.iter().all(|word| calling.has(word))
    }

    /// Whether a name of a figure has every word of the own label that packs use: one that it
    /// lacks may be what tells another figure from it.
    fn says_it_all(&self, calling: &Calling) -> bool {
        let known = self.known;
        let told = |word: &&String| known.uses(word) && !known.speech.is_linking(word);
        self.chain.own().iter().filter(told).all(|word| calling.has(word))
    }

    /// Whether the labels have every word of a figure's own name that tells figures apart.
    fn is_said(&self, calling: &Calling) -> bool {
        let (own, around) = (self.chain.own(), self.chain.around());
        let tells = |word: &&String| !self.known.speech.is_linking(word) && !is_neutral(word);
        calling.own.iter().filter(tells).all(|word| own.contains(word) || around.contains(word))
    }

    /// Whether another whole has a part of the same name, and the labels do not say which of the
    /// two they are about.
    fn may_be_of_other(&self, subject: &Subject) -> bool {
        let same =
            |calling: &Calling| subject.callings.iter().any(|own| own.own == calling.own);
        let mut others = self.known.subjects.iter().filter(|other| {
            other.path != subject.path
                && other.path.contains('.')
                && subject.path.contains('.')
                && other.callings.first().is_some_and(same)
        });
        let (own, around) = (self.chain.own(), self.chain.around());
        let said = |word: &&String| own.contains(*word) || around.contains(*word);
        others.any(|other| {
            let shared = |word: &String| other.callings.iter().any(|calling| calling.has(word));
            let is_told = |calling: &Calling| {
                let words = calling.around.iter();
                let apart: Vec<&String> =
                    words.filter(|word| !shared(word) && !is_neutral(word)).collect();
                if apart.is_empty() {
                    self.names_whole(calling)
                } else {
                    apart.iter().all(said)
                }
            };
            !subject.callings.iter().any(is_told)
        })
    }

    /// Whether the labels name what the figure is a part of: «Dự bị» alone may be of anything.
    fn names_whole(&self, calling: &Calling) -> bool {
        let (own, around) = (self.chain.own(), self.chain.around());
        let wider: Vec<&String> = calling.around.difference(&calling.own).collect();
        let said = wider.iter().filter(|word| own.contains(**word) || around.contains(**word));
        let said: f64 = said.map(|word| self.known.weight(word)).sum();
        let all: f64 = wider.iter().map(|word| self.known.weight(word)).sum();
        said >= all * HALF
    }

    /// Whether a wider label speaks of what no pack knows, or of another whole than the figure.
    fn widens_strangely(&self, subject: &Subject) -> bool {
        let (row, column) = (wider(&self.chain.row), wider(&self.chain.column));
        let mut all = row.iter().chain(column).chain(&self.chain.shared).flatten();
        all.any(|word| is_strange(word, self.known))
            || self.chain.parted && !self.is_below(subject)
    }

    /// Whether what stands nearest above speaks of the figure; a topic far above may be any.
    fn is_below(&self, subject: &Subject) -> bool {
        let says = |phrase: &&Vec<String>| !is_layout(phrase);
        let nearest = [&self.chain.row, &self.chain.column]
            .map(|phrases| wider(phrases).iter().rev().find(says));
        nearest.into_iter().flatten().all(|phrase| self.is_explained(phrase, subject))
    }

    /// Whether a phrase speaks of a figure, or of what it is a part of, and of no other figure
    /// more.
    fn is_explained(&self, phrase: &[String], subject: &Subject) -> bool {
        let words: Vec<&String> = phrase.iter().filter(|word| !is_neutral(word)).collect();
        let weigh = |words: &mut dyn Iterator<Item = &&String>| -> f64 {
            words.map(|word| self.known.weight(word)).sum()
        };
        let share = |figure: &Subject| {
            let named = figure.callings.iter();
            let told = named.map(|calling| weigh(&mut words.iter().filter(|w| calling.has(w))));
            told.fold(0.0, f64::max)
        };
        let whole = subject.path.split_once('.').map(|(whole, _)| whole);
        let whole = whole.and_then(|whole| self.known.subject(whole));
        let told = whole.map_or(0.0, share).max(share(subject));
        let others = self.known.subjects.iter().filter(|other| other.is_whole());
        told >= weigh(&mut words.iter()) * HALF && others.map(share).all(|other| other <= told)
    }
}
