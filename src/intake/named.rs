//! What the name of a file, and of the folders it lies in, says of its unit and its period.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Calendar, OrgIx, OrgTree, Period};
use crate::pack::{Schedule, period_words};
use crate::text;

/// Units by the words of their names that no other unit's name begins with: «nhà khách» of
/// «Chi bộ Nhà khách».
#[derive(Debug, Default)]
pub struct NamesInPaths {
    /// By their first word.
    by_first: BTreeMap<String, Vec<(Vec<String>, OrgIx)>>,
}

/// As few words as tell a unit in the name of a file: one alone is in too many other words («Nam»
/// and «năm»).
const FEWEST_WORDS: usize = 2;

/// No system has longer names; in archives there may be some that are made to be gone through for long.
const LONGEST: usize = 255;

impl NamesInPaths {
    /// The names of an organisation.
    pub fn new(tree: &OrgTree) -> Self {
        let mut all: Vec<(Vec<String>, OrgIx)> = tree
            .iter()
            .flat_map(|(ix, unit)| {
                let names = std::iter::once(&unit.name).chain(&unit.other_names);
                names.map(move |name| (words(name), ix)).collect::<Vec<_>>()
            })
            .collect();
        // In order, the name with which one shares most is next to it.
        all.sort();
        let mut by_first: BTreeMap<String, Vec<(Vec<String>, OrgIx)>> = BTreeMap::new();
        for (at, (name, ix)) in all.iter().enumerate() {
            let (before, after) = all.split_at(at);
            let before = before.iter().rev().find(|(_, other)| other != ix);
            let after = after.iter().find(|(_, other)| other != ix);
            let others = before.into_iter().chain(after);
            let shared = others.map(|(other, _)| shared(name, other)).max().unwrap_or(0);
            let tells = |tail: &&[String]| {
                tail.len() >= FEWEST_WORDS && tail.iter().any(|word| is_telling(word))
            };
            let tail = (0..=shared).rev().find_map(|from| name.get(from..).filter(tells));
            if let Some((first, tail)) = tail.and_then(|tail| Some((tail.first()?, tail))) {
                by_first.entry(first.clone()).or_default().push((tail.to_vec(), *ix));
            }
        }
        Self { by_first }
    }

    /// The one unit that a path names: in the file's own name, else in its folders', from within.
    pub fn unit(&self, path: &str) -> Option<OrgIx> {
        parts(path).find_map(|part| self.unit_in(&words(part)))
    }

    fn unit_in(&self, part: &[String]) -> Option<OrgIx> {
        let found = part.iter().enumerate().flat_map(|(at, first)| {
            let from = part.get(at..).unwrap_or_default();
            let names = self.by_first.get(first).into_iter().flatten();
            names.filter(move |(name, _)| from.starts_with(name))
        });
        let found: Vec<&(Vec<String>, OrgIx)> = found.collect();
        let longest = found.iter().map(|(name, _)| name.len()).max()?;
        let units: BTreeSet<OrgIx> = found
            .iter()
            .filter(|(name, _)| name.len() == longest)
            .map(|(_, unit)| *unit)
            .collect();
        units.first().copied().filter(|_| units.len() == 1)
    }
}

/// The one period of a duty that a path names.
pub(super) fn period(path: &str, schedule: &Schedule, calendar: Calendar) -> Option<Period> {
    let read = |part| period_words::read_in_name(part, calendar);
    parts(path).find_map(|part| read(part).filter(|period| schedule.is_reported(*period)))
}

/// The file's name without its ending, then the folders from within.
fn parts(path: &str) -> impl Iterator<Item = &str> {
    let (folders, file) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let parts = std::iter::once(stem).chain(folders.rsplit('/'));
    parts.filter(|part| !part.is_empty() && part.len() <= LONGEST)
}

/// The words of a name, told apart where there is no space between them too: `thonNamHai`, `cb06`.
fn words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = None;
    for c in text::fold_ascii(text).chars() {
        let begins = match before {
            Some(last) if !is_letter_or_digit(last) => true,
            Some(last) => {
                char::is_numeric(last) != c.is_numeric()
                    || last.is_lowercase() && c.is_uppercase()
            }
            None => false,
        };
        if begins {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| is_letter_or_digit(c)) {
            word.extend(c.to_lowercase());
        }
        before = Some(c);
    }
    words.retain(|word| !word.is_empty());
    words
}

fn is_letter_or_digit(c: char) -> bool {
    c.is_alphanumeric()
}

/// Whether a word tells a name: a number or a single letter does not.
fn is_telling(word: &str) -> bool {
    word.chars().filter(|c| c.is_alphabetic()).count() >= 2
}

/// How many words two names have in common at their beginning.
fn shared(one: &[String], other: &[String]) -> usize {
    one.iter().zip(other).take_while(|(a, b)| a == b).count()
}
