//! Several returns in one workbook: sheets of several branches, periods or forms put together.
//!
//! Each sheet is told by what it says; sheets of one form are one return where they name the same
//! unit and the same period. What cannot be told is left, and said.

mod hidden;

use std::collections::{BTreeMap, BTreeSet};

use super::Wanted;
use super::overlay::{Overlaid, keys, percent};
use crate::diagnostic::{Code, Finding, Place};
use crate::ooxml::CellRef;
use crate::pack::upward::{self, IDENTITY_SHEET};
use crate::pack::{Form, FormSheet};
use crate::sheet::{Cell, NamedCell, Sheet, Value, Visibility, Workbook};
use crate::text::{self, typed_figure};

/// The share of a form's printed texts by which a sheet is known to be one of its sheets.
const ENOUGH_PERCENT: usize = 80;

/// Bytes of a figure with its unit: `05 đồng chí`.
const LONGEST_FIGURE: usize = 40;

/// The returns of a workbook, and what is said of its sheets.
pub(super) struct Split {
    pub(super) returns: Vec<Workbook>,
    pub(super) findings: Vec<Finding>,
}

/// Which sheet of which form: position of the form among all, position of the sheet in it.
type SheetOfForm = (usize, usize);

/// Parts a workbook into its returns; most workbooks are one.
pub(super) fn split(path: &str, mut workbook: Workbook, wanted: Wanted<'_>) -> Split {
    let forms: Vec<&Form> =
        wanted.duties.iter().flat_map(|duty| duty.pack.forms.iter()).collect();
    let as_it_is = |workbook: Workbook| Split { returns: vec![workbook], findings: Vec::new() };
    if upward::is_consolidated(&workbook) || forms.iter().any(|form| is_all(&workbook, form)) {
        return as_it_is(workbook);
    }
    let told = |workbook: &Workbook| -> Vec<(usize, SheetOfForm)> {
        let content = content(workbook);
        content.filter_map(|(at, sheet)| Some((at, sheet_of_form(sheet, &forms)?))).collect()
    };
    let with_hidden = told(&workbook);
    if with_hidden.is_empty() {
        return as_it_is(workbook);
    }
    let mut findings = hidden::take_out(path, &mut workbook, &with_hidden, &forms);
    let told = told(&workbook);
    findings.extend(foreign(path, &workbook, &told));
    let of_forms: BTreeSet<usize> = told.iter().map(|(_, (form, _))| *form).collect();
    let mut parted = Parted { returns: Vec::new(), findings };
    for (number, form) in of_forms.into_iter().filter_map(|at| Some((at, *forms.get(at)?))) {
        let own = told.iter().filter(|(_, (of, _))| *of == number);
        let own: Vec<(usize, usize)> = own.map(|(at, (_, sheet))| (*at, *sheet)).collect();
        let (groups, loose) = groups(&workbook, form, &own);
        parted.returns.extend(groups);
        parted.findings.extend(unplaced(path, &workbook, form, &loose));
    }
    let is_one = parted.returns.len() == 1
        && parted.findings.iter().all(|f| matches!(f.code, Code::I132 | Code::W129));
    if is_one {
        return Split { returns: vec![workbook], findings: parted.findings };
    }
    parted.split(path, &workbook)
}

/// The sheets that people see or may see, with their positions.
fn content(workbook: &Workbook) -> impl Iterator<Item = (usize, &Sheet)> {
    let own = |sheet: &Sheet| sheet.name.starts_with(IDENTITY_SHEET);
    let all = workbook.sheets.iter().enumerate();
    all.filter(move |(_, sheet)| {
        sheet.visibility != Visibility::VeryHidden && !own(sheet) && !sheet.is_empty()
    })
}

/// Whether a workbook has nothing but the sheets of a form, each once.
fn is_all(workbook: &Workbook, form: &Form) -> bool {
    let known: BTreeSet<String> =
        form.sheets.iter().map(|sheet| text::key::of(&sheet.name)).collect();
    let mut seen = BTreeSet::new();
    content(workbook).all(|(_, sheet)| {
        let key = text::key::of(sheet.legible_name());
        known.contains(&key) && seen.insert(key)
    })
}

/// The one sheet of a form that a sheet is: by what it says, and of those that say the same by the
/// name on its tab.
fn sheet_of_form(sheet: &Sheet, forms: &[&Form]) -> Option<SheetOfForm> {
    let said = keys(sheet);
    let key = text::key::of(sheet.legible_name());
    let all = forms.iter().enumerate().flat_map(|(form, of)| {
        of.sheets.iter().enumerate().map(move |(at, of_form)| ((form, at), of_form))
    });
    let scored: Vec<(usize, bool, SheetOfForm)> = all
        .map(|(at, of_form)| {
            let named = text::key::of(&of_form.name) == key;
            (percent(of_form, &said), named, at)
        })
        .filter(|(percent, named, _)| *percent >= ENOUGH_PERCENT || *named)
        .collect();
    let best = scored.iter().map(|(percent, named, _)| (*percent, *named)).max()?;
    let mut first = scored.iter().filter(|(percent, named, _)| (*percent, *named) == best);
    match (first.next(), first.next()) {
        (Some((_, _, at)), None) => Some(*at),
        _ => None,
    }
}

/// Sheets with figures that belong to no form.
fn foreign(path: &str, workbook: &Workbook, told: &[(usize, SheetOfForm)]) -> Vec<Finding> {
    let told: BTreeSet<usize> = told.iter().map(|(at, _)| *at).collect();
    let others = content(workbook).filter(|(at, _)| !told.contains(at));
    let others: Vec<(&Sheet, usize)> = others
        .map(|(_, sheet)| {
            (sheet, sheet.iter().filter(|(at, cell)| is_figure(*at, cell)).count())
        })
        .filter(|(_, figures)| *figures > 0)
        .collect();
    let Some((first, _)) = others.first() else { return Vec::new() };
    let place = Place::file(path).sheet(first.legible_name());
    let names = others.iter().map(|(sheet, _)| sheet.legible_name());
    let figures: usize = others.iter().map(|(_, figures)| figures).sum();
    let finding = Finding::new(Code::I132).at(place).list("sheets", names);
    vec![finding.count("count", figures as u64)]
}

/// Whether a cell says how many there are: as a number, or behind the first column, which has the
/// numbers of rows, as a text such as `05`, `12 đ/c`.
fn is_figure(at: CellRef, cell: &Cell) -> bool {
    match &cell.value {
        Value::Number(_) => true,
        Value::Text(text) if at.col > 0 && text.len() <= LONGEST_FIGURE => {
            typed_figure::is_number(text)
        }
        _ => false,
    }
}

/// The sheets of one return, by their positions in the workbook.
type Return = Vec<usize>;

/// A workbook sorted into its returns.
struct Parted {
    returns: Vec<Return>,
    findings: Vec<Finding>,
}

impl Parted {
    fn split(self, path: &str, workbook: &Workbook) -> Split {
        let Self { returns, mut findings } = self;
        let first = returns.first().and_then(|sheets| sheets.first());
        if let Some(sheet) = first.and_then(|at| workbook.sheets.get(*at))
            && returns.len() > 1
        {
            let place = Place::file(path).sheet(sheet.legible_name());
            let finding = Finding::new(Code::I133).at(place);
            let names = returns.iter().map(|sheets| names(workbook, sheets));
            let finding = finding.count("count", returns.len() as u64).list("returns", names);
            findings.insert(0, finding);
        }
        let names = names_by_sheet(workbook);
        let returns = returns.iter().map(|sheets| part(workbook, sheets, &names)).collect();
        Split { returns, findings }
    }
}

/// The sheets of a form sorted into returns, and those of which nobody can say to which they belong.
/// A sheet that came twice under one head stays with its return: that is settled where it is read.
fn groups(
    workbook: &Workbook,
    form: &Form,
    own: &[(usize, usize)],
) -> (Vec<Return>, Vec<usize>) {
    let all: Return = own.iter().map(|(at, _)| *at).collect();
    let distinct: BTreeSet<usize> = own.iter().map(|(_, sheet)| *sheet).collect();
    if distinct.len() == own.len() {
        return (vec![all], Vec::new());
    }
    let mut loose = Vec::new();
    let mut by_head: BTreeMap<(String, String), Return> = BTreeMap::new();
    for (at, sheet) in own {
        let found = workbook.sheets.get(*at).zip(form.sheets.get(*sheet));
        match found.and_then(|(sheet, of_form)| head(sheet, of_form)) {
            Some(head) => by_head.entry(head).or_default().push(*at),
            None => loose.push(*at),
        }
    }
    if by_head.len() < 2 {
        return (vec![all], Vec::new());
    }
    let mut returns: Vec<Return> = by_head.into_values().collect();
    returns.sort();
    (returns, loose)
}

/// Whose a sheet says it is and for when, by match keys; none where it leaves out what the form
/// asks for.
fn head(sheet: &Sheet, of_form: &FormSheet) -> Option<(String, String)> {
    let overlaid = Overlaid::of_sheet(sheet, of_form);
    let said = |cell: Option<CellRef>| {
        let Some(cell) = cell else { return Some(String::new()) };
        let at = overlaid.beside(of_form, cell)?;
        let written = &sheet.get(at)?.text;
        (!typed_figure::is_blank(written)).then(|| text::key::of(written))
    };
    let head = (said(of_form.unit_name)?, said(of_form.period_name)?);
    (!head.0.is_empty() || !head.1.is_empty()).then_some(head)
}

/// Sheets that are a form's and may belong to any of several returns.
fn unplaced(path: &str, workbook: &Workbook, form: &Form, loose: &[usize]) -> Option<Finding> {
    let sheets: Vec<&Sheet> = loose.iter().filter_map(|at| workbook.sheets.get(*at)).collect();
    let place = Place::file(path).sheet(sheets.first()?.legible_name());
    let finding = Finding::new(Code::E134).at(place).text("form", form.name.as_str());
    Some(finding.list("sheets", sheets.iter().map(|sheet| sheet.legible_name())))
}

/// One return of several, by its sheets.
fn names(workbook: &Workbook, sheets: &[usize]) -> String {
    let sheets = sheets.iter().filter_map(|at| workbook.sheets.get(*at));
    sheets.map(Sheet::legible_name).collect::<Vec<_>>().join(" + ")
}

/// Names of cells, by the sheets on which the cells are.
type NamesBySheet<'a> = BTreeMap<&'a str, Vec<(&'a str, &'a NamedCell)>>;

fn names_by_sheet(workbook: &Workbook) -> NamesBySheet<'_> {
    let mut by_sheet = NamesBySheet::new();
    for (name, cells) in &workbook.defined_names {
        for cell in cells {
            by_sheet.entry(&cell.sheet).or_default().push((name, cell));
        }
    }
    by_sheet
}

/// A workbook of some of the sheets. What the whole says of itself unseen was said of one return
/// and holds for none of several.
fn part(workbook: &Workbook, sheets: &[usize], names: &NamesBySheet<'_>) -> Workbook {
    let sheets: Vec<Sheet> =
        sheets.iter().filter_map(|at| workbook.sheets.get(*at)).cloned().collect();
    let here: BTreeSet<&str> = sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    let mut defined_names: BTreeMap<String, Vec<NamedCell>> = BTreeMap::new();
    for (name, cell) in here.iter().filter_map(|sheet| names.get(sheet)).flatten() {
        defined_names.entry((*name).to_owned()).or_default().push((*cell).clone());
    }
    for cells in defined_names.values_mut() {
        cells.sort();
    }
    Workbook { format: workbook.format, sheets, defined_names, ..Workbook::default() }
}
