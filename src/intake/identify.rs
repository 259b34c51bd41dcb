//! Which form a workbook is, from which unit, for which period.
//!
//! Hidden identity (a blank that this tool issued) and visible identity must agree; without the
//! hidden one, the printed texts decide which form it is, and the cells for unit and period say
//! the rest. What is not certain is refused.

use std::collections::{BTreeMap, BTreeSet};

use super::issued::{Hidden, header, hidden};
use super::named::{self, NamesInPaths};
use super::nearest::{Nearest, by_table};
use super::overlay::{self, Overlay, printed};
use super::{Duty, Identity, Wanted};
use crate::diagnostic::{Code, Finding, Place};
use crate::model::{OrgIx, OrgTree, Period, WORDS_BEFORE_NAMES, WORDS_OF_PLACES};
use crate::ooxml::CellRef;
use crate::pack::upward;
use crate::pack::{Form, FormSheet, PERIOD_NAME, Pack, Schedule, UNIT_NAME, period_words};
use crate::sheet::{Format, Sheet, Workbook};
use crate::text;
use crate::text::proper_name::{self, Common};
use crate::text::typed_figure;

/// The share of a form's printed texts that must stand where the form has them.
const ENOUGH_PERCENT: usize = 60;
/// The share of a form's printed texts that must be said anywhere in a workbook that drifted.
const ENOUGH_WORDS_PERCENT: usize = 80;

/// A workbook of which it is known what it is.
pub(super) struct Identified<'a> {
    pub(super) identity: Identity,
    /// Where the form's sheets are in it.
    pub(super) overlay: Overlay<'a>,
    /// Which revision it says it is where only programs look.
    pub(super) revision: Option<String>,
    /// What was noticed and is no reason to refuse it.
    pub(super) findings: Vec<Finding>,
}

/// Why a file is no return that can be taken.
pub(super) enum Unidentified {
    /// As the finding says.
    Told(Box<Finding>),
    /// It is a return of a form that the office does not use: positions of the duty and of the
    /// form in its pack. All of them are told at once.
    OutOfUse { duty: usize, form: usize },
}

impl From<Box<Finding>> for Unidentified {
    fn from(finding: Box<Finding>) -> Self {
        Self::Told(finding)
    }
}

/// The form and the unit of a return, or why it is not taken.
pub(super) fn identify<'a>(
    path: &str,
    workbook: &'a Workbook,
    wanted: Wanted<'_>,
) -> Result<Identified<'a>, Unidentified> {
    let hidden = hidden(workbook).map_err(|(sheet, property)| {
        let finding = Finding::new(Code::E532).at(Place::file(path));
        Box::new(finding.text("sheet", sheet).text("property", property))
    })?;
    let (duty, at) = which_form(path, workbook, &hidden, wanted)?;
    let found = wanted.duties.get(duty).and_then(|duty| Some((duty, duty.pack.forms.get(at)?)));
    let (of, form) =
        found.ok_or_else(|| no_form((path, workbook.format), &Nearest::default()))?;
    if !form.in_use {
        return Err(Unidentified::OutOfUse { duty, form: at });
    }
    let overlay = Overlay::new(workbook, form);
    let mut returned = Returned { path, workbook, form, hidden, overlay, findings: Vec::new() };
    let period = returned.period(of.pack)?;
    let org = returned.unit(of, wanted, period)?;
    returned.right_version()?;
    let identity = Identity { duty, form: at, org, period };
    let Returned { overlay, findings, hidden, .. } = returned;
    Ok(Identified { identity, overlay, revision: hidden.revision, findings })
}

/// A return whose form is known.
pub(super) struct Returned<'a, 'b> {
    pub(super) path: &'b str,
    pub(super) workbook: &'a Workbook,
    pub(super) form: &'b Form,
    pub(super) hidden: Hidden,
    pub(super) overlay: Overlay<'a>,
    pub(super) findings: Vec<Finding>,
}

/// Units by every name under which their returns may come.
#[derive(Debug, Default)]
pub(super) struct UnitNames {
    /// The same units as names of files have them.
    in_paths: NamesInPaths,
    by_key: BTreeMap<String, BTreeSet<OrgIx>>,
}

impl UnitNames {
    /// Names and other names, by their match key.
    pub(super) fn new(tree: &OrgTree) -> Self {
        let mut by_key: BTreeMap<String, BTreeSet<OrgIx>> = BTreeMap::new();
        for (ix, unit) in tree.iter() {
            for name in std::iter::once(&unit.name).chain(&unit.other_names) {
                by_key.entry(text::key::of(name)).or_default().insert(ix);
            }
        }
        Self { in_paths: NamesInPaths::new(tree), by_key }
    }

    /// The units that a text may mean: a code, or a name.
    fn find(&self, tree: &OrgTree, written: &str) -> Vec<OrgIx> {
        if let Some(unit) = tree.by_code(written) {
            return vec![unit];
        }
        let found = self.by_key.get(&text::key::of(written));
        found.into_iter().flatten().copied().collect()
    }
}

/// The form that a workbook is a return of: positions of the duty and of the form.
pub(super) fn which_form(
    path: &str,
    workbook: &Workbook,
    hidden: &Hidden,
    wanted: Wanted<'_>,
) -> Result<(usize, usize), Box<Finding>> {
    let forms = wanted.duties.iter().enumerate().flat_map(|(duty, of)| {
        of.pack.forms.iter().enumerate().map(move |(at, form)| ((duty, at), form))
    });
    if let Some(code) = &hidden.form {
        let found = forms.clone().find(|(_, form)| form.code == *code).map(|(at, _)| at);
        return found.ok_or_else(|| no_form((path, workbook.format), &Nearest::default()));
    }
    let mut scores: Vec<_> =
        forms.clone().map(|(at, form)| (agreement(workbook, form), at)).collect();
    scores.sort_by_key(|(score, at)| (std::cmp::Reverse(*score), *at));
    match scores.as_slice() {
        [(best, at)] if *best >= ENOUGH_PERCENT => Ok(*at),
        [(best, at), (second, _), ..] if *best >= ENOUGH_PERCENT && best > second => Ok(*at),
        _ if let Some(at) = by_words(workbook, forms.clone()) => Ok(at),
        _ => by_table(workbook, forms).map_err(|near| no_form((path, workbook.format), &near)),
    }
}

/// The one form most of whose texts are said anywhere in a workbook that has drifted from it.
fn by_words<'a>(
    workbook: &Workbook,
    forms: impl Iterator<Item = ((usize, usize), &'a Form)>,
) -> Option<(usize, usize)> {
    let said: BTreeSet<String> = workbook.sheets.iter().flat_map(overlay::keys).collect();
    let mut scores: Vec<_> =
        forms.map(|(at, form)| (overlay::percent_of_form(form, &said), at)).collect();
    scores.sort_by_key(|(score, at)| (std::cmp::Reverse(*score), *at));
    match scores.as_slice() {
        [(best, at)] if *best >= ENOUGH_WORDS_PERCENT => Some(*at),
        [(best, at), (second, _), ..] if *best >= ENOUGH_WORDS_PERCENT && best > second => {
            Some(*at)
        }
        _ => None,
    }
}

/// How many in a hundred of a form's printed texts stand in the workbook where the form has them.
fn agreement(workbook: &Workbook, form: &Form) -> usize {
    let (mut all, mut same) = (0, 0);
    for sheet in &form.sheets {
        let other = bearing_the_name(workbook, sheet);
        for label in printed(sheet) {
            all += 1;
            let cell = other.and_then(|other| other.get(label.cell));
            same +=
                usize::from(cell.is_some_and(|cell| text::key::of(&cell.text) == label.key));
        }
    }
    (same * 100).checked_div(all).unwrap_or(0)
}

/// The one sheet of a workbook that bears the name of a form's sheet.
fn bearing_the_name<'a>(workbook: &'a Workbook, sheet: &FormSheet) -> Option<&'a Sheet> {
    match overlay::named(workbook, sheet).as_slice() {
        [one] => Some(one),
        _ => None,
    }
}

fn no_form((path, format): (&str, Format), near: &Nearest<'_>) -> Box<Finding> {
    let code = if format == Format::Docx { Code::E122 } else { Code::E107 };
    Box::new(near.told(Finding::new(code).at(Place::file(path))))
}

impl Returned<'_, '_> {
    /// Whose return it is: who it was issued to and every name on it must be the same; where
    /// nothing on it says so, the name of its file does.
    fn unit(
        &mut self,
        duty: &Duty<'_>,
        wanted: Wanted<'_>,
        period: Period,
    ) -> Result<OrgIx, Box<Finding>> {
        let tree = wanted.tree;
        let issued_to = match &self.hidden.unit {
            None => None,
            // An office that consolidates knows itself by a code of its own, which means nothing here.
            Some(_) if upward::is_consolidated(self.workbook) => None,
            Some(code) => {
                let place = Place::file(self.path);
                let unit =
                    tree.by_code(code).ok_or_else(|| unknown_unit(code, &place, tree))?;
                Some((unit, place))
            }
        };
        let mut named: Vec<(OrgIx, Place)> = Vec::new();
        for (sheet, cell, name) in self.header_texts(UNIT_NAME, |sheet| sheet.unit_name) {
            let place = Place::file(self.path).sheet(&sheet).cell(cell);
            let known = issued_to.as_ref().map(|(unit, _)| *unit);
            named.push((unit_by_name(&name, known, &place, wanted)?, place));
        }
        let by_file = wanted.names.in_paths.unit(self.path);
        let first = named.first().cloned().or_else(|| issued_to.clone());
        let Some((unit, place)) = first.or_else(|| self.unit_of_file(by_file, tree)) else {
            let finding = Finding::new(Code::E517).at(no_name_place(self.path, self.form));
            return Err(Box::new(finding.text("form", self.form.name.as_str())));
        };
        if let Some((other, place)) = named.iter().find(|(other, _)| *other != unit) {
            let units = [tree.name(unit), tree.name(*other)];
            return Err(Box::new(
                Finding::new(Code::E521).at(place.clone()).list("units", units),
            ));
        }
        if let Some((issued_to, _)) = issued_to.filter(|(issued_to, _)| *issued_to != unit) {
            // A blank issued to one branch and filled in by another.
            let finding = Finding::new(Code::E515).at(place).text("visible", tree.name(unit));
            return Err(Box::new(finding.text("hidden", tree.name(issued_to))));
        }
        if !duty.due.owes_form(tree, &self.form.code, unit, period) {
            let finding = Finding::new(Code::E520).at(place).text("unit", tree.name(unit));
            return Err(Box::new(finding.text("form", self.form.name.as_str())));
        }
        // A folder for all branches of one body says nothing else.
        let is_another = |other: &OrgIx| !tree.is_within(unit, *other);
        if let Some(other) = by_file.filter(is_another) {
            let finding = Finding::new(Code::W115).at(place);
            let finding = finding.text("said", tree.name(unit)).text("named", tree.name(other));
            self.findings.push(finding.scope(tree.name(unit)));
        }
        Ok(unit)
    }

    /// The unit by the file's name, which is told, because nothing on the form confirms it.
    fn unit_of_file(
        &mut self,
        by_file: Option<OrgIx>,
        tree: &OrgTree,
    ) -> Option<(OrgIx, Place)> {
        let unit = by_file?;
        let place = no_name_place(self.path, self.form);
        let finding = Finding::new(Code::W116).at(place.clone());
        let finding = finding.text("what", tree.name(unit)).scope(tree.name(unit));
        self.findings.push(finding.text("form", self.form.name.as_str()));
        Some((unit, place))
    }

    /// What stands in a header cell of each sheet that has it filled in.
    pub(super) fn header_texts(
        &self,
        tag: &str,
        cell: impl Fn(&FormSheet) -> Option<CellRef>,
    ) -> Vec<(String, CellRef, String)> {
        let mut texts = Vec::new();
        for (number, (sheet, overlaid)) in self.overlay.of(self.form).enumerate() {
            let place = cell(sheet)
                .and_then(|at| header(self.workbook, number, (sheet, overlaid), tag, at));
            if let Some((other, at)) = place
                && let Some(found) = other.get(at)
                && !typed_figure::is_blank(&found.text)
            {
                texts.push((other.name.clone(), at, found.text.trim().to_owned()));
            }
        }
        texts
    }
}

fn no_name_place(path: &str, form: &Form) -> Place {
    let header = form.sheets.iter().find_map(|sheet| Some((&sheet.name, sheet.unit_name?)));
    header.map_or_else(
        || Place::file(path),
        |(sheet, cell)| Place::file(path).sheet(sheet).cell(cell),
    )
}

/// The unit that a name means; of several of one name the one that the blank was issued to.
fn unit_by_name(
    name: &str,
    issued_to: Option<OrgIx>,
    place: &Place,
    wanted: Wanted<'_>,
) -> Result<OrgIx, Box<Finding>> {
    let found = wanted.names.find(wanted.tree, name);
    if let Some(unit) = issued_to.filter(|unit| found.contains(unit)) {
        return Ok(unit);
    }
    match found.as_slice() {
        [one] => Ok(*one),
        [] => Err(unknown_unit(name, place, wanted.tree)),
        several => {
            let codes = several.iter().map(|org| wanted.tree.code(*org));
            let finding = Finding::new(Code::E513).at(place.clone()).text("name", name);
            Err(Box::new(finding.list("units", codes)))
        }
    }
}

fn unknown_unit(name: &str, place: &Place, tree: &OrgTree) -> Box<Finding> {
    let finding = Finding::new(Code::E512).at(place.clone()).text("name", name);
    Box::new(finding.maybe("nearest", nearest_unit(name, tree)))
}

/// The unit that is probably meant by a name of none: only for proposing it.
fn nearest_unit(name: &str, tree: &OrgTree) -> Option<String> {
    let common = Common { leading: &WORDS_BEFORE_NAMES, tails: &WORDS_OF_PLACES };
    let names = tree.iter().enumerate().flat_map(|(at, (_, unit))| {
        let names = std::iter::once(&unit.name).chain(&unit.other_names);
        names.map(move |name| (at, name.as_str()))
    });
    let at = proper_name::nearest_of(name, names, common)?;
    tree.iter().nth(at).map(|(_, unit)| unit.name.clone())
}

impl Returned<'_, '_> {
    /// The period of a return: that of its duty, if there is only one, else the one that it says;
    /// where nothing on it says so, the name of its file does.
    pub(super) fn period(&mut self, pack: &Pack) -> Result<Period, Box<Finding>> {
        if let Schedule::Once(period) = pack.schedule {
            return self.right_period(period).map(|()| period);
        }
        let wrong = |code: Code, place: Place, written: &str| {
            let finding = Finding::new(code).at(place).text("value", written);
            let years = text::date::years(written);
            let year = years.last().and_then(|year| u16::try_from(*year).ok());
            // What is read as it is written need not be told.
            let read = period_words::read_as(written)
                .filter(|read| text::key::of(read) != text::key::of(written));
            let finding = finding.maybe("read", read);
            Box::new(finding.list("allowed", pack.schedule.in_words(year)))
        };
        let mut said: Vec<(Period, Place)> = Vec::new();
        for (sheet, cell, written) in self.header_texts(PERIOD_NAME, |sheet| sheet.period_name)
        {
            let place = Place::file(self.path).sheet(&sheet).cell(cell);
            let Some(period) = period_words::read(&written, pack.calendar) else {
                let finding = wrong(Code::E527, place, &written);
                return Err(Box::new(finding.text("form", self.form.name.as_str())));
            };
            if !pack.schedule.is_reported(period) {
                return Err(wrong(Code::E516, place, &written));
            }
            said.push((period, place));
        }
        if let Some(written) = &self.hidden.period {
            let place = Place::file(self.path);
            let period = written.parse().ok().filter(|p| pack.schedule.is_reported(*p));
            let period = period.ok_or_else(|| wrong(Code::E516, place.clone(), written))?;
            said.push((period, place));
        }
        let by_file = named::period(self.path, &pack.schedule, pack.calendar);
        let Some((period, first)) = said.first().cloned() else {
            let certain = by_file.filter(|period| !is_too_wide(&pack.schedule, *period));
            return self.period_of_file(certain).ok_or_else(|| {
                let finding = Finding::new(Code::E527).at(period_place(self.path, self.form));
                let finding = finding.text("form", self.form.name.as_str());
                Box::new(finding.list("allowed", pack.schedule.in_words(None)))
            });
        };
        if let Some((other, place)) = said.iter().find(|(other, _)| *other != period) {
            let place = if place.cell.is_some() { place.clone() } else { first };
            let finding = Finding::new(Code::E515).at(place);
            let finding = finding.text("visible", period_words::in_words(period));
            return Err(Box::new(finding.text("hidden", period_words::in_words(*other))));
        }
        // A folder for the whole year says nothing else.
        let is_another = |other: &Period| !other.contains(period);
        if let Some(other) = by_file.filter(is_another) {
            let finding = Finding::new(Code::W115).at(first);
            let finding = finding.text("said", period_words::in_words(period));
            self.findings.push(finding.text("named", period_words::in_words(other)));
        }
        Ok(period)
    }

    /// The period by the file's name, which is told, because nothing on the form confirms it.
    fn period_of_file(&mut self, by_file: Option<Period>) -> Option<Period> {
        let period = by_file?;
        let finding = Finding::new(Code::W116).at(period_place(self.path, self.form));
        let finding = finding.text("what", period_words::in_words(period));
        self.findings.push(finding.text("form", self.form.name.as_str()));
        Some(period)
    }
}

/// Whether a year in the name of a file may be that of a quarter or half of it.
fn is_too_wide(schedule: &Schedule, period: Period) -> bool {
    let reported = schedule.reported_in(period.first_year()..=period.last_year());
    let mut parts = reported.into_iter().filter(|other| *other != period);
    period.is_whole_years() && parts.any(|other| period.contains(other))
}

/// Where a form says its period.
fn period_place(path: &str, form: &Form) -> Place {
    let header = form.sheets.iter().find_map(|sheet| Some((&sheet.name, sheet.period_name?)));
    header.map_or_else(
        || Place::file(path),
        |(sheet, cell)| Place::file(path).sheet(sheet).cell(cell),
    )
}

impl Returned<'_, '_> {
    /// The years written on a return must be the years of its period.
    fn right_period(&self, period: Period) -> Result<(), Box<Finding>> {
        let wrong = |place: Place, written: &str| {
            let finding = Finding::new(Code::E516).at(place).text("value", written);
            Box::new(finding.list("allowed", [period_words::in_words(period)]))
        };
        if let Some(written) = &self.hidden.period
            && *written != period.to_string()
        {
            return Err(wrong(Place::file(self.path), written));
        }
        for (sheet, cell, written) in self.header_texts(PERIOD_NAME, |sheet| sheet.period_name)
        {
            let years = text::date::years(&written);
            let expected = [i32::from(period.first_year()), i32::from(period.last_year())];
            if let (Some(first), Some(last)) = (years.first(), years.last())
                && [*first, *last] != expected
            {
                let place = Place::file(self.path).sheet(&sheet).cell(cell);
                return Err(wrong(place, &written));
            }
        }
        Ok(())
    }

    /// The version is part of a return's identity: figures of another version may mean another
    /// thing. It stands hidden in issued blanks, and printed wherever the form prints its own code.
    fn right_version(&self) -> Result<(), Box<Finding>> {
        let form = self.form;
        let wrong = |place: Place, written: &str| {
            let finding = Finding::new(Code::E525).at(place).text("value", written);
            let finding = finding.text("form", form.name.as_str());
            Box::new(finding.text("version", form.version.as_str()))
        };
        let version = self.hidden.version.as_ref();
        if let Some(written) = version.filter(|written| **written != form.version) {
            return Err(wrong(Place::file(self.path), written));
        }
        for (sheet, overlaid) in self.overlay.of(form) {
            let Some(other) = overlaid.sheet() else { continue };
            let printed = sheet.labels.iter().filter(|label| label.text.contains(&form.code));
            for label in printed {
                let there = other.get(label.cell).map_or("", |cell| cell.text.as_str());
                if there.contains(&form.code) && !same_version(&form.code, there, &label.text) {
                    let place = Place::file(self.path).sheet(&other.name).cell(label.cell);
                    return Err(wrong(place, there.trim()));
                }
            }
        }
        Ok(())
    }
}

/// Whether two lines that print the code of a form give one version: besides the code their words
/// with digits are the same, or, where there are none, all that they say.
fn same_version(code: &str, there: &str, printed: &str) -> bool {
    let folded = [there, printed].map(|line| text::fold_ascii(&text::key::of(line)));
    let numbers = |line: &str| -> Vec<String> {
        let rest = line.replace(&code.to_lowercase(), " ");
        let words = rest.split(|c: char| !c.is_alphanumeric());
        let numbers = words.filter(|word| word.contains(|c: char| c.is_ascii_digit()));
        numbers.map(str::to_owned).collect()
    };
    let [there, printed] = &folded;
    let (said, wanted) = (numbers(there), numbers(printed));
    there == printed || said == wanted && !wanted.is_empty()
}
