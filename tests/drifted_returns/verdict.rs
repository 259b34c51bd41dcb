//! What was read of a changed return, held against what stands in it.

use std::collections::BTreeMap;
use std::path::Path;

use rust_decimal::Decimal;
use tonghop::diagnostic::{Findings, Severity};
use tonghop::intake::{self, Duty};
use tonghop::model::{Fate, State};

use super::files;
use super::forms::{Filled, Key};
use super::page::{At, Cell, Held, Page, Was};

/// How well a figure can be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Its labels and headings stand there in their own words, and nothing else has them.
    Unique,
    /// Others have the same labels; only what stands around them tells.
    Repeated,
    /// A label was taken away, put into other words, or written twice.
    Changed,
}

/// What became of the figures of a class.
#[derive(Clone, Copy, Debug, Default)]
pub struct Count {
    pub all: usize,
    pub read: usize,
}

/// What was read of one return.
#[derive(Debug, Default)]
pub struct Verdict {
    pub counts: BTreeMap<Class, Count>,
    /// The same of figures of the first class, by kind of change of their sheets.
    pub by_change: BTreeMap<&'static str, Count>,
    /// Figures that were read and are others.
    pub different: Vec<String>,
    /// Figures that were not read, of which nothing is said.
    pub lost: Vec<String>,
    /// Figures of the first class in files of which it was not known what they are.
    pub of_refused_files: usize,
    /// Figures that someone added, of which nothing is said.
    pub unheard: usize,
    /// Figures of the first class that were not read, of files that were.
    pub unread: Vec<String>,
    pub codes: BTreeMap<String, usize>,
    pub told: Vec<String>,
}

/// A value as it was read, and where.
struct Read {
    refused: bool,
    value: Option<Value>,
    at: Option<(String, At)>,
}

#[derive(PartialEq, Debug)]
enum Value {
    Number(Decimal),
    Text(String),
}

/// Writes the sheets, reads them as a run does, and holds the one against the other.
pub fn verdict(
    filled: &Filled,
    pages: &[Page],
    hidden: &[Page],
    kinds: &[Vec<&'static str>],
) -> Verdict {
    let folder = tempfile::tempdir().unwrap();
    files::write(&folder.path().join(filled.file_name()), pages, hidden);
    verdict_of(filled, pages, folder.path(), kinds)
}

/// As [`verdict`], of the one file in a folder.
pub fn verdict_of(
    filled: &Filled,
    pages: &[Page],
    folder: &Path,
    kinds: &[Vec<&'static str>],
) -> Verdict {
    let mut findings = Findings::new();
    let data = &filled.data;
    let duties = [Duty { pack: &data.pack, due: &data.due, run: Some(data.period) }];
    let none = intake::Rulings::default();
    let taken =
        intake::take_in(folder, "f", &duties, &data.tree, &none, &|_, _| {}, &mut findings);
    let read = read(filled, &taken.duties[0]);
    let is_taken = taken.files.iter().any(|file| file.fate == Fate::Taken);
    let mut verdict = Verdict::default();
    // Sheets of which an error is told; an error without a sheet is about all of them.
    let mut told: Vec<Option<String>> = Vec::new();
    let mut warned: Vec<Option<String>> = Vec::new();
    for reported in &findings.finish() {
        let finding = &reported.finding;
        *verdict.codes.entry(finding.code.as_str().to_owned()).or_default() += 1;
        verdict.told.push(format!(
            "{:?} {}",
            finding.place,
            finding.message(tonghop::text::Lang::Vi)
        ));
        let sheet = finding.place.as_ref().and_then(|place| place.sheet.clone());
        if finding.severity() == Severity::Error {
            told.push(sheet.clone());
        }
        if finding.severity() != Severity::Info && finding.code.as_str() != "W209" {
            warned.push(sheet);
        }
    }
    // A sheet of the form is also told by the name that it has there.
    let is_told = |page: &Page, figure: usize| {
        let of_form = &filled.pages[filled.figures[figure].sheet].name;
        let named = |sheet: &String| *sheet == page.name || sheet == of_form;
        told.iter().any(|sheet| sheet.as_ref().is_none_or(named))
    };
    for (page, kinds) in pages.iter().zip(kinds) {
        let is_warned = warned.iter().any(|s| s.as_ref().is_none_or(|s| *s == page.name));
        if !is_warned
            && page.cells.values().any(|cell| matches!(cell.was, Was::Added | Was::Copied(_)))
        {
            verdict.unheard += 1;
        }
        for (here, cell) in &page.cells {
            let Was::Figure(at) = cell.was else { continue };
            let key = filled.figures[at].key;
            let class = class(filled, page, (*here, at));
            let found = read.get(&key).filter(|read| read.value.is_some());
            let counts = std::iter::once(verdict.counts.entry(class).or_default());
            let kinds = kinds.iter().filter(|_| class == Class::Unique && is_taken);
            for kind in kinds {
                let count = verdict.by_change.entry(kind).or_default();
                count.all += 1;
                count.read += usize::from(found.is_some());
            }
            for count in counts {
                count.all += 1;
                count.read += usize::from(found.is_some());
            }
            let refused = read.get(&key).is_none_or(|read| read.refused) || !is_taken;
            if class == Class::Unique && is_taken && found.is_none() {
                let of = &filled.figures[at];
                verdict
                    .unread
                    .push(format!("{} r{} c{} {:?}", page.name, here.0, here.1, of.key));
            }
            if class == Class::Unique && !is_taken {
                verdict.of_refused_files += 1;
            }
            // A ratio with words behind it is not held against ours, and is no figure of ours.
            if matches!(key, Key::Indicator(..)) && page.spoilt.contains(&at) {
                continue;
            }
            // Of two sheets that may be one it is told at either.
            let anywhere = (!is_taken || page.is_doubled) && !told.is_empty();
            if found.is_none() && !(refused && (anywhere || is_told(page, at))) {
                verdict.lost.push(format!("{key:?} on {}", page.name));
            }
        }
    }
    for (key, read) in &read {
        if let Some(value) = &read.value
            && !stands(filled, pages, *key, value, read.at.as_ref())
        {
            verdict.different.push(format!("{key:?} is {value:?} of {:?}", read.at));
        }
    }
    verdict
}

/// Whether a value that was read stands where it was read, in a cell of its own key.
fn stands(
    filled: &Filled,
    pages: &[Page],
    key: Key,
    value: &Value,
    at: Option<&(String, At)>,
) -> bool {
    let Some((sheet, at)) = at else { return false };
    let cell =
        pages.iter().find(|page| page.name == *sheet).and_then(|page| page.cells.get(at));
    // A copy is what the branch says now, if the original is gone or has lost its label.
    let is_known = |of: usize| {
        pages.iter().any(|page| {
            let mut cells = page.cells.iter().filter(|(_, cell)| cell.was == Was::Figure(of));
            cells.any(|(at, _)| is_labelled(filled, page, *at, of))
        })
    };
    let is_own = |cell: &&Cell| match cell.was {
        Was::Figure(figure) => filled.figures[figure].key == key,
        Was::Copied(of) => filled.figures[of].key == key && !is_known(of),
        _ => false,
    };
    cell.filter(is_own).is_some_and(|cell| match (&cell.held, value) {
        (Held::Number(held), Value::Number(value)) => held == value,
        (Held::Text(held), Value::Number(value)) => held.starts_with(&format!("{value} ")),
        (Held::Text(held), Value::Text(value)) => held == value,
        (Held::Number(held), Value::Text(value)) => held.to_string() == *value,
    })
}

/// Whether a figure still has its labels beside it, be they elsewhere too.
fn is_labelled(filled: &Filled, page: &Page, at: At, figure: usize) -> bool {
    let figure = &filled.figures[figure];
    let stands = |label: usize| page.row(at.0).any(|(_, cell)| cell.was == Was::Label(label));
    figure.in_row.iter().all(|label| stands(*label))
}

fn class(filled: &Filled, page: &Page, (cell, at): (At, usize)) -> Class {
    let figure = &filled.figures[at];
    // Each of its texts stands once on the sheet, where a reader takes it for that of the figure.
    let stands = |label: &usize, beside: fn(At, At) -> bool| {
        let mut found = page.cells.iter().filter(|(_, c)| c.was == Was::Label(*label));
        found.next().is_some_and(|(label, _)| beside(*label, cell)) && found.next().is_none()
    };
    let intact =
        figure.in_row.iter().all(|label| stands(label, |label, cell| label.0 == cell.0))
            && figure.above.iter().all(|label| {
                stands(label, |label, cell| label.0 < cell.0 && label.1 == cell.1)
            });
    match (intact && !page.spoilt.contains(&at) && !page.is_doubled, figure.is_unique) {
        (false, _) => Class::Changed,
        (true, true) => Class::Unique,
        (true, false) => Class::Repeated,
    }
}

fn read(filled: &Filled, taken: &intake::TakenUnder) -> BTreeMap<Key, Read> {
    let mut read = BTreeMap::new();
    let place = |source: &tonghop::model::Source| {
        (source.sheet.to_string(), (source.cell.row, source.cell.col))
    };
    for (key, fact) in taken.facts.iter().filter(|(key, _)| key.org == filled.org) {
        let element = filled.data.pack.catalogue.element(key.item).unwrap();
        // Of a class its name was read, from the cell of the total.
        let is_class = element.kind == tonghop::model::ValueKind::Class;
        let value = match (fact.value, is_class) {
            (Some(value), true) if value.is_zero() => continue,
            (Some(_), true) => fact.source.as_ref().map(|s| Value::Text(s.text.to_string())),
            (value, _) => value.map(Value::Number),
        };
        let item = if is_class { key.item.total() } else { key.item };
        let known = Read {
            refused: fact.state == State::Refused,
            value,
            at: fact.source.as_ref().map(place),
        };
        read.insert(Key::Item(item, key.period), known);
    }
    for claim in &taken.claims {
        let known = Read {
            refused: false,
            value: Some(Value::Number(claim.value)),
            at: Some(place(&claim.source)),
        };
        read.insert(Key::Indicator(claim.indicator, claim.period), known);
    }
    for (key, said) in taken.statements.iter() {
        let text = said.source.text.to_string();
        let known = Read {
            refused: false,
            value: (!text.is_empty()).then_some(Value::Text(text)),
            at: Some(place(&said.source)),
        };
        read.insert(Key::Text(key.text, key.period), known);
    }
    read
}
