//! What a question for a figure is answered with: the derivation of a figure, or a target's results
//! with the figures it was judged by.

use std::collections::BTreeSet;

use super::figure_id::hash_in;
use super::told::Told;
use super::{Derivation, FigureKey, figure_hash};
use crate::model::{OrgIx, Period};
use crate::pack::judge::{TargetResult, judge, judge_target};
use crate::pack::{Consolidated, Named, PeriodRef, Reference, Target};
use crate::text;

/// The figure asked for is none of this pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExplainError {
    /// What was asked for.
    pub figure: String,
    /// The nearest right name.
    pub nearest: Option<String>,
    /// Where the name is right, the periods for which there is something of it, in order.
    pub periods: Vec<Period>,
}

/// An answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer<'a> {
    /// A figure.
    Figure(Derivation<'a>),
    /// A target's results, one a period.
    Target(Vec<TargetDerivation<'a>>),
    /// What units said in their own words.
    Told(Told<'a>),
}

/// A target's result with the figures it was judged by.
#[derive(Debug, Clone, PartialEq)]
pub struct TargetDerivation<'a> {
    /// The result.
    pub result: TargetResult<'a>,
    /// The indicator, for the unit or for every unit that was judged.
    pub figures: Vec<Derivation<'a>>,
}

impl<'a> Answer<'a> {
    /// Answers for what a text names, seen from a unit: a reference (`ket_nap.nu @ 2019`), a
    /// target (`R02`, `R02 @ 2024`), a figure's id, or its mark in a Word document.
    ///
    /// # Errors
    /// When the pack has nothing of that name, or not for that period.
    pub fn to(
        data: &'a Consolidated,
        org: OrgIx,
        question: &str,
    ) -> Result<Self, ExplainError> {
        let unknown = |nearest| ExplainError {
            figure: question.to_owned(),
            nearest,
            periods: periods_of(data, question),
        };
        if let Some(told) = Told::of(data, org, question) {
            return told.map(Self::Told).map_err(|()| unknown(None));
        }
        match target(data, question) {
            Some((target, period)) => Self::of_target(data, org, target, period),
            None => figure(data, org, question)
                .map(|key| Derivation::of(data, key))
                .map(Self::Figure),
        }
        .map_err(unknown)
    }

    fn of_target(
        data: &'a Consolidated,
        org: OrgIx,
        target: &'a Target,
        period: Option<PeriodRef>,
    ) -> Result<Self, Option<String>> {
        let results = match period {
            None => judge_target(data, target, org),
            Some(period) => {
                let named = Named::Indicator(target.reading.indicator);
                let period = data.pack.resolve(period, data.period);
                let period = period.filter(|period| data.keeps(named, *period)).ok_or(None)?;
                vec![judge(data, target, org, period)]
            }
        };
        if results.is_empty() {
            return Err(None);
        }
        let with_figures = |result: TargetResult<'a>| TargetDerivation {
            figures: judged_by(&result)
                .into_iter()
                .map(|key| Derivation::of(data, key))
                .collect(),
            result,
        };
        Ok(Self::Target(results.into_iter().map(with_figures).collect()))
    }
}

/// The periods for which there is something of what a text names, whatever period it names.
fn periods_of(data: &Consolidated, question: &str) -> Vec<Period> {
    let Some(Ok(Reference { path, .. })) = Reference::parse(question) else {
        return Vec::new();
    };
    let named = data.pack.named(&path).or_else(|| data.pack.text(&path).map(Named::Text));
    let known = data.due.reported() | data.due.wanted();
    let known = known
        .into_iter()
        .filter(|period| named.is_some_and(|named| data.keeps(named, *period)));
    known.collect()
}

/// The figures that a result was judged by: those of units that do not meet the target first.
fn judged_by(result: &TargetResult<'_>) -> Vec<FigureKey> {
    let named = Named::Indicator(result.target.reading.indicator);
    let of = |org: OrgIx| FigureKey { org, named, period: result.period };
    match &result.units {
        None => vec![of(result.org)],
        Some(units) => {
            let groups = [&units.missed, &units.unjudged, &units.met];
            groups.into_iter().flatten().map(|org| of(*org)).collect()
        }
    }
}

/// The target that a text names, in any case of letters, and for which period.
fn target<'a>(
    data: &'a Consolidated,
    question: &str,
) -> Option<(&'a Target, Option<PeriodRef>)> {
    let (code, period) = match question.split_once('@') {
        Some((code, period)) => (code.trim(), Some(period.trim().parse().ok()?)),
        None => (question.trim(), None),
    };
    let is_code = |target: &&Target| target.code.to_lowercase() == code.to_lowercase();
    let found = data.pack.targets.iter().find(is_code)?;
    data.pack.named(code).is_none().then_some((found, period))
}

/// The figure that a text names; else the nearest name.
fn figure(
    data: &Consolidated,
    org: OrgIx,
    question: &str,
) -> Result<FigureKey, Option<String>> {
    let by_id = || by_id(data, question);
    let nearest = |path: &str| {
        let targets = data.pack.targets.iter().map(|target| target.code.clone());
        text::nearest(path, data.pack.paths().into_iter().chain(targets))
    };
    let Some(Ok(Reference { path, period })) = Reference::parse(question) else {
        return by_id().ok_or_else(|| nearest(question));
    };
    let period = data.pack.resolve(period, data.period).ok_or(None)?;
    match data.pack.named(&path) {
        Some(named) if data.keeps(named, period) => Ok(FigureKey { org, named, period }),
        Some(_) => Err(None),
        None => by_id().ok_or_else(|| nearest(&path)),
    }
}

/// Every figure of the run has an id and a mark in Word documents; the figure of this one.
fn by_id(data: &Consolidated, id: &str) -> Option<FigureKey> {
    let hash = hash_in(id)?;
    let items = data.figures.iter().map(|(key, _)| FigureKey {
        org: key.org,
        named: Named::Item(key.item),
        period: key.period,
    });
    let periods: BTreeSet<Period> = data.figures.iter().map(|(key, _)| key.period).collect();
    let indicators = data.tree.iter().flat_map(|(org, _)| {
        let periods = &periods;
        (0..data.pack.indicators.len()).flat_map(move |at| {
            periods.iter().map(move |period| FigureKey {
                org,
                named: Named::Indicator(at),
                period: *period,
            })
        })
    });
    items.chain(indicators).find(|key| figure_hash(data, *key).starts_with(&hash))
}
