//! Which figure belongs into a cell, and how sure that is.

use std::collections::BTreeSet;

use super::certainty::{Certainty, certainty, is_part_of_other, is_strange_above};
use super::chain::Chain;
use super::known::{Calling, FormKind, Known, Learned, Subject, same_unit};
use super::periods::Mention;
use super::speech::{says_other, sets_apart};
use crate::pack::PeriodRef;

/// What is proposed for a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Proposal {
    /// A figure for a period.
    Figure {
        /// Its path.
        path: String,
        /// The period.
        period: PeriodRef,
        /// The whole code that a followed form has there.
        code: Option<String>,
        /// How sure.
        certainty: Certainty,
    },
    /// Several figures that are equally near, the nearest first.
    Several(Vec<String>),
    /// None.
    Nothing,
}

impl Proposal {
    /// A figure that a person must look at.
    pub(super) fn doubtful(path: String, period: PeriodRef) -> Self {
        Self::Figure { path, period, code: None, certainty: Certainty::Doubtful }
    }

    /// The path of the one figure that is proposed.
    pub(super) fn path(&self) -> Option<&str> {
        match self {
            Self::Figure { path, .. } => Some(path),
            _ => None,
        }
    }
}

/// From which agreement on a figure is proposed, and by how much it must be nearer than any other.
const DOUBTFUL: f64 = 0.66;
const MARGIN: f64 = 0.07;

/// What a word counts that stands over or beside wider parts only; in a calling; in the title.
const WIDER: f64 = 0.3;
const WIDER_CALLING: f64 = 0.5;
const TITLE: f64 = 0.15;

/// How much of the label above must speak of a figure to tell it from others.
const CLEAR: f64 = 0.6;

/// Candidates that are named.
const MOST_NAMED: usize = 4;

/// What the form that is to be followed has under exactly these labels, if that is one thing.
pub(super) fn followed(chain: &Chain, known: &Known) -> Option<Proposal> {
    if chain.row.is_empty() && chain.column.is_empty() {
        return None;
    }
    let same = |learned: &&Learned| {
        learned.of == FormKind::Followed
            && learned.chain.mention == chain.mention
            && learned.chain.row == chain.row
            && learned.chain.column == chain.column
    };
    let all: Vec<&Learned> = known.learned.iter().filter(same).collect();
    let first = &all.first()?.told;
    if all.iter().any(|other| other.told != *first) || !known.is_in_use(&first.path) {
        return None;
    }
    // A line that now asks for a share is another line, whatever it is called.
    let unit_is_same = all.iter().all(|learned| learned.chain.unit == chain.unit)
        && agrees(&chain.unit, &first.path, known);
    Some(Proposal::Figure {
        path: first.path.clone(),
        period: first.period,
        code: first.code.clone(),
        certainty: if unit_is_same { Certainty::Sure } else { Certainty::Doubtful },
    })
}

/// What belongs into a cell with this chain: a figure that the office asks for.
pub(super) fn propose(chain: &Chain, known: &Known) -> Proposal {
    match proposed(chain, known) {
        Proposal::Figure { path, .. } if !known.is_in_use(&path) => Proposal::Nothing,
        Proposal::Several(mut paths) => {
            paths.retain(|path| known.is_in_use(path));
            match paths.as_slice() {
                [] => Proposal::Nothing,
                [only] => Proposal::doubtful(only.clone(), chain.period()),
                _ => Proposal::Several(paths),
            }
        }
        proposal => proposal,
    }
}

fn proposed(chain: &Chain, known: &Known) -> Proposal {
    match nearest_to(chain, known) {
        Proposal::Figure { path, period, code, .. }
            if chain.passed_over
                && as_learned(chain, known).is_none_or(|learned| !learned.followed) =>
        {
            Proposal::Figure { path, period, code, certainty: Certainty::Doubtful }
        }
        proposal => proposal,
    }
}

fn nearest_to(chain: &Chain, known: &Known) -> Proposal {
    if chain.mention == Some(Mention::Difference) {
        return Proposal::Nothing;
    }
    if let Some(Mention::ComparedWith(period)) = chain.mention {
        let line = if chain.row.is_empty() { chain.of_any_period() } else { chain.of_line() };
        return compared(&line, period, known);
    }
    let period = chain.period();
    if let Some(learned) = as_learned(chain, known).or_else(|| line_learned(chain, known)) {
        let Like { path, code, certainty, .. } = learned;
        return Proposal::Figure { path, period, code, certainty };
    }
    let mut ranked = ranked(chain, known);
    let Some(best) = ranked.first().map(|(score, _)| *score) else { return Proposal::Nothing };
    // A figure that nobody is asked for gives way to any that is about as near.
    if ranked.iter().any(|(score, subject)| subject.in_use && best - score < MARGIN) {
        ranked.retain(|(_, subject)| subject.in_use);
    }
    let Some((first, subject)) = ranked.first() else { return Proposal::Nothing };
    if *first < DOUBTFUL {
        return by_part_of_name(chain, period, known);
    }
    let near = || ranked.iter().filter(|(score, _)| first - score < MARGIN);
    let mut exact = near().filter(|(_, subject)| subject.is_called(&chain.own(), known));
    let exact = exact.next().filter(|_| exact.next().is_none());
    if near().count() > 1 && exact.is_none() {
        let near = near();
        if let Some(subject) = of_wider(chain, near.clone().map(|(_, subject)| *subject), known)
        {
            return Proposal::doubtful(subject.path.clone(), period);
        }
        return Proposal::Several(
            near.take(MOST_NAMED).map(|(_, subject)| subject.path.clone()).collect(),
        );
    }
    let (agreement, subject) =
        exact.map_or((*first, *subject), |(score, exact)| (*score, *exact));
    let certainty = certainty(chain, subject, agreement, known);
    Proposal::Figure { path: subject.path.clone(), period, code: None, certainty }
}

/// Of figures that are equally near, the one that the label above the own one speaks of.
fn of_wider<'k>(
    chain: &Chain,
    near: impl Iterator<Item = &'k Subject>,
    known: &Known,
) -> Option<&'k Subject> {
    let labels = if chain.row.is_empty() { &chain.column } else { &chain.row };
    let wider = labels.iter().rev().nth(1)?;
    let all: f64 = wider.iter().map(|word| known.weight(word)).sum();
    let told = |subject: &Subject| {
        let shares = subject.callings.iter().map(|calling| {
            let has =
                |word: &&String| calling.own.contains(*word) || calling.around.contains(*word);
            wider.iter().filter(has).map(|word| known.weight(word)).sum::<f64>() / all
        });
        shares.fold(0.0, f64::max)
    };
    let mut near: Vec<(f64, &Subject)> = near.map(|subject| (told(subject), subject)).collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0));
    let second = near.get(1).map_or(0.0, |(share, _)| *share);
    let clear =
        |(share, _): &&(f64, &Subject)| *share >= CLEAR && *share - second >= CLEAR / 2.0;
    near.first().filter(clear).map(|(_, subject)| *subject)
}

/// The figures of whose names the labels are a part («Đoàn viên» for «Đoàn viên, hội viên»): one
/// alone may be meant, several are named.
fn by_part_of_name(chain: &Chain, period: PeriodRef, known: &Known) -> Proposal {
    let says = |word: &String| known.weight(word) > 0.0;
    let own: Vec<String> = chain.own().into_iter().filter(says).collect();
    let around: Vec<String> =
        chain.around().into_iter().filter(|word| known.uses(word)).collect();
    if own.is_empty() {
        return Proposal::Nothing;
    }
    let holds = |calling: &Calling| {
        let has = |word: &String| calling.own.contains(word) || calling.around.contains(word);
        let wider = around.iter().filter(|word| has(word)).count();
        own.iter().all(has) && (around.is_empty() || wider > 0)
    };
    let of_unit = known.subjects.iter().filter(|s| agrees(&chain.unit, &s.path, known));
    let here = of_unit.filter(|subject| !is_part_of_other(chain, subject, known));
    let found = here.filter(|subject| subject.callings.iter().any(holds));
    let mut paths: Vec<String> = found.map(|subject| subject.path.clone()).collect();
    match paths.as_slice() {
        [] => Proposal::Nothing,
        [path] => Proposal::doubtful(path.clone(), period),
        _ if paths.len() > MOST_NAMED => Proposal::Nothing,
        _ => {
            paths.sort();
            Proposal::Several(paths)
        }
    }
}

/// The figures nearest to a chain, however far, for a note.
pub(super) fn nearest<'k>(chain: &Chain, known: &'k Known) -> Vec<&'k Subject> {
    let ranked = ranked(chain, known);
    let near = ranked.into_iter().filter(|(score, _)| *score > DOUBTFUL / 2.0);
    near.filter(|(_, subject)| subject.in_use).take(2).map(|(_, subject)| subject).collect()
}

/// The indicator that compares the line's own figure with that of another period.
fn compared(line: &Chain, period: PeriodRef, known: &Known) -> Proposal {
    match propose(line, known) {
        Proposal::Figure { path, certainty, .. } => {
            let wanted = Some((path, period));
            let indicator = known.subjects.iter().find(|subject| subject.compares == wanted);
            indicator.map_or(Proposal::Nothing, |indicator| Proposal::Figure {
                path: indicator.path.clone(),
                period: PeriodRef::Own,
                code: None,
                certainty,
            })
        }
        Proposal::Several(paths) => {
            let of = |path: String| {
                let wanted = Some((path, period));
                let found = known.subjects.iter().find(|subject| subject.compares == wanted);
                found.map(|subject| subject.path.clone())
            };
            let paths: Vec<String> = paths.into_iter().filter_map(of).collect();
            if paths.is_empty() { Proposal::Nothing } else { Proposal::Several(paths) }
        }
        Proposal::Nothing => Proposal::Nothing,
    }
}

/// What forms with tags have under the same labels.
struct Like {
    path: String,
    /// The whole code, of a form that is to be followed.
    code: Option<String>,
    certainty: Certainty,
    /// Whether the form is one that is to be followed.
    followed: bool,
}

/// What forms with tags have under the same labels: first the form that is to be followed, first
/// with the longest run of labels. A form out of use comes after others with the same run, and is
/// looked at because what it alone has is no other figure.
fn as_learned(chain: &Chain, known: &Known) -> Option<Like> {
    let passes = [3, 2, 1].map(|depth| (FormKind::Followed, depth)).into_iter();
    let of_packs =
        [3, 2, 1].map(|depth| [FormKind::InUse, FormKind::OutOfUse].map(|of| (of, depth)));
    for (of, depth) in passes.chain(of_packs.into_iter().flatten()) {
        let followed = of == FormKind::Followed;
        let wanted = chain.last(depth, &known.speech);
        if wanted.is_empty() {
            continue;
        }
        let same = |learned: &&Learned| {
            learned.of == of
                && learned.chain.last(depth, &known.speech) == wanted
                && agrees(&chain.unit, &learned.told.path, known)
                && (of == FormKind::OutOfUse || known.is_in_use(&learned.told.path))
        };
        let found: Vec<&Learned> = known.learned.iter().filter(same).collect();
        let paths: BTreeSet<&str> =
            found.iter().map(|learned| learned.told.path.as_str()).collect();
        if let (1, Some(first)) = (paths.len(), found.first()) {
            // One label alone is enough only where it is the whole of both chains.
            let whole = |chain: &Chain| chain.row.len() + chain.column.len() <= depth;
            if depth > 1 || whole(chain) && found.iter().any(|known| whole(&known.chain)) {
                let path = first.told.path.clone();
                let code = first.told.code.clone().filter(|_| followed);
                let strange = chain.titled_apart || is_strange_above(chain, depth, known);
                let strange = strange && !followed;
                let certainty = if strange { Certainty::Doubtful } else { Certainty::Sure };
                return Some(Like { path, code, certainty, followed });
            }
        }
    }
    None
}

/// The same by the labels of the line alone, where the headings say nothing that the figure's
/// own names do not say («Số lượng đảng viên» over all columns).
fn line_learned(chain: &Chain, known: &Known) -> Option<Like> {
    if chain.row.is_empty() || chain.column.is_empty() {
        return None;
    }
    let line = Chain { unit: chain.unit.clone(), ..chain.of_line() };
    let learned = as_learned(&line, known)?;
    let callings = &known.subject(&learned.path)?.callings;
    let said = |word: &String| callings.iter().any(|calling| calling.has(word));
    chain.column.iter().flatten().all(said).then_some(learned)
}

/// Whether a figure may have this unit of measure.
fn agrees(unit: &str, path: &str, known: &Known) -> bool {
    let Some(subject) = known.subject(path) else { return false };
    let is_share = same_unit(&subject.unit, "%");
    if unit.is_empty() { !is_share } else { same_unit(&subject.unit, unit) }
}

/// All figures of the right unit, the nearest first.
fn ranked<'k>(chain: &Chain, known: &'k Known) -> Vec<(f64, &'k Subject)> {
    let phrases = chain.own_phrases().collect();
    let (own, around) = (chain.own(), chain.around());
    let words = Words { phrases, own, around, title: &chain.title };
    if words.own.is_empty() {
        return Vec::new();
    }
    let of_unit = known.subjects.iter().filter(|s| agrees(&chain.unit, &s.path, known));
    let here = of_unit.filter(|subject| !is_part_of_other(chain, subject, known));
    let mut ranked: Vec<(f64, &Subject)> = here
        .map(|subject| {
            let fit = subject.callings.iter().filter(|calling| words.fit(calling));
            let scores = fit.map(|calling| words.agreement(calling, known));
            (scores.fold(0.0, f64::max), subject)
        })
        .collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.path.cmp(&b.1.path)));
    ranked
}

/// The words of a chain.
struct Words<'a> {
    phrases: Vec<&'a Vec<String>>,
    own: BTreeSet<String>,
    around: BTreeSet<String>,
    title: &'a BTreeSet<String>,
}

impl Words<'_> {
    /// Whether both say, or neither says, what sets a figure apart («khác», «không», «chưa»).
    fn fit(&self, calling: &Calling) -> bool {
        let apart = |words: &BTreeSet<String>, of: &dyn Fn(&String) -> bool| {
            words.iter().filter(|word| sets_apart(word)).all(of)
        };
        let called =
            |word: &String| calling.own.contains(word) || calling.around.contains(word);
        let said = |word: &String| self.own.contains(word) || self.around.contains(word);
        let denied = |word: &String| says_other(word) || said(word);
        apart(&self.own, &called) && apart(&calling.own, &denied)
    }

    /// How well a calling agrees, from 0 to 1: the mean of how much of the labels it explains
    /// and how much of it stands in the labels.
    fn agreement(&self, calling: &Calling, known: &Known) -> f64 {
        let (explained, of_labels) = self.explained(calling, known);
        let (said, of_calling) = self.said(calling, known);
        if of_labels <= 0.0 || of_calling <= 0.0 {
            return 0.0;
        }
        let recall = explained / of_labels * self.least_explained(calling, known).sqrt();
        let precision = said / of_calling;
        if recall + precision <= 0.0 {
            0.0
        } else {
            2.0 * recall * precision / (recall + precision)
        }
    }

    /// How much is explained of the own label or the own heading, whichever is less: «nữ» over a
    /// line says another figure, however well the line itself is known.
    fn least_explained(&self, calling: &Calling, known: &Known) -> f64 {
        let shares = self.phrases.iter().filter_map(|phrase| {
            let (mut explained, mut all) = (0.0, 0.0);
            for word in *phrase {
                let weight = known.weight(word);
                all += weight;
                if calling.own.contains(word) || calling.around.contains(word) {
                    explained += weight;
                }
            }
            (all > 0.0).then(|| explained / all)
        });
        shares.fold(1.0, f64::min)
    }

    fn explained(&self, calling: &Calling, known: &Known) -> (f64, f64) {
        let (mut explained, mut all) = (0.0, 0.0);
        let own = self.own.iter().map(|word| (word, 1.0));
        let wider = self.around.iter().filter(|word| known.uses(word));
        for (word, share) in own.chain(wider.map(|word| (word, WIDER))) {
            let weight = known.weight(word) * share;
            all += weight;
            if calling.own.contains(word) || calling.around.contains(word) {
                explained += weight;
            }
        }
        (explained, all)
    }

    fn said(&self, calling: &Calling, known: &Known) -> (f64, f64) {
        let (mut said, mut all) = (0.0, 0.0);
        let own = calling.own.iter().map(|word| (word, 1.0));
        let wider = calling.around.iter().filter(|word| !calling.own.contains(*word));
        for (word, share) in own.chain(wider.map(|word| (word, WIDER_CALLING))) {
            let weight = known.weight(word) * share;
            all += weight;
            if self.own.contains(word) || self.around.contains(word) {
                said += weight;
            } else if self.title.contains(word) {
                said += weight * TITLE;
            }
        }
        (said, all)
    }
}
