//! Returns that the office entered for a unit from a picture, a call or a paper: what their sheet
//! «Nhập thay» says.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;

use super::read::Reading;
use crate::diagnostic::{Code, Field, Finding, Place};
use crate::model::{Entered, Origin};
use crate::ooxml::CellRef;
use crate::pack::entered::{
    ENTERED_LINES, ENTERED_SHEET, FROM, GIVEN_BY, ON, ORIGINAL, TYPED_BY,
};
use crate::sheet::{Sheet, Value, Workbook};
use crate::text;

/// What the sheet of an entered return says, and its place.
pub(super) struct Said {
    pub(super) origin: Arc<Origin>,
    /// The cell that names the original, with what it says.
    pub(super) original: Option<(String, Place)>,
}

/// Takes the sheet out of a workbook that has it, so that nobody takes it for a part of a form; what it
/// says, or that it does not say from what and when.
///
/// Copied with its tab, or renamed, it is still that sheet: without its mark the figures would be the unit's own.
pub(super) fn take(path: &str, workbook: &mut Workbook) -> Result<Option<Said>, Vec<Finding>> {
    let (mut taken, rest): (Vec<Sheet>, Vec<Sheet>) =
        std::mem::take(&mut workbook.sheets).into_iter().partition(is_it);
    workbook.sheets = rest;
    // A copy that nobody has filled in says nothing.
    let is_filled = |sheet: &Sheet| !(Lines { path, sheet }).answers().is_empty();
    if taken.iter().any(is_filled) {
        taken.retain(is_filled);
    }
    let Some((first, others)) = taken.split_first() else { return Ok(None) };
    let lines = Lines { path, sheet: first };
    let answers = lines.answers();
    if let Some(other) = others.iter().find(|sheet| Lines { path, sheet }.answers() != answers)
    {
        let several = (others.len() + 1) as u64;
        let finding = Lines { path, sheet: other }.lacks(FROM);
        return Err(vec![finding.count("count", several)]);
    }
    said(&lines).map(Some)
}

/// Whether a sheet is the one, by its name or by what it asks.
fn is_it(sheet: &Sheet) -> bool {
    let lines = Lines { path: "", sheet };
    let asks = |label: &str| lines.cell(label).is_some();
    let asked = ENTERED_LINES.iter().filter(|(label, _)| asks(label)).count();
    text::key::of(sheet.legible_name()) == text::key::of(ENTERED_SHEET)
        || (asked >= 3 && asks(FROM) && asks(ON))
}

fn said(lines: &Lines<'_>) -> Result<Said, Vec<Finding>> {
    let (from, on) = (lines.text(FROM), lines.day());
    let mut told = Vec::new();
    if !text::key::is_worded(&from) {
        told.push(lines.lacks(FROM).maybe("instead", lines.written(FROM)));
    }
    match on {
        Some(on) if told.is_empty() => {
            let original = Some(lines.text(ORIGINAL)).filter(|name| !name.is_empty());
            let entered = Entered {
                from,
                on,
                given_by: lines.text(GIVEN_BY),
                typed_by: lines.text(TYPED_BY),
                original: original.clone(),
            };
            let origin = Arc::new(Origin::Entered(entered));
            let place = lines.place(ORIGINAL);
            return Ok(Said { origin, original: original.map(|name| (name, place)) });
        }
        Some(_) => {}
        None => told.push(lines.lacks(ON).maybe("value", lines.written(ON))),
    }
    Err(told)
}

/// Marks everything that was read as entered.
pub(super) fn mark(reading: &mut Reading, origin: &Arc<Origin>) {
    let sources = reading.facts.values_mut().filter_map(|fact| fact.source.as_mut());
    let said = reading.statements.values_mut().map(|statement| &mut statement.source);
    for source in sources.chain(said) {
        source.origin = Some(Arc::clone(origin));
    }
}

/// The labelled cells of the sheet.
struct Lines<'a> {
    path: &'a str,
    sheet: &'a Sheet,
}

impl Lines<'_> {
    /// The cell beside a label.
    fn cell(&self, label: &str) -> Option<CellRef> {
        let key = text::key::of(label);
        let mut cells = self.sheet.iter();
        let (at, _) = cells.find(|(_, cell)| text::key::of(&cell.text) == key)?;
        Some(CellRef::new(at.row, at.col.checked_add(1)?))
    }

    /// What is answered: an error of a formula is no answer, nor is the word of help that slid into its place.
    fn text(&self, label: &str) -> String {
        let cell = self.cell(label).and_then(|at| self.sheet.get(at));
        let answer = cell.filter(|cell| !matches!(cell.value, Value::Error(_)));
        let answer = answer.map(|cell| cell.text.trim().to_owned()).unwrap_or_default();
        let key = text::key::of(&answer);
        let is_help = ENTERED_LINES.iter().any(|(_, help)| text::key::of(help) == key);
        if is_help { String::new() } else { answer }
    }

    /// All answers, in the order of what is asked; none where nothing is answered.
    fn answers(&self) -> Vec<String> {
        let answers: Vec<String> =
            ENTERED_LINES.iter().map(|(label, _)| self.text(label)).collect();
        if answers.iter().all(String::is_empty) { Vec::new() } else { answers }
    }

    /// What stands there, if anything does.
    fn written(&self, label: &str) -> Option<String> {
        let cell = self.cell(label).and_then(|at| self.sheet.get(at))?;
        Some(cell.text.trim().to_owned()).filter(|written| !written.is_empty())
    }

    /// The day on which it came.
    fn day(&self) -> Option<NaiveDate> {
        let cell = self.cell(ON).and_then(|at| self.sheet.get(at));
        if let Some(Value::Date(day)) = cell.map(|cell| &cell.value) {
            return Some(day.date());
        }
        text::date::parse(&self.text(ON))
    }

    fn place(&self, label: &str) -> Place {
        let place = Place::file(self.path).sheet(self.sheet.name.as_str());
        match self.cell(label) {
            Some(cell) => place.cell(cell),
            None => place,
        }
    }

    fn lacks(&self, label: &str) -> Finding {
        Finding::new(Code::E123).at(self.place(label)).text("label", label)
    }
}

/// The files that are named as originals, and what is to be told of names that no file has.
///
/// A cell may name several, one a line or with semicolons between them; on Windows letter case makes no
/// difference. `there` are the files among the returns; `exists` asks for any other of the workspace.
pub(super) fn originals<'a>(
    said: impl Iterator<Item = (&'a str, &'a str, &'a Place)>,
    there: &BTreeSet<String>,
    exists: &dyn Fn(&str) -> bool,
) -> (Vec<(String, String)>, Vec<Finding>) {
    let (mut settled, mut told) = (Vec::new(), Vec::new());
    let names = said.flat_map(|(file, names, place)| {
        let names = names.split([';', '\n']).map(|name| name.trim().replace('\\', "/"));
        names.filter(|name| !name.is_empty()).map(move |name| (file, name, place))
    });
    for (file, name, place) in names {
        let wanted = name.to_lowercase();
        let is_it = |path: &&String| {
            let path = path.to_lowercase();
            path.strip_suffix(&wanted)
                .is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
        };
        let found: Vec<&String> = there.iter().filter(is_it).collect();
        match found.as_slice() {
            [one] => settled.push(((*one).clone(), file.to_owned())),
            [] if is_within(&name) && exists(&name) => {}
            several => {
                let count = several.len() as u64;
                let count = (count > 0).then_some(Field::Count(count));
                let finding = Finding::new(Code::W125).at(place.clone());
                told.push(finding.text("name", name).maybe("count", count));
            }
        }
    }
    (settled, told)
}

/// Whether a name leads nowhere but into the folder that it is looked for in: names come from whoever wrote the file,
/// and Windows logs in at a server for as little as a look.
fn is_within(name: &str) -> bool {
    let plain = |part: &str| !part.is_empty() && part != ".." && !part.contains(':');
    name.split('/').all(plain)
}
