//! Documents that the text names, held against those that are known and against each other.

use std::collections::{BTreeMap, BTreeSet};

use super::passage::Passage;
use super::{Proof, Slip};
use crate::citation::{Cited, Context, Document, DocumentNumber, Judgement, mentions};
use crate::diagnostic::Code;
use crate::text;

/// A citation and where it stands.
struct Named<'p> {
    passage: &'p Passage<'p>,
    cited: Cited<'p>,
}

impl Named<'_> {
    /// Number and day as they are written, on one line.
    fn written(&self) -> String {
        let range = self.cited.range.clone();
        self.passage.get(range).replace('\n', "⏎")
    }

    /// With the word for the type before it.
    fn with_type(&self) -> String {
        let words: Vec<&str> = self.cited.before.split_whitespace().rev().take(2).collect();
        let capital = words.last().is_some_and(|word| word.starts_with(char::is_uppercase));
        match words.as_slice() {
            [second, first] if capital => format!("{first} {second} {}", self.written()),
            _ => self.written(),
        }
    }

    /// Whether it is the number of the text itself, in its head.
    fn is_own_number(&self) -> bool {
        let before = self.passage.get(0..self.cited.range.start);
        ["", "số", "số:"].contains(&before.trim().to_lowercase().as_str())
    }
}

pub(super) fn check(proof: &Proof<'_>, passages: &[Passage<'_>], slips: &mut Vec<Slip>) {
    let named = |passage: &'_ Passage<'_>| mentions(&passage.text).len();
    if passages.iter().all(|passage| named(passage) == 0) {
        return;
    }
    let named: Vec<Named<'_>> = passages
        .iter()
        .flat_map(|passage| {
            let found = mentions(&passage.text).into_iter();
            found.map(move |cited| Named { passage, cited })
        })
        .collect();
    let mut by_number: BTreeMap<&DocumentNumber, Vec<&Named<'_>>> = BTreeMap::new();
    for one in &named {
        by_number.entry(&one.cited.number).or_default().push(one);
    }
    let mut unknown: Vec<&Named<'_>> = Vec::new();
    for (number, group) in by_number {
        slips.extend(spellings(proof, number, &group));
        let dates = group.iter().filter_map(|one| Some(one.cited.date?.0));
        let context = Context { dates: dates.collect(), day: proof.day };
        let mut told = BTreeSet::new();
        for one in group {
            match proof.registry.judge(&one.cited, &context) {
                Judgement::Known(document) => {
                    if told.insert(document.date) {
                        slips.extend(replaced(proof, one, document));
                        slips.extend(later(proof, one, document));
                    }
                }
                Judgement::Slip(document, _) => slips.push(otherwise(one, document)),
                Judgement::Ambiguous(several) => slips.push(ambiguous(one, &several)),
                Judgement::Unknown => unknown.push(one),
            }
        }
    }
    slips.extend(not_known(&unknown));
}

/// The registry says something else.
fn otherwise(one: &Named<'_>, meant: &Document) -> Slip {
    let written = one.with_type();
    let meant = format!("{} số {}", meant.kind, meant.told_apart());
    Slip::new(Code::W680, one.passage, one.cited.range.start, written.clone())
        .with(|finding| finding.text("written", written).text("meant", meant))
}

/// Two documents bear the number, and nothing tells which is meant.
fn ambiguous(one: &Named<'_>, several: &[&Document]) -> Slip {
    let written = one.cited.number.to_string();
    Slip::new(Code::W682, one.passage, one.cited.range.start, written.clone()).with(|finding| {
        let candidates = several.iter().map(|document| document.told_apart());
        finding.text("written", written).list("candidates", candidates)
    })
}

/// On the day of the text another document had taken the place of this one.
fn replaced(proof: &Proof<'_>, one: &Named<'_>, document: &Document) -> Option<Slip> {
    let new = proof.registry.in_force_instead(document, proof.day?)?;
    let written = document.told_apart();
    let slip = Slip::new(Code::I683, one.passage, one.cited.range.start, written.clone());
    let by = format!("{} số {}", new.kind, new.told_apart());
    Some(slip.with(|finding| finding.text("document", written).text("by", by)))
}

/// The document is later than the text that cites it.
fn later(proof: &Proof<'_>, one: &Named<'_>, document: &Document) -> Option<Slip> {
    let day = proof.signed.filter(|day| document.date > *day && !one.is_own_number())?;
    let cited = document.told_apart();
    let slip = Slip::new(Code::W699, one.passage, one.cited.range.start, cited.clone());
    let day = text::date::short(day);
    Some(slip.with(|finding| finding.text("document", cited).text("day", day)))
}

/// One note for all numbers that nobody knows; that of the text itself is none of them.
fn not_known(unknown: &[&Named<'_>]) -> Option<Slip> {
    let cited: Vec<_> = unknown.iter().filter(|one| !one.is_own_number()).collect();
    let first = cited.iter().min_by_key(|one| (one.passage.index, one.cited.range.start))?;
    let numbers: BTreeSet<String> =
        cited.iter().map(|one| one.cited.number.to_string()).collect();
    let slip = Slip::new(Code::I681, first.passage, first.cited.range.start, "");
    Some(slip.with(|finding| finding.list("documents", numbers)))
}

/// One document, written in several ways, or with spaces in its number.
fn spellings(proof: &Proof<'_>, number: &DocumentNumber, group: &[&Named<'_>]) -> Option<Slip> {
    let own: Vec<_> =
        group.iter().filter(|one| !one.passage.is_quoted(one.cited.range.start)).collect();
    // Documents of one number and different days are not one.
    let mut by_day: BTreeMap<_, BTreeSet<String>> = BTreeMap::new();
    for one in &own {
        if let Some((day, _)) = one.cited.date {
            by_day.entry(day).or_default().insert(one.written());
        }
    }
    let mut ways: BTreeSet<String> =
        by_day.into_values().filter(|ways| ways.len() > 1).flatten().collect();
    let spaced = own.iter().filter(|one| one.cited.is_spaced());
    ways.extend(spaced.map(|one| one.written()));
    let odd = own.iter().find(|one| one.cited.is_spaced());
    let odd = odd.or_else(|| own.iter().find(|one| ways.contains(&one.written())))?;
    if ways.is_empty() {
        return None;
    }
    let document = number.to_string();
    let slip = Slip::new(Code::W684, odd.passage, odd.cited.range.start, document.clone());
    let days: BTreeSet<_> = own.iter().filter_map(|one| Some(one.cited.date?.0)).collect();
    let mut listed = proof.registry.of_number(number);
    listed.retain(|document| days.is_empty() || days.contains(&document.date));
    let listed = match listed.as_slice() {
        [only] => Some(only.told_apart()),
        _ => None,
    };
    let right = own.iter().find_map(|one| Some(text::date::short(one.cited.date?.0)));
    Some(slip.with(|finding| {
        let finding = finding.text("document", document).list("ways", ways);
        finding.maybe("day", right).maybe("listed", listed)
    }))
}
