//! What the cells of a line say of each other: a share is that of the figure beside it, a total
//! that of its parts, and of several figures the one at home in the line is meant.

use std::collections::{BTreeMap, BTreeSet};

use super::certainty::Certainty;
use super::chain::Chain;
use super::known::{Calling, Known, Subject, same_unit};
use super::matching::Proposal;
use super::speech::{Speech, is_share_head};
use super::table::{Column, Line, LineKind};
use super::tag::Whose;
use crate::ooxml::CellRef;
use crate::pack::PeriodRef;

/// A cell that is left for a figure, with what is proposed for it.
pub(super) struct Draft<'t> {
    /// Where.
    pub at: CellRef,
    /// Its line.
    pub line: &'t Line,
    /// Its column.
    pub column: &'t Column,
    /// Its labels.
    pub chain: Chain,
    /// Whose figure.
    pub whose: Whose,
    /// What its own labels propose.
    pub proposal: Proposal,
    /// Whether the form that is to be followed says so: then its neighbours have no say.
    pub is_followed: bool,
}

/// Lets the cells of each line speak of each other.
pub(super) fn confer(drafts: &mut [Draft<'_>], columns: &[Column], known: &Known) {
    for line in drafts.chunk_by_mut(|one, next| one.at.row == next.at.row) {
        let all = Siblings { columns, known };
        all.parts(line);
        all.totals(line);
        all.at_home(line);
        all.shares(line);
    }
    agree_with_units(drafts);
    contradictions(drafts);
}

/// The cells of one line.
struct Siblings<'a> {
    columns: &'a [Column],
    known: &'a Known,
}

impl Siblings<'_> {
    /// Parts are of the total that stands beside them, or that the numbers of the columns add up
    /// from them: then they are not of another whole with parts of the same names.
    fn parts(&self, line: &mut [Draft<'_>]) {
        let wholes: BTreeSet<&str> = line.iter().filter_map(|draft| whole(draft)).collect();
        let elements = |path: &str| path.split_once('.').map(|(element, _)| element.to_owned());
        let found: Vec<Option<Proposal>> = line
            .iter()
            .map(|draft| {
                let (paths, period) = match &draft.proposal {
                    Proposal::Figure { path, period, certainty, .. }
                        if *certainty != Certainty::Sure =>
                    {
                        (vec![path.clone()], *period)
                    }
                    Proposal::Several(paths) => (paths.clone(), draft.chain.period()),
                    _ => return None,
                };
                let is_named = |path: &String| self.is_named_apart(draft, path, &wholes);
                let strange = !paths.iter().any(is_named)
                    && paths.iter().all(|path| {
                        elements(path).is_some_and(|element| !wholes.contains(element.as_str()))
                    });
                if !strange {
                    return None;
                }
                let here: BTreeSet<String> =
                    paths.iter().flat_map(|path| self.same_part(path, &wholes)).collect();
                let mut here = here.into_iter();
                let (Some(path), None) = (here.next(), here.next()) else { return None };
                Some(Proposal::doubtful(path, period))
            })
            .collect();
        replace(line, found);
    }

    /// Whether the labels say what tells the whole of a part from all of these wholes.
    fn is_named_apart(&self, draft: &Draft<'_>, path: &str, wholes: &BTreeSet<&str>) -> bool {
        let Some(part) = self.known.subject(path) else { return false };
        let (own, around) = (draft.chain.own(), draft.chain.around());
        let others = wholes.iter().filter_map(|whole| self.known.subject(whole));
        let others: Vec<&Calling> = others.flat_map(|whole| &whole.callings).collect();
        part.callings.iter().any(|calling| {
            let apart = |word: &&String| others.iter().all(|other| !other.has(word));
            let mut apart = calling.around.iter().filter(apart).peekable();
            apart.peek().is_some()
                && apart.all(|word| own.contains(word) || around.contains(word))
        })
    }

    /// Parts of the same name of these wholes.
    fn same_part(&self, path: &str, wholes: &BTreeSet<&str>) -> Vec<String> {
        let Some(part) = self.known.subject(path) else { return Vec::new() };
        let same = |other: &&Subject| {
            let element = other.path.split_once('.').map(|(element, _)| element);
            let own = |subject: &Subject| subject.callings.first().map(|c| c.own.clone());
            element.is_some_and(|element| wholes.contains(element)) && own(other) == own(part)
        };
        self.known.subjects.iter().filter(same).map(|subject| subject.path.clone()).collect()
    }

    /// A column that is a total and nothing else is that of the parts beside it.
    fn totals(&self, line: &mut [Draft<'_>]) {
        let found: Vec<Option<Proposal>> = line
            .iter()
            .map(|draft| {
                let group = group_of_total(draft.column, &self.known.speech)?;
                let parts: Vec<&Draft<'_>> = line
                    .iter()
                    .filter(|other| {
                        other.at != draft.at && other.column.heads.starts_with(group)
                    })
                    .collect();
                let elements: BTreeSet<(&str, bool)> = parts
                    .iter()
                    .filter_map(|part| part.figure())
                    .filter_map(|(path, period, _)| {
                        let same = period == draft.chain.period();
                        path.split_once('.').map(|(element, _)| (element, same))
                    })
                    .collect();
                let mut elements = elements.into_iter();
                let (Some((element, true)), None) = (elements.next(), elements.next()) else {
                    return None;
                };
                let known = |part: &&&Draft<'_>| {
                    let figure = part.figure();
                    figure.is_some_and(|(path, _, certainty)| {
                        path.contains('.') && certainty != Certainty::Doubtful
                    })
                };
                let clear = parts.iter().filter(known).count() >= 2;
                match &draft.proposal {
                    Proposal::Figure { path, .. } if path == element => None,
                    Proposal::Figure { path, period, .. } => {
                        Some(Proposal::doubtful(path.clone(), *period))
                    }
                    _ if clear && self.known.subject(element).is_some() => {
                        Some(Proposal::doubtful(element.to_owned(), draft.chain.period()))
                    }
                    _ => None,
                }
            })
            .collect();
        replace(line, found);
    }

    /// Of several figures, the only one that has to do with what stands in the line for certain.
    fn at_home(&self, line: &mut [Draft<'_>]) {
        let home: BTreeSet<String> = line
            .iter()
            .filter_map(Draft::figure)
            .map(|(path, ..)| element(path).to_owned())
            .collect();
        let found: Vec<Option<Proposal>> = line
            .iter()
            .map(|draft| {
                let Proposal::Several(paths) = &draft.proposal else { return None };
                let mut here = paths.iter().filter(|path| self.is_of(path, &home));
                let (Some(path), None) = (here.next(), here.next()) else { return None };
                Some(Proposal::doubtful(path.clone(), draft.chain.period()))
            })
            .collect();
        replace(line, found);
    }

    /// Whether a figure is of these elements, or made of figures of them.
    fn is_of(&self, path: &str, elements: &BTreeSet<String>) -> bool {
        let made_of = self.known.subject(path).map(|subject| &subject.made_of);
        let mut made_of = made_of.into_iter().flatten();
        elements.contains(element(path)) || made_of.any(|path| elements.contains(element(path)))
    }

    /// A column «Tỷ lệ» is the share of the figure before it.
    fn shares(&self, line: &mut [Draft<'_>]) {
        let found: Vec<Option<Proposal>> = line
            .iter()
            .map(|draft| {
                let (own, group) = draft.column.heads.split_last()?;
                if !is_share_head(own) || draft.chain.is_compared() {
                    return None;
                }
                let before = self.columns.iter().rev().find(|column| {
                    let counts = column.heads.split_last();
                    column.col < draft.column.col
                        && counts
                            .is_some_and(|(head, wider)| wider == group && !is_share_head(head))
                })?;
                let counted = line.iter().find(|other| other.at.col == before.col);
                let Some((path, period, _)) = counted.and_then(Draft::figure) else {
                    // The count may be a formula: then only clear words tell its share.
                    let clear = draft
                        .figure()
                        .is_some_and(|(.., certainty)| certainty != Certainty::Doubtful);
                    return (counted.is_some() || !clear).then_some(Proposal::Nothing);
                };
                let share = self.share_of(path, period);
                match (&share, draft.proposal.path()) {
                    // What the words say as well stays as it is.
                    (Proposal::Figure { path, .. }, Some(said)) if path == said => None,
                    (Proposal::Several(paths), Some(said))
                        if paths.iter().any(|path| path == said) =>
                    {
                        Some(Proposal::doubtful(said.to_owned(), period))
                    }
                    (Proposal::Nothing, Some(said))
                        if draft.chain.row.is_empty() && self.is_over(said, path) =>
                    {
                        Some(Proposal::doubtful(said.to_owned(), period))
                    }
                    _ => Some(share),
                }
            })
            .collect();
        replace(line, found);
    }

    /// Whether an indicator sets another figure against this one.
    fn is_over(&self, indicator: &str, path: &str) -> bool {
        let subject = self.known.subject(indicator);
        subject.is_some_and(|subject| {
            let other = subject.share_of.as_deref().is_some_and(|share| share != path);
            other && subject.made_of.len() == 2 && subject.made_of.contains(path)
        })
    }

    /// The indicator that sets a figure against the widest whole.
    fn share_of(&self, path: &str, period: PeriodRef) -> Proposal {
        let shares: Vec<&Subject> = self
            .known
            .subjects
            .iter()
            .filter(|subject| {
                subject.share_of.as_deref() == Some(path) && same_unit(&subject.unit, "%")
            })
            .collect();
        let widest = shares.iter().map(|subject| subject.made_of.len()).max();
        let widest = shares.iter().filter(|subject| Some(subject.made_of.len()) == widest);
        match widest.collect::<Vec<_>>().as_slice() {
            [] => Proposal::Nothing,
            [only] => Proposal::doubtful(only.path.clone(), period),
            several => {
                Proposal::Several(several.iter().map(|subject| subject.path.clone()).collect())
            }
        }
    }
}

impl Draft<'_> {
    /// Whether its line is a unit, a list of units or their total.
    fn is_of_unit(&self) -> bool {
        matches!(self.line.kind, LineKind::Unit | LineKind::Listed | LineKind::Total)
    }

    fn figure(&self) -> Option<(&str, PeriodRef, Certainty)> {
        match &self.proposal {
            Proposal::Figure { path, period, certainty, .. } => {
                Some((path, *period, *certainty))
            }
            _ => None,
        }
    }
}

/// The whole that a cell is certainly of.
fn whole<'d>(draft: &'d Draft<'_>) -> Option<&'d str> {
    let (path, _, certainty) = draft.figure()?;
    (!path.contains('.') && certainty != Certainty::Doubtful).then_some(path)
}

fn element(path: &str) -> &str {
    path.split('.').next().unwrap_or(path)
}

/// The headings of the group of which a column is the total.
fn group_of_total<'c>(column: &'c Column, speech: &Speech) -> Option<&'c [String]> {
    let (own, group) = column.heads.split_last()?;
    (!group.is_empty() && speech.is_plain(own) && !is_share_head(own)).then_some(group)
}

/// Of several figures for a total, the one that its units show.
fn agree_with_units(drafts: &mut [Draft<'_>]) {
    let mut units: BTreeMap<u16, BTreeSet<String>> = BTreeMap::new();
    for draft in drafts.iter().filter(|draft| draft.is_of_unit()) {
        if let Some((path, ..)) = draft.figure() {
            units.entry(draft.at.col).or_default().insert(path.to_owned());
        }
    }
    for draft in drafts.iter_mut().filter(|draft| draft.is_of_unit()) {
        let Proposal::Several(paths) = &draft.proposal else { continue };
        let Some(shown) = units.get(&draft.at.col) else { continue };
        let mut here = paths.iter().filter(|path| shown.contains(*path));
        if let (Some(path), None) = (here.next(), here.next()) {
            draft.proposal = Proposal::doubtful(path.clone(), draft.chain.period());
        }
    }
}

/// Where units and their total would show different figures in one column, no cell is certain.
fn contradictions(drafts: &mut [Draft<'_>]) {
    let mut columns: BTreeMap<u16, BTreeSet<(String, String)>> = BTreeMap::new();
    for draft in drafts.iter().filter(|draft| draft.is_of_unit()) {
        if let Some((path, period, _)) = draft.figure() {
            let figure = (path.to_owned(), format!("{period:?}"));
            columns.entry(draft.at.col).or_default().insert(figure);
        }
    }
    for draft in drafts.iter_mut().filter(|draft| draft.is_of_unit()) {
        let differ = columns.get(&draft.at.col).is_some_and(|figures| figures.len() > 1);
        if let Proposal::Figure { certainty, .. } = &mut draft.proposal
            && differ
        {
            *certainty = Certainty::Doubtful;
        }
    }
}

fn replace(line: &mut [Draft<'_>], found: Vec<Option<Proposal>>) {
    for (draft, proposal) in line.iter_mut().zip(found) {
        if let Some(proposal) = proposal.filter(|_| !draft.is_followed) {
            draft.proposal = proposal;
        }
    }
}
