//! Which form a workbook is, from which unit, for which period.
//!
//! Hidden identity (a blank that this tool issued) and visible identity must agree; without the
//! hidden one, the printed texts decide which form it is, and the cells for unit and period say
//! the rest. What is not certain is refused.

use std::collections::{BTreeMap, BTreeSet};

use super::issued::{Hidden, header, hidden};
use super::{Duty, Identity, Wanted};
use crate::diagnostic::{Code, Finding, Place};
use crate::model::{OrgIx, OrgTree, Period};
use crate::ooxml::CellRef;
use crate::pack::upward;
use crate::pack::{
    Form, FormSheet, Label, PERIOD_NAME, Pack, Schedule, UNIT_NAME, period_words,
};
use crate::sheet::{Sheet, Workbook};
use crate::text;

/// The share of a form's printed texts that must stand where the form has them.
const ENOUGH_PERCENT: usize = 60;

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
pub(super) fn identify(
    path: &str,
    workbook: &Workbook,
    wanted: Wanted<'_>,
) -> Result<Identity, Unidentified> {
    let hidden = hidden(workbook).map_err(|(sheet, property)| {
        let finding = Finding::new(Code::E532).at(Place::file(path));
        Box::new(finding.text("sheet", sheet).text("property", property))
    })?;
    let (duty, at) = which_form(path, workbook, &hidden, wanted)?;
    let found = wanted.duties.get(duty).and_then(|duty| Some((duty, duty.pack.forms.get(at)?)));
    let (of, form) = found.ok_or_else(|| no_form(path, None, &[]))?;
    if !form.in_use {
        return Err(Unidentified::OutOfUse { duty, form: at });
    }
    let period = which_period(path, workbook, form, &hidden, of.pack)?;
    let org = which_unit(path, workbook, form, &hidden, of, wanted, period)?;
    right_version(path, workbook, form, &hidden)?;
    Ok(Identity { duty, form: at, org, period })
}

/// The sheets of a return that a sheet of the form may have become: more than one is no answer.
pub(super) fn counterparts<'a>(workbook: &'a Workbook, sheet: &FormSheet) -> Vec<&'a Sheet> {
    let key = text::key::of(&sheet.name);
    workbook.sheets.iter().filter(|other| text::key::of(&other.name) == key).collect()
}

/// The one sheet of a return that a sheet of the form has become.
pub(super) fn counterpart<'a>(workbook: &'a Workbook, sheet: &FormSheet) -> Option<&'a Sheet> {
    match counterparts(workbook, sheet).as_slice() {
        [one] => Some(one),
        _ => None,
    }
}

/// The sheet that a missing sheet of the form has become under another name.
pub(super) fn renamed<'a>(
    workbook: &'a Workbook,
    form: &Form,
    missing: &FormSheet,
) -> Option<&'a str> {
    match alike(workbook, form, missing).as_slice() {
        [one] => Some(&one.name),
        _ => None,
    }
}

/// Sheets that are none of the form's by name and have every text of one of its sheets where the
/// form has it.
pub(super) fn alike<'a>(
    workbook: &'a Workbook,
    form: &Form,
    sheet: &FormSheet,
) -> Vec<&'a Sheet> {
    let is_of_form = |other: &Sheet| {
        let key = text::key::of(&other.name);
        form.sheets.iter().any(|known| text::key::of(&known.name) == key)
    };
    let says_the_same = |other: &&Sheet| {
        let mut labels = printed(sheet).peekable();
        labels.peek().is_some()
            && labels.all(|label| {
                let cell = other.get(label.cell);
                cell.is_some_and(|cell| text::key::of(&cell.text) == label.key)
            })
    };
    let others = workbook.sheets.iter().filter(|other| !is_of_form(other));
    others.filter(says_the_same).collect()
}

/// The texts of a form's sheet by which it is known.
fn printed(sheet: &FormSheet) -> impl Iterator<Item = &Label> {
    sheet.labels.iter().filter(|label| label.text.chars().any(char::is_alphabetic))
}

/// Units by every name under which their returns may come.
#[derive(Debug, Default)]
pub(super) struct UnitNames {
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
        Self { by_key }
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

fn which_form(
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
        return found.ok_or_else(|| no_form(path, None, &[]));
    }
    let mut scores: Vec<_> =
        forms.clone().map(|(at, form)| (agreement(workbook, form), at)).collect();
    scores.sort_by_key(|(score, at)| (std::cmp::Reverse(*score), *at));
    match scores.as_slice() {
        [(best, at)] if *best >= ENOUGH_PERCENT => Ok(*at),
        [(best, at), (second, _), ..] if *best >= ENOUGH_PERCENT && best > second => Ok(*at),
        [(best, at), ..] if *best > 0 => {
            let nearest = forms.clone().find(|(known, _)| known == at).map(|(_, form)| form);
            let differs = nearest.map_or_else(Vec::new, |form| differences(workbook, form));
            Err(no_form(path, nearest, &differs))
        }
        _ => Err(no_form(path, None, &[])),
    }
}

/// How many in a hundred of a form's printed texts stand in the workbook where the form has them.
fn agreement(workbook: &Workbook, form: &Form) -> usize {
    let (mut all, mut same) = (0, 0);
    for sheet in &form.sheets {
        let other = counterpart(workbook, sheet);
        for label in printed(sheet) {
            all += 1;
            let cell = other.and_then(|other| other.get(label.cell));
            same +=
                usize::from(cell.is_some_and(|cell| text::key::of(&cell.text) == label.key));
        }
    }
    (same * 100).checked_div(all).unwrap_or(0)
}

/// The first differences, for the clerk: sheets that are not there, else texts that differ.
fn differences(workbook: &Workbook, form: &Form) -> Vec<String> {
    let missing = form.sheets.iter().filter(|sheet| counterpart(workbook, sheet).is_none());
    let missing: Vec<_> = missing.map(|sheet| format!("«{}»", sheet.name)).collect();
    missing.into_iter().take(4).collect()
}

fn no_form(path: &str, nearest: Option<&Form>, differs: &[String]) -> Box<Finding> {
    let mut finding = Finding::new(Code::E107).at(Place::file(path));
    if let Some(nearest) = nearest {
        finding = finding.text("form", nearest.name.as_str());
    }
    if !differs.is_empty() {
        finding = finding.list("differences", differs.to_vec());
    }
    Box::new(finding)
}

fn which_unit(
    path: &str,
    workbook: &Workbook,
    form: &Form,
    hidden: &Hidden,
    duty: &Duty<'_>,
    wanted: Wanted<'_>,
    period: Period,
) -> Result<OrgIx, Box<Finding>> {
    let tree = wanted.tree;
    let issued_to = match &hidden.unit {
        None => None,
        // An office that consolidates knows itself by a code of its own, which means nothing here.
        Some(_) if upward::is_consolidated(workbook) => None,
        Some(code) => {
            let place = Place::file(path);
            let unit = tree.by_code(code).ok_or_else(|| unknown_unit(code, &place, tree))?;
            Some((unit, place))
        }
    };
    let mut named: Vec<(OrgIx, Place)> = Vec::new();
    for (sheet, cell, name) in header_texts(workbook, form, UNIT_NAME, |sheet| sheet.unit_name)
    {
        let place = Place::file(path).sheet(&sheet).cell(cell);
        let known = issued_to.as_ref().map(|(unit, _)| *unit);
        named.push((unit_by_name(&name, known, &place, wanted)?, place));
    }
    let first = named.first().cloned().or_else(|| issued_to.clone());
    let Some((unit, place)) = first else {
        let finding = Finding::new(Code::E517).at(no_name_place(path, form));
        return Err(Box::new(finding.text("form", form.name.as_str())));
    };
    if let Some((other, place)) = named.iter().find(|(other, _)| *other != unit) {
        let units = [tree.name(unit), tree.name(*other)];
        return Err(Box::new(Finding::new(Code::E521).at(place.clone()).list("units", units)));
    }
    if let Some((issued_to, _)) = issued_to.filter(|(issued_to, _)| *issued_to != unit) {
        // A blank issued to one branch and filled in by another.
        let finding = Finding::new(Code::E515).at(place).text("visible", tree.name(unit));
        return Err(Box::new(finding.text("hidden", tree.name(issued_to))));
    }
    if duty.due.owes_form(tree, &form.code, unit, period) {
        return Ok(unit);
    }
    let finding = Finding::new(Code::E520).at(place).text("unit", tree.name(unit));
    Err(Box::new(finding.text("form", form.name.as_str())))
}

fn no_name_place(path: &str, form: &Form) -> Place {
    let header = form.sheets.iter().find_map(|sheet| Some((&sheet.name, sheet.unit_name?)));
    header.map_or_else(
        || Place::file(path),
        |(sheet, cell)| Place::file(path).sheet(sheet).cell(cell),
    )
}

/// What stands in a header cell of each sheet that has it filled in.
fn header_texts(
    workbook: &Workbook,
    form: &Form,
    tag: &str,
    cell: impl Fn(&FormSheet) -> Option<CellRef>,
) -> Vec<(String, CellRef, String)> {
    let mut texts = Vec::new();
    for (number, sheet) in form.sheets.iter().enumerate() {
        let place = cell(sheet).and_then(|at| header(workbook, number, sheet, tag, at));
        if let Some((other, at)) = place
            && let Some(found) = other.get(at)
            && !found.text.trim().is_empty()
        {
            texts.push((other.name.clone(), at, found.text.trim().to_owned()));
        }
    }
    texts
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
    let names = tree.iter().map(|(_, unit)| unit.name.clone());
    let finding = Finding::new(Code::E512).at(place.clone()).text("name", name);
    Box::new(finding.maybe("nearest", text::nearest(name, names)))
}

/// The period of a return: that of its duty, if there is only one, else the one that it says.
fn which_period(
    path: &str,
    workbook: &Workbook,
    form: &Form,
    hidden: &Hidden,
    pack: &Pack,
) -> Result<Period, Box<Finding>> {
    if let Schedule::Once(period) = pack.schedule {
        return right_period(path, workbook, form, hidden, period).map(|()| period);
    }
    let wrong = |code: Code, place: Place, written: &str| {
        let finding = Finding::new(code).at(place).text("value", written);
        Box::new(finding.list("allowed", pack.schedule.ids()))
    };
    let mut said: Vec<(Period, Place)> = Vec::new();
    for (sheet, cell, written) in
        header_texts(workbook, form, PERIOD_NAME, |sheet| sheet.period_name)
    {
        let place = Place::file(path).sheet(&sheet).cell(cell);
        let Some(period) = period_words::read(&written, pack.calendar) else {
            let finding = wrong(Code::E527, place, &written);
            return Err(Box::new(finding.text("form", form.name.as_str())));
        };
        if !pack.schedule.is_reported(period) {
            return Err(wrong(Code::E516, place, &written));
        }
        said.push((period, place));
    }
    if let Some(written) = &hidden.period {
        let place = Place::file(path);
        let period = written.parse().ok().filter(|p| pack.schedule.is_reported(*p));
        let period = period.ok_or_else(|| wrong(Code::E516, place.clone(), written))?;
        said.push((period, place));
    }
    let Some((period, first)) = said.first().cloned() else {
        let finding = Finding::new(Code::E527).at(period_place(path, form));
        let finding = finding.text("form", form.name.as_str());
        return Err(Box::new(finding.list("allowed", pack.schedule.ids())));
    };
    match said.iter().find(|(other, _)| *other != period) {
        None => Ok(period),
        Some((other, place)) => {
            let place = if place.cell.is_some() { place.clone() } else { first };
            let finding = Finding::new(Code::E515).at(place);
            let finding = finding.text("visible", period_words::in_words(period));
            Err(Box::new(finding.text("hidden", period_words::in_words(*other))))
        }
    }
}

/// Where a form says its period.
fn period_place(path: &str, form: &Form) -> Place {
    let header = form.sheets.iter().find_map(|sheet| Some((&sheet.name, sheet.period_name?)));
    header.map_or_else(
        || Place::file(path),
        |(sheet, cell)| Place::file(path).sheet(sheet).cell(cell),
    )
}

/// The years written on a return must be the years of its period.
fn right_period(
    path: &str,
    workbook: &Workbook,
    form: &Form,
    hidden: &Hidden,
    period: Period,
) -> Result<(), Box<Finding>> {
    let wrong = |place: Place, written: &str| {
        Box::new(
            Finding::new(Code::E516)
                .at(place)
                .text("value", written)
                .list("allowed", [period.to_string()]),
        )
    };
    if let Some(written) = &hidden.period
        && *written != period.to_string()
    {
        return Err(wrong(Place::file(path), written));
    }
    for (sheet, cell, written) in
        header_texts(workbook, form, PERIOD_NAME, |sheet| sheet.period_name)
    {
        let years = text::date::years(&written);
        let expected = [i32::from(period.first_year()), i32::from(period.last_year())];
        if let (Some(first), Some(last)) = (years.first(), years.last())
            && [*first, *last] != expected
        {
            return Err(wrong(Place::file(path).sheet(&sheet).cell(cell), &written));
        }
    }
    Ok(())
}

/// The version is part of a return's identity: figures of another version may mean another thing.
///
/// It stands hidden in issued blanks, and printed wherever the form prints its own code.
fn right_version(
    path: &str,
    workbook: &Workbook,
    form: &Form,
    hidden: &Hidden,
) -> Result<(), Box<Finding>> {
    let wrong = |place: Place, written: &str| {
        let finding = Finding::new(Code::E525).at(place).text("value", written);
        Box::new(
            finding.text("form", form.name.as_str()).text("version", form.version.as_str()),
        )
    };
    if let Some(written) = hidden.version.as_ref().filter(|written| **written != form.version) {
        return Err(wrong(Place::file(path), written));
    }
    for sheet in &form.sheets {
        let Some(other) = counterpart(workbook, sheet) else { continue };
        for label in sheet.labels.iter().filter(|label| label.text.contains(&form.code)) {
            let there = other.get(label.cell).map_or("", |cell| cell.text.as_str());
            if there.contains(&form.code) && text::key::of(there) != label.key {
                let place = Place::file(path).sheet(&other.name).cell(label.cell);
                return Err(wrong(place, there.trim()));
            }
        }
    }
    Ok(())
}
