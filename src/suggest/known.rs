//! What is known of figures before a form is looked at: their names in packs, and the labels
//! under which forms with tags have asked for them.

use std::collections::{BTreeMap, BTreeSet};

use super::chain::{Chain, chain};
use super::periods::Standpoint;
use super::speech::{Speech, tokens};
use super::table::{State, tables};
use super::tag::Told;
use super::units::{UnitNames, settle};
use crate::model::OverPeriods;
use crate::ooxml::CellRef;
use crate::pack::{Expression, Named, Pack, PeriodRef, Reference};
use crate::sheet::{self, Limits};
use crate::template::xlsx;
use crate::text::fold_ascii;

/// A figure that a tag can name.
#[derive(Debug, Clone)]
pub(super) struct Subject {
    /// Its path.
    pub path: String,
    /// Its name, for people.
    pub name: String,
    /// Its unit of measure.
    pub unit: String,
    /// Whether some form that the office uses asks for it, or for what it is made of.
    pub in_use: bool,
    /// Whether it is a closing stock: that of a span is that of its end.
    pub closes: bool,
    /// Ways in which it is called.
    pub callings: Vec<Calling>,
    /// For a share: the path of which it is one.
    pub share_of: Option<String>,
    /// For an indicator: the paths that it is made of.
    pub made_of: BTreeSet<String>,
    /// For an indicator that compares a figure with that of another period: the figure's path
    /// and that period.
    pub compares: Option<(String, PeriodRef)>,
}

/// One way to call a figure: its own words, and those of what it is a part of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Calling {
    /// Words of its own.
    pub own: BTreeSet<String>,
    /// Words around.
    pub around: BTreeSet<String>,
}

impl Subject {
    /// Whether it is a figure of returns that may have parts.
    pub(super) fn is_whole(&self) -> bool {
        self.made_of.is_empty() && !self.path.contains('.')
    }

    /// Whether some name of its own has these words and no others that say anything.
    pub(super) fn is_called(&self, words: &BTreeSet<String>, known: &Known) -> bool {
        let says = |word: &&String| known.weight(word) > 0.0;
        self.callings
            .iter()
            .any(|calling| words.iter().filter(says).eq(calling.own.iter().filter(says)))
    }
}

impl Calling {
    /// Whether a word is one of its own or around.
    pub(super) fn has(&self, word: &String) -> bool {
        self.own.contains(word) || self.around.contains(word)
    }
}

/// A cell of a form with tags.
#[derive(Debug, Clone)]
pub(super) struct Learned {
    /// Under which labels it stands.
    pub chain: Chain,
    /// What its tag asks for.
    pub told: Told,
    /// What the form is.
    pub of: FormKind,
}

/// What a form with tags says of other forms, the one that counts most first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FormKind {
    /// It is to be followed, or is the form itself.
    Followed,
    /// A form of a pack.
    InUse,
    /// A form that the office does not ask for: it tells what its labels mean, no more.
    OutOfUse,
}

/// Everything that is known.
#[derive(Clone)]
pub(super) struct Known {
    /// The figures.
    pub subjects: Vec<Subject>,
    /// The cells of forms with tags.
    pub learned: Vec<Learned>,
    /// How forms speak.
    pub speech: Speech,
    weights: BTreeMap<String, f64>,
    heaviest: f64,
    initials: BTreeMap<String, Vec<String>>,
    /// Abbreviations that packs write out, by their small letters.
    written_out: BTreeMap<String, String>,
    /// Abbreviations that names themselves use, as they are compared.
    shortened: BTreeSet<String>,
    /// Words of the packs' own names.
    named: BTreeSet<String>,
}

/// Where knowledge comes from.
pub(super) struct Origins<'a> {
    /// The packs whose figures may be named.
    pub packs: &'a [Pack],
    /// Packs whose names for the same paths are other words for the same things.
    pub relatives: &'a [Pack],
    /// A form with tags that is to be followed.
    pub like: Option<&'a [u8]>,
    /// The form itself, of which some cells may have tags already.
    pub form: &'a [u8],
    /// What periods are seen from.
    pub from: Standpoint,
}

impl Known {
    /// Gathers what is known.
    pub(super) fn gather(origins: &Origins<'_>) -> Self {
        let speech = Speech::default();
        let mut known = Self {
            subjects: Vec::new(),
            learned: Vec::new(),
            weights: BTreeMap::new(),
            heaviest: 1.0,
            initials: BTreeMap::new(),
            written_out: BTreeMap::new(),
            shortened: BTreeSet::new(),
            named: BTreeSet::new(),
            speech,
        };
        for pack in origins.relatives.iter().chain(origins.packs) {
            let all = pack.abbreviations.iter();
            known
                .written_out
                .extend(all.map(|(short, long)| (short.to_lowercase(), long.clone())));
        }
        for pack in origins.packs {
            known.add_subjects(pack);
        }
        for pack in origins.relatives {
            known.add_other_names(pack);
        }
        known.learn_initials();
        known.learn_shortened();
        for pack in origins.packs {
            for form in &pack.forms {
                let of = if form.in_use { FormKind::InUse } else { FormKind::OutOfUse };
                known.learn(&form.bytes, of, origins.from);
            }
            for table in &pack.tables {
                known.learn(&table.bytes, FormKind::InUse, origins.from);
            }
        }
        let followed = origins.like.into_iter().chain([origins.form]);
        followed.for_each(|bytes| known.learn(bytes, FormKind::Followed, origins.from));
        known.call_as_learned();
        known.weigh();
        known
    }

    /// Forgets a figure, as if no pack had it.
    #[cfg(test)]
    pub(super) fn forget(&mut self, path: &str) {
        self.subjects.retain(|subject| subject.path != path);
        self.learned.retain(|learned| learned.told.path != path);
        self.weigh();
    }

    fn add_subjects(&mut self, pack: &Pack) {
        for path in pack.paths() {
            if self.subjects.iter().any(|known| known.path == path) {
                continue;
            }
            let subject = match pack.named(&path) {
                Some(Named::Item(item)) => {
                    let element = pack.catalogue.element(item);
                    let closes = element.is_some_and(|e| e.over_periods == OverPeriods::Last);
                    let unit = element.map(|element| element.unit.clone()).unwrap_or_default();
                    let callings = self.names(pack, &path);
                    let name = pack.catalogue.label(item);
                    let (compares, share_of, made_of) = (None, None, BTreeSet::new());
                    let in_use = !pack.out_of_use.contains(&item);
                    Subject {
                        path,
                        name,
                        unit,
                        in_use,
                        closes,
                        callings,
                        share_of,
                        made_of,
                        compares,
                    }
                }
                Some(Named::Indicator(at)) => {
                    let Some(indicator) = pack.indicators.get(at) else { continue };
                    if repeats(&indicator.numerator, &indicator.denominator) {
                        continue;
                    }
                    let made_of = made_of(&[&indicator.numerator, &indicator.denominator]);
                    let is_gone = |path: &String| {
                        let item = pack.catalogue.find(path);
                        item.is_some_and(|item| pack.out_of_use.contains(&item))
                    };
                    Subject {
                        name: indicator.name.clone(),
                        unit: indicator.unit.clone(),
                        in_use: !made_of.iter().any(is_gone),
                        closes: false,
                        callings: self.names(pack, &path),
                        compares: compares(&indicator.numerator, &indicator.denominator),
                        share_of: share_of(&indicator.numerator, &indicator.denominator),
                        made_of,
                        path,
                    }
                }
                // Words are asked for in cells of the office's own forms, not found by labels.
                Some(Named::Text(_)) | None => continue,
            };
            self.subjects.push(subject);
        }
    }

    /// How a pack calls a path.
    fn names(&self, pack: &Pack, path: &str) -> Vec<Calling> {
        let words = |text: &str| self.speech.content(text).into_iter().collect::<BTreeSet<_>>();
        let mut wider = BTreeSet::new();
        let calling = match pack.named(path) {
            Some(Named::Item(item)) => {
                let element = pack.catalogue.element(item).map(|element| words(&element.name));
                if !item.is_total() {
                    wider = element.clone().unwrap_or_default();
                }
                let category = pack.catalogue.category(item).map(|part| words(&part.name));
                match (element, category) {
                    (Some(around), Some(own)) if !item.is_total() => Calling { own, around },
                    (Some(own), _) => Calling { own, around: BTreeSet::new() },
                    _ => return Vec::new(),
                }
            }
            Some(Named::Indicator(at)) => {
                let own = pack.indicators.get(at).map(|indicator| words(&indicator.name));
                Calling { own: own.unwrap_or_default(), around: BTreeSet::new() }
            }
            Some(Named::Text(_)) | None => return Vec::new(),
        };
        let others = pack.other_names.get(path).into_iter().flatten();
        let others = others.map(|name| Calling { own: words(name), around: wider.clone() });
        std::iter::once(calling)
            .chain(others.filter(|calling| !calling.own.is_empty()))
            .collect()
    }

    fn add_other_names(&mut self, pack: &Pack) {
        let names: Vec<Vec<Calling>> =
            self.subjects.iter().map(|subject| self.names(pack, &subject.path)).collect();
        for (subject, names) in self.subjects.iter_mut().zip(names) {
            subject.callings.extend(names);
        }
    }

    /// Abbreviations that names use: capitals among other words.
    fn learn_shortened(&mut self) {
        for subject in &self.subjects {
            let words = subject.name.split_whitespace().map(bare);
            let is_short = |word: &&str| {
                (3..=8).contains(&word.chars().count()) && word.chars().all(char::is_uppercase)
            };
            self.shortened.extend(words.filter(is_short).map(str::to_lowercase));
            self.named.extend(tokens(&subject.name));
        }
    }

    /// Abbreviations are the first letters of words that follow each other in names.
    fn learn_initials(&mut self) {
        let mut counts: BTreeMap<String, BTreeMap<Vec<String>, usize>> = BTreeMap::new();
        for subject in &self.subjects {
            let words = tokens(&subject.name);
            for length in 2..=6 {
                for window in words.windows(length) {
                    let initials = window.iter().filter_map(|word| word.chars().next());
                    let initials: String = initials.collect();
                    *counts.entry(initials).or_default().entry(window.to_vec()).or_default() +=
                        1;
                }
            }
        }
        for (initials, phrases) in counts {
            let mut phrases: Vec<(usize, Vec<String>)> =
                phrases.into_iter().map(|(phrase, count)| (count, phrase)).collect();
            phrases.sort_by(|a, b| b.cmp(a));
            let clear = match phrases.as_slice() {
                [] => None,
                [(_, only)] => Some(only),
                [(first, phrase), (second, _), ..] => {
                    (first >= &(second * 3)).then_some(phrase)
                }
            };
            if let Some(phrase) = clear {
                self.initials.insert(initials, phrase.clone());
            }
        }
    }

    /// A text with its abbreviations written out.
    pub(super) fn expanded(&self, text: &str) -> String {
        // Capitals among small letters abbreviate; a whole text in capitals is only loud.
        let is_long = |word: &str| {
            let key = bare(word).to_lowercase();
            !key.is_empty() && !self.written_out.contains_key(&key)
        };
        let shouted = text.chars().all(|c| !c.is_lowercase())
            && text.split_whitespace().count() > 1
            && text.split_whitespace().any(is_long);
        let words = text.split_whitespace().map(|word| {
            let bare = bare(word);
            let is_short = (2..=6).contains(&bare.chars().count());
            let is_abbreviation = !shouted && is_short && bare.chars().all(char::is_uppercase);
            let key = bare.to_lowercase();
            if let Some(long) = self.written_out.get(&key).filter(|_| !shouted && bare != key) {
                return word.replace(bare, long);
            }
            if self.shortened.contains(&key) {
                return word.to_owned();
            }
            let known = self.initials.get(&key).filter(|_| is_abbreviation);
            known
                .map_or_else(|| word.to_owned(), |phrase| word.replace(bare, &phrase.join(" ")))
        });
        self.contracted(&words.collect::<Vec<_>>()).join(" ")
    }

    /// The words of a text, with those in one that the packs' names abbreviate.
    fn contracted(&self, words: &[String]) -> Vec<String> {
        let mut out = Vec::new();
        let mut rest = words;
        while let [first, after @ ..] = rest {
            let short = self.shortened.iter().find(|short| {
                let length = short.chars().count();
                let said = rest.get(..length).into_iter().flatten();
                let initials = said.filter_map(|word| bare(word).to_lowercase().chars().next());
                initials.collect::<String>() == **short
            });
            if let Some(short) = short {
                out.push(short.clone());
                rest = rest.get(short.chars().count()..).unwrap_or_default();
            } else {
                out.push(first.clone());
                rest = after;
            }
        }
        out
    }

    /// Reads a workbook with tags.
    fn learn(&mut self, bytes: &[u8], of: FormKind, from: Standpoint) {
        let (Ok(workbook), Ok(drawn)) =
            (sheet::read("", bytes, &Limits::default()), xlsx::drawn(bytes))
        else {
            return;
        };
        let mut learned = Vec::new();
        for drawn in &drawn {
            let Some(sheet) = workbook.sheet(&drawn.name) else { continue };
            let mut tables = tables(sheet, drawn, &self.speech);
            for table in &mut tables {
                settle(table, &UnitNames::default());
            }
            for table in tables {
                let cells = table
                    .lines
                    .iter()
                    .flat_map(|line| table.columns.iter().map(move |column| (line, column)));
                for (line, column) in cells {
                    let at = CellRef::new(line.row, column.col);
                    let Some(State::Tagged(tag)) = table.cells.get(&at) else { continue };
                    let Some(told) = Told::read(tag) else { continue };
                    let chain = chain(&table, line, column, self, from);
                    learned.push(Learned { chain, told, of });
                }
            }
        }
        self.learned.extend(learned);
    }

    /// The labels of tagged cells are ways to call their figures.
    fn call_as_learned(&mut self) {
        for learned in &self.learned {
            let subject =
                self.subjects.iter_mut().find(|subject| subject.path == learned.told.path);
            if let Some(subject) = subject {
                let calling =
                    Calling { own: learned.chain.own(), around: learned.chain.around() };
                if !calling.own.is_empty() && !subject.callings.contains(&calling) {
                    subject.callings.push(calling);
                }
            }
        }
    }

    /// The fewer figures share a word, the more it says.
    fn weigh(&mut self) {
        let mut shared: BTreeMap<&str, f64> = BTreeMap::new();
        for subject in &self.subjects {
            let words: BTreeSet<&str> = subject
                .callings
                .iter()
                .flat_map(|calling| calling.own.iter().chain(&calling.around))
                .map(String::as_str)
                .collect();
            for word in words {
                *shared.entry(word).or_default() += 1.0;
            }
        }
        let all = f64::from(u32::try_from(self.subjects.len()).unwrap_or(u32::MAX));
        let weigh = |(word, count): (&str, f64)| {
            let joins = match (self.speech.is_linking(word), self.named.contains(word)) {
                (false, _) => 1.0,
                (true, true) => 0.7,
                (true, false) => 0.4,
            };
            (word.to_owned(), (all / count).ln_1p() * joins)
        };
        let weights: BTreeMap<String, f64> = shared.into_iter().map(weigh).collect();
        self.weights = weights;
        self.heaviest = all.ln_1p().max(1.0);
    }

    /// How much a word says.
    pub(super) fn weight(&self, word: &str) -> f64 {
        if let Some(known) = self.weights.get(word) {
            return *known;
        }
        let says_nothing = self.speech.is_linking(word)
            || word.bytes().all(|b| b.is_ascii_digit() || b == b'%');
        if says_nothing { 0.0 } else { self.heaviest }
    }

    /// Whether a pack's names or forms use a word.
    pub(super) fn uses(&self, word: &str) -> bool {
        self.weights.contains_key(word)
    }

    /// The figure with this path.
    pub(super) fn subject(&self, path: &str) -> Option<&Subject> {
        self.subjects.iter().find(|subject| subject.path == path)
    }

    /// Whether a path names a figure that the office asks for.
    pub(super) fn is_in_use(&self, path: &str) -> bool {
        self.subject(path).is_some_and(|subject| subject.in_use)
    }

    /// Whether some figure has this unit of measure.
    pub(super) fn is_unit(&self, unit: &str) -> bool {
        !unit.is_empty() && self.subjects.iter().any(|subject| same_unit(&subject.unit, unit))
    }
}

/// A word without the signs around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Whether two units of measure are one.
pub(super) fn same_unit(one: &str, other: &str) -> bool {
    crate::text::key::of(one) == crate::text::key::of(other)
        || fold_ascii(one).eq_ignore_ascii_case(&fold_ascii(other))
}

/// Whether an indicator is another figure as it is, such as a target needs.
fn repeats(numerator: &Expression, denominator: &Expression) -> bool {
    matches!(numerator, Expression::Reference(_))
        && matches!(denominator, Expression::Number(_))
}

/// The figure of which an indicator is a share of figures of the same period.
fn share_of(numerator: &Expression, denominator: &Expression) -> Option<String> {
    let Expression::Reference(above) = numerator else { return None };
    (!repeats(numerator, denominator) && compares(numerator, denominator).is_none())
        .then(|| above.path.clone())
}

fn made_of(expressions: &[&Expression]) -> BTreeSet<String> {
    let references = expressions.iter().flat_map(|expression| expression.references());
    references.map(|reference| reference.path.clone()).collect()
}

/// What an indicator compares, if it sets a figure against the same one of another period.
fn compares(numerator: &Expression, denominator: &Expression) -> Option<(String, PeriodRef)> {
    let (Expression::Reference(above), Expression::Reference(below)) = (numerator, denominator)
    else {
        return None;
    };
    let Reference { path, period } = below;
    (above.path == *path && above.period == PeriodRef::Own && *period != PeriodRef::Own)
        .then(|| (path.clone(), *period))
}
