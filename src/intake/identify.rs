//! Which form a workbook is, from which unit, for which period.
//!
//! Hidden identity (a blank that this tool issued) and visible identity must agree; without the
//! hidden one, the printed texts decide which form it is, and the cells for unit and period say
//! the rest. What is not certain is refused.

use std::collections::BTreeSet;

use super::{Duty, Identity, Wanted};
use crate::diagnostic::{Code, Finding, Place};
use crate::model::{OrgIx, OrgTree, Period};
use crate::ooxml::CellRef;
use crate::pack::{Form, FormSheet};
use crate::sheet::{Sheet, Workbook};
use crate::text;

/// Name of the very-hidden sheet that issued blanks carry: keys in column A, values in column B.
const IDENTITY_SHEET: &str = "_tonghop";

/// The share of a form's printed texts that must stand where the form has them.
const ENOUGH_PERCENT: usize = 60;

/// What an issued blank says of itself.
#[derive(Debug, Default)]
struct Hidden {
    form: Option<String>,
    unit: Option<String>,
    period: Option<String>,
}

/// The form and the unit of a return, or why it is not taken.
pub(super) fn identify(
    path: &str,
    workbook: &Workbook,
    wanted: Wanted<'_>,
) -> Result<Identity, Box<Finding>> {
    let hidden = hidden(workbook);
    let (duty, at) = which_form(path, workbook, &hidden, wanted)?;
    let found = wanted.duties.get(duty).and_then(|duty| Some((duty, duty.pack.forms.get(at)?)));
    let (of, form) = found.ok_or_else(|| no_form(path, None, &[]))?;
    let org = which_unit(path, workbook, form, &hidden, of, wanted.tree)?;
    right_period(path, workbook, form, &hidden, of.pack.period)?;
    Ok(Identity { duty, form: at, org })
}

fn hidden(workbook: &Workbook) -> Hidden {
    let Some(sheet) = workbook.sheet(IDENTITY_SHEET) else { return Hidden::default() };
    let value = |key: &str| {
        let (at, _) = sheet.iter().find(|(at, cell)| at.col == 0 && cell.text.trim() == key)?;
        let value = sheet.get(CellRef::new(at.row, 1))?.text.trim();
        (!value.is_empty()).then(|| value.to_owned())
    };
    Hidden { form: value("form"), unit: value("unit"), period: value("period") }
}

/// The sheet of a return that a sheet of the form has become.
pub(super) fn counterpart<'a>(workbook: &'a Workbook, sheet: &FormSheet) -> Option<&'a Sheet> {
    let key = text::key::of(&sheet.name);
    let same = workbook.sheet(&sheet.name);
    same.or_else(|| workbook.sheets.iter().find(|other| text::key::of(&other.name) == key))
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
        for label in sheet.labels.iter().filter(|l| l.text.chars().any(char::is_alphabetic)) {
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
    tree: &OrgTree,
) -> Result<OrgIx, Box<Finding>> {
    let mut named = BTreeSet::new();
    let mut place = Place::file(path);
    let written = header_texts(workbook, form, |sheet| sheet.unit_name);
    for (sheet, cell, name) in &written {
        place = Place::file(path).sheet(sheet).cell(*cell);
        named.insert(unit_by_name(name, &place, tree)?);
    }
    if let Some(code) = &hidden.unit {
        let unit = tree.by_code(code);
        named.insert(unit.ok_or_else(|| unknown_unit(code, &place, tree))?);
    }
    let mut units = named.into_iter();
    match (units.next(), units.next()) {
        (Some(unit), None) if duty.due.units(&form.code).contains(&unit) => Ok(unit),
        (Some(unit), None) => Err(Box::new(
            Finding::new(Code::E520)
                .at(place)
                .text("unit", tree.name(unit))
                .text("form", form.name.as_str()),
        )),
        (Some(one), Some(other)) => Err(Box::new(
            Finding::new(Code::E521)
                .at(place)
                .list("units", [tree.name(one), tree.name(other)]),
        )),
        (None, _) => Err(Box::new(
            Finding::new(Code::E517)
                .at(no_name_place(path, form))
                .text("form", form.name.as_str()),
        )),
    }
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
    cell: impl Fn(&FormSheet) -> Option<CellRef>,
) -> Vec<(String, CellRef, String)> {
    let mut texts = Vec::new();
    for sheet in &form.sheets {
        if let (Some(other), Some(at)) = (counterpart(workbook, sheet), cell(sheet))
            && let Some(found) = other.get(at)
            && !found.text.trim().is_empty()
        {
            texts.push((other.name.clone(), at, found.text.trim().to_owned()));
        }
    }
    texts
}

fn unit_by_name(name: &str, place: &Place, tree: &OrgTree) -> Result<OrgIx, Box<Finding>> {
    let key = text::key::of(name);
    let known = tree.iter().filter(|(_, unit)| {
        let names = std::iter::once(&unit.name).chain(&unit.other_names);
        unit.code == name || names.into_iter().any(|known| text::key::of(known) == key)
    });
    let found: Vec<OrgIx> = known.map(|(ix, _)| ix).collect();
    match found.as_slice() {
        [one] => Ok(*one),
        [] => Err(unknown_unit(name, place, tree)),
        [one, other, ..] => Err(Box::new(
            Finding::new(Code::E513)
                .at(place.clone())
                .text("name", name)
                .list("units", [tree.code(*one), tree.code(*other)]),
        )),
    }
}

fn unknown_unit(name: &str, place: &Place, tree: &OrgTree) -> Box<Finding> {
    let names = tree.iter().map(|(_, unit)| unit.name.clone());
    let finding = Finding::new(Code::E512).at(place.clone()).text("name", name);
    Box::new(finding.maybe("nearest", text::nearest(name, names)))
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
    for (sheet, cell, written) in header_texts(workbook, form, |sheet| sheet.period_name) {
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
